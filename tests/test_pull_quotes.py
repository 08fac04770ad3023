"""What stands twice in plain texts: pull quotes and paragraphs, by tables; cuts between runs; other words."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.dedupe import find_duplicates, find_matches
from extract.dedupe.alignment import Alignment
from extract.dedupe.runs import Run
from extract.dedupe.slides import slid, untangled
from extract.dedupe.wording import other_words, says_same

SENTENCES = (
    "The harbour master of Lagos counted nine ships. ",
    "The harbour master of Accra counted two. ",
    "Insurers had left long before the lines did.\n\n",
    "They were never asked why.\n",
)


@pytest.mark.parametrize("case", parameters(read_cases("pull_quotes")))
def test_pull_quotes(case: dict[str, Any]) -> None:
    relations = find_duplicates({"text": case["text"]})
    assert [f"{r.relation}: {r.a.spans[0][0]} = {r.b.spans[0][0]}" for r in relations] == case["found"]


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8), st.data())
def test_a_cut_moves_no_letter(sentences: list[str], data: st.DataObject) -> None:
    """Whatever the cut, each run pairs equal characters, in order, and no character of the shorter text is lost."""
    put_in = data.draw(st.sampled_from(SENTENCES))
    at = data.draw(st.integers(0, len(sentences)))
    before, after = "".join(sentences[:at]), "".join(sentences[at:])
    short, long = before + after, before + put_in + after
    start = data.draw(st.integers(max(len(before) - 6, 0), len(before)))
    if not (0 < start < len(short)) or long[:start] != short[:start] or long[start + len(put_in) :] != short[start:]:
        return
    runs = slid(short, long, [Run(0, start, 0, start), Run(start, len(short), start + len(put_in), len(long))])
    assert all(short[a:b] == long[c:d] for a, b, c, d in runs)
    assert [place for run in runs for place in range(*run.a)] == list(range(len(short)))


def test_a_sentence_is_not_cut_for_one_that_begins_alike() -> None:
    before, after = "The port of Lagos was closed in March. ", "The ships had left it long before the insurers did."
    short, long = before + after, before + "The pilots knew nothing of it, nor did the ministers. " + after
    texts = {"a": short, "b": long}
    [copy] = Alignment(texts, find_matches(texts)).copies_of("a", len(before), len(short))
    assert [long[start:end] for start, end in copy.spans] == [after]


def test_runs_of_one_diagonal_are_one() -> None:
    assert untangled([[Run(0, 20, 100, 120)], [Run(15, 40, 115, 140)]]) == [Run(0, 40, 100, 140)]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("the insurers left", "tbe insurers lefl", []),
        ("the insurers left", "the in-\nsurers left", []),
        ("immediately wanted", "immediatelywanted", []),
        ("it was 1998", "it was l998", []),
        ("it was 1998", "it was 1996", [("1998", "1996")]),
        ("it was lawful", "it was unlawful", [("lawful", "unlawful")]),
        ("it was lawful", "it was not lawful", [("", "not")]),
        ("the Koreans left", "the Japanese left", [("Koreans", "Japanese")]),
    ],
)
def test_other_words(one: str, other: str, words: list[tuple[str, str]]) -> None:
    assert [(" ".join(found.one), " ".join(found.other)) for found in other_words(one, other)] == words


@pytest.mark.parametrize(
    ("one", "other", "same", "same_in_one_work"),
    [
        ("The ports had 40 cranes and two piers.", "Tbe p0rts had 40 crancs and two pier5.", True, True),
        ("The ports had 40 cranes and two piers.", "The ports had 46 cranes and two piers.", False, False),
        ("The ports had 40 cranes and two piers.", "The ports had not 40 cranes and two piers.", False, False),
        ("The port of Lagos had 40 cranes and a pier.", "The port of Accra had 40 cranes and a pier.", False, False),
        ("The ports had 40 cranes and two piers.", "The ports had 40 cranes and two bridges.", False, True),
        ("The ports had 40 cranes and two piers (Okafor, 2018).", "The ports had 40 cranes and two piers.", True, True),
        ("Порт Одессы принял 40 судов в марте.", "Порт Одессы принял 14 судов в марте.", False, False),
        ("Порт Одессы принял суда в марте.", "Порт Одессы не принял суда в марте.", False, False),
        ("Der Hafen ist seit März geöffnet.", "Der Hafen ist seit März nicht geöffnet.", False, False),
    ],
)
def test_a_like_sentence_is_no_copy(one: str, other: str, same: object, same_in_one_work: object) -> None:
    assert (says_same(one, other), says_same(one, other, is_same_work=True)) == (same, same_in_one_work)


def test_a_claim_is_not_mapped_to_a_formula_with_other_figures() -> None:
    formula = "In the year that ended in March {} the canal company earned {} per cent of the interest on its debt."
    texts = {"a": "It was sold. " + formula.format(1960, 64), "b": "It went on. " + formula.format(1961, 93)}
    assert not Alignment(texts, find_matches(texts)).copies_of("a", 13, len(texts["a"]))
