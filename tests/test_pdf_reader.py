"""PDF files come out as a reader sees them: paragraphs in reading order, roles, page labels, boxes, facts.

A page of a case is drawn line by line. The first character of a line says what it is: ``^`` a running head, ``_`` a
running foot, ``=`` a title, ``#`` a heading, ``~`` small print at the foot, ``>`` text of the second column, and a space
running text, whose further spaces are its indent. An empty line is a space between lines.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import MadePage, at, made_pdf, page

from extract.clean import lay_out
from extract.errors import UnreadableSourceError
from extract.metadata import described
from extract.models import GAP
from extract.read_options import ReadOptions
from extract.readers import read_bytes
from extract.readers.pdf import read_pdf
from extract.readers.pdf.notices import is_cover, is_notice

if TYPE_CHECKING:
    from extract.reading import Reading


TOP, LEFT, SECOND = 700.0, 72.0, 330.0
SIZES = {" ": 10.0, ">": 10.0, "^": 9.0, "_": 9.0, "=": 18.0, "#": 12.0, "~": 8.0}
FONTS = {"=": "F3", "#": "F3"}  # Times-Bold; all else is in Courier, whose letters are .6 ems wide


def drawn(text: str) -> MadePage:
    """Return a page as ``text`` draws it."""
    lines = text.strip("\n").split("\n")
    heights = {" ": TOP, ">": TOP, "^": 760.0, "_": 40.0, "~": 56.0 + 10 * sum(line.startswith("~") for line in lines)}
    parts = []
    for line in lines:
        mark = line[:1] or " "
        flow = " " if mark in "=#" else mark
        size = SIZES[mark]
        if not line.strip():
            heights[flow] -= 12
            continue
        body = line[1:].removeprefix(" ")
        indent = len(body) - len(body.lstrip())
        left = (SECOND if mark == ">" else LEFT) + 6 * indent
        heights[flow] -= 1.2 * size
        parts.append(at(left, heights[flow], body.strip(), size, FONTS.get(mark, "F5")))
    return page(*parts)


def reading_of(data: bytes, **options: Any) -> Reading:
    """Return the reading of a PDF."""
    raw = read_pdf(data, ReadOptions(**options))
    return described(lay_out(raw, raw.source(["a.pdf"])), {})


@pytest.mark.parametrize("case", parameters(read_cases("pdf_reader")))
def test_case(case: dict[str, Any]) -> None:
    reading = reading_of(made_pdf([drawn(text) for text in case["pages"]], info=case.get("info")))
    found = [[passage.role, reading.text[start:end]] for passage, (start, end) in reading.placed()]
    assert [item for item in found if item[0] in case.get("only", item[0])] == case["passages"]
    if "labels" in case:
        assert [page.label or "" for page in reading.pages] == case["labels"]
    for field, value in case.get("source", {}).items():
        assert getattr(reading.source, field) == (tuple(value) if isinstance(value, list) else value)
    for passage in reading.passages:
        assert passage.anchor.quote == GAP.join(reading.raw[start:end] for start, end in passage.anchor.spans)


LINES = ["Ports were the first to", "feel the sanctions, and", "the last to say so."]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes(rotate: int) -> None:
    content = b"".join(at(100, 500 - 12 * row, line, 10, "F5") for row, line in enumerate(LINES))
    turned = page(content, box=(50, 20, 650, 820), rotate=rotate)
    reading = reading_of(made_pdf([turned, turned]))
    start = reading.raw.index("sanctions")
    boxes = reading.structure.boxes if reading.structure else None
    assert boxes is not None
    assert boxes.of([]) == ()
    assert boxes.of([(start, start)]) == ()
    ((number, x0, y0, x1, y1),) = boxes.of([(start, start + len("sanctions"))])
    assert number == 1
    assert (x0, x1) == pytest.approx((100 + 9 * 6, 100 + 18 * 6), abs=0.02)
    assert y0 < 488 < y1
    assert y1 - y0 == pytest.approx(10, abs=0.02)
    whole = boxes.of([(0, len(reading.raw))])
    assert [box[0] for box in whole] == [1, 1, 1, 2, 2, 2]
    assert [round(box[2] - y0) for box in whole[:3]] == [12, 0, -12]


@pytest.mark.parametrize(("with_text", "pages"), [(0, 3), (1, 12)])
def test_a_scan_asks_for_recognition(with_text: int, pages: int) -> None:
    text = page(at(72, 700, "A cover that a library put before it"))
    data = made_pdf([text] * with_text + [page(b"0 0 1 rg 72 72 400 600 re f")] * (pages - with_text))
    with pytest.raises(UnreadableSourceError) as fault:
        read_bytes(data, "scan.pdf")
    assert str(fault.value) == (
        f"scan.pdf: no text on {pages - with_text} of {pages} pages; run OCR first (ocrmypdf scan.pdf out.pdf)"
    )


def test_some_pages_without_text_are_told_and_the_others_read() -> None:
    text = drawn(" Ports were the first to feel it.")
    data = made_pdf([text, page(b""), text])
    assert read_pdf(data, ReadOptions()).lost == (
        "no text on page 2 of 3; if these are scans, run OCR (ocrmypdf scan.pdf out.pdf)",
    )
    reading = reading_of(data)
    assert [span.end - span.start for span in reading.pages] == [33, 1, 33]
    assert reading.raw == "Ports were the first to feel it.\f\fPorts were the first to feel it."


def test_the_reader_is_named() -> None:
    source = reading_of(made_pdf([drawn(" Ports were the first to feel it.")])).source
    assert (source.reader, source.media_type, source.pages) == ("pdfminer", "application/pdf", 1)
    assert source.reader_version.startswith("20")


def test_the_second_reader_gives_the_same() -> None:
    pytest.importorskip("pypdfium2")
    data = made_pdf([drawn("^ Harbour Studies\n= Ports under Pressure\n Ports were the first\n to feel it."), page(rotate=90)])
    first, second = reading_of(data, pdf_reader="pdfminer"), reading_of(data, pdf_reader="pdfium")
    assert second.source.reader == "pdfium"
    assert second.raw == first.raw
    assert [passage.role for passage in second.passages] == [passage.role for passage in first.passages]
    boxes = [
        (a, b)
        for one, two in zip(first.passages, second.passages, strict=True)
        for a, b in zip(one.anchor.boxes, two.anchor.boxes, strict=True)
    ]
    assert all(a[1:] == pytest.approx(b[1:], abs=2.5) for a, b in boxes)


NOTICES = tomllib.loads(files("extract").joinpath("data/pdf_notices.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", list(NOTICES))
def test_notices(name: str) -> None:
    entry = NOTICES[name]
    for expected, texts in ((True, entry["examples"]), (False, entry["not_examples"])):
        for text in texts:
            lines = text.split("\n")
            assert (is_cover(lines) if entry["kind"] == "cover" else all(map(is_notice, lines))) is expected
    assert list(NOTICES) == sorted(NOTICES)


WORDS = st.sampled_from(
    ["ports", "1", "2.", "References", "Abstract", "Okafor, A. (2018)", "[1]", "iv", "", "……… 12", "•", "sanc-"]
)
ROWS = st.tuples(st.sampled_from(list(SIZES)), st.integers(0, 3), st.lists(WORDS, min_size=1, max_size=5))


@given(st.lists(st.lists(ROWS, max_size=8), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_letter_stands_in_one_passage(pages: list[list[tuple[str, int, list[str]]]]) -> None:
    texts = ["\n".join(mark + " " * indent + " ".join(words) for mark, indent, words in rows) for rows in pages]
    try:
        reading = reading_of(made_pdf([drawn(text) for text in texts]))
    except UnreadableSourceError:
        return  # no text on most of the pages
    covered = sorted(span for passage in reading.passages for span in passage.anchor.spans)
    assert all(one[1] <= two[0] for one, two in pairwise(covered))
    inside = "".join(reading.raw[start:end] for start, end in covered)
    assert sorted(filter(str.isalnum, inside)) == sorted(filter(str.isalnum, reading.raw))
