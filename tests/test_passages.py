"""What two texts share in one piece is a passage; words that any two texts have in common are none."""

from __future__ import annotations

import random

import pytest

from extract.dedupe import find_duplicates

STOCK = "the strait in the spring quietly abandoned"
QUOTED = (
    "No ship may leave the northern quay before the harbour master has counted the crews twice and entered "
    "their names in the green ledger, which is kept under lock in the customs house until the thaw."
)


WORDS = random.Random(6)
VOCABULARY = ["".join(WORDS.choices("aeiouabcdefghiklmnoprstuvwy", k=WORDS.randint(5, 11))) for _ in range(1500)]
"""Long words of which any two of these texts have a good part in common, as texts on one subject do."""


def text_of(seed: int, *, paragraphs: int = 12) -> list[str]:
    """Return paragraphs with a stock phrase in each, between words that other texts have too, in another order."""
    chance = random.Random(seed)

    def sentence(count: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=count))

    return [f"{sentence(15).capitalize()} {STOCK} {sentence(15)}." for _ in range(paragraphs)]


@pytest.mark.parametrize("seed", range(4))
def test_words_and_a_stock_phrase_in_common_are_no_relation(seed: int) -> None:
    texts = {name: "\n\n".join(text_of(10 * seed + at)) for at, name in enumerate("abc")}
    assert [relation.relation for relation in find_duplicates(texts) if relation.a.source != relation.b.source] == []


@pytest.mark.parametrize("seed", range(4))
def test_of_a_quoted_paragraph_that_paragraph_alone_is_shared(seed: int) -> None:
    one, other = text_of(seed), text_of(seed + 100)
    one.insert(3, QUOTED)
    other.insert(7, QUOTED)
    texts = {"a": "\n\n".join(one), "b": "\n\n".join(other)}
    (found,) = (relation for relation in find_duplicates(texts) if relation.a.source != relation.b.source)
    assert found.relation == "shares_passage"
    shared = " ".join(texts[found.a.source][start:end] for start, end in found.a.spans)
    assert QUOTED in shared
    assert len(shared) < 1.2 * len(QUOTED)
