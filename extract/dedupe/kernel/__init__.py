"""The compiled twin of the modules beside this folder, where a C compiler made one when Pincite was installed.

Everything works without it and comes to the same result; with it, comparing texts takes a tenth of the time.
``PINCITE_KERNEL=off`` in the environment leaves it out.
"""

from __future__ import annotations

import ctypes
import os
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

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
Samples = tuple[NDArray[np.uint64], NDArray[np.int32]]
"""The hashes of shingles that are kept between sources, and the letters at which they begin."""

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


class Side(NamedTuple):
    """A stream: its letters and their places, and as the kernel reads it; ``text`` is held for the kernel alone."""

    letters: NDArray[np.uint32]
    places: NDArray[np.int32]
    text: bytes
    stream: _Stream


class _Rooms(threading.local):
    """Arrays that are filled again and again, each thread its own, with their addresses: to ask for these takes time."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[NDArray[Any], int]] = {}

    def take(self, name: str, size: int, like: NDArray[Any]) -> tuple[NDArray[Any], int]:
        """Return an array of at least ``size`` rows like ``like``."""
        held = self._held.get(name)
        if held is None or len(held[0]) < size:
            array = np.empty((2 * size, *like.shape[1:]), like.dtype)
            held = self._held[name] = array, array.ctypes.data
        return held


_RUNS, _COUNTS = np.empty((0, 4), np.int32), np.empty((0, 2), np.int64)
_HASHES, _PLACES, _NUMBERS = np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int64)


class Kernel:
    """The functions of the compiled library."""

    def __init__(self, path: Path) -> None:
        """Load the library."""
        library = ctypes.CDLL(str(path))
        self._read_letters = library.read_letters
        self._sample_grams = library.sample_grams
        self._match_pairs = library.match_pairs
        self._find_repeats = library.find_repeats
        self._merge_runs = library.merge_runs
        self._carry_on = library.carry_on
        self._read_letters.argtypes = (ctypes.c_char_p, _Count, *[_Address] * 4, _Count, _Address)
        self._sample_grams.argtypes = (_Address, _Address, _Address)
        self._match_pairs.argtypes = (*[_Address] * 7, _Count, _Count, _Count, _Address, _Address)
        self._find_repeats.argtypes = (_Address, _Address, _Count, *[_Address] * 5)
        self._merge_runs.argtypes = (_Address, _Count, _Count, _Count, _Address)
        self._carry_on.argtypes = (*[_Address] * 4, _Count, _Count, _Address, _Address)
        self._carry_on.restype = _Count
        for function in (self._read_letters, self._sample_grams, self._match_pairs, self._find_repeats, self._merge_runs):
            function.restype = _Count
        self._rooms = _Rooms()
        self._fixed: dict[int, tuple[NDArray[Any], int]] = {}

    def read(self, text: str, folding: FoldingTable) -> Side:
        """Return the letters of a text, folded, and the place of each."""
        codes = text.encode("utf-32-le", "surrogatepass")
        size, count = len(text), -1
        room = size + _SPARE
        stream = _Stream()
        table = [self._address(array) for array in folding]
        while count < 0:
            held = np.empty((2, room), np.uint32)
            count = self._read_letters(codes, size, *table, held.ctypes.data, room, ctypes.addressof(stream))
            room *= 2
        return Side(held[0, :count], held[1, :count].view(np.int32), codes, stream)

    def sampled(self, side: Side) -> Samples:
        """Return the hashes of shingles that are kept between sources, and the letters at which they begin."""
        size = len(side.letters)
        hashes, at_hashes = self._rooms.take("hashes", size, _HASHES)
        places, at_places = self._rooms.take("places", size, _PLACES)
        count = self._sample_grams(ctypes.addressof(side.stream), at_hashes, at_places)
        return hashes[:count].copy(), places[:count].copy()

    def merged(self, runs: NDArray[np.int32], tolerance: int, largest: int) -> NDArray[np.int32]:
        """Return the runs with neighbours made one."""
        merged, address = self._rooms.take("merged", len(runs), _RUNS)
        count = self._merge_runs(np.ascontiguousarray(runs, np.int32).ctypes.data, len(runs), tolerance, largest, address)
        return merged[:count].copy()

    def _address(self, table: NDArray[Any]) -> int:
        """Return the address of a table that is never changed."""
        if id(table) not in self._fixed:
            self._fixed[id(table)] = table, table.ctypes.data
        return self._fixed[id(table)][1]

    def match_pairs(self, sides: Sequence[Side], seeds: Seeds, looks: NDArray[np.uint32]) -> Iterator[PairRuns]:
        """Yield what each pair of streams shares."""
        seeds = Seeds(*map(np.ascontiguousarray, seeds, (np.int32, np.int64, np.int32, np.int32)))
        _check(len(sides), seeds)
        addresses = np.array([ctypes.addressof(side.stream) for side in sides], np.int64)
        totals = np.empty((len(seeds.pairs), 3), np.int64)
        asked = [array.ctypes.data for array in (addresses, *seeds)]
        asked += self._address(looks), totals.ctypes.data
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

    def find_repeats(self, side: Side, looks: NDArray[np.uint32]) -> tuple[Samples, list[ChainRuns]]:
        """Return what ``sampled`` does, and the runs of each chain between two places of a stream."""
        hashes, at_hashes = self._rooms.take("hashes", len(side.letters), _HASHES)
        places, at_places = self._rooms.take("places", len(side.letters), _PLACES)
        counts, at_counts = self._rooms.take("counts", 2, _NUMBERS)
        address, table = ctypes.addressof(side.stream), self._address(looks)
        count, room = ROOM, 0
        while count > room:
            room = count
            runs, at_runs = self._rooms.take("runs", room, _RUNS)
            by_chain, at_chains = self._rooms.take("by_chain", room, _COUNTS)
            count = self._find_repeats(address, table, room, at_runs, at_chains, at_hashes, at_places, at_counts)
        if count < 0:
            raise _ERRORS[count]
        chains, samples = counts[:2].tolist()
        found = runs[:count].tolist() if count else []
        in_chains = [(found[end - size : end], equal) for end, size, equal in _ends(by_chain[:chains].tolist())]
        return (hashes[:samples].copy(), places[:samples].copy()), in_chains

    def carried_on(
        self, letters: NDArray[np.uint8], at_a: NDArray[np.int64], at_b: NDArray[np.int64], room: NDArray[np.int64], step: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many letters are equal on one side of each two places, and how many more of ``room`` may be."""
        places = [np.ascontiguousarray(numbers, np.int64) for numbers in (at_a, at_b, room)]
        first = np.minimum(places[0], places[1]) - (places[2] if step < 0 else 0)
        last = np.maximum(places[0], places[1]) + (places[2] if step > 0 else 0)
        if len(first) and (first.min() < 0 or last.max() > len(letters) or places[2].min() < 0):
            msg = "there is no room for so many letters"
            raise ValueError(msg)
        equal, gained = np.empty_like(places[0]), np.empty_like(places[0])
        addresses = (numbers.ctypes.data for numbers in places)
        self._carry_on(letters.ctypes.data, *addresses, len(equal), step, equal.ctypes.data, gained.ctypes.data)
        return equal, gained


def _ends(chains: list[list[int]]) -> Iterator[tuple[int, int, int]]:
    """Yield where the runs of each chain end, how many they are, and its equal letters."""
    end = 0
    for size, equal in chains:
        end += size
        yield end, size, equal


def _check(streams: int, seeds: Seeds) -> None:
    """Raise a ``ValueError`` if the numbers and sizes do not fit each other."""
    pairs, first, at_a, at_b = seeds
    sizes = len(first) == len(pairs) + 1 and first[0] == 0 and first[-1] == len(at_a) == len(at_b) and pairs.shape[1:] == (2,)
    if not sizes or (np.diff(first) < 0).any() or (len(pairs) and not 0 <= pairs.min() <= pairs.max() < streams):
        msg = f"{len(pairs)} pairs of {streams} streams with {len(at_a)} and {len(at_b)} shingles do not fit each other"
        raise ValueError(msg)


def _load() -> Kernel | None:
    path = library_path()
    if os.environ.get("PINCITE_KERNEL") == "off" or not path.exists():
        return None
    try:
        return Kernel(path)
    except OSError:  # it was made for a system with other libraries: the plain modules do the same
        return None


KERNEL = _load()
"""The kernel, if there is one and nobody wished to do without."""
