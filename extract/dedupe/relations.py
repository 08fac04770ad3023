"""Every relation of a corpus: between its sources, inside each, and of each pull quote to the sentences it quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.dedupe import numbered, plain_pull_quotes, pull_quote_relation, relate
from extract.dedupe.fingerprints import fingerprint
from extract.dedupe.gathered import MEMORY
from extract.dedupe.matches import Lose, match_all, raised
from extract.dedupe.repeats import Repeat
from extract.dedupe.shingles import count_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.matches import Match
    from extract.dedupe.runs import Run
    from extract.models import Anchor, Relation, Span
    from extract.reading import Reading


PLAIN = "text/plain"
ASIDES = frozenset({"reference", "furniture"})

_DOUBTFUL = 0.4  # coverage below which no aside can make a relation
_MOST = 0.8  # share of a source that asides may be: of a bibliography that stands alone they are the text


class Form(NamedTuple):
    """What the form of a source tells the duplicate search: how well structured it is, and where its pull quotes stand.

    Of a plain text (``is_plain``) that is not all: its characters may tell of more.
    """

    structure: float = 0.0
    quotes: tuple[tuple[Span, ...], ...] = ()
    is_plain: bool = False
    asides: tuple[Span, ...] = ()
    """The bibliography and the furniture, in order: two works that share no more are not one."""


def form_of(reading: Reading) -> Form:
    """Return what the form of a reading tells."""
    structure = sum(passage.role in {"heading", "reference"} for passage in reading.passages)
    asides = tuple(sorted(span for passage in reading.passages if passage.role in ASIDES for span in passage.anchor.spans))
    quotes = tuple(passage.anchor.spans for passage, _ in reading.placed("pull_quote"))
    return Form(float(structure), quotes, is_plain=reading.source.media_type == PLAIN, asides=asides)


def relations_of(readings: Iterable[Reading]) -> tuple[Relation, ...]:
    """Return the relations of some readings."""
    of_source = {reading.source.id: reading for reading in readings}
    texts = {source: reading.raw for source, reading in of_source.items()}
    forms = {source: form_of(reading) for source, reading in of_source.items()}
    return find_relations(texts, forms, {source: fingerprint(text) for source, text in texts.items()})[0]


def find_relations(  # noqa: PLR0913 - what is known of the texts, and what does the work and bounds it
    texts: Mapping[str, str],
    forms: Mapping[str, Form],
    fingerprints: Mapping[str, Fingerprint],
    *,
    each: Callable[..., Iterable[Any]] = map,
    memory: int = MEMORY,
    lose: Lose = raised,
) -> tuple[tuple[Relation, ...], list[Match]]:
    """Return the relations of all sources by their ids, and the matches that they rest on.

    ``texts`` are their raw texts; of most, no look is taken at them. ``each`` applies a step to many items; what takes more
    than ``memory`` bytes goes to files; ``lose`` is told of two sources of which it cannot be found what they share.
    """
    matches = match_all(texts, fingerprints, each=each, memory=memory, lose=lose)
    matches = [_without_asides(match, texts, forms) for match in matches]
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
    return tuple(numbered([*related, *quotes])), matches


def _without_asides(match: Match, texts: Mapping[str, str], forms: Mapping[str, Form]) -> Match:
    """Return a match of two sources that counts their bibliographies and furniture as what many works have."""
    of_a, of_b = forms[match.a].asides, forms[match.b].asides
    if match.a == match.b or not (of_a and of_b) or max(match.coverage) < _DOUBTFUL:
        return match
    runs = list(match.runs)
    in_a = _letters_in(texts[match.a], of_a, [run[:2] for run in runs])
    in_b = _letters_in(texts[match.b], of_b, [run[2:] for run in runs])
    if in_a[1] > _MOST * match.sizes[0] or in_b[1] > _MOST * match.sizes[1]:
        return match
    (shared_a, all_a), (shared_b, all_b) = match.common
    common = (max(shared_a, in_a[0]), max(all_a, in_a[1])), (max(shared_b, in_b[0]), max(all_b, in_b[1]))
    return match._replace(common=common)


def _letters_in(text: str, asides: Sequence[Span], spans: Iterable[Span]) -> tuple[int, int]:
    """Return the letters of ``asides`` that stand in ``spans``, and all of them."""
    ends = [end for _, end in asides]
    shared = 0
    for start, end in spans:
        for first, last in (asides[at] for at in range(bisect_right(ends, start), len(asides))):
            if first >= end:
                break
            shared += count_letters(text, max(first, start), min(last, end))
    return shared, sum(count_letters(text, start, end) for start, end in asides)


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
