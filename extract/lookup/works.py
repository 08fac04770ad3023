"""Which works a question names, the best first: by key, number or address, by all words and the year, or by most of them."""

from __future__ import annotations

import json
import math
import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extract.lookup.answers import Entry, FoundWork, ReadAs
from extract.lookup.question import YEAR, Question, parse_questions
from extract.lookup.rendering import short_name
from extract.lookup.spelling import meant_words
from extract.models import Reference
from extract.names import acronym
from extract.store import quoted
from extract.store.findable import searched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.lookup.located import Located
    from extract.store import Store

    Readings = Mapping[str, Sequence[tuple[str, float]]]
    """Each word of a question with the words it may mean, and how far these are from it."""

ENOUGH = 0.6
"""Share of a long question's words, weighed by how rare they are, that must stand in a work."""

NEARLY = 0.08
"""How much less than the best of them another may hold."""

MOST_CANDIDATES = 60
"""Works that a long question is compared with."""

YEAR_WEIGHT = 3.0
"""What the year counts among them: as much as a word that one work in twenty holds."""

UNHEARD = 1.0
"""What a word counts that stands nowhere: little, for it may be a slip that nobody can read, or what only some styles print."""

SHORTEST_OF_MANY = 3
"""Letters of a word that counts where there are many."""

READINGS_OF_MANY = 3
"""Readings of each word that are tried where there are many."""

FEWEST_WORDS = 3
"""Words from which one may stand nowhere."""

MOST_WORDS = 60
"""Words of a question that are looked for."""

MEMBERS = """
select json from member join record on record.id = reference join source_item on source_item.source = record.source
where work = ? order by path, start
"""
PUNCTUATION = f"{string.punctuation}“”‘’«»"
LONGEST_SENTENCE = 2000
"""Characters of a question in which citations are looked for."""

