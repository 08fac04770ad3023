"""Runs in little room: four numbers each, made into runs when somebody looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, overload

import numpy as np

from extract.dedupe.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


class RunList(Sequence[Run]):
    """Runs in order, sixteen bytes each.

    >>> runs = RunList.of([Run(0, 5, 10, 15), Run(7, 9, 20, 22)])
    >>> len(runs), runs[1].b, runs.array[:, 0].tolist()
    (2, (20, 22), [0, 7])
    """

    __slots__ = ("_numbers",)

    def __init__(self, array: NDArray[np.int32]) -> None:
        """Take the runs as rows of four numbers."""
        self._numbers = np.asarray(array, dtype=np.int32).tobytes()

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int, int, int]]) -> RunList:
        """Return some runs in little room."""
        return cls(np.array(list(runs), dtype=np.int32))

    @property
    def array(self) -> NDArray[np.int32]:
        """The runs as rows of four numbers, not to be written to."""
        return np.frombuffer(self._numbers, dtype=np.int32).reshape(-1, 4)

    def turned(self) -> RunList:
        """Return the runs with their sides exchanged, in the order of the new first side."""
        array = self.array[:, [2, 3, 0, 1]]
        return RunList(array[np.lexsort(array.T[::-1])])

    def __len__(self) -> int:
        """Return how many runs there are."""
        return len(self._numbers) // 16

    def __iter__(self) -> Iterator[Run]:
        """Yield the runs."""
        return map(Run._make, self.array.tolist())

    @overload
    def __getitem__(self, at: int) -> Run: ...
    @overload
    def __getitem__(self, at: slice) -> list[Run]: ...
    def __getitem__(self, at: int | slice) -> Run | list[Run]:
        """Return one run, or some."""
        found = self.array[at].tolist()
        return Run._make(found) if isinstance(at, int) else list(map(Run._make, found))

    def __eq__(self, other: object) -> bool:
        """Tell whether the runs are the same."""
        return isinstance(other, RunList) and self._numbers == other._numbers

    def __lt__(self, other: RunList) -> bool:
        """Tell which runs come first."""
        return bool(self.array.tolist() < other.array.tolist())

    def __hash__(self) -> int:
        """Return a hash of all numbers."""
        return hash(self._numbers)

    def __repr__(self) -> str:
        """Return what tells these runs from others."""
        return f"RunList({len(self)} runs, {blake2b(self._numbers, digest_size=16).hexdigest()})"
