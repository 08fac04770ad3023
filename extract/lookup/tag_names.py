"""Which tag a word names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process

from extract.errors import UsageError
from extract.tags import known_values, tag

if TYPE_CHECKING:
    from extract.store import Store


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
    near = [fitting[value] for value, _, _ in process.extract(name.casefold(), list(fitting), limit=5)]
    message = f"no {kind} {name!r}; did you mean {', '.join(near)}?"
    raise UsageError(message)
