"""Values kept small while nobody looks at them, so that the texts and records of many sources fit into memory.

Each knows the sum of its bytes: what was made of the same values before is known by the sums of what it was made of.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FASTEST = 1  # level of zlib; a higher one saves a tenth and takes thrice as long


class Packed(Generic[T]):
    """One value, pickled and compressed: the records of a source take a twentieth of their room.

    >>> Packed("ports " * 1000).open()[:5]
    'ports'
    """

    __slots__ = ("_data", "digest", "size")

    def __init__(self, value: T) -> None:
        """Pack ``value``; ``size`` is the number of bytes that were compressed, ``digest`` the sum of all."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self.size = len(data)
        self._data = zlib.compress(data, FASTEST)
        self.digest = hashlib.blake2b(self._data, digest_size=16).hexdigest()

    @property
    def data(self) -> bytes:
        """The packed bytes."""
        return self._data

    def open(self) -> T:
        """Return the value, made anew each time."""
        value: T = pickle.loads(zlib.decompress(self.data))  # noqa: S301 - what this program has packed
        return value

    def __repr__(self) -> str:
        """Return what tells this value from others."""
        return f"Packed({self.digest})"

    def __reduce__(self) -> tuple[object, ...]:
        """Let the bytes go where the value goes, wherever they lie."""
        return _packed, (self.data, self.size, self.digest)


class Shelved(Packed[T]):
    """A packed value whose bytes lie elsewhere, such as on disk, until somebody asks for them."""

    __slots__ = ("_fetch",)

    def __init__(self, fetch: Callable[[str], bytes], size: int, digest: str) -> None:
        """Take what fetches the bytes of a ``digest``."""
        self._fetch = fetch
        self.size = size
        self.digest = digest

    @property
    def data(self) -> bytes:
        """The packed bytes, fetched anew each time."""
        return self._fetch(self.digest)


def _packed(data: bytes, size: int, digest: str) -> Packed[object]:
    """Return a packed value from its bytes."""
    packed: Packed[object] = Packed.__new__(Packed)
    packed._data, packed.size, packed.digest = data, size, digest  # noqa: SLF001 - the other half of `Packed.__reduce__`
    return packed


class PackedDict(Mapping[str, R], Generic[T, R]):
    """A mapping whose values are packed; each is opened, and read, when it is asked for.

    >>> PackedDict([("harbour", Packed((1, 2))), ("port", Packed((3,)))], sum)["harbour"]
    3
    """

    def __init__(self, packed: Iterable[tuple[str, Packed[T]]], read: Callable[[T], R]) -> None:
        """Keep values that are packed already; ``read`` makes of each what people see."""
        self.packed = dict(packed)
        self._read = read

    def __getitem__(self, name: str) -> R:
        """Return the value of ``name``."""
        return self._read(self.packed[name].open())

    def __iter__(self) -> Iterator[str]:
        """Yield the names, in the order in which they came."""
        return iter(self.packed)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self.packed)


def opening(packed: Iterable[tuple[str, Packed[T]]]) -> Mapping[str, T]:
    """Return a mapping of packed values, each of which is opened when it is asked for.

    >>> opening([("harbour", Packed((1, 2)))])["harbour"]
    (1, 2)
    """
    return PackedDict(packed, lambda value: value)
