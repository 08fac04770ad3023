"""What one page shows: its glyphs in the order of the content stream, with their boxes, fonts and directions.

Boxes are in the space of the page as it is shown, turned by its ``/Rotate``, with the origin at the lower left corner;
``PageGlyphs.unrotated`` takes a box back to the points of the MediaBox.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Direction = tuple[float, float, float, float]
"""The matrix a, b, c, d that turns and stretches text: (a, b) is where writing goes, (c, d) where its tops point."""


class Font(NamedTuple):
    """A font as the file names it, with the tag of its subset: ``ABCDEF+Times-Bold``."""

    name: str
    is_bold: bool = False
    is_italic: bool = False
    is_vertical: bool = False
    descent: float = 0.0
    """How far the boxes of its glyphs reach below the baseline, in ems: 0 or negative."""
    meant: tuple[tuple[str, str], ...] = ()
    """Texts of its glyphs that are not what they should be, each with the letter that the program of the font names."""


def _numbers() -> array[float]:
    return array("d")


def _indexes() -> array[int]:
    return array("L")


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of a page, one entry a glyph in every list and array from ``text`` on (``fonts`` and ``matrices`` are tables)."""

    index: int
    """From 1."""
    box: Box
    """The MediaBox, unrotated."""
    rotation: int = 0
    """Degrees clockwise by which the page is turned to be read: 0, 90, 180 or 270; other angles turn nothing."""
    label: str | None = None
    """As ``/PageLabels`` of the document gives it."""
    text: list[str] = field(default_factory=list)
    """The Unicode of each glyph; ``(cid:NN)`` where the font does not say."""
    x0: array[float] = field(default_factory=_numbers)
    y0: array[float] = field(default_factory=_numbers)
    x1: array[float] = field(default_factory=_numbers)
    y1: array[float] = field(default_factory=_numbers)
    size: array[float] = field(default_factory=_numbers)
    """Height of the box; its width in vertical writing."""
    fonts: list[Font] = field(default_factory=list)
    font: array[int] = field(default_factory=_indexes)
    """Index into ``fonts``."""
    matrices: list[Direction] = field(default_factory=list)
    matrix: array[int] = field(default_factory=_indexes)
    """Index into ``matrices``."""
    is_hidden: bytearray = field(default_factory=bytearray)
    """1 for text that is not painted, such as what OCR puts behind a scan."""
    unmapped: int = 0
    """How many glyphs have no Unicode."""

    def __len__(self) -> int:
        """Return the number of glyphs."""
        return len(self.text)

    @property
    def width(self) -> float:
        """Width of the page as it is shown."""
        x0, y0, x1, y1 = self.box
        return abs(y1 - y0) if self.rotation in {90, 270} else abs(x1 - x0)

    @property
    def height(self) -> float:
        """Height of the page as it is shown."""
        x0, y0, x1, y1 = self.box
        return abs(x1 - x0) if self.rotation in {90, 270} else abs(y1 - y0)

    def unrotated(self, box: Box) -> Box:
        """Return a box of the page as it is shown in points of its MediaBox, unrotated, origin bottom left of the user space.

        >>> PageGlyphs(1, (0, 0, 600, 800), rotation=90).unrotated((100, 580, 150, 590))
        (10, 100, 20, 150)
        """
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = box
        if self.rotation == 90:
            return (right - y1, bottom + x0, right - y0, bottom + x1)
        if self.rotation == 180:
            return (right - x1, top - y1, right - x0, top - y0)
        if self.rotation == 270:
            return (left + y0, top - x1, left + y1, top - x0)
        return (left + x0, bottom + y0, left + x1, bottom + y1)
