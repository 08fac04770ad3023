"""Bibliographies: where their print shows each entry, an entry is one paragraph, whatever column or page parts it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.layout.section_names import announced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.readers.pdf.paragraphs import Paragraph

NUMBER = re.compile(r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)]?)\s+(?=\S)|\[(\d{1,3})\](?=\S)")
MOST = 0.6  # share of paragraphs that a rule must fit
FEW = 3  # paragraphs, at least, from which a list can be told


def mark_references(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return ``paragraphs`` with the entries of bibliographies marked whose numbers or indents show where each begins."""
    entries: dict[int, list[Paragraph]] = {}
    for zone in _find_zones(paragraphs):
        listed = [paragraphs[i] for i in zone]
        starts = _number_starts(listed)
        if starts:
            entries |= {i: _cut(one, begins) for i, one, begins in zip(zone, listed, starts, strict=True)}
        elif sum(one.is_hanging for one in listed) >= MOST * len(listed) and len(listed) >= FEW:
            for i, one in zip(zone, listed, strict=True):
                entries[i] = [replace(one, role="reference", goes_on=one.is_indented if one.is_hanging else None)]
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
