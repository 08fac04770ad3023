"""Notes of a page: links to them in the text, and the numbers with which they begin.

A link calls a note when its text is a number or a sign and its target is a note by name, stands in a list or begins with
the same number, and comes later in the page. Its number is raised, as in print, so that the layout knows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from extract.readers.html.markup import RAISING, Edit, Mark
from extract.readers.html.services import find_services
from extract.readers.html.tree import CALLS, NOTED, RAISED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.models import Role
    from extract.readers.html.outline import Outline
    from extract.readers.html.tree import Link, Tree

SIGN = re.compile(
    r"\s*+[\[(]?\s*+(?:note\s|n\.?\s|fn\.?\s?)?\s*+(?P<sign>\d{1,4}|[a-z]{1,2}|[ivxlc]{2,6}|[*†‡§¶#]{1,3})\s*+[.:]?[\])]?\s*+",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\s*+(?P<all>[\[(^]?\s*+(?P<number>\d{1,3})(?:\s?[\])])?[.:]?)(?=\s|$|[^\W\d_])")
BACK = re.compile(
    r"[\s↩↵⏎↑⇑⬆⤴↖⮌⮐⌃^\ufe0e\ufe0f\[\]()]{1,12}|(?:back|return|jump up|zurück|volver|retour)(?: to (?:text|top|article))?\s?[↩↑^]?",
    re.IGNORECASE,
)
RAISABLE = re.compile(r"\s*+\(?(?P<numbers>-?[−]?\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20})\)?\s*+")
DIGITS = re.compile(r"\d+")
MAX_GAP = 4  # characters before a call that may be dropped
MAX_CALL = 30  # characters of a link that may call a note


class Call(NamedTuple):
    """A link that calls a note: where its number stands in its line, and the element and the line that it calls."""

    number: str
    line: int
    start: int
    end: int
    element: int
    target: int
    is_raised: bool


class Notes(NamedTuple):
    """What was found of notes: edits of lines, the numbers to set before others, and which lines are notes."""

    edits: dict[int, list[Edit]]
    marks: dict[int, Mark]
    lines: dict[int, Role]


class Lines(NamedTuple):
    """The lines of a page in the search for notes."""

    tree: Tree
    outline: Outline
    roles: Sequence[Role | None]
    offsets: Sequence[int]
    """Where each run stands in its line."""
    found: Notes

    def role(self, line: int) -> Role | None:
        """Return the role of a line as far as it is known."""
        return self.found.lines.get(line, self.roles[line])


def find_notes(tree: Tree, outline: Outline, roles: Sequence[Role | None]) -> Notes:
    """Return the notes of a page whose lines have the ``roles`` that their elements give them."""
    lines = Lines(tree, outline, roles, _offsets(tree), Notes({}, {}, {}))
    found = lines.found
    _keep_signs(tree)
    calls = [call for call in _calls(lines) if _is_called(lines, call)]
    called: dict[int, str] = {}
    for call in calls:
        for line in _note_lines(lines, call):
            if roles[line] not in {"reference", "heading"}:
                found.lines[line] = "note"
        called.setdefault(call.target, call.number)
    for line, own in groupby(calls, key=lambda call: call.line):
        text = tree.text(tree.lines[line])
        edits = [edit for call in own if lines.role(call.target) == "note" for edit in _raised(text, call)]
        found.edits.setdefault(line, []).extend(edits)
    for line in range(len(roles)):
        if lines.role(line) in {"note", "reference"}:
            _set_number(lines, line, called.get(line))
        if lines.role(line) == "reference":
            found.edits.setdefault(line, []).extend(find_services(tree, line, lines.offsets))
    _raise_numbers(lines)
    _drop_backlinks(lines)
    return found


def _keep_signs(tree: Tree) -> None:
    """Take the mark of a note off what only calls one: "footnote" may be the name of either."""
    for line in tree.lines:
        run = line.first
        while run < line.end:
            first = run
            while run < line.end and tree.flags[run] & NOTED:
                run += 1
            if first < run and SIGN.fullmatch("".join(tree.texts[first:run])[: MAX_CALL + 1]):
                for at in range(first, run):
                    tree.flags[at] ^= NOTED
            run = max(run, first + 1)


def _offsets(tree: Tree) -> list[int]:
    """Return for each run where it stands in its line."""
    offsets = [0] * len(tree.texts)
    for line in tree.lines:
        at = 0
        for run in range(line.first, line.end):
            offsets[run] = at
            at += len(tree.texts[run])
    return offsets


def _calls(lines: Lines) -> Iterator[Call]:
    """Yield the links whose text is the number or the sign of a note, with targets later in the page."""
    tree, offsets = lines.tree, lines.offsets
    for link in tree.links:
        place = tree.ids.get(link.target)
        if place is None or not link.first < link.end:
            continue
        found = _within_line(tree, link)
        if found is None:
            continue
        line, first, end = found
        text = "".join(tree.texts[first:end])
        match = SIGN.fullmatch(text) if len(text) <= MAX_CALL else None
        if match is None:
            continue
        element, run = place
        target = tree.line_at(run)
        if target >= len(tree.lines) or target <= line:
            continue
        is_raised = bool(tree.flags[first] & (RAISED | CALLS))
        own = element if link.target in tree.own_ids else -1
        yield Call(match["sign"], line, offsets[first], offsets[first] + len(text), own, target, is_raised)


def _within_line(tree: Tree, link: Link) -> tuple[int, int, int] | None:
    """Return the line in which a link stands, and its runs; nothing for a link around several lines."""
    at = tree.line_at(link.first)
    if at >= len(tree.lines):
        return None
    line = tree.lines[at]
    first, end = max(link.first, line.first), min(link.end, line.end)
    return (at, first, end) if first < end and link.end <= line.end else None


def _is_called(lines: Lines, call: Call) -> bool:
    """Tell whether the target of a link looks like a note."""
    tree, outline, roles = lines.tree, lines.outline, lines.roles
    role = roles[call.target]
    if role == "heading" or outline.levels[tree.lines[call.target].element]:
        return False
    if role in {"note", "reference"}:
        return True
    text = tree.text(tree.lines[call.target])
    numbered = NUMBERED.match(text)
    if numbered and numbered["number"] == call.number:
        return True
    sign = SIGN.match(text)
    is_same = sign is not None and sign["sign"] == call.number
    return call.is_raised and (is_same or bool(outline.items[tree.lines[call.target].element]))


def _note_lines(lines: Lines, call: Call) -> range:
    """Return the lines of the note that is called: all of an element, or else of the item in which the target stands."""
    tree, outline = lines.tree, lines.outline
    element = call.element
    if element < 0:
        own = tree.lines[call.target].element
        item = outline.items[own]
        if not item or tree.elements[item].line != call.target:
            return range(call.target, call.target + 1)
        element = item
    end = call.target
    while end < len(tree.lines) and element <= tree.lines[end].element <= outline.last[element]:
        end += 1
    return range(call.target, max(end, call.target + 1))


def _raised(text: str, call: Call) -> Iterator[Edit]:
    """Yield the edits that make a raised number of a call, without the brackets and the space before it."""
    start, end = call.start, call.end
    before = text[max(start - MAX_GAP, 0) : start]
    if before.endswith(("[", "(")) and text[end : end + 1] in {"]", ")"}:
        end += 1
        before = before[:-1]
    first = max(start - MAX_GAP, 0) + len(before.rstrip(" "))
    if first < start:
        yield Edit(first, start, "drop")
    if not call.number.isdigit():
        return
    for match in DIGITS.finditer(text, start, call.end):
        yield Edit(*match.span(), "raise")
        if match.start() > start:
            yield Edit(start, match.start(), "drop")
        if match.end() < end:
            yield Edit(match.end(), end, "drop")
        break


def _set_number(lines: Lines, line: int, number: str | None) -> None:
    """Raise the number with which a note begins, or set the one that a browser would."""
    tree, outline, found = lines.tree, lines.outline, lines.found
    is_note = lines.role(line) == "note"
    match = NUMBERED.match(_visible(tree, line))
    if match and is_note and (number is None or match["number"] == number):
        (start, end), digits = match.span("all"), match.span("number")
        edits = [Edit(start, digits[0], "drop"), Edit(*digits, "raise"), Edit(digits[1], end, "drop")]
        found.edits.setdefault(line, []).extend(edit for edit in edits if edit.start < edit.end)
        return
    item = outline.items[tree.lines[line].element]
    element = tree.elements[item]
    if (match and not is_note) or not item or element.line != line or item not in outline.counts:
        return
    counted = str(outline.counts[item])
    text = f"{(number or counted).translate(RAISING)} " if is_note else f"{counted}. "
    found.marks[line] = Mark(text, (element.start, element.end))


def _visible(tree: Tree, line: int) -> str:
    """Return the text of a line with what is moved out of it blanked."""
    place = tree.lines[line]
    return "".join(
        " " * len(tree.texts[run]) if tree.flags[run] & (UNREADABLE | NOTED) else tree.texts[run]
        for run in range(place.first, place.end)
    )


def _raise_numbers(lines: Lines) -> None:
    """Raise the figures that a page raises itself."""
    tree, offsets, edits = lines.tree, lines.offsets, lines.found.edits
    taken = {line: sorted(edit.start for edit in own) for line, own in edits.items()}
    for number, line in enumerate(tree.lines):
        run = line.first
        while run < line.end:
            if not tree.flags[run] & RAISED:
                run += 1
                continue
            first = run
            while run < line.end and tree.flags[run] & RAISED:
                run += 1
            text = "".join(tree.texts[first:run])
            match = RAISABLE.fullmatch(text) if len(text) <= 4 * MAX_CALL else None
            if match and first > line.first:
                done = taken.get(number, [])
                at = bisect_left(done, offsets[first])
                if at == len(done) or done[at] >= offsets[first] + len(text):
                    found = edits.setdefault(number, [])
                    found += [
                        Edit(offsets[first] + digits.start(), offsets[first] + digits.end(), "raise")
                        for digits in re.finditer(r"\d+|^\s*+[-−]", text)
                    ]


def _drop_backlinks(lines: Lines) -> None:
    """Move out of notes the arrows that lead back to the text."""
    tree, offsets, found = lines.tree, lines.offsets, lines.found
    for link in tree.links:
        place = _within_line(tree, link)
        if place is None:
            continue
        line, first, end = place
        if lines.role(line) not in {"note", "reference"}:
            continue
        text = "".join(tree.texts[first:end])
        if len(text) <= MAX_CALL and BACK.fullmatch(text):
            found.edits.setdefault(line, []).append(Edit(offsets[first], offsets[first] + len(text), "move"))
