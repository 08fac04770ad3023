"""Sources that are copies of each other, wholly or in part, and sources that repeat themselves, as relations."""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.clusters import Clusters
from extract.dedupe.matches import Match, find_matches
from extract.dedupe.passages import MIN_PASSAGE
from extract.dedupe.quotes import find_pull_quotes
from extract.dedupe.rarity import STOCK, Passage, passage_scores
from extract.dedupe.repeats import Repeat, find_repeats
from extract.dedupe.runs import Run, merged_runs
from extract.dedupe.shingles import count_letters
from extract.models import Relation
from extract.reading import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Anchor, RelationKind, Span

__all__ = ["Match", "Repeat", "find_duplicates", "find_matches", "find_repeats", "pull_quote_relation", "relate"]

HALF = 0.5
"""Share of a source that must stand in another for the two to be near, or for the other to contain it."""

WITHIN = 3
"""Characters by which interpolation inside a run of one source may be wrong: a pull quote is to be read in one piece."""

REPEATED_SHARE = 0.25
REPEATED_LETTERS = 1000
"""A source repeats itself when so much of it, or so many letters, stand twice: less is a pull quote or a form of words."""

_SHORT_BODY = 300  # letters of the shortest body, but for a text that is all but nothing else than one body twice
_ALL_OF_IT = 0.4  # share of such a text that stands twice

_RECENT = 64  # texts that are kept while relations are made of them
_STEP = 300  # characters that may differ between two stretches of one repeated body
_DENSE = 0.6  # share of a repeated body that really stands twice
_EQUALLY_COMPLETE = 0.02  # coverage that counts as the same: a title, a line of chrome


class Recent(Mapping[str, str]):
    """Texts of which those that were asked for last stay in memory, and what is quoted from them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts by their ids."""
        self._texts = texts
        self._read = lru_cache(maxsize=_RECENT)(texts.__getitem__)
        self._anchors: dict[tuple[str, tuple[Span, ...]], Anchor] = {}

    def __getitem__(self, source: str) -> str:
        """Return one text."""
        return self._read(source)

    def anchor(self, source: str, spans: tuple[Span, ...]) -> Anchor:
        """Return the anchor of ``spans`` of a text; the copies of one text quote the same of it again and again."""
        found = self._anchors.get((source, spans))
        if found is None:
            found = anchor_of(source, self[source], spans)
            self._anchors[source, found.spans] = found
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._texts)


class _Choice(NamedTuple):
    """The copy to quote from, among the members of a cluster, and why."""

    source: str
    reason: str


def find_duplicates(texts: Mapping[str, str], *, structure: Mapping[str, float] | None = None) -> list[Relation]:
    r"""Return how the given texts, by id, are copies of each other or repeat themselves.

    ``structure`` may say how well structured each is (any scale, more is better); it decides between equally complete copies.

        >>> notice = "The port of Lagos closed its gates in March, and no ship has entered since the insurers left it. "
        >>> [found] = find_duplicates({"clean": notice, "torn": notice.replace("entered", "en-\ntered")})
        >>> found.relation, found.coverage, found.canonical
        ('near', (1.0, 1.0), 'clean')
    """
    matches = find_matches(texts)
    relations = relate(texts, matches, structure=structure)
    return numbered([*relations, *plain_pull_quotes(texts, matches, relations)])


def relate(
    texts: Mapping[str, str], matches: Iterable[Match], *, structure: Mapping[str, float] | None = None
) -> list[Relation]:
    """Return the relations that ``matches`` of ``texts`` amount to, in the order of their ids.

    ``texts`` are looked at only where there are relations; they may be read when they are asked for.
    """
    texts = Recent(texts)
    between: list[Match] = []
    inside: list[Match] = []
    for match in matches:
        (inside if match.a == match.b else between).append(match)
    kinds = {(match.a, match.b): _kind(texts, match) for match in between}
    copies = [match for match in between if kinds[match.a, match.b] in ("exact", "near")]
    chosen = _canonical(texts, copies, structure or {})
    found: list[Relation] = []
    for match in between:
        kind = kinds[match.a, match.b]
        if kind is not None:
            found.append(_between(texts, match, kind, chosen, structure or {}))
    found = list(_scored(found, {source: choice.source for source, choice in chosen.items()}))
    for source, repeats in _by_source(inside).items():
        found += _own_repeats(source, texts[source], repeats)
    return numbered(found)


