"""The whole product in one function: sources as they were read in, annotations out.

    read -> layout -> clean -> dedupe -> references -> citations -> claims -> copies -> works -> problems

Each step takes records and yields new ones. ``run.py`` does the reading and the writing around it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.annotations import Annotations
from extract.citations import find_citations_in
from extract.claims import find_claims
from extract.dedupe.copies import noted, once
from extract.dedupe.joined_words import find_joined_words
from extract.dedupe.relations import find_relations
from extract.problems import find_problems
from extract.references import find_references
from extract.references.works import find_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.engine import Each
    from extract.models import Citation, Problem, Record, Reference, Relation
    from extract.reading import Reading


def annotate(readings: Sequence[Reading], *, each: Each = map, met_before: Iterable[Problem] = ()) -> Annotations:
    """Return every record of a corpus.

    Sources are annotated one by one, through ``each``; duplicates, works and problems look at all of them.
    ``met_before`` holds the problems met while reading.
    """
    relations, alignment = find_relations(readings)
    references = list(each(references_of, readings))
    listed = bibliographies(readings, references, relations)
    annotated = each(annotate_source, map(ListedSource, readings, references, listed))
    of_source = once({records[0].id: [noted(record, alignment) for record in records] for records in annotated}, relations)
    works = tuple(find_works(reference for entries in references for reference in entries))
    annotations = Annotations(of_source, relations, works)
    joined = find_joined_words(readings, relations, alignment)
    return replace(annotations, problems=(*met_before, *find_problems(annotations, joined)))


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source with its own bibliography, and with the list that its citations are linked to."""

    reading: Reading
    references: Sequence[Reference]
    listed: Sequence[Reference]


def annotate_source(item: ListedSource) -> tuple[Record, ...]:
    """Return all records of one source, its own record first."""
    citations = tuple(find_citations_in(item.reading, item.listed))
    claims = find_claims(item.reading, citations)
    return (item.reading.source, *item.reading.passages, *item.references, *citations, *claims)


def references_of(reading: Reading) -> tuple[Reference, ...]:
    """Return the entries of the bibliographies of one source."""
    return tuple(find_references(reading))


def citations_of(reading: Reading) -> tuple[Citation, ...]:
    r"""Return the citations of one source, linked to its own bibliography.

    >>> from extract.clean import reading_of
    >>> text = "Ports closed (Okafor, 2018).\n\nReferences\n\nOkafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018."
    >>> [(citation.authors, citation.status) for citation in citations_of(reading_of(text))]
    [(('Okafor',), 'linked')]
    """
    return tuple(find_citations_in(reading, references_of(reading)))


def bibliographies(
    readings: Sequence[Reading], references: Sequence[Sequence[Reference]], relations: Iterable[Relation]
) -> list[Sequence[Reference]]:
    """Return the list that each source's citations are linked to: its own, or else that of a near-duplicate."""
    own = {reading.source.id: entries for reading, entries in zip(readings, references, strict=True)}
    alike = [relation for relation in relations if relation.relation in {"exact", "near"}]
    pairs = sorted((r.canonical != b, a, b) for r in alike for a, b in ((r.a.source, r.b.source), (r.b.source, r.a.source)))
    borrowed = {a: own[b] for _, a, b in reversed(pairs) if own[b]}
    return [entries or borrowed.get(source, ()) for source, entries in own.items()]
