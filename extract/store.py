"""An index over the annotations: SQLite, built from the JSON Lines, rebuilt when they change, safe to delete."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from extract.annotations import RUN, find_folder, jsonl_files, read_file, read_record
from extract.errors import StoreError
from extract.lock import STATE
from extract.models import Citation, Claim, Problem, Record, Reference, Relation, Sentence, Source, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

INDEX_VERSION = 3

SCHEMA = """
create table built (stamp text);
create table record (id text primary key, type text, source text, start integer, json text) without rowid;
create table link (reference text, citation text);
create table inside (citation text primary key, record text) without rowid;
create table tag (kind text, value text, record text);
create virtual table entry using fts5 (id unindexed, words, more, year, tokenize = 'unicode61 remove_diacritics 2');
create virtual table said using fts5 (id unindexed, words, tokenize = 'porter unicode61 remove_diacritics 2');
"""

INDEXES = """
create index record_by_type on record (type, source, start);
create index link_by_reference on link (reference);
create index tag_by_value on tag (kind, value);
"""

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
        try:
            _build(path, self.folder, stamp)
        except PermissionError:
            self._own = TemporaryDirectory()
            path = Path(self._own.name) / path.name
            _build(path, self.folder, stamp)
        return path

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the index."""
        self._db.close()
        if self._own:
            self._own.cleanup()

    def _records(self, query: str, *values: str | int) -> Iterator[Record]:
        try:
            rows = self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            message = f"{self.folder / STATE}: the index is damaged ({error}); delete that folder and ask again"
            raise StoreError(message) from error
        return (read_record(row[0]) for row in rows)

    def get(self, record_id: str) -> Record | None:
        """Return the record with that id."""
        return next(self._records("select json from record where id = ?", record_id), None)

    def beginning(self, prefix: str) -> list[Record]:
        """Return up to three records whose ids begin with ``prefix``."""
        return list(self._records("select json from record where id >= ?1 and id < ?1 || char(1114111) limit 3", prefix))

    def of_type(self, kind: str) -> Iterator[Record]:
        """Yield the records of one type in the order of source and place."""
        return self._records("select json from record where type = ? order by source, start, id", kind)

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

    def entries(self, words: Iterable[str], year: str | None = None) -> list[Reference]:
        """Return the references that hold every one of ``words``, and the year.

        Words of authors and title come before those of editors, containers, publishers and addresses.
        """
        wanted = " ".join(map(_quoted, words))
        dated = [f"year : {_quoted(year)}"] if year else []
        for columns in ("words", "words more"):
            query = " AND ".join([f"{{{columns}}} : ({wanted})", *dated] if wanted else dated)
            if not query:
                break
            found = self._records(
                "select json from record where id in (select id from entry where entry match ?) order by id", query
            )
            references = [record for record in found if isinstance(record, Reference)]
            if references:
                return references
        return []

    def citing(self, references: Iterable[str]) -> list[Citation]:
        """Return the citations that are linked to any of ``references``, in the order of source and place."""
        query = "select json from record join link on citation = id where reference = ?"
        found = {record.id: record for reference in references for record in self._records(query, reference)}
        citations = [record for record in found.values() if isinstance(record, Citation)]
        return sorted(citations, key=lambda record: (record.source, record.item_spans))

    def sentence_of(self, citation: str) -> Claim | Sentence | None:
        """Return the sentence in which a citation stands."""
        record = next(
            self._records("select json from record where id = (select record from inside where citation = ?)", citation), None
        )
        return record if isinstance(record, Claim | Sentence) else None

    def claims(self, tags: Iterable[tuple[str, str]] = (), words: str = "") -> list[Claim]:
        """Return the claims that carry every one of ``tags`` (kind and value) and hold every one of ``words``."""
        conditions, values = ["type = 'claim'"], list[str]()
        for kind, value in tags:
            conditions.append("id in (select record from tag where kind = ? and value = ?)")
            values += [kind, value]
        if words.split():
            conditions.append("id in (select id from said where said match ?)")
            values.append(" ".join(map(_quoted, words.split())))
        query = f"select json from record where {' and '.join(conditions)} order by source, start, id"  # noqa: S608 - conditions are ours, values are bound
        return [record for record in self._records(query, *values) if isinstance(record, Claim)]

    def values(self, kind: str) -> dict[str, int]:
        """Return the tag values of one kind with the number of claims that carry each."""
        rows = self._db.execute(
            "select value, count(distinct record) from tag where kind = ? group by value order by value", (kind,)
        )
        return dict(rows.fetchall())


