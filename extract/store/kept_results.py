"""What steps gave, kept on disk: a run that was broken off goes on where it stopped, and another redoes only what changed.

It also bounds the memory of a run: what is packed lies here until somebody opens it. Folders of annotations are shared, and
what lies here is unpickled: so all of it bears the seal of the user (``seal.py``), and what does not is never opened.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sqlite3
from collections import deque
from contextlib import closing, contextmanager
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar

from extract.errors import StoreError, UnreadableSourceError, UnwritableError
from extract.lock import STATE
from extract.packed import Packed, Shelved
from extract.store.seal import Seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from extract.engine import Each

T = TypeVar("T")
R = TypeVar("R")

KEPT = "results-2.sqlite"
TABLES = """
create table if not exists made_by (seal blob primary key) without rowid;
create table if not exists result (key blob primary key, value blob not null) without rowid;
create table if not exists packed (digest text primary key, size integer not null, data blob not null);
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
        """Open what is kept; what another ``program`` or another user made is forgotten.

        Raises:
            StoreError: the file is damaged.
            UnwritableError: it cannot be written to.

        """
        self._path = annotations / STATE / KEPT
        self._seal = Seal(f"results of {program}")
        self._told = monotonic()
        self._used: set[bytes] = set()
        self._held: set[str] = set()
        self._lock = Lock()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self._is_ours():
            forget(annotations)
        with self._faults():
            self._db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            with self._using() as db:
                db.execute(f"pragma cache_size = -{CACHE}")
                db.execute("pragma locking_mode = exclusive")  # and no memory is shared, which network file systems cannot
                db.execute("pragma journal_mode = wal")
                db.execute("pragma synchronous = normal")
                db.executescript(TABLES)
                db.execute("insert or ignore into made_by values (?)", (self._seal.of(b""),))
                db.execute("begin")
        except BaseException:
            self._db.close()
            raise

    def _is_ours(self) -> bool:
        """Tell whether what lies there was made by this user and this program."""
        if self._path.is_symlink() or not self._path.exists():
            return False
        with self._faults(), closing(sqlite3.connect(self._path)) as db:
            known = db.execute("select 1 from sqlite_master where type = 'table' and name = 'made_by'").fetchone()
            return bool(known) and db.execute("select * from made_by").fetchall() == [(self._seal.of(b""),)]

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """Give the file to one thread at a time."""
        with self._faults(), self._lock:
            yield self._db

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Tell what is wrong with the file from what is wrong with its place, which doing everything again would not mend."""
        try:
            yield
        except sqlite3.OperationalError as error:
            message = f"{self._path}: cannot be written ({error}); make room there, or choose another folder with -o"
            raise UnwritableError(message) from error
        except sqlite3.DatabaseError as error:
            message = f"{self._path}: what was kept of earlier runs is damaged ({error})"
            raise StoreError(message) from error

    def _opened(self, sealed: bytes, name: bytes) -> bytes:
        data = self._seal.opened(sealed, name)
        if data is None:
            message = "something else wrote to it"
            raise sqlite3.DatabaseError(message)
        return data

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
            row = db.execute("select value from result where key = ?", (key,)).fetchone()
            if row is None:
                return None
            value = self._opened(row[0], key)
        self._used.add(key)
        return _Unpickler(value, self).load()

    def _keep(self, key: bytes, result: R) -> R:
        """Keep a result; return it with its packed values on disk."""
        pickler = _Pickler()
        value = pickler.pickled(result)
        own = (each for each in pickler.packed if not isinstance(each, Shelved))
        packed = [(each.digest, each.size, self._seal.closed(each.data, each.digest.encode())) for each in own]
        with self._using() as db:
            db.executemany("insert or ignore into packed values (?, ?, ?)", packed)
            db.execute("insert or ignore into result values (?, ?)", (key, self._seal.closed(value, key)))
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
            row = db.execute("select data from packed where digest = ?", (digest,)).fetchone()
            if row is None:
                message = f"{digest} is missing"
                raise sqlite3.DatabaseError(message)
            return self._opened(row[0], digest.encode())

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
