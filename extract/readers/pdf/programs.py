"""What the letters of a font are by the names in its program, where the PDF names no encoding.

Fonts of mathematics number their signs in ways of their own: 50 is the digit 2 elsewhere, and here the sign "element of".
pdfminer.six takes such numbers for those of the standard encoding when the program is a compact one (CFF), and leaves out
names that are not on the list of Adobe.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.encodingdb import EncodingDB, name2unicode
from pdfminer.pdffont import CFFFont, PDFType1Font
from pdfminer.pdftypes import PDFStream, resolve1

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdfminer.pdffont import PDFFont

SIGNS = {
    "angbracketleft": "⟨",
    "angbracketright": "⟩",
    "arrowdblboth": "⇔",
    "arrowhookleft": "↩",
    "arrowhookright": "↪",
    "arrownortheast": "↗",
    "arrowsoutheast": "↘",
    "bardbl": "‖",
    "braceex": "⎪",
    "bracehtipdownleft": "⏞",
    "bracehtipdownright": "⏞",
    "bracehtipupleft": "⏞",
    "bracehtipupright": "⏞",
    "braceleftbt": "⎩",
    "braceleftmid": "⎨",
    "bracelefttp": "⎧",
    "bracerightbt": "⎭",
    "bracerightmid": "⎬",
    "bracerighttp": "⎫",
    "bracketleftbt": "⎣",
    "bracketleftex": "⎢",
    "bracketlefttp": "⎡",
    "bracketrightbt": "⎦",
    "bracketrightex": "⎥",
    "bracketrighttp": "⎤",
    "coproduct": "∐",
    "epsilon1": "ϵ",
    "follows": "≻",
    "greatermuch": "≫",
    "intersectiondisplay": "⋂",
    "intersectiontext": "⋂",
    "latticetop": "⊤",
    "lessmuch": "≪",
    "mapsto": "↦",
    "negationslash": "̸",
    "notparallel": "∦",
    "openbullet": "◦",
    "owner": "∋",
    "parenleftbt": "⎝",
    "parenleftex": "⎜",
    "parenlefttp": "⎛",
    "parenrightbt": "⎠",
    "parenrightex": "⎟",
    "parenrighttp": "⎞",
    "phi1": "ϕ",
    "precedes": "≺",
    "precedesequal": "≼",
    "prime": "′",
    "rho1": "ϱ",
    "sigma1": "ς",
    "similarequal": "≃",
    "square": "□",
    "squaresolid": "■",
    "star": "⋆",
    "subsetnoteql": "⊊",
    "theta1": "ϑ",
    "triangle": "△",
    "turnstileleft": "⊢",
    "uniondisplay": "⋃",
    "unionmulti": "⊎",
    "uniontext": "⋃",
    "vextenddouble": "∥",
    "vextendsingle": "∣",
}
"""Signs by the names that fonts of TeX give them, where the list of Adobe has none or another."""

LARGER = re.compile(r"(?:big{1,2}|Big{1,2}|display|text)$")
"""Ends of the names of signs that are drawn larger."""

TYPE1_NAME = re.compile(rb"dup\s{1,8}(\d{1,3})\s{0,8}/([\w.]{1,64})\s{1,8}put")
MAX_HEADER = 100_000  # bytes in which the encoding of a Type 1 program stands


class _Table(NamedTuple):
    """An INDEX of a compact program: its entries, and where it ends."""

    entries: Sequence[bytes]
    end: int


def meanings(font: PDFFont) -> tuple[tuple[str, str], ...]:
    """Return pairs of what pdfminer.six gives for a glyph of ``font`` and which letter the program says it is."""
    if not isinstance(font, PDFType1Font) or font.unicode_map is not None:
        return ()
    compact, plain = (resolve1(font.descriptor.get(key)) for key in ("FontFile3", "FontFile"))
    if isinstance(compact, PDFStream) and font.cid2unicode is EncodingDB.std2unicode:
        names = cff_names(compact.get_data())
    elif isinstance(plain, PDFStream):
        names = _type1_names(plain.get_data()[:MAX_HEADER])
        names = {code: name for code, name in names.items() if code not in font.cid2unicode}
    else:
        return ()
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for code, name in sorted(names.items()):
        given = font.cid2unicode.get(code, f"(cid:{code})")
        meant = letter_named(name)
        if meant and found.setdefault(given, meant) != meant:
            doubtful.add(given)
    return tuple((given, meant) for given, meant in found.items() if meant != given and given not in doubtful)


def letter_named(name: str) -> str | None:
    """Return the Unicode of a glyph by its name.

    >>> letter_named("element"), letter_named("parenleftbigg"), letter_named("g17")
    ('∈', '(', None)
    """
    for known in (name, LARGER.sub("", name)):
        if known in SIGNS:
            return SIGNS[known]
        try:
            return name2unicode(known)
        except KeyError:
            continue
    return None


def _type1_names(header: bytes) -> dict[int, str]:
    """Return the names of the glyphs of a Type 1 program by their codes."""
    return {int(code): name.decode("ascii") for code, name in TYPE1_NAME.findall(header) if int(code) < 256}


def cff_names(program: bytes) -> dict[int, str]:
    """Return the names of the glyphs of a compact program by their codes; of a damaged one, none.

    The parts are those of Adobe's Technical Note 5176.
    """
    try:
        tops = _table(program, _table(program, program[2]).end)
        strings = _table(program, tops.end).entries
        top = _places(tops.entries[0])
        charset, encoding, glyphs = (top.get(key, 0) for key in (15, 16, 17))
        if encoding < 2:
            return {}  # a standard encoding, as pdfminer.six takes it
        count = int.from_bytes(program[glyphs : glyphs + 2], "big")
        names = list(_charset(program, charset, count))
        codes = dict(_encoding(program, encoding))
        return {code: _string(names[glyph], strings) for code, glyph in codes.items() if glyph < count}
    except (IndexError, ValueError):
        return {}


def _table(program: bytes, at: int) -> _Table:
    """Return the INDEX at ``at``."""
    count = int.from_bytes(program[at : at + 2], "big")
    if not count:
        return _Table((), at + 2)
    size = program[at + 2]
    offsets = [int.from_bytes(program[at + 3 + i * size : at + 3 + (i + 1) * size], "big") for i in range(count + 1)]
    start = at + 2 + (count + 1) * size
    return _Table([program[start + a : start + b] for a, b in pairwise(offsets)], start + offsets[-1])


def _places(entries: bytes) -> dict[int, int]:
    """Return the whole number before each operator of a DICT; real numbers are passed over."""
    found: dict[int, int] = {}
    number = at = 0
    while at < len(entries):
        first, width = entries[at], 1
        if first <= 21:
            found[first if first != 12 else 256 + entries[at + 1]] = number
            width = 2 if first == 12 else 1
        elif first in {28, 29}:
            width = 3 if first == 28 else 5
            number = int.from_bytes(entries[at + 1 : at + width], "big", signed=True)
        elif first == 30:
            while entries[at + width] & 15 != 15:
                width += 1
            width += 1
        elif first <= 246:
            number = first - 139
        elif first <= 254:
            width = 2
            number = (
                (first - 247) * 256 + entries[at + 1] + 108 if first <= 250 else -(first - 251) * 256 - entries[at + 1] - 108
            )
        at += width
    return found


def _charset(program: bytes, at: int, count: int) -> Iterator[int]:
    """Yield the number of the name of each glyph."""
    yield 0
    if at < 3:
        yield from range(1, count)
        return
    form, done = program[at], 1
    if form > 2:
        message = f"no form of a charset: {form}"
        raise ValueError(message)
    at += 1
    while done < count:
        first = int.from_bytes(program[at : at + 2], "big")
        more = int.from_bytes(program[at + 2 : at + 2 + form], "big") if form else 0
        if at >= len(program):
            return
        yield from range(first, first + more + 1)
        done += more + 1
        at += 2 + form


def _encoding(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield each code with the number of its glyph."""
    form, count = program[at] & 0x7F, program[at + 1]
    glyph = 1
    for i in range(count):
        if form == 0:
            yield program[at + 2 + i], glyph
            glyph += 1
            continue
        first, more = program[at + 2 + 2 * i], program[at + 3 + 2 * i]
        for code in range(first, first + more + 1):
            yield code, glyph
            glyph += 1


def _string(number: int, strings: Sequence[bytes]) -> str:
    """Return the name with ``number``: one of the standard, or of the program's own."""
    standard = CFFFont.STANDARD_STRINGS
    return standard[number] if number < len(standard) else strings[number - len(standard)].decode("latin-1")
