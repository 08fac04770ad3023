"""Batches: pairs of texts with the texts, so that the pairs of texts that hang together are matched together, anywhere."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from extract.dedupe.pairs import Pair

LARGEST = 2_000_000
"""Characters of the texts in one batch, unless two texts alone are longer."""

_PAUSE = 16  # a batch ends behind one cluster of texts in so many, by its digest: what is added elsewhere moves no others


class Text(Protocol):
    """A text that is not read yet, known by its digest."""

    @property
    def digest(self) -> bytes:
        """The sum of the text."""

    @property
    def length(self) -> int:
        """Its number of characters."""


class Batch(NamedTuple):
    """Pairs to be matched, and their texts, each once: ``pairs`` count in ``texts``; ``digest`` tells both from others."""

    texts: tuple[str, ...]
    pairs: tuple[Pair, ...]
    digest: bytes

    @property
    def size(self) -> int:
        """The characters of the texts, by which it may take its time."""
        return sum(map(len, self.texts))

    def __repr__(self) -> str:
        """Return what tells this batch from others."""
        return f"Batch({self.digest.hex()})"


def make_batch(pairs: Sequence[Pair], texts: Sequence[Text], read: Callable[[int], str]) -> Batch:
    """Return pairs with their texts, which ``read`` gives by their numbers."""
    numbers = sorted({number for pair in pairs for number in (pair.a, pair.b)})
    at = {number: index for index, number in enumerate(numbers)}
    digest = blake2b(b"".join(texts[number].digest for number in numbers), digest_size=16)
    own = tuple(pair._replace(a=at[pair.a], b=at[pair.b]) for pair in pairs)
    for pair in own:
        digest.update(f"{pair.a} {pair.b} {len(pair.at_a)} {pair.is_rare}".encode())
        digest.update(pair.at_a.tobytes() + pair.at_b.tobytes())
    return Batch(tuple(map(read, numbers)), own, digest.digest())


def group_pairs(pairs: Iterable[Pair], texts: Sequence[Text], *, largest: int = LARGEST) -> Iterator[list[Pair]]:
    """Yield the pairs in groups of which the texts fit in one batch; pairs with a text in common are near each other."""
    group: list[Pair] = []
    held: set[int] = set()
    size = 0
    for cluster, digest in _clusters(pairs, texts):
        for pair in cluster:
            new = {pair.a, pair.b} - held
            if group and size + sum(texts[number].length for number in new) > largest:
                yield group
                group, held, size, new = [], set(), 0, {pair.a, pair.b}
            group.append(pair)
            held |= new
            size += sum(texts[number].length for number in new)
        if int.from_bytes(digest) % _PAUSE == 0:
            yield group
            group, held, size = [], set(), 0
    if group:
        yield group


def _clusters(pairs: Iterable[Pair], texts: Sequence[Text]) -> Iterator[tuple[list[Pair], bytes]]:
    """Yield the pairs of texts that hang together, text after text from the one with the lowest digest; and that digest."""
    of_text: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of_text[pair.a].append(pair)
        of_text[pair.b].append(pair)
    met: set[int] = set()
    for start in sorted(of_text, key=lambda number: texts[number].digest):
        if start in met:
            continue
        done: set[int] = set()
        waiting = [start]
        met.add(start)
        cluster: list[Pair] = []
        for number in waiting:  # it grows: the nearest first
            for pair in of_text[number]:
                other = pair.b if pair.a == number else pair.a
                if other in done:
                    cluster.append(pair)
                elif other not in met:
                    met.add(other)
                    waiting.append(other)
            done.add(number)
        yield cluster, texts[start].digest
