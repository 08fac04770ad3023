"""Tables and the captions of tables and figures, set apart from the text that goes on around them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.layout.blocks import is_ended
from extract.layout.items import CAPTION
from extract.layout.section_names import announced
from extract.readers.pdf.printed import SAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import Print

LABEL = r"(?:figure|fig\.?|table|tab\.?|box|chart|map|graph|diagram|example|figura|tabla|tabela|cuadro|quadro|gráfico|mapa|abbildung|abb\.|tabelle|tableau|carte|tabella|grafico)"
NUMBERED = re.compile(rf"{LABEL}\s+(?:\d{{1,3}}(?:[-.]\d{{1,3}})*|[A-Z]|[IVX]{{1,4}})\b", re.IGNORECASE)
ALONE = re.compile(rf"{LABEL}\s+(?:\d{{1,3}}(?:[-.]\d{{1,3}})*|[A-Z]|[IVX]{{1,4}})\s?[.:]?", re.IGNORECASE)
STOPPED = re.compile(rf"{NUMBERED.pattern}\s?[.:]", re.IGNORECASE)
SOURCE = re.compile(r"(?:source|quelle|fuente|fonte|notes?|anmerkung(?:en)?)s?\s?:\s", re.IGNORECASE)
OF_TABLE = re.compile(r"(?:table|tab\.|tabla|tabela|cuadro|quadro|tabelle|tableau|tabella)\s", re.IGNORECASE)
NARROW = 0.6  # of the width of a line, at most, has a fragment of a table
MAX_CAPTION = 8  # lines
MAX_HOLE = 8  # paragraphs between two parts of a table that may be cells of it


def mark_tables(paragraphs: Sequence[Paragraph], printed: Print) -> list[Paragraph]:
    """Return ``paragraphs`` with captions and tables marked, and the fragments that stand beside and between them."""
    marked = list(paragraphs)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.role is not None:
            continue
        before = marked[i - 1] if i else None
        if _is_caption(paragraph, printed) or (before and _is_rest_of_caption(before, paragraph)):
            marked[i] = replace(paragraph, role="caption")
        elif _is_table(paragraph):
            marked[i] = replace(paragraph, role="table")
    _spread(marked, printed, 1)
    _spread(marked, printed, -1)
    _fill(marked, printed)
    return marked


def _spread(marked: list[Paragraph], printed: Print, step: int) -> None:
    """Mark the fragments that stand after (or, with ``step`` -1, before) what is marked."""
    for i in range(len(marked)) if step == 1 else range(len(marked) - 1, -1, -1):
        before = marked[i - step] if 0 <= i - step < len(marked) else None
        if marked[i].role is not None or before is None or before.page != marked[i].page:
            continue
        is_beside = before.role == "table" or (step == 1 and before.role == "caption" and OF_TABLE.match(before.text))
        if is_beside and _is_fragment(marked[i], printed):
            marked[i] = replace(marked[i], role="table")


def _fill(marked: list[Paragraph], printed: Print) -> None:
    """Mark the narrow paragraphs between two parts of a table on one page, or before one at the top of the next."""
    last: int | None = None
    for i, paragraph in enumerate(marked):
        if paragraph.role == "table":
            if last is not None and 1 < i - last <= MAX_HOLE + 1 and marked[last].role == "table":
                hole = range(last + 1, i)
                if all(marked[at].role in {None, "furniture"} for at in hole) and all(
                    marked[at].role is not None or _is_narrow(marked[at], printed) for at in hole
                ):
                    for at in hole:
                        if marked[at].role is None:
                            marked[at] = replace(marked[at], role="table")
            last = i
        elif paragraph.role is None and not _is_narrow(paragraph, printed):
            last = None


def _is_caption(paragraph: Paragraph, printed: Print) -> bool:
    text = paragraph.text
    if len(paragraph.rows) > MAX_CAPTION:
        return False
    first = paragraph.rows[0]
    differs = first.font.is_bold or first.font.is_italic or not printed.is_body(first)
    if (CAPTION.match(text) or STOPPED.match(text)) and (differs or len(paragraph.rows) <= 3):
        return True
    small = paragraph.size < (1 - SAME) * printed.size
    return differs and (NUMBERED.match(text) is not None or (small and SOURCE.match(text) is not None))


def _is_rest_of_caption(one: Paragraph, two: Paragraph) -> bool:
    """Tell whether ``two`` says what the figure shows whose number stands alone in ``one``."""
    return (
        one.role == "caption"
        and ALONE.fullmatch(one.text) is not None
        and one.page == two.page
        and len(two.rows) <= 3
        and 0 < one.rows[-1].y0 - two.rows[0].y0 < 2.5 * two.size
    )


def _is_table(paragraph: Paragraph) -> bool:
    """Tell whether most rows have cells."""
    with_cells = sum(row.gaps > 0 for row in paragraph.rows)
    if with_cells < 2 and not (with_cells and paragraph.rows[0].gaps > 1):
        return False
    return 2 * with_cells >= len(paragraph.rows)


def _is_fragment(paragraph: Paragraph, printed: Print) -> bool:
    """Tell whether a paragraph beside a table is a part of it: figures, or narrow and in another print, and no sentence."""
    if announced(paragraph.text):
        return False
    if _is_figures(paragraph.text):
        return True
    first = paragraph.rows[0]
    differs = not printed.is_body(first) or first.font.name != printed.font
    is_small = paragraph.size <= printed.size * (1 + SAME)
    return (
        _is_narrow(paragraph, printed) and differs and is_small and not (is_ended(paragraph.text) and len(paragraph.rows) > 2)
    )


def _is_narrow(paragraph: Paragraph, printed: Print) -> bool:
    rows = paragraph.rows
    width = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    return width < NARROW * printed.width and not (is_ended(paragraph.text) and len(paragraph.text) > 40)


def _is_figures(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return digits > 0 and digits >= sum(map(str.isalpha, text))
