"""Runs: raw text that stands against raw text, from the letters that two streams share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.kernel import KERNEL
from extract.dedupe.shingles import LAST_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from extract.dedupe.chains import Chain
    from extract.dedupe.shingles import Ints, Stream
    from extract.models import Span

TOLERANCE = 2
"""Characters by which interpolation inside a run of a relation may be wrong at most."""

LARGEST_DIFFERENCE = 8
"""Characters that may differ inside a run of a relation."""

_IS_LETTER = 0x80000000  # in the table of looks: a letter or digit
_SAME_MARKS = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
}


class Run(NamedTuple):
    """``[a_start, a_end)`` of one raw text stands against ``[b_start, b_end)`` of another."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def a(self) -> Span:
        """The span on side a."""
        return self.a_start, self.a_end

    @property
    def b(self) -> Span:
        """The span on side b."""
        return self.b_start, self.b_end

    def turned(self) -> Run:
        """Return the run with its sides exchanged."""
        return Run(self.b_start, self.b_end, self.a_start, self.a_end)


def cut_run(run: Run, start: int, end: int) -> Run:
    """Return the part of ``run`` in ``[start, end)``; in proportion, where a misread word is longer on one side."""
    start, end = max(start, run.a_start), min(end, run.a_end)
    if run.a_end - run.a_start == run.b_end - run.b_start:
        shift = run.b_start - run.a_start
        return Run(start, end, start + shift, end + shift)
    slope = (run.b_end - run.b_start) / (run.a_end - run.a_start)
    return Run(start, end, run.b_start + round((start - run.a_start) * slope), run.b_start + round((end - run.a_start) * slope))


def chain_runs(a: Stream, b: Stream, chain: Chain) -> list[Run]:
    """Return the runs of a chain in which the raw texts go on character by character.

    Both sides of a run are equally long: a line break or a hyphen that only one text has ends it. Punctuation
    around the letters belongs to the run as far as both texts have it.
    """
    lengths = _array(stretch.length for stretch in chain.stretches)
    places_a = a.places[_counted(_array(stretch.a for stretch in chain.stretches), lengths)]
    places_b = b.places[_counted(_array(stretch.b for stretch in chain.stretches), lengths)]
    breaks = np.flatnonzero(np.diff(places_b - places_a)) + 1
    starts = np.concatenate(([0], breaks))
    ends = np.concatenate((breaks, [len(places_a)])) - 1
    bounds = zip(
        places_a[starts].tolist(), places_a[ends].tolist(), places_b[starts].tolist(), places_b[ends].tolist(), strict=True
    )
    runs: list[Run] = []
    for a_start, a_last, b_start, b_last in bounds:
        run = Run(a_start, a_last + 1, b_start, b_last + 1)
        if runs:
            runs[-1] = _with_punctuation_after(a.text, b.text, runs[-1], run.a_start, run.b_start)
            over = max(runs[-1].a_end - run.a_start, runs[-1].b_end - run.b_start, 0)  # "ﬁ" is two letters in one place
            run = Run(run.a_start + over, run.a_end, run.b_start + over, run.b_end)
            if run.a_start >= run.a_end:
                continue
            run = _with_punctuation_before(a.text, b.text, run, runs[-1].a_end, runs[-1].b_end)
            if run.a_start == runs[-1].a_end and run.b_start == runs[-1].b_end:
                runs[-1] = Run(runs[-1].a_start, run.a_end, runs[-1].b_start, run.b_end)
                continue
        runs.append(run)
    runs[0] = _without_space(a.text, _with_punctuation_before(a.text, b.text, runs[0], 0, 0))
    runs[-1] = _without_space(a.text, _with_punctuation_after(a.text, b.text, runs[-1], len(a.text), len(b.text)))
    return runs


def _array(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def _counted(starts: Ints, lengths: Ints) -> Ints:
    """Return ``starts[0], starts[0] + 1, ...``, then from ``starts[1]`` on, each as often as its length."""
    ends = np.cumsum(lengths)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)


def _with_punctuation_after(a: str, b: str, run: Run, limit_a: int, limit_b: int) -> Run:
    """Return the run carried on over what is no letter and stands in both texts."""
    i, j = run.a_end, run.b_end
    while i < limit_a and j < limit_b and not a[i].isalnum() and is_alike(a[i], b[j]):
        i, j = i + 1, j + 1
    return Run(run.a_start, i, run.b_start, j)


