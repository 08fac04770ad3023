"""Labels of a list in brackets: "[Knu84]", "[ABC+99, p. 7; Bel01]"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.citations.styles.locators import read_locator
from extract.citations.styles.mention import Mention
from extract.citations.styles.years import PREFIX_WORDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_BRACKET = re.compile(r"\[(?P<inside>[^\[\]]{2,200})\]")
_LABEL = re.compile(r"[^\s\[\],;]{2,24}")
_PART = re.compile(r"[,;]\s*+")


def find_labelled(text: str, labels: Container[str]) -> Iterator[Mention]:
    """Yield the citations in square brackets that give ``labels`` of a list, from left to right.

    >>> [(m.label, m.prefix, m.locator) for m in find_labelled("held [see Knu84, p. 7; ABC+99] in [sic]", {"Knu84", "ABC+99"})]
    [('Knu84', 'see', '7'), ('ABC+99', None, None)]
    """
    for bracket in _BRACKET.finditer(text):
        yield from _read(text, bracket, labels)


def _read(text: str, bracket: re.Match[str], labels: Container[str]) -> list[Mention]:
    """Return the labels of a bracket, or nothing when a part of it holds none."""
    mentions: list[Mention] = []
    at, end = bracket.span("inside")
    while at < end:
        found = next((word for word in _LABEL.finditer(text, at, end) if word[0] in labels), None)
        if found is None or not PREFIX_WORDS.fullmatch(text, at, found.start()):
            return []
        following = _LABEL.search(text, found.end(), end)  # "[Knu84, 95]" cites two works where the list has "[95]"
        locator = read_locator(text, found.end(), end) if following and following[0] not in labels else None
        mentions.append(
            Mention(
                start=found.start(), end=found.end(), group=bracket.span(), style="numeric", mode="numeric", label=found[0],
                prefix=text[at : found.start()].strip(" ,;") or None,
                locator=locator.text if locator else None, locator_label=locator.label if locator else None,
            )
        )  # fmt: skip
        part = _PART.search(text, locator.end if locator else found.end(), end)
        at = part.end() if part else end
    return mentions
