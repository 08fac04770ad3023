"""The package document of an EPUB: what the book says of itself, and which documents are read in which order."""

from __future__ import annotations

import posixpath
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from extract.doi import find_doi
from extract.errors import UnreadableSourceError
from extract.readers.xml_parts import local, parse_tree, text_of
from extract.structure import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from extract.readers.archive import Archive

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to hide fonts, which leave the text as it is."""

READABLE = frozenset(
    {"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml", "application/xml"}
)
CONTENTS = frozenset({"toc", "loi", "lot", "cover", "title-page-image"})
"""What a guide calls documents that only list or show others."""

AUTHORS = frozenset({"aut", "author", "cre", ""})


class Document(NamedTuple):
    """A document of the book."""

    name: str
    """Inside the archive."""
    is_linear: bool
    """It is part of the text as it is read on, and no aside."""
    is_contents: bool
    """It lists or shows others."""


class Book(NamedTuple):
    """What the package says."""

    documents: tuple[Document, ...]
    """Those of the spine, in its order."""
    facts: Facts
    navigation: str | None
    """The document that lists the pages of the printed edition."""


def open_book(archive: Archive) -> Book:
    """Return what the package of the EPUB in ``archive`` says.

    Raises:
        UnreadableSourceError: it is none, or its text is encrypted.

    """
    name = _package_name(archive)
    root = parse_tree(archive.read(name), name, doctype=True)
    sections = {local(section.tag).lower(): section for section in root}
    folder = posixpath.dirname(name)
    items = {item.get("id"): item for item in sections.get("manifest", ()) if local(item.tag) == "item"}
    listing = {
        _path(folder, reference.get("href", ""))
        for reference in sections.get("guide", ())
        if reference.get("type", "").lower() in CONTENTS
    }
    documents: dict[str, Document] = {}
    for itemref in sections.get("spine", ()):
        item = items.get(itemref.get("idref"))
        if item is None or item.get("media-type", "").lower() not in READABLE:
            continue
        path = _path(folder, item.get("href", ""))
        if path in archive and path not in documents:
            is_contents = path in listing or "nav" in item.get("properties", "").split()
            documents[path] = Document(path, itemref.get("linear") != "no", is_contents)
    _check_encryption(archive, documents)
    if not documents:
        message = f"this EPUB holds no text ({name} names no document that is there); check that it is complete"
        raise UnreadableSourceError(message)
    navigation = next((item for item in items.values() if "nav" in item.get("properties", "").split()), None)
    path = _path(folder, navigation.get("href", "")) if navigation is not None else ""
    return Book(tuple(documents.values()), find_facts(sections.get("metadata")), path if path in archive else None)


def _package_name(archive: Archive) -> str:
    """Return the name of the package document."""
    if CONTAINER in archive:
        for item in parse_tree(archive.read(CONTAINER), CONTAINER, doctype=True).iter():
            if local(item.tag) == "rootfile" and _path("", item.get("full-path", "")) in archive:
                return _path("", item.get("full-path", ""))
    found = min((name for name in archive if name.lower().endswith(".opf")), default=None)
    if found is None:
        message = f"this archive holds no book ({CONTAINER} is missing); check that it is an EPUB"
        raise UnreadableSourceError(message)
    return found


def _path(folder: str, href: str) -> str:
    """Return the name inside the archive of what ``href`` names, seen from ``folder``."""
    return posixpath.normpath(posixpath.join("/", folder, unquote(href.partition("#")[0]))).lstrip("/")


def _check_encryption(archive: Archive, documents: dict[str, Document]) -> None:
    """Refuse a book whose text is encrypted; hidden fonts do no harm."""
    if ENCRYPTION not in archive:
        return
    for data in parse_tree(archive.read(ENCRYPTION), ENCRYPTION).iter():
        if local(data.tag) != "EncryptedData":
            continue
        method = next((item.get("Algorithm") for item in data.iter() if local(item.tag) == "EncryptionMethod"), None)
        path = next((_path("", item.get("URI", "")) for item in data.iter() if local(item.tag) == "CipherReference"), "")
        if path in documents and method not in FONT_METHODS:
            message = "this EPUB is protected against copying (its text is encrypted); get one without protection"
            raise UnreadableSourceError(message)


def find_facts(metadata: Element | None) -> Facts:
    """Return what the Dublin Core of a package says of the book."""
    if metadata is None:
        return Facts()
    said = [(local(item.tag).lower(), item, text_of(item)) for item in metadata.iter()]
    refined = {
        (item.get("refines", "").lstrip("#"), item.get("property", "")): text for kind, item, text in said if kind == "meta"
    }
    titles = [(item, text) for kind, item, text in said if kind == "title" and text]
    main = next((text for item, text in titles if refined.get((item.get("id", ""), "title-type")) == "main"), None)
    authors = [
        _upright(text)
        for kind, item, text in said
        if kind == "creator"
        and text
        and (_own(item, "role") or refined.get((item.get("id", ""), "role"), "")).lower() in AUTHORS
    ]
    identifiers = [text for kind, _, text in said if kind in {"identifier", "source"}]
    return Facts(
        title=main or (titles[0][1] if titles else None),
        authors=tuple(dict.fromkeys(authors)),
        date=next(_dates(said), None),
        doi=next((doi for doi in map(find_doi, identifiers) if doi), None),
        url=next((text for text in identifiers if text.startswith(("http://", "https://")) and "doi.org/" not in text), None),
    )


def _dates(said: list[tuple[str, Element, str]]) -> Iterator[str]:
    """Yield the dates of publication, and then others but for that of the last change."""
    dates = [(_own(item, "event") or "publication", text) for kind, item, text in said if kind == "date"]
    for event, text in sorted(dates, key=lambda pair: pair[0] != "publication"):
        written = text[:10].rstrip("-")
        padded = written + {4: "-01-01", 7: "-01"}.get(len(written), "")
        try:
            date.fromisoformat(padded)
        except ValueError:  # not written as the format asks
            continue
        if event not in {"modification", "conversion"} and padded > "0101-01-01":
            yield written


def _own(item: Element, name: str) -> str:
    """Return the attribute ``name`` of the package's namespace."""
    return next((value for key, value in item.items() if local(key) == name), "")


def _upright(name: str) -> str:
    """Return a name in the order in which it is said.

    >>> _upright("Okafor, Ada")
    'Ada Okafor'
    """
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name
