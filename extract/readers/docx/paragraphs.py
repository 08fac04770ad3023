"""What a part of a Word document holds: paragraphs of text, and fields that stand over stretches of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extract.models import Span


class Cell(NamedTuple):
    """A cell of an outermost table."""

    table: int
    row: int
    column: int


class Place(NamedTuple):
    """A place in a part: in which of its paragraphs, counted as they begin, and after how many characters of its text."""

    paragraph: int
    offset: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it is read."""

    serial: int
    """Which of the part, counted as they begin."""
    cell: Cell | None = None
    note: str | None = None
    """The id of the note that it belongs to."""
    text: str = ""
    length: int = 0
    label: str = ""
    """What Word shows in front of it: the number of a list or of a note."""
    style: str | None = None
    level: int | None = None
    """Its own outline level, from 0; 9 is that of text."""
    is_listed: bool = False
    goes_on: bool = False
    """The next paragraph is its continuation, since its end was deleted or it is but the first letter."""
    raised: list[Span] = field(default_factory=list)
    """Superscripts, in its text."""
    bold: int = 0
    """Characters in bold."""


@dataclass(slots=True)
class Field:
    """A field, or a content control: what it says in its instruction stands for the text between two places."""

    start: Place
    end: Place
    instruction: str = ""
    pieces: list[str] = field(default_factory=list)
    """Of the instruction, while it is read."""
    data: str = ""
    """What a program hides in it, in base 64."""
    is_open: bool = True
    """Its instruction is not at its end."""


@dataclass(slots=True)
class Part:
    """A part of the package as it is read."""

    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    """In reading order: those of a text box after the paragraph it is anchored in."""
    fields: list[Field] = field(default_factory=list)
    """In the order of their ends."""
    calls: list[tuple[Place, Place]] = field(default_factory=list)
    """Where the text calls notes."""
    numbered_notes: set[str] = field(default_factory=set)
    """Notes whose own text says where their number stands."""
