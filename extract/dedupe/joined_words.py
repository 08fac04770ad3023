"""Words that a scanner ran together, shown by the hyphen that the copy of the source has there ("riskaverse", "risk-averse")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.dedupe.alignment import Alignment
    from extract.models import Anchor
    from extract.reading import Reading

WORD = re.compile(r"(?<![\w-])[^\W\d_]{5,60}(?![\w-])")
HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){1,3}(?![\w-])")


class JoinedWord(NamedTuple):
    """A word that was run together: where it stands, what to say of it, and how it should read."""

    anchor: Anchor
    message: str
    whole: str


def find_joined_words(one: Reading, other: Reading, alignment: Alignment) -> Iterator[JoinedWord]:
    """Yield each word of two near-duplicates that stands with a hyphen in the other.

    The text is what it is: nothing is changed.
    """
    yield from _joined_in(one, other, alignment)
    yield from _joined_in(other, one, alignment)


def _joined_in(reading: Reading, copy: Reading, alignment: Alignment) -> Iterator[JoinedWord]:
    """Yield the words of ``reading`` that have a hyphen at the same place of ``copy``."""
    hyphened = {match.group().replace("-", "").casefold() for match in HYPHENED.finditer(copy.text)}
    for match in WORD.finditer(reading.text):
        if match.group().casefold() not in hyphened:
            continue
        spans = reading.raw_spans(*match.span())
        for place in alignment.copies_of_spans(reading.source.id, spans):
            if place.source != copy.source.id:
                continue
            stretches = [text for span in place.spans for text in copy.mapped.text_spans(*span)]
            word = "".join(copy.text[start:end] for start, end in stretches)
            if word.replace("-", "").casefold() == match.group().casefold() and "-" in word:
                message = f"“{match.group()}” stands as “{word}” in {min(copy.source.paths)}"
                yield JoinedWord(reading.anchor(*match.span()), message, word)
                break
