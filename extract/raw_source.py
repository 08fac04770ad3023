"""What a reader hands on: the raw text of one file, and how it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.mapped_text import MappedText
from extract.models import Source, SourcePart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.structure import Structure

READER_VERSION = "1"
"""Rises when the same file would give another raw text."""


@dataclass(frozen=True, slots=True)
class RawSource:
    """The raw text of one file. All offsets of all records count in ``raw``."""

    raw: str
    sha256: str
    media_type: str = "text/plain"
    reader: str = "text"
    reader_version: str = READER_VERSION
    encoding: str | None = None
    confidence: float = 1.0
    """How sure the encoding is: 1 for UTF-8 and for a byte-order mark, otherwise as detected."""
    bad_bytes: int = 0
    """How many bytes the encoding does not have; each stands as U+FFFD in ``raw``."""
    first_bad: tuple[int, ...] = ()
    """Where in the file the first of them stand."""
    lost: tuple[str, ...] = ()
    """What of the file could not be read, in words."""
    structure: Structure | None = None
    """What the format says of its text; plain text says nothing."""

    @classmethod
    def of(cls, text: str) -> RawSource:
        """Return ``text`` from memory as a source.

        >>> RawSource.of("one").source().length
        3
        """
        return cls(raw=text, sha256=hashlib.sha256(_utf8(text)).hexdigest(), encoding="utf-8")

    @property
    def text(self) -> MappedText:
        """The text without markup, mapped to ``raw``."""
        return self.structure.text if self.structure else MappedText.whole(self.raw)

    def source(self, paths: Sequence[str] = ()) -> Source:
        """Return the record of this file; ``paths`` are relative to the corpus folder."""
        return Source(
            id=self.sha256[:16],
            paths=tuple(paths),
            sha256=self.sha256,
            raw_sha256=raw_digest(self.raw),
            length=len(self.raw),
            media_type=self.media_type,
            reader=self.reader,
            reader_version=self.reader_version,
            encoding=self.encoding,
            parts=tuple(SourcePart(name=part.name, span=(part.start, part.end)) for part in self.structure.parts)
            if self.structure
            else (),
        )


def raw_digest(raw: str) -> str:
    """Return the sha256 of a raw text, as sources record it."""
    return hashlib.sha256(_utf8(raw)).hexdigest()


def _utf8(text: str) -> bytes:
    """Return ``text`` in UTF-8; a lone surrogate, which Python strings may hold, is kept as three bytes."""
    return text.encode("utf-8", "surrogatepass")
