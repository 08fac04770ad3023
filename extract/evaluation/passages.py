"""Passages against gold: what each block of a text is to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.evaluation.judged import Judged, alike, join
from extract.models import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.evaluation.gold import Gold
    from extract.models import Record


def judge_passages(gold: Sequence[Gold], records: Sequence[Record]) -> Iterator[Judged]:
    """Yield the comparison of each gold passage with the passage that stands there."""
    found = [record for record in records if isinstance(record, Passage)]
    joined = join([block.spans for block in gold], [record.anchor.spans for record in found])
    there = frozenset(["passage"])
    for number, block in enumerate(gold):
        record = found[joined[number]] if number in joined else None
        start, text = block.spans[0][0], record.anchor.text if record else ""
        yield Judged("passages", there, there if record else frozenset(), start, text)
        if "role" in block and record:
            also = block.stated.get("role_also", ())
            yield alike("roles of passages", block["role"], block["role"] if record.role in also else record.role, start, text)
