"""Which tags a word names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process

from extract.annotations import broader_of
from extract.errors import UsageError
from extract.lexicon.taxonomy import theories
from extract.tags import known_values, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.store import Store


KIND_OF = {"actor": "country", "named": "country", "target": "country"}
"""Kinds of tags whose values are those of another kind."""


def tag_values(store: Store, kind: str, name: str, *, exact: bool = False) -> list[str]:
    """Return the tags of one kind that ``name`` asks for.

    A theory or a code stands for its narrower ones too, unless ``exact``; a speaker for everybody in whose name its words stand. A code is
    named by its id, by "dimension:id", or by its dimension alone.

    Raises:
        UsageError: there is no such tag; the message names the nearest.

    """
    if kind == "speaker":
        words = set(name.casefold().split())
        return [value for value in store.values(kind) if words <= set(value.casefold().split())]
    value = tag_value(store, KIND_OF.get(kind, kind), name)
    if kind not in {"theory", "code"} or exact:
        return [value]
    wider = {f"theory:{id_}": concept.broader for id_, concept in theories().concepts.items()} if kind == "theory" else {}
    narrower = _narrower(value, {**wider, **broader_of(store.folder)})
    return [value, *(name.removeprefix("theory:") if kind == "theory" else name for name in sorted(narrower))]


def _narrower(value: str, wider: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all that is narrower than ``value``, an id or "dimension:id"; ``wider`` names the next wider ids."""
    found: set[str] = set()
    reached = {value}
    while reached:
        new = {name for name, ids in wider.items() for id_ in ids if {id_, f"{name.partition(':')[0]}:{id_}"} & reached} - found
        found |= new
        reached = new
    return found


def tag_value(store: Store, kind: str, name: str) -> str:
    """Return the id that ``name`` means among the tags of one kind: an id as it is, or the words of a text.

    Raises:
        UsageError: there is no such tag; the message names the nearest.

    """
    known = (*known_values(kind), *store.values(kind), *_of_codebooks(store, kind))
    fitting = {value.casefold(): value for value in known}
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


def _of_codebooks(store: Store, kind: str) -> Iterator[str]:
    """Yield the codes of a run's codebooks, of which no claim may have any, and their dimensions."""
    for name, wider in broader_of(store.folder).items() if kind in {"theory", "code"} else ():
        dimension, _, id_ = name.partition(":")
        if (dimension == "theory") is (kind == "theory"):
            yield from () if kind == "theory" else (dimension,)
            for each in (id_, *wider):
                yield from (each,) if kind == "theory" else (each, f"{dimension}:{each}")
