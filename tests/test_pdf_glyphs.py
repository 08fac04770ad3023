"""Glyphs of PDFs are those of pdfminer.six, and pages say what they are."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import at, escaped, made_of, made_pdf, number, page, stream
from read_pdf import our_glyphs, pages_of, text_of, their_glyphs

from extract.read_options import ReadOptions
from extract.readers.pdf.document import open_document

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
