"""How far a passage that two works share is theirs alone: a quotation, or a stock phrase that many have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.shingles import hash_grams, read_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from extract.dedupe.shingles import Hashes, Ints

STOCK = 0.25
"""Score below which a passage is more like a stock phrase: on bills, the best limit is .15 to .27."""

_STRETCH = 8
"""Letters of the stretches whose works are counted: 5 to 10 tell reuse from stock phrases alike, 12, 20 and words less."""

_SAMPLING = 2  # one stretch in so many, by its hash
_DOUBT = 50
"""Stretches of nobody that each passage counts with: a short one tells less. 25 to 200 do as well."""

_LONGEST = 1000
"""Characters of each side that are looked at: enough to tell, and as much work for a chapter as for a paragraph."""

_TOGETHER = 4096  # texts that are read at a time


class Passage(NamedTuple):
    """What one work has in common with another; copies of one text are one work."""

    work: str
    text: str


class _Stretches(NamedTuple):
    """The different stretches of each text, as numbers, text after text, and where in them each text begins and the last ends."""

    numbers: NDArray[np.uint64]
    starts: Ints

    def of(self, texts: Ints) -> tuple[NDArray[np.uint64], Ints]:
        """Return the stretches of some texts one after the other, and which of them each is of."""
        counts = self.starts[texts + 1] - self.starts[texts]
        shift = self.starts[texts] - np.cumsum(counts) + counts
        return self.numbers[np.repeat(shift, counts) + np.arange(counts.sum())], np.repeat(np.arange(len(texts)), counts)


class _Numbers(dict[str, int]):
    """Numbers of names or texts, in the order in which they are first asked for."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self)
        return self[name]


def passage_scores(shared: Sequence[tuple[Passage, Passage]]) -> list[float]:
    """Return for each two passages, from 0 to 1, how far what they share is theirs alone, by the works of all passages.

    Each different stretch of letters in common counts 1 by the square root of the other works that have it: one if the two
    have it alone, a third in a phrase of ten works. The score is the mean, with some more stretches that count nothing.

        >>> quoted = "the pilots of Lagos went home in March and never asked for their fees again"
        >>> stock = "all rights in this publication are reserved by the authors and their publishers"
        >>> pairs = [(f"paper {number}", "book", stock) for number in range(9)] + [("paper 1", "paper 2", quoted)]
        >>> scores = passage_scores([(Passage(a, text), Passage(b, text)) for a, b, text in pairs])
        >>> scores[0] < STOCK < scores[-1]
        True
    """
    if not shared:
        return []
    texts, works = _Numbers(), _Numbers()
    holders = np.array([[texts[side.text[:_LONGEST]], works[side.work]] for sides in shared for side in sides], dtype=np.int64)
    stretches = _stretches(list(texts))
    weights = _weights(stretches, _distinct(_packed(holders[:, 0], holders[:, 1])))
    pairs, pair_of = np.unique(_packed(holders[::2, 0], holders[1::2, 0]), return_inverse=True)
    scores: list[float] = np.round(_scores(stretches, weights, *_unpacked(pairs)), 4)[pair_of].tolist()
    return scores


def _stretches(texts: Sequence[str]) -> _Stretches:
    """Return the stretches of letters of some texts."""
    parts = list(_hashes(texts))
    hashes, text_of = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    numbers = np.unique(hashes, return_inverse=True)[1]
    text_of, numbers = _unpacked(_distinct(_packed(text_of, numbers)))
    return _Stretches(numbers.astype(np.uint64), np.searchsorted(text_of, np.arange(len(texts) + 1)))


def _hashes(texts: Sequence[str]) -> Iterator[tuple[Hashes, Ints]]:
    """Yield the hashes of the stretches of some texts at a time, with the number of the text of each."""
    for low in range(0, len(texts), _TOGETHER):
        some = texts[low : low + _TOGETHER]
        stream = read_stream("\n".join(some))
        hashes = hash_grams(stream.codes, _STRETCH)
        kept = np.flatnonzero(hashes % np.uint64(_SAMPLING) == 0)
        ends = np.cumsum([len(text) + 1 for text in some])
        first, last = (np.searchsorted(ends, stream.places[kept + at], side="right") for at in (0, _STRETCH - 1))
        yield hashes[kept[first == last]], first[first == last] + low


def _weights(stretches: _Stretches, holders: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return what each stretch counts: ``holders`` are the texts, each with each work that has it."""
    texts, works = _unpacked(holders)
    numbers, holder_of = stretches.of(texts)
    counts = np.bincount(_unpacked(_distinct(_packed(numbers, works[holder_of])))[0])
    weights: NDArray[np.float64] = 1 / np.sqrt(np.maximum(counts - 1, 1))
    return weights


def _scores(stretches: _Stretches, weights: NDArray[np.float64], a: Ints, b: Ints) -> NDArray[np.float64]:
    """Return the score of what each text of ``a`` and the text of ``b`` beside it share."""
    sides = [_packed(pair_of, numbers) for numbers, pair_of in map(stretches.of, (a, b))]
    keys = np.sort(np.concatenate(sides))
    pair_of, shared = _unpacked(keys[1:][keys[1:] == keys[:-1]])
    counts = np.bincount(pair_of, minlength=len(a))
    totals = np.bincount(pair_of, weights[shared], minlength=len(a)).astype(np.float64)
    return totals / (counts + _DOUBT / _SAMPLING)


def _packed(upper: NDArray[np.integer], lower: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Return each two numbers below 2**32 as one."""
    return upper.astype(np.uint64) << np.uint64(32) | lower.astype(np.uint64)


def _unpacked(keys: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return the two numbers of each key."""
    return (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(2**32 - 1)).astype(np.int64)


def _distinct(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the different keys in order."""
    keys = np.sort(keys)
    different: NDArray[np.uint64] = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    return different
