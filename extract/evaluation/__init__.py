"""Annotations measured against gold: records that people made by hand.

A gold record is a record as ``docs/records.md`` describes it, or a part of one: what it does not state is not scored. Every
figure is made of comparisons of two sets, what is expected and what was found, so that each has precision, recall and F1.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UsageError
from extract.evaluation.citations import judge_citations
from extract.evaluation.claims import judge_units
from extract.evaluation.passages import judge_passages
from extract.evaluation.references import judge_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.annotations import Annotations
    from extract.evaluation.gold import Gold
    from extract.evaluation.judged import Judged
    from extract.models import Source

JUDGES = (
    (("claim", "sentence"), judge_units),
    (("citation",), judge_citations),
    (("reference",), judge_references),
    (("passage",), judge_passages),
)
"""Types of gold records, and what compares them with the records of their source."""

SCORED = {kind for kinds, _ in JUDGES for kind in kinds}
"""Types of records that gold may have."""


class Figure(NamedTuple):
    """How often the program agrees with the gold in one thing."""

    name: str
    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was found that is in the gold; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where the gold has nothing."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Figure("claims", right=3, found=4, gold=6).f1
        0.6
        """
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


class Difference(NamedTuple):
    """One comparison in which program and gold do not agree."""

    source: Source
    judged: Judged


class Evaluation(NamedTuple):
    """All figures, and all differences in the order of figures, sources and places."""

    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]


def evaluate(gold: Iterable[Gold], annotations: Annotations) -> Evaluation:
    """Return how the ``annotations`` compare with the ``gold``; raises `UsageError` for gold of a source that they have not."""
    by_source: dict[str, list[Gold]] = defaultdict(list)
    for record in gold:
        by_source[_source(record, annotations.sources).id].append(record)
    judged = [
        Difference(source, comparison)
        for source in annotations.sources
        if source.id in by_source
        for kinds, judge in JUDGES
        if (wanted := [record for record in by_source[source.id] if record.type in kinds])
        for comparison in judge(wanted, annotations.of_source[source.id])
    ]
    names = tuple(dict.fromkeys(each.judged.figure for each in judged))
    figures = tuple(_figure(name, [each.judged for each in judged if each.judged.figure == name]) for name in names)
    return Evaluation(
        figures, tuple(each for name in names for each in judged if each.judged.figure == name and each.judged.differs)
    )


def _figure(name: str, judged: Sequence[Judged]) -> Figure:
    right = sum(len(each.expected & each.found) for each in judged)
    return Figure(name, right, sum(len(each.found) for each in judged), sum(len(each.expected) for each in judged))


def _source(record: Gold, sources: Sequence[Source]) -> Source:
    """Return the source that a gold record names by its id, its path, or the beginning of its file's name."""
    if not record.source:
        message = f"{record.place}: of which source? It needs `source`: an id, a path, or the beginning of a file's name"
        raise UsageError(message)
    exact = [source for source in sources if record.source == source.id or record.source in source.paths]
    named = exact or [
        source for source in sources if any(path.rpartition("/")[2].startswith(record.source) for path in source.paths)
    ]
    if len(named) == 1:
        return named[0]
    what = (
        "several sources begin with it" if named else "the annotations have no such source; run `pincite extract` on it first"
    )
    message = f"{record.place}: source {record.source!r}: {what}"
    raise UsageError(message)
