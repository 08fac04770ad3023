"""The rules behind the model, on labels written out by hand: they must hold whatever model stands before them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.references.masks import find_masks
from extract.references.names import parse_names
from extract.references.repairs import repair
from extract.references.repairs.places import is_place, place_at_end
from extract.references.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKED = re.compile(r"\{(?P<label>[a-z-]+):(?P<value>[^{}]*)\}")
LABELS = ("author", "container-title", "date", "editor", "issue", "location", "note", "pages", "publisher", "title", "volume")


def read(marked: str) -> tuple[str, list[Segment]]:
    """Return the entry and its stretches of "{author:Okafor, A.} ({date:2018}): {title:Ports}"."""
    text = ""
    at = 0
    segments = []
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        segments.append(Segment(len(text), len(text) + len(found["value"]), found["label"]))
        text += found["value"]
        at = found.end()
    return text + marked[at:], segments


def written(text: str, segments: Sequence[Segment]) -> str:
    """Return an entry with its stretches marked, the other way round."""
    for each in sorted(segments, reverse=True):
        text = f"{text[: each.start]}{{{each.label}:{text[each.start : each.end]}}}{text[each.end :]}"
    return text


@pytest.mark.parametrize("case", parameters(read_cases("reference_repairs")))
def test_labels_are_mended(case: dict[str, Any]) -> None:
    text, segments = read(case["before"])
    assert written(text, repair(text, segments, find_masks(text))) == case["after"]


@pytest.mark.parametrize("case", parameters(read_cases("reference_repairs")))
def test_mended_labels_stay(case: dict[str, Any]) -> None:
    text, segments = read(case["after"])
    again = repair(text, segments, find_masks(text))
    assert written(text, repair(text, again, find_masks(text))) == written(text, again)


PIECES = ("W. Harbord, ", "Okafor, A.", "(2018)", ": ", "Ports", " // ", "In: ", "(eds.)", "London, ", "“New”", " 16. ", "12, 3, 4-5", "ders.", "Ms. ")  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(PIECES), st.booleans()), max_size=12))
def test_any_labels_give_stretches_in_order(pieces: list[tuple[str, str, bool]]) -> None:
    text, segments = read("".join(f"{{{label}:{value}}}" if is_marked else value for label, value, is_marked in pieces))
    mended = repair(text, segments, find_masks(text))
    assert mended == sorted(mended)
    assert all(0 <= each.start < each.end <= len(text) for each in mended)
    assert all(before.end <= after.start for before, after in pairwise(mended))


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("extract") / "data" / f"{name}.toml").read_text("utf-8"))


def test_places_find_their_own_examples() -> None:
    places = table("publication_places")["places"]
    assert [place for place in places["examples"] if not is_place(place)] == []
    assert [place for place in places["not_examples"] if is_place(place)] == []
    assert [place for place in places["places"] if not is_place(place)] == []
    assert not set(places["places"]) & {"", " "}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ebbe und Flut. Frankfurt a. M.", "Frankfurt a. M."),
        ("Harbours of the World, London and New York", "London and New York"),
        ("Zwei Jahre in Berlin", None),
        ("London", None),
    ],
)
def test_place_at_the_end(text: str, place: str | None) -> None:
    start = place_at_end(text)
    assert (None if start is None else text[start:]) == place


def test_parts_of_names_find_their_own_examples() -> None:
    for printed, family in table("name_parts")["name_parts"]["examples"].items():
        assert parse_names(printed)[0][0].csl["family"] == family
