"""Candidate pairs: texts that have sampled shingles in common, told from their fingerprints alone."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.shingles import pair_neighbours, pair_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.shingles import Places


class Pair(NamedTuple):
    """The numbers of two texts, and the letters at which the shingles begin in which they agree.

    ``is_rare`` tells that one of these shingles at least is no frequent one.
    """

    a: int
    b: int
    at_a: Places
    at_b: Places
    is_rare: bool

    def key(self, fingerprints: Sequence[Fingerprint]) -> bytes:
        """Return a key of all that the match of the pair depends on: the two texts, and where they agree."""
        parts = fingerprints[self.a].digest, fingerprints[self.b].digest, self.at_a.tobytes(), self.at_b.tobytes()
        return blake2b(b"".join(parts), digest_size=16).digest()


def find_pairs(fingerprints: Sequence[Fingerprint]) -> Iterator[Pair]:
    """Yield each two texts with shared shingles.

    A shingle that too many texts have pairs each with the next alone: enough for a notice that was printed a hundred times.
    """
    if not fingerprints:
        return
    hashes = np.concatenate([each.hashes for each in fingerprints])
    places = np.concatenate([each.places for each in fingerprints])
    texts = np.repeat(np.arange(len(fingerprints), dtype=np.int32), [len(each.hashes) for each in fingerprints])
    rare, frequent = pair_places(hashes), pair_neighbours(hashes)
    left, right = np.concatenate((rare[0], frequent[0])), np.concatenate((rare[1], frequent[1]))
    is_rare = np.arange(len(left)) < len(rare[0])
    apart = texts[left] != texts[right]
    left, right, is_rare = left[apart], right[apart], is_rare[apart]
    order = np.lexsort((right, left, texts[right], texts[left]))
    left, right, is_rare = left[order], right[order], is_rare[order]
    a, b, at_a, at_b = texts[left], texts[right], places[left], places[right]
    starts = np.flatnonzero((a[1:] != a[:-1]) | (b[1:] != b[:-1])) + 1
    bounds = [0, *starts.tolist(), len(a)] if len(a) else []
    for start, end in pairwise(bounds):
        yield Pair(int(a[start]), int(b[start]), at_a[start:end], at_b[start:end], bool(is_rare[start:end].any()))
