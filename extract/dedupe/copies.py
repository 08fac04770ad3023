"""The other places of a record: in duplicate sources, and where its own source repeats itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from extract.models import Citation, Claim, Record, Reference, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.dedupe.alignment import Alignment
    from extract.models import Relation, Span

WHOLE = 0.6
"""Share of a claim's characters that must stand in a copy for the claim to be a duplicate there."""


def noted(record: Record, alignment: Alignment) -> Record:
    """Return ``record`` with the places of the same thing elsewhere, if it is a claim, a citation or a reference.

    The places come from the alignment of the texts, whatever was found there.
    """
    if not isinstance(record, Claim | Citation | Reference):
        return record
    spans = record.item_spans if isinstance(record, Citation) else record.anchor.spans
    copies = alignment.copies_of_spans(record.source, spans)
    return record.model_copy(update={"copies": copies}) if copies else record


def once(of_source: Mapping[str, Sequence[Record]], relations: Iterable[Relation]) -> dict[str, tuple[Record, ...]]:
    """Return the records with each claim once: in the canonical copy, where its ``copies`` name the other places.

    A claim that stands in another copy becomes a sentence with the reason "duplicate", provided that a claim stands at its
    canonical place.
    """
    elsewhere = _copied_spans(relations)
    claims: dict[str, set[tuple[Span, ...]]] = defaultdict(set)
    for records in of_source.values():
        for record in records:
            if isinstance(record, Claim) and not _share(record.anchor.spans, elsewhere[record.source]) >= WHOLE:
                for copy in record.copies:
                    claims[copy.source].add(copy.spans)
    return {
        source: tuple(_duplicate(record, elsewhere[source], claims[source]) for record in records)
        for source, records in of_source.items()
    }


def _copied_spans(relations: Iterable[Relation]) -> dict[str, list[Span]]:
    """Return, for each source, the spans that another place is canonical for."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for relation in relations:
        if relation.relation in {"exact", "near", "contains"}:
            side = relation.b if relation.a.source == relation.canonical else relation.a
        elif relation.relation in {"repeats", "pull_quote"}:
            side = relation.a
        else:
            continue
        spans[side.source] += side.spans
    return spans


def _duplicate(record: Record, copied: Sequence[Span], canonical: Iterable[tuple[Span, ...]]) -> Record:
    """Return ``record``, or the sentence in its place if it is a claim that a canonical claim has as its copy."""
    if not isinstance(record, Claim) or _share(record.anchor.spans, copied) < WHOLE:
        return record
    if not any(_share(record.anchor.spans, spans) >= WHOLE for spans in canonical):
        return record
    return Sentence(
        id=record.id.replace("/claim/", "/sent/"),
        source=record.source,
        reason="duplicate",
        section=record.section,
        anchor=record.anchor,
    )


def _share(spans: Iterable[Span], others: Iterable[Span]) -> float:
    """Return the share of ``spans`` that lies in ``others``."""
    length = sum(end - start for start, end in spans)
    inside = sum(_overlaps(spans, others))
    return inside / length if length else 0.0


def _overlaps(spans: Iterable[Span], others: Iterable[Span]) -> Iterator[int]:
    for start, end in spans:
        yield from (max(0, min(end, b) - max(start, a)) for a, b in others)
