"""Which words of two texts are the same: through the alignment of the texts, and word by word between what that pairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from extract.dedupe.run_list import RunList
from extract.dedupe.shared import match_streams
from extract.dedupe.shingles import read_stream

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from extract.dedupe.runs import Run
    from extract.dedupe.shingles import Places, Stream
    from extract.differences.words import Token

MOVED_LETTERS = 40
"""Characters of the shortest passage that is told as moved."""

_STEP = 200  # characters that may differ inside a moved passage
_LARGEST = 4_000_000  # pairs of words: a larger gap between two stretches that agree is a difference as a whole
_SHORT = 24  # words: of a longer gap
_BY_CHANCE = 4  # one word in so many must be equal, or the two have nothing to do with each other
_SMALL = 2_500  # pairs of words that are weighed one by one
_UNLIKE = 0.5  # share of letters that may differ between two forms of one word
_JOINED = 0.34  # the same where words were run together
_OUT = 1.0  # cost of a word that only one side has
_MERGED = 0.05  # and of words that are run together, so that one for one is preferred


class Step(NamedTuple):
    """Tokens ``[a, a_end)`` of one text stand against ``[b, b_end)`` of the other.

    ``is_same`` says that they are the same words; else they are forms of one word, or one of the sides is empty.
    """

    a: int
    a_end: int
    b: int
    b_end: int
    is_same: bool


class Moved(NamedTuple):
    """Tokens that stand elsewhere in the other text, and how the words in them match."""

    a: tuple[int, int]
    b: tuple[int, int]
    steps: tuple[Step, ...]


class Side(NamedTuple):
    """A text with its tokens."""

    text: str
    tokens: Sequence[Token]


def match_words(a: Side, b: Side) -> tuple[list[Step], list[Moved]]:
    """Return how the words of two texts match, from left to right, and what has moved between them."""
    runs = _runs(a.text, b.text)
    main = _heaviest(runs)
    pairs = list(_pairs(a, b, main))
    moved = list(_moved(a, b, pairs, _outside(runs, main)))
    gone_a = {at for each in moved for at in range(*each.a)}
    gone_b = {at for each in moved for at in range(*each.b)}
    left_a = [at for at in range(len(a.tokens)) if at not in gone_a]
    left_b = [at for at in range(len(b.tokens)) if at not in gone_b]
    return list(_steps(a, b, left_a, left_b, pairs)), moved


def _runs(a: str, b: str) -> Sequence[Run]:
    """Return the runs of one text against the other."""
    streams = read_stream(a), read_stream(b)
    found = match_streams(*streams, *_seeds(*streams))
    return RunList(found.runs) if found else ()


def _seeds(a: Stream, b: Stream) -> tuple[Places, Places]:
    """Return the places of the shingles that stand equally often in both texts: the first against the first, and so on."""
    (of_a, at_a), (of_b, at_b) = a.sampled(), b.sampled()
    order_a, order_b = np.argsort(of_a, kind="stable"), np.argsort(of_b, kind="stable")
    sides = zip((of_a[order_a], of_b[order_b]), (order_a, order_b), (at_a, at_b), strict=True)
    counts = [np.unique(hashes, return_counts=True) for hashes in (of_a, of_b)]
    both, in_a, in_b = np.intersect1d(counts[0][0], counts[1][0], return_indices=True)
    equal = both[counts[0][1][in_a] == counts[1][1][in_b]]
    left, right = (places[order[np.isin(hashes, equal)]] for hashes, order, places in sides)
    by_place = np.lexsort((right, left))
    return left[by_place], right[by_place]


def _heaviest(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that follow each other on both sides and hold the most text."""
    ordered = sorted(set(runs))
    best = _Best(sorted({run.b_end for run in ordered}))
    by_end = sorted(range(len(ordered)), key=lambda at: (ordered[at].a_end, at))
    before: list[int] = [-1] * len(ordered)
    weight = [0] * len(ordered)
    done = 0
    for at, run in enumerate(ordered):
        while done < len(by_end) and ordered[by_end[done]].a_end <= run.a_start:
            best.add(ordered[by_end[done]].b_end, (weight[by_end[done]], -by_end[done]))
            done += 1
        most, last = best.up_to(run.b_start)
        before[at], weight[at] = -last if most else -1, most + run.a_end - run.a_start
    at = max(range(len(ordered)), key=lambda at: (weight[at], -at), default=-1)
    chain: list[Run] = []
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


