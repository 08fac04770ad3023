"""Lists of works in the midst of a text whose works the bibliography lists again: there, they are cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.layout.section_names import announced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.layout.blocks import Block

WORD = re.compile(r"\w+")
SAME = 0.35  # share of the runs of three words of an entry that another entry of the same work has; a journal's name has .15
MOST = 0.6  # share of the entries of a list that are listed again
Run = tuple[str, ...]


def unmark_repeated(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with those entries as text over which no heading stands and which a list with a heading holds again."""
    headed, lists = _find_lists(blocks)
    if not headed or not lists:
        return list(blocks)
    known = {run for i in headed for run in _runs(blocks[i].text)}
    marked = list(blocks)
    for places in lists:
        if sum(_is_known(blocks[i].text, known) for i in places) >= MOST * len(places):
            for i in places:
                marked[i] = blocks[i]._replace(role="body")
    return marked


def _find_lists(blocks: Sequence[Block]) -> tuple[list[int], list[list[int]]]:
    """Return the entries under headings of bibliographies, and those of each list without such a heading."""
    headed: list[int] = []
    lists: list[list[int]] = [[]]
    is_headed = False
    for i, block in enumerate(blocks):
        if block.role == "heading":
            lists.append([])
            kind = announced(block.text)
            is_headed = kind == "reference" or (is_headed and kind is None and _leads_to_entry(blocks[i + 1 : i + 2]))
        elif block.role == "reference" and (is_headed or block.is_given):
            headed.append(i)
        elif block.role == "reference":
            lists[-1].append(i)
    return headed, [places for places in lists if places]


def _leads_to_entry(following: Iterable[Block]) -> bool:
    return any(block.role == "reference" for block in following)


def _runs(text: str) -> set[Run]:
    """Return each three words of ``text`` that follow one another."""
    words = WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _is_known(text: str, known: set[Run]) -> bool:
    runs = _runs(text)
    return len(runs & known) >= SAME * len(runs) > 0
