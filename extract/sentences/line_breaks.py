"""Where a line break ends a sentence without a stop: after headings, captions, list items and the like."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.sentences.abbreviations import load_abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.models import Span

WIDE = 45
"""Characters of a line that prose is wrapped to at least; narrower blocks tell nothing by their width."""
SHORT = 0.8
"""Share of a block's width below which a line that had room for the next word was ended on purpose."""

LABEL = 40
"""Characters of the longest label in a list without marks: "Format", "Electronic", "Pages", "2"."""

GLYPHS = "•‣▪●◦■□➢❖#|"
"""Marks at the start of a line that begin an item, a heading or a row of a table, and nothing else."""

BULLET = re.compile(rf"[{GLYPHS}]|[-–—*+·][ \t]")
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)][ \t]")
GOES_ON = re.compile(
    r"(?:[,(\-–—/&]|\b(?:a|al|an|and|as|at|by|con|da|das|de|dem|den|der|des|di|die|du|e|el|en|et|for|from|in|la|las|le|les|los|of|on|or|para|per|por|pour|que|the|to|und|von|with|y))\Z"
)
STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]*_]{0,4}\Z")


def find_stretches(text: str) -> Iterator[Span]:
    r"""Yield the stretches of ``text`` in which only a stop can end a sentence, without white space at their ends.

    >>> text = "Contrasting positions\nThe positions of the two states are in line with\ntheir policy.\n\nNotes"
    >>> [text[start:end] for start, end in find_stretches(text)]
    ['Contrasting positions', 'The positions of the two states are in line with\ntheir policy.', 'Notes']
    """
    block: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            block.append((at + len(line) - len(line.lstrip()), stripped))
        elif block:
            yield from _split_block(block)
            block = []
        at += len(line)
    if block:
        yield from _split_block(block)


def _split_block(lines: list[tuple[int, str]]) -> Iterator[Span]:
    """Yield the stretches of lines that no blank line parts."""
    if len(lines) > 1:
        width = max(len(line) for _, line in lines)
        is_wrapped = width >= WIDE and sum(len(line) > SHORT * width for _, line in lines) > 1
        labels = len(lines) > 2 and width <= LABEL and all(_is_label(line) for _, line in lines)
        start = lines[0][0]
        for (at, line), (next_at, following) in pairwise(lines):
            if labels or _is_break(line, following, width, is_wrapped=is_wrapped):
                yield start, at + len(line)
                start = next_at
    else:
        start = lines[0][0]
    at, line = lines[-1]
    yield start, at + len(line)


def _is_break(line: str, following: str, width: int, *, is_wrapped: bool) -> bool:
    """Tell whether ``line`` was ended on purpose, and not because the next word found no room.

    Where several lines are full, one that is all names and titles is no heading: "Ports under Pressure. Harbour|Press".
    """
    stopped = STOPPED.search(line[-6:]) is not None
    if BULLET.match(following) or NUMBERED.match(following):
        in_list = stopped or BULLET.match(line) or NUMBERED.match(line)
        return following[0] in GLYPHS or bool(in_list and not _is_abbreviated(line)) or _has_room(line, following, width)
    if stopped or following[0].islower() or GOES_ON.search(line[-8:]):
        return False
    return _has_room(line, following, width) or (not is_wrapped and _is_title(line))


def _is_label(line: str) -> bool:
    return not (line[0].islower() or STOPPED.search(line[-6:]) or GOES_ON.search(line[-8:]))


def _is_abbreviated(line: str) -> bool:
    """Tell whether the last word is an initial or an abbreviation: the "M." of "M.|B. Petersen"."""
    word = re.split(r"[\s(\[]", line[-24:])[-1]
    return word.endswith(".") and (len(word) < 3 or word[:-1] in load_abbreviations().ends or "." in word[:-1])


def _has_room(line: str, following: str, width: int) -> bool:
    word = following.split(None, 1)[0]
    return width >= WIDE and len(line) + 1 + len(word) < SHORT * width


def _is_title(line: str) -> bool:
    """Tell whether a line is all capitals, or a heading in which each word has one."""
    words = line.split()
    return (line.isupper() and len(line) > 3) or (
        len(words) > 1 and all(w[0].isupper() or w[0].isdigit() or len(w) < 4 for w in words)
    )
