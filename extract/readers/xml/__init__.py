"""XML: articles and books in JATS and TEI, web pages in XHTML, and any other file that is well-formed."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UnreadableSourceError
from extract.raw_source import RawSource
from extract.readers.html import read_html
from extract.readers.xml.decoding import decode_xml
from extract.readers.xml.document import Document, parse_document
from extract.readers.xml.jats import read_jats
from extract.readers.xml.plain import read_plain
from extract.readers.xml.tei import read_tei

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.read_options import ReadOptions
    from extract.structure import Structure

TEXTS = frozenset({"TEI", "TEI.2", "teiCorpus"})
ARTICLES = frozenset({"article", "book", "book-part-wrapper"})
ARTICLE_PARTS = ("back", "body", "book-back", "book-body", "book-front", "book-meta", "front", "front-matter")
NEAR = 200
"""Elements among which an article begins that stands in an envelope, as those of a repository do."""


class Kind(NamedTuple):
    """A kind of XML: what its reader is called, its media type, and the reader."""

    name: str
    media_type: str
    read: Callable[[Document], Structure]


JATS = Kind("jats", "application/jats+xml", read_jats)
TEI = Kind("tei", "application/tei+xml", read_tei)
OTHER = Kind("xml", "application/xml", read_plain)


def read_xml(data: bytes, options: ReadOptions) -> RawSource:
    """Return the raw text of an XML file, which is the file itself, and what its elements say of it.

    Raises ``UnreadableSourceError`` where it is not well-formed, or holds no text.
    """
    decoded = decode_xml(data)
    document = parse_document(decoded.text, options.limits)
    if document.root.tag == "html":
        return read_html(data, options)
    kind = find_kind(document)
    structure = kind.read(document)
    if not structure.text.text:
        message = f"its <{document.root.tag[:60]}> holds no text; give another form of the source"
        raise UnreadableSourceError(message)
    return RawSource(
        raw=decoded.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=kind.media_type,
        reader=kind.name,
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        bad_bytes=decoded.bad.total,
        first_bad=decoded.bad.first,
        structure=structure,
    )


def find_kind(document: Document) -> Kind:
    """Return what kind of XML a document is, by its outermost elements."""
    for element in (document.root, *islice(document.inside(document.root), NEAR)):
        if element.tag in TEXTS:
            return TEI
        if element.tag in ARTICLES and document.child(element, *ARTICLE_PARTS) is not None:
            return JATS
    return OTHER