def pull_quote_relation(source: str, raw: str, repeat: Repeat, *, quote_first: bool) -> Relation:
    """Return the relation of a pull quote (side a) to the body that it quotes (side b).

    ``quote_first`` says that the earlier place of ``repeat`` is the quote.
    """
    runs = repeat.runs if quote_first else tuple(run.turned() for run in repeat.runs)
    return _within(source, raw, "pull_quote", runs, "a repeats words of b and interrupts the text around it")


def plain_pull_quotes(texts: Mapping[str, str], matches: Iterable[Match], relations: Iterable[Relation]) -> Iterator[Relation]:
    """Yield the relation of each pull quote of plain texts, of which nothing but the characters is known.

    ``relations`` are those of the texts: what stands twice in a body that stands twice is no quote.
    """
    bodies: dict[str, list[tuple[Span, Span]]] = defaultdict(list)
    for relation in relations:
        if relation.relation == "repeats":
            bodies[relation.a.source].append((_hull(relation.b.spans), _hull(relation.a.spans)))
    for source, repeats in _by_source(match for match in matches if match.a == match.b).items():
        apart = _outside(bodies[source], (match.runs for match in repeats))
        for found in find_pull_quotes(texts[source], apart):
            if found.is_paragraph:
                yield _within(source, texts[source], "repeats", found.runs, "a paragraph that stands twice")
            else:
                yield _within(source, texts[source], "pull_quote", found.runs, "a stands apart and repeats words of b")


def _hull(spans: Sequence[Span]) -> Span:
    return spans[0][0], spans[-1][1]


def _outside(bodies: Iterable[tuple[Span, Span]], repeats: Iterable[Sequence[Run]]) -> Iterator[Sequence[Run]]:
    """Yield the runs of ``repeats``, which are in the order of side a, that begin in none of ``bodies`` on both sides."""
    waiting = deque(sorted(bodies))
    near: list[tuple[Span, Span]] = []
    for runs in repeats:
        a, b = runs[0].a_start, runs[0].b_start
        while waiting and waiting[0][0][0] <= a:
            near.append(waiting.popleft())
        near = [body for body in near if a < body[0][1]]
        if not any(start <= b < end for _, (start, end) in near):
            yield runs


def _kind(texts: Mapping[str, str], match: Match) -> RelationKind | None:
    """Return what two different sources are to each other; nothing, if they share too little."""
    if _is_whole(match) and texts[match.a] == texts[match.b]:
        return "exact"
    shares = match.shares
    if min(shares) >= HALF:
        return "near"
    if max(shares) >= HALF:
        return "contains"
    return "shares_passage" if max(match.letters) >= MIN_PASSAGE else None


def _is_whole(match: Match) -> bool:
    """Tell whether two texts go on character by character from their first to the same last."""
    return len(match.runs) == 1 and match.runs[0][::2] == (0, 0) and match.runs[0].a_end == match.runs[0].b_end


def _canonical(texts: Mapping[str, str], copies: Sequence[Match], structure: Mapping[str, float]) -> dict[str, _Choice]:
    """Return for each source that has copies the one to quote from."""
    held: dict[str, dict[str, float]] = defaultdict(dict)  # held[a][b]: the share of b that stands in a
    clusters = Clusters[str]()
    for match in copies:
        held[match.a][match.b], held[match.b][match.a] = match.coverage[1], match.coverage[0]
        clusters.join(match.a, match.b)
    by_leader: dict[str, list[str]] = defaultdict(list)
    for source in sorted(held):
        by_leader[clusters.leader(source)].append(source)
    return {
        source: choice
        for members in by_leader.values()
        for choice in [_choose(members, texts, held, structure)]
        for source in members
    }


