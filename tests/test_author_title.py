"""Citations by author and title or page: each case of the table, with link, locator and mode."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import as_linked, parameters, read_cases

from extract.citations import find_citations


def known(line: str) -> dict[str, Any]:
    """Return the CSL item of "id: Family. Title"."""
    key, entry = line.split(": ", 1)
    family, title = entry.split(". ", 1)
    return {"id": key, "author": [{"family": family}], "title": title}


@pytest.mark.parametrize("case", parameters(read_cases("author_title")))
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_citations(text, [known(line) for line in case["known"]])
    assert [as_linked(text[c.item_spans[0][0] : c.item_spans[-1][1]], c) for c in found] == case["cites"]
