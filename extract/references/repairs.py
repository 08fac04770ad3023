"""Rules that mend the model's labels where the print itself is plain."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.months import read_months
from extract.references.masks import DATE
from extract.references.numbers import repair_numbers, repair_series
from extract.references.segments import Segment, override, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span
    from extract.references.tokens import Mask


def repair(
    text: str, segments: list[Segment], masks: Sequence[tuple[Mask, str]], *, is_numbered: bool = False
) -> list[Segment]:
    """Return the stretches as the plain patterns of the text demand; ``is_numbered`` as for an entry of a numbered list."""
    masked = [(mask.start, mask.end) for mask, _ in masks]
    segments = _repair_number(text, segments, is_numbered=is_numbered)
    segments = _repair_quoted_title(text, segments)
    segments = _repair_law(text, segments)
    segments = _repair_leading_authors(text, segments)
    segments = _repair_leading_editors(text, segments)
    segments = _repair_swallowed_title(text, segments)
    segments = _repair_container_with_publisher(text, segments)
    segments = _repair_editors(text, segments)
    segments = _repair_dates(text, segments, masked)
    segments = repair_numbers(text, segments, masked)
    segments = repair_series(text, segments)
    segments = [_with_end_marks(text, each) for each in segments]
    return sorted(each for each in segments if each.start < each.end)


OWN_NUMBER = re.compile(r"\s*(?:\[(?P<boxed>\d{1,4})\]|\(?(?P<plain>\d{1,4})(?:[.)](?!\d)|(?=\s)))\s*(?=\S)")


def _repair_number(text: str, segments: list[Segment], *, is_numbered: bool) -> list[Segment]:
    """Take "[7]" in front, or any number in front of an entry of a numbered list, as the number of the entry."""
    found = OWN_NUMBER.match(text)
    if found is None or not (found["boxed"] or is_numbered):
        return segments
    others = [each for each in segments if each.label != "citation-number"]
    return override(others, Segment(*found.span("boxed" if found["boxed"] else "plain"), "citation-number"))


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
        if not is_front or (inside < 0.4 * (end - start) and (inside or end - start < 25)):
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
        segments = override(segments, Segment(start, end, "title"))
        translated = TRANSLATED.match(text, found.end())
        rest_start = found.end()
        if translated is not None:
            segments = override(segments, Segment(*translated.span("value"), "translated-title"))
            rest_start = translated.end()
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


LAW = re.compile(
    r"\W*(?P<title>(?:[A-ZÀ-Þ][\w’'-]+\s(?:of\s|and\s|for\s|\(){0,2}){1,8}(?:Act|Law|Bill|Code|Treaty|Charter|Convention)\)?)[,\s]{1,2}\(?(?:1[5-9]|20)\d\d"
)


def _repair_law(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "Shipping Act 1894" at the front as the title: laws have no author."""
    found = LAW.match(text)
    if found is None:
        return segments
    kept = [
        each._replace(label="publisher") if each.label == "title" and each.start > found.end() else each for each in segments
    ]
    return override(kept, Segment(*found.span("title"), "title"))


