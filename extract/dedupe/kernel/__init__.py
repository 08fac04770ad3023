"""The compiled twin of the modules beside this folder, where a C compiler made one when Pincite was installed.

Everything works without it and comes to the same result; with it, comparing texts takes a tenth of the time.
``PINCITE_KERNEL=off`` in the environment leaves it out.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.kernel.compiling import library_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

ROOM = 1024
"""Runs for which there is room at first: most pairs of texts have fewer."""

_SPARE = 64  # letters that a text has more than characters, when some count as several
_ERRORS = {-1: MemoryError("no memory is left to compare two texts"), -2: IndexError("a shingle begins outside its stream")}

_Address = ctypes.c_void_p
_Count = ctypes.c_int64


ChainRuns = tuple[list[list[int]], int]
"""The runs of a chain, four numbers each, and its number of equal letters."""


class FoldingTable(NamedTuple):
    """For each code point the letter it counts as (0: none), or the number of those it counts as.

    The letters of number n are ``parts[starts[n] : starts[n + 1]]``.
    """

    first: NDArray[np.uint32]
    starts: NDArray[np.int64]
    parts: NDArray[np.uint32]


class _Stream(ctypes.Structure):
    _fields_ = (("letters", _Address), ("places", _Address), ("text", _Address), ("size", _Count), ("text_size", _Count))


class Side:
    """A stream as the kernel reads it; it holds the arrays for as long as it is held."""

    def __init__(self, text: str, letters: NDArray[np.uint32], places: NDArray[np.int32]) -> None:
        """Check the arrays: ``places`` are those of ``letters`` in ``text``."""
        codes = _codes(text)
        letters, places = np.ascontiguousarray(letters, np.uint32), np.ascontiguousarray(places, np.int32)
        if len(letters) != len(places) or (len(places) and not 0 <= places.min() <= places.max() < len(codes)):
            msg = f"{len(letters)} letters and {len(places)} places do not fit a text of {len(codes)} characters"
            raise ValueError(msg)
        self._arrays = letters, places, codes
        self.size = len(letters)
        self.address = ctypes.byref(
            _Stream(letters.ctypes.data, places.ctypes.data, codes.ctypes.data, len(letters), len(codes))
        )


class Kernel:
    """The functions of the compiled library."""

    def __init__(self, path: Path) -> None:
        """Load the library."""
        library = ctypes.CDLL(str(path))
        self._read_letters = library.read_letters
        self._sample_grams = library.sample_grams
        self._match_streams = library.match_streams
        self._find_repeats = library.find_repeats
        self._read_letters.argtypes = (_Address, _Count, *[_Address] * 5, _Count)
        self._sample_grams.argtypes = (_Address, _Count, _Address, _Address)
        self._match_streams.argtypes = (*[_Address] * 4, _Count, _Address, _Count, *[_Address] * 3)
        self._find_repeats.argtypes = (_Address, _Address, _Count, *[_Address] * 3)
        for function in (self._read_letters, self._sample_grams, self._match_streams, self._find_repeats):
            function.restype = _Count

    def read_letters(self, text: str, folding: FoldingTable) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """Return the letters of a text, folded, and the place of each."""
        codes = _codes(text)
        size = len(codes)
        table = [array.ctypes.data for array in folding]
        for room in (size + _SPARE, size * int(np.diff(folding.starts).max(initial=1))):
            letters, places = np.empty(room, np.uint32), np.empty(room, np.int32)
            count = self._read_letters(codes.ctypes.data, size, *table, letters.ctypes.data, places.ctypes.data, room)
            if count >= 0:
                break
        return letters[:count], places[:count]

    def sampled(self, letters: NDArray[np.uint32]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Return the hashes of shingles that are kept between sources, and the letters at which they begin."""
        letters = np.ascontiguousarray(letters, np.uint32)
        hashes, places = np.empty(len(letters), np.uint64), np.empty(len(letters), np.int32)
        count = self._sample_grams(letters.ctypes.data, len(letters), hashes.ctypes.data, places.ctypes.data)
        return hashes[:count].copy(), places[:count].copy()

    def match_streams(
        self, a: Side, b: Side, at_a: NDArray[np.int32], at_b: NDArray[np.int32], looks: NDArray[np.uint32]
    ) -> tuple[list[ChainRuns], tuple[int, int]]:
        """Return the runs of each chain of two streams, and the letters of each that stand in the other."""
        at_a, at_b = np.ascontiguousarray(at_a, np.int32), np.ascontiguousarray(at_b, np.int32)
        if len(at_a) != len(at_b):
            msg = f"{len(at_a)} shingles on side a and {len(at_b)} on side b are no pairs"
            raise ValueError(msg)
        seeds = at_a.ctypes.data, at_b.ctypes.data, len(at_a)
        return _answer(lambda *room: self._match_streams(a.address, b.address, *seeds, looks.ctypes.data, *room))

    def find_repeats(self, side: Side, looks: NDArray[np.uint32]) -> list[ChainRuns]:
        """Return the runs of each chain between two places of a stream."""
        return _answer(lambda *room: self._find_repeats(side.address, looks.ctypes.data, *room))[0]


def _answer(call: Callable[[int, int, int, int], int]) -> tuple[list[ChainRuns], tuple[int, int]]:
    """Return the runs of each chain that a call finds, and the letters of each side; it is called again if it has no room."""
    count, room = ROOM, 0
    totals = np.zeros(3, np.int64)
    while count > room:
        room = count
        runs, by_chain = np.empty((room, 4), np.int32), np.empty((room, 2), np.int64)
        count = call(room, runs.ctypes.data, by_chain.ctypes.data, totals.ctypes.data)
    if count < 0:
        raise _ERRORS[count]
    chains, of_a, of_b = totals.tolist()
    return list(_by_chain(runs[:count].tolist(), by_chain[:chains].tolist())), (of_a, of_b)


def _by_chain(runs: list[list[int]], counts: list[list[int]]) -> Iterator[ChainRuns]:
    """Yield the runs of each chain with its equal letters."""
    start = 0
    for count, equal in counts:
        yield runs[start : start + count], equal
        start += count


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _load() -> Kernel | None:
    path = library_path()
    return Kernel(path) if path.exists() and os.environ.get("PINCITE_KERNEL") != "off" else None


KERNEL = _load()
"""The kernel, if there is one and nobody wished to do without."""
