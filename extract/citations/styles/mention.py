"""What every citation style yields: one mention of one work, with its place in the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.models import Mode, Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One cited work at ``text[start:end]``, not linked yet.

    ``authors`` are the names as they stand in this item; ``names`` are those it is about, so that the bare year of
    "Smith (2001, 2004)" has ``names`` and no ``authors``.
    """

    start: int
    end: int
    group: tuple[int, int]
    """The whole parenthesis, bracket or note; of a narrative citation the names to the closing bracket."""

    style: Style
    mode: Mode
    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    initials: str = ""
    """Of the first author, where they tell two people of one name apart: "J. A."."""

    et_al: bool = False
    year: str | None = None
    locator: str | None = None
    locator_label: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    entry: str | None = None
    """The id of the listed work whose title stands here, or which the authors named here were last cited for."""

    number: int | None = None
    label: str | None = None
    """What the list prints before the entry: "Knu84"."""
    among: tuple[str, ...] = ()
    """The ids of the listed works among which the note that is named here leaves the choice."""

    doubt: str | None = None
    """Why "ibid." does not take up the citation before it, in words."""


def apart(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Return those of ``mentions`` that overlap none of ``others``, which do not overlap each other."""
    taken = sorted((other.start, other.end) for other in others)
    starts = [start for start, _ in taken]
    found = []
    for mention in mentions:
        at = bisect_left(starts, mention.end)
        if at == 0 or taken[at - 1][1] <= mention.start:
            found.append(mention)
    return found
