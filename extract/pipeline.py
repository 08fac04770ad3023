"""The whole product in one function: sources as they were read in, annotations out.

    read -> layout -> clean -> dedupe -> references -> citations -> claims -> copies -> works -> problems

Each step takes records and yields new ones. ``run.py`` does the reading and the writing around it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from extract.annotations import Annotations
from extract.citations import find_citations_in
from extract.citations.library import library_items
from extract.claims import find_claims
from extract.dedupe.copies import noted, once
from extract.dedupe.joined_words import find_joined_words
from extract.dedupe.relations import find_relations
from extract.errors import UnreadableSourceError
from extract.models import Problem
from extract.packed import Packed, PackedDict, PackedList, Packing
from extract.problems import find_problems
from extract.references import find_references
from extract.references.model import using_model
from extract.references.notes import is_noted
from extract.references.works import find_works

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from extract.engine import Each
    from extract.models import Citation, Record, Reference, Relation, Source
    from extract.reading import Reading

R = TypeVar("R")


def annotate(
    readings: Sequence[Reading],
    *,
    each: Each = map,
    met_before: Iterable[Problem] = (),
    model: str | None = None,
    libraries: Collection[str] = (),
) -> Annotations:
    """Return every record of a corpus.

    Sources are annotated one by one, through ``each``; duplicates, works and problems look at all of them.
    ``met_before`` holds the problems met while reading; ``model`` labels bibliography entries, or else that of the package;
    ``libraries`` are the ids of the sources whose works all others may cite, where their own lists have none. What waits for another step is packed (``packed.py``).
    """
    faults: list[Problem] = []
    sources = [reading.source for reading in readings]
    kept = PackedDict(zip((source.id for source in sources), PackedList.of(readings).packed, strict=True))
    relations, alignment = find_relations(readings)
    entries = each(Packing(partial(references_of, model=model)), kept.packed.values())
    references = PackedDict(_found("references", sources, entries, faults))
    lists = bibliographies(references, relations)
    library = Packed(items_of_libraries(sources, references, libraries))
    items = [
        ListedSource(kept.packed[id_], references.packed[id_], references.packed[of], library) for id_, of in lists.items()
    ]
    records = each(annotate_source, items)
    annotated = PackedDict(
        _found("citations and claims", [source for source in sources if source.id in lists], records, faults)
    )
    found = ((id_, annotated[id_] if id_ in annotated else as_read(kept[id_])) for id_ in kept)
    placed = PackedDict((id_, Packed(tuple(noted(record, alignment) for record in records))) for id_, records in found)
    of_source = PackedDict((id_, Packed(records)) for id_, records in once(placed, relations))
    works = tuple(find_works(chain.from_iterable(references.values())))
    annotations = Annotations(of_source, relations, works)
    joined = find_joined_words(kept, relations, alignment)
    return replace(annotations, problems=(*met_before, *faults, *find_problems(annotations, joined)))


def _found(
    what: str, sources: Iterable[Source], found: Iterable[R | UnreadableSourceError], faults: list[Problem]
) -> Iterator[tuple[str, R]]:
    """Yield what was found in each source by its id; where the step failed, note a problem instead."""
    for source, result in zip(sources, found, strict=True):
        if isinstance(result, UnreadableSourceError):
            path = min(source.paths, default=None)
            message = f"{path or source.id}: it was read, but its {what} were not found: {result}"
            faults.append(
                Problem(id=f"{source.id}/problem", kind="unreadable_file", message=message, source=source.id, path=path)
            )
        else:
            yield source.id, result


class ListedSource(NamedTuple):
    """A source with its own bibliography, with the list that its citations are linked to, and with libraries beside it."""

    reading: Packed[Reading]
    references: Packed[tuple[Reference, ...]]
    listed: Packed[tuple[Reference, ...]]
    library: Packed[tuple[dict[str, Any], ...]]

    @property
    def size(self) -> int:
        """The bytes of the reading, by which it may take its time."""
        return self.reading.size


def annotate_source(item: ListedSource) -> Packed[tuple[Record, ...]]:
    """Return all records of one source, its own record first."""
    reading, own, listed = item.reading.open(), item.references.open(), item.listed.open()
    if item.listed is not item.references:  # a list is borrowed, works that notes describe are not
        listed = (*(entry for entry in listed if not is_noted(entry)), *(entry for entry in own if is_noted(entry)))
    citations = tuple(find_citations_in(reading, listed, item.library.open()))
    claims = find_claims(reading, citations)
    return Packed((*as_read(reading), *own, *citations, *claims))


def as_read(reading: Reading) -> tuple[Record, ...]:
    """Return the records of a source that reading it gave: its own, and its passages."""
    return (reading.source, *reading.passages)


def references_of(reading: Reading, *, model: str | None = None) -> tuple[Reference, ...]:
    """Return the entries of the bibliographies of one source, labelled by ``model``, or else by that of the package."""
    with using_model(model):
        return tuple(find_references(reading))


def citations_of(
    reading: Reading, *, model: str | None = None, library: Packed[tuple[dict[str, Any], ...]] | None = None
) -> tuple[Citation, ...]:
    r"""Return the citations of one source, linked to its own bibliography, or else to the works of ``library``.

    >>> from extract.clean import reading_of
    >>> text = "Ports closed (Okafor, 2018).\n\nReferences\n\nOkafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018."
    >>> [(citation.authors, citation.status) for citation in citations_of(reading_of(text))]
    [(('Okafor',), 'linked')]
    """
    return tuple(find_citations_in(reading, references_of(reading, model=model), library.open() if library else ()))


def items_of_libraries(
    sources: Iterable[Source], references: Mapping[str, Sequence[Reference]], libraries: Collection[str]
) -> tuple[dict[str, Any], ...]:
    """Return what citations need of the works in the sources that are libraries."""
    paths = {source.id: min(source.paths, default=source.id) for source in sources if source.id in libraries}
    return library_items(chain.from_iterable(references[id_] for id_ in sorted(paths) if id_ in references), paths)


def bibliographies(own: Mapping[str, Sequence[Reference]], relations: Iterable[Relation]) -> dict[str, str]:
    """Return the source whose list the citations of each source are linked to: itself, or else a near-duplicate."""
    alike = [relation for relation in relations if relation.relation in {"exact", "near"}]
    pairs = sorted((r.canonical != b, a, b) for r in alike for a, b in ((r.a.source, r.b.source), (r.b.source, r.a.source)))
    has_list = {source for source, entries in own.items() if any(not is_noted(entry) for entry in entries)}
    borrowed = {a: b for _, a, b in reversed(pairs) if b in has_list}
    return {source: source if source in has_list else borrowed.get(source, source) for source in own}
