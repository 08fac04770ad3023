"""Locators: each case of the table, and each term finds its own examples."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases

from extract.citations.styles.locators import AROUND, Locator, first_page, locator_words, read_locator

TERMS = [term for term in locator_words() if term not in AROUND]


def read(text: str) -> Locator | None:
    return read_locator(f"{text})", 0, len(text))


@pytest.mark.parametrize("case", parameters(read_cases("locators")))
def test_case(case: dict[str, Any]) -> None:
    locator = read_locator(case["text"], 0, len(case["text"]))
    assert (f"{locator.label}: {locator.text}" if locator else "") == case["reads"]
    assert (first_page(locator.text, locator.label) if locator else None) == case.get("page")


@pytest.mark.parametrize("term", TERMS)
def test_examples(term: str) -> None:
    entry = locator_words()[term]
    assert [text for text in entry["examples"] if (locator := read(text)) is None or locator.label != term] == []
    assert [text for text in entry["not_examples"] if (locator := read(text)) and locator.label == term] == []


def test_terms_are_sorted_and_no_word_names_two() -> None:
    assert sorted(TERMS) == TERMS
    words = [word if len(word) == 1 else word.casefold() for term in TERMS for word in {*locator_words()[term]["words"]}]
    assert sorted(word for word in {*words} if len(word) > 1 and words.count(word) > 1 and word not in PRINTED_TWICE) == []


PRINTED_TWICE = {"pp", "ss", "vv"}
"""Words that the table gives with and without capitals."""
