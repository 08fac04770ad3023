"""Stretches that two streams share: from equal shingles to exact stretches, to chains of them, to letters one for one.

A chain runs forward on both sides and steps over what one side lacks or spells otherwise. Two streams may share
several chains in any order: a moved paragraph, a pull quote, a body that stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extract.shingles import Ints, Stream, hash_grams, pair_places

MAX_GAP = 2000
"""Letters that may stand between two exact stretches of one chain: a page with its notes and a pull quote."""

MIN_LETTERS = 60
"""Equal letters of the shortest chain worth keeping: a short pull quote of ten words."""

SHORTEST_REST = 28
"""Equal letters of the shortest copy that is worth keeping where two texts are known to share more."""

_SENTENCE_END = re.compile(r"[.!?…。]|\n[ \t\r]{0,8}\n")
_GIVE = 2  # letters that two copies may share by chance beyond their ends
_REST_GAP = 60  # letters between two stretches of such a short copy
_REST_GRAM = 12  # letters of the shingles with which the rest is looked up
_LOOK_BACK = 32  # stretches before this one that may come before it in its chain
_SMALL_GRAM = 8  # letters of the shingles that fill the gap between two stretches
_DENSE = 160  # letters: a gap up to this long is aligned letter by letter at once
_LARGEST_EDIT = 600  # letters: a longer gap without any shared small shingle is a difference
_WINDOW = 64  # letters by which an end is extended at a time
_EDIT = -3  # score of a wrong letter beyond the end, where an equal one scores 1
_OWN_GAP = 200  # letters: within one text, two repeats of a page are not one repeat
_OWN_DIFFERENCE = 12  # letters that may differ inside a repeat
_SOLID = 0.85  # share of equal letters in a repeat; less is stock phrases in a row
_SOLID_PART = 30  # letters of the smallest repeat before its ends are carried on
_INTERRUPTION = 12  # letters that an interruption of any length weighs
_AROUND_INTERRUPTION = 60  # letters that a repeat has for each interruption
_ISLAND = 6  # score of a stretch inside a gap that is more than chance


class Stretch(NamedTuple):
    """Letters ``a .. a + length`` of one stream stand against ``b .. b + length`` of another."""

    a: int
    b: int
    length: int


class Chain(NamedTuple):
    """Stretches that follow each other on both sides; ``equal`` counts the letters that are the same."""

    stretches: tuple[Stretch, ...]
    equal: int

    @property
    def a(self) -> tuple[int, int]:
        """Letters from the first stretch to the last on side a."""
        return self.stretches[0].a, self.stretches[-1].a + self.stretches[-1].length

    @property
    def b(self) -> tuple[int, int]:
        """Letters from the first stretch to the last on side b."""
        return self.stretches[0].b, self.stretches[-1].b + self.stretches[-1].length


Step = tuple[Stretch, int]
"""A stretch of letters one for one, and how many of them are equal: all, or none where they are misread."""


def find_chains(a: Stream, b: Stream, at_a: Ints, at_b: Ints, *, shortest: int = MIN_LETTERS) -> list[Chain]:
    """Return the chains through the shingles that begin at ``at_a[i]`` and, equal, at ``at_b[i]``; longest first.

    Where they leave out a part of one side, that part is looked up again, for short copies between the samples.
    """
    chains = _without_shadows(a, b, _through(a, b, at_a, at_b, shortest, MAX_GAP), shortest)
    if 2 * sum(chain.equal for chain in chains) < min(len(a), len(b)):
        return chains
    rest = _look_up(a, b, _unpaired(len(b), ((s.b, s.length) for chain in chains for s in chain.stretches)))
    again = _look_up(b, a, _unpaired(len(a), ((s.a, s.length) for chain in chains for s in chain.stretches)))[::-1]
    at_a, at_b = np.concatenate((rest[0], again[0])), np.concatenate((rest[1], again[1]))
    found = _through(a, b, at_a, at_b, SHORTEST_REST, _REST_GAP)
    found = [chain for chain in found if chain.equal >= shortest or (_is_sentence(a, chain.a) and _is_sentence(b, chain.b))]
    return _without_shadows(a, b, chains + found, SHORTEST_REST)


def _through(a: Stream, b: Stream, at_a: Ints, at_b: Ints, shortest: int, largest_gap: int) -> list[Chain]:
    found = []
    for stretches in _linked(_exact_stretches(a, b, at_a, at_b), largest_gap, largest_gap):
        chain = _chain(_extended(a, b, list(_filled(a.letters, b.letters, stretches))))
        if chain.equal >= shortest:
            found.append(chain)
    return found


def _is_sentence(stream: Stream, span: tuple[int, int]) -> bool:
    """Tell whether the letters from ``span[0]`` to ``span[1]`` are whole sentences, give or take a letter or two."""
    return _is_bound(stream, span[0]) and _is_bound(stream, span[1])


def _is_bound(stream: Stream, letter: int) -> bool:
    """Tell whether a sentence or a paragraph ends about where ``letter`` stands."""
    first, last = letter - 1 - _GIVE, letter + _GIVE
    if first < 0 or last >= len(stream):
        return True
    return bool(_SENTENCE_END.search(stream.text, stream.places[first], stream.places[last]))


def _unpaired(size: int, stretches: Iterable[tuple[int, int]]) -> Ints:
    """Return where a shingle of ``_REST_GRAM`` letters begins that no stretch (start, length) touches."""
    paired = np.zeros(size + 1, dtype=np.int64)
    for start, length in stretches:
        paired[max(start - _REST_GRAM + 1, 0)] += 1
        paired[start + length] -= 1
    free = np.cumsum(paired[: max(size - _REST_GRAM + 1, 0)]) == 0
    return np.flatnonzero(free)


def _look_up(a: Stream, b: Stream, wanted: Ints) -> tuple[Ints, Ints]:
    """Return the places in ``a`` of the shingles of ``b`` at ``wanted``, each that stands once in ``a``, and those in ``b``."""
    none = np.zeros(0, np.int64)
    if not len(wanted) or len(a) < _REST_GRAM:
        return none, none
    grams = hash_grams(a.codes, _REST_GRAM)
    order = np.argsort(grams, kind="stable")
    grams = grams[order]
    asked = hash_grams(b.codes, _REST_GRAM)[wanted]
    by_hash = np.argsort(asked)  # looked up in order, neighbours are in the processor's cache
    asked, wanted = asked[by_hash], wanted[by_hash]
    low, high = np.searchsorted(grams, asked, "left"), np.searchsorted(grams, asked, "right")
    once = high - low == 1
    return order[low[once]].astype(np.int64), wanted[once]


def find_own_chains(stream: Stream, *, shortest: int = MIN_LETTERS) -> list[Chain]:
    """Return the chains between different places of one stream, the earlier place on side a; longest first."""
    found = []
    for stretches in _linked(_exact_stretches(stream, stream, *pair_places(stream.hashes)), MAX_GAP, _OWN_GAP):
        filled = list(_filled(stream.letters, stream.letters, stretches))
        for part in _parts(filled):
            for solid in _solid_parts(part):
                chain = _chain(_extended(stream, stream, solid))
                if chain.equal >= shortest:
                    found.append(chain)
    return _without_shadows(stream, stream, found, shortest)


def _chain(steps: Sequence[Step]) -> Chain:
    return Chain(tuple(stretch for stretch, _ in steps if stretch.length), sum(count for _, count in steps))


def _parts(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps in parts, cut where both sides go on differently or reach each other, without weak ends."""
    part: list[Step] = []
    for step in steps:
        stretch = step[0]
        if stretch.b <= stretch.a:
            continue
        if part and (min(_gaps(part[-1], step)) > _OWN_DIFFERENCE or stretch.a + stretch.length > part[0][0].b):
            yield _strongest(part)
            part = []
        part.append(step)
    yield _strongest(part)


