"""Readers: the only modules that open sources. A suffix names its reader in ``READERS``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from extract.errors import UnreadableSourceError
from extract.raw_source import RawSource
from extract.read_options import ReadOptions
from extract.readers.text import read_markdown, read_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["READERS", "read_bytes", "read_file"]

Reader = Callable[[bytes, ReadOptions], RawSource]
"""Turns the bytes of a file into its raw text. Its faults say what is wrong, without the name of the file."""

READERS: dict[str, Reader] = {
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".text": read_text,
    ".txt": read_text,
}


def read_file(path: Path, options: ReadOptions | None = None) -> RawSource:
    """Return the raw text of ``path`` and how it was read.

    A file of no kind in ``READERS`` is read by what stands in it.

    Raises:
        UnreadableSourceError: the file cannot be opened, or holds no text.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{path}: {reason}; check that the file exists and may be read"
        raise UnreadableSourceError(message) from error
    return read_bytes(data, str(path), options)


def read_bytes(data: bytes, name: str, options: ReadOptions | None = None) -> RawSource:
    """Return the raw text of ``data``, which messages call ``name``; its suffix tells the reader, or else its first bytes.

    Raises:
        UnreadableSourceError: the bytes cannot be read, or hold no text.

    """
    read = READERS.get(PurePath(name).suffix.lower()) or read_text
    try:
        return read(data, options or ReadOptions())
    except UnreadableSourceError as error:
        message = f"{name}: {error}"
        raise UnreadableSourceError(message) from error
