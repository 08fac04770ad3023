"""The index over the annotations, built from the JSON Lines: one SQLite file, never edited, safe to delete.

Works stand in it as whole: one row of ``entry`` holds the words of all entries of a work. What is cited and listed nowhere
is a work too, by the names and the year that it is cited by.
"""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_right
from contextlib import closing
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from extract.annotations import jsonl_files, read_file
from extract.models import Citation, Claim, Passage, Problem, Reference, Relation, Sentence, Source, Work
from extract.names import fold, variants
from extract.references.names import parse_names
from extract.references.works.citation_keys import stem_of, with_keys
from extract.references.works.same_work import letters_of
from extract.store.findable import findable, identifiers_in, sounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Record

SCHEMA = """
create table built (stamp text);
create table record (id text primary key, type text, source text, start integer, json text) without rowid;
create table sentence (id text primary key, source text, flow text, number integer, passage text) without rowid;
create table tag (kind text, value text, record text);
create table work (key text primary key, id text, csl text, first text, citations integer, sources integer) without rowid;
create table member (reference text primary key, work text) without rowid;
create table identifier (value text, work text);
create table cited (
  citation text primary key, source text, start integer, end integer, reference text, work text, status text, grp text,
  sentence text, passage text, original text
) without rowid;
create table maybe (reference text, citation text);
create table copied (source text, start integer, end integer, citation text);
create table related (source text, relation text, primary key (source, relation)) without rowid;
create table source_item (source text primary key, path text, csl text) without rowid;
create table term (term text primary key, works integer) without rowid;
create table sound (sound text, term text);
create table spelt (reference text primary key, author text, title text, more text, year text, identifiers text) without rowid;
create virtual table entry using fts5 (key unindexed, author, title, more, year, tokenize = 'unicode61');
create virtual table said using fts5 (id unindexed, words, tokenize = 'porter unicode61 remove_diacritics 2');
create virtual table entry_term using fts5vocab (entry, 'row');
create virtual table entry_column using fts5vocab (entry, 'col');
"""
"""``cited.original`` is the citation that this one is a copy of; ``sentence.flow`` is what may be read on from it: the text, or
one note. ``maybe`` holds the entries that an ambiguous citation may mean."""

INDEXES = """
create index record_by_type on record (type, source, start);
create index tag_by_value on tag (kind, value);
create index sentence_by_flow on sentence (source, flow, number);
create index identifier_by_value on identifier (value);
create index maybe_by_reference on maybe (reference);
create index member_by_work on member (work);
create index cited_by_work on cited (work, original);
create index cited_by_group on cited (grp);
create index cited_by_sentence on cited (sentence);
create index cited_by_passage on cited (passage);
create index cited_by_original on cited (original);
create index copied_by_place on copied (source, start);
create index term_by_sound on sound (sound);
"""

MEANT = """
update cited set work = coalesce((select work from member where member.reference = cited.reference), work)
"""

COPIES = """
with claims (source, number) as (select source, count(*) from record where type = 'claim' group by source),
ranked (citation, source, start, end, work, status, rank) as (
  select citation, cited.source, cited.start, end, work, status,
    printf('%s %09d %s %09d', coalesce(type, 'sentence'), 999999999 - coalesce(number, 0), cited.source, cited.start)
  from cited left join record on id = sentence left join claims on claims.source = cited.source
)
select copy.citation, original.citation
from copied join ranked as copy on copy.source = copied.source and copy.start < copied.end and copy.end > copied.start
join ranked as original on original.citation = copied.citation
where (copy.status = 'missing' or copy.work = original.work) and original.rank < copy.rank
order by copy.citation, original.rank desc
"""
"""Copies with their originals, the best last: those in claims, then those in the text that has most claims."""

OF_TYPE = "select json from record where type = ? order by source, start, id"

COUNTS = """
update work set
citations = (select count(*) from cited where work = work.key and status <> 'ambiguous' and original is null),
sources = (select count(distinct source) from cited where work = work.key and status <> 'ambiguous' and original is null)
"""

UNLISTED = "unlisted:"
"""Begins the keys of works that are cited and listed nowhere."""

TEXT_ROLES = frozenset({"abstract", "body", "list", "quotation"})
"""Passages that are read one after the other."""

