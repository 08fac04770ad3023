"""How two copies of a text differ: in their wording, and in the noise of printing, scanning and layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, get_args

from extract.differences.kinds import About, Judge, Kind, Noise, Wording, kind_of_gap
from extract.differences.matching import Side, Step, match_words
from extract.differences.words import Aside, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Span

__all__ = ["NOISE", "WORDING", "Aside", "Difference", "Kind", "Text", "find_differences"]

WORDING: tuple[Wording, ...] = get_args(Wording)
NOISE: tuple[Noise, ...] = get_args(Noise)

ASIDES: tuple[Noise, ...] = ("furniture", "note_mark", "pull_quote", "markup")
"""Noise that is no running text."""

HOLE = "\x00"
"""What stands for a character that is not compared."""

_TURNED: dict[Kind, Kind] = {"added": "left_out", "left_out": "added"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text to compare: the spans of it that are, or all of it, and what in it is no running text."""

    raw: str
    spans: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def compared(self) -> str:
        """The text with a hole for each character that is not compared."""
        if not self.spans:
            return self.raw
        parts, at = [], 0
        for start, end in sorted(self.spans):
            parts += [HOLE * (start - at), self.raw[max(start, at) : end]]
            at = max(end, at)
        return "".join(parts)


class Difference(NamedTuple):
    """``raw[slice(*a)]`` of one text stands against ``raw[slice(*b)]`` of the other; an empty span is the place between.

    ``about`` says what a difference of wording matters to; it is empty for noise.
    """

    kind: Kind
    about: About
    a: Span
    b: Span

    @property
    def is_noise(self) -> bool:
        """Whether the wording is the same."""
        return self.kind in NOISE

    def turned(self) -> Difference:
        """Return the difference with its sides exchanged."""
        return Difference(_TURNED.get(self.kind, self.kind), self.about, self.b, self.a)


def find_differences(a: Text, b: Text) -> list[Difference]:
    r"""Return how two texts differ: first the wording, then noise, each in the order of side a.

    A passage that has moved is one difference, and what differs in it others.

        >>> one = Text("The port closed in May, 14 ships left.")
        >>> other = Text("The port closed\nin May; 41 ships left.")
        >>> [(d.kind, d.about, one.raw[slice(*d.a)], other.raw[slice(*d.b)]) for d in find_differences(one, other)]
        [('replaced', 'number', '14', '41'), ('line_break', '', ' ', '\n'), ('punctuation', '', ', ', '; ')]
    """
    one, other = a.compared, b.compared
    is_turned = (len(other), other, b.asides) < (len(one), one, a.asides)  # so that it is the same from either side
    first, second = (b, a) if is_turned else (a, b)
    found = _joined(_compared(_side(first), _side(second)))
    return sorted(
        (each.turned() if is_turned else each for each in found), key=lambda each: (each.is_noise, each.a, each.b, each.kind)
    )


def _side(text: Text) -> Side:
    return Side(text.compared, read_tokens(text.compared, text.asides))


def _compared(a: Side, b: Side) -> Iterator[Difference]:
    """Yield the differences of two texts in the order in which they are found."""
    if a.text == b.text:
        return
    steps, moved = match_words(a, b)
    walk = _Walk(a, b)
    yield from walk.through(steps)
    for passage in moved:
        labels = {side.tokens[at].aside for side, of in ((a, passage.a), (b, passage.b)) for at in range(*of)}
        label = labels.pop() if len(labels) == 1 else ""
        yield Difference(_noise(label) or "moved", "" if label else "words", walk.span(0, passage.a), walk.span(1, passage.b))
        yield from _Walk(a, b).through(passage.steps, is_whole=False)


def _joined(found: Iterable[Difference]) -> Iterator[Difference]:
    """Yield the differences, words in a row that are no running text as one."""
    last: Difference | None = None
    for each in found:
        if last and last.kind == each.kind in ASIDES and _go_on(last, each):
            last = last._replace(a=(last.a[0], each.a[1]), b=(last.b[0], each.b[1]))
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _go_on(one: Difference, other: Difference) -> bool:
    """Tell whether two differences that only one side has stand at the same place of the other."""
    return (one.a[0] == one.a[1] == other.a[0] == other.a[1]) or (one.b[0] == one.b[1] == other.b[0] == other.b[1])


def _noise(label: str) -> Noise | None:
    return next((kind for kind in NOISE if kind == label), None)


