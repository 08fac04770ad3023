"""Questions to the index over the annotations: SQLite, built from the JSON Lines, rebuilt when they change, safe to delete."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from extract.annotations import RUN, SHARED, find_folder, possible_files, read_record
from extract.errors import StoreError
from extract.lock import STATE
from extract.models import Claim, Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from extract.models import Record

    Values = Sequence[str | int] | Mapping[str, str | int]

INDEX_VERSION = 8

ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_PRAGMA}
"""What a question may make SQLite do."""


class Store:
    """Questions to the annotations of one folder."""

    def __init__(self, folder: Path) -> None:
        """Open the index of ``folder``; it is built first when it is missing or older than the records.

        Raises:
            UsageError: nothing was extracted there.
            StoreError: a record cannot be read.

        """
        self.folder = find_folder(folder)
        self._own: TemporaryDirectory[str] | None = None
        stamp = _stamp(folder)
        path = folder / STATE / f"index-{INDEX_VERSION}.sqlite"
        if not _is_current(path, stamp):
            path = self._built(path, stamp)
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._db.execute("select 1 from entry, said limit 0")  # opens the text indexes, which a reader alone may not
        self._db.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY)

    def _built(self, path: Path, stamp: str) -> Path:
        """Build the index at ``path``, or in a folder of its own where the annotations may not be written to."""
        from extract.store.building import build  # noqa: PLC0415 - it brings the parser of references, which no question needs

        try:
            build(path, self.folder, stamp)
        except PermissionError:
            self._own = TemporaryDirectory()
            path = Path(self._own.name) / path.name
            build(path, self.folder, stamp)
        return path

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the index."""
        self._db.close()
        if self._own:
            self._own.cleanup()

    def rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a question in SQL finds in the index (its tables stand in ``building.py``)."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            message = f"{self.folder / STATE}: the index is damaged ({error}); delete that folder and ask again"
            raise StoreError(message) from error

    def records(self, query: str, values: Values = ()) -> Iterator[Record]:
        """Yield the records whose JSON is the first column of what a question in SQL finds."""
        return (read_record(row[0]) for row in self.rows(query, values))

    def get(self, record_id: str) -> Record | None:
        """Return the record with that id."""
        return next(self.records("select json from record where id = ?", (record_id,)), None)

    def beginning(self, prefix: str) -> list[Record]:
        """Return up to three records whose ids begin with ``prefix``."""
        return list(self.records("select json from record where id >= ?1 and id < ?1 || char(1114111) limit 3", (prefix,)))

    def of_type(self, kind: str) -> Iterator[Record]:
        """Yield the records of one type in the order of source and place."""
        return self.records("select json from record where type = ? order by source, start, id", (kind,))

    def source(self, source_id: str) -> Source:
        """Return the source record with that id.

        Raises:
            StoreError: no such source; the annotations are not whole.

        """
        record = self.get(source_id)
        if isinstance(record, Source):
            return record
        message = f"{self.folder}: no source {source_id}; run `pincite extract` again"
        raise StoreError(message)

    def claims(self, tags: Iterable[tuple[str, Collection[str]]] = (), words: str = "") -> list[Claim]:
        """Return the claims that carry every one of ``tags`` (a kind, and values of which one must fit) and hold all ``words``."""
        conditions, values = ["type = 'claim'"], list[str]()
        for kind, fitting in tags:
            places = ", ".join("?" * len(fitting))
            conditions.append(f"id in (select record from tag where kind = ? and value in ({places}))")  # noqa: S608 - question marks
            values += [kind, *fitting]
        if words.split():
            conditions.append("id in (select id from said where said match ?)")
            values.append(" ".join(map(quoted, words.split())))
        query = f"select json from record where {' and '.join(conditions)} order by source, start, id"  # noqa: S608 - conditions are ours, values are bound
        return [record for record in self.records(query, values) if isinstance(record, Claim)]

    def values(self, kind: str) -> dict[str, int]:
        """Return the tag values of one kind with the number of claims that carry each."""
        counts = "select value, count(distinct record) from tag where kind = ? group by value order by value"
        return dict(self.rows(counts, (kind,)))


def quoted(word: str) -> str:
    """Return ``word`` as an FTS5 string, so that nothing in it is an operator.

    >>> print(quoted('the "big" port'))
    "the ""big"" port"
    """
    return '"' + word.replace('"', '""') + '"'


def _stamp(folder: Path) -> str:
    """Return what changes whenever a file of records does."""
    files = [*possible_files(folder), *(folder / name for name in SHARED if (folder / name).is_file()), folder / RUN]
    states = sorted((path.name, path.stat()) for path in files)
    return repr([(name, state.st_size, state.st_mtime_ns) for name, state in states])


def _is_current(path: Path, stamp: str) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("select stamp from built").fetchone()
    except sqlite3.DatabaseError:  # a damaged index is rebuilt like a missing one
        return False
    return row is not None and row[0] == stamp
