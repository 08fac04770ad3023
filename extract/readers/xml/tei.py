"""Texts in TEI: editions made by hand, and what GROBID makes of articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.readers.xml.document import Element
from extract.readers.xml.entries import write_words
from extract.readers.xml.tables import read_table
from extract.readers.xml.tei_entries import ENTRIES, describe_entry
from extract.readers.xml.tei_header import authors, main_titles, read_facts, write_rest
from extract.readers.xml.walk import Context, Entered, Walker
from extract.structure import Page
from extract.superscripts import TO_RAISED

if TYPE_CHECKING:
    from extract.models import Role
    from extract.readers.xml.document import Document
    from extract.structure import Structure

RAISED_BY = re.compile(r"\bsup(?:er|erscript)?\b|vertical-align:\s?super")
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
BIBLIOGRAPHY = re.compile(r"bibl\w*|references?|works?[-_ ]?cited|literature", re.IGNORECASE)
OTHER_FORM = frozenset({"abbr", "orig", "sic"})
"""Of a choice, what stands in the source where the editor says how it should read."""

READ_FORM = ("corr", "expan", "reg")
INLINE_NOTES = frozenset({"inline", "inspace"})
CALLING = frozenset({"foot", "footnote", "note", "noteAnchor", "endnote"})
MAYBE_INLINE = frozenset({"formula", "stage"})
"""Elements that stand in a line or are a paragraph."""

BLOCKS = ("ab", "div", "l", "lg", "p")


def read_tei(document: Document) -> Structure:
    """Return the structure of a text, or of all texts of a corpus."""
    walker = TeiWalker(document)
    walker.walk(document.root, Context())
    walker.end_pages()
    return walker.structure(read_facts(document, document.first(document.root, "teiHeader")))


class TeiWalker(Walker):
    """Writes a text in TEI."""

    def __init__(self, document: Document) -> None:
        """Find the entries and the notes first, to which the text points."""
        super().__init__(document)
        self.table = read_table("tei")
        self.in_header = False
        self.notes: dict[str, Element] = {}
        self.titled: dict[tuple[int, str], bool] = {}
        self.starts: list[tuple[int, str]] = []  # of the pages, with their labels
        self.called = {
            key for each in document.inside(document.root, "ref", "ptr") for key in targets(each) if each.get("target")
        }
        for element in document.inside(document.root, "note", *ENTRIES):
            key = element.get("id")
            if key and element.tag == "note":
                self.notes[key] = element
            elif key:
                self.keys[key] = key

    def enter(self, element: Element, context: Context) -> Entered | None:
        """Begin an element."""
        tag, table = element.tag, self.table
        if tag in table["skipped"] or self.is_other_form(element):
            return None
        rule = INLINE.get(tag)
        if rule is not None:
            return rule(self, element, context)
        if context.is_flat:
            return self.spaced(element, context) if tag not in table["phrases"] else (context, None)
        rule = RULES.get(tag)
        if rule is not None:
            return rule(self, element, context)
        if tag in table["headed"]:
            is_list = tag == "listBibl" or BIBLIOGRAPHY.fullmatch(element.get("type"))
            role: Role | None = "reference" if is_list else table["kinds"].get(element.get("type"), context.role)
            return self.section(element, context._replace(role=role), "head")
        return self.by_table(tag, context)

    def by_table(self, tag: str, context: Context) -> Entered:
        """Begin an element as the table says."""
        role = self.table["roles"].get(tag)
        if tag in self.table["parts"]:
            return self.part(context._replace(role=role or context.role))
        if role and self.is_inside() and context.role == role:
            return self.inline(context)
        if role:
            self.writer.end()
        elif tag not in self.table["paragraphs"] or (tag in MAYBE_INLINE and self.is_inside()):
            return context, None
        return self.paragraph(role or context.role, context)

    def is_inside(self) -> bool:
        """Tell whether words of a paragraph are written already."""
        return self.writer.open is not None and self.writer.open.length > 0

    def is_other_form(self, element: Element) -> bool:
        """Tell whether the editor gives another form of these words, which is read."""
        around = element.parent
        if around is None:
            return False
        if around.tag == "choice":
            return element.tag in OTHER_FORM and self.child(around, *READ_FORM) is not None
        if element.tag in {"rdg", "rdgGrp"}:
            first = self.child(around, "lem") or self.child(around, "rdg", "rdgGrp")
            return first is not element
        return False

    def header(self, element: Element, context: Context) -> Entered | None:
        """Write what of the header is text, and the rest as furniture."""
        if self.in_header:
            return context, None
        self.in_header = True
        document, writer = self.document, self.writer
        written: set[int] = set()
        around = element.parent or element
        if not self.has_inside(around, "docTitle"):
            for title in main_titles(document, element):
                writer.end()
                writer.begin("title")
                write_words(writer, document, title)
                written.add(title.at)
        if not self.has_inside(around, "docAuthor"):
            writer.end()
            writer.begin("byline")
            for name in authors(document, element):
                writer.insert(", ")
                write_words(writer, document, name)
                written |= {name.at, name.parent.at if name.parent is not None else name.at}
        writer.end()
        for abstract in document.inside(element, "abstract"):
            self.walk(abstract, Context("abstract", context.level))
            writer.end()
        for keywords in document.inside(element, "keywords"):
            self.write_keywords(keywords)
        write_rest(writer, document, element, written)
        self.in_header = False
        return None

    def has_inside(self, element: Element, tag: str) -> bool:
        """Tell whether an element with ``tag`` stands inside; a text with many headers asks again and again."""
        key = element.at, tag
        if key not in self.titled:
            self.titled[key] = self.document.first(element, tag) is not None
        return self.titled[key]

    def write_keywords(self, keywords: Element) -> None:
        """Write keywords on one line."""
        self.writer.begin("keywords")
        terms = list(self.document.inside(keywords, "term"))
        for term in terms or [keywords]:
            self.writer.insert("; ")
            write_words(self.writer, self.document, term)
        self.writer.end()

    def page(self, element: Element, context: Context) -> Entered | None:
        """Begin a page."""
        self.starts.append((element.start, element.get("n")))
        return self.line(element, context)

    def end_pages(self) -> None:
        """Note the pages, once all are begun."""
        if not self.starts:
            return
        stops = [*(start for start, _ in self.starts[1:]), len(self.document.raw)]
        if self.starts[0][0] > 0:
            self.pages.append(Page(None, 0, self.starts[0][0]))
        self.pages += [Page(label or None, start, stop) for (start, label), stop in zip(self.starts, stops, strict=True)]

    def line(self, element: Element, context: Context) -> Entered | None:
        """Begin a line; with ``break="no"`` in the midst of a word."""
        paragraph = self.writer.open
        if paragraph is not None and paragraph.length:
            is_word = element.get("break") == "no"
            if not is_word or paragraph.last in "-‐\u00ad":
                paragraph.break_line(*self.document.start_tag(element))
            paragraph.space = None
            paragraph.is_glued = is_word
        return context, None

    def reference(self, element: Element, context: Context) -> Entered | None:
        """Begin what points to an entry, a note, a page of the web..."""
        cited = [key for key in targets(element) if key in self.keys]
        if cited:
            return self.cite(cited, context)
        noted = [key for key in targets(element) if key in self.notes]
        if noted and not self.document.opening(element):
            number = self.notes[noted[0]].get("n")
            if number and self.is_inside():
                self.insert_call(number.translate(TO_RAISED), self.document.start_tag(element))
            return None
        if noted or element.get("type") in CALLING:
            return self.call(element, context)
        return context, None

    def note(self, element: Element, context: Context) -> Entered | None:
        """Begin a note: among others, or in the text at the place that it belongs to."""
        if context.role == "note" or element.get("place") in INLINE_NOTES:
            return self.inline(context)
        document, writer = self.document, self.writer
        is_head = element.get("place") == "headnote" or element.get("type") == "running"
        number = element.get("n").strip("[]().")
        if self.is_inside():
            if number and element.get("id") not in self.called and not is_head:
                self.insert_call(number.translate(TO_RAISED), document.attribute(element, "n"))
            entered = self.aside(context._replace(role="furniture" if is_head else "note", is_flat=False))
        else:
            entered = self.part(context._replace(role="furniture" if is_head else "note", is_flat=False))
        if number and not is_head and not document.opening(element).startswith(number):
            writer.begin("note")
            start = document.start_tag(element)[0]
            writer.value(number, start, start + 1)
            writer.end_label()
        return entered

    def emphasis(self, element: Element, context: Context) -> Entered | None:
        """Begin words that are set off; raised digits are written as superscripts."""
        if RAISED_BY.search(f"{element.get('rend')} {element.get('rendition')} {element.get('style')}"):
            return self.raised(element, context) if self.is_inside() else (context, self.writer.space)
        return context, None

    def sentence(self, _element: Element, context: Context) -> Entered | None:
        """Begin a sentence; those of GROBID follow one another without a space."""
        if self.is_inside():
            self.writer.space()
        return context, None

    def entry(self, element: Element, context: Context) -> Entered | None:
        """Write an entry of the bibliography, or begin a citation that prints one."""
        if context.role != "reference" or self.is_inside():
            cited = [
                key for name in ("corresp", "sameAs", "copyOf", "source") for key in targets(element, name) if key in self.keys
            ]
            return self.cite(cited, context) if cited else self.inline(context)
        work = describe_entry(self.document, element)
        raw = next((note for note in self.document.inside(element, "note") if note.get("type") == "raw_reference"), None)
        if element.get("n").isdigit():
            work.custom["citation-number"] = element.get("n")
        self.write_entry(element.get("id"), work, raw or (element if self.document.has_text(element) else None))
        return None

    def head(self, element: Element, context: Context) -> Entered | None:
        """Begin a heading, or the first words of a caption."""
        around = element.parent.tag if element.parent is not None else ""
        if around in {"figure", "table"}:
            self.writer.begin("caption")
            return context._replace(role="caption"), self.writer.end_label
        if around in {"list", "listPerson"}:
            return self.paragraph(context.role, context)
        number = element.get("n")
        level = number.rstrip(".").count(".") + 1 if NUMBERED.fullmatch(number) and context.level < 2 else context.level
        entered = self.heading(context._replace(level=level))
        if number and not self.document.opening(element).startswith(number):
            self.writer.value(number, *self.document.attribute(element, "n"))
            self.writer.space()
        return entered

    def labelled(self, element: Element, context: Context) -> Entered | None:
        """Begin a label; that of a figure of GROBID stands in its head too."""
        around = element.parent
        if around is not None and around.tag == "figure" and self.child(around, "head") is not None:
            return None
        return self.label(context._replace(role="list") if around is not None and around.tag == "list" else context)

    def item(self, _element: Element, context: Context) -> Entered | None:
        """Begin an item of a list."""
        role = context.role or "list"
        if self.writer.open is not None and not self.writer.open.is_label:
            self.writer.end()
        return self.paragraph(role, context)

    def quotation(self, element: Element, context: Context) -> Entered | None:
        """Begin a quotation: in the line, or set apart."""
        is_apart = not self.is_inside() or "block" in element.get("rend")
        if is_apart or self.document.child(element, *BLOCKS) is not None:
            role = context.role or "quotation"
            return self.part(context._replace(role=role))
        return self.inline(context) if context.is_flat else (context, None)

    def quoted(self, _element: Element, context: Context) -> Entered | None:
        """Begin a quotation with its source."""
        return (context, None) if self.is_inside() else self.part(context)

    def verse(self, element: Element, context: Context) -> Entered | None:
        """Begin a line of verse."""
        paragraph = self.writer.open
        if paragraph is None or paragraph.is_label:
            self.writer.begin(context.role)
        else:
            paragraph.break_line(element.start, element.start)
        return context, None

    def running(self, _element: Element, context: Context) -> Entered | None:
        """Begin a running head, a page number, a catchword."""
        entered = self.aside(context._replace(role="furniture", is_flat=True))
        self.writer.begin("furniture")
        return entered


def targets(element: Element, name: str = "target") -> list[str]:
    """Return the ids in this file that an attribute points to."""
    return [target[1:] for target in element.get(name).split() if target.startswith("#")]


Rule = Callable[[TeiWalker, Element, Context], Entered | None]
"""Begins an element."""

INLINE: dict[str, Rule] = {
    "bibl": TeiWalker.entry,
    "biblFull": TeiWalker.entry,
    "biblStruct": TeiWalker.entry,
    "cell": TeiWalker.cell,
    "fw": TeiWalker.running,
    "hi": TeiWalker.emphasis,
    "cb": TeiWalker.line,
    "lb": TeiWalker.line,
    "note": TeiWalker.note,
    "pb": TeiWalker.page,
    "ptr": TeiWalker.reference,
    "ref": TeiWalker.reference,
    "s": TeiWalker.sentence,
    "teiHeader": TeiWalker.header,
}
"""What may stand inside a paragraph."""

RULES: dict[str, Rule] = {
    "cit": TeiWalker.quoted,
    "head": TeiWalker.head,
    "item": TeiWalker.item,
    "l": TeiWalker.verse,
    "label": TeiWalker.labelled,
    "q": TeiWalker.quotation,
    "quote": TeiWalker.quotation,
    "row": TeiWalker.row,
    "speaker": TeiWalker.speaker,
}
"""What stands between paragraphs."""
