"""Headings: which blocks are, what they announce, and how they nest."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extract.layout.blocks import Block, is_ended, is_unfinished
from extract.layout.section_names import HASHES, MAX_HEADING, NUMBER, announced, unnumbered, without_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTION_MARK = re.compile(r"#{2,6} |(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,4})[.):]? ")
NO_HEADING = re.compile(
    r"https?:|www\.|@|\bdoi\b|[=<>{}|\\]|\d{4}[a-z]?[).,]|^\W|^(?:source|figure|fig\.|table|note)\b", re.IGNORECASE
)


def is_heading(text: str) -> bool:
    """Tell whether a block that stands alone reads like a heading.

    >>> is_heading("Alliance theory and sanctions cooperation"), is_heading("They were first to feel it.")
    (True, False)
    """
    if HASHES.match(text) or announced(text):
        return True
    text = text.strip()
    if len(text) > MAX_HEADING or is_unfinished(text):
        return False
    bare = unnumbered(text)
    if not bare or not (bare[0].isupper() or bare[0] in "“\"'¿¡" or NUMBER.match(text)) or NO_HEADING.search(text):
        return False
    if bare.endswith(":") and not NUMBER.match(text):
        return False
    if is_ended(bare) and bare[-1] not in "?!:":
        return False
    words = bare.split()
    return len(words) <= 16 and sum(map(str.isalpha, bare)) >= 0.7 * len(bare.replace(" ", ""))


def set_levels(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the level of each heading, from 1; what a format says of it stays.

    Number signs and section numbers say it. Otherwise a heading that comes again under another one stands below it.
    """
    headings = [block for block in blocks if block.role == "heading"]
    counts = Counter(_bare(block.text) for block in headings)
    repeated = {text for text, count in counts.items() if count > 1}
    unnumbered = any(not NUMBER.match(h.text) and announced(h.text) is None and not HASHES.match(h.text) for h in headings)
    leveled = []
    for block in blocks:
        if block.role != "heading" or block.level:
            leveled.append(block)
            continue
        hashes, number = HASHES.match(block.text), NUMBER.match(block.text)
        if hashes:
            level = len(hashes[1])
        elif number and number["number"][0].isdigit():
            level = (
                number["number"].count(".") + 1 + (unnumbered and "." not in number["number"] and number["mark"] is not None)
            )
        else:
            level = 2 if _bare(block.text) in repeated else 1
        leveled.append(block._replace(level=level))
    return leveled


def set_sections(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the headings above each of them, outermost first."""
    path: list[tuple[int, str]] = []
    placed = []
    for block in blocks:
        if block.role == "heading":
            while path and path[-1][0] >= block.level:
                path.pop()
        elif block.role in {"title", "byline"}:
            path = []
        placed.append(block._replace(section=tuple(text for _, text in path)))
        if block.role == "heading":
            path.append((block.level, _bare(block.text)))
    return placed


def _bare(text: str) -> str:
    """Return a heading on one line, without marks of markup."""
    return re.sub(r"\s+", " ", HASHES.sub("", without_attributes(text.strip())).strip("*_ "))
