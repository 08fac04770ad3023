"""Gold records, read from JSON Lines."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.models import Span


@dataclass(frozen=True)
class Gold:
    """A record made by hand, or the part of one that its maker stated."""

    type: str
    source: str
    spans: tuple[Span, ...]
    stated: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    """File and line, for messages."""

    def __contains__(self, name: str) -> bool:
        """Tell whether a field is stated."""
        return name in self.stated

    def __getitem__(self, name: str) -> Any:
        """Return the value of a field."""
        return self.stated[name]


def gold_files(path: Path) -> list[Path]:
    """Return the files of a folder of gold, or the one file."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not files or not path.exists():
        message = f"{path}: no gold here; name a file of JSON Lines, or a folder that holds .jsonl files"
        raise UsageError(message)
    return files


def read_gold(path: Path) -> Iterator[Gold]:
    """Yield the records of a file of gold; lines of other types come too, to be counted.

    A record stands at its ``item_spans`` if it states them, else at its ``spans`` or those of its ``anchor``.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            yield _gold(line, f"{path}:{number}")


def _gold(line: str, place: str) -> Gold:
    try:
        stated = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"{place}: not JSON ({error.msg} at column {error.colno}); gold has one record a line"
        raise UsageError(message) from error
    kind = stated.get("type") if isinstance(stated, dict) else None
    if not isinstance(kind, str):
        message = f'{place}: no record: it needs a `type`, such as "claim" or "citation"'
        raise UsageError(message)
    anchor = stated.get("anchor") or {}
    spans = stated.get("item_spans") or stated.get("spans") or anchor.get("spans") or []
    source = stated.get("source") or anchor.get("source") or ""
    try:
        placed = tuple(sorted((int(start), int(end)) for start, end in spans))
    except (TypeError, ValueError) as error:
        message = f"{place}: `spans` must be pairs of raw offsets: [[start, end], ...]"
        raise UsageError(message) from error
    return Gold(kind, str(source), placed, stated, place)
