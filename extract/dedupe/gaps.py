"""What stands between exact stretches, and beyond their ends: letters one for one through edits and misreadings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extract.dedupe.stretches import JUMP, SMALL_GRAM, Step, Stretch, gaps, linked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from extract.dedupe.shingles import Stream
    from extract.models import Span

MAX_GAP = 2000
"""Letters that may stand between two exact stretches of one chain: a page with its notes and a pull quote."""

EDIT = -3
"""Score of a wrong letter, where an equal one scores 1: one letter in five may be misread."""

_DENSE = 160  # letters: a gap up to this long is aligned letter by letter at once
_LARGEST_EDIT = 600  # letters: a longer gap without any shared small shingle is a difference
_WINDOW = 64  # letters by which an end is carried on at a time
PROBE = 16  # letters that tell whether the texts go on alike at all
_INTERRUPTION = 12  # letters that a gap of any length weighs at most
_FEW = 3  # letters that always stand one against the other
_ISLAND = 6  # score of a stretch inside a gap that is more than chance


def filled(a: str, b: str, stretches: Sequence[Stretch]) -> Iterator[Step]:
    """Yield the stretches and, between them, what the gaps have in common; each with its number of equal letters."""
    yield stretches[0], stretches[0].length
    for before, stretch in pairwise(stretches):
        yield from _in_common(a, b, (before.a + before.length, stretch.a), (before.b + before.length, stretch.b))
        yield stretch, stretch.length


def _in_common(a: str, b: str, of_a: Span, of_b: Span) -> list[Step]:
    """Return what a part of ``a`` and a part of ``b`` have in common, in order."""
    part_a, part_b = a[slice(*of_a)], b[slice(*of_b)]
    if not part_a or not part_b:
        return []
    inside: list[Stretch] = []
    if max(len(part_a), len(part_b)) > _DENSE or abs(len(part_a) - len(part_b)) > JUMP:
        inside = _small_stretches(part_a, part_b)
    steps: list[Step] = []
    at_a = at_b = 0
    for stretch in inside:
        steps += _moved(_edited(part_a[at_a : stretch.a], part_b[at_b : stretch.b]), at_a, at_b)
        steps.append((stretch, stretch.length))
        at_a, at_b = stretch.a + stretch.length, stretch.b + stretch.length
    steps += _moved(_edited(part_a[at_a:], part_b[at_b:]), at_a, at_b)
    return _moved(steps, of_a[0], of_b[0])


def _small_stretches(a: str, b: str) -> list[Stretch]:
    """Return the best chain of stretches of at least ``SMALL_GRAM`` letters that stand once in each text."""
    grams_a, grams_b = _grams(a), _grams(b)
    common = set(grams_a).intersection(grams_b)
    in_b = _once(grams_b, common)
    stretches: list[Stretch] = []
    for gram, i in _once(grams_a, common).items():
        j = in_b.get(gram)
        if j is None:
            continue
        last = stretches[-1] if stretches else None
        if last and i - last.a == j - last.b and i <= last.a + last.length:
            stretches[-1] = Stretch(last.a, last.b, i + SMALL_GRAM - last.a)
        else:
            stretches.append(Stretch(i, j, SMALL_GRAM))
    chains = linked(stretches, MAX_GAP, MAX_GAP)
    return max(chains, key=lambda chain: sum(stretch.length for stretch in chain), default=[])


def _grams(text: str) -> list[str]:
    """Return the small shingles of a text from left to right."""
    return [text[at : at + SMALL_GRAM] for at in range(len(text) - SMALL_GRAM + 1)]


def _once(grams: Sequence[str], wanted: Collection[str]) -> dict[str, int]:
    """Return those of ``wanted`` that stand once among ``grams``, with their places, from left to right."""
    places: dict[str, int] = {}
    for at, gram in enumerate(grams):
        if gram in wanted:
            places[gram] = -1 if gram in places else at
    return {gram: at for gram, at in places.items() if at >= 0}


def _edited(a: str, b: str) -> list[Step]:
    """Return what two short differing texts share by the fewest edits, unless it is no more than chance."""
    longer = max(len(a), len(b))
    if not a or not b or longer > _LARGEST_EDIT:
        return []
    steps = _steps(a, b)
    if 2 * sum(count for _, count in steps) >= longer or longer <= _FEW:
        return steps
    best, score = strongest(steps)
    return best if score >= _ISLAND else []


def strongest(steps: Sequence[Step]) -> tuple[list[Step], int]:
    """Return the steps in a row whose equal letters most outweigh their edits, and by how much they do."""
    score = best_score = start = best_start = best_end = 0
    for at, (stretch, count) in enumerate(steps):
        if at > start:
            score -= min(-EDIT * max(gaps(steps[at - 1], steps[at])), _INTERRUPTION)
        if score <= 0:
            score, start = 0, at
        score += count + EDIT * (stretch.length - count)
        if score > best_score:
            best_score, best_start, best_end = score, start, at + 1
    return list(steps[best_start:best_end]), best_score


def _steps(a: str, b: str) -> list[Step]:
    """Return the equal and the exchanged stretches of the cheapest edit of one text into the other."""
    steps: list[Step] = []
    end_a = end_b = 0
    for i, j, size in Levenshtein.editops(a, b).as_matching_blocks():
        exchanged = min(i - end_a, j - end_b)
        if exchanged:
            steps.append((Stretch(end_a, end_b, exchanged), 0))
        if size:
            steps.append((Stretch(i, j, size), size))
        end_a, end_b = i + size, j + size
    return steps


def _moved(steps: Iterable[Step], by_a: int, by_b: int) -> list[Step]:
    """Return steps between parts of two texts as steps between the texts."""
    return [(Stretch(stretch.a + by_a, stretch.b + by_b, stretch.length), count) for stretch, count in steps]


def extended(a: Stream, b: Stream, steps: Sequence[Step]) -> list[Step]:
    """Return the steps with both ends carried on as far as the texts agree, some letters misread.

    The two places of a repeat in one text are not carried on into each other.
    """
    first, last = steps[0][0], steps[-1][0]
    ends = (first.b if a is b else len(a)), len(b)
    tail = list(_ahead(a.letters, b.letters, (last.a + last.length, last.b + last.length), ends))
    last = tail[-1][0] if tail else last
    start = last.a + last.length if a is b else 0
    return [*_behind(a.letters, b.letters, (first.a, first.b), start), *steps, *tail]


def _ahead(a: str, b: str, at: tuple[int, int], ends: tuple[int, int]) -> Iterator[Step]:
    """Yield what follows ``at`` on both sides as long as equal letters outweigh edits."""
    i, j = at
    while i < ends[0] and j < ends[1]:
        width = min(_WINDOW, ends[0] - i, ends[1] - j)
        steps = _best_start(a[i : i + width], b[j : j + width])
        yield from _moved(steps, i, j)
        if not steps:
            return
        last = steps[-1][0]
        if last.a + last.length < _WINDOW // 2:
            return
        i, j = i + last.a + last.length, j + last.b + last.length


def _best_start(a: str, b: str) -> list[Step]:
    """Return how two texts begin alike: the first steps of their edit up to the place where the score is best."""
    if Levenshtein.distance(a[:PROBE], b[:PROBE]) > PROBE // 2:
        return []
    steps = _steps(a, b)
    score, best, keep = 0, -EDIT - 1, 0
    i = j = 0
    for number, (stretch, count) in enumerate(steps, 1):
        score += EDIT * max(stretch.a - i, stretch.b - j) + count + EDIT * (stretch.length - count)
        i, j = stretch.a + stretch.length, stretch.b + stretch.length
        if count and score > best:
            best, keep = score, number
    return steps[:keep]


def _behind(a: str, b: str, at: tuple[int, int], start_b: int) -> Iterator[Step]:
    """Yield what stands before ``at`` on both sides, in the order of the text."""
    i, j = at
    found: list[Step] = []
    while i > 0 and j > start_b:
        width = min(_WINDOW, i, j - start_b)
        left, right = a[i - width : i][::-1], b[j - width : j][::-1]
        steps = _best_start(left, right)
        found += [(Stretch(i - s.a - s.length, j - s.b - s.length, s.length), count) for s, count in steps]
        if not steps:
            break
        last = steps[-1][0]
        if last.a + last.length < _WINDOW // 2:
            break
        i, j = i - last.a - last.length, j - last.b - last.length
    return reversed(found)
