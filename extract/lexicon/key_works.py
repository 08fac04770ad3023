"""The key works of a concept, as its data file names them ("Waltz 1979: Theory of International Politics"), and where a text cites one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORK = re.compile(r"(?P<names>[^\d:]{0,200}[^\d:,;(\s]) (?P<year>1[5-9]\d\d|20\d\d)(?:: (?P<title>\S.*))?")
_NAMES_PARTED = re.compile(r",? and |, ")
_SHORTEST_TITLE = 12  # letters by which a title is known
_GAP = r"(?:[^.;()]|(?<=\bal)\.){0,40}"  # from the name to the year: "et al. (", ", Robert, and Joseph Nye, "


class KeyWork(NamedTuple):
    """A work by which a concept is known."""

    names: tuple[str, ...]
    """Family names as printed, the first author's first."""
    year: str
    title: str = ""

    @property
    def named(self) -> str:
        """The work as texts cite it: "Christensen and Snyder 1990"."""
        *others, last = self.names
        return f"{', '.join(others)} and {last} {self.year}" if others else f"{last} {self.year}"


class CitedWork(NamedTuple):
    """A citation where it stands in a text, and the work that it is linked to or names."""

    start: int
    end: int
    citation: str
    """Its id."""
    names: tuple[str, ...]
    year: str
    title: str = ""

    @property
    def named(self) -> str:
        """The work as texts cite it."""
        return f"{' and '.join(self.names)} {self.year}"


def parse_work(written: str) -> KeyWork | None:
    """Return the work that is written as "Names year" or "Names year: Title"; nothing for what is written otherwise.

    >>> parse_work("Christensen and Snyder 1990: Chain Gangs and Passed Bucks")
    KeyWork(names=('Christensen', 'Snyder'), year='1990', title='Chain Gangs and Passed Bucks')
    """
    match = _WORK.fullmatch(written.strip())
    return KeyWork(tuple(_NAMES_PARTED.split(match["names"])), match["year"], match["title"] or "") if match else None


def is_citation_of(cited: CitedWork, work: KeyWork) -> bool:
    """Tell whether a citation means a key work: the same first author and no others, and the same title, or else the same year.

    >>> waltz = KeyWork(("Waltz",), "1979", "Theory of International Politics")
    >>> is_citation_of(CitedWork(0, 9, "", ("Waltz",), "1979a"), waltz)
    True
    >>> is_citation_of(CitedWork(0, 9, "", ("Waltz",), "2010", "Theory of international politics"), waltz)
    True
    >>> is_citation_of(CitedWork(0, 9, "", ("Waltz", "Sagan"), "1979"), waltz)
    False
    """
    if not cited.names:
        return False
    own, others = _folded(work.names), _folded(cited.names)
    if own[0] != others[0] or not set(others) <= set(own):
        return False
    titles = _letters(cited.title), _letters(work.title)
    shorter = min(map(len, titles))
    if shorter >= _SHORTEST_TITLE:
        return titles[0][:shorter] == titles[1][:shorter]
    return cited.year[:4] == work.year


def is_work_of(cited: CitedWork, authors: tuple[str, ...]) -> bool:
    """Tell whether one of ``authors`` wrote what is cited."""
    return not set(_folded(cited.names)).isdisjoint(_folded(authors))


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, _fold(title)))


@cache
def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_fold, names))


def _fold(name: str) -> str:
    """Return a name without accents and capitals."""
    parted = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).casefold()


@cache
def citing_pattern(works: tuple[KeyWork, ...]) -> re.Pattern[str]:
    """Return a pattern of a citation of one of ``works``: its first author's name, and its year soon after.

    >>> waltz = KeyWork(("Waltz",), "1979")
    >>> citing_pattern((waltz,)).search("as Waltz (1979) holds, against Walt (1987)")[0]
    'Waltz (1979'
    """
    return _alternatives(rf"{re.escape(work.names[0])}\b{_GAP}\(?{work.year}" for work in works)


@cache
def author_pattern(authors: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of a citation of any work of ``authors``: name, and a year soon after it."""
    return _alternatives([rf"(?:{'|'.join(map(re.escape, authors))})\b{_GAP}\(?(?:1[89]|20)\d\d"] if authors else [])


def _alternatives(parts: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(parts)
    return re.compile(rf"(?<!\w)(?:{joined})" if joined else r"(?!)")
