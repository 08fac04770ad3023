"""Word documents (.docx): the text of their parts, what each paragraph is, and the works that reference managers cite."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from extract.errors import UnreadableSourceError
from extract.raw_source import RawSource
from extract.readers.archive import Archive
from extract.readers.docx.assembly import Assembly, Told
from extract.readers.docx.body import Context, PartReader
from extract.readers.docx.facts import borne_out, read_properties
from extract.readers.docx.field_codes import cited_items
from extract.readers.docx.formatting import without_looks
from extract.readers.docx.given import find_entries, find_given
from extract.readers.docx.note_marks import read_marks
from extract.readers.docx.numbering import Numbering, read_numbering
from extract.readers.docx.package import open_package
from extract.readers.docx.roles import find_roles
from extract.readers.docx.styles import read_styles
from extract.readers.docx.word_sources import read_sources
from extract.structure import Facts, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.models import Span
    from extract.read_options import ReadOptions
    from extract.readers.docx.assembly import PlacesOfPart
    from extract.readers.docx.items import CitedItem
    from extract.readers.docx.note_marks import NoteKind, NoteMarks
    from extract.readers.docx.package import Package
    from extract.readers.docx.paragraphs import Paragraph, Part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTES: tuple[NoteKind, ...] = ("footnote", "endnote")
FURNITURE = ("comments", "header", "footer")


def read_docx(data: bytes, options: ReadOptions) -> RawSource:
    """Return the text of a Word document: its body, footnotes and endnotes, then comments, headers and footers.

    Raises ``UnreadableSourceError`` when it is damaged, protected, or beyond the limits.
    """
    archive = Archive(data, "Word document", options.limits)
    package = open_package(archive)
    context = _context(archive, package, options)
    body = _read(archive, package.document, context)
    assembly = Assembly()
    core = package.one("core-properties")
    said = read_properties(archive.read(core), core) if core else Facts()
    told = find_roles(body, context.styles, said.title)
    read = [(body, assembly.add_part(body.name, body.paragraphs, told))]
    for kind in NOTES:
        for name in package.parts[f"{kind}s"]:
            notes = _read(archive, name, context)
            called = _called(notes, kind, context.marks)
            read.append((notes, assembly.add_part(name, called, [Told("note")] * len(called))))
    for name in (name for kind in FURNITURE for name in package.parts[kind]):
        furniture = _read(archive, name, context).paragraphs
        assembly.add_part(name, furniture, [Told("furniture")] * len(furniture))
    raw, text = assembly.finished()
    given = find_given(text.text, list(_cited(archive, package, read)), find_entries(text.text, assembly.stretches))
    markers = tuple(span for part, places in read for start, end in part.calls if (span := places.of(start, end)))
    return RawSource(
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="docx",
        structure=Structure(
            text=text,
            stretches=tuple(assembly.stretches),
            parts=tuple(assembly.parts),
            facts=borne_out(said, raw),
            references=given.references,
            citations=given.citations,
            markers=markers or None,
            is_lined=False,
        ),
    )


def refuse_doc(_data: bytes, _options: ReadOptions) -> RawSource:
    """Refuse a document of Word 97 to 2003, which is of another kind altogether.

    Raises:
        UnreadableSourceError: always.

    """
    message = "a document of an old version of Word; open it and save it as .docx"
    raise UnreadableSourceError(message)


def _context(archive: Archive, package: Package, options: ReadOptions) -> Context:
    """Return what the parts of the document refer to."""
    styles, numbering, settings = (package.one(kind) for kind in ("styles", "numbering", "settings"))
    has_both = all(package.parts[f"{kind}s"] for kind in NOTES)
    return Context(
        read_styles(archive.read(styles), styles) if styles else {},
        read_numbering(archive.read(numbering), numbering) if numbering else Numbering({}),
        read_marks(archive.read(settings) if settings else None, settings or "", has_both=has_both),
        options.limits.glyphs,
    )


def _read(archive: Archive, name: str, context: Context) -> Part:
    """Return what the part ``name`` holds."""
    reader = PartReader(name, context)
    part = reader.read(without_looks(archive.chunks(name)))
    if reader.is_unclosed:
        return PartReader(name, context, mutes=False).read(without_looks(archive.chunks(name)))
    return part


def _cited(
    archive: Archive, package: Package, read: Sequence[tuple[Part, PlacesOfPart]]
) -> Iterator[tuple[Span, list[CitedItem]]]:
    """Yield the places in the text that a field ties to works, and these works."""
    sources: dict[str, dict[str, Any]] = {}
    for name in package.parts["customXml"]:
        sources |= read_sources(archive.read(name), name)
    for part, places in read:
        done: set[Span] = set()
        for field in part.fields:
            span = places.of(field.start, field.end)
            items = cited_items(field, sources) if span and span not in done else []
            if span and items:
                done.add(span)  # a content control around a field says the same
                yield span, items


def _called(notes: Part, kind: NoteKind, marks: NoteMarks) -> list[Paragraph]:
    """Return the paragraphs of the notes that the text calls, in the order of the calls, each note with its number."""
    of_note: dict[str | None, list[Paragraph]] = {}
    for paragraph in notes.paragraphs:
        of_note.setdefault(paragraph.note, []).append(paragraph)
    called: list[Paragraph] = []
    for note in marks.called(kind):
        paragraphs = of_note.get(note, [])
        first = next((paragraph for paragraph in paragraphs if paragraph.text.strip()), None)
        if first and note not in notes.numbered_notes:
            first.label = marks.of[kind, note]
        called += paragraphs
    return called
