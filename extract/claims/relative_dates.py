"""Dates that count from another: from the publication ("last year") or from the date before them ("two months later")."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30}
STEPS = {
    "this": 0,
    "that": 0,
    "same": 0,
    "last": -1,
    "next": 1,
    "following": 1,
    "subsequent": 1,
    "previous": -1,
    "preceding": -1,
}
DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNIT = r"(?:day|week|month|year|decade)"
RELATIVE = re.compile(
    rf"\b(?:(?P<day>[Yy]esterday|[Tt]oday|[Tt]omorrow)"
    # two years ago; a month later
    rf"|(?P<number>(?i:{'|'.join(NUMBERS)})|\d{{1,3}})\s(?P<units>{UNIT})s?\s(?P<way>ago|later|earlier|afterwards|thereafter|before(?=[,.;]))"
    # last year; the following month; in that same year
    rf"|(?P<the>[Tt]he\s)?(?P<step>[Tt]his|that|[Ll]ast|last|next|same|following|subsequent|previous|preceding)\s(?:same\s)?(?P<unit>{UNIT})"
    rf"|last\s(?P<weekday>{'|'.join(day.title() for day in WEEKDAYS)}))\b",
)
MAX_YEAR = 9999


def relative_date(found: re.Match[str], published: str | None, before: str | None) -> str | None:
    """Return the date that words mean, where the date that they count from is known as precisely as they need.

    ``published`` is that of the text, ``before`` the last date that it names before these words.

    >>> relative_date(RELATIVE.search("two years ago"), "2022-05-10", None)
    '2020'
    >>> relative_date(RELATIVE.search("three months later"), "2022-05-10", "2014-11-20")
    '2015-02'
    >>> relative_date(RELATIVE.search("in the following year"), "2022-05-10", "2014-11-20")
    '2015'
    """
    if found["day"]:
        return shifted(published, DAYS[found["day"].lower()], "day")
    if found["weekday"]:
        today = day_of(published)
        back = (today.weekday() - WEEKDAYS.index(found["weekday"].lower()) - 1) % 7 + 1 if today else 0
        return shifted(published, -back, "day")
    if found["number"]:
        word = found["number"].lower()
        number = NUMBERS.get(word) or int(word)
        if found["way"] == "ago":
            return shifted(published, -number, found["units"])
        return shifted(before, -number if found["way"] in ("earlier", "before") else number, found["units"])
    step = found["step"].lower()
    if step == "last" and found["the"]:
        return None  # "the last decade" is no one date
    return shifted(before if found["the"] or step in ("that", "same") else published, STEPS[step], found["unit"])


def shifted(start: str | None, number: int, unit: str) -> str | None:
    """Return the day, ISO week, month or year that lies ``number`` units after ``start``, if this is precise enough.

    >>> shifted("2022-01-31", -1, "month"), shifted("2022-05-10", -1, "week"), shifted("2014", 1, "month")
    ('2021-12', '2022-W18', None)
    """
    if not start or not start[:4].isdigit():
        return None
    if unit in ("year", "decade"):
        year = int(start[:4]) + number * (10 if unit == "decade" else 1)
        return f"{year:04}" if 0 < year <= MAX_YEAR else None
    if unit == "month":
        if not re.match(r"\d{4}-\d\d", start):
            return None
        months = int(start[:4]) * 12 + int(start[5:7]) - 1 + number
        return f"{months // 12:04}-{months % 12 + 1:02}" if 12 <= months < MAX_YEAR * 12 else None
    day = day_of(start)
    days = number * (7 if unit == "week" else 1)
    if day is None or not date.min.toordinal() <= day.toordinal() + days <= date.max.toordinal():
        return None
    then = day + timedelta(days=days)
    if unit == "day":
        return then.isoformat()
    year, week, _ = then.isocalendar()
    return f"{year:04}-W{week:02}"


def day_of(text: str | None) -> date | None:
    """Return a full date that exists.

    >>> day_of("2024-02-29"), day_of("2023-02-29"), day_of("2023-02")
    (datetime.date(2024, 2, 29), None, None)
    """
    if not text or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    year, month, day = map(int, text.split("-"))
    is_real = year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if is_real else None
