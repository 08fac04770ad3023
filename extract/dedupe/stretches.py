"""Exact stretches: equal letters of two streams, found from equal shingles and linked where they follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.dedupe.shingles import Ints, Stream

SMALL_GRAM = 8
"""Letters that a stretch must add where it jumps; and of the shingles that fill the gap between two stretches."""

JUMP = 16
"""Letters by which one side of a gap may be longer than the other before it counts as a jump."""

LOOK_BACK = 32  # stretches before this one that may come before it in its chain
LETTER_SCORE = 50  # what a letter adds to the score of a chain
GAP_COST = 1  # what a gap takes from it, by each letter of its wider side,
JUMP_COST = 10  # and by each letter that one side has more than the other,
LARGEST_JUMP_COST = 600  # though no more than this: an interruption may be long
_NO_JUMP = 4  # letters of difference with which the stretch just before is taken without looking further


class Stretch(NamedTuple):
    """Letters ``a .. a + length`` of one stream stand against ``b .. b + length`` of another."""

    a: int
    b: int
    length: int


Step = tuple[Stretch, int]
"""A stretch of letters one for one, and how many of them are equal: all, or none where they are misread."""


def exact_stretches(a: Stream, b: Stream, at_a: Ints, at_b: Ints) -> list[Stretch]:
    """Return the longest equal stretches around the shingles that begin at ``at_a[i]`` and ``at_b[i]``, in the order of side a.

    Two places of one text that overlap ("ha ha ha ha") are cut where they meet.
    """
    order = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[order], at_b[order]
    follows = (np.diff(at_a) == 1) & (np.diff(at_b) == 1)
    fresh = np.concatenate(([True], ~follows))[: len(at_a)]
    found = []
    letters_a, letters_b = a.letters, b.letters
    done, diagonal = -1, None
    for i, j in zip(at_a[fresh].tolist(), at_b[fresh].tolist(), strict=True):
        if j - i == diagonal and i < done:
            continue
        before = _common_before(letters_a, letters_b, i, j)
        length = before + _common_after(letters_a, letters_b, i, j)
        kept = min(length, j - i) if a is b else length
        if kept > 0:  # else equal hashes of different letters
            found.append(Stretch(i - before, j - before, kept))
        diagonal, done = j - i, i - before + length
    return sorted(found)


def _common_after(a: str, b: str, i: int, j: int) -> int:
    """Return how many letters from ``i`` and ``j`` on are the same."""
    width, total = 64, 0
    while True:
        left, right = a[i + total : i + total + width], b[j + total : j + total + width]
        size = min(len(left), len(right))
        same = _alike(left[:size], right[:size])
        total += same
        if same < size or size < width:
            return total
        width *= 2


def _common_before(a: str, b: str, i: int, j: int) -> int:
    """Return how many letters just before ``i`` and ``j`` are the same."""
    width, total = 64, 0
    while True:
        size = min(width, i - total, j - total)
        same = _alike(a[i - total - size : i - total][::-1], b[j - total - size : j - total][::-1])
        total += same
        if same < size or size < width:
            return total
        width *= 2


def _alike(left: str, right: str) -> int:
    """Return how many letters two texts of one length have in common at their start."""
    if left == right:
        return len(left)
    low, high = 0, len(left)
    while high - low > 1:
        middle = (low + high) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle
    return low


def linked(stretches: Sequence[Stretch], interruption: int, largest_gap: int) -> Iterator[list[Stretch]]:
    """Yield the best chains of ``stretches``, which are in the order of side a, without overlaps.

    Each stretch follows the one that makes the most letters with the least jump. What only one side has may be
    ``interruption`` letters long, what both have and differs ``largest_gap``.
    """
    previous, scores = _best_before(stretches, interruption, largest_gap)
    used = [False] * len(stretches)
    for end in sorted(range(len(stretches)), key=lambda i: (-scores[i], i)):
        chain: list[Stretch] = []
        at = end
        while at >= 0 and not used[at]:
            used[at] = True
            chain.append(stretches[at])
            at = previous[at]
        if chain:
            yield list(_without_overlaps(chain[::-1]))


def _best_before(stretches: Sequence[Stretch], interruption: int, largest_gap: int) -> tuple[list[int], list[int]]:
    """Return for each stretch the number of the one before it in its best chain (-1: none), and that chain's score."""
    scores: list[int] = []
    previous: list[int] = []
    ends = [(stretch.a + stretch.length, stretch.b + stretch.length) for stretch in stretches]
    for at, (a, b, length) in enumerate(stretches):
        best, best_from = LETTER_SCORE * length, -1
        for i in range(at - 1, max(at - 1 - LOOK_BACK, -1), -1):
            end_a, end_b = ends[i]
            gap_a, gap_b = a - end_a, b - end_b
            narrow, wide = (gap_a, gap_b) if gap_a < gap_b else (gap_b, gap_a)
            if wide > interruption or narrow > largest_gap:
                continue
            new = length + narrow if narrow < 0 else length
            if new < 1 or (narrow < 0 and new < SMALL_GRAM and wide - narrow > JUMP):
                continue
            cost = GAP_COST * max(wide, 0) + min(JUMP_COST * (wide - narrow), LARGEST_JUMP_COST)
            score = scores[i] + LETTER_SCORE * new - cost
            if score > best:
                best, best_from = score, i
            if i == at - 1 and wide - narrow <= _NO_JUMP:
                break
        scores.append(best)
        previous.append(best_from)
    return previous, scores


def _without_overlaps(chain: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches of a chain, each from where the one before it ends on both sides."""
    end_a = end_b = 0
    for stretch in chain:
        overlap = max(end_a - stretch.a, end_b - stretch.b, 0)
        if overlap < stretch.length:
            yield Stretch(stretch.a + overlap, stretch.b + overlap, stretch.length - overlap)
            end_a, end_b = stretch.a + stretch.length, stretch.b + stretch.length


def gaps(step: Step, after: Step) -> tuple[int, int]:
    """Return the letters between two steps on each side."""
    return after[0].a - step[0].a - step[0].length, after[0].b - step[0].b - step[0].length
