"""What is known of a source as a whole: title, authors, date, DOI, address, languages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.doi import find_doi
from extract.errors import UsageError
from extract.layout.front import is_dateline
from extract.layout.front_matter import is_front_matter, read_front_matter
from extract.references.dates import parse_date
from extract.references.names import parse_names
from extract.superscripts import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from extract.reading import Reading

SOURCES = "sources.toml"
OVERRIDDEN = ("title", "authors", "date", "doi", "url")
MARKS = f" *†‡§{SUPERSCRIPTS}"
"""What stands behind a name and calls a note."""

FIRST_PAGE = 4000
"""Characters of the reading text in which a source names itself."""

CITE = re.compile(
    r"how to cite|cite this|(?:suggested|recommended) citation|cómo citar|para citar|como citar|zitierweise|pour citer",
    re.IGNORECASE,
)
BY = re.compile(r"(?:by|von|por|par|di):?\s+", re.IGNORECASE)
OFFICE = re.compile(r",\s+(?=[a-zß-ÿ])|(?<!\s)\s*+[(\[]|(?<!\s)\s++[–—|]\s+")
"""Where a byline goes on with what a person is: ", a Projects Coordinator at ..."."""


def read_overrides(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what ``sources.toml`` in ``folder`` says of each file name; empty when there is none.

    Raises:
        UsageError: the file is not TOML, or says something of a wrong kind.

    """
    path = folder / SOURCES
    if not path.is_file():
        return {}
    try:
        known = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {error}; write it as TOML in UTF-8"
        raise UsageError(message) from error
    for name, facts in known.items():
        if not isinstance(facts, dict):
            message = f'{path}: {name!r} stands outside a table; write ["{name}"] above the facts of a file'
            raise UsageError(message)
        check_facts(facts, str(path), repr(name))
    return known


def check_facts(facts: Mapping[str, Any], where: str, of: str) -> None:
    """Check that what somebody says of a source is of the kinds that its record has; ``where``, and ``of`` what, stand in the message.

    Raises:
        UsageError: something is of another kind.

    """
    for field in OVERRIDDEN:
        kind = list if field == "authors" else str
        if field in facts and not isinstance(facts[field], kind):
            message = f"{where}: {field} of {of} is no {'list' if kind is list else 'text'}"
            raise UsageError(message)


def described(reading: Reading, known: Mapping[str, Any]) -> Reading:
    """Return ``reading`` with its source record filled in from the text; what is ``known`` of it counts more."""
    found: dict[str, Any] = {
        "title": _first(reading, "title"),
        "authors": _authors(reading),
        "date": _date(reading),
        "doi": _doi(reading),
        "languages": _languages(reading),
        "pages": len(reading.pages) or None,
    }
    if reading.structure:
        found |= {field: value for field, value in reading.structure.facts._asdict().items() if value}
    found |= _front_matter(reading)
    found |= {field: known[field] for field in OVERRIDDEN if field in known}
    if isinstance(found["authors"], list):
        found["authors"] = tuple(found["authors"])
    return replace(reading, source=reading.source.model_copy(update=found))


def _front_matter(reading: Reading) -> dict[str, Any]:
    """Return what the front matter of a Markdown file says of it; a date only where it can be read."""
    placed = (passage for passage, _ in reading.placed("furniture"))
    head = next((passage.anchor.quote for passage in placed if is_front_matter(passage.anchor.quote)), "")
    found: dict[str, Any] = dict(read_front_matter(head))
    printed = parse_date(str(found.pop("date", "")))
    if printed and "date-parts" in printed.csl:
        found["date"] = _iso(printed.csl["date-parts"][0])
    return {field: value for field, value in found.items() if value}


def _first(reading: Reading, role: str) -> str | None:
    return next((reading.text[start:end] for _, (start, end) in reading.placed(role)), None)


def _authors(reading: Reading) -> tuple[str, ...]:
    """Return the names in the first byline that is no date, without what follows (", a Projects Coordinator at ...").

    What stands below the title comes first: above it may be whom to write to.
    """
    title = next((start for _, (start, _) in reading.placed("title")), 0)
    places = sorted((start < title, start, end) for _, (start, end) in reading.placed("byline"))
    lines = (reading.text[start:end] for _, start, end in places)
    line = next((line for line in lines if not is_dateline(line)), "")
    names = OFFICE.split(BY.sub("", line, count=1), maxsplit=1)[0]
    found = (names[name.start : name.end].strip(MARKS) for name in parse_names(names)[0])
    return tuple(name for name in found if 2 <= len(name.split()) <= 5 and not re.search(r"\d|@", name))


def _date(reading: Reading) -> str | None:
    """Return the date that stands alone in a line of the first page, or that the text says how to cite it by."""
    for passage, (start, end) in reading.placed("byline", "furniture", "title", "note"):
        text = reading.text[start:end].strip()
        if (start <= FIRST_PAGE or passage.role == "furniture") and (is_dateline(text) or CITE.match(text)):
            printed = parse_date(text)
            if printed and "date-parts" in printed.csl:
                return _iso(printed.csl["date-parts"][0])
    return None


def _iso(numbers: Sequence[int]) -> str | None:
    """Return year, month and day in ISO 8601, as many as there are; nothing for a day that does not exist."""
    written = "-".join(f"{number:02d}" for number in numbers)
    try:
        date.fromisoformat(written if len(numbers) == 3 else f"{written}-01" if len(numbers) == 2 else f"{written}-01-01")
    except ValueError:  # "31 June 2020" is a slip of the text, no date of ours
        return None
    return written


def _doi(reading: Reading) -> str | None:
    entry = min((start for _, (start, _) in reading.placed("reference")), default=FIRST_PAGE)
    return find_doi(reading.text[: min(entry, FIRST_PAGE)])


def _languages(reading: Reading) -> tuple[str, ...]:
    """Return the languages of the passages, the one with most text first."""
    sizes: Counter[str] = Counter()
    for passage, (start, end) in reading.placed():
        if passage.language:
            sizes[passage.language] += end - start
    return tuple(sorted(sizes, key=lambda language: (-sizes[language], language)))
