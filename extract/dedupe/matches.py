"""What two texts of many have in common: coverage of each side, and runs of text against text."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.boilerplate import Boilerplate, Samples
from extract.dedupe.chains import find_chains
from extract.dedupe.repeats import stream_repeats
from extract.dedupe.runs import Run, chain_runs
from extract.dedupe.shingles import Ints, Stream, pair_neighbours, pair_places, read_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def find_matches(texts: Mapping[str, str]) -> list[Match]:
    """Return what each two texts share and what each text repeats, in the order of their ids.

    Which of two texts has the lower id makes no difference to what is found.
    """
    first: dict[str, str] = {}
    twins: dict[str, list[str]] = {}
    found: list[Match] = []
    for name in sorted(texts):
        twins.setdefault(first.setdefault(texts[name], name), []).append(name)
    names = sorted(twins, key=lambda name: (len(texts[name]), texts[name]))
    for match in _matches([texts[name] for name in names], names):
        found += _for_twins(match, twins)
    for name in names:
        found += _between_twins(texts[name], twins[name])
    return sorted(found)


def _for_twins(match: Match, twins: Mapping[str, Sequence[str]]) -> Iterator[Match]:
    """Yield the match for all texts that are equal to its two."""
    for a in twins[match.a]:
        if match.a == match.b:
            yield match._replace(a=a, b=a)
            continue
        for b in twins[match.b]:
            yield match._replace(a=a, b=b) if a < b else _turned(match._replace(a=a, b=b))


def _turned(match: Match) -> Match:
    """Return the match with its sides exchanged."""
    runs = tuple(sorted(run.turned() for run in match.runs))
    return Match(match.b, match.a, runs, match.letters[::-1], match.sizes[::-1], match.common[::-1])


def _between_twins(text: str, names: Sequence[str]) -> Iterator[Match]:
    """Yield the matches of equal texts."""
    if len(names) < 2 or not text:
        return
    size = len(read_stream(text))
    for at, a in enumerate(names):
        for b in names[at + 1 :]:
            yield Match(a, b, (Run(0, len(text), 0, len(text)),), (size, size), (size, size))


def _matches(texts: Sequence[str], names: Sequence[str]) -> Iterator[Match]:
    """Yield the matches of different texts and the repeats inside each."""
    hashes, at_letter, at_text = [], [], []
    for number, text in enumerate(texts):
        stream = read_stream(text)
        for repeat in stream_repeats(stream):
            yield Match(names[number], names[number], repeat.runs, (repeat.letters, repeat.letters), (len(stream), len(stream)))
        kept, places = stream.sampled()
        hashes.append(kept)
        at_letter.append(places.astype(np.int32))
        at_text.append(np.full(len(kept), number, dtype=np.int32))
    if not hashes:
        return
    samples = Samples(np.concatenate(hashes), np.concatenate(at_letter), np.concatenate(at_text))
    stream_of = lru_cache(maxsize=256)(lambda number: read_stream(texts[number]))
    between: dict[tuple[int, int], Match] = {}
    for pair in _pairs(samples):
        at_a, at_b = (samples.letters[at].astype(np.int64) for at in (pair.at_a, pair.at_b))
        match = _match(stream_of(pair.a), stream_of(pair.b), at_a, at_b)
        if match and (pair.is_rare or max(match.coverage) >= _DOUBTFUL):
            between[pair.a, pair.b] = match._replace(a=names[pair.a], b=names[pair.b])
    boilerplate = Boilerplate(
        samples, [pair for pair, match in between.items() if max(match.coverage) >= SAME_WORK], len(texts)
    )
    for (a, b), match in between.items():
        if max(match.coverage) < _DOUBTFUL or not (boilerplate.stands_in(a) or boilerplate.stands_in(b)):
            yield match
            continue
        in_a = boilerplate.count(a, stream_of(a), [run.a for run in match.runs])
        in_b = boilerplate.count(b, stream_of(b), [run.b for run in match.runs])
        yield match._replace(common=(in_a, in_b))


class _Pair(NamedTuple):
    """Two texts, and the numbers of the samples in which they agree; ``is_rare`` if any of these is no frequent one."""

    a: int
    b: int
    at_a: Ints
    at_b: Ints
    is_rare: bool


def _pairs(samples: Samples) -> Iterator[_Pair]:
    """Yield each two texts with shared shingles.

    A shingle that too many texts have pairs each with the next alone: enough for a notice that was printed a hundred times.
    """
    rare, frequent = pair_places(samples.hashes), pair_neighbours(samples.hashes)
    left, right = np.concatenate((rare[0], frequent[0])), np.concatenate((rare[1], frequent[1]))
    is_rare = np.arange(len(left)) < len(rare[0])
    apart = samples.texts[left] != samples.texts[right]
    left, right, is_rare = left[apart], right[apart], is_rare[apart]
    order = np.lexsort((samples.texts[right], samples.texts[left]))
    left, right, is_rare = left[order], right[order], is_rare[order]
    a, b = samples.texts[left], samples.texts[right]
    starts = np.flatnonzero((a[1:] != a[:-1]) | (b[1:] != b[:-1])) + 1
    bounds = [0, *starts.tolist(), len(a)] if len(a) else []
    for start, end in pairwise(bounds):
        yield _Pair(int(a[start]), int(b[start]), left[start:end], right[start:end], bool(is_rare[start:end].any()))


def _match(a: Stream, b: Stream, at_a: Ints, at_b: Ints) -> Match | None:
    """Return what two streams share, if anything; the names are left empty."""
    chains = find_chains(a, b, at_a, at_b)
    if not chains:
        return None
    runs = sorted({run for chain in chains for run in chain_runs(a, b, chain)})
    stretches = [stretch for chain in chains for stretch in chain.stretches]
    letters = (
        _covered((stretch.a, stretch.length) for stretch in stretches),
        _covered((stretch.b, stretch.length) for stretch in stretches),
    )
    return Match("", "", tuple(runs), letters, (len(a), len(b)))


def _covered(stretches: Iterable[tuple[int, int]]) -> int:
    """Return how many letters at least one of the stretches (start, length) holds."""
    total = reach = 0
    for start, length in sorted(stretches):
        total += max(start + length - max(start, reach), 0)
        reach = max(reach, start + length)
    return total
