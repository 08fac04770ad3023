"""Which tags a word names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process

from extract.errors import UsageError
from extract.lexicon.taxonomy import theories
from extract.tags import known_values, tag

if TYPE_CHECKING:
    from extract.store import Store


KIND_OF = {"actor": "country", "named": "country", "target": "country"}
"""Kinds of tags whose values are those of another kind."""


def tag_values(store: Store, kind: str, name: str, *, exact: bool = False) -> list[str]:
    """Return the tags of one kind that ``name`` asks for.

    A theory stands for its narrower ones too, unless ``exact``; a speaker for everybody in whose name its words stand. A code is
    named by its id, by "dimension:id", or by its dimension alone.

    Raises:
        UsageError: there is no such tag; the message names the nearest.

    """
    if kind == "speaker":
        words = set(name.casefold().split())
        return [value for value in store.values(kind) if words <= set(value.casefold().split())]
    value = tag_value(store, KIND_OF.get(kind, kind), name)
    if kind != "theory" or exact:
        return [value]
    return [value, *(concept for concept in theories().concepts if value in theories().broader(concept))]


def tag_value(store: Store, kind: str, name: str) -> str:
    """Return the id that ``name`` means among the tags of one kind: an id as it is, or the words of a text.

    Raises:
        UsageError: there is no such tag; the message names the nearest.

    """
    fitting = {value.casefold(): value for value in (*known_values(kind), *store.values(kind))}
    if name.casefold() in fitting:
        return fitting[name.casefold()]
    for written in (name, name.title(), name.upper()):
        tagged = {found.value for found in tag(written) if found.kind == kind}
        if len(tagged) == 1:
            return tagged.pop()
    if not fitting:
        message = f"no claim here has a {kind}; extract the corpus with --codebook FILE"
        raise UsageError(message)
    near = [fitting[value] for value, _, _ in process.extract(name.casefold(), list(fitting), limit=5)]
    message = f"no {kind} {name!r}; did you mean {', '.join(near)}?"
    raise UsageError(message)
