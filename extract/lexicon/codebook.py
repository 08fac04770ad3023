"""What is looked for besides countries and organisations: the theories, and what a user's codebook adds to them.

A codebook is handed from process to process as one text (JSON): its entries by dimension and id, as ``extract.codebooks`` reads
them, and its lists of words.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.lexicon.taxonomy import THEORY, Taxonomy, contexts, theories

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXTS = "contexts"
LABELS = ("labels", "verbs", "unless")
MODES = ("extend", "replace", "remove")
"""What an entry does to the built-in one of its id."""


class Codebook(NamedTuple):
    """The taxonomies that a run looks for."""

    taxonomies: tuple[Taxonomy, ...]
    """That of the theories, then the dimensions of the user's own by their names."""

    @property
    def dimensions(self) -> dict[str, Taxonomy]:
        """The taxonomies by their names."""
        return {taxonomy.dimension: taxonomy for taxonomy in self.taxonomies}


@cache
def built_in() -> Codebook:
    """Return what is looked for where the user names no codebook."""
    return Codebook((theories(),))


@lru_cache(maxsize=8)
def codebook_of(told: str) -> Codebook:
    """Return the codebook that a text tells, with the theories of the package."""
    if not told:
        return built_in()
    tables: dict[str, dict[str, Any]] = json.loads(told)
    lists = {**contexts(), **{name: tuple(words) for name, words in tables.pop(CONTEXTS, {}).items()}}
    changes = tables.pop(THEORY, {})
    own = Taxonomy(THEORY, merged(theories().entries, changes), lists) if changes else theories()
    return Codebook((own, *(Taxonomy(dimension, tables[dimension], lists) for dimension in sorted(tables))))


def merged(entries: Mapping[str, dict[str, Any]], others: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return ``entries`` as ``others`` extend, replace or remove them.

    >>> both = merged({"a": {"name": "A", "labels": ["x"]}}, {"a": {"mode": "extend", "labels": ["y"]}})
    >>> both["a"]["labels"]
    ['x', 'y']
    """
    removed = {key for key, entry in others.items() if entry.get("mode") == "remove"}
    found = {key: _without(entry, removed) for key, entry in entries.items() if key not in removed}
    for key, entry in others.items():
        mode = entry.get("mode", "replace")
        fields = {field: value for field, value in entry.items() if field != "mode"}
        if mode == "replace" or (mode == "extend" and key not in found):
            found[key] = fields
        elif mode == "extend":
            found[key] = _extended(found[key], fields)
    return found


def _extended(entry: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with what ``fields`` add to it; labels in another language stand apart, for they are inflected otherwise."""
    language = fields.pop("language", "en")
    if language != entry.get("language", "en"):
        apart = {name: fields.pop(name) for name in (*LABELS, "ambiguous") if name in fields}
        fields["variants"] = [{"language": language, **apart}]
    joined = {name: [*entry.get(name, ()), *value] for name, value in fields.items() if isinstance(value, list)}
    return {**entry, **fields, **joined}


def _without(entry: dict[str, Any], removed: set[str]) -> dict[str, Any]:
    """Return an entry that names no wider concept that is gone."""
    wider = entry.get("broader", ())
    return {**entry, "broader": [each for each in wider if each not in removed]} if removed.intersection(wider) else entry
