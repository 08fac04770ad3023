"""Words out of glyphs: where a space stands between two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from extract.word_list import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.placing import Flags, Floats, Ints, Placed

GAP = 0.12  # ems; a wider gap is a space, measured: letters of a word stand at most .11 apart, words at least .13
MOST = 2  # of two letters of different sizes the larger counts, but not more than this times the smaller
TRACKED = 0.06  # ems between most letters of a line that is set wide
MIN_TRACKED = 8  # letters from which a line tells that it is set wide
WIDE_GAP = 0.45  # ems between Chinese or Japanese characters, which stand in squares
MIN_SPREAD = 5  # letters, each set apart from the next, that are one word: "S p a c e d"
MAX_SPREAD = 0.65  # ems between them
INITIAL = 1.8  # a letter so many times larger than the next begins a paragraph

SQUARE = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
VOWEL = re.compile("[aeiouyàâäáãåæèéêëìíîïòóôöõøœùúûü]", re.IGNORECASE)


@dataclass(slots=True)
class Setting:
    """The glyphs of a page in the order of its lines, while their characters are found; one entry a glyph."""

    order: Ints
    """Their indexes among the placed."""
    starts: Ints
    """Where each line begins, and where the last ends."""
    text: list[str]
    left: Floats
    right: Floats
    base: Floats
    em: Floats
    spaces: Flags
    """Whether a space stands before it."""

    def is_start(self, at: int) -> bool:
        """Tell whether a line begins with glyph ``at``."""
        found = int(np.searchsorted(self.starts, at))
        return found < len(self.starts) and int(self.starts[found]) == at


def set_words(placed: Placed, lines: Sequence[Ints]) -> Setting:
    """Return the glyphs of ``lines`` (indexes of ``placed``, in the order of reading) with the spaces between them."""
    order = np.concatenate(lines)
    starts = np.cumsum([0, *map(len, lines)])
    text = [placed.text[i] for i in order.tolist()]
    setting = Setting(
        order,
        starts,
        text,
        placed.left[order],
        placed.right[order],
        placed.base[order],
        placed.em[order],
        _drawn(placed, order),
    )
    gaps = _gaps(setting, is_right_to_left=placed.is_right_to_left)
    near = setting.spaces & (np.diff(order, prepend=-2) != 1)
    setting.spaces[near] = gaps[near] > GAP / 2
    _space_gaps(setting, gaps)
    setting.spaces[starts[:-1]] = False
    _join_spread(setting, gaps)
    _join_initials(setting, placed)
    return setting


def _drawn(placed: Placed, order: Ints) -> Flags:
    """Tell for each glyph whether a space glyph stands before it in the stream, or behind the glyph that it follows."""
    spaces = placed.spaced[order]
    spaces[1:] |= placed.spaced[order[:-1] + 1]
    return spaces


def _gaps(setting: Setting, *, is_right_to_left: bool) -> Floats:
    """Return the white before each glyph, in ems."""
    gaps = np.zeros(len(setting.order))
    one, two = setting.em[:-1], setting.em[1:]
    em = np.minimum(np.maximum(one, two), MOST * np.minimum(one, two))
    gaps[1:] = (setting.left[1:] - setting.right[:-1]) / em
    if is_right_to_left:
        gaps[1:] = np.maximum(gaps[1:], (setting.left[:-1] - setting.right[1:]) / em)
    return gaps


def _space_gaps(setting: Setting, gaps: Floats) -> None:
    """Set spaces where the gap before a glyph is wider than gaps between the letters of its line."""
    least = np.full(len(gaps), GAP)
    tracked = np.add.reduceat(((gaps > TRACKED) & ~setting.spaces).astype(np.int64), setting.starts[:-1])
    for line in np.flatnonzero(tracked * 2 > np.diff(setting.starts)).tolist():
        begin, end = int(setting.starts[line]), int(setting.starts[line + 1])
        if sum(map(str.isalpha, setting.text[begin:end])) < max(MIN_TRACKED, 0.8 * (end - begin)):
            continue
        inside = gaps[begin + 1 : end][~setting.spaces[begin + 1 : end]]
        least[begin:end] = max(GAP, float(np.median(inside)) + GAP)
    if SQUARE.search("".join(setting.text)):
        square = np.fromiter((SQUARE.match(text) is not None for text in setting.text), np.bool_, len(setting.text))
        least[1:][square[1:] & square[:-1]] = WIDE_GAP
    setting.spaces |= gaps > least


def _join_spread(setting: Setting, gaps: Floats) -> None:
    """Take out the spaces between the letters of a word that is set wide for emphasis."""
    spaces = setting.spaces
    begins = spaces.copy()
    begins[setting.starts[:-1]] = True
    alone = begins & np.append(begins[1:], True)
    runs = np.flatnonzero(np.diff(np.concatenate(([0], alone.view(np.int8), [0]))))
    for begin, end in zip(runs[::2].tolist(), runs[1::2].tolist(), strict=True):
        at = begin
        for stop in range(begin + 1, end + 1):
            if stop < end and setting.text[stop].isalpha() and spaces[stop] and gaps[stop] < MAX_SPREAD:
                continue
            if stop - at >= MIN_SPREAD and setting.text[at].isalpha():
                _join_letters(setting, gaps, at, stop)
            at = stop


def _join_letters(setting: Setting, gaps: Floats, begin: int, end: int) -> None:
    """Make words of the single letters from ``begin`` to ``end`` if they look like some."""
    least = float(gaps[begin + 1 : end].min())
    inside = gaps[begin + 1 : end] < 1.5 * least + GAP / 2
    word = "".join(setting.text[begin:end])
    is_cased = word[1:].islower() or word.isupper()
    is_alphabet = all(ord(two) - ord(one) == 1 for one, two in pairwise(word))
    if is_cased and VOWEL.search(word) and not is_alphabet and len(set(word)) > 2:
        setting.spaces[begin + 1 : end] &= ~inside


def _join_initials(setting: Setting, placed: Placed) -> None:
    """Take out the space between an initial that is drawn large and the rest of its word."""
    first = setting.starts[:-1][np.diff(setting.starts) > 1]
    large = first[setting.em[first] > INITIAL * setting.em[first + 1]]
    for at in large.tolist():
        letter = setting.text[at]
        if not letter.isalpha() or placed.spaced[setting.order[at] + 1]:
            continue
        end = at + 2
        while end < len(setting.text) and not setting.spaces[end] and not setting.is_start(end):
            end += 1
        rest = "".join(setting.text[at + 1 : end]).rstrip(".,;:!?")
        is_word = letter in "AIO" and is_english(rest, common=True) and not is_english(letter + rest, common=True)
        setting.spaces[at + 1] = is_word
