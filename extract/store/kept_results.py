"""What steps gave, kept on disk: a run that was broken off goes on where it stopped, and another redoes only what changed.

It also bounds the memory of a run: what is packed lies here until somebody opens it. What others have put there is not
believed (``seal.py``).
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sqlite3
from collections import deque
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

from extract.errors import StoreError, UnreadableSourceError
from extract.lock import STATE
from extract.packed import Packed, Shelved
from extract.store.seal import is_sealed, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from extract.engine import Each

T = TypeVar("T")
R = TypeVar("R")

KEPT = "results-2.sqlite"
TABLES = """
create table if not exists made_by (program text primary key) without rowid;
create table if not exists result (key blob primary key, value blob not null, seal blob not null) without rowid;
create table if not exists packed (digest text primary key, data blob not null, seal blob not null);
"""
CACHE = 64_000
"""Kilobytes of the file that SQLite keeps in memory."""
PAUSE = 2.0
"""Seconds of work that a broken run may lose."""


class KeptResults:
    """The results of steps in one annotations folder, by what they were made of and by what made them.

    Whoever uses it holds the lock on the folder. Use it as a context; what no step asked for until ``forget_others`` goes.
    """

    def __init__(self, annotations: Path, program: str) -> None:
        """Open what is kept; what another ``program`` made is forgotten.

        Raises:
            StoreError: the file is damaged.

        """
        self._path = annotations / STATE / KEPT
        self._told = monotonic()
        self._used: set[bytes] = set()
        self._held: set[str] = set()
        self._lock = Lock()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        with self._using() as db:
            db.execute(f"pragma cache_size = -{CACHE}")
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            db.executescript(TABLES)
            if db.execute("select program from made_by").fetchall() != [(program,)]:
                db.executescript("delete from result; delete from packed; delete from made_by; vacuum")
                db.execute("insert into made_by values (?)", (program,))
            db.execute("begin")

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """Give the file to one thread at a time; what is wrong with it is a `StoreError`."""
        try:
            with self._lock:
                yield self._db
        except sqlite3.DatabaseError as error:
            message = f"{self._path}: what was kept of earlier runs is damaged ({error})"
            raise StoreError(message) from error

    def remembering(self, each: Each) -> Each:
        """Return ``each``, which does what is not kept, keeps it, and gives results whose packed values lie on disk.

        Faults are not kept: what failed is tried again.
        """

        def run(step: Callable[[T], R], items: Iterable[T], /) -> Iterator[R | UnreadableSourceError]:
            waiting: deque[tuple[bytes, R | None]] = deque()  # the items that were begun, each with what is kept of it

            def unknown() -> Iterator[T]:
                for item in items:
                    key = key_of(step, item)
                    known: R | None = self._kept(key)
                    waiting.append((key, known))
                    if known is None:
                        yield item

            for result in each(step, unknown()):
                while (known := waiting[0][1]) is not None:
                    waiting.popleft()
                    yield known
                key, _ = waiting.popleft()
                yield result if isinstance(result, UnreadableSourceError) else self._keep(key, result)
            yield from (known for _, known in waiting if known is not None)

        return run

    def _kept(self, key: bytes) -> Any:
        """Return the result with that key, if it is kept."""
        with self._using() as db:
            row = db.execute("select value, seal from result where key = ?", (key,)).fetchone()
        if row is None or not is_sealed(key, *row):
            return None
        self._used.add(key)
        return _Unpickler(row[0], self).load()

    def _keep(self, key: bytes, result: R) -> R:
        """Keep a result; return it with its packed values on disk."""
        pickler = _Pickler()
        value = pickler.pickled(result)
        fresh = (each for each in pickler.packed if not isinstance(each, Shelved))
        packed = [(each.digest, each.data, seal(each.digest.encode(), each.data)) for each in fresh]
        with self._using() as db:
            db.executemany("insert or replace into packed values (?, ?, ?)", packed)
            db.execute("insert or replace into result values (?, ?, ?)", (key, value, seal(key, value)))
            if monotonic() - self._told > PAUSE:
                db.execute("commit")
                db.execute("begin")
                self._told = monotonic()
        self._used.add(key)
        kept: R = _Unpickler(value, self).load()
        return kept

    def shelved(self, digest: str, size: int) -> Shelved[Any]:
        """Return a packed value that lies here."""
        self._held.add(digest)
        return Shelved(self._data, size, digest)

    def _data(self, digest: str) -> bytes:
        with self._using() as db:
            row = db.execute("select data, seal from packed where digest = ?", (digest,)).fetchone()
            if row is None or not is_sealed(digest.encode(), *row):
                message = f"{digest} is {'not ours' if row else 'missing'}"
                raise sqlite3.DatabaseError(message)
        data: bytes = row[0]
        return data

    def forget_others(self) -> None:
        """Forget what no step has asked for since this was opened: the sources that are gone, and what they were before."""
        with self._using() as db:
            gone = [row for row in db.execute("select key from result") if row[0] not in self._used]
            db.executemany("delete from result where key = ?", gone)
            lost = [row for row in db.execute("select digest from packed") if row[0] not in self._held]
            db.executemany("delete from packed where digest = ?", lost)

    def __enter__(self) -> Self:
        """Return the results."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Keep what is done, whatever happened."""
        with self._using() as db:
            if db.in_transaction:
                db.execute("commit")
            db.close()


def forget(annotations: Path) -> None:
    """Delete what is kept of the runs of an annotations folder."""
    for path in (annotations / STATE).glob(f"{KEPT}*"):
        path.unlink()


def key_of(step: Callable[..., object], item: object) -> bytes:
    """Return what a result is known by: its step, and what it is made of (packed values stand for themselves by their sums)."""
    return hashlib.blake2b(
        f"{step.__module__}.{step.__qualname__} {item!r}".encode(errors="surrogatepass"), digest_size=16
    ).digest()


class _Pickler(pickle.Pickler):
    """Pickles a result without the packed values in it, which are gathered."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        super().__init__(self._file, pickle.HIGHEST_PROTOCOL)
        self.packed: list[Packed[object]] = []

    def persistent_id(self, obj: object) -> tuple[str, int] | None:
        """Return what stands for a packed value."""
        if not isinstance(obj, Packed):
            return None
        self.packed.append(obj)
        return obj.digest, obj.size

    def pickled(self, result: object) -> bytes:
        """Return the bytes of a result."""
        self.dump(result)
        return self._file.getvalue()


class _Unpickler(pickle.Unpickler):
    """Reads what ``_Pickler`` wrote; packed values stay on disk."""

    def __init__(self, value: bytes, results: KeptResults) -> None:
        super().__init__(io.BytesIO(value))
        self._results = results

    def persistent_load(self, pid: tuple[str, int]) -> Shelved[Any]:
        """Return the packed value that stands for ``pid``."""
        return self._results.shelved(*pid)
