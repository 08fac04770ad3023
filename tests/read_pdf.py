"""PDFs read by our interpreter, and by pdfminer.six without layout, for comparison."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from extract.read_options import ReadOptions
from extract.readers.pdf.document import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.pdf.document import Document
    from extract.readers.pdf.glyphs import PageGlyphs

Glyph = tuple[str, tuple[float, ...], float, Any, tuple[float, ...]]
"""Text, box, size, font name and direction."""


def pages_of(data: bytes, **options: Any) -> list[PageGlyphs]:
    return list(open_document(data, ReadOptions(**options)).pages())


def text_of(data: bytes, **options: Any) -> list[str]:
    return ["".join(each.text) for each in pages_of(data, **options)]


def opened(data: bytes) -> tuple[Document, list[PageGlyphs]]:
    document = open_document(data, ReadOptions())
    return document, list(document.pages())


def our_glyphs(data: bytes) -> list[list[Glyph]]:
    return [
        [
            (text, (x0, y0, x1, y1), size, each.fonts[font].name, each.matrices[matrix])
            for text, x0, y0, x1, y1, size, font, matrix in zip(
                each.text, each.x0, each.y0, each.x1, each.y1, each.size, each.font, each.matrix, strict=True
            )
        ]
        for each in pages_of(data)
    ]


def their_glyphs(data: bytes) -> list[list[Glyph]]:
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    found: list[list[Glyph]] = []
    for each in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
        interpreter.process_page(each)
        found.append(
            [(char.get_text(), char.bbox, char.size, char.fontname, char.matrix[:4]) for char in chars(device.get_result())]
        )
    return found


def chars(container: Any) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from chars(item)
