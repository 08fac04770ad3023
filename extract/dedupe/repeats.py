"""What stands twice in one text: pull quotes, repeated notices, whole bodies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from extract.dedupe.breaks import is_whole, stands_alone
from extract.dedupe.chains import MIN_LETTERS, find_own_chains
from extract.dedupe.kernel import KERNEL, Samples
from extract.dedupe.runs import LARGEST_DIFFERENCE, Run, chain_runs, is_alike, looks, side_spans
from extract.dedupe.shingles import Stream, count_letters, read_stream
from extract.dedupe.slides import slid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Span

OwnRuns = tuple[list[Run], int]
"""The runs of a chain of a text with itself, and its equal letters."""

_GIVE = 2  # letters that two copies may share by chance beyond their ends
_CHANCE = 24  # letters that two copies may share by chance beyond their ends
_WORD = re.compile(r"\w{1,40}")
_PARAGRAPH = re.compile(r"\n[ \t\r]{0,8}\n|\f|\n[ \t]")  # a page begins with a space where form feeds were lost
_CLOSING = frozenset("\"'”’»)]}.,;:!?…%")
_OPENING = frozenset("\"'“‘«„([¿¡")


class Repeat(NamedTuple):
    """A stretch that stands twice in one text, side a before side b; the runs are equally long on both sides."""

    runs: tuple[Run, ...]
    letters: int

    @property
    def a(self) -> Span:
        """From the first to the last character of the earlier place."""
        return self.runs[0].a_start, self.runs[-1].a_end

    @property
    def b(self) -> Span:
        """From the first to the last character of the later place."""
        return self.runs[0].b_start, self.runs[-1].b_end

    @property
    def a_spans(self) -> tuple[Span, ...]:
        """The earlier place without what interrupts it there."""
        return side_spans(self.runs)[0]

    @property
    def b_spans(self) -> tuple[Span, ...]:
        """The later place without what interrupts it there."""
        return side_spans(self.runs)[1]


def find_repeats(text: str) -> list[Repeat]:
    r"""Return the stretches of at least 60 letters that stand twice in ``text``, in the order of their first place.

    Of sentences that stand once more as a paragraph of their own, 28 letters are enough.

    Line breaks, hyphens, markup and a few misread letters may differ. One of the two places may be interrupted.

        >>> quote = "The harbour study warned that insurers would leave long before the shipping lines did."
        >>> page = quote + " Nobody read it.\n\n" + quote.replace("before", "be-\nfore") + "\n\nThey left in May."
        >>> [(page[slice(*r.a)] == quote, page[slice(*r.b)][-21:]) for r in find_repeats(page)]
        [(True, 'e shipping lines did.')]
    """
    return stream_repeats(read_stream(text))


def stream_repeats(stream: Stream) -> list[Repeat]:
    """Return the repeats of a text whose letters are read already."""
    return samples_and_repeats(stream)[1]


def samples_and_repeats(stream: Stream) -> tuple[Samples, list[Repeat]]:
    """Return what ``Stream.sampled`` does, and the repeats: both from one look at the shingles."""
    samples, chains = own_runs(stream)
    sure, short = _long_or_going_on(stream, chains)
    found = list(_repeats(stream.text, sure))
    found += (repeat for repeat in _repeats(stream.text, short) if _is_set_apart(stream.text, repeat))
    return samples, sorted(found, key=lambda repeat: (repeat.a, repeat.b))


def _repeats(text: str, chains: Iterable[OwnRuns]) -> Iterator[Repeat]:
    for runs, equal in chains:
        at_words = _at_words(text, slid(text, text, runs))
        if at_words:
            yield Repeat(tuple(at_words), equal)


def _is_set_apart(text: str, repeat: Repeat) -> bool:
    """Tell whether a repeat is sentences in both places, and in one of them a paragraph of its own."""
    sides = repeat.a, repeat.b
    return all(is_whole(text, *side) for side in sides) and any(stands_alone(text, *side) for side in sides)


def _long_or_going_on(stream: Stream, chains: Sequence[OwnRuns]) -> tuple[list[OwnRuns], list[OwnRuns]]:
    """Return the long chains with those that begin where a long one ends, or the reverse, and the others.

    A quote that interrupts its own sentence is two.
    """
    long = [chain for chain in chains if chain[1] >= MIN_LETTERS]
    if len(long) == len(chains):
        return long, []
    bounds = [_letters(stream, runs) for runs, _ in long]
    starts, ends = (sorted(at for bound in bounds for at in bound[side::2]) for side in (0, 1))
    sure: list[OwnRuns] = []
    short: list[OwnRuns] = []
    for runs, equal in chains:
        start_a, end_a, start_b, end_b = _letters(stream, runs)
        goes_on = any(_has_near(ends, at) for at in (start_a, start_b)) or any(_has_near(starts, at) for at in (end_a, end_b))
        (sure if equal >= MIN_LETTERS or goes_on else short).append((runs, equal))
    return sure, short


def _letters(stream: Stream, runs: Sequence[Run]) -> list[int]:
    """Return the letters at which runs start and end on side a, and on side b."""
    places = runs[0].a_start, runs[-1].a_end, runs[0].b_start, runs[-1].b_end
    found: list[int] = np.searchsorted(stream.places, places).tolist()
    return found


def _has_near(places: Sequence[int], at: int) -> bool:
    """Tell whether one of ``places``, which are in order, is ``at``, give or take a letter or two."""
    return bisect_left(places, at - _GIVE) < bisect_right(places, at + _GIVE)


def own_runs(stream: Stream) -> tuple[Samples, list[OwnRuns]]:
    """Return the samples of a stream, and for each chain of it with itself its runs and its equal letters."""
    if not KERNEL or not stream.side:
        return stream.sampled(), own_runs_plainly(stream)
    samples, chains = KERNEL.find_repeats(stream.side, looks())
    return samples, [(list(map(Run._make, runs)), equal) for runs, equal in chains]


def own_runs_plainly(stream: Stream) -> list[OwnRuns]:
    """Return the same chains as ``own_runs``, without the compiled kernel."""
    return [(chain_runs(stream, stream, chain), chain.equal) for chain in find_own_chains(stream)]


def _at_words(text: str, runs: Sequence[Run]) -> list[Run]:
    r"""Return the runs with ends where a word or a sentence ends in at least one of the places.

    Two copies agree by chance in a letter or a word more: "the region. T|he" and "the region.\n\nT|okyo".
    """
    runs = _with_whole_end(text, _without_next_paragraph(text, runs))
    return _with_whole_start(text, _without_last_paragraph(text, runs))


def _without_next_paragraph(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs up to a paragraph that begins in one place only, just before the end."""
    for at in range(len(runs) - 1, 0, -1):
        if not _is_chance(text, runs[at:], runs[:at]):
            break
        if _parts_paragraphs(text, runs[at - 1], runs[at]):
            return list(runs[:at])
    return list(runs)


