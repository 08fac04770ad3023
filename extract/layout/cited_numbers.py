"""Raised numbers that cite the entries of a numbered bibliography, told from the markers of notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.lines import BREAK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.layout.blocks import Block

ENTRY = re.compile(r"\s*+(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.\s])\s*+\S")
MIN_ENTRIES = 3  # fewer numbers in a row are no numbered list
MIN_CITED = 0.3  # share of the entries that raised numbers must reach to be what the text cites by


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
