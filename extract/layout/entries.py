"""The lines of a bibliography: at which of them an entry begins.

Evidence is weighed line by line: numbers in sequence, bullets, indents, an author's name, the look of the line before (short,
ended), alphabetical order.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.entry_forms import (
    ADDRESS,
    BEGINS_LOW,
    BULLET,
    CONTINUES,
    DASHES,
    DATED,
    ENDED,
    HOME,
    HOSTED,
    IN_JOURNAL,
    INVERTED,
    LABELLED,
    NAME_YEAR,
    NAMED_YEAR,
    OPEN_END,
    PLACE_IN_PRINT,
    PLACED,
    PUBLISHED,
    QUOTE_NEAR,
    QUOTE_NEXT,
    STRAIGHT,
    VANCOUVER,
    YEAR_NEAR,
    looks_like_start,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.layout.blocks import Block

LINE = re.compile(r"[^\r\n]+")
LONGEST = 4000
"""Characters of an entry that are looked back on; the longest in 16,000 has 2,300."""

LONGEST_ENTRY = 6  # lines on average: where a block has more, blank lines do not part entries
CLEAR_INDENT = 0.8  # by which lines with one indent must look more like first ones than those with another
SET_IN = 0.12  # share of the lines that must be set in, or set out, for indents to tell anything

FEWEST = 4  # lines from which their length tells something
WIDEST = 130  # characters: longer lines were not broken to a width

SKIPPED = frozenset({"caption", "furniture", "note", "pull_quote", "table"})
"""Roles of what may stand in a list without being part of it."""


APART = 3.5
"""What speaks for each line of a list whose lines are not wrapped and mostly look like entries; 2 do where fewer look so."""

MOST = 0.7  # share of such lines

CLOSING = '”"»’'
"""Marks after which an entry seldom ends: a title does, and its journal follows."""


THRESHOLD = 1.6
"""Of the score of a line that stands on its own."""


class Line(NamedTuple):
    """A line of a bibliography: ``text[start:end]``.

    ``is_block``: a block begins here (a paragraph, a bullet), not just a wrapped line. ``has_bullet``: with a bullet before it.
    """

    start: int
    end: int
    is_block: bool = True
    has_bullet: bool = False
    indent: int = 0
    """Characters before it."""


def split_entries(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` of ``text`` with those of wrapped bibliographies cut into entries."""
    split = list(blocks)
    listed: list[int] = []
    for i in range(len(blocks), -1, -1):  # from the last, so that the places before stay what they are
        block = blocks[i] if i < len(blocks) else None
        if block is not None and _is_open(block):
            listed.insert(0, i)
        elif block is None or block.role not in SKIPPED:
            _split(text, split, listed)
            listed = []
    _split(text, split, listed)
    return split


def _is_open(block: Block) -> bool:
    """Tell whether it is open where the entries of a block begin."""
    is_told = block.is_given and (block.lines == 1 or block.goes_on is not None)
    return block.role == "reference" and not is_told and len(block.parts) == 1


def _split(text: str, blocks: list[Block], listed: Sequence[int]) -> None:
    """Cut those of ``blocks`` which are ``listed`` into entries."""
    lines = [line for i in listed for line in _lines(text, blocks[i])]
    if len(lines) == len(listed) and not is_wrapped(text, lines):
        return
    starts = dict(zip((line.start for line in lines), find_starts(text, lines), strict=True))
    for run in reversed(_runs(blocks, listed)):
        first, last = blocks[run[0]], blocks[run[-1]]
        edges = [first.start]
        for i in run:
            for line in _lines(text, blocks[i]):
                at = text.rfind("\n", 0, line.start) + 1
                if starts[line.start] and at > first.start:
                    edges.append(at)
        edges.append(last.end)
        parts = [_part(text, start, end, first) for start, end in pairwise(edges)]
        if first.goes_on is None and not starts[next(_lines(text, first)).start] and _is_parted(blocks, run[0]):
            parts[0] = parts[0]._replace(goes_on=True)
        blocks[run[0] : run[-1] + 1] = parts


