"""Questions of a reader: which work is meant, who cites it and where, and what is cited with it.

>>> from pathlib import Path
>>> from extract.store import Store
>>> with Store(Path("annotations")) as store:
...     work = find_works(store, "Wishnik 2019").works[0]
...     place = next(find_places(store, work, context=1, cite="chicago"))
>>> work.key, work.read_as[0].listed, place.where.path, place.cite.work
('wishnick2019', 'Wishnick', '001_2fe7a9224dc7ec10.txt', '(Wishnick 2019, 4)')

"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from extract.lookup.answers import CitedTogether, Entry, FoundPlace, FoundWork, Pinpoints, ReadAs, Tagged
from extract.lookup.located import Located, no_lines
from extract.lookup.namesakes import namesakes
from extract.lookup.pinpoints import STYLES, cited_place, own_place, pinpoint
from extract.lookup.places import Scope, citing_places
from extract.lookup.sources import source_of
from extract.lookup.together import cited_together, most_cited
from extract.lookup.works import found_works, hits, near_misses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extract.lookup.rendering import Item
    from extract.models import Source
    from extract.store import Store
    from extract.where import Lines

__all__ = [
    "STYLES",
    "Answer",
    "CitedTogether",
    "Entry",
    "FoundPlace",
    "FoundWork",
    "Pinpoints",
    "ReadAs",
    "Tagged",
    "cite_passage",
    "cited_together",
    "find_places",
    "find_works",
    "most_cited",
    "pinpoint",
    "source_of",
]


class Answer(NamedTuple):
    """The works that a question names (no more than were wanted), how many there are, and keys that fit but for the year."""

    works: tuple[FoundWork, ...]
    number: int
    near: tuple[str, ...] = ()


def find_works(
    store: Store,
    query: str,
    *,
    limit: int | None = None,
    with_entries: bool = True,
    lines: Callable[[Source], Lines | None] = no_lines,
) -> Answer:
    """Return the works that ``query`` names, the best first, each with its entries in the bibliographies.

    A question is a citation key, a DOI, an ISBN, an address or an id, or words and a year: names, words of the title, a pasted
    citation or entry. ``limit`` is how many are wanted, ``lines`` gives the lines of a source, for places in text files.

    >>> from pathlib import Path
    >>> from extract.store import Store
    >>> with Store(Path("annotations")) as store:
    ...     [work.short for work in find_works(store, "(Martin, 1992a: 62; Walt 1987)").works]
    ['Martin 1992a', 'Walt 1987']
    """
    found = hits(store, query)
    works = tuple(found_works(store, found[:limit], Located(store, lines) if with_entries else None))
    return Answer(works, len(found), () if found else tuple(near_misses(store, query)))


def find_places(
    store: Store,
    work: FoundWork,
    *,
    context: int = 0,
    source: str | None = None,
    together_with: str | None = None,
    cite: str | None = None,
    limit: int | None = None,
    lines: Callable[[Source], Lines | None] = no_lines,
) -> Iterator[FoundPlace]:
    """Yield each place that cites ``work``, source by source in the order of their paths.

    ``context`` is how many sentences are given before and after; ``source`` is the id of the only source to look at;
    ``together_with`` the key of a work that the same paragraph cites; ``cite`` the style of pinpoints (see ``STYLES``) for the work at
    its locator, and for the passage in its source. Places that may cite another work have the status "ambiguous".

    >>> from pathlib import Path
    >>> from extract.store import Store
    >>> with Store(Path("annotations")) as store:
    ...     walt = find_works(store, "Walt 1987").works[0]
    ...     [place.together for place in find_places(store, walt, together_with="biersteker2015")]
    ['sentence']
    """
    scope = Scope(context, source, together_with, limit)
    others = namesakes(store, work.csl) if cite else []
    for place in citing_places(store, work.key, Located(store, lines), scope):
        yield place.model_copy(update={"cite": _pinpoints(store, cite, work, place, others)}) if cite else place


def _pinpoints(store: Store, style: str, work: FoundWork, place: FoundPlace, others: Sequence[Item]) -> Pinpoints:
    """Return the work at the place's locator, and the place's own source at its page or section."""
    return Pinpoints(
        style=style,
        work=pinpoint(style, work.csl, cited_place(place.locator, place.locator_label), among=others),
        source=cite_passage(store, style, place.where.source, place.where.page, place.section),
    )


def cite_passage(store: Store, style: str, source: str, page: str | None, section: tuple[str, ...]) -> str:
    """Return the pinpoint of a passage: its source, in one of ``STYLES``, at its page or else under its heading."""
    ((csl,),) = store.rows("select csl from source_item where source = ?", (source,))
    return pinpoint(style, json.loads(csl), own_place(page, section))
