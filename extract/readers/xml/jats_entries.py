"""Entries of JATS, NLM and BITS (``<element-citation>``, ``<mixed-citation>``...) as CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.readers.xml.entries import ET_AL, Said, Work, iso_date, person_in, person_of
from extract.readers.xml.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.readers.xml.document import Document, Element

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation", "product", "related-article")
NAMES = frozenset({"name", "string-name", "collab", "anonymous"})
TITLES = frozenset({"article-title", "chapter-title"})
STANDING_ALONE = frozenset(
    {
        "book",
        "dataset",
        "document",
        "manuscript",
        "motion_picture",
        "patent",
        "report",
        "software",
        "standard",
        "thesis",
        "webpage",
    }
)
"""Types whose works stand in nothing else: their ``<source>`` is their title."""


def describe_citation(document: Document, citation: Element) -> Work:
    """Return the work that a citation describes by its tags, and which elements say what."""
    work = Work(citation)
    table = read_table("jats")
    parts: dict[str, Element] = {}  # the first element of each kind
    done = citation.at + 1
    for element in document.inside(citation):
        tag = element.tag
        if tag not in parts and (element.parent is None or element.parent.tag != "date-in-citation"):
            parts[tag] = element
        if element.at < done:
            continue
        if tag in NAMES:
            is_late = "author" in work.csl and not parts.keys().isdisjoint(TITLES)
            work.add("editor" if is_late else "author", person(document, element), Said(element))
        elif tag == "comment" and document.child(element, "ext-link", "uri") is not None:
            continue  # "Available from: ..."
        elif tag in PUT:
            PUT[tag](document, work, element)
        elif tag in table["fields"]:
            work.put(table["fields"][tag], document.text(element, "label"), Said(element))
        else:
            continue
        done = element.stop
    _put_pages(document, work, parts)
    _put_date(document, work, parts)
    work.kind = _settle(document, work, citation, parts)
    return work


def person(document: Document, element: Element) -> dict[str, str]:
    """Return the CSL name of a person or a group."""
    surname = document.first(element, "surname")
    if element.tag in {"collab", "anonymous"} or surname is None:
        text = document.text(element, "contrib-group", "xref", "fn")
        return person_in(text) if element.tag == "string-name" else {"literal": text} if text else {}
    given, suffix = (document.first(element, tag) for tag in ("given-names", "suffix"))
    parts = (surname, given, suffix)
    return person_of(*(document.text(part) if part is not None else "" for part in parts))


def _put_people(document: Document, work: Work, group: Element) -> None:
    kind = read_table("jats")["people"].get(group.get("person-group-type").lower().removesuffix("s"), "author")
    done = 0
    for element in document.inside(group, *NAMES, "etal"):
        if element.at < done:
            continue
        done = element.stop
        if element.tag == "etal":
            work.put("custom.et-al", True, Said(element, ET_AL))  # noqa: FBT003 - a JSON value
        else:
            work.add(kind, person(document, element), Said(element))
    said = work.said.get(kind)
    if not said or said[-1].element.at < group.at:
        work.add(kind, person_in(document.text(group)), Said(group))


def _put_identifier(document: Document, work: Work, element: Element) -> None:
    said = Said(element, element.get("href"))
    text = document.text(element) or element.get("href")
    kind = (element.get("pub-id-type") or element.get("ext-link-type")).lower()
    if kind == "doi" and not text.startswith("http"):
        work.put("DOI", text.removeprefix("doi:").strip(), said)
    elif kind in {"pmid", "pmcid"}:
        work.put(kind.upper(), text, said)
    elif kind == "isbn":
        work.put("ISBN", text, said)
    else:
        work.put_address(element.get("href") or text, said)


def _put_accessed(document: Document, work: Work, element: Element) -> None:
    if element.tag == "date-in-citation" or element.get("content-type").startswith("access"):
        work.put_date("accessed", document.text(element), Said(element))


def _put_others(_document: Document, work: Work, element: Element) -> None:
    work.put("custom.et-al", True, Said(element, ET_AL))  # noqa: FBT003 - a JSON value


PUT = {
    "date": _put_accessed,
    "date-in-citation": _put_accessed,
    "etal": _put_others,
    "ext-link": _put_identifier,
    "object-id": _put_identifier,
    "person-group": _put_people,
    "pub-id": _put_identifier,
    "uri": _put_identifier,
}
"""Elements that say something by more than their words."""


def _put_pages(document: Document, work: Work, parts: Mapping[str, Element]) -> None:
    pages = [parts[tag] for tag in ("fpage", "lpage") if tag in parts and document.text(parts[tag])]
    if not pages:
        return
    printed = list(dict.fromkeys(document.text(each) for each in pages))
    work.csl.pop("page", None)
    work.put("page", "-".join(printed), *map(Said, pages))


def _put_date(document: Document, work: Work, parts: Mapping[str, Element]) -> None:
    """Set the date of issue: the year, with month and day where they are tagged."""
    inside = {tag: parts[tag] for tag in ("day", "month", "season", "year") if tag in parts}
    year = inside.get("year") or parts.get("date")
    if year is None:
        return
    said = [Said(element) for element in inside.values()] or [Said(year)]
    words = {tag: document.text(element) for tag, element in inside.items()}
    printed = document.text(year)
    month, day = words.get("month", words.get("season", "")), words.get("day", "")
    iso = iso_date("-".join(part.zfill(2) for part in (printed[:4], month, day) if part.isdigit()))
    if iso and len(iso) > 1:
        work.put("issued", {"date-parts": [iso]}, *said)
        if printed[4:5].isalpha():
            work.custom["year-suffix"] = printed[4:5]
    else:
        work.put_date("issued", f"{day} {month} {printed}".strip(), *said)


def _settle(document: Document, work: Work, citation: Element, parts: Mapping[str, Element]) -> str:
    """Return the type, once it is clear which title is that of the work."""
    csl = work.csl
    if "container-title" not in csl and "conf-name" in parts:
        work.put("container-title", document.text(parts["conf-name"]), Said(parts["conf-name"]))
    printed = (citation.get("publication-type") or citation.get("citation-type") or citation.get("specific-use")).lower()
    kind = str(read_table("jats")["types"].get(printed) or _guess(csl))
    if "title" not in csl and "container-title" in csl and (kind in STANDING_ALONE or kind == "chapter"):
        csl["title"] = csl.pop("container-title")
        work.said["title"] = work.said.pop("container-title")
    elif kind == "book" and {"title", "container-title"} <= csl.keys():
        kind = "chapter"
    return kind


def _guess(csl: dict[str, Any]) -> str:
    """Return the type of a work whose tags do not say it."""
    if "container-title" in csl and csl.keys() & {"volume", "issue"}:
        return "article-journal"
    if "publisher" in csl:
        return "chapter" if {"title", "container-title"} <= csl.keys() else "book"
    return "webpage" if "URL" in csl else "article-journal" if "container-title" in csl else "document"
