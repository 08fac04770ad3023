"""Readers: the only modules that open sources. A suffix names its reader in ``READERS``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.text import read_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extract.raw_source import RawSource

__all__ = ["READERS", "read_bytes", "read_file"]

READERS: dict[str, Callable[[Path], RawSource]] = {
    ".markdown": read_text,
    ".md": read_text,
    ".text": read_text,
    ".txt": read_text,
}


def read_file(path: Path) -> RawSource:
    """Return the raw text of ``path`` and how it was read.

    A file of no kind in ``READERS`` is read as plain text.

    Raises:
        UnreadableSourceError: the file cannot be opened, or holds no text.

    """
    return READERS.get(path.suffix.lower(), read_text)(path)
