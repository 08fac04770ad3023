"""Citations against gold: their places, their links, and what they say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from extract.evaluation.judged import Judged, alike
from extract.models import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.evaluation.gold import Gold
    from extract.models import Record, Span

FIELDS = ("mode", "style", "year", "locator", "prefix", "suffix", "status")


def judge_citations(gold: Sequence[Gold], records: Sequence[Record]) -> Iterator[Judged]:
    """Yield every comparison of gold citations with those of the program, joined where they have the same place.

    Several works may be cited in one place ("[3-5]"); then those are joined first that mean the same entry.
    """
    found: defaultdict[tuple[Span, ...], list[Citation]] = defaultdict(list)
    for record in records:
        if isinstance(record, Citation):
            found[record.item_spans].append(record)
    joined = _join(gold, found)
    for number, item in enumerate(gold):
        citation = joined.get(number)
        start = item.spans[0][0]
        text = citation.anchor.text if citation else ""
        yield Judged("citations", frozenset([item.spans]), frozenset([item.spans]) if citation else frozenset(), start, text)
        if "references" in item:
            yield Judged("links", _meant(item), _of(citation), start, text)
        for field in FIELDS:
            if field in item and citation:
                yield alike(f"citations: {field}", item[field], getattr(citation, field), start, text)
    for spans, others in found.items():
        for citation in others:
            yield Judged("citations", frozenset(), frozenset([spans]), spans[0][0], citation.anchor.text)


def _join(gold: Sequence[Gold], found: Mapping[tuple[Span, ...], list[Citation]]) -> dict[int, Citation]:
    """Return the citation of each gold one by its number, and take it out of ``found``."""
    joined: dict[int, Citation] = {}
    for same_entry in (True, False):
        for number, item in enumerate(gold):
            here = found.get(item.spans, [])
            fitting = (citation for citation in here if not same_entry or _of(citation) == _meant(item))
            citation = None if number in joined else next(fitting, None)
            if citation:
                joined[number] = citation
                here.remove(citation)
    return joined


def _meant(item: Gold) -> frozenset[str]:
    """Return the entry that a gold citation means; none where it is in no list, or where several fit."""
    is_linked = item.stated.get("status", "linked") == "linked"
    return frozenset(reference["id"] for reference in item.stated.get("references", ())[:1] if is_linked)


def _of(citation: Citation | None) -> frozenset[str]:
    return frozenset([citation.references[0].id]) if citation and citation.status == "linked" else frozenset()
