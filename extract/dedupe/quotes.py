"""Pull quotes of plain texts: a sentence or two of the body that stand once more as a paragraph, or inside another sentence.

Nothing but characters tells here. Where layout is known, it tells more (``layout/pull_quotes.py``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.dedupe.breaks import Break, break_between, ends_sentence, is_prose, is_whole, without_marks
from extract.dedupe.runs import LARGEST_DIFFERENCE, Run, cut_run
from extract.dedupe.shingles import count_letters
from extract.dedupe.wording import other_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Span

MIN_LETTERS = 28
"""Letters of the shortest pull quote."""

MAX_LETTERS = 800
"""Letters of the longest pull quote: longer ones are bodies that stand twice."""

MAX_PLACES = 3
"""Places of a pull quote and its body; a refrain or a form of words stands in more."""

_COVERED = 85  # per cent of a quote that stand in the body: some letters are misread, some citations left out
_INTERRUPTION = 400  # characters that may interrupt the sentence in the body: a page break with its notes
_FIGURES = 12  # characters for each figure: an entry of a bibliography has more figures
_NOTE = re.compile(r"[\[(]?\d{1,4}[\])]?\.?\s")
_NEAR = 100  # characters before and after a place that are looked at
_LABEL = 6  # characters of the longest label above an example: "(12a)"
_FEWER = 4  # so many times fewer blank lines than lines that end with a sentence: each line is a paragraph

_CELL = 1024  # characters: places are looked for among those that reach into the same stretches

_DISPLAYED, _INTERRUPTS, _APART, _UNDER_HEADING, _IN_ORDER, _INSIDE = range(6)  # how a place stands in the flow of the text


class PullQuote(NamedTuple):
    """A pull quote and the place in the body, with the runs from the one to the other."""

    quote: Span
    body: Span
    runs: tuple[Run, ...]
    is_paragraph: bool = False  # both are: which of them was there first, nothing tells


def find_pull_quotes(text: str, repeats: Iterable[Sequence[Run]]) -> list[PullQuote]:
    r"""Return the pull quotes of ``text`` in its order; ``repeats`` are the runs of what stands twice in it.

    >>> from extract.dedupe.repeats import find_repeats
    >>> quote = "Insurers leave long before the ships do."
    >>> page = f"It was March. {quote} Nobody had read the study.\n\n{quote}\n\nThey left in May, all of them."
    >>> [(found.quote, found.body) for found in find_pull_quotes(page, [repeat.runs for repeat in find_repeats(page)])]
    [((83, 123), (14, 54))]
    """
    paragraphs = _Paragraphs(text)
    places: dict[Span, list[PullQuote]] = defaultdict(list)
    for runs in repeats:
        for ordered in (list(runs), sorted(run.turned() for run in runs)):
            for span in paragraphs.asides(ordered[0].a_start, ordered[-1].a_end):
                found = _of_span(text, span, ordered)
                if found:
                    places[span].append(found)
    found_quotes: list[PullQuote] = []
    bodies = _Places()
    for span in sorted(places, reverse=True):  # of two places that are alike the later is the quote
        best = max(places[span], key=lambda found: (paragraphs.flow(*found.body), -found.body[0]))
        if (
            not bodies.reach_into(span)
            and _is_quoted(paragraphs, best)
            and max(len(places[span]) + 1, paragraphs.count(*span)) <= MAX_PLACES
        ):
            in_text = paragraphs.flow(*best.body) == _INSIDE or paragraphs.flow(*best.quote) == _INTERRUPTS
            found_quotes.append(best._replace(is_paragraph=not in_text))
            bodies.add(best.body)
    return found_quotes[::-1]


def _is_quoted(paragraphs: _Paragraphs, found: PullQuote) -> bool:
    """Tell whether the one place is the quote and the other the body, which stands in the flow of the text."""
    of_quote, of_body = paragraphs.flow(*found.quote), paragraphs.flow(*found.body)
    if of_body == _INSIDE:
        return of_quote != _DISPLAYED and paragraphs.is_whole(*found.body)
    if of_quote == _INTERRUPTS:
        return of_body in {_UNDER_HEADING, _IN_ORDER}
    return {of_quote, of_body} <= {_UNDER_HEADING, _IN_ORDER} and _IN_ORDER in {of_quote, of_body}


def _of_span(text: str, span: Span, runs: Sequence[Run]) -> PullQuote | None:
    """Return ``span`` with what stands for it on side b of ``runs``, if that is nearly all of a sentence."""
    parts = [cut_run(run, *span) for run in runs if run.a_start < span[1] and run.a_end > span[0]]
    size = count_letters(text, *span)
    if not parts or not MIN_LETTERS <= size <= MAX_LETTERS or not _may_be_quote(text[span[0] : span[1]]):
        return None
    held = sum(count_letters(text, part.a_start, part.a_end) for part in parts)
    before, after = parts[0].a_start - span[0], span[1] - parts[-1].a_end
    body = without_marks(text, max(parts[0].b_start - before, 0), min(parts[-1].b_end + after, len(text)))
    if 100 * held < _COVERED * size or body[1] - body[0] > 2 * (span[1] - span[0]) + _INTERRUPTION or _overlap(span, body):
        return None
    said = text[slice(*span)], _said(text, parts, before, after)
    return None if any(other_words(*said)) else PullQuote(span, body, tuple(parts))


def _may_be_quote(text: str) -> bool:
    """Tell whether ``text`` is whole sentences, and neither a note nor an entry of a bibliography."""
    figures = sum(map(str.isdigit, text))
    return ends_sentence(text) and not _NOTE.match(text) and figures * _FIGURES < len(text) and "://" not in text


def _said(text: str, parts: Sequence[Run], before: int, after: int) -> str:
    """Return the text on side b without the lines that interrupt it, with so many characters before and after as no part holds."""
    said = text[max(parts[0].b_start - before, 0) : parts[0].b_end]
    for part, following in pairwise(parts):
        gap = text[part.b_end : following.b_start]
        said += " " if len(gap) > LARGEST_DIFFERENCE and "\n" in gap else gap
        said += text[following.b_start : following.b_end]
    return said + text[parts[-1].b_end : parts[-1].b_end + after]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class _Places:
    """Places of a text, to be asked whether any of them reaches into another."""

    def __init__(self) -> None:
        self._near: dict[int, list[Span]] = defaultdict(list)

    def add(self, span: Span) -> None:
        for cell in range(span[0] // _CELL, (span[1] - 1) // _CELL + 1):
            self._near[cell].append(span)

    def reach_into(self, span: Span) -> bool:
        """Tell whether one of the places reaches into ``span``."""
        cells = range(span[0] // _CELL, (span[1] - 1) // _CELL + 1)
        return any(_overlap(span, other) for cell in cells for other in self._near.get(cell, ()))


class _Paragraphs:
    """The paragraphs of a text, as its line ends tell them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = list(_paragraphs(text))
        self._starts = [start for start, _ in self._spans]
        self._known = frozenset(self._spans)

    def asides(self, start: int, end: int) -> Iterator[Span]:
        """Yield the paragraphs that reach into ``[start, end)``, and that place itself if it interrupts a sentence."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        yield from (span for span in self._spans[at : bisect_left(self._starts, end)] if span[1] > start)
        whole = without_marks(self._text, start, end)
        if whole not in self._known and self.flow(*whole) == _INTERRUPTS:
            yield whole

    def count(self, start: int, end: int) -> int:
        """Return how often the letters of a place stand in the text."""
        return self._letters.count("".join(filter(str.isalnum, self._text[start:end])).casefold())

    @cached_property
    def _letters(self) -> str:
        return "".join(filter(str.isalnum, self._text)).casefold()

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether a place begins and ends with a sentence."""
        return is_whole(self._text, start, end)

    def flow(self, start: int, end: int) -> int:
        """Return how a place stands in the flow of the text."""
        if self._interrupts(start, end):
            return _INTERRUPTS
        at = max(bisect_right(self._starts, start) - 1, 0)
        first, last = self._spans[at]
        before, after = self._text[max(first, start - _NEAR) : start], self._text[end : min(last, end + _NEAR)]
        if any(map(str.isalnum, before)) or any(map(str.isalnum, after)):
            return _INSIDE
        previous = self._text[slice(*self._spans[at - 1])] if at else ""
        following = self._text[slice(*self._spans[at + 1])] if at + 1 < len(self._spans) else ""
        if previous.endswith((":", "：")) or 0 < len(previous) <= _LABEL:
            return _DISPLAYED
        if following and not is_prose(following):
            return _APART
        return _IN_ORDER if not previous or is_prose(previous) else _UNDER_HEADING

    def _interrupts(self, start: int, end: int) -> bool:
        """Tell whether a sentence begins at ``start`` and ends at ``end``, but another goes on behind it."""
        before, after = self._text[max(start - _NEAR, 0) : start], self._text[end : end + _NEAR]
        rest = after.lstrip()
        if self._text[start].islower() or not rest[:1].islower() or not ends_sentence(self._text[start:end]):
            return False
        bare = before.rstrip()
        is_open = bare[-1:].isalnum() or bare[-1:] in {",", "-"}
        return is_open or ("\n" in before[len(bare) :] and "\n" in after[: len(after) - len(rest)])


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a text: parted by blank lines, or else by lines that end with a sentence."""
    gaps = list(_line_gaps(text))
    blank = 2 + sum(text.count("\n", start, end) for start, end, kind in gaps if kind is Break.PARAGRAPH)
    lines = sum(kind is Break.LINE for _, _, kind in gaps)
    least = Break.PARAGRAPH if _FEWER * blank > lines else Break.LINE
    first = len(text) - len(text.lstrip())
    for start, end, kind in gaps:
        if kind >= least:
            if first < start:
                yield first, start
            first = max(first, end)
    last = len(text.rstrip())
    if first < last:
        yield first, last


def _line_gaps(text: str) -> Iterator[tuple[int, int, Break]]:
    """Yield the spaces around the line ends that may part a text, several in a row once, and how they part it."""
    at = text.find("\n")
    while at >= 0:
        start, end = at, at + 1
        if text[at - 1 : at].isalnum() and text[end : end + 1].isalnum():  # a sentence goes on
            at = text.find("\n", end)
            continue
        while start and text[start - 1].isspace():
            start -= 1
        while text[end : end + 1].isspace():
            end += 1
        yield start, end, break_between(text, start, end)
        at = text.find("\n", end)
