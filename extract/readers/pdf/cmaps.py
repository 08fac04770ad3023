"""Maps from the codes of a font to Unicode: ``/ToUnicode`` streams, and the encoding that a Type 1 font file names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.encodingdb import name2unicode
from pdfminer.psparser import PSLiteral, literal_name

from extract.readers.pdf.faults import READING_FAULTS
from extract.readers.pdf.syntax import Keyword, parse_object

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RANGE = 1 << 16  # codes of one range; there are no more CIDs
MAX_CODES = 1 << 17  # codes of one font
MAX_HEADER = 1 << 18  # bytes of the part of a Type 1 font that names its characters; some 10,000 are usual


def parse_to_unicode(data: bytes) -> FileUnicodeMap:
    """Return the Unicode of the codes that a ``/ToUnicode`` stream maps."""
    unicode_map = FileUnicodeMap()
    operands: list[Any] = []
    is_map = True
    for value in _values(data):
        if not isinstance(value, Keyword):
            operands.append(value)
            continue
        word = value.word
        if word in {b"begincmap", b"endcmap"}:
            is_map = word == b"begincmap"
        elif is_map and word in ENTRIES:
            for code, text in ENTRIES[word](operands):
                _add(unicode_map, code, text)
            if len(unicode_map.cid2unichr) > MAX_CODES:
                break
        operands.clear()
    return unicode_map


def _values(data: bytes) -> Iterator[Any]:
    position = 0
    while True:
        try:
            value, position = parse_object(data, position)
        except READING_FAULTS:
            return  # the end
        yield value


def _add(unicode_map: FileUnicodeMap, code: int, text: Any) -> None:
    try:
        unicode_map.add_cid2unichr(code, text)
    except READING_FAULTS:
        return  # a name or a number that means no character: the code stays without Unicode


def _characters(operands: list[Any]) -> Iterator[tuple[int, Any]]:
    for code, text in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(text, bytes):
            yield int.from_bytes(code, "big"), text


def _ranges(operands: list[Any]) -> Iterator[tuple[int, Any]]:
    for first, last, text in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        if not isinstance(first, bytes) or not isinstance(last, bytes) or len(first) != len(last):
            continue
        start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        end = min(end, start + MAX_RANGE - 1)
        if isinstance(text, list):
            yield from zip(range(start, end + 1), text, strict=False)
        elif isinstance(text, bytes):
            yield from zip(range(start, end + 1), _following(text, end - start + 1), strict=False)


def _following(text: bytes, count: int) -> Iterator[bytes]:
    """Yield ``text`` and those after it: its last four bytes are a number that rises."""
    prefix, digits = text[:-4], text[-4:]
    base = int.from_bytes(digits, "big")
    size, modulus = len(digits), 256 ** len(digits)
    for step in range(count):
        yield prefix + ((base + step) % modulus).to_bytes(size, "big")


def _cid_characters(operands: list[Any]) -> Iterator[tuple[int, Any]]:
    for code, text in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(code, int) and isinstance(text, bytes):
            yield code, text


def _cid_ranges(operands: list[Any]) -> Iterator[tuple[int, Any]]:
    for first, last, code in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        if isinstance(first, bytes) and isinstance(last, bytes) and isinstance(code, int) and len(first) == len(last):
            count = int.from_bytes(last[-4:], "big") - int.from_bytes(first[-4:], "big") + 1
            if first[:-4] == last[:-4]:
                yield from enumerate(_following(first, min(count, MAX_RANGE)), code)


ENTRIES = {
    b"endbfchar": _characters,
    b"endbfrange": _ranges,
    b"endcidchar": _cid_characters,
    b"endcidrange": _cid_ranges,
}


def parse_type1_encoding(data: bytes) -> dict[int, str]:
    """Return the Unicode of each code that the clear part of a Type 1 font names: ``dup 65 /A put``."""
    encoding: dict[int, str] = {}
    operands: list[Any] = []
    for value in _values(data[:MAX_HEADER]):
        if not isinstance(value, Keyword):
            operands.append(value)
        elif value.word == b"put":
            key, name = operands[-2:] if len(operands) > 1 else (None, None)
            del operands[-2:]
            if isinstance(key, int) and isinstance(name, PSLiteral):
                try:
                    encoding[key] = name2unicode(literal_name(name))
                except (KeyError, ValueError):
                    continue  # a name of the font's own: the code stays without Unicode
    return encoding
