"""From a file to its reading. This runs in guarded children (``engine/guard.py``): the parent never opens what it does not trust."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from extract.clean import lay_out
from extract.errors import UnreadableSourceError
from extract.metadata import described
from extract.packed import Packed
from extract.read_options import ReadOptions
from extract.readers import bytes_of, read_data
from extract.steps import packed_reading
from extract.where import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from extract.raw_source import RawSource
    from extract.reading import Reading
    from extract.steps import PackedReading

CHANGED = "it changed while it was read; run this again"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: where it is (or what was read from standard input), its paths in records, and how to read it.

    The place is absolute: a child may stand in another folder.
    """

    file: Path | bytes = field(repr=False)
    """What it holds is known by its sum; where it lies changes nothing."""
    paths: tuple[str, ...]
    options: ReadOptions = field(default_factory=ReadOptions)
    sha256: str | None = None
    """Of the bytes that were found there before, if they were looked at."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What ``sources.toml`` says of it."""


class Doubt(NamedTuple):
    """What a person should know of how a source was read: the kind of the problem, and its words."""

    kind: Literal["encoding", "partly_read"]
    message: str


class Read(NamedTuple):
    """A source as it is read, and what is in doubt about that."""

    reading: Reading
    doubts: tuple[Doubt, ...] = ()


class PackedRead(NamedTuple):
    """The same, packed to wait for other steps; ``lines`` tell where the lines of a text file begin."""

    reading: PackedReading
    doubts: tuple[Doubt, ...]
    lines: Packed[Lines] | None


def read_source(item: SourceFile) -> Read:
    """Return the reading of a file, its record filled in. Faults do not name the file.

    Raises:
        UnreadableSourceError: it cannot be read, or has changed since it was looked at.

    """
    raw = read_raw(item)
    if item.sha256 and raw.sha256 != item.sha256:
        raise UnreadableSourceError(CHANGED)
    return Read(described(lay_out(raw, raw.source(item.paths)), item.facts), tuple(_doubts(raw)))


def read_packed(item: SourceFile) -> PackedRead:
    """Return what `read_source` gives, packed, of a file with a sum, by which it is known.

    Raises:
        UnreadableSourceError: as there, and for a file that could not be opened before.

    """
    reading, doubts = read_source(item)
    if not item.sha256:
        raise UnreadableSourceError(CHANGED)
    lines = Packed(Lines.of(reading.raw)) if reading.source.encoding is not None else None
    return PackedRead(packed_reading(reading), doubts, lines)


def read_raw(item: SourceFile) -> RawSource:
    """Return the raw text of a file, and how it was read. Faults do not name the file.

    Raises:
        UnreadableSourceError: it cannot be read.

    """
    data = item.file if isinstance(item.file, bytes) else bytes_of(item.file)
    return read_data(data, item.paths[0], item.options)


def read_raw_text(item: SourceFile) -> str:
    """Return the raw text of a file alone.

    Raises:
        UnreadableSourceError: it cannot be read.

    """
    return read_raw(item).raw


def _doubts(raw: RawSource) -> Iterator[Doubt]:
    yield from (Doubt("partly_read", lost) for lost in raw.lost)
    if raw.bad_bytes:
        bytes_ = "1 byte is" if raw.bad_bytes == 1 else f"{raw.bad_bytes} bytes are"
        places = ", ".join(map(str, raw.first_bad)) + (", ..." if raw.bad_bytes > len(raw.first_bad) else "")
        sure = f", confidence {raw.confidence:.0%}" if raw.confidence < 1 else ""
        message = f"{bytes_} not {raw.encoding} (at offset {places}{sure}) and stand as U+FFFD; save it anew as UTF-8"
        yield Doubt("encoding", message)
    elif raw.confidence < 1:
        message = f"not UTF-8; read as {raw.encoding} with confidence {raw.confidence:.0%}; save it as UTF-8 if that is wrong"
        yield Doubt("encoding", message)
