"""One thing that is wrong at one place, before it is told; and the words in which it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

    from extract.models import Anchor, Citation, Copy, Reference, Span

LONGEST = 120
"""Characters of a source that a message quotes."""

KNOWN_BY = 48
"""Characters of an entry by which another message names it."""


class Finding(NamedTuple):
    """What is wrong at one place, and what to write instead."""

    kind: str
    message: str
    anchor: Anchor
    suggestion: str | None = None
    spans: tuple[Span, ...] = ()
    """What exactly is meant inside the anchor; empty: all of it."""

    record: str | None = None
    """The id of the citation or entry that has it."""

    suggested: str | None = None
    """The id of the entry or citation that the suggestion names."""

    same: Hashable = None
    """What findings of one kind share within a source when they are to be told as one; none is told alone."""

    copies: tuple[Copy, ...] = ()
    """The same place in other sources."""

    @property
    def place(self) -> tuple[Span, ...]:
        """Where it stands, as exactly as is known."""
        return self.spans or self.anchor.spans


def shortened(text: str) -> str:
    """Return the beginning of a text, up to a blank.

    >>> shortened("Okafor, Ada. Ports under Pressure. " * 4)
    'Okafor, Ada. Ports under Pressure. Okafor, Ada. Ports under Pressure. Okafor, Ada. Ports under Pressure. Okafor, Ada.…'
    """
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def cited_words(citation: Citation) -> str:
    """Return the words of one citation of a bracket or note; those of all where its own say too little."""
    text = " ".join(citation.anchor.text.split())
    whole = shortened(text)
    if not citation.authors or len(citation.anchor.spans) != 1 or len(citation.item_spans) != 1:
        return whole
    begin = citation.anchor.spans[0][0]
    start, end = citation.item_spans[0]
    own = " ".join(citation.anchor.quote[max(start - begin, 0) : end - begin].split())
    if not own or own not in text:
        return whole
    return shortened(own + ")" if own.count("(") > own.count(")") else own)


def beginning(reference: Reference) -> str:
    """Return the words by which a person knows an entry."""
    words = reference.raw if len(reference.raw) <= KNOWN_BY else reference.raw[:KNOWN_BY].rsplit(" ", 1)[0] + "…"
    return f"“{words}”"
