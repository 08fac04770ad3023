"""Countries, leaders and organisations: what a text names, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations


@pytest.mark.parametrize("case", parameters(read_cases("countries")))
def test_case(case: dict[str, Any]) -> None:
    if "countries" in case:
        assert [f"{tag.value} {tag.form}" for tag in find_countries(case["text"])] == case["countries"]
    if "organisations" in case:
        assert [tag.value for tag in find_organisations(case["text"])] == case["organisations"]


def test_members_of_a_group_share_one_span() -> None:
    tags = find_countries("The two Koreas met.")
    assert [(tag.value, tag.start, tag.end) for tag in tags] == [("KP", 4, 14), ("KR", 4, 14)]


def test_leaders_are_told_from_countries_by_their_kind() -> None:
    assert [tag.kind for tag in find_countries("President Putin left Russia.")] == ["leader", "country"]


NAMES = st.sampled_from(
    [
        "Japan",
        "the Russian Federation",
        "Tokyo",
        "Putin",
        "the UN",
        "Brussels",
        "and",
        "in",
        "said",
        ".",
        ",",
        "'s",
        "Georgia",
        "Sino-Russian",
        "Park",
    ]
)


@given(st.lists(NAMES, max_size=12).map(" ".join))
def test_every_tag_stands_on_words_and_none_is_found_twice(text: str) -> None:
    tags = find_countries(text) + find_organisations(text)
    assert all(text[tag.start : tag.end].strip() == text[tag.start : tag.end] != "" for tag in tags)
    assert len({(tag.kind, tag.value, tag.start) for tag in tags}) == len(tags)


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    find_countries(text)
    find_organisations(text)