def _choose(
    members: Sequence[str], texts: Mapping[str, str], held: Mapping[str, Mapping[str, float]], structure: Mapping[str, float]
) -> _Choice:
    """Return the copy that holds most of the others; among equals the best structured one with the fewest broken lines."""
    complete = {a: sum(held[a].values()) / len(held[a]) for a in members}
    most = max(complete.values())
    equals = [a for a in members if complete[a] >= most - _EQUALLY_COMPLETE]
    if len(equals) == 1:
        return _Choice(equals[0], f"the most complete of {len(members)} copies: it holds {_percent(most)} of the others")
    best = max(structure.get(a, 0.0) for a in equals)
    structured = [a for a in equals if structure.get(a, 0.0) == best]
    if len(structured) == 1:
        return _Choice(structured[0], f"as complete as any of {len(members)} copies, and the best structured")
    broken = {a: _broken_lines(texts[a]) for a in structured}
    least = min(broken.values())
    fewest = [a for a in structured if broken[a] == least]
    if len(fewest) == 1:
        return _Choice(fewest[0], f"as complete as any of {len(members)} copies, with the fewest broken lines")
    longest = min(fewest, key=lambda a: (-len(texts[a]), a))
    is_longest = sum(len(texts[a]) == len(texts[longest]) for a in fewest) == 1
    return _Choice(
        longest, f"as good as any of {len(members)} copies, and {'the longest' if is_longest else 'the first by id'}"
    )


def _broken_lines(text: str) -> int:
    """Return how many line breaks in ``text`` stand inside a sentence."""
    lines = text.split("\n")
    return sum(1 for line, after in itertools.pairwise(lines) if line.strip() and after[:1].islower())


def _percent(share: float) -> str:
    """Return ``share`` in per cent, rounded down, so that 100 means all of it."""
    return f"{int(100 * share + 1e-9)} %"


def _between(
    texts: Recent, match: Match, kind: RelationKind, chosen: Mapping[str, _Choice], structure: Mapping[str, float]
) -> Relation:
    """Return the relation of two sources: the copy, or what contains the other, is side a."""
    of_a, of_b = match.coverage
    if kind == "contains":
        turn, canonical = match.shares[1] < match.shares[0], ""
    elif kind in ("exact", "near"):
        canonical = chosen[match.a].source
        turn = _rank(match.a, canonical, texts, structure) > _rank(match.b, canonical, texts, structure)
    else:
        turn, canonical = _rank(match.a, "", texts, structure) > _rank(match.b, "", texts, structure), ""
    runs = match.runs
    a, b = match.a, match.b
    if turn:
        a, b, of_a, of_b = b, a, of_b, of_a
        runs = runs.turned()
    shared = f"{_percent(of_a)} of a stands in b, {_percent(of_b)} of b in a"
    reasons = {
        "exact": "the texts are equal",
        "near": shared,
        "contains": f"b stands in a: {shared}",
        "shares_passage": f"{sum(match.letters) // 2} letters in common: {shared}",
    }
    reason = reasons[kind]
    if canonical:
        reason += f"; {canonical} is {chosen[match.a].reason}"
    spans_a, spans_b = _sides(merged_runs(runs.array))
    coverage = round(of_a, 4), round(of_b, 4)
    return Relation(
        id=f"{a}/{kind}/{spans_a[0][0]}",
        relation=kind,
        a=texts.anchor(a, spans_a),
        b=texts.anchor(b, spans_b),
        coverage=coverage,
        canonical=canonical or (a if kind == "contains" else b),
        reason=reason,
    )


