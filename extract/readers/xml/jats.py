"""Journal articles and books in JATS, its older form NLM, and BITS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.readers.xml.document import Element
from extract.readers.xml.entries import write_words
from extract.readers.xml.jats_entries import CITATIONS, describe_citation
from extract.readers.xml.jats_facts import read_facts
from extract.readers.xml.tables import read_table
from extract.readers.xml.walk import Context, Entered, Walker
from extract.superscripts import TO_RAISED

if TYPE_CHECKING:
    from extract.readers.xml.document import Document
    from extract.structure import Structure

NAMED = frozenset({"name", "string-name", "collab", "name-alternatives", "anonymous", "collab-alternatives"})
NAME_PARTS = ("prefix", "given-names", "surname", "suffix")
UNREAD = NAMED | {"author-comment", "contrib-id", "degrees", "email", "ext-link", "role", "xref", "uri"}
"""What of a contributor does not stand in the byline, or stands there already."""


def read_jats(document: Document) -> Structure:
    """Return the structure of an article or a book."""
    walker = JatsWalker(document)
    walker.walk(document.root, Context())
    return walker.structure(read_facts(document))


class JatsWalker(Walker):
    """Writes the text of an article or a book."""

    def __init__(self, document: Document) -> None:
        """Find the entries first, which the text cites."""
        super().__init__(document)
        self.table = read_table("jats")
        self.calls: dict[str, str] = {}
        """The id of a note -> the number or sign that calls it."""
        for xref in document.inside(document.root, "xref"):
            if xref.get("ref-type") in self.table["notes"]:
                self.calls.setdefault(xref.get("rid"), document.text(xref).strip("[]()"))
        for ref in document.inside(document.root, "ref"):
            for element in (ref, *document.children(ref, "citation-alternatives", *CITATIONS)):
                if element.get("id"):
                    self.keys[element.get("id")] = ref.get("id") or element.get("id")

    def enter(self, element: Element, context: Context) -> Entered | None:
        """Begin an element."""
        tag, table = element.tag, self.table
        parent = element.parent.tag if element.parent is not None else ""
        if tag in table["skipped"] or (parent == "contrib" and tag in UNREAD):
            return None
        if tag in table["phrases"] and parent not in table["metas"]:
            return context, None
        if parent in table["metas"] and tag not in table["front"]:
            return self.furniture(context)
        rule = INLINE.get(tag)
        if rule is not None:
            return rule(self, element, context)
        if context.is_flat:
            return self.spaced(element, context)
        rule = RULES.get(tag)
        if rule is not None:
            return rule(self, element, context)
        role = table["roles"].get(tag, context.role)
        if tag in table["sections"]:
            return self.section(element, context._replace(role=role), "title", "caption", "book-part-meta")
        if tag in table["roles"]:
            return self.part(context._replace(role=role))
        if tag in table["paragraphs"]:
            self.writer.begin(context.role)
            leave = self.writer.end_label if context.role == "caption" else self.writer.end
            return context._replace(is_inside=True), leave
        return context, None

    def reference(self, element: Element, context: Context) -> Entered | None:
        """Write an entry of the bibliography: the printed form where it has one, and what the tagged form says."""
        document = self.document
        found = [
            each
            for outer in (element, *document.children(element, "citation-alternatives"))
            for each in document.children(outer, *CITATIONS)
        ]
        if not found:
            return self.paragraph("reference", context)
        label = document.child(element, "label") or document.child(found[0], "label")
        key = self.keys.get(element.get("id"), "")
        printed = [each for each in found if document.has_text(each)]
        tagged = [each for each in found if each.tag == "element-citation"] if len(found) > 1 else []
        if printed and (tagged or len(found) == 1):
            self.write_entry(key, describe_citation(document, (tagged or found)[0]), printed[0], label)
            return None
        for number, each in enumerate(found):  # several works under one number
            work = describe_citation(document, each)
            own = each if each in printed else None
            self.write_entry(key if number == 0 else each.get("id") or key, work, own, label if number == 0 else None)
        return None

    def cross_reference(self, element: Element, context: Context) -> Entered | None:
        """Begin what points to an entry, a note, a figure..."""
        keys = [key for key in element.get("rid").split() if key in self.keys]
        if keys:
            return self.cite(keys, context)
        return self.call(element, context) if element.get("ref-type") in self.table["notes"] else (context, None)

    def superscript(self, element: Element, context: Context) -> Entered | None:
        """Begin raised characters; in front of a note they are its number."""
        if self.writer.open is None or not self.writer.open.length:
            return context, self.writer.space
        return self.raised(element, context)

    def footnote(self, element: Element, context: Context) -> Entered | None:
        """Begin a note: among others, or in the text at the place where its number is printed."""
        document, writer = self.document, self.writer
        label = document.child(element, "label")
        printed = document.text(label) if label is not None else ""
        number = printed or element.get("symbol")
        span = document.start_tag(element)
        within = context._replace(role="note", is_flat=False)
        if writer.open is not None and writer.open.length:
            if number and element.get("id") not in self.calls:
                self.insert_call(number.translate(TO_RAISED), span)
            entered = self.aside(within)
        else:
            entered = self.part(within)
        number = self.calls.get(element.get("id"), "") if not printed else ""
        if number.isdigit() and not document.opening(element).startswith(number):
            writer.begin("note")
            writer.value(number, *span)
            writer.end_label()
        return entered

    def line_break(self, element: Element, context: Context) -> Entered | None:
        """End a line."""
        if self.writer.open is not None:
            self.writer.open.break_line(*self.document.start_tag(element))
        return context, None

    def formula(self, _element: Element, context: Context) -> Entered | None:
        """Begin a formula, whose signs are not parted."""
        return context._replace(is_flat=False), None

    def tex(self, element: Element, context: Context) -> Entered | None:
        """Begin a formula in TeX, unless it stands in MathML too."""
        around = element.parent
        return None if around is not None and self.child(around, "math") is not None else (context, None)

    def title(self, element: Element, context: Context) -> Entered | None:
        """Begin a title: of a section, of a figure, of the whole."""
        around = element.parent
        parent = around.tag if around is not None else ""
        outer = around.parent.tag if around is not None and around.parent is not None else ""
        if parent == "caption" and self.table["roles"].get(outer) == "caption":
            self.writer.begin("caption")
            return context, self.writer.end_label
        if parent in self.table["sections"] or parent in {"author-notes", "caption"} or outer == "book-part-meta":
            return self.heading(context)
        return self.paragraph("title" if parent == "title-group" else context.role, context)

    def whole_title(self, _element: Element, context: Context) -> Entered | None:
        """Begin the title of the whole."""
        return self.paragraph("title", context)

    def labelled(self, _element: Element, context: Context) -> Entered | None:
        """Begin a label."""
        return self.label(context)

    def keywords(self, _element: Element, context: Context) -> Entered | None:
        """Begin the keywords, on one line."""
        self.writer.end()
        return self.paragraph("keywords", context, is_flat=True)

    def keyword(self, _element: Element, context: Context) -> Entered | None:
        """Begin a keyword."""
        if self.writer.open is not None and self.writer.open.last not in ":;":
            self.writer.insert(";")
        return self.inline(context)

    def keyword_title(self, element: Element, context: Context) -> Entered | None:
        """Begin what stands before the keywords."""
        return (context, self.end_keyword_title) if context.role == "keywords" else self.title(element, context)

    def end_keyword_title(self) -> None:
        """Write a colon behind it."""
        if self.writer.open is not None and self.writer.open.last != ":":
            self.writer.insert(":")

    def contributors(self, element: Element, context: Context) -> Entered | None:
        """Write the names of a group as a byline; what else it holds follows."""
        self.writer.end()
        self.writer.begin("byline")
        for contrib in self.document.children(element, "contrib"):
            for name in list(self.document.children(contrib, *NAMED))[:1]:
                self.writer.insert(", ")
                self.write_name(name)
        return self.part(context._replace(role="byline"))

    def write_name(self, name: Element) -> None:
        """Write a name, the first names first."""
        parts = {part.tag: part for part in self.document.inside(name, *NAME_PARTS)}
        if "surname" not in parts:
            write_words(self.writer, self.document, name, without=("contrib-group", "xref", "fn"))
        for tag in NAME_PARTS if "surname" in parts else ():
            if tag in parts:
                self.writer.space()
                write_words(self.writer, self.document, parts[tag])

    def affiliation(self, _element: Element, context: Context) -> Entered | None:
        """Begin where a person works."""
        self.writer.end()
        return self.paragraph("byline", context, is_flat=True)

    def other_article(self, _element: Element, _context: Context) -> Entered | None:
        """Begin an article inside the article: a translation, a reply."""
        return self.part(Context())

    def item(self, _element: Element, context: Context) -> Entered | None:
        """Begin a term with its definition."""
        self.writer.end()
        return self.paragraph("list", context, is_flat=True)

    def verse(self, _element: Element, context: Context) -> Entered | None:
        """Begin a line of verse."""
        paragraph = self.writer.open
        if paragraph is None or paragraph.is_label:
            paragraph = self.writer.begin("quotation")
        elif paragraph.length and paragraph.edge is not None:
            paragraph.break_line(paragraph.edge, paragraph.edge)
        return context, None

    def verses(self, _element: Element, context: Context) -> Entered | None:
        """Begin verses."""
        return self.part(context._replace(role="quotation"))


Rule = Callable[[JatsWalker, Element, Context], Entered | None]
"""Begins an element."""

INLINE: dict[str, Rule] = {
    "break": JatsWalker.line_break,
    "fn": JatsWalker.footnote,
    "inline-formula": JatsWalker.formula,
    "kwd": JatsWalker.keyword,
    "label": JatsWalker.labelled,
    "math": JatsWalker.formula,
    "ref": JatsWalker.reference,
    "sup": JatsWalker.superscript,
    "td": JatsWalker.cell,
    "tex-math": JatsWalker.tex,
    "th": JatsWalker.cell,
    "title": JatsWalker.keyword_title,
    "xref": JatsWalker.cross_reference,
}
"""What may stand inside a paragraph."""

RULES: dict[str, Rule] = {
    "aff": JatsWalker.affiliation,
    "article-title": JatsWalker.whole_title,
    "book-title": JatsWalker.whole_title,
    "contrib-group": JatsWalker.contributors,
    "def-item": JatsWalker.item,
    "kwd-group": JatsWalker.keywords,
    "response": JatsWalker.other_article,
    "speaker": JatsWalker.speaker,
    "sub-article": JatsWalker.other_article,
    "subtitle": JatsWalker.whole_title,
    "tr": JatsWalker.row,
    "trans-subtitle": JatsWalker.whole_title,
    "trans-title": JatsWalker.whole_title,
    "verse-group": JatsWalker.verses,
    "verse-line": JatsWalker.verse,
}
"""What stands between paragraphs."""
