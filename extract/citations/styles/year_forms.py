"""A year with what belongs to it: the day of a newspaper, the year of a reprint, the end of a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.citations.styles.years import YEAR

_CLOSED = re.compile(rf"[\])）］]\s?/?\s?(?P<mark>[(\[])?(?P<year>{YEAR}[a-z]?)(?!\w)(?(mark)(?=[\])]))")
_SLASHED = re.compile(rf"\s?/\s?(?P<year>{YEAR}[a-z]?)(?!\w)")
_BRACKETED = re.compile(
    rf"\s?(?P<mark>[\[(])(?:orig(?:\.|inally|inal)?\s?(?:publ(?:\.|ished)?\s?)?|first\spublished\s|zuerst\s|1st\sed\.?\s)?(?P<year>{YEAR}[a-z]?)[\])]"
)
_RANGE = re.compile(r"\s?[-–—]\s?(?:\d|\)|\]|present|today|heute|hoy|hoje)")
_LATER = re.compile(rf"\s?[-–—]\s?(?P<year>{YEAR}|\d\d)(?![\w-])")


class Year(NamedTuple):
    """A year, or what stands for it, at ``text[start:end]``."""

    start: int
    end: int
    text: str
    is_dated: bool
    """Whether it is a year: "n.d." and "in press" are none."""

    date_start: int
    """Where its day begins: "12 May 2014"; the start of the year when it has none."""

    other: str = ""
    """The year of the other edition, 1942 of "[1942] 2008", or the end of a range: a list may have either."""

    is_listed: bool = False
    """Whether only a listed work makes it a citation: "1641–1996" may be a life, "2014/2015" a season."""

    @property
    def has_day(self) -> bool:
        """Whether a day or month stands before the year."""
        return self.date_start < self.start


def reprint_behind(text: str, year: Year) -> Year | None:
    """Return ``year`` with the other edition behind it: "1942/2008", "1942 [2008]", "2008 [1942]".

    >>> reprint_behind("2008 [1942]", Year(0, 4, "2008", is_dated=True, date_start=0))[2:]
    ('2008', True, 0, '1942', False)
    """
    slashed = _SLASHED.match(text, year.end)
    later = slashed or _BRACKETED.match(text, year.end)
    if not later:
        return None
    season = slashed is not None and int(later["year"][:4]) == int(year.text[:4]) + 1
    return editions(year, later)._replace(is_listed=season)


def reprint_outside(text: str, year: Year) -> tuple[Year, str] | None:
    """Return ``year``, which is alone in its bracket, with the edition behind that, and the mark of the bracket of this one."""
    later = _CLOSED.match(text, year.end)
    return (editions(year, later), later["mark"] or "") if later else None


def editions(year: Year, later: re.Match[str]) -> Year:
    """Return the year of the edition that was used, the later one, with that of the other."""
    first, last = sorted((year.text, later["year"]))
    return year._replace(end=later.end(), text=last, other=first)


def range_from(text: str, year: Year) -> Year | None:
    """Return ``year``, with the end of its range if it begins one; None when this is no year of a work: "2017-".

    >>> year = Year(0, 4, "2014", is_dated=True, date_start=0)
    >>> range_from("2014–15", year).other, range_from("2014–present", year)
    ('2015', None)
    """
    if not _RANGE.match(text, year.end):
        return year
    later = _LATER.match(text, year.end)
    if not later:
        return None
    last = year.text[: 4 - len(later["year"])] + later["year"]
    return year._replace(end=later.end(), other=last, is_listed=True) if last > year.text[:4] else None
