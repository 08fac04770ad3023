"""The entry that a citation without one may mean, and the citation that may mean an entry which nobody cites."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from extract.citations.issues import in_text
from extract.names import core, fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from typing import Any

    from extract.models import Reference, Work
    from extract.problems.cited import Unlinked

ALIKE = 78
"""Likeness of two spellings of a name, of 100, from which one may stand for the other in the same year."""

CLOSE = 88
"""The same, for two years."""

FAR = 20
"""Years apart at which two years are no slip of the pen for each other."""


class Named(NamedTuple):
    """A work by first author and year, and what it is called in a text."""

    name: str
    year: str
    label: str
    id: str


def named(csl: Mapping[str, Any], id_: str) -> Named:
    """Return how a text may name the work of a CSL item.

    >>> named({"author": [{"family": "Okafor"}], "issued": {"date-parts": [[2018]]}, "title": "Ports under Pressure"}, "o").label
    'Okafor 2018 (Ports under Pressure)'
    """
    people = csl.get("author") or csl.get("editor") or ()
    families = [str(person.get("family") or person.get("literal") or "") for person in people]
    title = str(csl.get("title") or "")
    parts = (csl.get("issued") or {}).get("date-parts") or [[]]
    year = str(parts[0][0]) if parts[0] else ""
    letter = str((csl.get("custom") or {}).get("year-suffix") or "")
    who = in_text(families) if families else title[:40]
    words = f"{who} {year or 'n.d.'}{letter}" + (f" ({title[:60]})" if title and families else "")
    return Named(core(fold(families[0] if families else title)), year, words, id_)


class NearBy:
    """The works of one list by year and by author, to be asked for what comes nearest to a citation."""

    def __init__(self, references: Iterable[Reference]) -> None:
        """Note the works of ``references``."""
        self._by_year: dict[str, list[Named]] = defaultdict(list)
        self._by_name: dict[str, list[Named]] = defaultdict(list)
        for reference in references:
            work = named(reference.csl, reference.id)
            if work.name:
                self._by_year[work.year].append(work)
                self._by_name[work.name].append(work)

    def nearest(self, cited: Unlinked, beside: Container[str] = ()) -> Named | None:
        """Return the work whose author and year are most like those cited, if any is and it is not cited ``beside`` them."""
        name, year = cited.key
        works = [work for work in (*self._by_name.get(name, ()), *self._by_year.get(year, ())) if work.id not in beside]
        ranked = [(likeness, work.id, work) for work in works if (likeness := likeness_of(name, year, work.name, work.year))]
        return max(ranked, key=lambda each: each[:2])[2] if ranked else None


def likeness_of(name: str, year: str, other_name: str, other_year: str) -> float:
    """Return how well two names and years may be slips of the pen for each other, 0 when they are not.

    >>> likeness_of("okafor", "2018", "okafor", "2017") > likeness_of("okafor", "2018", "okafor", "2011") > 0
    True
    >>> likeness_of("okafor", "2018", "bello", "2018")
    0
    """
    if not name or not other_name:
        return 0
    alike = fuzz.ratio(name, other_name)
    gap = abs(int(year) - int(other_year)) if year.isdigit() and other_year.isdigit() else FAR
    if alike < (ALIKE if gap == 0 else CLOSE) or gap > FAR:
        return 0
    return alike - min(gap, FAR)


class Elsewhere:
    """The works that other lists of a corpus, or libraries, have."""

    def __init__(self, works: Iterable[Work], wanted: Iterable[Unlinked], paths: Mapping[str, str]) -> None:
        """Note those of ``works`` that have the first author and year of any of ``wanted``; ``paths`` names the sources."""
        keys = {cited.key for cited in wanted}
        self._paths = paths
        self._works: dict[tuple[str, str], list[tuple[Named, Work]]] = defaultdict(list)
        for work in works if keys else ():
            known = named(work.csl, work.references[0])
            if (known.name, known.year) in keys:
                self._works[known.name, known.year].append((known, work))

    def listed(self, cited: Unlinked, source: str) -> tuple[str, str] | None:
        """Return where a work is listed that ``source`` cites and does not list, in words, and the id of its entry there."""
        for known, work in self._works.get(cited.key, ()):
            people = work.csl.get("author") or work.csl.get("editor") or ()
            if len(cited.names) > max(len(people), 1):
                continue
            others = [id_ for id_ in work.references if source_id(id_) != source]
            if others:
                id_ = min(others, key=lambda each: (self._paths.get(source_id(each), ""), each))
                return f"listed in {self._paths.get(source_id(id_), source_id(id_))}: {known.label}", id_
        return None


def source_id(record: str) -> str:
    """Return the id of the source that holds a record.

    >>> source_id("df7bad95/cite/6888")
    'df7bad95'
    """
    return record.split("/", 1)[0]


def nearest_citation(reference: Reference, without_entry: Iterable[Unlinked]) -> Unlinked | None:
    """Return the citation without an entry whose author and year are most like those of an entry, if any is."""
    work = named(reference.csl, reference.id)
    ranked = [
        (likeness, cited.record, cited)
        for cited in without_entry
        if (likeness := likeness_of(*cited.key, work.name, work.year))
    ]
    return max(ranked, key=lambda each: each[:2])[2] if ranked else None
