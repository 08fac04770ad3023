"""The matcher: where words begin and end, which surface wins, and how surfaces may be printed."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import Matcher, expand


def found(matcher: Matcher[str], text: str) -> list[str]:
    return [hit.value for hit in matcher.find(text)]


@pytest.mark.parametrize(
    ("surface", "text"),
    [
        ("South Korea", "south of South\n  Korea"),
        ("Côte d'Ivoire", "Côte d’Ivoire"),
        ("Guinea-Bissau", "Guinea‑Bissau"),
        ("U.S.", "the U.S.-led force"),
        ("Tokyo", "Tokyo2"),
        ("Tokyo", "Tokyo²"),
        ("Tokyo", "_Tokyo_"),
        ("US$", "US$5"),
        ("G7", "G7's"),
        ("inter-Korean", "an inter-Korean road"),
    ],
)
def test_surface_is_found(surface: str, text: str) -> None:
    assert found(Matcher({surface: "x"}), text) == ["x"]


@pytest.mark.parametrize(
    ("surface", "text"),
    [
        ("Oman", "Omani"),
        ("Oman", "XOman"),
        ("Oman", "oman"),
        ("G7", "G77"),
        ("U.S.", "U.S.A"),
        ("South Korea", "South Koreans"),
        ("inter-Korean", "winter-Korean"),
        ("inter-Korean", "Korean"),
    ],
)
def test_surface_is_not_found(surface: str, text: str) -> None:
    assert found(Matcher({surface: "x"}), text) == []


def test_longest_surface_wins() -> None:
    matcher = Matcher({"Korea": "any", "North Korea": "north", "North Korean People's Army": "army", "the North": "direction"})
    assert found(matcher, "North Korea, Korea, North Korean People’s Army, the North Korea") == [
        "north",
        "any",
        "army",
        "north",
    ]


def test_case_may_not_count() -> None:
    assert found(Matcher({"balance of power": "bop"}, ignore_case=True), "Balance of Power, BALANCE OF POWER") == ["bop", "bop"]


def test_a_slice_is_searched_with_offsets_of_the_text() -> None:
    assert [(hit.start, hit.end) for hit in Matcher({"Chad": 1}).find("Chad, Chad, Chad", 3, 11)] == [(6, 10)]


def test_surface_without_a_capital_is_refused_where_case_counts() -> None:
    with pytest.raises(ValueError, match="needs a word"):
        Matcher({"turkey": 1})


def test_expand() -> None:
    assert expand("realism") == ["realism"]
    assert expand("balanc(e|ing) of threat[s]") == [
        "balance of threats",
        "balance of threat",
        "balancing of threats",
        "balancing of threat",
    ]


WORDS = st.sampled_from(["Aa", "Bb", "Cc", "dd"])
SURFACES = st.dictionaries(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join).filter(lambda s: s != s.lower()),
    st.integers(),
    min_size=1,
    max_size=6,
)


@given(SURFACES, st.lists(WORDS, max_size=12).map(" ".join))
def test_matches_are_surfaces_apart_from_each_other(terms: dict[str, int], text: str) -> None:
    hits = list(Matcher(terms).find(text))
    assert all(text[hit.start : hit.end] == hit.surface and terms[hit.surface] == hit.value for hit in hits)
    assert all(one.end <= two.start for one, two in pairwise(hits))
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    for surface in terms:
        for match in re.finditer(rf"\b{surface}\b", text):
            assert covered & set(range(*match.span())), f"{surface} was missed"
