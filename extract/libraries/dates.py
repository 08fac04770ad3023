"""Dates of CSL-JSON in the Extended Date/Time Format that BibLaTeX takes, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.months import read_months, read_seasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEASON = 20
"""What EDTF adds to the number of a season: 21 is spring."""

OPEN = ("", "..")
"""The end of a range that goes on, the start of one without a beginning."""

DAY = re.compile(r"(?P<year>-?\d{4}|Y-?\d{5,8})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?:T[\d:.+Z-]{1,30})?(?P<mark>[~?%]?)")
YEAR = re.compile(
    r"(?P<circa>(?:c|ca|circa|around|um)\.?\s{0,3})?\[?(?P<year>-?\d{3,4})\]?(?P<letter>[a-z])?(?:\s?(?:--?|–|/)\s?(?P<until>\d{4}))?",
    re.IGNORECASE,
)
DAY_AND_MONTH = re.compile(
    r"(?P<day>\d{1,2})\D{0,4}\s{0,3}(?P<name>[^\W\d_]{3,12})|(?P<word>[^\W\d_]{3,12})\.?\s{0,3}(?P<number>\d{1,2})?"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros of BibTeX."""


def edtf(date: Mapping[str, Any]) -> str | None:
    """Return a date in EDTF; nothing for one that is only words.

    >>> edtf({"date-parts": [[2014, 5], [2014, 6]]}), edtf({"date-parts": [[2014]], "season": 1}), edtf({"literal": "n.d."})
    ('2014-05/2014-06', '2014-21', None)
    >>> edtf({"date-parts": [[-44, 3, 15]], "circa": True})
    '-0044-03-15~'
    """
    ends = [_end(parts, date) for parts in date.get("date-parts", ())]
    if not ends or None in ends:
        return None
    text = "/".join(filter(None, ends))
    raw = date.get("raw")
    return raw if raw and parse_edtf(raw) == dict(date) else text


def _end(parts: Sequence[Any], date: Mapping[str, Any]) -> str | None:
    numbers = [int(part) for part in parts]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    if not numbers or any(number < 1 or number > 99 for number in numbers[1:]):
        return None
    year = numbers[0]
    text = f"{'-' * (year < 0)}{abs(year):04d}" if abs(year) < 10_000 else f"Y{year}"
    season = date.get("season")
    if season is not None and len(numbers) == 1:
        if season not in {1, 2, 3, 4}:
            return None
        text += f"-{SEASON + season}"
    text += "".join(f"-{number:02d}" for number in numbers[1:])
    return text + "~" * bool(date.get("circa"))


def parse_edtf(text: str) -> dict[str, Any] | None:
    """Return the date that ``text`` says in EDTF; nothing if that is no date. What CSL has no words for stays in ``raw``.

    >>> parse_edtf("2014-05/2014-06"), parse_edtf("1987~")
    ({'date-parts': [[2014, 5], [2014, 6]]}, {'date-parts': [[1987]], 'circa': True})
    >>> parse_edtf("2014/.."), parse_edtf("soon")
    ({'date-parts': [[2014]], 'raw': '2014/..'}, None)
    """
    ends = text.strip().split("/")
    given = [end for end in ends if end not in OPEN]
    found = [DAY.fullmatch(end) for end in given]
    if not given or len(ends) > 2 or None in found:
        return None
    parts: list[list[int]] = []
    date: dict[str, Any] = {"date-parts": parts}
    exact = len(given) == len(ends)
    for match in found:
        if match is None:
            continue
        numbers = [int(match["year"].removeprefix("Y"))]
        month = int(match["month"] or 0)
        if month > SEASON:
            if month > SEASON + 4:
                return None
            date["season"] = month - SEASON
        elif month:
            if month > 12:
                return None
            numbers += [month, *([int(match["day"])] if match["day"] else [])]
        parts.append(numbers)
        if match["mark"]:
            date["circa"] = True
            exact = exact and match["mark"] == "~"
    if not exact or (edtf(date) != text.strip()):
        date["raw"] = text.strip()
    return date


def read_date(text: str) -> dict[str, Any]:
    """Return a date in EDTF, or as it is written.

    >>> read_date("2014-05"), read_date("in press")
    ({'date-parts': [[2014, 5]]}, {'literal': 'in press'})
    """
    return parse_edtf(text) or {"literal": text}


def read_year(year: str, month: str = "", day: str = "") -> tuple[dict[str, Any], str | None]:
    """Return the date that BibTeX parts into year, month and day, and the letter behind the year.

    >>> read_year("1992a", "mar"), read_year("2014--2015"), read_year("n.d.")
    (({'date-parts': [[1992, 3]]}, 'a'), ({'date-parts': [[2014], [2015]]}, None), ({'literal': 'n.d.'}, None))
    """
    found = YEAR.fullmatch(year.strip())
    if found is None:
        return {"literal": " ".join(filter(None, (day, month, year)))}, None
    date: dict[str, Any] = {"date-parts": [[int(found["year"])]]}
    if found["until"]:
        date["date-parts"].append([int(found["until"])])
    elif month:
        numbers, season = read_month(month, day)
        if season:
            date["season"] = season
        elif numbers:
            ends = [[int(found["year"]), *end] for end in numbers]
            date["date-parts"] = ends
        else:
            return {"literal": " ".join(filter(None, (day, month, year)))}, found["letter"]
    if found["circa"]:
        date["circa"] = True
    return date, found["letter"]


def read_month(month: str, day: str = "") -> tuple[list[list[int]], int | None]:
    """Return the month and day of one date or of both ends of a range, or the number of a season.

    >>> read_month("March", "18"), read_month("10 jan"), read_month("May--June"), read_month("Spring")
    (([[3, 18]], None), ([[1, 10]], None), ([[5], [6]], None), ([], 1))
    """
    season = read_seasons().get(month.strip(" .").lower())
    if season:
        return [], season
    ends = []
    for each in re.split(r"\s?(?:--?|–|/)\s?", month.strip(), maxsplit=1):
        number, on = _month(each)
        on = on or (int(day) if day.isdecimal() and int(day) <= 31 else 0)
        if not 1 <= number <= 12:
            return [], None
        ends.append([number, on] if on else [number])
    return ends, None


def _month(text: str) -> tuple[int, int]:
    """Return the number of a month and the day beside its name; 0 where there is none."""
    text = text.strip(" .\u00a0")
    if text.isdecimal():
        return int(text), 0
    found = DAY_AND_MONTH.fullmatch(text.replace("\u00a0", " "))
    if found is None:
        return 0, 0
    name = (found["name"] or found["word"]).lower()
    number = read_months().get(name) or (MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0)
    return number, int(found["day"] or found["number"] or 0)
