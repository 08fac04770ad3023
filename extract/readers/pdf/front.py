"""The first page of a text: its title, who wrote it, and what a publisher prints beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.layout.blocks import LABEL, is_ended
from extract.layout.front import told_role
from extract.layout.section_names import NUMBER, announced
from extract.readers.pdf.metadata import letters
from extract.readers.pdf.printed import SAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Role
    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import Print

TITLE = 1.12  # times the size of the running text, from which on a line may be a title
MAX_TITLE = 400  # characters
LONG = 250  # characters: a longer paragraph is text
MIN_SAID = 8  # letters of a title that the file gives
PAGES = 2  # at the beginning, on which a title may stand: a book has a half-title


def mark_front(paragraphs: Sequence[Paragraph], printed: Print, covers: int, titles: Sequence[str]) -> list[Paragraph]:
    """Return ``paragraphs`` with the title of the document, and what stands around it."""
    outer = {covers, covers + 1, paragraphs[-1].page} if paragraphs else set()
    marked = [_mark_small(one, printed) if one.page in outer else one for one in paragraphs]
    title = _find_title(marked, printed, covers, titles)
    if title is None:
        return marked
    end = title + 1
    while end < len(marked) and _goes_with(marked[end - 1], marked[end]):
        end += 1
    for i in range(title, end):
        marked[i] = replace(marked[i], role="title", goes_on=i > title)
    page, top = marked[title].page, marked[title].rows[0].y1
    is_front = True
    for i, one in enumerate(marked):
        if one.page != page or one.role is not None:
            continue
        if i < title or one.rows[-1].y0 > top:
            marked[i] = replace(one, role=_told(one) or ("furniture" if len(one.text) <= LONG else None))
        elif is_front:
            role = _told(one)
            is_front = role is not None or (i == end and _is_byline(one, printed))
            if is_front:
                marked[i] = replace(one, role=role or "byline")
    return marked


def _mark_small(paragraph: Paragraph, printed: Print) -> Paragraph:
    """Return a paragraph in small print that says when and where the text came out as furniture."""
    is_small = paragraph.size < (1 - SAME) * printed.size or len(paragraph.rows) <= 2
    if paragraph.role is None and is_small and any(told_role(row.text) == "furniture" for row in paragraph.rows[:4]):
        return replace(paragraph, role="furniture")
    return paragraph


def _told(paragraph: Paragraph) -> Role | None:
    return told_role(paragraph.text)


def _is_byline(paragraph: Paragraph, printed: Print) -> bool:
    """Tell whether what follows the title names its authors."""
    text = paragraph.text
    is_list = len(text) <= 4 * LONG and text.count(",") * 40 > len(text)  # of many authors
    return (
        (len(text) <= LONG or is_list)
        and not is_ended(text)
        and paragraph.size > (1 - 3 * SAME) * printed.size
        and NUMBER.match(text) is None
        and announced(text) is None
        and LABEL.match(text) is None
    )


def _find_title(paragraphs: Sequence[Paragraph], printed: Print, covers: int, titles: Sequence[str]) -> int | None:
    """Return which paragraph is the title, or its first part: what the file says it is, or else the largest on the first page."""
    first = [i for i, one in enumerate(paragraphs) if covers <= one.page < covers + PAGES and one.role is None]
    for title in map(letters, titles):
        if len(title) < MIN_SAID:
            continue
        same = [
            i
            for i in first
            if len(key := letters(paragraphs[i].text)) >= MIN_SAID
            and (title.startswith(key) or (title in key and len(key) <= MAX_TITLE))
        ]
        best = max(same, key=lambda i: (round(paragraphs[i].size), -i), default=None)
        if best is not None:
            return best
    places = [i for i in first if paragraphs[i].page == paragraphs[first[0]].page and _may_be_title(paragraphs[i], printed)]
    best = max(places, key=lambda i: (round(paragraphs[i].size), paragraphs[i].is_bold, -i), default=None)
    if best is None or (paragraphs[best].size < TITLE * printed.size and not paragraphs[best].is_bold):
        return None
    return best


def _may_be_title(paragraph: Paragraph, printed: Print) -> bool:
    text = paragraph.text
    count = sum(map(str.isalpha, text))
    return (
        count >= MIN_SAID
        and len(text.split()) > 1
        and len(text) <= MAX_TITLE
        and count > 0.6 * len(text)
        and announced(text) is None
        and told_role(text) != "furniture"
        and paragraph.size >= (1 - SAME) * printed.size
        and (paragraph.size > TITLE * printed.size or not NUMBER.match(text))
    )


def _goes_with(one: Paragraph, two: Paragraph) -> bool:
    """Tell whether ``two`` is more of the title ``one``."""
    return (
        two.role is None
        and two.page == one.page
        and abs(two.size - one.size) <= SAME * one.size
        and two.is_bold == one.is_bold
        and two.rows[0].font.name == one.rows[0].font.name
        and 0 < one.rows[-1].y0 - two.rows[0].y0 < 2 * one.size
    )