class _Best:
    """The best value among those put at a place or before it (a Fenwick tree)."""

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places
        self._tree = [(0, 0)] * (len(places) + 1)

    def add(self, place: int, value: tuple[int, int]) -> None:
        at = bisect_left(self._places, place) + 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], value)
            at += at & -at

    def up_to(self, place: int) -> tuple[int, int]:
        at, found = bisect_right(self._places, place), (0, 0)
        while at:
            found = max(found, self._tree[at])
            at -= at & -at
        return found


def _outside(runs: Iterable[Run], main: Sequence[Run]) -> list[Run]:
    kept = set(main)
    return sorted(run for run in set(runs) if run not in kept)


def _pairs(a: Side, b: Side, runs: Iterable[Run]) -> Iterator[tuple[int, int]]:
    """Yield the tokens that are equal at the same place of a run, in the order of both sides."""
    starts_a = [token.start for token in a.tokens]
    at_b = {token.start: at for at, token in enumerate(b.tokens)}
    last = -1, -1
    for run in runs:
        shift = run.b_start - run.a_start
        for i in range(bisect_left(starts_a, run.a_start), bisect_left(starts_a, run.a_end)):
            token = a.tokens[i]
            j = at_b.get(token.start + shift)
            if j is None or token.end > run.a_end or i <= last[0] or j <= last[1]:
                continue
            if b.tokens[j].key == token.key:
                last = i, j
                yield last


