"""Books as notes print them: "Isaac Levi, Hard Choices (Cambridge: Cambridge University Press, 1986)" -> fields by their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.references.dates import parse_date
from extract.references.names import parse_names
from extract.references.notes.marks import CAPITAL, DATED, IN_HOME, PEOPLE, QUOTED, YEAR
from extract.references.parser import ParsedEntry, parse_entry

if TYPE_CHECKING:
    from extract.models import Span

OPENED = re.compile(r"\s\((?=[^()]{6,150}\)\Z)")
PLAIN = re.compile(
    rf",\s(?P<place>{CAPITAL}[\w’.-]{{2,20}}(?:\s?[/–-]\s?{CAPITAL}[\w’.-]{{2,20}}|\s{CAPITAL}[\w’.-]{{2,20}}){{0,2}})\s(?P<date>{YEAR})\Z"
)
"""An imprint without brackets: ", Berlin 1999"."""

INSIDE = re.compile(
    rf"""(?:(?P<first>{YEAR})[,;:]\s(?:[Rr]epr(?:int(?:ed)?)?\.?[,;:]?\s)?)?   # "1972; repr., "
    (?:(?P<place>[^:]{{2,60}}):\s)?(?P<publisher>[^:]{{2,90}}),\s(?P<date>{DATED})""",
    re.VERBOSE,
)
VOLUME = re.compile(r",\s(?:vol\.|Bd\.|Band|t\.)\s(?P<volume>\w{1,6})\Z")
CONFIDENCE = 0.6
"""Of what is read by its place alone."""


def read_noted(text: str) -> ParsedEntry:
    """Return what a description says; a book that the model does not know as one is read by the places of its parts.

    >>> walden = read_noted("Walden Two (New York: Macmillan, 1948)").csl
    >>> walden["title"], walden["publisher"], walden["issued"]
    ('Walden Two', 'Macmillan', {'date-parts': [[1948]]})
    """
    parsed = parse_entry(text)
    opened = OPENED.search(text) or PLAIN.search(text, max(len(text) - 100, 0))
    if opened is None or QUOTED.search(text) or IN_HOME.search(text):
        return parsed
    people = PEOPLE.match(text)
    if people and text[people.end() - 2] != ",":  # "Field Experiments: Design, Analysis"
        people = None
    first = people.end() if people else 0
    title = parsed.fields.get("title")
    if title is not None and title[0][0] == first and title[-1][1] <= opened.start():
        return parsed
    inside = INSIDE.fullmatch(text, opened.end(), len(text) - 1) if text[-1] == ")" else opened
    if text[-1] != ")" and not people:
        return parsed
    return _by_place(text, first, opened.start(), inside) if inside else parsed


def _by_place(text: str, first: int, last: int, inside: re.Match[str]) -> ParsedEntry:
    """Return a book with the names before ``first``, its title up to ``last``, and its imprint."""
    volume = VOLUME.search(text, first, last)
    end = volume.start() if volume else last
    names, _ = parse_names(text, 0, first) if first else ([], [])
    csl: dict[str, Any] = {"id": "reference", "type": "book", "title": text[first:end]}
    fields: dict[str, tuple[Span, ...]] = {"title": ((first, end),)}
    if names:
        csl["author"] = [name.csl for name in names]
        fields["author"] = tuple((name.start, name.end) for name in names)
    parts = [("volume", volume, "volume"), ("publisher-place", inside, "place"), ("publisher", inside, "publisher")]
    for variable, found, group in parts:
        if found and found.groupdict().get(group):
            csl[variable] = found[group]
            fields[variable] = (found.span(group),)
    for variable, group in (("issued", "date"), ("original-date", "first")):
        date = parse_date(inside[group]) if inside.groupdict().get(group) else None
        if date is not None:
            csl[variable] = date.csl
            fields[variable] = (inside.span(group),)
    return ParsedEntry(csl, fields, CONFIDENCE)
