"""Libraries that a user names: which of their works a text may cite."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from extract.names import core, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Reference

WORD = re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"\d{4}")
NEEDED = ("author", "editor", "issued", "title", "title-short", "container-title", "publisher", "page", "status", "year-suffix")
"""Variables by which works are cited."""

SHORTEST_TITLE = 12
"""Letters of a title from which it is known where it stands in a text."""


def library_items(references: Iterable[Reference], paths: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """Return what citations need of the works of libraries; ``paths`` names the file of each source."""
    return tuple(
        {
            "id": reference.id,
            **{name: reference.csl[name] for name in NEEDED if name in reference.csl},
            "custom": {
                **{name: value for name, value in reference.csl.get("custom", {}).items() if name in {"et-al", "year-suffix"}},
                "library": paths[reference.source],
            },
        }
        for reference in references
    )


def named_in(text: str, library: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the works of ``library`` that ``text`` may cite: by a name in it with their year or title, or the only one of that name.

    >>> okafor = {"id": "o", "author": [{"family": "Okafor"}], "issued": {"date-parts": [[2018]]}}
    >>> adeyemi = {"id": "a", "author": [{"family": "Adeyemi"}], "issued": {"date-parts": [[2014]]}}
    >>> [item["id"] for item in named_in("as Okafor (2018) feared", [okafor, adeyemi])]
    ['o']
    """
    if not library:
        return
    folded = fold(text)
    words = set(WORD.findall(folded))
    years = set(YEAR.findall(text))
    counts = Counter(name for item in library for name in _names(item)[:1])
    for item in library:
        title = fold(re.split(r"[:.?!]", str(item.get("title", "")), maxsplit=1)[0])
        is_titled = len(title) >= SHORTEST_TITLE and title in folded
        names = _names(item)
        is_named = any(set(WORD.findall(name)) & words for name in names[:2])
        year = YEAR.search(str(item.get("issued", "")))
        if (is_named and (is_titled or year is None or year[0] in years or counts[names[0]] == 1)) or (not names and is_titled):
            yield item


def _names(item: Mapping[str, Any]) -> list[str]:
    people = item.get("author") or item.get("editor") or ()
    return [core(fold(str(person.get("family") or person.get("literal") or ""))) for person in people]
