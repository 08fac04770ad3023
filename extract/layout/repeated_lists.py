"""Lists of works in the midst of a text whose works the bibliography lists again: there, they are cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.layout.section_names import announced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.layout.blocks import Block

WORD = re.compile(r"\w+")
SAME = 0.35  # share of the runs of three words of an entry that another entry of the same work has; a journal's name has .15
MOST = 0.6  # share of the entries of a list that are listed again
Run = tuple[str, ...]


def unmark_repeated(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with those entries as text over which no heading stands and which a list with a heading holds again."""
    headed: set[int] = set()
    lists = list(_lists(blocks, headed))
    if not headed or not lists:
        return list(blocks)
    known = {run for i in headed for run in _runs(blocks[i].text)}
    marked = list(blocks)
    for places in lists:
        if sum(_is_known(blocks[i].text, known) for i in places) >= MOST * len(places):
            for i in places:
                marked[i] = blocks[i]._replace(role="body")
    return marked


def _lists(blocks: Sequence[Block], headed: set[int]) -> Iterator[list[int]]:
    """Yield the entries of each list without a heading; those of the others are put into ``headed``."""
    places: list[int] = []
    is_headed = False
    for i, block in enumerate(blocks):
        if block.role == "heading":
            if places:
                yield places
            places = []
            kind = announced(block.text)
            is_headed = kind == "reference" or (is_headed and kind is None and _leads_to_entry(blocks[i + 1 : i + 2]))
        elif block.role == "reference" and (is_headed or block.is_given):
            headed.add(i)
        elif block.role == "reference":
            places.append(i)
    if places:
        yield places


def _leads_to_entry(following: Iterable[Block]) -> bool:
    return any(block.role == "reference" for block in following)


def _runs(text: str) -> set[Run]:
    """Return each three words of ``text`` that follow one another."""
    words = WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _is_known(text: str, known: set[Run]) -> bool:
    runs = _runs(text)
    return len(runs & known) >= SAME * len(runs) > 0
