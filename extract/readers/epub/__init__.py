"""EPUB: the XHTML documents of a book one after the other, as its spine orders them, and its own pages and facts."""

from __future__ import annotations

import hashlib
import posixpath
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from extract.errors import UnreadableSourceError
from extract.mapped_text import MappedText
from extract.raw_source import RawSource
from extract.read_options import check_length
from extract.readers.archive import Archive
from extract.readers.epub.package import open_book
from extract.readers.html import read_markup
from extract.readers.html.encoding import decode_page
from extract.readers.xml_parts import local, parse_tree, text_of
from extract.structure import Page, Part, Stretch, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.read_options import ReadOptions
    from extract.readers.epub.package import Document
    from extract.readers.html import Markup

MEDIA_TYPE = "application/epub+zip"
SEPARATOR = "\n"  # between documents in the raw text
BLANK = "\n\n"  # between their paragraphs in the text
IDENTIFIED = re.compile(r"<[^<>]{0,1000}?\s(?:xml:)?id\s*+=\s*+[\"'](?P<id>[^\"'<>]{1,200})[\"']")


class Chapter(NamedTuple):
    """A document of the book where it stands in the raw text."""

    document: Document
    part: Part
    markup: Markup


def read_epub(data: bytes, options: ReadOptions) -> RawSource:
    """Return the text of an EPUB: the documents of its spine; raw text is their source as decoded.

    Raises ``UnreadableSourceError`` when it is damaged, protected, or beyond the limits.
    """
    archive = Archive(data, "EPUB", options.limits)
    book = open_book(archive)
    raw, parts = _joined(archive, book.documents, options.limits.glyphs)
    chapters = [
        Chapter(document, part, read_markup(raw, at=part.start, end=part.end, is_xml=True, is_page=False))
        for document, part in zip(book.documents, parts, strict=True)
    ]
    chapters.sort(key=lambda chapter: not chapter.document.is_linear)  # asides are read at the end
    return RawSource(
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="epub",
        structure=Structure(
            text=MappedText.joined([chapter.markup.text for chapter in chapters], BLANK),
            stretches=tuple(_stretches(chapters, book.facts.title)),
            pages=tuple(_pages(archive, book.navigation, chapters, raw)),
            parts=parts,
            facts=book.facts,
            is_lined=False,
        ),
    )


def _joined(archive: Archive, documents: Sequence[Document], limit: int) -> tuple[str, tuple[Part, ...]]:
    """Return the raw text, and where each document stands in it.

    Raises:
        LimitError: the documents hold more than ``limit`` characters.

    """
    pieces: list[str] = []
    parts: list[Part] = []
    at = 0
    for document in documents:
        text = decode_page(archive.read(document.name)).text
        parts.append(Part(document.name, at, at + len(text)))
        pieces.append(text)
        at += len(text) + len(SEPARATOR)
        check_length(at, limit)
    return SEPARATOR.join(pieces), tuple(parts)


def _stretches(chapters: Sequence[Chapter], title: str | None) -> Iterator[Stretch]:
    """Yield the paragraphs of all chapters. The title of a chapter is a heading; ``title`` is that of the book, where it comes first."""
    at = 0
    is_titled = False
    for chapter in chapters:
        for stretch in chapter.markup.stretches:
            role, level = stretch.role, stretch.level
            if chapter.document.is_contents:
                role, level = "furniture", 0
            elif role == "title" or (role == "heading" and not is_titled):
                text = chapter.markup.text.text[stretch.start : stretch.end]
                if not is_titled and title and _bare(text) == _bare(title):
                    role, level, is_titled = "title", 0, True
                else:
                    role, level = "heading", level or 1
            yield stretch._replace(start=stretch.start + at, end=stretch.end + at, role=role, level=level)
        at += len(chapter.markup.text) + len(BLANK)


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


def _pages(archive: Archive, navigation: str | None, chapters: Sequence[Chapter], raw: str) -> Iterator[Page]:
    """Yield the pages of the printed edition: from marks in the text, or else from the list of pages."""
    marks = sorted((mark.raw_start, mark.label) for chapter in chapters for mark in chapter.markup.pages)
    if not marks and navigation:
        marks = sorted(_listed_pages(archive, navigation, chapters, raw))
    for i, (start, label) in enumerate(marks):
        yield Page(label or None, start, marks[i + 1][0] if i + 1 < len(marks) else len(raw))


def _listed_pages(archive: Archive, navigation: str, chapters: Sequence[Chapter], raw: str) -> Iterator[tuple[int, str]]:
    """Yield the raw offset and the label of each page that the navigation document lists."""
    places: dict[str, int] = {}
    parts = sorted((chapter.part for chapter in chapters), key=lambda part: part.start)
    starts = [part.start for part in parts]
    for found in IDENTIFIED.finditer(raw):
        part = parts[bisect_right(starts, found.start()) - 1]
        places.setdefault(f"{part.name}#{found['id']}", found.start())
    folder = posixpath.dirname(navigation)
    try:
        root = parse_tree(archive.read(navigation), navigation, doctype=True)
    except UnreadableSourceError:  # the text can be read without
        return
    for element in root.iter():
        kinds = next((value for key, value in element.items() if local(key) == "type"), "")
        if local(element.tag) != "nav" or "page-list" not in kinds.split():
            continue
        for link in element.iter():
            target, _, fragment = link.get("href", "").partition("#")
            path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            place = places.get(f"{path}#{unquote(fragment)}")
            if local(link.tag) == "a" and place is not None:
                yield place, text_of(link)
