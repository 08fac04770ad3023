"""Runs of notes: what stands between note 3 and note 5 and begins with a 4 is a note, however short it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.layout.notes import note_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.layout.blocks import Block

FEWEST = 3
"""Notes that a run must have to make notes of the other blocks in it."""

SHARE = 0.15
"""Share of the blocks of a run that must be notes."""

LOST = frozenset({"body", "heading", "list", "quotation"})
"""Roles that a short note is taken for."""


def fill_runs(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the role of notes for all that are numbered one after the other with notes among them."""
    filled = list(blocks)
    for run in _runs(blocks):
        notes = sum(blocks[at].role == "note" for at in run)
        if notes >= max(FEWEST, SHARE * len(run)):
            for at in run:
                filled[at] = blocks[at]._replace(role="note")
    return filled


def _runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the places of blocks that follow each other and have the numbers 1, 2, 3 and so on, or a later part of these."""
    run: list[int] = []
    last = 0
    for at, block in enumerate(blocks):
        number = note_number(block.text) if block.role == "note" or block.role in LOST else None
        if number is None and block.role == "furniture":
            continue
        if run and number == last + 1:
            run.append(at)
        else:
            yield run
            run = [at] if number is not None else []
        last = number or 0
    yield run
