"""How many items make a batch: handing one out costs a cluster milliseconds, and a small source takes no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

SECONDS = 0.5
"""What a batch should take: a hundred times what handing it out costs, and little to lose with a worker."""
MOST = 100
"""Items of a batch."""
SIZE = 2_000_000
"""Bytes of a batch, as far as items tell their ``size``."""


class Pace:
    """The batches of one step, as large as is fit for the time that its items have taken so far; results do not depend on it.

    >>> pace = Pace()
    >>> batches = pace.batches("abcdefg")
    >>> next(batches)
    ['a']
    >>> pace.note(0.5, 5), pace.note(0.5, 5)
    (None, None)
    >>> list(batches)
    [['b', 'c'], ['d', 'e'], ['f', 'g']]
    """

    def __init__(self) -> None:
        """Begin with one item at a time."""
        self._seconds_an_item = SECONDS

    def note(self, seconds: float, items: int) -> None:
        """Take into account what a batch has taken: half of the estimate is the last one."""
        self._seconds_an_item = (self._seconds_an_item + seconds / items) / 2

    def batches(self, items: Iterable[T]) -> Iterator[list[T]]:
        """Yield the items in batches."""
        batch: list[T] = []
        size = 0
        for item in items:
            batch.append(item)
            size += getattr(item, "size", 0)
            if len(batch) >= self._most() or size >= SIZE:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _most(self) -> int:
        return min(MOST, max(1, int(SECONDS / self._seconds_an_item))) if self._seconds_an_item else MOST
