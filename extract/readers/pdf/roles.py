"""What paragraphs are, as their print shows it: an ordered list of steps, each of which marks some that have no role yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.pdf.bibliography import mark_references
from extract.readers.pdf.contents import mark_contents
from extract.readers.pdf.front import mark_front
from extract.readers.pdf.headings import mark_headings
from extract.readers.pdf.notes import mark_notes
from extract.readers.pdf.pull_quotes import mark_pull_quotes
from extract.readers.pdf.tables import mark_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.pdf.paragraphs import Paragraph
    from extract.readers.pdf.printed import Print


def find_roles(paragraphs: Sequence[Paragraph], printed: Print, covers: int, titles: Sequence[str]) -> list[Paragraph]:
    """Return ``paragraphs`` (of all pages, in order) with the roles that their print shows; the others have none.

    ``titles`` are those that the file and its cover give to the document.
    """
    marked = mark_contents(paragraphs)
    marked = mark_front(marked, printed, covers, titles)
    marked = mark_tables(marked, printed)
    marked = mark_notes(marked, printed)
    marked = mark_pull_quotes(marked, printed)
    marked = mark_headings(marked, printed)
    return mark_references(marked)
