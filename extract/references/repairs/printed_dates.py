"""The date of an entry, where the print tells it: behind the author, in brackets, a day before a year, or the only year there is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.months import read_months, read_seasons
from extract.references.masks import DATE
from extract.references.segments import Segment, cut, has_label, override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

BRACKETED_DATE = re.compile(rf"\((?P<date>{DATE}[a-z]?)\)", re.VERBOSE | re.IGNORECASE)
DAY_BEFORE = re.compile(
    r"(?:\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?|(?:\d{1,2}(?:st|nd|rd|th|\.)?\s)?(?P<month>[^\W\d_]{3,10})\b\.?\s?(?:\d{1,2},\s?)?)\Z",
    re.IGNORECASE,
)
NO_DATE = re.compile(r"(?:^|[\s(\[])(?P<value>n\.\s?d\.|no\sdate|o\.\s?J\.|s\.\s?[fd]\.|s/[fd]|s\.\s?a\.)(?=[\s),;.\]:]|$)")
"""What stands in the place of a date."""
UNDATED_BEHIND = re.compile(r"[\s,.]{0,3}(?P<value>\((?:n\.\s?d\.|no date|o\.\s?J\.|s\.\s?[fd]\.|s/[fd]|s\.\s?a\.)\))")
"""It stands behind the author in brackets."""
LETTER = re.compile(r"(?:\s?[–-]?[\[(]?(?P<letter>[a-k])[\])]?|(?P<capital>[A-K]))(?=\s?[)\]:.,;])")
"""The letter of a year where the model does not look for it: "2004[a]", "2004 a:", "2004-a.", "2004A)"."""
IN_FORCE = re.compile(
    r"\b(?:in(?:to)?\sforce|in\sKraft\w{0,9}|en\svigueur|en\svigor|in\svigore)\b[^()\d]{0,9}(?:\d{1,2}\.?\s)?[^()\d]{0,12}\Z",
    re.IGNORECASE,
)
"""What makes a date that of a treaty's coming into force, not of its text."""
YEAR_ALONE = re.compile(r"(?<![\d\w/-])(?:1[5-9]|20)\d\d[a-z]?(?![\d\w])")


def repair_dates(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Give an entry a date: what stands in its place behind the author, or the dates that are printed."""
    undated = UNDATED_BEHIND.match(text, segments[0].end) if segments and segments[0].label in {"author", "editor"} else None
    if undated is not None:
        return _with_letters(text, override(segments, Segment(*undated.span("value"), "date")))
    return _repair_printed_dates(text, _with_years_of_titles(text, segments), masked)


def _with_years_of_titles(text: str, segments: list[Segment]) -> list[Segment]:
    """Leave a title the year that ends it where the date stands behind: "Panorama de los puertos 2021 (LC/12), Santiago, 2022"."""
    if any(each.label in {"volume", "issue", "pages"} for each in segments):
        return segments
    dates = [each for each in segments if each.label == "date" and YEAR_ALONE.fullmatch(text, each.start, each.end)]
    for title, year in pairwise(segments):
        is_title = title.label in {"title", "container-title"} and text[title.end : year.start] == " "
        if is_title and year in dates and year != dates[-1]:
            return [title._replace(end=year.end) if each == title else each for each in segments if each != year]
    return segments


def _repair_printed_dates(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Give an entry a date: what stands in brackets alone, a day before a year, or the only year there is."""
    for found in BRACKETED_DATE.finditer(text):
        date = Segment(*found.span("date"), "date")
        if not _is_masked(date.start, masked) and _is_plain_date(text, date, segments):
            segments = override(segments, date)
    for each in [each for each in segments if each.label == "date"]:
        before = DAY_BEFORE.search(text, max(0, each.start - 25), each.start)
        if before is None or (before["month"] and not _is_month(before["month"].lower(), segments, before.start("month"))):
            continue
        if not any(other.label == "date" and before.start() < other.end and other.start < each.start for other in segments):
            segments = override(segments, Segment(before.start(), each.end, "date"))
    if not any(each.label == "date" and _has_year(text[each.start : each.end]) for each in segments):
        taken = [each for each in segments if each.label in {"title", "pages", "volume"}]
        years = [found for found in YEAR_ALONE.finditer(text) if not _is_masked(found.start(), masked)]
        free = [found for found in years if not any(each.start <= found.start() < each.end for each in taken)]
        if free:
            printed = [found for found in free if not IN_FORCE.search(text, max(0, found.start() - 40), found.start())]
            segments = override(segments, Segment(*(printed or free)[-1].span(), "date"))
        elif not has_label(segments, "date"):
            undated = next((found for found in NO_DATE.finditer(text) if not _is_masked(found.start("value"), masked)), None)
            if undated is not None and not any(
                each.label == "title" and each.end > undated.start("value") >= each.start + 5 for each in segments
            ):
                segments = override(segments, Segment(*undated.span("value"), "date"))
    return _with_letters(text, segments)


def _with_letters(text: str, segments: list[Segment]) -> list[Segment]:
    """Give the years at the front the letters behind them."""
    for each in segments:
        found = LETTER.match(text, each.end) if each.label == "date" and text[each.end - 1].isdigit() else None
        if found is not None and _has_year(text[max(each.start, each.end - 4) : each.end]):
            end = found.end("letter" if found["letter"] else "capital")
            segments = cut(text, [other for other in segments if other != each], (each.start, end))
            return sorted([*segments, each._replace(end=end)])
    return segments


def _is_month(word: str, segments: Sequence[Segment], at: int) -> bool:
    """Tell whether a word names a month, or a season that is nobody's name: "Sidney Winter. 1982"."""
    is_name = any(each.start <= at < each.end and each.label in {"author", "editor"} for each in segments)
    return word in read_months() or (word in read_seasons() and not is_name)


def _is_masked(at: int, masked: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in masked)


def _is_plain_date(text: str, date: Segment, segments: Sequence[Segment]) -> bool:
    """Tell whether brackets hold a date with a year that can be one, its words months, and not inside a title."""
    printed = text[date.start : date.end]
    words = re.findall(r"[^\W\d_]{3,}", printed)
    if words and not any(word.lower() in read_months() or word.lower() in read_seasons() for word in words):
        return False
    titles = [each for each in segments if each.label in {"title", "translated-title"}]
    if any(each.start < date.start and each.end > date.end for each in titles):
        return False
    return re.search(r"\d{4}[a-z]?\Z", printed) is not None and _has_year(printed[-5:])


def _has_year(text: str) -> bool:
    found = re.search(r"\d{4}", text)
    return found is not None and 1400 <= int(found[0]) <= 2099
