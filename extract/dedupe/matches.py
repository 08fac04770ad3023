"""What two texts of many have in common: coverage of each side, and runs of text against text.

Fingerprints of single texts give candidate pairs, batches of pairs with their texts give what they share, and what all
texts share tells boilerplate. The first and the second step may run anywhere (``each``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from extract.dedupe.batches import Batch, group_pairs, make_batch
from extract.dedupe.boilerplate import Boilerplate
from extract.dedupe.fingerprints import Fingerprint, fingerprint
from extract.dedupe.pairs import Pair, find_pairs
from extract.dedupe.runs import Run
from extract.dedupe.shared import match_streams
from extract.dedupe.shingles import Ints, Stream, read_stream
from extract.errors import PinciteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SAME_WORK = 0.85
"""Share of a text that must stand in another for the two to be one work, whatever boilerplate they have."""

_DOUBTFUL = 0.4  # coverage below which no boilerplate can make a relation


class Match(NamedTuple):
    """What sources ``a`` and ``b`` share; with ``a == b``, one stretch that stands twice in it.

    ``letters`` and ``sizes`` count letters and digits: those of each side that stand in the other, and all of it.
    ``common`` counts those of each side that are boilerplate: first in what is shared, then in all of it.
    """

    a: str
    b: str
    runs: tuple[Run, ...]
    letters: tuple[int, int]
    sizes: tuple[int, int]
    common: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))

    @property
    def coverage(self) -> tuple[float, float]:
        """The share of each side that stands in the other."""
        return _share(self.letters[0], self.sizes[0]), _share(self.letters[1], self.sizes[1])

    @property
    def shares(self) -> tuple[float, float]:
        """The share of each side that stands in the other, of what is no boilerplate.

        Boilerplate counts between texts of which one is all but wholly in the other: those are no mere neighbours.
        """
        of_a, of_b = self.coverage
        (shared_a, all_a), (shared_b, all_b) = self.common
        own_a = _share(self.letters[0] - shared_a, self.sizes[0] - all_a)
        own_b = _share(self.letters[1] - shared_b, self.sizes[1] - all_b)
        return (max(of_a, own_a), max(of_b, own_b)) if max(of_a, of_b) >= SAME_WORK else (own_a, own_b)


def _share(part: int, whole: int) -> float:
    return part / whole if whole > 0 else 0.0


class Found(NamedTuple):
    """What two texts share, as ``Match`` has it, and between which letters of each side the runs stand (start, end)."""

    runs: tuple[Run, ...]
    letters: tuple[int, int]
    bounds: tuple[Ints, Ints]


def find_matches(texts: Mapping[str, str], *, each: Callable[..., Iterable[Any]] = map) -> list[Match]:
    """Return what each two texts share and what each text repeats, in the order of their ids.

    Which of two texts has the lower id makes no difference to what is found. ``each`` applies a step to many items, in
    this process or in others.
    """
    names = sorted(texts)
    fingerprints = each(fingerprint, (texts[name] for name in names))
    return match_all(texts, dict(zip(names, fingerprints, strict=True)), each=each)


def match_all(
    texts: Mapping[str, str], fingerprints: Mapping[str, Fingerprint], *, each: Callable[..., Iterable[Any]] = map
) -> list[Match]:
    """Return what ``find_matches`` does, from the fingerprints of all texts; it reads only texts that may share something."""
    twins: dict[bytes, list[str]] = {}
    for name in sorted(fingerprints):
        twins.setdefault(fingerprints[name].digest, []).append(name)
    ordered = sorted((fingerprints[names[0]] for names in twins.values()), key=lambda of_text: (of_text.length, of_text.digest))
    twins_of = [twins[of_text.digest] for of_text in ordered]
    pairs = list(find_pairs(ordered))
    shared = dict(_matched(pairs, ordered, [names[0] for names in twins_of], texts, each))
    matches: list[Match] = []
    for match, a, b in _between(shared, pairs, ordered):
        matches += _for_twins(match, twins_of[a], twins_of[b])
    for of_text, names in zip(ordered, twins_of, strict=True):
        matches += _inside(of_text, names)
        matches += _between_twins(of_text, names)
    return sorted(matches)


def _matched(
    pairs: Sequence[Pair],
    fingerprints: Sequence[Fingerprint],
    names: Sequence[str],
    texts: Mapping[str, str],
    each: Callable[..., Iterable[Any]],
) -> Iterator[tuple[tuple[int, int], Found]]:
    """Yield the numbers of each two texts that share something, with what they share."""
    groups = list(group_pairs(pairs, fingerprints))
    batches = (make_batch(group, fingerprints, lambda number: texts[names[number]]) for group in groups)
    for group, results in zip(groups, each(match_batch, batches), strict=True):
        if isinstance(results, PinciteError):
            raise results
        for pair, found in zip(group, results, strict=True):
            if found:
                yield (pair.a, pair.b), found


def match_batch(batch: Batch) -> list[Found | None]:
    """Return what the texts of each pair of a batch share, if anything."""
    streams = [read_stream(text) for text in batch.texts]
    return [_found(streams[pair.a], streams[pair.b], pair) for pair in batch.pairs]


def _found(a: Stream, b: Stream, pair: Pair) -> Found | None:
    shared = match_streams(a, b, pair.at_a.astype(np.int64), pair.at_b.astype(np.int64))
    if shared is None:
        return None
    if not pair.is_rare and max(shared.letters[0] / len(a), shared.letters[1] / len(b)) < _DOUBTFUL:
        return None
    bounds = _letters(a, [run.a for run in shared.runs]), _letters(b, [run.b for run in shared.runs])
    return Found(shared.runs, shared.letters, bounds)


def _letters(stream: Stream, spans: Sequence[tuple[int, int]]) -> Ints:
    """Return the letters at which spans of a text start and end."""
    return np.searchsorted(stream.places, np.array(spans, dtype=np.int32).reshape(-1, 2))


def _between(
    shared: Mapping[tuple[int, int], Found], pairs: Iterable[Pair], fingerprints: Sequence[Fingerprint]
) -> Iterator[tuple[Match, int, int]]:
    """Yield the match of each two texts, its names left empty, and their numbers."""
    matches = {
        (pair.a, pair.b): Match("", "", found.runs, found.letters, (fingerprints[pair.a].size, fingerprints[pair.b].size))
        for pair in pairs
        if (found := shared.get((pair.a, pair.b)))
    }
    same_work = (numbers for numbers, match in matches.items() if max(match.coverage) >= SAME_WORK)
    boilerplate = Boilerplate(fingerprints, same_work)
    for (a, b), match in matches.items():
        if max(match.coverage) < _DOUBTFUL or not (boilerplate.stands_in(a) or boilerplate.stands_in(b)):
            yield match, a, b
            continue
        in_a, in_b = shared[a, b].bounds
        yield match._replace(common=(boilerplate.count(a, in_a), boilerplate.count(b, in_b))), a, b


def _inside(of_text: Fingerprint, names: Sequence[str]) -> Iterator[Match]:
    """Yield what a text repeats, for each of its names."""
    for name in names:
        for repeat in of_text.repeats:
            yield Match(name, name, repeat.runs, (repeat.letters, repeat.letters), (of_text.size, of_text.size))


def _for_twins(match: Match, names_a: Sequence[str], names_b: Sequence[str]) -> Iterator[Match]:
    """Yield the match for all texts that are equal to its two."""
    for a in names_a:
        for b in names_b:
            yield match._replace(a=a, b=b) if a < b else _turned(match._replace(a=a, b=b))


def _turned(match: Match) -> Match:
    """Return the match with its sides exchanged."""
    runs = tuple(sorted(run.turned() for run in match.runs))
    return Match(match.b, match.a, runs, match.letters[::-1], match.sizes[::-1], match.common[::-1])


def _between_twins(of_text: Fingerprint, names: Sequence[str]) -> Iterator[Match]:
    """Yield the matches of equal texts."""
    if not of_text.length:
        return
    length, size = of_text.length, of_text.size
    for at, a in enumerate(names):
        for b in names[at + 1 :]:
            yield Match(a, b, (Run(0, length, 0, length),), (size, size), (size, size))
