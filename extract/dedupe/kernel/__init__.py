"""The compiled twin of the modules beside this folder, where a C compiler made one when Pincite was installed.

Everything works without it and comes to the same result; with it, comparing texts takes a tenth of the time.
``PINCITE_KERNEL=off`` in the environment leaves it out.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.dedupe.kernel.compiling import library_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ROOM = 1024
"""Runs for which there is room at first."""

_SPARE = 64  # letters that a text has more than characters, when some count as several
_ERRORS = {-1: MemoryError("no memory is left to compare texts"), -2: IndexError("a shingle begins outside its stream")}

_Address = ctypes.c_void_p
_Count = ctypes.c_int64

Table = NDArray[np.int32]
ChainRuns = tuple[list[list[int]], int]
"""The runs of a chain, four numbers each, and its number of equal letters."""


class FoldingTable(NamedTuple):
    """For each code point the letter it counts as (0: none), or the number of those it counts as.

    The letters of number n are ``parts[starts[n] : starts[n + 1]]``.
    """

    first: NDArray[np.uint32]
    starts: NDArray[np.int64]
    parts: NDArray[np.uint32]


class Seeds(NamedTuple):
    """Pairs of streams, by their numbers, and where equal shingles begin: for pair n from ``first[n]`` to ``first[n + 1]``."""

    pairs: Table
    first: NDArray[np.int64]
    at_a: NDArray[np.int32]
    at_b: NDArray[np.int32]


class PairRuns(NamedTuple):
    """The runs of a pair, between which letters each stands, and how many letters of each side stand in the other."""

    runs: Table
    bounds: Table
    letters: tuple[int, int]


class _Stream(ctypes.Structure):
    _fields_ = (("letters", _Address), ("places", _Address), ("text", _Address), ("size", _Count), ("text_size", _Count))


class Side:
    """A stream as the kernel reads it; it holds the arrays for as long as it is held."""

    def __init__(self, codes: NDArray[np.uint32], letters: NDArray[np.uint32], places: NDArray[np.int32]) -> None:
        """Hold the ``letters`` of a text of the code points ``codes`` and their places."""
        self.letters, self.places, self._codes = letters, places, codes
        self._stream = _Stream(letters.ctypes.data, places.ctypes.data, codes.ctypes.data, len(letters), len(codes))
        self.address = ctypes.addressof(self._stream)


class Kernel:
    """The functions of the compiled library."""

    def __init__(self, path: Path) -> None:
        """Load the library."""
        library = ctypes.CDLL(str(path))
        self._read_letters = library.read_letters
        self._sample_grams = library.sample_grams
        self._match_pairs = library.match_pairs
        self._find_repeats = library.find_repeats
        self._read_letters.argtypes = (_Address, _Count, *[_Address] * 5, _Count)
        self._sample_grams.argtypes = (_Address, _Count, _Address, _Address)
        self._match_pairs.argtypes = (*[_Address] * 7, _Count, _Count, _Count, _Address, _Address)
        self._find_repeats.argtypes = (_Address, _Address, _Count, *[_Address] * 3)
        for function in (self._read_letters, self._sample_grams, self._match_pairs, self._find_repeats):
            function.restype = _Count

    def read(self, text: str, folding: FoldingTable) -> Side:
        """Return the letters of a text, folded, and the place of each."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        size, count = len(codes), -1
        room = size + _SPARE
        table = [array.ctypes.data for array in folding]
        while count < 0:
            letters, places = np.empty(room, np.uint32), np.empty(room, np.int32)
            count = self._read_letters(codes.ctypes.data, size, *table, letters.ctypes.data, places.ctypes.data, room)
            room *= 2
        return Side(codes, letters[:count], places[:count])

    def sampled(self, side: Side) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Return the hashes of shingles that are kept between sources, and the letters at which they begin."""
        size = len(side.letters)
        hashes, places = np.empty(size, np.uint64), np.empty(size, np.int32)
        count = self._sample_grams(side.letters.ctypes.data, size, hashes.ctypes.data, places.ctypes.data)
        return hashes[:count].copy(), places[:count].copy()

    def match_pairs(self, sides: Sequence[Side], seeds: Seeds, looks: NDArray[np.uint32]) -> Iterator[PairRuns]:
        """Yield what each pair of streams shares."""
        seeds = Seeds(*map(np.ascontiguousarray, seeds, (np.int32, np.int64, np.int32, np.int32)))
        _check(len(sides), seeds)
        addresses = np.array([side.address for side in sides], np.int64)
        totals = np.empty((len(seeds.pairs), 3), np.int64)
        asked = [array.ctypes.data for array in (addresses, *seeds, looks, totals)]
        first, room = 0, ROOM * 16
        while first < len(seeds.pairs):
            runs, bounds = np.empty((room, 4), np.int32), np.empty((room, 4), np.int32)
            done = self._match_pairs(*asked, first, len(seeds.pairs), room, runs.ctypes.data, bounds.ctypes.data)
            if done < 0:
                raise _ERRORS[done]
            start = 0
            for count, of_a, of_b in totals[first : first + done].tolist():
                yield PairRuns(runs[start : start + count], bounds[start : start + count], (of_a, of_b))
                start += count
            first += done
            room *= 1 if done else 2

    def find_repeats(self, side: Side, looks: NDArray[np.uint32]) -> Iterator[ChainRuns]:
        """Yield the runs of each chain between two places of a stream."""
        chains = np.zeros(1, np.int64)
        count, room = ROOM, 0
        while count > room:
            room = count
            runs, by_chain = np.empty((room, 4), np.int32), np.empty((room, 2), np.int64)
            addresses = runs.ctypes.data, by_chain.ctypes.data, chains.ctypes.data
            count = self._find_repeats(side.address, looks.ctypes.data, room, *addresses)
        if count < 0:
            raise _ERRORS[count]
        start = 0
        for size, equal in by_chain[: int(chains[0])].tolist():
            yield runs[start : start + size].tolist(), equal
            start += size


def _check(streams: int, seeds: Seeds) -> None:
    """Raise a ``ValueError`` if the numbers and sizes do not fit each other."""
    pairs, first, at_a, at_b = seeds
    sizes = len(first) == len(pairs) + 1 and first[0] == 0 and first[-1] == len(at_a) == len(at_b) and pairs.shape[1:] == (2,)
    if not sizes or (np.diff(first) < 0).any() or (len(pairs) and not 0 <= pairs.min() <= pairs.max() < streams):
        msg = f"{len(pairs)} pairs of {streams} streams with {len(at_a)} and {len(at_b)} shingles do not fit each other"
        raise ValueError(msg)


def _load() -> Kernel | None:
    path = library_path()
    return Kernel(path) if path.exists() and os.environ.get("PINCITE_KERNEL") != "off" else None


KERNEL = _load()
"""The kernel, if there is one and nobody wished to do without."""
