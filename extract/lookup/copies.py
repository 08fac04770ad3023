"""The copies of any record: in other sources, and elsewhere in its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.dedupe.alignment import Alignment
from extract.dedupe.matches import Match
from extract.dedupe.run_list import RunList
from extract.dedupe.runs import TOLERANCE
from extract.models import Citation, Claim, Copy, Passage, Reference, Relation, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.models import Anchor, Record, Span
    from extract.store import Store

RELATED = "select json from related join record on record.id = relation where related.source = ? order by relation"
"""The relations of a source."""


class FoundCopy(NamedTuple):
    """A copy of a passage, and the relation through which it is one."""

    copy: Copy
    relation: Relation | None


def relations_of(store: Store, source: str) -> list[Relation]:
    """Return the relations in which a source stands."""
    return [record for record in store.records(RELATED, (source,)) if isinstance(record, Relation)]


def spans_of(record: Record) -> tuple[Span, ...]:
    """Return the raw spans of a record in its source: of a citation those of its own work."""
    if isinstance(record, Citation):
        return record.item_spans
    anchor: Anchor | None = getattr(record, "anchor", None)
    return anchor.spans if anchor else ()


def copies_of(store: Store, record: Record, raws: Mapping[str, str] | None) -> list[FoundCopy]:
    """Return the other places of a record's passage: those that say the same, and those that say something else in some words.

    ``raws`` holds the raw texts of the sources, as far as they are asked for; without it, only what the record names is found.
    """
    if not isinstance(record, Claim | Citation | Reference | Passage | Sentence):
        return []
    spans = spans_of(record)
    near = [each for each in relations_of(store, record.source) if _reaches(each, record.source, spans)]
    copies = () if isinstance(record, Passage | Sentence) else record.copies
    if raws is not None:
        alignment = Alignment(raws, [_match(relation) for relation in near])
        aligned = alignment.copies_of_spans(record.source, spans, in_any_words=True)
        copies = (*copies, *(_at_words(copy, raws) for copy in aligned))
    return [FoundCopy(copy, _through(near, record.source, copy)) for copy in _apart(copies, record.source, spans)]


def _reaches(relation: Relation, source: str, spans: Sequence[Span]) -> bool:
    """Tell whether a relation has a side that reaches into ``spans`` of a source."""
    return any(_overlap(side, source, spans) for side in (relation.a, relation.b))


def _overlap(anchor: Anchor, source: str, spans: Sequence[Span]) -> int:
    if anchor.source != source:
        return 0
    return sum(max(0, min(end, b) - max(start, a)) for a, b in anchor.spans for start, end in spans)


def _match(relation: Relation) -> Match:
    """Return the relation as what the matcher found: spans stand against spans, right to within a few characters."""
    sides = zip(relation.a.spans, relation.b.spans, strict=True)
    return Match(relation.a.source, relation.b.source, RunList.of((*a, *b) for a, b in sides), (0, 0), (0, 0))


def _at_words(copy: Copy, raws: Mapping[str, str]) -> Copy:
    """Return a copy whose ends, which may be off by a few characters, stand at the ends of words."""
    raw = raws[copy.source]
    spans = list(copy.spans)
    spans[0] = _nearest_bound(raw, spans[0][0]), spans[0][1]
    spans[-1] = spans[-1][0], _nearest_bound(raw, spans[-1][1])
    return Copy(source=copy.source, spans=tuple(spans))


def _nearest_bound(raw: str, at: int) -> int:
    """Return the end or start of a word that is nearest to ``at``, or ``at`` if none is near."""
    for far in range(TOLERANCE + 1):
        for place in (at - far, at + far):
            if 0 <= place <= len(raw) and not (raw[place - 1 : place].isalnum() and raw[place : place + 1].isalnum()):
                return place
    return at


def _apart(copies: Sequence[Copy], source: str, spans: Sequence[Span]) -> list[Copy]:
    """Return the copies in the order of their places, without the passage itself and what reaches into one before."""
    kept = [Copy(source=source, spans=tuple(spans))]
    for copy in copies:
        if not any(_meet(copy, other) for other in kept):
            kept.append(copy)
    return sorted(kept[1:], key=lambda copy: (copy.source, copy.spans))


def _meet(one: Copy, other: Copy) -> bool:
    return one.source == other.source and any(start < b and a < end for start, end in one.spans for a, b in other.spans)


def _through(relations: Sequence[Relation], source: str, copy: Copy) -> Relation | None:
    """Return the relation that pairs a passage of ``source`` with its copy: the one that holds most of it."""
    sides = [(each.b, each) for each in relations if each.a.source == source]
    sides += [(each.a, each) for each in relations if each.b.source == source]
    held = [(_overlap(side, copy.source, copy.spans), relation) for side, relation in sides]
    best = max((size for size, _ in held), default=0)
    return next((relation for size, relation in held if size == best), None) if best else None
