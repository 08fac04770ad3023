"""Numbers read in order: which cite the entries of a list, which call notes, and which are no more than numbers.

Works are numbered as they are first cited, notes as they are called. So of a number that is glued to a word it is the numbers
before and after it that tell what it is. The best reading of all is found by dynamic programming: a few ways to read the text
so far are kept, each known by the highest work cited and the last note called.
"""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH = 6
"""Ways to read the text so far that are kept."""

NEXT = 1.5
"""What speaks for a number that is the next one in order."""

AGAIN = -0.3
"""The same of a number that came before: a chance number often has."""

SKIP = 1.5
"""What speaks against a number that leaves out the one before it; and against each more that it leaves out, a little less."""

SKIP_MORE = 1.0
FARTHEST = 5.0
"""More than this no gap speaks against a number: parts of the text may be missing."""

UNBROKEN = 30.0
"""The same where there is no list, and nothing but the run of numbers tells that they cite."""

NEVER = -99.0
"""What a number cannot be."""

CERTAIN = 20.0
"""What it is known to be."""

NOTE_SKIP = 2.0
CALLED = 0.5
"""Share of the notes, at least, whose calls must be found."""

IN_ORDER = 0.95
"""Share of the numbers cited, at least, that a reading in order must reach."""

STEP = 8
"""How far a first mention may run ahead of the highest number so far, in a list that is numbered as it is cited."""

MAX_NOTE_GAP = 3
"""Notes that may lack their calls, one after the other."""


class Figure(NamedTuple):
    """A number, or several as in "3,5–7", that may cite or call a note, at ``text[start:end]``."""

    start: int
    end: int
    numbers: tuple[int, ...]
    cites: float
    """What its form and its neighbours say for a citation, as the logarithm of a chance; below zero they speak against it."""

    calls: float = NEVER
    """The same for the call of a note."""

    is_behind_stop: bool = False
    """A full stop or another mark stands before it: "region.4"."""


class Note(NamedTuple):
    """A numbered note of the text, at ``text[start:end]``."""

    number: int
    start: int
    end: int


class Reading(NamedTuple):
    """What the figures of a text are."""

    cited: list[Figure]
    """Those that cite, in the order in which they are read: those of a note where it is called."""

    called: list[Figure]
    """Those that call notes."""


class _State(NamedTuple):
    highest: int
    note: int
    """How many notes are behind the last one called."""


class _Way(NamedTuple):
    score: float
    chosen: Any
    """The last figure that was read as a citation, and the choices before it."""


def read_figures(places: Sequence[Sequence[Figure]], notes: Sequence[Note] = (), *, is_ordered: bool | None = None) -> Reading:
    """Return the figures that cite and those that call ``notes``; each place holds the ways to read it, of which one may hold.

    Notes are in the order of their numbers; those that are missing among them may be called too. Where the calls of the
    text stand, before its stops or behind them, and where its citations, is learned from a first reading; and so is whether
    works are numbered as they are cited, or as they are listed, unless ``is_ordered`` tells.
    """
    notes = list(_with_missing(notes))
    if is_ordered is not None:
        return _read_twice(places, notes, UNBROKEN if is_ordered else None)
    ordered = _read_twice(places, notes, FARTHEST)
    if are_in_order([figure.numbers for figure in ordered.cited]):
        listed = _read_twice(places, notes, None)
        if len(_numbers(ordered)) >= IN_ORDER * len(_numbers(listed)):
            return ordered
        return listed
    return _read_twice(places, notes, None)


def _numbers(reading: Reading) -> set[int]:
    return {number for figure in reading.cited for number in figure.numbers}


def _read_twice(places: Sequence[Sequence[Figure]], notes: Sequence[Note], farthest: float | None) -> Reading:
    """Return the best reading, given where the citations and the calls of the best reading without that knowledge stand.

    Where less than half of the notes are called, none is.
    """
    reading = _read_in_order(places, notes, farthest)
    if any(figure.cites > NEVER for figure in reading.called):
        cites, calls = _habit(reading.cited), _habit(reading.called)
        learned = [[_with_habits(figure, cites, calls) for figure in place] for place in places]
        reading = _read_in_order(learned, notes, farthest)
    real = {note.number for note in notes if note.end > note.start}
    if sum(figure.numbers[0] in real for figure in reading.called) < CALLED * len(real):
        return _read_in_order(places, (), farthest)
    return reading


def are_in_order(groups: Iterable[Sequence[int]]) -> bool:
    """Return whether most numbers are first mentioned in order.

    >>> are_in_order([(1,), (2, 3), (1,), (4,)]), are_in_order([(9,), (30,), (4,), (17,)])
    (True, False)
    """
    firsts = list(dict.fromkeys(number for numbers in groups for number in sorted(numbers)))
    highest = ordered = 0
    for number in firsts:
        ordered += 0 < number - highest <= 2
        highest = max(highest, number) if number <= highest + STEP else highest
    return ordered * 2 >= len(firsts)


def _with_missing(notes: Sequence[Note]) -> Iterator[Note]:
    """Yield ``notes``, from the first of them on, with empty ones for numbers that are left out."""
    number = 0
    for note in notes:
        if number == 0 and note.number > MAX_NOTE_GAP:
            continue
        for missing in range(number + 1, note.number) if note.number <= number + MAX_NOTE_GAP else ():
            yield Note(missing, note.start, note.start)
        yield note
        number = note.number


def _habit(figures: Sequence[Figure]) -> tuple[float, float]:
    """Return the logarithms of the shares of ``figures`` that stand before a stop, if any, and behind one."""
    behind = sum(figure.is_behind_stop for figure in figures)
    return tuple(log((count + 1) / (len(figures) + 2)) for count in (len(figures) - behind, behind))  # type: ignore[return-value]


