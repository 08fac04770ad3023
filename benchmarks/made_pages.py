"""A text as the dump of a printed book: wrapped lines, hyphenated words, running heads and page numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

Json = dict[str, Any]
WIDTH = 82
LINES = 44  # on a page
HEAD = "PORTS UNDER PRESSURE"
WORD = re.compile(r"[^\W\d_]{7,}")


def as_pages(document: Json, source: random.Random) -> Json:
    """Return a document, its citations and entries, on pages."""
    text = document["text"]
    pieces: list[str] = []
    moved: list[int] = []  # where each character of the text stands in the new one
    length = lines = 0
    page = source.randint(11, 400)

    def add(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    listed = document["references"][0]["start"] if document["references"] else len(text)
    for paragraph in re.finditer(r"[^\n]*\n*", text):
        start, end = paragraph.span()
        while start < end:
            cut, hyphen = _line_end(
                text, start, paragraph.start() + len(paragraph[0].rstrip("\n")), source, is_prose=start < listed
            )
            last = cut == paragraph.start() + len(paragraph[0].rstrip("\n"))
            stop = end if last else cut
            moved += range(length, length + stop - start)
            add(text[start:stop])
            if not last:
                add(hyphen + "\n")
            lines += 1 + (stop - start > cut - start and last)
            if lines >= LINES:
                page, lines = page + 1, 0
                add(f"\n\n{page}\n\n{HEAD}\n\n" if page % 2 else f"\n{HEAD}  {page}\n\n")
            start = stop
    new = "".join(pieces)
    moved.append(length)

    def shifted(one: Json) -> Json:
        start, end = moved[one["start"]], moved[one["end"] - 1] + 1
        return {**one, "start": start, "end": end, "text": new[start:end]}

    return {
        **document,
        "text": new,
        "citations": [shifted(one) for one in document["citations"]],
        "references": [shifted(one) for one in document["references"]],
        "ignored": [(moved[start], moved[end]) for start, end in document["ignored"]],
    }


def _line_end(text: str, start: int, end: int, source: random.Random, *, is_prose: bool) -> tuple[int, str]:
    """Return where the line ends that begins at ``start``, and its hyphen."""
    if end - start <= WIDTH:
        return end, ""
    space = text.rfind(" ", start, start + WIDTH)
    if space < 0:
        return min(start + WIDTH, end), ""
    word = WORD.match(text, space + 1)
    room = start + WIDTH - space - 2
    if is_prose and word and room >= 3 and source.random() < 0.4:
        return space + 1 + min(room, len(word[0]) - 3), "-"
    return space + 1, ""
