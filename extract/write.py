"""Annotations to disk: all files or none, each whole."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.annotations import RUN, Annotations, is_of_source, possible_files
from extract.lock import STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Write = Callable[[str, Iterable[str] | bytes], None]


UNFINISHED = ".new-"
"""How the names of files begin that are being written."""

MANY = 500
"""Files for each of which a disk is asked to write; for more it is asked once."""


class Written(NamedTuple):
    """A file that was written: its sum, and the sum of the packed lines that it was made of."""

    sha256: str
    made_of: str


def write_annotations(
    annotations: Annotations, folder: Path, run: Mapping[str, Any], past: Mapping[str, Written] | None = None
) -> dict[str, Written]:
    """Write every record under ``folder`` and remove our files of sources that are gone; return what stands there then.

    Everything is written beside its place first, so that a fault leaves the old annotations as they were; ``run.json``
    is the last to change. Reviews, and JSON Lines of others, are never touched. Files that stand in ``past``, which are
    as an earlier run left them, are not written when they would be the same.
    """
    past = past or {}
    written: dict[str, Written] = {}
    with replacing(folder) as write:
        for name, lines in annotations.files():
            if name in past and past[name].made_of == lines.digest:
                written[name] = past[name]
                continue
            data = lines.open()
            write(name, data)
            written[name] = Written(hashlib.sha256(data).hexdigest(), lines.digest)
        kept = {folder / name for name in written}
        gone = [path for path in possible_files(folder) if path not in kept and is_of_source(path)]
        told = (json.dumps(run, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")
        write(RUN, told)
        written[RUN] = Written(hashlib.sha256(told).hexdigest(), "")
    for path in gone:
        path.unlink()
    for parent in {path.parent for path in gone} - {folder}:
        if not any(parent.iterdir()):
            parent.rmdir()
    return written


def remove_unfinished(folder: Path) -> None:
    """Remove what a run into ``folder`` left that was killed while it wrote; whoever calls this holds the lock there."""
    for place in (folder, folder / STATE):  # where such files lie; what stands deeper is of others
        for path in place.glob(f"{UNFINISHED}*"):
            if path.is_file():
                path.unlink()


def write_whole(path: Path, parts: Iterable[str] | bytes) -> None:
    """Write ``parts`` to ``path`` so that a reader sees the old file or the new one, never half of it."""
    with replacing(path.parent) as write:
        write(path.name, parts)


@contextmanager
def replacing(folder: Path) -> Iterator[Write]:
    """Give a function that writes files of ``folder``, which is made if need be.

    They take their places together at the end, in the order of writing; after a fault none does. What is written is on
    disk by then: each file by itself, or, of very many, all the system has to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Path]] = []

    def write(name: str, parts: Iterable[str] | bytes) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        temporary = NamedTemporaryFile("wb", dir=folder, prefix=UNFINISHED, delete=False)  # noqa: SIM115 - it outlives the block to be renamed
        written.append((Path(temporary.name), folder / name))
        with temporary:
            temporary.writelines([parts] if isinstance(parts, bytes) else (part.encode("utf-8") for part in parts))
            temporary.flush()
            if len(written) <= MANY or not hasattr(os, "sync"):
                os.fsync(temporary.fileno())

    try:
        yield write
        if len(written) > MANY and hasattr(os, "sync"):
            os.sync()
        for path, place in written:
            path.chmod(0o644)
            path.replace(place)
    finally:
        for path, _ in written:
            path.unlink(missing_ok=True)
