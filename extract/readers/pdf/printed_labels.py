"""Labels of pages: the numbers printed on them, those that the file gives, and what both let one conclude."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extract.readers.pdf.numerals import roman_value

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE = 2  # pages before the first number that count on to it: a title page prints none


def find_labels(printed: Sequence[str | None], given: Sequence[str | None], covers: int) -> list[str | None]:
    """Return the label of each page: as ``printed`` on it, as counted on between two that are, or as ``given`` by the file.

    >>> find_labels([None, None, "54", None, "56"], ["1", "2", "3", "4", "5"], covers=1)
    [None, '53', '54', '55', '56']
    >>> find_labels([None, None], ["i", "ii"], covers=0)
    ['i', 'ii']
    """
    labels = list(printed)
    known = [i for i, label in enumerate(printed) if label is not None]
    if not known:
        counted = covers and all(label == str(i) for i, label in enumerate(given, 1))  # by the file, the cover among them
        return [None if i < covers or counted else label for i, label in enumerate(given)]
    for one, two in pairwise(known):
        first, second = labels[one] or "", labels[two] or ""
        if first.isdecimal() and second.isdecimal() and int(second) - int(first) == two - one:
            labels[one + 1 : two] = [str(int(first) + step) for step in range(1, two - one)]
    for at, steps in ((known[0], range(-1, -BEFORE - 1, -1)), (known[-1], range(1, len(printed) - known[-1]))):
        label = labels[at] or ""
        for step in steps:
            if label.isdecimal() and covers <= at + step < len(labels) and int(label) + step > 0:
                labels[at + step] = str(int(label) + step)
    agrees = all(_value(labels[i] or "") == _value(given[i] or "") for i in known)
    return [label or (given[i] if agrees and i >= covers else None) for i, label in enumerate(labels)]


def _value(label: str) -> int | str:
    """Return what a label counts, so that "XIV" is "xiv"."""
    if label.isdecimal():
        return int(label)
    return roman_value(label) if label and set(label.lower()) <= set("ivxlc") else label
