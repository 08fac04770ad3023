"""Which source a word names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.errors import UsageError
from extract.models import Source

if TYPE_CHECKING:
    from extract.store import Store

NAMED = 20
"""Sources that a message names."""


def source_of(store: Store, name: str) -> Source:
    """Return the one source whose path or id begins with ``name``.

    Raises:
        UsageError: there is none, or more than one.

    """
    sources = [record for record in store.of_type("source") if isinstance(record, Source)]
    found = [source for source in sources if any(label.startswith(name) for label in (source.id, *source.paths))]
    exact = [source for source in found if name in (source.id, *source.paths)]
    if len(exact) == 1:
        return exact[0]
    if len(found) != 1:
        paths = sorted(min(source.paths) for source in found or sources)
        more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
        message = f"{len(found) or 'no'} sources begin with {name!r}; choose from {', '.join(paths[:NAMED])}{more}"
        raise UsageError(message)
    return found[0]