class _Walk:
    """Goes through two texts side by side."""

    def __init__(self, a: Side, b: Side) -> None:
        self._a, self._b = a, b
        self._judge = Judge(a, b)
        self._changed: list[Step] = []
        self._at = [0, 0]
        """The tokens that come next."""
        self._is_level = True
        """Whether the gaps that come next stand against each other."""

    def span(self, side: int, of: Sequence[int]) -> Span:
        """Return the place of tokens."""
        tokens = (self._a, self._b)[side].tokens
        return tokens[of[0]].start, tokens[of[1] - 1].end

    def gap(self, of_a: Span, of_b: Span) -> Iterator[Difference]:
        """Yield the difference between two gaps."""
        kind = kind_of_gap(self._a.text[slice(*of_a)].strip(HOLE), self._b.text[slice(*of_b)].strip(HOLE))
        if kind:
            yield Difference(kind, "", of_a, of_b)

    def through(self, steps: Sequence[Step], *, is_whole: bool = True) -> Iterator[Difference]:
        """Yield the differences along ``steps``; ``is_whole`` says that these are the texts from end to end."""
        self._is_level = is_whole
        for step in steps:
            if self._is_apart(step):
                yield from self._changes()
                self._is_level = False
            if self._is_change(step):
                self._changed.append(step)
            else:
                yield from self._changes()
                yield from self._gap_before(step.a, step.a_end, step.b, step.b_end)
                yield from self._same_words(step)
            self._pass(step)
        yield from self._changes()
        if is_whole and self._is_level and self._at == [len(self._a.tokens), len(self._b.tokens)]:
            ends = (self._gap(side, self._at[side]) for side in (0, 1))
            yield from self.gap(*ends)

    def _is_apart(self, step: Step) -> bool:
        """Tell whether something that has moved stands just before a step."""
        return any(
            end > start != at for start, end, at in ((step.a, step.a_end, self._at[0]), (step.b, step.b_end, self._at[1]))
        )

    def _pass(self, step: Step) -> None:
        for side, (start, end) in enumerate(((step.a, step.a_end), (step.b, step.b_end))):
            if end > start:
                self._at[side] = end

    def _is_change(self, step: Step) -> bool:
        """Tell whether a step is another wording."""
        if step.is_same:
            return False
        of_a, of_b = range(step.a, step.a_end), range(step.b, step.b_end)
        if of_a and of_b:
            return not self._judge.is_misread(of_a, of_b)
        side, at = (self._a, step.a) if of_a else (self._b, step.b)
        return not side.tokens[at].aside

    def _gap_before(self, a: int, a_end: int, b: int, b_end: int) -> Iterator[Difference]:
        """Yield how the gaps before words differ, if there are words on both sides and others before them."""
        is_level = self._is_level
        self._is_level = a_end > a and b_end > b
        if is_level and self._is_level:
            yield from self.gap(self._gap(0, a), self._gap(1, b))

    def _gap(self, side: int, at: int) -> Span:
        """Return what stands before a token, or behind the last."""
        text, tokens = (self._a, self._b)[side]
        start = tokens[at - 1].end if at else 0
        return start, tokens[at].start if at < len(tokens) else len(text)

    def _same_words(self, step: Step) -> Iterator[Difference]:
        """Yield how words differ that are the same, or what is no running text."""
        if step.a == step.a_end or step.b == step.b_end:
            of_a, of_b = self._places(step.a, step.a_end, step.b, step.b_end)
            side, at = (self._a, step.a) if step.a_end > step.a else (self._b, step.b)
            yield Difference(_noise(side.tokens[at].aside) or "furniture", "", of_a, of_b)
            return
        of_a, of_b = self.span(0, (step.a, step.a_end)), self.span(1, (step.b, step.b_end))
        if not step.is_same:
            yield Difference("misread", "", of_a, of_b)
            return
        kind, about = self._judge.forms(range(step.a, step.a_end), range(step.b, step.b_end))
        if kind or about:
            yield Difference(kind or "replaced", about, of_a, of_b)

    def _changes(self) -> Iterator[Difference]:
        """Yield what has changed up to here as one difference."""
        if not self._changed:
            return
        in_a = [step for step in self._changed if step.a_end > step.a]
        in_b = [step for step in self._changed if step.b_end > step.b]
        a, a_end = (in_a[0].a, in_a[-1].a_end) if in_a else (0, 0)
        b, b_end = (in_b[0].b, in_b[-1].b_end) if in_b else (0, 0)
        self._changed = []
        yield from self._gap_before(a, a_end, b, b_end)
        kind: Kind = "replaced" if in_a and in_b else "left_out" if in_a else "added"
        of_a, of_b = self._places(a, a_end, b, b_end)
        yield Difference(kind, self._judge.about(range(a, a_end), range(b, b_end)), of_a, of_b)

    def _places(self, a: int, a_end: int, b: int, b_end: int) -> tuple[Span, Span]:
        """Return the places of tokens; of none, the place behind the last that was passed."""
        of_a = self.span(0, (a, a_end)) if a_end > a else self._behind(0)
        of_b = self.span(1, (b, b_end)) if b_end > b else self._behind(1)
        return of_a, of_b

    def _behind(self, side: int) -> Span:
        at = self._at[side]
        place = (self._a, self._b)[side].tokens[at - 1].end if at else 0
        return place, place
