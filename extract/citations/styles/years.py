"""Years and what stands for them in citations, and the small words and dates around them."""

from __future__ import annotations

import re
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING

from extract.citations.styles.citation_words import citation_words, words_pattern
from extract.months import read_months

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = r"(?:1[4-9]|20)\d\d"

_AFTER_YEAR = rf"(?![\w]|[.,]\d\d|%\d|/(?!\s?{YEAR}(?!\d))\d|\s?%)"
_NEVER_BEFORE = r"(?<![\w/.–—‐‑-]\d{4})"
_MARKS = re.compile(
    rf"(?P<year>{YEAR}{_NEVER_BEFORE}(?:[a-z](?![\w]))?{_AFTER_YEAR})|(?P<open>[(\[（［])|(?P<close>[)\]）］])|(?P<gap>\n[ \t]*\n)"
)
_IBIDS = (
    (("ibid", "Ibid", "IBID"), r"(?:[Ii]bid(?:em)?|IBID(?:EM)?)\b\.?"),
    ((" id.", "(id.", " Id.", "(Id.", "\nId."), r"[Ii]d\.(?=[,:]?\s?\(?\d)"),
    (("idem", "Idem", "ídem", "Ídem"), r"[IiÍí]dem(?=[,:]\s?\d)"),
    (("ibíd", "Ibíd", "íbid", "Íbid"), r"(?:[Ii]bíd(?:em)?|[ÍíIi]bid(?:em)?)\b\.?"),
    (("ivi,", "Ivi,"), r"[Ii]vi(?=,\s{1,2}(?:pp?\.\s{1,2})?\d)"),
    (("ebd.", "Ebd."), r"[Ee]bd\."),
    (("ebenda", "Ebenda"), r"[Ee]benda\b"),
    (("ders.", "dies.", "dens.", "eadem"), rf"(?:d(?:er|ie|en)s\.|eadem)(?=,?\s{YEAR})"),
)
"""What stands for the work, or the author, cited before: how one sees that a text has it, and its pattern."""

_END_OF_WORD = r"(?=-?[a-z]?\s{0,2}(?:[,;:\])）］\[]|p{1,2}\.|$))"
_NO_YEAR = re.compile(
    rf"(?<![^\W\d_])(?:(?P<noyear>(?:{words_pattern('undated')})(?:-?[a-z]\b)?)|(?P<notyet>{words_pattern('forthcoming')})){_END_OF_WORD}"
)
SHORTEST = 3
"""Characters of the shortest of these words."""

REACH = 300
"""Characters behind a bracket or year in which they are looked for."""

HAS_CITATION = re.compile(
    rf"{YEAR}(?!\d)|(?<![^\W\d_])(?:{words_pattern('undated', 'forthcoming')}|[ÍíIi]b[ií]d(?:em)?\b){_END_OF_WORD}"
)

PREFIX_WORDS = re.compile(
    rf"(?:(?<!\w)(?:{words_pattern('abbreviations')}|{'|'.join(map(re.escape, citation_words('prefixes')))})(?!\w)|[,.:;\s&，；：])*",
    re.IGNORECASE,
)


def find_events(text: str) -> Iterator[re.Match[str]]:
    """Yield years and what stands for them, brackets and the ends of paragraphs, from left to right."""
    present = tuple(at for at, (seen, _) in enumerate(_IBIDS) if any(part in text for part in seen))
    marks = _marks(text)
    return merge(marks, _ibids(present).finditer(text), key=re.Match.start) if present else marks


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield years, brackets and the ends of paragraphs, and what stands for a year: outside brackets "forthcoming" is a word like others."""
    depth = end = 0
    for mark in _MARKS.finditer(text):
        start = mark.start()
        if depth and start - end >= SHORTEST:
            # One character more, by which the word is seen to end.
            yield from _NO_YEAR.finditer(text, end, min(start + 1, end + REACH))
        yield mark
        kind = mark.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= depth > 0
        elif kind == "gap":
            depth = 0
        end = mark.end()


@cache
def _ibids(present: tuple[int, ...]) -> re.Pattern[str]:
    """Return the pattern of those of the words that a text has."""
    return re.compile(f"(?P<ibid>{'|'.join(_IBIDS[at][1] for at in present)})")


@cache
def _day() -> re.Pattern[str]:
    """Return the pattern of a day or month at the end of a stretch: "12 May ", "May 12, ", "3 de mayo de "."""
    month = rf"(?:{'|'.join(map(re.escape, sorted(read_months(), key=lambda name: (-len(name), name))))})\.?"
    number = r"\d{1,2}(?:st|nd|rd|th|er|º|o|\.)?"
    return re.compile(
        rf"(?<![\w-])(?:(?:{number}\s(?:de\s)?)?{month}(?:\s(?:de|of|del)|,)?|{month}\s{number},?)\s{{1,2}}$", re.IGNORECASE
    )


def start_of_day(text: str, low: int, high: int) -> int:
    """Return where the day and month before a year at ``high`` begin, or ``high`` when there are none.

    >>> start_of_day("The Harbour Post, 12 May 2014", 0, 25), start_of_day("Bello 2014", 0, 6)
    (18, 6)
    """
    day = _day().search(text, max(low, high - 24), high)
    return day.start() if day else high
