"""Where a text calls its notes, and whom it names there: "as Okafor argues.3" leaves the author out of note 3, "Op. cit., p. 4"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from extract.citations.listed_works import FORTHCOMING, UNDATED
from extract.citations.styles.authors import NameReader
from extract.citations.styles.citation_words import words_pattern
from extract.citations.styles.locators import read_open
from extract.citations.styles.mention import Mention
from extract.citations.styles.years import PREFIX_WORDS, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.citations.listed_works import ListedWork, ListedWorks

NEAR = 160
"""Characters before a call in which the author of the work in the note may be named."""

CALLED = 0.3
"""Share of the notes whose calls must be found, or the numbers in the text are none."""

_GLUED = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]”\"’»])(?P<number>\d{1,3})(?![\w%]|[.,]\d)")
_NUMBER = re.compile(r"\[?(?P<number>\d{1,3})")
_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[-’'][^\W\d_]+)*(?![^\W\d_])")
_SENTENCE_END = re.compile(
    r"(?<![^\W\d_]\.[^\W\d_])(?<![^\W\d_a-z])[.?!][”\"’»]?(?:\d{1,3})?\s+(?=[“\"‘«„(]?[^\W\d_a-zß-öø-ÿ])"
)
_YEAR = re.compile(
    rf"[\s.)\]]{{1,3}}(?P<before>[^\d\n]{{0,60}}?)(?:(?P<year>{YEAR}(?:[a-z](?!\w))?)|(?i:(?P<noyear>{words_pattern('undated')})|(?P<notyet>{words_pattern('forthcoming')})))(?=\s*(?:[.,;:)]|$))"
)


class NoteCalls:
    """The ``notes`` of ``text``, and where it calls them; ``taken`` are the calls whose numbers were taken out of it."""

    def __init__(
        self, text: str, notes: Sequence[tuple[int, int]], known: ListedWorks, taken: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Take note of what may be asked for."""
        self.text = text
        self.notes = notes
        self.known = known
        self.taken = taken

    @cached_property
    def _reader(self) -> NameReader:
        return NameReader(self.text, self.known)

    @cached_property
    def places(self) -> dict[int, int]:
        """Return where each note is called, by its number."""
        stop = self.notes[0][0] if self.notes else 0
        last = len(self.notes) + 1
        glued = ((match.start(), int(match["number"])) for match in _GLUED.finditer(self.text, 0, stop))
        calls = [(place, number) for place, number in sorted([*self.taken, *glued]) if 0 < number <= last and place < stop]
        run = _longest_rise(calls)
        return {number: place for place, number in run} if len(run) >= CALLED * len(self.notes) else {}

    @cached_property
    def _in_order(self) -> list[int]:
        return sorted(self.places.values())

    def named(self, note: tuple[int, int]) -> tuple[tuple[str, ...], list[ListedWork]]:
        """Return whom the text names just before it calls a note, or else last in the sentence, with the works of these."""
        number = _NUMBER.match(self.text, note[0])
        place = self.places.get(int(number["number"])) if number else None
        if place is None:
            return (), []
        low = max(place - NEAR, self.text.rfind("\n\n", 0, place), 0)
        at = bisect_left(self._in_order, place)
        low = max(low, self._in_order[at - 1] if at else 0)  # who is named before another call is that one's author
        low = max((match.end() for match in _SENTENCE_END.finditer(self.text, low, place)), default=low)
        high = low + len(self.text[low:place].rstrip(" .,;:"))
        for names in self._reader.readings(low, high):
            works = self.known.of_people(names.names, et_al=names.et_al, initials=names.initials)
            if works:
                whole = [work for work in works if len(work.names) == len(names.names) or names.et_al]
                return names.names, whole or works
        words = [match[0] for match in _NAME.finditer(self.text, low, place) if self.known.of_author(match[0])]
        return ((words[-1],), list(self.known.of_author(words[-1]))) if words else ((), [])


def _longest_rise(calls: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of ``calls``, in their order, whose numbers rise.

    >>> _longest_rise([(3, 1), (9, 40), (12, 2), (20, 3)])
    [(3, 1), (12, 2), (20, 3)]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_, number) in enumerate(calls):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    run = []
    here = ends[-1] if ends else None
    while here is not None:
        run.append(calls[here])
        here = before[here]
    return run[::-1]


def find_years(calls: NoteCalls) -> Iterator[Mention]:
    """Yield the works of which notes give only the year, and the text the author where it calls them: "Okafor3", "3. 2006, 44"."""
    text, known = calls.text, calls.known
    for note in calls.notes:
        number = _NUMBER.match(text, *note)
        year = _YEAR.match(text, number.end(), note[1]) if number else None
        if year is None or (year["before"].strip() and not PREFIX_WORDS.fullmatch(year["before"].strip())):
            continue
        written = year["year"] or (UNDATED if year["noyear"] else FORTHCOMING)
        names, works = calls.named(note)
        if not names or not any(match.work in works for match in known.matches(names, written)):
            continue
        locator = read_open(text, year.end(), note[1])
        yield Mention(
            start=year.end("before"), end=locator.end if locator else year.end(), group=note, style="note", mode="suppressed",
            names=names, year=written, locator=locator.text if locator else None,
            locator_label=locator.label if locator else None, prefix=year["before"].strip() or None,
        )  # fmt: skip
