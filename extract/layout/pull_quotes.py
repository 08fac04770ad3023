"""Pull quotes: sentences of the body that the page shows a second time, in a box or a margin.

Nothing but the repetition tells them from the body, so they are found by it. The copy that stands by itself or
interrupts a sentence is the quote; the one in the flow of a paragraph is the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.dedupe.shingles import GRAM, read_stream
from extract.layout.blocks import Block, interrupts, is_ended, neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_LETTERS = 40  # shorter repetitions are headings, names and running heads
MAX_LETTERS = 800
MIN_WORDS = 8
COVERED = 0.85  # share of a pull quote that the body repeats; the rest are citations that it leaves out
ENOUGH = 2  # pull quotes that interrupt a sentence, from which on a source is known to have them between paragraphs too
SAMPLING = 4  # one shingle in so many is looked at
MAX_GAP = 60  # letters between two shared stretches of one pull quote
LETTER = re.compile(r"[^\W_]")
SENTENCE_END = re.compile(r"[.!?…][)\]}”’\"'»]*(?=\s|$)")


class Shared(NamedTuple):
    """A stretch of raw text that stands once more, and where the other copy begins."""

    start: int
    end: int
    other: int
    letters: int


def mark_pull_quotes(raw: str, blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the role of pull quotes set, and those cut off that are glued to a paragraph."""
    shared = find_shared(raw)
    if not shared:
        return list(blocks)
    marked = list(_cut_off(raw, blocks, shared))
    starts = [block.start for block in marked]
    covers = [_cover(block, shared) for block in marked]
    found = [i for i, block in enumerate(marked) if block.role == "body" and _is_candidate(marked, covers, starts, i)]
    sure = {i for i in found if interrupts(marked, i)} | {i for i, block in enumerate(marked) if block.role == "pull_quote"}
    for i in found if len(sure) >= ENOUGH else sure:
        marked[i] = marked[i]._replace(role="pull_quote")
    return marked


def _is_candidate(blocks: Sequence[Block], covers: Sequence[tuple[float, int]], starts: Sequence[int], at: int) -> bool:
    """Tell whether a block says as a whole what another, longer one says in passing, or what another says uninterrupted."""
    share, twin = covers[at]
    if share < COVERED or not _is_sentence(blocks[at].text):
        return False
    other = max(bisect_right(starts, twin) - 1, 0)
    body = blocks[other]
    if other == at or body.role != "body":
        return False
    is_part = covers[other][0] < COVERED or not _is_sentence(body.text)
    return is_part or (interrupts(blocks, at) and not interrupts(blocks, other))


def find_shared(raw: str) -> list[Shared]:
    """Return the stretches of ``raw`` that stand in it more than once, in order; both copies are in the list."""
    stream = read_stream(raw)
    hashes = stream.hashes
    kept = np.flatnonzero(hashes % np.uint64(SAMPLING) == 0)
    order = kept[np.argsort(hashes[kept], kind="stable")]
    ordered = hashes[order]
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    twins = np.full(len(stream) + 1, -1, dtype=np.int64)
    twins[order[same + 1]] = order[same]
    twins[order[same]] = order[same + 1]
    at = np.flatnonzero(twins >= 0)
    if not len(at):
        return []
    parted = (np.diff(at) > GRAM) | (np.diff(twins[at] - at) != 0)
    firsts = at[np.concatenate(([True], parted))]
    lasts = at[np.concatenate((parted, [True]))]
    runs: list[list[int]] = []  # first and last letter, first and last letter of the other copy, letters shared
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        end, other = last + GRAM, int(twins[first])
        other_end = other + end - first
        # A third copy of some words may point elsewhere in the midst of a stretch, so the last three are open.
        open_run = next((r for r in runs[-3:] if first - r[1] <= MAX_GAP and -GRAM <= other - r[3] <= MAX_GAP), None)
        if open_run is None:
            runs.append([first, end, other, other_end, end - first])
        else:
            open_run[4] += end - max(first, open_run[1])
            open_run[1], open_run[3] = end, other_end
    found = []
    for first, end, other, other_end, letters in runs:
        if letters >= MIN_LETTERS / 2:
            before, after = _common(stream.letters, first, other, -1), _common(stream.letters, end - 1, other_end - 1, 1)
            start, stop = stream.places[first - before], stream.places[end - 1 + after]
            found.append(Shared(int(start), int(stop) + 1, int(stream.places[other - before]), letters + before + after))
    return [shared for shared in found if shared.letters >= MIN_LETTERS * COVERED]


