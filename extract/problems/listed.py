"""What is wrong with the lists of works of a source."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from extract.names import core, fold
from extract.problems.finding import Finding, beginning, shortened
from extract.problems.order import misnumbered, misplaced
from extract.references.notes import is_noted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Reference

DATED = 0.4
"""Share of the entries of a list of works that have a year at least."""

ALIKE = 70
"""Likeness of two names, of 100, from which one may be a misspelt form of the other."""


def list_findings(references: Iterable[Reference], work_of: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the lists of one source; ``work_of`` names the work of each entry that is not its only one."""
    listed = sorted(
        (each for each in references if not is_noted(each)), key=lambda each: (each.bibliography, each.anchor.spans)
    )
    for _, group in groupby(listed, key=lambda each: each.bibliography):
        entries = list(group)
        if sum(bool(_year(entry)) for entry in entries) < DATED * len(entries):  # a table, or a list of other things
            continue
        yield from cut_badly(entries)
        yield from repeated(entries, work_of)
        yield from superfluous_letters(entries)
        if not any(entry.origin for entry in entries):  # what a format states has no order in print
            yield from misnumbered(entries)
            yield from misplaced(entries)


def place(reference: Reference) -> dict[str, Any]:
    """Return where an entry stands, as a finding has it."""
    return {"anchor": reference.anchor, "record": reference.id, "copies": reference.copies}


def oddities(reference: Reference) -> Mapping[str, str]:
    """Return what is odd about an entry in print, as it was cut: kind -> words."""
    found: Mapping[str, str] = reference.csl.get("custom", {}).get("problems", {})
    return found


def cut_badly(entries: Sequence[Reference]) -> Iterator[Finding]:
    """Yield the entries that hold two works, and those that blank lines or page breaks tear."""
    for is_merged, group in groupby(entries, key=lambda entry: "merged_entry" in oddities(entry)):
        merged = list(group) if is_merged else []
        for before, after in pairwise(merged):
            message = f"two works share one entry of the list: {shortened(before.raw)}"
            suggestion = f"a new entry from {beginning(after)}"
            yield Finding("merged_entry", message, suggestion=suggestion, suggested=after.id, **place(before))
    for entry in entries:
        if "split_entry" in oddities(entry):
            message = f"the entry is torn into several blocks: {shortened(entry.raw)}"
            yield Finding("split_entry", message, suggestion="one block", **place(entry))


def repeated(entries: Iterable[Reference], work_of: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the entries whose work the list has before."""
    first: dict[str, Reference] = {}
    for entry in entries:
        work = work_of.get(entry.id)
        before = first.setdefault(work, entry) if work else entry
        # Chapters may carry the DOI of their book: one work in one list has one author and year too.
        known = _year(entry), _names(entry)[:1]
        if before is not entry and all(known) and known == (_year(before), _names(before)[:1]):
            message = f"the list has this work already: {shortened(entry.raw)}"
            suggestion = f"one entry, with {beginning(before)}"
            yield Finding("repeated_entry", message, suggestion=suggestion, suggested=before.id, **place(entry))


def superfluous_letters(entries: Sequence[Reference]) -> Iterator[Finding]:
    """Yield the entries with a letter behind the year that tells them from no other entry, not even from a misspelt one."""
    of_year: dict[str, list[Reference]] = defaultdict(list)
    for entry in entries:
        of_year[_year(entry)].append(entry)
    for entry in entries:
        letter = (entry.csl.get("custom") or {}).get("year-suffix")
        names, year = _names(entry), _year(entry)
        if not letter or not names or not year:
            continue
        others = [_names(other) for other in of_year[year] if other is not entry]
        if not any(fuzz.ratio(names[0], name) >= ALIKE for other in others for name in other):
            message = f"no other entry needs the letter of {year}{letter}: {shortened(entry.raw)}"
            spans = entry.fields.get("issued", ())
            yield Finding("letter_mismatch", message, suggestion=year, spans=spans, **place(entry))


def _year(entry: Reference) -> str:
    parts = (entry.csl.get("issued") or {}).get("date-parts") or [[]]
    return str(parts[0][0]) if parts[0] else ""


def _names(entry: Reference) -> list[str]:
    people = entry.csl.get("author") or entry.csl.get("editor") or ()
    return [name for person in people if (name := core(fold(str(person.get("family") or person.get("literal") or ""))))]
