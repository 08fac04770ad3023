"""Paragraphs out of lines: by the space between lines, by indents, by last lines that are short, by changes of print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.blocks import is_cut, is_ended, is_unfinished
from extract.layout.entry_forms import has_author
from extract.layout.items import CAPTION
from extract.layout.section_names import announced
from extract.readers.pdf.printed import SAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.models import Role
    from extract.readers.pdf.printed import Print, Row

INDENT = 0.6  # ems: a smaller shift is no indent
DEEP = 6.0  # ems: a line that begins further right does not begin a paragraph but stands elsewhere
BESIDE = 80  # rows before and after some lines that tell the edges of their column: two columns
FAR = 99.0  # points above a paragraph at the top of a column
SPACE = 1.22  # times the usual leading: a wider one parts paragraphs
BULLET = re.compile(r"[•▪●◦·■□◆➢➤✓\uf0b7\uf0a7\u2023\u2043-]\s*(?=\S)|[–—*]\s+")
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+\S|\[\d{1,3}\]\s*\S")
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\s?[^\s\d]|[*†‡§]{1,2}\s?[^\W\d]")


@dataclass(slots=True)
class Paragraph:
    """Rows that follow each other on a page, and what they are."""

    page: int
    first: int
    """Number of the first row on its page."""
    rows: list[Row]
    role: Role | None = None
    level: int = 0
    goes_on: bool | None = None
    """Whether it is the rest of the paragraph before it, where the print shows that."""
    is_indented: bool = False
    """Its first line is set in, as those of new paragraphs are."""
    is_hanging: bool = False
    """It stands among paragraphs whose lines are set in but for the first."""
    right: float = 0.0
    """Right edge of its column."""
    above: float = 0.0
    """White space above it, in points; a large number at the top of a column."""
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, a line break between lines."""
        return "\n".join(row.text for row in self.rows)

    @property
    def size(self) -> float:
        """Size of its first line."""
        return self.rows[0].size

    @property
    def is_bold(self) -> bool:
        """Whether most of every line is bold."""
        return all(row.font.is_bold for row in self.rows)

    @property
    def is_full(self) -> bool:
        """Whether its last line reaches the right edge, so that it may go on elsewhere."""
        last = self.rows[-1]
        return last.x1 > self.right - 1.2 * last.size


def find_paragraphs(page: int, rows: Sequence[Row], leave_out: set[int], printed: Print) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page, and what is left out of them: rows of furniture that follow each other."""
    at = 0
    while at < len(rows):
        end = at
        if at in leave_out:
            while end < len(rows) and end in leave_out:
                end += 1
            yield Paragraph(page, at, list(rows[at:end]), role="furniture")
        else:
            while end < len(rows) and end not in leave_out:
                end += 1
            yield from _cut_flow(Around(page, at, rows[at:end], printed))
        at = end


class Around(NamedTuple):
    """Rows of a page that follow each other without furniture between them."""

    page: int
    first: int
    """Number of the first of them on the page."""
    rows: Sequence[Row]
    printed: Print


def _cut_flow(around: Around) -> Iterator[Paragraph]:
    """Yield the paragraphs of rows that follow each other."""
    rows = around.rows
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or _parts_print(rows[at - 1], rows[at], rows[max(start, at - 2) : at]):
            yield from _cut_group(around, start, at)
            start = at


def _parts_print(one: Row, two: Row, run: Sequence[Row]) -> bool:
    """Tell whether another column, another size of print, or a wide space begins with ``two``."""
    size = max(one.size, two.size)
    drop = one.y0 - two.y0
    if drop < 0.3 * size or drop > 3.2 * size:
        return True
    if two.x0 > one.x1 or one.x0 > two.x1:
        return True
    if abs(one.size - two.size) > 2 * SAME * size and not _is_odd(run):
        return True
    usual = run[-2].y0 - run[-1].y0 if len(run) > 1 else 0
    return bool(usual) and drop > SPACE * usual + 1.5


def _is_odd(run: Sequence[Row]) -> bool:
    """Tell whether the last of ``run`` is too short for its size to mean anything."""
    return len(run[-1].text) < 3


class Column(NamedTuple):
    """How lines that follow each other in one print are set."""

    left: float
    right: float
    drop: float
    """From one line of a paragraph to the next."""
    is_hanging: bool
    """All lines but the first of each paragraph are set in, and not the first alone."""


def _cut_group(around: Around, start: int, end: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of the rows from ``start`` to ``end``, which are in one print and one column."""
    rows = around.rows[start:end]
    column = _column(rows, around, around.rows[max(start - BESIDE, 0) : end + BESIDE])
    before = around.rows[start - 1] if start else None
    first = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and not _begins(rows[at - 1], rows[at], rows[first:at], column):
            continue
        part = list(rows[first:at])
        before = rows[first - 1] if first else before
        above = before.y0 - part[0].y1 if before else FAR
        yield Paragraph(
            around.page,
            around.first + start + first,
            part,
            is_indented=part[0].x0 > column.left + INDENT * part[0].size,
            is_hanging=column.is_hanging,
            right=column.right,
            above=above if above > -part[0].size else FAR,
        )
        first = at