def _common(letters: str, one: int, two: int, step: int) -> int:
    """Return how many letters next to ``one`` and ``two`` are the same, at most ``GRAM``."""
    count = 0
    while count < GRAM:
        i, j = one + step * (count + 1), two + step * (count + 1)
        if min(i, j) < 0 or max(i, j) >= len(letters) or letters[i] != letters[j]:
            break
        count += 1
    return count


def _cover(block: Block, shared: Sequence[Shared]) -> tuple[float, int]:
    """Return the share of ``block`` that stands once more outside it, and where the copy begins.

    The share is 0 for a block that is too short or too long for a pull quote.
    """
    if not MIN_LETTERS <= block.end - block.start <= 2 * MAX_LETTERS:
        return 0.0, 0
    stretches = [stretch for stretch in _within(block, shared) if not block.start <= stretch.other < block.end]
    letters = len(LETTER.findall(block.text)) if stretches else 0
    if not MIN_LETTERS <= letters <= MAX_LETTERS:
        return 0.0, 0
    covered, best, twin = 0, 0, 0
    for stretch in stretches:
        low, high = max(stretch.start, block.start), min(stretch.end, block.end)
        inside = min(len(LETTER.findall(block.text, low - block.start, high - block.start)), stretch.letters)
        covered += inside
        if inside > best:
            best, twin = inside, stretch.other + max(block.start - stretch.start, 0)
    return covered / letters, twin


def _within(block: Block, shared: Sequence[Shared]) -> Iterator[Shared]:
    """Yield the stretches that reach into ``block``."""
    at = max(bisect_left(shared, (block.start,)) - 1, 0)
    for stretch in shared[at : bisect_left(shared, (block.end,))]:
        if stretch.end > block.start:
            yield stretch


def _is_sentence(text: str) -> bool:
    """Tell whether ``text`` begins and ends like a sentence, and is long enough for one."""
    begins = not text[0].islower() and text[0] not in "(["
    return begins and is_ended(text) and len(text.split()) >= MIN_WORDS and text.count("(") == text.count(")")


def _cut_off(raw: str, blocks: Sequence[Block], shared: Sequence[Shared]) -> Iterator[Block]:
    """Yield ``blocks``, those parted in which a pull quote stands in the middle of a sentence."""
    for i, block in enumerate(blocks):
        if block.role != "body":
            yield block
            continue
        before, after = neighbours(blocks, i)
        for stretch in _within(block, shared):
            start, end = _snapped(raw, block, stretch)
            rest_before, rest_after = raw[block.start : start].rstrip(), raw[end : block.end].lstrip()
            left = rest_before or (before.text if before else "")
            right = rest_after or (after.text if after else "")
            letters = len(LETTER.findall(raw, start, end))
            heals = left and right and not is_ended(left) and right[0].islower()
            if heals and MIN_LETTERS <= letters <= MAX_LETTERS and (rest_before or rest_after) and _is_sentence(raw[start:end]):
                if rest_before:
                    yield block._replace(parts=((block.start, block.start + len(rest_before)),), text=rest_before)
                yield block._replace(role="pull_quote", parts=((start, end),), text=raw[start:end])
                if rest_after:
                    yield block._replace(parts=((block.end - len(rest_after), block.end),), text=rest_after)
                break
        else:
            yield block


def _snapped(raw: str, block: Block, stretch: Shared) -> tuple[int, int]:
    """Return where the sentences of a shared stretch begin and end; copies agree by chance in a letter or two more."""
    start = max(stretch.start, block.start)
    while start > block.start and not raw[start - 1].isspace():
        start -= 1
    end = min(stretch.end, block.end)
    ends = [match.end() for match in SENTENCE_END.finditer(raw, max(end - GRAM, start), min(end + GRAM, block.end))]
    inside = [at for at in ends if at <= end + 3]
    return start, inside[-1] if inside else (ends[0] if ends else end)
