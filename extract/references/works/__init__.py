"""References of several bibliographies that mean the same work -> one work each, with a readable key."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any

from extract.clusters import Clusters
from extract.models import Work
from extract.references.works.citation_keys import stem_of, with_keys
from extract.references.works.same_work import describe, is_told_apart, letters_of, same_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Reference
    from extract.references.works.same_work import Described

MAX_BLOCK = 200
"""Entries that each entry of a block is compared with; a block holds those with one DOI, name and year, or title."""


MAX_MEMBERS = 12
"""Entries of a work that those of another are compared with before the two are made one."""


def find_works(references: Iterable[Reference]) -> Iterator[Work]:
    """Yield each work that ``references`` mean, sorted by key; a work that is listed once is one too."""
    items = [describe(each) for each in sorted(references, key=lambda each: each.id)]
    groups = [(_ranked(members), reason) for members, reason in _grouped(items)]
    keyed = with_keys((group, _merged("", _by_usual_name(group[0])), _letter(group[0]), _order(group[0])) for group in groups)
    for key in sorted(keyed):
        members, reason = keyed[key]
        ids = tuple(sorted(each.id for each in members))
        digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16]
        yield Work(id=f"work/{key}/{digest}", key=key, references=ids, csl=_merged(key, members), reason=reason)


def _grouped(items: Sequence[Described]) -> Iterator[tuple[list[Reference], str]]:
    """Yield the references of each work, with the reason why they are one.

    An entry that may mean either of two works, such as one without the number of its part, does not make them one.
    """
    clusters = Clusters[int]()
    reasons: dict[int, str] = {}
    members = {i: [i] for i in range(len(items))}
    for i, j in _pairs(items):
        low, high = sorted((clusters.leader(i), clusters.leader(j)))
        reason = None if low == high else same_work(items[i], items[j])
        one_doi = items[i].doi and items[i].doi == items[j].doi
        if reason is None or not (one_doi or _agree(items, members[low], members[high])):
            continue
        clusters.join(low, high)
        members[low] += members.pop(high)
        reasons[low] = reasons.get(low) or reasons.get(high) or reason
    for i, group in members.items():
        yield [items[at].reference for at in sorted(group)], reasons.get(i, "listed once")


def _agree(items: Sequence[Described], some: Sequence[int], others: Sequence[int]) -> bool:
    """Tell whether nothing tells the entries of one group from those of another."""
    pairs = product(some[:MAX_MEMBERS], others[:MAX_MEMBERS])
    return not any(is_told_apart(items[i], items[j]) for i, j in pairs)


def _pairs(items: Sequence[Described]) -> Iterator[tuple[int, int]]:
    """Yield the entries worth comparing: in each block, each with those whose titles stand next in the alphabet."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        for name in _block_keys(item):
            blocks[name].append(i)
    for name in sorted(blocks):
        block = sorted(blocks[name], key=lambda i: (items[i].title, i))
        for at, i in enumerate(block):
            yield from ((i, j) for j in block[at + 1 : at + 1 + MAX_BLOCK])


def _block_keys(item: Described) -> Iterator[str]:
    if item.doi:
        yield f"doi {item.doi}"
    if item.url:
        yield f"url {item.url}"
    for year in sorted(item.years) or [0]:
        if item.families:
            yield f"name {letters_of(item.families[0])[-6:]} {year}"
        yield f"first {item.letters.lstrip('0123456789')[:5]} {year}"
    if len(item.title) > 12:
        yield f"title {item.title[:12]}"


def _ranked(members: Sequence[Reference]) -> list[Reference]:
    """Return the entries of a work, the fullest first."""
    return sorted(members, key=lambda each: (-len(each.fields), -each.confidence, each.id))


def _by_usual_name(members: Sequence[Reference]) -> list[Reference]:
    """Return the entries with those first whose name and year most give, so that one slip of the pen names no work."""
    stems = {each.id: stem_of(each.csl) for each in members}
    usual = Counter(stems.values())
    return sorted(members, key=lambda each: -usual[stems[each.id]])


def _letter(members: Sequence[Reference]) -> str | None:
    """Return the letter that a list prints behind the year of the work; the first in the alphabet where they differ."""
    return min((letter for each in members if (letter := each.csl.get("custom", {}).get("year-suffix"))), default=None)


def _order(members: Sequence[Reference]) -> str:
    return f"{letters_of(str(members[0].csl.get('title', '')))} {min(each.id for each in members)}"


ALWAYS = frozenset({"DOI", "ISBN", "ISSN", "URL", "accessed", "language", "issued", "author", "citation-key"})
"""Fields that say of a work of any type what they say of it as another."""


def _merged(key: str, members: Sequence[Reference]) -> dict[str, Any]:
    """Return one item with the fields of all members: the fullest entry's, and from those of its type what it lacks."""
    merged: dict[str, Any] = {}
    for each in members:
        merged |= _missing(merged, each.csl)
    return {"id": key, **merged}


def _missing(merged: Mapping[str, Any], csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry adds to an item."""
    agrees = merged.get("type", csl["type"]) == csl["type"]
    names = (name for name in csl if name not in {"id", "custom"} and name not in merged and (agrees or name in ALWAYS))
    return {name: csl[name] for name in names}
