"""Cleaned text that knows where each of its characters stood in the raw text.

The map is a list of *pieces*, one for each place where the distance between cleaned and raw offsets changes, so its
size grows with the number of edits and not with the length of the text. A look-up is a bisection.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Span


class Change(NamedTuple):
    """Put ``replacement`` in the place of ``[start, end)``; offsets count in the text that is changed."""

    start: int
    end: int
    replacement: str


class Piece(NamedTuple):
    """``text[start:end]`` stands for ``raw[raw_start:raw_end]``.

    Of equal lengths, characters stand one for one. Otherwise the piece is a unit: a deletion has no text, an
    insertion no raw, and a replacement maps as a whole.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int


class MappedText:
    r"""A text with the raw place of every character.

    >>> page = MappedText.whole("the sanc-\ntions regime")
    >>> line = page.changed([Change(8, 10, "")])
    >>> line.text
    'the sanctions regime'
    >>> line.raw_spans(4, 13)
    ((4, 15),)
    >>> line.text_spans(0, 8)
    ((0, 8),)
    """

    __slots__ = ("_by_raw", "_raw_ends", "_raw_starts", "_starts", "text")

    def __init__(self, text: str, pieces: Iterable[Piece]) -> None:
        """Keep ``pieces``, which cover ``text`` from left to right without a hole."""
        self.text = text
        self._starts = array("q")
        self._raw_starts = array("q")
        self._raw_ends = array("q")
        self._by_raw: tuple[array[int], array[int]] | None = None
        previous: Piece | None = None
        for piece in pieces:
            if piece.start == piece.end and piece.raw_start == piece.raw_end:
                continue
            if previous is not None and _is_linear(previous) and _is_linear(piece) and previous.raw_end == piece.raw_start:
                self._raw_ends[-1] = piece.raw_end
                previous = Piece(previous.start, piece.end, previous.raw_start, piece.raw_end)
                continue
            self._starts.append(piece.start)
            self._raw_starts.append(piece.raw_start)
            self._raw_ends.append(piece.raw_end)
            previous = piece

    @classmethod
    def whole(cls, raw: str, start: int = 0, end: int | None = None) -> MappedText:
        """Return ``raw[start:end]`` unchanged."""
        end = len(raw) if end is None else end
        return cls(raw[start:end], [Piece(0, end - start, start, end)])

    @classmethod
    def joined(cls, parts: Sequence[MappedText], separator: str = "") -> MappedText:
        """Return the parts in the order given, with ``separator`` (which has no raw place) between them.

        >>> raw = "one three two"
        >>> MappedText.joined([MappedText.whole(raw, 0, 4), MappedText.whole(raw, 10, 13)]).raw_spans(0, 7)
        ((0, 4), (10, 13))
        """
        pieces: list[Piece] = []
        at = 0
        for number, part in enumerate(parts):
            if number and separator:
                pieces.append(Piece(at, at + len(separator), *_nowhere(pieces)))
                at += len(separator)
            pieces += [Piece(p.start + at, p.end + at, p.raw_start, p.raw_end) for p in part.pieces()]
            at += len(part.text)
        return cls(separator.join(part.text for part in parts), pieces)

    def __len__(self) -> int:
        """Return the number of characters of the text."""
        return len(self.text)

    @property
    def start(self) -> int | None:
        """Where the text stands in the raw text character for character; nothing when something was changed in it."""
        return self._raw_starts[0] if len(self._starts) == 1 and _is_linear(self._piece(0)) else None

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces in the order of the text."""
        return map(self._piece, range(len(self._starts)))

    def _piece(self, i: int) -> Piece:
        end = self._starts[i + 1] if i + 1 < len(self._starts) else len(self.text)
        return Piece(self._starts[i], end, self._raw_starts[i], self._raw_ends[i])

    def _between(self, start: int, end: int) -> Iterator[Piece]:
        """Yield what of each piece lies in ``[start, end)``; deletions only when text stands on both sides of them."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for i in range(first, len(self._starts) if start < end else 0):
            piece = self._piece(i)
            if piece.start >= end:
                break
            if piece.start == piece.end:
                if piece.start > start:
                    yield piece
            elif piece.end > start:
                yield _cut(piece, max(start, piece.start), min(end, piece.end))

    def raw_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the raw spans of ``text[start:end]`` in reading order; spans that touch are one.

        Raw text that a rule deleted inside the stretch belongs to it; text that was moved away does not.
        """
        if start >= end or not self._starts:
            return ()
        first = self._piece(max(bisect_right(self._starts, start) - 1, 0))
        if first.start <= start and end <= first.end and _is_linear(first):  # as nearly always
            shift = first.raw_start - first.start
            return ((start + shift, end + shift),)
        spans: list[list[int]] = []
        for piece in self._between(start, end):
            if piece.raw_start == piece.raw_end:
                continue
            if spans and spans[-1][1] == piece.raw_start:
                spans[-1][1] = piece.raw_end
            else:
                spans.append([piece.raw_start, piece.raw_end])
        return tuple((a, b) for a, b in spans)

    def text_spans(self, raw_start: int, raw_end: int) -> tuple[Span, ...]:
        """Return where the characters of ``raw[raw_start:raw_end]`` stand in the text, in its order.

        Characters that were deleted stand nowhere. Spans that touch are one.
        """
        if self._by_raw is None:
            order = sorted(range(len(self._starts)), key=lambda i: (self._raw_starts[i], self._raw_ends[i]))
            self._by_raw = array("q", order), array("q", (self._raw_starts[i] for i in order))
        order_by_raw, starts = self._by_raw
        first = max(bisect_left(starts, raw_start) - 1, 0)
        found: list[Span] = []
        for at in range(first, bisect_left(starts, raw_end)):
            piece = self._piece(order_by_raw[at])
            low, high = max(raw_start, piece.raw_start), min(raw_end, piece.raw_end)
            if low >= high or piece.start == piece.end:
                continue
            if _is_linear(piece):
                shift = piece.start - piece.raw_start
                found.append((low + shift, high + shift))
            else:
                found.append((piece.start, piece.end))
        merged: list[Span] = []
        for a, b in sorted(found):
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return tuple(merged)

    def sliced(self, start: int, end: int) -> MappedText:
        """Return ``text[start:end]`` with its raw places; a part of a unit keeps all raw text of the unit."""
        pieces = [Piece(p.start - start, p.end - start, p.raw_start, p.raw_end) for p in self._between(start, end)]
        return MappedText(self.text[start:end], pieces)

    def changed(self, changes: Iterable[Change]) -> MappedText:
        """Return the text with ``changes`` made; they are in order and do not overlap."""
        pieces: list[Piece] = []
        parts: list[str] = []
        done = at = 0

        def keep(start: int, end: int, *, last: bool = False) -> None:
            nonlocal at
            for p in self._slice_pieces(start, end, last=last):
                pieces.append(Piece(p.start - start + at, p.end - start + at, p.raw_start, p.raw_end))
            parts.append(self.text[start:end])
            at += end - start

        for change in self._widened(changes):
            keep(done, change.start)
            length = len(change.replacement)
            inside = list(self._slice_pieces(change.start, change.end))
            pieces += _replaced(inside, at, length) if inside else [Piece(at, at + length, *_nowhere(pieces))]
            parts.append(change.replacement)
            at += length
            done = change.end
        keep(done, len(self.text), last=True)
        return MappedText("".join(parts), pieces)

    def _widened(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield the changes, those that would part a unit widened to the whole of it, so that it stays one."""
        pending: Change | None = None
        done = 0
        for change in changes:
            if change.start < done:
                message = f"changes overlap or are out of order at {change.start}"
                raise ValueError(message)
            done = change.end
            start, end = self._unit_around(change.start)[0], self._unit_around(change.end)[1]
            if pending and start < pending.end:
                head = pending.replacement[: len(pending.replacement) - (pending.end - change.start)]
                start = pending.start
            else:
                if pending:
                    yield pending
                head = self.text[start : change.start]
            pending = Change(start, end, head + change.replacement + self.text[change.end : end])
        if pending:
            yield pending

    def _unit_around(self, at: int) -> Span:
        """Return the span of the unit that has ``at`` inside; an empty span if there is none."""
        i = bisect_left(self._starts, at) - 1
        if i >= 0:
            piece = self._piece(i)
            if piece.end > at and piece.raw_start < piece.raw_end and not _is_linear(piece):
                return piece.start, piece.end
        return at, at

    def _slice_pieces(self, start: int, end: int, *, last: bool = False) -> Iterator[Piece]:
        """Yield the pieces of ``[start, end)``, each deletion with the text before which it stands.

        With ``last``, deletions at ``end`` too.
        """
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] > start:
            first -= 1
        for i in range(max(first, 0), len(self._starts)):
            piece = self._piece(i)
            if piece.start == piece.end:
                if start <= piece.start < end or (last and piece.start == end):
                    yield piece
            elif piece.start >= end:
                break
            elif piece.end > start:
                yield _cut(piece, max(start, piece.start), min(end, piece.end))