def _repair_leading_authors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take what stands alone before a quoted title, or before a year in brackets, as the author."""
    title = next((each for each in segments if each.label == "title"), None)
    if title is None or any(each.label == "author" for each in segments):
        return segments
    first = segments[0]
    if (
        first is not title
        and first.end <= title.start
        and first.label in ("container-title", "publisher", "citation-number", "note", "editor", "genre", "location")
    ):
        front = text[first.start : title.start]
        if first.label == "editor" and re.search(r"\b(?:eds?|hrsg|hg|editors?|coords?|dirs?|orgs?)\b", front, re.IGNORECASE):
            return segments
        if any(c.isalpha() for c in text[first.start : first.end]) and not any(c.isalpha() for c in text[: first.start]):
            return [Segment(first.start, first.end, "author"), *segments[1:]]
    return segments


# "Keohane, Robert O. After Hegemony": words behind the last initial of an inverted name belong to the title.
SWALLOWED = re.compile(
    r"(?<![\w'’-])[^\W\d_][\w'’-]{1,40}+,\s[^,;/&]{0,40}?\b[A-ZÀ-Þ]\.\s[*_]{0,2}(?P<title>(?!(?:and|y|und|et|e|with)\b)[A-ZÀ-Þ][\w'’-]{1,30}(?:\s[\w'’-]{2,30}){1,8})\.?\Z"
)


def _repair_swallowed_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Give back to the title the words that stand behind the author's last initial."""
    for author, title in pairwise(segments):
        found = (
            SWALLOWED.search(text[author.start : author.end]) if (author.label, title.label) == ("author", "title") else None
        )
        if found is not None and not any(char.isalnum() for char in text[author.end : title.start]):
            start = author.start + found.start("title")
            return override([each for each in segments if each != title], Segment(start, title.end, "title"))
    return segments


PUBLISHED_IN = re.compile(
    r",\s(?P<publisher>(?:Institut|Centre|Center|Foundation|Fundación|Instituto|Universit|Council|Stiftung)\w*\s(?:for|of|on|de|für)\s[^,.]{4,80})\Z"
)