DATES = ("issued", "original-date")
MORE = ("container-title", "collection-title", "title-short", "original-title", "publisher", "publisher-place", "number")
DIGITS = re.compile(r"(?P<year>\d{4})(?P<letter>[a-z]?)$")

SHORTEST_TITLE = 20
"""Letters of a title that means one work."""


def build(path: Path, folder: Path, stamp: str) -> None:
    """Write the index of the annotations in ``folder`` beside its place, then move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as near:
        new = Path(near) / path.name
        with closing(sqlite3.connect(new)) as db:
            db.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
            for file in jsonl_files(folder):
                _add(db, list(read_file(file)))
            db.execute(MEANT)
            db.executescript(INDEXES + "analyze;")
            db.executemany("update cited set original = ?2 where citation = ?1", db.execute(COPIES).fetchall())
            db.execute(COUNTS)
            db.execute("delete from work where id is null and citations = 0")
            db.execute("delete from entry where key not in (select key from work)")
            db.execute("insert into term select term, doc from entry_term")
            names = db.execute("select term from entry_column where col = 'author'").fetchall()
            db.executemany("insert into sound values (?, ?)", [(sound, name) for (name,) in names for sound in sounds_of(name)])
            _add_source_items(db)
            db.execute("drop table spelt")
            db.execute("insert into built values (?)", (stamp,))
            db.commit()
        new.replace(path)


def _add(db: sqlite3.Connection, records: list[Record]) -> None:
    """Add the records of one file."""
    db.executemany("insert or replace into record values (?, ?, ?, ?, ?)", map(_row, records))
    passages = _Stretches(record for record in records if isinstance(record, Passage))
    sentences = _Stretches(record for record in records if isinstance(record, Claim | Sentence))
    for number, record in enumerate(records):
        if isinstance(record, Claim | Sentence):
            passage = passages.at(record.anchor.spans[0][0])
            flow = passage.id if isinstance(passage, Passage) and passage.role not in TEXT_ROLES else ""
            row = (record.id, record.source, flow, number, passage.id if passage else None)
            db.execute("insert or replace into sentence values (?, ?, ?, ?, ?)", row)
        if isinstance(record, Reference):
            db.execute(
                "insert or replace into spelt values (?, ?, ?, ?, ?, ?)",
                (record.id, *_words(record.csl), _identifiers(record.csl)),
            )
        elif isinstance(record, Citation):
            _add_citation(db, record, sentences.at(record.item_spans[0][0]), passages.at(record.item_spans[0][0]))
        elif isinstance(record, Claim):
            db.execute("insert into said values (?, ?)", (record.id, record.anchor.text))
            db.executemany(
                "insert into tag values (?, ?, ?)", [(kind, value, record.id) for kind, value in sorted(claim_tags(record))]
            )
        elif isinstance(record, Work):
            _add_work(db, record)
        elif isinstance(record, Relation):
            sources = {record.a.source, record.b.source}
            db.executemany("insert or replace into related values (?, ?)", [(source, record.id) for source in sorted(sources)])


class _Stretches:
    """Records of one source by the raw text that they take."""

    def __init__(self, records: Iterable[Passage | Claim | Sentence]) -> None:
        self._of = {record.id: record for record in records}
        self._spans = sorted((span, id_) for id_, record in self._of.items() for span in record.anchor.spans)

    def at(self, start: int) -> Passage | Claim | Sentence | None:
        """Return the record in which a raw offset stands."""
        at = bisect_right(self._spans, ((start, 1 << 60), "")) - 1
        return self._of[self._spans[at][1]] if at >= 0 and self._spans[at][0][1] > start else None


def _add_citation(db: sqlite3.Connection, citation: Citation, sentence: Record | None, passage: Record | None) -> None:
    """Add a citation; which work its reference is of is seen when the works have come."""
    reference = citation.references[0].id if citation.status == "linked" else None
    work = _add_unlisted(db, citation) if citation.status == "missing" else None
    start, end = citation.item_spans[0][0], citation.item_spans[-1][1]
    row = (citation.id, citation.source, start, end, reference, work, citation.status, citation.group)
    ids = (each.id if each else None for each in (sentence, passage))
    db.execute("insert or replace into cited values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)", (*row, *ids))
    db.executemany(
        "insert into copied values (?, ?, ?, ?)",
        [(copy.source, copy.spans[0][0], copy.spans[-1][1], citation.id) for copy in citation.copies],
    )
    if citation.status == "ambiguous":
        db.executemany("insert into maybe values (?, ?)", [(each.id, citation.id) for each in citation.references])


def _add_unlisted(db: sqlite3.Connection, citation: Citation) -> str | None:
    """Add the work of a citation that no list has, if names and year say which; return its key."""
    year = DIGITS.match(citation.year or "")
    if not citation.authors or not year:
        return None
    names = [{"family": name} if len(name.split()) == 1 else {"literal": name} for name in citation.authors]
    letter = year["letter"]
    csl = {
        "type": "document",
        "author": names,
        "issued": {"date-parts": [[int(year["year"])]]},
        **({"custom": {"year-suffix": letter}} if letter else {}),
    }
    stem = f"{stem_of(csl)}{letter}"
    key = f"{UNLISTED}{stem}{'+' if len(names) > 1 else ''}"
    new = db.execute(
        "insert or ignore into work values (?, null, ?, ?, 0, 0)", (key, _json({"id": stem, **csl}), fold(citation.authors[0]))
    )
    if new.rowcount:
        db.execute("insert into entry values (?, ?, ?, ?, ?)", (key, *_words(csl)))
    return key


def _add_work(db: sqlite3.Connection, work: Work) -> None:
    """Add a work with the words of all its entries."""
    people: Sequence[Mapping[str, str]] = work.csl.get("author") or work.csl.get("editor") or ({},)
    first = fold(people[0].get("family") or people[0].get("literal") or "")
    columns: list[tuple[str, ...]] = [(*_words(work.csl), "")]
    for reference in work.references:
        db.execute("insert or replace into member values (?, ?)", (reference, work.key))
        columns += db.execute("select author, title, more, year, identifiers from spelt where reference = ?", (reference,))
    *words, years, identifiers = (list(dict.fromkeys(" ".join(each).split())) for each in zip(*columns, strict=True))
    letters = sorted({year[-1] for year in years if year[-1].isalpha()})
    letter = work.key.removeprefix(stem_of(work.csl))
    printed = letter if letter in letters else next(iter(letters), "")
    csl = {**work.csl, "custom": {"year-suffix": printed}} if printed else work.csl
    db.execute("insert or replace into work values (?, ?, ?, ?, 0, 0)", (work.key, work.id, _json(csl), first))
    years += [f"{years[0]}{letter}"] if years and letter.isalpha() else []
    db.execute("insert into entry values (?, ?, ?, ?, ?)", (work.key, *map(" ".join, words), " ".join(years)))
    db.executemany("insert into identifier values (?, ?)", [(value, work.key) for value in identifiers])


def _json(csl: Mapping[str, Any]) -> str:
    return json.dumps(csl, ensure_ascii=False)


def _words(csl: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Return the words by which an item is found: of its authors, of its title, others, and its years."""
    authors, editors = (list(csl.get(field, ())) for field in ("author", "editor"))
    people, others = (authors, editors) if authors else (editors, [])
    others += csl.get("translator", ())
    more = [word for name in others for word in _of_name(name)]
    more += [word for field in MORE for word in findable(str(csl.get(field, "")))]
    letter = csl.get("custom", {}).get("year-suffix", "")
    years = [str(parts[0]) for field in DATES for parts in csl.get(field, {}).get("date-parts", ()) if parts]
    years += [f"{years[0]}{letter}"] if years and letter else []
    author = (word for name in people for word in _of_name(name))
    return " ".join(author), " ".join(findable(str(csl.get("title", "")))), " ".join(more), " ".join(years)


