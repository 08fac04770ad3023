"""Citations in notes: each case of the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import as_linked, parameters, read_cases

from extract.citations import find_citations
from extract.citations.styles.cited_again import again_words, any_of, find_again

if TYPE_CHECKING:
    from extract.models import Citation

ENTRY = re.compile(r"(?P<id>\w+): (?P<names>[^.]+)\. (?P<title>.+) \((?P<year>\d{4})\)$")


def known(line: str) -> dict[str, Any]:
    """Return the CSL item of "id: Family|Given, Family. Title (year)"."""
    entry = ENTRY.match(line)
    assert entry, line
    authors = [dict(zip(("family", "given"), name.split("|"), strict=False)) for name in entry["names"].split(", ")]
    return {"id": entry["id"], "author": authors, "title": entry["title"], "issued": {"date-parts": [[int(entry["year"])]]}}


def printed(notes: list[str], body: str = "") -> str:
    """Return a text that calls the notes, with ``body`` or with words that name nobody, and has them at its end."""
    body = body or " ".join(f"Ports came first.{number}" for number in range(1, len(notes) + 1))
    return f"{body}\n\nNotes\n\n" + "\n\n".join(f"{number}. {note}" for number, note in enumerate(notes, 1)) + "\n"


def written(citation: Citation, text: str) -> str:
    """Return a citation as the table writes it."""
    (start, end) = citation.item_spans[0]
    number = re.findall(r"\n(\d+)\. ", text[:start])[-1]
    return as_linked(f"{number}: {text[start:end]}", citation).removesuffix(" [note]")


@pytest.mark.parametrize("case", parameters(read_cases("notes")))
def test_case(case: dict[str, Any]) -> None:
    text = printed(case["notes"], case.get("body", ""))
    found = find_citations(text, [known(line) for line in case["known"]])
    assert [written(citation, text) for citation in found] == case["cites"]


@pytest.mark.parametrize("group", ["above", "ibid", "note", "work"])
def test_words_are_found_in_their_examples(group: str) -> None:
    for text, is_found in [(text, True) for text in again_words(group, "examples")] + [
        (text, False) for text in again_words(group, "not_examples")
    ]:
        assert bool(list(find_again(text, 0, len(text)))) == is_found, text


@pytest.mark.parametrize("group", ["idem", "role", "suffix"])
def test_words_match_their_examples(group: str) -> None:
    assert all(re.search(any_of(group), text) for text in again_words(group, "examples"))


def test_author_and_title_in_parentheses() -> None:
    items = [
        known("o: Okafor|Ada. Ports under Pressure (2018)"),
        known("k: Okafor|Ada, Bello|Bem. Fees and Tolls (2019)"),
        known("e: Eze|Kofi. Who Pays for Harbours? (2005)"),
        known("w: Walt|Stephen. The Closing Quay (1987)"),
    ]
    text = (
        "Ports are first (Okafor 44). Tolls follow (Okafor and Bello 12), and fees (Eze ch. 3). As Walt has it, “quays are what "
        "ships make of them” (212); some agree (2). The quay closed (The Closing Quay 15; see Eze 9)."
    )
    found = [
        (text[slice(*c.item_spans[0])], c.references[0].id, c.locator, c.locator_label) for c in find_citations(text, items)
    ]
    assert found == [
        ("Okafor 44", "o", "44", "page"),
        ("Okafor and Bello 12", "k", "12", "page"),
        ("Eze ch. 3", "e", "3", "chapter"),
        ("212", "w", "212", "page"),
        ("The Closing Quay 15", "w", "15", "page"),
        ("Eze 9", "e", "9", "page"),
    ]
