"""Glyphs of PDFs are those of pdfminer.six, limits hold, and what is wrong with a page does not touch the others."""

from __future__ import annotations

import hashlib
import io
import random
import re
import time
from array import array
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import at, escaped, file_of, form, made_pdf, number, page, stream, to_unicode
from pdfminer.arcfour import Arcfour
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdfdocument import PDFDocument, PDFStandardSecurityHandler
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from extract.errors import LimitError, UnreadableSourceError
from extract.read_options import Limits, ReadOptions
from extract.readers.pdf.content import find_statements
from extract.readers.pdf.document import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.pdf.document import Document
    from extract.readers.pdf.glyphs import PageGlyphs

Glyph = tuple[str, tuple[float, ...], float, Any, tuple[float, ...]]
"""Text, box, size, font name and direction."""


def pages_of(data: bytes, **options: Any) -> list[PageGlyphs]:
    return list(open_document(data, ReadOptions(**options)).pages())


def text_of(data: bytes, **options: Any) -> list[str]:
    return ["".join(each.text) for each in pages_of(data, **options)]


def opened(data: bytes) -> tuple[Document, list[PageGlyphs]]:
    document = open_document(data, ReadOptions())
    return document, list(document.pages())


def our_glyphs(data: bytes) -> list[list[Glyph]]:
    return [
        [
            (text, (x0, y0, x1, y1), size, each.fonts[font].name, each.matrices[matrix])
            for text, x0, y0, x1, y1, size, font, matrix in zip(
                each.text, each.x0, each.y0, each.x1, each.y1, each.size, each.font, each.matrix, strict=True
            )
        ]
        for each in pages_of(data)
    ]


def their_glyphs(data: bytes) -> list[list[Glyph]]:
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    found: list[list[Glyph]] = []
    for each in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
        interpreter.process_page(each)
        found.append(
            [(char.get_text(), char.bbox, char.size, char.fontname, char.matrix[:4]) for char in chars(device.get_result())]
        )
    return found


def chars(container: Any) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from chars(item)


# the same as pdfminer

NUMBERS = st.one_of(st.integers(-50, 800), st.decimals(-50, 800, places=2)).map(lambda value: number(float(value)))
NEAR_ONE = st.decimals(-2, 2, places=2).map(lambda value: number(float(value)))
CODES = st.text(alphabet="abc de()\\fiÄß", max_size=8)
STRINGS = st.one_of(
    CODES.map(lambda text: b"(%s)" % escaped(text)),
    CODES.map(lambda text: b"<%s>" % text.encode("cp1252").hex().encode()),
    st.sampled_from([b"(a\\\nb)", b"(\\101\\7\\0605)", b"(a(b)c)", b"(((d)))", b"(\\q\\r)", b"<4 1 4>", b"()", b"<>"]),
)
PIECES = st.lists(st.one_of(STRINGS, NUMBERS), max_size=5).map(lambda pieces: b"[%s] TJ" % b" ".join(pieces))
MATRICES = st.one_of(
    st.tuples(st.just(b"1"), st.just(b"0"), st.just(b"0"), st.just(b"1"), NUMBERS, NUMBERS),
    st.tuples(NEAR_ONE, st.just(b"0"), st.just(b"0"), NEAR_ONE, NUMBERS, NUMBERS),
    st.tuples(NEAR_ONE, NEAR_ONE, NEAR_ONE, NEAR_ONE, NUMBERS, NUMBERS),
).map(b" ".join)
STATEMENTS = st.one_of(
    STRINGS.map(lambda string: string + b" Tj"),
    STRINGS.map(lambda string: string + b"Tj"),
    STRINGS.map(lambda string: string + b" '"),
    st.builds(lambda a, b, c: b'%s %s %s"' % (a, b, c), NUMBERS, NUMBERS, STRINGS),
    PIECES,
    PIECES,
    st.builds(lambda x, y: b"%s %s Td" % (x, y), NUMBERS, NUMBERS),
    st.builds(lambda x, y: b"%s %s TD" % (x, y), NUMBERS, NUMBERS),
    MATRICES.map(lambda matrix: matrix + b" Tm"),
    MATRICES.map(lambda matrix: matrix + b" cm"),
    st.builds(lambda font, size: b"/%s %s Tf" % (font, size), st.sampled_from([b"F1", b"F3", b"C1", b"T3", b"None"]), NUMBERS),
    st.builds(lambda value, operator: value + operator, NUMBERS, st.sampled_from([b" Tc", b" Tw", b" Tz", b" TL", b" Ts"])),
    st.sampled_from([b"q", b"Q", b"BT", b"ET", b"T*", b"q", b"Q", b"3 Tr", b"0 Tr", b"/X1 Do", b"q /X2 Do Q", b"/None Do"]),
    st.sampled_from(
        [b"0 0 10 10 re f*", b"1 0 0 rg", b".5 g", b"1 2 m 3 4 l S", b"% (no) Tj\n", b"/P <</MCID 0>> BDC", b"EMC"]
    ),
    st.sampled_from([b"BI /W 1 /H 1 ID abEI EI\n", b"/G gs", b"1.5.5 0 Td", b"unknown", b"(x) 1 Td", b"[(a) [1] /b (c)] TJ"]),
)
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


