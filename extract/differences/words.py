r"""A text as the words, numbers and signs by which it is compared, each with its place.

A word is what a reader takes for one: letters with their marks, an apostrophe or hyphen inside, a line break after the hyphen.
Scripts that are written without spaces are compared letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ACCENTS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_JOINERS = "\u00ad\u200c\u200d"
_VOWEL_SIGNS = "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3b-\u0d4d\u0dca-\u0ddf"
_MARKS = f"{_ACCENTS}{_POINTS}{_JOINERS}{_VOWEL_SIGNS}"
_UNSPACED = "\u0e00-\u0e3a\u0e40-\u0e46\u0e81-\u0eb3\u0ebd-\u0ec6\u1000-\u1020\u1780-\u17b3\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_UNSPACED_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u3099\u309a"

_PART = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])++"
_HYPHEN = r"[-\u2010\u2011\u00ad\u00ac](?:[ \t\r]{0,8}+\n[ \t\r]{0,8}+)?+"
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_TOKEN = re.compile(
    rf"""
    (?P<number> \d++ (?:[.,'’]\d++)*+ (?!{_LETTER}) )               # 44, 1,000.5; "1990s" is a word
  | (?P<word> {_PART} (?:(?:['’](?={_LETTER})|{_HYPHEN}(?={_LETTER})){_PART})*+ )   # can't, risk-averse, sanc-/tions
  | (?P<single> [{_UNSPACED}][{_UNSPACED_MARKS}]*+ )
  | (?P<sign> [$£¥¤\u20a0-\u20c0%‰±≤≥≠] | (?<![\w)\].,\-])[-−](?=\d) )    # what makes a number another one
    """,
    re.VERBOSE,
)
_DROPPED = re.compile(rf"[{_ACCENTS}{_POINTS}{_JOINERS}]")
_INSIDE = re.compile(r"['’\-\u2010\u2011\u00ac\s]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ĳ": "ij"})
DIGITS = re.compile(r"\d+")


class Token(NamedTuple):
    """A word, number or sign at its place; ``key`` is what all ways to write it have in common."""

    start: int
    end: int
    key: str
    aside: str = ""
    """What it is if it is no running text: furniture, note_mark, pull_quote, markup."""


class Aside(NamedTuple):
    """A stretch of a text that is no running text, and what it is."""

    start: int
    end: int
    label: str


def read_tokens(text: str, asides: Sequence[Aside] = ()) -> list[Token]:
    r"""Return the tokens of ``text`` from left to right; ``asides`` are in order and do not overlap.

    >>> [token.key for token in read_tokens("The sanc-\ntions rose 1,5 % (can’t)")]
    ['the', 'sanctions', 'rose', '1,5', '%', 'cant']
    """
    starts = [aside.start for aside in asides]
    return [token for match in _TOKEN.finditer(text) for token in _parted(text, match.start(), match.end(), asides, starts)]


def _parted(text: str, start: int, end: int, asides: Sequence[Aside], starts: Sequence[int]) -> Iterator[Token]:
    """Yield a token, in parts where an aside begins or ends in it: "ports12"."""
    while start < end:
        at = bisect_right(starts, start) - 1
        inside = at >= 0 and start < asides[at].end
        until = asides[at].end if inside else starts[at + 1] if at + 1 < len(starts) else end
        stop = min(end, until)
        yield Token(start, stop, fold(text[start:stop]), asides[at].label if inside else "")
        start = stop


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    r"""Return what all ways to write a word have in common: no case, accents, ligatures, inner hyphens and apostrophes.

    >>> fold("Naïve"), fold("ﬁeld"), fold("co-\noperate"), fold("кий"), fold("10²")
    ('naive', 'field', 'cooperate', 'кии', '10²')
    """
    if word.isascii() and word.isalpha():
        return word.lower()
    if DIGITS.search(word):  # a raised digit is no other digit
        whole = "".join(str(unicodedata.decimal(c, c)) for c in word.casefold())
        return whole if not any(c.isalpha() for c in word) else _INSIDE.sub("", whole)
    return _INSIDE.sub("", plain(word).casefold().translate(_LIGATURES))


def plain(word: str) -> str:
    """Return ``word`` without accents, points and ligatures, in its case.

    >>> plain("Éﬀort"), plain("가")
    ('Effort', '가')
    """
    parts = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", _DROPPED.sub("", parts))
