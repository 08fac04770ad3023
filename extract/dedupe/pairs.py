"""Candidate pairs: texts that may share more than a stock phrase, told from their fingerprints alone."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.glance import Letters, are_promising
from extract.dedupe.samples import agreements, gather

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
    """Yield each two texts that may share more than a stock phrase, in the order of their numbers."""
    letters = Letters([of_text.letters for of_text in fingerprints])
    for found in agreements(gather(fingerprints)):
        is_first = np.ones(len(found.a), dtype=np.bool_)
        is_first[1:] = (found.a[1:] != found.a[:-1]) | (found.b[1:] != found.b[:-1])
        starts = np.flatnonzero(is_first)
        ends = np.append(starts[1:], len(found.a))
        is_rare = np.logical_or.reduceat(found.is_rare, starts)
        chosen = are_promising(found, np.cumsum(is_first) - 1, letters)
        for pair in np.flatnonzero(chosen).tolist():
            seeds = slice(int(starts[pair]), int(ends[pair]))
            at_a, at_b = found.at_a[seeds].copy(), found.at_b[seeds].copy()
            yield Pair(int(found.a[seeds.start]), int(found.b[seeds.start]), at_a, at_b, bool(is_rare[pair]))
