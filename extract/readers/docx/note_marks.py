"""The numbers of footnotes and endnotes, which Word counts while it shows a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extract.readers.docx.numbering import counted
from extract.readers.xml_parts import local, parse_tree
from extract.superscripts import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

NoteKind = Literal["footnote", "endnote"]

RAISED = str.maketrans("0123456789ivxlcdm", f"{SUPERSCRIPTS}ⁱᵛˣˡᶜᵈᵐ")
MAX_START = 10_000  # a number of a first note above it is none


class NoteMarks:
    """Counts the notes as the text calls them."""

    def __init__(self, formats: dict[NoteKind, str] | None = None, starts: dict[NoteKind, int] | None = None) -> None:
        """Keep how notes are numbered: ``decimal``, ``lowerRoman``..."""
        self._formats = formats or {}
        self._next: dict[NoteKind, int] = {"footnote": 1, "endnote": 1, **(starts or {})}
        self.of: dict[tuple[NoteKind, str], str] = {}
        """The mark of each note that the text calls, in the order of the calls; "" where the text itself has the mark."""

    def call(self, kind: NoteKind, note: str, *, is_custom: bool = False) -> str:
        """Return the mark of ``note``, which the text calls here.

        >>> marks = NoteMarks()
        >>> marks.call("footnote", "7"), marks.call("footnote", "9", is_custom=True), marks.call("footnote", "8")
        ('¹', '', '²')
        """
        if (kind, note) in self.of:
            return self.of[kind, note]
        mark = ""
        if not is_custom:
            mark = counted(self._next[kind], self._formats.get(kind, "decimal")).lower().translate(RAISED)
            self._next[kind] += 1
        self.of[kind, note] = mark
        return mark

    def called(self, kind: NoteKind) -> Iterable[str]:
        """Return the notes of a kind in the order of their calls."""
        return [note for its, note in self.of if its == kind]


def read_marks(settings: bytes | None, part: str, *, has_both: bool) -> NoteMarks:
    """Return how a document numbers its notes, from ``word/settings.xml``.

    Word numbers endnotes i, ii, iii. Where a document ``has_both`` kinds, that tells them apart, and it stays. Otherwise
    all notes have digits here, as notes and their calls are known by digits.

    Raises ``UnreadableSourceError`` when the part is damaged.
    """
    formats: dict[NoteKind, str] = {"endnote": "lowerRoman"} if has_both else {}
    starts: dict[NoteKind, int] = {}
    for item in parse_tree(settings, part) if settings else ():
        for kind in ("footnote", "endnote"):
            if local(item.tag) == f"{kind}Pr":
                form, start = _value(item, "numFmt"), _value(item, "numStart")
                if has_both and form:
                    formats[kind] = form
                if start.isascii() and start.isdigit() and int(start[:6]) < MAX_START:
                    starts[kind] = int(start)
    return NoteMarks(formats, starts)


def _value(properties: Element, name: str) -> str:
    """Return what the child ``name`` is set to."""
    for child in properties:
        if local(child.tag) == name:
            return next((value for key, value in child.items() if local(key) == "val"), "")
    return ""
