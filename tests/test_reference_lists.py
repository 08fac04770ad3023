"""Bibliographies in Markdown: which entries are read, and as what."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases

from extract.clean import reading_of
from extract.references import find_references
from extract.references.parser import parse_entry


@pytest.mark.parametrize("case", parameters(read_cases("reference_lists")))
def test_entries_of_a_list_in_markdown(case: dict[str, Any]) -> None:
    references = list(find_references(reading_of(case["text"])))
    assert [reference.anchor.text for reference in references] == case["entries"]
    if "lists" in case:
        assert [reference.bibliography for reference in references] == case["lists"]
    if "labels" in case:
        assert [reference.csl.get("citation-label") for reference in references] == case["labels"]


def test_journal_named_review_of_reviews_nothing() -> None:
    parsed = parse_entry("Park, L. (2014). Quays and wages. Review of Harbour Studies, 81(3), 1046-1070.")
    assert "reviewed-title" not in parsed.csl
    assert parsed.csl["container-title"] == "Review of Harbour Studies"


def test_title_that_calls_itself_a_review_is_no_review_of_a_book() -> None:
    parsed = parse_entry("Okafor, A. (1970). Small harbours: A review of theory and evidence. Quay Studies, 25(2), 383-417.")
    assert "reviewed-title" not in parsed.csl


def test_order_of_a_list_tells_that_families_stand_first() -> None:
    names = ["Aubin Claire", "Bellec Jason", "Corbin Nadia", "Dorval Émile", "Fabron Alain", "Gilbert Camille"]
    listed = "\n\n".join(f"{name} (20{n:02}), Les quais du nord, Lagos, Elm." for n, name in enumerate(names, start=10))
    references = list(find_references(reading_of(f"# Bibliographie\n\n{listed}\n")))
    assert [reference.csl["author"] for reference in references] == [
        [dict(zip(("family", "given"), name.split(), strict=True))] for name in names
    ]


def test_initials_behind_families_are_not_turned_round() -> None:
    names = ["Aubin MJ", "Bellec RA", "Corbin SA", "Dorval KL", "Fabron AB", "Gilbert CO", "Hamon BA"]
    listed = "\n\n".join(
        f"{name} (20{n:02}) The quays of the north. Quay Studies 3: 1-9." for n, name in enumerate(names, start=10)
    )
    references = list(find_references(reading_of(f"# References\n\n{listed}\n")))
    assert [reference.csl["author"] for reference in references] == [
        [dict(zip(("family", "given"), name.split(), strict=True))] for name in names
    ]
