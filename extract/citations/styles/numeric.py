"""Numbers that stand for entries: "[1]", "[2–5, 9, p. 12]", "(3)", and superscripts, also glued: "stance35,36"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.citations.styles.locators import read_locator
from extract.citations.styles.mention import Mention
from extract.citations.styles.note import find_notes
from extract.citations.styles.years import PREFIX_WORDS
from extract.layout.figures import find_apart, find_places
from extract.layout.number_order import CERTAIN, NEVER, Figure, Note, are_in_order, read_figures
from extract.superscripts import TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from extract.models import Style

MAX_RANGE = 60
"""Entries that one range may stand for; "[1-200]" is an interval."""

STEP = 8
"""How far a first mention may run ahead of the highest number so far, in a list that is numbered as it is cited."""

LOCATED = 30
"""Characters of a locator behind a raised number."""

_DASH = r"\s?[-–—−]\s?"
_BRACKET = re.compile(r"\[(?P<inside>[^\[\]]{1,160})\]")
_PARENTHESIS = re.compile(r"\((?P<inside>(?=[^\d()]{0,40}\d)[^()\[\]]{1,80})\)")
_NUMBERS = re.compile(rf"(?<!\d)(?P<first>\d{{1,3}})(?:{_DASH}(?P<last>\d{{1,3}}))?(?![\w%])")
_PARTS = re.compile(rf"(?P<first>\d{{1,3}})(?:{_DASH}(?P<last>\d{{1,3}}))?")
_TO = re.compile(r"\]\s?[-–—]\s?\[")
_LEAD = re.compile(r"[;\s]{0,3}[^\d;]{0,60}?(?=\d)")
_NO_PREFIX = re.compile(r"\b(?:p|pp|ch|chap|sec|sect|fig|eq|no|vol|n|nr|table|art|chs)\.?\s?$|§\s?$", re.IGNORECASE)
_LABEL = re.compile(r"\s?:\s?\d|\s?,?\s?(?:[§¶]|(?:at\s)?[^\W\d_]{1,8}\.?\s?(?:\d|[ivxlc]+\b))")
_VALUE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d\s?$)\d[\d.,]{0,6}\s?$")
"""A value, and no year, before a bracket."""

_REST = re.compile(r"\s?(?:[,;:.]|\b(?:and|und|et|y|e|i|&|among|for|esp|sowie|entre|pour|per|para)\b)[^\d]*|\s*")
"""What may stand behind the last number: "[6 and references therein]"; "[3 H]" and "[3-year]" are none."""

_DIGITS = re.compile(r"\d{1,3}")
_SUPERSCRIPTS = TO_DIGITS | str.maketrans("⁻⁼", "--")


def find_bracketed(text: str, numbers: Container[int], *, is_listed: bool = True) -> Iterator[Mention]:
    """Yield the citations in square brackets whose numbers are all in ``numbers``; without a list only words that introduce
    a citation may stand before one.

    >>> [(m.number, m.locator) for m in find_bracketed("held [2–3, 9, p. 12], but [see 44] and [sic]", range(1, 20))]
    [(2, None), (3, None), (9, '12')]
    """
    last: Mention | None = None
    for bracket in _BRACKET.finditer(text):
        mentions = _read_inside(text, bracket)
        if not mentions or not all(mention.number in numbers for mention in mentions):
            continue
        if not (is_listed or all(PREFIX_WORDS.fullmatch(mention.prefix or "") for mention in mentions)):
            continue
        if last and _TO.fullmatch(text, last.end, mentions[0].start):
            mentions = _spread(last, mentions[0]) + mentions[1:]
        if last and mentions[0].start > last.start:
            yield last
        yield from mentions[:-1]
        last = mentions[-1]
    if last:
        yield last


def _spread(first: Mention, last: Mention) -> list[Mention]:
    """Return the works of "[7]–[9]", which share its place."""
    low, high = first.number or 0, last.number or 0
    if not low < high < low + MAX_RANGE:
        return [first, last]
    group = first.group[0], last.group[1]
    return [replace(last, start=first.start, end=last.end, group=group, number=number) for number in range(low, high + 1)]


def find_in_parentheses(text: str, numbers: Container[int]) -> Iterator[Mention]:
    """Yield the citations in parentheses of nothing but ``numbers``, prefixes and locators: "(12, 13)", "(see 4, p. 5)".

    >>> [(m.number, m.locator) for m in find_in_parentheses("held (2, cf. 3) in (4 of 9) ports (5, p. 7)", range(1, 9))]
    [(2, None), (3, None), (5, '7')]
    """
    for bracket in _PARENTHESIS.finditer(text):
        mentions = _read_inside(text, bracket)
        if mentions and all(m.number in numbers and PREFIX_WORDS.fullmatch(m.prefix or "") for m in mentions):
            yield from mentions


def find_superscripts(
    text: str,
    numbers: Container[int],
    *,
    calls: Sequence[tuple[int, int]] = (),
    torn: bool = False,
    is_ordered: bool | None = None,
) -> Iterator[Mention]:
    """Yield the raised numbers, and those glued to the word or mark before them, that are in ``numbers``.

    ``calls`` are the places where ``text`` called its notes before these calls were taken out, each with its number. With
    ``torn``, a blank may part them from the word or mark. ``is_ordered`` tells whether works are numbered as they are cited.

    >>> [m.number for m in find_superscripts("a firm stance3,5-6 on 12 CO2 in Covid-19.4 Then", range(1, 9))]
    [3, 5, 6]
    """
    places = _places_of_run(text, numbers, torn) if isinstance(numbers, range) else find_places(text, numbers, torn=torn)
    if torn and is_ordered:
        places = find_apart(text, places, numbers)
    notes = [Note(int(_DIGITS.findall(text, start, end)[0]), start, end) for start, end in find_notes(text)]
    if calls:
        places = [[figure._replace(calls=NEVER) for figure in place] for place in places]
        places += [[Figure(at, at, (number,), NEVER, CERTAIN)] for at, number in calls]
        places.sort(key=lambda place: place[0].start)
    cited = read_figures(places, notes, is_ordered=is_ordered).cited
    missing = _missing(cited) if are_in_order([figure.numbers for figure in cited]) else ()
    if missing:
        cited = read_figures(find_apart(text, places, missing), notes, is_ordered=is_ordered).cited
    plain = text.translate(_SUPERSCRIPTS) if cited else text
    for figure in sorted(cited):
        locator = read_locator(text, figure.end + 1, figure.end + LOCATED) if text[figure.end : figure.end + 1] == "(" else None
        found = [
            mention
            for number in _PARTS.finditer(plain, figure.start, figure.end)
            for mention in _numbered(number, (figure.start, figure.end), "superscript")
        ]
        if locator:  # "quarter16(p47)"
            found[-1] = replace(found[-1], locator=locator.text, locator_label=locator.label)
        yield from found


@lru_cache(maxsize=2)
def _places_of_run(text: str, numbers: range, torn: bool) -> list[list[Figure]]:  # noqa: FBT001 - a cache takes no keywords apart
    """Return the places of raised numbers in a text without a list, which are read in several ways."""
    return find_places(text, numbers, torn=torn)


def _missing(cited: Iterable[Figure]) -> set[int]:
    """Return the numbers that are left out where first mentions go on to a higher one."""
    missing: set[int] = set()
    highest = 0
    for number in (number for figure in cited for number in sorted(figure.numbers)):
        missing.update(range(highest + 1, number))
        highest = max(highest, number)
    return missing


def in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` without the numbers that run far ahead, where first mentions otherwise come in order.

    >>> make = lambda n: Mention(start=n, end=n, group=(n, n), style="superscript", mode="numeric", number=n)
    >>> [m.number for m in in_order([make(n) for n in (1, 2, 3, 90, 2, 4, 5)])]
    [1, 2, 3, 2, 4, 5]
    """
    highest = 0
    steps: list[int] = []
    for mention in mentions:
        if mention.number and mention.number > highest:
            steps.append(mention.number - highest)
            highest = mention.number
    ordered = sum(1 for m, n in pairwise([0, *_first_numbers(mentions)]) if 0 < n - m <= 2)
    if ordered * 2 < len(set(_first_numbers(mentions))):
        return list(mentions)
    kept: list[Mention] = []
    highest = 0
    for mention in mentions:
        number = mention.number or 0
        if number <= highest + STEP:
            kept.append(mention)
            highest = max(highest, number)
    return kept


