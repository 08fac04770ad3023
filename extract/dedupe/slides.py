"""Where one run ends and the next begins when one text has more in between: at the end of a sentence, if the letters allow it.

"It rained. [It froze.] It thawed." may be cut in several ways that agree in each letter: the second "It " belongs to what
was put in, or to what follows. A reader cuts between sentences.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extract.dedupe.breaks import Break, break_at, may_begin
from extract.dedupe.runs import Run, is_alike

if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGEST_SHIFT = 16  # characters that one text may have more than the other between two runs whose cut is left alone
_FARTHEST = 80  # characters by which a cut is moved at most: two texts share no more by chance
_EDITS = 3  # letters by which a misread part may be longer or shorter
_COST = 2  # letters that a misread one takes away from what a filled gap gains


def slid(a: str, b: str, runs: Sequence[Run]) -> list[Run]:
    r"""Return the runs of one chain, cut between paragraphs, sentences or words where one of the texts has more.

    >>> short = "The port was closed. The ships had left."
    >>> long = "The port was closed. The pilots knew nothing. The ships had left."
    >>> [long[slice(*run.b)] for run in slid(short, long, [Run(0, 25, 0, 25), Run(25, 40, 50, 65)])]
    ['The port was closed. ', 'The ships had left.']
    """
    if not any(_jumps(run, after) for run, after in pairwise(runs)):
        return list(runs)
    done: list[Run] = []
    for run in runs:
        after: Run | None = run
        while done and after and _jumps(done[-1], after):
            before, after = _cut_well(a, b, done[-1], after)
            if before and after:
                done[-1:] = _with_misread(a, b, before, after)
                after = done.pop()
                break
            if before:
                done[-1] = before
            else:
                done.pop()
        if after:
            done.append(after)
    return done


def _jumps(run: Run, after: Run) -> bool:
    """Tell whether one of the texts has more between two runs."""
    return not -_LARGEST_SHIFT <= after[2] - run[3] - after[0] + run[1] <= _LARGEST_SHIFT


def _cut_well(a: str, b: str, run: Run, after: Run) -> tuple[Run | None, Run | None]:
    """Return two runs with the best cut between them; one of them is nothing if all of it may stand beside the other."""
    gap = min(after.a_start - run.a_end, after.b_start - run.b_end)
    if not 0 <= gap <= _FARTHEST:
        return run, after
    back = _alike_before(a, b, after, min(_FARTHEST, run.a_end - run.a_start) + gap) - gap
    ahead = _alike_after(a, b, run, min(_FARTHEST, after.a_end - after.a_start) + gap) - gap
    if back == run.a_end - run.a_start:
        return None, _begun(after, back + gap)
    if ahead == after.a_end - after.a_start:
        return _ended(run, ahead + gap), None
    cuts = [(run, after)]
    cuts += ((_ended(run, -step), _begun(after, step + gap)) for step in range(1, back + 1))
    cuts += ((_ended(run, step + gap), _begun(after, -step)) for step in range(1, ahead + 1))
    return max(cuts, key=lambda cut: _worth(a, b, *cut))


def _with_misread(a: str, b: str, run: Run, after: Run) -> list[Run]:
    """Return two runs and between them what the shorter gap holds, if a misread letter kept it from one of the two."""
    if after.b_start - run.b_end < after.a_start - run.a_end:
        return [found.turned() for found in _with_misread(b, a, run.turned(), after.turned())]
    after = _without_last_marks(a, b, after)
    gap = a[run.a_end : after.a_start]
    if not 0 < len(gap) <= _FARTHEST or not any(map(str.isalnum, gap)):
        return [run, after]
    cuts = [0, len(gap), *(at for at in range(1, len(gap)) if break_at(gap, at) >= Break.SENTENCE)]
    best = max((_filled(a, b, run, after, run.a_end + cut) for cut in cuts), key=lambda filling: filling[0])
    return [run, *best[1], after] if best[0] > 0 else [run, after]


def _filled(a: str, b: str, run: Run, after: Run, cut: int) -> tuple[int, list[Run]]:
    """Return the runs that carry ``run`` on to ``cut``, and ``after`` back to it; first how many letters they gain."""
    gain, found = 0, []
    if run.a_end < cut:
        wanted = a[run.a_end : cut]
        errors, length = min(
            (Levenshtein.distance(wanted, b[run.b_end : run.b_end + length]), length) for length in _lengths(wanted)
        )
        gain += len(wanted) - _COST * errors
        found.append(Run(run.a_end, cut, run.b_end, run.b_end + length))
    if cut < after.a_start:
        wanted = a[cut : after.a_start]
        errors, length = min(
            (Levenshtein.distance(wanted, b[after.b_start - length : after.b_start]), length) for length in _lengths(wanted)
        )
        gain += len(wanted) - _COST * errors
        found.append(Run(cut, after.a_start, after.b_start - length, after.b_start))
    return gain, found


def _lengths(wanted: str) -> range:
    """Return how long the misread form of some letters may be."""
    return range(max(len(wanted) - _EDITS, 1), len(wanted) + _EDITS + 1)


def _without_last_marks(a: str, b: str, run: Run) -> Run:
    """Return the run without the marks at its start that end another sentence in the longer text."""
    at = 0
    while at < run.a_end - run.a_start - 1 and not may_begin(a[run.a_start + at]):
        at += 1
    is_attached = run.b_start > 0 and b[run.b_start - 1].isalnum() and not b[run.b_start].isspace()
    return _begun(run, -at) if is_attached else run


def _alike_before(a: str, b: str, run: Run, most: int) -> int:
    """Return how many characters before ``run`` are the same in both texts."""
    count = 0
    most = min(most, run.a_start, run.b_start)
    while count < most and is_alike(a[run.a_start - 1 - count], b[run.b_start - 1 - count]):
        count += 1
    return count


def _alike_after(a: str, b: str, run: Run, most: int) -> int:
    count = 0
    most = min(most, len(a) - run.a_end, len(b) - run.b_end)
    while count < most and is_alike(a[run.a_end + count], b[run.b_end + count]):
        count += 1
    return count


def _ended(run: Run, by: int) -> Run:
    """Return the run with its end moved."""
    return Run(run.a_start, run.a_end + by, run.b_start, run.b_end + by)


def _begun(run: Run, before: int) -> Run:
    """Return the run with its start moved."""
    return Run(run.a_start - before, run.a_end, run.b_start - before, run.b_end)


def _worth(a: str, b: str, run: Run, after: Run) -> int:
    """Return how well a cut between two runs agrees with the sentences of both texts."""
    return break_at(a, run.a_end) + break_at(a, after.a_start) + break_at(b, run.b_end) + break_at(b, after.b_start)


def untangled(chains: Sequence[Sequence[Run]]) -> list[Run]:
    """Return the runs of some chains in order, with those made one that overlap and pair the same characters.

    >>> untangled([[Run(0, 20, 100, 120)], [Run(15, 40, 115, 140), Run(15, 40, 315, 340)]])
    [Run(a_start=0, a_end=40, b_start=100, b_end=140), Run(a_start=15, a_end=40, b_start=315, b_end=340)]
    """
    if len(chains) == 1:
        return list(chains[0])
    found: list[Run] = []
    for _, run in sorted((run.b_start - run.a_start, run) for chain in chains for run in chain):
        last = found[-1] if found else None
        if (
            last
            and last.b_start - last.a_start == last.b_end - last.a_end == run.b_start - run.a_start == run.b_end - run.a_end
            and run.a_start <= last.a_end
        ):
            end = max(last.a_end, run.a_end)
            found[-1] = Run(last.a_start, end, last.b_start, last.b_start + end - last.a_start)
        else:
            found.append(run)
    return sorted(found)
