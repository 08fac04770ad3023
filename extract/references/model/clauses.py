"""The clauses of an entry: what stands between two marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 8192
"""How many looks of clauses are kept."""

Strings = tuple[str, ...]


class Clause(NamedTuple):
    """Tokens between two marks."""

    start: int
    end: int
    outline: str
    """Whether words stand in small letters, with capitals, whether there are numbers, initials."""
    size: int
    mix: str
    """How many names of persons, plain words, unknown words."""
    classes: Strings
    names: Strings
    """What it names, "1" behind it if that is all it does."""
    first: str
    last: str


CLAUSE = re.compile(r"[^|]+")


def find_clauses(
    lowers: Sequence[str], classes: Sequence[Strings], cases: Sequence[str], people: Sequence[str], names: Sequence[str]
) -> list[Clause]:
    """Return the stretches between marks, from what each token of an entry tells: as in `Look`, and what it is the name of."""
    printed, listed = "".join(cases), "".join(people)
    has_names = any(names)
    found = []
    for match in CLAUSE.finditer(printed):
        start, end = match.span()
        outline, size = _outline(match[0])
        held = tuple(sorted(set().union(*classes[start:end])))
        named = _named(names[start:end]) if has_names else ()
        found.append(Clause(start, end, outline, size, _mix(listed[start:end]), held, named, lowers[start], lowers[end - 1]))
    return found


def _named(names: Sequence[str]) -> Strings:
    """Return what a clause names, "1" behind it if that is all it does, "0" if not.

    >>> _named(["place", "place"]), _named(["", "place"])
    (('place1',), ('place0',))
    """
    inside = set(names)
    return tuple(f"{name}{'' not in inside:d}" for name in sorted(inside - {""}))


@lru_cache(maxsize=KEPT)
def _outline(cases: str) -> tuple[str, int]:
    """Return what a clause looks like, and about how many tokens it has.

    >>> _outline("UuIU")
    ('Lui', 4)
    """
    count = len(cases)
    size = count if count < 4 else 4 if count < 6 else 6 if count < 10 else 10
    has_small = "u" in cases
    outline = "L" if has_small else "U" if "U" in cases else "n"
    outline += (
        ("u" if has_small and cases.count("U") > 1 else "") + ("d" if "d" in cases else "") + ("i" if "I" in cases else "")
    )
    return outline, size


@lru_cache(maxsize=KEPT)
def _mix(people: str) -> str:
    """Return how many words of a clause are names of persons, plain words, unknown ones.

    >>> _mix("ppe-u")
    '211'
    """
    return f"{min(people.count('p'), 3)}{min(people.count('e'), 3)}{min(people.count('u'), 2)}"
