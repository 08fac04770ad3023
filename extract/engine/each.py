"""What a pipeline asks of whatever runs its steps."""

from __future__ import annotations

from collections.abc import Sized
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.progress import Progress

    from extract.errors import UnreadableSourceError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 16
"""Items a worker that are begun before the first of them is asked for; one slow source holds up no more."""


class Each(Protocol):
    """Apply a step to every item and give the results in the order of the items, like the built-in ``map``.

    Where steps are guarded, a step that fails gives its fault in the place of a result, and the others are done.
    """

    def __call__(self, step: Callable[[T], R], items: Iterable[T], /) -> Iterable[R | UnreadableSourceError]:
        """Return ``step(item)`` for each item."""


def followed(each: Each, progress: Progress) -> Each:
    """Return ``each`` with a bar that shows how far a step has come, where it is known how many items there are."""

    def run(step: Callable[[T], R], items: Iterable[T], /) -> Iterator[R | UnreadableSourceError]:
        total = len(items) if isinstance(items, Sized) else None
        yield from progress.track(each(step, items), total=total, description=step.__name__.replace("_", " "))

    return run
