"""Texts as streams of letters and digits, and the hashes by which equal stretches of two streams find each other.

Spaces, hyphens, line breaks and markup are no letters, so a wrapped copy has the same stream as a clean one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.dedupe.kernel import KERNEL, FoldingTable, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAM = 20
"""Letters in one shingle: longer than almost any stock phrase of three words."""

SAMPLING = 16
"""One shingle in so many is kept between sources, by its hash, so that two copies keep the same ones."""

MAX_PLACES = 64
"""A shingle in more places than this is boilerplate and tells nothing."""

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
LAST_LETTER = 0x3FFFF  # no letter is assigned above plane 3
_HANGUL = range(0xAC00, 0xD7A4)  # syllables: they stay as written, and count as two letters
_HAN = range(0x3400, 0x4DC0), range(0x4E00, 0xA000)  # characters, which count as three
_WEIGHTED = re.compile(r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff])|[\uac00-\ud7a3]")
_FIRST_WEIGHTED = "\u3400"
_SECOND_LETTER, _THIRD_LETTER = 0xC0000, 0x80000  # from a character to its further letters, in planes that no text uses
_FIRST_MULTIPLIER = 0x9E3779B97F4A7C15
_SECOND_MULTIPLIER = 0xD6E8FEB86659FD93
_BASE = 0x100000001B3
_IS_SEVERAL = 0x80000000  # in the kernel's table: the number of a character that counts as several letters
_LETTER_SHIFT = 29  # bits by which the number of a letter is mixed
_MIXING_SHIFT = 32  # and by which a hash is

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Hashes = NDArray[np.uint64]


class _Folding(NamedTuple):
    """For each code point the letter it counts as (0: none), and those that count as several."""

    first: NDArray[np.uint32]
    several: dict[int, str]
    is_several: NDArray[np.bool_]

    @property
    def table(self) -> FoldingTable:
        """The same as the kernel reads it: those that count as several are numbered, and their letters stand in a row."""
        first = self.first.copy()
        first[list(self.several)] = np.arange(len(self.several), dtype=np.uint32) + np.uint32(_IS_SEVERAL)
        starts = np.cumsum([0, *map(len, self.several.values())], dtype=np.int64)
        parts = np.frombuffer("".join(self.several.values()).encode("utf-32-le"), dtype=np.uint32)
        return FoldingTable(first, starts, parts)


@dataclass(frozen=True)
class Stream:
    """The letters and digits of a text without case and accents, each with its place in the text."""

    text: str
    codes: NDArray[np.uint32]
    places: Places
    side: Side | None = None
    """The same as the kernel reads it, if there is a kernel."""

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

    def sampled(self) -> tuple[Hashes, Places]:
        """Return the hashes that are kept between sources, and the letters at which they begin."""
        if KERNEL and self.side:
            return KERNEL.sampled(self.side)
        hashes = self.hashes
        kept = np.flatnonzero(hashes % np.uint64(SAMPLING) == 0)
        return hashes[kept], kept.astype(np.int32)


def read_stream(text: str) -> Stream:
    r"""Return the letters and digits of ``text``.

    >>> read_stream("Sanc-\ntions, 2014!").letters
    'sanctions2014'
    >>> read_stream("naïve ﬁeld").places.tolist()
    [0, 1, 2, 3, 4, 6, 6, 7, 8, 9]
    """
    if not KERNEL:
        return read_plainly(text)
    side = KERNEL.read(text, _folding_table())
    return Stream(text, side.letters, side.places, side)


def read_plainly(text: str) -> Stream:
    """Return the same as ``read_stream``, without the compiled kernel."""
    folding = _folding()
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    raw = np.minimum(raw, LAST_LETTER)
    codes = folding.first[raw]
    places = np.flatnonzero(codes)
    if folding.is_several[raw].any():
        codes, places = _expanded(raw, codes, folding)
        return Stream(text, codes, places.astype(np.int32))
    return Stream(text, codes[places], places.astype(np.int32))


def count_letters(text: str, start: int, end: int) -> int:
    r"""Return the number of letters and digits in ``text[start:end]``.

    >>> count_letters("Sanc-\ntions, 2014!", 0, 11)
    9
    """
    part = text[start:end]
    if part.isascii():
        return len(part.encode().translate(None, _NO_LETTERS))
    count = sum(map(str.isalnum, part))
    if max(part) >= _FIRST_WEIGHTED:
        count += sum(2 if match.lastgroup else 1 for match in _WEIGHTED.finditer(part))
    return count


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
def _folding_table() -> FoldingTable:
    return _folding().table


@cache
def _folding() -> _Folding:
    """Return the table, made of all letters and digits at once."""
    codes = np.arange(LAST_LETTER + 1, dtype=np.uint32)
    first = np.where(np.strings.isalnum(codes.view("<U1")), codes, np.uint32(0))
    is_several = np.zeros(LAST_LETTER + 1, dtype=np.bool_)
    several = dict(_weighted(_HANGUL, _SECOND_LETTER))
    for block in _HAN:
        several.update(_weighted(block, _SECOND_LETTER, _THIRD_LETTER))
    is_several[list(several)] = True
    for code, parts in _folded(codes[(first > 0) & ~is_several]):
        kept = "".join(several.get(ord(part), part) for part in parts if part.isalnum())
        first[code] = ord(kept[0]) if kept else 0
        if len(kept) > 1:
            several[code] = kept
            is_several[code] = True
    return _Folding(first, several, is_several)


def _folded(codes: NDArray[np.uint32]) -> Iterator[tuple[int, str]]:
    """Yield the code points that are others without case and accents, with these."""
    joined = "\0".join(codes.tobytes().decode("utf-32-le")) + "\0"
    folded = unicodedata.normalize("NFKD", joined.casefold()).casefold()
    numbers = np.frombuffer(folded.encode("utf-32-le"), dtype=np.uint32)
    ends = np.flatnonzero(numbers == 0)
    starts = np.concatenate(([0], ends[:-1] + 1))
    changed = np.flatnonzero((ends - starts != 1) | (numbers[starts] != codes))
    for code, start, end in zip(codes[changed].tolist(), starts[changed].tolist(), ends[changed].tolist(), strict=True):
        yield code, folded[start:end]


def _weighted(block: range, *further: int) -> Iterator[tuple[int, str]]:
    """Yield each character of a block with the letters that it counts as: itself, and as many more as it says.

    So that a shingle, a quote or a passage is as long in each script.
    """
    codes = np.arange(block.start, block.stop, dtype=np.uint32)
    letters = np.stack([codes, *(codes + distance for distance in further)], axis=1).tobytes().decode("utf-32-le")
    width = 1 + len(further)
    return ((code, letters[at : at + width]) for code, at in zip(block, range(0, len(letters), width), strict=True))


def hash_grams(codes: NDArray[np.uint32], size: int) -> Hashes:
    """Return a 64-bit hash of each ``size`` letters in a row, put together from hashes of 1, 2, 4, 8... letters."""
    count = max(len(codes) - size + 1, 0)
    total = np.zeros(count, dtype=np.uint64)
    if not count:
        return total
    part = codes.astype(np.uint64) * np.uint64(_FIRST_MULTIPLIER)
    part ^= part >> np.uint64(_LETTER_SHIFT)
    factor, width, done = _BASE, 1, 0
    while done < size:
        if size & width:
            total = total * np.uint64(factor) + part[done : done + count]
            done += width
        part = part[:-width] * np.uint64(factor) + part[width:]
        factor = factor * factor % 2**64
        width *= 2
    total ^= total >> np.uint64(_MIXING_SHIFT)
    total *= np.uint64(_SECOND_MULTIPLIER)
    total ^= total >> np.uint64(_MIXING_SHIFT)
    return total


def pair_places(hashes: Hashes, *, most: int | None = None) -> tuple[Ints, Ints]:
    """Return the index pairs ``i < j`` of equal hashes; those that occur more than ``MAX_PLACES`` times are left out.

    Of hashes that would make more than ``most`` pairs together, the most frequent are left out too.

    >>> [pairs.tolist() for pairs in pair_places(np.array([5, 7, 5, 5], dtype=np.uint64))]
    [[0, 2, 0], [2, 3, 3]]
    """
    order, counts = _grouped(hashes)
    limit = MAX_PLACES if most is None else _affordable(counts, most)
    order = order[np.repeat((counts > 1) & (counts <= limit), counts)]
    ordered = hashes[order]
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


def pair_neighbours(hashes: Hashes) -> tuple[Ints, Ints]:
    """Return the index pairs of equal hashes that ``pair_places`` leaves out as too frequent, each with the next alone."""
    order, counts = _grouped(hashes)
    order = order[np.repeat(counts > MAX_PLACES, counts)]
    same = hashes[order[:-1]] == hashes[order[1:]]
    return order[:-1][same], order[1:][same]


def _grouped(hashes: Hashes) -> tuple[Ints, Ints]:
    """Return the indices with equal hashes side by side, and how many there are of each hash."""
    order = np.argsort(hashes, kind="stable").astype(np.int64)
    ordered = hashes[order]
    starts = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    bounds = np.concatenate(([0], starts, [len(ordered)]))
    return order, np.diff(bounds[: len(bounds) if len(ordered) else 1])


def _affordable(counts: Ints, most: int) -> int:
    """Return how often a hash may occur for all up to it to make ``most`` pairs."""
    sizes = np.arange(MAX_PLACES + 1)
    pairs = np.bincount(counts[counts <= MAX_PLACES], minlength=MAX_PLACES + 1) * sizes * (sizes - 1) // 2
    return int(np.searchsorted(np.cumsum(pairs), most, side="right")) - 1
