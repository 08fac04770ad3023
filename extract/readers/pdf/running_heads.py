"""Running heads and feet, page numbers, line numbers, notices: what stands on pages and is no part of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from extract.readers.pdf.notices import count_covers, is_notice
from extract.readers.pdf.numerals import find_numbers, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.readers.pdf.printed import PrintedPage, Row

EDGE = 6  # bands at the top and at the foot of a page that may be furniture
NEAR = 4.0  # points by which running heads of one document differ in height
DRIFTS = 3  # steps of NEAR points that make a drift
DRIFT = 12.0  # points by which the head of an opening page differs from the others
USUAL = 0.15  # share of pages that have a running head at some height, from which on others there are heads too
OFTEN = 0.1  # share of pages on which words stand at one height, from which on they are a running head
APART = 0.6  # ems, at least, between running heads and the text: lines of a note stand closer
MAX_HEAD = 200  # characters of a running head
DIGITS = re.compile(r"\d+")
LINE_NUMBERS = 5  # on a page, at least


class Band(NamedTuple):
    """Rows at one height, at the edge of a page."""

    page: int
    rows: tuple[int, ...]
    text: str
    """From left to right."""
    y: float
    size: float
    is_top: bool
    rank: int
    """From the edge of the page inwards, from 0."""
    space: float
    """From it to the next band inwards, in ems."""

    @property
    def key(self) -> str:
        """Its words, whatever numbers stand between them."""
        return " ".join(DIGITS.sub("#", self.text).casefold().split())


class Furniture(NamedTuple):
    """The rows of each page that are no text, the number printed on each page, and how many covers come first."""

    rows: list[set[int]]
    numbers: list[str | None]
    covers: int


def find_furniture(pages: Sequence[PrintedPage]) -> Furniture:
    """Return what of ``pages`` is furniture, and the page numbers in it."""
    covers = count_covers([[row.text for row in page.rows] for page in pages[:3]])
    furniture = [set(range(len(page.rows))) if i < covers else _marginal(page) for i, page in enumerate(pages)]
    bands = [band for i, page in enumerate(pages) if i >= covers for band in _bands(i, page.rows, furniture[i], page.height)]
    numbered = _find_numbered(bands)
    marked = {band for band, _ in numbered.values()} | _find_repeated(bands, len(pages) - covers)
    marked |= _find_alike(bands, marked, len(pages) - covers)
    marked |= {band for band in bands if band.rank == 0 and band.space > 1.5 and is_number(band.text)}
    for band in marked:
        furniture[band.page].update(band.rows)
    numbers = [numbered[i][1] if i in numbered else None for i in range(len(pages))]
    for band in marked:  # of a page that stands alone
        if len(pages) - covers < 3 and numbers[band.page] is None and is_number(band.text):
            numbers[band.page] = next(find_numbers(band.text)).text
    return Furniture(furniture, numbers, covers)


def _bands(page: int, rows: Sequence[Row], marked: set[int], height: float) -> Iterator[Band]:
    """Yield the bands at the top and the foot of a page."""
    order = sorted((i for i in range(len(rows)) if i not in marked), key=lambda i: -rows[i].middle)
    groups: list[list[int]] = []
    for i in order:
        if groups and rows[groups[-1][0]].middle - rows[i].middle < 0.4 * rows[i].size:
            groups[-1].append(i)
        else:
            groups.append([i])
    lows = [min(rows[i].y0 for i in group) for group in groups]
    highs = [max(rows[i].y1 for i in group) for group in groups]
    for at, group in enumerate(groups):
        rank = min(at, len(groups) - 1 - at)
        if rank >= EDGE:
            continue
        middle = rows[group[0]].middle
        is_top = at <= len(groups) - 1 - at if len(groups) > 2 * EDGE else middle > height / 2
        if len(groups) <= 2 * EDGE:
            rank = at if is_top else len(groups) - 1 - at
        size = max(rows[i].size for i in group)
        inner = at + 1 if is_top else at - 1
        if not 0 <= inner < len(groups):
            space = 99.0
        else:
            space = (lows[at] - highs[inner] if is_top else lows[inner] - highs[at]) / max(size, 1.0)
        text = "  ".join(rows[i].text for i in sorted(group, key=lambda i: rows[i].x0))
        if len(text) <= MAX_HEAD:
            yield Band(page, tuple(group), text, middle, size, is_top, rank, space)


def _find_numbered(bands: Sequence[Band]) -> dict[int, tuple[Band, str]]:
    """Return for each page the band that holds its number, with that number: those rise with the pages."""
    votes: dict[tuple[bool, int], dict[int, list[tuple[Band, str]]]] = defaultdict(lambda: defaultdict(list))
    for band in bands:
        for number in find_numbers(band.text):
            votes[number.is_roman, number.value - band.page][band.page].append((band, number.text))
    found: dict[int, tuple[Band, str]] = {}
    main: float | None = None  # height of the longest row of numbers; others, such as roman ones, stand there too
    for _, by_page in sorted(votes.items(), key=lambda vote: (-len(vote[1]), vote[0])):
        if len(by_page) < 2:
            break
        heights = Counter(round(band.y / NEAR) for places in by_page.values() for band, _ in places)
        usual = heights.most_common(1)[0][0] * NEAR
        if main is not None and abs(usual - main) > DRIFT:
            continue
        near = {
            page: place
            for page, places in by_page.items()
            if (place := next((place for place in places if abs(place[0].y - usual) <= DRIFT), None))
        }
        if len(near) < 2 or (len(near) < 3 and not all(_is_plain(band) for band, _ in near.values())):
            continue
        main = usual if main is None else main
        for page, place in near.items():
            found.setdefault(page, place)
    return found if main is None else found | _find_single(bands, found, main)


def _find_single(bands: Sequence[Band], found: dict[int, tuple[Band, str]], height: float) -> dict[int, tuple[Band, str]]:
    """Return the numbers that stand at the height of the others but do not follow them, as in an excerpt of a book."""
    known = {page: number for page, (_, text) in found.items() for number in find_numbers(text) if not number.is_roman}
    single: dict[int, tuple[Band, str]] = {}
    for band in bands:
        if band.page in found or abs(band.y - height) > NEAR:
            continue
        low = max((number.value for page, number in known.items() if page < band.page), default=0)
        high = min((number.value for page, number in known.items() if page > band.page), default=None)
        for number in find_numbers(band.text):
            is_between = low < number.value and (high is None or number.value < high)
            if is_between if not number.is_roman else not low:
                single.setdefault(band.page, (band, number.text))
    return single


def _is_plain(band: Band) -> bool:
    """Tell whether a band is no sentence, so that two of them are enough to see that their numbers rise."""
    return is_number(band.text) or (band.rank == 0 and band.space > 0.8)


def _find_repeated(bands: Sequence[Band], pages: int) -> set[Band]:
    """Return the bands that come again on other pages at the same height."""
    groups: dict[tuple[bool, str], list[Band]] = defaultdict(list)
    for band in bands:
        groups[band.is_top, band.key].append(band)
    found: set[Band] = set()
    enough = max(3, OFTEN * pages) if pages > 6 else 2
    for same in groups.values():
        heights: dict[int, set[int]] = defaultdict(set)  # in steps of NEAR points: pages
        for band in same:
            heights[round(band.y / NEAR)].add(band.page)
        for band in same:
            at = round(band.y / NEAR)
            level = sum(len(heights.get(at + step, ())) for step in (-1, 0, 1))
            drifted = sum(len(heights.get(at + step, ())) for step in range(-DRIFTS, DRIFTS + 1)) if band.rank < 2 else 0
            if (level >= enough or drifted > enough) and (band.key.strip("# ") or level > 2):
                found.add(band)
    return _without_text(found, bands)


def _without_text(found: set[Band], bands: Sequence[Band]) -> set[Band]:
    """Return ``found`` without bands that no space parts from the text, as notes at the foot of several pages that say "Ibid."."""
    inward = {(band.page, band.is_top, band.rank): band for band in bands}
    kept = set()
    for band in found:
        inner: Band | None = band
        while inner in found and inner.space < APART:
            inner = inward.get((inner.page, inner.is_top, inner.rank + 1))
        if inner in found or band.rank == 0:
            kept.add(band)
    return kept


def _find_alike(bands: Sequence[Band], marked: set[Band], pages: int) -> set[Band]:
    """Return the bands that stand where others are marked, such as heads with the title of each chapter, and those outside them."""
    found: set[Band] = set()
    for is_top in (True, False):
        known = [band for band in marked if band.is_top is is_top]
        if len({band.page for band in known}) < 2:
            continue
        heights = Counter(round(band.y / 2) for band in known)
        sizes: dict[int, set[int]] = defaultdict(set)  # height in steps of 2 points: sizes in quarters of a point
        for band in known:
            sizes[round(band.y / 2)].add(round(band.size * 4))
        innermost: dict[int, float] = {}
        for band in bands:
            if band.is_top is not is_top:
                continue
            at, size = round(band.y / 2), round(band.size * 4)
            usual = sum(heights[at + step] for step in (-1, 0, 1)) >= max(2, USUAL * pages)
            alike = usual and any(abs(size - other) <= 2 for step in (-2, -1, 0, 1, 2) for other in sizes.get(at + step, ()))
            if band in marked or (alike and band.space > 0.6):
                found.add(band)
                y = innermost.get(band.page, band.y)
                innermost[band.page] = min(y, band.y) if is_top else max(y, band.y)
        for band in bands:
            if band.is_top is is_top and band.page in innermost and (band.y > innermost[band.page]) is is_top:
                found.add(band)
    return found


def _marginal(page: PrintedPage) -> set[int]:
    """Return the rows of a page that are marginal by themselves: notices, text along the margins, numbers of lines."""
    rows = page.rows
    found = {i for i, row in enumerate(rows) if row.is_aside or is_notice(row.text)}
    return found | _line_numbers(rows)


def _line_numbers(rows: Sequence[Row]) -> set[int]:
    """Return the rows that number the lines of a manuscript: 1, 2, 3 or 5, 10, 15 down one side of the text."""
    numbers = sorted(((row.y0, i) for i, row in enumerate(rows) if len(row.text) <= 4 and row.text.isdecimal()), reverse=True)
    if len(numbers) < LINE_NUMBERS or len(numbers) == len(rows):
        return set()
    text = [row for i, row in enumerate(rows) if len(row.text) > 20]
    if not text:
        return set()
    left, right = median(row.x0 for row in text), median(row.x1 for row in text)
    beside = [i for _, i in numbers if rows[i].x1 < left or rows[i].x0 > right]
    values = [int(rows[i].text) for i in beside]
    steps = Counter(two - one for one, two in pairwise(values))
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    return set(beside) if step in {1, 2, 5, 10} and count >= max(0.7 * len(values), LINE_NUMBERS - 1) else set()
