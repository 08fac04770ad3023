"""The styles that a text cites in: each case of the table."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from case_tables import parameters, read_cases
from test_citations import known

from extract.citations import find_citations


@pytest.mark.parametrize("case", parameters(read_cases("styles")))
def test_works_cited_in_each_style(case: dict[str, Any]) -> None:
    references = [known(line) for line in case.get("known", [])]
    for number, reference in enumerate(references if case.get("is_numbered") else (), start=1):
        reference["custom"]["citation-number"] = str(number)
    found = find_citations(case["text"], references)
    assert Counter(citation.style for citation in found) == case["styles"]
