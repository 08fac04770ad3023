"""Footnotes and endnotes, and the markers in the text that call them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from extract.layout.blocks import Block, interrupts, is_ended
from extract.layout.cited_numbers import Call, Place, count_entries, is_cited_by_number
from extract.layout.figures import find_places
from extract.layout.number_order import NEVER, Figure, Note, read_figures
from extract.superscripts import SET_NUMBER, SUPERSCRIPTS, TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.models import Span

NOTE = re.compile(
    rf"""(?:(?P<set>{SET_NUMBER} | (?P<raised>[{SUPERSCRIPTS}]{{1,3}})) | \\?\[(?P<boxed>\d{{1,3}})\\?\](?=\s)
    | (?P<plain>\d{{1,3}})[.)]?(?=\s))\s*(?=[^\s\d])""",
    re.VERBOSE,
)
LABELLED = re.compile(
    r"(?:\*\s?)?(?:(?:the )?(?:editor|author|translator)[’'`]?s?[’'`]? notes?|note of the (?:editor|author|translator)"
    r"|nota (?:del|de la|do|da|dell[’']?) ?(?:editor|autor|autora|traductor|tradutor|autore)|anm(?:erkung|\.) d(?:er|es|\.) \w+)\s*[:.]",
    re.IGNORECASE,
)
CLOSE = r")\]}”’\"'»"
FIGURE = re.compile(rf"<sup>|\$\^|\\\[|[\d{SUPERSCRIPTS}^\[]+")
MARKER = re.compile(
    rf"""(?P<raised>[{SUPERSCRIPTS}]{{1,3}}) | \^\{{(?P<braced>\d{{1,3}})\}} | \[\^(?P<label>\d{{1,3}})\](?!:)
    | <sup>\s?\\?\[?(?P<tag>\d{{1,3}})\\?\]?(?:\(\#[^()\s]{{1,60}}\))?\s?</sup> | \^(?P<caret>\d{{1,3}})\^
    | \$\^\{{?(?P<formula>\d{{1,3}})\}}?\$ | \\?\[(?P<boxed>\d{{1,3}})\\?\](?![:(\w])
    | (?P<glued>\d{{1,3}})(?=[\s.,;:!?{CLOSE}—–]|$)""",
    re.VERBOSE,
)
GLUED = re.compile(rf"(?:[^\W\d_A-Z]{{2}}|[^\W\d_][.,;:!?{CLOSE}]|[{CLOSE}][.,;:!?]|\d[{CLOSE}]|[{CLOSE}]{{2}})$")
"""What a number in plain digits is glued to when it is a marker: "Tokyo2", "region.4", "2019: 4)5"."""

STOPS = frozenset(".,;:!?" + CLOSE.replace("\\", ""))
MORE = re.compile(rf"\s?[,;–—‑-]\s?[\d{SUPERSCRIPTS}]")
"""What follows a number that is one of several: "region1,4", "region2–5"."""

ABBREVIATED = re.compile(r"(?:^|[^\w])(?:pp?|vols?|nos?|nrs?|figs?|eqs?|chs?|secs?|art|bd|nº|n|s|t|v)\.$", re.IGNORECASE)
WINDOW = 12_000  # characters before a footnote in which its marker stands: about four pages
PARAGRAPH = 200  # characters: a longer block is no part of the front
FEWEST_BOXED = 3  # notes in boxes, at least: fewer are anything
TALKING_SHARE = 0.1  # of the notes in boxes, at least, do not only describe a work
BOXED = re.compile(r"(?<!^)\\?\[(\d{1,3})\\?\](?![:(\w])")
TALKING = re.compile(r"\b(?:[Ii]d\.|[Ii]bid\b|[Ss]upra\b|[Ii]nfra\b|[Ss]ee\s|[Cc]f\.|op\.\s?cit|[Ee]bd\.|[Ee]benda\b|[Vv]gl\.)")
"""What notes say and entries of a list do not."""

CALLING = frozenset({"body", "abstract", "heading"})
"""Roles of the blocks in which markers stand."""

MAX_GAP = 3  # numbers that may be missing between two notes


def note_number(text: str) -> int | None:
    """Return the number with which a note begins.

    >>> note_number("^{2.} Interview, 2018."), note_number("7. Interview."), note_number("Interview.")
    (2, 7, None)
    """
    match = NOTE.match(text)
    return _number_in(match) if match else None


def find_notes(blocks: Sequence[Block]) -> tuple[list[Block], list[Span]]:
    """Return ``blocks`` with the role of notes set, and where the text has the markers of numbered ones.

    A block is a numbered note when the text before it holds its marker, after that of the note before it.
    """
    marked = list(blocks)
    is_told = any(block.is_given and block.role == "note" for block in blocks)  # by a format that knows notes from text
    front = next((i for i, block in enumerate(blocks) if len(block.text) > PARAGRAPH), 0)
    has_boxes = _are_called_in_boxes(blocks)
    numbers = {
        i: note_number(block.text)
        for i, block in enumerate(blocks)
        if block.role == "note"
        or (block.role == "body" and _may_be_note(block.text, is_told=is_told, has_boxes=has_boxes, is_front=i < front))
    }
    labelled = {
        i
        for i, printed in numbers.items()
        if LABELLED.match(NOTE.sub("", blocks[i].text, count=1) if printed else blocks[i].text)
    }
    for i in labelled:
        marked[i] = blocks[i]._replace(role="note")
    if not labelled and not any(numbers.values()):
        return marked, []
    calling = [(block, i < front) for i, block in enumerate(blocks) if block.role in CALLING]
    places = _find_candidates(calling, boxed=has_boxes)
    markers: list[tuple[int, Place]] = []
    calls: list[Call] = []
    number, reached = 0, 0
    for i, printed in numbers.items():
        found = printed or number + 1  # a labelled note may have lost its number, but not its marker
        if printed is None and i not in labelled:
            continue
        block = marked[i]
        is_next = number < found <= number + MAX_GAP
        is_run = is_next and ((i > 0 and marked[i - 1].role == "note") or numbers.get(i + 1) == found + 1)
        marker = _nearest(places[found], reached if is_next else 0, block.start, near=not is_run)
        if marker is None and (printed is None or not (is_next or _is_set(block.text))):
            continue  # where the count begins anew, as with each chapter, the text must call the note
        if marker is None and number == 0 and block.role == "body" and _is_in_markup(block.text):
            continue
        if block.role == "body" and not _is_note(marked, i, marker):
            continue
        marked[i] = block._replace(role="note")
        number = found
        calls.append(Call(found, block.start))
        if marker is not None:
            markers.append((found, marker))
            reached = marker.end
    entries = count_entries(blocks)
    if is_cited_by_number(places, {place for _, place in markers}, entries):
        markers = _told_apart(marked, calls, places, entries)
    return marked, [(place.start, place.end) for _, place in markers]


def _told_apart(
    blocks: Sequence[Block], calls: Sequence[Call], places: Mapping[int, Sequence[Place]], entries: int
) -> list[tuple[int, Place]]:
    """Return the markers of notes in a text that cites the ``entries`` of its list by raised numbers too."""
    called = {call.start: call.number for call in calls}
    text = ""
    notes = []
    for block in sorted(blocks, key=lambda block: block.start):
        if block.role in CALLING or block.start in called:
            text = f"{text}\n\n".ljust(block.start)[: block.start] + block.text
        if block.start in called:
            notes.append(Note(called[block.start], block.start, block.start + len(block.text)))
    figures = find_places(text, range(1, max([entries, *called.values()]) + 1))
    figures = [[_within(figure, entries) for figure in place] for place in figures]
    markers = []
    for figure in read_figures(figures, notes).called:
        number = figure.numbers[0]
        place = next((place for place in places[number] if place.start <= figure.start < place.end), None)
        markers.append((number, place or Place(figure.start, figure.end)))
    return markers


def _within(figure: Figure, entries: int) -> Figure:
    """Return ``figure``, which cites nothing when its numbers are beyond the list."""
    return figure._replace(cites=NEVER) if max(figure.numbers) > entries else figure


def _is_note(blocks: Sequence[Block], at: int, marker: Place | None) -> bool:
    """Tell whether a block that begins with the number to be expected is a note; a list or a heading may begin so too."""
    text = blocks[at].text
    if _is_set(text):
        return True
    if not is_ended(text):
        return False
    return marker is not None or interrupts(blocks, at)


def _is_set(text: str) -> bool:
    """Tell whether a block begins with a number that is set as that of a note, as ``^{2.}`` is."""
    match = NOTE.match(text)
    return match is not None and bool(match["set"])


def _is_in_markup(text: str) -> bool:
    """Tell whether a block begins with a number that the markup of words raises: "<sup>1</sup>", as an affiliation does too."""
    match = NOTE.match(text)
    return match is not None and bool(match["tag"] or match["caret"] or match["formula"])


def _may_be_note(text: str, *, is_told: bool, has_boxes: bool, is_front: bool) -> bool:
    """Tell whether a block without a role may be a note, if the text calls its number."""
    if is_front and _is_in_markup(text):
        return False
    match = NOTE.match(text)
    if match is not None and match["boxed"]:
        return has_boxes
    return not is_told or _is_set(text)


def _are_called_in_boxes(blocks: Sequence[Block]) -> bool:
    """Tell whether "[1] See ..." are notes: the text calls each once, in order, and one of them reads like no entry of a list."""
    heads, talking, calls = [], 0, []
    for block in blocks:
        if block.role not in {"body", "note"}:
            continue
        match = NOTE.match(block.text)
        if match is not None and match["boxed"]:
            heads.append(_number_in(match))
            talking += TALKING.search(block.text, match.end(), match.end() + 200) is not None
        elif "[" in block.text:
            calls += [int(found[1]) for found in BOXED.finditer(block.text)]
    if len(heads) < FEWEST_BOXED or talking < TALKING_SHARE * len(heads):
        return False
    return heads == sorted(set(heads)) and calls == sorted(set(calls)) and set(calls) >= set(heads)


def _find_candidates(blocks: Sequence[tuple[Block, bool]], *, boxed: bool) -> dict[int, list[Place]]:
    """Return for each number the places where it is glued to a word, as the marker of a note is.

    With each block stands whether it is part of the front, where raised numbers call affiliations.
    """
    places: dict[int, list[Place]] = defaultdict(list)
    for block, is_front in blocks:
        text = block.text
        own = NOTE.match(text)
        for figure in FIGURE.finditer(text, max(own.end() - 1, NOTE_LENGTH) if own else 1):
            at = figure.start()
            match = MARKER.match(text, at)
            if match is None or (match["glued"] and not _is_glued(text[max(at - 8, 0) : at])):
                continue
            is_marked_up = bool(match["tag"] or match["caret"] or match["formula"])
            if (text[at - 1].isspace() and not (is_marked_up or match["boxed"])) or (is_front and is_marked_up):
                continue
            if match["boxed"] and not boxed:
                continue
            start, end = at - (text[at - 1] == " "), match.end()
            is_shared = MORE.match(text, end) is not None
            place = Place(block.start + start, block.start + end, text[start - 1] in STOPS, is_shared)
            places[_number_in(match)].append(place)
    return places


NOTE_LENGTH = 8  # characters at the start of a block that may be its own number


def _is_glued(before: str) -> bool:
    return GLUED.search(before) is not None and ABBREVIATED.search(before) is None


def _nearest(places: Sequence[Place], reached: int, end: int, *, near: bool) -> Place | None:
    """Return the last of ``places`` before ``end``, or in a run of endnotes the first, that lies after ``reached``."""
    low, high = bisect_left(places, (reached, 0)), bisect_left(places, (end, 0))
    if near:
        low = max(low, bisect_left(places, (end - WINDOW, 0)))
    if low >= high:
        return None
    return places[high - 1] if near else places[low]


def _number_in(match: re.Match[str]) -> int:
    """Return the number that a note begins with, or that calls it, however it is printed."""
    digits = next(value for name, value in match.groupdict().items() if value and name != "set")
    return int(digits.translate(TO_DIGITS))
