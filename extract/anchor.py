"""Anchors against their sources: where a record stands in a file, and whether it still does."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from extract.models import Citation, Claim, Evidence, Reference, Relation
from extract.raw_source import raw_digest
from extract.reading import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from extract.annotations import Annotations
    from extract.models import Anchor, Record, Source, Span


class Failure(NamedTuple):
    """A record that does not stand on its source, and why."""

    id: str
    reason: str


def anchors(record: Record) -> tuple[Anchor, ...]:
    """Return the places on which a record stands: two for a relation, none for a source or a work."""
    if isinstance(record, Relation):
        return record.a, record.b
    anchor = getattr(record, "anchor", None)
    return (anchor,) if anchor else ()


def verify(annotations: Annotations, raw_of: Callable[[Source], str]) -> Iterator[Failure]:
    """Yield each record whose quote is not the raw text at its spans, or that points at something that is not there.

    ``raw_of`` reads a source anew.
    """
    raws: dict[str, str] = {}
    for source in annotations.sources:
        raws[source.id] = raw = raw_of(source)
        if raw_digest(raw) != source.raw_sha256:
            yield Failure(source.id, f"{min(source.paths)} has changed since it was extracted")
    ids = Counter(record.id for record in annotations)
    yield from (Failure(record_id, f"{count} records have this id") for record_id, count in ids.items() if count > 1)
    for record in annotations:
        yield from (Failure(record.id, reason) for reason in faults(record, raws))
        yield from (Failure(record.id, f"it names {name}, which is not here") for name in pointers(record) if name not in ids)


def faults(record: Record, raws: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the places of one record, given the raw text of every source."""
    for anchor in anchors(record):
        if anchor.source not in raws:
            yield f"its source {anchor.source} is not here"
        elif anchor.quote != quote(raws[anchor.source], anchor.spans):
            yield "its quote is not the raw text at its spans"
    for source, (start, end) in own_spans(record):
        if not 0 <= start < end <= len(raws.get(source, "")):
            yield f"its span {start}-{end} does not lie in {source}"


def own_spans(record: Record) -> Iterator[tuple[str, Span]]:
    """Yield every span of a record outside its anchors, with the source it counts in."""
    if isinstance(record, Reference):
        yield from ((record.source, span) for spans in record.fields.values() for span in spans)
    elif isinstance(record, Citation):
        yield from ((record.source, span) for span in record.item_spans)
    elif isinstance(record, Claim):
        said, negation = record.attribution, record.negation
        tagged: tuple[Evidence | None, ...] = (
            *record.countries,
            *record.organisations,
            *record.theories,
            *record.codes,
            *chain.from_iterable(tag.support for tag in (*record.organisations, *record.theories, *record.codes)),
            *record.quantities,
            *record.dates,
            *said.parts,
            said.speaker,
            negation,
        )
        spans = [*chain.from_iterable(tag.spans for tag in tagged if tag)]
        spans += chain.from_iterable((*tag.cue, *tag.antecedent) for tag in record.countries)
        spans += (*said.cue, *said.content, *record.modality_cue, *(negation.scope if negation else ()))
        yield from ((record.source, span) for span in spans)
    if isinstance(record, Reference | Citation | Claim):
        yield from ((copy.source, span) for copy in record.copies for span in copy.spans)


def pointers(record: Record) -> Iterator[str]:
    """Yield the ids of the records that a record names."""
    if isinstance(record, Citation):
        yield from (candidate.id for candidate in record.references)
    elif isinstance(record, Claim):
        yield from (*record.citations, *record.attribution.citations)
        for tag in (*record.theories, *record.codes):
            yield from (support.citation for support in tag.support if support.citation)