@settings(max_examples=100, deadline=None)
@given(
    statements=st.lists(STATEMENTS, max_size=25),
    rotate=st.sampled_from([0, 90, 180, 270, 45]),
    box=st.sampled_from([(0, 0, 612, 792), (-20, 30, 400.5, 700)]),
    between=st.sampled_from([b" ", b"\n", b"\r\n"]),
)
def test_any_content_gives_the_glyphs_that_pdfminer_gives(
    statements: list[bytes], rotate: int, box: tuple[float, ...], between: bytes
) -> None:
    content = b"BT /F1 12 Tf 100 700 Td" + between + between.join(statements)
    data = made_of(content, rotate, box)
    assert our_glyphs(data) == their_glyphs(data)


@pytest.mark.parametrize("vertical", ["V", "H"])
def test_vertical_writing_runs_down_as_in_pdfminer(vertical: str) -> None:
    objects = {
        100: b"<< /Type /Font /Subtype /Type0 /BaseFont /Mincho /Encoding /90ms-RKSJ-%s /DescendantFonts [101 0 R] >>"
        % vertical.encode(),
        101: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Mincho /W2 [800 [-900 400 800] 843 900 -1100 450 810]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>",
    }
    text = "日本の政治".encode("cp932").hex().encode()
    data = made_pdf(
        [page(b"BT 3 Tc /F 10 Tf 200 600 Td [<%s> 120 <%s>] TJ ET" % (text, text), fonts={"F": "100 0 R"})], objects=objects
    )
    ours = our_glyphs(data)
    assert ours == their_glyphs(data)
    assert "".join(glyph[0] for glyph in ours[0]) == "日本の政治" * 2
    assert pages_of(data)[0].fonts[0].is_vertical == (vertical == "V")


def test_content_streams_of_a_page_are_read_as_one() -> None:
    data = made_pdf([page(b"BT /F1 12 Tf 50 50 Td [(begun)", b"(ended)] TJ ET", at(1, 1, "x"))], compress=True)
    assert text_of(data) == ["begunendedx"]
    assert our_glyphs(data) == their_glyphs(data)


# what a page says beyond its glyphs


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_go_back_to_the_unrotated_page(rotate: int) -> None:
    box = (10, 20, 400, 700)
    upright = pages_of(made_pdf([page(at(100, 300, "Here"), box=(0, 0, 1, 1))]))[0]
    turned = pages_of(made_pdf([page(at(100, 300, "Here"), box=box, rotate=rotate)]))[0]
    assert (turned.width, turned.height) == ((390, 680) if rotate in {0, 180} else (680, 390))
    for place in range(4):
        there = [columns[place] for columns in (turned.x0, turned.y0, turned.x1, turned.y1)]
        back = turned.unrotated((there[0], there[1], there[2], there[3]))
        assert back == pytest.approx([columns[place] for columns in (upright.x0, upright.y0, upright.x1, upright.y1)])


def test_hidden_text_is_kept_and_marked() -> None:
    content = b"BT /F1 12 Tf 3 Tr (scan) Tj 0 Tr (seen) Tj ET"
    (only,) = pages_of(made_pdf([page(content)]))
    assert only.is_hidden == bytearray([1] * 4 + [0] * 4)
    assert only.font == array("L", [0] * 8)


def test_fonts_are_told_bold_and_italic() -> None:
    (only,) = pages_of(made_of(b"BT /F3 12 Tf (a) Tj /F1 12 Tf (b) Tj"))
    assert [(font.name, font.is_bold, font.is_italic) for font in only.fonts] == [
        ("AB+Some-BoldItalic", True, True),
        ("Helvetica", False, False),
    ]


