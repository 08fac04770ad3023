"""The stream of one part: what stands in its elements becomes paragraphs and fields, in one pass and without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.readers.docx.paragraphs import Cell, Field, Paragraph, Place
from extract.readers.docx.stream import Attributes, PartStream
from extract.readers.docx.styles import OFF, PLAIN
from extract.readers.docx.symbols import symbol
from extract.readers.xml_parts import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from extract.readers.docx.note_marks import NoteKind, NoteMarks
    from extract.readers.docx.numbering import Numbering
    from extract.readers.docx.paragraphs import Part
    from extract.readers.docx.styles import Style

WORD = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
"""The namespace as Word writes it, and that of the strict kind."""

MATH = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
UNREAD = (
    "delInstrText", "delText", "divs", "moveFrom", "numberingChange", "pPrChange", "rPrChange", "rt", "sectPr", "sectPrChange",
    "tabs", "tblGrid", "tblGridChange", "tblPr", "tblPrChange", "tblPrExChange", "tcPr", "tcPrChange", "trPr", "trPrChange",
)  # fmt: skip
"""Elements in which nothing stands that is read: what was deleted, how things looked before, where tabs are."""

SPACES = str.maketrans("\n\r\t", "   ")
STRIP = " \t\n\r"


class Context(NamedTuple):
    """What a part refers to."""

    styles: Mapping[str, Style]
    numbering: Numbering
    marks: NoteMarks
    limit: int
    """Characters that a part may have; 0 for any."""


class PartReader(PartStream):
    """Reads one part. The document must be read before its notes, so that their numbers are known."""

    def __init__(self, name: str, context: Context, *, mutes: bool = True) -> None:
        """Prepare to read the part ``name``; without ``mutes``, text in the instruction of a field is read."""
        super().__init__(name, context.limit)
        self._styles, self._numbering, self._marks, _ = context
        self._word = ""  # the namespace of the attributes, with a space
        self._hidden = self._raised = self._bold = self._custom = False
        self._font = ""
        self._fields: list[Field] = []
        self._simple: list[Field] = []
        self._controls: list[Field] = []
        self._placeholders = 0
        self._mutes = mutes
        self._muted = 0  # fields whose instruction is not at its end
        self._choices: list[bool] = []
        self._in_properties = False
        self._list, self._depth = "", 0  # of the paragraph
        self._note: tuple[NoteKind, str] | None = None
        self._characters: list[str] = []
        self._space = False
        self._starts, self._ends = self._handlers()

    def read(self, pieces: Iterable[bytes]) -> Part:
        """Return the paragraphs and fields of the part whose bytes are ``pieces``.

        Raises:
            UnreadableSourceError: the part is damaged.
            LimitError: it holds more text than the limits allow.

        """
        self._numbering.restart()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start_first, self._end
        parse(self._parser, pieces, self.part.name)
        return self.part

    @property
    def is_unclosed(self) -> bool:
        """A field has begun whose instruction never ends, and has hidden the text behind it."""
        return self._muted > 0

    def _handlers(self) -> tuple[dict[str, Callable[[Attributes], None]], dict[str, Callable[[], None]]]:
        """Return what is done at the start and at the end of elements, by their full names."""
        starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._start_paragraph, "pPr": self._start_properties, "r": self._start_run, "t": self._start_text, "pStyle": self._set_style,
            "outlineLvl": self._set_level, "numId": self._set_number, "ilvl": self._set_depth,
            "framePr": self._set_frame, "rStyle": self._set_run_style, "vanish": self._set_hidden,
            "vertAlign": self._set_raised, "b": self._set_bold, "rFonts": self._set_font,
            "tab": lambda _: self._add("\t"), "ptab": lambda _: self._add("\t"), "br": lambda _: self._add("\n"),
            "cr": lambda _: self._add("\n"), "noBreakHyphen": lambda _: self._add("‑"),
            "softHyphen": lambda _: self._add("\u00ad"), "sym": self._add_symbol,
            "fldChar": self._mark_field, "fldSimple": self._start_simple, "fldData": self._collect, "instrText": self._collect,
            "footnoteReference": lambda found: self._call("footnote", found),
            "endnoteReference": lambda found: self._call("endnote", found),
            "footnoteRef": lambda _: self._add_own_mark(), "endnoteRef": lambda _: self._add_own_mark(),
            "footnote": lambda found: self._start_note("footnote", found),
            "endnote": lambda found: self._start_note("endnote", found),
            "tbl": self._start_table, "tr": self._start_row, "tc": self._start_cell, "del": self._delete,
            "sdt": self._start_control, "tag": self._set_tag, "showingPlcHdr": self._set_placeholder,
            "sdtContent": self._start_content,
            **dict.fromkeys(UNREAD, self._skip),
        }  # fmt: skip
        ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph, "pPr": self._end_properties, "t": self._end_text, "instrText": self._end_instruction,
            "fldData": self._end_data, "fldSimple": self._end_simple, "tbl": self._end_table, "sdt": self._end_control,
            "footnote": self._end_note, "endnote": self._end_note,
        }  # fmt: skip
        math: dict[str, Callable[[Attributes], None]] = {
            "r": self._start_run, "t": self._start_text, "den": lambda _: self._add("/"), "sup": lambda _: self._add("^"),
            "sub": lambda _: self._add("_"),
        }  # fmt: skip
        all_starts = {f"{space} {name}": act for space in WORD for name, act in starts.items()}
        all_starts |= {f"{space} {name}": act for space in MATH for name, act in math.items()}
        all_starts |= {
            f"{COMPATIBILITY} AlternateContent": lambda _: self._choices.append(False),
            f"{COMPATIBILITY} Choice": self._choose,
            f"{COMPATIBILITY} Fallback": self._choose,
        }
        all_ends = {f"{space} {name}": act for space in WORD for name, act in ends.items()}
        all_ends |= {f"{space} t": self._end_text for space in MATH}
        all_ends[f"{COMPATIBILITY} AlternateContent"] = self._end_choices
        return all_starts, all_ends

    def _start_first(self, name: str, attributes: Attributes) -> None:
        """Learn from the first element of Word which kind of the format it is."""
        if name.startswith(WORD):
            self._word = f"{name.rpartition(' ')[0]} "
            self._parser.StartElementHandler = self._start
        self._start(name, attributes)

    def _choose(self, attributes: Attributes) -> None:
        """Read the first of several forms of the same thing."""
        if not self._choices or self._choices[-1]:
            self._skip(attributes)
        else:
            self._choices[-1] = True

    def _end_choices(self) -> None:
        self._choices.pop()

    def _value(self, attributes: Attributes, name: str = "val") -> str:
        return attributes.get(self._word + name, "")

    def _is_on(self, attributes: Attributes) -> bool:
        return self._value(attributes) not in OFF

    # Paragraphs

    def _start_paragraph(self, _attributes: Attributes) -> None:
        cell = Cell(*self._tables[0]) if self._tables else None
        self._begin(Paragraph(self._created, cell, self._note[1] if self._note else None))

    def _end_paragraph(self) -> None:
        self._keep(self._finish())

    def _set_style(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].style = self._value(attributes)

    def _set_level(self, attributes: Attributes) -> None:
        value = self._value(attributes)
        if self._open and value.isdigit():
            self._open[-1].level = int(value[:2])

    def _set_frame(self, attributes: Attributes) -> None:
        if self._open and self._value(attributes, "dropCap") in {"drop", "margin"}:
            self._open[-1].goes_on = True

    def _start_properties(self, _attributes: Attributes) -> None:
        self._list, self._depth, self._in_properties = "", 0, True

    def _set_number(self, attributes: Attributes) -> None:
        self._list = self._value(attributes)

    def _set_depth(self, attributes: Attributes) -> None:
        value = self._value(attributes)
        self._depth = int(value[:2]) if value.isdigit() else 0

    def _end_properties(self) -> None:
        """Give the paragraph the number of its list."""
        number, depth = self._list, self._depth
        self._in_properties = False
        if not self._open:
            return
        paragraph = self._open[-1]
        if not number:
            of_style = self._styles.get(paragraph.style or "", PLAIN).numbering
            number, depth = of_style or ("0", 0)
        if number != "0":
            paragraph.is_listed = True
            paragraph.label = self._numbering.label(number, depth)

    # Runs

    def _start_run(self, _attributes: Attributes) -> None:
        self._hidden = self._raised = self._bold = self._custom = False
        self._font = ""

    def _set_run_style(self, attributes: Attributes) -> None:
        style = self._styles.get(self._value(attributes), PLAIN)
        self._hidden |= style.is_hidden
        self._raised |= style.is_raised
        self._bold |= style.is_bold

    def _set_hidden(self, attributes: Attributes) -> None:
        self._hidden = self._is_on(attributes)

    def _set_raised(self, attributes: Attributes) -> None:
        self._raised = self._value(attributes) == "superscript"

    def _set_bold(self, attributes: Attributes) -> None:
        self._bold = self._is_on(attributes)

    def _set_font(self, attributes: Attributes) -> None:
        self._font = self._value(attributes, "ascii")

    def _start_text(self, attributes: Attributes) -> None:
        self._space = attributes.get(XML_SPACE) == "preserve"
        self._collect(attributes)

    def _end_text(self) -> None:
        text = self._collected()
        if not self._space:
            text = text.strip(STRIP)
        if text:
            self._add(symbol(text, self._font) if self._font else text if text.isprintable() else text.translate(SPACES))

    def _collect(self, _attributes: Attributes) -> None:
        self._characters = []
        self._parser.CharacterDataHandler = self._characters.append

    def _collected(self) -> str:
        self._parser.CharacterDataHandler = None
        return "".join(self._characters)

    def _add(self, text: str) -> None:
        if self._hidden or self._muted or not self._open:
            return
        paragraph = self._open[-1]
        start = paragraph.length
        self._pieces[-1].append(text)
        paragraph.length = start + len(text)
        if self._custom:
            self.part.calls.append((Place(paragraph.serial, start), self._place()))
        if self._bold:
            paragraph.bold += len(text)
        if self._raised:
            paragraph.raised.append((start, paragraph.length))

    def _add_symbol(self, attributes: Attributes) -> None:
        code = self._value(attributes, "char")
        try:
            self._add(symbol(chr(int(code, 16)), self._value(attributes, "font")))
        except (ValueError, OverflowError):  # no number of a character
            return

    # Notes

    def _call(self, kind: NoteKind, attributes: Attributes) -> None:
        if not self._hidden and not self._muted:
            is_custom = self._value(attributes, "customMarkFollows") not in {"", *OFF}
            start = self._place()
            self._add(self._marks.call(kind, self._value(attributes, "id"), is_custom=is_custom))
            self._custom = is_custom  # the text of the run is the mark
            if not is_custom:
                self.part.calls.append((start, self._place()))

    def _start_note(self, kind: NoteKind, attributes: Attributes) -> None:
        if self._value(attributes, "type") in {"", "normal"}:
            self._note = kind, self._value(attributes, "id")
        else:  # the line above the notes
            self._skip(attributes)

    def _end_note(self) -> None:
        self._note = None

    def _add_own_mark(self) -> None:
        if self._note and self._note[1] not in self.part.numbered_notes:
            self.part.numbered_notes.add(self._note[1])
            self._add(self._marks.of.get(self._note, ""))

    # What was deleted

    def _delete(self, attributes: Attributes) -> None:
        """Skip what was deleted; in the properties of a paragraph, that its end was."""
        if self._open and self._in_properties:
            self._open[-1].goes_on = True
        self._skip(attributes)

    # Fields

    def _mark_field(self, attributes: Attributes) -> None:
        kind = self._value(attributes, "fldCharType")
        if kind == "begin":
            self._fields.append(Field(self._place(), self._place()))
            self._muted += self._mutes
        elif kind == "separate" and self._fields and self._fields[-1].is_open:
            self._fields[-1].is_open = False
            self._fields[-1].start = self._place()
            self._muted -= self._mutes
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            self._muted -= self._mutes and field.is_open
            self._close(field)

    def _start_simple(self, attributes: Attributes) -> None:
        self._simple.append(Field(self._place(), self._place(), self._value(attributes, "instr")))

    def _end_simple(self) -> None:
        self._close(self._simple.pop())

    def _end_instruction(self) -> None:
        text = self._collected()
        if self._fields and self._fields[-1].is_open:
            self._fields[-1].pieces.append(text)

    def _end_data(self) -> None:
        text = self._collected()
        if self._fields:
            self._fields[-1].data = text

    def _close(self, field: Field) -> None:
        field.end = self._place()
        field.instruction = field.instruction or "".join(field.pieces)
        if field.instruction or field.data:
            self.part.fields.append(field)

    def _start_control(self, _attributes: Attributes) -> None:
        self._controls.append(Field(self._place(), self._place()))

    def _set_tag(self, attributes: Attributes) -> None:
        if self._controls:
            self._controls[-1].instruction = self._value(attributes)

    def _set_placeholder(self, attributes: Attributes) -> None:
        if self._controls and self._is_on(attributes):
            self._controls[-1].is_open = False

    def _start_content(self, attributes: Attributes) -> None:
        if self._controls and not self._controls[-1].is_open:
            self._skip(attributes)
        elif self._controls:
            self._controls[-1].start = self._place()

    def _end_control(self) -> None:
        self._close(self._controls.pop())
