"""A work as a field cites it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class CitedItem(NamedTuple):
    """A work, and how this place cites it."""

    key: str
    csl: Mapping[str, Any]
    locator: str | None = None
    locator_label: str | None = None
    prefix: str | None = None
    suffix: str | None = None


def key_of(csl: Mapping[str, Any]) -> str:
    """Return a key for a work that has none: what identifies it, in one text."""
    return json.dumps([csl.get(field) for field in ("author", "issued", "title", "container-title")], ensure_ascii=False)


def name_of(text: str) -> dict[str, str]:
    """Return a name as EndNote and Word write it: "Okafor, Ada", or a body.

    >>> name_of("Okafor, Ada"), name_of("Harbour Board,")
    ({'family': 'Okafor', 'given': 'Ada'}, {'literal': 'Harbour Board'})
    """
    family, _, given = (part.strip() for part in text.partition(","))
    return {"family": family, "given": given} if given else {"literal": family}


def year_of(text: str) -> dict[str, Any]:
    """Return a date in CSL-JSON from a year as written, or from words that are no year."""
    text = text.strip()
    return (
        {"date-parts": [[int(text)]]}
        if text.isascii() and text.isdigit() and len(text) == 4
        else {"literal": text}
        if text
        else {}
    )
