"""Raised numbers that cite the entries of a numbered bibliography, told from the markers of notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.layout.lines import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.layout.blocks import Block

ENTRY = re.compile(r"\s*+(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.\s])\s*+\S")
MIN_ENTRIES = 3  # fewer numbers in a row are no numbered list
MIN_CITED = 0.3  # share of the entries that raised numbers must reach to be what the text cites by
MIN_MARKED = 0.5  # share of the notes whose markers must be told apart, or none is taken for one
FEW_BEHIND = 0.5  # share of the citations behind a stop, above which the stop tells nothing


class Place(NamedTuple):
    """Where a number is glued to a word: ``raw[start:end]``."""

    start: int
    end: int
    is_behind_stop: bool = False
    """A full stop or another mark stands before it, as before the marker of a note: "region.4"."""
    is_shared: bool = False
    """More numbers follow, as in a citation: "region1,4"."""


class Call(NamedTuple):
    """A numbered note that calls for a marker, and where it begins."""

    number: int
    start: int


def count_entries(blocks: Sequence[Block]) -> int:
    """Return how many entries the bibliography numbers, or 0 when it is not numbered."""
    number = count = 0
    for block in blocks:
        for line in BREAK.split(block.text) if block.role == "reference" else ():
            match = ENTRY.match(line)
            found = int(next(filter(None, match.groups()))) if match else 0
            if found == 1 or number < found <= number + 2:
                number = found
                count = max(count, number)
    return count if count >= MIN_ENTRIES else 0


def is_cited_by_number(places: Mapping[int, Sequence[Place]], markers: set[Place], entries: int) -> bool:
    """Tell whether the raised numbers besides ``markers`` reach enough of the ``entries`` to be citations.

    >>> first, second = Place(5, 6), Place(20, 21)
    >>> is_cited_by_number({1: [first], 2: [second]}, {first, second}, 3)
    False
    >>> is_cited_by_number({1: [first, second], 2: [Place(30, 31)]}, {first}, 3)
    True
    """
    cited = [n for n, found in places.items() if n <= entries and any(place not in markers for place in found)]
    return len(cited) >= MIN_CITED * entries > 0


def find_markers(places: Mapping[int, Sequence[Place]], notes: Sequence[Call], entries: int) -> list[tuple[int, Place]]:
    """Return the markers of ``notes`` among numbers that also cite, each with its number, or none when nothing tells them.

    The notes are numbered 1, 2, 3... and called once each, in order, behind a stop where the citations are not. A number
    beyond the list can only call a note.

    >>> places = {1: [Place(5, 6), Place(30, 31, True)], 2: [Place(20, 21)], 3: [Place(50, 51, True)], 9: [Place(70, 71)]}
    >>> find_markers(places, [Call(1, 100), Call(2, 110), Call(3, 120)], 8)
    [(1, Place(start=30, end=31, is_behind_stop=True, is_shared=False)), (3, Place(start=50, end=51, is_behind_stop=True, is_shared=False))]
    """
    found: list[tuple[int, Place]] = []
    done = 0  # a count that begins anew is called behind the notes before it
    for run in _runs(notes):
        found += _longest(places, run, entries, done)
        done = run[-1].start
    taken = {place for _, place in found}
    others = [place for number, some in places.items() if number <= entries for place in some if place not in taken]
    if len(found) < MIN_MARKED * len(notes) or sum(place.is_behind_stop for place in others) > FEW_BEHIND * len(others):
        return [(number, place) for number, place in found if number > entries]
    return found


def _runs(notes: Sequence[Call]) -> Iterator[list[Call]]:
    """Yield the notes that are numbered from 1, one list for each such count."""
    run: list[Call] = []
    for note in notes:
        if note.number == 1 or (run and note.number <= run[-1].number):
            yield from [run] if run else []
            run = []
        if run or note.number == 1:
            run.append(note)
    yield from [run] if run else []


def _longest(
    places: Mapping[int, Sequence[Place]], notes: Sequence[Call], entries: int, low: int
) -> Iterator[tuple[int, Place]]:
    """Yield the most markers after ``low`` that stand in the order of their ``notes``, each before its note."""
    ends: list[int] = []  # ends[k]: where the chain of k + 1 markers ends that ends first
    last: list[tuple[int, Place, Any]] = []  # that chain, from its last marker back
    for number, start in notes:
        some = places.get(number, ())
        fitting = [
            place
            for place in some[bisect_left(some, (low,)) : bisect_left(some, (start,))]
            if not place.is_shared and (place.is_behind_stop or number > entries)
        ]
        for place in reversed(fitting):
            at = bisect_left(ends, place.start)
            ends[at : at + 1] = [place.start]
            last[at : at + 1] = [(number, place, last[at - 1] if at else None)]
    chain: list[tuple[int, Place]] = []
    link: tuple[int, Place, Any] | None = last[-1] if last else None
    while link is not None:
        number, place, link = link
        chain.append((number, place))
    yield from reversed(chain)
