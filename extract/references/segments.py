"""Stretches of an entry that have one label, and how rules change them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.references.model import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.models import Span
    from extract.references.tokens import Mask, Token


class Segment(NamedTuple):
    """``text[start:end]`` has one label."""

    start: int
    end: int
    label: str


MASKED_LABELS = frozenset({"url", "doi", "isbn", "medium"})
# Between two stretches of one label, these are part of it: "Crowe, M. – Sage, N.", "A & B", "Theory. Practice".
BETWEEN = re.compile(r"[\s,.:;&/\-–—'’*_()\[\]?!]{0,40}\Z")
CONNECTED = re.compile(r"[\s,.;&/–—-]{0,12}(?:\b(?:and|und|y|et|e|en|with|mit|sowie)\b)?[\s,.;&/–—-]{0,12}\Z", re.IGNORECASE)


NAMES = frozenset({"author", "editor", "translator"})
NUMBERS = frozenset({"volume", "issue", "pages"})
SPLITTING = frozenset(",;:()")


def find_segments(text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[Segment]:
    """Return the stretches of tokens with one label, joined over marks between them."""
    found: list[Segment] = []
    start = end = 0
    last = OUTSIDE
    for token, label in zip(tokens, labels, strict=True):
        if label == OUTSIDE or label in MASKED_LABELS or token.kind != "word":
            continue
        if label != last or not _is_joined(text[end : token.start], label):
            if last != OUTSIDE:
                found.append(Segment(start, end, last))
            start, last = token.start, label
        end = token.end
    if last != OUTSIDE:
        found.append(Segment(start, end, last))
    return found


def _is_joined(between: str, label: str) -> bool:
    """Tell whether what stands between two tokens of a label is part of it, as a space is, which parts most words."""
    if between == " ":
        return True
    pattern = CONNECTED if label in NAMES else BETWEEN
    return pattern.match(between) is not None and (label not in NUMBERS or SPLITTING.isdisjoint(between))


def first_of(segments: Iterable[Segment], label: str) -> Segment | None:
    """Return the first stretch with a label."""
    return next((each for each in segments if each.label == label), None)


def has_label(segments: Iterable[Segment], *labels: str) -> bool:
    """Tell whether a stretch has one of the labels."""
    return any(each.label in labels for each in segments)


def relabelled(segments: Iterable[Segment], labels: Mapping[Segment, str]) -> list[Segment]:
    """Return the stretches, those in ``labels`` with the labels given there.

    >>> title = Segment(0, 5, "title")
    >>> relabelled([title, Segment(7, 11, "date")], {title: "publisher"})
    [Segment(start=0, end=5, label='publisher'), Segment(start=7, end=11, label='date')]
    """
    return [each._replace(label=labels.get(each, each.label)) for each in segments]


def override(segments: Sequence[Segment], new: Segment) -> list[Segment]:
    """Return the stretches with ``new`` in its place: what stood there is cut away.

    >>> override([Segment(0, 9, "title")], Segment(4, 6, "date"))
    [Segment(start=0, end=4, label='title'), Segment(start=4, end=6, label='date'), Segment(start=6, end=9, label='title')]
    """
    kept: list[Segment] = []
    for each in segments:
        if each.end <= new.start or each.start >= new.end:
            kept.append(each)
            continue
        if each.start < new.start:
            kept.append(Segment(each.start, new.start, each.label))
        if each.end > new.end:
            kept.append(Segment(new.end, each.end, each.label))
    return sorted([*kept, new])


def trim(text: str, start: int, end: int, marks: str = " \t\n\r,.:;*_\"'“”„«»‘’()[]") -> Span:
    """Return the span without marks at its edges.

    >>> trim("“Ports.” ", 0, 9)
    (1, 6)
    """
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


def cut(text: str, segments: Sequence[Segment], span: Span) -> list[Segment]:
    """Return the stretches without what stands in ``span``; what is left of one has no marks at its edges.

    >>> cut("Ports, 2 vols.", [Segment(0, 13, "title")], (7, 13))
    [Segment(start=0, end=5, label='title')]
    """
    kept: list[Segment] = []
    for each in override(segments, Segment(*span, "")):
        if each in segments and each.label:
            kept.append(each)
        elif each.label:
            marks = " \t\n\r,.:;*_–—-" + ("[(" if each.end <= span[0] else "])")
            start, end = trim(text, each.start, each.end, marks)
            if any(char.isalnum() for char in text[start:end]):
                kept.append(Segment(start, end, each.label))
    return kept


def is_masked(span: Span, masks: Sequence[Mask]) -> bool:
    """Tell whether a mask stands in a stretch of the text."""
    return any(mask.start < span[1] and mask.end > span[0] for mask in masks)
