"""Entries that the format of a source describes itself: their places in the reading text, and their fields there."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.references.parser import ParsedEntry, parse_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.mapped_text import MappedText
    from extract.models import Passage, Span
    from extract.reading import Reading
    from extract.structure import GivenReference, Structure

Placed = tuple["Passage", "Span"]
"""A passage of a bibliography, or a part of it, with its place in the reading text."""

HOMES = frozenset({"author", "editor", "container-title", "publisher", "URL", "DOI"})
STATED = frozenset({"author", "editor", "title", "container-title"})
"""Fields of which the format gives one at least where it describes a work, and does not just mark a DOI in its entry."""

UNKNOWN = "document"
"""The type of a work of which the format says no other."""

SHORT = 4
"""Characters of a value that may stand in an entry by chance, such as a volume; it is located only as a word that stands there once."""


class GivenEntry(NamedTuple):
    """An entry of the format, and where it stands in the reading text."""

    start: int
    end: int
    given: GivenReference


def is_stated(given: GivenReference) -> bool:
    """Tell whether the format describes the work."""
    return not STATED.isdisjoint(given.csl)


def find_given(reading: Reading) -> list[GivenEntry]:
    """Return the entries that the format describes or marks, in the order of the reading text."""
    if reading.structure is None:
        return []
    found = []
    for given in reading.structure.references:
        spans = placed(reading, reading.structure, given.start, given.end)
        if spans:
            found.append(GivenEntry(spans[0][0], spans[-1][1], given))
    return sorted(found, key=lambda each: each[:2])


def placed(reading: Reading, structure: Structure, start: int, end: int) -> list[Span]:
    """Return where ``structure.text[start:end]`` stands in the reading text, from left to right."""
    return sorted(
        span
        for raw_start, raw_end in structure.text.raw_spans(start, end)
        for span in reading.mapped.text_spans(raw_start, raw_end)
    )


def parted(passages: Sequence[Placed], entries: Sequence[GivenEntry]) -> Iterator[tuple[GivenEntry | None, list[Placed]]]:
    """Yield each given entry with the passage that holds it, and between them the rest of the list, to be parsed."""
    rest: list[Placed] = []
    for passage, (start, end) in passages:
        at = start
        for entry in entries[bisect_left(entries, start, key=_start) : bisect_left(entries, end, key=_start)]:
            if entry.start < at or entry.end > end:
                continue
            if at < entry.start:
                rest.append((passage, (at, entry.start)))
            if rest:
                yield None, rest
            rest = []
            yield entry, [(passage, (entry.start, entry.end))]
            at = entry.end
        if at < end:
            rest.append((passage, (at, end)))
    if rest:
        yield None, rest


def _start(entry: GivenEntry) -> int:
    return entry.start


def read_given(given: GivenReference, text: MappedText, unmarked: MappedText) -> ParsedEntry:
    """Return the entry as the format describes it, with the places of its fields in ``text``; what it leaves out is parsed.

    ``unmarked`` is the text without markup, in which the fields of ``given`` count.
    """
    if given.raw_fields is not None:
        return ParsedEntry(dict(given.csl), {}, 1.0)
    fields = {name: _spans(text, unmarked, spans) for name, spans in given.fields.items()}
    fields = {name: spans for name, spans in fields.items() if spans}
    fields |= {name: spans for name in given.csl if name not in fields and (spans := _located(text.text, given.csl[name]))}
    if {"title", "issued"} <= given.csl.keys() and given.csl.keys() & HOMES:
        return ParsedEntry(dict(given.csl), fields, 1.0)
    parsed = parse_entry(text.text, is_numbered="citation-number" in given.csl.get("custom", {}))
    taken = [span for spans in fields.values() for span in spans]
    others = {
        name: spans
        for name, spans in parsed.fields.items()
        if name not in given.csl and not any(a < y and x < b for a, b in spans for x, y in taken)
    }
    csl = {name: value for name, value in parsed.csl.items() if name in others} | dict(given.csl)
    custom = {
        key: value
        for key, value in parsed.csl.get("custom", {}).items()
        if f"custom.{key}" in others or (key == "year-suffix" and "issued" in others)
    } | given.csl.get("custom", {})
    if custom:
        csl["custom"] = custom
    if given.csl.get("type", UNKNOWN) == UNKNOWN:
        csl["type"] = parsed.csl["type"]
    return ParsedEntry(csl, others | fields, parsed.confidence)


def _spans(text: MappedText, unmarked: MappedText, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return where stretches of the text without markup stand in ``text``."""
    found = (
        text.text_spans(raw_start, raw_end) for start, end in spans for raw_start, raw_end in unmarked.raw_spans(start, end)
    )
    return tuple((some[0][0], some[-1][1]) for some in found if some)


def _located(text: str, value: object) -> tuple[Span, ...]:
    """Return where the value of a field stands in the text of its entry, where that is plain."""
    if isinstance(value, str):
        return _find(text, value)
    if isinstance(value, dict):
        year = next((str(part[0]) for part in value.get("date-parts", ()) if part), str(value.get("literal", "")))
        return _find(text, year)
    found = [_find(text, _name(person)) for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    return tuple(span for spans in found for span in spans)


def _name(person: Mapping[str, Any]) -> str:
    return str(person.get("family") or person.get("literal") or "")


def _find(text: str, value: str) -> tuple[Span, ...]:
    """Return the place of ``value``, whatever white space parts its words.

    >>> _find("Okafor, A. 2018. Ports. Harbours 18.", "18"), _find("Ports. Harbours 18, 18.", "18")
    (((33, 35),), ())
    """
    words = value.split()
    if not words:
        return ()
    printed = r"\s+".join(map(re.escape, words))
    pattern = re.compile(rf"(?<!\w){printed}(?!\w)", re.IGNORECASE)
    places = [found.span() for found in pattern.finditer(text)]
    return tuple(places[:1]) if places and (len(value) >= SHORT or len(places) == 1) else ()
