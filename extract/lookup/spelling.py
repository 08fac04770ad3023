"""Words of a question that stand in no entry, and the words that may be meant: misspelt, transliterated otherwise, cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from extract.store.findable import sounds_of

if TYPE_CHECKING:
    from extract.store import Store

MOST = 12
"""Words tried for one that is asked for."""

SHORTEST = 4
"""Letters from which a word may be misspelt."""

SHORTEST_BEGINNING = 3
"""Letters from which a word may be the beginning of another."""

SLIPS = ((4, 0), (8, 1), (13, 2))
"""Words shorter than this may have so many letters wrong, left out, added or swapped."""

MOST_SLIPS = 3
SOUNDS = "select distinct term from sound where sound = ? limit ?"
SAME_SOUND = 0.5
BEGINNING = 0.75


class Meant(NamedTuple):
    """A word that may be meant, and how far it is from the one that was asked for: 0 is the same."""

    word: str
    distance: float


def slips_in(word: str) -> int:
    """Return how many letters of a word may be wrong.

    >>> slips_in("walt"), slips_in("wishnik"), slips_in("institutionalism")
    (1, 1, 3)
    """
    return next((slips for length, slips in SLIPS if len(word) < length), MOST_SLIPS)


def meant_words(store: Store, word: str) -> list[Meant]:
    """Return the words of the entries that ``word`` may mean, the nearest first; it is the first if it is one of them."""
    found = {row[0]: 0.0 for row in store.rows("select term from term where term = ?", (word,))}
    if len(word) >= SHORTEST_BEGINNING:
        begins = store.rows("select term from term where term > ?1 and term < ?1 || char(1114111) limit ?2", (word, MOST))
        found |= {row[0]: BEGINNING for row in begins}
    if len(word) >= SHORTEST:
        alike = [row for sound in sounds_of(word) for row in store.rows(SOUNDS, (sound, MOST))]
        found |= {row[0]: SAME_SOUND for row in alike if found.get(row[0], 1) > 0}
        slips = slips_in(word)
        lengths = "select term from term where length(term) between ? and ?"
        terms = [row[0] for row in store.rows(lengths, (len(word) - slips, len(word) + slips))]
        near = process.extract(
            word, terms, scorer=DamerauLevenshtein.distance, processor=None, score_cutoff=slips, limit=4 * MOST
        )
        for term, distance, _ in near:
            if distance == 1 or term[0] == word[0]:
                found[term] = min(found.get(term, MOST_SLIPS), float(distance))
    ranked = sorted(found.items(), key=lambda each: (each[1], each[0]))
    return [Meant(term, distance) for term, distance in ranked[:MOST]]
