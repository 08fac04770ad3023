"""Questions of a reader: which work is meant, who cites it and where; which source or tag a word names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from extract.doi import find_doi
from extract.errors import UsageError
from extract.models import Anchor, Citation, Claim, Reference, Sentence, Source, Work
from extract.names import fold
from extract.tags import known_values, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.models import Span
    from extract.store import Store

YEAR = re.compile(r"(?<!\w)(?P<year>(?:1[4-9]|20)\d\d[a-z]?)(?!\w)")
WORD = re.compile(r"\w+(?:[-'’]\w+)*")
CONNECTORS = frozenset(["and", "y", "und", "et", "e", "al"])
NEAR_ENOUGH = 80  # of 100, rapidfuzz ratio: "Wishnik" - "Wishnick" is 93, "Martin" - "Morton" is 67


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """One citation of a work, in its sentence."""

    citation: Citation
    sentence: Claim | Sentence | None
    copies: tuple[Citation, ...] = ()
    """The same citation in duplicates of the source."""

    @property
    def anchor(self) -> Anchor:
        """Where the sentence stands; the citation's own anchor when it stands in none (a caption, a table)."""
        return self.sentence.anchor if self.sentence else self.citation.anchor


@dataclass(frozen=True, slots=True)
class Found:
    """A work with its entries and every place that cites it."""

    key: str
    references: tuple[Reference, ...]
    places: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look-up found, and the spelling it found it under when that differs from the question."""

    found: tuple[Found, ...]
    respelt: tuple[tuple[str, str], ...] = ()


def find_works(store: Store, query: str) -> Answer:
    """Return the works that ``query`` names by author, year, title words, citation key or DOI.

    All words must stand in the entry. When they do not, names in the list that are spelt nearly so are taken instead.
    """
    works = [work for work in store.of_type("work") if isinstance(work, Work)]
    exact = [work for work in works if query.strip().lower() in (work.key, work.id)]
    if exact:
        return Answer(tuple(_found(store, work.key, _entries(store, work.references)) for work in exact))
    references, respelt = _matching(store, query)
    work_of = {reference: work for work in works for reference in work.references}
    named = {work.key: work for reference in references if (work := work_of.get(reference.id))}
    found = [_found(store, key, _entries(store, work.references)) for key, work in named.items()]
    found += [_found(store, reference.id, [reference]) for reference in references if reference.id not in work_of]
    return Answer(tuple(sorted(found, key=lambda item: item.key)), respelt)


def _matching(store: Store, query: str) -> tuple[list[Reference], tuple[tuple[str, str], ...]]:
    """Return the references that fit, and the words that were read as others."""
    doi = find_doi(query)
    if doi:
        return store.entries([doi]), ()
    year = YEAR.search(query)
    rest = query[: year.start()] + query[year.end() :] if year else query
    words = [word for word in WORD.findall(rest) if word.lower() not in CONNECTORS]
    digits = year.group("year") if year else None
    references = store.entries(words, digits)
    if references or not words:
        return references, ()
    vocabulary = sorted(
        {family for record in store.of_type("reference") if isinstance(record, Reference) for family in family_names(record)}
    )
    respelt = []
    for word in words:
        best = process.extractOne(word, vocabulary, scorer=fuzz.ratio, processor=fold, score_cutoff=NEAR_ENOUGH)
        if best and fold(best[0]) != fold(word):
            respelt.append((word, best[0]))
    nearest = dict(respelt)
    return store.entries([nearest.get(word, word) for word in words], digits), tuple(respelt)


def family_names(reference: Reference) -> Iterable[str]:
    """Yield the family names, or the institutions, of a reference's authors and editors."""
    for field in ("author", "editor"):
        for name in reference.csl.get(field, ()):
            yield name.get("family") or name.get("literal", "")


def _entries(store: Store, ids: Iterable[str]) -> list[Reference]:
    return [record for record in map(store.get, ids) if isinstance(record, Reference)]


def _found(store: Store, key: str, references: list[Reference]) -> Found:
    """Return a work with the places that cite it; a citation that is a copy of an earlier one stands with that."""
    citations = store.citing(reference.id for reference in references)
    first_at: dict[tuple[str, tuple[Span, ...]], Citation] = {}
    copies: dict[str, list[Citation]] = {}
    for citation in sorted(citations, key=lambda item: isinstance(store.sentence_of(item.id), Sentence)):
        original = first_at.get((citation.source, citation.item_spans))
        if original:
            copies[original.id].append(citation)
            continue
        copies[citation.id] = []
        for copy in citation.copies:
            first_at.setdefault((copy.source, copy.spans), citation)
    places = [CitingPlace(c, store.sentence_of(c.id), tuple(copies[c.id])) for c in citations if c.id in copies]
    return Found(key, tuple(references), tuple(places))


def source_of(store: Store, name: str) -> Source:
    """Return the one source whose path or id begins with ``name``.

    Raises:
        UsageError: there is none, or more than one.

    """
    sources = [record for record in store.of_type("source") if isinstance(record, Source)]
    found = [source for source in sources if any(label.startswith(name) for label in (source.id, *source.paths))]
    if len(found) != 1:
        paths = ", ".join(min(source.paths) for source in found or sources)
        message = f"{len(found) or 'no'} sources begin with {name!r}; choose from {paths}"
        raise UsageError(message)
    return found[0]


def tag_value(store: Store, kind: str, name: str) -> str:
    """Return the id that ``name`` means among the tags of one kind: an id as it is, or the words of a text.

    Raises:
        UsageError: there is no such tag; the message names the nearest.

    """
    fitting = {value.casefold(): value for value in (*known_values(kind), *store.values(kind))}
    if name.casefold() in fitting:
        return fitting[name.casefold()]
    for written in (name, name.title(), name.upper()):
        tagged = {found.value for found in tag(written) if found.kind == kind}
        if len(tagged) == 1:
            return tagged.pop()
    near = [fitting[value] for value, _, _ in process.extract(name.casefold(), list(fitting), limit=5)]
    message = f"no {kind} {name!r}; did you mean {', '.join(near)}?"
    raise UsageError(message)