def _of_name(name: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of a name; of a body its acronym too."""
    for part in ("given", "dropping-particle", "non-dropping-particle", "family", "literal"):
        yield from findable(str(name.get(part, "")))
    for variant in variants(str(name.get("literal", ""))):
        yield from variant.split()


def _identifiers(csl: Mapping[str, Any]) -> str:
    """Return DOI, ISBN and address of an item, as `findable` writes them."""
    texts = (str(csl.get(field, "")) for field in ("DOI", "ISBN", "URL"))
    return " ".join(value for text in texts for value in identifiers_in(text))


def _add_source_items(db: sqlite3.Connection) -> None:
    """Add what each source is cited as: the work that the lists have it as, or else an item of what is known of it.

    Copies of one text are cited alike: by what is known of the one of which most is known.
    """
    sources = [Source.model_validate_json(row[0]) for row in db.execute(OF_TYPE, ("source",))]
    relations = [Relation.model_validate_json(row[0]) for row in db.execute(OF_TYPE, ("relation",))]
    known = {source.id: _item_of(source) for source in sources}
    for relation in relations:
        if relation.relation in {"exact", "near"}:
            copies = relation.a.source, relation.b.source
            less, more = sorted((known[id_] for id_ in copies), key=lambda item: (len(item), len(item.get("author", ()))))
            known |= {id_: {**less, **more} for id_ in copies}
    paths = {source.id: min(source.paths) for source in sources}
    items = {id_: {"title": paths[id_], **item} for id_, item in known.items()}
    listed = {id_: work for id_, item in items.items() if (work := _listed_as(db, item))}
    taken = {row[0] for row in db.execute("select key from work")}
    keyed = _keyed({id_: item for id_, item in items.items() if id_ not in listed}, taken)
    rows = [(id_, paths[id_], listed[id_] if id_ in listed else _json(keyed[id_])) for id_ in items]
    db.executemany("insert into source_item values (?, ?, ?)", rows)


def _keyed(items: Mapping[str, Mapping[str, Any]], taken: set[str]) -> dict[str, dict[str, Any]]:
    """Return the items of sources, each with its key as ``id``; copies of one text have one key, and none that a work has."""
    texts: dict[str, list[str]] = {}
    for id_, item in items.items():
        texts.setdefault(_json({name: item[name] for name in sorted(item)}), []).append(id_)
    first = ((ids, items[ids[0]], None, f"{items[ids[0]]['title']} {ids[0]}") for ids in texts.values())
    keyed: dict[str, dict[str, Any]] = {}
    for key, ids in with_keys(first).items():
        free = next(each for each in chain([key], (f"{key}-{number}" for number in count(2))) if each not in taken)
        keyed |= {id_: {"id": free, **items[id_]} for id_ in ids}
    return keyed


def _item_of(source: Source) -> dict[str, Any]:
    """Return a source as a CSL-JSON item."""
    names = [name.csl for author in source.authors for name in parse_names(author)[0]]
    csl = {
        "type": "article-journal" if source.journal else "webpage" if source.url else "document",
        "author": names,
        "title": source.title,
        "issued": {"date-parts": [[int(part) for part in source.date.split("-")]]} if source.date else None,
        "container-title": source.journal,
        "DOI": source.doi,
        "URL": source.url,
    }
    return {field: value for field, value in csl.items() if value}


def _listed_as(db: sqlite3.Connection, csl: Mapping[str, Any]) -> str | None:
    """Return the work of the lists that a source is, by its DOI, or by its title and year."""
    for value in _identifiers(csl).split():
        found = db.execute("select csl from work join identifier on work = key where value = ?", (value,)).fetchone()
        if found:
            return str(found[0])
    title = letters_of(str(csl.get("title", "")))
    if len(title) < SHORTEST_TITLE or "issued" not in csl:
        return None
    words = " AND ".join(f'title : "{word}"' for word in findable(csl["title"]))
    year = str(csl["issued"]["date-parts"][0][0])
    query = "select csl from work where key in (select key from entry where entry match ?)"
    listed = (row[0] for row in db.execute(query, (f'{words} AND year : "{year}"',)))
    return next((item for item in listed if letters_of(json.loads(item).get("title", "")) == title), None)


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


def claim_tags(claim: Claim) -> set[tuple[str, str]]:
    """Return the kinds and values by which a claim can be asked for."""
    tags = {("country", tag.code) for tag in claim.countries}
    tags |= {("named", tag.code) for tag in claim.countries if tag.kind != "inherited"}
    tags |= {(tag.role, tag.code) for tag in claim.countries if tag.role != "other"}
    tags |= {("speaker", speaker.text) for speaker in (claim.attribution.speaker,) if speaker}
    tags |= {("organisation", tag.id) for tag in claim.organisations}
    tags |= {("theory", tag.id) for tag in claim.theories}
    tags |= {("code", value) for tag in claim.codes for value in (tag.id, f"{tag.dimension}:{tag.id}", tag.dimension)}
    tags |= {("source", copy.source) for copy in claim.copies}
    return tags | {
        ("attribution", claim.attribution.kind),
        ("polarity", claim.polarity),
        ("modality", claim.modality),
        ("source", claim.source),
    }
