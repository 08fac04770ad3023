"""Months as texts print them, in the languages that we read."""

from __future__ import annotations

from functools import cache

from extract.data_tables import read_table


def month_names(*languages: str) -> tuple[str, ...]:
    """Return the names of the months in ``languages``, as they are written in the midst of a sentence, January first.

    >>> month_names("en")[0], month_names("fr")[7]
    ('January', 'août')
    """
    return tuple(name for language in languages for name in read_table("months")["names"][language])


def short_months(language: str) -> dict[str, int]:
    """Return the usual abbreviations of one language, in lower case and without dot, with their number.

    >>> short_months("en")["sept"]
    9
    """
    return dict(read_table("months")["short"][language])


def months_of(language: str) -> dict[str, int]:
    """Return names and abbreviations of one language, in lower case and without dot, with their number.

    >>> months_of("de")["märz"], months_of("de")["mrz"]
    (3, 3)
    """
    return {name.lower(): number for number, name in enumerate(month_names(language), 1)} | short_months(language)


@cache
def read_months() -> dict[str, int]:
    """Return the months of all languages, in lower case and without dot, with their number."""
    found: dict[str, int] = {}
    for language in read_table("months")["names"]:
        found |= months_of(language)
    return found


@cache
def read_seasons() -> dict[str, int]:
    """Return the seasons of all languages, in lower case, with their number in a CSL date: 1 is spring.

    >>> read_seasons()["herbst"]
    3
    """
    return dict(read_table("months")["seasons"])
