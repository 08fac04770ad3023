"""Every relation of a corpus: between its sources, inside each, and of each pull quote to the sentences it quotes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.dedupe import plain_pull_quotes, pull_quote_relation, relate
from extract.dedupe.fingerprints import fingerprint
from extract.dedupe.gathered import MEMORY
from extract.dedupe.matches import match_all
from extract.dedupe.repeats import Repeat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.matches import Match
    from extract.dedupe.runs import Run
    from extract.models import Anchor, Relation, Span
    from extract.reading import Reading


PLAIN = "text/plain"


class Form(NamedTuple):
    """What the form of a source tells the duplicate search: how well structured it is, and where its pull quotes stand.

    Of a plain text (``is_plain``) that is not all: its characters may tell of more.
    """

    structure: float = 0.0
    quotes: tuple[tuple[Span, ...], ...] = ()
    is_plain: bool = False


def form_of(reading: Reading) -> Form:
    """Return what the form of a reading tells."""
    structure = sum(passage.role in {"heading", "reference"} for passage in reading.passages)
    quotes = tuple(passage.anchor.spans for passage, _ in reading.placed("pull_quote"))
    return Form(float(structure), quotes, is_plain=reading.source.media_type == PLAIN)


def relations_of(readings: Iterable[Reading]) -> tuple[Relation, ...]:
    """Return the relations of some readings."""
    of_source = {reading.source.id: reading for reading in readings}
    texts = {source: reading.raw for source, reading in of_source.items()}
    forms = {source: form_of(reading) for source, reading in of_source.items()}
    return find_relations(texts, forms, {source: fingerprint(text) for source, text in texts.items()})[0]


def find_relations(
    texts: Mapping[str, str],
    forms: Mapping[str, Form],
    fingerprints: Mapping[str, Fingerprint],
    *,
    each: Callable[..., Iterable[Any]] = map,
    memory: int = MEMORY,
) -> tuple[tuple[Relation, ...], list[Match]]:
    """Return the relations of all sources by their ids, and the matches that they rest on.

    ``texts`` are their raw texts; of most, no look is taken at them. ``each`` applies a step to many items; what takes more
    than ``memory`` bytes goes to files.
    """
    matches = match_all(texts, fingerprints, each=each, memory=memory)
    structure = {source: form.structure for source, form in forms.items()}
    own: dict[str, list[Run]] = defaultdict(list)
    for match in matches:
        if match.a == match.b:
            own[match.a] += match.runs
    quotes = [
        relation
        for source, form in forms.items()
        if form.quotes and own[source]
        for relation in pull_quotes(source, texts[source], form.quotes, own[source])
    ]
    related = relate(texts, matches, structure=structure)
    more = plain_pull_quotes(texts, [match for match in matches if forms[match.a].is_plain], related)
    marked = {source: [span for box in form.quotes for span in box] for source, form in forms.items() if form.quotes}
    quotes += (relation for relation in more if not _reaches_into(relation.a, marked.get(relation.a.source, ())))
    relations = sorted([*related, *quotes], key=lambda relation: relation.id)
    return tuple(relations), matches


def pull_quotes(source: str, raw: str, quotes: Sequence[tuple[Span, ...]], own: Sequence[Run]) -> Iterator[Relation]:
    """Yield the relation of each pull quote of a source to the body that it quotes, which it may also interrupt.

    ``own`` are the runs between places of that source.
    """
    either_way = [*own, *(run.turned() for run in own)]
    for box in quotes:
        runs = sorted({run for run in either_way if _inside(run.a, box) and not any(_inside(run.b, other) for other in quotes)})
        if runs:
            kept = tuple(_disjoint(runs))
            letters = sum(run.a_end - run.a_start for run in kept)
            yield pull_quote_relation(source, raw, Repeat(kept, letters), quote_first=True)


def _reaches_into(anchor: Anchor, spans: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in anchor.spans for span in spans)


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _disjoint(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs from left to right that begin where the one before has ended."""
    done = -1
    for run in runs:
        if run.a_start >= done:
            yield run
            done = run.a_end
