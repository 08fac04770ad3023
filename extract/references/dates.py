"""Dates as bibliographies print them -> CSL dates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from extract.months import read_months, read_seasons


class PrintedDate(NamedTuple):
    """A date in CSL form, and the letter that tells works of one year apart."""

    csl: dict[str, Any]
    letter: str | None


class PartialDate(NamedTuple):
    """Months and days without a year: ``parts`` [[month], ...] or [[month, day], ...], or a season from 1 (spring) to 4."""

    parts: list[list[int]]
    season: int | None = None


WORD = r"[^\W\d_]{3,10}"
"""What may be the name of a month or a season; `read_months` and `read_seasons` decide."""

YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?:\s?[–-]?[\[(]?(?P<letter>[a-zA-K])(?![a-zA-Z])[\])]?)?"
"""2014; 2014a; 2014 a; 2014[a]; 2014-a"""
PLAIN_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)"
ORDINAL = r"(?:st|nd|rd|th|er|[.ºª°])?"
DAY = rf"(?P<day>\d{{1,2}}){ORDINAL}"
LAST_DAY = rf"(?P<last_day>\d{{1,2}}){ORDINAL}"
MONTH = rf"(?P<month>{WORD})\b\.?"
LAST_MONTH = rf"(?P<last_month>{WORD})\b\.?"
TO = r"\s{0,2}(?:[/–—-]|\b(?:and|und|y|et|e|to|bis|al|au|a|à)\b|&)\s{0,2}"
OF = r"(?:\b(?:de|del|of)\s|d['’]\s?)?"
DAY_MONTH = rf"(?<!\d){DAY}(?:{TO}{LAST_DAY})?,?\s{{0,2}}{OF}{MONTH}"
"""5 July; 5-6 July; 5 de julio"""
DAYS_OF_MONTHS = rf"(?<!\d){DAY}\s{{0,2}}{OF}{MONTH}{TO}{LAST_DAY}\s{{0,2}}{OF}{LAST_MONTH}"
"""28 June – 3 July"""
MONTH_DAY = rf"\b{MONTH}\s{{0,2}}{DAY}(?:{TO}(?:{LAST_MONTH}\s{{0,2}})?{LAST_DAY})?(?!\d)"
"""July 5; July 5-6; June 28 – July 3"""
MONTHS = rf"\b{MONTH}(?:{TO}{LAST_MONTH})?"
"""July; July/August"""
NUMERIC = r"(?<!\d)(?P<day>\d{1,2})\.?\s?(?:(?:[./-]\s?(?P<first_number>\d{1,2})\.?)?\s?[–-]\s?(?P<last_day>\d{1,2})\.?)?\s?[./-]\s?(?P<number>\d{1,2})\s?[./-]\s?"
"""3.5.2015; 5.-6.7.2014; 28.6.–3.7.2014; 12/31/2014"""
BEFORE_YEAR = r"[.,]{0,2}\s{0,2}(?:\b(?:de|del|of)\s)?"
AFTER_YEAR = r"\s?[),;:.]{0,2}\s{0,2}\(?"

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){PLAIN_YEAR}([-/.])(?P<number>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d)",
        NUMERIC + YEAR,
        NUMERIC.replace("[./-]", r"\.") + r"(?P<short_year>\d\d)(?!\d)",
        DAYS_OF_MONTHS + BEFORE_YEAR + YEAR,
        DAY_MONTH + BEFORE_YEAR + YEAR,
        MONTH_DAY + r",?\s{0,2}" + YEAR,
        YEAR + AFTER_YEAR + MONTH_DAY,
        YEAR + AFTER_YEAR + OF + DAYS_OF_MONTHS,
        YEAR + AFTER_YEAR + OF + DAY_MONTH,
        rf"{MONTHS}{BEFORE_YEAR}{YEAR}(?:\s?[/–-]\s?(?P<until>\d{{4}}|\d\d)(?!\d))?",
        YEAR + AFTER_YEAR + MONTHS,
        rf"(?<!\d){YEAR}\s?[/–-]\s?(?P<until>(?:(?:1[0-9]|20)\d\d)|\d\d)(?!\d)",
        rf"(?<!\d){YEAR}",
    )
)
PARTIAL = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (DAYS_OF_MONTHS, DAY_MONTH, MONTH_DAY, MONTHS))
ONLY_YEAR = re.compile(rf"\W{{0,3}}{YEAR}\W{{0,3}}\Z")
APPROXIMATE = re.compile(
    r"\b(?:c(?:irc)?a?\.?|um|hacia|vers|verso|cerca\sde|approx(?:\.|imately)?|etwa|probably)\s?\[?(?=\d{4})|\d{4}\s?\?",
    re.IGNORECASE,
)
FORTHCOMING = re.compile(
    r"""\b(?:forthcoming|in\spress|in\spreparation|in\sreview|under\sreview|to\sappear|accepted
    | im\serscheinen|im\sdruck|in\svorbereitung|i\.\s?e\b\.?(?!\s?[,;])(?=\W*\Z)|erscheint(?:\sdemnächst)?|in\sv(?:orb)?\.
    | en\sprensa|en\spreparación|próxim[oa]\saparición|no\sprelo|em\spreparação|à\sparaître|sous\spresse|en\spréparation
    | in\s(?:corso\sdi\s)?stampa|in\suscita|in\scorso\sdi\spubblicazione)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
UNDATED = re.compile(
    r"\b(?:n\.\s?d\.?|o\.\s?[JD]\.?|s\.\s?[fda]\.?|s/[df]|no\sdate|sin\sfecha|sem\sdata|sans\sdate|ohne\s(?:jahr|datum)|senza\sdata)(?!\w)(?:\s?[-–]?\s?(?P<letter>[a-z])(?![\w.]))?",
    re.IGNORECASE,
)


