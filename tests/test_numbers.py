"""Numbers and labels that cite, and those that do not: each case of the table, and the words of the data file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases

from extract.citations import find_citations, find_citations_in
from extract.clean import reading_of
from extract.layout.figures import find_places, words_before

if TYPE_CHECKING:
    from extract.models import Citation

GROUPS = ["abbreviations", "introductions", "labels", "small_words", "units"]


def listed(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the list of a case: entries that are numbered, or only counted, or labelled."""
    if "labels" in case:
        return [{"id": f"{label}.{at}", "title": "Ports", "citation-label": label} for at, label in enumerate(case["labels"])]
    printed = case.get("printed", True)
    return [
        {"id": str(n), "title": "Ports", **({"custom": {"citation-number": str(n)}} if printed else {})}
        for n in range(1, case.get("entries", 0) + 1)
    ]


def written(citation: Citation, text: str) -> str:
    """Return a citation as the table writes it: the work alone where it is the number as printed."""
    (start, end) = citation.item_spans[0]
    work = citation.references[0].id.partition(".")[0] if citation.status == "linked" else citation.status
    parts = [
        work if text[start:end] == work else f"{text[start:end]} -> {work}",
        f"@{citation.locator}" if citation.locator else "",
        f"<{citation.prefix}" if citation.prefix else "",
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", parameters(read_cases("numbers")))
def test_case(case: dict[str, Any]) -> None:
    found = find_citations(case["text"], listed(case))
    assert [written(citation, case["text"]) for citation in found] == case["cites"]


@pytest.mark.parametrize("group", GROUPS)
def test_words_before_a_number_are_sorted(group: str) -> None:
    words = words_before(group)
    assert words
    assert all(word == word.strip() and not word.endswith(".") for word in words)


@pytest.mark.parametrize(
    ("text", "raises"),
    [
        ("as argued in3 it is", True),
        ("sostenido en3 que", True),
        ("among the dockerssee 2, which", True),
        ("by custom (see also 3).", True),
        ("Ports, vol.1, are first", False),
        ("see fig.2 there", False),
        ("a quay of 400 m² there", False),
        ("with R² above half", False),
    ],
)
def test_examples_of_words(text: str, raises: bool) -> None:  # noqa: FBT001 - a column of the table
    assert any(figure.cites > 0 for place in find_places(text, range(1, 10)) for figure in place) == raises


def test_numbers_wrapped_over_lines_and_glued_at_a_hyphen_are_found_in_the_raw_text() -> None:
    raw = "Ports are held to be the first to feel it [1,\n2] by the har-\nbours [3]. They were the last to say so [4].\n"
    items = [{"id": str(n), "title": "Ports", "custom": {"citation-number": str(n)}} for n in range(1, 5)]
    found = list(find_citations_in(reading_of(raw), items))
    assert [raw[slice(*citation.item_spans[0])] for citation in found] == ["1", "2", "3", "4"]
    assert [citation.references[0].id for citation in found] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("piece", ["[", "[]", "1", "1 ", "1,", "1-", "(1", "word1 ", "¹", "[1, ", "x1"])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    items = [{"id": str(n), "title": "Ports", "custom": {"citation-number": str(n)}} for n in range(1, 9)]
    began = time.process_time()
    find_citations(text, items)
    assert time.process_time() - began < 3  # seconds; a fifth of one on an idle machine
