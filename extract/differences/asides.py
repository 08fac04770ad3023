"""What in a source is no running text, as its reading tells: furniture, note marks, pull quotes, markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.differences.words import Aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.reading import Reading

ROLES = ("furniture", "pull_quote")
NOTE_MARK = "note_marker"
"""The rule of the cleaner that takes the mark of a note out of the text."""


def asides_of(reading: Reading) -> tuple[Aside, ...]:
    """Return the stretches of a source that are no running text, in order and apart from each other."""
    marks = [Aside(*edit.span, "note_mark") for passage in reading.passages for edit in passage.edits if edit.rule == NOTE_MARK]
    boxes = [Aside(start, end, passage.role) for passage, _ in reading.placed(*ROLES) for start, end in passage.anchor.spans]
    read = sorted(span for passage in reading.passages for span in passage.anchor.spans)
    return tuple(_apart([*marks, *boxes, *_unread(reading.raw, read)]))


def _unread(raw: str, read: Iterable[tuple[int, int]]) -> Iterator[Aside]:
    """Yield what stands in no passage and holds letters."""
    at = 0
    for start, end in [*read, (len(raw), len(raw))]:
        if any(character.isalnum() for character in raw[at:start]):
            yield Aside(at, start, "markup")
        at = max(at, end)


def _apart(asides: Iterable[Aside]) -> Iterator[Aside]:
    """Yield the asides in order, each up to where the next begins."""
    order = {label: rank for rank, label in enumerate(("note_mark", "pull_quote", "furniture", "markup"))}
    done = 0
    for aside in sorted(asides, key=lambda each: (each.start, order[each.label], each.end)):
        start = max(aside.start, done)
        if start < aside.end:
            yield Aside(start, aside.end, aside.label)
            done = aside.end
