"""Whether two places that share most letters say the same: misread letters do not change what is said, other words do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]{1,60}")
_HYPHEN = re.compile(r"[-\u00ad\u2010]\s{0,4}\n\s{0,4}")  # at the end of a line
_MISREAD = 4  # one letter in so many of some words may be misread
_PREFIX = 2  # letters that make another word in front of one
_LIKE_LETTERS = str.maketrans("05168", "osigb")  # digits that scanners take for letters
_LARGEST = 4000  # words: longer places are compared by their letters alone


def other_words(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield the words that two texts do not share and that no misreading explains, side by side.

    >>> list(other_words("The port had 40 cranes.", "The p0rt had 14 cranes, tbe report says."))
    [('40', '14'), ('', 'tbe report says')]
    """
    a, b = _words(one), _words(other)
    if max(len(a), len(b)) > _LARGEST:
        return
    at_a = at_b = 0
    for same in Levenshtein.editops(a, b).as_matching_blocks():
        left, right = a[at_a : same.a], b[at_b : same.b]
        if not _is_misread(left, right):
            yield " ".join(left), " ".join(right)
        at_a, at_b = same.a + same.size, same.b + same.size


def _words(text: str) -> list[str]:
    return _WORD.findall(_HYPHEN.sub("", text).casefold())


def _is_misread(left: list[str], right: list[str]) -> bool:
    """Tell whether some words are others with letters misread, run together or torn: never other figures, nor "un-" before."""
    one, other = sorted(("".join(left), "".join(right)), key=len)
    if one == other:
        return True
    if one.isdigit() and other.isdigit():
        return False
    if one.isdigit() or other.isdigit():
        one, other = one.translate(_LIKE_LETTERS), other.translate(_LIKE_LETTERS)
    if len(one) > 1 and other.endswith(one):
        return len(other) - len(one) < _PREFIX
    return Levenshtein.distance(one, other) <= max(len(other) // _MISREAD, 1 if one else 0)