def _without_last_paragraph(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs after a paragraph that ends in one place only, just behind the start."""
    for at in range(1, len(runs)):
        if not _is_chance(text, runs[:at], runs[at:]):
            break
        if _parts_paragraphs(text, runs[at - 1], runs[at]):
            return list(runs[at:])
    return list(runs)


def _is_chance(text: str, runs: Sequence[Run], rest: Sequence[Run]) -> bool:
    """Tell whether two copies may share ``runs`` by chance, beside the ``rest`` of what they share."""
    letters = count_letters(text, runs[0].a_start, runs[-1].a_end)
    return letters <= _CHANCE and letters < count_letters(text, rest[0].a_start, rest[-1].a_end)


def _parts_paragraphs(text: str, run: Run, after: Run) -> bool:
    """Tell whether a sentence ends between two runs, and in one place alone a paragraph too."""
    gap_a, gap_b = text[run.a_end - 1 : after.a_start], text[run.b_end - 1 : after.b_start]
    if max(len(gap_a), len(gap_b)) > LARGEST_DIFFERENCE:
        return False
    ends_sentence = any(mark in gap for gap in (gap_a, gap_b) for mark in ".!?…")
    return ends_sentence and bool(_PARAGRAPH.search(gap_a)) != bool(_PARAGRAPH.search(gap_b))


def _with_whole_end(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs up to the end of a word, and of the punctuation that both places have there."""
    runs = list(runs)
    while runs:
        run = runs[-1]
        i, j = run.a_end, run.b_end
        if not (text[i - 1].isalnum() and text[i : i + 1].isalnum() and text[j : j + 1].isalnum()):
            break
        rest_a, rest_b = _WORD.match(text, i), _WORD.match(text, j)
        start = _word_start(text, i, run.a_start)
        if rest_a and rest_b and _is_misread(text[start : rest_a.end()], text[start - i + j : rest_b.end()]):
            runs.append(Run(i, rest_a.end(), j, rest_b.end()))
            break
        if start > run.a_start:
            runs[-1] = Run(run.a_start, start, run.b_start, start - i + j)
        else:
            runs.pop()
    return _with_last_punctuation(text, runs)


def _with_last_punctuation(text: str, runs: list[Run]) -> list[Run]:
    if not runs:
        return runs
    a_start, a_end, b_start, b_end = runs[-1]
    while not (text[a_end - 1].isalnum() or text[a_end - 1] in _CLOSING):
        a_end, b_end = a_end - 1, b_end - 1
    while b_end < len(text) and text[a_end] in _CLOSING and is_alike(text[a_end], text[b_end]):
        a_end, b_end = a_end + 1, b_end + 1
    return [*runs[:-1], Run(a_start, a_end, b_start, b_end)]


def _with_whole_start(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs from the start of a word on, with the opening marks that both places have there."""
    runs = list(runs)
    while runs:
        run = runs[0]
        i, j = run.a_start, run.b_start
        if not (i and text[i].isalnum() and text[i - 1].isalnum() and text[j - 1].isalnum()):
            break
        word = _WORD.match(text, i)
        end = min(word.end(), run.a_end) if word else run.a_end
        starts = _word_start(text, i, 0), _word_start(text, j, 0)
        if _is_misread(text[starts[0] : end], text[starts[1] : end - i + j]):
            runs.insert(0, Run(starts[0], i, starts[1], j))
            break
        if end < run.a_end:
            runs[0] = Run(end, run.a_end, end - i + j, run.b_end)
            break
        runs.pop(0)
    return _with_first_marks(text, runs)


def _with_first_marks(text: str, runs: list[Run]) -> list[Run]:
    if not runs:
        return runs
    a_start, a_end, b_start, b_end = runs[0]
    while not text[a_start].isalnum():
        a_start, b_start = a_start + 1, b_start + 1
    while a_start and text[a_start - 1] in _OPENING and is_alike(text[a_start - 1], text[b_start - 1]):
        a_start, b_start = a_start - 1, b_start - 1
    return [Run(a_start, a_end, b_start, b_end), *runs[1:]]


def _word_start(text: str, end: int, limit: int) -> int:
    start = end
    while start > max(limit, end - _CHANCE) and text[start - 1].isalnum():
        start -= 1
    return start


def _is_misread(one: str, other: str) -> bool:
    """Tell whether two words are one, but for a letter or two that a scanner took for others."""
    return min(len(one), len(other)) > 3 and 4 * Levenshtein.distance(one, other) <= max(len(one), len(other))
