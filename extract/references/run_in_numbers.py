"""Numbered entries that follow one another on a line: where each begins.

A number in an entry may look like one in front of it ("Special Report, 5. Cape Town"), and some that stand in front of one
hardly do ("28. , ed. Young"). So all numbers of one form are weighed together: the best row that counts up wins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FORMS = (
    re.compile(r"(?<!\S)\[(?P<number>\d{1,4})\](?=\s)"),
    re.compile(r"(?<!\S)(?P<number>\d{1,4})\.(?=\s)"),
    re.compile(r"(?<!\S)\((?P<number>\d{1,4})\)(?=\s)"),
    re.compile(r"(?<!\S)(?P<number>\d{1,4})\)(?=\s)"),
)
ENDED = re.compile(r"(?:[.?!)\]>/”»\"\d]|\A)\s*\Z")
BEGINS = re.compile(r"\s+[^\w\s]{0,2}(?:[^\W\d_a-zß-öø-ÿ]|d[eai]\s|v[ao]n\s|\d{4}\b)")
PLAIN = 1.0
"""What a number adds that counts up by one; 0.5 more behind an ended entry, as much for a capital behind it, or less without."""

LEFT_OUT = 1.2  # less when a number is left out
CLEAR = 1.2  # of the numbers of a row, on average


class Mark(NamedTuple):
    """A number that may stand before an entry, and the best row that ends with it."""

    start: int
    score: float
    before: Mark | None


def find_run_in_numbers(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where the entries of ``text[start:end]`` begin, when they are numbered and counted up.

    >>> text = "1. Okafor, A. Ports. Report, 2. Lagos: HP, 2018. 2. Park, L. Straits, 1999. 3. , ed. Zhou. Quays, 2001."
    >>> [text[at : at + 8] for at in find_run_in_numbers(text)]
    ['1. Okafo', '2. Park,', '3. , ed.']
    """
    end = len(text) if end is None else end
    return max((_best_row(form, text, start, end) for form in FORMS), key=len)


def _best_row(form: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Return where the numbers of a form stand that count up best, from the beginning of the text or from one."""
    best: dict[int, Mark] = {}
    for found in form.finditer(text, start, end):
        number = int(found["number"])
        is_first = not text[start : found.start()].strip()
        score = PLAIN + (0.5 if is_first or ENDED.search(text, max(found.start() - 4, start), found.start()) else -0.5)
        score += 0.5 if BEGINS.match(text, found.end(), end) else -0.5
        rows = [(best[number - 1].score, best[number - 1])] if number - 1 in best else []
        rows += [(best[number - 2].score - LEFT_OUT, best[number - 2])] if number - 2 in best else []
        if rows:
            score += max(rows)[0]
        elif number > 1 and not is_first:
            continue
        if number not in best or score > best[number].score:
            best[number] = Mark(found.start(), score, max(rows)[1] if rows else None)
    row: list[int] = []
    mark = max(best.values(), key=lambda one: one.score, default=None)
    score = mark.score if mark else 0.0
    while mark:
        row.append(mark.start)
        mark = mark.before
    return row[::-1] if score >= CLEAR * len(row) else []