def _quoted(word: str) -> str:
    """Return ``word`` as an FTS5 string, so that nothing in it is an operator."""
    return '"' + word.replace('"', '""') + '"'


def _stamp(folder: Path) -> str:
    """Return what changes whenever a file of records does."""
    states = [(path.name, path.stat()) for path in [*jsonl_files(folder), folder / RUN]]
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


def _build(path: Path, folder: Path, stamp: str) -> None:
    """Write the index beside its place, then move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as near:
        new = Path(near) / path.name
        with closing(sqlite3.connect(new)) as db:
            db.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
            for file in jsonl_files(folder):
                _index(db, list(read_file(file)))
            db.executescript(INDEXES)
            db.execute("insert into built values (?)", (stamp,))
            db.commit()
        new.replace(path)


def _index(db: sqlite3.Connection, records: list[Record]) -> None:
    """Add the records of one file."""
    db.executemany("insert or replace into record values (?, ?, ?, ?, ?)", map(_row, records))
    sentences = sorted(
        (span, record.id) for record in records if isinstance(record, Claim | Sentence) for span in record.anchor.spans
    )
    for record in records:
        if isinstance(record, Reference):
            db.execute("insert into entry values (?, ?, ?, ?)", (record.id, *entry_words(record), entry_year(record)))
        elif isinstance(record, Citation):
            if record.status == "linked":
                db.execute("insert into link values (?, ?)", (record.references[0].id, record.id))
            at = bisect_right(sentences, (record.item_spans[0], "\U0010ffff")) - 1
            if at >= 0 and sentences[at][0][1] >= record.item_spans[0][1]:
                db.execute("insert or replace into inside values (?, ?)", (record.id, sentences[at][1]))
        elif isinstance(record, Claim):
            db.execute("insert into said values (?, ?)", (record.id, record.anchor.text))
            db.executemany(
                "insert into tag values (?, ?, ?)", [(kind, value, record.id) for kind, value in sorted(claim_tags(record))]
            )


def _row(record: Record) -> tuple[str, str, str | None, int, str]:
    """Return the row of the table ``record``."""
    if isinstance(record, Relation):
        place = record.a.source, record.a.spans[0][0]
    elif isinstance(record, Source | Work):
        place = record.id, 0
    elif isinstance(record, Problem):
        place = record.source or "", record.anchor.spans[0][0] if record.anchor and record.anchor.spans else 0
    else:
        place = record.source, record.anchor.spans[0][0]
    return record.id, record.type, *place, record.model_dump_json()


def entry_words(reference: Reference) -> tuple[str, str]:
    """Return the words by which a reference is found: those of authors and title, and the rest."""
    csl = reference.csl
    first = (*_names(csl.get("author", ())), csl.get("title", ""))
    more = (
        *_names(csl.get("editor", ())),
        *(csl.get(field, "") for field in ("container-title", "collection-title", "publisher", "DOI", "URL")),
    )
    return " ".join(filter(None, first)), " ".join(filter(None, more))


def _names(names: Iterable[dict[str, str]]) -> Iterator[str]:
    for name in names:
        yield from (name.get(part, "") for part in ("given", "non-dropping-particle", "family", "literal"))


def entry_year(reference: Reference) -> str:
    """Return the year of a reference, alone and with its letter."""
    parts = reference.csl.get("issued", {}).get("date-parts") or [[]]
    year = str(parts[0][0]) if parts[0] else ""
    letter = reference.csl.get("custom", {}).get("year-suffix", "")
    return f"{year} {year}{letter}" if letter else year


def claim_tags(claim: Claim) -> set[tuple[str, str]]:
    """Return the kinds and values by which a claim can be asked for."""
    tags = {("country", tag.code) for tag in claim.countries}
    tags |= {("organisation", tag.id) for tag in claim.organisations}
    tags |= {("theory", tag.id) for tag in claim.theories}
    tags |= {("source", copy.source) for copy in claim.copies}
    return tags | {
        ("attribution", claim.attribution.kind),
        ("polarity", claim.polarity),
        ("modality", claim.modality),
        ("source", claim.source),
    }
