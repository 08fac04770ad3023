"""Citations against gold: their places, their links, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.evaluation.judged import Judged, alike
from extract.models import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.evaluation.gold import Gold
    from extract.models import Record

FIELDS = ("mode", "style", "year", "locator", "prefix", "suffix", "status")


def judge_citations(gold: Sequence[Gold], records: Sequence[Record]) -> Iterator[Judged]:
    """Yield every comparison of gold citations with those of the program, joined where they have the same place."""
    found = {citation.item_spans: citation for citation in records if isinstance(citation, Citation)}
    for item in gold:
        citation = found.pop(item.spans, None)
        start = item.spans[0][0]
        text = citation.anchor.text if citation else ""
        yield Judged("citations", frozenset([item.spans]), frozenset([item.spans]) if citation else frozenset(), start, text)
        if "references" in item:
            yield Judged("links", _linked(item["references"]), _of(citation), start, text)
        for field in FIELDS:
            if field in item and citation:
                yield alike(f"citations: {field}", item[field], getattr(citation, field), start, text)
    for spans, citation in found.items():
        yield Judged("citations", frozenset(), frozenset([spans]), spans[0][0], citation.anchor.text)


def _linked(references: Sequence[dict[str, Any]]) -> frozenset[str]:
    """Return the entry that a citation means; none where it is in no list."""
    return frozenset(reference["id"] for reference in references[:1])


def _of(citation: Citation | None) -> frozenset[str]:
    return frozenset([citation.references[0].id]) if citation and citation.status == "linked" else frozenset()
