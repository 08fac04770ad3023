"""Values kept small while nobody looks at them, so that the texts and records of a thousand sources fit into memory."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar, overload

T = TypeVar("T")
R = TypeVar("R")

FASTEST = 1  # level of zlib; a higher one saves a tenth and takes thrice as long


class Packed(Generic[T]):
    """One value, pickled and compressed: the records of a source take a twentieth of their room.

    >>> Packed("ports " * 1000).open()[:5]
    'ports'
    """

    __slots__ = ("_data", "size")

    def __init__(self, value: T) -> None:
        """Pack ``value``; ``size`` is the number of bytes that were compressed."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self.size = len(data)
        self._data = zlib.compress(data, FASTEST)

    def open(self) -> T:
        """Return the value, made anew each time."""
        value: T = pickle.loads(zlib.decompress(self._data))  # noqa: S301 - what this program has packed
        return value


class Packing(Generic[T, R]):
    """A step on packed values: it opens what it takes and packs what it gives, in whichever process it runs."""

    def __init__(self, step: Callable[[T], R]) -> None:
        """Wrap ``step``."""
        self._step = step
        self.__name__ = (step.func if isinstance(step, partial) else step).__name__

    def __call__(self, item: Packed[T]) -> Packed[R]:
        """Do the step."""
        return Packed(self._step(item.open()))


class PackedList(Sequence[T]):
    """A list whose values are packed; each is opened when it is asked for.

    >>> list(PackedList.of(["harbour", "port"]))
    ['harbour', 'port']
    """

    def __init__(self, packed: Iterable[Packed[T]]) -> None:
        """Keep values that are packed already."""
        self.packed = list(packed)

    @classmethod
    def of(cls, values: Iterable[T]) -> PackedList[T]:
        """Return ``values`` packed, if they are not yet."""
        return values if isinstance(values, PackedList) else cls(map(Packed, values))

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self.packed)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> PackedList[T]: ...
    def __getitem__(self, at: int | slice) -> T | PackedList[T]:
        """Return the value there."""
        return PackedList(self.packed[at]) if isinstance(at, slice) else self.packed[at].open()


class PackedDict(Mapping[str, T]):
    """A mapping whose values are packed; each is opened when it is asked for.

    >>> PackedDict([("harbour", Packed((1, 2))), ("port", Packed((3,)))])["port"]
    (3,)
    """

    def __init__(self, packed: Iterable[tuple[str, Packed[T]]] = ()) -> None:
        """Keep values that are packed already."""
        self.packed = dict(packed)

    def __getitem__(self, name: str) -> T:
        """Return the value of ``name``."""
        return self.packed[name].open()

    def __iter__(self) -> Iterator[str]:
        """Yield the names, in the order in which they came."""
        return iter(self.packed)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self.packed)
