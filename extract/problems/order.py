"""Entries that stand at the wrong place of their list: out of the alphabet, or with a number skipped or given twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.names import core, fold
from extract.problems.finding import Finding, beginning, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extract.models import Reference

SHORTEST = 7
"""Entries from which on a list shows what order it keeps: of seven in any order, one in 130 is in the alphabet but for one."""

ORDERED = 0.95
"""Share of a list in order from which on the others are at the wrong place; of a short list it may be one."""

FEWEST_NUMBERED = 10
"""Numbers that show how a list counts."""

REPEATED = re.compile(r"[\s\[(]{0,3}[-–—_―]{2,}")
"""What stands for the author of the entry before."""

HEAD = re.compile(r"[^,.:;(“\"]{1,60}")
"""The name by which an entry is sorted."""

APART = str.maketrans("'’-", "   ")

ELIDED = re.compile(r"^[DLdl]['’]\s?")

EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa"})


CONVENTIONS: tuple[Callable[[str], str], ...] = (
    lambda name: fold(name).replace(" ", ""),
    lambda name: core(fold(name)).replace(" ", ""),
    lambda name: fold(name.translate(EXPANDED)).replace(" ", ""),
    lambda name: fold(ELIDED.sub("", name)).replace(" ", ""),
    lambda name: fold(name.translate(APART)),
)
"""Ways to sort names: letter by letter, without particles and articles, umlauts written out, without "L'", word by word."""


def misplaced(entries: Sequence[Reference]) -> Iterator[Finding]:
    """Yield the entries that stand out of the alphabet, if the list keeps it but for a few."""
    keys = sort_keys(entries)
    if len(entries) < SHORTEST or number_of(entries[0]) or sum(forms[0][:1].isdigit() for forms in keys) > 1:
        return
    for convention in range(len(CONVENTIONS)):
        in_order = longest_rising([forms[convention] for forms in keys])
        if len(in_order) >= min(ORDERED * len(entries), len(entries) - 1):
            break
    else:
        return
    kept = sorted(in_order)
    for at in sorted(set(range(len(entries))) - in_order):
        place = bisect_right(kept, at)
        before = kept[place - 1] if place else None
        after = kept[place] if place < len(kept) else None
        if any(
            (before is None or low <= form) and (after is None or form <= high)
            for form in keys[at]
            for low in keys[before or 0]
            for high in keys[after or 0]
        ):
            continue
        goal = bisect_right([keys[each][convention] for each in kept], keys[at][convention])
        where = f"behind {beginning(entries[kept[goal - 1]])}" if goal else f"before {beginning(entries[kept[0]])}"
        yield Finding(
            "misplaced_entry",
            f"out of the alphabet: {shortened(entries[at].raw)}",
            entries[at].anchor,
            suggestion=where,
            record=entries[at].id,
            suggested=entries[kept[goal - 1] if goal else kept[0]].id,
            copies=entries[at].copies,
        )


def sort_keys(entries: Sequence[Reference]) -> list[tuple[str, ...]]:
    """Return what each entry is sorted by under each convention, as printed; a dash stands for the name before."""
    keys: list[tuple[str, ...]] = []
    for entry in entries:
        head = HEAD.search(entry.raw.lstrip(" \t\"'“”‘’«»„[]()*-•.¿¡"))
        if keys and REPEATED.match(entry.raw):
            keys.append(keys[-1])
        else:
            name = head[0] if head else ""
            keys.append(tuple(convention(name) for convention in CONVENTIONS))
    return keys


def longest_rising(keys: Sequence[str]) -> set[int]:
    """Return which of ``keys`` make the longest run that never falls.

    >>> sorted(longest_rising(["a", "b", "x", "c", "d"]))
    [0, 1, 3, 4]
    """
    ends: list[int] = []
    tails: list[str] = []
    before: list[int] = []
    for at, key in enumerate(keys):
        length = bisect_right(tails, key)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [at]
        tails[length : length + 1] = [key]
    found = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def number_of(entry: Reference) -> int | None:
    """Return the number that the list prints before an entry."""
    number = str((entry.csl.get("custom") or {}).get("citation-number") or "").strip("[]()., ")
    return int(number) if number.isdigit() else None


def misnumbered(entries: Sequence[Reference]) -> Iterator[Finding]:
    """Yield the entries whose number is not the next one, if nearly all others have theirs."""
    numbers = [number_of(entry) for entry in entries]
    printed = [(at, number) for at, number in enumerate(numbers) if number is not None]
    steps = [second[1] - first[1] for first, second in pairwise(printed)]
    if len(printed) < max(FEWEST_NUMBERED, ORDERED * len(entries)) or steps.count(1) < ORDERED * len(steps):
        return
    counts = Counter(number for _, number in printed)
    for (at, number), (next_at, next_number) in pairwise(printed):
        entry = entries[next_at]
        if next_number == number + 1 or any(
            re.search(rf"(?<!\d){n}[.)\]]\s", entries[at].raw) for n in (number + 1, next_number)
        ):
            continue
        missing = [n for n in range(number + 1, next_number) if not counts[n]]
        if counts[next_number] > 1:
            message, suggestion = f"the number {next_number} stands twice", str(number + 1)
        elif missing:
            skipped = str(missing[0]) if len(missing) == 1 else f"{missing[0]}-{missing[-1]}"
            message, suggestion = f"no entry has the number {skipped}", None
        else:
            message, suggestion = f"the number {next_number} stands behind {number}", None
        yield Finding(
            "misnumbered_entry",
            f"{message}: {shortened(entry.raw)}",
            entry.anchor,
            suggestion=suggestion,
            record=entry.id,
            copies=entry.copies,
        )
