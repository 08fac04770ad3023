"""An XML file as a flat list of events, each with its place in the raw text: expat, made safe.

No entity is fetched, none is expanded by expat, and nothing here calls itself: however deep elements nest, the cost is
that of their number.
"""

from __future__ import annotations

import html.entities
import re
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from extract.errors import LimitError, UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.models import Span
    from extract.read_options import Limits

MEGABYTE = 1_000_000
MAX_DEPTH = 20
"""Entities inside entities; real ones hold two or three."""

FACTOR = 10
"""How many times longer than the file what its entities stand for may be; a name or a sentence spelt out adds little."""

OPENING = 60
"""Events that are looked at to tell what an element begins with; nested deeply, all of it would be read again and again."""

REFERENCE = re.compile(r"&([\w:.-]{1,200});")
TAG = re.compile(r"<[^<>]{0,10000}>")
START_TAG = re.compile(r"<[^\"'>]*+(?:\"[^\"]*+\"[^\"'>]*+|'[^']*+'[^\"'>]*+)*+>")


class Element:
    """An element: ``events[at]`` is its start, ``events[stop - 1]`` its end."""

    __slots__ = ("at", "attributes", "parent", "start", "stop", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, start: int, at: int) -> None:
        """Keep what the start tag says; names are without their namespace prefix."""
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.start = start
        """Raw offset of the start tag."""
        self.at = at
        self.stop = at

    def get(self, name: str) -> str:
        """Return an attribute without the spaces around it; an empty string where there is none."""
        return self.attributes.get(name, "").strip()

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around this one, the innermost first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent


class Text(NamedTuple):
    """Character data at ``raw[start:end]``, as it stands there, or as ``value`` where that is something else."""

    start: int
    end: int
    value: str | None = None


Event = Element | Text | None
"""The start of an element, character data, or (None) the end of the element that was opened last."""


class Document:
    """A parsed file: its events in the order of the raw text."""

    def __init__(self, raw: str, events: list[Event], doctype: str | None) -> None:
        """Keep the events of ``raw``."""
        self.raw = raw
        self.events = events
        self.doctype = doctype

    @cached_property
    def root(self) -> Element:
        """The outermost element."""
        return next(event for event in self.events if isinstance(event, Element))

    def children(self, element: Element, *tags: str) -> Iterator[Element]:
        """Yield the elements right inside ``element``; with ``tags``, only those."""
        at = element.at + 1
        while at < element.stop:
            event = self.events[at]
            if isinstance(event, Element):
                if not tags or event.tag in tags:
                    yield event
                at = event.stop
            else:
                at += 1

    def child(self, element: Element, *tags: str) -> Element | None:
        """Return the first of the children with one of ``tags``."""
        return next(self.children(element, *tags), None)

    def inside(self, element: Element, *tags: str) -> Iterator[Element]:
        """Yield the elements at any depth inside ``element``, in order; with ``tags``, only those."""
        for at in range(element.at + 1, element.stop):
            event = self.events[at]
            if isinstance(event, Element) and (not tags or event.tag in tags):
                yield event

    def first(self, element: Element, *tags: str) -> Element | None:
        """Return the first element at any depth inside ``element`` with one of ``tags``."""
        return next(self.inside(element, *tags), None)

    def text(self, element: Element, *without: str) -> str:
        """Return the words of ``element`` on one line, but for those inside elements with the tags ``without``."""
        return " ".join("".join(self._texts(element, without)).split())

    def _texts(self, element: Element, without: tuple[str, ...]) -> Iterator[str]:
        at = element.at + 1
        while at < element.stop:
            event = self.events[at]
            if isinstance(event, Text):
                yield self.raw[event.start : event.end] if event.value is None else event.value
            elif event is not None and event.tag in without:
                at = event.stop
                continue
            at += 1

    def opening(self, element: Element) -> str:
        """Return the words that stand within the first events of ``element``: all of them when it holds little."""
        events = self.events[element.at : min(element.stop, element.at + OPENING)]
        texts = (event for event in events if isinstance(event, Text))
        words = "".join(self.raw[text.start : text.end] if text.value is None else text.value for text in texts)
        return " ".join(words.split())

    def has_text(self, element: Element) -> bool:
        """Tell whether words stand right inside ``element``, and not only in the elements it holds."""
        at = element.at + 1
        while at < element.stop:
            event = self.events[at]
            if isinstance(event, Text) and (event.value or self.raw[event.start : event.end]).strip():
                return True
            at = event.stop if isinstance(event, Element) else at + 1
        return False

    def start_tag(self, element: Element) -> Span:
        """Return the raw span of the start tag of ``element``."""
        found = START_TAG.match(self.raw, element.start)
        return (element.start, found.end() if found else element.start + 1)

    def attribute(self, element: Element, name: str) -> Span:
        """Return the raw span of what an attribute says; that of the start tag where it cannot be told."""
        start, end = self.start_tag(element)
        found = re.search(rf"[\s:]{name}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]*+)\"|'([^']*+)')", self.raw[start:end])
        if found is None or not element.get(name):
            return start, end
        low, high = found.span(1) if found[1] is not None else found.span(2)
        words = self.raw[start + low : start + high]
        low += len(words) - len(words.lstrip())
        return start + low, start + low + len(words.strip())


