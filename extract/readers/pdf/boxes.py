"""Where the characters of the raw text stand on the pages."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.models import Box, Span
    from extract.readers.pdf.glyphs import PageGlyphs
    from extract.readers.pdf.lines import PrintedLine


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of all characters, one entry a character of the raw text, and where lines begin and end in it."""

    frames: tuple[PageGlyphs, ...]
    """Of each page its box and rotation, without glyphs."""
    pages: array[int]
    """Of each line, its page, from 0."""
    starts: array[int]
    ends: array[int]
    x0: array[float]
    y0: array[float]
    x1: array[float]
    y1: array[float]

    def of(self, spans: Iterable[Span]) -> tuple[Box, ...]:
        """Return one box for each line that the raw ``spans`` touch, in their order."""
        found: list[Box] = []
        for start, end in spans:
            line = max(bisect_right(self.starts, start) - 1, 0)
            while line < len(self.starts) and self.starts[line] < end:
                low, high = max(start, self.starts[line]), min(end, self.ends[line])
                if low < high:
                    found.append(self._box(self.pages[line], low, high))
                line += 1
        return tuple(found)

    def _box(self, page: int, low: int, high: int) -> Box:
        shown = min(self.x0[low:high]), min(self.y0[low:high]), max(self.x1[low:high]), max(self.y1[low:high])
        x0, y0, x1, y1 = self.frames[page].unrotated(shown)
        return page + 1, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


def find_boxes(pages: Sequence[tuple[PageGlyphs, Sequence[PrintedLine]]]) -> PageBoxes:
    """Return the boxes of pages whose lines are joined by one character, and so are the pages."""
    numbers, starts, ends = array("l"), array("l"), array("l")
    edges = array("f"), array("f"), array("f"), array("f")
    at = 0
    for number, (_, lines) in enumerate(pages):
        for line in lines:
            numbers.append(number)
            starts.append(at)
            at += len(line.text)
            ends.append(at)
            at += 1
            for values, more in zip(edges, line.glyphs, strict=True):
                values.extend(more)
                values.append(0.0)  # of the line end
        if not lines:
            at += 1
            for values in edges:
                values.append(0.0)
    return PageBoxes(tuple(frame for frame, _ in pages), numbers, starts, ends, *edges)
