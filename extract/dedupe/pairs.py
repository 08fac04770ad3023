"""Candidate pairs: texts that may share more than a stock phrase, told from their fingerprints alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.glance import are_promising
from extract.dedupe.samples import Agreement, agreements, sorted_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.dedupe.gathered import Gathered
    from extract.dedupe.shingles import Places

_TILES = 4  # files of agreements for each part of the samples
_RECORD = np.dtype([("a", np.int32), ("b", np.int32), ("at_a", np.int32), ("at_b", np.int32), ("is_rare", np.bool_)])


class Pair(NamedTuple):
    """The numbers of two texts, and the letters at which the shingles begin in which they agree.

    ``is_rare`` tells that one of these shingles at least is no frequent one.
    """

    a: int
    b: int
    at_a: Places
    at_b: Places
    is_rare: bool


def find_pairs(texts: Gathered) -> Iterator[Pair]:
    """Yield each two texts that may share more than a stock phrase, in the order of their numbers."""
    for found in _agreements(texts):
        is_first = np.ones(len(found.a), dtype=np.bool_)
        is_first[1:] = (found.a[1:] != found.a[:-1]) | (found.b[1:] != found.b[:-1])
        starts = np.flatnonzero(is_first)
        ends = np.append(starts[1:], len(found.a))
        is_rare = np.logical_or.reduceat(found.is_rare, starts)
        chosen = are_promising(found, np.cumsum(is_first) - 1, texts.letters)
        for pair in np.flatnonzero(chosen).tolist():
            seeds = slice(int(starts[pair]), int(ends[pair]))
            at_a, at_b = found.at_a[seeds].copy(), found.at_b[seeds].copy()
            yield Pair(int(found.a[seeds.start]), int(found.b[seeds.start]), at_a, at_b, bool(is_rare[pair]))


def _agreements(texts: Gathered) -> Iterator[Agreement]:
    """Yield where texts agree, a pair of texts all at once; what parts of the samples tell of it meets in files."""
    if len(texts.parts) == 1:
        yield from agreements(texts.parts[0])
        return
    tiles = _TILES * len(texts.parts)
    width = 1 + len(texts.letters.sizes) // tiles
    with TemporaryDirectory(prefix="pincite-") as folder:
        paths = [Path(folder, f"texts{tile}") for tile in range(tiles)]
        for part in texts.parts:
            for found in agreements(part):
                bounds = np.searchsorted(found.a, np.arange(tiles + 1) * width).tolist()
                for path, (low, high) in zip(paths, pairwise(bounds), strict=True):
                    if low < high:
                        _add(path, found.of(slice(low, high)))
        for path in paths:
            if path.exists():
                records = np.fromfile(path, dtype=_RECORD)
                found = Agreement(*(records[field] for field in Agreement._fields))
                yield found.of(sorted_by(found.a, found.b, found.at_b - found.at_a, found.at_a))


def _add(path: Path, found: Agreement) -> None:
    """Write agreements behind those of the same texts."""
    records = np.empty(len(found.a), dtype=_RECORD)
    for field in Agreement._fields:
        records[field] = getattr(found, field)
    with path.open("ab") as file:
        records.tofile(file)
