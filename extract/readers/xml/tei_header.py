"""What the header of TEI says: of the source as a whole, and the parts of the text that stand in it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from extract.doi import find_doi
from extract.readers.xml.entries import iso_date, write_words
from extract.readers.xml.tei_entries import NAMES, name_in_order
from extract.structure import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.xml.document import Document, Element
    from extract.readers.xml.writer import Writer

UNREAD = ("abstract", "keywords")
"""What of a header stands in the text in its own place."""


def read_facts(document: Document, header: Element | None) -> Facts:
    """Return the facts that a header states."""
    if header is None:
        return Facts()
    titles = main_titles(document, header)
    source = document.first(header, "sourceDesc")
    return Facts(
        title=": ".join(filter(None, (document.text(title, "note", "ref") for title in titles))) or None,
        authors=tuple(filter(None, (name_in_order(document, name) for name in authors(document, header)))),
        date=_date(document, header),
        doi=next((doi for idno in document.inside(header, "idno") if (doi := _doi(document, idno))), None),
        url=next((url for each in document.inside(header, "idno", "ptr") if (url := _url(document, each))), None),
        journal=_journal(document, source) if source is not None else None,
    )


def main_titles(document: Document, header: Element) -> list[Element]:
    """Return the title of the source and its subtitle."""
    statement = document.first(header, "titleStmt")
    titles = [title for title in document.children(statement, "title") if document.text(title)] if statement is not None else []
    kinds = ("main", "", "full", "a", "m", "sub", "subordinate")
    chosen = sorted((title for title in titles if title.get("type") in kinds), key=lambda title: kinds.index(title.get("type")))
    subtitles = [title for title in chosen if title.get("type").startswith("sub")]
    return [*[title for title in chosen if title not in subtitles][:1], *subtitles[:1]] or titles[:1]


def authors(document: Document, header: Element) -> list[Element]:
    """Return the names of the authors."""
    statement = document.first(header, "titleStmt")
    source = document.first(header, "sourceDesc")
    for around in (
        statement,
        *((document.first(source, tag) for tag in ("analytic", "monogr", "bibl")) if source is not None else ()),
    ):
        found = list(document.children(around, "author")) if around is not None else []
        if found:
            return list(chain.from_iterable(list(document.children(author, *NAMES)) or [author] for author in found))
    return []


def write_rest(writer: Writer, document: Document, header: Element, written: set[int]) -> None:
    """Write what else a header says as furniture, but for the elements in ``written``."""
    for part in document.children(header):
        for group in list(document.children(part)) if part.tag in {"fileDesc", "profileDesc"} else [part]:
            for each in list(document.children(group)) if group.tag == "titleStmt" else [group]:
                if each.at not in written and each.tag not in UNREAD:
                    writer.end()
                    writer.begin("furniture")
                    write_words(writer, document, each, without=UNREAD)
    writer.end()


def _dates(document: Document, header: Element) -> Iterator[Element]:
    for tag in ("publicationStmt", "imprint", "sourceDesc", "editionStmt"):
        for around in document.inside(header, tag):
            yield from document.inside(around, "date")


def _date(document: Document, header: Element) -> str | None:
    for date in _dates(document, header):
        parts = iso_date(date.get("when") or date.get("when-iso") or document.text(date))
        if parts:
            return "-".join(f"{part:02d}" for part in parts)
    return None


def _doi(document: Document, idno: Element) -> str | None:
    return find_doi(document.opening(idno)) if idno.get("type").lower() == "doi" else None


def _url(document: Document, element: Element) -> str | None:
    address = element.get("target") or document.opening(element)
    is_address = element.tag == "ptr" or element.get("type").lower() in {"url", "uri"}
    return address if is_address and address.startswith(("http://", "https://")) and find_doi(address) is None else None


def _journal(document: Document, source: Element) -> str | None:
    titles = (document.text(title) for title in document.inside(source, "title") if title.get("level") == "j")
    return next(filter(None, titles), None)
