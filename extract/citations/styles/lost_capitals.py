"""Names whose capitals a PDF lost, as fonts do that draw small capitals by size alone: "(okafor & park, 2016)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.citations.styles.years import PREFIX_WORDS
from extract.languages import is_function_word
from extract.names import fold, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = 200_000
"""Characters that are looked at."""

FEWEST = 5
"""Sentences that must begin with a small letter, and their share of all: papers with capitals have .17 at most, of 340."""

SHARE = 0.4

MAX_NAME = 40
"""Characters before "et al." in which a name is looked for; and before a year, in which several are."""

MAX_NAMES = 160

_SENTENCE = re.compile(r"[.?!](?:(?<=[^\W\d_A-Z]{4}.)|(?<=[)\]”\"].))\s{1,3}(?P<first>[^\W\d_])")
_YEAR = re.compile(r"[12][4-9089]\d\d(?<!\d{5})(?!\d)")
_ET_AL = re.compile(r"et\.?\s+al\b")
_NAME = r"[^\W\d_](?:[^\W\d_]|[’'-](?=\w)){1,30}"
_AND = r"(?:,?\s+(?:and|und|y|e|et)\s+|,?\s*&\s*)"
_START = r"(?:(?<=[(\[;\s])|^)"
_AND_OTHERS = r"(?:,?\s+et\.?\s+al\.?)?,?\s{0,3}"
_INSIDE = re.compile(rf"{_START}{_NAME}(?:(?:{_AND}|[,;]\s+){_NAME}){{0,6}}{_AND_OTHERS}$")
_NARRATIVE = re.compile(rf"{_START}{_NAME}(?:{_AND}{_NAME}){{0,2}}{_AND_OTHERS}[(\[]$")  # before a comma there is prose
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_])){1,30}")


def with_capitals(text: str) -> str:
    """Return ``text``, as long as it was, with the capitals of names before "et al.", and where it lost its capitals before years.

    >>> with_capitals("as okafor et al. (2016) found. harbours are slow (in may 2016).")
    'as Okafor et al. (2016) found. harbours are slow (in may 2016).'
    """
    places = list(_before_others(text))
    if _has_lost_capitals(text):
        places += _before_years(text)
    if not places:
        return text
    letters = list(text)
    for at in places:
        letters[at] = letters[at].upper()
    return "".join(letters)


def _has_lost_capitals(text: str) -> bool:
    """Return whether sentences of ``text`` begin with small letters."""
    small = [found["first"].islower() for found in _SENTENCE.finditer(text, 0, SAMPLE)]
    return small.count(True) >= max(FEWEST, SHARE * len(small))


def _before_others(text: str) -> Iterator[int]:
    """Yield where the names before "et al." begin that have no capital."""
    for others in _ET_AL.finditer(text):
        words = text[max(others.start() - MAX_NAME, 0) : others.start()].split()
        name = _WORD.fullmatch(words[-1].strip(",([;")) if words else None
        if name and _lacks_capital(name[0]):
            yield text.rindex(name[0], 0, others.start())


def _before_years(text: str) -> Iterator[int]:
    """Yield where the words of names before years begin that have no capitals."""
    for year in _YEAR.finditer(text):
        low = max(year.start() - MAX_NAMES, 0)
        before = text[low : year.start()]
        names = _NARRATIVE.search(before) if before[-1:] in {"(", "["} else _INSIDE.search(before)
        if names and not names[0].strip().isalpha():  # "(born 1990)"
            words = _WORD.finditer(before, names.start())
            yield from (low + word.start() for word in words if _lacks_capital(word[0]))


def _lacks_capital(word: str) -> bool:
    """Return whether ``word`` may be a name but for its first letter: no function word, no month, not "see"."""
    is_small = len(word) > 1 and word[0].islower() and len(word[0].upper()) == 1
    is_name = not is_function_word(word) and PREFIX_WORDS.fullmatch(word) is None and fold(word) not in name_words("months")
    return is_small and is_name
