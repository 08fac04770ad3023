"""The lines of a bibliography -> its entries.

Evidence for a new entry is weighed line by line: numbers in sequence, bullets, an author's name, the look of the line
before (short, ended), alphabetical order. Entries torn by a page break are joined, two entries on one line parted.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.layout.entries import Line, find_starts, in_bullets, numbered_starts, run_in_score
from extract.layout.entry_forms import NUMBERED, looks_like_start
from extract.references.run_in_numbers import find_run_in_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.models import Span


class Cut(NamedTuple):
    """An entry: its spans, what was wrong with it in print, and whether it begins with its number in the list."""

    spans: tuple[Span, ...]
    problem: Literal["merged_entry", "split_entry"] | None = None
    is_numbered: bool = False


def cut_entries(text: str, lines: Sequence[Line], *, is_work: Callable[[str], bool] | None = None) -> list[Cut]:
    r"""Return the entries that ``lines`` of ``text`` hold, in order.

    ``is_work`` tells whether a stretch reads as one whole work; with it, two works that share a line are parted.

        >>> text = "Adeyemi, B. (2001) Ports. Lagos: HP.\nOkafor, A. (2018) Ports under\nPressure. Lagos: HP."
        >>> [text[cut.spans[0][0]:cut.spans[-1][1]][:8] for cut in cut_entries(text, lines_of(text))]
        ['Adeyemi,', 'Okafor, ']
    """
    lines = [line for line in lines if any(char.isalnum() for char in text[line.start : line.end])]
    if not lines:
        return []
    lines = _at_run_in_numbers(text, in_bullets(_at_run_in_bullets(text, lines)))
    is_numbered = numbered_starts(text, lines) is not None
    starts = find_starts(text, lines)
    cuts: list[Cut] = []
    for line, is_start in zip(lines, starts, strict=True):
        if is_start or not cuts:
            cuts.append(Cut(((line.start, line.end),), is_numbered=is_numbered))
        else:
            *before, last = cuts[-1].spans
            torn = line.is_block
            spans = (*before, last, (line.start, line.end)) if torn else (*before, (last[0], line.end))
            cuts[-1] = cuts[-1]._replace(spans=spans, problem="split_entry" if torn else cuts[-1].problem)
    return [part for cut in cuts for part in _parted(text, cut, is_work)]


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of a plain text; a line begins a block after a blank line or with a bullet or an indent less than the one before."""
    lines: list[Line] = []
    is_block = True
    for found in re.finditer(r"[^\n]*\n?", text[start:end]):
        line = found[0]
        if not line.strip():
            is_block = True
            continue
        bullet = re.match(r"\s*[-*•·▪‣►]\s+", line)
        first = start + found.start() + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        lines.append(
            Line(first, start + found.start() + len(line.rstrip()), is_block or bullet is not None, bullet is not None)
        )
        is_block = False
    return lines


# "... New York: Basic Books, 1985. Axelrod, Robert and Keohane, Robert O.. "Achieving"
BETWEEN = re.compile(r"(?<=[.\d/)”\"»\]])\s+(?=[^\W\d_]|[“\"—–_])")
LONG = 1000  # characters: a longer entry is a list on one line
SEVERAL = 3
SHORTEST = 60  # characters of an entry on such a line, on average
FEWEST_NUMBERS = 4  # entries of a numbered list that may be broken as running text
AT_HEADS = 0.7  # share of the numbers of a list, at most, that begin lines there
SURE = 1.0  # of ``run_in_score``, to ask whether both sides are works


