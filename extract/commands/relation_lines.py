"""Relations between texts, as lines: what is a copy of what, where, how much of it, and which copy to quote from."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extract.clusters import Clusters
from extract.dedupe.rarity import STOCK
from extract.display import counted, number, table, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.models import Anchor, Relation, RelationKind

KINDS: tuple[RelationKind, ...] = ("exact", "near", "contains", "shares_passage", "repeats", "pull_quote")
"""Kinds in the order in which they are told: copies of whole texts first, then parts, then what a text repeats itself."""

COPIES = frozenset({"exact", "near"})
NAMED = 12
"""Members of a cluster that are named."""


class Cluster(NamedTuple):
    """Sources that are copies of each other, the one to quote from first, and why it is that one."""

    sources: tuple[str, ...]
    reason: str


def clusters_of(relations: Iterable[Relation]) -> list[Cluster]:
    """Return the clusters that exact and near copies make, the largest first."""
    joined = Clusters[str]()
    canonical: dict[str, Relation] = {}
    members: dict[str, set[str]] = defaultdict(set)
    copies = [relation for relation in relations if relation.relation in COPIES]
    for relation in copies:
        joined.join(relation.a.source, relation.b.source)
    for relation in copies:
        leader = joined.leader(relation.a.source)
        members[leader] |= {relation.a.source, relation.b.source}
        canonical.setdefault(leader, relation)
    found = []
    for leader, sources in members.items():
        best = canonical[leader].canonical
        found.append(Cluster((best, *sorted(sources - {best})), why(canonical[leader])))
    return sorted(found, key=lambda cluster: (-len(cluster.sources), cluster.sources))


def why(relation: Relation) -> str:
    """Return why its canonical copy is the one to quote from."""
    return relation.reason.partition("; ")[2].partition(" is ")[2]


def rows_of(
    relations: Iterable[Relation], place_of: Callable[[Anchor], str], paths: Mapping[str, str], *, with_heads: bool = False
) -> Iterator[str]:
    """Yield the relations as a table: kind, the two places, and how much they share.

    They come by kind and place, stock phrases after passages that few have.
    """

    def order(relation: Relation) -> tuple[int, bool, list[tuple[str, int]]]:
        sides = [(paths[side.source], side.spans[0][0]) for side in (relation.a, relation.b)]
        is_stock = relation.score is not None and relation.score < STOCK
        return KINDS.index(relation.relation), is_stock, sides

    ordered = sorted(relations, key=order)
    heads = [("kind", "a", "b", "in common")] if with_heads else []
    rows = ((each.relation, place_of(each.a), place_of(each.b), shared(each)) for each in ordered)
    return table([*heads, *(tuple(map(visible, row)) for row in rows)])


def shared(relation: Relation) -> str:
    """Return how much two sides share, in words."""
    return relation.reason.partition("; ")[0]


def lines_of_clusters(clusters: Iterable[Cluster], paths: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each cluster: the copy to quote from and why, then the others."""
    for cluster in clusters:
        best, *others = (visible(paths[source]) for source in cluster.sources)
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        yield f"{len(cluster.sources)} copies: quote from {best} ({cluster.reason}); also {', '.join(others[:NAMED])}{more}"


def summary(relations: Sequence[Relation], files: int, clusters: int) -> str:
    """Return what was found, in a line.

    >>> summary([], 3, 0)
    '3 files: no duplicates'
    """
    if not relations:
        return f"{number(files, 'file')}: no duplicates"
    kinds = counted(Counter(str(relation.relation) for relation in relations))
    found = f"{number(files, 'file')}, {number(len(relations), 'relation')}: {kinds}"
    return f"{found}; {number(clusters, 'cluster')} of copies" if clusters else found
