"""Texts as streams of letters and digits, and the hashes by which equal stretches of two streams find each other.

Spaces, hyphens, line breaks and markup are no letters, so a wrapped copy has the same stream as a clean one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GRAM = 20
"""Letters in one shingle: longer than almost any stock phrase of three words."""

SAMPLING = 16
"""One shingle in so many is kept between sources, by its hash, so that two copies keep the same ones."""

MAX_PLACES = 64
"""A shingle in more places than this is boilerplate and tells nothing."""

_LAST_LETTER = 0x3FFFF  # no letter is assigned above plane 3
_HANGUL = range(0xAC00, 0xD7A4)  # one syllable counts as one letter, as written
_FIRST_MULTIPLIER = 0x9E3779B97F4A7C15
_SECOND_MULTIPLIER = 0xD6E8FEB86659FD93
_BASE = 0x100000001B3

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]


class _Folding(NamedTuple):
    """For each code point the letter it counts as (0: none), and those that count as several."""

    first: NDArray[np.uint32]
    several: dict[int, str]
    is_several: NDArray[np.bool_]


@dataclass(frozen=True)
class Stream:
    """The letters and digits of a text without case and accents, each with its place in the text."""

    text: str
    codes: NDArray[np.uint32]
    places: Ints

    def __len__(self) -> int:
        """Return the number of letters."""
        return len(self.codes)

    @cached_property
    def letters(self) -> str:
        """The letters as a string."""
        return self.codes.tobytes().decode("utf-32-le")

    @property
    def hashes(self) -> Hashes:
        """The hash of the shingle that begins at each letter."""
        return hash_grams(self.codes, GRAM)

    def sampled(self) -> tuple[Hashes, Ints]:
        """Return the hashes that are kept between sources, and the letters at which they begin."""
        hashes = self.hashes
        kept = np.flatnonzero(hashes % np.uint64(SAMPLING) == 0)
        return hashes[kept], kept.astype(np.int64)


def read_stream(text: str) -> Stream:
    """Return the letters and digits of ``text``.

    >>> read_stream("Sanc-\\ntions, 2014!").letters
    'sanctions2014'
    >>> read_stream("naïve ﬁeld").places.tolist()
    [0, 1, 2, 3, 4, 6, 6, 7, 8, 9]
    """
    folding = _folding()
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    raw = np.minimum(raw, _LAST_LETTER)
    codes = folding.first[raw]
    places = np.flatnonzero(codes)
    if folding.is_several[raw].any():
        codes, places = _expanded(raw, codes, folding)
        return Stream(text, codes, places)
    return Stream(text, codes[places], places.astype(np.int64))


def _expanded(raw: NDArray[np.uint32], codes: NDArray[np.uint32], folding: _Folding) -> tuple[NDArray[np.uint32], Ints]:
    """Return codes and places of a text in which some characters count as several letters ("ﬁ", "ß")."""
    counts = (codes != 0).astype(np.int64)
    at_several = np.flatnonzero(folding.is_several[raw])
    letters = [folding.several[int(code)] for code in raw[at_several]]
    counts[at_several] = [len(part) for part in letters]
    places = np.repeat(np.arange(len(raw), dtype=np.int64), counts)
    expanded = codes[places]
    starts = np.cumsum(counts) - counts
    for start, part in zip(starts[at_several], letters, strict=True):
        expanded[start : start + len(part)] = [ord(letter) for letter in part]
    return expanded, places


@cache
def _folding() -> _Folding:
    first = np.zeros(_LAST_LETTER + 1, dtype=np.uint32)
    is_several = np.zeros(_LAST_LETTER + 1, dtype=np.bool_)
    several: dict[int, str] = {}
    for code in range(_LAST_LETTER + 1):
        letter = chr(code)
        if not letter.isalnum():
            continue
        if code in _HANGUL or not (unicodedata.decomposition(letter) or letter != letter.casefold()):
            first[code] = code
            continue
        folded = unicodedata.normalize("NFKD", letter.casefold()).casefold()
        letters = "".join(part for part in folded if part.isalnum())
        if not letters:
            continue
        first[code] = ord(letters[0])
        if len(letters) > 1:
            several[code] = letters
            is_several[code] = True
    return _Folding(first, several, is_several)


def hash_grams(codes: NDArray[np.uint32], size: int) -> Hashes:
    """Return a 64-bit hash of each ``size`` letters in a row, built from hashes of 1, 2, 4, 8... letters."""
    if len(codes) < size:
        return np.zeros(0, dtype=np.uint64)
    power = codes.astype(np.uint64) * np.uint64(_FIRST_MULTIPLIER)
    power ^= power >> np.uint64(29)
    factor = _BASE
    width = 1
    result: Hashes | None = None
    done = 0
    while True:
        if size & width:
            if result is None:
                result = power
            else:
                length = len(codes) - done - width + 1
                result = result[:length] * np.uint64(factor) + power[done : done + length]
            done += width
        if done == size:
            break
        power = power[:-width] * np.uint64(factor) + power[width:]
        factor = factor * factor % 2**64
        width *= 2
    assert result is not None
    mixed = result ^ (result >> np.uint64(32))
    mixed = mixed * np.uint64(_SECOND_MULTIPLIER)
    return mixed ^ (mixed >> np.uint64(32))


def pair_places(hashes: Hashes, *, limit: int = MAX_PLACES) -> tuple[Ints, Ints]:
    """Return the index pairs ``i < j`` of equal hashes; those that occur more than ``limit`` times are left out.

    >>> [pairs.tolist() for pairs in pair_places(np.array([5, 7, 5, 5], dtype=np.uint64))]
    [[0, 2, 0], [2, 3, 3]]
    """
    order = np.argsort(hashes, kind="stable").astype(np.int64)
    ordered = hashes[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, len(ordered)))
    use = np.repeat((counts > 1) & (counts <= limit), counts)
    order, ordered = order[use], ordered[use]
    left: list[Ints] = []
    right: list[Ints] = []
    at = np.arange(len(order), dtype=np.int64)
    step = 1
    while len(at):
        at = at[at + step < len(order)]
        at = at[ordered[at] == ordered[at + step]]
        left.append(order[at])
        right.append(order[at + step])
        step += 1
    if not left:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(left), np.concatenate(right)