def _parted(text: str, cut: Cut, is_work: Callable[[str], bool] | None) -> list[Cut]:
    """Return the works that share one entry: run-in numbers "1. ... 2. ...", or a second author and title after an ended work."""
    if len(cut.spans) > 1:
        return [cut]
    start, end = cut.spans[0]
    numbers = find_run_in_numbers(text, start, end) if NUMBERED.match(text, start, end) else []
    if len(numbers) > 1:
        edges = [start, *numbers[1:], end]
        return [Cut((_stripped(text, a, b),), is_numbered=True) for a, b in pairwise(edges) if text[a:b].strip()]
    if end - start > LONG:
        edges = [start, *_run_in(text, start, end), end]
        if len(edges) > SEVERAL and end - start > SHORTEST * len(edges):
            return [Cut((_stripped(text, a, b),)) for a, b in pairwise(edges)]
    if is_work is None or not 120 < end - start < 4 * LONG:
        return [cut]
    for found in BETWEEN.finditer(text, start + 40, end - 30):
        before, after = text[start : found.start()], text[found.end() : end]
        if run_in_score(before, after[:LOOKED_AT]) < SURE:
            continue
        if re.search(r"\b(?:[Ii]n|[Bb]y|eds?|and|y|und|&)[:.]?\Z", before) or re.match(
            r"[^\n]{0,120}?\((?:[Ee]ds?|[Hh]rsg|[Hh]g|coords?)\b", after
        ):
            continue
        if is_work(before) and is_work(after):
            rest = _parted(text, Cut(((found.end(), end),)), is_work)
            return [
                cut._replace(spans=(_stripped(text, start, found.start()),), problem="merged_entry"),
                *(part._replace(problem="merged_entry") for part in rest),
            ]
    return [cut]


RUN_IN_BULLET = re.compile(
    r"(?<=[.\d/)”\"»])\s+[-•·▪‣►●]\s+(?=[^\W\d_a-zß-öø-ÿ]|van\s|von\s|de\s)|(?<=[.\d/)”\"»])\s+[-•·▪‣►●]\s*\Z"
)


ROUND = frozenset("•▪‣►●")
"""Bullets that are no dashes."""


def _run_in(text: str, start: int, end: int) -> list[int]:
    """Return where entries begin that follow one another on one line without numbers."""
    at: list[int] = []
    for found in BETWEEN.finditer(text, start, end):
        entry = text[max(at[-1] if at else start, found.start() - LONG) : found.start()]
        if run_in_score(entry, text[found.end() : min(found.end() + LOOKED_AT, end)]) > 0:
            at.append(found.end())
    return at


def _at_run_in_bullets(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those parted in which a bullet stands: a list of bullets that was broken anew as running text.

    Few such marks are dashes, and part nothing; on a line that begins with a bullet, a round one is none.
    """
    parted: list[Line] = []
    count = 0
    is_clear = False
    is_after = False
    for line in lines:
        found = [
            each for each in RUN_IN_BULLET.finditer(text, line.start, line.end) if _begins_work(text, each.end(), line.end)
        ]
        count += len(found)
        is_clear = is_clear or (line.has_bullet and any(match[0].strip() in ROUND for match in found))
        edges = [line.start, *(match.end() for match in found)]
        ends = [*(match.start() for match in found), line.end]
        for number, (start, end) in enumerate(zip(edges, ends, strict=True)):
            if start < end:
                has_bullet = number > 0 or is_after
                parted.append(Line(start, end, line.is_block or has_bullet, line.has_bullet or has_bullet))
        is_after = bool(found) and edges[-1] >= line.end
    return parted if is_clear or count >= max(5, 0.1 * len(lines)) else list(lines)


def _at_run_in_numbers(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those parted in which the number of an entry stands: a numbered list that was broken anew as running text."""
    starts = find_run_in_numbers(text, lines[0].start, lines[-1].end)
    heads, marked = {line.start for line in lines}, set(starts)
    if len(starts) < FEWEST_NUMBERS or sum(start in heads for start in starts) > AT_HEADS * len(starts):
        return list(lines)
    parted: list[Line] = []
    numbers = deque(starts)
    for line in lines:
        while numbers and numbers[0] < line.start:
            numbers.popleft()
        edges = [line.start]
        while numbers and numbers[0] < line.end:
            edges.append(numbers.popleft())
        edges.append(line.end)
        for start, end in pairwise(sorted(set(edges))):
            low, high = _stripped(text, start, end)
            parted.append(Line(low, high, start in marked))
    return parted


def _begins_work(text: str, start: int, end: int) -> bool:
    """Tell whether an author stands after a mark, and not a place or "In:", as in "... Production. - In: Okafor"."""
    return start >= end or looks_like_start(text[start : min(start + LOOKED_AT, end)]) >= 1.5  # a name, at least


LOOKED_AT = 200  # characters


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
