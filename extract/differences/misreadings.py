"""Whether two spellings are one word, misread in one of the copies, or two words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extract.data_tables import read_table
from extract.differences.words import DIGITS, fold
from extract.word_list import is_common

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTRACTED = re.compile(r"n['’]t$", re.IGNORECASE)
_FEW = 2  # times that a misread form may stand in two texts
_SEVERAL = 3  # times after which a form is a word of these texts
_SHORTEST_UNKNOWN = 5  # letters of a word that no list knows and whose shape alone tells
_LETTERS_PER_SLIP = 5  # letters of a word for each that may be wrong


def is_misread(one: str, other: str, counts: Mapping[str, int]) -> bool:
    """Tell whether two folded words are one, misread in one of the texts; ``counts`` says how often each form stands in both.

    Two forms that are both words of the list, or of these texts, are two words.

    >>> is_misread("harbour", "harhour", {}), is_misread("ports", "parts", {})
    (True, False)
    """
    if DIGITS.search(one) or DIGITS.search(other):
        return _is_misread_letter(one, other)
    known = is_listed(one), is_listed(other)
    if all(known):
        return False
    times = counts.get(one, 0), counts.get(other, 0)
    if any(known):
        odd = times[known.index(False)]
        return _is_confused("confused", one, other) or (_is_close(one, other) and odd <= _FEW)
    if min(times) <= 1 and max(times) >= _SEVERAL:
        return _is_confused("confused", one, other) or _is_close(one, other)
    return min(times) <= 1 and min(len(one), len(other)) >= _SHORTEST_UNKNOWN and _is_confused("sure", one, other)


def is_listed(word: str) -> bool:
    """Tell whether a word is in the list as no name."""
    return is_common(word) is not None or (word.endswith("s") and is_common(word[:-1]) is not None)


def _is_misread_letter(one: str, other: str) -> bool:
    """Tell whether a letter of a word was taken for a digit: "p1ace", but not "G7" or "1990s"."""
    clean, odd = (one, other) if DIGITS.search(other) else (other, one)
    if DIGITS.search(clean) or len(clean) < _SHORTEST_UNKNOWN - 1 or sum(c.isdigit() for c in odd) > len(odd) // 3:
        return False
    return _is_confused("sure", clean, odd)


def _is_close(one: str, other: str) -> bool:
    most = max(len(one), len(other)) // _LETTERS_PER_SLIP or 1
    return bool(Levenshtein.distance(one, other, score_cutoff=most) <= most)


def _is_confused(name: str, one: str, other: str) -> bool:
    """Tell whether two words are the same but for letters that print alike, as the list ``name`` has them."""
    pairs = _confused(name)
    reached = {(0, 0)}
    while reached:
        if (len(one), len(other)) in reached:
            return True
        further = set()
        for i, j in reached:
            if one[i : i + 1] == other[j : j + 1] != "":
                further.add((i + 1, j + 1))
            for left, right in pairs:
                if one.startswith(left, i) and other.startswith(right, j):
                    further.add((i + len(left), j + len(right)))
        reached = further
    return False


@cache
def _confused(name: str) -> tuple[tuple[str, str], ...]:
    pairs = [(one, other) for one, other in read_table("misreadings")[name]]
    return tuple(pairs + [(other, one) for one, other in pairs])


@cache
def _negations() -> frozenset[str]:
    return frozenset(fold(word) for words in read_table("misreadings")["negations"].values() for word in words)


def is_negation(word: str) -> bool:
    """Tell whether a word, as printed, denies.

    >>> is_negation("Not"), is_negation("didn’t"), is_negation("note")
    (True, True, False)
    """
    return fold(word) in _negations() or bool(_CONTRACTED.search(word))