def _scored(relations: Sequence[Relation], work_of: Mapping[str, str]) -> Iterator[Relation]:
    """Yield the relations, those of a shared passage with its score; ``work_of`` gives the work of each source with copies."""
    passages = [
        (_passage(relation.a, work_of), _passage(relation.b, work_of))
        for relation in relations
        if relation.relation == "shares_passage"
    ]
    scores = iter(passage_scores(passages))
    for relation in relations:
        if relation.relation != "shares_passage":
            yield relation
            continue
        score, reason = next(scores), relation.reason
        if score < STOCK:
            reason = reason.replace(" in common", " of a stock phrase in common", 1)
        yield relation.model_copy(update={"score": score, "reason": reason})


def _passage(side: Anchor, work_of: Mapping[str, str]) -> Passage:
    return Passage(work_of.get(side.source, side.source), side.quote)


def _rank(
    source: str, canonical: str, texts: Mapping[str, str], structure: Mapping[str, float]
) -> tuple[bool, float, int, str]:
    """Return the order in which sources are better to quote from: the canonical one, structured, long."""
    return source == canonical, structure.get(source, 0.0), len(texts[source]), source


def _by_source(inside: Iterable[Match]) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = defaultdict(list)
    for match in inside:
        found[match.a].append(match)
    return found


def _own_repeats(source: str, text: str, repeats: Sequence[Match]) -> Iterator[Relation]:
    """Yield the relation of each body that stands twice in a source: the later copy is side a."""
    for runs in _bodies(repeats):
        letters = sum(count_letters(text, run.a_start, run.a_end) for run in runs)
        whole = count_letters(text, runs[0].a_start, runs[-1].a_end), count_letters(text, runs[0].b_start, runs[-1].b_end)
        size = repeats[0].sizes[0]
        if letters < _DENSE * min(whole) or letters < min(REPEATED_LETTERS, REPEATED_SHARE * size):
            continue
        if letters < min(_SHORT_BODY, _ALL_OF_IT * size):
            continue
        turned = [run.turned() for run in runs]
        yield _within(
            source, text, "repeats", turned, f"{letters} of {size} letters and digits stand twice; the first copy is canonical"
        )


def _bodies(repeats: Iterable[Match]) -> Iterator[list[Run]]:
    """Yield the runs of repeats that follow each other closely in both places."""
    bodies: list[list[Run]] = []
    near: list[list[Run]] = []  # those that may go on
    for match in sorted(repeats, key=lambda match: match.runs):
        first = match.runs[0]
        near = [body for body in near if first.a_start - body[-1].a_end <= _STEP]
        for body in near:
            last = body[-1]
            if first.a_start >= last.a_end and 0 <= first.b_start - last.b_end <= _STEP:
                body.extend(match.runs)
                break
        else:
            bodies.append(list(match.runs))
            near.append(bodies[-1])
    yield from bodies


def _within(source: str, raw: str, kind: RelationKind, runs: Sequence[Run], reason: str) -> Relation:
    """Return the relation of two places of one source."""
    a, b = (anchor_of(source, raw, spans) for spans in _sides(merged_runs(sorted(runs), tolerance=WITHIN)))
    shared = sum(count_letters(raw, run.a_start, run.a_end) for run in runs)
    coverage = [round(min(shared / max(count_letters(raw, side.spans[0][0], side.spans[-1][1]), 1), 1.0), 4) for side in (a, b)]
    return Relation(
        id=f"{source}/{kind}/{a.spans[0][0]}",
        relation=kind,
        a=a,
        b=b,
        coverage=(coverage[0], coverage[1]),
        canonical=source,
        reason=reason,
    )


def _sides(runs: Sequence[Run]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of each side."""
    return tuple(run[:2] for run in runs), tuple(run[2:] for run in runs)


def numbered(found: Iterable[Relation]) -> list[Relation]:
    """Return the relations in order of their ids, with a number behind ids that would be the same."""
    named: dict[str, Relation] = {}
    for relation in sorted(found, key=lambda relation: (relation.id, relation.b.source, relation.b.spans)):
        name, count = relation.id, 1
        while name in named:
            count += 1
            name = f"{relation.id}/{count}"
        named[name] = relation if count == 1 else relation.model_copy(update={"id": name})
    return list(named.values())
