"""The laws of the offset map: nothing lost, nothing moved, and the same place whichever way one asks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.mapped_text import Change, MappedText, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

RAW = st.text(alphabet="abcde- \n¹ﬁ", max_size=40)
REPLACEMENT = st.text(alphabet="XYZ ", max_size=4)


@st.composite
def changes_of(draw: st.DrawFn, length: int) -> list[Change]:
    """Draw changes in order and without overlap, deletions and insertions among them."""
    places = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    places = places[: len(places) // 2 * 2]
    return [Change(start, end, draw(REPLACEMENT)) for start, end in zip(places[::2], places[1::2], strict=True)]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, MappedText]:
    """Draw a raw text and what up to three rounds of changes make of it."""
    raw = draw(RAW)
    text = MappedText.whole(raw)
    for _ in range(draw(st.integers(0, 3))):
        text = text.changed(draw(changes_of(len(text))))
    return raw, text


@st.composite
def spans_in(draw: st.DrawFn, text: MappedText) -> Span:
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return start, end


@st.composite
def edges_of(draw: st.DrawFn, text: MappedText) -> int:
    """Draw a place that is not inside a unit."""
    linear = (p for p in text.pieces() if p.end - p.start == p.raw_end - p.raw_start)
    return draw(st.sampled_from(sorted({0, len(text), *(i for p in linear for i in range(p.start, p.end + 1))})))


def covered(spans: Sequence[Span]) -> list[int]:
    return [i for start, end in spans for i in range(start, end)]


def places(text: MappedText) -> list[set[int]]:
    """Return the raw characters of each character of a text."""
    return [set(covered(text.raw_spans(i, i + 1))) for i in range(len(text))]


@given(RAW, st.data())
def test_an_unchanged_text_stands_where_it_stood(raw: str, data: st.DataObject) -> None:
    text = MappedText.whole(raw)
    start, end = data.draw(spans_in(text))
    expected = ((start, end),) if start < end else ()
    assert text.raw_spans(start, end) == text.text_spans(start, end) == expected


@given(edited())
def test_pieces_cover_text_and_raw_without_hole_or_overlap(pair: tuple[str, MappedText]) -> None:
    raw, text = pair
    pieces = list(text.pieces())
    assert [p.start for p in pieces[1:]] == [p.end for p in pieces[:-1]]
    assert (pieces[0].start, pieces[-1].end) == (0, len(text)) if pieces else len(text) == 0
    assert covered([(p.raw_start, p.raw_end) for p in pieces]) == list(range(len(raw)))


@given(edited(), st.data())
def test_nothing_is_moved(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    raw, text = pair
    spans = text.raw_spans(*data.draw(spans_in(text)))
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@given(edited(), st.data())
def test_there_and_back(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    _, text = pair
    start, end = data.draw(spans_in(text))
    back = set(covered([span for raw in text.raw_spans(start, end) for span in text.text_spans(*raw)]))
    at = places(text)
    assert {i for i in range(start, end) if at[i]} <= back
    # What comes back besides is no other place: it shares the raw text of a replaced unit.
    here = set().union(*at[start:end]) if start < end else set()
    assert all(at[i] & here for i in back if not start <= i < end)


@given(edited(), st.data())
def test_back_and_there(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    raw, text = pair
    start, end = data.draw(spans_in(MappedText.whole(raw)))
    standing = set().union(*places(text)) & set(range(start, end))
    assert standing <= set(covered([span for found in text.text_spans(start, end) for span in text.raw_spans(*found)]))


@given(edited(), st.data())
def test_a_change_leaves_the_rest_in_its_place(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    _, text = pair
    start, end = sorted((data.draw(edges_of(text)), data.draw(edges_of(text))))
    replacement = data.draw(REPLACEMENT)
    result = text.changed([Change(start, end, replacement)])
    assert result.text == text.text[:start] + replacement + text.text[end:]
    assert places(result)[:start] == places(text)[:start]
    assert places(result)[start + len(replacement) :] == places(text)[end:]


@given(edited(), st.data())
def test_changes_make_the_text_they_say(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    _, text = pair
    changes = data.draw(changes_of(len(text)))
    expected = text.text
    for change in reversed(changes):
        expected = expected[: change.start] + change.replacement + expected[change.end :]
    assert text.changed(changes).text == expected


@given(RAW, st.data())
def test_a_replacement_stands_for_all_that_it_replaced(raw: str, data: st.DataObject) -> None:
    text = MappedText.whole(raw)
    start, end = data.draw(spans_in(text))
    replacement = data.draw(REPLACEMENT)
    result = text.changed([Change(start, end, replacement)])
    expected = ((start, end),) if start < end and replacement else ()
    assert result.raw_spans(start, start + len(replacement)) == expected


def test_a_replacement_over_moved_text_stands_for_all_of_it() -> None:
    raw = "Bu- (12) chanan"
    text = MappedText.joined([MappedText.whole(raw, 0, 3), MappedText.whole(raw, 9)])
    assert text.changed([Change(0, 5, "Buch")]).raw_spans(0, 4) == ((0, 3), (9, 11))
    assert text.changed([Change(1, 4, "")]).raw_spans(0, 3) == ((0, 3), (9, 12))


def test_a_change_inside_a_unit_keeps_the_unit() -> None:
    text = MappedText.whole("eﬃcient").changed([Change(1, 2, "ffi")])
    once = text.changed([Change(2, 3, ""), Change(3, 4, "j")])
    assert once.text == "efjcient"
    assert once.raw_spans(1, 2) == once.raw_spans(2, 3) == once.raw_spans(1, 3) == ((1, 2),)


@given(RAW, st.data())
def test_changes_made_one_after_the_other_are_changes_made_at_once(raw: str, data: st.DataObject) -> None:
    changes = data.draw(changes_of(len(raw)))
    at_once = MappedText.whole(raw).changed(changes)
    one_by_one = MappedText.whole(raw)
    for change in reversed(changes):  # from the right, so that the places of the others stay
        one_by_one = one_by_one.changed([change])
    assert one_by_one.text == at_once.text
    start, end = data.draw(spans_in(at_once))
    assert covered(one_by_one.raw_spans(start, end)) == covered(at_once.raw_spans(start, end))


@given(edited(), st.data())
def test_a_slice_agrees_with_the_whole(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    _, text = pair
    start, end = sorted((data.draw(edges_of(text)), data.draw(edges_of(text))))
    part = text.sliced(start, end)
    assert part.text == text.text[start:end]
    a, b = data.draw(spans_in(part))
    assert part.raw_spans(a, b) == text.raw_spans(start + a, start + b)


@given(edited(), st.data())
def test_joined_slices_are_the_text(pair: tuple[str, MappedText], data: st.DataObject) -> None:
    _, text = pair
    cut = data.draw(edges_of(text))
    joined = MappedText.joined([text.sliced(0, cut), text.sliced(cut, len(text))])
    assert joined.text == text.text
    assert places(joined) == places(text)


@given(st.lists(RAW, min_size=1, max_size=5), st.data())
def test_text_that_was_moved_keeps_its_place(parts: list[str], data: st.DataObject) -> None:
    raw = "".join(parts)
    bounds = [(sum(map(len, parts[:i])), sum(map(len, parts[: i + 1]))) for i in range(len(parts))]
    order = data.draw(st.permutations(range(len(parts))))
    text = MappedText.joined([MappedText.whole(raw, *bounds[i]) for i in order], "|")
    assert text.text == "|".join(parts[i] for i in order)
    for place, character in zip(places(text), text.text, strict=True):
        assert [raw[i] for i in place] == ([character] if character != "|" else [])
    found = [span for i in range(len(raw)) for span in text.text_spans(i, i + 1)]
    assert [text.text[a:b] for a, b in found] == list(raw)


@given(changes_of(30), st.integers(1, 1000))
def test_the_map_grows_with_the_changes_and_not_with_the_text(changes: list[Change], factor: int) -> None:
    raw = "abc" * 10 * factor
    spread = [Change(c.start * factor, c.end * factor, c.replacement) for c in changes]
    assert len(list(MappedText.whole(raw).changed(spread).pieces())) <= 2 * len(changes) + 1


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap or are out of order at 2"):
        MappedText.whole("abcdef").changed([Change(1, 4, "x"), Change(2, 5, "y")])


def test_hyphen_and_page_break() -> None:
    raw = "the sanc-\n\n12\n\ntions regime"
    page = MappedText.joined([MappedText.whole(raw, 0, 10), MappedText.whole(raw, 15)])
    line = page.changed([Change(8, 10, "")])
    assert line.text == "the sanctions regime"
    assert line.raw_spans(4, 13) == ((4, 10), (15, 20))
    assert line.text_spans(0, len(raw)) == ((0, 20),)
    assert line.text_spans(10, 15) == ()


def test_a_ligature_is_a_unit() -> None:
    text = MappedText.whole("of ﬁnal").changed([Change(3, 4, "fi")])
    assert list(text.pieces()) == [Piece(0, 3, 0, 3), Piece(3, 5, 3, 4), Piece(5, 8, 4, 7)]
    assert text.raw_spans(3, 4) == text.raw_spans(4, 5) == ((3, 4),)
    assert text.text_spans(3, 4) == ((3, 5),)