def test_glyphs_without_unicode_are_counted() -> None:
    (only,) = pages_of(made_of(b"BT /T3 12 Tf (a\\001c) Tj /C1 9 Tf <61621111> Tj"))
    assert only.text == ["α", "(cid:1)", "c", "Wi", "(cid:4369)"]
    assert only.unmapped == 2


@pytest.mark.parametrize(
    ("tree", "labels"),
    [
        (b"<< /Nums [0 << /S /r >> 2 << /S /D /St 7 /P (A-) >>] >>", ["i", "ii", "A-7", "A-8"]),
        (b"<< /Nums [1 << /S /A /St 26 >>] >>", [None, "Z", "AA", "AB"]),
        (b"<< /Nums [0 << >> 1 << /S /R /St 5000 >>] >>", [None, None, None, None]),
        (b"<< /Nums [0 << /S /D /St -1 >> 5] /Kids [null 3] >>", ["-1", "0", "1", "2"]),
        (b"[0 1]", [None] * 4),
    ],
)
def test_page_labels_are_those_printed(tree: bytes, labels: list[str | None]) -> None:
    data = made_pdf([page(at(9, 9, "x"))] * 4, catalog=b"/PageLabels " + tree)
    assert [each.label for each in pages_of(data)] == labels


def test_document_tells_its_information() -> None:
    data = made_pdf(
        [page(at(9, 9, "x"))],
        info={"Title": "Häfen – ports", "Author": "A. Okafor"},
        catalog=b"/Metadata 100 0 R",
        objects={100: stream(b"<x:xmpmeta/>", b"/Type /Metadata /Subtype /XML")},
    )
    document = open_document(data, ReadOptions())
    assert document.info == {"Title": "Häfen – ports", "Author": "A. Okafor"}
    assert document.xmp == b"<x:xmpmeta/>"


# encryption

ID = b"0123456789abcdef"


def encrypted(data: bytes, user: bytes, owner: bytes = b"owner") -> bytes:
    """Return a made file with its content streams encrypted by RC4 with 40 bits, the oldest way of PDF."""
    padding = PDFStandardSecurityHandler.PASSWORD_PADDING
    padded = (user + padding)[:32]
    entry = Arcfour(hashlib.md5((owner + padding)[:32]).digest()[:5]).encrypt(padded)  # noqa: S324  # as the format has it
    key = hashlib.md5(padded + entry + (2**32 - 4).to_bytes(4, "little") + ID).digest()[:5]  # noqa: S324  # the same

    def encrypt(match: re.Match[bytes]) -> bytes:
        own = hashlib.md5(key + int(match[1]).to_bytes(3, "little") + bytes(2)).digest()[:10]  # noqa: S324  # the same
        return match[0].replace(match[2], Arcfour(own).encrypt(match[2]))

    data = re.sub(rb"(\d+) 0 obj\n<<[^>]*>>\nstream\n(.*?)\nendstream", encrypt, data, flags=re.DOTALL)
    opener = b"/Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>" % (
        entry.hex().encode(),
        Arcfour(key).encrypt(padding).hex().encode(),
    )
    return data.replace(
        b"trailer\n<<", b"trailer\n<< /ID [<%s> <%s>] /Encrypt << %s >>" % (ID.hex().encode(), ID.hex().encode(), opener)
    )


@pytest.mark.parametrize(("user", "password"), [(b"", ""), (b"", "any"), (b"secret", "secret"), (b"secret", "owner")])
def test_a_password_opens_what_is_encrypted(user: bytes, password: str) -> None:
    assert text_of(encrypted(made_pdf([page(at(9, 9, "within"))]), user), password=password) == ["within"]


@pytest.mark.parametrize(
    ("password", "word"), [("", "give it with --password"), ("wrong", "password is wrong"), ("日本", "wrong")]
)
def test_a_missing_or_wrong_password_is_said(password: str, word: str) -> None:
    with pytest.raises(UnreadableSourceError, match=word):
        pages_of(encrypted(made_pdf([page(at(9, 9, "within"))]), b"secret"), password=password)


# limits, faults, damage


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(pages=2), "pages"),
        (Limits(glyphs=10), "characters"),
        (Limits(inflated=1), "unpack"),
    ],
)
def test_limits_end_the_reading_with_their_name(limits: Limits, word: str) -> None:
    data = made_pdf([page(at(9, 9, "some text"), b" " * 600_000)] * 3, compress=True)
    assert len(pages_of(data)) == 3
    with pytest.raises(LimitError, match=word):
        pages_of(data, limits=limits)


