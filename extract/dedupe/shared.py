"""What two texts share: runs of text against text, and how many letters of each side stand in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.chains import find_chains
from extract.dedupe.kernel import KERNEL
from extract.dedupe.runs import Run, chain_runs, looks
from extract.dedupe.slides import slid, untangled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.dedupe.shingles import Places, Stream


class Shared(NamedTuple):
    """The runs that two texts share, in order, and the letters of each side that stand in the other."""

    runs: tuple[Run, ...]
    letters: tuple[int, int]


def match_streams(a: Stream, b: Stream, at_a: Places, at_b: Places) -> Shared | None:
    """Return what two streams share, if anything; equal shingles begin at the letters ``at_a[i]`` and ``at_b[i]``."""
    chains, letters = runs_by_chain(a, b, at_a, at_b)
    if not chains:
        return None
    return Shared(tuple(untangled([slid(a.text, b.text, runs) for runs in chains])), letters)


def runs_by_chain(a: Stream, b: Stream, at_a: Places, at_b: Places) -> tuple[list[list[Run]], tuple[int, int]]:
    """Return the runs of each chain of two streams, and how many letters of each stand in the other."""
    if not KERNEL:
        return runs_by_chain_plainly(a, b, at_a, at_b)
    chains, letters = KERNEL.match_streams(a.side, b.side, at_a, at_b, looks())
    return [list(map(Run._make, runs)) for runs, _ in chains], letters


def runs_by_chain_plainly(a: Stream, b: Stream, at_a: Places, at_b: Places) -> tuple[list[list[Run]], tuple[int, int]]:
    """Return the same as ``runs_by_chain``, without the compiled kernel."""
    chains = find_chains(a, b, at_a.astype(np.int64), at_b.astype(np.int64))
    stretches = [stretch for chain in chains for stretch in chain.stretches]
    of_a = _covered((stretch.a, stretch.length) for stretch in stretches)
    of_b = _covered((stretch.b, stretch.length) for stretch in stretches)
    return [chain_runs(a, b, chain) for chain in chains], (of_a, of_b)


def _covered(stretches: Iterable[tuple[int, int]]) -> int:
    """Return how many letters at least one of the stretches (start, length) holds."""
    total = reach = 0
    for start, length in sorted(stretches):
        total += max(start + length - max(start, reach), 0)
        reach = max(reach, start + length)
    return total