def _solid_parts(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
    """Yield the steps, cut at their widest gaps, until each part covers nearly all of its less interrupted side."""
    equal = sum(count for _, count in steps)
    if equal < _SOLID_PART:
        return
    first, last = steps[0][0], steps[-1][0]
    extent = min(last.a + last.length - first.a, last.b + last.length - first.b)
    interruptions = sum(max(_gaps(*pair)) > _OWN_DIFFERENCE for pair in pairwise(steps))
    if equal >= _SOLID * extent and equal >= _AROUND_INTERRUPTION * interruptions:
        yield steps
        return
    cut = max(range(1, len(steps)), key=lambda at: (max(_gaps(steps[at - 1], steps[at])), at), default=0)
    if cut:
        yield from _solid_parts(steps[:cut])
        yield from _solid_parts(steps[cut:])


def _gaps(step: Step, after: Step) -> tuple[int, int]:
    """Return the letters between two steps on each side."""
    return after[0].a - step[0].a - step[0].length, after[0].b - step[0].b - step[0].length


def _strongest(steps: Sequence[Step]) -> list[Step]:
    """Return the steps in a row whose equal letters most outweigh their edits."""
    score = best_score = start = best_start = best_end = 0
    for at, (stretch, count) in enumerate(steps):
        if at > start:
            score -= _price(_gaps(steps[at - 1], steps[at]))
        if score <= 0:
            score, start = 0, at
        score += count + _EDIT * (stretch.length - count)
        if score > best_score:
            best_score, best_start, best_end = score, start, at + 1
    return list(steps[best_start:best_end])


def _price(gaps: tuple[int, int]) -> int:
    """Return the letters that a gap weighs; an interruption weighs the same however long it is."""
    return min(-_EDIT * max(gaps), _INTERRUPTION)


def _exact_stretches(a: Stream, b: Stream, at_a: Ints, at_b: Ints) -> list[Stretch]:
    """Return the longest equal stretches around the given shingles, in the order of side a."""
    same = a is b
    order = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[order], at_b[order]
    if len(at_a) > 1:
        follows = (np.diff(at_a) == 1) & (np.diff(at_b) == 1)
        fresh = np.concatenate(([True], ~follows))
        at_a, at_b = at_a[fresh], at_b[fresh]
    found = []
    done, diagonal = -1, None
    for i, j in zip(at_a.tolist(), at_b.tolist(), strict=True):
        if j - i == diagonal and i < done:
            continue
        before = _common_before(a, b, i, j)
        length = before + _common_after(a, b, i, j)
        found.append(Stretch(i - before, j - before, min(length, j - i) if same else length))
        diagonal, done = j - i, i - before + length
    return sorted(found)


def _common_after(a: Stream, b: Stream, i: int, j: int) -> int:
    """Return how many letters from ``i`` and ``j`` on are the same."""
    width, total = 64, 0
    while True:
        left, right = a.codes[i + total : i + total + width], b.codes[j + total : j + total + width]
        size = min(len(left), len(right))
        differs = np.flatnonzero(left[:size] != right[:size])
        if len(differs):
            return total + int(differs[0])
        total += size
        if size < width:
            return total
        width *= 2


def _common_before(a: Stream, b: Stream, i: int, j: int) -> int:
    """Return how many letters just before ``i`` and ``j`` are the same."""
    width, total = 64, 0
    while True:
        size = min(width, i - total, j - total)
        left, right = a.codes[i - total - size : i - total], b.codes[j - total - size : j - total]
        differs = np.flatnonzero(left != right)
        if len(differs):
            return total + size - 1 - int(differs[-1])
        total += size
        if size < width:
            return total
        width *= 2


def _linked(stretches: Sequence[Stretch], interruption: int, largest_gap: int) -> Iterator[list[Stretch]]:
    """Yield the best chains: each stretch follows the one before it that makes the most letters with the least jump.

    What only one side has may be ``interruption`` letters long, what both have and differs ``largest_gap``.
    """
    scores: list[float] = []
    previous: list[int] = []
    for at, stretch in enumerate(stretches):
        best, best_from = float(stretch.length), -1
        for i in range(at - 1, max(at - 1 - _LOOK_BACK, -1), -1):
            other = stretches[i]
            gap_a, gap_b = stretch.a - other.a - other.length, stretch.b - other.b - other.length
            overlap = max(-min(gap_a, gap_b), 0)
            new = stretch.length - overlap
            if new < 1 or (overlap and new < _SMALL_GRAM and abs(gap_a - gap_b) > _GRAM_JUMP) or max(gap_a, gap_b) > interruption or min(gap_a, gap_b) > largest_gap:
                continue
            jump = abs(gap_a - gap_b)
            score = scores[i] + stretch.length - overlap - 0.02 * max(gap_a, gap_b, 0) - min(0.2 * jump, 12)
            if score > best:
                best, best_from = score, i
            if jump <= 4 and i == at - 1:  # noqa: PLR2004
                break
        scores.append(best)
        previous.append(best_from)
    used = [False] * len(stretches)
    for end in sorted(range(len(stretches)), key=lambda i: (-scores[i], i)):
        chain: list[Stretch] = []
        at = end
        while at >= 0 and not used[at]:
            used[at] = True
            chain.append(stretches[at])
            at = previous[at]
        if chain:
            yield chain[::-1]


def _filled(a: str, b: str, stretches: Sequence[Stretch]) -> Iterator[Step]:
    """Yield the stretches and, between them, what the gaps have in common; each with its number of equal letters."""
    end_a = end_b = -1
    for stretch in stretches:
        if end_a >= 0:
            overlap = max(end_a - stretch.a, end_b - stretch.b, 0)
            if overlap >= stretch.length:
                continue
            stretch = Stretch(stretch.a + overlap, stretch.b + overlap, stretch.length - overlap)  # noqa: PLW2901
            yield from _gap(a, b, end_a, stretch.a, end_b, stretch.b)
        yield stretch, stretch.length
        end_a, end_b = stretch.a + stretch.length, stretch.b + stretch.length


def _gap(a: str, b: str, a0: int, a1: int, b0: int, b1: int) -> Iterator[Step]:
    """Yield what ``a[a0:a1]`` and ``b[b0:b1]`` have in common, in order."""
    if a0 >= a1 or b0 >= b1:
        return
    size_a, size_b = a1 - a0, b1 - b0
    if max(size_a, size_b) > _DENSE or abs(size_a - size_b) > _GRAM_JUMP:
        inside = _small_stretches(a, b, a0, a1, b0, b1)
        if inside:
            end_a, end_b = a0, b0
            for stretch in inside:
                yield from _edited(a, b, end_a, stretch.a, end_b, stretch.b)
                yield stretch, stretch.length
                end_a, end_b = stretch.a + stretch.length, stretch.b + stretch.length
            yield from _edited(a, b, end_a, a1, end_b, b1)
            return
    yield from _edited(a, b, a0, a1, b0, b1)


_GRAM_JUMP = 16  # letters by which the sides of a gap may differ before small shingles are looked for


def _small_stretches(a: str, b: str, a0: int, a1: int, b0: int, b1: int) -> list[Stretch]:
    """Return the best chain of stretches of at least ``_SMALL_GRAM`` letters that stand once in each side of a gap."""
    places: dict[str, int] = {}
    for i in range(a0, a1 - _SMALL_GRAM + 1):
        gram = a[i : i + _SMALL_GRAM]
        places[gram] = -1 if gram in places else i
    seen: dict[str, int] = {}
    for j in range(b0, b1 - _SMALL_GRAM + 1):
        gram = b[j : j + _SMALL_GRAM]
        if places.get(gram, -1) >= 0:
            seen[gram] = -1 if gram in seen else j
    pairs = sorted((places[gram], j) for gram, j in seen.items() if j >= 0)
    stretches: list[Stretch] = []
    for i, j in pairs:
        last = stretches[-1] if stretches else None
        if last and i - last.a == j - last.b and i <= last.a + last.length:
            stretches[-1] = Stretch(last.a, last.b, i + _SMALL_GRAM - last.a)
        else:
            stretches.append(Stretch(i, j, _SMALL_GRAM))
    best: list[Stretch] = []
    for chain in _linked(stretches, MAX_GAP, MAX_GAP):
        if sum(stretch.length for stretch in chain) > sum(stretch.length for stretch in best):
            best = chain
    clean: list[Stretch] = []
    for stretch in best:
        overlap = max(clean[-1].a + clean[-1].length - stretch.a, clean[-1].b + clean[-1].length - stretch.b, 0) if clean else 0
        if overlap < stretch.length:
            clean.append(Stretch(stretch.a + overlap, stretch.b + overlap, stretch.length - overlap))
    return clean


def _edited(a: str, b: str, a0: int, a1: int, b0: int, b1: int) -> Iterator[Step]:
    """Yield what two short differing texts share by the fewest edits, unless it is no more than chance."""
    if a0 >= a1 or b0 >= b1 or max(a1 - a0, b1 - b0) > _LARGEST_EDIT:
        return
    steps = _steps(a, b, a0, a1, b0, b1)
    equal = sum(count for _, count in steps)
    if 2 * equal >= max(a1 - a0, b1 - b0) or max(a1 - a0, b1 - b0) <= 3:  # noqa: PLR2004
        yield from steps
        return
    best: list[Step] = []
    current: list[Step] = []
    score = best_score = 0
    for stretch, count in steps:
        if current:
            last = current[-1][0]
            score += _EDIT * max(stretch.a - last.a - last.length, stretch.b - last.b - last.length)
        if score <= 0:
            score, current = 0, []
        score += count + _EDIT * (stretch.length - count)
        current.append((stretch, count))
        if score > best_score:
            best_score, best = score, list(current)
    if best_score >= _ISLAND:
        yield from best


def _steps(a: str, b: str, a0: int, a1: int, b0: int, b1: int) -> list[Step]:
    """Return the equal and the exchanged stretches of the cheapest edit of one text into the other."""
    steps = []
    for code in Levenshtein.opcodes(a[a0:a1], b[b0:b1]):
        if code.tag in ("equal", "replace"):
            length = code.src_end - code.src_start
            steps.append((Stretch(a0 + code.src_start, b0 + code.dest_start, length), length if code.tag == "equal" else 0))
    return steps


def _extended(a: Stream, b: Stream, filled: Sequence[Step]) -> list[Step]:
    """Return the steps with both ends carried on as far as the texts agree, some letters misread."""
    same = a is b
    last = filled[-1][0]
    end_a = filled[0][0].b if same else len(a)  # the two places of a repeat do not overlap
    tail = list(_ahead(a.letters, b.letters, (last.a + last.length, last.b + last.length), (end_a, len(b))))
    first = filled[0][0]
    start_b = last.a + last.length if same else 0
    if same and tail:
        start_b = tail[-1][0].a + tail[-1][0].length
    head = list(_behind(a.letters, b.letters, (first.a, first.b), start_b))
    return [*head, *filled, *tail]


def _ahead(a: str, b: str, at: tuple[int, int], ends: tuple[int, int]) -> Iterator[Step]:
    """Yield what follows ``at`` on both sides as long as equal letters outweigh edits."""
    i, j = at
    while i < ends[0] and j < ends[1]:
        width = min(_WINDOW, max(ends[0] - i, 0), max(ends[1] - j, 0))
        steps = _best_start(_steps(a, b, i, i + width, j, j + width), i, j)
        yield from steps
        if not steps:
            return
        last = steps[-1][0]
        if last.a + last.length - i < _WINDOW // 2:
            return
        i, j = last.a + last.length, last.b + last.length


def _best_start(steps: Sequence[Step], i: int, j: int) -> Sequence[Step]:
    """Return the first steps up to the place where their score is best."""
    score, best, keep = 0, -_EDIT - 1, 0
    for number, (stretch, count) in enumerate(steps, 1):
        score += _EDIT * max(stretch.a - i, stretch.b - j) + count + _EDIT * (stretch.length - count)
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
        steps = _best_start(_steps(left, right, 0, width, 0, width), 0, 0)
        found += [(Stretch(i - s.a - s.length, j - s.b - s.length, s.length), count) for s, count in steps]
        if not steps:
            break
        last = steps[-1][0]
        if last.a + last.length < _WINDOW // 2:
            break
        i, j = i - last.a - last.length, j - last.b - last.length
    return reversed(found)


def _without_shadows(a: Stream, b: Stream, chains: list[Chain], shortest: int) -> list[Chain]:
    """Return the chains, longest first, without the ends whose letters longer ones pair already on both sides.

    A paragraph that each text has twice pairs crosswise too; what only one text has twice is no shadow.
    """
    kept: list[Chain] = []
    in_a, in_b = np.zeros(len(a), dtype=np.bool_), np.zeros(len(b), dtype=np.bool_)
    for chain in sorted(chains, key=lambda chain: (-chain.equal, chain.a, chain.b)):
        fresh = _fresh(chain, in_a, in_b)
        if fresh is None or fresh.equal < shortest:
            continue
        kept.append(fresh)
        for stretch in fresh.stretches:
            in_a[stretch.a : stretch.a + stretch.length] = True
            in_b[stretch.b : stretch.b + stretch.length] = True
    return sorted(kept, key=lambda chain: (-chain.equal, chain.a, chain.b))


def _fresh(chain: Chain, in_a: NDArray[np.bool_], in_b: NDArray[np.bool_]) -> Chain | None:
    """Return the chain from its first to its last letter that is not paired on both sides."""
    stretches: list[Stretch] = []
    for stretch in chain.stretches:
        known = in_a[stretch.a : stretch.a + stretch.length] & in_b[stretch.b : stretch.b + stretch.length]
        if not known.any():
            stretches.append(stretch)
            continue
        new = np.flatnonzero(~known)
        if len(new):
            first, last = (0 if stretches else int(new[0])), int(new[-1])
            stretches.append(Stretch(stretch.a + first, stretch.b + first, last + 1 - first))
    if stretches == list(chain.stretches):
        return chain
    if not stretches:
        return None
    lost = sum(stretch.length for stretch in chain.stretches) - sum(stretch.length for stretch in stretches)
    return Chain(tuple(stretches), max(chain.equal - lost, 0))
