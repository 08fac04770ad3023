"""The samples and the letters of many texts together: in memory where they fit, else in files.

Samples lie in parts by their hashes: equal ones are in one part.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from extract.dedupe.samples import Samples, gather, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.shingles import Ints

MEMORY = 1 << 30
"""Bytes that the samples and letters of a corpus may take before they go to files."""

ROOM = 64
"""Letters of nobody between two texts, so that a look beyond the end of one does not reach the next."""

_BYTES = 64  # that a sample takes while its part is sorted and paired
_TOGETHER = 4096  # texts that are written together
_RECORD = np.dtype([("hashes", np.uint64), ("places", np.int32), ("texts", np.int32)])


class Letters(NamedTuple):
    """The letters of many texts one after the other, a byte for each; where each text begins, and how many it has."""

    joined: NDArray[np.uint8]
    starts: Ints
    sizes: Ints


class Gathered(NamedTuple):
    """The letters of all texts, and their samples, to be gone through as often as one likes."""

    letters: Letters
    parts: Sequence[Samples]


class _Files(Sequence[Samples]):
    """Parts in files, each read when it is asked for."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths

    def add(self, samples: Samples) -> None:
        """Write samples to their parts."""
        part_of = (samples.hashes >> np.uint64(32)) % np.uint64(len(self._paths))
        for number, path in enumerate(self._paths):
            wanted = part_of == number
            records = np.empty(np.count_nonzero(wanted), dtype=_RECORD)
            for field in Samples._fields:
                records[field] = getattr(samples, field)[wanted]
            with path.open("ab") as file:
                records.tofile(file)

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, number: int) -> Samples: ...
    @overload
    def __getitem__(self, number: slice) -> list[Samples]: ...
    def __getitem__(self, number: int | slice) -> Samples | list[Samples]:
        if isinstance(number, slice):
            return [self[one] for one in range(len(self))[number]]
        records = np.fromfile(self._paths[number], dtype=_RECORD)
        return Samples(*(np.ascontiguousarray(records[field]) for field in Samples._fields))


@contextmanager
def gathered(
    fingerprints: Sequence[Fingerprint], sizes: Sequence[tuple[int, int]], *, memory: int = MEMORY
) -> Iterator[Gathered]:
    """Give the samples and letters of texts, which are numbered as they come; ``sizes`` counts the letters and samples of each."""
    count = sum(samples for _, samples in sizes)
    with TemporaryDirectory(prefix="pincite-") as folder:
        letters = _room_for(np.array([letters for letters, _ in sizes], dtype=np.int64), Path(folder), memory // 4)
        files = _Files([Path(folder, f"part{number}") for number in range(1 + count * _BYTES // memory)])
        held: list[Samples] = []
        for low in range(0, len(sizes), _TOGETHER):
            some = [fingerprints[number] for number in range(low, min(low + _TOGETHER, len(sizes)))]
            for number, of_text in enumerate(some, low):
                start = letters.starts[number]
                letters.joined[start : start + of_text.size] = np.frombuffer(of_text.letters, dtype=np.uint8)
            samples = gather(some, low)
            if len(files) > 1:
                files.add(samples)
            else:
                held.append(samples)
        yield Gathered(letters, files if len(files) > 1 else [join(held)])


def _room_for(sizes: Ints, folder: Path, most: int) -> Letters:
    """Return room for the letters of texts with so many: in a file, if they are more than ``most``."""
    starts = np.cumsum(sizes + ROOM) - sizes
    count = int(sizes.sum()) + ROOM * (len(sizes) + 1)
    in_file = count > most
    joined = (
        np.memmap(folder / "letters", dtype=np.uint8, mode="w+", shape=count) if in_file else np.zeros(count, dtype=np.uint8)
    )
    return Letters(joined, starts, sizes)
