"""What two texts of many have in common: coverage of each side, and runs of text against text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from extract.runs import Run, chain_runs
from extract.boilerplate import Boilerplate, Samples
from extract.chains import MIN_LETTERS, find_chains
from extract.repeats import stream_repeats
from extract.shingles import GRAM, Ints, Stream, pair_places, read_stream


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
    """Return what each two texts share and what each text repeats, in the order of their ids."""
    first: dict[str, str] = {}
    twins: dict[str, list[str]] = {}
    for name in sorted(texts):
        twins.setdefault(first.setdefault(texts[name], name), []).append(name)
    names = list(twins)
    found = []
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
    return Match(match.b, match.a, runs, match.letters[::-1], match.sizes[::-1])


def _between_twins(text: str, names: Sequence[str]) -> Iterator[Match]:
    """Yield the matches of equal texts."""
    if len(names) < 2 or not text:  # noqa: PLR2004
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
    found: dict[tuple[int, int], Match] = {}
    for a, b, at_a, at_b in _pairs(samples):
        match = _match(stream_of(a), stream_of(b), samples.letters[at_a], samples.letters[at_b])
        if match:
            found[a, b] = match._replace(a=names[a], b=names[b])
    boilerplate = Boilerplate(samples, [pair for pair, match in found.items() if max(match.coverage) >= SAME_WORK], len(texts))
    for (a, b), match in found.items():
        if max(match.coverage) < _DOUBTFUL or not (boilerplate.stands_in(a) or boilerplate.stands_in(b)):
            yield match
            continue
        in_a = boilerplate.count(a, stream_of(a), [run.a for run in match.runs])
        in_b = boilerplate.count(b, stream_of(b), [run.b for run in match.runs])
        yield match._replace(common=(in_a, in_b))


def _pairs(samples: Samples) -> Iterator[tuple[int, int, Ints, Ints]]:
    """Yield each two texts with shared shingles, and the numbers of these shingles in both."""
    left, right = pair_places(samples.hashes)
    text_of = samples.texts
    apart = text_of[left] != text_of[right]
    left, right = left[apart], right[apart]
    order = np.lexsort((text_of[right], text_of[left]))
    left, right = left[order], right[order]
    a, b = text_of[left], text_of[right]
    starts = np.flatnonzero(np.concatenate(([True], (a[1:] != a[:-1]) | (b[1:] != b[:-1])))) if len(a) else np.zeros(0, np.int64)
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(a)], strict=True):
        yield int(a[start]), int(b[start]), left[start:end], right[start:end]


def _match(a: Stream, b: Stream, at_a: Ints, at_b: Ints) -> Match | None:
    shortest = max(GRAM, min(MIN_LETTERS, len(a) // 2, len(b) // 2))
    chains = find_chains(a, b, at_a, at_b, shortest=shortest)
    if not chains:
        return None
    runs = sorted({run for chain in chains for run in chain_runs(a, b, chain)})
    letters = _covered((s.a, s.length) for c in chains for s in c.stretches), _covered((s.b, s.length) for c in chains for s in c.stretches)
    return Match("", "", tuple(runs), letters, (len(a), len(b)))


def _covered(stretches: Iterable[tuple[int, int]]) -> int:
    """Return how many letters at least one of the stretches (start, length) holds."""
    total = reach = 0
    for start, length in sorted(stretches):
        total += max(start + length - max(start, reach), 0)
        reach = max(reach, start + length)
    return total
