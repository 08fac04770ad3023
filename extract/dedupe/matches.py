"""What two texts of many have in common: coverage of each side, and runs of text against text.

Fingerprints of single texts give candidate pairs, batches of pairs with their texts give what they share, and what all
texts share tells boilerplate. The first and the second step may run anywhere (``each``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.dedupe.batches import Batch, group_pairs, make_batch
from extract.dedupe.boilerplate import Boilerplate
from extract.dedupe.chains import MIN_LETTERS
from extract.dedupe.fingerprints import Fingerprint, fingerprint
from extract.dedupe.gathered import MEMORY, gathered
from extract.dedupe.pairs import Pair, find_pairs
from extract.dedupe.passages import MIN_PASSAGE, passages_of
from extract.dedupe.run_list import RunList
from extract.dedupe.shared import Shared, match_pairs
from extract.dedupe.shingles import MAX_PLACES, Places, read_stream
from extract.errors import PinciteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extract.dedupe.repeats import Repeat

SAME_WORK = 0.85
"""Share of a text that must stand in another for the two to be one work, whatever boilerplate they have."""

_DOUBTFUL = 0.4  # coverage below which no boilerplate can make a relation

Common = tuple[tuple[int, int], tuple[int, int]]
"""The letters of boilerplate of each side: in what is shared, and in all of it."""

_NONE: Common = ((0, 0), (0, 0))


Lose = Callable[[str, str, PinciteError], None]


def raised(_a: str, _b: str, error: PinciteError) -> None:
    """Raise the error: nothing may be lost."""
    raise error


class Match(NamedTuple):
    """What sources ``a`` and ``b`` share; with ``a == b``, one stretch that stands twice in it.

    ``letters`` and ``sizes`` count letters and digits: those of each side that stand in the other, and all of it.
    ``common`` counts those of each side that are boilerplate: first in what is shared, then in all of it.
    """

    a: str
    b: str
    runs: RunList
    letters: tuple[int, int]
    sizes: tuple[int, int]
    common: Common = _NONE

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

    runs: RunList
    letters: tuple[int, int]
    bounds: tuple[Places, Places]


def find_matches(texts: Mapping[str, str], *, each: Callable[..., Iterable[Any]] = map) -> list[Match]:
    """Return what each two texts share and what each text repeats, in the order of their ids.

    Which of two texts has the lower id makes no difference to what is found. ``each`` applies a step to many items, in
    this process or in others.
    """
    names = sorted(texts)
    fingerprints = each(fingerprint, (texts[name] for name in names))
    return match_all(texts, dict(zip(names, fingerprints, strict=True)), each=each)


class _Head(NamedTuple):
    """What stays in memory of the fingerprint of a text, and the names of all texts that are equal to it."""

    digest: bytes
    length: int
    size: int
    samples: int
    repeats: tuple[Repeat, ...]
    names: list[str]


class _Numbered(Sequence[Fingerprint]):
    """Fingerprints by the numbers of their texts, each read when it is asked for."""

    def __init__(self, fingerprints: Mapping[str, Fingerprint], names: Sequence[str]) -> None:
        self._fingerprints, self._names = fingerprints, names

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, number: Any) -> Any:
        return self._fingerprints[self._names[number]]


def match_all(
    texts: Mapping[str, str],
    fingerprints: Mapping[str, Fingerprint],
    *,
    each: Callable[..., Iterable[Any]] = map,
    memory: int = MEMORY,
    lose: Lose = raised,
) -> list[Match]:
    """Return what ``find_matches`` does, from the fingerprints of all texts.

    ``lose`` is told of two texts, by their names, of which it cannot be found what they share, and why.

    Both mappings may read what is asked for: each fingerprint twice or three times, and only texts that may share
    something. Samples, letters and candidates that take more than ``memory`` bytes lie in files.
    """
    heads = _heads(fingerprints)
    numbered = _Numbered(fingerprints, [head.names[0] for head in heads])
    matches: list[Match] = []
    with gathered(numbered, [(head.size, head.samples) for head in heads], memory=memory) as together:
        shared = dict(_shared(list(find_pairs(together)), heads, texts, each, lose))
        same_work = (pair for pair, found in shared.items() if max(_coverage(found, *pair, heads)) >= SAME_WORK)
        boilerplate = Boilerplate(numbered, together.parts, same_work)
        common = _common(shared, heads, boilerplate)
        for (a, b), found in shared.items():
            match = Match("", "", found.runs, found.letters, (heads[a].size, heads[b].size), common.get((a, b), _NONE))
            matches += _for_twins(match, heads[a].names, heads[b].names)
    for head in heads:
        matches += _inside(head)
        matches += _between_twins(head)
    return sorted(matches)


def _heads(fingerprints: Mapping[str, Fingerprint]) -> list[_Head]:
    """Return the heads of different texts, in an order that does not depend on their names."""
    heads: dict[bytes, _Head] = {}
    for name in sorted(fingerprints):
        one = fingerprints[name]
        if one.digest in heads:
            heads[one.digest].names.append(name)
        else:
            heads[one.digest] = _Head(one.digest, one.length, one.size, len(one.hashes), one.repeats, [name])
    return sorted(heads.values(), key=lambda head: (head.length, head.digest))


def _shared(
    pairs: Sequence[Pair], heads: Sequence[_Head], texts: Mapping[str, str], each: Callable[..., Iterable[Any]], lose: Lose
) -> Iterator[tuple[tuple[int, int], Found]]:
    """Yield the numbers of each two texts that share something, with what they share.

    What fails for a batch is tried for each of its pairs alone.
    """
    groups = list(group_pairs(pairs, heads))
    batches = (make_batch(group, heads, lambda number: texts[heads[number].names[0]]) for group in groups)
    failed: list[Pair] = []
    for group, results in zip(groups, each(match_batch, batches), strict=True):
        if not isinstance(results, PinciteError):
            yield from (((pair.a, pair.b), found) for pair, found in zip(group, results, strict=True) if found)
        elif len(group) > 1:
            failed += group
        else:
            lose(heads[group[0].a].names[0], heads[group[0].b].names[0], results)
    for pair in failed:
        yield from _shared([pair], heads, texts, each, lose)


def match_batch(batch: Batch) -> list[Found | None]:
    """Return what the texts of each pair of a batch share, if anything."""
    streams = [read_stream(text) for text in batch.texts]
    sizes = [(len(streams[pair.a]), len(streams[pair.b])) for pair in batch.pairs]
    matched = zip(batch.pairs, match_pairs(streams, batch.pairs), sizes, strict=True)
    return [_found(shared, pair, size) if shared else None for pair, shared, size in matched]


def _found(shared: Shared, pair: Pair, sizes: tuple[int, int]) -> Found | None:
    coverage = max(map(_share, shared.letters, sizes))
    if not pair.is_rare and coverage < _DOUBTFUL:
        return None
    if coverage < SAME_WORK:
        shared, longest = passages_of(shared, min(MIN_LETTERS, *(size // 2 for size in sizes)))
        if longest < MIN_PASSAGE and max(map(_share, shared.letters, sizes)) < _DOUBTFUL:
            return None
    return Found(RunList(shared.runs), shared.letters, (shared.bounds[:, :2], shared.bounds[:, 2:]))


def _coverage(found: Found, a: int, b: int, heads: Sequence[_Head]) -> tuple[float, float]:
    return _share(found.letters[0], heads[a].size), _share(found.letters[1], heads[b].size)


def _common(
    shared: Mapping[tuple[int, int], Found], heads: Sequence[_Head], boilerplate: Boilerplate
) -> dict[tuple[int, int], Common]:
    """Return the letters of boilerplate in what two texts share and in all of them, where they may matter."""
    doubtful = [pair for pair, found in shared.items() if max(_coverage(found, *pair, heads)) >= _DOUBTFUL]
    counts = boilerplate.count([side for pair in doubtful for side in zip(pair, shared[pair].bounds, strict=True)])
    return dict(zip(doubtful, zip(counts[::2], counts[1::2], strict=True), strict=True))


def _inside(head: _Head) -> Iterator[Match]:
    """Yield what a text repeats, for each of its names."""
    for name in head.names:
        for repeat in head.repeats:
            yield Match(name, name, RunList.of(repeat.runs), (repeat.letters, repeat.letters), (head.size, head.size))


def _for_twins(match: Match, names_a: Sequence[str], names_b: Sequence[str]) -> Iterator[Match]:
    """Yield the match for all texts that are equal to its two; of very many equal ones, for the first."""
    for a in names_a if len(names_a) <= MAX_PLACES else names_a[:1]:
        for b in names_b if len(names_b) <= MAX_PLACES else names_b[:1]:
            yield match._replace(a=a, b=b) if a < b else _turned(match._replace(a=a, b=b))


def _turned(match: Match) -> Match:
    """Return the match with its sides exchanged."""
    return Match(match.b, match.a, match.runs.turned(), match.letters[::-1], match.sizes[::-1], match.common[::-1])


def _between_twins(head: _Head) -> Iterator[Match]:
    """Yield the matches of equal texts, each with each; of very many, each with the first."""
    if not head.length:
        return
    runs = RunList.of([(0, head.length, 0, head.length)])
    first = head.names if len(head.names) <= MAX_PLACES else head.names[:1]
    for at, a in enumerate(first):
        for b in head.names[at + 1 :]:
            yield Match(a, b, runs, (head.size, head.size), (head.size, head.size))
