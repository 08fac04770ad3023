"""The score of a shared passage: a stock phrase of ten works against a paragraph that two share, whatever the order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dedupe import find_duplicates
from extract.dedupe.rarity import STOCK, Passage, passage_scores

NOTICE = "The Society of Harbour Pilots takes no part in the debates of its members, and whatever is printed here binds nobody but its author alone."
QUOTED = "Nobody at the harbour of Lagos has seen the pilots since March, when the insurers wrote that every ship would pay double for its berth and its water."
SCRIPTS = {
    "Latin": "abcdefghijklmnopqrstuvwxyz",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Han": "".join(map(chr, range(0x4E00, 0x5200))),
}


def prose(seed: str, words: int, letters: str = SCRIPTS["Latin"]) -> str:
    """Return drawn words: no two seeds share more than one by chance."""
    draw = random.Random(seed)
    return " ".join("".join(draw.choices(letters, k=draw.randint(2, 10))) for _ in range(words))


def corpus() -> dict[str, str]:
    """Return ten works with one notice; the first two quote the same paragraph."""
    texts = {f"work{number}": f"{prose(f'{number}', 150)}\n\n{NOTICE}\n" for number in range(10)}
    for number in (0, 1):
        texts[f"work{number}"] = f"{QUOTED}\n\n{texts[f'work{number}']}"
    return texts


def scores(texts: dict[str, str]) -> dict[tuple[str, str], float]:
    """Return the score of each two texts that share a passage."""
    found = find_duplicates(texts)
    assert all((relation.score is None) == (relation.relation != "shares_passage") for relation in found)
    return {
        (min(sides), max(sides)): relation.score
        for relation in found
        for sides in [(relation.a.source, relation.b.source)]
        if relation.score is not None
    }


def test_a_phrase_of_ten_works_is_stock_and_a_paragraph_of_two_is_not() -> None:
    found = scores(corpus())
    assert len(found) == 45
    assert found.pop(("work0", "work1")) > 2 * STOCK
    assert max(found.values()) < STOCK


def test_the_reason_names_stock_phrases() -> None:
    relations = find_duplicates(corpus())
    assert all(
        (" of a stock phrase in common" in each.reason) == (each.score is not None and each.score < STOCK) for each in relations
    )


def test_the_order_and_the_names_of_texts_make_no_difference() -> None:
    texts = corpus()
    mirrored = {f"work{9 - int(name[4:])}": text for name, text in reversed(texts.items())}
    turned = {tuple(sorted(f"work{9 - int(name[4:])}" for name in pair)): score for pair, score in scores(mirrored).items()}
    assert turned == scores(texts)


def test_copies_of_one_text_are_one_work() -> None:
    paper, book = f"{prose('paper', 150)}\n\n{QUOTED}\n", f"{QUOTED}\n\n{prose('book', 150)}\n"
    alone = scores({"paper": paper, "book": book})["book", "paper"]
    editions = {f"edition{number}": paper.replace("Nobody", "None") + prose(f"note{number}", 3) for number in range(9)}
    with_editions = scores({"paper": paper, "book": book, **editions})["book", "paper"]
    assert with_editions == pytest.approx(alone, abs=0.02)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_longer_passage_tells_more_and_every_script_counts(script: str) -> None:
    text = prose(script, 120, SCRIPTS[script])
    short, long = (passage_scores([(Passage("a", part), Passage("b", part))])[0] for part in (text[:100], text))
    assert STOCK < short < long < 1


def test_what_differs_does_not_count() -> None:
    changed = QUOTED.replace("harbour of Lagos", "port of Dakar").replace("pay double", "be sold")
    same, less, none = (passage_scores([(Passage("a", QUOTED), Passage("b", other))])[0] for other in (QUOTED, changed, NOTICE))
    assert none == 0 < less < same


def test_too_short_for_a_stretch() -> None:
    assert passage_scores([]) == []
    assert passage_scores([(Passage("a", "port"), Passage("b", "")), (Passage("a", ""), Passage("b", ""))]) == [0, 0]


PASSAGES = st.builds(
    Passage, st.sampled_from("abcd"), st.sampled_from([NOTICE, QUOTED, NOTICE[:60], f"{QUOTED} {NOTICE}", "port", ""])
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PASSAGES, PASSAGES), max_size=8), st.randoms(use_true_random=False))
def test_neither_the_order_of_pairs_nor_that_of_sides_makes_a_difference(
    shared: list[tuple[Passage, Passage]], order: random.Random
) -> None:
    found = passage_scores(shared)
    assert all(0 <= score < 1 for score in found)
    at = list(range(len(shared)))
    order.shuffle(at)
    sides = [shared[number] for number in at]
    again = passage_scores([(b, a) if order.random() < 0.5 else (a, b) for a, b in sides])
    assert again == [found[number] for number in at]
