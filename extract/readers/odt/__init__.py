"""OpenDocument texts (.odt): read as Word documents are."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from extract.errors import UnreadableSourceError
from extract.raw_source import RawSource
from extract.readers.archive import Archive
from extract.readers.docx.assembly import Assembly, Told
from extract.readers.docx.facts import borne_out, read_properties
from extract.readers.docx.field_codes import cited_items
from extract.readers.docx.given import find_entries, find_given
from extract.readers.docx.paragraphs import Paragraph
from extract.readers.docx.roles import find_roles
from extract.readers.odt.body import ContentReader
from extract.readers.odt.styles import Styles
from extract.readers.xml_parts import local, text_of
from extract.structure import Facts, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from extract.read_options import ReadOptions

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"


def read_odt(data: bytes, options: ReadOptions) -> RawSource:
    """Return the text of an OpenDocument text: its body, notes, and comments, then headers and footers.

    Raises ``UnreadableSourceError`` when it is damaged, protected, or beyond the limits.
    """
    archive = Archive(data, "OpenDocument text", options.limits)
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        message = "it is protected by a password; save it without"
        raise UnreadableSourceError(message)
    styles = Styles()
    layout = styles.read(archive.read(STYLES), STYLES) if STYLES in archive else None
    content = ContentReader(CONTENT, styles, options.limits.glyphs)
    content.read(archive.chunks(CONTENT))
    part = content.part
    said = read_properties(archive.read(META), META) if META in archive else Facts()
    told = find_roles(part, styles.table(paragraph.style for paragraph in part.paragraphs), said.title)
    told += [Told("note")] * len(content.notes) + [Told("furniture")] * len(content.comments)
    assembly = Assembly()
    places = assembly.add_part(CONTENT, [*part.paragraphs, *content.notes, *content.comments], told)
    around = list(_around(layout)) if layout is not None else []
    if around:
        assembly.add_part(STYLES, around, [Told("furniture")] * len(around))
    raw, text = assembly.finished()
    spans = [(places.of(field.start, field.end), cited_items(field, {})) for field in part.fields]
    given = find_given(
        text.text, [(span, items) for span, items in spans if span and items], find_entries(text.text, assembly.stretches)
    )
    return RawSource(
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="odt",
        structure=Structure(
            text=text,
            stretches=tuple(assembly.stretches),
            parts=tuple(assembly.parts),
            facts=borne_out(said, raw),
            references=given.references,
            citations=given.citations,
            markers=tuple(span for start, end in part.calls if (span := places.of(start, end))) or None,
            is_lined=False,
        ),
    )


def _around(root: Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of headers and footers."""
    paragraphs = (
        paragraph
        for area in root.iter()
        if local(area.tag) in {"header", "footer"}
        for paragraph in area.iter()
        if local(paragraph.tag) == "p"
    )
    for serial, paragraph in enumerate(paragraphs):
        text = text_of(paragraph)
        yield Paragraph(serial, text=text, length=len(text))