def _with_punctuation_before(a: str, b: str, run: Run, limit_a: int, limit_b: int) -> Run:
    i, j = run.a_start, run.b_start
    while i > limit_a and j > limit_b and not a[i - 1].isalnum() and is_alike(a[i - 1], b[j - 1]):
        i, j = i - 1, j - 1
    return Run(i, run.a_end, j, run.b_end)


def _without_space(a: str, run: Run) -> Run:
    """Return the run without the space at its ends."""
    before = next(i for i in range(run.a_start, run.a_end) if not a[i].isspace()) - run.a_start
    after = run.a_end - 1 - next(i for i in range(run.a_end - 1, run.a_start - 1, -1) if not a[i].isspace())
    return Run(run.a_start + before, run.a_end - after, run.b_start + before, run.b_end - after)


def is_alike(one: str, other: str) -> bool:
    r"""Tell whether two characters are the same to a reader: any space, any kind of quotation mark or dash.

    >>> is_alike("“", '"'), is_alike(" ", "\n"), is_alike(".", ",")
    (True, True, False)
    """
    return _look(one) == _look(other)


def _look(character: str) -> str:
    """Return what a character is to a reader."""
    return " " if character.isspace() else _SAME_MARKS.get(character, character)


@cache
def looks() -> NDArray[np.uint32]:
    """Return the look of each code point as a number, with ``_IS_LETTER`` if it is a letter or digit."""
    codes = np.arange(LAST_LETTER + 1, dtype=np.uint32)
    characters = codes.view("<U1")
    is_letter, is_space = np.strings.isalnum(characters), np.strings.isspace(characters)
    codes[is_space] = ord(" ")
    for mark, look in _SAME_MARKS.items():
        codes[ord(mark)] = ord(look)
    codes[is_letter] |= np.uint32(_IS_LETTER)
    return codes


def merged_runs(
    runs: NDArray[np.int32] | Sequence[Run], *, tolerance: int = TOLERANCE, largest: int = LARGEST_DIFFERENCE
) -> list[Run]:
    """Return the runs with neighbours made one, as long as interpolation inside stays right to ``tolerance``.

    A run ends wherever either text has more than ``largest`` characters that the other lacks.

    >>> merged_runs([Run(0, 40, 0, 40), Run(42, 80, 40, 78), Run(300, 350, 80, 130)])
    [Run(a_start=0, a_end=80, b_start=0, b_end=78), Run(a_start=300, a_end=350, b_start=80, b_end=130)]
    """
    if KERNEL:
        rows = np.array(runs, dtype=np.int32).reshape(-1, 4)
        return list(map(Run._make, KERNEL.merged(rows, tolerance, largest).tolist()))
    return merged_plainly(map(Run._make, runs), tolerance, largest)


def merged_plainly(runs: Iterable[Run], tolerance: int, largest: int) -> list[Run]:
    """Return the same as ``merged_runs``, without the compiled kernel."""
    merged: list[Run] = []
    start_a = end_a = start_b = end_b = -1
    low, high = 0.0, float("inf")  # slopes with which every corner so far is met
    for run in runs:
        next_a, last_a, next_b, last_b = run
        if end_a >= 0 and 0 <= next_a - end_a <= largest and 0 <= next_b - end_b <= largest:
            new_low, new_high = low, high
            for along, up in ((end_a - start_a, end_b - start_b), (next_a - start_a, next_b - start_b)):
                if along > 0:
                    new_low = max(new_low, (up - tolerance) / along)
                    new_high = min(new_high, (up + tolerance) / along)
            if new_low <= (last_b - start_b) / (last_a - start_a) <= new_high:
                end_a, end_b, low, high = last_a, last_b, new_low, new_high
                continue
        if end_a >= 0:
            merged.append(Run(start_a, end_a, start_b, end_b))
        start_a, end_a, start_b, end_b = run
        low, high = 0.0, float("inf")
    if end_a >= 0:
        merged.append(Run(start_a, end_a, start_b, end_b))
    return merged


def side_spans(runs: Iterable[Run], *, largest: int = LARGEST_DIFFERENCE) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of each side of ``runs``; runs that nearly touch on that side are one span."""
    ordered = list(runs)
    return tuple(_joined((run.a for run in ordered), largest)), tuple(_joined((run.b for run in ordered), largest))


def _joined(spans: Iterable[Span], largest: int) -> Iterator[Span]:
    start = end = -1
    for span in spans:
        if 0 <= span[0] - end <= largest and start >= 0:
            end = max(end, span[1])
            continue
        if start >= 0:
            yield start, end
        start, end = span
    if start >= 0:
        yield start, end