def _repair_container_with_publisher(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "Focus Asia, Institute for Security & Development Policy" into container and publisher."""
    if any(each.label == "publisher" for each in segments):
        return segments
    for each in segments:
        found = PUBLISHED_IN.search(text[each.start : each.end]) if each.label == "container-title" else None
        if found is not None:
            return override(segments, Segment(each.start + found.start("publisher"), each.end, "publisher"))
    return segments


EDITOR_MARK = r"(?:\(|\[)?\s?(?:[Ee]ds?|[Hh]rsg|[Hh]gg?|[Ee]ditors?|[Cc]oords?|[Dd]irs?|[Oo]rgs?|[Cc]omps?|[Éé]ds?|HRSG|HG|EDS?)\b\.?(?:\s?von)?\s?(?:\)|\])"
ENDS_IN_MARK = re.compile(r"[\s,(\[](?:[Ee]ds?|[Hh]rsg|[Hh]gg?|[Ee]ditors?|[Cc]oords?|[Oo]rgs?|HRSG|HG|EDS?)\b\.?\s?[)\]]?\Z")
AFTER_NAMES = re.compile(
    rf"[\s,.]*(?:\(?(?:1[5-9]|20)\d\d[a-z]?\)?[\s,.:]*)?(?:{EDITOR_MARK}|,\s(?:eds?|editors?|dirs?|coords?|orgs?)\.?(?=[\s,(:.]))"
)


def _repair_leading_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the names at the front as editors when "(eds.)" stands behind them, or behind the year after them."""
    first = next((each for each in segments if each.label == "author"), None)
    if first is None or any(char.isalpha() for char in text[: first.start]):
        return segments
    end = first.end
    mark = AFTER_NAMES.match(text, end)
    if mark is None and ENDS_IN_MARK.search(text[max(first.start, first.end - 20) : first.end]) is None:
        return segments
    return [each._replace(label="editor") if each == first else each for each in segments]


IN_EDITORS = re.compile(
    rf"(?:^|[\s.,;:!?\"”»’)\]*])(?:[Ii]n|[Ee]n|[Ee]m|[Dd]ans)\b:?\s+(?P<names>[^()\"“”«»]{{3,250}}?)[\s,]*{EDITOR_MARK}"
)


def _repair_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the names between "In" and "(eds.)" as the editors."""
    for found in IN_EDITORS.finditer(text):
        title = next((each for each in segments if each.label == "title"), None)
        if title is not None and title.start <= found.start("names") < title.end:
            continue
        names = text[found.start("names") : found.end("names")]
        if re.search(r"\d", names) or re.search(r"[a-zà-ÿ]{3,}[.:] [A-Z][a-zà-ÿ]{3,} [a-zà-ÿ]{2,}", names):
            continue
        start, end = trim(text, *found.span("names"), " \t\n\r,;:*_")
        return override(segments, Segment(start, end, "editor"))
    return segments


BRACKETED_DATE = re.compile(rf"\((?P<date>{DATE}[a-z]?)\)", re.VERBOSE | re.IGNORECASE)
DAY_BEFORE = re.compile(
    r"(?:\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?|(?:\d{1,2}(?:st|nd|rd|th|\.)?\s)?(?P<month>[^\W\d_]{3,10})\b\.?\s?(?:\d{1,2},\s?)?)\Z",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(r"(?<![\d\w/-])(?:1[5-9]|20)\d\d[a-z]?(?![\d\w])")


def _repair_dates(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Give an entry a date: what stands in brackets alone, a day before a year, or the only year there is."""
    for found in BRACKETED_DATE.finditer(text):
        date = Segment(*found.span("date"), "date")
        if not _is_masked(date.start, masked) and _is_plain_date(text, date, segments):
            segments = override(segments, date)
    for each in [each for each in segments if each.label == "date"]:
        before = DAY_BEFORE.search(text, max(0, each.start - 25), each.start)
        if before is None or (before["month"] and before["month"].lower() not in read_months()):
            continue
        if not any(other.label == "date" and before.start() < other.end and other.start < each.start for other in segments):
            segments = override(segments, Segment(before.start(), each.end, "date"))
    if not any(each.label == "date" and _has_year(text[each.start : each.end]) for each in segments):
        taken = [each for each in segments if each.label in {"title", "pages", "volume"}]
        years = [found for found in YEAR_ALONE.finditer(text) if not _is_masked(found.start(), masked)]
        free = [found for found in years if not any(each.start <= found.start() < each.end for each in taken)]
        if free:
            segments = override(segments, Segment(free[-1].start(), free[-1].end(), "date"))
    return segments


def _is_masked(at: int, masked: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in masked)


def _is_plain_date(text: str, date: Segment, segments: Sequence[Segment]) -> bool:
    """Tell whether brackets hold a date with a year that can be one, its words months, and not inside a title."""
    printed = text[date.start : date.end]
    words = re.findall(r"[^\W\d_]{3,}", printed)
    if words and not any(word.lower() in read_months() for word in words):
        return False
    titles = [each for each in segments if each.label in {"title", "translated-title"}]
    if any(each.start < date.start and each.end > date.end for each in titles):
        return False
    return re.search(r"\d{4}[a-z]?\Z", printed) is not None and _has_year(printed[-5:])


def _has_year(text: str) -> bool:
    found = re.search(r"\d{4}", text)
    return found is not None and 1400 <= int(found[0]) <= 2099


PAIRS = {")": "(", "]": "["}


def _with_end_marks(text: str, each: Segment) -> Segment:
    """Return the stretch trimmed, with the question mark or closing bracket that belongs to it."""
    if each.label in {"author", "editor", "translator"}:
        is_open = text.count("(", each.start, each.end) > text.count(")", each.start, each.end)
        return each._replace(end=each.end + 1) if is_open and text[each.end : each.end + 1] == ")" else each
    start, end = trim(text, each.start, each.end, ' \t\n\r,.:;*_"“”„«»')
    if each.label == "date":
        start, end = trim(text, start, end, "() []")
    if each.label in ("title", "container-title", "publisher", "collection-title", "translated-title"):
        while end < len(text) and text[end] in "?!":
            end += 1
        if (
            end < len(text)
            and text[end] in PAIRS
            and text.count(PAIRS[text[end]], start, end) > text.count(text[end], start, end)
        ):
            end += 1
        if (
            start
            and text[start - 1] in "(["
            and text.count(text[start - 1], start - 1, end) == text.count({"(": ")", "[": "]"}[text[start - 1]], start, end)
        ):
            start -= 1
            if text[end - 1 : end] in (")", "]") and text.find(text[end - 1], start) == end - 1:
                start, end = start + 1, end - 1
    return Segment(start, end, each.label)
