"""Printed lines of a page in reading order, each character with its box."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.readers.pdf.characters import spread
from extract.readers.pdf.columns import order_rows
from extract.readers.pdf.directions import glyphs_of
from extract.readers.pdf.line_numbers import part_line_numbers
from extract.readers.pdf.marks import set_marks
from extract.readers.pdf.placing import place
from extract.readers.pdf.rows import find_pieces, find_rows
from extract.readers.pdf.words import set_words

if TYPE_CHECKING:
    from extract.readers.pdf.glyphs import Font, PageGlyphs


class CharBoxes(NamedTuple):
    """One box for each character of a text, in MediaBox points, origin bottom left."""

    x0: array[float]
    y0: array[float]
    x1: array[float]
    y1: array[float]


class PrintedLine(NamedTuple):
    """A line as printed: glyphs on one baseline that follow each other."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Of most of its characters, in points."""
    font: Font
    """Of most of its characters."""
    column: int
    """From 0, in the order of reading; lines across several columns have the number of the first."""
    angle: int
    """Direction of writing in degrees, counter-clockwise: 0 for upright text, 90 for text that runs upwards."""
    glyphs: CharBoxes
    """The box of each character of ``text``."""


def find_lines(page: PageGlyphs) -> list[PrintedLine]:
    """Return the printed lines of ``page`` in reading order.

    The order is that of the content stream as long as it goes down the page; where it does not, columns tell it.
    Every visible glyph stands in one line.
    """
    placed = place(page)
    if not len(placed):
        return []
    text, numbers = part_line_numbers(find_rows(find_pieces(placed), placed), placed)
    rows, columns = order_rows(text, page)
    rows, columns = [*rows, *numbers], [*columns, *[0] * len(numbers)]
    glyphs = [glyphs_of(row, placed) for row in rows]
    setting = set_words(placed, glyphs)
    set_marks(setting, rows)
    characters = spread(placed, setting)
    starts, ends = characters.bounds[:-1], characters.bounds[1:]
    edges = [
        extreme.reduceat(values, starts).tolist()
        for extreme, values in zip((np.minimum, np.minimum, np.maximum, np.maximum), characters.boxes, strict=True)
    ]
    boxes = [array("f", values.astype(np.float32).tobytes()) for values in characters.boxes]
    fonts = np.asarray(page.font, dtype=np.int64)[placed.source]
    return [
        PrintedLine(
            text=characters.text[start:end],
            x0=x0,
            y0=y0,
            x1=x1,
            y1=y1,
            size=row.em,
            font=page.fonts[int(np.bincount(fonts[inside]).argmax())],
            column=column,
            angle=row.angle,
            glyphs=CharBoxes(*(values[start:end] for values in boxes)),
        )
        for row, column, inside, start, end, x0, y0, x1, y1 in zip(rows, columns, glyphs, starts, ends, *edges, strict=True)
    ]
