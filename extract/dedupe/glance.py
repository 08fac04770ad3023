"""A glance at many pairs of texts at once: which may share more than a stock phrase, so that a full look is worth it.

What it passes over would give no chain (``chains.py``): no equal stretch is long enough, goes on beyond its ends, or has
another that it could be linked to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from extract.dedupe.chains import MIN_LETTERS
from extract.dedupe.gaps import MAX_GAP, PROBE
from extract.dedupe.kernel import KERNEL
from extract.dedupe.shingles import GRAM
from extract.dedupe.stretches import GAP_COST, JUMP_COST, LARGEST_JUMP_COST, LETTER_SCORE, LOOK_BACK

if TYPE_CHECKING:
    from extract.dedupe.gathered import Letters
    from extract.dedupe.samples import Agreement
    from extract.dedupe.shingles import Ints

_REACH = MIN_LETTERS - GRAM
"""Letters beyond a shingle with which it is long enough whatever follows."""

_LOOK = 2 * PROBE
_PACKING = 0x0102040810204080  # times eight bytes of 0 or 1: these as the bits of the highest byte
_TOGETHER = 1 << 15  # stretches that are looked at together

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]


def are_promising(seeds: Agreement, pairs: Ints, letters: Letters) -> Bools:
    """Tell of each pair of texts whether a full look may find that they share something.

    ``seeds`` are in the order of the texts, of the distance between their two letters, and of the letters; ``pairs``
    numbers the pair of each from 0 on.
    """
    if not len(pairs):
        return np.zeros(0, dtype=np.bool_)
    is_first = np.ones(len(pairs), dtype=np.bool_)
    is_first[1:] = np.diff(pairs).astype(bool) | np.diff(seeds.at_b - seeds.at_a).astype(bool) | (np.diff(seeds.at_a) > _REACH)
    starts = np.flatnonzero(is_first)
    first, pair = seeds.of(starts), pairs[starts]
    inside = seeds.at_a[np.append(starts[1:], len(pairs)) - 1] - first.at_a + GRAM
    shortest = np.clip(np.minimum(letters.sizes[first.a], letters.sizes[first.b]) // 2, GRAM, MIN_LETTERS)
    found = np.zeros(int(pairs[-1]) + 1, dtype=np.bool_)
    found[pair[inside >= shortest]] = True
    open_ = ~found[pair]
    first, pair, inside, shortest = first.of(open_), pair[open_], inside[open_], shortest[open_]
    before, after = np.zeros_like(inside), np.zeros_like(inside)
    for low in range(0, len(pair), _TOGETHER):
        part = slice(low, low + _TOGETHER)
        before[part], gained = _carried_on(first.of(part), inside[part], letters, step=-1)
        after[part], more = _carried_on(first.of(part), inside[part], letters, step=1)
        long = before[part] + inside[part] + after[part] + gained + more >= shortest[part]
        found[pair[part][long]] = True
    open_ = ~found[pair]
    length = before + inside + after
    found[_linked(*(x[open_] for x in (pair, first.at_a - before, first.at_b - before, length)))] = True
    return found


def _carried_on(first: Agreement, inside: Ints, letters: Letters, *, step: int) -> tuple[Ints, Ints]:
    """Return how many letters on one side (``step``) of each stretch are equal, and how many more may be, some misread."""
    at_a, at_b = letters.starts[first.a] + first.at_a, letters.starts[first.b] + first.at_b
    if step > 0:
        at_a, at_b = at_a + inside, at_b + inside
        room = np.minimum(letters.sizes[first.a] - first.at_a, letters.sizes[first.b] - first.at_b) - inside
    else:
        room = np.minimum(first.at_a, first.at_b).astype(np.int64)
    if KERNEL:
        return KERNEL.carried_on(letters.joined, at_a, at_b, room, step)
    return carried_on_plainly(letters, at_a, at_b, room, step)


def carried_on_plainly(letters: Letters, at_a: Ints, at_b: Ints, room: Ints, step: int) -> tuple[Ints, Ints]:
    """Return the same without the compiled kernel, for pairs of places with ``room`` letters on that side.

    Few go on for long: the others are told from one look at a few letters.
    """
    equal, distance = _compared(letters, at_a, at_b, _LOOK, step)
    far = np.flatnonzero(equal > _LOOK - PROBE)
    if len(far):
        equal[far], distance[far] = _compared(letters, at_a[far], at_b[far], _REACH + PROBE, step)
    equal = np.minimum(equal, np.minimum(room, _REACH))
    rest = room - equal
    goes_on = (rest < PROBE) | (distance <= PROBE // 2)
    return equal, np.where(goes_on, rest, 0)


def _compared(letters: Letters, at_a: Ints, at_b: Ints, width: int, step: int) -> tuple[Ints, NDArray[np.int16]]:
    """Return how many letters are equal of ``width`` on one side of each two places, and the edit distance of those behind."""
    back = width if step < 0 else 0
    one, other = (sliding_window_view(letters.joined, width)[at - back][:, ::step] for at in (at_a, at_b))
    differ = one != other
    equal = np.where(differ.any(axis=1), differ.argmax(axis=1), width)
    behind = np.arange(len(equal)) * width + np.minimum(equal, width - PROBE)
    return equal, distances(*(sliding_window_view(rows.ravel(), PROBE)[behind] for rows in (one, other)))


def distances(one: Bytes, other: Bytes) -> NDArray[np.int16]:
    """Return the edit distance of each two rows of ``PROBE`` letters, all at once (Myers 1999, after Hyyrö 2003)."""
    up = np.full(len(one), 0xFFFF, dtype=np.uint16)  # bit i: the distance grows from row i to the next
    down = np.zeros(len(one), dtype=np.uint16)
    distance = np.full(len(one), PROBE, dtype=np.int16)
    last = np.uint16(PROBE - 1)
    for column in range(PROBE):
        equal = _bits(one == other[:, column : column + 1])
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        grows = down | ~(horizontal | up)
        shrinks = up & horizontal
        distance += (grows >> last).astype(np.int16)
        distance -= (shrinks >> last).astype(np.int16)
        grows = (grows << np.uint16(1)) | np.uint16(1)
        up = (shrinks << np.uint16(1)) | ~(vertical | grows)
        down = grows & vertical
    return distance


def _bits(rows: Bools) -> NDArray[np.uint16]:
    """Return each row of sixteen as bits, the first the lowest."""
    halves = rows.view("<u8") * np.uint64(_PACKING) >> np.uint64(56)
    packed: NDArray[np.uint16] = (halves[:, 0] | halves[:, 1] << np.uint64(8)).astype(np.uint16)
    return packed


def _linked(pair: Ints, start_a: Ints, start_b: Ints, length: Ints) -> Ints:
    """Return the pairs of texts with two stretches that may follow each other in one chain."""
    several = np.bincount(pair)[pair] > 1
    pair, start_a, start_b, length = (x[several] for x in (pair, start_a, start_b, length))
    total = np.bincount(pair, weights=length).astype(np.int64)[pair]
    order = np.lexsort((start_b, start_a, pair))
    pair, start_a, start_b, length, total = (x[order] for x in (pair, start_a, start_b, length, total))
    found = [np.zeros(0, dtype=np.int64)]
    at = np.arange(len(pair))
    for step in range(1, LOOK_BACK + 1):
        at = at[at + step < len(pair)]
        at = at[pair[at] == pair[at + step]]
        if not len(at):
            break
        after = at + step
        gap_a = start_a[after] - start_a[at] - length[at]
        gap_b = start_b[after] - start_b[at] - length[at]
        narrow, wide = np.minimum(gap_a, gap_b), np.maximum(gap_a, gap_b)
        cost = GAP_COST * np.maximum(wide, 0) + np.minimum(JUMP_COST * (wide - narrow), LARGEST_JUMP_COST)
        worth = LETTER_SCORE * (total[after] - length[after] + np.minimum(narrow, 0)) > cost
        found.append(pair[at[(wide <= MAX_GAP) & worth]])
    return np.unique(np.concatenate(found))
