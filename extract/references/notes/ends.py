"""Where the description of a work ends in a note: behind pages and addresses, before the pages that are pointed at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.masks import ACCESS_WORD, DATE
from extract.references.notes.marks import (
    CAPITAL,
    IN_HOME,
    ISSUE,
    PAGE_WORD,
    PAGES,
    QUOTED,
)

if TYPE_CHECKING:
    from extract.models import Span

TAIL = re.compile(
    rf"""\s{{0,2}}(?:
      [,:]?\s?(?:(?:here|hier|at|esp\.|especially|bes\.|insb\.):?\s)?(?:{PAGE_WORD}\s?)?{PAGES}(?:,\s(?={PAGE_WORD}|\d){PAGES})?(?![\w:/])
    | ,?\s?(?:vol|no|nr|bd|heft|issue|art)\b\.?\s?\d[\w/]{{0,8}}
    | [,.:;]?\s?[\[(]?(?:(?:available|online|verfügbar|abrufbar|disponible)\s(?:at|unter|en|from|online|in)\b:?\s?|(?:URL|online|siehe|see):?\s?|in:\s)?<?(?:https?://|www\.)[^\s<>"”“»]{{3,300}}>?[\])]?
    | [,.:]?\s?doi:?\s?10\.\S{{3,100}}
    | [,.:]?\s?[\[(]?{ACCESS_WORD}\b[^();]{{0,12}}{DATE}[\])]?
    | \s?\((?:=\s)?[^()]{{3,80}}\b\d[\d/]{{0,8}}\)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
FOLLOWING = re.compile(rf",\s{CAPITAL}[^;()]{{3,80}}\Z")
"""More of the description: ", Wiesbaden: Statistisches Bundesamt, 1372"."""

POINTED = re.compile(
    rf"(?P<here>,\s(?:here|hier|esp\.|especially|bes\.|insb\.|at):?\s(?:{PAGE_WORD}\s?)?{PAGES})|[,:]\s?(?P<word>{PAGE_WORD}\s?)?(?P<pages>{PAGES})(?![\w:/])"
)
MOST_PARTS = 8


def find_tail(text: str, at: int, end: int) -> int:
    """Return where the description ends that goes on at ``at``: behind pages, numbers, addresses, dates of access."""
    for _ in range(MOST_PARTS):
        found = TAIL.match(text, at, end)
        if found is None or found.end() == at:
            break
        at = found.end()
    return end if FOLLOWING.match(text, at, end) else at


def find_pinpoint(text: str, start: int, close: int, stop: int) -> Span | None:
    """Return the pages that are pointed at, if any: of a book all, else those behind the pages of the work."""
    quoted = QUOTED.search(text, start, close)
    is_part = (
        quoted is not None or IN_HOME.search(text, start, stop) is not None or ISSUE.search(text, start, close) is not None
    )
    pages = list(POINTED.finditer(text, min(close, stop), stop))
    if is_part:
        pages = [found for number, found in enumerate(pages) if number > 0 or found["here"]]
    return (pages[0].start(), pages[-1].end()) if pages else None
