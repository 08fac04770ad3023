"""The stream of the content of an OpenDocument text: its paragraphs, notes, comments, and the marks that programs set in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.readers.docx.note_marks import RAISED
from extract.readers.docx.paragraphs import Cell, Field, Paragraph
from extract.readers.docx.stream import Attributes, PartStream
from extract.readers.docx.styles import PLAIN
from extract.readers.xml_parts import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from extract.readers.docx.styles import Style
    from extract.readers.odt.styles import Styles

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
UNREAD = (
    *(f"{TEXT} {name}" for name in ("number", "ruby-text", "script", "sequence-decls", "tracked-changes", "variable-decls")),
    *(f"{TEXT} {kind}-source" for kind in ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "bibliography")),
    *(f"{SVG} {name}" for name in ("title", "desc")),
    f"{OFFICE} forms",
)  # fmt: skip
"""Elements in which nothing stands that is read: what was deleted, the plans of indexes, what pictures show."""

ZONES = {"table-of-content": "TOC", "illustration-index": "TOC", "table-index": "TOC", "alphabetical-index": "TOC",
         "bibliography": "BIBLIOGRAPHY"}  # fmt: skip
"""Indexes, and what fields of Word are called that make the same."""

PROGRAMS = ("ZOTERO_", "CSL_CITATION", "Mendeley Bibliography")
SPACES = re.compile(r"[ \t\r\n]+")
MAX_SPACES = 1000  # that one element may stand for


class ContentReader(PartStream):
    """Reads ``content.xml``."""

    def __init__(self, name: str, styles: Styles, limit: int) -> None:
        """Keep the styles of the document; ``limit`` is how many characters it may have, 0 for any."""
        super().__init__(name, limit)
        self.notes: list[Paragraph] = []
        self.comments: list[Paragraph] = []
        self._styles = styles
        self._runs: list[Style] = []
        self._lists = 0
        self._sections: list[Field] = []
        self._marks: dict[str, Field] = {}
        self._note: str | None = None
        self._numbered = True
        self._in_comment = False
        self._citation: list[str] | None = None  # the number of a note, while it is read
        self._starts, self._ends = self._handlers()

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read the paragraphs of the content whose bytes are ``pieces``.

        Raises:
            UnreadableSourceError: the content is damaged.
            LimitError: it holds more text than the limits allow.

        """
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._add_text
        parse(self._parser, pieces, self.part.name)

    def _handlers(self) -> tuple[dict[str, Callable[[Attributes], None]], dict[str, Callable[[], None]]]:
        """Return what is done at the start and at the end of elements, by their full names."""
        text: dict[str, Callable[[Attributes], None]] = {
            "p": self._start_paragraph, "h": self._start_paragraph, "span": self._start_span, "s": self._add_spaces,
            "tab": lambda _: self._add("\t"), "line-break": lambda _: self._add("\n"), "list": self._start_list,
            "note-citation": self._start_citation, "note-body": self._start_note, "section": self._start_section,
            "reference-mark-start": self._start_mark, "reference-mark-end": self._end_mark,
            **{name: self._index(instruction) for name, instruction in ZONES.items()},
        }  # fmt: skip
        starts = {f"{TEXT} {name}": act for name, act in text.items()} | dict.fromkeys(UNREAD, self._skip)
        starts |= {
            f"{TABLE} table": self._start_table, f"{TABLE} table-row": self._start_row, f"{TABLE} table-cell": self._start_cell,
            f"{TABLE} covered-table-cell": self._start_cell, f"{OFFICE} annotation": self._start_comment,
            f"{STYLE} style": self._styles.begin, f"{STYLE} text-properties": self._styles.set_look,
        }  # fmt: skip
        ends: dict[str, Callable[[], None]] = {
            f"{TEXT} p": self._end_paragraph, f"{TEXT} h": self._end_paragraph, f"{TEXT} span": self._end_span,
            f"{TEXT} list": self._end_list, f"{TEXT} note-citation": self._end_citation, f"{TEXT} note-body": self._end_note,
            f"{TEXT} section": self._end_section, f"{TABLE} table": self._end_table, f"{OFFICE} annotation": self._end_comment,
            **{f"{TEXT} {name}": self._end_section for name in ZONES},
        }  # fmt: skip
        return starts, ends

    # Paragraphs and their text

    def _start_paragraph(self, attributes: Attributes) -> None:
        cell = Cell(*self._tables[0]) if self._tables and self._note is None else None
        paragraph = Paragraph(self._created, cell, self._note, is_listed=self._lists > 0)
        paragraph.style = attributes.get(f"{TEXT} style-name")
        level = attributes.get(f"{TEXT} outline-level", "")
        if level.isdigit() and int(level[:2]):
            paragraph.level = int(level[:2]) - 1
        if self._note is not None and not self._numbered:
            paragraph.label = self._note
            self._numbered = True
        self._begin(paragraph)
        self._runs.append(self._styles.get(paragraph.style))

    def _end_paragraph(self) -> None:
        self._runs.pop()
        paragraph = self._finish()
        if self._in_comment:
            self.comments.append(paragraph)
        elif paragraph.note is not None:
            self.notes.append(paragraph)
        else:
            self._keep(paragraph)

    def _start_span(self, attributes: Attributes) -> None:
        around, own = self._runs[-1] if self._runs else PLAIN, self._styles.get(attributes.get(f"{TEXT} style-name"))
        self._runs.append(
            own._replace(
                is_hidden=own.is_hidden or around.is_hidden, is_raised=own.is_raised or around.is_raised, is_bold=own.is_bold or around.is_bold
            )
        )  # fmt: skip

    def _end_span(self) -> None:
        self._runs.pop()

    def _add_text(self, text: str) -> None:
        if self._citation is not None:
            self._citation.append(text)
        elif self._open:
            text = SPACES.sub(" ", text)
            pieces = self._pieces[-1]
            self._add(text[1:] if text[0] == " " and (not pieces or pieces[-1][-1] in " \n\t") else text)

    def _add_spaces(self, attributes: Attributes) -> None:
        count = attributes.get(f"{TEXT} c", "1")
        self._add(" " * min(int(count[:6]) if count.isdigit() else 1, MAX_SPACES))

    def _add(self, text: str) -> None:
        if not text or not self._open or self._runs[-1].is_hidden:
            return
        paragraph = self._open[-1]
        start = paragraph.length
        self._pieces[-1].append(text)
        paragraph.length = start + len(text)
        if self._runs[-1].is_bold:
            paragraph.bold += len(text)
        if self._runs[-1].is_raised:
            paragraph.raised.append((start, paragraph.length))

    # Notes and comments

    def _start_citation(self, _attributes: Attributes) -> None:
        self._citation = []

    def _end_citation(self) -> None:
        mark = "".join(self._citation or ()).strip().translate(RAISED)
        self._citation = None
        start = self._place()
        self._add(mark)
        self.part.calls.append((start, self._place()))
        self._mark = mark

    _mark = ""

    def _start_note(self, _attributes: Attributes) -> None:
        self._note, self._numbered = self._mark, False

    def _end_note(self) -> None:
        self._note = None

    def _start_comment(self, _attributes: Attributes) -> None:
        self._in_comment = True

    def _end_comment(self) -> None:
        self._in_comment = False

    # Lists

    def _start_list(self, _attributes: Attributes) -> None:
        self._lists += 1

    def _end_list(self) -> None:
        self._lists -= 1

    # What programs mark

    def _index(self, instruction: str) -> Callable[[Attributes], None]:
        """Return what is done where an index begins."""
        return lambda _: self._sections.append(Field(self._place(), self._place(), instruction))

    def _start_section(self, attributes: Attributes) -> None:
        name = attributes.get(f"{TEXT} name", "").lstrip()
        self._sections.append(Field(self._place(), self._place(), f"ADDIN {name}" if name.startswith(PROGRAMS) else ""))

    def _end_section(self) -> None:
        section = self._sections.pop()
        section.end = self._place()
        if section.instruction:
            self.part.fields.append(section)

    def _start_mark(self, attributes: Attributes) -> None:
        name = attributes.get(f"{TEXT} name", "").lstrip()
        if name.startswith(PROGRAMS):
            self._marks[name] = Field(self._place(), self._place(), f"ADDIN {name}")

    def _end_mark(self, attributes: Attributes) -> None:
        mark = self._marks.pop(attributes.get(f"{TEXT} name", "").lstrip(), None)
        if mark is not None:
            mark.end = self._place()
            self.part.fields.append(mark)
