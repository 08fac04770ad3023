"""Citations by number that are tagged at both ends of a range only: "[3]–[5]" cites three works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.superscripts import TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_RANGE = 60
"""Entries that one range may stand for."""

TO = re.compile(r"[\])]?\s?[-‐-―−]\s?[\[(]?")
FROM_TO = re.compile(r"(\d{1,4})\s?[-‐-―−]\s?(\d{1,4})")


class Listed(NamedTuple):
    """An entry, and the number that its list prints."""

    key: str
    number: int | None


class Tagged(NamedTuple):
    """A citation that the format tags: ``text[start:end]`` means the entries ``keys``."""

    start: int
    end: int
    keys: tuple[str, ...]


def join_ranges(text: str, tagged: Iterable[Tagged], listed: Sequence[Listed]) -> Iterator[Tagged]:
    """Yield the citations in order, those of a range as one that means all entries between its ends.

    >>> listed = [Listed(f"B{number}", number) for number in range(1, 8)]
    >>> list(join_ranges("as shown [3]–[5]", [Tagged(10, 11, ("B3",)), Tagged(14, 15, ("B5",))], listed))
    [Tagged(start=10, end=15, keys=('B3', 'B4', 'B5'))]
    """
    order = {entry.key: i for i, entry in enumerate(listed)}
    before: Tagged | None = None
    for each in tagged:
        if before is not None and (keys := _between(text, before, each, order, listed)):
            before = Tagged(before.start, each.end, keys)
            continue
        if before is not None:
            yield _spread(text, before, listed)
        before = each
    if before is not None:
        yield _spread(text, before, listed)


def _between(text: str, one: Tagged, two: Tagged, order: dict[str, int], listed: Sequence[Listed]) -> tuple[str, ...]:
    """Return the entries from ``one`` to ``two``, when these are numbers with a dash between them."""
    if len(one.keys) != 1 or len(two.keys) != 1 or not TO.fullmatch(text, one.end, two.start):
        return ()
    first, last = (text[each.start : each.end].translate(TO_DIGITS) for each in (one, two))
    low, high = order.get(one.keys[0]), order.get(two.keys[0])
    if not (first.isdigit() and last.isdigit()) or low is None or high is None or not low < high < low + MAX_RANGE:
        return ()
    return tuple(entry.key for entry in listed[low : high + 1])


def _spread(text: str, each: Tagged, listed: Sequence[Listed]) -> Tagged:
    """Return ``each`` with the entries of "3–5", where the format names only one or both ends of it."""
    found = FROM_TO.fullmatch(text[each.start : each.end].translate(TO_DIGITS))
    if found is None or len(each.keys) > 2:
        return each
    first, last = int(found[1]), int(found[2])
    numbered = any(entry.number is not None for entry in listed)
    inside = [
        entry.key
        for i, entry in enumerate(listed, start=1)
        if first <= ((entry.number or 0) if numbered else i) <= last and last - first < MAX_RANGE
    ]
    return each._replace(keys=tuple(inside)) if set(each.keys) <= set(inside) else each
