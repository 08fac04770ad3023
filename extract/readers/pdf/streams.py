"""Streams of a PDF, unpacked within limits: a budget of bytes for the file, and no filter that images alone use."""

from __future__ import annotations

import re
import zlib
from binascii import unhexlify
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pdfminer.ascii85 import ascii85decode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfexceptions import PDFNotImplementedError, PDFValueError
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFStream,
    int_value,
)

from extract.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pdfminer.pdftypes import DecipherCallable

MEGABYTE = 1 << 20
PIECE = 1 << 14  # packed bytes given to zlib at a time
CHUNK = 1 << 20  # bytes unpacked between two looks at the budget
MAX_FILTERS = 8  # of one stream; real ones have one or two
MAX_ROW = 1 << 20  # bytes of a row that a predictor sees
SPACES = re.compile(rb"[\s\x00]+")


class Budget:
    """How many bytes the streams of a file may still unpack to; the same stream counts once."""

    def __init__(self, megabytes: int) -> None:
        """Allow ``megabytes`` in all; 0 is no limit."""
        self._megabytes = megabytes
        self._left = megabytes * MEGABYTE
        self._counted: set[int] = set()

    def check(self, size: int) -> None:
        """Raise ``LimitError`` where ``size`` bytes are more than what is left."""
        if self._megabytes and size > self._left:
            message = f"its streams unpack to more than {self._megabytes} MB; raise the limit if you trust it"
            raise LimitError(message)

    def spend(self, size: int, key: int | None) -> None:
        """Take ``size`` bytes of stream ``key`` from what is left."""
        self.check(size)
        if key is None or key not in self._counted:
            self._left -= size
            if key is not None:
                self._counted.add(key)


class Stream(PDFStream):
    """A stream whose data are unpacked when asked for, and no more than the budget allows."""

    def __init__(self, attrs: dict[str, Any], rawdata: bytes, decipher: DecipherCallable | None, budget: Budget) -> None:
        """Keep the packed data."""
        super().__init__(attrs, rawdata, decipher)
        self._budget = budget

    def decode(self) -> None:
        """Unpack the data.

        Raises:
            LimitError: there would be too many of them.
            PDFNotImplementedError: a filter is one of pictures, or unknown.

        """
        data = self.rawdata or b""
        if self.decipher and self.objid is not None:
            data = self.decipher(self.objid, self.genno or 0, data, self.attrs)
        filters = self.get_filters()
        if len(filters) > MAX_FILTERS:
            message = f"a stream with {len(filters)} filters"
            raise PDFValueError(message)
        for name, parameters in filters:
            unpack = FILTERS.get(name)
            if unpack is None:
                message = f"filter {name!r} is not one of text"
                raise PDFNotImplementedError(message)
            data = _gather(unpack(data), self._budget)
            if isinstance(parameters, dict) and "Predictor" in parameters:
                data = _unpredict(data, parameters)
        self._budget.spend(len(data), self.objid)
        self.data = data
        self.rawdata = None


def _gather(chunks: Iterable[bytes], budget: Budget) -> bytes:
    gathered: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        budget.check(size)
        gathered.append(chunk)
    return b"".join(gathered)


