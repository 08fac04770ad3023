"""Pages as the steps after the lines see them: every line with its place, and the print of the text they are measured by."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.readers.pdf.glyphs import Font, PageGlyphs
    from extract.readers.pdf.lines import PrintedLine

SAME = 0.06  # share by which sizes of one print differ: scans and scaled pages are not exact
MUCH = 0.35  # of the letters of the commonest size, from which on a larger one is that of the running text: notes may be longer
WIDE = 1.2  # ems: a wider gap within a line parts the cells of a table
MANY_EVEN = 6  # lines of a page that begin and end at the same edges: they are stretched
ENDS = frozenset('.,;:!?-\u00ad)’”"»')
EVEN = 0.1  # share by which the spaces of a stretched line differ


class Row(NamedTuple):
    """A printed line, turned upright: ``x`` runs in the direction of writing, ``y`` rises against it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: Font
    is_aside: bool
    """It runs in another direction than the text of its page."""
    gaps: int
    """White gaps in it that are wide enough to part the cells of a table."""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.y0 + self.y1) / 2


class PrintedPage(NamedTuple):
    """A page: its lines in reading order, and the frame (without glyphs) that knows its box and rotation."""

    frame: PageGlyphs
    lines: Sequence[PrintedLine]
    rows: Sequence[Row]
    """One for each line."""
    width: float
    height: float

    @property
    def length(self) -> int:
        """Number of characters."""
        return sum(len(line.text) for line in self.lines)


class Print(NamedTuple):
    """How the running text of a document is set."""

    size: float
    font: str
    leading: float
    """From one line to the next."""
    width: float
    """Of a full line."""

    def is_body(self, row: Row) -> bool:
        """Tell whether ``row`` has the size of the running text."""
        return abs(row.size - self.size) <= SAME * self.size


def printed_page(frame: PageGlyphs, lines: Sequence[PrintedLine]) -> PrintedPage:
    """Return a page with its lines turned upright."""
    angles: Counter[int] = Counter()
    for line in lines:
        angles[line.angle] += len(line.text)
    angle = angles.most_common(1)[0][0] if angles else 0
    rows = _without_stretches([_row(line, angle) for line in lines])
    across = angle in {90, 270}
    width, height = (frame.height, frame.width) if across else (frame.width, frame.height)
    return PrintedPage(frame, lines, rows, width, height)


def _row(line: PrintedLine, angle: int) -> Row:
    x0, y0, x1, y1 = line.x0, line.y0, line.x1, line.y1
    if angle == 90:
        x0, y0, x1, y1 = y0, -x1, y1, -x0
    elif angle == 270:
        x0, y0, x1, y1 = -y1, x0, -y0, x1
    elif angle == 180:
        x0, y0, x1, y1 = -x1, -y1, -x0, -y0
    return Row(line.text, x0, y0, x1, y1, line.size, line.font, line.angle != angle, _gaps(line) if line.angle == angle else 0)


def _without_stretches(rows: Sequence[Row]) -> list[Row]:
    """Return ``rows`` with no gaps in those of narrow columns that are stretched to both edges, as many lines around them are.

    The last cells of a table that all end at one edge are numbers.
    """
    edges = Counter((round(row.x0), round(row.x1)) for row in rows if _ends_in_words(row))
    even = [row for row in rows if row.gaps and _ends_in_words(row) and _count(edges, row) >= MANY_EVEN]
    if not even:
        return list(rows)
    stretched = {id(row) for row in even}
    return [row._replace(gaps=0) if id(row) in stretched else row for row in rows]


def _ends_in_words(row: Row) -> bool:
    return row.text[-1:].isalpha() or (row.text[-2:-1].isalpha() and row.text[-1:] in ENDS)


def _count(edges: Counter[tuple[int, int]], row: Row) -> int:
    """Return how many rows begin and end where ``row`` does."""
    left, right = round(row.x0), round(row.x1)
    return sum(edges[x0, x1] for x0 in (left - 1, left, left + 1) for x1 in (right - 1, right, right + 1))


def _gaps(line: PrintedLine) -> int:
    """Return how many spaces of an upright ``line`` are wide enough to part cells; those of a stretched line are all the same."""
    if line.angle:
        return 0
    left, right = line.glyphs.x0, line.glyphs.x1
    widths = [right[at] - left[at] for at, char in enumerate(line.text) if char == " "]
    wide = sum(width > WIDE * line.size for width in widths)
    is_stretched = len(widths) > 2 and max(widths) - min(widths) < EVEN * max(widths)
    return 0 if is_stretched else wide


def find_print(pages: Iterable[Sequence[Row]]) -> Print:
    """Return how the running text of ``pages`` (their rows, without furniture) is set: as most letters are, or many that are larger."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    leadings: Counter[float] = Counter()
    widths: Counter[int] = Counter()
    pages = list(pages)
    for row in _all(pages):
        sizes[round(row.size * 4) / 4] += len(row.text)
    most = max((_near(sizes, value) for value in sizes), default=0)
    size = max(
        (value for value in sizes if _near(sizes, value) >= MUCH * most and 2 * sizes[value] >= _near(sizes, value)),
        default=10.0,
    )
    for rows in pages:
        body = [row for row in rows if abs(row.size - size) <= SAME * size]
        for row in body:
            fonts[row.font.name] += len(row.text)
            widths[round((row.x1 - row.x0) / 4)] += 1
        for one, two in pairwise(body):
            if 0 < one.y0 - two.y0 < 4 * size:
                leadings[round((one.y0 - two.y0) * 2) / 2] += 1
    font = max(fonts, key=lambda name: (fonts[name], name), default="")
    leading = max(leadings, key=lambda value: (leadings[value], -value), default=1.2 * size)
    many = [width for width, count in widths.items() if count >= 0.04 * widths.total()]
    return Print(size, font, leading, 4.0 * max(many, default=100))


def _near(sizes: Counter[float], value: float) -> int:
    return sizes[value] + sizes[value - 0.25] + sizes[value + 0.25]


def _all(pages: Iterable[Sequence[Row]]) -> Iterator[Row]:
    for rows in pages:
        yield from rows
