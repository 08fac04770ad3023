"""The whole product in one function: sources as they were read in, annotations out.

    read -> layout -> clean -> dedupe -> references -> citations -> claims -> copies -> works -> problems

The steps stand in ``steps.py``; ``run.py`` does the reading and the writing around it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol, TypeVar

from extract.annotations import Annotations, by_source
from extract.dedupe.gathered import MEMORY
from extract.dedupe.relations import find_relations
from extract.errors import PinciteError, UnreadableSourceError
from extract.models import Problem
from extract.packed import Packed, opening
from extract.problems import find_problems
from extract.references.works import find_works
from extract.steps import (
    Library,
    Near,
    Shares,
    ToAnnotate,
    ToList,
    Twice,
    annotate_source,
    as_read,
    items_of_library,
    join_words,
    list_references,
    packed_reading,
    tell_once,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from extract.engine import Each
    from extract.models import Relation
    from extract.reading import Reading
    from extract.steps import PackedReading

R = TypeVar("R")


class Item(Protocol):
    """What a step works on, and the id of the source that it is about."""

    @property
    def source(self) -> str:
        """The id of the source."""


About = TypeVar("About", bound=Item)


def annotate(
    readings: Iterable[Reading | PackedReading],
    *,
    each: Each = map,
    met_before: Iterable[Problem] = (),
    model: str | None = None,
    libraries: Collection[str] = (),
    codebook: str = "",
    memory: int = MEMORY,
) -> Annotations:
    """Return every record of a corpus.

    Sources are annotated one by one, through ``each``; duplicates, works and problems look at all of them.
    ``met_before`` holds the problems met while reading; ``model`` labels bibliography entries, or else that of the package;
    ``libraries`` are the ids of the sources whose works all others may cite, where their own lists have none; ``codebook`` tells
    what claims are tagged with besides what Pincite knows (`lexicon.codebook`); ``memory`` is what the search for duplicates may hold, in bytes. What waits for another step is packed (``packed.py``).
    """
    read = {one.source.id: one for one in map(packed_reading, readings)}
    done = Steps(each, read)
    relations, matches = find_relations(
        opening((id_, one.raw) for id_, one in read.items()),
        {id_: one.form for id_, one in read.items()},
        opening((id_, one.fingerprint) for id_, one in read.items()),
        each=each,
        memory=memory,
        lose=done.lose,
    )
    shares = Shares(read, matches, relations)
    listed = dict(done("references", list_references, [ToList(id_, one.reading, model) for id_, one in read.items()]))
    own = [Library(id_, min(read[id_].source.paths), listed[id_].references) for id_ in sorted(libraries) if id_ in listed]
    lent = tuple(items for _, items in done("works", items_of_library, own))
    lists = bibliographies({id_: found.has_list for id_, found in listed.items()}, relations)
    told = Packed(codebook)
    items = [
        ToAnnotate(id_, read[id_].reading, listed[id_].references, listed[of].references, lent, shares.of(id_), told)
        for id_, of in lists.items()
    ]
    found = dict(done("citations and claims", annotate_source, items))
    annotated = {id_: found[id_] if id_ in found else as_read(one.reading.open()) for id_, one in read.items()}
    claimed = shares.claimed(one.claimed for one in annotated.values())
    copies = [Twice(id_, annotated[id_], spans, claimed[id_]) for id_, spans in shares.copied.items() if id_ in claimed]
    annotated |= done("duplicate claims", tell_once, copies)
    works = tuple(find_works(chain.from_iterable(found.references.open() for found in listed.values())))
    near = [
        Near(r.a.source, read[r.a.source].reading, read[r.b.source].reading, shares.of(r.a.source))
        for r in relations
        if r.relation == "near"
    ]
    joined = chain.from_iterable(words for _, words in done("joined words", join_words, near))
    cited = opening((id_, one.cited) for id_, one in annotated.items())
    problems = tuple(find_problems(cited, works, relations, joined))
    return Annotations(
        of_source=by_source((id_, one.lines) for id_, one in annotated.items()),
        relations=relations,
        works=works,
        problems=(*met_before, *done.faults, *problems),
        tallies={id_: one.tally for id_, one in annotated.items()},
    )


class Steps:
    """The steps of a run; where one fails on a source, that is a problem of the source."""

    def __init__(self, each: Each, read: Mapping[str, PackedReading]) -> None:
        """Take what applies a step to many items, and the sources."""
        self._each = each
        self._read = read
        self.faults: list[Problem] = []

    def __call__(self, what: str, step: Callable[[About], R], items: Sequence[About]) -> Iterator[tuple[str, R]]:
        """Yield what ``step`` finds in each item by the id of its source; where it fails, note a problem instead."""
        for item, result in zip(items, self._each(step, items), strict=True):
            if isinstance(result, UnreadableSourceError):
                self.faults.append(self._fault(item.source, what, result))
            else:
                yield item.source, result

    def lose(self, a: str, b: str, error: PinciteError) -> None:
        """Note that it was not found what two sources share."""
        other = min(self._read[b].source.paths, default=b)
        self.faults.append(self._fault(a, f"common passages with {other}", error))

    def _fault(self, source: str, what: str, error: PinciteError) -> Problem:
        path = min(self._read[source].source.paths, default=None)
        message = f"{path or source}: it was read, but its {what} were not found: {error}"
        return Problem(
            id=f"{source}/problem/lost/{len(self.faults) + 1}",
            kind="unreadable_file",
            message=message,
            source=source,
            path=path,
        )


def bibliographies(has_list: Mapping[str, bool], relations: Iterable[Relation]) -> dict[str, str]:
    """Return the source whose list the citations of each source are linked to: itself, or else a near-duplicate."""
    alike = [relation for relation in relations if relation.relation in {"exact", "near"}]
    pairs = sorted((r.canonical != b, a, b) for r in alike for a, b in ((r.a.source, r.b.source), (r.b.source, r.a.source)))
    borrowed = {a: b for _, a, b in reversed(pairs) if has_list.get(b)}
    return {source: source if own else borrowed.get(source, source) for source, own in has_list.items()}
