"""Where a doc keeps what was found in it: spans of tokens in ``doc.spans``, the records behind them in ``doc.user_data``.

Both go with the doc to bytes, to a ``DocBin`` and to other processes. A span and its record share an id, which is short and
means something in one doc only: so a pipeline that reads for days does not fill its table of strings.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pydantic import TypeAdapter

from extract.errors import UsageError
from extract.lexicon import Tag
from extract.models import Citation, Claim, Reference, Sentence
from extract.spacy_pipes import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Span

    from extract import models

KINDS: dict[str, TypeAdapter[Any]] = {
    "sentences": TypeAdapter(tuple[int, int]),
    "references": TypeAdapter(Reference),
    "citations": TypeAdapter(Citation),
    "countries": TypeAdapter(Tag),
    "organisations": TypeAdapter(Tag),
    "theories": TypeAdapter(Tag),
    "codes": TypeAdapter(Tag),
    "attributions": TypeAdapter(Tag),
    "claims": TypeAdapter(Claim),
    "no_claims": TypeAdapter(Sentence),
}
"""What has records, and of which model they are."""


class Found(NamedTuple):
    """One thing that was found: its record, where it stands in the text of the doc, and what the span is called."""

    id: str
    record: object
    spans: Sequence[models.Span]
    label: str
    means: str = ""
    """What it stands for, as spaCy's knowledge-base id: a country's code, the id of a theory or of a cited work."""


def keep(doc: Doc, name: str, found: Iterable[Found]) -> None:
    """Keep what was found under ``name``, in place of what stood there."""
    found = list(found)
    place(doc, name, found)
    doc.user_data[key(name)] = {one.id: KINDS[name].dump_json(one.record).decode() for one in found}


def place(doc: Doc, name: str, found: Iterable[Found]) -> None:
    """Set the spans of ``name``: of each place the tokens that hold it, be it only with a part of them."""
    spans = [_span(doc, one, *span) for one in found for span in one.spans]
    doc.spans[key(name)] = sorted(spans, key=lambda span: (span.start, span.end, span.label_, span.kb_id_, span.id_))


def _span(doc: Doc, one: Found, start: int, end: int) -> Span:
    span = doc.char_span(start, end, label=one.label, kb_id=one.means, span_id=one.id, alignment_mode="expand")
    return cast("Span", span)  # there is none only for places outside of the doc


def has(doc: Doc, name: str) -> bool:
    """Tell whether the component that finds ``name`` has read the doc."""
    return key(name) in doc.spans


def records(doc: Doc, name: str) -> tuple[Any, ...]:
    """Return the records of ``name`` in the order in which they were found; none where nothing looked for them.

    Raises:
        UsageError: the doc has the spans but not the records.

    """
    return tuple(KINDS[name].validate_json(kept) for kept in _kept(doc, name).values())


def records_in(span: Span, name: str) -> tuple[Any, ...]:
    """Return the records of ``name`` that have a span which begins in ``span``, each once."""
    group = span.doc.spans[key(name)] if has(span.doc, name) else ()
    first = bisect_left(group, span.start, key=_start)
    after = bisect_left(group, span.end, key=_start)
    kept = _kept(span.doc, name)
    return tuple(KINDS[name].validate_json(kept[id_]) for id_ in dict.fromkeys(group[i].id_ for i in range(first, after)))


def record_of(span: Span) -> Any:
    """Return the record that a span of one of our groups stands for; nothing for other spans."""
    if span.id_:
        for name, adapter in KINDS.items():
            if has(span.doc, name) and span.id_ in _kept(span.doc, name):
                return adapter.validate_json(_kept(span.doc, name)[span.id_])
    return None


def _kept(doc: Doc, name: str) -> dict[str, str]:
    if not has(doc, name):
        return {}
    if key(name) not in doc.user_data:
        message = f'the doc has spans of {name} but no records; keep them with DocBin(store_user_data=True), or run "{key(name)}" again'
        raise UsageError(message)
    kept: dict[str, str] = doc.user_data[key(name)]
    return kept


def _start(span: Span) -> int:
    return int(span.start)