def _column(rows: Sequence[Row], around: Around, near: Sequence[Row]) -> Column:
    """Return how ``rows`` are set; of a few rows of running text, the text around them tells the edges."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    drops = sorted(one.y0 - two.y0 for one, two in pairwise(rows))
    drop = drops[len(drops) // 3] if drops else around.printed.leading
    if _is_hanging(rows, left, right):
        return Column(left, right, drop, is_hanging=True)
    printed = around.printed
    if len(rows) < 6 and printed.is_body(rows[0]):
        beside = [
            row
            for row in near
            if printed.is_body(row) and abs(row.x0 - left) < DEEP * row.size / 2 and row.x1 <= left + 1.05 * printed.width
        ]
        if len(beside) > 2:
            left = max(min(row.x0 for row in (*rows, *beside)), left - 3 * printed.size)
            right = max(right, *(row.x1 for row in beside))
    return Column(left, right, drop, is_hanging=False)


def _is_hanging(rows: Sequence[Row], left: float, right: float) -> bool:
    score = 0
    for one, two in pairwise(rows):
        if BULLET.match(one.text) or BULLET.match(two.text):
            continue
        shift = INDENT * two.size
        one_in, two_in = one.x0 > left + shift, two.x0 > left + shift
        full, ended = one.x1 > right - 2 * one.size, is_ended(one.text)
        if two_in and not one_in:  # a paragraph begins, or an entry goes on
            score += -2 if ended and not full else (2 if full and not ended else int(not ended))
        elif one_in and not two_in:  # a paragraph goes on, or an entry begins
            score += -2 if full and not ended else 2 * (ended and not full)
            score -= 2 * two.text[0].islower()
        elif one_in and two_in:
            score += one.x0 - two.x0 < shift
    return score > 0


def _begins(one: Row, two: Row, run: Sequence[Row], column: Column) -> bool:
    """Tell whether a paragraph begins with ``two``, which follows ``one``, the last of ``run``."""
    ended, low = is_ended(one.text), two.text[0].islower()
    if one.y0 - two.y0 > SPACE * column.drop + 1.0 and not (is_cut(one.text) and low):
        return True
    if one.font.is_bold != two.font.is_bold and not (one.x1 > column.right - 2 * one.size and not ended):
        return True
    if _begins_item(one, two, run[0], column) or _is_table_edge(run, two):
        return True
    if is_cut(one.text) or (low and not ended):
        return False
    if (len(run) == 1 and _is_fixed(one.text)) or (_is_fixed(two.text) and ended):
        return True
    return _begins_entry(one, two, column) if column.is_hanging else _begins_paragraph(one, two, run, column)


def _begins_item(one: Row, two: Row, first: Row, column: Column) -> bool:
    """Tell whether an item with a bullet begins with ``two``; ``first`` is the first row of the paragraph before."""
    shift = INDENT * two.size
    if not BULLET.match(two.text):
        return False
    return (
        is_ended(one.text)
        or BULLET.match(first.text) is not None
        or two.x0 < one.x0 - shift
        or abs(two.x0 - first.x0) > shift
        or has_room(one, two, column.right)
    )


def _is_table_edge(run: Sequence[Row], two: Row) -> bool:
    """Tell whether rows with cells begin with ``two`` below a caption, or end before it."""
    if two.gaps:
        return CAPTION.match(run[0].text) is not None and not any(row.gaps for row in run)
    return len(run) > 1 and all(row.gaps for row in run)


def _begins_entry(one: Row, two: Row, column: Column) -> bool:
    """Tell whether ``two`` stands further left than the lines that go on, and begins like a new entry."""
    shift = INDENT * two.size
    is_numbered = NUMBERED.match(two.text) is not None and (
        two.x0 < one.x0 - shift or (NUMBERED.match(one.text) is not None and two.x0 < one.x0 + shift)
    )
    if two.x0 > column.left + shift and not is_numbered:  # numbers may be set to the right: " 9." above "10."
        return False
    return is_ended(one.text) or has_author(two.text) or NUMBERED.match(two.text) is not None


def _begins_paragraph(one: Row, two: Row, run: Sequence[Row], column: Column) -> bool:
    """Tell whether ``two`` is set in, or ``one`` too short for a line that goes on."""
    shift = INDENT * two.size
    ended, room = is_ended(one.text), has_room(one, two, column.right)
    if RAISED.match(two.text) and (ended or room):
        return True
    if NUMBERED.match(two.text) and ended and (room or NUMBERED.match(run[0].text)) and two.x0 < run[0].x0 + shift:
        return True
    set_in = two.x0 > max(one.x0, column.left) + shift and two.x0 < column.left + DEEP * two.size
    if set_in and (ended or room):
        is_item = any(pattern.match(one.text) for pattern in (RAISED, NUMBERED, BULLET))
        return len(run) > 1 or not is_item or (ended and room)
    return room and ended and not two.text[0].islower() and not is_unfinished(one.text)


def has_room(one: Row, two: Row, right: float) -> bool:
    """Tell whether the first word of ``two`` would have had its place in the line before, in a column that ends at ``right``."""
    word = two.text.split(maxsplit=1)[0]
    width = (two.x1 - two.x0) * len(word) / len(two.text)
    return right - one.x1 > width + 0.8 * two.size


def _is_fixed(line: str) -> bool:
    """Tell whether a line is a heading with a fixed name, such as "Abstract"."""
    return len(line) <= 40 and line[0].isupper() and announced(line) in {"abstract", "keywords", "notes", "reference"}
