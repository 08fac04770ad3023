"""One writer at a time: the lock on a folder of annotations. It goes with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper
    from pathlib import Path

STATE = ".pincite"
"""Folder of state and caches inside the annotations; it may be deleted."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for one run.

    Raises:
        StoreError: another run holds it (the message names its process), or it cannot be written to.

    """
    try:
        (folder / STATE).mkdir(parents=True, exist_ok=True)
        lock = (folder / STATE / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        message = f"{folder}: cannot write here ({(error.strerror or str(error)).lower()}); choose another folder with -o"
        raise StoreError(message) from error
    with lock:
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
