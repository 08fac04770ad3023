"""Citations in a text whose notes describe works that no list of it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.citations.listed_titles import ListedTitles
from extract.citations.styles.mention import apart
from extract.citations.styles.note import find_in_notes
from extract.citations.styles.note_calls import NoteCalls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.citations.listed_works import ListedWorks
    from extract.citations.styles.mention import Mention
    from extract.models import Reference, Span
    from extract.reading import Reading


def with_described(
    reading: Reading, text: str, others: Sequence[Mention], known: ListedWorks, noted: Sequence[Reference]
) -> list[Mention]:
    """Return ``others``, the mentions of listed works in ``text``, and those of the works that notes describe, the ``noted``.

    Where notes are what the text cites in, whatever they cite counts; else only the works that they describe themselves.
    """
    places = _places(reading, noted)
    notes = [bounds for _, bounds in reading.placed("note")]
    found = list(find_in_notes(NoteCalls(text, notes, known), ListedTitles(known.works), places))
    if len(known) > len(noted) and not all(mention.style == "note" for mention in others):
        own = set(places.values())
        groups = {mention.group for mention in found if mention.entry in own}
        found = [mention for mention in found if mention.entry in own or (mention.mode == "ibid" and mention.group in groups)]
    # "(Lagos: Harbour Press, 2018)" inside a description is no citation by name and year
    outside = [other for other in others if not any(start <= other.start < end for start, end in places)]
    return sorted([*found, *apart(outside, found)], key=lambda mention: (mention.start, mention.end))


def _places(reading: Reading, noted: Iterable[Reference]) -> dict[Span, str]:
    """Return where in the reading notes describe works, with the ids of these."""
    places: dict[Span, str] = {}
    for reference in noted:
        spans = [span for raw in reference.anchor.spans for span in reading.mapped.text_spans(*raw)]
        if spans and reference.source == reading.source.id:
            places[min(start for start, _ in spans), max(end for _, end in spans)] = reference.id
    return places
