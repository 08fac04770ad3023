"""Where a record stands, as people name places: file, line and column, page, part."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from extract.models import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Anchor, Source


LINE_END = re.compile(r"\r\n?|\n")
"""Editors begin a line after these alone, not after a form feed."""


class Where(Model):
    """The place at which something begins in a source."""

    source: Annotated[str, Field(description="id of the source")]
    path: Annotated[str, Field(description="its first path, relative to the corpus folder")]
    start: Annotated[int, Field(description="raw offset")]
    line: Annotated[int | None, Field(description="from 1, of text files")] = None
    column: Annotated[int | None, Field(description="from 1, in code points")] = None
    page: Annotated[str | None, Field(description="page label as printed, where it is certain")] = None
    page_of_file: Annotated[int | None, Field(description="page of a PDF, from 1")] = None
    part: Annotated[str | None, Field(description="file inside a DOCX or EPUB")] = None

    def named(self, *, in_full: bool = False) -> str:
        """Return ``file:line:column``, or the page as printed; ``in_full`` names the page of the file too.

        Without line and page it is ``file@offset``, with the part of a Word file or EPUB.

        >>> Where(source="s", path="note.txt", start=9, line=2, column=4, page="xii").named()
        'note.txt:2:4 p. xii'
        """
        page = f"p. {self.page}" if self.page else ""
        if self.page_of_file is not None:
            index = f"page {self.page_of_file} of the file"
            return f"{self.path} {f'{page} ({index})' if page and in_full else page or index}"
        name = f"{self.path}:{self.line}:{self.column}" if self.line else f"{self.path}@{self.start}"
        name += f" ({self.part})" if self.part else ""
        return f"{name} {page}" if page else name


class Lines:
    r"""Line and column of each offset of a raw text; both count from 1, columns in code points.

    >>> Lines.of("one\ntwo\r\nthree").at(10)
    (3, 2)
    """

    def __init__(self, starts: Sequence[int]) -> None:
        """Take the offsets at which lines begin."""
        self.starts = starts

    @classmethod
    def of(cls, raw: str) -> Lines:
        """Find the line starts of ``raw`` (after LF, CR LF or CR)."""
        return cls([0, *(end.end() for end in LINE_END.finditer(raw))])

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of ``offset``."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def where(source: Source, lines: Lines | None, anchor: Anchor) -> Where:
    """Return the place at which an anchor begins; ``lines`` are those of a source whose raw text has lines."""
    start = anchor.spans[0][0] if anchor.spans else 0
    line, column = lines.at(start) if lines and not anchor.boxes else (None, None)
    return Where(
        source=source.id,
        path=min(source.paths),
        start=start,
        line=line,
        column=column,
        page=anchor.page,
        page_of_file=anchor.boxes[0][0] if anchor.boxes else None,
        part=anchor.part,
    )
