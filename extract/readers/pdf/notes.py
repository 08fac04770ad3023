"""Footnotes: small print at the foot of a column that begins with a number or a sign, or print of any size with a raised number."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extract.layout.blocks import is_ended
from extract.layout.section_names import announced
from extract.superscripts import SUPERSCRIPTS, TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import Print, Row

SMALL = 0.95  # of the size of the running text, at most, have footnotes
NOTE = re.compile(
    rf"(?:(?P<number>\d{{1,3}})(?:[.):]\s*|\s+|(?=[^\W\d_]))|(?P<raised>[{SUPERSCRIPTS}]{{1,3}})\s*|[*†‡§¶]{{1,3}}\s*|[ivxl]{{1,6}}\s+)(?=[^\s\d])"
)
MAX_COLUMNS = 20  # on a page
MANY_RAISED = 0.3  # of what stands in a bibliography, from which on raised numbers are those of entries
MAX_STEP = 3  # numbers that may be missing between two notes


def mark_notes(paragraphs: Sequence[Paragraph], printed: Print) -> list[Paragraph]:
    """Return ``paragraphs`` (of all pages, in order) with footnotes marked and cut into one paragraph a note."""
    pages: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        pages.setdefault(paragraph.page, []).append(paragraph)
    marked: list[Paragraph] = []
    last: Paragraph | None = None
    number = 0
    listed = _listed(paragraphs)
    for page in pages.values():
        feet = _feet([one for one in page if id(one) not in listed], printed)
        is_open = last is not None and not (is_ended(last.text) and not last.is_full)
        started = False
        for paragraph in page:
            if id(paragraph) not in feet:
                marked.append(paragraph)
                continue
            if not started and not _number(paragraph.rows[0], number) and not is_open:
                marked.append(paragraph)
                continue
            started = True
            for part in _cut(paragraph, number):
                found = _number(part.rows[0], number)
                number = found or number
                if found is None and last is not None and _follows(last, part):
                    last.rows += part.rows
                    continue
                last = replace(part, role="note", goes_on=found is None and not part.is_indented)
                marked.append(last)
    return marked


def _listed(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the ids of the paragraphs that stand in a bibliography, which may be small and numbered too."""
    listed: list[Paragraph] = []
    is_open = False
    for paragraph in paragraphs:
        kind = announced(paragraph.text) if paragraph.role is None and len(paragraph.rows) == 1 else None
        is_open = kind == "reference" or (is_open and kind is None)
        if is_open:
            listed.append(paragraph)
    if not listed:
        return set()
    usual = median(paragraph.size for paragraph in listed)
    raised = {id(paragraph) for paragraph in listed if _is_raised(paragraph)}
    smaller = {id(paragraph) for paragraph in listed if max(row.size for row in paragraph.rows) <= SMALL * usual}
    return {id(paragraph) for paragraph in listed} - smaller - (raised if len(raised) < MANY_RAISED * len(listed) else set())


def _feet(page: Sequence[Paragraph], printed: Print) -> set[int]:
    """Return the ids of the paragraphs that are small, or begin with a raised number, and have nothing but such below them."""
    text = [paragraph for paragraph in page if paragraph.role != "furniture"]
    found: set[int] = set()
    taken: list[tuple[float, float]] = []  # where other text stands below, from left to right: stretches that do not touch
    for paragraph in sorted(text, key=lambda one: one.rows[-1].y0):
        left, right = min(row.x0 for row in paragraph.rows), max(row.x1 for row in paragraph.rows)
        is_foot = _is_small(paragraph, printed) or (paragraph.role is None and _is_raised(paragraph))
        if is_foot and all(right <= low or high <= left for low, high in taken):
            found.add(id(paragraph))
        else:
            taken = _with(taken, (left, right))
    return found


def _with(taken: Sequence[tuple[float, float]], stretch: tuple[float, float]) -> list[tuple[float, float]]:
    """Return ``taken`` with one more stretch, those that touch as one; of more than any page has columns, one for all."""
    left, right = stretch
    apart = []
    for low, high in taken:
        if len(taken) <= MAX_COLUMNS and (right < low or high < left):
            apart.append((low, high))
        else:
            left, right = min(left, low), max(right, high)
    return [*apart, (left, right)]


def _is_raised(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph begins with a raised number."""
    match = NOTE.match(paragraph.rows[0].text)
    return match is not None and match["raised"] is not None


def _is_small(paragraph: Paragraph, printed: Print) -> bool:
    return paragraph.role is None and max(row.size for row in paragraph.rows) <= SMALL * printed.size


def _number(row: Row, before: int) -> int | None:
    """Return the number of the note that begins with ``row``; ``before`` itself where a sign stands for it."""
    match = NOTE.match(row.text)
    if match is None:
        return None
    digits = match["number"] or match["raised"]
    if digits is None:
        return before if before or row.text[0] in "*∗†‡§¶" else None
    value = int(digits.translate(TO_DIGITS))
    return value if before < value <= before + MAX_STEP or value == 1 or match["raised"] else None


def _cut(paragraph: Paragraph, number: int) -> list[Paragraph]:
    """Return the notes that stand in one paragraph."""
    starts = [0]
    for at in range(1, len(paragraph.rows)):
        match = NOTE.match(paragraph.rows[at].text)
        found = _number(paragraph.rows[at], number) if match else None
        first = _number(paragraph.rows[starts[-1]], number)
        number = max(number, first or 0)
        is_raised = match is not None and match["raised"] is not None
        if found and found == number + 1 and (is_raised or is_ended(paragraph.rows[at - 1].text)):
            starts.append(at)
            number = found
    bounds = [*starts, len(paragraph.rows)]
    return [
        replace(
            paragraph,
            first=paragraph.first + start,
            rows=paragraph.rows[start:end],
            is_indented=start == 0 and paragraph.is_indented,
        )
        for start, end in pairwise(bounds)
    ]


def _follows(one: Paragraph, two: Paragraph) -> bool:
    return one.page == two.page and one.first + len(one.rows) == two.first
