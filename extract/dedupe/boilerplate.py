"""Letters that many works share: site chrome, standing notices, a resolution that everybody quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.clusters import Clusters
from extract.dedupe.shingles import GRAM, SAMPLING, Hashes, Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from extract.models import Span

MANY = 5
"""Works in which a stretch must stand to be boilerplate; fewer may be versions of one work."""

_BRIDGE = 6 * SAMPLING  # letters between two samples in a row that count with them


class Samples(NamedTuple):
    """The sampled shingles of all texts, text after text: hash, first letter, number of the text."""

    hashes: Hashes
    letters: NDArray[np.int32]
    texts: NDArray[np.int32]


class Boilerplate:
    """Tells how many letters of a text are boilerplate."""

    def __init__(self, samples: Samples, same_work: Iterable[tuple[int, int]], count: int) -> None:
        """Find the shingles that stand in many works; ``same_work`` are the pairs of the ``count`` texts that are one."""
        self._samples = samples
        self._is_common = _is_common(samples, _works(same_work, count))
        self._first = np.searchsorted(samples.texts, np.arange(count + 1))

    def stands_in(self, text: int) -> bool:
        """Tell whether a text has any boilerplate."""
        return bool(self._is_common[self._first[text] : self._first[text + 1]].any())

    def count(self, text: int, stream: Stream, spans: Sequence[Span]) -> tuple[int, int]:
        """Return the letters of boilerplate in ``spans`` of a text, and in all of it."""
        common = np.zeros(len(stream) + 1, dtype=np.int64)
        low, high = self._first[text], self._first[text + 1]
        previous: int | None = None
        for start, is_common in zip(self._samples.letters[low:high].tolist(), self._is_common[low:high].tolist(), strict=True):
            if is_common:
                begins = previous if previous is not None and start - previous <= _BRIDGE else start
                common[begins] += 1
                common[start + GRAM] -= 1
            previous = start if is_common else None
        mask = np.cumsum(common[:-1]) > 0
        inside = np.zeros(len(stream), dtype=np.bool_)
        bounds = np.searchsorted(stream.places, np.array(spans, dtype=np.int64).reshape(-1, 2))
        for start, end in bounds.tolist():
            inside[start:end] = True
        return int(np.count_nonzero(mask & inside)), int(np.count_nonzero(mask))


def _works(same_work: Iterable[tuple[int, int]], count: int) -> NDArray[np.int64]:
    """Return for each text the number of its work."""
    clusters = Clusters[int]()
    for a, b in same_work:
        clusters.join(a, b)
    return np.fromiter(map(clusters.leader, range(count)), dtype=np.int64, count=count)


def _is_common(samples: Samples, works: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of each sample whether its shingle stands in ``MANY`` works."""
    if not len(samples.hashes):
        return np.zeros(0, dtype=np.bool_)
    work = works[samples.texts]
    order = np.lexsort((work, samples.hashes))
    hashes, work = samples.hashes[order], work[order]
    new_hash = np.concatenate(([True], hashes[1:] != hashes[:-1]))
    new_work = new_hash | np.concatenate(([True], work[1:] != work[:-1]))
    group = np.cumsum(new_hash) - 1
    works_of_group = np.bincount(group, weights=new_work)
    is_common = np.zeros(len(hashes), dtype=np.bool_)
    is_common[order] = works_of_group[group] >= MANY
    return is_common
