"""The tree of a page: its block elements, and the lines of text that stand in them, each piece with its raw place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.models import Span
    from extract.readers.html.hints import Hint

LINK = 1
RAISED = 2
BOLDED = 4
UNREADABLE = 8
"""Of a control, or hidden: furniture in the midst of a line."""
FOREIGN = 16
"""In a drawing or a formula."""
CALLS = 32
"""Named as what calls a note."""
NOTED = 64
"""Of a note set into the line."""


class Element(NamedTuple):
    """A block element: where it stands in the tree (its parent comes before it), and what its start tag says."""

    name: str
    parent: int
    attributes: Mapping[str, str]
    hints: frozenset[Hint]
    start: int
    """Raw offset of its start tag."""
    end: int
    """Raw offset behind its start tag."""
    line: int
    """Number of lines before it."""


class Line(NamedTuple):
    """Text of one element that no other block parts: a paragraph, an item, a cell; ``runs[first:end]`` of the page."""

    element: int
    first: int
    end: int


class Link(NamedTuple):
    """A link to another place of the page, around ``runs[first:end]``; without a target, the name of an author."""

    target: str
    first: int
    end: int


class PageMark(NamedTuple):
    """The place at which a printed page begins."""

    label: str
    raw_start: int


@dataclass(slots=True)
class Tree:
    """A page as it is marked up."""

    raw: str
    elements: list[Element] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """The text of each run."""
    starts: list[int] = field(default_factory=list)
    """The raw offset of each run."""
    ends: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    """``LINK``, ``RAISED``... of each run."""
    ids: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each id the element (or that around an inline one), and the number of runs before it."""
    own_ids: set[str] = field(default_factory=set)
    """Ids of block elements."""
    links: list[Link] = field(default_factory=list)
    metas: list[Mapping[str, str]] = field(default_factory=list)
    relations: list[Mapping[str, str]] = field(default_factory=list)
    """The attributes of ``<link>`` elements."""
    title: str = ""
    scripts: list[Span] = field(default_factory=list)
    """Raw spans of JSON-LD."""
    comments: list[Span] = field(default_factory=list)
    """Raw spans of the first comments."""
    times: list[tuple[int, str]] = field(default_factory=list)
    """For each ``<time>`` the number of runs before it, and what it says."""
    pages: list[PageMark] = field(default_factory=list)

    def text(self, line: Line) -> str:
        """Return the text of a line with all that stands in it."""
        return "".join(self.texts[line.first : line.end])

    def line_at(self, run: int) -> int:
        """Return the number of the line in which ``run`` stands, or of the next one."""
        at = bisect_right(self.lines, run, key=lambda line: line.first) - 1
        return at if at >= 0 and run < self.lines[at].end else at + 1
