"""What a person should look at, drawn from the records of a run."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, get_args

from extract.models import Problem, ProblemKind
from extract.problems.cited import citation_findings, meant, unlinked
from extract.problems.finding import Finding, shortened
from extract.problems.listed import list_findings
from extract.problems.nearest import Elsewhere, NearBy, nearest_citation, source_id
from extract.problems.styles import style_findings
from extract.problems.told import problems_told
from extract.references.notes import is_noted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.dedupe.joined_words import JoinedWord
    from extract.models import Citation, Reference, Relation, Source, Work
    from extract.problems.cited import Unlinked

KINDS: tuple[str, ...] = get_args(ProblemKind)
"""Every kind of problem there is."""


class Cited(NamedTuple):
    """A source, the entries of its bibliographies, and its citations."""

    source: Source
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...]


def find_problems(
    of_source: Mapping[str, Cited],
    works: Sequence[Work] = (),
    relations: Sequence[Relation] = (),
    joined_words: Iterable[JoinedWord] = (),
) -> Iterator[Problem]:
    """Yield the problems of a corpus, source by source in the order of the text.

    ``joined_words`` are words that were run together, as the copy of the source shows.
    """
    sources: list[Source] = []
    cited: set[str] = set()
    users: set[str] = set()
    missing: list[Unlinked] = []
    missing_of: dict[str, list[Unlinked]] = defaultdict(list)
    for source, _, citations in of_source.values():
        sources.append(source)
        found = {candidate.id for citation in citations for candidate in meant(citation)}
        cited |= found
        without = list(unlinked(citations))
        missing += without
        for list_ in sorted({source_id(id_) for id_ in found}):  # a near-duplicate may cite by the list of another
            users.add(source.id)
            missing_of[list_] += without
    paths = {source.id: min(source.paths, default=source.id) for source in sources}
    elsewhere = Elsewhere(works, missing, paths)
    work_of = {id_: work.id for work in works if len(work.references) > 1 for id_ in work.references}
    findings = [
        Finding("joined_word", word.message, word.anchor, suggestion=word.whole, same=word.message) for word in joined_words
    ]
    for source, listed, citations in of_source.values():
        printed = {record.id: record.raw for record in listed}
        findings += citation_findings(citations, printed, NearBy(listed), elsewhere, has_links=source.id in users)
        findings += style_findings(citations, {record.id for record in listed if is_noted(record)})
        is_used = any(record.id in cited for record in listed)
        if is_used or not citations:  # what a text that cites never cites is no list of works
            findings += list_findings(listed, work_of)
        if is_used and citations:  # a library lists more than anybody cites
            cited_works = {work_of[record.id] for record in listed if record.id in cited and record.id in work_of}
            unused = [record for record in listed if record.id not in cited and work_of.get(record.id) not in cited_works]
            findings += uncited(unused, missing_of[source.id])
    yield from (
        Problem(id=f"{source.id}/problem/0", kind="empty_file", message=f"{paths[source.id]} is empty", source=source.id)
        for source in sources
        if source.length == 0
    )
    yield from problems_told(findings, relations, paths)


def uncited(unused: Iterable[Reference], without_entry: Sequence[Unlinked]) -> Iterator[Finding]:
    """Yield the entries that nothing cites, each with the citation that comes nearest among those ``without_entry``."""
    for reference in unused:
        if not is_noted(reference):
            near = nearest_citation(reference, without_entry)
            yield Finding(
                "uncited_reference",
                f"listed but never cited: {shortened(reference.raw)}",
                reference.anchor,
                suggestion=f"perhaps meant by “{near.words}”, which has no entry" if near else None,
                record=reference.id,
                suggested=near.record if near else None,
                copies=reference.copies,
            )
