"""Headings: short paragraphs that are set larger, bolder or apart; their print and their numbers tell how they nest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.layout.blocks import is_ended, is_unfinished
from extract.layout.headings import is_heading
from extract.layout.section_names import MAX_HEADING, NUMBER, announced
from extract.readers.pdf.printed import SAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import Print

SPACED = re.compile(r"(?<=\d\.) (?=\d{1,2}\b)")
LARGE = 1.08  # times the size of the running text, from which on a line is set larger
MAX_LINES = 4

Style = tuple[float, bool, bool, bool]
"""Size, capitals, bold, upright: what tells the levels of headings apart, the outer ones more of it."""


def mark_headings(paragraphs: Sequence[Paragraph], printed: Print) -> list[Paragraph]:
    """Return ``paragraphs`` with headings marked and their levels told."""
    text = [one for one in paragraphs if one.role is None]
    bold_text = 2 * sum(len(one.text) for one in text if one.is_bold) > sum(len(one.text) for one in text)
    following = _following(paragraphs)
    found = [
        i
        for i, one in enumerate(paragraphs)
        if one.role is None and _is_heading(one, following[i], printed, bold_text=bold_text)
    ]
    levels = _find_levels([paragraphs[i] for i in found], printed)
    marked = list(paragraphs)
    for i, level in zip(found, levels, strict=True):
        marked[i] = replace(paragraphs[i], role="heading", level=level)
    for i, j in pairwise(found):
        if j == i + 1 and _is_second_line(marked[i], marked[j], printed):
            marked[j] = replace(marked[j], goes_on=True, level=marked[i].level)
    return marked


def _is_second_line(one: Paragraph, two: Paragraph, printed: Print) -> bool:
    return (
        _style(one, printed) == _style(two, printed)
        and one.page == two.page
        and 0 < one.rows[-1].y0 - two.rows[0].y0 < 1.5 * two.size
        and not _depth(two.text)
        and announced(one.text) is None
        and announced(two.text) is None
    )


def _following(paragraphs: Sequence[Paragraph]) -> list[Paragraph | None]:
    """Return for each paragraph the next one that is read after it."""
    following: list[Paragraph | None] = []
    after: Paragraph | None = None
    for paragraph in reversed(paragraphs):
        following.append(after)
        if paragraph.role not in {"furniture", "note"}:
            after = paragraph
    return following[::-1]


def _is_heading(paragraph: Paragraph, after: Paragraph | None, printed: Print, *, bold_text: bool) -> bool:
    text = _one_line(paragraph.text)
    if after is None or len(paragraph.rows) > MAX_LINES or not any(map(str.isalpha, text)):
        return False
    if announced(text):
        return True
    is_stopped = is_ended(text) and not (paragraph.is_bold and not bold_text)
    is_numbered = NUMBER.match(text) is not None and len(text) <= MAX_HEADING and not is_stopped
    if not (is_numbered or is_heading(text)) or is_unfinished(text) or text[0].islower() or len(text) < 3:
        return False
    if (after.text[0].islower() and after.role is None) or sum(row.gaps for row in paragraph.rows) > (_depth(text) > 0):
        return False
    if paragraph.size >= LARGE * printed.size:
        return True
    apart = paragraph.above > 0.5 * paragraph.size
    if is_numbered and text.isupper() and apart:  # perhaps in small capitals
        return True
    if paragraph.size < (1 - SAME) * printed.size and not paragraph.is_bold:
        return False
    short = not paragraph.is_full or len(paragraph.rows) > 1
    if paragraph.is_bold and not bold_text:
        return short or apart
    if not short or not apart:
        return False
    return is_numbered or text.isupper() or all(row.font.is_italic for row in paragraph.rows)


def _find_levels(headings: Sequence[Paragraph], printed: Print) -> list[int]:
    """Return the level of each heading, from 1: as its number says it where most have one, or else as its print does."""
    styles = [_style(one, printed) for one in headings]
    depths = [_depth(one.text) for one in headings]
    fixed = [announced(one.text) is not None for one in headings]
    ranks = sorted({style for style, is_fixed in zip(styles, fixed, strict=True) if not is_fixed}, reverse=True)
    by_style: dict[Style, Counter[int]] = {}
    for style, depth in zip(styles, depths, strict=True):
        if depth:
            by_style.setdefault(style, Counter())[depth] += 1
    is_numbered = 2 * sum(depth > 0 for depth in depths) >= len(headings) - sum(fixed)
    levels = []
    for style, depth, is_fixed in zip(styles, depths, fixed, strict=True):
        if is_numbered and depth:
            levels.append(depth)
        elif is_fixed:  # "References", "Abstract"
            levels.append(1)
        elif is_numbered:
            levels.append(by_style[style].most_common(1)[0][0] if style in by_style else 1)
        else:
            levels.append(ranks.index(style) + 1)
    return levels


def _style(paragraph: Paragraph, printed: Print) -> Style:
    size = round(paragraph.size / printed.size * 20) / 20
    capitals = "".join(filter(str.isalpha, paragraph.text)).isupper()
    return size, capitals, paragraph.is_bold, not all(row.font.is_italic for row in paragraph.rows)


def _one_line(text: str) -> str:
    """Return a heading on one line, without spaces inside its number."""
    return SPACED.sub("", " ".join(text.split()))


def _depth(text: str) -> int:
    """Return how deep a section number goes: 2 for "3.1"; 0 without one.

    >>> _depth("3. 1. Ports"), _depth("IV. Ports"), _depth("Ports")
    (2, 1, 0)
    """
    match = NUMBER.match(_one_line(text))
    return match["number"].count(".") + 1 if match else 0
