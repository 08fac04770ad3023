"""Glyphs of a PDF as pdfminer.six itself gives them without layout analysis: slow, and the measure of our own interpreter.

python benchmarks/pdfminer_glyphs.py FILE.pdf
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from extract.readers.pdf.fonts import describe
from extract.readers.pdf.glyphs import Direction, Font, PageGlyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.layout import LTContainer


class Aggregator(PDFPageAggregator):
    """pdfminer's own device, which also remembers the font and the render mode of each character."""

    render_mode = 0

    def render_string(self, textstate: Any, *args: Any) -> None:
        """Note the render mode, then go on as ever."""
        self.render_mode = textstate.render
        super().render_string(textstate, *args)

    def render_char(self, *args: Any) -> float:
        """Add a character as ever, and note on it what ``LTChar`` leaves out."""
        advance = super().render_char(*args)
        char: Any = self.cur_item._objs[-1]  # noqa: SLF001  # the container has no other way to its last item
        char.pdf_font = args[1]
        char.is_hidden = self.render_mode == 3
        return advance


def read_glyphs(path: Path, password: str = "") -> list[PageGlyphs]:
    """Return the glyphs of every page of the file at ``path``."""
    with path.open("rb") as stream:
        return list(glyphs_of(stream, password))


def glyphs_of(stream: Any, password: str = "") -> Iterator[PageGlyphs]:
    """Yield the glyphs of every page of an open file."""
    manager = PDFResourceManager()
    device = Aggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    document = PDFDocument(PDFParser(stream), password=password)
    for index, page in enumerate(PDFPage.create_pages(document), 1):
        interpreter.process_page(page)
        yield _glyphs(device.get_result(), page, index)


def _glyphs(layout: LTContainer[Any], page: PDFPage, index: int) -> PageGlyphs:
    glyphs = PageGlyphs(index=index, box=page.mediabox, rotation=page.rotate, label=page.label)
    fonts: dict[int, int] = {}
    described: list[Font] = []
    matrices: dict[Direction, int] = {}
    for char in _chars(layout):
        text = char.get_text()
        glyphs.text.append(text)
        x0, y0, x1, y1 = char.bbox
        glyphs.x0.append(x0)
        glyphs.y0.append(y0)
        glyphs.x1.append(x1)
        glyphs.y1.append(y1)
        glyphs.size.append(char.size)
        if id(char.pdf_font) not in fonts:
            fonts[id(char.pdf_font)] = len(described)
            described.append(describe(char.pdf_font))
        glyphs.font.append(fonts[id(char.pdf_font)])
        glyphs.matrix.append(matrices.setdefault(char.matrix[:4], len(matrices)))
        glyphs.is_hidden.append(char.is_hidden)
        glyphs.unmapped += text.startswith("(cid:")
    glyphs.fonts = described
    glyphs.matrices = list(matrices)
    return glyphs


def _chars(container: LTContainer[Any]) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from _chars(item)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for page in read_glyphs(Path(name)):
            print(page.index, page.label, page.rotation, len(page), "".join(page.text)[:200])
