"""Raised numbers that cite the entries of a numbered bibliography, told from the markers of notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.lines import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.layout.blocks import Block
    from extract.models import Span

ENTRY = re.compile(r"\s*+(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.\s])\s*+\S")
STOPS = frozenset(".,;:!?)]}”’\"'»")
MORE = re.compile(r"\s?[,;–—‑-]\s?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]")
MIN_ENTRIES = 3  # fewer numbers in a row are no numbered list
MIN_CITED = 0.3  # share of the entries that raised numbers must reach to be what the text cites by
FEW_BEHIND = 0.5  # share of the citations behind a stop, above which the place does not tell marker from citation


class Called(NamedTuple):
    """A note, by its number, and where it stands."""

    number: int
    start: int


def count_entries(blocks: Sequence[Block]) -> int:
    """Return how many entries the bibliography numbers, or 0 when it is not numbered."""
    number = best = 0
    for block in blocks:
        for line in BREAK.split(block.text) if block.role == "reference" else ():
            match = ENTRY.match(line)
            found = int(next(filter(None, match.groups()))) if match else None
            if found is not None and (found == 1 or number < found <= number + 2):
                number = found
                best = max(best, number)
    return best if best >= MIN_ENTRIES else 0


def are_cited(places: Mapping[int, Sequence[Span]], markers: Iterable[tuple[int, Span]], entries: int) -> bool:
    """Tell whether raised numbers, besides ``markers``, reach enough of the ``entries`` to be citations.

    >>> places = {1: [(5, 6), (90, 91)], 2: [(20, 21)], 3: [(30, 31)]}
    >>> are_cited(places, [(1, (90, 91))], 3), are_cited(places, [(n, p[-1]) for n, p in places.items()], 3)
    (True, True)
    >>> are_cited({1: [(5, 6)], 2: [(20, 21)]}, [(1, (5, 6)), (2, (20, 21))], 3)
    False
    """
    marking = set(markers)
    cited = [number for number, spans in places.items() if number <= entries and any((number, span) not in marking for span in spans)]
    return len(cited) >= max(1, MIN_CITED * entries)


def find_calls(
    text_at: Mapping[Span, tuple[str, str]], places: Mapping[int, Sequence[Span]], notes: Sequence[Called], entries: int
) -> Iterator[tuple[int, Span]]:
    """Yield..."""
