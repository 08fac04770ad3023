"""From the printed lines of all pages to raw text and structure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extract.layout.blocks import is_ended
from extract.mapped_text import MappedText
from extract.readers.pdf.boxes import find_boxes
from extract.readers.pdf.metadata import confirmed, find_said
from extract.readers.pdf.paragraphs import find_paragraphs, has_room
from extract.readers.pdf.printed import find_print, printed_page
from extract.readers.pdf.printed_labels import find_labels
from extract.readers.pdf.roles import find_roles
from extract.readers.pdf.running_heads import find_furniture
from extract.structure import Page, Stretch, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.readers.pdf.glyphs import PageGlyphs
    from extract.readers.pdf.lines import PrintedLine
    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import PrintedPage

LINE_END = "\n"
PAGE_END = "\f"
INTERRUPTING = frozenset({"caption", "furniture", "note", "pull_quote", "table"})
INDENTS = 0.3  # share of paragraphs that begin with an indent, from which on a line without one begins none


def assemble(
    lined: Sequence[tuple[PageGlyphs, Sequence[PrintedLine]]], info: Mapping[str, str] | None = None, xmp: bytes = b""
) -> tuple[str, Structure]:
    """Return the raw text of pages and what their print says of it.

    Each page comes as its frame and its lines; ``info`` and ``xmp`` are what the file says of itself.
    """
    pages = [printed_page(frame, lines) for frame, lines in lined]
    furniture = find_furniture(pages)
    covers = furniture.covers
    said = find_said(info or {}, xmp, [[row.text for row in page.rows] for page in pages[:covers]])
    printed = find_print(
        [row for i, row in enumerate(page.rows) if i not in furniture.rows[number]] for number, page in enumerate(pages)
    )
    paragraphs = [
        paragraph
        for number, page in enumerate(pages)
        for paragraph in find_paragraphs(number, page.rows, furniture.rows[number], printed)
    ]
    paragraphs = find_roles(paragraphs, printed, covers, said.titles)
    _tell_rests(paragraphs)
    raw = PAGE_END.join(LINE_END.join(line.text for line in page.lines) for page in pages)
    labels = find_labels(furniture.numbers, [page.frame.label for page in pages], covers)
    front = [(one.role, one.text) for one in paragraphs if one.page in {covers, covers + 1}]
    heads = [
        one.rows[i].text for one in paragraphs if one.role == "furniture" and one.page >= covers for i in range(len(one.rows))
    ]
    structure = Structure(
        text=MappedText.whole(raw),
        stretches=tuple(_stretches(paragraphs, pages)),
        pages=tuple(_pages(pages, labels)),
        boxes=find_boxes(lined),
        facts=confirmed(said, front, heads),
    )
    return raw, structure


def _tell_rests(paragraphs: Sequence[Paragraph]) -> None:
    """Tell of each paragraph of the text whether it is the rest of the one before it, where the print shows that."""
    text = [paragraph for paragraph in paragraphs if paragraph.role not in INTERRUPTING]
    plain = [one for one in text if one.role is None and not one.is_hanging]
    indents = sum(one.is_indented for one in plain) > INDENTS * len(plain)
    numbers = {id(paragraph): i for i, paragraph in enumerate(paragraphs)}
    for one, two in pairwise(text):
        if one.role is None and two.role is None:
            follows = numbers[id(two)] == numbers[id(one)] + 1 and one.page == two.page and two.above < 3 * two.size
            two.goes_on = _is_rest(one, two, follows=follows, indents=indents)


def _is_rest(one: Paragraph, two: Paragraph, *, follows: bool, indents: bool) -> bool | None:
    ended, low = is_ended(one.text), two.text[0].islower()
    alike = abs(one.size - two.size) <= 0.06 * two.size
    if one.is_hanging and two.is_hanging:
        return two.is_indented if not follows else False
    if not alike:
        return None
    if follows:
        return None if low or not ended else False
    if ended and (two.is_indented or has_room(one.rows[-1], two.rows[0], one.right)):
        return False
    if low and not ended:
        return True
    if not has_room(one.rows[-1], two.rows[0], one.right) and not two.is_indented and (not ended or indents):
        return True
    return None


def _stretches(paragraphs: Sequence[Paragraph], pages: Sequence[PrintedPage]) -> Iterator[Stretch]:
    """Yield the paragraphs as stretches of the raw text."""
    starts: list[list[int]] = []
    at = 0
    for page in pages:
        starts.append([])
        for line in page.lines:
            starts[-1].append(at)
            at += len(line.text) + 1
        at += not page.lines
    for i, paragraph in enumerate(paragraphs):
        last = paragraph.first + len(paragraph.rows) - 1
        start = starts[paragraph.page][paragraph.first]
        end = starts[paragraph.page][last] + len(pages[paragraph.page].lines[last].text)
        is_page_start = i == 0 or paragraphs[i - 1].page != paragraph.page
        yield Stretch(start, end, paragraph.role, paragraph.level, is_page_start, paragraph.goes_on)


def _pages(pages: Sequence[PrintedPage], labels: Sequence[str | None]) -> Iterator[Page]:
    """Yield the pages with their raw places; the mark that ends one belongs to it."""
    at = 0
    for page, label in zip(pages, labels, strict=True):
        end = at + max(sum(len(line.text) + 1 for line in page.lines), 1)
        yield Page(label, at, end)
        at = end
