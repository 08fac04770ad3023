"""What a reading says of a stretch of its text is true of the raw text."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.mapped_text import Change, MappedText
from extract.models import GAP, Anchor, Passage, Source
from extract.reading import CONTEXT, Reading, quote
from extract.structure import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Role

GAP_OF_PASSAGES = "\n\n"


def build(raw: str, mapped: Sequence[MappedText], roles: Sequence[Role] = (), pages: Sequence[Page] = ()) -> Reading:
    """Return a reading with one passage for each mapped text."""
    source = Source(
        id="0" * 16,
        paths=("a.txt",),
        sha256="0" * 64,
        raw_sha256=sha256(raw.encode()).hexdigest(),
        length=len(raw),
        media_type="text/plain",
        reader="text",
        reader_version="1",
    )
    text = MappedText.joined(list(mapped), GAP_OF_PASSAGES)
    starts = [0, *accumulate(len(part) + len(GAP_OF_PASSAGES) for part in mapped)]
    bounds = tuple((start, start + len(part)) for start, part in zip(starts, mapped, strict=False))
    passages = tuple(
        Passage(id=str(number), source=source.id, role=role, anchor=Anchor(source=source.id, spans=(), quote="", text=""))
        for number, role in enumerate(roles or ["body"] * len(mapped))
    )
    return Reading(source=source, raw=raw, mapped=text, passages=passages, bounds=bounds, pages=tuple(pages))


RAW = "Ports\nThe sanc-\n3\ntions regime lasted. It had no end.\nOther text."


@pytest.fixture
def reading() -> Reading:
    """Return a heading, a body out of which the page number 3 was moved, and that page number."""
    cut, after = RAW.index("-\n3"), RAW.index("tions")
    body = MappedText.joined([MappedText.whole(RAW, 6, cut + 1), MappedText.whole(RAW, after)])
    body = body.changed([Change(cut - 6, cut - 5, "")])
    parts = [MappedText.whole(RAW, 0, 5), body, MappedText.whole(RAW, cut + 2, cut + 3)]
    pages = [Page("2", 0, cut + 4), Page("3", cut + 4, len(RAW) - 11)]
    return build(RAW, parts, ["heading", "body", "furniture"], pages)


def test_text_parts_passages_by_a_blank_line(reading: Reading) -> None:
    assert reading.text == "Ports\n\nThe sanctions regime lasted. It had no end.\nOther text.\n\n3"


def test_an_anchor_over_a_page_break(reading: Reading) -> None:
    start = reading.text.index("sanctions")
    anchor = reading.anchor(start, start + len("sanctions regime"))
    assert anchor.text == "sanctions regime"
    assert anchor.quote == "sanc-" + GAP + "tions regime"
    assert [RAW[a:b] for a, b in anchor.spans] == ["sanc-", "tions regime"]
    assert anchor.before == "Ports\n\nThe "
    assert anchor.after == reading.text[start + len("sanctions regime") :]
    assert anchor.page == "2"
    assert anchor.source == reading.source.id


def test_a_page_is_that_of_the_first_span(reading: Reading) -> None:
    at = reading.text.index("It had")
    assert reading.anchor(at, at + 6).page == "3"


def test_no_page_where_none_is_certain(reading: Reading) -> None:
    at = reading.text.index("Other")
    assert reading.anchor(at, at + 5).page is None
    assert reading.page(()) is None
    assert build(RAW, [MappedText.whole(RAW)]).anchor(0, 5).page is None


def test_placed_chooses_by_role(reading: Reading) -> None:
    def texts(*roles: str) -> list[str]:
        return [reading.text[start:end] for _, (start, end) in reading.placed(*roles)]

    assert texts("heading") == ["Ports"]
    assert texts("heading", "furniture") == ["Ports", "3"]
    assert len(texts()) == 3
    assert texts("note") == []


def test_quote_of_no_span_is_empty() -> None:
    assert quote("one two", []) == ""


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a raw text, its parts in any order as passages, each with a few characters changed."""
    raw = draw(st.text(alphabet="ab-\n é", min_size=1, max_size=60))
    cuts = sorted({0, len(raw), *draw(st.lists(st.integers(0, len(raw)), max_size=4))})
    order = draw(st.permutations(range(len(cuts) - 1)))
    parts = [MappedText.whole(raw, cuts[i], cuts[i + 1]) for i in order]
    changed = []
    for part in parts:
        places = sorted(draw(st.lists(st.integers(0, len(part)), min_size=2, max_size=2)))
        changed.append(part.changed([Change(places[0], places[1], draw(st.sampled_from(["", "x", "yz"])))]))
    return build(raw, changed)


@given(readings(), st.data())
def test_every_quote_stands_at_its_spans(reading: Reading, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(reading.text))), data.draw(st.integers(0, len(reading.text)))))
    anchor = reading.anchor(start, end)
    assert anchor.spans == reading.raw_spans(start, end)
    assert anchor.quote == GAP.join(reading.raw[a:b] for a, b in anchor.spans)
    assert all(0 <= a < b <= reading.source.length for a, b in anchor.spans)
    assert (anchor.before + anchor.text + anchor.after) in reading.text
    assert len(anchor.before) == min(start, CONTEXT)
    assert len(anchor.after) == min(len(reading.text) - end, CONTEXT)
