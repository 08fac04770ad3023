"""Which style a text cites in, and which others stand beside it: author and date, numbers, notes, authors and titles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from extract.citations.listed_titles import ListedTitles
from extract.citations.numbered import find_numbered
from extract.citations.styles.author_date import find_author_date
from extract.citations.styles.author_title import find_author_title
from extract.citations.styles.lost_capitals import with_capitals
from extract.citations.styles.mention import apart
from extract.citations.styles.note import find_in_notes, find_notes
from extract.citations.styles.note_calls import NoteCalls, find_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.citations.listed_works import ListedWork, ListedWorks
    from extract.citations.styles.mention import Mention

NOTED = 0.3
"""Share of the list that notes reach, from which they are what cites."""

FEW_NOTES = 3
"""Fewer notes than this are no apparatus."""

CLEAR = 0.5
"""The same of citations by author and date, above which no titles are looked for."""

FEW = 3
"""Fewer citations than this do not make a second style: what they name must be listed."""

OUTNUMBERED = 3
"""Without a list, so many citations by author and date for each by number leave the numbers for what they are."""

FEWER = 0.15
"""The same of citations by author and title, when they are several and hardly any others are there."""

FEW_TITLED = 5
"""Citations by author and title that are several."""

PLAIN = 3
"""How many times as much of the list they must reach then as citations by author and date do."""

BESIDE = 3
"""Characters between a citation by name and date and the number that gives the same work: "Okafor et al (2018) [3]"."""


def find_mentions(text: str, known: ListedWorks, calls: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Return the mentions of works in ``text``, in its order, in the style (or styles) that it cites in.

    The main style is the one that reaches most of the list. Works cited in another style beside it are kept where they are
    plainly citations: an author and date between numbers, a full note in a text that cites by author and date. ``calls`` are the
    places where notes were called, with their numbers.
    """
    dated = list(find_author_date(with_capitals(text), known))
    notes = find_notes(text) if known.works else []
    called = NoteCalls(text, notes, known, calls)
    years = list(find_years(called)) if len(notes) >= FEW_NOTES else []
    dated = _in_order([*apart(dated, years), *years])
    noted = _find_noted(called)
    if noted and _coverage(noted, known) > max(NOTED, _coverage(apart(dated, noted), known)):
        noted += apart(years, noted)
        titled = _find_titled(text, known, _coverage(noted, known))  # "see Okafor (“Ports,” 44)" in a note too
        if titled:
            return _in_order([*titled, *apart(noted, titled)])
        # "Okafor, Ports (Lagos: Harbour Press, 2018)": years inside the notes are no citations of their own.
        return _in_order([*noted, *_second(_outside(dated, notes), known)])
    numbered = find_numbered(text, known, _coverage(dated, known), calls, beside=len(dated))
    titled = [] if known.is_numbered else _find_titled(text, known, max(_coverage(dated, known), _coverage(numbered, known)))
    if titled:
        return _in_order([*titled, *_second(apart(dated, titled), known)])
    if not numbered or (not known.by_number and len(dated) > OUTNUMBERED * len({mention.group for mention in numbered})):
        full = _full_notes(dated, noted, known)
        return _in_order([*apart(dated, full), *full])
    return _in_order([*numbered, *_second(_beside_numbers(dated, numbered), known)])


def _second(dated: Sequence[Mention], known: ListedWorks) -> list[Mention]:
    """Return those of ``dated`` that cite though the text does so in another style: what names a listed work, or, where
    several do, or no list is there, all.
    """
    dated = [mention for mention in dated if mention.mode != "ibid"]
    listed = [mention for mention in dated if _reached(mention, known) is not None] if known.by_number else dated
    return dated if len(listed) >= FEW else listed


def _full_notes(dated: Sequence[Mention], noted: Sequence[Mention], known: ListedWorks) -> list[Mention]:
    """Return those of ``noted`` that give authors and title of a listed work, in a text that cites by author and date.

    The year of such a note is no citation of its own: "Ada Okafor, “Ports,” Quay Studies 3 (2018)".
    """
    starts = [mention.start for mention in dated]
    full = []
    for note in noted:
        inside = dated[bisect_left(starts, note.start) : bisect_left(starts, note.end)]
        reached = [_reached(mention, known) for mention in inside]
        if note.entry is not None and note.authors and all(work is None or work.id == note.entry for work in reached):
            full.append(note)
    return full


def _beside_numbers(dated: Sequence[Mention], numbered: Sequence[Mention]) -> list[Mention]:
    """Return those of ``dated`` that no number stands in or behind: "Okafor et al3 (2018)", "(Okafor 2018 [3])" are one citation."""
    starts = sorted({mention.group[0] for mention in numbered})
    ends = sorted({mention.group[1] for mention in numbered})
    kept = []
    for mention in apart(dated, numbered):
        is_narrative = mention.mode != "parenthetical"
        last = mention.group[1] + BESIDE if is_narrative else min(mention.end + BESIDE, mention.group[1] - 1)
        first = mention.start - BESIDE if is_narrative else mention.start
        if bisect_right(starts, last) == bisect_right(ends, first):  # as many open before its end as are closed before it
            kept.append(mention)
    return kept


def _outside(mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return those of ``mentions`` that stand in none of ``spans``, which follow one another."""
    starts = [start for start, _ in spans]
    kept = []
    for mention in mentions:
        at = bisect_right(starts, mention.start)
        if at == 0 or spans[at - 1][1] <= mention.start:
            kept.append(mention)
    return kept


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


def _find_titled(text: str, known: ListedWorks, dated: float) -> list[Mention]:
    """Return the citations by author and title or page, if these are what the text cites by."""
    if not known.works or dated >= CLEAR:
        return []
    titled = list(find_author_title(text, known, ListedTitles(known.works)))
    reached = _coverage(titled, known)
    is_plain = len(titled) >= FEW_TITLED and reached > PLAIN * dated  # a long list, of which the text cites little
    return titled if reached > max(FEWER if is_plain else NOTED, dated) else []


def _find_noted(calls: NoteCalls) -> list[Mention]:
    """Return the works that numbered notes cite by title, if they are notes."""
    notes, known = calls.notes, calls.known
    if len(notes) < FEW_NOTES:
        return []
    found = list(find_in_notes(calls, ListedTitles(known.works)))
    # A numbered bibliography that stands in the text "cites" its own entries, one after the other.
    places = {start: at for at, (start, _) in enumerate(notes)}
    listed = sum(m.entry is not None and known.by_id[m.entry].order == places[m.group[0]] for m in found)
    return found if listed < FEW_NOTES or listed * 2 <= len(found) else []


def _coverage(mentions: Sequence[Mention], known: ListedWorks) -> float:
    """Return the share of the listed works that ``mentions`` reach."""
    reached = {work.order for mention in mentions if (work := _reached(mention, known)) is not None} if known.works else ()
    return len(reached) / max(len(known.works), 1)


def _reached(mention: Mention, known: ListedWorks) -> ListedWork | None:
    """Return the listed work that a mention names, if all agrees."""
    if mention.entry is not None:
        return known.by_id[mention.entry]
    if mention.number is not None:
        return known.by_number.get(mention.number)
    if mention.label is not None:
        return next(iter(known.by_label.get(mention.label, ())), None)
    matches = known.matches(mention.names, mention.year, et_al=mention.et_al)
    return matches[0].work if matches and not matches[0].issues else None