KEPT = 64
"""How many texts are kept that have been asked for months."""

DATE_WORD = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|[ºª])|[^\W\d_]+", re.IGNORECASE)
"""A word, apart from the end of an ordinal that is glued to it: "5thJuly"."""


@lru_cache(maxsize=KEPT)
def names_month(text: str) -> bool:
    """Tell whether a text has the name of a month or a season, without which it has no `PartialDate`.

    >>> names_month("World Politics 40 (July): 317"), names_month("World Politics 40: 317")
    (True, False)
    """
    words = DATE_WORD.findall(text.lower())
    return not (read_months().keys().isdisjoint(words) and read_seasons().keys().isdisjoint(words))


def parse_date(text: str) -> PrintedDate | None:
    """Return the date in ``text``, as precise as it is printed; a range has two.

    >>> parse_date("18 March 2014a")
    PrintedDate(csl={'date-parts': [[2014, 3, 18]]}, letter='a')
    >>> parse_date("(1999/2000)").csl, parse_date("5/6 July 2014").csl, parse_date("Spring 2014").csl
    ({'date-parts': [[1999], [2000]]}, {'date-parts': [[2014, 7, 5], [2014, 7, 6]]}, {'date-parts': [[2014]], 'season': 1})
    >>> parse_date("n.d.").csl
    {'literal': 'n.d.'}
    """
    only = ONLY_YEAR.match(text)
    date = _read(only) if only is not None else _search(text)
    if date is not None:
        if APPROXIMATE.search(text):
            return PrintedDate({**date.csl, "circa": True}, date.letter)
        return date
    undated = FORTHCOMING.search(text) or UNDATED.search(text)
    if undated is None:
        return None
    letter = undated.groupdict().get("letter")
    return PrintedDate(
        {"literal": undated[0][: undated.start("letter") - undated.start()].rstrip(" -–") if letter else undated[0]}, letter
    )


def parse_partial(text: str) -> PartialDate | None:
    """Return the day and month, the months or the season in a text without a year.

    >>> parse_partial("July 5–6"), parse_partial("(summer)")
    (PartialDate(parts=[[7, 5], [7, 6]], season=None), PartialDate(parts=[], season=2))
    """
    for pattern in PARTIAL:
        for found in pattern.finditer(text):
            partial = _months_and_days(found.groupdict())
            if partial is not None:
                return partial
    return None


def with_partial(csl: dict[str, Any], partial: PartialDate) -> dict[str, Any]:
    """Return a date of a year alone with the month, day or season that stands apart from it.

    >>> with_partial({"date-parts": [[2014]]}, PartialDate([[5, 3]]))
    {'date-parts': [[2014, 5, 3]]}
    """
    if partial.season is not None:
        return {**csl, "season": partial.season}
    year = csl["date-parts"][0][0]
    return {**csl, "date-parts": [[year, *part] for part in partial.parts]}


def _search(text: str) -> PrintedDate | None:
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            date = _read(found)
            if date is not None:
                return date
    return None


def _read(found: re.Match[str]) -> PrintedDate | None:
    group = found.groupdict()
    if group.get("short_year"):
        short = int(group["short_year"])
        year = (1900 if short > 30 else 2000) + short
    else:
        year = int(group["year"])
    letter = group.get("letter")
    years = [[year], *_until(year, group.get("until"))]
    if not (group.get("number") or group.get("month")):
        return PrintedDate({"date-parts": years}, letter)
    partial = _numbered(group) if group.get("number") else _months_and_days(group)
    if partial is None:
        return None
    whole = {"date-parts": years} if partial.season is not None else {"date-parts": [[year]]}
    return PrintedDate(with_partial(whole, partial), letter)


def _until(year: int, printed: str | None) -> list[list[int]]:
    """Return the last year of a range as a part of its own: 1999, "2000" or "00"."""
    if not printed:
        return []
    last = int(printed) if len(printed) == 4 else year // 100 * 100 + int(printed)
    if last < year and year % 100 > 80:  # 1999-00
        last += 100
    return [[last]] if year < last < year + 200 else []


def _numbered(group: dict[str, str]) -> PartialDate | None:
    """Return the month and day of a date in numbers; a month above 12 is a day, as in "12/31/2014"."""
    month, day = int(group["number"]), int(group["day"])
    if month > 12 and day <= 12:
        month, day = day, month
    last = int(group.get("last_day") or 0)
    first_month = int(group.get("first_number") or month)
    if not (1 <= month <= 12 and 1 <= first_month <= 12 and 1 <= day <= 31 and last <= 31):
        return None
    return PartialDate([[first_month, day], *([[month, last]] if last else [])])


def _months_and_days(group: dict[str, str]) -> PartialDate | None:
    """Return months, days or a season that the words of a match name; nothing when a word is neither."""
    months = read_months()
    printed, last_printed = group["month"].lower(), (group.get("last_month") or "").lower()
    day, last_day = int(group.get("day") or 0), int(group.get("last_day") or 0)
    if printed in read_seasons() and not group.get("day") and (not last_printed or last_printed in read_seasons()):
        return PartialDate([], read_seasons()[printed])
    if printed not in months or (last_printed and last_printed not in months):
        return None
    if max(day, last_day) > 31 or (group.get("day") and not day):
        return None
    first, last = months[printed], months.get(last_printed, 0)
    if last_day:
        return PartialDate([[first, day], [last or first, last_day]])
    if day:
        return PartialDate([[first, day]])
    return PartialDate([[first], *([[last]] if last else [])])
