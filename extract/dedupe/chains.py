"""Chains: what two streams share, letter by letter, in as many pieces as it takes.

A chain runs forward on both sides and steps over what one side lacks or spells otherwise. Two streams may share
several chains in any order: a moved paragraph, a pull quote, a body that stands twice.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.gaps import MAX_GAP, extended, filled, strongest
from extract.dedupe.shingles import GRAM, Ints, Stream, hash_grams, pair_places
from extract.dedupe.stretches import Step, Stretch, exact_stretches, gaps, linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

MIN_LETTERS = 60
"""Equal letters of the shortest chain that tells something by itself: ten words."""

SHORTEST_REST = 28
"""Equal letters of the shortest sentence that is looked up where two texts are known to share more."""

_SENTENCE_MARKS = ".!?…。"
_BLANKS = " \t\r"
_MOST_BLANKS = 8  # between two line breaks that end a paragraph
_SENTENCE_END = re.compile(rf"[{_SENTENCE_MARKS}]|\n[{_BLANKS}]{{0,{_MOST_BLANKS}}}\n")
_GIVE = 2  # letters that two copies may share by chance beyond their ends
_REST_GAP = 60  # letters between two stretches of such a sentence
_REST_GRAM = 12  # letters of the shingles with which it is looked up
_PAIRS_PER_LETTER = 4  # pairs of equal shingles for each letter of a text; more of them say again what these do
_CELL = 32  # letters within which two chains are taken for one
_OWN_GAP = 200  # letters: within one text, two repeats of a page are not one repeat
_OWN_DIFFERENCE = 12  # letters that may differ inside a repeat
_SOLID = 85  # per cent of equal letters in a repeat; less is stock phrases in a row
_SOLID_PART = 30  # letters of the smallest repeat before its ends are carried on
_AROUND_INTERRUPTION = 60  # letters that a repeat has for each interruption


class Chain(NamedTuple):
    """Stretches that follow each other on both sides; ``equal`` counts the letters that are the same."""

    stretches: tuple[Stretch, ...]
    equal: int

    @property
    def a(self) -> tuple[int, int]:
        """Letters from the first stretch to the last on side a."""
        return self.stretches[0].a, self.stretches[-1].a + self.stretches[-1].length

    @property
    def b(self) -> tuple[int, int]:
        """Letters from the first stretch to the last on side b."""
        return self.stretches[0].b, self.stretches[-1].b + self.stretches[-1].length


def find_chains(a: Stream, b: Stream, at_a: Ints, at_b: Ints) -> list[Chain]:
    """Return the chains through the shingles that begin at ``at_a[i]`` and, equal, at ``at_b[i]``; longest first.

    Where they leave out a part of one side, that part is looked up again, for short copies between the samples.
    """
    shortest = max(GRAM, min(MIN_LETTERS, len(a) // 2, len(b) // 2))
    linked_stretches = linked(exact_stretches(a, b, at_a, at_b), MAX_GAP, MAX_GAP)
    chains = _without_shadows(a, b, _through(a, b, linked_stretches), shortest)
    if 2 * sum(chain.equal for chain in chains) < min(len(a), len(b)):
        return chains
    rest = _rest(a, b, chains)
    rest = [chain for chain in rest if chain.equal >= shortest or (_is_sentence(a, chain.a) and _is_sentence(b, chain.b))]
    return _without_shadows(a, b, chains + rest, SHORTEST_REST)


def find_own_chains(stream: Stream) -> list[Chain]:
    """Return the chains between different places of one stream, the earlier place on side a; longest first, down to ``SHORTEST_REST``."""
    stretches = exact_stretches(stream, stream, *pair_places(stream.hashes, most=_PAIRS_PER_LETTER * len(stream)))
    found: list[Chain] = []
    seen = _Seen()
    for chain in linked(stretches, MAX_GAP, _OWN_GAP):
        if chain in seen:
            continue
        for part in _parts(list(filled(stream.letters, stream.letters, chain))):
            for solid in _solid_parts(part):
                found.append(_chain(extended(stream, stream, solid)))
                seen.add(found[-1].stretches)
    return _without_shadows(stream, stream, found, SHORTEST_REST)


class _Seen:
    """The places where chains were found already, so that what they left over does not lead to them again."""

    def __init__(self) -> None:
        self._cells: set[tuple[int, int]] = set()

    def add(self, stretches: Iterable[Stretch]) -> None:
        for stretch in stretches:
            jump = (stretch.b - stretch.a) // _CELL
            self._cells.update((at, jump) for at in range(stretch.a // _CELL, (stretch.a + stretch.length - 1) // _CELL + 1))

    def __contains__(self, stretches: Iterable[Stretch]) -> bool:
        return all((stretch.a // _CELL, (stretch.b - stretch.a) // _CELL) in self._cells for stretch in stretches)


def _through(a: Stream, b: Stream, chains: Iterable[Sequence[Stretch]]) -> list[Chain]:
    """Return the chains with their gaps filled and their ends carried on."""
    found: list[Chain] = []
    seen = _Seen()
    for stretches in chains:
        if stretches not in seen:
            found.append(_chain(extended(a, b, list(filled(a.letters, b.letters, stretches)))))
            seen.add(found[-1].stretches)
    return found


def _rest(a: Stream, b: Stream, chains: Sequence[Chain]) -> list[Chain]:
    """Return the chains through parts of either side that ``chains`` leave out."""
    in_a = _unpaired(len(a), ((stretch.a, stretch.length) for chain in chains for stretch in chain.stretches))
    in_b = _unpaired(len(b), ((stretch.b, stretch.length) for chain in chains for stretch in chain.stretches))
    of_a, of_b = _look_up(a, b, in_b), _look_up(b, a, in_a)
    stretches = exact_stretches(a, b, np.concatenate((of_a[0], of_b[1])), np.concatenate((of_a[1], of_b[0])))
    return _through(a, b, linked(stretches, _REST_GAP, _REST_GAP))


def _chain(steps: Sequence[Step]) -> Chain:
    """Return the steps as a chain."""
    return Chain(tuple(stretch for stretch, _ in steps if stretch.length), sum(count for _, count in steps))


def _unpaired(size: int, stretches: Iterable[tuple[int, int]]) -> Ints:
    """Return where a shingle of ``_REST_GRAM`` letters begins that no stretch (start, length) touches."""
    paired = np.zeros(size + 1, dtype=np.int64)
    for start, length in stretches:
        paired[max(start - _REST_GRAM + 1, 0)] += 1
        paired[start + length] -= 1
    free = np.cumsum(paired[: max(size - _REST_GRAM + 1, 0)]) == 0
    return np.flatnonzero(free)


def _look_up(a: Stream, b: Stream, wanted: Ints) -> tuple[Ints, Ints]:
    """Return the places in ``a`` of the shingles of ``b`` at ``wanted``, each that stands once in ``a``, and those in ``b``."""
    none = np.zeros(0, np.int64)
    if not len(wanted) or len(a) < _REST_GRAM:
        return none, none
    grams = hash_grams(a.codes, _REST_GRAM)
    order = np.argsort(grams, kind="stable")
    grams = grams[order]
    asked = hash_grams(b.codes, _REST_GRAM)[wanted]
    by_hash = np.argsort(asked)  # looked up in order, neighbours are in the processor's cache
    asked, wanted = asked[by_hash], wanted[by_hash]
    low, high = np.searchsorted(grams, asked, "left"), np.searchsorted(grams, asked, "right")
    once = high - low == 1
    return order[low[once]].astype(np.int64), wanted[once]


def _is_sentence(stream: Stream, span: tuple[int, int]) -> bool:
    """Tell whether the letters from ``span[0]`` to ``span[1]`` are whole sentences, give or take a letter or two."""
    return _is_bound(stream, span[0]) and _is_bound(stream, span[1])


def _is_bound(stream: Stream, letter: int) -> bool:
    """Tell whether a sentence or a paragraph ends about where ``letter`` stands."""
    first, last = letter - 1 - _GIVE, letter + _GIVE
    if first < 0 or last >= len(stream):
        return True
    return bool(_SENTENCE_END.search(stream.text, stream.places[first], stream.places[last]))


def _parts(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps in parts, cut where both sides go on differently or reach each other, without weak ends."""
    part: list[Step] = []
    for step in steps:
        stretch = step[0]
        if stretch.b <= stretch.a:
            continue
        if part and (min(gaps(part[-1], step)) > _OWN_DIFFERENCE or stretch.a + stretch.length > part[0][0].b):
            yield strongest(part)[0]
            part = []
        part.append(step)
    yield strongest(part)[0]


