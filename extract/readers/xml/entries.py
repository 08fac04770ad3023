"""Entries of a bibliography: what their tags say as CSL-JSON, and their text where they print none of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.doi import find_doi
from extract.readers.xml.document import Element, Text
from extract.references.dates import parse_date
from extract.references.names import parse_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.xml.document import Document
    from extract.readers.xml.writer import Place, Writer

BREAKS = frozenset({"break", "cb", "lb", "pb"})
"""Elements at which a line ends."""

ET_AL = "et al."
"""What an empty ``<etal/>`` prints."""

CLOSE = frozenset({"hi", "sub", "sup"})
"""Elements that no space parts from what is before them."""

ENDED = ".?!:,;"
PARTING = ":,;"
"""Marks after which no other stands: a full stop after none of the first, a comma after none of the second."""

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Said(NamedTuple):
    """An element that says something of a work; ``value`` is what it says in an attribute where it holds no words."""

    element: Element
    value: str = ""


@dataclass(slots=True)
class Work:
    """A work as the tags of an entry describe it, and which elements say what."""

    element: Element
    kind: str = "document"
    csl: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    said: dict[str, list[Said]] = field(default_factory=dict)

    def put(self, name: str, value: object, *said: Said) -> None:
        """Set a field that is not set yet; a name like "custom.et-al" goes under ``custom``."""
        target, key = (self.custom, name.removeprefix("custom.")) if name.startswith("custom.") else (self.csl, name)
        if value and key not in target:
            target[key] = value
            self.said[name] = list(said)

    def add(self, name: str, person: dict[str, str], said: Said) -> None:
        """Add a person or an institution."""
        if person:
            self.csl.setdefault(name, []).append(person)
            self.said.setdefault(name, []).append(said)

    def put_address(self, address: str, said: Said) -> None:
        """Set the DOI or the URL that an address is."""
        doi = find_doi(address)
        if doi is not None:
            self.put("DOI", doi, said)
        elif address.startswith(("http://", "https://", "ftp://", "www.")):
            self.put("URL", address, said)

    def put_date(self, name: str, printed: str, *said: Said) -> None:
        """Set a date from how it is printed, its letter under ``custom``."""
        date = parse_date(printed)
        self.put(name, date.csl if date else {"literal": printed} if printed else None, *said)
        if name == "issued" and date and date.letter:
            self.custom["year-suffix"] = date.letter

    def item(self) -> dict[str, Any]:
        """Return the CSL-JSON item, without an id; without a type where the tags say nothing of the work."""
        kind = {"type": self.kind} if self.csl else {}
        return {**kind, **self.csl, **({"custom": self.custom} if self.custom else {})}


def person_of(family: str, given: str = "", suffix: str = "", particle: str = "") -> dict[str, str]:
    """Return a CSL name; words in lower case before the family name, or behind the first names, are its particle.

    >>> person_of("van der Berg", "Ada") == person_of("Berg", "Ada van der")
    True
    >>> person_of("Berg", "Ada van der")
    {'given': 'Ada', 'non-dropping-particle': 'van der', 'family': 'Berg'}
    """
    words = family.split()
    first_names = given.split()
    while len(first_names) > 1 and first_names[-1].islower() and first_names[-1].isalpha():
        particle = f"{first_names.pop()} {particle}".strip()
        given = " ".join(first_names)
    while not particle and len(words) > 1 and words[0].islower():
        first = next((i for i, word in enumerate(words) if not word.islower()), len(words) - 1)
        particle, words = " ".join(words[:first]), words[first:]
    parts = {"given": given, "non-dropping-particle": particle, "family": " ".join(words), "suffix": suffix}
    return {name: value for name, value in parts.items() if value}


def person_in(text: str) -> dict[str, str]:
    """Return the CSL name that a text without tags prints.

    >>> person_in("Ada Okafor"), person_in("World Bank")
    ({'family': 'Okafor', 'given': 'Ada'}, {'literal': 'World Bank'})
    """
    names = parse_names(text)[0]
    return dict(names[0].csl) if len(names) == 1 else {"literal": text} if text else {}


def iso_date(text: str) -> list[int] | None:
    """Return year, month and day of an ISO date, as many as there are.

    >>> iso_date("2018-03-05"), iso_date("spring")
    ([2018, 3, 5], None)
    """
    found = ISO.match(text)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= month <= 12:
        return [year]
    return [year, month, day] if 1 <= day <= 31 else [year, month]


ORDER = (
    ("author", "", ""),
    ("custom.et-al", ", ", ""),
    ("issued", " (", ")"),
    ("title", ". ", ""),
    ("custom.translated-title", " [", "]"),
    ("editor", ". In ", " (eds)"),
    ("translator", ". ", " (trans.)"),
    ("container-title", ". ", ""),
    ("collection-title", ". ", ""),
    ("edition", ", ", ""),
    ("volume", ", ", ""),
    ("issue", "(", ")"),
    ("page", ": ", ""),
    ("number", ". ", ""),
    ("publisher-place", ". ", ""),
    ("publisher", ": ", ""),
    ("note", ". ", ""),
    ("accessed", ". ", ""),
    ("DOI", ". ", ""),
    ("URL", ". ", ""),
)
"""In which order an entry is printed that is nothing but tags, and what stands before and after each field."""


def write_fields(writer: Writer, document: Document, work: Work, places: dict[int, Place]) -> None:
    """Write an entry that is nothing but tags, with the marks that a printed list would have; note where each field stands."""
    done: set[int] = set()
    for name, before, after in ORDER:
        said = [each for each in work.said.get(name, ()) if each.element.at not in done]
        for number, each in enumerate(said):
            done.add(each.element.at)
            if name == "publisher" and "publisher-place" not in work.said:
                before = ". "  # noqa: PLW2901 - nothing stands before the colon
            joint = before if number == 0 else "–" if name == "page" else " " if name in {"issued", "accessed"} else ", "
            _write_said(writer, document, each, joint, places)
        if said and after:
            writer.insert(after)
    _write_rest(writer, document, work.element, done)


def _write_said(writer: Writer, document: Document, said: Said, before: str, places: dict[int, Place]) -> None:
    _join(writer, before)
    start = writer.here()
    if document.text(said.element):
        write_words(writer, document, said.element)
    elif said.value:
        writer.value(said.value, *document.start_tag(said.element))
    place = writer.since(start)
    if place is not None:
        places[said.element.at] = place


def _join(writer: Writer, before: str) -> None:
    """Write what stands before a field, without a second mark after one."""
    paragraph = writer.open
    if paragraph is not None and paragraph.length and before:
        is_ended = paragraph.last in ENDED if before[0] == "." else before[0] in ",:" and paragraph.last in PARTING
        writer.insert(before[1:] if is_ended else before)


def _write_rest(writer: Writer, document: Document, entry: Element, done: set[int]) -> None:
    """Write the words of an entry that belong to no field."""
    at = entry.at + 1
    is_first = True
    while at < entry.stop:
        event = document.events[at]
        if isinstance(event, Element) and (event.at in done or event.tag == "label"):
            at = event.stop
            is_first = True
            continue
        if isinstance(event, Text) and (event.value or document.raw[event.start : event.end]).strip():
            if is_first:
                _join(writer, ". ")
            write_text(writer, event)
            is_first = False
        at += 1


def write_text(writer: Writer, text: Text) -> None:
    """Write character data."""
    if text.value is None:
        writer.text(text.start, text.end)
    else:
        writer.value(text.value, text.start, text.end)


class _Inside:
    """An element whose words are being written."""

    __slots__ = ("element", "has_children", "is_spaced", "start")

    def __init__(self, element: Element, start: Place | None, *, is_spaced: bool) -> None:
        self.element = element
        self.start = start
        self.is_spaced = is_spaced
        """Only elements stand in it, which follow one another without a mark: family name and first names."""
        self.has_children = False


def write_words(
    writer: Writer, document: Document, element: Element, *, places: dict[int, Place] | None = None, without: Sequence[str] = ()
) -> None:
    """Write all words inside ``element`` but for elements with the tags ``without``, and note in ``places`` where each element stands."""
    inside = [_Inside(element, None, is_spaced=not document.has_text(element))]
    at = element.at + 1
    while at < element.stop - 1:
        event = document.events[at]
        if isinstance(event, Text):
            write_text(writer, event)
        elif event is None:
            ended = inside.pop()
            place = writer.since(ended.start) if places is not None else None
            if places is not None and place is not None:
                places[ended.element.at] = place
        elif event.tag in without:
            at = event.stop
            continue
        else:
            if event.tag in BREAKS or (inside[-1].is_spaced and inside[-1].has_children and event.tag not in CLOSE):
                writer.space()
            if event.tag == "etal" and event.stop == event.at + 2:
                writer.value(ET_AL, *document.start_tag(event))
            inside[-1].has_children = True
            inside.append(_Inside(event, writer.here(), is_spaced=not document.has_text(event)))
        at += 1


def places_of(work: Work, places: dict[int, Place]) -> dict[str, list[Place]]:
    """Return for each field the places of the elements that say it."""
    found = {name: [places[each.element.at] for each in said if each.element.at in places] for name, said in work.said.items()}
    return {name: some for name, some in found.items() if some}
