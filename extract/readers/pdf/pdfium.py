"""The second reader of PDF files: the glyphs of a page as PDFium gives them (the extra ``pincite[pdfium]``)."""

from __future__ import annotations

import ctypes
import math
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.errors import LimitError, UnreadableSourceError
from extract.readers.pdf.fonts import BOLD_NAME, FORCE_BOLD, ITALIC, ITALIC_NAME
from extract.readers.pdf.glyphs import Font, PageGlyphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.read_options import ReadOptions
    from extract.readers.pdf.glyphs import Direction

PASSWORD_FAULT = 4  # FPDF_ERR_PASSWORD
HIDDEN = 3  # text render mode that paints nothing
BOLD = 600  # weight
HYPHENS = frozenset("\x02\ufffe")
"""What PDFium makes of a hyphen at the end of a line."""


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return find_spec("pypdfium2") is not None


def pdfium_version() -> str:
    """Return the version of the package that brings PDFium."""
    return version("pypdfium2")


@contextmanager
def open_with_pdfium(data: bytes, options: ReadOptions) -> Iterator[PdfiumDocument]:
    """Open the document in ``data``.

    Raises:
        UnreadableSourceError: PDFium is not installed, or cannot read the document.

    """
    if not is_installed():
        message = "PDFium is not installed; install it (pip install pincite[pdfium]), or leave out --pdf-reader"
        raise UnreadableSourceError(message)
    pdfium = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data, password=options.password or None)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_FAULT:
            wrong = "its password is another one" if options.password else "it is protected by a password"
            message = f"{wrong}; name the right one with --password"
        else:
            message = f"PDFium cannot read it ({error}); open it in a viewer and save it as a new PDF"
        raise UnreadableSourceError(message) from error
    try:
        yield PdfiumDocument(document, options)
    finally:
        document.close()


class PdfiumDocument:
    """A PDF whose pages PDFium reads one at a time."""

    def __init__(self, document: Any, options: ReadOptions) -> None:
        """Keep an open document."""
        self._document = document
        self._limits = options.limits
        self._raw: Any = import_module("pypdfium2.raw")

    @property
    def info(self) -> Mapping[str, str]:
        """The document information: ``Title``, ``Author``..."""
        found: dict[str, str] = self._document.get_metadata_dict(skip_empty=True)
        return found

    def page(self, number: int) -> Any:
        """Return a page as PDFium has it, counted from 1; the caller closes it.

        Raises:
            UnreadableSourceError: there is no such page, or it cannot be read.

        """
        try:
            return self._document[number - 1]
        except (IndexError, import_module("pypdfium2").PdfiumError) as error:
            message = f"PDFium finds no page {number}; open it in a viewer and save it as a new PDF"
            raise UnreadableSourceError(message) from error

    def pages(self) -> Iterator[PageGlyphs]:
        """Yield the pages in order.

        Raises:
            LimitError: there are more pages or glyphs than allowed.

        """
        limits = self._limits
        if limits.pages and len(self._document) > limits.pages:
            message = f"it has more than {limits.pages} pages; raise the limit if you trust it"
            raise LimitError(message)
        count = 0
        for index in range(len(self._document)):
            glyphs = self._read_page(index)
            count += len(glyphs)
            if limits.glyphs and count > limits.glyphs:
                message = "it has more characters than allowed; raise the limit if you trust it"
                raise LimitError(message)
            yield glyphs

    def _read_page(self, index: int) -> PageGlyphs:
        page = self.page(index + 1)
        label = self._document.get_page_label(index) or None
        glyphs = PageGlyphs(index=index + 1, box=page.get_mediabox(), rotation=page.get_rotation(), label=label)
        text = page.get_textpage()
        try:
            _PageReader(self._raw, text.raw, glyphs).read(text.count_chars())
        finally:
            text.close()
            page.close()
        return glyphs


class _Setting(NamedTuple):
    """What the characters of one text object share."""

    font: Font
    direction: Direction
    turned: Direction
    """The direction as the page is shown."""
    is_hidden: bool


