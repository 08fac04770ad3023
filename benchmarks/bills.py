"""How well scores of a shared passage tell reuse from stock phrases: ROC AUC on pairs of passages of bills that people judged.

usage: bills.py [--data DIR] [--books]

Label 1 is the same substance, 0 stock phrases; 2, doubtful, is left out. ``--books`` prints instead which relations
``find_duplicates`` gives for the scanned books and legal codes of ``textreuse.jsonl``, with the beginnings of their longest spans.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from development import options, read_lines
from rapidfuzz.distance import LCSseq

from extract.dedupe import find_duplicates, find_matches
from extract.dedupe.rarity import Passage, passage_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Json = dict[str, Any]
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a passage in small letters."""
    return WORD.findall(text.lower())


def shared_words(left: str, right: str) -> list[str]:
    """Return the words that two passages share in the same order, as many as there can be."""
    a, b = words_of(left), words_of(right)
    return [a[at] for block in LCSseq.opcodes(a, b) if block.tag == "equal" for at in range(block.src_start, block.src_end)]


def shared_letters(left: str, right: str) -> int:
    """Return how many letters find_matches finds in both."""
    return sum(match.letters[0] for match in find_matches({"a": left, "b": right}) if match.a != match.b)


def coverage(left: str, right: str) -> float:
    """Return the share of the shorter passage that the words in common hold."""
    return len(shared_words(left, right)) / max(min(len(words_of(left)), len(words_of(right))), 1)


class Rarity:
    """How rare the words are that two passages share, by the bills of the set in which each word stands."""

    def __init__(self, pairs: Sequence[Json]) -> None:
        """Count each word once a bill."""
        bills: dict[str, set[str]] = {}
        for pair in pairs:
            for side in ("left", "right"):
                bills.setdefault(pair[f"{side}_doc"], set()).update(words_of(pair[side]))
        self.counts = Counter(word for words in bills.values() for word in words)
        self.bills = len(bills)

    def score(self, left: str, right: str) -> float:
        """Return the bits that the words in common tell, each counted once, times the share of the shorter side that they hold."""
        bits = sum(math.log2(self.bills / self.counts[word]) for word in set(shared_words(left, right)))
        return bits * coverage(left, right)


def own_scores(pairs: Sequence[Json]) -> dict[tuple[str, str], float]:
    """Return the scores that relations of shared passages have, all of the set being shared passages of one corpus."""
    passages = [(Passage(pair["left_doc"], pair["left"]), Passage(pair["right_doc"], pair["right"])) for pair in pairs]
    sides = [(pair["left"], pair["right"]) for pair in pairs]
    return dict(zip(sides, passage_scores(passages), strict=True))


def area(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the share of pairs of a positive and a negative that the scores put in order; ties count half."""
    positives = [score for score, label in zip(scores, labels, strict=True) if label]
    negatives = [score for score, label in zip(scores, labels, strict=True) if not label]
    wins = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def print_areas(data: Path) -> None:
    """Print the AUC of each score."""
    pairs = read_lines(data / "duplicates" / "bill_alignments_dev.jsonl")
    judged = [pair for pair in pairs if pair["label"] != 2]
    labels = [pair["label"] == 1 for pair in judged]
    own = own_scores(pairs)
    scores: dict[str, Callable[[str, str], float]] = {
        "characters of the shorter side": lambda left, right: min(len(left), len(right)),
        "letters that find_matches finds": shared_letters,
        "words in common": lambda left, right: len(shared_words(left, right)),
        "share of the shorter side": coverage,
        "words in common x share": lambda left, right: len(shared_words(left, right)) * coverage(left, right),
        "bits of the words in common x share": Rarity(pairs).score,
        "score of the relation": lambda left, right: own[left, right],
    }
    print(f"{len(judged)} pairs, {sum(labels)} of them reuse\n\n| score | ROC AUC |\n|---|---|")
    print(f"| the aligner's own | {area([pair['score'] for pair in judged], labels):.3f} |")
    for name, score in scores.items():
        print(f"| {name} | {area([score(pair['left'], pair['right']) for pair in judged], labels):.3f} |")


def print_books(data: Path) -> None:
    """Print the relations of books and codes."""
    texts = {line["id"]: line["text"] for line in read_lines(data / "duplicates" / "textreuse.jsonl")}
    for relation in find_duplicates(texts):
        spans = sorted(relation.a.spans, key=lambda span: span[0] - span[1])
        text = " ".join(texts[relation.a.source][slice(*spans[0])].split())
        print(f"{relation.relation:15} {relation.a.source} ~ {relation.b.source}: {len(spans)} spans, {relation.reason}")
        print(f"    longest: {text[:160]!r}")


def main() -> None:
    """Print what was asked for."""
    parser = options(__doc__)
    parser.add_argument("--books", action="store_true")
    arguments = parser.parse_args()
    (print_books if arguments.books else print_areas)(arguments.data)


if __name__ == "__main__":
    main()
