"""Citations by author and date: each form of the table, with authors, year, link, locator, prefix, suffix and mode; and what is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import as_linked, parameters, read_cases

from extract.citations import find_citations
from extract.data_tables import read_table

if TYPE_CHECKING:
    from extract.models import Citation

ENTRY = re.compile(r"(?P<id>\w+): (?P<names>.*) \((?P<year>\d{4})?(?P<letter>[a-z]?)\)(?: (?P<title>.+))?$")
WORDS = read_table("citation_words")
LAWS = read_table("law_words")


def known(line: str) -> dict[str, Any]:
    """Return the CSL item of "id: Family|Given, Family (year) Title"; institutions stand in braces, "-" is nobody."""
    entry = ENTRY.match(line)
    assert entry, line
    names = re.findall(r"\{[^{}]*\}|[^,]+", "" if entry["names"] == "-" else entry["names"])
    authors = [
        {"literal": name.strip(" {}")} if "{" in name else dict(zip(("family", "given"), name.strip().split("|"), strict=False))
        for name in names
        if name.strip()
    ]
    item: dict[str, Any] = {"id": entry["id"], "author": authors, "custom": {"year-suffix": entry["letter"]}}
    if entry["year"]:
        item["issued"] = {"date-parts": [[int(entry["year"])]]}
    return {**item, "title": entry["title"]} if entry["title"] else item


def written(citation: Citation) -> str:
    """Return a citation as the table writes it: authors, year, link, and what else there is."""
    return as_linked(f"{'; '.join(citation.authors) or '-'} {citation.year or '-'}", citation)


@pytest.mark.parametrize("case", parameters(read_cases("author_date")))
def test_case(case: dict[str, Any]) -> None:
    found = find_citations(case["text"], [known(line) for line in case.get("known", [])])
    assert [written(citation) for citation in found] == case["cites"]


@pytest.mark.parametrize("text", [text for case in read_cases("author_date_none") for text in case["texts"]])
def test_nothing_is_cited(text: str) -> None:
    assert [written(citation) for citation in find_citations(text)] == []


def test_a_library_makes_no_citation_of_a_life_or_a_reign() -> None:
    item = {"id": "k", "author": [{"family": "Kant"}], "issued": {"date-parts": [[1781]]}}
    assert [written(citation) for citation in find_citations("Kant (1724–1804) wrote it (Kant, 1781).", [item])] == [
        "Kant 1781 -> k"
    ]


@pytest.mark.parametrize("group", list(WORDS))
def test_words_of_citations(group: str) -> None:
    assert WORDS[group]["words"] == sorted(set(WORDS[group]["words"]))
    assert all(find_citations(example) for example in WORDS[group]["examples"])
    assert not any(find_citations(example) for example in WORDS[group]["not_examples"])


@pytest.mark.parametrize("kind", list(LAWS))
def test_words_of_laws(kind: str) -> None:
    """The list has the law in the words of the first example."""
    entry = LAWS[kind]
    item = {"id": "l", "title": re.sub(r"^(?:the|a|o|la|die) ", "", entry["examples"][0]), "issued": {"date-parts": [[2015]]}}
    assert list(LAWS) == sorted(LAWS)
    assert all(find_citations(example, [item])[0].references[0].id == "l" for example in entry["examples"])
    assert not any(find_citations(example, [item]) for example in entry["not_examples"])
