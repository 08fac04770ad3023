"""What JATS says of an article or a book as a whole: title, authors, date, DOI, journal, address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.doi import find_doi
from extract.readers.xml.entries import iso_date
from extract.structure import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.xml.document import Document, Element

DATES = ("pub", "epub", "epub-ppub", "ppub", "epreprint", "preprint", "collection")
"""Kinds of publication dates, the one that counts first: when readers could first read it, then the issue."""

UNCOUNTED = frozenset({"pmc-release", "nihms-submitted", "retracted", "corrected", "accepted", "received"})


def read_facts(document: Document) -> Facts:
    """Return the facts of the outermost article or book."""
    metas = list(document.inside(document.root, "article-meta", "book-meta", "front-stub"))
    if not metas:
        return Facts()
    meta = metas[0]
    journal = document.first(document.root, "journal-title") or document.first(document.root, "abbrev-journal-title")
    return Facts(
        title=_title(document, meta),
        authors=tuple(_authors(document, meta)),
        date=_date(document, meta),
        doi=_doi(document, meta),
        url=_url(document, meta),
        journal=document.text(journal) if journal is not None and journal.at < meta.at else None,
    )


def _title(document: Document, meta: Element) -> str | None:
    """Return the title with its subtitle."""
    group = document.child(meta, "title-group", "book-title-group")
    if group is None:
        return None
    parts = (document.child(group, "article-title", "book-title", "title"), document.child(group, "subtitle"))
    words = [document.text(part, "xref", "fn") for part in parts if part is not None]
    whole = ": ".join(word for word in words if word)
    return whole.replace("?: ", "? ").replace(":: ", ": ") or None


def _authors(document: Document, meta: Element) -> Iterator[str]:
    """Yield the names of the authors, first names first; those of the editors of a book that has no authors."""
    for group in document.children(meta, "contrib-group"):
        for contrib in document.children(group, "contrib"):
            if (contrib.get("contrib-type") or "author").lower() not in {"author", "authors", "person", "group"}:
                continue
            name = document.child(contrib, "name", "string-name", "collab", "name-alternatives", "collab-alternatives")
            if name is not None and (words := name_in_order(document, name)):
                yield words


def name_in_order(document: Document, name: Element) -> str:
    """Return a name as one reads it, the first names first."""
    parts = [document.first(name, tag) for tag in ("given-names", "surname", "suffix")]
    if parts[1] is None:
        return document.text(name, "contrib-group", "xref", "fn")
    return " ".join(filter(None, (document.text(part) for part in parts if part is not None)))


def _date(document: Document, meta: Element) -> str | None:
    """Return the date of publication in ISO 8601: of the kind that counts most, as precise as it says."""
    found: list[tuple[int, str]] = []
    for date in document.children(meta, "pub-date"):
        kind = date.get("pub-type") or date.get("date-type")
        if kind in UNCOUNTED:
            continue
        rank = DATES.index(kind) if kind in DATES else len(DATES)
        year, month, day = (document.child(date, tag) for tag in ("year", "month", "day"))
        iso = date.get("iso-8601-date")
        if not iso and year is not None:
            numbers = [document.text(part) if part is not None else "" for part in (year, month, day)]
            iso = "-".join(
                number.zfill(2) for number in numbers[: next((i for i, n in enumerate(numbers) if not n.isdigit()), 3)]
            )
        parts = iso_date(iso)
        if parts:
            found.append((rank, "-".join(f"{part:02d}" for part in parts)))
    return min(found, key=lambda each: each[0])[1] if found else None


def _doi(document: Document, meta: Element) -> str | None:
    for element in document.children(meta, "article-id", "book-id"):
        if (element.get("pub-id-type") or element.get("book-id-type")) == "doi":
            return find_doi(document.text(element)) or document.text(element)
    return None


def _url(document: Document, meta: Element) -> str | None:
    addresses = (element.get("href") or document.text(element) for element in document.children(meta, "self-uri", "uri"))
    return next((address for address in addresses if address.startswith(("http://", "https://"))), None)
