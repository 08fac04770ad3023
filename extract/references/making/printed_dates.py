"""Dates as entries print them in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.months import month_names

if TYPE_CHECKING:
    import random

DATES: dict[str, tuple[str, ...]] = {
    "date": ("en", "{d} {m} {y}", "{d} {m} {y}", "{d} {m} {y}{l}"),
    "ddate": ("de", "{d}.{n}.{y}", "{d}. {m} {y}", "{d:02d}.{n:02d}.{y}", "{d}. {n}. {y}", "{d}.{n}.{s:02d}"),
    "dm": ("en", "{d} {m}"),
    "dmy": ("en", "{d} {m} {y}", "{d} {m} {y}", "{d} {b} {y}"),
    "dmy2": ("en", "{d} {b} {y}", "{d} {m} {y}"),
    "fdate": ("fr", "{d} {m} {y}", "{d} {m} {y}", "{d:02d}/{n:02d}/{y}"),
    "idate": ("it", "{d} {m} {y}", "{d} {m} {y}", "{d}/{n}/{y}"),
    "md": ("en", "{m} {d}"),
    "mdate": ("en", "{m} {d}, {y}", "{m} {d}, {y}", "{b} {d}, {y}", "{m} {d} {y}"),
    "month": ("en", "{m}"),
    "month2": ("de", "{m}"),
    "month3": ("es", "{m}"),
    "month4": ("fr", "{m}"),
    "month5": ("pt", "{b}", "{m}", "{b}/{b}"),
    "month6": ("en", "{m}"),
    "pdate": ("pt", "{d} de {m} de {y}", "{d} {b} {y}", "{d} {m} {y}"),
    "sdate": ("es", "{d} de {m} de {y}", "{d} de {m} de {y}", "{d}/{n}/{y}"),
    "sdm": ("es", "{d} de {m}"),
}
"""The language of a slot's dates and their forms: d day, m month, b its abbreviation, n its number, y year, s its last digits,
l the letter of "1992a". A form that stands twice is made twice as often."""

UNDATED = {
    "de": ("o. J.", "o.J.", "i. E.", "im Erscheinen"),
    "en": ("n.d.", "n.d.", "nd", "forthcoming", "undated"),
}


def print_date(slot: str, source: random.Random, year: int, letter: str = "") -> str:
    """Return a day of ``year`` in a form of the slot.

    >>> import random
    >>> print_date("month", random.Random(1), 1992) in month_names("en")
    True
    """
    language, *forms = DATES[slot]
    month, day = source.randint(1, 12), source.randint(1, 28)
    name = month_names(language)[month - 1]
    short = name if len(name) < 5 else name[:3] + "."
    return source.choice(forms).format(d=day, m=name, b=short, n=month, y=year, s=year % 100, l=letter)
