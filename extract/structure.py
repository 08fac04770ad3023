"""What a format itself says of its text: paragraphs and their roles, pages, boxes, parts, metadata, links to entries.

Plain text says nothing of this. Offsets count in ``Structure.text`` unless a line says that they count in raw text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extract.mapped_text import MappedText
    from extract.models import Box, Role, Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: its label as printed (if certain) and its raw span."""

    label: str | None
    start: int
    end: int


class Stretch(NamedTuple):
    """A paragraph, heading, note... as the format marks it: ``text[start:end]``, in reading order, without overlap."""

    start: int
    end: int
    role: Role | None = None
    """What the format says it is; without it, the layout tells from its form."""
    level: int = 0
    """Of a heading, from 1; 0 where the format does not say."""
    is_page_start: bool = False
    """A page begins with it."""
    goes_on: bool | None = None
    """Whether it is the rest of the stretch before it of its role; without it, the layout tells from their words."""


class Part(NamedTuple):
    """A file inside the source, such as ``word/footnotes.xml``: its raw span. Offsets inside it count from ``start``."""

    name: str
    start: int
    end: int


class Facts(NamedTuple):
    """What the format says of the source as a whole."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601, as precise as known."""
    doi: str | None = None
    url: str | None = None
    journal: str | None = None


NO_FIELDS: Mapping[str, tuple[Span, ...]] = {}


class GivenReference(NamedTuple):
    """An entry that the format itself describes, as a CSL-JSON item; ``key`` is what citations name it by."""

    key: str
    start: int
    end: int
    csl: Mapping[str, Any]
    """Without ``id``; empty where the format only marks the entry; what it leaves out is parsed from the text."""
    fields: Mapping[str, tuple[Span, ...]] = NO_FIELDS
    """CSL field -> where it stands, one span a name; fields that are not here are looked for in the entry."""
    raw_fields: Mapping[str, tuple[Span, ...]] | None = None
    """The same in raw offsets, where the format says all there is to say of the work and nothing is left to be parsed."""


class GivenCitation(NamedTuple):
    """A citation that the format itself ties to entries."""

    start: int
    end: int
    keys: tuple[str, ...]
    locator: str | None = None
    locator_label: str | None = None
    prefix: str | None = None
    suffix: str | None = None


class Boxes(Protocol):
    """Where the characters of the raw text stand on the pages."""

    def of(self, spans: Iterable[Span]) -> tuple[Box, ...]:
        """Return one box for each line that the raw ``spans`` touch."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What a reader knows of a source beyond its raw text."""

    text: MappedText
    """The text without its markup, mapped to the raw text."""
    stretches: tuple[Stretch, ...] | None = None
    """All of the text in reading order, but for white space; without them, the layout is found from lines."""
    pages: tuple[Page, ...] = ()
    """In raw offsets."""
    parts: tuple[Part, ...] = ()
    """In raw offsets."""
    boxes: Boxes | None = None
    facts: Facts = field(default_factory=Facts)
    references: tuple[GivenReference, ...] = ()
    citations: tuple[GivenCitation, ...] = ()
    markers: tuple[Span, ...] | None = None
    """The numbers in the text that call notes, where the format tells them from others; without them, the layout does."""
    is_lined: bool = True
    """A line end of the raw text is one of the print, and not of markup."""
