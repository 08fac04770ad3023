"""One part of a document as its elements come by: paragraphs, tables, and what is passed over, in one pass without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.read_options import check_length
from extract.readers.docx.paragraphs import Part, Place
from extract.readers.xml_parts import open_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extract.readers.docx.paragraphs import Paragraph

Attributes = dict[str, str]

Starts = dict[str, "Callable[[Attributes], None]"]
Ends = dict[str, "Callable[[], None]"]
"""What is done at the start and at the end of elements, by their full names."""


class PartStream:
    """What the readers of Word documents and of OpenDocument texts share; each says what its elements do."""

    _starts: Mapping[str, Callable[[Attributes], None]]
    _ends: Mapping[str, Callable[[], None]]

    def __init__(self, name: str, limit: int) -> None:
        """Prepare to read the part ``name``; ``limit`` is how many characters it may have, 0 for any."""
        self.part = Part(name)
        self._limit = limit
        self._created = self._size = 0
        self._open: list[Paragraph] = []
        self._pieces: list[list[str]] = []
        self._boxed: list[Paragraph] = []  # of the text boxes in the open paragraph
        self._tables: list[list[int]] = []
        self._table = 0
        self._skipped = 0
        self._parser = open_parser(name)
        self._hears: Callable[[str], object] | None = None  # what takes text, while elements are skipped

    def _start(self, name: str, attributes: Attributes) -> None:
        act = self._starts.get(name)
        if act is not None:
            act(attributes)

    def _end(self, name: str) -> None:
        act = self._ends.get(name)
        if act is not None:
            act()

    def _skip(self, _attributes: Attributes) -> None:
        """Read nothing up to the end of the element that has just begun."""
        self._skipped = 1
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler = self._start_skipped, self._end_skipped
        self._hears, parser.CharacterDataHandler = parser.CharacterDataHandler, None

    def _start_skipped(self, _name: str, _attributes: Attributes) -> None:
        self._skipped += 1

    def _end_skipped(self, _name: str) -> None:
        self._skipped -= 1
        if not self._skipped:
            self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
            self._parser.CharacterDataHandler = self._hears

    # Paragraphs

    def _begin(self, paragraph: Paragraph) -> None:
        self._created += 1
        self._open.append(paragraph)
        self._pieces.append([])

    def _finish(self) -> Paragraph:
        """End the paragraph that was begun last, and return it with its text."""
        paragraph = self._open.pop()
        paragraph.text = "".join(self._pieces.pop())
        self._size += paragraph.length + 1
        check_length(self._size, self._limit)
        return paragraph

    def _keep(self, paragraph: Paragraph) -> None:
        """Put a paragraph in its place: that of a text box after the one it is anchored in."""
        if self._open:
            self._boxed.append(paragraph)
        else:
            self.part.paragraphs.append(paragraph)
            self.part.paragraphs += self._boxed
            self._boxed = []

    def _place(self) -> Place:
        """Return where the text has come to."""
        return Place(self._open[-1].serial, self._open[-1].length) if self._open else Place(self._created, 0)

    # Tables

    def _start_table(self, _attributes: Attributes) -> None:
        self._table += not self._tables
        self._tables.append([self._table, 0, 0])

    def _start_row(self, _attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, 0]

    def _start_cell(self, _attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1][2] += 1

    def _end_table(self) -> None:
        self._tables.pop()
