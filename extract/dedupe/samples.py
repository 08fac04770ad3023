"""The sampled shingles of many texts, and which of them agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.shingles import MAX_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.shingles import Hashes, Ints, Places

_TOGETHER = 1 << 20  # pairs of samples that are held at a time


class Samples(NamedTuple):
    """Sampled shingles, text after text: hash, first letter, number of the text."""

    hashes: Hashes
    places: Places
    texts: NDArray[np.int32]


class Agreement(NamedTuple):
    """Pairs of samples with equal hashes: the texts, the letters, and whether the hash is no frequent one."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    at_a: Places
    at_b: Places
    is_rare: NDArray[np.bool_]

    def of(self, wanted: Ints | NDArray[np.bool_] | slice) -> Agreement:
        """Return some of the pairs."""
        return Agreement(self.a[wanted], self.b[wanted], self.at_a[wanted], self.at_b[wanted], self.is_rare[wanted])


def gather(fingerprints: Sequence[Fingerprint], first: int = 0) -> Samples:
    """Return the samples of texts, which are numbered from ``first`` on."""
    counts = [len(of_text.hashes) for of_text in fingerprints]
    numbers = np.arange(first, first + len(counts), dtype=np.int32)
    return Samples(
        np.concatenate([np.zeros(0, np.uint64), *(of_text.hashes for of_text in fingerprints)]),
        np.concatenate([np.zeros(0, np.int32), *(of_text.places for of_text in fingerprints)]),
        np.repeat(numbers, counts),
    )


def join(parts: Sequence[Samples]) -> Samples:
    """Return samples that were gathered one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Samples(*map(np.concatenate, zip(gather([]), *parts, strict=True)))


def agreements(samples: Samples) -> Iterator[Agreement]:
    """Yield the pairs of samples in which two texts agree, at least one, and all of the texts from one to another at a time.

    A shingle that stands in more than ``MAX_PLACES`` places pairs each with the next alone: enough for a notice that was
    printed a hundred times.
    """
    order, rank, end, is_rare = _grouped(samples.hashes)
    later = np.where(is_rare, end - rank - 1, np.minimum(end - rank - 1, 1))
    for low, high in _tiles(samples.texts, later):
        counts = later[low:high]
        left = np.repeat(np.arange(low, high), counts)
        step = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
        right = order[rank[left] + 1 + step]
        apart = samples.texts[left] != samples.texts[right]
        left, right = left[apart], right[apart]
        if not len(left):
            continue
        found = Agreement(samples.texts[left], samples.texts[right], samples.places[left], samples.places[right], is_rare[left])
        yield found.of(sorted_by(found.a, found.b, found.at_b - found.at_a))  # and by letter: so they come


def _grouped(hashes: Hashes) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """Return the samples in the order of their hashes; and of each its rank there, where its equals end, and whether they are few."""
    count = len(hashes)
    order = hash_order(hashes).astype(np.int32)
    ordered = hashes[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if count else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, count))
    rank, end, is_rare = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.bool_)
    rank[order] = np.arange(count, dtype=np.int32)
    end[order] = np.repeat((starts + counts).astype(np.int32), counts)
    is_rare[order] = np.repeat(counts <= MAX_PLACES, counts)
    return order, rank, end, is_rare


def sorted_by(*keys: NDArray[np.int32]) -> Ints:
    """Return the indices in the order of the first key, then the second...; four times as quick where all fit into 64 bits."""
    count = len(keys[0])
    if not count:
        return np.zeros(0, np.int64)
    lowest = [int(key.min()) for key in keys]
    bits = [(int(key.max()) - low).bit_length() for key, low in zip(keys, lowest, strict=True)]
    index_bits = count.bit_length()
    if sum(bits) + index_bits > 64:
        return np.lexsort(keys[::-1])
    packed = np.zeros(count, dtype=np.uint64)
    for key, low, width in zip(keys, lowest, bits, strict=True):
        packed = packed << np.uint64(width) | (key.astype(np.int64) - low).astype(np.uint64)
    return _indices(packed << np.uint64(index_bits), index_bits)


def hash_order(hashes: Hashes) -> Ints:
    """Return the indices of hashes from the lowest to the highest, equal ones as they come."""
    bits = len(hashes).bit_length()
    upper = hashes >> np.uint64(bits)
    order = _indices(upper << np.uint64(bits), bits)
    ordered, upper = hashes[order], upper[order]
    clashes = upper[1:][(upper[1:] == upper[:-1]) & (ordered[1:] != ordered[:-1])]  # different hashes, the same upper bits
    if len(clashes):
        at = np.flatnonzero(np.isin(upper, clashes))
        order[at] = order[at][np.lexsort((order[at], ordered[at]))]
    return order


def _indices(packed: Hashes, bits: int) -> Ints:
    """Return the indices of numbers in their order, by sorting them with their indices in the lower ``bits``."""
    mixed = np.sort(packed | np.arange(len(packed), dtype=np.uint64))
    return (mixed & np.uint64((1 << bits) - 1)).astype(np.int64)


def _tiles(texts: NDArray[np.int32], counts: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """Yield the samples in stretches of whole texts, each with few enough pairs (``counts`` for each sample)."""
    ends = np.append(np.flatnonzero(np.diff(texts)) + 1, len(texts)) if len(texts) else np.zeros(0, np.int64)
    until = np.cumsum(counts, dtype=np.int64)[ends - 1]
    low, done = 0, 0
    while low < len(texts):
        at = int(np.searchsorted(until, done + _TOGETHER, side="right"))
        at = max(at - 1, int(np.searchsorted(ends, low, side="right")))
        yield low, int(ends[at])
        low, done = int(ends[at]), int(until[at])
