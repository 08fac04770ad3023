"""Letters that many works share: site chrome, standing notices, a resolution that everybody quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from extract.clusters import Clusters
from extract.dedupe.shingles import GRAM, SAMPLING, Hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.shingles import Ints

MANY = 5
"""Works in which a stretch must stand to be boilerplate; fewer may be versions of one work."""

_BRIDGE = 6 * SAMPLING  # letters between two samples in a row that count with them


class Boilerplate:
    """Tells how many letters of a text are boilerplate, from fingerprints alone."""

    def __init__(self, fingerprints: Sequence[Fingerprint], same_work: Iterable[tuple[int, int]]) -> None:
        """Find the shingles that stand in many works; ``same_work`` are the pairs of texts that are one."""
        self._fingerprints = fingerprints
        self._common = _common_hashes(fingerprints, _works(same_work, len(fingerprints)))

    def stands_in(self, text: int) -> bool:
        """Tell whether a text has any boilerplate."""
        return bool(self._is_common(text).any())

    def count(self, text: int, bounds: Ints) -> tuple[int, int]:
        """Return the letters of boilerplate in parts of a text, and in all of it; ``bounds`` are letters (start, end)."""
        of_text = self._fingerprints[text]
        common = np.zeros(of_text.size + 1, dtype=np.int64)
        previous: int | None = None
        for start, is_common in zip(of_text.places.tolist(), self._is_common(text).tolist(), strict=True):
            if is_common:
                begins = previous if previous is not None and start - previous <= _BRIDGE else start
                common[begins] += 1
                common[start + GRAM] -= 1
            previous = start if is_common else None
        mask = np.cumsum(common[:-1]) > 0
        inside = np.zeros(of_text.size, dtype=np.bool_)
        for start, end in bounds.tolist():
            inside[start:end] = True
        return int(np.count_nonzero(mask & inside)), int(np.count_nonzero(mask))

    def _is_common(self, text: int) -> NDArray[np.bool_]:
        """Tell of each sampled shingle of a text whether it stands in many works."""
        hashes = self._fingerprints[text].hashes
        if not len(self._common):
            return np.zeros(len(hashes), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self._common, hashes), len(self._common) - 1)
        return np.equal(self._common[at], hashes)


def _works(same_work: Iterable[tuple[int, int]], count: int) -> NDArray[np.int64]:
    """Return for each text the number of its work."""
    clusters = Clusters[int]()
    for a, b in same_work:
        clusters.join(a, b)
    return np.fromiter(map(clusters.leader, range(count)), dtype=np.int64, count=count)


def _common_hashes(fingerprints: Sequence[Fingerprint], works: NDArray[np.int64]) -> Hashes:
    """Return, in order, the hashes of the shingles that stand in ``MANY`` works."""
    hashes = np.concatenate([each.hashes for each in fingerprints]) if fingerprints else np.zeros(0, dtype=np.uint64)
    work = np.repeat(works, [len(each.hashes) for each in fingerprints])
    order = np.lexsort((work, hashes))
    hashes, work = hashes[order], work[order]
    fresh = np.ones(len(hashes), dtype=np.bool_)  # the first of its work
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (work[1:] != work[:-1])
    common: tuple[Hashes, Ints] = np.unique(hashes[fresh], return_counts=True)
    return common[0][common[1] >= MANY]
