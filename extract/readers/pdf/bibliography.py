"""Bibliographies: where their print shows each entry, an entry is one paragraph, whatever column or page parts it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.layout.bibliographies import mark_bibliographies
from extract.layout.blocks import Block, is_ended
from extract.layout.entry_forms import has_author
from extract.layout.section_names import announced
from extract.readers.pdf.paragraphs import FAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.readers.pdf.paragraphs import Paragraph

NUMBER = re.compile(r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)]?)\s+(?=\S)|\[(\d{1,3})\](?=\S)")
MOST = 0.6  # share of paragraphs that a rule must fit
MANY = 5  # paragraphs, at least, from which white space can be told to part entries
SEVERAL = 0.2  # of the paragraphs, at most, hold a line that begins like another entry
FEW = 3  # paragraphs, at least, from which a list can be told


def mark_references(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return ``paragraphs`` with the entries of bibliographies marked whose numbers or indents show where each begins."""
    entries: dict[int, list[Paragraph]] = {}
    for zone in list(_find_zones(paragraphs)) or _find_unannounced(paragraphs):
        listed = [paragraphs[i] for i in zone]
        starts = _number_starts(listed)
        if starts:
            entries |= {i: _cut(one, begins) for i, one, begins in zip(zone, listed, starts, strict=True)}
        elif sum(one.is_hanging for one in listed) >= MOST * len(listed) and len(listed) >= FEW:
            for i, one in zip(zone, listed, strict=True):
                entries[i] = [replace(one, role="reference", goes_on=one.is_indented if one.is_hanging else None)]
        elif _are_spaced(listed):
            for i, one in zip(zone, listed, strict=True):
                entries[i] = [replace(one, role="reference", goes_on=False if _is_apart(one) else None)]
    return [part for i, one in enumerate(paragraphs) for part in entries.get(i, (one,))]


def _find_zones(paragraphs: Sequence[Paragraph]) -> Iterator[list[int]]:
    """Yield the paragraphs without a role that stand between a heading that announces references and the next heading."""
    zone: list[int] = []
    is_open = False
    for i, paragraph in enumerate(paragraphs):
        if paragraph.role == "heading":
            if zone:
                yield zone
            zone, is_open = [], announced(paragraph.text) == "reference"
        elif is_open and paragraph.role is None:
            zone.append(i)
    if zone:
        yield zone


def _find_unannounced(paragraphs: Sequence[Paragraph]) -> Iterator[list[int]]:
    """Yield the paragraphs without a role that read like the entries of a list though no heading stands over it."""
    blocks = [
        Block(one.role or "body", ((0, 0),), one.text, len(one.rows), is_given=one.role is not None) for one in paragraphs
    ]
    listed = [block.role == "reference" for block in mark_bibliographies(blocks, unannounced=True)]
    zone: list[int] = []
    for i, paragraph in enumerate(paragraphs):
        if listed[i] and paragraph.role is None:
            zone.append(i)
        elif zone and paragraph.role is None:
            yield zone
            zone = []
    if zone:
        yield zone


def _number_starts(paragraphs: Sequence[Paragraph]) -> list[list[int]]:
    """Return for each paragraph the rows with which a numbered entry begins; nothing where entries have no numbers."""
    starts: list[list[int]] = []
    expected = None
    count = 0
    for paragraph in paragraphs:
        starts.append([])
        for at, row in enumerate(paragraph.rows):
            match = NUMBER.match(row.text)
            number = int(next(filter(None, match.groups()))) if match else None
            if number is not None and (number == expected or (expected is None and at == 0)):
                starts[-1].append(at)
                expected = number + 1
                count += 1
    is_numbered = count >= FEW and bool(starts[0]) and starts[0][0] == 0 and count >= MOST * len(paragraphs)
    return starts if is_numbered else []


def _are_spaced(listed: Sequence[Paragraph]) -> bool:
    """Tell whether white space parts the entries of a list, and nothing else: no paragraph holds several."""
    if len(listed) < MANY or sum(map(_is_apart, listed)) < MOST * len(listed):
        return False
    long = sum(len(one.rows) > 1 for one in listed)
    several = sum(has_author(two.text) and is_ended(one.text) for paragraph in listed for one, two in pairwise(paragraph.rows))
    return long >= FEW and several < SEVERAL * len(listed)


def _is_apart(paragraph: Paragraph) -> bool:
    """Tell whether more than the usual white space stands above a paragraph, on its own page."""
    return 0.3 * paragraph.size < paragraph.above < FAR


def _cut(paragraph: Paragraph, starts: Sequence[int]) -> list[Paragraph]:
    """Return the entries of a numbered list in one paragraph; what stands before the first goes on from the one before."""
    bounds = sorted({0, *starts, len(paragraph.rows)})
    return [
        replace(
            paragraph,
            first=paragraph.first + start,
            rows=paragraph.rows[start:end],
            role="reference",
            goes_on=start not in starts,
        )
        for start, end in pairwise(bounds)
    ]
