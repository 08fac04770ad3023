"""Blocks: stretches of raw text that belong together, in the making of passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.lines import Line, is_wrapped
from extract.layout.section_names import NUMBER, announced
from extract.superscripts import SET_NUMBER, SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Role, Span
    from extract.structure import Stretch

ENDING = 8  # characters at the end of a text that tell whether it is finished
TERMINAL = re.compile(r"[.!?:;…][)\]}”’\"'»*_\d⁰¹²³⁴-⁹]{0,5}$")
"""An end of a sentence, perhaps with closing marks and the number of a note."""

CUT = re.compile(r"[^\W\d_][-‐\u00ad]$")
"""A word that goes on elsewhere."""

UNFINISHED = re.compile(r"(?:,|\b(?:the|a|an|of|and|or|in|to|by|for|with|on|at|from|that|which|de|la|el|y|e|o|und|der|die))$")
"""A word or a comma after which no paragraph ends."""

ITEM = re.compile(r"(?:[-*+•▪●◦·■□◆➢➤✓\uf0a7\uf0b7\uf0d8]|\(?(?:(?P<number>\d{1,3})|[a-z](?!\.\s{1,9}\d)|[ivx]{1,5})[.)])\s+\S")
"""The start of a list item; none is a place in print: "p. 33", "n. 2"."""

BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(\[])(?:pp?|pag|págs?|vols?|nos?|nr|núm|n|v|t|S|Bd|Vol|No|Nr|art|cap|ch|chap|figs?|Abb|Kap)\.$"
)
"""The end of a line that a number follows on the next."""

MAX_GAP = 3  # numbers that may be missing between two items

SET_NOTE = re.compile(rf"(?:{SET_NUMBER}|[{SUPERSCRIPTS}]{{1,3}})\s*(?=[^\s\d])")
"""The start of a note."""

FENCE = re.compile(r":{3,40}[ \t]{0,4}(?:\{[^{}\n]{0,200}\}|[\w.-]{1,60})?[ \t]{0,4}:{0,40}")
"""A line that opens or closes a division in Pandoc's Markdown: "::: {#refs .references}"."""

LABEL = re.compile(
    r"(?:abstract|resumen|resumo|résumé|key ?words|palabras clave|palavras[- ]chave|mots[- ]clés)\s*[:.—–-]", re.IGNORECASE
)


class Block(NamedTuple):
    """One stretch of the text without markup, or several that a page break or a note parted."""

    role: Role
    parts: tuple[Span, ...]
    text: str
    """The text of the parts, a line break between them."""
    lines: int = 1
    gap: bool = True
    """A blank line stands before it."""
    page: bool = False
    """A page begins with it."""
    goes_on: bool | None = None
    """Whether the format says that it is the rest of a block before it, or that it is none."""
    is_given: bool = False
    """The format says its role."""
    level: int = 0
    section: tuple[str, ...] = ()
    language: str | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.parts[-1][1]


def is_ended(text: str) -> bool:
    """Tell whether ``text`` ends like a sentence.

    >>> is_ended("to limit it.”"), is_ended("such measures.4"), is_ended("the supposed")
    (True, True, False)
    """
    return TERMINAL.search(text, max(len(text) - ENDING, 0)) is not None


def is_cut(text: str) -> bool:
    """Tell whether ``text`` ends in the midst of a word.

    >>> is_cut("they imposed sanc-"), is_cut("they imposed sanctions -")
    (True, False)
    """
    return CUT.search(text, max(len(text) - ENDING, 0)) is not None


def is_unfinished(text: str) -> bool:
    """Tell whether ``text`` ends with a word or a comma after which no paragraph ends.

    >>> is_unfinished("the ports of the"), is_unfinished("Ports of the North")
    (True, False)
    """
    return UNFINISHED.search(text, max(len(text) - ENDING, 0)) is not None


def block_of(raw: str, role: Role, lines: Sequence[Line], *, gap: bool) -> Block:
    """Return ``lines``, which follow each other, as one block."""
    span = lines[0].start, lines[-1].end
    goes_on = True if lines[0].goes_on else None
    return Block(role, (span,), raw[slice(*span)], len(lines), gap=gap, page=lines[0].page, goes_on=goes_on)


