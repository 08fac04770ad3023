"""Newspapers, sites and bodies known by name, where the model has lost them: in front as authors, behind as containers or publishers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.segments import Segment, has_label, is_masked, relabelled, trim
from extract.references.types import BODY, HOUSE, is_journal, known_outlet, known_periodical, read_institutions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.references.tokens import Mask


CAPITALS = r"(?:[A-ZÀ-Þ][\w’'&-]{0,30}|of|for|the|and|on|de|la|del|y|der|des|für|und|e|di|da|do|&)"
FRONT = re.compile(
    rf"[\s\[(*_]{{0,3}}(?:\d{{1,3}}\.\s)?(?P<body>(?:{CAPITALS}\s){{0,12}}[A-ZÀ-Þ][\w’'-]{{1,30}}(?:\s\([A-Z][\w-]{{1,12}}\))?)(?:(?P<mark>[,.:]\s)|\s(?=[“\"„«‘])|\s(?=\(\d{{4}}))"
)
SLIPPED = frozenset({"title", "container-title", "publisher", "note", "location", "genre"})


def repair_outlets(text: str, segments: Sequence[Segment], masked: Sequence[Mask]) -> list[Segment]:
    """Give bodies and periodicals that are known by name their place.

    >>> text = "Reuters. Russia Tests a Missile. 17 December 2007."
    >>> [(text[a:b], label) for a, b, label in repair_outlets(text, [Segment(0, 31, "title"), Segment(33, 49, "date")], [])]
    [('Reuters', 'author'), ('Russia Tests a Missile', 'title'), ('17 December 2007', 'date')]
    """
    kept = _with_front_body(text, list(segments))
    kept = _with_outlet_behind(text, kept)
    kept = _with_free_outlet(text, kept, masked)
    return _with_publisher(text, kept)


def _is_body(name: str) -> bool:
    """Tell whether a name is that of a body or a periodical: listed, or with a word such as "Institute"."""
    bare = re.sub(r"\s\([^()]{1,14}\)\Z", "", name).removeprefix("The ")
    return (
        bare in read_institutions()
        or known_outlet(bare) in {"article-newspaper", "broadcaster"}
        or (BODY.search(bare) is not None and " " in bare)
    )


def _with_front_body(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a body at the very front as the author, what follows as the title."""
    found = FRONT.match(text)
    if found is None or not segments or has_label(segments, "author", "editor"):
        return segments
    start, end = found.span("body")
    first = next((each for each in segments if each.end > start), None)
    if first is not None and first.start >= end:  # the model has left it out
        return sorted([*segments, Segment(start, end, "author")]) if _is_body(found["body"]) else segments
    if first is None or first.label not in SLIPPED or first.start > start + 1 or not _is_body(found["body"]):
        return segments
    if (
        found["mark"] == ", "
        and found["body"] not in read_institutions()
        and not re.match(r"[A-ZÀ-Þ“\"„«‘]", text[found.end() :])
    ):
        return segments
    kept = [each for each in segments if each != first]
    rest = Segment(*trim(text, found.end(), max(first.end, found.end())), "title")
    if rest.end - rest.start > 3:
        if has_label(kept, "title"):
            rest = rest._replace(label=first.label)
        kept.append(rest)
    elif not has_label(kept, "title") or first.end > found.end():
        return segments
    return sorted([*kept, Segment(start, end, "author")])


MARK_BEFORE = re.compile(r"(?:[.,?!:;]['”\"»’]?|['”\"»])\s(?=\w)")
BLOG = re.compile(r"\s\(blog\)\Z", re.IGNORECASE)
LONGEST_OUTLET = 80
"""Characters of the longest name of a periodical that is looked for."""


