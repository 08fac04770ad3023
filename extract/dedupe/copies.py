"""The other places of a record: in duplicate sources, and where its own source repeats itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from extract.models import Citation, Claim, Copy, Record, Reference, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def claimed_elsewhere(records: Iterable[Record], copied: Passages) -> tuple[Copy, ...]:
    """Return the other places of the claims that stand where their source is canonical: outside its ``copied`` passages."""
    claims = (record for record in records if isinstance(record, Claim) and copied.share(record.anchor.spans) < WHOLE)
    return tuple(copy for claim in claims for copy in claim.copies)


def once(records: Iterable[Record], copied: Passages, claimed: Passages) -> Iterator[Record]:
    """Yield the records of a source, so that each claim is there once: in the canonical copy, where its ``copies`` name the other places.

    A claim in the ``copied`` passages becomes a sentence with the reason "duplicate", provided that a claim stands at its
    canonical place: that it is one of those ``claimed`` elsewhere.
    """
    for record in records:
        if not isinstance(record, Claim) or copied.share(record.anchor.spans) < WHOLE or not claimed.hold(record.anchor.spans):
            yield record
            continue
        yield Sentence(
            id=record.id.replace("/claim/", "/sent/"),
            source=record.source,
            reason="duplicate",
            section=record.section,
            anchor=record.anchor,
        )


class Passages:
    """Passages of one source, each of one or several spans, to be asked which of them reach into others."""

    def __init__(self, passages: Iterable[tuple[Span, ...]] = ()) -> None:
        """Take the passages, each as its spans."""
        self._spans = sorted((start, end, passage) for passage in passages for start, end in passage)
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))  # how far the spans up to each go

    def near(self, start: int, end: int) -> Sequence[tuple[int, int, tuple[Span, ...]]]:
        """Return the spans that may reach into ``[start, end)``, each with its passage."""
        return self._spans[bisect_right(self._reach, start) : bisect_left(self._spans, (end,))]

    def share(self, spans: Sequence[Span]) -> float:
        """Return the share of ``spans`` that lies in the passages."""
        inside = sum(max(0, min(end, b) - max(start, a)) for start, end in spans for a, b, _ in self.near(start, end))
        length = sum(end - start for start, end in spans)
        return inside / length if length else 0.0

    def hold(self, spans: Sequence[Span]) -> bool:
        """Tell whether one of the passages holds ``spans`` as a whole."""
        near = {passage for start, end in spans for *_, passage in self.near(start, end)}
        return any(Passages([passage]).share(spans) >= WHOLE for passage in near)


def copied_spans(relations: Iterable[Relation]) -> dict[str, list[Span]]:
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
