"""Pages of a text dump: form feeds, lost form feeds, running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise, takewhile
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.blocks import is_cut, is_unfinished
from extract.layout.lines import is_wrapped
from extract.layout.section_names import announced
from extract.structure import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.layout.blocks import Block
    from extract.layout.lines import Line

MAX_HEAD = 100  # characters of a running head
MIN_PAGE = 600  # characters between two running heads
DIGITS = re.compile(r"\d+")
MAX_BETWEEN = 3  # lines of furniture between two pages
MIN_TORN = 40  # characters of a line that a page may end within
FURNITURE = re.compile(
    r"\d{1,4}|(?:\d{1,4}\s(?:[|/•·–-]\s)?)?[^\W\d_a-zß-öø-ÿ][^\d.;?!“”\"]{2,56}[^\W\d_](?:\s(?:[|/•·–-]\s)?\d{1,4})?"
)
"""A page number, the short title of a work, or both: "24", "ASIAN SECURITY", "12 / Asian Security"."""

PAGE_NUMBER = re.compile(r"(?<![\d.,/])(\d{1,4})(?![\d.,/])")


class _Row(NamedTuple):
    """A row of rising page numbers, from its last one back."""

    block: int
    number: int
    length: int
    before: _Row | None


def mark_lost_form_feeds(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with the page starts that one space at the start of a line betrays.

    Some converters turn a form feed into a space. Where few lines begin with just one, and pages apart, they are pages.
    """
    filled = [line for line in lines if line.text]
    single = [i for i, line in enumerate(filled) if line.indent == 1]
    if len(single) < 3 or len(single) > 0.1 * len(filled) or not is_wrapped(lines):
        return list(lines)
    if median(b - a for a, b in pairwise(single)) < 10:
        return list(lines)
    return [line._replace(page=line.page or line.indent == 1) for line in lines]


