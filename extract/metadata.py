"""What is known of a source as a whole: title, authors, date, DOI, address, languages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from extract.reading import Reading

SOURCES = "sources.toml"
OVERRIDDEN = ("title", "authors", "date", "doi", "url")
FIRST_PAGE = 4000
"""Characters of the reading text in which a source names itself."""

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,200}")
MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_MONTH = "|".join(MONTHS)
DATELINE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})(?:\s+(?P<day_after>\d{{1,2}}),)?\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE
)


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
        for field in OVERRIDDEN:
            kind = list if field == "authors" else str
            if field in facts and not isinstance(facts[field], kind):
                message = f"{path}: {field} of {name!r} is no {'list' if kind is list else 'text'}"
                raise UsageError(message)
    return known


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
    found |= {field: known[field] for field in OVERRIDDEN if field in known}
    if isinstance(found["authors"], list):
        found["authors"] = tuple(found["authors"])
    return replace(reading, source=reading.source.model_copy(update=found))


def _first(reading: Reading, role: str) -> str | None:
    return next((reading.text[start:end] for _, (start, end) in reading.placed(role)), None)


def _authors(reading: Reading) -> tuple[str, ...]:
    """Return the names in the first byline that is no date, without what follows (", a Projects Coordinator at ...")."""
    bylines = (reading.text[start:end] for _, (start, end) in reading.placed("byline"))
    byline = next((line for line in bylines if not DATELINE.search(line)), "")
    names = re.split(r"\s+and\s+|;", re.sub(r"^[Bb]y\s+", "", byline.split(",")[0]))
    return tuple(name.strip() for name in names if 2 <= len(name.split()) <= 5 and not re.search(r"\d|@", name))


def _date(reading: Reading) -> str | None:
    """Return the date that stands alone in a line of the first page, or that the text says how to cite it by."""
    for passage, (start, end) in reading.placed("byline", "furniture", "title", "note"):
        if start > FIRST_PAGE and passage.role != "furniture":
            continue
        text = reading.text[start:end]
        match = DATELINE.fullmatch(text.strip()) or (DATELINE.search(text) if text.startswith("How to cite") else None)
        if match:
            return _iso(match)
    return None


def _iso(match: re.Match[str]) -> str | None:
    """Return the date of a match of ``DATELINE`` in ISO 8601; nothing for a day that does not exist."""
    month = MONTHS[match["month"].lower()]
    day = match["day"] or match["day_after"]
    if not day:
        return f"{match['year']}-{month:02d}"
    try:
        return date(int(match["year"]), month, int(day)).isoformat()
    except ValueError:  # "31 June 2020" is a slip of the text, no date of ours
        return None


def _doi(reading: Reading) -> str | None:
    match = DOI.search(reading.text, 0, FIRST_PAGE)
    return match.group().rstrip(".,;)") if match else None


def _languages(reading: Reading) -> tuple[str, ...]:
    """Return the languages of the passages, the one with most text first."""
    sizes: Counter[str] = Counter()
    for passage, (start, end) in reading.placed():
        if passage.language:
            sizes[passage.language] += end - start
    return tuple(sorted(sizes, key=lambda language: (-sizes[language], language)))
