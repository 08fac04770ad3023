"""Annotations to disk: all files or none, each whole."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from extract.annotations import REVIEWS, RUN, SHARED, Annotations, is_of_source, json_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Write = Callable[[str, Iterable[str] | bytes], None]


def write_annotations(annotations: Annotations, folder: Path, run: Mapping[str, Any]) -> None:
    """Write every record under ``folder`` and remove our files of sources that are gone.

    Everything is written beside its place first, so that a fault leaves the old annotations as they were; ``run.json``
    is the last to change. Reviews, and JSON Lines of others, are never touched.
    """
    with replacing(folder) as write:
        kept = {*SHARED, REVIEWS}
        for name, records in annotations.files():
            write(name, map(json_line, records))
            kept.add(name)
        gone = [path for path in folder.glob("*.jsonl") if path.name not in kept and is_of_source(path)]
        write(RUN, [json.dumps(run, indent=2, ensure_ascii=False, sort_keys=True) + "\n"])
    for path in gone:
        path.unlink()


def write_whole(path: Path, parts: Iterable[str] | bytes) -> None:
    """Write ``parts`` to ``path`` so that a reader sees the old file or the new one, never half of it."""
    with replacing(path.parent) as write:
        write(path.name, parts)


@contextmanager
def replacing(folder: Path) -> Iterator[Write]:
    """Give a function that writes files of ``folder``, which is made if need be.

    They take their places together at the end, in the order of writing; after a fault none does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Path]] = []

    def write(name: str, parts: Iterable[str] | bytes) -> None:
        temporary = NamedTemporaryFile("wb", dir=folder, prefix=".new-", delete=False)  # noqa: SIM115 - it outlives the block to be renamed
        written.append((Path(temporary.name), folder / name))
        with temporary:
            temporary.writelines([parts] if isinstance(parts, bytes) else (part.encode("utf-8") for part in parts))
            temporary.flush()
            os.fsync(temporary.fileno())

    try:
        yield write
        for path, place in written:
            path.chmod(0o644)
            path.replace(place)
    finally:
        for path, _ in written:
            path.unlink(missing_ok=True)
