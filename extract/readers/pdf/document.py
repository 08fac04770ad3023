"""A PDF, opened: its pages one at a time, and what it says of itself.

``open_document(data, options)`` raises where the file as a whole cannot be read. A page that cannot be read does not stop
the others: it comes without the glyphs that are lost, and ``Document.faults`` says why.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFStream, dict_value, int_value, resolve1

from extract.errors import LimitError, UnreadableSourceError
from extract.readers.pdf.collector import Collector
from extract.readers.pdf.faults import READING_FAULTS, describe_fault
from extract.readers.pdf.fonts import Fonts
from extract.readers.pdf.glyphs import PageGlyphs
from extract.readers.pdf.interpreter import Interpreter
from extract.readers.pdf.labels import Labels
from extract.readers.pdf.objects import Objects
from extract.readers.pdf.page_tree import find_pages
from extract.readers.pdf.strings import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pdfminer.utils import Matrix

    from extract.read_options import ReadOptions
    from extract.readers.pdf.glyphs import Box

LETTER = (0.0, 0.0, 612.0, 792.0)  # points, where a page does not say
MAX_INFO = 10_000  # characters of one entry of the document information
MAX_XMP = 2_000_000  # bytes

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of what our own faults tell


def open_document(data: bytes, options: ReadOptions) -> Document:
    """Return the document in ``data``.

    Raises:
        UnreadableSourceError: it is no PDF, too damaged, or encrypted with another password.
        LimitError: it would take more than ``options.limits`` allow.

    """
    try:
        return Document(Objects(data, options), options)
    except READING_FAULTS as error:
        message = f"too damaged to be read ({describe_fault(error)}); open it in a viewer and save it as a new PDF"
        raise UnreadableSourceError(message) from error


class Document:
    """A PDF whose pages are read one at a time."""

    def __init__(self, objects: Objects, options: ReadOptions) -> None:
        """Read what stands outside the pages."""
        self._objects = objects
        self._limits = options.limits
        self._labels = Labels(objects.catalog.get("PageLabels"))
        self.faults: list[tuple[int, str]] = []
        """Pages, from 1, of which something is lost, and what was wrong with them; 0 stands for the document."""
        self.info = self._read_info()
        """The document information: ``Title``, ``Author``, ``CreationDate``... as written there."""

    def _read_info(self) -> dict[str, str]:
        info: dict[str, str] = {}
        for entries in self._objects.info:
            for key, value in entries.items():
                text = resolve1(value)
                if isinstance(text, bytes) and key not in info:
                    info[key] = decode_text(text)[:MAX_INFO].strip("\0")
        return info

    @property
    def xmp(self) -> bytes:
        """The XMP packet of the document, which is XML; empty without one."""
        try:
            stream = resolve1(self._objects.catalog.get("Metadata"))
            return stream.get_data()[:MAX_XMP] if isinstance(stream, PDFStream) else b""
        except READING_FAULTS:
            return b""

    def pages(self) -> Iterator[PageGlyphs]:
        """Yield the pages in order.

        Raises:
            UnreadableSourceError: there is none.
            LimitError: there are more pages or glyphs than ``options.limits`` allow.

        """
        limits = self._limits
        fonts = Fonts()
        room = limits.glyphs or None
        index = 0
        for index, page in enumerate(self._find_pages(), 1):
            if limits.pages and index > limits.pages:
                message = f"it has more than {limits.pages} pages; raise the limit if you trust it"
                raise LimitError(message)
            glyphs = self._read_page(index, page, fonts, room)
            if room is not None:
                room -= len(glyphs)
            yield glyphs
            self._objects.forget_streams()
        if not index:
            message = "it has no pages that can be read; open it in a viewer and save it as a new PDF"
            raise UnreadableSourceError(message)

    def _find_pages(self) -> Iterator[Mapping[str, Any]]:
        try:
            yield from find_pages(self._objects)
        except READING_FAULTS as error:
            self.faults.append((0, f"the rest of the pages cannot be found ({describe_fault(error)})"))

    def _read_page(self, index: int, page: Mapping[str, Any], fonts: Fonts, room: int | None) -> PageGlyphs:
        glyphs = PageGlyphs(index=index, box=_media_box(page.get("MediaBox")), label=self._labels.of(index - 1))
        collector = Collector(glyphs, room)
        faults: list[str] = []
        try:
            glyphs.rotation = (int_value(page.get("Rotate", 0)) + 360) % 360
            contents = resolve1(page.get("Contents"))
            streams = contents if isinstance(contents, list) else [contents]
            resources = dict_value(page.get("Resources"))
            Interpreter(fonts, collector, faults).run(streams, resources, _page_matrix(glyphs))
        except READING_FAULTS as error:
            faults.append(describe_fault(error))
        collector.finish()
        faults += fonts.faults
        fonts.faults.clear()
        self.faults.extend((index, fault) for fault in faults)
        return glyphs


def _media_box(value: Any) -> Box:
    try:
        x0, y0, x1, y1 = (float(resolve1(edge)) for edge in resolve1(value))
    except READING_FAULTS:
        return LETTER
    return (x0, y0, x1, y1)


def _page_matrix(glyphs: PageGlyphs) -> Matrix:
    """Return the matrix that turns the page as it is read and moves its corner to the origin."""
    x0, y0, x1, y1 = glyphs.box
    turned: dict[int, Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    return turned.get(glyphs.rotation, (1, 0, 0, 1, -x0, -y0))
