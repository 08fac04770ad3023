"""Links that publishers set behind the entries of a bibliography: "CrossRef", "Google Scholar"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.readers.html.markup import Edit
from extract.readers.html.tree import LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.readers.html.tree import Tree

SERVICE = (
    r"(?:google scholar|cross ?ref|pubmed(?: ?central)?|pmc(?: free article)?|medline|web of science|scopus|isi|cas|ads|mathscinet|zbmath|arxiv"
    r"|jstor|worldcat|open ?url|dimensions|semantic scholar|full text|abstract|pdf|view(?: article| record[^\]]{0,30})?|publisher(?: site)?"
    r"|download(?: citation)?|export|bibtex|ris|go to (?:original source|reference|citation)|search in google scholar|buscar en google|open in new tab)"
)
SERVICES = re.compile(rf"\s*+(?:{SERVICE}\b[\s,;|·.…]*+){{1,6}}", re.IGNORECASE)
LONGEST = 80  # characters


def find_services(tree: Tree, line: int, offsets: Sequence[int]) -> Iterator[Edit]:
    """Yield edits that move such links out of a line, with the brackets around them."""
    place = tree.lines[line]
    text = tree.text(place)
    run = place.first
    while run < place.end:
        if not tree.flags[run] & LINK:
            run += 1
            continue
        first = run
        while run < place.end and tree.flags[run] & LINK:
            run += 1
        start, end = offsets[first], offsets[run - 1] + len(tree.texts[run - 1])
        if end - start <= LONGEST and SERVICES.fullmatch(text, start, end):
            if text[max(start - 1, 0)] == "[" and text[end : end + 1] == "]":
                start, end = start - 1, end + 1
            yield Edit(start, end, "move")
