"""The place of any passage in the other copies of its source, and in other places of its own."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.dedupe.breaks import Break, break_at
from extract.dedupe.runs import LARGEST_DIFFERENCE, Run, cut_run
from extract.dedupe.shingles import count_letters
from extract.dedupe.wording import says_same
from extract.models import Copy, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.dedupe.matches import Match

MIN_SHARE = 0.6
"""Share of a passage's letters that must stand in a place for it to be a copy."""

SAME_WORK = 0.5
"""Share of one text that must stand in another for their sentences to be versions of each other, though some words differ."""

_WIDEST_INTERRUPTION = 4000  # characters: two pages of notes and pull quotes
_NEAR, _WEIGHT = 60, 20  # characters that may stand between two parts, and more for each character of the lesser
_OVERLAP = 12  # characters that two parts of one place may both claim
_LONGEST_WORD = 24  # characters of a misread word at an end that is carried over whole


@dataclass(slots=True)
class _Place:
    """Parts of a passage that follow each other in one copy."""

    parts: list[Run] = field(default_factory=list)


class _Side:
    """The runs from one text to another, in the order of the first."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = sorted(set(runs))
        self.starts = [run.a_start for run in self.runs]
        self.reach: list[int] = []  # how far the runs up to this one go
        for run in self.runs:
            self.reach.append(max(run.a_end, self.reach[-1] if self.reach else 0))

    def parts(self, start: int, end: int) -> list[Run]:
        """Return what of each run lies in ``[start, end)``."""
        low, high = bisect_right(self.reach, start), bisect_left(self.starts, end)
        return [cut_run(run, start, end) for run in self.runs[low:high] if run.a_end > start]


class Alignment:
    r"""Maps passages to their copies, character by character.

    >>> from extract.dedupe.matches import find_matches
    >>> notice = "The port of Lagos closed its gates in March, and no ship has entered since the insurers left."
    >>> texts = {"a": "Today. " + notice, "b": notice.replace("entered", "en-\ntered") + " So much is known."}
    >>> copies = Alignment(texts, find_matches(texts)).copies_of("a", 56, 75)
    >>> [(copy.source, [texts["b"][slice(*span)] for span in copy.spans]) for copy in copies]
    [('b', ['no ship has en-\ntered'])]
    """

    def __init__(self, texts: Mapping[str, str], matches: Iterable[Match]) -> None:
        """Read the runs of ``matches``; ``texts`` are the raw texts they were found in."""
        self._texts = texts
        runs: dict[str, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
        self._related: set[tuple[str, str]] = set()
        for match in matches:
            runs[match.a][match.b] += match.runs
            runs[match.b][match.a] += [run.turned() for run in match.runs]
            if match.a != match.b and max(match.shares) >= SAME_WORK:
                self._related.update([(match.a, match.b), (match.b, match.a)])
        self._sides = {a: {b: _Side(runs[a][b]) for b in sorted(runs[a])} for a in runs}

    def copies_of(self, source: str, start: int, end: int) -> tuple[Copy, ...]:
        """Return the places where ``[start, end)`` of a source stands too, by source and place.

        A copy has several spans where something interrupts it there. Each holds at least ``MIN_SHARE`` of the letters.
        """
        return self.copies_of_spans(source, [(start, end)])

    def copies_of_spans(self, source: str, spans: Sequence[Span], *, in_any_words: bool = False) -> tuple[Copy, ...]:
        """Return the places where a passage stands too that something interrupts in its own source.

        With ``in_any_words`` these are also the places that say something else in some of their words.
        """
        text = self._texts[source]
        wanted = sum(count_letters(text, start, end) for start, end in spans)
        copies = []
        for other, side in self._sides.get(source, {}).items():
            for place in _places(part for start, end in spans for part in side.parts(start, end)):
                parts = _without_strays(self._texts[other], place.parts)
                held = sum(count_letters(text, part.a_start, part.a_end) for part in parts)
                if not held or held < MIN_SHARE * wanted:
                    continue
                copy_spans = _spans(text, self._texts[other], parts, spans)
                if in_any_words:
                    copies.append(Copy(source=other, spans=copy_spans))
                    continue
                ends = spans[0][0], spans[-1][1]
                if (source, other) not in self._related and not _is_whole(self._texts[other], parts, copy_spans, ends):
                    continue
                if says_same(
                    _said(text, spans), _said(self._texts[other], copy_spans), is_same_work=(source, other) in self._related
                ):
                    copies.append(Copy(source=other, spans=copy_spans))
        return tuple(copies)


def _said(text: str, spans: Iterable[Span]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _is_whole(other: str, parts: Sequence[Run], copy: Sequence[Span], ends: Span) -> bool:
    """Tell whether a copy has the passage from end to end, or ends where a sentence does: a quote may be cut."""
    is_begun = parts[0].a_start - ends[0] <= _LONGEST_WORD or break_at(other, copy[0][0]) >= Break.SENTENCE
    return is_begun and (ends[1] - parts[-1].a_end <= _LONGEST_WORD or break_at(other, copy[-1][1]) >= Break.SENTENCE)


def _places(parts: Iterable[Run]) -> list[_Place]:
    """Return the parts gathered in places: in each the parts follow each other on both sides."""
    places: list[_Place] = []
    for part in sorted(parts, key=lambda part: (part.b_start, part.a_start)):
        for place in reversed(places):
            last = place.parts[-1]
            if part.b_start - last.b_end > _WIDEST_INTERRUPTION:
                continue
            over = max(last.a_end - part.a_start, last.b_end - part.b_start, 0)
            if over <= _OVERLAP and over < part.a_end - part.a_start:
                rest = cut_run(part, part.a_start + over, part.a_end)
                if rest.b_start >= last.b_end:
                    place.parts.append(rest)
                    break
        else:
            places.append(_Place([part]))
    return places


def _without_strays(other: str, parts: Sequence[Run]) -> Sequence[Run]:
    """Return the parts without those at the ends that stand far off in the midst of a line: "The" of another sentence.

    What a page break parts from the rest ends a line, or begins one.
    """
    while len(parts) > 1 and _is_far(parts[0], parts[1], parts[0]) and "\n" not in other[parts[0].b_end : parts[0].b_end + 2]:
        parts = parts[1:]
    while (
        len(parts) > 1
        and _is_far(parts[-2], parts[-1], parts[-1])
        and "\n" not in other[max(parts[-1].b_start - 2, 0) : parts[-1].b_start]
    ):
        parts = parts[:-1]
    return parts


def _is_far(part: Run, after: Run, lesser: Run) -> bool:
    """Tell whether two parts are farther apart in the copy than the lesser of them is worth."""
    return after.b_start - part.b_end > _NEAR + _WEIGHT * (lesser.a_end - lesser.a_start)


def _spans(text: str, other: str, parts: Sequence[Run], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of a place in ``other``: whole words at the ends, interruptions left out."""
    found = [list(parts[0].b)]
    for part, after in itertools.pairwise(parts):
        here, there = text[part.a_end : after.a_start], other[part.b_end : after.b_start]
        if any(part.a_end <= end < after.a_end for _, end in spans[:-1]):
            here = ""  # what the passage leaves out, its copy leaves out too
        if _is_interrupted(here, there):
            found.append(list(after.b))
        else:
            found[-1][1] = after.b_end
    first, last = parts[0], parts[-1]
    found[0][0] -= _missing_before(other, found[0][0], text[spans[0][0] : first.a_start])
    found[-1][1] += _missing_after(other, found[-1][1], text[last.a_end : spans[-1][1]])
    return tuple((start, end) for start, end in found)


def _is_interrupted(here: str, there: str) -> bool:
    """Tell whether ``there`` has more between two parts than other letters for those ``here``."""
    if len(there) - len(here) > LARGEST_DIFFERENCE:
        return True
    return "\n" in there and any(c.isalnum() for c in there) and not any(c.isalnum() for c in here)


def _missing_before(other: str, at: int, missing: str) -> int:
    """Return how many characters before ``at`` stand for the ``missing`` ones that no run holds: those of a misread word."""
    if len(missing) > _LONGEST_WORD or not any(map(str.isalnum, missing)):
        return 0
    start = at
    while start > max(at - len(missing), 0) and other[start - 1].isalnum():
        start -= 1
    return at - start


def _missing_after(other: str, at: int, missing: str) -> int:
    if len(missing) > _LONGEST_WORD or not any(map(str.isalnum, missing)):
        return 0
    end = at
    while end < min(at + len(missing), len(other)) and other[end].isalnum():
        end += 1
    return end - at