def test_a_page_that_cannot_be_read_does_not_touch_the_others() -> None:
    bad = stream(b"no picture", b"/Filter /DCTDecode")
    pages = [page(at(9, 9, "one")), page(extra=b"/Contents 100 0 R"), page(at(9, 9, "three"))]
    document, read = opened(made_pdf(pages, objects={100: bad}))
    assert ["".join(each.text) for each in read] == ["one", "", "three"]
    assert [index for index, _ in document.faults] == [2]


def test_a_font_that_cannot_be_read_is_replaced() -> None:
    objects = {100: b"<< /Type /Font /Subtype /Type0 /BaseFont /Broken /DescendantFonts [] >>"}
    document, (only,) = opened(made_pdf([page(at(9, 9, "text", font="F"), fonts={"F": "100 0 R"})], objects=objects))
    assert "".join(only.text) == "text"
    assert "Broken" in document.faults[0][1]


HUGE_FONT = {
    100: b"<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H /DescendantFonts [101 0 R] /ToUnicode 102 0 R >>",
    101: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /W [0 2000000000 500 7 [1 2]] /CIDSystemInfo << >> >>",
    102: stream(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
}
FANS = {100 + step: form(b"/X Do /X Do", resources=b"<< /XObject << /X %d 0 R >> >>" % (101 + step)) for step in range(24)}
HOSTILE = {
    "ranges of four billion codes": made_pdf([page(b"BT /F 9 Tf <0041> Tj", fonts={"F": "100 0 R"})], objects=HUGE_FONT),
    "forms that show forms twice, 24 deep": made_pdf([page(b"/X Do", forms={"X": "100 0 R"})], objects=FANS),
    "a form that shows itself": made_pdf([page(b"/X Do", forms={"X": "100 0 R"})], objects={100: form(b"/X Do", resources=b"<< /XObject << /X 100 0 R >> >>")}),
    "deep arrays": made_pdf([page(b"[" * 100_000 + at(1, 1, "x"))]),
    "brackets that never close": made_pdf([page(b"(" * 100_000)]),
    "an image that never ends": made_pdf([page(b"BI /W 1 ID " + b"E I" * 100_000)]),
    "numbers without operator": made_pdf([page(b"1 " * 50_000)]),
    "states saved and never restored": made_pdf([page(b"q " * 100_000)]),
    "a length that is itself": made_pdf([page(extra=b"/Contents 100 0 R")], objects={100: b"<< /Length 100 0 R >>\nstream\nBT\nendstream"}),
    "references in a ring": made_pdf([page(extra=b"/Contents 100 0 R")], objects={100: b"101 0 R", 101: b"100 0 R"}),
    "a page tree that is its own child": file_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 3 0 R 3 0 R] >>", 3: b"<< /Type /Page >>"}),
    "a map of codes named by a path": made_pdf([page(b"BT /F 9 Tf <0041> Tj", fonts={"F": "100 0 R"})], objects=HUGE_FONT | {100: b"<< /Type /Font /Subtype /Type0 /Encoding /..#2f..#2fetc#2fpasswd /DescendantFonts [101 0 R] >>"}),
    "columns of a predictor": made_pdf([page(extra=b"/Contents 100 0 R")], objects={100: stream(b"x" * 99, b"/Filter /ASCIIHexDecode /DecodeParms << /Predictor 15 /Columns 2000000000 >>")}),
    "an object stream of two billion": made_pdf([page(extra=b"/Contents 9 0 R")], objects={100: stream(b"9 0 (x)", b"/Type /ObjStm /N 2000000000 /First 4")}),
    "a table of objects in a loop": made_pdf([page(at(1, 1, "x"))]).replace(b"/Size", b"/Prev 9 /XRefStm 9 /Size"),
    "labels in a ring": made_pdf([page(at(1, 1, "x"))], catalog=b"/PageLabels 100 0 R", objects={100: b"<< /Kids [100 0 R 100 0 R] >>"}),
    "names that are dictionaries": made_pdf([page(b"<<" * 150 + b">>" * 150 + b" << << 1 2 >> 3 >> BDC")]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    start = time.process_time()
    assert len(pages_of(HOSTILE[name])) == 1
    assert time.process_time() - start < 10  # seconds; under 1 is usual, and without its limit it would never end


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"plain text", made_pdf([]), made_pdf([]).replace(b"/Pages", b"/Sages")])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError):
        pages_of(data)


def test_a_broken_table_of_objects_is_searched_for() -> None:
    whole = made_pdf([page(at(9, 9, "found"))])
    for broken in (
        b"junk\n" + whole,
        whole.replace(b"startxref", b"start"),
        whole[: whole.rindex(b"xref\n0")],
        whole.replace(b"\nxref", b"\nxerf"),
    ):
        assert text_of(broken) == ["found"]


