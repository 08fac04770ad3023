"""Tables of contents, and rules drawn with characters: furniture, for the text says it again, or nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.readers.pdf.metadata import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.paragraphs import Paragraph

LEADER = re.compile(r"(?:(?:\.\s?){5,60}+|…{2,60}+)\s{0,3}(?:\d{1,4}|[ivxl]{1,6})?\s{0,3}$")
PAGE = re.compile(r"(?<![\s.…])[\s.…]{0,300}+(?:\d{1,4}|[ivxl]{1,6})?\s{0,3}$")
CONTENTS = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis|sübersicht)?|índice(?: general)?|contenidos?|sumário|sommaire|table des matières|indice",
    re.IGNORECASE,
)
RULES = frozenset("_-–—=*.·•~ \n")
"""Characters that draw a line across the page."""

MIN_LETTERS = 4


def mark_contents(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return ``paragraphs`` with tables of contents as furniture.

    Dots that lead to a number tell them; without dots, a line that says so, and that every line comes again as a heading.
    """
    marked = [_mark_leaders(paragraph) for paragraph in paragraphs]
    for i, paragraph in enumerate(marked):
        if paragraph.role is None and CONTENTS.fullmatch(paragraph.text.strip(" :")):
            end = _end(marked, i + 1)
            if end > i + 1 or (i + 1 < len(marked) and marked[i + 1].role == "furniture"):
                for at in range(i, end):
                    if marked[at].role is None:
                        marked[at] = replace(marked[at], role="furniture")
    return marked


def _mark_leaders(paragraph: Paragraph) -> Paragraph:
    if paragraph.role is not None:
        return paragraph
    leaders = sum(LEADER.search(row.text) is not None for row in paragraph.rows)
    is_rule = len(paragraph.text) > 3 and set(paragraph.text) <= RULES
    return replace(paragraph, role="furniture") if 2 * leaders >= len(paragraph.rows) or is_rule else paragraph


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where the list of headings ends that begins at ``start``: with the first line that comes again only once."""
    counts: dict[str, int] = {}
    for paragraph in paragraphs[start:]:
        for row in paragraph.rows:
            key = _key(row.text)
            counts[key] = counts.get(key, 0) + 1
    at = start
    seen: set[str] = set()
    while at < len(paragraphs) and (paragraphs[at].role is not None or _is_listed(paragraphs[at], counts, seen)):
        seen.update(_key(row.text) for row in paragraphs[at].rows)
        at += 1
    while at > start and paragraphs[at - 1].role is not None:
        at -= 1
    return at


def _is_listed(paragraph: Paragraph, counts: dict[str, int], seen: set[str]) -> bool:
    keys = [_key(row.text) for row in paragraph.rows]
    return any(len(key) >= MIN_LETTERS and counts[key] > 1 and key not in seen for key in keys)


def _key(text: str) -> str:
    return letters(PAGE.sub("", text))
