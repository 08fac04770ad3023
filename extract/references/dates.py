"""Dates as bibliographies print them -> CSL dates."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extract.months import read_months


class PrintedDate(NamedTuple):
    """A date in CSL form, and the letter that tells works of one year apart."""

    csl: dict[str, Any]
    letter: str | None


WORD = r"[^\W\d_]{3,10}"
"""What may be the name of a month; `read_months` decides."""

YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?:\s?(?P<letter>[a-z])(?![a-z]))?"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:1[0-9]|20)\d\d)-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\s?[./-]\s?(?P<number>\d{{1,2}})\s?[./-]\s?{YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|[.ºo])?(?:\s?[–-]\s?\d{{1,2}}\.?)?,?\s{{0,2}}(?:de\s|of\s)?(?P<month>{WORD})\b[.,]{{0,2}}\s{{0,2}}(?:de\s|del\s)?{YEAR}",
        rf"\b(?P<month>{WORD})\b\.?\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[–-]\s?\d{{1,2}})?,?\s{{0,2}}{YEAR}",
        rf"{YEAR}\s?[),;:.]{{0,2}}\s{{0,2}}(?:\()?(?P<month>{WORD})\b\.?\s{{0,2}}(?P<day>\d{{1,2}})(?!\d)",
        rf"{YEAR}\s?[,;:.]{{0,2}}\s{{0,2}}(?P<day>\d{{1,2}})\.?\s{{0,2}}(?:de\s)?(?P<month>{WORD})\b",
        rf"\b(?P<month>{WORD})\b\.?(?:\s?[/–-]\s?(?:{WORD})\b\.?)?,?\s{{0,2}}(?:de\s|del\s)?{YEAR}",
        rf"{YEAR}\s?[,;:.]{{0,2}}\s{{0,2}}(?P<month>{WORD})\b",
        rf"(?<!\d){YEAR}\s?[/–-]\s?(?P<until>(?:(?:1[0-9]|20)\d\d)|\d\d)(?!\d)",
        rf"(?<!\d){YEAR}",
    )
)
UNDATED = re.compile(
    r"\b(?:n\.\s?d\.?|o\.\s?J\.?|s\.\s?[fda]\.?|forthcoming|in press|in preparation|im Erscheinen|en prensa|no prelo|à paraître|to appear|im Druck)(?!\w)",
    re.IGNORECASE,
)


def parse_date(text: str) -> PrintedDate | None:
    """Return the date in ``text``, as precise as it is printed.

    >>> parse_date("18 March 2014a")
    PrintedDate(csl={'date-parts': [[2014, 3, 18]]}, letter='a')
    >>> parse_date("(1999/2000)").csl
    {'date-parts': [[1999], [2000]]}
    >>> parse_date("n.d.").csl
    {'literal': 'n.d.'}
    """
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            date = _read(found)
            if date is not None:
                return date
    undated = UNDATED.search(text)
    return PrintedDate({"literal": undated[0]}, None) if undated else None


def _read(found: re.Match[str]) -> PrintedDate | None:
    group = found.groupdict()
    year = int(group["year"])
    parts = [year]
    month = int(group.get("number") or 0)
    if group.get("month"):
        month = read_months().get(group["month"].lower(), 0)
        if not month:
            return None
    day = int(group.get("day") or 0)
    if group.get("number") and not 1 <= month <= 12:
        return None
    if day and not 1 <= day <= 31:
        return None
    letter = group.get("letter")
    if month > 12:
        return PrintedDate({"date-parts": [parts], "season": month - 20}, letter)
    if month:
        parts.append(month)
    if day:
        parts.append(day)
    dates = [parts]
    if group.get("until"):
        until = group["until"]
        last = int(until) if len(until) == 4 else year // 100 * 100 + int(until)
        if last > year:
            dates.append([last])
    return PrintedDate({"date-parts": dates}, letter)
