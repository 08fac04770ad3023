"""Plain text and Markdown: bytes to raw text, with everything kept but the byte-order mark."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from charset_normalizer import from_bytes

from extract.errors import UnreadableSourceError
from extract.markup import is_markdown
from extract.raw_source import RawSource

if TYPE_CHECKING:
    from extract.read_options import ReadOptions

MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAX_NULS = 0.001  # share of NUL bytes above which a file without a mark is no text
FEW_NULS = 16  # so many a text may hold, however short it is
WESTERN = re.compile("[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒßàáâãäåæçèéêëìíîïñòóôõöøùúûüœÿªº«»‹›“”„‘’‚–—…•·¡¿§©®°´€£™\u00a0\u00ad]+")
"""Characters of Western European print that Windows code page 1252 has beyond ASCII."""

SAMPLE = 200_000  # bytes from which an encoding is detected


class Decoded(NamedTuple):
    """A text with its encoding, and how sure that is (0 to 1)."""

    text: str
    encoding: str
    confidence: float


def read_text(data: bytes, _options: ReadOptions) -> RawSource:
    """Return the raw text of a plain text, line ends as they are; Markdown is told by what stands in it.

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    decoded = decode(data)
    return _source(data, decoded, markdown=is_markdown(decoded.text))


def read_markdown(data: bytes, _options: ReadOptions) -> RawSource:
    """Return the raw text of a Markdown file, line ends as they are.

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    return _source(data, decode(data), markdown=True)


def _source(data: bytes, decoded: Decoded, *, markdown: bool) -> RawSource:
    return RawSource(
        raw=decoded.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if markdown else "text/plain",
        reader="markdown" if markdown else "text",
        encoding=decoded.encoding,
        confidence=decoded.confidence,
    )


def decode(data: bytes) -> Decoded:
    r"""Return the text of ``data``: by its byte-order mark, as UTF-8, or as detected.

    >>> decode(b"\xef\xbb\xbfport").text
    'port'

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if data.count(0) > max(MAX_NULS * len(data), FEW_NULS):
        message = "not a text file (it is full of NUL bytes); give it the suffix of its kind, or convert it to text"
        raise UnreadableSourceError(message)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError as error:
        return _detect(data, error.start)


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, 1.0)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not {encoding.upper()}, though the file begins with its mark; save it again as UTF-8"
        raise UnreadableSourceError(message) from error


def _detect(data: bytes, bad: int) -> Decoded:
    """Return the text in the encoding that its bytes suggest; ``bad`` is the first byte that is not UTF-8.

    The Western and the Central European code pages differ in a few accents only, which detection mixes up. Where
    every character beyond ASCII is a letter or a mark of Western European print, the Western page it is.
    """
    western = data.decode("cp1252", "replace")
    foreign = WESTERN.sub("", western)
    if foreign.isascii():
        beyond = len(western) - len(western.encode("ascii", "ignore"))
        return Decoded(western, "cp1252", 0.9 if beyond < len(western) / 5 else 0.5)
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        message = f"byte {bad} is not UTF-8 and no other encoding fits; save the file as UTF-8"
        raise UnreadableSourceError(message)
    confidence = round(max(0.0, 1.0 - best.chaos) * (0.5 + best.coherence / 2), 2)
    return Decoded(data.decode(best.encoding, "replace"), best.encoding, confidence)