def _is_linear(piece: Piece) -> bool:
    return piece.end - piece.start == piece.raw_end - piece.raw_start


def _cut(piece: Piece, start: int, end: int) -> Piece:
    """Return the part of ``piece`` in ``[start, end)``; only linear pieces can be parted in raw text."""
    if not _is_linear(piece):
        return Piece(start, end, piece.raw_start, piece.raw_end)
    shift = piece.raw_start - piece.start
    return Piece(start, end, start + shift, end + shift)


def _nowhere(pieces: Sequence[Piece]) -> Span:
    """Return an empty raw span at the end of the last piece: where an insertion stands."""
    at = pieces[-1].raw_end if pieces else 0
    return at, at


def _replaced(inside: Sequence[Piece], at: int, length: int) -> Iterator[Piece]:
    """Yield pieces that map ``length`` new characters at ``at`` to all raw text of ``inside``.

    Of several raw spans the last has the last character, so that the others stand inside the replacement.
    """
    spans: list[list[int]] = []
    for piece in inside:
        if spans and spans[-1][1] == piece.raw_start:
            spans[-1][1] = piece.raw_end
        elif piece.raw_start < piece.raw_end or not spans:
            spans.append([piece.raw_start, piece.raw_end])
    start = at
    for left, (raw_start, raw_end) in zip(range(len(spans) - 1, -1, -1), spans, strict=True):
        end = at + length if left == 0 else max(at, at + length - 1)
        yield Piece(start, end, raw_start, raw_end)
        start = end