def _moved(a: Side, b: Side, pairs: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Iterator[Moved]:
    """Yield the passages of ``runs`` in which no word is paired in its place, on either side."""
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    for block in sorted(_blocks(runs), key=lambda block: (block[0].a_start - block[-1].a_end, block)):
        of_a = _free(a, block[0].a_start, block[-1].a_end, taken[0])
        of_b = _free(b, block[0].b_start, block[-1].b_end, taken[1])
        own = [(i, j) for i, j in _pairs(a, b, block) if i in of_a and j in of_b]
        if not own or a.tokens[of_a[-1]].end - a.tokens[of_a[0]].start < MOVED_LETTERS:
            continue
        taken[0].update(of_a)
        taken[1].update(of_b)
        yield Moved((of_a[0], of_a[-1] + 1), (of_b[0], of_b[-1] + 1), tuple(_steps(a, b, of_a, of_b, own)))


def _free(side: Side, start: int, end: int, taken: Container[int]) -> range:
    """Return the tokens in ``[start, end)`` without those at the ends that are ``taken``; none, if others are too."""
    first = bisect_left(side.tokens, start, key=lambda token: token.start)
    last = bisect_right(side.tokens, end, key=lambda token: token.end)
    while first < last and first in taken:
        first += 1
    while first < last and last - 1 in taken:
        last -= 1
    return range(first, last) if not any(at in taken for at in range(first, last)) else range(0)


def _blocks(runs: Iterable[Run]) -> list[list[Run]]:
    """Return runs gathered where they follow each other closely on both sides."""
    blocks: list[list[Run]] = []
    for run in runs:
        last = blocks[-1][-1] if blocks else None
        if last and 0 <= run.a_start - last.a_end <= _STEP and 0 <= run.b_start - last.b_end <= _STEP:
            blocks[-1].append(run)
        else:
            blocks.append([run])
    return blocks


def _steps(a: Side, b: Side, of_a: Sequence[int], of_b: Sequence[int], pairs: Iterable[tuple[int, int]]) -> Iterator[Step]:
    """Yield the steps through the tokens ``of_a`` and ``of_b``, which are in order; ``pairs`` of them are known."""
    ranks = [{at: rank for rank, at in enumerate(side)} for side in (of_a, of_b)]
    known = [(ranks[0][i], ranks[1][j]) for i, j in pairs if i in ranks[0] and j in ranks[1]]
    at_a = at_b = 0
    for i, j in [*known, (len(of_a), len(of_b))]:
        if at_a < i or at_b < j:
            yield from _between(a, b, of_a[at_a:i], of_b[at_b:j])
        if i < len(of_a):
            yield Step(of_a[i], of_a[i] + 1, of_b[j], of_b[j] + 1, is_same=True)
        at_a, at_b = i + 1, j + 1


def _between(a: Side, b: Side, of_a: Sequence[int], of_b: Sequence[int]) -> Iterator[Step]:
    """Yield the steps through a gap: words that are equal first, then what stands between them."""
    keys_a, keys_b = [a.tokens[i].key for i in of_a], [b.tokens[j].key for j in of_b]
    at_a = at_b = 0
    for i, j, size in [*_equal(keys_a, keys_b), (len(keys_a), len(keys_b), 0)]:
        yield from _unequal(a, b, of_a[at_a:i], of_b[at_b:j])
        for k in range(size):
            yield Step(of_a[i + k], of_a[i + k] + 1, of_b[j + k], of_b[j + k] + 1, is_same=True)
        at_a, at_b = i + size, j + size


def _equal(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where equal words begin on both sides, and how many there are."""
    most = min(len(a), len(b))
    first = next((at for at in range(most) if a[at] != b[at]), most)
    last = next((at for at in range(most - first) if a[-1 - at] != b[-1 - at]), most - first)
    if first:
        yield 0, 0, first
    rest_a, rest_b = a[first : len(a) - last], b[first : len(b) - last]
    if len(rest_a) * len(rest_b) <= _LARGEST:
        blocks = [block for block in Levenshtein.editops(rest_a, rest_b).as_matching_blocks() if block.size]
        least = min(len(rest_a), len(rest_b))
        if least < _SHORT or _BY_CHANCE * sum(block.size for block in blocks) >= least:
            yield from ((block.a + first, block.b + first, block.size) for block in blocks)
    if last:
        yield len(a) - last, len(b) - last, last


def _unequal(a: Side, b: Side, of_a: Sequence[int], of_b: Sequence[int]) -> Iterator[Step]:
    """Yield the steps through words of which none is equal; what is no running text pairs with nothing."""
    own_a = [i for i in of_a if not a.tokens[i].aside]
    own_b = [j for j in of_b if not b.tokens[j].aside]
    is_short = min(len(own_a), len(own_b)) < _SHORT and 0 < len(own_a) * len(own_b) <= _SMALL
    found = list(_weighed(a, b, own_a, own_b)) if is_short else []
    at_a = at_b = 0
    for step in found:
        i, j = of_a.index(step.a), of_b.index(step.b)
        yield from _alone(of_a[at_a:i], of_b[at_b:j])
        inside_a = [at for at in range(step.a, step.a_end) if a.tokens[at].aside]
        inside_b = [at for at in range(step.b, step.b_end) if b.tokens[at].aside]
        yield step
        yield from _alone(inside_a, inside_b)
        at_a, at_b = of_a.index(step.a_end - 1) + 1, of_b.index(step.b_end - 1) + 1
    yield from _alone(of_a[at_a:], of_b[at_b:])


def _alone(of_a: Sequence[int], of_b: Sequence[int]) -> Iterator[Step]:
    """Yield each word that the other side lacks."""
    for i in of_a:
        yield Step(i, i + 1, 0, 0, is_same=False)
    for j in of_b:
        yield Step(0, 0, j, j + 1, is_same=False)


def _weighed(a: Side, b: Side, of_a: Sequence[int], of_b: Sequence[int]) -> Iterator[Step]:
    """Yield the pairs of the cheapest way from one list of words to the other: one for one, or two or three run together."""
    keys_a, keys_b = [a.tokens[i].key for i in of_a], [b.tokens[j].key for j in of_b]
    back = _cheapest(keys_a, keys_b)
    steps: list[Step] = []
    i, j = len(keys_a), len(keys_b)
    while i or j:
        m, n = back[i, j]
        if m and n:
            is_same = "".join(keys_a[i - m : i]) == "".join(keys_b[j - n : j])
            steps.append(Step(of_a[i - m], of_a[i - 1] + 1, of_b[j - n], of_b[j - 1] + 1, is_same))
        i, j = i - m, j - n
    yield from reversed(steps)


def _cheapest(keys_a: Sequence[str], keys_b: Sequence[str]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place the number of words on either side in the last step of the cheapest way to it."""
    cost = {(0, 0): 0.0}
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in product(range(len(keys_a) + 1), range(len(keys_b) + 1)):
        ways = [(cost[i - m, j - n] + _OUT, (m, n)) for m, n in ((1, 0), (0, 1)) if m <= i and n <= j]
        for m, n in _SHAPES:
            if m <= i and n <= j:
                unlike = _unlike("".join(keys_a[i - m : i]), "".join(keys_b[j - n : j]), _UNLIKE if m == n == 1 else _JOINED)
                if unlike is not None:
                    ways.append((cost[i - m, j - n] + max(m, n) * unlike + (_MERGED if m + n > 2 else 0), (m, n)))
        if ways:
            cost[i, j], back[i, j] = min(ways)
    return back


_SHAPES = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2))


def _unlike(one: str, other: str, most: float) -> float | None:
    """Return the share of letters that differ, or nothing if there are more than ``most``."""
    if one == other:
        return 0.0
    share = float(Levenshtein.normalized_distance(one, other, score_cutoff=most))
    return share if share <= most else None
