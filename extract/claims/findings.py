"""What was found in the whole text of a source before its claims are made: citations, notes, countries, organisations, theories."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from extract.claims.antecedents import Named
from extract.claims.assertions import names_interview
from extract.claims.dates import year_to_count_from
from extract.claims.quotations import find_quotations
from extract.claims.speech import speaks_as_author
from extract.layout.notes import note_number
from extract.lexicon.countries import find_countries
from extract.lexicon.key_works import CitedWork
from extract.lexicon.organisations import find_organisations
from extract.lexicon.theories import TheoryMention, find_mentions
from extract.superscripts import TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.claims.grammar import Parsed
    from extract.lexicon import Tag
    from extract.lexicon.codebook import Codebook

    Works = Mapping[str, Mapping[str, Any]]
    from extract.models import Citation, Span
    from extract.reading import Reading

STATING = ("body", "abstract", "list", "quotation", "note")
"""Roles of passages whose sentences may be claims."""

NO_WORKS: Works = MappingProxyType({})
SANCTIONS_ON = re.compile(
    r"\b(?:sanctions|embargo(?:es)?|restrictions|penalties|tariffs|measures)\s(?:on|against)\s(?:the\s)?", re.IGNORECASE
)
DIGITS = re.compile(r"\d{1,3}")


class Place(NamedTuple):
    """A citation or a note where it stands in the reading text, with the citations it brings."""

    start: int
    end: int
    citations: tuple[str, ...]
    is_narrative: bool = False
    """Are its authors words of the sentence: "Okafor (2018) warned"?"""
    authors: tuple[str, ...] = ()


class _Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int: ...


Item = TypeVar("Item", bound=_Placed)


class InOrder(Generic[Item]):
    """Things in the order of their places, to be asked for those of a sentence.

    >>> [place.citations for place in InOrder([Place(2, 5, ("a",)), Place(9, 12, ("b",))]).within((5, 10))]
    [('b',)]
    """

    __slots__ = ("_items", "_starts")

    def __init__(self, items: Iterable[Item]) -> None:
        """Keep ``items``, which are in order."""
        self._items = tuple(items)
        self._starts = [item.start for item in self._items]

    def __iter__(self) -> Iterator[Item]:
        """Yield all."""
        return iter(self._items)

    def within(self, span: Span) -> tuple[Item, ...]:
        """Return those that begin in ``span``."""
        return self._items[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the whole text of a source; each list is in the order of the text."""

    reading: Reading
    citations: InOrder[Place]
    notes: InOrder[Place]
    countries: InOrder[Tag]
    organisations: InOrder[Tag]
    theories: InOrder[TheoryMention]
    codes: tuple[tuple[str, InOrder[TheoryMention]], ...]
    """What the other dimensions of a codebook name, by dimension."""
    cited: Mapping[str, Citation]
    """The citations by their ids."""
    quotations: tuple[Span, ...]
    masked: str
    sanctioned: frozenset[str]
    headings: Mapping[str, Named]
    """Those that name one country, with its place."""
    author_speaks: bool
    counted_from: str | None
    parsed: Parsed | None
    """What a parse says of a place, if there is one."""


def find_all(
    reading: Reading, citations: Sequence[Citation], works: Works, codebook: Codebook, parsed: Parsed | None
) -> Findings:
    """Return citations, notes, countries, organisations, theories, codes and quotations of a source."""
    places = sorted(_citation_places(reading, citations))
    notes = sorted(_note_places(reading, InOrder(places)))
    masked = _mask(reading.text, places)
    countries = find_countries(masked)
    by_id = {citation.id: citation for citation in citations}
    cited = sorted(_cited_works((*places, *notes), by_id, works))
    theories, *codes = (InOrder(find_mentions(masked, countries, taxonomy=each, cited=cited)) for each in codebook.taxonomies)
    return Findings(
        reading=reading,
        citations=InOrder(places),
        notes=InOrder(notes),
        countries=InOrder(countries),
        organisations=InOrder(find_organisations(masked)),
        theories=theories,
        codes=tuple(zip((each.dimension for each in codebook.taxonomies[1:]), codes, strict=True)),
        cited=by_id,
        quotations=tuple((q.start, q.end) for q in find_quotations(reading.text)),
        masked=masked,
        sanctioned=frozenset(_sanctioned(masked, countries)),
        headings=dict(_headings(reading, InOrder(countries))),
        author_speaks=speaks_as_author(masked),
        counted_from=year_to_count_from((masked[slice(*span)] for _, span in reading.placed(*STATING)), reading.source.date),
        parsed=parsed,
    )


