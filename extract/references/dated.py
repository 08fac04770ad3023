"""Dates apart from the year: days that the model has torn off, months between marks, first editions, the day of access."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.months import read_months, read_seasons
from extract.references.dates import (
    BEFORE_YEAR,
    DAY_MONTH,
    DAYS_OF_MONTHS,
    MONTH_DAY,
    MONTHS,
    NUMERIC,
    names_month,
    parse_date,
    parse_partial,
)
from extract.references.segments import Segment, cut, has_label, is_masked, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span
    from extract.references.tokens import Mask

YEAR = r"(?:1[5-9]|20)\d\d"
WHOLE = tuple(
    re.compile(rf"(?P<lead>,\s|\bvom\s|\bof\s|\bdel?\s|\bdu\s)?(?P<date>{pattern}{YEAR})(?!\d)", re.IGNORECASE)
    for pattern in (NUMERIC, DAYS_OF_MONTHS + BEFORE_YEAR, DAY_MONTH + BEFORE_YEAR, MONTH_DAY + r",?\s{0,2}")
)
DIGIT_BEFORE_YEAR = re.compile(rf"\d\D{{1,40}}{YEAR}(?!\d)")
"""What stands in each of these: the day or the number of the month, not far before the year."""
TORN = frozenset({"volume", "issue", "pages", "note", "location", "publisher", "collection-number", "edition"})


def widen_dates(text: str, segments: list[Segment], masked: Sequence[Mask] = ()) -> list[Segment]:
    """Give a date the days before it, "5./6. Juli 2009"; one at the end of a title that has the year of the entry is its date.

    >>> widen_dates("5./6. Juli 2009", [Segment(0, 1, "volume"), Segment(3, 4, "issue"), Segment(6, 15, "date")])
    [Segment(start=0, end=15, label='date')]
    """
    if DIGIT_BEFORE_YEAR.search(text) is None:
        return segments
    for pattern in WHOLE if names_month(text) else WHOLE[:1]:  # the first needs no name
        for found in pattern.finditer(text):
            date = Segment(*found.span("date"), "date")
            if not _is_date(found) or is_masked(found.span("date"), masked):
                continue
            over = [each for each in segments if each.start < date.end and each.end > date.start]
            torn = [each for each in over if each.label != "date"]
            if any(each.label == "date" and each.end == date.end for each in over):
                is_lost = over[0].start != date.start or len(over) > 1
                if is_lost and all(each.label in TORN or (found["lead"] and _tears(each, date)) for each in torn):
                    segments = sorted(
                        [
                            *cut(text, [each for each in segments if each.label != "date" or each not in over], found.span()),
                            date,
                        ]
                    )
            elif not over and not has_label(segments, "date"):
                segments = sorted([*segments, date])
            elif found["lead"] and [each.label for each in over] == ["title"] and _ends(text, over[0], date):
                year = text[date.end - 4 : date.end]
                dates = [each for each in segments if each.label == "date"]
                if not dates or any(year in text[each.start : each.end] for each in dates):
                    segments = sorted([*cut(text, segments, found.span()), date])
    return segments


ISO = re.compile(r"(?<![\w/.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-])")
ROMAN_MONTH = re.compile(
    r"(?<![\w.])\d{1,2}[.-](?:I{1,3}|I?V|VI{0,3}|I?X|XI{0,2}|i{1,3}|i?v|vi{0,3}|i?x|xi{0,2})[.-](?:1[5-9]|20)\d\d(?!\d)"
)


def whole_dates(text: str, segments: list[Segment], masked: Sequence[Mask]) -> list[Segment]:
    """Take "2019-08-14", "3-VIII-2018" and a lone "24/11/2015" as dates, whatever they were taken for."""
    for pattern in (ISO, ROMAN_MONTH, SLASHED):
        for found in pattern.finditer(text):
            over = [each for each in segments if each.start < found.end() and each.end > found.start()]
            if is_masked(found.span(), masked) or has_label(over, "title", "container-title", "author"):
                continue
            if [(each.start, each.end) for each in over if each.label == "date"] == [found.span()]:
                continue
            if pattern is SLASHED and any(each.label == "date" and each not in over for each in segments):
                continue
            others = [each for each in segments if each not in over]
            return sorted([*others, Segment(*found.span(), "date")])
    return segments


SLASHED = re.compile(r"(?<![\w/.-])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\w/])")


def _is_date(found: re.Match[str]) -> bool:
    """Tell whether a match names a day: not so "vol. 5 Routledge 2015" and "no. 1, Mar. 2020"."""
    if "month" in found.groupdict():
        before = found.string[found.start("date") : found.start("month")]
        if found["month"].lower() not in read_months() or "," in before:
            return False
    return parse_date(found["date"]) is not None


def _tears(title: Segment, date: Segment) -> bool:
    """Tell whether the day is the torn end of a title, as in "Der Hafen bleibt zu, 5"."""
    return title.label == "title" and title.start + 12 < date.start < title.end < date.end


def _ends(text: str, title: Segment, date: Segment) -> bool:
    return not any(char.isalnum() for char in text[date.end : title.end]) and date.start - title.start > 12


LOWER_YEAR = re.compile(
    rf"(?<![\d\w/-])(?P<first>{YEAR})[a-z]?\s?[\[(](?P<second>{YEAR})[\])]|[\[(](?P<before>{YEAR})[\])]\s?(?P<after>{YEAR})(?=[a-z]?[\s.,:;)\]])"
    rf"|(?<![\d\w/-])(?P<one>{YEAR})\s?/\s?(?P<other>{YEAR})(?=[a-z]?[\s.,:;)\]])"
)
PAIRS = (("first", "second"), ("before", "after"), ("one", "other"))
DOUBLE_YEAR = 2
"""Years apart up to which "2017/18" and "2017/2018" are one volume's, not two editions'."""


def find_original_year(text: str, segments: Sequence[Segment]) -> tuple[Span, Span] | None:
    """Return where the years of the first edition and of this one stand in "1979 [1951]".

    >>> find_original_year("1979 [1951]", [Segment(0, 10, "date")])
    ((6, 10), (0, 4))
    """
    for found in LOWER_YEAR.finditer(text):
        names = next(pair for pair in PAIRS if found[pair[0]])
        if found["one"] and abs(int(found["one"]) - int(found["other"])) <= DOUBLE_YEAR:
            continue
        old, new = sorted(names, key=lambda name: int(found[name]))
        over = [each for each in segments if each.start < found.end() and each.end > found.start()]
        others = {"date", "note"} if found["before"] is None else {"date", "note", "pages"}
        if found[old] != found[new] and {"date"} <= {each.label for each in over} <= others:
            return found.span(old), found.span(new)
    return None


ACCESSED = re.compile(
    r"[\s\])>]{1,3}[(\[;,]{1,2}\s?(?P<value>(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\.?\s[^\W\d_]{3,10}\.?\s\d{4}|[^\W\d_]{3,10}\s\d{1,2},\s\d{4}))[)\]]?\W{0,3}\Z"
)


def find_accessed(text: str, segments: Sequence[Segment], masked: Sequence[Mask]) -> Span | None:
    """Return where a day stands alone behind an address, the day of access, when the entry has another year."""
    address = next((mask for mask in reversed(masked) if mask.kind == "url"), None)
    if address is None or any(mask.kind == "accessed" for mask in masked):
        return None
    found = ACCESSED.match(text, address.end)
    dates = [each for each in segments if each.label == "date" and each.end <= address.start]
    return found.span("value") if found and any(parse_date(text[each.start : each.end]) for each in dates) else None


APART = tuple(
    re.compile(rf"[(,;.”\"»]\s?(?P<value>{pattern})(?=\s?[),;:.\[]|\s?$)", re.IGNORECASE)
    for pattern in (DAYS_OF_MONTHS, DAY_MONTH, MONTH_DAY, MONTHS)
)
FREE_LABELS = frozenset({"note", "issue", "location", "publisher", "volume", "pages"})


def _is_day(over: Sequence[Segment], start: int, end: int) -> bool:
    """Tell whether the only stretches in a date are the numbers of its days, which the model took for volumes or pages."""
    return all(each.label in {"volume", "issue", "pages"} and start <= each.start and each.end <= end for each in over)


def find_partial_dates(text: str, segments: Sequence[Segment], masked: Sequence[Mask]) -> list[Span]:
    """Return where a day or a month without a year stands between marks: "World Politics 40 (July): 317-349".

    >>> find_partial_dates("World Politics 40 (July): 317-349", [], [])
    [(19, 23)]
    """
    found: list[Span] = []
    if not names_month(text):
        return found
    for pattern in APART:
        for match in pattern.finditer(text):
            words = (match["month"].lower(), (match.groupdict().get("last_month") or match["month"]).lower())
            if not all(word in read_months() or word in read_seasons() for word in words):
                continue
            start, end = match.span("value")
            over = [each for each in segments if each.start < end and each.end > start]
            over = [each for each in over if each.label != "date" or each.start < start or each.end > end]
            if is_masked((start, end), masked) or any(each.label not in FREE_LABELS for each in over):
                continue
            if (
                over
                and not any(trim(text, start, end) == trim(text, each.start, each.end) or each.label == "note" for each in over)
                and not _is_day(over, start, end)
            ):
                continue
            if parse_partial(text[start:end]):
                found.append((start, end))
    return found
