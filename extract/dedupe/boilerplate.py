"""Letters that many works share: site chrome, standing notices, a resolution that everybody quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.clusters import Clusters
from extract.dedupe.samples import hash_order, sorted_by
from extract.dedupe.shingles import GRAM, SAMPLING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.samples import Samples
    from extract.dedupe.shingles import Hashes, Ints, Places

MANY = 5
"""Works in which a stretch must stand to be boilerplate; fewer may be versions of one work."""

_BRIDGE = 6 * SAMPLING  # letters between two samples in a row that count with them
_TOGETHER = 4096  # sides that are counted together


class _Parts(NamedTuple):
    """Parts of texts, in order and apart: their first letters, their lengths, and the letters of all before each."""

    starts: Ints
    lengths: Ints
    before: Ints

    def until(self, letters: Ints) -> Ints:
        """Return how many letters of the parts stand before each of ``letters``."""
        at = np.searchsorted(self.starts, letters, side="right") - 1
        counts: Ints = np.where(at < 0, 0, self.before[at] + np.minimum(letters - self.starts[at], self.lengths[at]))
        return counts


class Boilerplate:
    """Tells how many letters of a text are boilerplate, from fingerprints alone."""

    def __init__(
        self, fingerprints: Sequence[Fingerprint], samples: Iterable[Samples], same_work: Iterable[tuple[int, int]]
    ) -> None:
        """Find the shingles that stand in many works: ``samples`` are those of all texts, equal hashes in one part of them.

        ``same_work`` are the pairs of texts that are one.
        """
        self._fingerprints = fingerprints
        self._common = common_hashes(samples, _works(same_work, len(fingerprints)))

    def count(self, sides: Sequence[tuple[int, Places]]) -> list[tuple[int, int]]:
        """Return the letters of boilerplate in some stretches of a text, and in all of it, for each of ``sides``.

        These are the number of a text and the letters (start, end) of the stretches.
        """
        order = sorted(range(len(sides)), key=lambda at: sides[at][0])
        counts = [(0, 0)] * len(sides)
        for low in range(0, len(order) if len(self._common) else 0, _TOGETHER):
            some = order[low : low + _TOGETHER]
            for at, found in zip(some, self._count([sides[at] for at in some]), strict=True):
                counts[at] = found
        return counts

    def _count(self, sides: Sequence[tuple[int, Places]]) -> Iterable[tuple[int, int]]:
        """Return the same for few sides: their texts stand one behind the other, far enough apart."""
        texts, text_of = np.unique([text for text, _ in sides], return_inverse=True)
        fingerprints = [self._fingerprints[text] for text in texts.tolist()]
        room = np.array([of_text.size + 2 * _BRIDGE for of_text in fingerprints])
        first = np.cumsum(room) - room
        parts = self._find(fingerprints, first)
        if not len(parts.starts):
            return [(0, 0)] * len(sides)
        number = np.repeat(np.arange(len(sides)), [len(bounds) for _, bounds in sides])
        bounds = np.concatenate([bounds for _, bounds in sides]).astype(np.int64)
        bounds = bounds[np.lexsort((bounds[:, 0], number))]
        apart = number * (int(bounds.max()) + 1)  # so that no side reaches into the next
        starts, ends = bounds.T + apart
        starts[1:] = np.maximum(starts[1:], np.maximum.accumulate(ends[:-1]))
        shift = first[text_of][number] - apart
        inside = parts.until(np.maximum(starts, ends) + shift) - parts.until(starts + shift)
        in_stretches = np.bincount(number, weights=inside, minlength=len(sides)).astype(np.int64)
        in_all = (parts.until(first + room) - parts.until(first))[text_of]
        return zip(in_stretches.tolist(), in_all.tolist(), strict=True)

    def _find(self, fingerprints: Sequence[Fingerprint], first: Ints) -> _Parts:
        """Return what the common shingles of texts hold, and what stands between two of them that are close.

        The letters of each text count from ``first`` on.
        """
        hashes = np.concatenate([of_text.hashes for of_text in fingerprints])
        places = np.concatenate([of_text.places for of_text in fingerprints])
        places = places + np.repeat(first, [len(of_text.places) for of_text in fingerprints])
        at = np.minimum(np.searchsorted(self._common, hashes), len(self._common) - 1)
        is_common = self._common[at] == hashes
        starts = places.copy()
        bridged = is_common[1:] & is_common[:-1] & (np.diff(places) <= _BRIDGE)
        starts[1:][bridged] = places[:-1][bridged]
        starts, ends = starts[is_common], places[is_common] + GRAM
        apart = np.append(True, starts[1:] > ends[:-1])[: len(starts)]
        lengths = ends[np.append(np.flatnonzero(apart)[1:], len(ends))[: np.count_nonzero(apart)] - 1] - starts[apart]
        return _Parts(starts[apart], lengths, np.cumsum(lengths) - lengths)


def _works(same_work: Iterable[tuple[int, int]], count: int) -> NDArray[np.int32]:
    """Return for each text the number of its work."""
    clusters = Clusters[int]()
    for a, b in same_work:
        clusters.join(a, b)
    return np.fromiter(map(clusters.leader, range(count)), dtype=np.int32, count=count)


def common_hashes(samples: Iterable[Samples], works: NDArray[np.int32]) -> Hashes:
    """Return, in order, the hashes of the shingles that stand in ``MANY`` works."""
    found = [np.zeros(0, dtype=np.uint64)]
    for part in samples:
        order = hash_order(part.hashes)
        ordered = part.hashes[order]
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
        counts = np.diff(np.append(starts, len(ordered)))
        is_often = np.repeat(counts >= MANY, counts)
        number = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[is_often]
        work = works[part.texts[order[is_often]]]
        order = sorted_by(number, work)
        number, work = number[order], work[order]
        is_new = np.append(True, (number[1:] != number[:-1]) | (work[1:] != work[:-1]))[: len(number)]
        found.append(ordered[starts[np.bincount(number[is_new], minlength=len(counts)) >= MANY]])
    return np.sort(np.concatenate(found))
