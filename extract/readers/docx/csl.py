"""CSL-JSON items as reference managers store them, made to fit the schema."""

from __future__ import annotations

import re
from typing import Any

NAMES = frozenset({
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator", "interviewer",
    "narrator", "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author",
    "script-writer", "series-creator", "translator",
})  # fmt: skip
DATES = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})
TEXTS = frozenset({
    "archive", "archive-place", "archive_collection", "archive_location", "authority", "call-number", "chapter-number",
    "citation-number", "collection-number", "collection-title", "container-title", "container-title-short",
    "dimensions", "division", "DOI", "edition", "event", "event-place", "event-title", "first-reference-note-number",
    "genre", "ISBN", "ISSN", "issue", "jurisdiction", "language", "medium", "note", "number", "number-of-pages",
    "number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page", "page-first",
    "part-number", "part-title", "PMCID", "PMID", "printing", "publisher", "publisher-place", "references",
    "reviewed-genre", "reviewed-title", "scale", "section", "source", "status", "supplement-number", "title",
    "title-short", "URL", "version", "volume", "volume-title", "volume-title-short", "year-suffix",
})  # fmt: skip
NAME_PARTS = frozenset({"comma-suffix", "dropping-particle", "family", "given", "literal", "non-dropping-particle", "suffix"})
TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
})  # fmt: skip
TAGS = re.compile(r"<[^<>]{0,200}>")
LONGEST_YEAR = 6  # characters, with a sign
MAX_NAMES = 3000  # of one work; the longest author lists have so many


def fitted(item: Any) -> dict[str, Any]:
    """Return what of ``item`` is valid CSL-JSON, without its id; empty when it is no item.

    >>> fitted({"id": 7, "type": "book", "author": [{"family": "Okafor", "given": ""}], "uris": [], "title": "Ports"})
    {'type': 'book', 'author': [{'family': 'Okafor'}], 'title': 'Ports'}
    """
    if not isinstance(item, dict):
        return {}
    fit: dict[str, Any] = {}
    for field, value in item.items():
        if field in NAMES and isinstance(value, list):
            names = [name for name in map(_name, value[:MAX_NAMES]) if name]
            fit |= {field: names} if names else {}
        elif field in DATES:
            date = _date(value)
            fit |= {field: date} if date else {}
        elif field in TEXTS and isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            fit[field] = str(value).strip()
    kind = item.get("type")
    return {"type": kind if isinstance(kind, str) and kind in TYPES else "document", **fit} if fit else {}


def _name(name: Any) -> dict[str, str]:
    if not isinstance(name, dict):
        return {}
    return {
        part: value.strip() for part, value in name.items() if part in NAME_PARTS and isinstance(value, str) and value.strip()
    }


def _date(date: Any) -> dict[str, Any]:
    """Return a date with whole numbers, or as it is written."""
    if not isinstance(date, dict):
        return {}
    ends = date.get("date-parts")
    if isinstance(ends, list) and all(map(_is_dated, ends[:2])):
        parts = [[int(part) for part in end[:3]] for end in ends[:2]]
        if parts and all(parts):
            return {"date-parts": parts}
    text = next((date[key] for key in ("raw", "literal") if isinstance(date.get(key), str) and date[key].strip()), "")
    return {"literal": text.strip()} if text else {}


def _is_dated(end: Any) -> bool:
    """Tell whether ``end`` is a list of whole numbers, written as such or in digits."""
    return isinstance(end, list) and all(
        str(part).removeprefix("-").isdecimal() and len(str(part)) < LONGEST_YEAR for part in end[:3]
    )


def plain(text: Any) -> str:
    """Return a field without the tags that set parts of it apart.

    >>> plain("Ports <i>under</i> Pressure")
    'Ports under Pressure'
    """
    return TAGS.sub("", text) if isinstance(text, str) else ""