def _with_habits(figure: Figure, cites: tuple[float, float], calls: tuple[float, float]) -> Figure:
    """Return ``figure`` with what the habits of the text say of its place."""
    lead = cites[figure.is_behind_stop] - calls[figure.is_behind_stop]
    return figure._replace(cites=figure.cites + min(lead, 0.0), calls=figure.calls - max(lead, 0.0))


def _read_in_order(places: Sequence[Sequence[Figure]], notes: Sequence[Note], farthest: float | None) -> Reading:
    """Return the best reading of all places.

    >>> one, call, two = Figure(9, 10, (1,), 2, 1), Figure(20, 21, (1,), 2, 1), Figure(30, 31, (2,), 2, 1)
    >>> cited, called = _read_in_order([[one], [call], [two]], [Note(1, 90, 99)], FARTHEST)
    >>> cited == [one, two], called == [call]
    (True, True)
    """
    inside: dict[int, list[Sequence[Figure]]] = {}
    outside: list[Sequence[Figure]] = []
    at = 0
    spans = sorted((note.start, note.end, index) for index, note in enumerate(notes))
    for place in places:
        while at < len(spans) and spans[at][1] <= place[0].start:
            at += 1
        if at < len(spans) and spans[at][0] <= place[0].start:
            inside.setdefault(spans[at][2], []).append(place)
        else:
            outside.append(place)
    ways = {_State(0, 0): _Way(0.0, None)}
    for place in outside:
        ways = _read_place(ways, place, notes, inside, farthest)
    state, way = max(ways.items(), key=lambda item: (item[1].score, item[0]))
    chain, highest = way.chosen, state.highest
    called = dict(_calls(chain))
    for index in sorted(inside.keys() - called.keys()):  # notes whose call was not found
        _, highest, chain = _read_note(inside[index], highest, chain, farthest)
    cited = []
    while chain is not None:
        figure, note, chain = chain
        cited += [figure] if note is None else []
    return Reading(cited[::-1], sorted(called.values()))


def _calls(chain: Any) -> Iterator[tuple[int, Figure]]:
    """Yield the notes that a chain of choices calls, each with the figure that calls it."""
    while chain is not None:
        figure, note, chain = chain
        if note is not None:
            yield note, figure


def _read_place(
    ways: dict[_State, _Way], place: Sequence[Figure], notes: Sequence[Note], inside: Any, farthest: float | None
) -> dict[_State, _Way]:
    """Return the best ways to read the text up to the end of ``place``."""
    found = dict(ways)

    def keep(state: _State, way: _Way) -> None:
        if state not in found or found[state].score < way.score:
            found[state] = way

    for state, way in ways.items():
        for figure in place:
            gain, highest = _cite(figure, state.highest, farthest)
            keep(_State(highest, state.note), _Way(way.score + gain, (figure, None, way.chosen)))
            index = _note_at(figure, notes, state.note) if figure.calls > NEVER else None
            if index is not None:
                gap = index - state.note
                score = way.score + figure.calls + (NEXT if gap == 0 else -NOTE_SKIP * gap)
                chosen = (figure, index, way.chosen)
                if index in inside:
                    gain, highest, chosen = _read_note(inside[index], state.highest, chosen, farthest)
                    score += gain
                else:
                    highest = state.highest
                keep(_State(highest, index + 1), _Way(score, chosen))
    if len(found) > WIDTH:
        best = sorted(found.items(), key=lambda item: (-item[1].score, item[0]))[:WIDTH]
        found = dict(best)
    return found


def _note_at(figure: Figure, notes: Sequence[Note], after: int) -> int | None:
    """Return which note ``figure`` may call: the next ones, if they stand behind it."""
    if len(figure.numbers) != 1:
        return None
    for index in range(after, min(after + MAX_NOTE_GAP, len(notes))):
        if notes[index].number == figure.numbers[0]:
            return index if notes[index].start > figure.start else None
    return None


def _cite(figure: Figure, highest: int, farthest: float | None) -> tuple[float, int]:
    """Return what speaks for a citation behind works up to ``highest``, and the highest work that is cited then."""
    gain = figure.cites
    if farthest is None:
        return gain, highest
    if len(figure.numbers) == 1:
        step = figure.numbers[0] - highest
        if step <= 0:
            return gain + AGAIN, highest
        return gain + (NEXT if step == 1 else -min(SKIP + SKIP_MORE * (step - 2), farthest)), highest + step
    gain += AGAIN if min(figure.numbers) <= highest else 0.0
    new = sorted(number for number in figure.numbers if number > highest)
    gain += NEXT if new and new[0] == highest + 1 else 0.0
    for low, high in pairwise([highest, *new]):
        if high > low + 1:
            gain -= min(SKIP + SKIP_MORE * (high - low - 2), farthest)
    return gain, max(highest, *figure.numbers)


def _read_note(places: Iterable[Sequence[Figure]], highest: int, chosen: Any, farthest: float | None) -> tuple[float, int, Any]:
    """Return the gain of the citations in a note, the highest work then cited, and the chain of choices with them."""
    total = 0.0
    for place in places:
        gain, figure, higher = _best(place, highest, farthest)
        if gain > 0:
            total += gain
            highest = higher
            chosen = (figure, None, chosen)
    return total, highest, chosen


def _best(place: Sequence[Figure], highest: int, farthest: float | None) -> tuple[float, Figure, int]:
    """Return the best reading of one place as a citation: its gain, the figure, and the highest work then cited."""
    read = [(*_cite(figure, highest, farthest), figure) for figure in place]
    gain, higher, figure = max(read, key=lambda each: (each[0], -each[1]))
    return gain, figure, higher
