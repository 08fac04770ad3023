"""The styles that a text cites in: each case of the table."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from case_tables import parameters, read_cases
from test_citations import known

from extract.citations import find_citations, find_citations_in
from extract.clean import reading_of
from extract.references import find_references

CASES = read_cases("styles")


@pytest.mark.parametrize("case", parameters(case for case in CASES if "text" in case))
def test_works_cited_in_each_style(case: dict[str, Any]) -> None:
    references = [known(line) for line in case.get("known", [])]
    for number, reference in enumerate(references if case.get("is_numbered") else (), start=1):
        reference["custom"]["citation-number"] = str(number)
    found = find_citations(case["text"], references)
    assert Counter(citation.style for citation in found) == case["styles"]


@pytest.mark.parametrize("case", parameters(case for case in CASES if "document" in case))
def test_works_cited_in_each_style_of_a_document_with_its_list(case: dict[str, Any]) -> None:
    reading = reading_of(case["document"])
    found = list(find_citations_in(reading, find_references(reading)))
    assert Counter(citation.style for citation in found) == case["styles"]
    assert all(citation.status == "linked" for citation in found)
