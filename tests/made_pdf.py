"""Small PDF files for tests, written byte by byte: pages with text at positions, fonts, forms, rotation, labels, metadata.

``made_pdf([page(at(72, 700, "One line"))])`` is a file of one page in Helvetica. What goes beyond that is given as raw
objects from number 100 on, which pages name as ``100 0 R``.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FONTS = {"F1": "Helvetica", "F2": "Times-Roman", "F3": "Times-Bold", "F4": "Times-Italic", "F5": "Courier"}
LETTER = (0, 0, 612, 792)


class MadePage(NamedTuple):
    """One page: its content streams and what its dictionary says."""

    contents: tuple[bytes, ...]
    box: Sequence[float] = LETTER
    rotate: int = 0
    fonts: Mapping[str, str] = FONTS
    """Resource name to one of the standard fonts, or to a reference such as ``100 0 R``."""
    forms: Mapping[str, str] = {}
    """Resource name to a reference."""
    extra: bytes = b""
    """More entries of the page's dictionary."""


def page(
    *contents: bytes,
    box: Sequence[float] = LETTER,
    rotate: int = 0,
    fonts: Mapping[str, str] = FONTS,
    forms: Mapping[str, str] | None = None,
    extra: bytes = b"",
) -> MadePage:
    """Return a page that shows ``contents``, one content stream each."""
    return MadePage(contents, box, rotate, fonts, forms or {}, extra)


def at(x: float, y: float, text: str, size: float = 12, font: str = "F1") -> bytes:
    """Return operators that print ``text`` from the point (x, y); characters beyond WinAnsi are lost."""
    return b"BT /%s %s Tf %s %s Td (%s) Tj ET\n" % (font.encode(), number(size), number(x), number(y), escaped(text))


def lines_at(x: float, y: float, lines: Sequence[str], size: float = 12, font: str = "F1", leading: float = 14) -> bytes:
    """Return operators that print ``lines`` one under the other."""
    return b"".join(at(x, y - leading * row, line, size, font) for row, line in enumerate(lines))


