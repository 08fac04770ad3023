"""Columns of a page, and the order in which its rows are read.

The order of the content stream is the order of reading on nearly every page. Where it leaps up and down, or to and fro
between columns, the rows are sorted: rows across the page part it into bands, and each band is read column by column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from extract.readers.pdf.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.readers.pdf.glyphs import PageGlyphs
    from extract.readers.pdf.rows import Piece

MIN_GUTTER = 0.9  # ems of white between columns
MAX_CROSSING = 0.2  # of the lines beside a gutter may cross it, as titles and wide figures do
MIN_ROWS = 4  # on each side of a gutter
MIN_WIDTH = 10  # ems; narrower stretches of text are cells of a table, or items of a list
LINE = 5  # ems; shorter rows are labels and cells
LEAP = 0.3  # ems up, from which a step from one row to the next goes the wrong way
MANY_JOINED = 0.1  # of the rows, from which a page was printed across its columns
MIN_JOINED = 2  # lines across several columns; one may be a running head
MIN_LEAPS = 3
MANY_LEAPS = 0.2  # of the lines of text, from which the whole page is sorted
MIN_MIXED = 6  # rows out of order from which a page is sorted
MANY_MIXED = 0.15  # of the lines of text


def order_rows(rows: Sequence[Row], page: PageGlyphs) -> tuple[list[Row], list[int]]:
    """Return the rows of a page in reading order, and the column of each.

    Rows that run another way, and rows beside the page, come last.
    """
    weights: Counter[int] = Counter()
    for row in rows:
        weights[row.angle] += row.weight
    angle = weights.most_common(1)[0][0]
    straight = [row for row in rows if row.angle == angle]
    inside = [row for row in straight if _is_on(row, page, angle)]
    if not inside:
        inside = straight
    others = [row for row in straight if row not in inside] if len(inside) < len(straight) else []
    turned = [row for row in rows if row.angle != angle]
    gutters = find_gutters(inside)
    ordered = _sorted(_parted(inside, gutters), gutters)
    columns = [column_of(row, gutters) for row in ordered]
    return [*ordered, *turned, *others], columns + [0] * (len(turned) + len(others))


def _is_on(row: Row, page: PageGlyphs, angle: int) -> bool:
    """Tell whether any of ``row`` stands on the page."""
    if angle != 0:
        return True
    return row.right > 0 and row.left < page.width and row.base + row.em > 0 and row.base < page.height


def find_gutters(rows: Sequence[Row]) -> list[float]:
    """Return where white parts columns of text, from left to right: right before the second column, the third..."""
    em = float(np.median([row.em for row in rows]))
    pieces = [piece for row in rows for piece in row.pieces if piece.right - piece.left > MIN_WIDTH * em]
    if len(pieces) < 2 * MIN_ROWS:
        return []
    left = np.array([piece.left for piece in pieces])
    right = np.array([piece.right for piece in pieces])
    base = np.array([piece.base for piece in pieces])
    gutters: list[float] = []
    edges, counts = np.unique(np.rint(left / (em / 2)), return_counts=True)
    for edge in edges[counts >= MIN_ROWS].tolist():
        at = edge * em / 2
        if gutters and at < gutters[-1] + MIN_WIDTH * em:
            continue
        behind = np.abs(left - at) < 0.6 * em
        start = float(left[behind].min())
        low, high = np.quantile(base[behind], (0.05, 0.95))
        beside = (base >= low - em) & (base <= high + em)
        before = beside & (right < start - MIN_GUTTER * em) & (left >= (gutters[-1] if gutters else -np.inf))
        crossing = beside & (left < start - em) & (right > start - MIN_GUTTER * em)
        both = min(np.count_nonzero(behind), np.count_nonzero(before))
        if both >= MIN_ROWS and np.count_nonzero(crossing) <= MAX_CROSSING * both:
            gutters.append(start - MIN_GUTTER * em / 2)
    return gutters


def column_of(row: Row, gutters: Sequence[float]) -> int:
    """Return the column of ``row``, from 0; of a row across several, the first."""
    return bisect_right(gutters, row.left)


def _crosses(row: Row, gutters: Sequence[float]) -> bool:
    return bisect_right(gutters, row.left) != bisect_right(gutters, row.right)


def _parted(rows: Sequence[Row], gutters: Sequence[float]) -> list[Row]:
    """Return ``rows`` with those parted that are lines of several columns on one height."""
    if not gutters:
        return list(rows)
    parts = [_split(row, gutters) for row in rows]
    wide = [len(row) > 1 and all(part.right - part.left > MIN_WIDTH * part.em for part in row) for row in parts]
    joined = sum(wide)
    if joined < MIN_JOINED:
        return list(rows)
    is_across = joined >= max(MIN_ROWS, MANY_JOINED * len(rows))
    parted: list[Row] = []
    for row, split, is_wide in zip(rows, parts, wide, strict=True):
        parted += split if is_wide or is_across else [row]
    return parted


def _split(row: Row, gutters: Sequence[float]) -> list[Row]:
    """Return the parts of ``row`` in different columns, or the row if a piece of it crosses a gutter."""
    columns: dict[int, list[Piece]] = {}
    for piece in row.pieces:
        column = bisect_right(gutters, piece.left)
        if column != bisect_right(gutters, piece.right):
            return [row]
        columns.setdefault(column, []).append(piece)
    return [Row(pieces) for _, pieces in sorted(columns.items())] if len(columns) > 1 else [row]


def _sorted(rows: Sequence[Row], gutters: Sequence[float]) -> list[Row]:
    """Return ``rows`` with the part sorted in which lines of text (and not labels, or cells) are out of order."""
    text = [i for i, row in enumerate(rows) if row.right - row.left > LINE * row.em]
    descent = 0
    descents = dict.fromkeys(text[:1], 0)
    for i, j in pairwise(text):
        descent += _leaps(rows[i], rows[j], gutters)
        descents[j] = descent
    if descent == 0:
        return list(rows)
    mixed: list[int] = text if descent >= max(MIN_LEAPS, MANY_LEAPS * len(text)) else []
    for column in range(len(gutters) + 1):
        mixed += _mixed(rows, [i for i in text if column_of(rows[i], gutters) == column], descents)
    if len(mixed) < max(MIN_MIXED, MANY_MIXED * len(text)):
        return list(rows)
    first, last = min(mixed), max(mixed) + 1
    return [*rows[:first], *_banded(rows[first:last], gutters), *rows[last:]]


def _mixed(rows: Sequence[Row], column: Sequence[int], descents: Mapping[int, int]) -> list[int]:
    """Return which rows of a column stand between rows that the stream has at another time, on its way down the page."""
    downwards = sorted(column, key=lambda i: -rows[i].base)
    mixed: set[int] = set()
    for i, j in pairwise(downwards):
        if descents[i] != descents[j] and _overlap(rows[i], rows[j]):
            mixed |= {i, j}
    orderly = len({descents[i] for i in column}) * 2
    return sorted(mixed) if len(mixed) > orderly else []


def _leaps(one: Row, two: Row, gutters: Sequence[float]) -> bool:
    """Tell whether ``two`` does not follow ``one`` in the way of reading: it is higher, or back in a column before."""
    before, after = column_of(one, gutters), column_of(two, gutters)
    if after < before:
        return not _crosses(two, gutters) and not _crosses(one, gutters)
    return after == before and two.base > one.base + LEAP * one.em and _overlap(one, two)


def _overlap(one: Row, two: Row) -> bool:
    """Tell whether one row stands below the other for half of its width."""
    shared = min(one.right, two.right) - max(one.left, two.left)
    return shared > 0.5 * min(one.right - one.left, two.right - two.left)


def _banded(rows: Sequence[Row], gutters: Sequence[float]) -> Iterator[Row]:
    """Yield ``rows`` from the top: rows across the columns by themselves, those between them column by column."""
    band: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row.base, row.left)):
        if gutters and _crosses(row, gutters):
            yield from _by_column(band, gutters)
            yield row
            band = []
        else:
            band.append(row)
    yield from _by_column(band, gutters)


def _by_column(rows: Sequence[Row], gutters: Sequence[float]) -> list[Row]:
    return sorted(rows, key=lambda row: column_of(row, gutters))