COLUMNS = ("author", "title", "more")
IDENTIFIERS = {"doi": "DOI", "isbn": "ISBN", "url": "address"}
KINDS = {"author": "author", "title": "words of the title", "more": "journal, publisher or editor"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A work that fits, with why, and the words that were read as others."""

    key: str
    reason: str
    read_as: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    rank: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the index of works."""

    key: str
    words: Mapping[str, frozenset[str]]
    years: frozenset[str]
    first: frozenset[str]
    """Words of the first author's name."""
    citations: int


def hits(store: Store, query: str) -> list[Hit]:
    """Return the works that ``query`` names, the best first: those of its first part, then those of the next."""
    text = query.strip()
    if text.startswith("unlisted:"):
        return _named(store, text)
    return _named(store, text) or _all_answers(store, parse_questions(text)) or _all_answers(store, _cited_in(text))


def _all_answers(store: Store, questions: Iterable[Question]) -> list[Hit]:
    """Return what fits any of several questions, those of the first before those of the next."""
    found: dict[str, Hit] = {}
    for question in questions:
        for hit in _answers(store, question):
            found.setdefault(hit.key, hit)
    return list(found.values())


def _cited_in(text: str) -> Iterator[Question]:
    """Yield the works that a sentence cites by name and year, as in "Okafor's (2018) theory, which Bello (2019) doubts"."""
    if not YEAR.search(text) or len(text) > LONGEST_SENTENCE:
        return
    from extract.citations import find_citations  # noqa: PLC0415 - it brings the parser of references, which few questions need

    for citation in find_citations(text):
        if citation.authors and citation.year:
            yield Question(tuple(searched(" ".join(citation.authors))), citation.year)


def near_misses(store: Store, query: str) -> list[str]:
    """Return the keys of works that fit but for the year, for a person who found nothing."""
    found: list[str] = []
    for question in parse_questions(query):
        if question.words and question.year:
            found += [hit.key for hit in _answers(store, Question(question.words))]
    return list(dict.fromkeys(found))


def found_works(store: Store, hits: Iterable[Hit], located: Located | None) -> Iterator[FoundWork]:
    """Yield the record of each work that was hit; without ``located``, its entries are left out."""
    for rank, hit in enumerate(hits, start=1):
        ((csl, citations, sources),) = store.rows("select csl, citations, sources from work where key = ?", (hit.key,))
        item = json.loads(csl)
        members = store.records(MEMBERS, (hit.key,)) if located or hit.read_as else ()
        references = [record for record in members if isinstance(record, Reference)]
        written = {word: printed for printed in _printed(item, references) for word in searched(printed)} if hit.read_as else {}
        yield FoundWork(
            key=hit.key,
            rank=rank,
            reason=hit.reason,
            left_out=hit.left_out,
            read_as=tuple(ReadAs(asked=asked, listed=written.get(word, word)) for asked, word in hit.read_as),
            csl=item,
            short=short_name(item, hit.key),
            title=str(item.get("title", "")),
            citations=citations,
            sources=sources,
            entries=tuple(
                Entry(id=each.id, where=located(each.anchor), bibliography=each.bibliography, raw=each.raw)
                for each in references
                if located
            ),
        )


def _printed(item: Mapping[str, Any], references: Sequence[Reference]) -> Iterator[str]:
    """Yield the words of a work as they are printed."""
    for csl in (*(reference.csl for reference in references), item):
        for name in (*csl.get("editor", ()), *csl.get("author", ())):
            yield from (word for part in ("family", "literal") for word in name.get(part, "").split())
        yield from (word.strip(PUNCTUATION) for word in str(csl.get("title", "")).split())


def _named(store: Store, text: str) -> list[Hit]:
    """Return the work whose key or id, or the id of whose entry or citation, is the whole question."""
    by_id = (
        ("citation key", "select key from work where key = ?1 or key = lower(?1) or id = ?1"),
        ("id of its entry", "select work from member where reference = ?1"),
        ("id of a citation", "select work from cited where citation = ?1 and work in (select key from work)"),
        (
            "id of its claim or sentence",
            "select distinct work from cited where sentence = ?1 and work in (select key from work)",
        ),
    )
    for reason, query in by_id:
        keys = [row[0] for row in store.rows(query, (text,))]
        if keys:
            return [Hit(key, reason) for key in keys]
    return []


def _answers(store: Store, question: Question) -> list[Hit]:
    """Return what fits one question."""
    if question.key:
        return _named(store, question.key) or _named(store, f"unlisted:{question.key}")
    found = _identified(store, question.identifiers)
    if found or (question.identifiers and not question.is_long):
        return found
    words = question.words[:MOST_WORDS]
    telling = [word for word in words if len(word) > 1] or words
    if question.is_long:
        many = {word: _readings(store, word) for word in telling if len(word) >= SHORTEST_OF_MANY}
        # Pages and volumes of a pasted entry are no words of the work.
        return _with_most(store, {word: each for word, each in many.items() if each or not word.isdigit()}, question)
    exact = {word: [(word, 0.0)] for word in telling}
    found = _fitting(store, exact, question.year, [word for word in words if word not in exact])
    found = found or _by_acronym(store, words, question.year)
    if found or not telling:
        return found
    near = {word: _readings(store, word) for word in telling}
    dropped = tuple(word for word in words if word not in near)
    if all(near.values()):
        for year in dict.fromkeys((question.year, question.year[:4]) if question.year else (None,)):
            found = _fitting(store, near, year)
            if found:
                other = ((question.year, year),) if question.year and year and year != question.year else ()
                return [replace(hit, read_as=(*hit.read_as, *other), left_out=(*hit.left_out, *dropped)) for hit in found]
    return _with_most(store, near, question) if len(near) >= FEWEST_WORDS else []


def _identified(store: Store, identifiers: Sequence[str]) -> list[Hit]:
    """Return the works that have one of the numbers or addresses."""
    by_value = "select distinct work from identifier where value = ? order by work"
    return [
        Hit(row[0], IDENTIFIERS[value.partition(":")[0]]) for value in identifiers for row in store.rows(by_value, (value,))
    ]


def _by_acronym(store: Store, words: Sequence[str], year: str | None) -> list[Hit]:
    """Return the works of a body that is asked for by its full name and listed by its initials."""
    short = acronym(" ".join(words))
    if len(words) < FEWEST_WORDS:
        return []
    found = _with_all(store, {short: [(short, 0.0)]}, year, COLUMNS[:1])
    return [replace(hit, reason="acronym", read_as=((" ".join(words), short),)) for hit in found]


def _readings(store: Store, word: str) -> list[tuple[str, float]]:
    return [(each.word, each.distance) for each in meant_words(store, word)]


def _fitting(store: Store, readings: Readings, year: str | None, initials: Sequence[str] = ()) -> list[Hit]:
    """Return the works that hold all words in names and title, or else anywhere."""
    return _with_all(store, readings, year, COLUMNS[:2], initials) or _with_all(store, readings, year, COLUMNS, initials)


def _with_all(
    store: Store, readings: Readings, year: str | None, columns: Sequence[str], initials: Iterable[str] = ()
) -> list[Hit]:
    """Return the works that hold a reading of every word, and the year; of those the ones with the nearest readings."""
    parts = [f"{{{' '.join(columns)}}} : ({' OR '.join(quoted(word) for word, _ in each)})" for each in readings.values()]
    parts += [f"author : {quoted(initial)}*" for initial in initials]
    parts += [f"year : {quoted(year)}"] if year else []
    if not parts:
        return []
    found = [(_distance(candidate, readings, columns), candidate) for candidate in _candidates(store, " AND ".join(parts))]
    least = min((distance for distance, _ in found), default=0)
    best = [_hit(candidate, readings, year, columns) for distance, candidate in found if distance == least]
    return sorted(best, key=lambda hit: (hit.rank, hit.key))


def _candidates(store: Store, match: str, limit: int = -1) -> Iterator[Candidate]:
    rows = store.rows(
        "select entry.key, author, title, more, year, first, citations from entry join work on work.key = entry.key"
        " where entry match ? order by rank limit ?",
        (match, limit),
    )
    for key, *columns, citations in rows:
        author, title, more, years, first = (frozenset(column.split()) for column in columns)
        yield Candidate(key, {"author": author, "title": title, "more": more}, years, first, citations)


def _nearest(candidate: Candidate, readings: Sequence[tuple[str, float]], columns: Sequence[str]) -> tuple[str, float] | None:
    """Return the nearest reading of a word that stands in a work."""
    held = [each for each in readings if any(each[0] in candidate.words[column] for column in columns)]
    return min(held, key=lambda each: each[1], default=None)


def _distance(candidate: Candidate, readings: Readings, columns: Sequence[str]) -> float:
    nearest = (_nearest(candidate, each, columns) for each in readings.values())
    return sum(each[1] for each in nearest if each)


def _hit(candidate: Candidate, readings: Readings, year: str | None, columns: Sequence[str]) -> Hit:
    """Return a work with why it fits: first those by the first author, by an author, by the title, the most cited first."""
    held = [(asked, nearest) for asked, each in readings.items() if (nearest := _nearest(candidate, each, columns))]
    kinds = {word: next(column for column in COLUMNS if word in candidate.words[column]) for _, (word, _) in held}
    firsts = sum(word in candidate.first for _, (word, _) in held)
    authors = sum(kind == "author" for kind in kinds.values())
    titles = sum(kind == "title" for kind in kinds.values())
    reason = [KINDS[column] for column in COLUMNS if column in kinds.values()] + (["year"] if year is not None else [])
    read_as = tuple((asked, word) for asked, (word, distance) in held if distance)
    rank = (-firsts, -authors, -titles, candidate.key.startswith("unlisted:"), -candidate.citations)
    left_out = tuple(readings.keys() - {asked for asked, _ in held})
    return Hit(candidate.key, ", ".join(reason), read_as, tuple(sorted(left_out)), rank)


def _with_most(store: Store, readings: Readings, question: Question) -> list[Hit]:
    """Return the works that hold most of many words, rare ones counting more; pasted entries are such questions."""
    nearest = [word for each in readings.values() for word, _ in each[:READINGS_OF_MANY]]
    if not nearest:
        return []
    weights = {asked: _weight(store, each) for asked, each in readings.items()}
    years = {question.year} if question.year else set(question.years)
    whole = sum(weights.values()) + (YEAR_WEIGHT if years else 0)
    found = []
    for candidate in _candidates(store, " OR ".join(map(quoted, nearest)), MOST_CANDIDATES):
        dated = bool(years & candidate.years)
        if question.year and not dated:
            continue
        hit = _hit(candidate, readings, question.year or ("" if dated else None), COLUMNS)
        held = sum(weight for asked, weight in weights.items() if asked not in hit.left_out)
        found.append(((held + YEAR_WEIGHT * dated) / whole, hit))
    best = max((share for share, _ in found), default=0)
    found = [(share, hit) for share, hit in found if share >= max(ENOUGH, best - NEARLY)]
    return [hit for _, hit in sorted(found, key=lambda each: (-each[0], each[1].rank, each[1].key))]


def _weight(store: Store, readings: Sequence[tuple[str, float]]) -> float:
    """Return how telling a word is: one that few works hold counts more."""
    if not readings:
        return UNHEARD
    ((works, most),) = store.rows("select works, (select count(*) from work) from term where term = ?", (readings[0][0],))
    return math.log(1 + most / works)
