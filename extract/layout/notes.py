"""Footnotes and endnotes, and the markers in the text that call them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from extract.layout.blocks import Block, interrupts, is_ended
from extract.layout.cited_numbers import Call, Place, count_entries, find_markers, is_cited_by_number
from extract.superscripts import SUPERSCRIPTS, TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

NOTE = re.compile(
    rf"""(?:(?P<set>\^\{{(?P<braced>\d{{1,3}})[.)]?\}} | \[\^(?P<label>\d{{1,3}})\]: | (?P<raised>[{SUPERSCRIPTS}]{{1,3}}))
    | (?P<plain>\d{{1,3}})[.)]?(?=\s))\s*(?=[^\s\d])""",
    re.VERBOSE,
)
LABELLED = re.compile(
    r"(?:\*\s?)?(?:(?:the )?(?:editor|author|translator)[’'`]?s?[’'`]? notes?|note of the (?:editor|author|translator)"
    r"|nota (?:del|de la|do|da|dell[’']?) ?(?:editor|autor|autora|traductor|tradutor|autore)|anm(?:erkung|\.) d(?:er|es|\.) \w+)\s*[:.]",
    re.IGNORECASE,
)
CLOSE = r")\]}”’\"'»"
FIGURE = re.compile(rf"[\d{SUPERSCRIPTS}^\[]+")
MARKER = re.compile(
    rf"""(?P<raised>[{SUPERSCRIPTS}]{{1,3}}) | \^\{{(?P<braced>\d{{1,3}})\}} | \[\^(?P<label>\d{{1,3}})\](?!:)
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
MAX_GAP = 3  # numbers that may be missing between two notes


def note_number(text: str) -> int | None:
    """Return the number with which a note begins.

    >>> note_number("^{2.} Interview, 2018."), note_number("7. Interview."), note_number("Interview.")
    (2, 7, None)
    """
    match = NOTE.match(text)
    return _number(match["braced"] or match["label"] or match["raised"] or match["plain"]) if match else None


def find_notes(blocks: Sequence[Block]) -> tuple[list[Block], list[Span]]:
    """Return ``blocks`` with the role of notes set, and where the text has the markers of numbered ones.

    A block is a numbered note when the text before it holds its marker, after that of the note before it.
    """
    marked = list(blocks)
    is_told = any(block.is_given and block.role == "note" for block in blocks)  # by a format that knows notes from text
    numbers = {
        i: note_number(block.text)
        for i, block in enumerate(blocks)
        if block.role == "note" or (block.role == "body" and (not is_told or _is_set(block.text)))
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
    places = _find_candidates([block for block in blocks if block.role in {"body", "abstract", "heading"}])
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
        markers = find_markers(places, calls, entries)
    return marked, [(place.start, place.end) for _, place in markers]


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


def _find_candidates(blocks: Sequence[Block]) -> dict[int, list[Place]]:
    """Return for each number the places where it is glued to a word, as the marker of a note is."""
    places: dict[int, list[Place]] = defaultdict(list)
    for block in blocks:
        text = block.text
        for figure in FIGURE.finditer(text, NOTE_LENGTH if note_number(text) else 1):
            at = figure.start()
            match = None if text[at - 1].isspace() else MARKER.match(text, at)
            if match is None or (match["glued"] and not _is_glued(text[max(at - 8, 0) : at])):
                continue
            number = _number(match["raised"] or match["braced"] or match["label"] or match["glued"])
            start, end = match.span()
            is_shared = MORE.match(text, end) is not None
            places[number].append(Place(block.start + start, block.start + end, text[at - 1] in STOPS, is_shared))
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


def _number(digits: str) -> int:
    return int(digits.translate(TO_DIGITS))
