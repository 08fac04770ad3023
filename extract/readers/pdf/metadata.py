"""What a PDF says of itself: its document information, its XMP packet, and the page that a repository put before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.doi import find_doi
from extract.errors import UnreadableSourceError
from extract.readers.xml_parts import parse_tree, text_of
from extract.references.parser import parse_entry
from extract.structure import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from extract.models import Role

XMP = re.compile(rb"<(?:\w+:)?xmpmeta\b.*?</(?:\w+:)?xmpmeta>|<rdf:RDF\b.*?</rdf:RDF>", re.DOTALL)
DC = "http://purl.org/dc/elements/1.1/ "
PRISM = re.compile(r"http://prismstandard\.org/namespaces/[^ ]* ")
DATES = ("coverDate", "publicationDate", "coverDisplayDate")
ISO_DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d-])")
CITATION = re.compile(
    r"(?:empfohlene zitierung|suggested citation|to cite this (?:article|version)|citation for published version|original citation|recommended citation)"
    r"[^:\n]{0,60}:?\s*",
    re.IGNORECASE,
)
CITATION_END = re.compile(r"\n(?:[^\n:]{3,60}:\s*(?:\n|$)|https?://|www\.|nutzungsbedingungen)", re.IGNORECASE)
SURNAMES_FIRST = re.compile(r"(?P<names>[^:;,]{2,60},[^:;,]{1,60}(?:;[^:;,]{2,60},[^:;,]{1,60}){0,60}):\s")
MAX_CITATION = 900  # characters
PARTS = re.compile(r";|\||\band\b|&|,(?=\s{0,3}[^\W\d_]{1,40}\s{1,3}[^\W\d_])")
MIN_TITLE = 8  # letters
JOURNAL = re.compile(
    r"(?P<name>[^\W\d_][^\d|•:;()]{4,80}?)[,.]?\s*(?:\(\s?ISSN|,?\s*(?:19|20)\d\d,?\s+Vol|,?\s*\bVol(?:ume|\.)?\s?\d|\s\d{1,3}\s?[/(]\s?(?:\d|19|20))"
)


class Said(NamedTuple):
    """What is said of a document elsewhere than in its text."""

    facts: Facts
    titles: tuple[str, ...] = ()
    """All titles that it is given."""


def find_said(info: Mapping[str, str], xmp: bytes, covers: Iterable[Sequence[str]]) -> Said:
    """Return what the document information, the XMP packet and the lines of each cover page say.

    Nothing of it is sure before the text says the same; see ``confirmed``.
    """
    facts = [*map(_of_cover, covers), _of_xmp(xmp), Facts(title=info.get("Title"), authors=_names([info.get("Author", "")]))]
    doi = next((doi for key, value in info.items() if "doi" in key.lower() and (doi := find_doi(value))), None)
    facts.append(Facts(doi=doi or find_doi(info.get("Subject", ""))))
    merged = Facts(
        title=next((one.title for one in facts if one.title), None),
        authors=next((one.authors for one in facts if one.authors), ()),
        date=next((one.date for one in facts if one.date), None),
        doi=next((one.doi for one in facts if one.doi), None),
        journal=next((one.journal for one in facts if one.journal), None),
    )
    return Said(merged, tuple(title for one in facts if (title := one.title)))


def _of_xmp(data: bytes) -> Facts:
    """Return what an XMP packet says: Dublin Core, and PRISM of publishers."""
    packet = XMP.search(data)
    if packet is None:
        return Facts()
    try:
        root = parse_tree(packet[0], "its XMP metadata")
    except UnreadableSourceError:  # what it says is a help only
        return Facts()
    values: dict[str, list[str]] = {}
    for element in root.iter():
        values.setdefault(PRISM.sub("prism:", element.tag).replace(DC, "dc:"), []).extend(_items(element))
        for name, value in element.attrib.items():
            values.setdefault(PRISM.sub("prism:", name).replace(DC, "dc:"), []).append(value)
    first = {name: next(filter(None, found), "") for name, found in values.items()}
    date = next((match[0] for name in DATES if (match := ISO_DATE.match(first.get(f"prism:{name}", "")))), None)
    doi = next((doi for name in ("prism:doi", "prism:url", "dc:identifier") if (doi := find_doi(first.get(name, "")))), None)
    return Facts(
        title=first.get("dc:title") or None,
        authors=_names(values.get("dc:creator", ())),
        date=date,
        doi=doi,
        journal=first.get("prism:publicationName") or None,
    )


def _items(element: Element) -> list[str]:
    """Return the texts of the items of a list, or the text itself."""
    items = [text_of(item) for item in element.iter() if item.tag.endswith(" li")]
    return items or ([text_of(element)] if not len(element) else [])


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in PARTS.split(value) if len(name.split()) > 1)


def _of_cover(lines: Sequence[str]) -> Facts:
    """Return what the suggested citation on a cover page says."""
    text = "\n".join(lines)
    found = CITATION.search(text)
    if found is None:
        return Facts(doi=find_doi(text))
    end = CITATION_END.search(text, found.end() + 40)
    entry = " ".join(text[found.end() : min(end.start() if end else len(text), found.end() + MAX_CITATION)].split())
    inverted = SURNAMES_FIRST.match(entry)
    csl = parse_entry(entry[inverted.end() :] if inverted else entry, item_id="cover").csl
    if inverted:
        authors = tuple(" ".join(reversed([part.strip() for part in name.split(",")])) for name in inverted["names"].split(";"))
    else:
        authors = tuple(" ".join(filter(None, (name.get("given"), name.get("family")))) for name in csl.get("author", ()))
    parts = csl.get("issued", {}).get("date-parts", [[]])[0]
    return Facts(
        title=csl.get("title"),
        authors=authors,
        date="-".join(f"{part:02d}" for part in parts) or None,
        doi=csl.get("DOI") or find_doi(text),
        journal=csl.get("container-title"),
    )


def confirmed(said: Said, front: Sequence[tuple[Role | None, str]], heads: Sequence[str]) -> Facts:
    """Return of what is said that which the first page of the text confirms, and what running heads add.

    ``front`` are its paragraphs with their roles, ``heads`` the lines of furniture there and on the pages after it.
    """
    facts = said.facts
    printed = letters(" ".join([*(text for _, text in front), *heads]))
    own = letters(" ".join(text for role, text in front if role == "title"))
    title = next((title for title in said.titles if len(letters(title)) >= MIN_TITLE and letters(title) in printed), None)
    if title and letters(title) in own:
        title = None  # the text itself has it, as printed
    known = [name for name in facts.authors if letters(name.replace(",", " ").split()[-1]) in printed]
    places = [*(text for role, text in front if role in {"furniture", "byline"}), *heads]
    doi = facts.doi or next((doi for text in places if (doi := find_doi(text))), None)
    return Facts(
        title=" ".join(title.split()) if title else None,
        authors=tuple(known) if known and len(known) == len(facts.authors) else (),
        date=facts.date,
        doi=doi,
        journal=facts.journal or next(_journals(heads), None),
    )


def _journals(heads: Iterable[str]) -> Iterator[str]:
    """Yield the names before a volume or an ISSN in running heads."""
    for line in heads:
        match = JOURNAL.search(line)
        if match and len(match["name"].split()) <= 10:
            yield match["name"].strip(" ,.–—-\ufffd")


def letters(text: str) -> str:
    """Return the letters and digits of ``text``, in lower case.

    >>> letters("Ports, under Pressure!")
    'portsunderpressure'
    """
    return "".join(filter(str.isalnum, text.casefold()))