def number(value: float) -> bytes:
    """Return a number as PDF writes it, without exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()


def escaped(text: str) -> bytes:
    """Return the inside of a literal string."""
    data = text.encode("cp1252", "replace")
    return data.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)").replace(b"\r", rb"\r")


def stream(data: bytes, entries: bytes = b"", *, compress: bool = False) -> bytes:
    """Return a stream object with ``entries`` in its dictionary."""
    if compress:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def form(data: bytes, matrix: Sequence[float] = (1, 0, 0, 1, 0, 0), resources: bytes = b"") -> bytes:
    """Return a form XObject; without ``resources`` it uses those of the page."""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 1000 1000] /Matrix [%s]" % b" ".join(map(number, matrix))
    return stream(data, entries + (b" /Resources " + resources if resources else b""))


def to_unicode(pairs: Mapping[int, str], width: int = 2) -> bytes:
    """Return a ToUnicode stream that maps codes of ``width`` hexadecimal digits to texts."""
    rows = b"".join(b"<%0*x> <%s>\n" % (width, code, text.encode("utf-16-be").hex().encode()) for code, text in pairs.items())
    return stream(
        b"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap"
        % (len(pairs), rows)
    )


def made_pdf(
    pages: Sequence[MadePage],
    *,
    objects: Mapping[int, bytes] | None = None,
    info: Mapping[str, str] | None = None,
    catalog: bytes = b"",
    compress: bool = False,
) -> bytes:
    """Return a whole file.

    ``objects`` go in under their numbers, 100 or more; ``info`` is the document information; ``catalog`` holds more
    entries of the catalogue, such as ``/PageLabels << /Nums [0 << /S /r >>] >>``.
    """
    written: dict[int, bytes] = dict(objects or {})
    if written and min(written) < 100:
        message = "numbers below 100 belong to the maker; begin at 100"
        raise ValueError(message)
    free = max(written, default=100) + 1
    kids = []
    for made in pages:
        kids.append(b"%d 0 R" % free)
        numbers = range(free + 1, free + 1 + len(made.contents))
        written[free] = _page_object(made, numbers)
        for at_number, data in zip(numbers, made.contents, strict=True):
            written[at_number] = stream(data, compress=compress)
        free += 1 + len(made.contents)
    written[1] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    written[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b""
    if info:
        entries = b" ".join(
            b"/%s <feff%s>" % (key.encode(), text.encode("utf-16-be").hex().encode()) for key, text in info.items()
        )
        written[3] = b"<< %s >>" % entries
        trailer = b"/Info 3 0 R"
    return file_of(written, trailer)


def _page_object(made: MadePage, numbers: range) -> bytes:
    fonts = b" ".join(
        b"/%s %s"
        % (
            name.encode(),
            font.encode()
            if font.endswith(" R")
            else b"<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /%s >>" % font.encode(),
        )
        for name, font in made.fonts.items()
    )
    forms = b" ".join(b"/%s %s" % (name.encode(), reference.encode()) for name, reference in made.forms.items())
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Rotate %d /Contents [%s] /Resources << /Font << %s >> /XObject << %s >> >> %s >>"
        % (
            b" ".join(map(number, made.box)),
            made.rotate,
            b" ".join(b"%d 0 R" % each for each in numbers),
            fonts,
            forms,
            made.extra,
        )
    )


def file_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file of numbered objects with its table of places; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for each, body in sorted(objects.items()):
        places[each] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (each, body)
    start = len(out)
    last = max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for each in range(1, last + 1):
        out += b"%010d 00000 n \n" % places[each] if each in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start)
    return bytes(out)


WIDTHS = b" ".join(b"%d" % (250 + 7 * code) for code in range(128))
OBJECTS = {
    100: form(b"BT /F1 9 Tf 5 5 Td (form) Tj ET", (1, 0, 0, 1, 20, 30)),
    101: form(b".5 0 0 .5 3 4 cm BT /F2 9 Tf (in) Tj ET /X1 Do /X2 Do", (2, 0, 0, 1, 0, 0), b"<< /Font << /F2 102 0 R >> /XObject << /X1 100 0 R /X2 101 0 R >> >>"),
    102: b"<< /Type /Font /Subtype /TrueType /BaseFont /AB+Some-BoldItalic /FirstChar 32 /Widths [%s] /FontDescriptor 103 0 R /ToUnicode 104 0 R >>" % WIDTHS,
    103: b"<< /Type /FontDescriptor /FontName /AB+Some-BoldItalic /Flags 64 /Ascent 700 /Descent 210 /MissingWidth 333 >>",
    104: to_unicode({97: "ff", 98: "\u00a0", 99: "\U0001d44e"}),
    105: b"<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H /DescendantFonts [106 0 R] /ToUnicode 107 0 R >>",
    106: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [24930 [500 600] 25000 26000 700] /DW 900 /FontDescriptor 103 0 R >>",
    107: to_unicode({0x6162: "Wi", 0x6364: "de"}, width=4),
    108: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -100 500 800] /FontMatrix [.002 0 0 .003 0 0] /FirstChar 97 /LastChar 99 /Widths [300 400 500] /CharProcs << >> /Encoding << /Differences [97 /alpha /g17 /c] >> >>",
}  # fmt: skip


def made_of(content: bytes, rotate: int = 0, box: tuple[float, ...] = (0, 0, 612, 792)) -> bytes:
    fonts = {"F1": "Helvetica", "F3": "102 0 R", "C1": "105 0 R", "T3": "108 0 R"}
    forms = {"X1": "100 0 R", "X2": "101 0 R"}
    return made_pdf([page(content, fonts=fonts, forms=forms, rotate=rotate, box=box)], objects=OBJECTS)
