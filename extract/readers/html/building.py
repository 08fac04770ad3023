"""From the tokens of a page to its tree.

Elements are closed as the HTML standard says: a paragraph by the next block, a cell by the next cell, an item by the
next item. No step looks at more than the innermost open elements, so that time grows with the text only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.readers.html.elements import (
    BARRIERS,
    BLOCKS,
    CLOSING_P,
    ENDED_BY,
    HEADINGS,
    LISTS,
    PREFORMATTED,
    RAW,
    TABLE_PARTS,
    VOID,
)
from extract.readers.html.entities import REFERENCE, decoded, read_reference
from extract.readers.html.hints import read_tag
from extract.readers.html.inline import inline_flags, is_author
from extract.readers.html.scanner import Scanner
from extract.readers.html.tree import FOREIGN, UNREADABLE, Element, Line, Link, PageMark, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.models import Span
    from extract.readers.html.hints import Hint

SPACE = " \t\n\r\f"
SPACES = re.compile(r"[ \t\n\r\f]{2,}+")
TO_SPACE = str.maketrans("\t\n\r\f", "    ")
BLANK_LINE = re.compile(r"\n[ \t\r\f]*+\n\s*+")
RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in RAW}
TEMPLATE_MARK = re.compile(r"<(?P<end>/?)template(?=[\s/>])[^>]*+>?", re.IGNORECASE)

FEW = 5  # comments that are kept
MAX_OPEN = 100  # inline elements among which the one that an end tag closes is looked for


class _Inline(NamedTuple):
    name: str
    flags: int
    """Of the text before it."""
    link: int
    """Its number among the links, or -1."""
    spaced: bool


class _Open(NamedTuple):
    name: str
    element: int
    inline: int
    """Number of inline elements that are open around it."""
    flags: int
    preformatted: bool


def read_tree(raw: str, start: int, end: int, *, is_xml: bool) -> Tree:
    """Return the tree of the page in ``raw[start:end]``."""
    return _Builder(raw, start, end, is_xml=is_xml).build()


class _Builder:
    def __init__(self, raw: str, start: int, end: int, *, is_xml: bool) -> None:
        self.raw = raw
        self.tree = Tree(raw)
        self.scanner = Scanner(raw, start, end, is_xml=is_xml)
        self.is_xml = is_xml
        self.stack: list[_Open] = []
        self.open_at: dict[str, list[int]] = {}
        self.barriers = [0]
        self.lists = [0]
        self.tables = [0]
        self.inline: list[_Inline] = []
        self.flags = 0
        self.first = 0
        self.spaced = True  # nothing, a space or a line end stands before
        self.preformatted = False
        self._push("", {}, frozenset(), (start, start))

    def build(self) -> Tree:
        raw = self.raw
        for kind, start, end, name, attributes in self.scanner.tokens():
            if kind == "text":
                text = raw[start:end]
                if "&" in text and not name:
                    self._text_with_references(start, end)
                else:
                    self._text(start, text)
            elif kind == "start":
                self._start(name, attributes, start, end)
            elif kind == "end":
                self._end(name, start, end)
            elif len(self.tree.comments) < FEW:
                self.tree.comments.append((start, end))
        self._pop_to(0)
        return self.tree

    # Text

    def _text(self, start: int, printed: str) -> None:
        """Add text that stands in the raw text as it is, but for its white space."""
        if self.preformatted:
            self._preformatted_text(start, printed)
            return
        if self.spaced:
            kept = printed.lstrip(SPACE)
            start += len(printed) - len(kept)
            printed = kept
        if not printed:
            return
        done = 0
        if "  " in printed or "\n" in printed or "\t" in printed:
            for match in SPACES.finditer(printed):
                self._run(printed[done : match.start() + 1].translate(TO_SPACE), start + done, start + match.start() + 1)
                done = match.end()
            printed = printed.translate(TO_SPACE) if done == 0 else printed[done:].translate(TO_SPACE)
            start += done
        elif "\r" in printed or "\f" in printed:
            printed = printed.translate(TO_SPACE)
        if printed:
            self._run(printed, start, start + len(printed))
        self.spaced = printed == "" or printed[-1] == " "

    def _preformatted_text(self, start: int, printed: str) -> None:
        done = 0
        for match in BLANK_LINE.finditer(printed):
            if done < match.start():
                self._run(printed[done : match.start()], start + done, start + match.start())
            self._flush()
            done = match.end()
        if done < len(printed):
            self._run(printed[done:], start + done, start + len(printed))
        self.spaced = False

    def _text_with_references(self, start: int, end: int) -> None:
        raw = self.raw
        done = start
        for match in REFERENCE.finditer(raw, start, end):
            characters, stop = read_reference(match)
            if not characters:
                continue
            if match.start() > done:
                self._text(done, raw[done : match.start()])
            if characters not in SPACE or self.preformatted:
                self._run(characters, match.start(), stop)
                self.spaced = False
            elif not self.spaced:
                self._run(" ", match.start(), stop)
                self.spaced = True
            done = stop
        if done < end:
            self._text(done, raw[done:end])

    def _run(self, text: str, start: int, end: int) -> None:
        tree = self.tree
        tree.texts.append(text)
        tree.starts.append(start)
        tree.ends.append(end)
        tree.flags.append(self.flags)

    def _flush(self) -> None:
        """End the line of text."""
        tree = self.tree
        texts = tree.texts
        self.spaced = True
        while len(texts) > self.first and texts[-1] in {" ", "\n"}:
            self._drop_run()
        if len(texts) == self.first:
            return
        self._trim()
        tree.lines.append(Line(self.stack[-1].element, self.first, len(texts)))
        self.first = len(texts)

    def _trim(self) -> None:
        """Take the space off the end of the line."""
        tree = self.tree
        if len(tree.texts) == self.first or tree.texts[-1][-1] != " ":
            return
        if len(tree.texts[-1]) == 1:
            self._drop_run()
        elif len(tree.texts[-1]) == tree.ends[-1] - tree.starts[-1]:
            tree.texts[-1] = tree.texts[-1][:-1]
            tree.ends[-1] -= 1

    def _drop_run(self) -> None:
        tree = self.tree
        for values in (tree.texts, tree.starts, tree.ends, tree.flags):
            values.pop()

    def _break(self, start: int, end: int) -> None:
        """Add a line break; two of them end a paragraph."""
        texts = self.tree.texts
        self._trim()
        if len(texts) == self.first:
            return
        if texts[-1] == "\n":
            self._flush()
            return
        self._run("\n", start, end)
        self.spaced = True

    # Tags

    def _start(self, name: str, attributes: str, start: int, end: int) -> None:
        foreign = self.flags & FOREIGN
        closes_itself = bool(self.is_xml or foreign) and attributes.endswith("/")
        if name in VOID and not foreign:
            self._void(name, attributes, start, end)
        elif name in RAW and not closes_itself:
            self._raw(name, attributes, end)
        elif name in BLOCKS and not foreign:
            self._start_block(name, attributes, start, end)
            if closes_itself:
                self._pop_to(len(self.stack) - 1)
        elif not closes_itself:
            self._start_inline(name, attributes, start)
        else:
            told, hints = read_tag(attributes)
            self._note_place(name, told, is_block=False)
            if "pagebreak" in hints:
                self._note_page(told, start)

    def _void(self, name: str, attributes: str, start: int, end: int) -> None:
        if name == "br":
            self._break(start, end)
        elif name == "hr":
            self._close_paragraph()
            self._flush()
        elif name == "meta":
            self.tree.metas.append(read_tag(attributes)[0])
        elif name == "link":
            self.tree.relations.append(read_tag(attributes)[0])
        elif name == "img":
            self._note_place(name, read_tag(attributes)[0], is_block=False)

    def _raw(self, name: str, text: str, end: int) -> None:
        """Go on behind an element of which nothing is text of the page."""
        attributes = read_tag(text)[0]
        if name == "template" and "shadowrootmode" in attributes:
            return
        if name == "script":
            start, _ = self.scanner.skip_script()
            if "ld+json" in attributes.get("type", "").lower():
                self.tree.scripts.append((end, start))
        elif name == "template":
            self._skip_template()
        else:
            start, _ = self.scanner.skip_to(RAW_ENDS[name])
            if name == "title" and not self.tree.title and not self.flags & FOREIGN:
                self.tree.title = " ".join(decoded(self.raw[end:start]).split())

    def _skip_template(self) -> None:
        depth = 1
        for match in TEMPLATE_MARK.finditer(self.raw, self.scanner.position, self.scanner.end):
            depth += -1 if match["end"] else 1
            if depth == 0:
                self.scanner.position = match.end()
                return
        self.scanner.position = self.scanner.end

    def _start_block(self, name: str, text: str, start: int, end: int) -> None:
        if name in CLOSING_P:
            self._close_paragraph()
        if name in ENDED_BY:
            self._close_before(name)
        elif name in HEADINGS and self.stack[-1].name in HEADINGS:
            self._pop_to(len(self.stack) - 1)
        self._flush()
        attributes, hints = read_tag(text)
        self._push(name, attributes, hints, (start, end))
        if attributes:
            self._note_place(name, attributes, is_block=True)
        if "pagebreak" in hints:
            self._note_page(attributes, start)

    def _close_paragraph(self) -> None:
        places = self.open_at.get("p")
        if places and places[-1] > self.barriers[-1]:
            self._pop_to(places[-1])

    def _close_before(self, name: str) -> None:
        """Close what the start tag ``name`` ends: the cell before a cell, the item before an item."""
        limit = self.tables[-1] if name in TABLE_PARTS else max(self.lists[-1], self.barriers[-1])
        places = [at[-1] for ended in (name, *ENDED_BY[name]) if (at := self.open_at.get(ended))]
        inner = [place for place in places if place > limit]
        if inner:
            self._pop_to(min(inner))

    def _push(self, name: str, attributes: Mapping[str, str], hints: frozenset[Hint], span: Span) -> None:
        depth = len(self.stack)
        number = len(self.tree.elements)
        parent = self.stack[-1].element if self.stack else 0
        self.tree.elements.append(Element(name, parent, attributes, hints, *span, len(self.tree.lines)))
        self.stack.append(_Open(name, number, len(self.inline), self.flags, self.preformatted))
        self.open_at.setdefault("h" if name in HEADINGS else name, []).append(depth)
        if name in BARRIERS:
            self.barriers.append(depth)
        if name in LISTS:
            self.lists.append(depth)
        if name == "table":
            self.tables.append(depth)
        self.preformatted = self.preformatted or name in PREFORMATTED

    def _pop_to(self, depth: int) -> None:
        """Close all blocks from ``depth`` on."""
        self._flush()
        while len(self.stack) > depth:
            opened = self.stack.pop()
            name = opened.name
            self.open_at["h" if name in HEADINGS else name].pop()
            if name in BARRIERS:
                self.barriers.pop()
            if name in LISTS:
                self.lists.pop()
            if name == "table":
                self.tables.pop()
            self._close_inline(opened.inline)
            self.flags = opened.flags
            self.preformatted = opened.preformatted

    def _end(self, name: str, start: int, end: int) -> None:
        if name == "br":
            self._break(start, end)
        elif name in BLOCKS:
            places = self.open_at.get("h" if name in HEADINGS else name)
            if not places:
                if name == "p":
                    self._flush()
                return
            limit = self.tables[-1] if name in TABLE_PARTS else self.barriers[-1]
            if places[-1] >= limit and places[-1] > 0 and name not in {"body", "html"}:
                self._pop_to(places[-1])
        elif name not in VOID:
            base = self.stack[-1].inline
            for at in range(len(self.inline) - 1, max(base, len(self.inline) - MAX_OPEN) - 1, -1):
                if self.inline[at].name == name:
                    self._close_inline(at)
                    break

    def _start_inline(self, name: str, text: str, start: int) -> None:
        attributes, hints = read_tag(text)
        link = self._start_link(attributes) if name == "a" else -1
        if link < 0 and attributes and is_author(attributes):
            self.tree.links.append(Link("", len(self.tree.texts), -1))
            link = len(self.tree.links) - 1
        before = self.flags
        flags = before | inline_flags(name, attributes, hints)
        if attributes:
            self._note_place(name, attributes, is_block=False)
        if "pagebreak" in hints:
            self._note_page(attributes, start)
        self.inline.append(_Inline(name, before, link, self.spaced))
        if flags != before:
            if flags & UNREADABLE and not before & UNREADABLE:
                self.spaced = True
            self.flags = flags
            self.scanner.has_cdata = self.is_xml or bool(flags & FOREIGN)
        if name == "time":
            self.tree.times.append((len(self.tree.texts), attributes.get("datetime", "")))

    def _start_link(self, attributes: Mapping[str, str]) -> int:
        """Close an open link, and return the number of the new one if it leads to a place of the page."""
        base = self.stack[-1].inline
        for at in range(len(self.inline) - 1, max(base, len(self.inline) - MAX_OPEN) - 1, -1):
            if self.inline[at].name == "a":
                self._close_inline(at)
                break
        target = attributes.get("href", "").partition("#")[2]
        if not target:
            return -1
        self.tree.links.append(Link(target, len(self.tree.texts), -1))
        return len(self.tree.links) - 1

    def _close_inline(self, depth: int) -> None:
        """Close all inline elements from ``depth`` on."""
        while len(self.inline) > depth:
            closed = self.inline.pop()
            if closed.link >= 0:
                links = self.tree.links
                links[closed.link] = links[closed.link]._replace(end=len(self.tree.texts))
            if self.flags & UNREADABLE and not closed.flags & UNREADABLE:
                self.spaced = closed.spaced
            self.flags = closed.flags
        self.scanner.has_cdata = self.is_xml or bool(self.flags & FOREIGN)

    def _note_place(self, name: str, attributes: Mapping[str, str], *, is_block: bool) -> None:
        """Keep where the id of an element stands."""
        for value in (attributes.get("id"), attributes.get("name") if name == "a" else None):
            if value and value not in self.tree.ids:
                self.tree.ids[value] = (self.stack[-1].element, len(self.tree.texts))
                if is_block:
                    self.tree.own_ids.add(value)

    def _note_page(self, attributes: Mapping[str, str], start: int) -> None:
        label = attributes.get("title") or attributes.get("aria-label") or ""
        self.tree.pages.append(PageMark(label.strip(), start))
