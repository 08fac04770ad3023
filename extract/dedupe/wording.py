"""Whether two places that share most letters say the same: misread letters do not change what is said, other words do."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W_]{1,60}(?:'[^\W_]{1,20})?")
_HYPHEN = re.compile(r"[-\u00ad\u2010]\s{0,4}\n\s{0,4}")  # at the end of a line
_DENIES = re.compile(r"n't$", re.IGNORECASE)
LETTERS_PER_SLIP = 4
"""Letters of some words for each that may be misread."""

_IN_ONE_WORK = 2  # such letters between two versions of one work: a scanner may have spoilt one of them
_DENYING = frozenset(("dis", "il", "im", "in", "ir", "non", "un"))  # before a word that they turn round
_TWO_AS_ONE = {"cl": "d", "rn": "m", "vv": "w"}  # letters that print alike
_LIKE_LETTERS = str.maketrans("05168", "osigb")  # digits that scanners take for letters
_LARGEST = 4000  # words: longer places are compared by their letters alone
_MOST = 4  # one word in so many may be left out
_NAME = 3  # letters of the shortest name that tells


class OtherWords(NamedTuple):
    """Words of one text that stand against other words of another, as printed; either may be none."""

    one: tuple[str, ...]
    other: tuple[str, ...]


def other_words(one: str, other: str, *, letters_per_slip: int = LETTERS_PER_SLIP) -> Iterator[OtherWords]:
    """Yield the words that two texts do not share and that no misreading explains: one letter in so many may be misread.

    >>> [(found.one, found.other) for found in other_words("The port had 40 cranes.", "The p0rt had 14 cranes, he says.")]
    [(('40',), ('14',)), ((), ('he', 'says'))]
    """
    a, b = _words(one), _words(other)
    if max(len(a), len(b)) > _LARGEST:
        return
    at_a = at_b = 0
    edits = Levenshtein.editops([word.casefold() for word in a], [word.casefold() for word in b])
    for same in edits.as_matching_blocks():
        left, right = a[at_a : same.a], b[at_b : same.b]
        if not _is_misread("".join(left).casefold(), "".join(right).casefold(), letters_per_slip):
            yield OtherWords(tuple(left), tuple(right))
        at_a, at_b = same.a + same.size, same.b + same.size


def says_same(one: str, other: str, *, is_same_work: bool = False) -> bool:
    """Tell whether two passages that share most letters say the same: in no case with other figures or names, or denied.

    What only one of them has (a citation, a mark of the page) may be a fourth of its words. In two versions of one work
    (``is_same_work``) other words may be so many too.

        >>> sentence = "The port of Lagos had 40 cranes and two piers."
        >>> others = [sentence.replace(*words) for words in (("40", "14"), ("had", "had not"), ("had", "owned"))]
        >>> [says_same(sentence, other) for other in others], says_same(sentence, others[2], is_same_work=True)
        ([False, False, False], True)
    """
    found = list(other_words(one, other, letters_per_slip=_IN_ONE_WORK if is_same_work else LETTERS_PER_SLIP))
    if not found:
        return True
    if any(_tells(words) or (words.one and words.other and not is_same_work) for words in found):
        return False
    return _MOST * sum(max(map(len, words)) for words in found) <= max(len(_words(one)), len(_words(other)))


def _tells(found: OtherWords) -> bool:
    """Tell whether other words make another statement."""
    if _denials(found.one) != _denials(found.other):
        return True
    shorter, longer = sorted(("".join(words).casefold() for words in found), key=len)
    if shorter and longer.endswith(shorter) and longer[: -len(shorter)] in _DENYING:
        return True
    figures = [sorted(word for word in words if word.isdigit()) for words in found]
    if all(figures) and figures[0] != figures[1]:
        return True
    names = [{word for word in words if _is_name(word)} for words in found]
    return all(names) and not names[0] & names[1]


def _is_name(word: str) -> bool:
    return word[0].isupper() and len(word) >= _NAME


def _denials(words: Iterable[str]) -> int:
    """Return how many of the words deny."""
    return sum(word.casefold() in _negations() or bool(_DENIES.search(word)) for word in words)


@cache
def _negations() -> frozenset[str]:
    return frozenset(word for words in read_table("misreadings")["negations"].values() for word in words)


def _words(text: str) -> Sequence[str]:
    """Return the words as printed, but for hyphens at line ends, ligatures, raised figures and curled apostrophes."""
    return _WORD.findall(unicodedata.normalize("NFKC", _HYPHEN.sub("", text)).replace("’", "'"))


def _is_misread(left: str, right: str, letters_per_slip: int) -> bool:
    """Tell whether some words are others with letters misread, run together or torn: never other figures, nor "un-" before."""
    one, other = sorted((left, right), key=len)
    if one == other:
        return True
    if one.isdigit() and other.isdigit():
        return False
    if any(map(str.isdigit, one + other)):
        one, other = one.translate(_LIKE_LETTERS), other.translate(_LIKE_LETTERS)
    if other.endswith(one) and other[: -len(one)] in _DENYING:
        return False
    one, other = _as_printed(one), _as_printed(other)
    return Levenshtein.distance(one, other) <= max(len(other) // letters_per_slip, 1 if one else 0)


def _as_printed(word: str) -> str:
    """Return a word with one form for letters that print alike."""
    for two, letter in _TWO_AS_ONE.items():
        word = word.replace(two, letter)
    return word
