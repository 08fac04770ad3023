"""Annotations to disk: whole files or none, one writer at a time."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from extract.annotations import REVIEWS, RUN, SHARED, STATE, Annotations, json_line
from extract.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from io import TextIOWrapper


def write_annotations(annotations: Annotations, folder: Path, run: Mapping[str, Any]) -> None:
    """Write every record under ``folder`` and remove files of sources that are gone; reviews are never touched.

    ``run.json`` goes first and comes last, so that a folder with it is complete.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUN).unlink(missing_ok=True)
    names = {*SHARED, REVIEWS}
    for name, records in annotations.files():
        names.add(name)
        write_whole(folder / name, map(json_line, records))
    for path in folder.glob("*.jsonl"):
        if path.name not in names:
            path.unlink()
    write_whole(folder / RUN, [json.dumps(run, indent=2, ensure_ascii=False, sort_keys=True) + "\n"])


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Write ``parts`` to ``path`` so that a reader sees the old file or the new one, never half of it."""
    temporary = NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115 - it outlives the block to be renamed
    try:
        with temporary:
            temporary.writelines(parts)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(temporary.name).chmod(0o644)
        Path(temporary.name).replace(path)
    except BaseException:
        Path(temporary.name).unlink(missing_ok=True)
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for one run; the lock goes with the process, however it ends.

    Raises:
        StoreError: another run holds it; the message names its process.

    """
    state = folder / STATE
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("a+", encoding="utf-8") as lock:
        if not _take(lock):
            lock.seek(0)
            message = f"{folder}: process {lock.read().strip() or 'unknown'} is writing here; wait for it or choose another folder with -o"
            raise StoreError(message)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(lock: TextIOWrapper) -> bool:
        """Lock one byte far behind the text, so that others can read who holds it."""
        lock.seek(1 << 20)
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(lock: TextIOWrapper) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