def _solid_parts(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
    """Yield the steps, cut at their widest gaps, until each part covers nearly all of its less interrupted side."""
    waiting = [steps]
    while waiting:
        part = waiting.pop()
        if sum(count for _, count in part) < _SOLID_PART:
            continue
        if _is_solid(part):
            yield part
            continue
        cut = max(range(1, len(part)), key=lambda at: (max(gaps(part[at - 1], part[at])), at), default=0)
        if cut:
            waiting += [part[cut:], part[:cut]]


def _is_solid(steps: Sequence[Step]) -> bool:
    """Tell whether the steps cover nearly all of their less interrupted side."""
    equal = sum(count for _, count in steps)
    first, last = steps[0][0], steps[-1][0]
    extent = min(last.a + last.length - first.a, last.b + last.length - first.b)
    interruptions = sum(max(gaps(*pair)) > _OWN_DIFFERENCE for pair in pairwise(steps))
    return 100 * equal >= _SOLID * extent and equal >= _AROUND_INTERRUPTION * interruptions


def _without_shadows(a: Stream, b: Stream, chains: list[Chain], shortest: int) -> list[Chain]:
    """Return the chains, longest first, without the ends whose letters longer ones pair already on both sides.

    A paragraph that each text has twice pairs crosswise too; what only one text has twice is no shadow.
    """
    kept: list[Chain] = []
    in_a, in_b = np.zeros(len(a), dtype=np.bool_), np.zeros(len(b), dtype=np.bool_)
    for chain in sorted(chains, key=lambda chain: (-chain.equal, chain.a, chain.b)):
        fresh = _fresh(chain, in_a, in_b)
        if fresh is None or fresh.equal < shortest:
            continue
        kept.append(fresh)
        for stretch in fresh.stretches:
            in_a[stretch.a : stretch.a + stretch.length] = True
            in_b[stretch.b : stretch.b + stretch.length] = True
    return sorted(kept, key=lambda chain: (-chain.equal, chain.a, chain.b))


def _fresh(chain: Chain, in_a: NDArray[np.bool_], in_b: NDArray[np.bool_]) -> Chain | None:
    """Return the chain from its first to its last letter that is not paired on both sides."""
    stretches: list[Stretch] = []
    for stretch in chain.stretches:
        known = in_a[stretch.a : stretch.a + stretch.length] & in_b[stretch.b : stretch.b + stretch.length]
        if not known.any():
            stretches.append(stretch)
            continue
        new = np.flatnonzero(~known)
        if len(new):
            first, last = (0 if stretches else int(new[0])), int(new[-1])
            stretches.append(Stretch(stretch.a + first, stretch.b + first, last + 1 - first))
    if stretches == list(chain.stretches):
        return chain
    if not stretches:
        return None
    lost = sum(stretch.length for stretch in chain.stretches) - sum(stretch.length for stretch in stretches)
    return Chain(tuple(stretches), max(chain.equal - lost, 0))
