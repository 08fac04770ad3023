"""The glyphs of one page while its content is read."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from extract.errors import LimitError
from extract.readers.pdf.faults import PageLimitError

if TYPE_CHECKING:
    from extract.readers.pdf.fonts import LoadedFont
    from extract.readers.pdf.glyphs import Box, Direction, PageGlyphs

MAX_RUNS = 20_000  # kept before they are stored; a page has some 500
MAX_ON_PAGE = 1_000_000  # glyphs; a page of a newspaper has 30,000


class Collector:
    """Takes texts, left and right edges one by one, and rows that say what runs of glyphs have in common."""

    def __init__(self, glyphs: PageGlyphs, room: int | None) -> None:
        """Fill ``glyphs`` with up to ``room`` of them, which is what the document may still have; ``None`` is no limit."""
        self.text = glyphs.text
        self.left: list[float] = []
        self.right: list[float] = []
        self._glyphs = glyphs
        self._room = room
        self._runs: list[tuple[int, float, float, float, int, int, bool]] = []
        self._fonts: dict[LoadedFont, int] = {}
        self._matrices: dict[Direction, int] = {}

    def check(self, count: int) -> None:
        """Raise where ``count`` more glyphs are too many.

        Raises:
            LimitError: for the document.
            PageLimitError: for a page.

        """
        total = len(self.text) + count
        if self._room is not None and total > self._room:
            message = "it has more characters than allowed; raise the limit if you trust it"
            raise LimitError(message)
        if total > MAX_ON_PAGE:
            message = f"more than {MAX_ON_PAGE} characters on one page"
            raise PageLimitError(message)

    def add_run(
        self,
        count: int,
        edges: tuple[float, float, float],
        font: LoadedFont,
        matrix: Direction,
        *,
        is_hidden: bool,
    ) -> None:
        """Note what the last ``count`` glyphs share: bottom, top and size, font and direction."""
        self.check(0)
        fonts, matrices = self._fonts, self._matrices
        font_index = fonts.setdefault(font, len(fonts))
        self._runs.append((count, *edges, font_index, matrices.setdefault(matrix, len(matrices)), is_hidden))
        if len(self._runs) >= MAX_RUNS:
            self._store()

    def add_glyph(self, text: str, box: Box, font: LoadedFont, matrix: Direction, *, is_hidden: bool) -> None:
        """Add one glyph, wherever it stands."""
        x0, y0, x1, y1 = box
        self.text.append(text)
        self.left.append(x0)
        self.right.append(x1)
        size = x1 - x0 if font.is_vertical else y1 - y0
        self.add_run(1, (y0, y1, size), font, matrix, is_hidden=is_hidden)

    def finish(self) -> None:
        """Hand over the rest, without glyphs that a fault has left half done, and what was counted."""
        self._store()
        glyphs = self._glyphs
        del glyphs.text[len(glyphs.y0) :], glyphs.x0[len(glyphs.y0) :], glyphs.x1[len(glyphs.y0) :]
        glyphs.fonts = [font.info for font in self._fonts]
        glyphs.matrices = list(self._matrices)
        unmapped = {f"(cid:{code})" for font in self._fonts for code in font.texts.unmapped}
        glyphs.unmapped = sum(text in unmapped for text in glyphs.text) if unmapped else 0

    def _store(self) -> None:
        """Move what was taken into the arrays of the page, which need a tenth of the memory."""
        glyphs = self._glyphs
        glyphs.x0.extend(self.left)
        glyphs.x1.extend(self.right)
        self.left.clear()
        self.right.clear()
        if self._runs:
            counts, *columns = zip(*self._runs, strict=True)
            targets: tuple[Any, ...] = (glyphs.y0, glyphs.y1, glyphs.size, glyphs.font, glyphs.matrix, glyphs.is_hidden)
            for target, column in zip(targets, columns, strict=True):
                target.extend(chain.from_iterable(map(repeat, column, counts)))
            self._runs.clear()
