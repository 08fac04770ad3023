"""Glyphs that follow each other on one baseline: pieces in stream order, and rows of pieces."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from extract.readers.pdf.placing import Floats, Placed

DEPTH = 0.2  # ems that letters reach below their baseline
HEIGHT = 0.75  # ems that they rise above it
OVERLAP = 0.3  # of the smaller of two letters, so much must stand beside the other
JUMP = 0.9  # ems; a wider gap may part columns
BACK = 0.6  # ems by which a letter may begin before the end of the one before it, as accents do
LEAN = 0.4  # ems by which a letter may begin before its accent
STACKED = 1.2  # ems; an index below an exponent begins so far back
LEVEL = 0.12  # ems between the baselines of pieces of one row that follow each other across a gap
TAB = 3  # ems between a mark, as of a list or a note, and its text
MARK = 4  # glyphs that such a mark has at most
CAPITAL = 0.7  # ems that capitals are high
INITIAL = 1.8  # times the size of the text that an initial has at least
SMALL = 0.85  # of the size of the text, at most, has the number of a note
CLOSE = 0.3  # ems between it and its word, at most
SLACK = 0.2  # ems by which letters of pieces that do not follow each other may overlap
MAX_NEAR = 64  # rows on one height that are looked at
MAX_INITIALS = 20  # of a page
FINE = 20  # parts of a point to which sizes and baselines are told apart
OFFSET = 1 << 31
FIT = 0.6  # ems; a piece drawn out of order stands so near to what it belongs to


class Piece(NamedTuple):
    """Glyphs ``start`` to ``end`` of the stream, which follow each other on one baseline."""

    start: int
    end: int
    left: float
    right: float
    base: float
    """Of most of its glyphs."""
    em: float
    """Of most of its glyphs."""
    angle: int
    is_mark: bool
    """It may be the number of a note or the mark of an item: at most one letter, and short."""


@dataclass(slots=True)
class Row:
    """Pieces on one baseline, from left to right."""

    pieces: list[Piece]
    left: float = field(init=False)
    right: float = field(init=False)
    base: float = field(init=False)
    em: float = field(init=False)
    angle: int = field(init=False)
    weight: int = field(init=False)
    """Glyphs of the piece that gives the row its baseline and size."""
    start: int = field(init=False)
    """Where the row stands in the stream: where it begins, or its longest piece does if the stream has that elsewhere."""

    def __post_init__(self) -> None:
        """Measure the row."""
        first = self.pieces[0]
        self.left, self.right, self.angle = first.left, first.right, first.angle
        self.base, self.em, self.weight, self.start = first.base, first.em, first.end - first.start, first.start
        for piece in self.pieces[1:]:
            self._widen(piece, is_next=True)

    def add(self, piece: Piece, *, is_next: bool) -> None:
        """Put ``piece`` in its place; ``is_next`` when the stream has it right after the last one."""
        insort(self.pieces, piece, key=_left)
        self._widen(piece, is_next=is_next)

    def _widen(self, piece: Piece, *, is_next: bool) -> None:
        self.left, self.right = min(self.left, piece.left), max(self.right, piece.right)
        if piece.end - piece.start > self.weight:
            self.base, self.em, self.weight = piece.base, piece.em, piece.end - piece.start
            self.start = self.start if is_next else piece.start


def find_pieces(placed: Placed) -> list[Piece]:
    """Return the pieces of a page in stream order."""
    count = len(placed)
    if not count:
        return []
    em, base, left, right = placed.em, placed.base, placed.left, placed.right
    small = np.minimum(em[:-1], em[1:])
    low, high = base - DEPTH * em, base + HEIGHT * em
    beside = np.minimum(high[:-1], high[1:]) - np.maximum(low[:-1], low[1:])
    gap = left[1:] - right[:-1]
    parted = (
        (placed.angle[:-1] != placed.angle[1:])
        | (beside < OVERLAP * small)
        | (gap > JUMP * small)
        | (left[1:] < np.minimum(left[:-1] - LEAN * small, right[:-1] - BACK * small))
    )
    starts = np.concatenate(([0], np.flatnonzero(parted) + 1))
    ends = np.concatenate((starts[1:], [count]))
    lefts, rights = np.minimum.reduceat(left, starts), np.maximum.reduceat(right, starts)
    one_size = np.maximum.reduceat(em, starts) - np.minimum.reduceat(em, starts) < 0.01
    one_base = np.maximum.reduceat(base, starts) - np.minimum.reduceat(base, starts) < 0.01
    plain = one_size & one_base
    bases, ems = base[starts], em[starts]
    for at in np.flatnonzero(~plain).tolist():
        ems[at], bases[at] = _most(em[starts[at] : ends[at]], base[starts[at] : ends[at]])
    marks = np.zeros(len(starts), dtype=np.bool_)
    for at in np.flatnonzero(ends - starts <= MARK).tolist():
        marks[at] = sum(map(str.isalpha, placed.text[starts[at] : ends[at]])) < 2
    columns = (starts, ends, lefts, rights, bases, ems, placed.angle[starts], marks)
    return [Piece(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]


def _most(em: Floats, base: Floats) -> tuple[float, float]:
    """Return size and baseline of most glyphs of a piece that has several."""
    keys, counts = np.unique(
        np.rint(em * FINE).astype(np.int64) << 32 | np.rint(base * FINE + OFFSET).astype(np.int64), return_counts=True
    )
    key = int(keys[len(keys) - 1 - counts[::-1].argmax()])  # of two that are as many, the larger
    return (key >> 32) / FINE, ((key & 0xFFFFFFFF) - OFFSET) / FINE


def find_rows(pieces: list[Piece], placed: Placed) -> list[Row]:
    """Return the rows of a page in the order in which the stream has the longest piece of each."""
    rows: list[Row] = []
    shelves: dict[tuple[int, int], list[Row]] = {}
    for piece in pieces:
        last = rows[-1] if rows else None
        if last is not None and _goes_on(last, piece):
            last.add(piece, is_next=True)
            continue
        row = _home(shelves, piece, placed)
        if row is not None:
            row.add(piece, is_next=False)
            continue
        row = Row([piece])
        rows.append(row)
        shelves.setdefault(_shelf(piece.angle, piece.base), []).append(row)
    return sorted(_with_raised(_with_initials(rows, placed), placed), key=lambda row: row.start)


def _with_initials(rows: list[Row], placed: Placed) -> list[Row]:
    """Return ``rows`` with every large initial in the row that it begins, whose letters are as high as its top."""
    usual = float(np.median([row.em for row in rows])) if rows else 0.0
    kept: list[Row] = []
    initials: list[Row] = []
    for row in rows:
        is_alone = row.weight == len(row.pieces) == 1
        is_initial = is_alone and row.em > INITIAL * usual and placed.text[row.pieces[0].start].isalpha()
        (initials if is_initial and len(initials) < MAX_INITIALS else kept).append(row)
    for initial in initials:
        begun = next((row for row in kept if _begins(initial, row)), None)
        if begun is None:
            kept.append(initial)
        else:
            begun.add(initial.pieces[0], is_next=True)
    return kept


def _with_raised(rows: list[Row], placed: Placed) -> list[Row]:
    """Return ``rows`` with every small mark that is drawn by itself, as the number of a note may be, beside its word."""
    marks = [row for row in rows if row.weight <= MARK and len(row.pieces) == 1 and row.pieces[0].is_mark]
    if not marks:
        return rows
    shelves: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        shelves.setdefault(_shelf(row.angle, row.base), []).append(row)
    taken: set[int] = set()
    for mark in marks:
        angle, shelf = _shelf(mark.angle, mark.base)
        near = [row for at in range(shelf - 3, shelf + 1) for row in shelves.get((angle, at), ())[:MAX_NEAR]]
        if len(mark.pieces) == 1 and any(_takes(row, mark, placed) for row in near if id(row) not in taken):
            taken.add(id(mark))
    return [row for row in rows if id(row) not in taken]


def _takes(row: Row, mark: Row, placed: Placed) -> bool:
    """Put ``mark`` in ``row`` if it stands small and high behind a word of it, or right before the first; tell whether it does."""
    if mark.em > SMALL * row.em or not 0 < mark.base - row.base < HEIGHT * row.em:
        return False
    slack, close = SLACK * mark.em, CLOSE * row.em
    at = bisect_left(row.pieces, mark.left, key=_left)
    parts = _cut(row.pieces[at - 1], mark.left + slack, placed) if at else []
    before = parts[0] if parts else None
    after = parts[1] if len(parts) > 1 else row.pieces[at] if at < len(row.pieces) else None
    if (before and before.right > mark.left + slack) or (after and after.left < mark.right - slack):
        return False
    if (before and mark.left - before.right < close) or (not before and after and after.left - mark.right < close):
        row.pieces[max(at - 1, 0) : at] = parts
        row.add(mark.pieces[0], is_next=True)
        return True
    return False


def _cut(piece: Piece, left: float, placed: Placed) -> list[Piece]:
    """Return ``piece`` in two parts if letters of it begin behind ``left``, and otherwise as it is."""
    at = piece.start + int(np.searchsorted(np.maximum.accumulate(placed.left[piece.start : piece.end]), left))
    if not piece.start < at < piece.end:
        return [piece]
    right = float(placed.right[piece.start : at].max())
    return [piece._replace(end=at, right=right), piece._replace(start=at, left=float(placed.left[at : piece.end].min()))]


def _begins(initial: Row, row: Row) -> bool:
    """Tell whether a letter drawn by itself is the initial of ``row``."""
    rise = (initial.base + CAPITAL * initial.em) - (row.base + CAPITAL * row.em)
    gap = row.left - initial.right
    return (
        initial.em > INITIAL * row.em
        and initial.angle == row.angle
        and row.weight > MARK
        and abs(rise) < 0.6 * row.em
        and -0.3 * row.em < gap < 1.5 * row.em
    )


def _goes_on(row: Row, piece: Piece) -> bool:
    """Tell whether ``piece``, which the stream has next, continues ``row``."""
    if row.angle != piece.angle:
        return False
    em = min(row.em, piece.em)
    beside = min(row.base + HEIGHT * row.em, piece.base + HEIGHT * piece.em) - max(
        row.base - DEPTH * row.em, piece.base - DEPTH * piece.em
    )
    if beside < OVERLAP * em:
        return False
    gap = piece.left - row.right
    if gap > JUMP * em:
        return abs(row.base - piece.base) < LEVEL * em or (gap < TAB * em and beside > 2 * OVERLAP * em)
    last = row.pieces[-1]
    return gap > -BACK * em or (piece.left >= last.left - BACK * em and piece.em < row.em and gap > -STACKED * row.em)


def _shelf(angle: int, base: float) -> tuple[int, int]:
    """Return where rows of about one height are kept, in steps of four points."""
    return angle, round(base / 4)


def _home(shelves: dict[tuple[int, int], list[Row]], piece: Piece, placed: Placed) -> Row | None:
    """Return the row of the page in whose gap, or at whose end, ``piece`` belongs though the stream has it elsewhere."""
    angle, shelf = _shelf(piece.angle, piece.base)
    for near in (shelf, shelf - 1, shelf + 1):
        for row in shelves.get((angle, near), ())[-MAX_NEAR:]:
            if abs(row.base - piece.base) < LEVEL * min(row.em, piece.em) and _fits(row, piece, placed):
                return row
    return None


def _fits(row: Row, piece: Piece, placed: Placed) -> bool:
    """Tell whether ``piece`` stands free in ``row``, close to a piece of it, or between its letters."""
    em = min(row.em, piece.em)
    first, second = (row.pieces[0], piece) if row.left < piece.left else (piece, row.pieces[0])
    reach = (TAB if first.is_mark and not second.is_mark and len(row.pieces) == 1 else FIT) * em
    if piece.left > row.right + reach or piece.right < row.left - reach:
        return False
    slack = SLACK * em
    at = bisect_left(row.pieces, piece.left, key=_left)
    close = False
    for other in row.pieces[max(at - 2, 0) : at + MAX_NEAR]:
        if other.left > piece.right + reach:
            break
        if piece.left < other.right - slack and other.left < piece.right - slack:
            if not _interlock(piece, other, placed, slack):
                return False
            close = True
        close = close or -slack <= piece.left - other.right < reach or -slack <= other.left - piece.right < reach
    return close


def _interlock(one: Piece, two: Piece, placed: Placed, slack: float) -> bool:
    """Tell whether the letters of each piece stand in gaps of the other."""
    inside = np.concatenate((np.arange(one.start, one.end), np.arange(two.start, two.end)))
    inside = inside[np.argsort(placed.left[inside], kind="stable")]
    return bool(np.all(placed.right[inside[:-1]] - slack <= placed.left[inside[1:]]))


def _left(piece: Piece) -> float:
    return piece.left
