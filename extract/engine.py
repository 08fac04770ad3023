"""Where steps run: in this process, or in several on this machine."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.progress import Progress

T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """Apply a step to every item and give the results in the order of the items, like the built-in ``map``."""

    def __call__(self, step: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]:
        """Return ``step(item)`` for each item."""


@contextmanager
def processes(jobs: int, items: int) -> Iterator[Each]:
    """Give an ``Each`` that keeps ``jobs`` processes at work (0: one for each core), never more than there are items.

    >>> with processes(1, 3) as each:
    ...     list(each(len, ["a", "bc", "def"]))
    [1, 2, 3]
    """
    workers = min(jobs or cores(), items)
    if workers <= 1:
        yield map
        return
    with ProcessPoolExecutor(workers) as executor:
        yield executor.map


def followed(each: Each, progress: Progress) -> Each:
    """Return ``each`` with a bar that shows how far a step has come."""

    def run(step: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        known = list(items)
        yield from progress.track(each(step, known), total=len(known), description=step.__name__.replace("_", " "))

    return run


def cores() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
