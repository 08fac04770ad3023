"""What stands at the head of an entry: a label before it, words for a year to come, an institution in capitals, a name called "Ed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.segments import Segment, cut

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = r"(?:1[5-9]|20)\d\d"
LABEL = re.compile(rf"(?P<names>(?P<first>[^\W\d_][\w’'-]+)[^:.(\n]{{0,60}}?(?:\set\sal\.)?)\s(?P<year>{YEAR}[a-z]?):\s")
"""The label of the entry and the year in it: "Okafor, Bello 2018a: A. Okafor, B. Bello, Ports"."""
REPEATED_WITHIN = 60
"""Characters behind a label in which its first name must stand again."""


def _without_label(text: str, segments: list[Segment]) -> list[Segment]:
    """Read the names behind the label of an entry, not those in it; its year is the entry's."""
    found = LABEL.match(text)
    if found is None or found["first"] not in text[found.end() : found.end() + REPEATED_WITHIN]:
        return segments
    kept = [each for each in cut(text, segments, (0, found.end())) if each.start >= found.end()]
    if not kept or kept[0].label != "author":
        return segments
    year = Segment(*found.span("year"), "date")
    same = [each for each in kept if each.label == "date" and text[each.start : each.end] == found["year"][:4]]
    return sorted([year, *(each for each in kept if each not in same)])


TO_COME = r"""(?:[Ff]orthcoming|[Ii]n\s(?:press|preparation|print|prep\.)|[Tt]o\sappear|[Ii]\.\s?E\.|[Ii]m\s(?:Erscheinen|Druck)|[Ii]n\sVorbereitung|[Nn]o\sprelo|[Ee]n\sprensa|[ÀàAa]\sparaître|[Ii]n\s(?:corso\sdi\s)?stampa
  |[Nn]\.\s?d\.|[Oo]\.\s?J\.|[Ss]\.\s?[fd]\.)"""
UNDATED = re.compile(
    rf"""(?P<names>[^\W\d_a-z][^()\d“"«„]{{1,200}}?)[\s,.]{{1,3}}(?:\((?P<boxed>{TO_COME})\)|(?P<bare>{TO_COME}))[.:,]?\s{{1,2}}(?=[“"«„‘'(¿¡]?[^\W\d_a-z])""",
    re.VERBOSE,
)
"""Names and the words for a year: "Moore A (in press) Ports", "Amt für Häfen. i. E. Ports"."""
INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\Z")
MOST_NAMED = 12
"""Words of names with a stop in them: more are names and a title."""


def _undated(text: str, segments: list[Segment]) -> list[Segment]:
    """Take words for a year to come behind the names as the date."""
    found = UNDATED.match(text)
    if found is None or any(each.label == "date" and each.start < found.end() for each in segments):
        return segments
    if any(each.label == "title" and each.end < found.start("boxed" if found["boxed"] else "bare") for each in segments):
        return segments
    if "." in found["names"].rstrip(".") and len(found["names"].split()) > MOST_NAMED:
        return segments
    group = "boxed" if found["boxed"] else "bare"
    end = found.end("names")
    names = Segment(0, end + (text[end] == "." and INITIAL.search(text, 0, end) is not None), "author")
    date = Segment(*found.span(group), "date")
    rest = (each for each in cut(text, segments, (0, found.end())) if each.start >= found.end())
    return sorted([names, date, *rest])


IN_CAPITALS = re.compile(
    r"(?P<body>[A-ZÀ-Þ]{3,}(?:,?[\s-](?:[A-ZÀ-Þ]{2,}|[EYÀ]|d[aeo]s?|e|y))+)\.\s(?=[^\W\d_a-z][^\W\d_A-Z]{2,}\s)"
)
"""An institution in capitals before a title that has others: "CONSELHO NACIONAL DE PORTOS. Tratado de portos"."""


def _body_in_capitals(text: str, segments: list[Segment]) -> list[Segment]:
    """Give the title back what an author in capitals took of it."""
    found = IN_CAPITALS.match(text)
    first = segments[0] if segments else None
    if found is None or first is None or first.label != "author" or first.start > 0 or first.end <= found.end():
        return segments
    behind = segments[1] if len(segments) > 1 else None
    title = Segment(found.end(), first.end, "title")
    if behind is not None and behind.label == "title":
        others = [behind._replace(label="container-title"), *segments[2:]]
        return [Segment(*found.span("body"), "author"), title, *others]
    return [Segment(*found.span("body"), "author"), title, *segments[1:]]


JOINED = re.compile(r"(?:,|;)?\s(?:and|und|et|y|e|&)\s*\Z")


def _author_called_ed(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "Murphy, Margaret, and Ed Young" as authors, of whom the first are not edited by the last."""
    if len(segments) < 2 or [each.label for each in segments[:2]] != ["editor", "author"]:
        return segments
    first, second = segments[:2]
    if JOINED.search(text, first.start, second.start) is None:
        return segments
    return [Segment(first.start, second.end, "author"), *segments[2:]]


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (
    _without_label,
    _author_called_ed,
    _undated,
    _body_in_capitals,
)


def repair_heads(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches with names and date at the head as they are printed.

    >>> text = "Moore A (in press) Ports. London: Elm"
    >>> [(text[a:b], label) for a, b, label in repair_heads(text, [Segment(0, 24, "title"), Segment(26, 37, "publisher")])]
    [('Moore A', 'author'), ('in press', 'date'), ('Ports', 'title'), ('London: Elm', 'publisher')]
    """
    for rule in RULES:
        segments = rule(text, segments)
    return segments
