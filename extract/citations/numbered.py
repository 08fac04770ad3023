"""Which numbers of a text cite: those of the form that reaches most of its list, or, without a list, that run from 1 upwards."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extract.citations.styles.labels import find_labelled
from extract.citations.styles.numeric import find_bracketed, find_in_parentheses, find_superscripts, in_order
from extract.layout.figures import numbers_in
from extract.layout.number_order import are_in_order
from extract.superscripts import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.citations.listed_works import ListedWorks
    from extract.citations.styles.mention import Mention

ENOUGH = 0.25
"""Share of the list that citations by author and date reach, above which numbers are looked for only in a numbered list."""

CLEAR = 0.5
"""The same of numbers, above which they are looked for in no other form."""

LEAD = 0.05
"""By how much of the list one form must lead another."""

REACHED = {True: 0.3, False: 0.5}
"""Share of the list that numbers must reach, where the list prints them, and where not."""

HIGHEST = 1000
"""Numbers below this may cite."""

FEWEST = {True: 3, False: 4}
"""Fewer works than this, cited by numbers in brackets, or otherwise, without a list, may be anything."""

FIRST = 3
"""Of the first four numbers so many must be cited there."""

WHOLE = 0.6
"""Share of the numbers up to the highest that must be cited where there is no list."""

UNORDERED = (0.8, 8)
"""The same, and the fewest works, where they are not numbered in the order of mention."""

FARTHER = 1.2
"""How much more of them a less plain form must reach."""

FEWER = 4
"""Numbers that are not in brackets must be so many times more than citations by author and date beside them."""

SHARED = 2
"""Parentheses of several numbers, at least, where there is no list: "(1)" alone is an equation or a formula."""

OPENING = frozenset({1, 2, 3})
SOME = 2
"""How many of the first numbers must stand where raised ones may, for these to be looked for."""

OUTRUN = 8
"""How far numbers in brackets may run ahead of the list: works are missing from it."""


PLAIN = 8
"""So many works cited by numbers in brackets leave no doubt: no other form is looked for."""

ROOM = 400
"""Characters of text for each citation, or hardly fewer: a text has no room for so many numbers as ``FEWER`` asks for."""

_DIGIT_RAISED = frozenset(SUPERSCRIPTS)
_STOPS = frozenset(".,;:!?)]”\"’'%")

_RAISED_PLACE = re.compile(
    r"""[0-9](?:(?<=[^\W\d_A-Z]{2}.)|(?<=[^\W\d_][.,;:!?)\]”"’'%].)|(?<=[^\W\d_][.,;:!?)\]”"’'%][ ].)|(?<=[^\W\d_A-Z]{2}[ ].))
    \d{0,2}(?P<more>(?:\s?[,–-]\s?\d{1,2}(?!\d)){0,30})(?![\w%])""",
    re.VERBOSE,
)
"""Where a raised number may stand, roughly, but quick to find."""

SPARSE = 6000
"""Characters of text for each raised number, above which a text does not cite by them."""


def find_numbered(
    text: str, known: ListedWorks, dated: float, calls: Sequence[tuple[int, int]] = (), *, beside: int = 0
) -> list[Mention]:
    """Return the numbers that cite; none when the text cites by author and date.

    ``dated`` is the share of the list that citations by author and date reach, ``beside`` how many these are; ``calls`` are the
    places where notes were called.
    """
    if not known.by_number:
        return _find_unlisted(text, calls, beside)
    if known.by_label:
        labelled = list(find_labelled(text, known.by_label))
        if len({mention.label for mention in labelled}) > max(REACHED[True], dated) * len(known.by_label):
            return labelled
    if dated >= ENOUGH and not known.is_numbered:
        return []
    best: list[Mention] = []
    reached = 0.0
    for form in FORMS if known.is_numbered else FORMS[:2]:
        if reached >= CLEAR:
            break
        found = form(text, known, calls)
        share = len({m.number for m in found} & known.by_number.keys()) / len(known.works)
        if share > max(reached + LEAD, REACHED[known.is_numbered], dated):
            best, reached = found, share
    return best


def _bracketed(text: str, known: ListedWorks, _: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return the numbers in brackets; those beyond the list too, if they are not far beyond."""
    most = max(known.by_number)
    return [m for m in in_order(list(find_bracketed(text, range(1, most + OUTRUN)))) if m.number]


def _raised(text: str, known: ListedWorks, calls: Sequence[tuple[int, int]]) -> list[Mention]:
    return list(find_superscripts(text, known.by_number, calls=calls))


def _torn(text: str, known: ListedWorks, calls: Sequence[tuple[int, int]]) -> list[Mention]:
    return list(find_superscripts(text, known.by_number, calls=calls, torn=True))


def _in_parentheses(text: str, known: ListedWorks, _: Sequence[tuple[int, int]]) -> list[Mention]:
    # "(3)" is an example or an equation unless the list prints its numbers.
    return in_order(list(find_in_parentheses(text, known.by_number)))


FORMS = (_bracketed, _raised, _in_parentheses, _torn)


def _find_unlisted(text: str, calls: Sequence[tuple[int, int]], beside: int) -> list[Mention]:
    """Return the numbers of the form that has most of a run from 1 upwards."""
    numbers = range(1, HIGHEST)
    best: list[Mention] = []
    may_raise: bool | None = None  # asked when it is first needed
    for form in UNLISTED:
        is_hopeless = beside * FEWER * ROOM > len(text) or len(_numbers(best)) >= PLAIN
        if form is not _unlisted_brackets and is_hopeless:
            continue
        if form in RAISED:
            may_raise = _may_raise(text) if may_raise is None else may_raise
            if not may_raise:
                continue
        found = form(text, numbers, calls)
        # Compounds and equations are numbered "(1)" in a text that cites otherwise.
        is_beside = form is not _unlisted_brackets and beside * FEWER > len({mention.group for mention in found})
        if (
            _is_run(found, FEWEST[form is _unlisted_brackets])
            and not is_beside
            and (form not in RAISED or _are_cited(text, found))
            and len(_numbers(found)) > FARTHER * len(_numbers(best))
        ):
            best = found
    return best


def _may_raise(text: str) -> bool:
    """Return whether numbers stand where raised ones may, the first ones among them, and not too few."""
    if not _DIGIT_RAISED.isdisjoint(text):
        return True
    seen: set[int] = set()
    count = 0
    for place in _RAISED_PLACE.finditer(text):
        before, after = text[place.start() - 1], text[place.end() : place.end() + 2]
        if before != " " or place["more"] or text[place.start() - 2] in _STOPS or (after[:1] == " " and after[1:] in _STOPS):
            count += 1
            seen.update(OPENING.intersection(numbers_in(place[0])) if len(seen) < len(OPENING) else ())
    return len(seen) >= SOME and count * SPARSE > len(text)


def _are_cited(text: str, mentions: Sequence[Mention]) -> bool:
    """Return whether raised numbers are more than a count of verses or footnotes: several stand together, or come again out of
    order; the text has not too few of them, and few are chapters and verses: "Gen. 4: 16".
    """
    groups = Counter(mention.group for mention in mentions)
    again = 0
    highest = before = 0
    for mention in mentions:
        number = mention.number or 0
        again += number <= highest and number != before + 1
        highest, before = max(highest, number), number
    is_cited = sum(count > 1 for count in groups.values()) + again >= SHARED
    verses = sum(":" in text[max(start - 2, 0) : start] + text[end : end + 2] for start, end in groups)
    return is_cited and len(groups) * SPARSE > len(text) and verses * FEWER < len(groups)


def _unlisted_brackets(text: str, numbers: range, _: Sequence[tuple[int, int]]) -> list[Mention]:
    return in_order(list(find_bracketed(text, numbers, is_listed=False)))


def _unlisted_parentheses(text: str, numbers: range, _: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return the numbers in parentheses, or nothing when few of these hold several."""
    mentions = in_order(list(find_in_parentheses(text, numbers)))
    groups = Counter(mention.group for mention in mentions)
    return mentions if sum(count > 1 for count in groups.values()) >= SHARED else []


def _superscripts(*, torn: bool, is_ordered: bool) -> Callable[[str, range, Sequence[tuple[int, int]]], list[Mention]]:
    """Return the finder of raised numbers that are glued, or torn off, too, of works numbered as cited or otherwise."""
    return lambda text, numbers, calls: list(find_superscripts(text, numbers, calls=calls, torn=torn, is_ordered=is_ordered))


UNLISTED = (
    _unlisted_brackets,
    _superscripts(torn=False, is_ordered=True),
    _superscripts(torn=True, is_ordered=True),
    _unlisted_parentheses,
    _superscripts(torn=True, is_ordered=False),
)
"""The forms in which numbers are looked for where there is no list, the plainest first."""


RAISED = frozenset(UNLISTED[at] for at in (1, 2, 4))


def _numbers(mentions: Sequence[Mention]) -> set[int]:
    return {mention.number for mention in mentions if mention.number}


def _is_run(mentions: Sequence[Mention], fewest: int) -> bool:
    """Return whether ``mentions`` are of works numbered from 1 upwards, and reach most of these."""
    numbers = _numbers(mentions)
    if len(numbers) < fewest or len(numbers & {1, 2, 3, 4}) < FIRST:
        return False
    share = len(numbers) / max(numbers)
    if are_in_order([(mention.number or 0,) for mention in mentions]):
        return share >= WHOLE
    return share >= UNORDERED[0] and len(numbers) >= UNORDERED[1]
