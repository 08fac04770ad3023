"""Entries of bibliographies against gold: their places and their fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extract.evaluation.judged import Judged, join
from extract.models import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.evaluation.gold import Gold
    from extract.models import Record


def judge_references(gold: Sequence[Gold], records: Sequence[Record]) -> Iterator[Judged]:
    """Yield every comparison of gold entries with those of the program, field by field as CSL-JSON has them."""
    found = [record for record in records if isinstance(record, Reference)]
    joined = join([entry.spans for entry in gold], [record.anchor.spans for record in found])
    there = frozenset(["entry"])
    for number, entry in enumerate(gold):
        record = found[joined[number]] if number in joined else None
        start = entry.spans[0][0]
        yield Judged("references", there, there if record else frozenset(), start, record.raw if record else "")
        if "csl" in entry:
            yield Judged("fields of references", _fields(entry["csl"]), _fields(record.csl if record else {}), start)
    for number, record in enumerate(found):
        if number not in joined.values():
            yield Judged("references", frozenset(), there, record.anchor.spans[0][0], record.raw)


def _fields(csl: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the fields of an item that its text states; what is ours (`custom`, `id`) and the type are not compared."""
    return frozenset(
        (name, json.dumps(value, sort_keys=True, ensure_ascii=False))
        for name, value in csl.items()
        if name not in {"id", "type", "custom"}
    )