def _outlet_at_end(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return where the mark before a known periodical or site at the end of a stretch begins, and the bounds of its name.

    >>> _outlet_at_end("Grain Prices Rise, The Guardian", 0, 31)
    (17, 19, 31)
    """
    blog = BLOG.search(text, start, end)
    stop = blog.start() if blog else end
    for found in MARK_BEFORE.finditer(text, max(start, stop - LONGEST_OUTLET), stop):
        name = text[found.end() : stop]
        if len(name) > 2 and not name.endswith((" ", ".", ",", ";")) and known_periodical(name):
            return found.start(), found.end(), stop
    return None


def _is_whole(label: str, name: str) -> bool:
    """Tell whether a name is that of a journal or a house, though it may end with that of a paper: "Yale Univ. Press"."""
    return (label == "container-title" and is_journal(name)) or (label == "publisher" and HOUSE.search(name) is not None)


def _with_outlet_behind(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a known newspaper or site at the end of a title, a publisher or a longer container as the container."""
    has_container = has_label(segments, "container-title")
    for each in segments:
        if each.label not in {"title", "publisher", "container-title"} or (has_container and each.label != "container-title"):
            continue
        if each.label == "publisher" and known_periodical(text[each.start : each.end]):
            if has_label(segments, "location"):
                continue
            return relabelled(segments, {each: "container-title"})
        if _is_whole(each.label, text[each.start : each.end]):
            continue
        found = _outlet_at_end(text, each.start, each.end)
        if found is None or not text[found[1]].isupper() or text[each.end : each.end + 1].isalnum():
            continue
        mark, first, last = found
        front = Segment(*trim(text, each.start, mark + (text[mark] in "?!"), " \t\n\r,.:;*_"), each.label)
        title = next((other for other in segments if other.label == "title" and 0 <= front.start - other.end < 4), None)
        kept = [other for other in segments if other not in (each, title)]
        if each.label == "container-title" and title is not None:
            front = Segment(title.start, front.end, "title")
        elif each.label == "container-title":
            continue
        elif title is not None:
            kept.append(title)
        return sorted([*kept, front, Segment(first, last, "container-title")])
    return segments


FREE = re.compile(r"(?<=[.,”\"’»]\s)(?P<name>[A-ZÀ-Þ0-9][^,.;()\[\]“”\"]{1,40})(?=[,.]\s|\s\(|\.?$)")


def _with_free_outlet(text: str, segments: list[Segment], masked: Sequence[Mask]) -> list[Segment]:
    """Take a known newspaper or site that no field holds as the container."""
    if has_label(segments, "container-title") or not has_label(segments, "title"):
        return segments
    for found in FREE.finditer(text):
        span = found.span("name")
        if (
            known_periodical(found["name"])
            and not any(each.start < span[1] and each.end > span[0] for each in segments)
            and not is_masked(span, masked)
        ):
            return sorted([*segments, Segment(*span, "container-title")])
    return segments


PRINTED_IN = frozenset({"volume", "issue", "pages", "editor", "publisher"})
DAY = re.compile(r"(?:\d{1,2}\.?(?:st|nd|rd|th|º)?\s(?:de\s)?[^\W\d_]{3,10}|[^\W\d_]{3,10}\.?\s\d{1,2},|\d{1,2}\.\s?\d{1,2}\.)")

IN_BEFORE = re.compile(r"\b(?:in|en|em|dans):?\s*\Z", re.IGNORECASE)


def _with_publisher(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a body that the model took for a container as the publisher, unless the print is dated to the day, as on a site."""
    containers = [each for each in segments if each.label == "container-title"]
    if len(containers) != 1 or any(each.label in PRINTED_IN for each in segments):
        return segments
    name = text[containers[0].start : containers[0].end]
    bare = name.removeprefix("The ").removeprefix("the ")
    is_listed = bare in read_institutions()
    if known_periodical(name) or HOUSE.search(name) or not (is_listed or (BODY.search(name) and len(name.split()) < 9)):
        return segments
    if IN_BEFORE.search(text, max(0, containers[0].start - 8), containers[0].start) or re.search(
        r"[:?]|\d|\b(?:journal|review|report|papers?|workshop|conference|forum|meeting|symposium)\b", name, re.IGNORECASE
    ):
        return segments
    dates = [text[each.start : each.end] for each in segments if each.label == "date"]
    if any(DAY.search(date) for date in dates) and not is_listed:
        return segments
    return relabelled(segments, {containers[0]: "publisher"})
