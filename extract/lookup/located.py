"""Where anchors stand, told from the records; lines are known to whoever has the raw texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.where import where

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.models import Anchor, Source
    from extract.store import Store
    from extract.where import Lines, Where


def no_lines(_source: Source) -> Lines | None:
    """Return nothing: places in text files are then told by their offset alone."""
    return None


class Located:
    """Tells the place of an anchor; each source is looked up once."""

    def __init__(self, store: Store, lines: Callable[[Source], Lines | None] = no_lines) -> None:
        """Take the store that holds the sources, and what gives the lines of one."""
        self._store = store
        self._lines_of = lines
        self._known: dict[str, tuple[Source, Lines | None]] = {}

    def __call__(self, anchor: Anchor) -> Where:
        """Return where an anchor begins."""
        if anchor.source not in self._known:
            source = self._store.source(anchor.source)
            self._known[source.id] = source, self._lines_of(source)
        return where(*self._known[anchor.source], anchor)
