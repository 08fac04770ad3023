"""The text without its markup, written paragraph by paragraph, with the raw place of every character."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from extract.mapped_text import MappedText, Piece
from extract.structure import Stretch
from extract.superscripts import TO_RAISED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.models import Role, Span

SPACE = " \t\r\n"
"""What XML takes for white space; a no-break space is none."""

ODD_SPACE = re.compile(r"[\t\r\n][ \t\r\n]*+| [ \t\r\n]++")
"""White space that is more than one plain space."""

CLOSING = ".,;:!?)]"
"""Before these no space is written that the source has not in this place."""

SEPARATOR = "\n\n"
MINUS = "-−–"
EXPONENT = TO_RAISED | str.maketrans(dict.fromkeys(MINUS, "⁻"))
"""For numbers below nought, such as "10⁻⁶"; in others a dash stands between two of them."""


class Place(NamedTuple):
    """A stretch of one paragraph; it counts from the start of the paragraph."""

    paragraph: Paragraph
    start: int
    end: int


class Paragraph:
    """A paragraph that is being written: its role, its text so far, and where in the raw text each piece stands."""

    __slots__ = ("_last", "edge", "goes_on", "is_glued", "is_label", "length", "level", "parts", "pieces", "role", "space")

    def __init__(self, role: Role | None, level: int) -> None:
        """Begin an empty paragraph."""
        self.role = role
        self.level = level
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int, int, int]] = []
        self.length = 0
        self._last = ""
        self.space: Span | None = None
        """White space that is written once a word follows."""
        self.edge: int | None = None
        """Where the raw text ends that is written; what lies between it and the next word is markup inside the paragraph."""
        self.goes_on: bool | None = None
        """It is the rest of the paragraph before."""
        self.is_label = False
        """What follows belongs to it, as the title does to the number of a section."""
        self.is_glued = False
        """White space that follows is none: a line was broken inside a word."""

    @property
    def last(self) -> str:
        """The last character."""
        return self._last

    def write(self, text: str, start: int, end: int) -> None:
        """Write ``text``, which stands for ``raw[start:end]``, after the white space that waits."""
        if self.space is not None:
            space, self.space = self.space, None
            is_ours = space[0] == space[1]
            if self.length and self.last not in SPACE and not (is_ours and text[0] in CLOSING):
                self._put(" ", *space)
        self.is_glued = False
        self._put(text, start, end)

    def break_line(self, start: int, end: int) -> None:
        """End a line; at the start of a paragraph there is none to end."""
        self.space = None
        if self.length and self.last != "\n":
            self._put("\n", start, end)

    def _put(self, text: str, start: int, end: int) -> None:
        if self.edge is not None and self.edge < start < end:
            self.pieces.append((self.length, self.length, self.edge, start))
            self.parts.append("")
        stop = self.length + len(text)
        self.pieces.append((self.length, stop, start, end))
        self.parts.append(text)
        self.length = stop
        self._last = text[-1:] or self._last
        if start < end:
            self.edge = end


class Writer:
    """Writes paragraphs in reading order; one that interrupts another, such as a note, stands after it."""

    def __init__(self, raw: str) -> None:
        """Begin with no paragraph; offsets of what is written count in ``raw``."""
        self.raw = raw
        self.paragraphs: list[Paragraph] = []
        self.open: Paragraph | None = None
        self.raised: Mapping[int, str | int] | None = None
        """Which characters are written as superscripts, and how."""

    def begin(self, role: Role | None, level: int = 0) -> Paragraph:
        """Begin a paragraph, or go on in one that is only a label so far."""
        paragraph = self.open
        if paragraph is not None and (paragraph.is_label or not paragraph.length):
            paragraph.role, paragraph.level, paragraph.is_label = role, level, False
            self.space()
            return paragraph
        self.open = Paragraph(role, level)
        self.paragraphs.append(self.open)
        return self.open

    def end(self) -> None:
        """End the paragraph; what is written next begins another."""
        self.open = None

    def end_label(self) -> None:
        """End a label: the next paragraph goes on where it stands."""
        if self.open is not None and self.open.length:
            self.open.is_label = True

    def here(self) -> Place | None:
        """Return the place that is written next; nothing outside a paragraph."""
        return Place(self.open, self.open.length, self.open.length) if self.open is not None else None

    def since(self, place: Place | None) -> Place | None:
        """Return what was written since ``place``, if there is something, without the space before it."""
        if place is None or place.paragraph.length <= place.start:
            return None
        pieces = place.paragraph.pieces
        first = bisect_left(pieces, (place.start,))
        while pieces[first][0] == pieces[first][1]:  # markup before the first word
            first += 1
        is_space = place.paragraph.parts[first].isspace() and place.start + 1 < place.paragraph.length
        return Place(place.paragraph, place.start + is_space, place.paragraph.length)

    def text(self, start: int, end: int, role: Role | None = None) -> None:
        """Write ``raw[start:end]`` with each white space as one space; outside a paragraph it begins one of ``role``."""
        text = self.raw[start:end]
        printed = text.lstrip(SPACE)
        if printed:
            paragraph = self.open or self.begin(role)
        elif self.open is None:
            return
        else:
            paragraph = self.open
        if printed and paragraph.is_label:
            paragraph.is_label = False
            self.space()
        first = end - len(printed)
        if first > start and paragraph.space is None and not paragraph.is_glued:
            paragraph.space = (start, first)
        if not printed:
            return
        printed = printed.rstrip(SPACE)
        last = first + len(printed)
        if self.raised:
            printed = printed.translate(self.raised)
        done = 0
        for found in ODD_SPACE.finditer(printed):
            low, high = found.span()
            paragraph.write(printed[done:low], first + done, first + low)
            paragraph.space = (first + low, first + high)
            done = high
        paragraph.write(printed[done:], first + done, last)
        if last < end:
            paragraph.space = (last, end)

    def value(self, value: str, start: int, end: int, role: Role | None = None) -> None:
        """Write ``value``, which stands for ``raw[start:end]`` as a whole."""
        paragraph = self.open
        if not value.strip(SPACE):
            if paragraph is not None and value and paragraph.space is None and not paragraph.is_glued:
                paragraph.space = (start, end)
            return
        printed = ODD_SPACE.sub(" ", value.translate(self.raised) if self.raised else value)
        if paragraph is not None and paragraph.is_label:
            paragraph.is_label = False
            self.space()
        (paragraph or self.begin(role)).write(printed, start, end)

    def insert(self, text: str) -> None:
        """Write what stands nowhere in the raw text, such as the comma between two tagged names."""
        if self.open is not None and self.open.length:
            at = self.open.edge or 0
            self.open.space = None
            self.open.write(text, at, at)

    def space(self) -> None:
        """See to it that a space stands before what is written next."""
        if self.open is not None and self.open.length and self.open.space is None:
            at = self.open.edge or 0
            self.open.space = (at, at)

    def marker(self, text: str, start: int, end: int) -> Place | None:
        """Write the number that calls a note, right behind the word before it; it stands for ``raw[start:end]``."""
        paragraph = self.open
        if paragraph is None:
            return None
        had_space, paragraph.space = paragraph.space is not None, None
        place = self.here()
        paragraph.write(text, start, end)
        if had_space:
            self.space()
        return self.since(place)

    def finish(self) -> tuple[MappedText, list[Stretch], dict[int, int]]:
        """Return the text, its paragraphs, and where each begins: the ``id`` of a paragraph -> its offset."""
        written = [paragraph for paragraph in self.paragraphs if paragraph.length]
        pieces: list[Piece] = []
        stretches: list[Stretch] = []
        starts: dict[int, int] = {}
        at = edge = 0
        for number, paragraph in enumerate(written):
            if number:
                pieces.append(Piece(at, at + len(SEPARATOR), edge, edge))
                at += len(SEPARATOR)
            for start, end, raw_start, raw_end in _merged(paragraph.pieces):
                pieces.append(Piece(start + at, end + at, raw_start, raw_end))
            edge = pieces[-1].raw_end
            stretches.append(Stretch(at, at + paragraph.length, paragraph.role, paragraph.level, goes_on=paragraph.goes_on))
            starts[id(paragraph)] = at
            at += paragraph.length
        return MappedText(SEPARATOR.join("".join(paragraph.parts) for paragraph in written), pieces), stretches, starts


def _merged(pieces: Sequence[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield ``pieces``, those as one that follow one another character for character."""
    start, end, raw_start, raw_end = pieces[0]
    for piece in pieces[1:]:
        if piece[2] == raw_end and end - start == raw_end - raw_start and piece[1] - piece[0] == piece[3] - piece[2]:
            end, raw_end = piece[1], piece[3]
        else:
            yield start, end, raw_start, raw_end
            start, end, raw_start, raw_end = piece
    yield start, end, raw_start, raw_end