def _is_parted(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the end of a page, or what stands there, parts block ``at`` from the one before."""
    return blocks[at].page or (at > 0 and blocks[at - 1].role in SKIPPED)


def _runs(blocks: Sequence[Block], listed: Sequence[int]) -> list[list[int]]:
    """Return the blocks that nothing parts but the end of a line."""
    runs: list[list[int]] = []
    for i in listed:
        if runs and runs[-1][-1] == i - 1 and not (blocks[i].gap or blocks[i].page):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _lines(text: str, block: Block) -> Iterator[Line]:
    """Yield the lines of a block."""
    for found in LINE.finditer(text, block.start, block.end):
        begin = text.rfind("\n", 0, found.start()) + 1
        bullet = BULLET.match(text, found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
        start = bullet.end() if bullet else found.start() + len(found[0]) - len(found[0].lstrip())
        end = found.start() + len(found[0].rstrip())
        if start < end:
            is_block = bullet is not None or (found.start() == block.start and block.gap)
            yield Line(start, end, is_block, bullet is not None, (bullet.start() if bullet else start) - begin)


def _part(text: str, start: int, end: int, whole: Block) -> Block:
    printed = text[start:end]
    low = start + len(printed) - len(printed.lstrip())
    printed = printed.strip()
    is_first = start == whole.start
    return whole._replace(
        parts=((low, low + len(printed)),),
        text=printed,
        lines=printed.count("\n") + 1,
        gap=whole.gap and is_first,
        page=whole.page and is_first,
        goes_on=whole.goes_on if is_first else False,
    )


FEWEST_LABELS = 3
MOST_LABELLED = 0.6
"""Share of the blocks of a list that labels begin, if they begin its entries."""


def find_starts(text: str, lines: Sequence[Line]) -> list[bool]:
    """Return which of ``lines`` begin an entry."""
    if not lines:
        return []
    lines = in_bullets(lines)
    return numbered_starts(text, lines) or labelled_starts(text, lines) or _by_evidence(text, lines)


def in_bullets(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; in a list of bullets, a line without one is wrapped, whatever block it was taken for."""
    if not lines or not lines[0].has_bullet or sum(line.has_bullet for line in lines) < max(3, 0.15 * len(lines)):
        return list(lines)
    return [line if line.has_bullet else line._replace(is_block=False) for line in lines]


def numbered_starts(text: str, lines: Sequence[Line]) -> list[bool] | None:
    """Return which lines begin an entry, when the list is numbered."""
    values = [number_of(text[line.start : line.start + 12]) for line in lines]
    starts = [False] * len(lines)
    expected: int | None = None
    for i, value in enumerate(values):
        if value is None:
            continue
        if expected is None and value <= 1:
            expected = value
        if expected is not None and expected <= value <= expected + 2 and (value == expected or lines[i].is_block):
            starts[i] = True
            expected = value + 1
    count = sum(starts)
    if (count >= 3 and count >= 0.6 * sum(line.is_block for line in lines)) or (
        count >= 5 and count >= 0.12 * len(lines) and values[0] is not None
    ):
        starts[0] = True
        return starts
    return None


def labelled_starts(text: str, lines: Sequence[Line]) -> list[bool] | None:
    """Return which lines begin an entry, when labels in brackets begin them: "[Oka18] Okafor, Adaeze: Ports"."""
    starts = [LABELLED.match(text, line.start, line.end) is not None for line in lines]
    blocks = sum(line.is_block for line in lines)
    if sum(starts) < FEWEST_LABELS or not starts[0] or sum(starts) < MOST_LABELLED * blocks:
        return None
    return starts


def _by_evidence(text: str, lines: Sequence[Line]) -> list[bool]:
    """Return which lines begin an entry, by weighing what speaks for and against it."""
    blocks = sum(line.is_block for line in lines)
    looks = [looks_like_start(text[line.start : line.end]) for line in lines]
    indents = _indents(lines, looks)
    lengths = sorted(line.end - line.start for line in lines)
    shown = Shown(
        is_wrapped=is_wrapped(text, lines, looks) or any(indents),
        is_bulleted=sum(line.has_bullet for line in lines) > 0.6 * blocks,
        is_apart=blocks * LONGEST_ENTRY > len(lines),
        width=lengths[int(len(lengths) * 0.9)],
    )
    is_clear = not (shown.is_wrapped or shown.is_bulleted) and fmean(look > 0 for look in looks) >= MOST
    starts = [True]
    first = lines[0]
    for (before, line), look, indent in zip(pairwise(lines), looks[1:], indents[1:], strict=True):
        printed = text[line.start : line.end]
        entry = text[max(first.start, before.end - LONGEST) : before.end]
        if shown.is_wrapped:
            score = wrapped_score(text[before.start : before.end], printed, entry, shown.width)
            is_torn = look < 0 or not (_has_ended(entry) or DATED.search(entry))
            score += indent + (0.0 if is_torn else line.is_block * (3.0 if shown.is_apart else 1.0))
            score += (-6.0 if not line.has_bullet else -2.0 if is_torn else 5.0) if shown.is_bulleted else 0.0
        else:
            score = line_score(printed, entry, look) + (APART if is_clear else 2.0)
            score += (look >= 0 if line.has_bullet else -2.5) if shown.is_bulleted else 0.0
        is_address = not line.has_bullet and ADDRESS.fullmatch(printed) is not None and ADDRESS.search(entry) is None
        is_start = score > 0 and not is_address
        starts.append(is_start)
        if is_start:
            first = line
    return starts


class Shown(NamedTuple):
    """How a list is printed."""

    is_wrapped: bool
    """Lines are broken to a width."""
    is_bulleted: bool
    is_apart: bool
    """Blank lines stand between entries, mostly."""
    width: int
    """Characters of most lines at the most."""


def line_score(line: str, entry: str, look: float) -> float:
    """Return how much speaks for a new entry with ``line``, which stands on its own below ``entry``."""
    ended = _has_ended(entry)
    score = look + (0.8 if ended else -1.5) - THRESHOLD
    if _has_open(entry):
        score -= 1.5
    if not DATED.search(entry):
        score -= 0.8 if ended else 1.8
    if INVERTED.match(line) and INVERTED.match(entry):
        score += 0.4 if _key(line) >= _key(entry) else -0.6
    return score


def run_in_score(entry: str, rest: str) -> float:
    """Return how much speaks for a new entry with ``rest``, which follows ``entry`` on the same line; its weights are found as above.

    >>> run_in_score("Okafor, A. (2018) Ports. Lagos: HP.", "Park, L. (1999) Straits. Quay Studies") > 0
    True
    >>> run_in_score("Okafor, A. (2018) Ports.", "pp. 19-44.") > 0
    False
    """
    inverted, short_name = INVERTED.match(rest) is not None, VANCOUVER.match(rest) is not None
    above_inverted, above_short = INVERTED.match(entry) is not None, VANCOUVER.match(entry) is not None
    score = -6.1 + 1.6 * (inverted is above_inverted and short_name is above_short)
    score += 5.1 if inverted else 4.1 if short_name else 2.2 if STRAIGHT.match(rest) else 0.0
    score += 5.4 if DASHES.match(rest) else 1.2 if BEGINS_LOW.match(rest) else -2.5 if CONTINUES.match(rest) else 0.0
    score += 1.2 if NAME_YEAR.match(rest) else 0.7 if NAMED_YEAR.match(rest) else 0.0
    score += 2.2 * (QUOTE_NEXT.match(rest) is not None)
    score -= 4.1 if OPEN_END.search(entry[-12:]) else 0.9
    score += -1.4 * _has_open(entry) + 4.9 * (DATED.search(entry) is not None)
    score -= 4.2 * (entry[-1] in CLOSING) + 2.8 * (len(entry) < 45)  # characters
    if inverted and above_inverted:
        one, two = _key(entry), _key(rest)
        score += -3.2 if two < one else -0.4 if one[:1] and 0 <= ord(two[:1] or one[:1]) - ord(one[:1]) <= 1 else -2.8
    return score


def wrapped_score(before: str, line: str, entry: str, width: int) -> float:
    """Return how much speaks for a new entry with ``line`` below the line ``before``, the last of ``entry``: above 0, most does.

    The weights are those of a logistic regression on the entries, labelled and made, that the reference model is trained on, in
    columns of many widths.

    >>> wrapped_score("Journal of Ports, 38(2), 2001, pp. 19-44.", "Okafor, A. (2018) Ports under", "Journal ... 2001, pp. 19-44.", 60) > 0
    True
    >>> wrapped_score("Okafor, A. (2018) Ports under pressure. Lagos:", "Harbour Press.", "Okafor, A. (2018) Ports under pressure. Lagos:", 50) > 0
    False
    """
    inverted, short_name = INVERTED.match(line) is not None, VANCOUVER.match(line) is not None
    above_inverted, above_short = INVERTED.match(entry) is not None, VANCOUVER.match(entry) is not None
    score = -8.0 + 0.6 * (inverted is above_inverted and short_name is above_short)
    score += 3.1 if inverted else 3.2 if short_name else 1.4 if STRAIGHT.match(line) else 0.0
    score += 4.0 if DASHES.match(line) else 0.4 if BEGINS_LOW.match(line) else -3.4 if CONTINUES.match(line) else 0.0
    score += 1.1 * (YEAR_NEAR.match(line) is not None) + 2.6 * (QUOTE_NEAR.match(line) is not None)
    score -= 2.5 * (PLACED.match(line) is not None) + 1.2 * (PUBLISHED.match(line) is not None)
    score -= 1.5 * (HOSTED.match(line) is not None) + 1.5 * (IN_JOURNAL.match(line) is not None)
    if _has_ended(entry):
        score += 1.9 + 1.7 * (HOME.search(entry) is not None or PLACE_IN_PRINT.search(entry) is not None)
    elif OPEN_END.search(entry[-12:]):
        score -= 1.0
    score -= 1.1 * (entry[-1] in CLOSING)
    score += 1.0 if entry[-1] == "." else 0.8 if entry[-1].isdigit() else 0.0
    room = (width - len(before) - 1 - len(line.split(maxsplit=1)[0])) / width
    score += 5.7 * (room > 0.02) + 2.4 * (room > 0.12) + 0.7 * (room > 0.4)  # of the width
    score += -0.8 * _has_open(entry) + 3.1 * (DATED.search(entry) is not None)
    score -= 0.9 * (len(entry) < 45)  # characters
    if inverted and above_inverted:
        one, two = _key(entry), _key(line)
        score += -1.9 if two < one else 0.5 if one[:1] and 0 <= ord(two[:1] or one[:1]) - ord(one[:1]) <= 1 else -0.9
    return score


def _has_ended(entry: str) -> bool:
    return ENDED.search(entry[-300:]) is not None and OPEN_END.search(entry[-12:]) is None


def _indents(lines: Sequence[Line], looks: Sequence[float]) -> list[float]:
    """Return what the indent of each line says for a new entry, or against it: all but the first lines may be set in, or these alone."""
    least = min(line.indent for line in lines)
    set_in = [line.indent > least + 1 for line in lines]
    if not SET_IN * len(lines) <= sum(set_in) <= (1 - SET_IN) * len(lines):
        return [0.0] * len(lines)
    inner = fmean(look for look, is_in in zip(looks, set_in, strict=True) if is_in)
    outer = fmean(look for look, is_in in zip(looks, set_in, strict=True) if not is_in)
    if abs(inner - outer) < CLEAR_INDENT:
        return [0.0] * len(lines)
    return [5.0 if is_in is (inner > outer) else -6.0 for is_in in set_in]


def is_wrapped(text: str, lines: Sequence[Line], looks: Sequence[float] = ()) -> bool:
    """Tell whether most lines are of one length, as in text that was broken to a width."""
    if len(lines) < FEWEST:
        return len(lines) > sum(line.is_block for line in lines) and max(line.end - line.start for line in lines) < WIDEST
    lengths = sorted(line.end - line.start for line in lines)
    middle, high = lengths[len(lengths) // 2], lengths[int(len(lengths) * 0.95)]
    looks = looks or [looks_like_start(text[line.start : line.end]) for line in lines]
    if high >= WIDEST or middle <= 0.6 * high:
        return False
    torn = sum(
        look < 0 or OPEN_END.search(text, max(before.end - 12, before.start), before.end) is not None
        for before, look in zip(lines, looks[1:], strict=False)
    )
    return torn > 0.12 * len(lines)


def _has_open(entry: str) -> bool:
    """Tell whether a quotation or bracket stands open at the end."""
    return entry.count("“") > entry.count("”") or entry.count("(") > entry.count(")") or entry.count('"') % 2 == 1


def _key(text: str) -> str:
    """Return what an entry is sorted by: its first word without accents."""
    word = re.match(r"\W*([\w’'-]+)", text)
    folded = unicodedata.normalize("NFKD", word[1] if word else "")
    return "".join(char for char in folded if char.isalpha()).casefold()


def begins_entry(before: str, line: str, width: int) -> bool:
    """Tell whether an entry begins with ``line`` after the line ``before`` in a column of ``width`` characters.

    >>> begins_entry("Journal of Peace Research, 38(2), pp. 219-244.", "Okafor, A. (2018) Ports under pressure.", 80)
    True
    >>> begins_entry("Okafor, A. (2018) Ports under pressure. Lagos:", "Harbour Press.", 50)
    False
    """
    return wrapped_score(before, line, before, width) > 0