def test_objects_and_tables_may_be_packed_in_streams() -> None:
    inside = {
        3: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        4: b"<< /Type /Page /Parent 3 0 R /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>",
        6: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    places, packed = [], b""
    for each, body in inside.items():
        places.append(b"%d %d" % (each, len(packed)))
        packed += body + b" "
    head = b" ".join(places) + b" "
    bodies = {
        1: b"<< /Type /Catalog /Pages 3 0 R >>",
        2: stream(head + packed, b"/Type /ObjStm /N 3 /First %d" % len(head), compress=True),
        5: stream(at(9, 9, "packed")),
    }
    data = bytearray(b"%PDF-1.7\n")
    rows = {0: (0, 0, 0)}
    for each, body in bodies.items():
        rows[each] = (1, len(data), 0)
        data += b"%d 0 obj\n%s\nendobj\n" % (each, body)
    rows |= {each: (2, 2, index) for index, each in enumerate(inside)}
    rows[7] = (1, len(data), 0)
    table = b"".join(
        b"\x02" + bytes((a ^ 0,)) + b.to_bytes(2, "big") + bytes((c,)) for a, b, c in (rows[each] for each in sorted(rows))
    )
    table = unpredicted(table, 5)
    entries = b"/Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /DecodeParms << /Predictor 12 /Columns 4 >>"
    start = len(data)
    data += b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(table, entries, compress=True), start)
    assert text_of(bytes(data)) == ["packed"]
    assert our_glyphs(bytes(data)) == their_glyphs(bytes(data))


def unpredicted(rows: bytes, length: int) -> bytes:
    """Return rows, each with its filter in front, as differences to the row above."""
    out, above = b"", bytes(length - 1)
    for start in range(0, len(rows), length):
        row = rows[start + 1 : start + length]
        out += rows[start : start + 1] + bytes((byte - other) & 0xFF for byte, other in zip(row, above, strict=True))
        above = row
    return out


SAMPLE = made_pdf(
    [page(at(72, 700 - 20 * line, f"Line {line} of the page.")) for line in range(6)],
    objects=OBJECTS,
    info={"Title": "x"},
    compress=True,
)


def reads_or_refuses(data: bytes) -> None:
    start = time.process_time()
    try:
        pages_of(data)
    except UnreadableSourceError as error:
        assert str(error)  # noqa: PT017  # either end is right, but an error must say something
    assert time.process_time() - start < 10


@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_a_cut_file_is_read_as_far_as_it_goes_or_refused(percent: int) -> None:
    reads_or_refuses(SAMPLE[: len(SAMPLE) * percent // 100])


@pytest.mark.parametrize("seed", range(100))
def test_flipped_bytes_do_no_harm(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(made_of(b"BT /F1 9 Tf /F3 9 Tf (x) Tj /C1 9 Tf <6162> Tj /T3 2 Tf (c) Tj /X2 Do") if seed % 2 else SAMPLE)
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    reads_or_refuses(bytes(data))


CRUEL = [b"(", b"[", b"<", b"<<", b"[(", b"[1 ", b"/", b"%", b"1 ", b"1", b"-", b".", b"\\", b"(\\", b" ", b"\x00", b"BI ", b"BI ID ", b"/a ", b"/a <<", b"1 2 3 4 5 ", b"q ", b"( (", b"[(a)", b"\xff"]  # fmt: skip


@pytest.mark.parametrize("run", CRUEL)
def test_no_content_takes_more_than_its_share_of_time(run: bytes) -> None:
    def seconds(size: int) -> float:
        content = run * (size // len(run))
        start = time.process_time()
        for _ in find_statements(content):
            pass
        return time.process_time() - start

    times = [min(seconds(size) for _ in range(2)) for size in (5_000, 20_000)]
    assert times[1] < 0.02 or times[1] < 8 * times[0], times


def test_memory_stays_flat_however_many_pages_there_are() -> None:
    data = made_pdf([page(at(72, 700, f"Page {index}") * 20) for index in range(300)], compress=True)
    document = open_document(data, ReadOptions())
    objects = document._objects  # noqa: SLF001  # what it keeps is what this is about
    for each in document.pages():
        assert len(each) > 100
        assert len(objects._cached_objs) < 700  # noqa: SLF001  # the same
        assert len(objects._streams) < 5  # noqa: SLF001  # the same