def _first_numbers(mentions: Sequence[Mention]) -> list[int]:
    """Return the numbers in the order of their first mention."""
    return list(dict.fromkeys(mention.number or 0 for mention in mentions))


def _read_inside(text: str, bracket: re.Match[str]) -> list[Mention]:
    """Return the numbers of a bracket with prefixes and locators, or nothing when it holds something else."""
    mentions: list[Mention] = []
    at, end = bracket.span("inside")
    while at < end:
        lead = _LEAD.match(text, at, end)
        number = _NUMBERS.match(text, lead.end(), end) if lead else None
        if lead is None or number is None or text[number.start() - 1].isalpha():  # "[x1, x2]" is an interval
            return mentions if mentions and _REST.fullmatch(text, at, end) else []
        words = lead[0].strip(" ,;:[]")
        if (
            _is_interval(text, bracket, number)
            or _NO_PREFIX.search(lead[0])
            or (words and not words.replace(" ", "").replace(".", "").replace(",", "").isalpha())
        ):
            return []
        locator = read_locator(text, number.end(), end) if _is_labelled(text, number.end(), end) else None
        mentions += _numbered(
            number,
            bracket.span(),
            "numeric",
            prefix=words or None,
            locator=(locator.text, locator.label) if locator else None,
        )
        at = locator.end if locator else number.end()
    return mentions


def _is_interval(text: str, bracket: re.Match[str], number: re.Match[str]) -> bool:
    """Return whether "40 [10-100]" is a value with its bounds."""
    if number["last"] is None or number.end() != bracket.end("inside"):
        return False
    is_wide = not int(number["first"]) <= int(number["last"]) < int(number["first"]) + MAX_RANGE
    return is_wide or _VALUE.search(text, max(bracket.start() - 8, 0), bracket.start()) is not None


def _is_labelled(text: str, start: int, end: int) -> bool:
    """Return whether a locator in words follows: "9, p. 12" has one, "9, 12" has not."""
    return _LABEL.match(text, start, end) is not None


def _numbered(
    number: re.Match[str],
    group: tuple[int, int],
    style: Style,
    *,
    prefix: str | None = None,
    locator: tuple[str, str] | None = None,
) -> Iterator[Mention]:
    """Yield a mention for each entry of "3" or "3-5"; those of a range share its place."""
    first = int(number["first"])
    last = int(number["last"] or first)
    if not first <= last < first + MAX_RANGE:
        last = first
    for n in range(first, last + 1):
        yield Mention(
            start=number.start(), end=number.end(), group=group, style=style, mode="numeric", number=n, prefix=prefix,
            locator=locator[0] if locator else None, locator_label=locator[1] if locator else None,
        )  # fmt: skip