def _headings(reading: Reading, countries: InOrder[Tag]) -> Iterator[tuple[str, Named]]:
    """Yield the sections whose heading names one country, with the place of its name."""
    heading = None
    for passage, span in reading.placed("heading", *STATING):
        if passage.role == "heading":
            heading = span
        elif heading and passage.section:
            tags = countries.within(heading)
            heading = None
            if len({tag.value for tag in tags}) == 1:
                yield passage.section[-1], Named(tags[0].start, tags[0].end, tags[0].value)


def ids(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the ids of the citations at ``places``, each once."""
    return tuple(dict.fromkeys(citation for place in places for citation in place.citations))


def _citation_places(reading: Reading, citations: Sequence[Citation]) -> Iterator[Place]:
    """Yield where each citation stands; a group several times, once for each of its works."""
    for citation in citations:
        for raw_start, raw_end in citation.anchor.spans:
            for start, end in reading.mapped.text_spans(raw_start, raw_end):
                yield Place(start, end, (citation.id,), citation.mode == "narrative", citation.authors)


def _note_places(reading: Reading, citations: InOrder[Place]) -> Iterator[Place]:
    """Yield the marker of each note that names a source: one with citations, or with an interview."""
    notes: dict[int, list[tuple[int, Place]]] = defaultdict(list)
    for passage, (start, end) in reading.placed("note"):
        cited = ids(citations.within((start, end)))
        if cited or names_interview(reading.text[start:end]):
            raw_start = passage.edits[0].span[0] if passage.edits else passage.anchor.spans[0][0]
            number = note_number(reading.raw[raw_start : raw_start + 30]) or note_number(passage.anchor.text)
            if number is not None:
                notes[number].append((raw_start, Place(start, end, cited)))
    for passage, _ in reading.placed(*STATING):
        for edit in passage.edits:
            called = DIGITS.search(reading.raw[slice(*edit.span)].translate(TO_DIGITS)) if edit.rule == "note_marker" else None
            candidates = notes.get(int(called[0]), []) if called else []
            note = min(candidates, key=lambda note: (note[0] < edit.span[0], abs(note[0] - edit.span[0])), default=None)
            spans = reading.mapped.text_spans(edit.span[0] - 1, edit.span[0])
            if note is not None and spans:
                yield Place(*spans[-1], note[1].citations)


def _cited_works(places: Iterable[Place], citations: Mapping[str, Citation], works: Works) -> Iterator[CitedWork]:
    """Yield the works that are cited at ``places``: as the entry has them that they are linked to, or as they are written."""
    for place in places:
        for id_ in place.citations:
            citation = citations[id_]
            linked = works.get(citation.references[0].id, {}) if citation.status == "linked" else {}
            names = tuple(_family(name) for name in linked.get("author") or linked.get("editor") or ()) or citation.authors
            yield CitedWork(place.start, place.end, id_, names, citation.year or _year(linked), str(linked.get("title", "")))


def _family(name: Mapping[str, Any]) -> str:
    """Return the name of an author as citations have it."""
    return f"{name.get('non-dropping-particle', '')} {name.get('family') or name.get('literal') or ''}".strip()


def _year(item: Mapping[str, Any]) -> str:
    dates = item.get("issued", {}).get("date-parts") or [[]]
    return str(dates[0][0]) if dates[0] else ""


def _mask(text: str, places: Sequence[Place]) -> str:
    """Return the text with citations blanked out, of the same length."""
    parts: list[str] = []
    done = 0
    for place in places:
        if place.end > done:
            begin = max(place.start, done)
            parts += [text[done:begin], " " * (place.end - begin)]
            done = place.end
    return "".join([*parts, text[done:]])


def _sanctioned(text: str, countries: Sequence[Tag]) -> Iterator[str]:
    """Yield the countries that sanctions are said to be on."""
    ends = {match.end() for match in SANCTIONS_ON.finditer(text)} if countries else set()
    for tag in countries:
        if tag.start in ends:
            yield tag.value
