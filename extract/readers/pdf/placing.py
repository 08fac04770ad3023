"""Glyphs on their lines of writing: whatever way text runs, it runs from left to right here, and up is up.

``place`` drops what shows nothing (spaces, control characters, a letter drawn twice to look bold) and notes where a space stood.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from extract.readers.pdf.letters import RIGHT_TO_LEFT, printed

if TYPE_CHECKING:
    from extract.readers.pdf.glyphs import Direction, PageGlyphs

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

SNAP = 3.0  # degrees: text that leans less was meant to be straight
FAR = 1e6  # points; no page reaches so far
COPY = 0.12  # ems between a letter and its copy; the narrowest letters are 0.2 ems wide
WIDEST = 1.6  # ems that the letters of a font are wide in the middle, at most; of a font that is wider, the size is not true
NARROWEST = 0.12


@dataclass(slots=True)
class Placed:
    """The visible glyphs of a page in stream order; every array has one entry a glyph."""

    text: list[str]
    source: Ints
    """Index of the glyph on its page."""
    left: Floats
    """Where it begins in the direction of writing."""
    right: Floats
    base: Floats
    """Its baseline; higher lines have more."""
    em: Floats
    """Its size."""
    angle: Ints
    """The direction of writing in degrees, counter-clockwise, from 0 to 359."""
    spaced: Flags
    """Whether a space glyph stands between it and the glyph before it; one entry more, for the end of the page."""
    boxes: tuple[Floats, Floats, Floats, Floats]
    """Left, bottom, right and top of its box on the page."""
    is_right_to_left: bool
    """Whether letters of the page are read from right to left."""

    def __len__(self) -> int:
        """Return the number of glyphs."""
        return len(self.text)


def place(page: PageGlyphs) -> Placed:
    """Return the visible glyphs of ``page`` on their lines of writing."""
    texts = _texts(page)
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    letter = np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))
    visible = np.array([bool(text.strip()) for text in numbers] or [False])[letter]
    is_space = np.array([text.isspace() for text in numbers] or [False])[letter]
    x0, y0, x1, y1 = (
        np.nan_to_num(np.asarray(values, dtype=np.float64), posinf=FAR, neginf=-FAR).clip(-FAR, FAR)
        for values in (page.x0, page.y0, page.x1, page.y1)
    )
    matrix = np.asarray(page.matrix, dtype=np.int64)
    font = np.asarray(page.font, dtype=np.int64)
    angles = np.array([_angle(direction) for direction in page.matrices] or [0])[matrix]
    if any(described.is_vertical for described in page.fonts):
        angles = np.where(np.array([described.is_vertical for described in page.fonts])[font], (angles + 270) % 360, angles)
    left, right, low, high = _turned(x0, y0, x1, y1, angles)
    em = high - low
    descent = np.array([described.descent for described in page.fonts] or [0.0])[font]
    base = low - np.clip(descent, -1.5, 0.5) * em
    em = _true_sizes(em, right - left, font, visible)
    keep = np.flatnonzero(visible)
    keep = np.delete(keep, _copies(letter[keep], left[keep], base[keep], em[keep], angles[keep]))
    before = np.concatenate(([0], np.cumsum(is_space)))
    counts = before[np.concatenate((keep, [len(texts)]))]
    spaced = np.diff(counts, prepend=0) > 0
    shown = [texts[i] for i in keep.tolist()]
    is_right_to_left = RIGHT_TO_LEFT.search("".join(numbers)) is not None
    boxes = (x0[keep], y0[keep], x1[keep], y1[keep])
    return Placed(shown, keep, left[keep], right[keep], base[keep], em[keep], angles[keep], spaced, boxes, is_right_to_left)


def _texts(page: PageGlyphs) -> list[str]:
    """Return the Unicode of each glyph as raw text has it."""
    meant = [dict(described.meant) for described in page.fonts]
    given = page.text
    if any(meant):
        given = [meant[font].get(text, text) for text, font in zip(given, page.font, strict=True)]
    shown = {text: printed(text) for text in set(given)}
    return list(map(shown.__getitem__, given))


def _angle(direction: Direction) -> int:
    """Return where writing goes, in whole degrees; what leans a little is straight.

    >>> _angle((12.0, 0.1, -0.1, 12.0)), _angle((0.0, 1.0, -1.0, 0.0)), _angle((0.7, 0.7, -0.7, 0.7))
    (0, 90, 45)
    """
    a, b, _, _ = direction
    angle = math.degrees(math.atan2(b, a))
    straight = 90 * round(angle / 90)
    return round(straight if abs(angle - straight) < SNAP else angle) % 360


def _turned(x0: Floats, y0: Floats, x1: Floats, y1: Floats, angles: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    """Return boxes (left, right, low, high) as they stand when each glyph is turned upright about the origin."""
    if not angles.any():
        return x0, x1, y0, y1
    turned = np.empty((4, len(x0)))
    for angle in np.unique(angles).tolist():
        at = angles == angle
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        wide, tall = (x1 - x0)[at], (y1 - y0)[at]
        c, s = abs(cos), abs(sin)
        if abs(c - s) < 0.1:  # near 45 degrees a box does not tell its sides
            width = height = wide / (c + s)
        else:
            width, height = (wide * c - tall * s) / (c * c - s * s), (tall * c - wide * s) / (c * c - s * s)
        x, y = (x0 + x1)[at] / 2, (y0 + y1)[at] / 2
        along, up = x * cos + y * sin, y * cos - x * sin
        turned[:, at] = along - width / 2, along + width / 2, up - height / 2, up + height / 2
    return turned[0], turned[1], turned[2], turned[3]


def _true_sizes(em: Floats, width: Floats, font: Ints, visible: Flags) -> Floats:
    """Return the sizes, mended where a font (as one of drawn bitmaps may) is far wider than it says it is high."""
    if not len(em):
        return em
    sizes = np.maximum(em, 0.01)
    wide = visible & (width > WIDEST * sizes)
    thin = visible & (width < NARROWEST * sizes)
    odd = wide | thin
    if np.count_nonzero(odd) * 10 < len(em):
        return sizes
    for number in np.unique(font[odd]).tolist():
        at = visible & (font == number)
        widths = width[at]
        if np.count_nonzero(wide & at) * 2 > len(widths):
            sizes[font == number] = max(2 * float(np.median(widths)), 0.01)
    return sizes


def _copies(letter: Ints, left: Floats, base: Floats, em: Floats, angles: Ints) -> Ints:
    """Return which glyphs are drawn again where they already stand."""
    order = np.argsort(np.rint(base) * 4 * FAR + left, kind="stable")
    one, two = order[:-1], order[1:]
    near = COPY * np.minimum(em[one], em[two])
    same = (
        (letter[one] == letter[two])
        & (np.abs(left[one] - left[two]) < near)
        & (angles[one] == angles[two])
        & (np.abs(base[one] - base[two]) < near)
        & (np.abs(em[one] - em[two]) < near)
    )
    again: Ints = np.maximum(one[same], two[same])
    return again
