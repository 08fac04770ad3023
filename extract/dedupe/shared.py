"""What two texts share: runs of text against text, and how many letters of each side stand in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.chains import find_chains
from extract.dedupe.kernel import KERNEL, Seeds
from extract.dedupe.pairs import Pair
from extract.dedupe.runs import chain_runs, looks
from extract.dedupe.slides import slid, untangled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from extract.dedupe.shingles import Places, Stream


class Shared(NamedTuple):
    """The runs that two texts share, in order, a row for each: start and end in the one text, then in the other.

    ``bounds`` are the letters at which they start and end; ``letters`` are those of each side that stand in the other.
    """

    runs: NDArray[np.int32]
    bounds: NDArray[np.int32]
    letters: tuple[int, int]


def match_pairs(streams: Sequence[Stream], pairs: Sequence[Pair]) -> Iterator[Shared | None]:
    """Yield what the streams of each pair share, if anything; ``pair.a`` and ``pair.b`` count in ``streams``."""
    sides = [stream.side for stream in streams if stream.side]
    if not KERNEL or len(sides) < len(streams) or not pairs:
        yield from (match_plainly(streams[pair.a], streams[pair.b], pair) for pair in pairs)
        return
    for runs, bounds, letters in KERNEL.match_pairs(sides, _seeds(pairs), looks()):
        yield Shared(runs, bounds, letters) if len(runs) else None


def match_streams(a: Stream, b: Stream, at_a: Places, at_b: Places) -> Shared | None:
    """Return what two streams share, if anything; equal shingles begin at the letters ``at_a[i]`` and ``at_b[i]``."""
    return next(match_pairs((a, b), [Pair(0, 1, at_a, at_b, is_rare=True)]))


def _seeds(pairs: Sequence[Pair]) -> Seeds:
    """Return the pairs as the kernel reads them."""
    return Seeds(
        np.array([(pair.a, pair.b) for pair in pairs], dtype=np.int32),
        np.cumsum([0, *(len(pair.at_a) for pair in pairs)], dtype=np.int64),
        np.concatenate([pair.at_a for pair in pairs], dtype=np.int32),
        np.concatenate([pair.at_b for pair in pairs], dtype=np.int32),
    )


def match_plainly(a: Stream, b: Stream, pair: Pair) -> Shared | None:
    """Return what ``match_pairs`` does for one pair, without the compiled kernel."""
    chains = find_chains(a, b, pair.at_a.astype(np.int64), pair.at_b.astype(np.int64))
    if not chains:
        return None
    runs = np.array(untangled([slid(a.text, b.text, chain_runs(a, b, chain)) for chain in chains]), dtype=np.int32)
    bounds = np.concatenate((np.searchsorted(a.places, runs[:, :2]), np.searchsorted(b.places, runs[:, 2:])), axis=1)
    stretches = [stretch for chain in chains for stretch in chain.stretches]
    of_a = covered((stretch.a, stretch.a + stretch.length) for stretch in stretches)
    of_b = covered((stretch.b, stretch.b + stretch.length) for stretch in stretches)
    return Shared(runs, bounds.astype(np.int32), (of_a, of_b))


def covered(parts: Iterable[Sequence[int]] | NDArray[np.int32]) -> int:
    """Return how many letters at least one of the parts (start, end) holds."""
    total = reach = 0
    for start, end in sorted((int(start), int(end)) for start, end in parts):
        total += max(end - max(start, reach), 0)
        reach = max(reach, end)
    return total
