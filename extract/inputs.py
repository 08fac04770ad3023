"""The files of a corpus: which are sources, which are not, and what their bytes add up to. Nothing is parsed here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import UsageError
from extract.metadata import SOURCES
from extract.readers import NAMED_ONLY, READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SETTINGS = (SOURCES, "pincite.toml")
"""Files in a corpus that are never sources."""

LIBRARY_KINDS = (".bib", ".ris", ".json")
"""Kinds of files that may be named as libraries."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the corpus: where it is, and its path in records (relative to the corpus, with ``/``)."""

    file: Path
    path: str


def find_inputs(corpus: Path, leave_out: Path | None = None) -> tuple[list[Input], list[str]]:
    """Return the files that a reader takes, and the paths of those that none does, both in the order of their paths.

    Hidden files and folders, settings, and the folder ``leave_out`` are neither.

    Raises:
        UsageError: there is no such file or folder, or nothing to read in it.

    """
    if corpus.is_symlink() and not corpus.exists():
        message = f"{corpus}: it is a link to {corpus.readlink()}, which is not there"
        raise UsageError(message)
    if not corpus.exists():
        message = f"{corpus}: no such file or folder; name the folder that holds your sources"
        raise UsageError(message)
    if corpus.is_file():
        return [Input(corpus, corpus.name)], []
    if not corpus.is_dir():
        message = f"{corpus}: it is a pipe or a device; copy what it holds into a file, or hand it over on standard input"
        raise UsageError(message)
    taken, skipped = [], []
    for path in sorted(
        _walk(corpus, leave_out.resolve() if leave_out else None), key=lambda file: file.relative_to(corpus).as_posix()
    ):
        name = path.relative_to(corpus).as_posix()
        if path.suffix.lower() in READERS.keys() - NAMED_ONLY and (path.is_file() or path.is_symlink()):
            taken.append(Input(path, name))
        elif path.name not in SETTINGS:
            skipped.append(printable(name))
    if not taken:
        known = ", ".join(sorted(READERS.keys() - NAMED_ONLY))
        message = f"{corpus}: no source here ({len(skipped)} files of unknown kind); Pincite reads {known}"
        raise UsageError(message)
    return taken, skipped


def find_libraries(files: Iterable[Path], corpus: Path | None = None) -> list[Input]:
    """Return the files of references that a user names; their paths are relative to the corpus folder, also outside of it.

    Raises:
        UsageError: one is not there, or is of another kind.

    """
    found = []
    for file in files:
        if not file.is_file():
            message = f"{file}: no such file; name a library of references (.bib, .ris or CSL-JSON)"
            raise UsageError(message)
        if file.suffix.lower() not in LIBRARY_KINDS:
            message = f"{file}: no library of references; export it as {', '.join(LIBRARY_KINDS)} (CSL-JSON)"
            raise UsageError(message)
        found.append(Input(file, relative(file, corpus) if corpus else file.name))
    return found


def relative(file: Path, corpus: Path) -> str:
    """Return the path of a file from the corpus folder, or the whole path where there is no way from one to the other."""
    try:
        return Path(os.path.relpath(file.resolve(), corpus.resolve())).as_posix()
    except ValueError:  # two drives of Windows
        return file.resolve().as_posix()


def printable(name: str) -> str:
    """Return a path that can be written in UTF-8; bytes that are none are spelt out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != leave_out)
        yield from (here / name for name in names if not name.startswith("."))
