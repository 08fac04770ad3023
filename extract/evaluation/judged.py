"""One comparison of gold and program, and the joining of records that stand on the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from extract.models import Span

LEAST_SHARED = 0.5
"""Share of the characters under both that two records of one thing must have in common."""


class Judged(NamedTuple):
    """What the gold says of one thing at one place, and what the program found there."""

    figure: str
    expected: frozenset[Hashable]
    found: frozenset[Hashable]
    start: int
    """Raw offset of the place."""
    text: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two do not agree."""
        return self.expected != self.found


def alike(figure: str, expected: Hashable, found: Hashable, start: int, text: str = "") -> Judged:
    """Return the comparison of two values of which there is always one."""
    return Judged(figure, frozenset([expected]), frozenset([found]), start, text)


def shared(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Return the characters that stand under both, as a share of those under either.

    >>> shared([(0, 4), (6, 10)], [(2, 10)])
    0.6
    """
    left, right = sorted(one), sorted(other)
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)
    either = sum(end - start for start, end in left) + sum(end - start for start, end in right) - both
    return both / either if either else 0.0


def join(one: Sequence[Sequence[Span]], other: Sequence[Sequence[Span]]) -> dict[int, int]:
    """Return which of ``one`` stands on the text of which of ``other``, each joined once, the best first.

    >>> join([[(0, 10)], [(12, 20)]], [[(11, 20)], [(40, 50)]])
    {1: 0}
    """
    starts = sorted((spans[0][0], spans[-1][1], number) for number, spans in enumerate(other) if spans)
    pairs = []
    first = 0
    for number in sorted((number for number, spans in enumerate(one) if spans), key=lambda each: one[each][0][0]):
        low, high = one[number][0][0], one[number][-1][1]
        while first < len(starts) and starts[first][1] <= low:
            first += 1
        for start, end, candidate in starts[first:]:
            if start >= high:
                break
            share = shared(one[number], other[candidate]) if end > low else 0.0
            if share >= LEAST_SHARED:
                pairs.append((-share, number, candidate))
    joined: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, candidate in sorted(pairs):
        if number not in joined and candidate not in taken:
            joined[number] = candidate
            taken.add(candidate)
    return joined
