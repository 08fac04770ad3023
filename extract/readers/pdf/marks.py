"""Marks that belong to the letters beside them: accents drawn by themselves, raised digits, soft hyphens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from extract.readers.pdf.letters import ACCENTS, RAISED, accented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.rows import Row
    from extract.readers.pdf.words import Setting

RAISE = 0.15  # ems of the text by which raised digits stand above its baseline
SMALLER = 0.85  # of the size of the text, at most, have raised digits
BESIDE = 0.1  # ems by which the middle of an accent may stand beside its letter
MARKS = frozenset(ACCENTS) | frozenset(map(chr, range(0x300, 0x370)))
SOFT_HYPHEN = "\u00ad"


def set_marks(setting: Setting, rows: Sequence[Row]) -> None:
    """Write accented letters, raised digits and hyphens as such in ``setting.text``, whose lines are ``rows``."""
    _set_accents(setting)
    if SOFT_HYPHEN in setting.text:
        _set_hyphens(setting)
    if "" in setting.text:
        _hand_on_spaces(setting)
    _raise_digits(setting, rows)


def _set_accents(setting: Setting) -> None:
    """Set accents on the letters that they stand over; the text of the accent becomes empty."""
    text, spaces = setting.text, setting.spaces
    for i in [i for i, mark in enumerate(text) if mark in MARKS]:
        mark = text[i]
        middle = (setting.left[i] + setting.right[i]) / 2
        for other in (i + 1, i - 1):
            if not 0 <= other < len(text) or setting.is_start(max(i, other)):
                continue
            slack = BESIDE * setting.em[other]
            if not setting.left[other] - slack <= middle <= setting.right[other] + slack:
                continue
            whole = accented(text[other], mark)
            if whole is None:
                continue
            text[i], text[other] = "", whole
            spaces[max(i, other)] = False
            break


def _set_hyphens(setting: Setting) -> None:
    """Write soft hyphens that are drawn within a line as hyphens: soft is only what ends a line.

    Where a page has such ones, its fonts take the one for the other, and those at line ends tell nothing.
    """
    text = setting.text
    soft = [i for i, one in enumerate(text) if one == SOFT_HYPHEN]
    within = [i for i in soft if i + 1 < len(text) and not setting.is_start(i + 1)]
    drawn = [i for i in within if setting.right[i] - setting.left[i] > 0.05 * setting.em[i]]
    for i in within:
        text[i] = ""
    for i in soft if any(not setting.spaces[i + 1] for i in drawn) else drawn:
        text[i] = "-"


def _hand_on_spaces(setting: Setting) -> None:
    """Let a space before a glyph that has no text any more stand before the next; none may begin a line."""
    leading: set[int] = set()
    for i in [i for i, one in enumerate(setting.text) if not one]:
        is_first = setting.is_start(i) or i - 1 in leading
        if is_first:
            leading.add(i)
        if i + 1 < len(setting.text) and not setting.is_start(i + 1):
            setting.spaces[i + 1] = not is_first and (setting.spaces[i + 1] or setting.spaces[i])
        setting.spaces[i] = False


def _raise_digits(setting: Setting, rows: Sequence[Row]) -> None:
    """Write raised digits as such: those that are smaller than most of their line, and stand higher."""
    text, em, base, starts = setting.text, setting.em, setting.base, setting.starts
    lengths = np.diff(starts)
    size = np.repeat([row.em for row in rows], lengths)
    ground = np.repeat([row.base for row in rows], lengths)
    for i in np.flatnonzero((em < SMALLER * size) & (base > ground + RAISE * size)).tolist():
        if text[i].isascii() and text[i].isdigit():
            text[i] = text[i].translate(RAISED)
