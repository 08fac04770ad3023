"""The entries of a library as a file holds them, and the reading text that they make without its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from extract.mapped_text import Change, MappedText
from extract.structure import GivenReference, Stretch, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.models import Span

ENDED = (".", "?", "!", ",", ";", ":")
"""How a value may end, so that no full stop follows it in the reading text."""

UNSHOWN = frozenset({"abstract", "annote", "custom", "keyword", "language", "source"})
"""Variables that a reader of a bibliography does not look for; they stand in the item alone."""


class Shown(NamedTuple):
    """A value that stands in the reading text: its raw place, and what its markup prints instead."""

    start: int
    end: int
    changes: Sequence[Change] = ()
    """In raw offsets, in order, inside the value."""
    before: str = ". "
    """What parts it from the value before it."""


class LibraryEntry(NamedTuple):
    """A work in a library: its item without an id, and the raw places of entry and fields (one span a name)."""

    key: str
    start: int
    end: int
    csl: Mapping[str, Any]
    fields: Mapping[str, tuple[Span, ...]]
    shown: Sequence[Shown]


class Library(NamedTuple):
    """What a file of references holds, in its order, and what of it could not be read, in words."""

    entries: tuple[LibraryEntry, ...]
    faults: tuple[str, ...] = ()


def structure_of(raw: str, library: Library, *, is_gap_shown: bool) -> Structure:
    """Return what the format says of ``raw``; what stands between the entries is shown (comments) or is markup."""
    entries = sorted(library.entries, key=lambda entry: entry.start)
    text = MappedText.whole(raw).changed(_changes(raw, entries, is_gap_shown=is_gap_shown))
    stretches: list[Stretch] = []
    references: list[GivenReference] = []
    at = 0
    for entry in entries:
        spans = text.text_spans(entry.start, entry.end)
        start, end = spans[0][0], spans[-1][1]
        if text.text[at:start].strip():
            stretches.append(Stretch(at, start, "furniture"))
        stretches.append(Stretch(start, end, "reference"))
        references.append(GivenReference(entry.key, start, end, entry.csl, raw_fields=entry.fields))
        at = end
    if text.text[at:].strip():
        stretches.append(Stretch(at, len(text), "furniture"))
    return Structure(text, tuple(stretches), references=tuple(references), markers=(), is_lined=False)


def _changes(raw: str, entries: Sequence[LibraryEntry], *, is_gap_shown: bool) -> Iterator[Change]:
    """Yield what makes the reading text of the raw text: each entry begins with its key and ends with a full stop."""
    at = 0
    for entry in entries:
        if at < entry.start and not is_gap_shown:
            yield Change(at, entry.start, "\n\n" if at else "")
        yield from _entry_changes(raw, entry)
        at = entry.end
    if at < len(raw) and not is_gap_shown:
        yield Change(at, len(raw), "")


def _entry_changes(raw: str, entry: LibraryEntry) -> Iterator[Change]:
    shown = sorted(
        (each for each in entry.shown if entry.start < each.start < each.end <= entry.end), key=lambda each: each.start
    )
    label = f"[{entry.key or entry.csl.get('type', '')}]"
    if not shown:
        yield Change(entry.start, entry.end, label)
        return
    yield Change(entry.start, shown[0].start, label + " ")
    for number, value in enumerate(shown):
        if number:
            before = shown[number - 1]
            is_ended = value.before == ". " and raw[before.end - 1 : before.end] in ENDED
            yield Change(before.end, value.start, " " if is_ended else value.before)
        yield from value.changes
    last = shown[-1]
    is_plain = not last.changes or last.changes[-1].end < last.end
    if raw[last.end - 1] == "." and is_plain:  # one full stop is enough
        yield Change(last.end - 1, entry.end, ".")
    elif last.end < entry.end:
        yield Change(last.end, entry.end, ".")
