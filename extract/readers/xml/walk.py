"""A walk over the events of a document, which writes its text; each format says what its elements are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.readers.xml.document import Document, Element, Text
from extract.readers.xml.entries import places_of, write_fields, write_words
from extract.readers.xml.ranges import Listed, Tagged, join_ranges
from extract.readers.xml.writer import EXPONENT, MINUS, Place, Writer
from extract.structure import GivenCitation, GivenReference, Structure
from extract.superscripts import TO_RAISED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.models import Role, Span
    from extract.readers.xml.entries import Work
    from extract.structure import Facts, Page

RAISABLE = re.compile(r"[\d\s,;–—−-]{1,80}")
"""What is set in raised digits: the numbers of notes and entries, an exponent."""

MARKER = re.compile(r"[\[(]?(?:\d{1,4}|[a-z]{1,2}|[*†‡§¶‖#]{1,4})[.)\]]?")
"""The number or sign that calls a note."""

NUMBER = re.compile(r"[\[(]?(\d{1,4})[.)\]]*")
EDGES = "()[]{};,: \n"


class Context(NamedTuple):
    """What stands around a place in the text."""

    role: Role | None = None
    """Of the paragraphs here."""
    level: int = 0
    """Of the section around it."""
    is_flat: bool = False
    """Elements are parted by spaces, and none is a paragraph of its own."""
    is_inside: bool = False
    """What stands right here is the text of a paragraph, which goes on after a figure or a table in it."""


Leave = Callable[[], None]
"""What is done at the end of an element."""

Entered = tuple[Context, Leave | None]
"""What stands around the content of an element."""


class Entry(NamedTuple):
    """An entry of a bibliography: its place, what its tags say, and where."""

    key: str
    place: Place
    csl: dict[str, Any]
    fields: dict[str, list[Place]]


class Walker:
    """Writes the text of a document, and gathers what the format says of it."""

    def __init__(self, document: Document) -> None:
        """Begin with nothing written."""
        self.document = document
        self.writer = Writer(document.raw)
        self.entries: list[Entry] = []
        self.citations: list[tuple[tuple[str, ...], Place]] = []
        self.markers: list[Place] = []
        self.pages: list[Page] = []
        self.keys: dict[str, str] = {}
        """The id of an entry, or of a part of it -> the key of the entry."""
        self.mixed: dict[int, bool] = {}
        """Whether words stand right inside an element, by its place among the events."""
        self.first_children: dict[tuple[int, tuple[str, ...]], Element | None] = {}

    def enter(self, element: Element, context: Context) -> Entered | None:
        """Begin an element; None when what stands in it is no text, or is written already."""
        raise NotImplementedError

    def walk(self, element: Element, context: Context) -> None:
        """Write all that stands in ``element``."""
        events, writer = self.document.events, self.writer
        inside: list[tuple[Context, Leave | None]] = []
        at = element.at
        while at < element.stop:
            event = events[at]
            if isinstance(event, Text):
                if writer.open is None and context.is_inside:
                    self.resume(event, context)
                if event.value is None:
                    writer.text(event.start, event.end, context.role)
                else:
                    writer.value(event.value, event.start, event.end, context.role)
            elif event is None:
                context, leave = inside.pop()
                if leave is not None:
                    leave()
            else:
                entered = self.enter(event, context)
                if entered is None:
                    at = event.stop
                    continue
                inside.append((context, entered[1]))
                context = entered[0]
            at += 1

    def resume(self, text: Text, context: Context) -> None:
        """Begin the rest of a paragraph, if ``text`` holds words."""
        if (text.value or self.document.raw[text.start : text.end]).strip():
            self.writer.begin(context.role).goes_on = True

    def child(self, element: Element, *tags: str) -> Element | None:
        """Return the first child with one of ``tags``; siblings may ask again and again."""
        key = element.at, tags
        if key not in self.first_children:
            self.first_children[key] = self.document.child(element, *tags)
        return self.first_children[key]

    def inline(self, context: Context) -> Entered:
        """Go on within the paragraph."""
        if context.is_flat:
            self.writer.space()
            return context, self.writer.space
        return context, None

    def spaced(self, element: Element, context: Context) -> Entered:
        """Begin an element among others, with a space where no words stand between them."""
        around = element.parent
        if around is None:
            return context, None
        if around.at not in self.mixed:
            self.mixed[around.at] = self.document.has_text(around)
        return (context, None) if self.mixed[around.at] else self.inline(context)

    def part(self, context: Context) -> Entered:
        """Begin a part of the text that ends the paragraph before it."""
        self.writer.end()
        return context._replace(is_inside=False), self.writer.end

    def section(self, element: Element, context: Context, *headings: str) -> Entered:
        """Begin a section; it stands one level below what is around it if it has one of the children ``headings``."""
        is_headed = self.document.child(element, *headings) is not None
        return self.part(context._replace(level=context.level + is_headed))

    def paragraph(self, role: Role | None, context: Context, *, is_flat: bool = False) -> Entered:
        """Begin a paragraph."""
        self.writer.begin(role)
        return context._replace(role=role, is_flat=is_flat, is_inside=True), self.writer.end

    def row(self, _element: Element, context: Context) -> Entered | None:
        """Begin a row of a table."""
        self.writer.end()
        return self.paragraph("table", context, is_flat=True)

    def cell(self, _element: Element, context: Context) -> Entered | None:
        """Begin a cell of a table."""
        self.writer.insert(" | ")
        return context, None

    def speaker(self, _element: Element, context: Context) -> Entered | None:
        """Begin the name of who speaks, before the words."""
        self.writer.begin(context.role)
        return context, self.writer.end_label

    def heading(self, context: Context) -> Entered:
        """Begin the heading of the section around it."""
        self.writer.begin("heading", max(context.level, 1))
        return context._replace(role="heading"), self.writer.end

    def label(self, context: Context) -> Entered:
        """Begin a label, behind which its paragraph goes on."""
        if self.writer.open is not None and self.writer.open.length:
            self.writer.space()
            return context, self.writer.space
        self.writer.begin(context.role)
        return context, self.writer.end_label

    def furniture(self, context: Context) -> Entered:
        """Begin a paragraph of what is no text of the author."""
        self.writer.end()
        return self.paragraph("furniture", context, is_flat=True)

    def raised(self, element: Element, context: Context) -> Entered:
        """Begin raised characters; digits are written as superscripts."""
        words = self.document.opening(element)
        if self.writer.raised or not RAISABLE.fullmatch(words):
            return context, None
        self.writer.raised = EXPONENT if words[0] in MINUS else TO_RAISED
        return context, self.lower

    def lower(self) -> None:
        """End raised characters."""
        self.writer.raised = None

    def aside(self, context: Context) -> Entered:
        """Begin what interrupts the paragraph, which goes on after it."""
        waiting, self.writer.open = self.writer.open, None

        def leave() -> None:
            self.writer.open = waiting
            if waiting is not None:
                waiting.edge = None

        return context, leave

    def call(self, element: Element, context: Context) -> Entered:
        """Begin the number or sign that calls a note."""
        text = self.document.opening(element)
        writer = self.writer
        paragraph = writer.open
        if paragraph is None or not MARKER.fullmatch(text):
            return context, None
        was_raised = writer.raised
        had_space, paragraph.space = paragraph.space is not None, None
        writer.raised = was_raised or (TO_RAISED if text.isdigit() else None)
        start = writer.here()

        def leave() -> None:
            writer.raised = was_raised
            place = writer.since(start)
            if place is not None:
                self.markers.append(place)
            if had_space:
                writer.space()

        return context, leave

    def insert_call(self, text: str, span: Span) -> None:
        """Write the number of a note that stands in its place in the text; ``span`` is the raw place of its start tag."""
        place = self.writer.marker(text, *span)
        if place is not None:
            self.markers.append(place)

    def cite(self, keys: Iterable[str], context: Context) -> Entered:
        """Begin a citation of the entries ``keys``."""
        start = self.writer.here() if self.writer.open is not None else self.fresh(context)
        cited = tuple(dict.fromkeys(self.keys[key] for key in keys))

        def leave() -> None:
            place = self.writer.since(start)
            if place is not None:
                self.citations.append((cited, place))

        return context, leave

    def fresh(self, context: Context) -> Place | None:
        """Begin a paragraph where none is open, and return where it begins."""
        self.writer.begin(context.role).goes_on = context.is_inside or None
        return self.writer.here()

    def write_entry(self, key: str, work: Work, printed: Element | None, label: Element | None = None) -> None:
        """Write an entry of a bibliography: its label, then the words of ``printed``, or else the fields of ``work``."""
        writer, document = self.writer, self.document
        writer.end()
        writer.begin("reference")
        start = writer.here()
        words = document.text(label) if label is not None else ""
        number = NUMBER.fullmatch(words)
        if number:
            work.custom["citation-number"] = number[1]
        if label is not None and not (printed is not None and document.text(printed).startswith(words)):
            write_words(writer, document, label)
            writer.space()
        places: dict[int, Place] = {}
        if printed is not None:
            write_words(writer, document, printed, places=places, without=("label",))
        else:
            write_fields(writer, document, work, places)
        place = writer.since(start)
        writer.end()
        if place is not None:
            self.entries.append(Entry(key, place, work.item(), places_of(work, places)))

    def structure(self, facts: Facts) -> Structure:
        """Return what was written and gathered."""
        text, stretches, starts = self.writer.finish()

        def span(place: Place) -> Span:
            at = starts[id(place.paragraph)]
            return place.start + at, place.end + at

        listed = [Listed(entry.key, _number(entry.csl)) for entry in self.entries]
        tagged = sorted(
            (Tagged(*_bare(text.text, *span(place)), keys) for keys, place in self.citations), key=lambda each: each[:2]
        )
        references = tuple(
            GivenReference(
                entry.key,
                *span(entry.place),
                entry.csl,
                {name: tuple(span(place) for place in places) for name, places in entry.fields.items()},
            )
            for entry in self.entries
        )
        return Structure(
            text=text,
            stretches=tuple(stretches),
            pages=tuple(self.pages),
            facts=facts,
            references=references,
            citations=tuple(GivenCitation(each.start, each.end, each.keys) for each in join_ranges(text.text, tagged, listed)),
            markers=tuple(sorted(span(place) for place in self.markers)),
            is_lined=False,
        )


def _number(csl: dict[str, Any]) -> int | None:
    number = csl.get("custom", {}).get("citation-number")
    return int(number) if number else None


def _bare(text: str, start: int, end: int) -> Span:
    """Return a stretch without the brackets and marks around it."""
    words = text[start:end].strip(EDGES)
    if not words:
        return start, end
    first = start + text[start:end].index(words)
    return first, first + len(words)
