"""Fonts of a PDF: pdfminer.six's own, built within limits, with what each code shows kept at hand."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, cast

from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.pdffont import (
    PDFCIDFont,
    PDFFont,
    PDFSimpleFont,
    PDFTrueTypeFont,
    PDFType1Font,
    PDFType3Font,
    PDFUnicodeNotDefined,
)
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, resolve1
from pdfminer.psparser import literal_name

from extract.readers.pdf.cmaps import parse_to_unicode, parse_type1_encoding
from extract.readers.pdf.faults import READING_FAULTS
from extract.readers.pdf.glyphs import Font
from extract.readers.pdf.programs import meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ITALIC = 1 << 6  # bits of /Flags
FORCE_BOLD = 1 << 18
BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!ta)|-medi(?:ital)?\b|[-,]bd\b|cmbx|cmb1|sfbx", re.IGNORECASE)
ITALIC_NAME = re.compile(
    r"italic|(?:regu|medi)ital|oblique|slanted|kursiv|[-,](?:bd)?it?\b|cmti|cmsl|cmmi|cmbxti|sfti|sfsl", re.IGNORECASE
)

MAX_CID = 1 << 16  # character identifiers have two bytes
MAX_WEIGHT = 400_000  # widths and Unicode values of all fonts kept; one takes some 100 bytes
MAX_TEXT_LENGTH = 64  # characters that one glyph may stand for
MAX_PROGRAM = 100_000  # bytes of a Type 1 font that name its characters, where it does not say how many do
EMPTY_STREAM = PDFStream({}, b"")
MANAGER = PDFResourceManager(caching=False)  # fonts must be given one, and do not ask it for anything


def describe(font: PDFFont) -> Font:
    """Return what ``font`` is called, and whether it is bold, italic or written downwards."""
    name = font.fontname if isinstance(font.fontname, str) else str(font.fontname)
    names = f"{name} {getattr(font, 'basefont', '')}"
    weight = font.descriptor.get("FontWeight")
    return Font(
        name=name,
        is_bold=bool(
            BOLD_NAME.search(names) or font.flags & FORCE_BOLD or (isinstance(weight, (int, float)) and weight >= 600),
        ),
        is_italic=bool(ITALIC_NAME.search(names) or font.flags & ITALIC),
        is_vertical=font.is_vertical(),
        descent=float(font.get_descent()),
        meant=meanings(font),
    )


class Texts(dict[int, str]):
    """The Unicode of each code of a font, found when first asked for."""

    def __init__(self, font: PDFFont) -> None:
        """Begin with nothing."""
        super().__init__()
        self._font = font
        self.unmapped: set[int] = set()
        """Codes asked for that have no Unicode."""

    def __missing__(self, code: int) -> str:
        """Return the Unicode of ``code`` as pdfminer gives it."""
        try:
            text = self._font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"
            self.unmapped.add(code)
        self[code] = text = text[:MAX_TEXT_LENGTH]
        return text


class Advances(dict[int, float]):
    """How far each code of a font moves the pen, at one size and one scaling."""

    def __init__(self, font: PDFFont, size: float, scaling: float) -> None:
        """Begin with nothing."""
        super().__init__()
        self._font = font
        self._size = size
        self._scaling = scaling

    def __missing__(self, code: int) -> float:
        """Return the advance of ``code``."""
        self[code] = advance = self._font.char_width(code) * self._size * self._scaling
        return advance


class LoadedFont:
    """A font ready to be shown."""

    __slots__ = ("_advances", "descent", "font", "info", "is_multibyte", "is_plain", "is_vertical", "texts", "weight")

    def __init__(self, font: PDFFont) -> None:
        """Wrap ``font``."""
        self.font = font
        self.info = describe(font)
        self.texts = Texts(font)
        self.is_vertical = font.is_vertical()
        self.is_multibyte = font.is_multibyte()
        self.descent = font.get_descent()
        widths = [width for width in font.widths.values() if isinstance(width, (int, float))]
        default = font.default_width if isinstance(font.default_width, (int, float)) else 0
        self.is_plain = min(widths, default=0) >= 0 and default >= 0 and font.hscale >= 0
        """No glyph moves the pen backwards."""
        unicode_map = getattr(font, "unicode_map", None)
        self.weight = 256 + len(font.widths) + len(getattr(unicode_map, "cid2unichr", ()))
        self._advances: dict[tuple[float, float], Advances] = {}

    def decode(self, string: bytes) -> Sequence[int]:
        """Return the codes of a string."""
        return tuple(self.font.decode(string)) if self.is_multibyte else string

    def displacement(self, code: int) -> tuple[float | None, float]:
        """Return how far a glyph of vertical writing stands to the left of the pen and below it, in thousandths."""
        return cast("tuple[float | None, float]", self.font.char_disp(code))

    def advances(self, size: float, scaling: float) -> Advances:
        """Return how far each code moves the pen."""
        advances = self._advances.get((size, scaling))
        if advances is None:
            if len(self._advances) > 100:
                self._advances.clear()
            advances = self._advances[size, scaling] = Advances(self.font, size, scaling)
        return advances


class Fonts:
    """The fonts of a document: built when first used, and those used longest ago let go of when they grow too many."""

    def __init__(self) -> None:
        """Begin with none."""
        self._fonts: OrderedDict[int, LoadedFont] = OrderedDict()
        self._weight = 0
        self._default: LoadedFont | None = None
        self.faults: list[str] = []
        """What was wrong with fonts since this was emptied."""

    @property
    def default(self) -> LoadedFont:
        """The font for a name that stands for none."""
        if self._default is None:
            self._default = LoadedFont(PDFType1Font(MANAGER, {}))
        return self._default

    def load(self, number: int | None, spec: Any) -> LoadedFont:
        """Return the font that ``spec`` describes; ``number`` is that of its object."""
        if number is not None and number in self._fonts:
            self._fonts.move_to_end(number)
            return self._fonts[number]
        font = self._build(dict_value(spec))
        if number is not None:
            self._fonts[number] = font
            self._weight += font.weight
            while self._weight > MAX_WEIGHT and len(self._fonts) > 1:
                self._weight -= self._fonts.popitem(last=False)[1].weight
        return font

    def _build(self, spec: dict[str, Any]) -> LoadedFont:
        try:
            return LoadedFont(build_font(spec))
        except READING_FAULTS as error:
            self.faults.append(f"font {literal_name(spec.get('BaseFont', 'without name'))}: {type(error).__name__}")
        simpler = {key: value for key, value in spec.items() if key in {"Subtype", "BaseFont", "FirstChar", "Widths"}}
        try:
            return LoadedFont(PDFType1Font(MANAGER, simpler))
        except READING_FAULTS:
            return self.default


def build_font(spec: dict[str, Any]) -> PDFFont:
    """Return the font of pdfminer.six that ``spec`` describes."""
    subtype = literal_name(spec["Subtype"]) if "Subtype" in spec else "Type1"
    if subtype == "Type0":
        inner = dict_value(list_value(spec["DescendantFonts"])[0]).copy()
        inner.update({key: resolve1(spec[key]) for key in ("Encoding", "ToUnicode") if key in spec})
        return build_font(inner)
    if subtype in {"CIDFontType0", "CIDFontType2"}:
        return _build_cid_font(spec)
    font = _build_simple_font(subtype, {key: value for key, value in spec.items() if key != "ToUnicode"})
    if "ToUnicode" in spec:
        font.unicode_map = _to_unicode(spec["ToUnicode"])
    return font


def _build_simple_font(subtype: str, spec: dict[str, Any]) -> PDFSimpleFont:
    """Return a font of one-byte codes. The program of a Type 1 font is read here, as pdfminer takes long for it."""
    if subtype == "Type3":
        return PDFType3Font(MANAGER, spec)
    descriptor = dict_value(spec.get("FontDescriptor", {}))
    bare = spec | {"FontDescriptor": {key: value for key, value in descriptor.items() if key != "FontFile"}}
    font = PDFTrueTypeFont(MANAGER, bare) if subtype == "TrueType" else PDFType1Font(MANAGER, bare)
    if font.basefont in FONT_METRICS:
        return font
    font.descriptor = descriptor
    program = resolve1(descriptor.get("FontFile"))
    if "Encoding" not in spec and isinstance(program, PDFStream):
        font.cid2unicode = parse_type1_encoding(program.get_data()[: int_value(program.get("Length1", MAX_PROGRAM))])
    return font


def _build_cid_font(spec: dict[str, Any]) -> PDFCIDFont:
    """Return a font of character identifiers; its own program is asked for Unicode only where nothing else tells."""
    bare = dict(spec)
    bare |= {key: list(_clipped(list_value(spec[key]), size)) for key, size in (("W", 3), ("W2", 5)) if key in spec}
    to_unicode = resolve1(spec.get("ToUnicode"))
    if isinstance(to_unicode, PDFStream):
        bare["ToUnicode"] = EMPTY_STREAM
    elif to_unicode is None:
        bare.pop("ToUnicode", None)
    descriptor = dict_value(spec.get("FontDescriptor", {}))
    if "ToUnicode" in bare:
        bare["FontDescriptor"] = {key: value for key, value in descriptor.items() if key != "FontFile2"}
    font = PDFCIDFont(MANAGER, bare)
    font.descriptor = descriptor
    if isinstance(to_unicode, PDFStream):
        font.unicode_map = _to_unicode(to_unicode)
    return font


def _to_unicode(value: Any) -> FileUnicodeMap:
    stream = resolve1(value)
    return parse_to_unicode(stream.get_data()) if isinstance(stream, PDFStream) else FileUnicodeMap()


def _clipped(widths: Iterable[Any], size: int) -> Iterator[Any]:
    """Yield the entries of a table of widths, with ranges that end where identifiers do; a range has ``size`` numbers."""
    numbers: list[Any] = []
    for entry in map(resolve1, widths):
        if not isinstance(entry, (int, float)):
            yield from numbers
            numbers.clear()
            yield entry
            continue
        numbers.append(entry)
        if len(numbers) == size:
            yield numbers[0]
            yield min(numbers[1], MAX_CID)
            yield from numbers[2:]
            numbers.clear()
    yield from numbers