def mark_edges(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with the running heads and feet marked that come again at the edges of pages.

    Only form feeds tell edges; what stands there on three pages or more, but for its number, is no text.
    """
    starts = [i for i, line in enumerate(lines) if line.page]
    edges: dict[str, list[int]] = defaultdict(list)
    for start, end in pairwise([0, *starts, len(lines)]):
        filled = [i for i in range(start, end) if lines[i].text]
        for i in {*filled[:2], *filled[-2:]}:
            if len(lines[i].text) <= MAX_HEAD:
                edges[DIGITS.sub("#", lines[i].text)].append(i)
    marked = list(lines)
    for places in edges.values():
        if len(places) > 2:
            for i in places:
                marked[i] = lines[i]._replace(edge=True)
    return marked


def mark_torn(lines: Sequence[Line]) -> list[Line]:
    r"""Return ``lines`` with the furniture marked that parts two halves of a word, of a quotation or, with a form feed, of a phrase.

    >>> from extract.layout.lines import split_lines
    >>> torn = mark_torn(split_lines("“Chain Gangs and Passed Bucks.” International Organ-\n12\nAsian Security\nization 44 (2)."))
    >>> [(line.edge, line.goes_on) for line in torn]
    [(False, False), (True, False), (True, False), (False, True)]
    """
    marked = list(lines)
    filled = [i for i, line in enumerate(lines) if line.text]
    for n, i in enumerate(filled):
        if len(lines[i].text) < MIN_TORN or lines[i].edge:
            continue
        between = takewhile(lambda at: FURNITURE.fullmatch(lines[at].text), filled[n + 1 : n + 1 + MAX_BETWEEN])
        for size in range(len(list(between)), 0, -1):
            after = filled[n + 1 + size] if n + 1 + size < len(filled) else len(lines)
            if after < len(lines) and _is_torn(lines[i : after + 1]):
                for at in filled[n + 1 : n + 1 + size]:
                    marked[at] = marked[at]._replace(edge=True)
                marked[after] = marked[after]._replace(goes_on=True)
                break
    return marked


def _is_torn(lines: Sequence[Line]) -> bool:
    """Tell whether the last of ``lines`` goes on with what the first begins, and furniture with a page number stands between."""
    has_page = any(line.page for line in lines[1:])
    before, *between, after = [line for line in lines if line.text]
    room = 0.85 * len(before.text) - len(after.text.split(maxsplit=1)[0])
    if not any(DIGITS.search(line.text) for line in between) or any(len(line.text) >= room for line in between):
        return False
    if any(announced(line.text) is not None for line in between):
        return False
    begins_low = after.text[0].islower()
    if is_cut(before.text):
        return begins_low
    is_bare = all(line.text.isdigit() or (has_page and line.text.isupper()) for line in between)
    if not is_bare or not before.text[-1].isalpha():
        return False
    is_quoted = "“" in before.text.rsplit("”", 1)[-1] and "”" in after.text.split("“", 1)[0]
    return is_quoted or (has_page and (begins_low or is_unfinished(before.text)))


def mark_running_heads(blocks: Sequence[Block]) -> tuple[list[Block], list[Page]]:
    """Return ``blocks`` with running heads and page numbers as furniture, and the pages that these or form feeds show."""
    marked = list(blocks)
    short = [
        i
        for i, block in enumerate(blocks)
        if block.role in {"body", "furniture"} and len(block.text) <= MAX_HEAD and block.lines <= 2
    ]
    numbers = _page_numbers(blocks, short)
    heads = {i for i, _ in numbers}
    groups: dict[str, list[int]] = defaultdict(list)
    for i in short:
        groups[blocks[i].text].append(i)
    for places in groups.values():
        beside = sum(i - 1 in heads or i + 1 in heads for i in places)
        regular = len(places) > 2 and not numbers and _are_apart(blocks, places) and _are_regular(blocks, places)
        if len(places) > 1 and (beside >= 0.8 * len(places) or regular):
            heads.update(places)
    for i in heads:
        marked[i] = blocks[i]._replace(role="furniture")
    starts = [block.start for block in blocks if block.page]
    return marked, _pages_of_breaks(blocks, starts, numbers) if starts else _pages(blocks, numbers)


def _page_numbers(blocks: Sequence[Block], short: Sequence[int]) -> list[tuple[int, int]]:
    """Return the blocks that hold a page number, with it: the longest row of numbers that rise by one or two."""
    best: dict[int, _Row] = {}  # for each number, the longest row that ends with it
    for i in short:
        for digits in PAGE_NUMBER.findall(blocks[i].text):
            number = int(digits)
            before = max((best.get(number - 1), best.get(number - 2)), key=lambda row: row.length if row else 0)
            row = _Row(i, number, before.length + 1, before) if before and before.block < i else _Row(i, number, 1, None)
            if number not in best or row.length > best[number].length:
                best[number] = row
    longest = max(best.values(), key=lambda row: row.length, default=None)
    numbers: list[tuple[int, int]] = []
    while longest is not None:
        numbers.append((longest.block, longest.number))
        longest = longest.before
    numbers.reverse()
    if len(numbers) < 3 or not _are_apart(blocks, [i for i, _ in numbers]):
        return []
    keys = Counter(DIGITS.sub("#", blocks[i].text) for i, _ in numbers)
    return [(i, number) for i, number in numbers if keys[DIGITS.sub("#", blocks[i].text)] > 1 or len(blocks[i].text) < 5]


def _are_apart(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Tell whether a page of text stands between the blocks at ``places``."""
    gaps = [blocks[b].start - blocks[a].end for a, b in pairwise(places)]
    return bool(gaps) and median(gaps) >= MIN_PAGE


def _are_regular(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Tell whether the blocks at ``places`` stand at equal distances, as running heads do and headings do not."""
    gaps = [blocks[b].start - blocks[a].end for a, b in pairwise(places)]
    return len(gaps) > 2 and max(gaps) < 2 * min(gaps)


def _pages_of_breaks(blocks: Sequence[Block], starts: Sequence[int], numbers: Sequence[tuple[int, int]]) -> list[Page]:
    """Return the pages that begin at ``starts``, with the number printed on each."""
    pages = []
    bounds = [0, *(start for start in starts if start > blocks[0].start), blocks[-1].end + 1]
    for start, end in pairwise(bounds):
        printed = [number for i, number in numbers if start <= blocks[i].start < end]
        pages.append(Page(str(printed[0]) if len(printed) == 1 else None, start, end))
    return pages


def _pages(blocks: Sequence[Block], numbers: Sequence[tuple[int, int]]) -> list[Page]:
    """Return the pages between printed page numbers.

    A number that ends the text stands at the foot of its page, and so do the others; otherwise they are heads.
    """
    if not numbers:
        return []
    last_block = len(blocks) - 1
    foot = numbers[-1][0] >= last_block - 1
    pages = []
    if foot:
        start = 0
        for i, number in numbers:
            pages.append(Page(str(number), start, blocks[i].end))
            start = blocks[i].end
        return pages
    pages.append(Page(None, 0, blocks[numbers[0][0]].start))
    for (i, number), after in zip(numbers, [*numbers[1:], None], strict=True):
        end = blocks[after[0]].start if after else blocks[-1].end + 1
        pages.append(Page(str(number), blocks[i].start, end))
    return pages
