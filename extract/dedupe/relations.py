"""Every relation of a corpus: between its sources, inside each, and of each pull quote to the sentences it quotes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extract.dedupe import find_matches, pull_quote_relation, relate
from extract.dedupe.repeats import Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.dedupe.matches import Match
    from extract.dedupe.runs import Run
    from extract.models import Relation, Span
    from extract.reading import Reading


class Text(NamedTuple):
    """What the duplicate search needs of a source: its raw text, how well structured it is, and its pull quotes."""

    raw: str
    structure: float = 0.0
    quotes: tuple[tuple[Span, ...], ...] = ()


def text_of(reading: Reading) -> Text:
    """Return what the duplicate search needs of a reading."""
    structure = sum(passage.role in {"heading", "reference"} for passage in reading.passages)
    return Text(reading.raw, float(structure), tuple(passage.anchor.spans for passage, _ in reading.placed("pull_quote")))


def find_relations(texts: Mapping[str, Text]) -> tuple[tuple[Relation, ...], list[Match]]:
    """Return the relations of all sources by their ids, and the matches that they rest on."""
    raws = {source: text.raw for source, text in texts.items()}
    matches = find_matches(raws)
    structure = {source: text.structure for source, text in texts.items()}
    own: dict[str, list[Run]] = defaultdict(list)
    for match in matches:
        if match.a == match.b:
            own[match.a] += match.runs
    quotes = (relation for source, text in texts.items() for relation in pull_quotes(source, text, own[source]))
    relations = sorted([*relate(raws, matches, structure=structure), *quotes], key=lambda relation: relation.id)
    return tuple(relations), matches


def pull_quotes(source: str, text: Text, own: Sequence[Run]) -> Iterator[Relation]:
    """Yield the relation of each pull quote of a source to the body that it quotes, which it may also interrupt.

    ``own`` are the runs between places of that source.
    """
    either_way = [*own, *(run.turned() for run in own)]
    for box in text.quotes:
        runs = sorted(
            {run for run in either_way if _inside(run.a, box) and not any(_inside(run.b, other) for other in text.quotes)}
        )
        if runs:
            kept = tuple(_disjoint(runs))
            letters = sum(run.a_end - run.a_start for run in kept)
            yield pull_quote_relation(source, text.raw, Repeat(kept, letters), quote_first=True)


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _disjoint(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs from left to right that begin where the one before has ended."""
    done = -1
    for run in runs:
        if run.a_start >= done:
            yield run
            done = run.a_end
