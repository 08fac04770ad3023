"""Rules for titles: what stands in quotation marks, and where a title goes on behind a mark that seems to end it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.references.segments import Segment, override, trim

if TYPE_CHECKING:
    from collections.abc import Sequence


QUOTED = re.compile(
    r"""[“„]\s?(?P<curly>[^“”„]{4,400}?)\s?(?P<stop>[.,?!]?)[”“](?=[\s,.;:)\[(*]|$)
      | "(?P<straight>[^"]{4,400})"(?=[\s,.;:)\[(*]|$)
      | «\s?(?P<angle>[^«»]{4,400}?)\s?»
      | »\s?(?P<german>[^«»]{4,400}?)\s?«
      | (?<![\w])[‘](?P<single>[^‘]{6,400}?)[’](?=[,.]?\s?[,.:;(]|,?\s[A-Z*_(]|$)""",
    re.VERBOSE,
)
TRANSLATED = re.compile(r"[\"”»’]?\s{0,2}\[(?P<value>[^\[\]]{6,300})\]")


# A quotation that the sentence goes on behind is part of a longer title: "Dialog o perestrojke, "Pražskoj vesne" i o socializme".
GOES_ON = re.compile(r"\s(?!(?:in|en|em|dans|ed|eds|edited|vol|no|pp?)\b)[a-zà-ÿ]")


def _repair_quoted_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Make the first quotation the title when the model sees most of it as a title and it does not begin a longer one."""
    for found in QUOTED.finditer(text):
        group = next(name for name in ("curly", "straight", "angle", "german", "single") if found[name])
        start, end = trim(text, *found.span(group), " \t\n\r,.;:*_")
        if GOES_ON.match(text, found.end()):
            return segments
        titles = [each for each in segments if each.label == "title"]
        inside = sum(max(0, min(each.end, end) - max(each.start, start)) for each in titles)
        before = [
            each for each in titles if each.end <= found.start() and any(c.isalpha() for c in text[each.start : each.end])
        ]
        longer = next((each for each in titles if each.start < found.start() - 1 and each.end > found.start()), None)
        is_front = not before or all(_is_author_like(text, each, found.start()) for each in before)
        if longer is not None and not _is_author_like(text, Segment(longer.start, found.start(), "title"), found.start()):
            return segments
        is_short = inside < 0.4 * (end - start) and (inside or end - start < 25)
        if not is_front or (is_short and not (_is_behind_author(text, segments, found.start()) and not titles)):
            return segments
        segments = [Segment(each.start, each.end, "author") if each in before else each for each in segments]
        tail = text[found.end() : found.end() + 2]
        over = [each for each in segments if each.label == "title" and each.start < found.end() < each.end]
        if (
            over
            and not TRANSLATED.match(text, found.end() - 1)
            and tail[:1] not in (",", ".", ";", ")")
            and any(c.isalpha() for c in text[found.end() : over[0].end])
        ):
            return segments
        if over and text[over[0].end - 1] not in '”"“»«’]' and _goes_on(text, segments, found.end()):
            return segments
        segments = override(segments, Segment(start, end, "title"))
        translated = TRANSLATED.match(text, found.end())
        rest_start = found.end()
        if translated is not None:
            segments = override(segments, Segment(*translated.span("value"), "translated-title"))
            rest_start = translated.end()
        subtitle = next((each for each in segments if each.label == "title" and each.start >= rest_start), None)
        if subtitle is not None and translated is None and _is_subtitle(text, segments, found.end(), subtitle):
            return override([each for each in segments if each != subtitle], Segment(start, subtitle.end, "title"))
        # What is left of the model's title behind the quotation is no part of it.
        return [
            each
            for each in segments
            if not (each.label == "title" and each.start >= rest_start and each.start - rest_start < 3)
        ]
    return segments


AUTHOR_END = re.compile(r"[.,:;)\]]")


def _is_author_like(text: str, each: Segment, quote: int) -> bool:
    """Tell whether a stretch at the very front, before a quoted title, may be an author: "The Asan Forum."."""
    front = text[: each.start]
    between = text[each.end : quote]
    if any(char.isalnum() for char in between) or not AUTHOR_END.search(between):
        return False
    return not any(char.isalpha() for char in front) and each.end - each.start < 160


def _is_behind_author(text: str, segments: Sequence[Segment], quote: int) -> bool:
    """Tell whether a quotation stands directly behind the authors or the date at the front: "Ghiorso (1974). “Element 106.”"."""
    before = [each for each in segments if each.end <= quote]
    return (
        bool(before)
        and before[0].label == "author"
        and all(each.label in {"author", "date", "citation-number"} for each in before)
        and not any(char.isalnum() for char in text[before[-1].end : quote])
    )


def _is_subtitle(text: str, segments: Sequence[Segment], end: int, subtitle: Segment) -> bool:
    """Tell whether the title of a book goes on behind the quotation that it begins with: "“Ohne Gewalt”. Jugend in Köln. Bonn: Elm"."""
    return subtitle.start - end <= 3 and _goes_on(text, segments, end)


def _goes_on(text: str, segments: Sequence[Segment], end: int) -> bool:
    """Tell whether the entry is a book with a stop behind the quotation at its front, so that a subtitle follows."""
    labels = {each.label for each in segments}
    is_stopped = "." in text[end - 2 : end + 1]
    return (
        is_stopped
        and bool(labels & {"publisher", "location"})
        and not labels & {"container-title", "pages", "volume", "issue", "editor"}
    )


BREAK = re.compile(r"[.,;](?=\s)|[.,;]?\s{1,2}[Ii]n:?\s")
BEHIND_QUOTE = re.compile(r"[”\"“»«’]?[?!]?[”\"“»«’]?\s\Z")
OPENING = re.compile(r"[“„\"«»‘](?=\w)")


def _repair_broken_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Join a title that the model broke off behind a quotation in its middle: "The Right in “New Left” Latin America"."""
    for title, behind in pairwise(segments):
        between = text[title.end : behind.start]
        if (
            title.label != "title"
            or behind.label not in {"container-title", "publisher"}
            or not BEHIND_QUOTE.match(between)
            or between.isspace()
        ):
            continue
        if OPENING.search(text, title.start + 1, title.end) is None:
            continue
        stop = BREAK.search(text, behind.start, behind.end)
        end = stop.start() if stop else behind.end
        rest = [behind._replace(start=stop.end())] if stop and stop.end() < behind.end else []
        others = [each for each in segments if each not in (title, behind)]
        return sorted(
            [*others, Segment(title.start, end, "title"), *(each._replace(start=_next_word(text, each)) for each in rest)]
        )
    return segments


def _next_word(text: str, each: Segment) -> int:
    return trim(text, each.start, each.end)[0]


ORDINAL = re.compile(r"\b(?:im|am|des|der|vom|zum|dem|den|das|ab|seit|bis|und|auf dem)\s\d{1,2}\Z")
COUNTED = re.compile(r"\.\s(?P<word>[A-ZÄÖÜ][\w-]{2,30}+(?:\s(?![a-z]{1,3}\.)[\w-]{1,30}+){0,12})")


def _repair_ordinal(text: str, segments: list[Segment]) -> list[Segment]:
    """Go on with a title behind an ordinal at which it broke off: "Weltökonomie im 16. Jahrhundert"."""
    for title in segments:
        if title.label != "title" or ORDINAL.search(text, max(title.start, title.end - 20), title.end) is None:
            continue
        found = COUNTED.match(text, title.end)
        if found is not None:
            return override([each for each in segments if each != title], Segment(title.start, found.end(), "title"))
    return segments


def repair_titles(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches with the title where quotation marks and ordinals tell it."""
    segments = _repair_quoted_title(text, segments)
    segments = _repair_broken_title(text, segments)
    return _repair_ordinal(text, segments)
