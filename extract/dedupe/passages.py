"""Passages: what two texts that are no copies share in one piece, apart from the words that any two texts have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from extract.dedupe.gaps import MAX_GAP
from extract.dedupe.shared import Shared, covered

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_PASSAGE = 100
"""Letters of the shortest passage that is reported: shorter ones are stock phrases and titles more often than not."""

NEXT = 24
"""Letters that may stand between two runs of one passage on the side that goes on sooner: a few misread words."""


def passages_of(shared: Shared, shortest: int) -> tuple[Shared, int]:
    """Return what two texts share in passages of ``shortest`` letters, and the letters of the longest passage."""
    kept, longest = in_passages(shared.bounds, shortest)
    if kept.all():
        return shared, longest
    bounds = shared.bounds[kept]
    return Shared(shared.runs[kept], bounds, (covered(bounds[:, :2]), covered(bounds[:, 2:]))), longest


def in_passages(bounds: NDArray[np.int32], shortest: int) -> tuple[NDArray[np.bool_], int]:
    """Return which runs belong to a passage of ``shortest`` letters, and the letters of the longest passage.

    ``bounds`` are the letters between which each run stands, on side a and on side b. Runs make one passage when they follow
    each other on both sides, closely on one; the other side may be interrupted.

    >>> bounds = np.array([(0, 90, 10, 100), (91, 120, 140, 169), (400, 408, 700, 708)], dtype=np.int32)
    >>> kept, longest = in_passages(bounds, 60)
    >>> kept.tolist(), longest
    ([True, True, False], 119)
    """
    passage_of = np.zeros(len(bounds), dtype=np.int64)
    ends: list[tuple[int, int]] = []  # of the passages, in the order of their numbers
    letters: list[int] = []
    open_: list[int] = []
    for at, (a_start, a_end, b_start, b_end) in enumerate(bounds.tolist()):
        open_ = [number for number in open_ if a_start - ends[number][0] <= MAX_GAP]
        gaps = ((number, a_start - ends[number][0], b_start - ends[number][1]) for number in reversed(open_))
        found = next((number for number, a, b in gaps if 0 <= min(a, b) <= NEXT and max(a, b) <= MAX_GAP), None)
        if found is None:
            found = len(ends)
            ends.append((a_end, b_end))
            letters.append(0)
            open_.append(found)
        ends[found] = a_end, b_end
        letters[found] += a_end - a_start
        passage_of[at] = found
    long = np.array(letters, dtype=np.int64)
    return (long >= shortest)[passage_of], int(long.max(initial=0))
