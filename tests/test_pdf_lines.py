"""Lines of a PDF page: what the tables say, and that no glyph is lost whatever a page draws."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

import pytest
from case_tables import parameters, read_cases
from drawn_glyphs import Run, drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.pdf.glyphs import PageGlyphs
from extract.readers.pdf.lines import PrintedLine, find_lines
from extract.readers.pdf.placing import place
from extract.readers.pdf.programs import cff_names, letter_named

GLYPHS = st.sampled_from(
    [*"aeiTVX19.,;-´¨^·", "ﬁ", " ", "\u00ad", "\u0301", "(cid:9)", "\x07", "ש", "ل", "日", "ab", "\u2028", "_"]
)
NOWHERE = st.one_of(st.floats(-50, 900), st.just(float("nan")))
ACROSS = st.one_of(st.integers(0, 60).map(lambda n: n * 5.0), NOWHERE)
UP = st.one_of(st.sampled_from([100.0, 100.0, 100.0, 103.0, 104.0, 112.0]), NOWHERE)
SIZES = st.sampled_from([0.0, 1.0, 4.0, 6.0, 7.0, 10.0, 10.0, 36.0])
RUNS = st.builds(
    Run,
    ACROSS,
    UP,
    SIZES,
    st.lists(GLYPHS, max_size=12),
    st.sampled_from([0, 0, 0.2, 1]),
    st.sampled_from([0] * 8 + [45, 90, 180, 270, 3]),
    st.sampled_from([0, 0, 1, 2, 3]),
)


@pytest.mark.parametrize("case", parameters(read_cases("pdf_lines")))
def test_lines(case: dict[str, Any]) -> None:
    lines = find_lines(drawn(_run(*given_run) for given_run in case["drawn"]))
    assert [line.text for line in lines] == case["lines"]
    if "columns" in case:
        assert [line.column for line in lines] == case["columns"]
    check_boxes(lines)


def _run(x: float, y: float, size: float, text: Any, special: dict[str, Any] | None = None) -> Run:
    return Run(x, y, size, text, **special or {})


@settings(max_examples=100, deadline=None)
@given(st.lists(RUNS, max_size=14))
def test_no_glyph_is_lost_or_repeated(runs: list[Run]) -> None:
    """Every visible glyph that is not a copy of another stands in one line, and lines hold nothing else but spaces."""
    page = drawn(runs)
    lines = find_lines(page)
    assert letters(place(page).text) == letters(line.text for line in lines)
    assert all(line.text == line.text.strip() and "\n" not in line.text for line in lines)
    check_boxes(lines)


@settings(max_examples=60, deadline=None)
@given(st.lists(RUNS, max_size=8))
def test_what_is_dropped_is_drawn_again(runs: list[Run]) -> None:
    """Only what shows nothing, or stands elsewhere at the same place, is left out."""
    page = drawn(runs)
    kept = place(page)
    shown = {text.strip() for text in kept.text}
    dropped = set(range(len(page))) - set(kept.source.tolist())
    for at in dropped:
        alone = PageGlyphs(1, page.box, text=[page.text[at]], fonts=page.fonts, matrices=page.matrices)
        for name in ("x0", "y0", "x1", "y1", "size", "font", "matrix"):
            getattr(alone, name).append(getattr(page, name)[at])
        assert set(place(alone).text) <= shown


def test_letters_share_the_box_of_a_ligature() -> None:
    line = find_lines(drawn([Run(70, 700, 12, "oﬃce")]))[0]
    assert line.text == "office"
    assert list(line.glyphs.x0) == [70, 76, 78, 80, 82, 88]
    assert line.glyphs.x1[3] == 82


def test_a_space_fills_the_gap() -> None:
    line = find_lines(drawn([Run(70, 700, 10, "a_b")]))[0]
    assert (line.glyphs.x0[1], line.glyphs.x1[1]) == (75, 77.5)


def test_signs_of_mathematics_by_their_names() -> None:
    assert [letter_named(name) for name in ("element", "braceleftBigg", "arrowdblright", "a17")] == ["∈", "{", "⇒", None]


def made_cff() -> bytes:
    """Return a compact font program of two glyphs: "element" with the code 50, "f" with the code 102."""

    def table(*entries: bytes) -> bytes:
        ends = [1]
        for entry in entries:
            ends.append(ends[-1] + len(entry))
        return len(entries).to_bytes(2) + b"\x01" + bytes(ends) + b"".join(entries)

    head = b"\x01\x00\x04\x01" + table(b"Signs")
    strings, routines = table(b"element"), b"\x00\x00"
    charset, encoding = b"\x00" + (391).to_bytes(2) + (71).to_bytes(2), b"\x00\x02" + bytes([50, 102])
    start = len(head) + len(table(bytes(18))) + len(strings) + len(routines)
    places = {15: start, 16: start + len(charset), 17: start + len(charset) + len(encoding)}
    top = b"".join(b"\x1d" + place.to_bytes(4) + bytes([key]) for key, place in places.items())
    return head + table(top) + strings + routines + charset + encoding + table(b"\x0e", b"\x0e", b"\x0e")


def test_names_of_a_compact_font_program() -> None:
    assert cff_names(made_cff()) == {50: "element", 102: "f"}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_font_program_names_nothing_or_less(data: st.DataObject) -> None:
    program = bytearray(made_cff())
    for _ in range(data.draw(st.integers(0, 4))):
        program[data.draw(st.integers(0, len(program) - 1))] = data.draw(st.integers(0, 255))
    names = cff_names(bytes(program[: data.draw(st.integers(0, len(program)))]))
    assert all(0 <= code < 256 for code in names)


def check_boxes(lines: list[PrintedLine]) -> None:
    for line in lines:
        assert {len(line.text)} == set(map(len, line.glyphs))
        assert all(low <= high for low, high in zip(line.glyphs.x0, line.glyphs.x1, strict=True))
        assert all(low <= high for low, high in zip(line.glyphs.y0, line.glyphs.y1, strict=True))


def letters(texts: Any) -> Counter[str]:
    """Return how often each letter stands in ``texts``; raised digits and accents count as what they are made of."""
    whole = unicodedata.normalize("NFKD", "".join(texts).replace("\u00ad", "-"))
    spacing = {"´": "\u0301", "¨": "\u0308", "^": "\u0302"}
    return Counter(spacing.get(char, char) for char in whole if not char.isspace() and char != "-")
