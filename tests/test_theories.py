"""Theories and concepts in their context, and what earned each mention (test_data.py checks the taxonomy itself)."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.citations import find_citations_in
from extract.claims import find_claims
from extract.clean import reading_of
from extract.lexicon.key_works import CitedWork, KeyWork, is_citation_of, parse_work
from extract.lexicon.theories import find_mentions
from extract.models import Claim, TermTag
from extract.references import find_references


@pytest.mark.parametrize("case", parameters(read_cases("theories")))
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [f"{' … '.join(text[slice(*span)] for span in mention.spans)} = {mention.id}" for mention in find_mentions(text)]
    assert found == case["finds"]
    if "support" in case:
        found = [f"{each.kind}: {text[each.start : each.end]}" for mention in find_mentions(text) for each in mention.support]
        assert found == case["support"]


WALTZ = "Waltz, Kenneth N. Theory of International Politics. New York: McGraw-Hill, 1979."
MARTIN = "Martin, Lisa L. Coercive Cooperation. Princeton: Princeton University Press, 1992."


def theories_of(text: str, *entries: str) -> dict[str, TermTag]:
    """Return the theories of the claims of a text with a bibliography, with the quote of each support by its kind."""
    reading = reading_of("\n\n".join(["# Ports", text, "## References", *entries]))
    references = list(find_references(reading))
    citations = list(find_citations_in(reading, references))
    claims = find_claims(reading, citations, works={entry.id: entry.csl for entry in references})
    return {tag.id: tag for claim in claims if isinstance(claim, Claim) for tag in claim.theories}


def test_a_linked_citation_of_a_key_work_settles_a_label_and_is_named() -> None:
    tags = theories_of("Every port of the north chose balancing when the ice came (Waltz, 1979).", WALTZ)
    (support,) = tags["balancing"].support
    assert tags["balancing"].rule == "label:balancing cites:Waltz 1979"
    assert (support.kind, support.citation) == (
        "key_work",
        f"{(support.citation or '').split('/')[0]}/cite/{support.spans[0][0]}",
    )


NOTED = """# Ports

Every port of the north chose balancing when the ice came.¹ The berths stay empty until the thaw.

Notes

1. Kenneth N. Waltz, Theory of International Politics (New York: McGraw-Hill, 1979), 117.

2. Ibid.
"""


def test_a_work_that_a_note_cites_settles_a_label_where_the_note_is_called() -> None:
    reading = reading_of(NOTED)
    references = list(find_references(reading))
    citations = list(find_citations_in(reading, references))
    claims = find_claims(reading, citations, works={entry.id: entry.csl for entry in references})
    (tag,) = (tag for claim in claims if isinstance(claim, Claim) for tag in claim.theories)
    assert (tag.id, [(each.kind, each.citation) for each in tag.support]) == ("balancing", [("key_work", citations[0].id)])


def test_a_later_edition_is_known_by_its_title() -> None:
    later = WALTZ.replace("McGraw-Hill, 1979", "Waveland, 2010")
    tags = theories_of("Every port of the north chose balancing when the ice came (Waltz, 2010).", later)
    assert [support.kind for support in tags["balancing"].support] == ["key_work"]


def test_a_key_work_supports_a_label_that_counts_alone() -> None:
    tags = theories_of("The ports were in a co-adjustment game (Martin, 1992: 27).", MARTIN)
    assert [support.kind for support in tags["co-adjustment"].support] == ["key_work"]
    assert tags["co-adjustment"].rule == "label:co-adjustment game"


def test_a_citation_alone_names_nothing() -> None:
    assert theories_of("The ports were closed when the ice came (Waltz, 1979; Martin, 1992).", WALTZ, MARTIN) == {}


@pytest.mark.parametrize(
    ("names", "year", "title", "is_it"),
    [
        (("Keohane", "Nye"), "1977", "", True),
        (("Keohane",), "1977", "", True),
        (("KEOHANE", "Nye"), "1989", "Power and interdependence: world politics in transition", True),
        (("Keohane", "Nye"), "1977", "Transnational relations and world politics", False),
        (("Nye", "Keohane"), "1977", "", False),
        (("Keohane", "Ooms"), "1977", "", False),
        (("Keohane", "Nye"), "1978", "", False),
        ((), "1977", "Power and Interdependence", False),
    ],
)
def test_citations_of_a_key_work(names: tuple[str, ...], year: str, title: str, is_it: bool) -> None:  # noqa: FBT001 - a column of the table
    work = parse_work("Keohane and Nye 1977: Power and Interdependence")
    assert work == KeyWork(("Keohane", "Nye"), "1977", "Power and Interdependence")
    assert is_citation_of(CitedWork(0, 1, "", names, year, title), work) is is_it


WORDS = st.sampled_from(
    [
        "balancing",
        "small",
        "and",
        "middle",
        "powers",
        ",",
        "-",
        "/",
        "hedging",
        "allies",
        "\n\n",
        "\n",
        "Japan",
        "China",
        "coercion",
        "theory",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_mentions_are_in_order_and_lie_in_the_text(text: str) -> None:
    mentions = find_mentions(text)
    assert [(m.start, m.end, m.id) for m in mentions] == sorted((m.start, m.end, m.id) for m in mentions)
    for mention in mentions:
        assert (mention.spans[0][0], mention.spans[-1][1]) == (mention.start, mention.end)
        for start, end in (*mention.spans, *((each.start, each.end) for each in mention.support)):
            assert 0 <= start < end <= len(text)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_a_paragraph_is_read_alike_wherever_it_stands(text: str) -> None:
    before = "Nothing new.\n\n"
    shift = len(before)
    assert [(m.id, m.start - shift, m.end - shift) for m in find_mentions(before + text)] == [
        (m.id, m.start, m.end) for m in find_mentions(text)
    ]
