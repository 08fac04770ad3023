"""The order in which the glyphs of a row are read: from left to right, or where its letters ask for it from right to left."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from extract.readers.pdf.letters import RIGHT_TO_LEFT

if TYPE_CHECKING:
    from extract.readers.pdf.placing import Ints, Placed
    from extract.readers.pdf.rows import Piece, Row


def glyphs_of(row: Row, placed: Placed) -> Ints:
    """Return the indexes of the glyphs of ``row`` in the order of reading."""
    parts = [np.arange(piece.start, piece.end) for piece in row.pieces]
    order = np.concatenate(parts) if len(parts) > 1 else parts[0]
    if any(_interlock(one, two) for one, two in pairwise(row.pieces)):
        order = order[np.argsort(placed.left[order], kind="stable")]
    if not placed.is_right_to_left:
        return order
    if not RIGHT_TO_LEFT.search("".join([placed.text[i] for i in order.tolist()])):
        return order
    order = order[np.argsort(placed.left[order] + placed.right[order], kind="stable")]
    return order[logical_order([placed.text[i] for i in order.tolist()])]


def _interlock(one: Piece, two: Piece) -> bool:
    """Tell whether letters of ``two`` stand in gaps of ``one``; an index below an exponent does not."""
    return two.left < one.right - 0.5 * one.em and abs(one.base - two.base) < 0.1 * one.em


def logical_order(shown: list[str]) -> list[int]:
    """Return the indexes of glyphs that are ``shown`` from left to right in the order in which they are read.

    >>> shown = ["a", "b", "3", "2", "1", "ג", "ב", "א"]
    >>> "".join(shown[i] for i in logical_order(shown))
    'אבגab321'
    """
    ways = [_way(text) for text in shown]
    leftwards = ways.count("R") > ways.count("L")
    turned = "L" if leftwards else "R"
    order = list(range(len(shown)))
    if leftwards:
        order.reverse()
    at = 0
    while at < len(order):
        if not _runs(ways[order[at]], turned):
            at += 1
            continue
        end = last = at + 1
        while end < len(order) and (_runs(ways[order[end]], turned) or ways[order[end]] == "N"):
            end += 1
            if ways[order[end - 1]] != "N":
                last = end
        order[at:last] = order[at:last][::-1]
        at = last
    return order


def _runs(way: str, turned: str) -> bool:
    """Tell whether a glyph belongs to a run against the direction of its line; digits run from left to right in any."""
    return way == turned or (way == "D" and turned == "L")


def _way(text: str) -> str:
    """Return how a glyph runs: L from left to right, R from right to left, D as a digit, N as its neighbours."""
    kind = unicodedata.bidirectional(text[0])
    if kind in {"R", "AL"}:
        return "R"
    if kind in {"EN", "AN"}:
        return "D"
    return "L" if kind == "L" else "N"
