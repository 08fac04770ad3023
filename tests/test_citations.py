"""Citations: each case of the table, and laws that hold for any text."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import as_linked, parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.citations import find_citations, find_citations_in
from extract.clean import reading_of

if TYPE_CHECKING:
    from extract.models import Citation

ENTRY = re.compile(r"(?P<id>\w+): (?P<names>.*) \((?P<year>\d{4})?(?P<letter>[a-z]?)\)(?: pp\. (?P<pages>[\d-]+))?$")


def known(line: str) -> dict[str, Any]:
    """Return the CSL item of "id: Family|Given, Family (year) pp. a-b"."""
    entry = ENTRY.match(line)
    assert entry, line
    if entry["names"].startswith("{"):
        authors = [{"literal": entry["names"][1:-1]}]
    else:
        authors = [dict(zip(("family", "given"), name.split("|"), strict=False)) for name in entry["names"].split(", ")]
    item: dict[str, Any] = {"id": entry["id"], "author": authors, "custom": {"year-suffix": entry["letter"]}}
    if entry["year"]:
        item["issued"] = {"date-parts": [[int(entry["year"])]]}
    return {**item, "page": entry["pages"]} if entry["pages"] else item


def written(citation: Citation, text: str) -> str:
    """Return a citation as the table writes it."""
    (start, end) = citation.item_spans[0]
    return as_linked(text[start:end], citation)


@pytest.mark.parametrize("case", parameters(read_cases("citations")))
def test_case(case: dict[str, Any]) -> None:
    found = find_citations(case["text"], [known(line) for line in case.get("known", [])])
    assert [written(citation, case["text"]) for citation in found] == case["cites"]
    if "issue" in case:
        assert case["issue"] in str(found[-1].issue)


def test_anchor_is_the_group_and_ids_are_unique() -> None:
    text = "as Drury (2000: 35) held (cf. Walt, 1987; Waltz, 1979: 4)."
    drury, walt, waltz = find_citations(text)
    assert drury.anchor.quote == "Drury (2000: 35)"
    assert walt.anchor.quote == waltz.anchor.quote == "(cf. Walt, 1987; Waltz, 1979: 4)"
    assert walt.group == waltz.group != drury.group
    assert len({citation.id for citation in (drury, walt, waltz)}) == 3


def test_reading_gives_raw_offsets_and_leaves_the_list_alone() -> None:
    raw = "Ports are the first to feel it (Oka-\nfor, 2018: 44). They said so.\n\nReferences\n\nOkafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.\n"
    item = {"id": "o", "author": [{"family": "Okafor"}], "issued": {"date-parts": [[2018]]}}
    (citation,) = find_citations_in(reading_of(raw), [item])
    ((start, end),) = citation.item_spans
    assert raw[start:end] == "Oka-\nfor, 2018"
    assert citation.references[0].id == "o"


def test_short_and_full_title_of_one_entry_twice_in_the_list_is_no_doubt() -> None:
    item = {"author": [{"family": "Bello"}], "issued": {"date-parts": [[2001]]}, "title": "Harbours"}
    (citation,) = find_citations("(Bello 2001)", [{"id": "a", **item}, {"id": "b", **item}])
    assert (citation.status, citation.references[0].id) == ("linked", "a")


WORDS = tomllib.loads((Path(__file__).parents[1] / "extract/data/name_words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("group", list(WORDS))
def test_small_words(group: str) -> None:
    assert WORDS[group]["words"] == sorted(WORDS[group]["words"])
    assert all(len(find_citations(example)) == 1 for example in WORDS[group]["examples"])
    assert not any(find_citations(example) for example in WORDS[group]["not_examples"])


PIECES = st.sampled_from(
    [
        "(",
        ")",
        "[",
        "]",
        "Walt",
        "van ",
        "de la ",
        " and ",
        "et al.",
        ", ",
        "; ",
        "1987",
        "2001a",
        "ibid.",
        ": 5",
        "n.d.",
        "\n\n",
        "’s ",
        "é",
        " ",
        "1",
        ",",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_citation_stands_at_its_span(text: str) -> None:
    item = {"id": "w", "author": [{"family": "Walt"}], "issued": {"date-parts": [[1987]]}}
    for citation in find_citations(text, [item]):
        ((start, end),) = citation.item_spans
        ((low, high),) = citation.anchor.spans
        assert 0 <= low <= start < end <= max(high, end) <= len(text)
        assert citation.anchor.quote == text[low:high]
        assert (
            not citation.year
            or citation.mode == "ibid"
            or citation.year[-1] in text[start:end]
            or not citation.year[0].isdigit()
        )
        assert (citation.status == "missing") == (not citation.references)


ENOUGH_TO_MEASURE = 0.3
"""Seconds below which a difference says nothing."""


@pytest.mark.parametrize(
    "unit", ["(", "[]", "(2004)", "Aa, Bb, 2004; ", "ibid. ", "[1, ", "ab1,2,3", "A. ", "(Aa ", "Bello (2001"]
)
def test_time_grows_with_the_length(unit: str) -> None:
    """Eight times the text takes about eight times as long; what is quadratic would take sixty-four times."""
    item = {"id": "b", "author": [{"family": "Bello"}], "issued": {"date-parts": [[2001]]}}

    def seconds(times: int) -> float:
        started = time.process_time()
        find_citations(unit * times, [item])
        return time.process_time() - started

    short, long = (min(seconds(times) for _ in range(3)) for times in (300, 2400))
    assert long < max(20 * short, ENOUGH_TO_MEASURE), (short, long)


def listed(identifier: str, family: str, title: str, year: int) -> dict[str, Any]:
    return {"id": identifier, "author": [{"family": family}], "title": title, "issued": {"date-parts": [[year]]}}


PORTS = [
    listed("o", "Okafor", "Ports under Pressure: A History", 2018),
    listed("b", "Bello", "The Docks of Lagos", 2001),
    listed("e", "Eze", "Who Pays for Harbours?", 2005),
]


def test_notes_full_short_and_ibid() -> None:
    text = (
        "Ports came first.1 Then docks.2 And so on.3\n\nNotes\n\n"
        "1. Ada Okafor, Ports under Pressure: A History (Lagos: Harbour Press, 2018), 44.\n\n"
        "2. Ibid., 46; see Bello, “The Docks of Lagos,” 12.\n\n"
        "3. Okafor, Ports under Pressure, 50.\n\n"
        "4. Eze, “Who Pays for Harbours?”\n"
    )
    found = [(c.style, c.mode, c.references[0].id, c.locator) for c in find_citations(text, PORTS)]
    assert found == [
        ("note", "note", "o", "44"),
        ("note", "ibid", "o", "46"),
        ("note", "note", "b", "12"),
        ("note", "note", "o", "50"),
        ("note", "note", "e", None),
    ]


def test_works_cited_again_in_notes() -> None:
    text = (
        "Ports came first.1 Then docks.2 And so on.3 And more.4\n\nNotes\n\n"
        "1. Ada Okafor, “Ports under Pressure: A History,” Harbours 3 (2018): 44.\n\n"
        "2. Bello, “The Docks of Lagos,” 12.\n\n"
        "3. See Bello, supra note 2, at 13; Okafor, op. cit., pp. 46-47.\n\n"
        "4. Okafor, loc. cit.; Walt, op. cit., 9.\n"
    )
    cited = [item for item in find_citations(text, PORTS) if text[item.anchor.spans[0][0]] in "34"]
    found = [(text[slice(*c.item_spans[0])], c.status, [r.id for r in c.references], c.locator) for c in cited]
    assert found == [
        ("Bello, supra note 2, at 13", "linked", ["b"], "13"),
        ("Okafor, op. cit., pp. 46-47", "linked", ["o"], "46-47"),
        ("Okafor, loc. cit.", "linked", ["o"], None),
        ("Walt, op. cit., 9", "missing", [], "9"),
    ]


def test_author_and_page_or_title() -> None:
    text = "Ports came first (Okafor 44; Bello, “The Docks of Lagos” 12). Eze (3) and others (see Okafor) agree."
    found = [(c.style, c.mode, c.references[0].id, c.locator, c.prefix) for c in find_citations(text, PORTS)]
    assert found == [
        ("author-title", "parenthetical", "o", "44", None),
        ("author-title", "parenthetical", "b", "12", None),
        ("author-title", "narrative", "e", "3", None),
        ("author-title", "parenthetical", "o", None, "see"),
    ]
