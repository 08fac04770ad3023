"""A picture of a PDF page with a passage marked on it, as PNG."""

from __future__ import annotations

import struct
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from extract.errors import UnreadableSourceError
from extract.read_options import ReadOptions
from extract.readers.pdf.pdfium import is_installed, open_with_pdfium

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from extract.models import Box

DPI = 150
MAX_SIDE = 4_000  # pixels; posters are drawn smaller
POINTS = 72  # to an inch
MARGIN = 1.5  # points around a box, so that the mark does not touch the letters
MARK = (255, 235, 90)  # what white paper becomes under the marker; black print stays black


class Marked(NamedTuple):
    """What is to be drawn: a page (from 1) of a file, and the boxes of a passage, which may stand on other pages too."""

    file: Path
    page: int
    boxes: tuple[Box, ...]
    options: ReadOptions = ReadOptions()


def draw_page(marked: Marked) -> bytes:
    """Return the page as a PNG with the boxes on it marked, as large as it is printed at 150 dots an inch.

    Raises:
        UnreadableSourceError: the second reader is not installed, or the file has no such page or cannot be drawn.

    """
    if not is_installed():
        message = "drawing pages takes PDFium, which is not installed; install it (pip install 'pincite[pdfium]')"
        raise UnreadableSourceError(message)
    with open_with_pdfium(marked.file.read_bytes(), marked.options) as document, closing(document.page(marked.page)) as page:
        scale = min(DPI / POINTS, MAX_SIDE / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        pixels = np.array(bitmap.to_numpy()[:, :, :3])
        place = bitmap.get_posconv(page)
        is_marked = np.zeros(pixels.shape[:2], dtype=bool)
        for box in marked.boxes:
            if box[0] == marked.page:
                is_marked[_area(place, box, pixels.shape)] = True
    pixels[is_marked] = pixels[is_marked].astype(np.uint16) * MARK // 255
    return png(pixels)


def _area(place: Any, box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Return rows and columns of a box, which counts in points of the page before it was turned and cut."""
    _, x0, y0, x1, y1 = box
    corners = [place.to_bitmap(x0 - MARGIN, y0 - MARGIN), place.to_bitmap(x1 + MARGIN, y1 + MARGIN)]
    columns = sorted(min(max(x, 0), shape[1]) for x, _ in corners)
    rows = sorted(min(max(y, 0), shape[0]) for _, y in corners)
    return slice(*rows), slice(*columns)


def png(pixels: NDArray[np.uint8]) -> bytes:
    r"""Return rows of pixels of red, green and blue as a PNG file.

    >>> png(np.zeros((1, 2, 3), dtype=np.uint8))[:4]
    b'\x89PNG'
    """
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)  # each row begins with its filter: 0, none
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a channel, true colour
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
