"""Passages: what two texts that are no copies share in one piece, apart from the words that any two texts have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from extract.dedupe.gaps import MAX_GAP
from extract.dedupe.shared import Shared, covered
from extract.dedupe.stretches import LOOK_BACK

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
    if not len(bounds):
        return np.zeros(0, dtype=np.bool_), 0
    gaps_a, gaps_b = bounds[1:, 0] - bounds[:-1, 1], bounds[1:, 2] - bounds[:-1, 3]
    starts = np.flatnonzero(np.concatenate(([True], ~_follows(gaps_a, gaps_b))))  # of stretches in which run follows run
    ends = np.append(starts[1:], len(bounds)) - 1
    letters = np.add.reduceat(bounds[:, 1] - bounds[:, 0], starts)
    first, last = bounds[starts], bounds[ends]
    passage_of = np.arange(len(starts))
    for at in range(1, len(starts)):  # a stretch goes on with the nearest before it that it follows
        before = np.arange(max(at - LOOK_BACK, 0), at)
        found = before[_follows(first[at, 0] - last[before, 1], first[at, 2] - last[before, 3])]
        if len(found):
            passage_of[at] = passage_of[found[-1]]
    total = np.bincount(passage_of, weights=letters, minlength=len(starts)).astype(np.int64)
    is_long = (total >= shortest)[passage_of]
    return np.repeat(is_long, ends - starts + 1), int(total.max())


def _follows(gap_a: NDArray[np.int32], gap_b: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell where letters that stand so far behind others, on side a and on side b, make one passage with them."""
    narrow, wide = np.minimum(gap_a, gap_b), np.maximum(gap_a, gap_b)
    return (narrow >= 0) & (narrow <= NEXT) & (wide <= MAX_GAP)