def parse_document(raw: str, limits: Limits) -> Document:
    """Return the events of an XML text.

    >>> from extract.read_options import Limits
    >>> document = parse_document("<p>Lom&#233; <b>port</b></p>", Limits())
    >>> [document.raw[event.start : event.end] for event in document.events if isinstance(event, Text)]
    ['Lom', '&#233;', ' ', 'port']

    Raises ``UnreadableSourceError`` where it is not well-formed, or its entities unpack to too much.
    """
    return _Scanner(raw, limits).scan()


class _Scanner:
    """Turns what expat reports into events."""

    def __init__(self, raw: str, limits: Limits) -> None:
        self.raw = raw
        self.data = raw.encode("utf-8")
        self.is_ascii = len(self.data) == len(raw)
        self.events: list[Event] = []
        self.open: Element | None = None
        self.run_start = self.run_end = -1  # character data that is not in the events yet
        self.in_cdata = False
        self.doctype: str | None = None
        self.entities: dict[str, str] = {}
        self.expanded: dict[str, str] = {}
        self.budget = min(limits.inflated * MEGABYTE, MEGABYTE + FACTOR * len(raw)) if limits.inflated else None
        self.byte = self.at = 0  # the same place, in bytes and in characters
        self.parser = expat.ParserCreate("utf-8")

    def scan(self) -> Document:
        parser = self.parser
        parser.specified_attributes = True  # defaults of a DTD may be long, and repeat with each element
        parser.UseForeignDTD(True)  # noqa: FBT003 - takes no keyword; entities of a DTD that is not here are no fault
        parser.StartElementHandler = self.start_element
        parser.EndElementHandler = self.end_element
        parser.CharacterDataHandler = self.characters
        parser.StartCdataSectionHandler = self.start_cdata
        parser.EndCdataSectionHandler = self.end_cdata
        parser.StartDoctypeDeclHandler = self.start_doctype
        parser.EntityDeclHandler = self.declare_entity
        parser.SkippedEntityHandler = self.entity
        parser.DefaultHandler = self.other  # with it, expat leaves entities of the file to us
        try:
            parser.Parse(self.data, True)  # noqa: FBT003 - takes no keyword
        except expat.ExpatError as error:
            raise UnreadableSourceError(self.fault(error)) from error
        return Document(self.raw, self.events, self.doctype)

    def fault(self, error: expat.ExpatError) -> str:
        """Return what is wrong and where; columns count characters, from 1."""
        reason = expat.ErrorString(error.code) or "not well-formed"
        start = self.data.rfind(b"\n", 0, self.parser.ErrorByteIndex) + 1
        column = len(self.data[start : self.parser.ErrorByteIndex].decode("utf-8", "replace")) + 1
        return f"line {error.lineno}, column {column}: not well-formed XML ({reason}); mend it there, or save it as .txt to read it as plain text"

    def offset(self) -> int:
        """Return where in the raw text the event stands that expat reports."""
        byte = self.parser.CurrentByteIndex
        if self.is_ascii:
            return byte
        if byte > self.byte:
            self.at += len(self.data[self.byte : byte].decode("utf-8"))
        elif byte < self.byte:
            self.at -= len(self.data[byte : self.byte].decode("utf-8"))
        self.byte = byte
        return self.at

    def flush(self) -> None:
        if self.run_start >= 0:
            self.events.append(Text(self.run_start, self.run_end))
            self.run_start = -1

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        self.flush()
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if attributes:
            attributes = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        element = Element(intern(tag), attributes, self.open, self.offset(), len(self.events))
        self.events.append(element)
        self.open = element

    def end_element(self, _tag: str) -> None:
        self.flush()
        self.events.append(None)
        if self.open is not None:
            self.open.stop = len(self.events)
            self.open = self.open.parent

    def characters(self, data: str) -> None:
        start = self.offset()
        if self.raw[start] == "&" and not self.in_cdata:
            self.flush()
            self.events.append(Text(start, self.raw.index(";", start) + 1, data))
            return
        end = start + len(data)
        if self.raw[start] == "\r" and self.raw[end : end + 1] == "\n":  # expat gives a line end as one character
            end += 1
        if self.run_end != start or self.run_start < 0:
            self.flush()
            self.run_start = start
        self.run_end = end

    def start_cdata(self) -> None:
        self.in_cdata = True

    def end_cdata(self) -> None:
        self.in_cdata = False

    def start_doctype(self, name: str, _system: str | None, _public: str | None, _internal: bool) -> None:  # noqa: FBT001 - called by expat
        self.doctype = name

    def declare_entity(
        self,
        name: str,
        is_parameter: bool,  # noqa: FBT001 - called by expat
        value: str | None,
        _base: str | None,
        _system: str | None,
        _public: str | None,
        _notation: str | None,
    ) -> None:
        if value is not None and not is_parameter:
            self.entities.setdefault(name, value)

    def other(self, data: str) -> None:
        """Take an entity of another file, which is not opened; comments, instructions and declarations are no text."""
        if data.startswith("&"):
            self.entity(data[1:-1], is_parameter=False)

    def entity(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - called by expat
        """Put in what an entity stands for: one of the file, one of HTML, or else its name as it is printed."""
        if is_parameter or self.open is None:
            return
        start = self.offset()
        value = self.expand(name, 0)
        if self.budget is not None:
            self.budget -= len(value)
        self.check_budget()
        self.flush()
        self.events.append(Text(start, start + len(name) + 2, value))

    def expand(self, name: str, depth: int) -> str:
        known = self.expanded.get(name)
        if known is not None:
            return known
        value = self.entities.get(name)
        if value is None:
            value = html.entities.html5.get(f"{name};", f"&{name};")
        elif depth == MAX_DEPTH:
            message = f"entities stand inside one another more than {MAX_DEPTH} deep; write out &{name};"
            raise LimitError(message)
        else:
            parts: list[str] = []
            done = 0
            for found in REFERENCE.finditer(value):
                inner = self.expand(found[1], depth + 1)
                if self.budget is not None and self.expanded.get(found[1]) is not None:
                    self.budget -= len(inner)
                    self.check_budget()
                parts += (value[done : found.start()], inner)
                done = found.end()
            value = TAG.sub("", "".join([*parts, value[done:]]))
        self.expanded[name] = value
        return value

    def check_budget(self) -> None:
        if self.budget is not None and self.budget < 0:
            message = "its entities unpack to far more than the file holds; write out what they stand for"
            raise LimitError(message)
