"""Any other XML: the words of its elements, a paragraph for each that stands among elements and not among words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.xml.document import Element, Text
from extract.readers.xml.walk import Context, Entered, Walker
from extract.structure import Facts

if TYPE_CHECKING:
    from extract.readers.xml.document import Document
    from extract.structure import Structure


def read_plain(document: Document) -> Structure:
    """Return the text of a file whose elements are not known; the layout tells what its paragraphs are."""
    walker = PlainWalker(document)
    walker.walk(document.root, Context())
    return walker.structure(Facts())


class PlainWalker(Walker):
    """Writes the words of all elements."""

    def __init__(self, document: Document) -> None:
        """Find the elements that hold words of their own."""
        super().__init__(document)
        self.worded: set[int] = set()
        inside: list[int] = []
        for at, event in enumerate(document.events):
            if isinstance(event, Element):
                inside.append(at)
            elif isinstance(event, Text):
                if inside and (event.value or document.raw[event.start : event.end]).strip():
                    self.worded.add(inside[-1])
            else:
                inside.pop()

    def enter(self, element: Element, context: Context) -> Entered | None:
        """Begin an element."""
        if context.is_flat:
            return context, None
        return self.part(context._replace(is_flat=element.at in self.worded))
