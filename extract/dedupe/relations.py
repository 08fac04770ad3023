"""Every relation of a corpus: between its sources, inside each, and of each pull quote to the sentences it quotes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from extract.dedupe import find_matches, pull_quote_relation, relate
from extract.dedupe.alignment import Alignment
from extract.dedupe.repeats import Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.dedupe.runs import Run
    from extract.models import Relation, Span
    from extract.reading import Reading


def find_relations(readings: Sequence[Reading]) -> tuple[tuple[Relation, ...], Alignment]:
    """Return the relations of all sources, and the alignment that maps any span of one to its copies."""
    raws = {reading.source.id: reading.raw for reading in readings}
    matches = find_matches(raws)
    structure = {
        reading.source.id: float(sum(passage.role in {"heading", "reference"} for passage in reading.passages))
        for reading in readings
    }
    own: dict[str, list[Run]] = defaultdict(list)
    for match in matches:
        if match.a == match.b:
            own[match.a] += match.runs
    quotes = (relation for reading in readings for relation in pull_quotes(reading, own[reading.source.id]))
    relations = sorted([*relate(raws, matches, structure=structure), *quotes], key=lambda relation: relation.id)
    return tuple(relations), Alignment(raws, matches)


def pull_quotes(reading: Reading, own: Sequence[Run]) -> Iterator[Relation]:
    """Yield the relation of each pull quote of a source to the body that it quotes, which it may also interrupt.

    ``own`` are the runs between places of that source.
    """
    either_way = [*own, *(run.turned() for run in own)]
    boxes = [passage.anchor.spans for passage, _ in reading.placed("pull_quote")]
    for box in boxes:
        runs = sorted({run for run in either_way if _inside(run.a, box) and not any(_inside(run.b, other) for other in boxes)})
        if runs:
            kept = tuple(_disjoint(runs))
            letters = sum(run.a_end - run.a_start for run in kept)
            yield pull_quote_relation(reading.source.id, reading.raw, Repeat(kept, letters), quote_first=True)


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _disjoint(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs from left to right that begin where the one before has ended."""
    done = -1
    for run in runs:
        if run.a_start >= done:
            yield run
            done = run.a_end
