"""The machine that content streams drive: matrices, text state, fonts and forms go in, glyphs with boxes come out.

It gives what pdfminer.six gives without layout analysis, to the last bit of every number, so its sums are done in the
same order. That holds for what pdfminer does in its own way, too: ``"`` does not move to the next line, space between
characters is added before a glyph and not after it, and after a form the matrix of the form stays in force for text
until the next ``cm`` or ``Q``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import LIT, PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_rect, mult_matrix

from extract.readers.pdf.content import find_statements
from extract.readers.pdf.faults import READING_FAULTS, PageLimitError, describe_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pdfminer.utils import Matrix

    from extract.readers.pdf.collector import Collector
    from extract.readers.pdf.fonts import Fonts, LoadedFont

FORM = LIT("Form")
HIDDEN_MODES = frozenset((3, 7))  # neither filled nor stroked
MAX_FORMS = 20_000  # shown on one page; each may show others
MAX_FORM_DEPTH = 24
MAX_SAVED = 10_000  # graphics states
MANY = 1000  # codes of a string, before which the limits are asked


class Interpreter:
    """Reads the content of a page and gives its glyphs to a collector."""

    def __init__(self, fonts: Fonts, collector: Collector, faults: list[str]) -> None:
        """Begin with nothing shown; ``faults`` takes what goes wrong."""
        self._fonts = fonts
        self._collector = collector
        self._faults = faults
        self._forms_left = MAX_FORMS
        self._under_way: list[int | None] = []
        self._operators: dict[str, Callable[..., None]] = {
            "BT": self._begin_text,
            "Do": self._show_form,
            "Q": self._restore,
            "T*": self._next_line,
            "TD": self._move_and_lead,
            "TJ": self._show,
            "TL": self._set_leading,
            "Tc": self._set_character_space,
            "Td": self._move,
            "Tf": self._set_font,
            "Tj": self._show_string,
            "Tm": self._set_matrix,
            "Tr": self._set_mode,
            "Ts": self._set_rise,
            "Tw": self._set_word_space,
            "Tz": self._set_scaling,
            "cm": self._concatenate,
            "q": self._save,
            "'": self._show_on_next_line,
            '"': self._show_spaced,
        }
        self._begin({}, MATRIX_IDENTITY)

    def _begin(self, resources: Mapping[Any, Any], matrix: Matrix) -> None:
        """Set the state with which a page or a form begins."""
        self._resources = resources
        self._named_fonts: dict[str, LoadedFont] = {}
        self._saved: list[tuple[Any, ...]] = []
        self._page_matrix = matrix  # what pdfminer calls ctm
        self._device_matrix = matrix  # the same for text, but for what a form leaves behind
        self._font: LoadedFont | None = None
        self._size = 0.0
        self._character_space = 0.0
        self._word_space = 0.0
        self._scaling = 100.0
        self._leading = 0.0
        self._mode = 0.0
        self._rise = 0.0
        self._text_matrix = MATRIX_IDENTITY
        self._x = self._y = 0.0  # the pen, from where the line began

    def run(self, streams: Iterable[Any], resources: Mapping[Any, Any], matrix: Matrix) -> None:
        """Read ``streams`` as one content in the space that ``matrix`` makes."""
        self._begin(resources, matrix)
        parts = []
        depth = len(self._under_way)
        for each in streams:
            stream = resolve1(each)
            if not isinstance(stream, PDFStream) or stream.objid is None or stream.objid in self._under_way[:depth]:
                continue
            self._under_way.append(stream.objid)
            try:
                parts.append(stream.get_data())
            except READING_FAULTS as error:
                self._faults.append(f"part of the content cannot be unpacked ({describe_fault(error)})")
        operators = self._operators
        for operator, operands in find_statements(b"\n".join(parts)):
            operators[operator](*operands)
        del self._under_way[depth:]

    # graphics state

    def _save(self) -> None:
        if len(self._saved) >= MAX_SAVED:
            message = f"more than {MAX_SAVED} graphics states saved"
            raise PageLimitError(message)
        self._saved.append(
            (
                self._page_matrix,
                self._font,
                self._size,
                self._character_space,
                self._word_space,
                self._scaling,
                self._leading,
                self._mode,
                self._rise,
                self._text_matrix,
                self._x,
                self._y,
            )
        )

    def _restore(self) -> None:
        if self._saved:
            (
                self._page_matrix,
                self._font,
                self._size,
                self._character_space,
                self._word_space,
                self._scaling,
                self._leading,
                self._mode,
                self._rise,
                self._text_matrix,
                self._x,
                self._y,
            ) = self._saved.pop()
            self._device_matrix = self._page_matrix

    def _concatenate(self, *matrix: float) -> None:
        self._page_matrix = self._device_matrix = mult_matrix(cast("Matrix", matrix), self._page_matrix)

    def _show_form(self, name: PSLiteral) -> None:
        form = resolve1(dict_value(self._resources.get("XObject")).get(literal_name(name)))
        if not isinstance(form, PDFStream) or form.get("Subtype") is not FORM or "BBox" not in form:
            return
        self._forms_left -= 1
        if not self._forms_left:
            message = f"more than {MAX_FORMS} forms on one page"
            raise PageLimitError(message)
        if form.objid in self._under_way or len(self._under_way) > MAX_FORM_DEPTH:
            return
        matrix = tuple(list_value(form.get("Matrix", MATRIX_IDENTITY)))
        resources = dict_value(form.get("Resources")) if form.get("Resources") else self._resources
        outside = self.__dict__.copy()
        try:
            self.run([form], resources, mult_matrix(cast("Matrix", matrix), self._page_matrix))
        finally:
            left_behind = self._device_matrix, self._forms_left
            self.__dict__.update(outside)
            self._device_matrix, self._forms_left = left_behind

    # text state

    def _set_font(self, name: PSLiteral, size: float | None) -> None:
        key = literal_name(name)
        font = self._named_fonts.get(key)
        if font is None:
            named = dict_value(self._resources.get("Font"))
            spec = named.get(key)
            number = spec.objid if isinstance(spec, PDFObjRef) else None
            font = self._fonts.load(number, spec) if key in named else self._fonts.default
            self._named_fonts[key] = font
        self._font = font
        if size is not None:
            self._size = size

    def _set_character_space(self, space: float) -> None:
        self._character_space = space

    def _set_word_space(self, space: float) -> None:
        self._word_space = space

    def _set_scaling(self, percent: float) -> None:
        self._scaling = percent

    def _set_leading(self, leading: float) -> None:
        self._leading = -leading

    def _set_mode(self, mode: float) -> None:
        self._mode = mode

    def _set_rise(self, rise: float) -> None:
        self._rise = rise

    def _begin_text(self) -> None:
        self._text_matrix = MATRIX_IDENTITY
        self._x = self._y = 0.0

    def _set_matrix(self, *matrix: float) -> None:
        self._text_matrix = cast("Matrix", matrix)
        self._x = self._y = 0.0

    def _move(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._text_matrix
        self._text_matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self._x = self._y = 0.0

    def _move_and_lead(self, x: float, y: float) -> None:
        self._move(x, y)
        self._leading = y

    def _next_line(self) -> None:
        a, b, c, d, e, f = self._text_matrix
        self._text_matrix = (a, b, c, d, self._leading * c + e, self._leading * d + f)
        self._x = self._y = 0.0

    # showing

    def _show_string(self, string: Any) -> None:
        self._show([string])

    def _show_on_next_line(self, string: Any) -> None:
        self._next_line()
        self._show([string])

    def _show_spaced(self, word_space: float | None, character_space: float | None, string: Any) -> None:
        if word_space is not None:
            self._word_space = word_space
        if character_space is not None:
            self._character_space = character_space
        self._show([string])

    def _show(self, pieces: Any) -> None:
        """Show strings, and between them move back by thousandths of the font's size."""
        font = self._font
        if font is None or not isinstance(pieces, (list, bytes)):
            return
        matrix = mult_matrix(self._text_matrix, self._device_matrix)
        a, b, c, d, _, _ = matrix
        is_level = b == 0 == c and a > 0 and d > 0 and self._size > 0 and self._scaling > 0
        if is_level and font.is_plain:
            self._show_level(font, pieces, matrix)
        else:
            self._show_anyhow(font, pieces, matrix)

    def _show_level(  # noqa: C901  # one loop: a function for each string would take as long as its glyphs
        self, font: LoadedFont, pieces: Iterable[Any], matrix: Matrix
    ) -> None:
        """Show text that runs to the right: all of it has the same bottom and top."""
        a, b, c, d, e, f = matrix
        size = self._size
        scaling = self._scaling * 0.01
        character_space = self._character_space * scaling
        word_space = 0 if font.is_multibyte else self._word_space * scaling
        is_spaced = character_space != 0 or word_space != 0
        step = 0.001 * size * scaling
        advances = font.advances(size, scaling)
        text_of = font.texts.__getitem__
        collector = self._collector
        add_left, add_right = collector.left.append, collector.right.append
        needs_space = False
        count = 0
        x = self._x
        for piece in pieces:
            if isinstance(piece, bytes):
                codes = font.decode(piece)
                if len(codes) > MANY:
                    collector.check(len(codes))
                count += len(codes)
                collector.text.extend(map(text_of, codes))
                if is_spaced:
                    for code in codes:
                        if needs_space:
                            x += character_space
                        advance = advances[code]
                        left = x * a + e
                        add_left(left)
                        add_right(a * advance + left)
                        x += advance
                        if code == 32 and word_space:
                            x += word_space
                        needs_space = True
                else:
                    for code in codes:
                        advance = advances[code]
                        left = x * a + e
                        add_left(left)
                        add_right(a * advance + left)
                        x += advance
            elif isinstance(piece, (int, float)):
                x -= piece * step
                needs_space = True
        self._x = x
        if count:
            low = font.descent * size + self._rise
            baseline = self._y * d + f
            bottom, top = d * low + baseline, d * (low + size) + baseline
            edges = (bottom, top, top - bottom)
            collector.add_run(count, edges, font, (a, b, c, d), is_hidden=self._mode in HIDDEN_MODES)

    def _show_anyhow(self, font: LoadedFont, pieces: Iterable[Any], matrix: Matrix) -> None:
        """Show text that runs in any direction, glyph by glyph."""
        a, b, c, d, e, f = matrix
        scaling = self._scaling * 0.01
        character_space = self._character_space * scaling
        word_space = 0 if font.is_multibyte else self._word_space * scaling
        step = 0.001 * self._size * scaling
        advances = font.advances(self._size, scaling)
        collector = self._collector
        is_vertical = font.is_vertical
        is_hidden = self._mode in HIDDEN_MODES
        needs_space = False
        pen = self._y if is_vertical else self._x
        for piece in pieces:
            if isinstance(piece, bytes):
                codes = font.decode(piece)
                collector.check(len(codes))
                for code in codes:
                    if needs_space:
                        pen += character_space
                    advance = advances[code]
                    x, y = (self._x, pen) if is_vertical else (pen, self._y)
                    box = self._glyph_box(font, code, advance)
                    placed = apply_matrix_rect((a, b, c, d, x * a + y * c + e, x * b + y * d + f), box)
                    collector.add_glyph(font.texts[code], placed, font, (a, b, c, d), is_hidden=is_hidden)
                    pen += advance
                    if code == 32 and word_space:
                        pen += word_space
                    needs_space = True
            elif isinstance(piece, (int, float)):
                pen -= piece * step
                needs_space = True
        if is_vertical:
            self._y = pen
        else:
            self._x = pen

    def _glyph_box(self, font: LoadedFont, code: int, advance: float) -> tuple[float, float, float, float]:
        """Return the box of a glyph around the pen."""
        size, rise = self._size, self._rise
        if not font.is_vertical:
            low = font.descent * size + rise
            return (0, low, advance, low + size)
        aside, down = font.displacement(code)
        aside = size * 0.5 if aside is None else aside * size * 0.001
        down = (1000 - down) * size * 0.001
        return (-aside, down + rise + advance, -aside + size, down + rise)
