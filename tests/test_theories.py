"""The taxonomy is well formed, finds its own examples, and each mention says what earned it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon.taxonomy import broader, contexts, entries, labels
from extract.lexicon.theories import find_mentions, find_theories

FIELDS = {
    "name": str,
    "labels": list,
    "verbs": list,
    "ambiguous": list,
    "unless": list,
    "unless_near": list,
    "broader": list,
    "authors": list,
    "definition": str,
    "examples": list,
    "not_examples": list,
}
GROUP_FIELDS = {"labels": list, "verbs": list, "needs": list, "within": int, "after": bool}


@pytest.mark.parametrize("concept", entries())
def test_entry_is_well_formed(concept: str) -> None:
    entry = entries()[concept]
    assert re.fullmatch(r"[a-z][a-z0-9-]+", concept)
    assert not entry.keys() - FIELDS.keys()
    assert all(isinstance(value, FIELDS[field]) for field, value in entry.items())
    assert entry.get("labels") or entry.get("ambiguous")
    assert entry["definition"].endswith(".")
    assert entry["definition"].count(".") == 1
    assert len(entry["examples"]) >= 2
    assert entry["not_examples"]
    assert set(entry["broader"]) <= entries().keys()


@pytest.mark.parametrize("concept", entries())
def test_ambiguous_labels_are_well_formed(concept: str) -> None:
    for group in entries()[concept].get("ambiguous", ()):
        assert not group.keys() - GROUP_FIELDS.keys()
        assert all(isinstance(value, GROUP_FIELDS[field]) for field, value in group.items())
        assert group.get("labels") or group.get("verbs")
        lists = {need[1:] for need in group.get("needs", ()) if need.startswith("@")}
        assert lists <= contexts().keys() | {"country", "countries"}


def test_entries_are_sorted_and_enough() -> None:
    assert list(entries()) == sorted(entries())
    assert len(entries()) >= 125
    names = [entry["name"].lower() for entry in entries().values()]
    assert len(set(names)) == len(names)


def test_no_concept_is_wider_than_itself() -> None:
    assert not [concept for concept in entries() if concept in broader(concept)]


def test_no_label_that_counts_alone_names_two_concepts() -> None:
    several = {surface: {label.concept for label in found} for surface, found in labels().items()}
    alone = {surface for surface, found in labels().items() if not all(label.is_ambiguous for label in found)}
    assert not [surface for surface in alone if len(several[surface]) > 1]


@pytest.mark.parametrize("concept", entries())
def test_examples_are_found_and_not_examples_are_not(concept: str) -> None:
    def found(sentence: str) -> bool:
        return concept in {tag.value for tag in find_theories(sentence)}

    assert [example for example in entries()[concept]["examples"] if not found(example)] == []
    assert [example for example in entries()[concept]["not_examples"] if found(example)] == []


@pytest.mark.parametrize("case", parameters(read_cases("theories")))
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [f"{' … '.join(text[slice(*span)] for span in mention.spans)} = {mention.id}" for mention in find_mentions(text)]
    assert found == case["finds"]
    if "support" in case:
        assert [text[slice(*span)] for mention in find_mentions(text) for span in mention.support] == case["support"]


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
        for start, end in (*mention.spans, *mention.support):
            assert 0 <= start < end <= len(text)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_a_paragraph_is_read_alike_wherever_it_stands(text: str) -> None:
    before = "Nothing new.\n\n"
    shift = len(before)
    assert [(m.id, m.start - shift, m.end - shift) for m in find_mentions(before + text)] == [
        (m.id, m.start, m.end) for m in find_mentions(text)
    ]
