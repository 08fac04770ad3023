"""What was found -> problems: each at its place, and tied to the one that tells it too."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.models import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Relation, Span
    from extract.problems.finding import Finding

DUPLICATES = frozenset({"exact", "near", "contains"})
"""Relations of which one side is the source to quote from."""

STRIDE = 64
"""Characters of a stretch of text by which places that overlap are found."""


def problems_told(found: Iterable[Finding], relations: Iterable[Relation], order: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems source by source in ``order``, each in the order of its text.

    The same thing is told by its first place, and in the source to quote from where a text stands in several.
    """
    quoted = [relation for relation in relations if relation.relation in DUPLICATES]
    later = {side.source for each in quoted for side in (each.a, each.b) if side.source != each.canonical}
    findings = sorted(found, key=lambda each: (each.anchor.source in later, each.anchor.source, each.place, *each[:2]))
    ids = list(_ids(findings))
    told_by: list[int] = []
    first: dict[object, int] = {}
    copied = _Copied()
    of_source: dict[str, list[Problem]] = defaultdict(list)
    for at, finding in enumerate(findings):
        key = (finding.kind, finding.anchor.source, finding.same if finding.same is not None else at)
        head = copied.at(finding)
        head = first.setdefault(key, at if head is None else head)
        told_by.append(head)
        copied.add(finding, head)
        of_source[finding.anchor.source].append(_problem(ids[at], finding, ids[head] if head != at else None))
    for source in order:
        yield from of_source[source]


def _ids(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield an id for each finding: source, kind and raw start, with a counter where several stand at one place."""
    counts: Counter[str] = Counter()
    for finding in findings:
        name = f"{finding.anchor.source}/problem/{finding.anchor.spans[0][0]}"
        counts[name] += 1
        yield f"{name}.{counts[name]}" if counts[name] > 1 else name


def _problem(id_: str, finding: Finding, same_as: str | None) -> Problem:
    return Problem.model_validate(
        {
            "id": id_,
            "kind": finding.kind,
            "message": finding.message,
            "suggestion": finding.suggestion,
            "source": finding.anchor.source,
            "record": finding.record,
            "suggested": finding.suggested,
            "anchor": finding.anchor,
            "item_spans": finding.spans,
            "same_as": same_as,
        }
    )


class _Copied:
    """The places in other sources of what is told already."""

    def __init__(self) -> None:
        self._near: dict[tuple[str, str, int], list[tuple[Span, int]]] = defaultdict(list)

    def add(self, finding: Finding, told: int) -> None:
        """Note where a finding stands elsewhere."""
        for copy in finding.copies:
            if copy.source != finding.anchor.source:
                for span in copy.spans:
                    for at in _stretches(span):
                        self._near[finding.kind, copy.source, at].append((span, told))

    def at(self, finding: Finding) -> int | None:
        """Return what tells the place of a finding already, through a copy of it."""
        for start, end in finding.place:
            for at in _stretches((start, end)):
                for span, told in self._near.get((finding.kind, finding.anchor.source, at), ()):
                    if span[0] < end and start < span[1]:
                        return told
        return None


def _stretches(span: Span) -> range:
    """Return the numbers of the stretches of a source into which a span reaches."""
    return range(span[0] // STRIDE, (span[1] - 1) // STRIDE + 1)
