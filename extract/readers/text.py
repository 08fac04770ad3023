"""Plain text and Markdown: bytes to raw text, with everything kept but the byte-order mark."""

from __future__ import annotations

import codecs
import hashlib
import re
from threading import get_ident
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UnreadableSourceError
from extract.markup import is_markdown
from extract.raw_source import RawSource
from extract.readers.charset import detect

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
MAX_BAD = 0.2  # share of bytes that a text may hold beyond its encoding
VALID_TO_BAD = 1  # characters beyond ASCII in UTF-8 for each byte that is not: other encodings hold far fewer
NAMED = 3  # bad bytes whose offsets are told
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd]")
HIGH = bytes(range(128, 256))
WIDE_SAMPLE = 65_536  # bytes, a multiple of four
MANY_NULS = 0.1  # share of the high bytes of characters in two or four bytes that are NUL, as in spaces and Latin letters
WIDE = (("utf-32-le", 4, (2, 3), 0), ("utf-32-be", 4, (0, 1), 3), ("utf-16-le", 2, (1,), 0), ("utf-16-be", 2, (0,), 1))
"""Encodings, bytes of a character, which of them are NUL in Latin text, and which one never is."""


class BadBytes(NamedTuple):
    """Bytes that the encoding does not have; each stands as U+FFFD in the text."""

    total: int = 0
    first: tuple[int, ...] = ()
    """Offsets of the first of them in the file."""


class Decoded(NamedTuple):
    """A text with its encoding, and how sure that is (0 to 1)."""

    text: str
    encoding: str
    confidence: float
    bad: BadBytes = BadBytes()


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
        bad_bytes=decoded.bad.total,
        first_bad=decoded.bad.first,
    )


def decode(data: bytes) -> Decoded:
    r"""Return the text of ``data``: by its byte-order mark, as UTF-8, or as detected.

    A few bytes that are wrong do not change the encoding of the rest: each of them becomes U+FFFD.

    >>> decode(b"\xef\xbb\xbfport").text
    'port'
    >>> decode("Häfen und Öfen, \u201egrün\u201c".encode() + b"\xff").bad
    BadBytes(total=1, first=(29,))

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return decode_as(data, encoding, 1.0, skip=len(mark))
    wide = _without_mark(data)
    if wide:
        return wide
    if data.count(0) > max(MAX_NULS * len(data), FEW_NULS):
        message = "not a text file (it is full of NUL bytes); give it the suffix of its kind, or convert it to text"
        raise UnreadableSourceError(message)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        return _detect(data)


def _without_mark(data: bytes) -> Decoded | None:
    """Return the text of two or four bytes a character, told by the places where bytes are NUL; nothing if it is none."""
    sample = data[:WIDE_SAMPLE]
    for encoding, width, places, last in WIDE:
        high = [sample[place::width] for place in places]
        low = sample[last::width]
        if (
            len(data) % width == 0
            and all(part.count(0) > max(MANY_NULS * len(part), 1) for part in high)
            and low.count(0) <= MAX_NULS * len(low)
            and len(CONTROL.findall(sample.decode(encoding, "replace"))) <= MAX_NULS * len(low)
        ):
            nuls = sum(part.count(0) for part in high)
            return decode_as(data, encoding, round(0.99 * (1 - 1 / nuls), 2))
    return None


def _detect(data: bytes) -> Decoded:
    """Return the text of bytes that are not all UTF-8."""
    ascii_bytes = len(data.translate(None, HIGH))
    valid = data.decode("utf-8", "ignore")
    characters = len(valid) - ascii_bytes
    bad = len(data) - len(valid.encode("utf-8"))
    if characters >= VALID_TO_BAD * bad:
        return decode_as(data, "utf-8", round(min(characters / (characters + bad), 0.99), 2))
    guess = detect(data)
    if guess is None:
        return decode_as(data, "utf-8", 0.1)
    return decode_as(data, guess.encoding, guess.confidence)


def decode_as(data: bytes, encoding: str, confidence: float, *, skip: int = 0) -> Decoded:
    """Return the text of ``data`` after its mark of ``skip`` bytes, with the bytes that the encoding does not have."""
    body = data[skip:]
    offsets: list[int] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        offsets.extend(range(error.start + skip, error.end + skip))
        return "\ufffd" * (error.end - error.start), error.end

    handler = f"pincite-note-{get_ident()}"
    codecs.register_error(handler, note)
    text = body.decode(encoding, handler)
    if len(offsets) > MAX_BAD * len(body):
        message = f"no text in an encoding that is known here (as {encoding.upper()}, {len(offsets)} bytes are wrong); save it as UTF-8"
        raise UnreadableSourceError(message)
    return Decoded(text, encoding, confidence, BadBytes(len(offsets), tuple(offsets[:NAMED])))
