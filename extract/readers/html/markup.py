"""From the tree of a page to its text: what is left out, moved or raised in each line, and where every character stood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.mapped_text import MappedText, Piece
from extract.readers.html.tree import NOTED, UNREADABLE
from extract.structure import Stretch
from extract.superscripts import TO_RAISED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Role, Span
    from extract.readers.html.tree import Tree

RAISING = TO_RAISED | str.maketrans("-−", "⁻⁻")
SEPARATOR = "\n\n"


Kind = Literal["keep", "drop", "move", "note"]
"""What becomes of a run: it stays, goes, is moved behind the block as furniture, or as a note."""

Run = tuple[str, int, int]
"""A text with its raw span."""


class Edit(NamedTuple):
    """What becomes of ``text[start:end]`` of a line."""

    start: int
    end: int
    kind: Literal["raise", "drop", "move"]
    """``raise`` digits, ``drop`` it, or ``move`` it out of the line."""


class Mark(NamedTuple):
    """A number that a browser puts before an item: its text, and the tag that stands for it."""

    text: str
    span: Span


class Block(NamedTuple):
    """Lines of a page that are one stretch of its text, each after what joins it to the one before."""

    role: Role | None
    lines: tuple[int, ...]
    level: int = 0
    joints: tuple[str, ...] = ()
    """Before each line but the first; a space where nothing is said."""
    mark: Mark | None = None


class Writer:
    """Writes blocks one after the other into one text."""

    def __init__(self, tree: Tree, edits: Mapping[int, Sequence[Edit]]) -> None:
        """Keep what is to be written."""
        self.tree = tree
        self.edits = edits
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.stretches: list[Stretch] = []
        self.moved: list[tuple[Role, list[Run]]] = []
        self.at = 0
        self.raw_at = 0

    def write(self, blocks: Iterable[Block]) -> tuple[MappedText, tuple[Stretch, ...]]:
        """Return the text of ``blocks`` and their places in it."""
        for block in blocks:
            self.moved = []
            start, first = self._open()
            if block.mark:
                self._add(block.mark.text, *block.mark.span)
            for number, line in enumerate(block.lines):
                if number:
                    self._insert(block.joints[number - 1] if block.joints else " ")
                self._line(line, _kept(block.role))
            self._close(start, first, block.role, block.level)
            for role, runs in self.moved:
                start, first = self._open()
                for text, low, high in runs:
                    self._add(text, low, high)
                self._close(start, first, role)
        return MappedText("".join(self.parts), self.pieces), tuple(self.stretches)

    def _open(self) -> tuple[int, int]:
        """Part what comes from what stands before it; return where it begins in the text, and among its parts."""
        if self.stretches:
            self._insert(SEPARATOR)
        return self.at, len(self.parts)

    def _close(self, start: int, first: int, role: Role | None, level: int = 0) -> None:
        """Note a stretch from ``start``, of which ``parts[first]`` is the first part; white space alone is none."""
        if any(not part.isspace() for part in self.parts[first:]):
            self.stretches.append(Stretch(start, self.at, role, level))

    def _line(self, number: int, kept: frozenset[Kind]) -> None:
        """Write a line, but for what is moved out of it: each note by itself, and all furniture together."""
        previous = -1
        furniture: list[Run] = []
        note: list[Run] = []
        is_whole = True
        for text, start, end, kind in self._runs(number):
            if kind == "drop":
                continue
            if kind not in kept:
                is_whole = False
                (note if kind == "note" else furniture).append((text, start, end))
                continue
            if note:
                self.moved.append(("note", note))
                note = []
            if previous >= 0 and is_whole and start > previous:
                self.pieces.append(Piece(self.at, self.at, previous, start))
            self._add(text, start, end)
            previous, is_whole = end, True
        if note:
            self.moved.append(("note", note))
        if furniture:
            self.moved.append(("furniture", furniture))

    def _runs(self, number: int) -> Iterator[tuple[str, int, int, Kind]]:
        """Yield the runs of a line: text, raw span, and what becomes of it."""
        tree = self.tree
        line = tree.lines[number]
        edits = self.edits.get(number)
        if edits is None:
            for run in range(line.first, line.end):
                yield tree.texts[run], tree.starts[run], tree.ends[run], _kind(tree.flags[run])
            return
        at = done = 0
        todo = sorted(edits)
        for run in range(line.first, line.end):
            text, start, end = tree.texts[run], tree.starts[run], tree.ends[run]
            kind = _kind(tree.flags[run])
            while done < len(todo) and todo[done].end <= at:
                done += 1
            stop = done
            while stop < len(todo) and todo[stop].start < at + len(text):
                stop += 1
            yield from _parted((text, start, end, kind), todo[done:stop], at)
            at += len(text)

    def _add(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.pieces.append(Piece(self.at, self.at + len(text), start, end))
        self.at += len(text)
        self.raw_at = end

    def _insert(self, text: str) -> None:
        self.parts.append(text)
        self.pieces.append(Piece(self.at, self.at + len(text), self.raw_at, self.raw_at))
        self.at += len(text)


def _kind(flags: int) -> Kind:
    """Return what becomes of a run."""
    return "move" if flags & UNREADABLE else "note" if flags & NOTED else "keep"


def _kept(role: Role | None) -> frozenset[Kind]:
    """Return the kinds of runs that stay in a block of a role."""
    if role == "furniture":
        return frozenset({"keep", "move", "note"})
    return frozenset({"keep", "note"}) if role in {"note", "reference"} else frozenset({"keep"})


def _parted(run: tuple[str, int, int, Kind], edits: Sequence[Edit], at: int) -> Iterator[tuple[str, int, int, Kind]]:
    """Yield the parts of a run, which stands at ``at`` of its line, that ``edits`` make different."""
    text, start, end, kind = run
    is_linear = len(text) == end - start
    done = 0
    for edit in edits:
        low, high = max(edit.start - at, done), min(edit.end - at, len(text))
        if low >= high or (not is_linear and (low > 0 or high < len(text))):
            continue  # characters of one reference stay together
        if low > done:
            yield text[done:low], start + done, start + low, kind
        changed = text[low:high].translate(RAISING) if edit.kind == "raise" else text[low:high]
        span = (start + low, start + high) if is_linear else (start, end)
        yield changed, *span, kind if edit.kind == "raise" else edit.kind
        done = high
    if done < len(text):
        yield text[done:], *((start + done, end) if is_linear else (start, end)), kind
