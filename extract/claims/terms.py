"""Organisations, theories and codes of claims: where they are named, and all that speaks for them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from extract.models import CodeTag, Support, TermTag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extract.claims.findings import Findings
    from extract.lexicon import Tag
    from extract.lexicon.theories import TheoryMention
    from extract.models import Citation, Span
    from extract.reading import Reading


def organisation_tags(reading: Reading, tags: Iterable[Tag]) -> tuple[TermTag, ...]:
    """Return one tag for each organisation, with all its places, in the order of the text."""
    places: defaultdict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        places[tag.value].append(tag)
    return tuple(
        TermTag(id=id_, spans=tuple(raw for tag in own for raw in reading.raw_spans(tag.start, tag.end)), rule=own[0].rule)
        for id_, own in places.items()
    )


def term_tags(reading: Reading, mentions: Iterable[TheoryMention], citations: Mapping[str, Citation]) -> tuple[TermTag, ...]:
    """Return one tag for each id, with all its places and all that supports it, in the order of the text."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    support: defaultdict[str, dict[Support, None]] = defaultdict(dict)
    rules: dict[str, str] = {}
    for mention in mentions:
        for start, end in mention.spans:
            spans[mention.id] += reading.raw_spans(start, end)
        support[mention.id] |= dict.fromkeys(_supports(reading, mention, citations))
        rules.setdefault(mention.id, mention.rule)
    return tuple(
        TermTag(id=id_, spans=tuple(spans[id_]), rule=rule, support=tuple(support[id_])) for id_, rule in rules.items()
    )


def code_tags(findings: Findings, span: Span) -> Iterator[CodeTag]:
    """Yield the codes of a sentence, dimension by dimension."""
    for dimension, mentions in findings.codes:
        for tag in term_tags(findings.reading, mentions.within(span), findings.cited):
            yield CodeTag(dimension=dimension, **dict(tag))


def _supports(reading: Reading, mention: TheoryMention, citations: Mapping[str, Citation]) -> Iterator[Support]:
    for each in mention.support:
        if each.citation:
            yield Support(kind=each.kind, spans=citations[each.citation].item_spans, citation=each.citation)
        else:
            yield Support(kind=each.kind, spans=reading.raw_spans(each.start, each.end))
