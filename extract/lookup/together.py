"""Which works are cited most, and which are cited together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from extract.lookup.answers import CitedTogether, FoundWork
from extract.lookup.places import once
from extract.lookup.rendering import short_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from extract.store import Store

MOST_CITED = """
select key, csl, count(*) as citations, count(distinct cited.source) as sources
from cited join work on work.key = cited.work
where {once} and status <> 'ambiguous'
group by key order by citations desc, sources desc, key {limit}
"""

TOGETHER = """
select work.key, work.csl,
  count(distinct case when other.grp = cited.grp then cited.grp end) as groups,
  count(distinct case when other.sentence = cited.sentence then cited.sentence end) as sentences,
  count(distinct cited.passage) as paragraphs,
  count(distinct cited.source) as sources
from cited join cited as other on other.passage = cited.passage
join work on work.key = other.work
where cited.work = :work and other.work <> :work and {once} and {other_once}
and cited.status <> 'ambiguous' and other.status <> 'ambiguous'
group by work.key order by groups desc, sentences desc, paragraphs desc, sources desc, work.key {limit}
"""


def most_cited(
    store: Store, limit: int | None = None, *, keys: Collection[str] | None = None, source: str | None = None
) -> list[FoundWork]:
    """Return the works that most places cite, without their entries; ``keys`` and ``source`` say of which works, and where.

    A place and its copies in duplicate sources count once.
    """
    rows = store.rows(
        MOST_CITED.format(once=once(source), limit=_limit(None if keys is not None else limit)),
        {"source": source} if source else {},
    )
    chosen = [row for row in rows if keys is None or row[0] in keys][:limit]
    return [
        FoundWork(
            key=key,
            rank=rank,
            csl=csl,
            short=short_name(csl, key),
            title=csl.get("title", ""),
            citations=citations,
            sources=sources,
        )
        for rank, (key, line, citations, sources) in enumerate(chosen, start=1)
        for csl in [json.loads(line)]
    ]


def cited_together(store: Store, key: str, limit: int | None = None, *, source: str | None = None) -> list[CitedTogether]:
    """Return the works cited in the paragraphs that cite the work of that key: first those in the same brackets, then sentences."""
    rows = store.rows(
        TOGETHER.format(once=once(source), other_once=once(source, "other"), limit=_limit(limit)),
        {"work": key, **({"source": source} if source else {})},
    )
    return [
        CitedTogether(
            key=other,
            short=short_name(csl, other),
            title=csl.get("title", ""),
            groups=groups,
            sentences=sentences,
            paragraphs=paragraphs,
            sources=sources,
        )
        for other, line, groups, sentences, paragraphs, sources in rows
        for csl in [json.loads(line)]
    ]


def _limit(limit: int | None) -> str:
    return "" if limit is None else f"limit {limit:d}"