def _inflate(data: bytes) -> Iterator[bytes]:
    """Yield what zlib makes of ``data``; of damaged data, all before the damage."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            while piece and not unpacker.eof:
                chunk = unpacker.decompress(piece, CHUNK)
                piece = unpacker.unconsumed_tail
                size += len(chunk)
                yield chunk
        yield unpacker.flush()
    except zlib.error:
        yield from _inflate_damaged(data, size)


def _inflate_damaged(data: bytes, size: int) -> Iterator[bytes]:
    """Yield what stands before the damage in ``data``, but for the first ``size`` bytes, which are known."""
    unpacker = zlib.decompressobj()
    known = size
    try:
        for place in range(len(data)):
            chunk = unpacker.decompress(data[place : place + 1])
            yield chunk[known:] if known else chunk
            known = max(0, known - len(chunk))
    except zlib.error:
        return


def _unpack_lzw(data: bytes) -> Iterator[bytes]:
    return LZWDecoder(BytesIO(data)).run()


def _unpack_runs(data: bytes) -> Iterator[bytes]:
    position = 0
    while position + 1 < len(data) and (length := data[position]) != 128:
        if length < 128:
            yield data[position + 1 : position + 2 + length]
            position += 2 + length
        else:
            yield data[position + 1 : position + 2] * (257 - length)
            position += 2


def _unpack_ascii85(data: bytes) -> Iterator[bytes]:
    yield ascii85decode(data)


def _unpack_hex(data: bytes) -> Iterator[bytes]:
    digits = SPACES.sub(b"", data).partition(b">")[0]
    yield unhexlify(digits + b"0" * (len(digits) % 2))


FILTERS: dict[Any, Callable[[bytes], Iterator[bytes]]] = {
    **dict.fromkeys(LITERALS_FLATE_DECODE, _inflate),
    **dict.fromkeys(LITERALS_LZW_DECODE, _unpack_lzw),
    **dict.fromkeys(LITERALS_RUNLENGTH_DECODE, _unpack_runs),
    **dict.fromkeys(LITERALS_ASCII85_DECODE, _unpack_ascii85),
    **dict.fromkeys(LITERALS_ASCIIHEX_DECODE, _unpack_hex),
}


def _unpredict(data: bytes, parameters: dict[str, Any]) -> bytes:
    """Undo the predictor that makes tables pack better: each row holds differences to the one above, or to the left."""
    predictor = int_value(parameters["Predictor"])
    if predictor <= 1:
        return data
    bits = int_value(parameters.get("BitsPerComponent", 8))
    if bits not in {1, 8}:
        message = f"unsupported bits per component: {bits}"
        raise PDFValueError(message)
    colors = int_value(parameters.get("Colors", 1))
    row_bytes = colors * int_value(parameters.get("Columns", 1)) * bits // 8
    pixel_bytes = max(1, colors * bits // 8)
    if not 0 < row_bytes <= MAX_ROW:
        message = f"rows of {row_bytes} bytes"
        raise PDFValueError(message)
    if predictor == 2:
        rows = [data[start : start + row_bytes] for start in range(0, len(data), row_bytes)]
        return b"".join(_undo_left(row, pixel_bytes) for row in rows)
    above = bytes(row_bytes)
    done = []
    for start in range(0, len(data), row_bytes + 1):
        row = data[start + 1 : start + 1 + row_bytes]
        above = _undo_row(data[start], row, above, pixel_bytes)
        done.append(above)
    return b"".join(done)


def _undo_row(kind: int, row: bytes, above: bytes, pixel_bytes: int) -> bytes:
    """Return the row that the filter ``kind`` of PNG made ``row`` of."""
    if kind == 0:
        return row
    if kind == 1:
        return _undo_left(row, pixel_bytes)
    if kind == 2:
        return bytes([(byte + other) & 0xFF for byte, other in zip(row, above, strict=False)])
    if kind not in {3, 4}:
        message = f"unsupported predictor of a row: {kind}"
        raise PDFValueError(message)
    done = bytearray()
    for place, byte in enumerate(row):
        left, corner = (done[place - pixel_bytes], above[place - pixel_bytes]) if place >= pixel_bytes else (0, 0)
        up = above[place] if place < len(above) else 0
        done.append((byte + ((left + up) // 2 if kind == 3 else _nearest(left, up, corner))) & 0xFF)
    return bytes(done)


def _undo_left(row: bytes, pixel_bytes: int) -> bytes:
    done = bytearray(row)
    for place in range(pixel_bytes, len(done)):
        done[place] = (done[place] + done[place - pixel_bytes]) & 0xFF
    return bytes(done)


def _nearest(left: int, up: int, corner: int) -> int:
    """Return what Paeth predicts: the neighbour nearest to left + up - corner."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
