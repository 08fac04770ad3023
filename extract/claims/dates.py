"""Dates in running text, in ISO 8601; what is relative is counted from the publication or from the date before it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.relative_dates import RELATIVE, day_of, relative_date
from extract.claims.taken import Taken
from extract.months import month_names, months_of, short_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MONTHS = months_of("en")
SENTENCE_END = re.compile(r"[.!?]\s")
HAS_DIGIT = re.compile(r"\d")
YEAR = r"(?:1[4-9]\d\d|20\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
MONTH = rf"(?:{'|'.join(month_names('en'))}|(?:{'|'.join(name.title() for name in short_months('en'))})\b\.?)"
DASH = r"(?:\s?[–—-]\s?|\s(?:to|until|through)\s)"
BEFORE_A_YEAR = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Aa]fter|[Bb]efore|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id|[Oo]f|[Tt]he|and|to)"
)
COUNTED = (
    r"(?:soldiers|troops|men|women|children|people|persons|civilians|refugees|migrants|prisoners|fighters|workers|employees|officials|members|delegates|participants|respondents|students|households|villages"
    r"|ships|boats|vessels|tanks|aircraft|planes|drones|missiles|warheads|rockets|shells|rounds|tons?|tonnes|barrels|litres|liters|kilograms|kilomet(?:re|er)s|km|met(?:re|er)s|miles|feet|hectares|acres"
    r"|words|pages|copies|firms|companies|jobs|homes|houses|dollars|euros|pounds|deaths|casualties)\b"
)
COUNTED_ONCE = rf"(?:{COUNTED}|(?:votes|cases|times)\b)"
NO_COUNT = (
    rf"(?!(?<=\b(?:of|by|to)[\s-]\d{{4}})\s(?:[a-z-]{{1,20}}(?:ed|al|ic|an)\s)?{COUNTED_ONCE}"
    rf"|(?<=\b(?:the|and)[\s-]\d{{4}})\s{COUNTED}"
    rf"|(?<=00)\s{COUNTED_ONCE}(?:[.,;:)]|$|\s(?:of|to|from|in|on|at|were|are|who|that|which)\b))"
)
"""No year but a number: "an army of 2000 soldiers", "by 1950 votes to 3"; of others only round ones: "in 1500 cases"."""
BEFORE_A_MONTH = r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Tt]his)"
DATE_FORMS = {
    # 2022-04-06
    "iso": re.compile(rf"\b(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    # 29 April 2014; 16 and 30 July 2014; 6–7 April
    "day month": re.compile(
        rf"\b(?P<day>{DAY})(?:{DASH}(?P<until>{DAY})|\sand\s(?P<other>{DAY}))?\s(?:of\s)?(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR})\b)?"
    ),
    # April 6–7, 2022; April 6 to May 7; April 6 and 9
    "month day": re.compile(
        rf"\b(?P<month>{MONTH})\s(?P<day>{DAY})(?:{DASH}(?:(?P<until_month>{MONTH})\s)?(?P<until>{DAY})|\sand\s(?P<other>{DAY}))?"
        rf"(?!\d|[.,]\d{{1,3}}\b)(?:,?\s(?P<year>{YEAR})\b)?"
    ),
    # the first half of 2015, the second quarter of 2016
    "part of a year": re.compile(
        rf"\b(?P<part>first|second|third|fourth|last)\s(?P<share>half|quarter)\sof\s(?P<year>{YEAR})\b"
    ),
    # between March and May 2014
    "months of a year": re.compile(
        rf"(?<=\b[Bb]etween\s)(?P<month>{MONTH})\sand\s(?P<until_month>{MONTH}),?\s(?:of\s)?(?P<year>{YEAR})\b"
    ),
    # March 2014; March–May 2014; October of 2014
    "month year": re.compile(rf"\b(?P<month>{MONTH})(?:{DASH}(?P<until_month>{MONTH}))?,?\s(?:of\s)?(?P<year>{YEAR})\b"),
    # the 1990s
    "decade": re.compile(r"\b(?P<year>(?:1[4-9]|20)\d)0s\b"),
    # 1990–1995, 2014-19; from 2014 to 2016
    "years": re.compile(rf"\b(?P<year>{YEAR})\s?[–/-]\s?(?P<until>{YEAR}|\d\d)\b(?![\w-])"),
    "years in words": re.compile(rf"\b(?:[Ff]rom|[Bb]etween)\s(?P<year>{YEAR})\s(?:to|until|through|and)\s(?P<until>{YEAR})\b"),
    # in 2016
    "year": re.compile(rf"\b{BEFORE_A_YEAR}[\s-](?P<year>{YEAR})\b(?![–-]\w|[,.]\d){NO_COUNT}"),
    # in March
    "month": re.compile(rf"\b{BEFORE_A_MONTH}[\s-](?P<month>{MONTH})(?!\s\d|\w)"),
    # the 19th century
    "century": re.compile(r"\b(?P<century>1\d|2[01]|[5-9])(?:st|nd|rd|th)[\s-]century\b"),
    "relative": RELATIVE,
}


LEAP_YEAR = "2000"
RANGES = ("years", "years in words")
"""Forms that may run backwards: then each year stands by itself."""

FULL_DATES = ("iso", "day month", "month day")
ANY_YEAR = re.compile(r"[12](?<!\w.)(?:(?<=1)[4-9]|(?<=2)0)\d\d\b")
"""The set stands first: the engine skips to it."""

MAY_LACK_YEAR = ("day month", "month day", "month")
YEAR_AFTER = re.compile(rf"(?:\s[a-z’'-]+){{0,5}},?\s(?:in|of)\s(?P<year>{YEAR})\b(?![–-])")
YEAR_BEFORE = re.compile(rf"\b[Ii]n\s(?P<year>{YEAR}),?(?:\s[a-z’'-]+){{0,5}}\s$")
DATE_WORDS = (
    *(name.lower() for name in month_names("en")),
    *("jan", "feb", "aug", "sep", "oct", "nov", "dec", "day", "week", "month", "year", "decade", "century", "tomorrow"),
)
MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RELATIVE_WORDS = ("today", "yesterday", "tomorrow", "day", "week", "month", "year", "decade")
HAS_YEAR = re.compile(r"(?:1[4-9]|20)\d")
NEEDS = {
    "day month": "month", "month day": "month", "month year": "month", "month": "month", "months of a year": "month",
    "century": "century", "relative": "relative",
}  # fmt: skip
"""What a text must hold for a form to stand in it: the name of a month, or else a year."""

LEFTMOST = {"years in words": "year", "year": "year", "month": "month"}
"""Forms whose preposition is no part of the date."""


class Date(NamedTuple):
    """A date in ISO 8601: a day, month, year or an interval ``a/b``; ``--04-19`` where the year is not known."""

    start: int
    end: int
    value: str


def find_dates(
    text: str, *, published: str | None = None, counted_from: str | None = None, before: str | None = None
) -> list[Date]:
    """Return the dates of ``text``; what is relative is counted from ``published`` (ISO 8601), or from the date before it.

    What lacks a year takes the one that stands near it or before it, or is counted from ``counted_from``. ``before`` is the
    last date that the sentences before name.

    >>> dates = find_dates("from April 6–7, 2022 and on 18 March 2014; on April 19", counted_from="2022-05-10")
    >>> [d.value for d in dates]
    ['2022-04-06/2022-04-07', '2014-03-18', '2014-04-19']
    >>> [d.value for d in find_dates("the parade of May 9 in 2015; on June 3")]
    ['2015-05-09', '2015', '--06-03']
    >>> [d.value for d in find_dates("It began in March 2014 and ended two months later.")]
    ['2014-03', '2014-05']
    """
    lower = text.lower()
    if not HAS_DIGIT.search(text) and not any(map(lower.__contains__, DATE_WORDS)):
        return []
    has = {
        "month": any(map(text.__contains__, MONTH_WORDS)),
        "year": HAS_YEAR.search(text) is not None,
        "century": "century" in lower,
        "relative": any(map(lower.__contains__, RELATIVE_WORDS)),
    }
    found: list[Date] = []
    waiting: list[tuple[int, int, tuple[str, re.Match[str]]]] = []
    for start, end, form, match in _matches(text, has):
        if form == "relative" or (form in MAY_LACK_YEAR and not match.groupdict().get("year")):
            waiting.append((start, end, (form, match)))
        else:
            found += [Date(start, end, value) for value in _values(form, match.groupdict(), published)]
    found.sort()
    explicit = found.copy()
    for start, end, (form, match) in sorted(waiting, key=lambda each: each[:2]):
        known = _last_before(found, start)
        last = known.value.rpartition("/")[2] if known else before
        if form == "relative":
            value = relative_date(match, published, last)
            values = [value] if value else []
        else:
            own = _last_before(explicit, start)
            year = _year_near(text, start, end) or _year_before(text, own, match) or counted_from or _year_of(before, match)
            values = _values(form, match.groupdict(), year)
        for value in values:
            insort(found, Date(start, end, value))
    return found


def _matches(text: str, has: Mapping[str, bool]) -> Iterator[tuple[int, int, str, re.Match[str]]]:
    """Yield what has the form of a date, form by form; none touches one before, and nothing of "30 February" is a date."""
    taken = Taken(text)
    for form, pattern in DATE_FORMS.items():
        if not has[NEEDS.get(form, "year")]:
            continue
        for match in pattern.finditer(text):
            start, end = match.start(LEFTMOST.get(form, 0)), match.end()
            if not taken.touches(start, end) and not (form in RANGES and not _values(form, match.groupdict(), None)):
                taken.add(start, end)
                yield start, end, form, match


def _last_before(dates: list[Date], start: int) -> Date | None:
    """Return the last of ``dates``, which are sorted, that begins before ``start``."""
    number = bisect_left(dates, (start,))
    return dates[number - 1] if number else None


def _year_before(text: str, last: Date | None, match: re.Match[str]) -> str | None:
    """Return the year of the date before one without a year in its sentence: "from March 2014, and again in July"."""
    if last is None or SENTENCE_END.search(text, last.end, match.start()):
        return None
    is_in = text[max(last.start - 3, 0) : last.start] == "In "
    value = last.value.rpartition("/")[2]
    return _year_of(value, match) if len(value) > len("2014") else value if is_in and value.isdigit() else None


def _year_of(value: str | None, match: re.Match[str]) -> str | None:
    """Return the year of a date, if the month that follows without one lies later in that year, or is the same."""
    month = _month(match["month"] or "")
    if not value or not value[:4].isdigit():
        return None
    return value[:4] if len(value) > len("2014-") and value[5:7].isdigit() and month >= int(value[5:7]) else None


def _year_near(text: str, start: int, end: int) -> str | None:
    """Return the year that stands by itself near a date without one: "the parade of May 9 in 2015"."""
    after = YEAR_AFTER.match(text, end)
    before = YEAR_BEFORE.search(text, max(start - 40, 0), start)
    return after["year"] if after else before["year"] if before else None


def year_to_count_from(texts: Iterable[str], published: str | None) -> str | None:
    """Return the date or year from which dates without a year are counted in a source, if that is safe.

    It is the publication, unless the full dates lie mostly long before it. Without one it is the year of all full dates,
    if the text names no later one.

    >>> year_to_count_from(["It met on 6 April 2022, as in 2019."], None)
    '2022'
    >>> year_to_count_from(["It met on 6 April 2014."], "2020-05-01")
    """
    full: list[str] = []
    latest = ""
    for text in texts:
        years = ANY_YEAR.findall(text)
        if years:
            full += [match["year"] for form in FULL_DATES for match in DATE_FORMS[form].finditer(text) if match["year"]]
            latest = max(latest, *years)
    if published:
        old = [year for year in full if int(year) < int(published[:4]) - 1]
        return None if 2 * len(old) > len(full) else published
    return full[0] if full and set(full) == {full[0]} and latest == full[0] else None


def _values(form: str, part: dict[str, str | None], published: str | None) -> list[str]:
    """Return the date, or both of "16 and 17 March 2014", in ISO 8601 (a decade as in its extension, "199X")."""
    year, until = part.get("year"), part.get("until")
    if form == "decade":
        return [f"{year}X"]
    if form == "century":
        return [f"{int(part['century'] or 0) - 1:02}XX"]
    if form == "part of a year":
        return _part_of_year(year or "", part["part"] or "", part["share"] or "")
    if form in ("years", "years in words") and year and until:
        end = until if len(until) == 4 else year[:2] + until
        return [f"{year}/{end}"] if end > year else []
    if form == "year":
        return [year or ""]
    month = _month(part["month"] or "")
    until_month = _month(part.get("until_month") or "") or month
    is_over_new_year = year is not None and until_month < month  # November to March 2014
    first = _dated(published, str(int(year) - 1) if year and is_over_new_year else year, month, part.get("day"))
    if until or until_month != month:
        last = _dated(published, year, until_month, until)
        return [f"{first}/{last}"] if first and last and first < last else []
    other = part.get("other")
    dates = [first, _dated(published, year, month, other)] if other else [first]
    return [date for date in dates if date] if all(dates) else []


def _month(name: str) -> int:
    """Return the number of a month, 0 for no name."""
    return int(name) if name.isdigit() else MONTHS.get(name.lower().rstrip("."), 0)


def _dated(published: str | None, year: str | None, month: int, day: str | None) -> str:
    """Return the date, nothing for a day that does not exist; a year that is not given is the last one in which the date lies
    before the publication.
    """
    tail = f"{month:02}" + (f"-{int(re.sub('[a-z]', '', day)):02}" if day else "")
    if year is None and published:
        year = published[:4]
        if len(published) >= 7 and f"{year}-{tail}" > published[: 5 + len(tail)]:
            year = str(int(year) - 1)
    if day and day_of(f"{year or LEAP_YEAR}-{tail}") is None:
        return ""
    return f"{year}-{tail}" if year else f"--{tail}"


def _part_of_year(year: str, part: str, share: str) -> list[str]:
    """Return the months of a half or a quarter of a year as an interval."""
    length = 6 if share == "half" else 3
    number = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // length - 1}[part]
    first = number * length + 1
    return [f"{year}-{first:02}/{year}-{first + length - 1:02}"] if first < 12 else []
