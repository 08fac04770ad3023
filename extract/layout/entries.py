"""Wrapped bibliographies: at which line an entry begins."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.layout.blocks import Block

NUMBERED = re.compile(r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})\.)\s+\S")
PARTICLE = r"(?:(?:van|von|de|der|den|du|di|da|dos|la|le|el|ter|ten|al|bin|ibn)[ -]){0,3}"
SURNAME = rf"{PARTICLE}[^\W\d_a-zß-ÿ][\w’'\-]{{1,30}}(?: [^\W\d_a-zß-ÿ][\w’'\-]{{1,30}}){{0,2}}"
AUTHOR = re.compile(
    rf"""(?: {SURNAME},\s+(?:[^\W\d_a-z](?:\.|[\s-][^\W\d_a-z]\b|[^\W\d_]+\b)|\w{{1,4}}\.)   # Keohane, R. O. / Keohane, Robert
    | {SURNAME}\s[^\W\d_a-z]{{1,3}}(?:,|\s\(|\.\s|\sand\s|\s&\s)                             # Keohane RO (1984)
    | {SURNAME}(?:,\s|\s|\.\s)\(?(?:19|20)\d\d[a-z]?\)?                                      # OECD (2010)
    | [-–—_]{{2,10}}[.,\s] )""",
    re.VERBOSE,
)
BULLET = re.compile(r"(?:[-*+•] |>\s)\s*")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\b[sn]\.\s?d\.")
SHORT = 450  # characters of an entry
LINE = re.compile(r"[^\r\n]+")


def is_entry(text: str) -> bool:
    """Tell whether ``text`` may be an entry of a bibliography.

    >>> is_entry("- Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.")
    True
    >>> is_entry("The literature on ports has grown since 2018.")
    False
    """
    bare = BULLET.sub("", text, count=1)
    return (AUTHOR.match(bare) or NUMBERED.match(bare)) is not None or (
        len(bare) <= SHORT and YEAR.search(bare) is not None and "," in bare
    )


def split_entries(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with those of wrapped bibliographies cut into entries."""
    wrapped = [block for block in blocks if _is_wrapped(block)]
    if not wrapped:
        return list(blocks)
    width = max(len(line[0]) for block in wrapped for line in LINE.finditer(block.text))
    starts = [line[0] for block in wrapped for line in LINE.finditer(block.text) if NUMBERED.match(line[0])]
    numbered = len(starts) > 2 and _rises(starts)
    return [part for block in blocks for part in (_cut(block, width, numbered=numbered) if _is_wrapped(block) else (block,))]


def _is_wrapped(block: Block) -> bool:
    return block.role == "reference" and block.lines > 1 and not block.is_given


def begins_entry(before: str, line: str, width: int) -> bool:
    """Tell whether an entry begins with ``line`` after the line ``before`` in a column of ``width`` characters.

    >>> begins_entry("Journal of Peace Research, 38(2), pp. 219-244.", "Okafor, A. (2018) Ports under pressure.", 80)
    True
    >>> begins_entry("Okafor, A. (2018) Ports under pressure. Lagos:", "Harbour Press.", 50)
    False
    """
    if not _ends_entry(before) or line[0].islower():
        return False
    room = len(before) + 1 + len(line.split(maxsplit=1)[0]) < 0.9 * width
    return AUTHOR.match(line) is not None or (room and before[-1] in ".)/" and not line[0].isdigit())


def _ends_entry(line: str) -> bool:
    """Tell whether an entry may end with ``line``: with a stop, a bracket, a number or an address."""
    return line[-1] in '.)]”"’' or line[-1].isdigit() or "/" in line.rsplit(maxsplit=1)[-1]


def _cut(block: Block, width: int, *, numbered: bool) -> Iterator[Block]:
    """Yield the entries of a block of lines."""
    first, before = 0, ""
    for line in LINE.finditer(block.text):
        text = line[0].strip()
        begins = NUMBERED.match(text) if numbered else before and begins_entry(before, text, width)
        if text and begins and line.start() > first:
            yield _part(block, first, line.start())
            first = line.start()
        before = text
    yield _part(block, first, len(block.text))


def _part(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end]
    low = block.start + start + len(text) - len(text.lstrip())
    text = text.strip()
    return block._replace(parts=((low, low + len(text)),), text=text, lines=text.count("\n") + 1, gap=block.gap and start == 0)


def _rises(lines: Sequence[str]) -> bool:
    """Tell whether the numbers in front of ``lines`` rise by one, mostly."""
    numbers = [int(next(group for group in match.groups() if group)) for line in lines if (match := NUMBERED.match(line))]
    return sum(b == a + 1 for a, b in pairwise(numbers)) >= 0.7 * (len(numbers) - 1)
