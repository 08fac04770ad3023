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


class _Parts(NamedTuple):
    """Parts of a text, in order and apart: their first letters, their lengths, and the letters of all before each."""

    starts: Ints
    lengths: Ints
    before: Ints

    def until(self, letters: Places) -> Ints:
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
        self._parts: dict[int, _Parts | None] = {}

    def count(self, text: int, bounds: Places) -> tuple[int, int]:
        """Return the letters of boilerplate in stretches of a text, which are letters (start, end), and in all of it."""
        parts = self._in(text)
        if parts is None:
            return 0, 0
        starts, ends = bounds[np.argsort(bounds[:, 0], kind="stable")].T
        starts = np.append(starts[:1], np.maximum(starts[1:], np.maximum.accumulate(ends[:-1])))
        until = parts.until(np.append(starts, np.maximum(starts, ends)))
        inside = until[len(starts) :].sum() - until[: len(starts)].sum()
        return int(inside), int(parts.before[-1] + parts.lengths[-1])

    def _in(self, text: int) -> _Parts | None:
        """Return the boilerplate of a text, if it has any."""
        if text not in self._parts:
            self._parts[text] = self._find(self._fingerprints[text]) if len(self._common) else None
        return self._parts[text]

    def _find(self, of_text: Fingerprint) -> _Parts | None:
        """Return what the common shingles of a text hold, and what stands between two of them that are close."""
        at = np.minimum(np.searchsorted(self._common, of_text.hashes), len(self._common) - 1)
        is_common = self._common[at] == of_text.hashes
        if not is_common.any():
            return None
        places = of_text.places.astype(np.int64)
        starts = places.copy()
        bridged = is_common[1:] & is_common[:-1] & (np.diff(places) <= _BRIDGE)
        starts[1:][bridged] = places[:-1][bridged]
        starts, ends = starts[is_common], places[is_common] + GRAM
        apart = np.concatenate(([True], starts[1:] > ends[:-1]))
        lengths = ends[np.append(np.flatnonzero(apart)[1:], len(ends)) - 1] - starts[apart]
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
