"""Stretches between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = re.compile(r"[“”„«»\"‘’]|''|``")
BLANK_LINE = re.compile(r"\n[^\S\n]{0,9}\n")
PAIRS = {"“": "”", "„": "”“", "«": "»", '"': '"', "''": "''", "``": "''", "‘": "’"}
MAX_LENGTH = 4000  # characters of one quotation; a mark without its partner runs no further


class Quotation(NamedTuple):
    """``text[start:end]`` stands between quotation marks, which it includes."""

    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    r"""Return the quotations of ``text``, outermost only, from left to right.

    A quotation that goes on in the next paragraph opens there again and closes only in its last.

    >>> text = "He called it “a fig leaf” and 'wrong'. It's old. \"Not yet,\" she said."
    >>> [text[q.start:q.end] for q in find_quotations(text)]
    ['“a fig leaf”', '"Not yet,"']
    """
    found: list[Quotation] = []
    start = 0
    for end in (*(match.start() for match in BLANK_LINE.finditer(text)), len(text)):
        found += _in_paragraph(text, start, end)
        start = end
    return found


def overlapping(quotations: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Return those of ``quotations`` that touch ``text[start:end]``.

    >>> overlapping([(0, 4), (6, 9), (12, 15)], 8, 12)
    [(6, 9)]
    """
    return quotations[bisect_right(quotations, start, key=lambda quotation: quotation[1]) : bisect_left(quotations, (end,))]


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, start, end):
        if opened is None:
            if _opens(text, mark, start):
                opened = mark
        elif mark[0] in PAIRS.get(opened[0], opened[0]) and _closes(text, mark, opened):
            found.append(Quotation(opened.start(), mark.end()))
            opened = None
    if opened is not None and opened[0] != "‘" and (opened.start() - start < 3 or opened[0] == "“"):
        found.append(Quotation(opened.start(), min(end, opened.start() + MAX_LENGTH)))
    return found


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    """Tell whether the mark stands before a word, and after none; a closing one may open a paragraph, set wrongly."""
    if mark[0] not in PAIRS and (mark[0] != "”" or text[start : mark.start()].strip()):
        return False
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1] if mark.start() > start else " "
    return bool(after) and not after.isspace() and not before.isalnum()


def _closes(text: str, mark: re.Match[str], opened: re.Match[str]) -> bool:
    """Tell whether the mark stands after a word and is no apostrophe."""
    if mark.end() - opened.start() > MAX_LENGTH or text[mark.start() - 1].isspace():
        return False
    after = text[mark.end() : mark.end() + 1]
    if mark[0] == "’":
        return not after.isalpha() and text[mark.start() - 1] != "s"
    return not after.isalpha() or mark[0] in "”»"