def joined(one: Block, two: Block) -> Block:
    """Return ``one`` with ``two`` as its continuation."""
    return one._replace(parts=one.parts + two.parts, text=f"{one.text}\n{two.text}", lines=one.lines + two.lines)


def interrupts(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the paragraph before block ``at`` goes on after it."""
    before, after = neighbours(blocks, at)
    if before is None or after is None or is_ended(before.text):
        return False
    return after.text[0].islower() or before.text[-1] in "-,"


def neighbours(blocks: Sequence[Block], at: int) -> tuple[Block | None, Block | None]:
    """Return the blocks of body text before and after block ``at``."""
    before = next((blocks[i] for i in range(at - 1, -1, -1) if blocks[i].role == "body"), None)
    after = next((blocks[i] for i in range(at + 1, len(blocks)) if blocks[i].role == "body"), None)
    return before, after


def given_blocks(text: str, stretches: Iterable[Stretch]) -> Iterator[Block]:
    """Yield the paragraphs that a format marks as such, without the spaces around them."""
    for stretch in stretches:
        printed = text[stretch.start : stretch.end].lstrip()
        start = stretch.end - len(printed)
        printed = printed.rstrip()
        if printed:
            span = start, start + len(printed)
            lines = printed.count("\n") + 1
            yield Block(
                stretch.role or "body",
                (span,),
                printed,
                lines,
                page=stretch.is_page_start,
                goes_on=stretch.goes_on,
                is_given=stretch.role is not None,
                level=stretch.level,
            )


def make_blocks(raw: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Yield paragraphs as blank lines, page breaks and the shape of lines show them; in unwrapped text, each line."""
    wrapped = is_wrapped(lines)
    run: list[Line] = []
    gap = True
    for line in lines:
        if run and (not line.text or line.page or not wrapped or line.edge or run[-1].edge or _parts(run, line)):
            yield block_of(raw, _role(run), run, gap=gap)
            run = []
            gap = False
        if line.text:
            run.append(line)
        else:
            gap = True
    if run:
        yield block_of(raw, _role(run), run, gap=gap)


def _role(run: Sequence[Line]) -> Role:
    return "furniture" if run[-1].edge or FENCE.fullmatch(run[0].text) else "body"


def _parts(run: Sequence[Line], line: Line) -> bool:
    """Tell whether a paragraph begins with ``line``, which follows ``run`` without a blank line."""
    last = run[-1]
    if FENCE.fullmatch(line.text) or FENCE.fullmatch(last.text):
        return True
    begins = line.text[0].isupper() or line.text[0] in "“\"'‘(["
    if LABEL.match(line.text) or _is_fixed_heading(line.text):
        return True
    if len(run) == 1 and (_is_fixed_heading(last.text) or (begins and _is_numbered_heading(last.text, line.text))):
        return True
    ends = is_ended(last.text)
    if SET_NOTE.match(line.text) and (ends or SET_NOTE.match(run[0].text)):
        return True
    if _begins_item(run, line):
        return True
    widest = max(len(line.text), *(len(other.text) for other in run[-3:]))
    first_word = len(line.text.split(maxsplit=1)[0])
    room = len(last.text) + 1 + first_word < 0.85 * widest
    return begins and ends and room


def _begins_item(run: Sequence[Line], line: Line) -> bool:
    """Tell whether a list item begins with ``line``: behind an ended line, or below the item before it."""
    item, head = ITEM.match(line.text), ITEM.match(run[0].text)
    if item is None or BEFORE_NUMBER.search(run[-1].text, max(len(run[-1].text) - ENDING, 0)):
        return False
    if head and head["number"] and item["number"]:  # "12. Park, Straits, vol. 4, no" / "33. Quay" is no item 33
        return int(head["number"]) < int(item["number"]) <= int(head["number"]) + MAX_GAP
    return head is not None or is_ended(run[-1].text)


def _is_fixed_heading(line: str) -> bool:
    return len(line) <= 40 and line[0].isupper() and announced(line) in {"abstract", "keywords", "notes", "reference"}


def _is_numbered_heading(line: str, following: str) -> bool:
    return (
        NUMBER.match(line) is not None and len(line) < 0.7 * len(following) and not is_ended(line) and not is_unfinished(line)
    )
