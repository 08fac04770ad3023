"""What an element says of the lines in it, and which other lines stand in the same item, cell or table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.html.elements import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Role
    from extract.readers.html.tree import Element, Tree

STICKY: tuple[Role, ...] = ("pull_quote", "note", "reference", "caption", "abstract", "keywords")
"""Roles that all of an element has, but for its headings; where a name says several, the first of them counts."""

WHOLE = frozenset({"article", "body", "html", "main", "section"})
"""Elements that hold more than a title or a byline, whatever their names."""

BY_NAME: dict[str, Role | None] = {
    "blockquote": "quotation",
    "caption": "caption",
    "dd": None,
    "dt": "list",
    "figcaption": "caption",
    "li": "list",
    "table": None,
}
"""What the name of an element says."""


class Outline:
    """For each element of a tree: its role, its level if it is a heading, and its innermost item, cell, row and table."""

    def __init__(self, tree: Tree) -> None:
        """Look at each element once; what holds it comes before it."""
        elements = tree.elements
        size = len(elements)
        self.roles: list[Role | None] = [None] * size
        self.levels = [0] * size
        self.items = [0] * size
        """Its innermost list item, or 0."""
        self.cells = [0] * size
        self.rows = [0] * size
        self.tables = [0] * size
        self.columns: dict[int, int] = {}
        """For each cell how many stand before it in its row."""
        self.widths: dict[int, int] = {}
        """For each row the number of its cells."""
        self.counts: dict[int, int] = {}
        """The number of each item of a numbered list."""
        self._next: dict[int, int] = {}
        self.front: list[Role | None] = [None] * size
        """``title`` or ``byline``, where a name says so."""
        for number, element in enumerate(elements):
            self._look(number, element)
        self.last = _last_descendants(elements)

    def _look(self, number: int, element: Element) -> None:
        parent = element.parent
        name = element.name
        self.roles[number] = self._role(element)
        self.front[number] = self._front_role(element)
        if name in HEADINGS:
            self.levels[number] = int(name[1])
        elif element.attributes.get("role") == "heading":
            level = element.attributes.get("aria-level", "2")
            self.levels[number] = int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
        else:
            self.levels[number] = self.levels[parent]
        if name == "ol":
            self._next[number] = _number(element.attributes.get("start"), 1)
        if name == "li" and parent in self._next:
            self.counts[number] = _number(element.attributes.get("value"), self._next[parent])
            self._next[parent] = self.counts[number] + 1
        is_table = name == "table"
        self.items[number] = number if name == "li" or element.hints & {"csl-entry"} else 0 if is_table else self.items[parent]
        self.tables[number] = number if is_table else self.tables[parent]
        self.rows[number] = number if name == "tr" else 0 if is_table else self.rows[parent]
        if name == "tr":
            self.widths[number] = 0
        elif name in {"td", "th"} and self.rows[parent]:
            self.columns[number] = self.widths[self.rows[parent]]
            self.widths[self.rows[parent]] += 1
        self.cells[number] = number if name in {"caption", "td", "th"} else 0 if is_table else self.cells[parent]

    def _front_role(self, element: Element) -> Role | None:
        if element.name in WHOLE:
            return None
        if "title" in element.hints:
            return "title"
        return "byline" if "byline" in element.hints or element.name == "address" else self.front[element.parent]

    def _role(self, element: Element) -> Role | None:
        around = self.roles[element.parent]
        if element.name in HEADINGS or element.attributes.get("role") == "heading":
            is_front = element.hints & {"byline", "standfirst"}
            return around if around in {"caption", "pull_quote"} else None if is_front else "heading"
        for role in STICKY:
            if role in element.hints:
                return role
        if around in STICKY:
            return around
        if element.name == "p" and "msolistparagraph" in element.attributes.get("class", "").lower():
            return "list"
        return BY_NAME.get(element.name, around)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and len(text) <= 6 and text.isdecimal() else otherwise


def _last_descendants(elements: Sequence[Element]) -> list[int]:
    """Return for each element the last one in it."""
    last = list(range(len(elements)))
    for number in range(len(elements) - 1, 0, -1):
        parent = elements[number].parent
        last[parent] = max(last[parent], last[number])
    return last
