"""Entries of TEI (``<biblStruct>``, ``<bibl>``, ``<biblFull>``) as CSL-JSON."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from extract.readers.xml.entries import Said, Work, iso_date, person_in, person_of
from extract.readers.xml.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.xml.document import Document, Element

ENTRIES = frozenset({"bibl", "biblFull", "biblStruct"})
PEOPLE = {"author": "author", "editor": "editor", "principal": "author"}
IDENTIFIERS = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "eissn": "ISSN", "isbn-13": "ISBN", "pmid": "PMID", "pmc": "PMCID"}
NAMES = ("persName", "orgName", "name")


def describe_entry(document: Document, entry: Element) -> Work:
    """Return the work that an entry describes by its tags, and which elements say what."""
    work = Work(entry)
    done = entry.at
    for element in document.inside(entry):
        if element.at < done:
            continue
        tag = element.tag
        if tag in PEOPLE:
            role = element.get("role").lower()
            for said, person in people(document, element):
                work.add("translator" if role.startswith("trans") else PEOPLE[tag], person, said)
            done = element.stop
        elif tag == "title":
            _put_title(document, work, entry, element)
            done = element.stop
        elif tag in PUT:
            PUT[tag](document, work, element)
            done = element.stop
        elif tag in FIELDS:
            work.put(FIELDS[tag], document.text(element), Said(element))
            done = element.stop
        elif tag == "note":
            done = element.stop
    work.kind = _settle(document, work, entry)
    return work


def people(document: Document, element: Element) -> Iterator[tuple[Said, dict[str, str]]]:
    """Yield the persons and institutions that an author or editor is."""
    named = list(document.children(element, *NAMES)) or [element]
    for each in named:
        yield Said(each), person_of_name(document, each)


def person_of_name(document: Document, name: Element) -> dict[str, str]:
    """Return the CSL name of a person or an institution."""
    parts: dict[str, list[str]] = {}
    for element in document.inside(name, "forename", "genName", "nameLink", "orgName", "surname"):
        parts.setdefault(element.tag, []).append(document.text(element))
    words = {tag: " ".join(filter(None, some)) for tag, some in parts.items()}
    if "surname" in words:
        return person_of(words["surname"], words.get("forename", ""), words.get("genName", ""), words.get("nameLink", ""))
    text = words.get("orgName") or document.text(name)
    return {"literal": text} if text and (name.tag == "orgName" or "orgName" in words) else person_in(text)


def name_in_order(document: Document, name: Element) -> str:
    """Return a name as one reads it, the first names first."""
    person = person_of_name(document, name)
    return person.get("literal") or " ".join(
        person[part] for part in ("given", "non-dropping-particle", "family", "suffix") if part in person
    )


def _put_title(document: Document, work: Work, entry: Element, title: Element) -> None:
    """Set the title, or that of the journal, the book or the series around the work."""
    level = title.get("level")
    around = {element.tag for element in takewhile(lambda element: element.at >= entry.at, title.ancestors())}
    said = Said(title)
    text = document.text(title)
    if level == "s" or "series" in around:
        work.put("collection-title", text, said)
    elif level == "j":
        work.put("container-title", text, said)
    elif title.get("type") in {"sub", "subordinate"} and work.csl.get("title"):
        work.csl["title"] += f": {text}"
        work.said["title"].append(said)
    elif "title" not in work.csl:
        work.put("title", text, said)
    elif title.get("type") != "short":
        work.put("container-title", text, said)


def _put_date(document: Document, work: Work, date: Element) -> None:
    """Set the date of issue or of access, from its words or as the attributes give it."""
    when = date.get("when") or date.get("when-iso") or date.get("notBefore")
    printed = document.text(date)
    name = "accessed" if date.get("type").lower().startswith(("access", "retriev")) else "issued"
    parts = iso_date(when)
    said = Said(date, when)
    if parts and name not in work.csl:
        work.put(name, {"date-parts": [parts]}, said)
        letter = printed[4:5] if printed.startswith(str(parts[0])) else ""
        if letter.isalpha() and name == "issued":
            work.custom["year-suffix"] = letter
    elif printed:
        work.put_date(name, printed, said)


def _put_scope(document: Document, work: Work, scope: Element) -> None:
    """Set volume, issue or pages."""
    name = read_table("tei")["scopes"].get((scope.get("unit") or scope.get("type")).lower())
    if name is None:
        return
    ends = [scope.get("from"), scope.get("to")]
    value = document.text(scope) or "-".join(dict.fromkeys(filter(None, ends))) or scope.get("n")
    if name == "page":
        value = value.removeprefix("pp.").removeprefix("p.").strip().replace("–", "-")
    work.put(name, value, Said(scope, value))


def _put_identifier(document: Document, work: Work, idno: Element) -> None:
    text = document.text(idno)
    name = IDENTIFIERS.get(idno.get("type").lower())
    if name == "DOI" and not text.lower().startswith("http"):
        work.put("DOI", text.removeprefix("doi:").strip(), Said(idno))
    elif name and name != "DOI":
        work.put(name, text, Said(idno))
    else:
        work.put_address(text, Said(idno))


def _put_address(_document: Document, work: Work, element: Element) -> None:
    work.put_address(element.get("target"), Said(element, element.get("target")))


PUT = {"biblScope": _put_scope, "date": _put_date, "idno": _put_identifier, "ptr": _put_address, "ref": _put_address}
"""Elements that say something by their attributes."""

FIELDS = {"publisher": "publisher", "pubPlace": "publisher-place", "edition": "edition"}


def _settle(document: Document, work: Work, entry: Element) -> str:
    """Return the type of the work."""
    csl = work.csl
    printed = read_table("tei")["types"].get(entry.get("type"))
    meeting = document.first(entry, "meeting")
    if meeting is not None and "container-title" not in csl:
        work.put("container-title", document.text(meeting), Said(meeting))
    if printed:
        return str(printed)
    if any(title.get("level") == "j" for title in document.inside(entry, "title")):
        if "title" not in csl and "volume" not in csl:
            csl["title"] = csl.pop("container-title")
            work.said["title"] = work.said.pop("container-title")
        return "article-journal"
    if meeting is not None:
        return "paper-conference"
    if "container-title" in csl:
        return "article-journal" if "volume" in csl and "publisher" not in csl else "chapter"
    return "book" if "publisher" in csl or "publisher-place" in csl else "webpage" if "URL" in csl else "document"
