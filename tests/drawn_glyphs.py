"""Pages of glyphs for tests, as the reader of PDF content hands them on: runs of text drawn at points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from extract.readers.pdf.glyphs import Font, PageGlyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 0.5  # ems of every glyph
SPACE = 0.25  # of a space glyph, and of the gap that "_" leaves
FONTS = [
    Font("Plain", descent=-0.2),
    Font("Bold", is_bold=True, descent=-0.25),
    Font("Down", is_vertical=True),
    Font("Signs", descent=-0.96),
]


class Run(NamedTuple):
    """Glyphs drawn one after the other: ``text`` has one entry for each, "_" is a gap without a glyph."""

    x: float
    y: float
    """The baseline."""
    size: float
    text: Sequence[str]
    tracking: float = 0
    """Ems between the glyphs."""
    angle: int = 0
    """Degrees, counter-clockwise."""
    font: int = 0


def drawn(runs: Iterable[Run], width: float = 600, height: float = 800) -> PageGlyphs:
    """Return a page with ``runs`` in the order of its stream."""
    page = PageGlyphs(1, (0, 0, width, height), fonts=FONTS)
    directions: dict[tuple[float, float, float, float], int] = {}
    for run in runs:
        cos, sin = math.cos(math.radians(run.angle)), math.sin(math.radians(run.angle))
        number = directions.setdefault((cos, sin, -sin, cos), len(directions))
        along = 0.0
        for glyph in run.text:
            wide = run.size * (SPACE if glyph in {"_", " "} else WIDTH)
            if glyph != "_":
                low = FONTS[run.font].descent * run.size
                high = low + run.size
                corners = [(u * cos - v * sin, u * sin + v * cos) for u in (along, along + wide) for v in (low, high)]
                page.text.append(glyph)
                page.x0.append(run.x + min(x for x, _ in corners))
                page.x1.append(run.x + max(x for x, _ in corners))
                page.y0.append(run.y + min(y for _, y in corners))
                page.y1.append(run.y + max(y for _, y in corners))
                page.size.append(page.y1[-1] - page.y0[-1])
                page.font.append(run.font)
                page.matrix.append(number)
            along += wide + run.tracking * run.size
    page.matrices = list(directions)
    return page
