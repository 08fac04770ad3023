"""The pages of a document in order, each with what it inherits from the tree above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import LIT

from extract.readers.pdf.faults import READING_FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.pdf.objects import Objects

PAGE, PAGES = LIT("Page"), LIT("Pages")
INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")

Entries = dict[str, Any]


def find_pages(objects: Objects) -> Iterator[Entries]:
    """Yield the dictionary of each page; where there is no tree of pages, of all that look like one."""
    pages = _walk(objects)
    first = next(pages, None)
    if first is None:
        objects.rebuild()
        pages = _walk(objects)
        first = next(pages, None)
    if first is not None:
        yield first
        yield from pages
        return
    for number in objects.numbers():
        try:
            entries = objects.getobj(number)
        except READING_FAULTS:
            continue  # not every number of a damaged table has an object
        if isinstance(entries, dict) and entries.get("Type") is PAGE:
            yield entries


def _walk(objects: Objects) -> Iterator[Entries]:
    """Yield the pages of the tree, depth first. Every node counts once, however often it is named."""
    top = {key: value for key, value in objects.catalog.items() if key in INHERITED}
    levels = [(iter([objects.catalog.get("Pages")]), top)]
    seen: set[int] = set()
    while levels:
        children, inherited = levels[-1]
        child = next(children, None)
        if child is None:
            levels.pop()
            continue
        if isinstance(child, PDFObjRef):
            if child.objid in seen:
                continue
            seen.add(child.objid)
        entries = inherited | _entries(child)
        kind = entries.get("Type", entries.get("type"))
        if kind is PAGES and "Kids" in entries:
            below = {key: value for key, value in entries.items() if key in INHERITED}
            levels.append((iter([kid for kid in list_value(entries["Kids"]) if kid is not None]), below))
        elif kind is PAGE:
            yield entries


def _entries(node: Any) -> Entries:
    try:
        return dict_value(resolve1(node))
    except READING_FAULTS:
        return {}  # it stands nowhere, so it is none of the pages
