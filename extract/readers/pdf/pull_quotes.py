"""Pull quotes: words of the text that a page shows once more in large print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.layout.blocks import is_ended
from extract.layout.section_names import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import Print

LARGE = 1.15  # times the size of the running text
MIN_LETTERS = 40  # shorter repetitions may be headings
MIN_WORDS = 10  # of what is no whole sentence
MAX_QUOTES = 200  # large paragraphs of a document that are looked for
OTHER = re.compile(r"[\W\d_]+")


def mark_pull_quotes(paragraphs: Sequence[Paragraph], printed: Print) -> list[Paragraph]:
    """Return ``paragraphs`` with those of large print marked that say what the running text says too."""
    large = [i for i, one in enumerate(paragraphs) if one.role is None and one.size >= LARGE * printed.size]
    letters = {i: _letters(paragraphs[i]) for i in large[:MAX_QUOTES]}
    long = {i: text for i, text in letters.items() if len(text) >= MIN_LETTERS and not _may_be_heading(paragraphs[i].text)}
    if not long:
        return list(paragraphs)
    running = "".join(_letters(one) for one in paragraphs if one.role is None and printed.is_body(one.rows[0]))
    marked = list(paragraphs)
    for i, text in long.items():
        if text in running:
            marked[i] = replace(paragraphs[i], role="pull_quote")
    return marked


def _may_be_heading(text: str) -> bool:
    """Tell whether ``text`` may be a heading that the text names: it has a number, or is short and no sentence."""
    return NUMBER.match(text) is not None or (len(text.split()) < MIN_WORDS and not is_ended(text))


def _letters(paragraph: Paragraph) -> str:
    return OTHER.sub("", paragraph.text).casefold()
