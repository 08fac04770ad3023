"""CSL-JSON items: what schema 1.0.2 allows in them, and what of a value that somebody wrote fits it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.libraries.crosswalk import DATES, NAMES, TEXTS, TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

RENAMED = {"doi": "DOI", "part-number": "part", "supplement-number": "supplement"}
"""Names of variables in the specification and in older files -> what the schema calls them."""

NAME_PARTS = frozenset({"dropping-particle", "family", "given", "literal", "non-dropping-particle", "suffix"})
NAME_FLAGS = frozenset({"comma-suffix", "parse-names", "static-ordering"})
TAGS = re.compile(r"<[^<>]{0,200}>")
SPACE = re.compile(r"[ \t\r\n\f\v]+")  # a space that does not break is a character of its own
LONGEST_YEAR = 6  # characters, with a sign
MAX_NAMES = 3000  # of one work; the longest author lists have so many
UNKNOWN = "document"


def fitted(item: Any) -> dict[str, Any]:
    """Return what of ``item`` is valid CSL-JSON, without its id; empty when it is no item.

    >>> fitted({"id": 7, "type": "book", "author": [{"family": "Okafor", "given": ""}], "uris": [], "title": "Ports"})
    {'type': 'book', 'author': [{'family': 'Okafor'}], 'title': 'Ports'}
    """
    if not isinstance(item, dict):
        return {}
    fit: dict[str, Any] = {}
    for field, value in item.items():
        name = RENAMED.get(str(field), str(field))
        found = fitted_value(name, value)
        if found and name not in fit:
            fit[name] = found
    kind = item.get("type")
    return {"type": kind if isinstance(kind, str) and kind in TYPES else UNKNOWN, **fit} if fit else {}


def fitted_value(variable: str, value: Any) -> Any:
    """Return what of the value of a variable fits the schema, white space made single; nothing if none does.

    >>> fitted_value("volume", 18), fitted_value("issued", {"date-parts": [["2018", 5]]}), fitted_value("uris", "x")
    ('18', {'date-parts': [[2018, 5]]}, None)
    """
    if variable in NAMES:
        return [name for name in map(_name, value[:MAX_NAMES]) if name] if isinstance(value, list) else None
    if variable in DATES:
        return _date(value)
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    if variable in TEXTS or variable == "citation-key":
        return SPACE.sub(" ", str(value)).strip() if is_text else None
    if variable == "categories" and isinstance(value, list):
        return [each for each in value if isinstance(each, str) and each]
    return dict(value) if variable == "custom" and isinstance(value, dict) else None


def _name(name: Any) -> dict[str, Any]:
    if not isinstance(name, dict):
        return {}
    parts = {
        part: SPACE.sub(" ", value).strip()
        for part, value in name.items()
        if part in NAME_PARTS and isinstance(value, str) and value.strip()
    }
    flags = {flag: name[flag] for flag in NAME_FLAGS if parts and isinstance(name.get(flag), str | int | bool)}
    return {**parts, **{flag: flags[flag] for flag in sorted(flags)}}


def _date(date: Any) -> dict[str, Any]:
    """Return a date with whole numbers, or as it is written."""
    if not isinstance(date, dict):
        return {}
    fit: dict[str, Any] = {}
    ends = date.get("date-parts")
    if isinstance(ends, list) and all(map(_is_dated, ends[:2])):
        parts = [[int(part) for part in end[:3]] for end in ends[:2]]
        if parts and all(parts):
            fit["date-parts"] = parts
    for key in ("literal", "raw"):
        text = date.get(key)
        if isinstance(text, str) and text.strip():
            fit[key] = SPACE.sub(" ", text).strip()
    season = date.get("season")
    if fit and isinstance(season, str | int) and not isinstance(season, bool) and str(season).strip():
        fit["season"] = int(season) if str(season).strip().isdecimal() else season
    if fit and date.get("circa"):
        fit["circa"] = True
    return fit


def _is_dated(end: Any) -> bool:
    """Tell whether ``end`` is a list of whole numbers, written as such or in digits."""
    return (
        isinstance(end, list)
        and bool(end)
        and all(str(part).removeprefix("-").isdecimal() and len(str(part)) < LONGEST_YEAR for part in end[:3])
    )


def plain(text: Any) -> str:
    """Return a field without the tags that set parts of it apart.

    >>> plain("Ports <i>under</i> Pressure")
    'Ports under Pressure'
    """
    return TAGS.sub("", text) if isinstance(text, str) else ""


def key_of(item: Mapping[str, Any]) -> str:
    """Return the key that an item of a library goes by: its ``citation-key``, or else its id."""
    return str(item.get("citation-key") or item.get("id") or "")
