"""Characters out of glyphs, each with its box: the letters of a ligature share that of their glyph, a space fills its gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from extract.readers.pdf.placing import Floats, Ints, Placed
    from extract.readers.pdf.words import Setting


class Characters(NamedTuple):
    """The characters of the lines of a page, one after the other, with their boxes."""

    text: str
    bounds: list[int]
    """Where each line begins in ``text``, and where the last ends."""
    boxes: tuple[Floats, Floats, Floats, Floats]
    """Left, bottom, right and top of each."""


def spread(placed: Placed, setting: Setting) -> Characters:
    """Return the characters of all glyphs, and of the spaces between them."""
    text, spaces = setting.text, setting.spaces
    whole = "".join([f" {one}" if space else one for one, space in zip(text, spaces.tolist(), strict=True)])
    lengths = np.fromiter(map(len, text), np.int64, len(text))
    ends = np.cumsum(lengths + spaces)
    glyph = np.repeat(np.arange(len(text)), lengths + spaces)
    part = np.arange(len(whole)) - (ends - lengths)[glyph]
    source = setting.order[glyph]
    x0, y0, x1, y1 = (values[source] for values in placed.boxes)
    angle = placed.angle[source]
    shared = np.flatnonzero((lengths[glyph] > 1) & (part >= 0))
    if len(shared):
        _share((x0, y0, x1, y1), shared, part[shared], lengths[glyph[shared]], angle[shared])
    gaps = np.flatnonzero(part < 0)
    _fill((x0, y0, x1, y1), gaps, angle[gaps])
    bounds = np.concatenate(([0], ends))[setting.starts].tolist()
    return Characters(whole, bounds, (x0, y0, x1, y1))


def _share(boxes: tuple[Floats, Floats, Floats, Floats], at: Ints, part: Ints, parts: Ints, angle: Ints) -> None:
    """Give the characters ``at`` their parts of the boxes that they have in common with others."""
    part = np.where((angle == 180) | (angle == 270), parts - 1 - part, part)
    for (low, high), straight in (((boxes[0], boxes[2]), angle % 180 == 0), ((boxes[1], boxes[3]), angle % 180 == 90)):
        here = at[straight]
        start, step = low[here], (high[here] - low[here]) / parts[straight]
        low[here] = start + step * part[straight]
        high[here] = start + step * (part[straight] + 1)


def _fill(boxes: tuple[Floats, Floats, Floats, Floats], at: Ints, angle: Ints) -> None:
    """Give the spaces ``at`` the boxes between the characters on both sides."""
    for (low, high), straight in (((boxes[0], boxes[2]), angle % 180 == 0), ((boxes[1], boxes[3]), angle % 180 == 90)):
        here = at[straight]
        before_low, before_high, after_low, after_high = low[here - 1], high[here - 1], low[here + 1], high[here + 1]
        follows = before_low + before_high <= after_low + after_high
        one, two = np.where(follows, before_high, after_high), np.where(follows, after_low, before_low)
        low[here], high[here] = np.minimum(one, two), np.maximum(one, two)
    for edge, straight in (
        (boxes[1], angle % 180 == 0),
        (boxes[3], angle % 180 == 0),
        (boxes[0], angle % 180 == 90),
        (boxes[2], angle % 180 == 90),
    ):
        edge[at[straight]] = edge[at[straight] - 1]