class _PageReader:
    """Fills the glyphs of one page."""

    def __init__(self, raw: Any, text: Any, glyphs: PageGlyphs) -> None:
        self._raw = raw
        self._text = text
        self._glyphs = glyphs
        self._fonts: dict[Font, int] = {}
        self._matrices: dict[Direction, int] = {}
        self._objects: dict[int | None, _Setting] = {}
        self._loose, self._x, self._y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._last: tuple[float, ...] = ()

    def read(self, count: int) -> None:
        """Read all characters but those that PDFium makes up, such as line ends."""
        raw, text, glyphs = self._raw, self._text, self._glyphs
        for i in range(count):
            char = chr(raw.FPDFText_GetUnicode(text, i))
            if char in {"\r", "\n"} or raw.FPDFText_IsGenerated(text, i) == 1:
                continue
            is_unmapped = char == "\0" or raw.FPDFText_HasUnicodeMapError(text, i) == 1
            self._add(i, "(cid:0)" if is_unmapped else "-" if char in HYPHENS else char)
            glyphs.unmapped += is_unmapped
        glyphs.fonts = list(self._fonts)
        glyphs.matrices = list(self._matrices)

    def _add(self, i: int, char: str) -> None:
        """Add the character ``i`` with the box that the first reader gives: from its descent upwards, one size high."""
        raw, text, glyphs = self._raw, self._text, self._glyphs
        setting = self._setting(i)
        loose, x, y = self._loose, self._x, self._y
        raw.FPDFText_GetLooseCharBox(text, i, loose)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        a, b, c, d = setting.direction
        low, high = setting.font.descent, setting.font.descent + 1
        if not b and not c and a > 0:
            corners = [(loose.left, y.value + low * d), (loose.right, y.value + high * d)]
        else:
            length = math.hypot(a, b) or 1.0
            along = [
                ((corner_x - x.value) * a + (corner_y - y.value) * b) / length
                for corner_x in (loose.left, loose.right)
                for corner_y in (loose.bottom, loose.top)
            ]
            corners = [
                (x.value + step * a / length + rise * c, y.value + step * b / length + rise * d)
                for step in (min(along), max(along))
                for rise in (low, high)
            ]
        across, up = zip(*(self._shown(*corner) for corner in corners), strict=True)
        box = (min(across), min(up), max(across), max(up))
        if box == self._last and char.isalpha():  # PDFium gives each letter of a ligature the box of the whole
            glyphs.text[-1] += char
            return
        self._last = box
        glyphs.text.append(char)
        glyphs.x0.append(box[0])
        glyphs.y0.append(box[1])
        glyphs.x1.append(box[2])
        glyphs.y1.append(box[3])
        glyphs.size.append(glyphs.y1[-1] - glyphs.y0[-1])
        glyphs.font.append(self._fonts.setdefault(setting.font, len(self._fonts)))
        glyphs.matrix.append(self._matrices.setdefault(setting.turned, len(self._matrices)))
        glyphs.is_hidden.append(setting.is_hidden)

    def _setting(self, i: int) -> _Setting:
        """Return how the text object is set that holds character ``i``."""
        raw, text = self._raw, self._text
        item = raw.FPDFText_GetTextObject(text, i)
        address = ctypes.cast(item, ctypes.c_void_p).value if item else None
        known = self._objects.get(address)
        if known is None or address is None:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, i, matrix)
            size = raw.FPDFText_GetFontSize(text, i)
            direction = tuple(round(size * value, 3) for value in (matrix.a, matrix.b, matrix.c, matrix.d))
            font = self._font(raw.FPDFTextObj_GetFont(item)) if item else Font("")
            is_hidden = bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) == HIDDEN
            known = self._objects[address] = _Setting(font, direction, self._turned(direction), is_hidden=is_hidden)
        return known

    def _font(self, handle: Any) -> Font:
        """Return what the font with that handle is."""
        raw = self._raw
        name, descent = ctypes.create_string_buffer(256), ctypes.c_float()
        raw.FPDFFont_GetBaseFontName(handle, name, len(name))
        raw.FPDFFont_GetDescent(handle, 1.0, descent)
        flags, printed = raw.FPDFFont_GetFlags(handle), name.value.decode("utf-8", "replace")
        return Font(
            name=printed,
            is_bold=bool(BOLD_NAME.search(printed) or flags & FORCE_BOLD or raw.FPDFFont_GetWeight(handle) >= BOLD),
            is_italic=bool(ITALIC_NAME.search(printed) or flags & ITALIC),
            descent=min(descent.value, 0.0),
        )

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the MediaBox as the page is shown."""
        left, bottom, right, top = self._glyphs.box
        turned = {90: (y - bottom, right - x), 180: (right - x, top - y), 270: (top - y, x - left)}
        return turned.get(self._glyphs.rotation, (x - left, y - bottom))

    def _turned(self, direction: Direction) -> Direction:
        a, b, c, d = direction
        turned = {90: (b, -a, d, -c), 180: (-a, -b, -c, -d), 270: (-b, a, -d, c)}
        return turned.get(self._glyphs.rotation, direction)
