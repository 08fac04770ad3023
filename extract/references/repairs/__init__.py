"""Rules that mend the model's labels where the print itself is plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.repairs.bodies import repair_bodies
from extract.references.repairs.fronts import repair_front, repair_number
from extract.references.repairs.han import repair_han
from extract.references.repairs.heads import repair_heads
from extract.references.repairs.hosts import repair_editors, repair_hosts
from extract.references.repairs.numbers import repair_numbers, repair_series
from extract.references.repairs.occasions import repair_occasions
from extract.references.repairs.printed_dates import repair_dates
from extract.references.repairs.titles import repair_titles
from extract.references.repairs.torn import repair_torn
from extract.references.segments import Segment, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.references.tokens import Mask


LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def repair(
    text: str, segments: list[Segment], masks: Sequence[tuple[Mask, str]], *, is_numbered: bool = False
) -> list[Segment]:
    """Return the stretches as the plain patterns of the text demand; ``is_numbered`` as for an entry of a numbered list."""
    masked = [(mask.start, mask.end) for mask, _ in masks]
    segments = repair_number(text, segments, is_numbered=is_numbered)
    segments = repair_heads(text, segments)
    segments = repair_occasions(text, segments)
    segments = repair_titles(text, segments)
    segments = repair_torn(text, segments)
    segments = repair_bodies(text, segments)
    segments = repair_front(text, segments)
    segments = repair_editors(text, segments)
    segments = repair_dates(text, segments, masked)
    segments = repair_numbers(text, segments, masked)
    segments = repair_series(text, segments)
    segments = repair_hosts(text, segments)
    segments = repair_han(text, segments)
    segments = [_with_end_marks(text, each) for each in segments]
    return sorted(each for each in segments if LETTER_OR_DIGIT.search(text, each.start, each.end))


OPENING = {")": "(", "]": "["}
CLOSING = {"(": ")", "[": "]"}


def _with_end_marks(text: str, each: Segment) -> Segment:
    """Return the stretch trimmed, with the question mark or closing bracket that belongs to it."""
    if each.label in {"author", "editor", "translator"}:
        is_open = text.count("(", each.start, each.end) > text.count(")", each.start, each.end)
        each = each._replace(end=each.start + len(text[each.start : each.end].rstrip(" \t\n\r,;")))
        return each._replace(end=each.end + 1) if is_open and text[each.end : each.end + 1] == ")" else each
    start, end = trim(text, each.start, each.end, ' \t\n\r,.:;*_"“”„«»')
    if each.label == "date":
        start, end = trim(text, start, end, "() []")
    if each.label in ("title", "container-title", "publisher", "collection-title", "translated-title"):
        while end < len(text) and text[end] in "?!":
            end += 1
        if (
            end < len(text)
            and text[end] in OPENING
            and text.count(OPENING[text[end]], start, end) > text.count(text[end], start, end)
        ):
            end += 1
        if (
            start
            and text[start - 1] in "(["
            and text.count(text[start - 1], start - 1, end) == text.count(CLOSING[text[start - 1]], start, end)
        ):
            start -= 1
            if text[end - 1 : end] in (")", "]") and text.find(text[end - 1], start) == end - 1:
                start, end = start + 1, end - 1
    return Segment(start, end, each.label)
