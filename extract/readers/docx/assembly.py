"""From the paragraphs of all parts to one raw text: table rows on a line each, the parts one after the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from extract.mapped_text import MappedText, Piece
from extract.structure import Part as NamedPart
from extract.structure import Stretch
from extract.superscripts import TO_RAISED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Role, Span
    from extract.readers.docx.paragraphs import Paragraph, Place

CELLS = " | "  # between the cells of a row
IN_CELL = " "  # between the paragraphs of a cell
LONG_CELL = 1000  # characters: a cell with more holds text that is laid out, not tabled
MEAN_CELL = 250  # characters a cell, above which a table is laid out text
RAISED_NUMBERS = re.compile(r"\s*\d[\d,;\s–-]*")


class Told(NamedTuple):
    """What is known of a paragraph's role; nothing where its form must tell."""

    role: Role | None = None
    level: int = 0


class Assembly:
    """The raw text while it grows."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.pieces: list[str] = []
        self.length = 0
        self.stretches: list[Stretch] = []
        self.parts: list[NamedPart] = []
        self._raised: list[Span] = []

    def add_part(self, name: str, paragraphs: Sequence[Paragraph], told: Sequence[Told]) -> PlacesOfPart:
        """Add a part with what is known of each of its paragraphs; return where they have come to stand."""
        lines = list(_lines(paragraphs, told))
        if self.length and lines:
            self._add("\n")
        start = self.length
        starts: dict[int, int] = {}
        for line in lines:
            if self.length > start:
                self._add("\n")
            begin = self.length
            role: Told = line[0][2]
            for before, paragraph, its in line:
                self._add(before)
                if paragraph.label:
                    self._add(f"{paragraph.label} ")
                starts[paragraph.serial] = self.length
                self._raised += [(low + self.length, high + self.length) for low, high in paragraph.raised]
                self._add(paragraph.text)
                role = its
            self.stretches.append(Stretch(begin, self.length, role.role, role.level))
        if lines or not self.parts:
            self.parts.append(NamedPart(name, start, self.length))
        return PlacesOfPart(starts, self.length)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def finished(self) -> tuple[str, MappedText]:
        """Return the raw text, and the text that is read: raised digits in it are raised."""
        raw = "".join(self.pieces)
        shown: list[str] = []
        at = 0
        for start, end in self._raised:
            if RAISED_NUMBERS.fullmatch(raw, start, end):
                shown += (raw[at:start], raw[start:end].translate(TO_RAISED))
                at = end
        shown.append(raw[at:])
        return raw, MappedText("".join(shown), [Piece(0, len(raw), 0, len(raw))])


class PlacesOfPart:
    """Where the paragraphs of a part stand in the raw text."""

    def __init__(self, starts: Mapping[int, int], end: int) -> None:
        """Keep where each paragraph that is read starts, by its serial number, and where the part ends."""
        self._starts = starts
        self._serials = sorted(starts)
        self._end = end

    def of(self, start: Place, end: Place) -> Span | None:
        """Return the raw span between two places of the part; nothing when what stands there is not read."""
        low, high = self._at(start), self._at(end)
        return (low, high) if low < high else None

    def _at(self, place: Place) -> int:
        """Return where ``place`` is, or where the text goes on when its paragraph is not read."""
        if place.paragraph in self._starts:
            return self._starts[place.paragraph] + place.offset
        following = bisect_right(self._serials, place.paragraph)
        return self._starts[self._serials[following]] if following < len(self._serials) else self._end


Placed = tuple[str, "Paragraph", Told]


def _lines(paragraphs: Sequence[Paragraph], told: Sequence[Told]) -> Iterator[list[Placed]]:
    """Yield the paragraphs that stand on one line, each with what stands before it."""
    both = zip(paragraphs, told, strict=True)
    for table, group in groupby(both, key=lambda pair: pair[0].cell.table if pair[0].cell else None):
        if table is None:
            yield from _joined(group)
            continue
        rows = list(group)
        if is_laid_out([paragraph for paragraph, _ in rows]):
            yield from _joined(rows)
        else:
            yield from _rows(rows)


def _joined(group: Iterable[tuple[Paragraph, Told]]) -> Iterator[list[Placed]]:
    """Yield the paragraphs that have text, with those that they go on in."""
    waiting: list[Placed] = []
    for paragraph, its in group:
        if paragraph.text.strip():
            waiting.append(("", paragraph, its))
        if waiting and not paragraph.goes_on:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _rows(group: Iterable[tuple[Paragraph, Told]]) -> Iterator[list[Placed]]:
    """Yield the rows of a table that have text; entries of a bibliography may be set as a table of numbers and entries."""
    for _, row in groupby(group, key=lambda pair: pair[0].cell.row if pair[0].cell else 0):
        line: list[Placed] = []
        column = 1
        for paragraph, its in row:
            if not paragraph.text.strip():
                continue
            at = paragraph.cell.column if paragraph.cell else column
            is_entry = its.role == "reference"
            before = CELLS * (at - column) if at > column and not is_entry else IN_CELL if line else ""
            line.append((before, paragraph, its if is_entry else Told("table")))
            column = at
        if line:
            yield line


def is_laid_out(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether a table only lays out text: it has one column, or long texts in its cells."""
    if all(paragraph.cell is None or paragraph.cell.column <= 1 for paragraph in paragraphs):
        return True
    cells: dict[object, int] = {}
    for paragraph in paragraphs:
        cells[paragraph.cell] = cells.get(paragraph.cell, 0) + paragraph.length
    full = [length for length in cells.values() if length]
    return bool(full) and (max(full) > LONG_CELL or sum(full) / len(full) > MEAN_CELL)
