"""Lines of the raw text, and whether they were wrapped."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAK = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")
MIN_WRAPPED = 20  # characters: a shorter line is an item of a list
MAX_WRAPPED = 200  # characters: no page is wider, so a longer line is a paragraph


class Line(NamedTuple):
    """A line without the spaces around it: ``text`` is ``raw[start:end]``."""

    start: int
    end: int
    text: str
    indent: int
    page: bool
    """A form feed stands before it."""
    edge: bool = False
    """It comes again at the edge of other pages, or parts two halves of a sentence: a running head or foot."""
    goes_on: bool = False
    """It goes on with what stands before a running head or foot."""


def split_lines(raw: str) -> list[Line]:
    r"""Return the lines of ``raw``, blank ones too, whatever their line ends are.

    >>> [(line.text, line.indent, line.page) for line in split_lines("one \n\f  two")]
    [('one', 0, False), ('', 0, False), ('two', 2, True)]
    """
    lines: list[Line] = []
    at = 0
    page = False
    for match in BREAK.finditer(raw):
        lines.append(_line(raw, at, match.start(), page=page))
        at = match.end()
        page = match[0] == "\f"
    lines.append(_line(raw, at, len(raw), page=page))
    return lines


def _line(raw: str, start: int, end: int, *, page: bool) -> Line:
    whole = raw[start:end]
    text = whole.lstrip()
    indent = len(whole) - len(text)
    text = text.rstrip()
    return Line(start + indent, start + indent + len(text), text, indent, page)


def pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield each line with the next, where none of them is blank."""
    for one, two in pairwise(lines):
        if one.text and two.text:
            yield one, two


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether paragraphs run over several of ``lines``: then about two in three lines begin in lower case."""
    followed = lower = 0
    for one, two in pairs(lines):
        followed += 1
        lower += MIN_WRAPPED <= len(one.text) <= MAX_WRAPPED and (two.text[0].islower() or one.text[-1] in "-,")
    return followed > 0 and lower >= 0.25 * followed
