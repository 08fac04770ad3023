"""Numbers of the lines of a manuscript, which stand beside them and are no part of the text."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.readers.pdf.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.readers.pdf.placing import Placed
    from extract.readers.pdf.rows import Piece

MIN_NUMBERS = 5  # on a page
MAX_DIGITS = 4
STEPS = (1, 2, 5, 10)
MOST = 0.7  # of the numbers follow each other by one step
LONG = 20  # ems; a cell of a table is seldom so long
LEVEL = 0.35  # ems between the baselines of a line and its number, at most


class _Number(NamedTuple):
    """A number at an edge of a row."""

    row: int
    piece: Piece
    value: int


def part_line_numbers(rows: Sequence[Row], placed: Placed) -> tuple[list[Row], list[Row]]:
    """Return the rows of a page without the numbers of their lines, and the numbers, a row each."""
    long = [i for i, row in enumerate(rows) if any(piece.right - piece.left > LONG * row.em for piece in row.pieces)]
    if len(long) < MIN_NUMBERS:
        return list(rows), []
    for at in (0, -1):
        numbers = _beside(list(_numbers(rows, placed, at)), rows, long, at)
        if _are_of_lines(numbers, rows, long):
            return _parted(rows, numbers)
    return list(rows), []


def _numbers(rows: Sequence[Row], placed: Placed, at: int) -> Iterator[_Number]:
    """Yield the numbers that are the first (``at`` 0) or the last (-1) piece of a row."""
    for i, row in enumerate(rows):
        piece = row.pieces[at]
        if piece.end - piece.start > MAX_DIGITS or row.angle:
            continue
        text = "".join(placed.text[piece.start : piece.end])
        if text.isascii() and text.isdecimal():
            yield _Number(i, piece, int(text))


def _beside(numbers: Sequence[_Number], rows: Sequence[Row], long: Sequence[int], at: int) -> list[_Number]:
    """Return those of ``numbers`` that stand outside the edge of the text, from top to bottom."""
    own = {number.row: number.piece for number in numbers}
    edges = []
    for i in long:
        pieces = [piece for piece in rows[i].pieces if piece is not own.get(i)]
        if pieces:
            edges.append(pieces[0].left if at == 0 else max(piece.right for piece in pieces))
    edge = float(np.median(edges)) if edges else 0.0
    outside = [one for one in numbers if (one.piece.right < edge if at == 0 else one.piece.left > edge)]
    return sorted(outside, key=lambda one: -one.piece.base)


def _are_of_lines(numbers: Sequence[_Number], rows: Sequence[Row], long: Sequence[int]) -> bool:
    """Tell whether ``numbers`` count lines: by one step, and every line of the text between the first and the last of them."""
    if len(numbers) < MIN_NUMBERS:
        return False
    steps = Counter(two.value - one.value for one, two in pairwise(numbers))
    step, count = steps.most_common(1)[0]
    if step not in STEPS or count < MOST * (len(numbers) - 1):
        return False
    high, low = numbers[0].piece.base, numbers[-1].piece.base
    heights = [one.piece.base for one in numbers]
    between = [rows[i] for i in long if low - 1 < rows[i].base < high + 1]
    beside = sum(any(abs(row.base - height) < LEVEL * row.em for height in heights) for row in between)
    return step * beside >= MOST * len(between) and step * len(numbers) >= len(between) >= 0.5 * len(numbers)


def _parted(rows: Sequence[Row], numbers: Sequence[_Number]) -> tuple[list[Row], list[Row]]:
    own = {number.row: number.piece for number in numbers}
    rest = []
    for i, row in enumerate(rows):
        pieces = [piece for piece in row.pieces if piece is not own.get(i)]
        if pieces:
            rest.append(row if i not in own else Row(pieces))
    return rest, [Row([number.piece]) for number in numbers]
