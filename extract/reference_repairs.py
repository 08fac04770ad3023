"""Rules that mend the model's labels where the print itself is plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.reference_masks import DATE
from extract.reference_model import OUTSIDE
from extract.reference_names import is_organisation
from extract.reference_tokens import read_months

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span
    from extract.reference_tokens import Mask, Token


class Segment(NamedTuple):
    """``text[start:end]`` has one label."""

    start: int
    end: int
    label: str


MASKED_LABELS = frozenset({"url", "doi", "isbn", "medium"})
# Between two stretches of one label, these are part of it: "Crowe, M. – Sage, N.", "A & B", "Theory. Practice".
BETWEEN = re.compile(r"[\s,.:;&/\-–—'’*_()\[\]?!]*\Z")
CONNECTED = re.compile(r"[\s,.;&/–—-]*(?:\b(?:and|und|y|et|e|en|with|mit|sowie)\b)?[\s,.;&/–—-]*\Z", re.IGNORECASE)


def find_segments(text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[Segment]:
    """Return the stretches of tokens with one label, joined over marks between them."""
    found: list[Segment] = []
    for token, label in zip(tokens, labels, strict=True):
        if token.kind != "word" or label in MASKED_LABELS:
            continue
        if label == OUTSIDE:
            continue
        if found and found[-1].label == label:
            between = text[found[-1].end : token.start]
            pattern = CONNECTED if label in ("author", "editor", "translator") else BETWEEN
            if pattern.match(between) and (label != "pages" or "," not in between):
                found[-1] = Segment(found[-1].start, token.end, label)
                continue
        found.append(Segment(token.start, token.end, label))
    return found


def repair(text: str, tokens: Sequence[Token], segments: list[Segment], masks: Sequence[tuple[Mask, str]]) -> list[Segment]:
    """Return the stretches as the plain patterns of the text demand."""
    masked = [(mask.start, mask.end) for mask, _ in masks]
    segments = _repair_quoted_title(text, segments, masked)
    segments = _repair_leading_authors(text, segments)
    segments = _repair_leading_editors(text, segments)
    segments = _repair_editors(text, segments)
    segments = _repair_dates(text, segments, masked)
    segments = _repair_marked_numbers(text, segments, masked)
    segments = _repair_series(text, segments)
    segments = [_with_end_marks(text, each) for each in segments]
    return sorted(each for each in segments if each.start < each.end)


def _override(segments: Sequence[Segment], new: Segment) -> list[Segment]:
    """Return the stretches with ``new`` in its place: what stood there is cut away."""
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


def _trim(text: str, start: int, end: int, marks: str = " \t\n\r,.:;*_\"'“”„«»‘’()[]") -> Span:
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


QUOTED = re.compile(
    r"""[“„]\s?(?P<curly>[^“”„]{4,400}?)\s?(?P<stop>[.,?!]?)[”“](?=[\s,.;:)\[(*]|$)
      | "(?P<straight>[^"]{4,400})"(?=[\s,.;:)\[(*]|$)
      | «\s?(?P<angle>[^«»]{4,400}?)\s?»
      | »\s?(?P<german>[^«»]{4,400}?)\s?«
      | (?<![\w])[‘](?P<single>[^‘]{6,400}?)[’](?=[,.]?\s?[,.:;(]|,?\s[A-Z*_(]|$)""",
    re.VERBOSE,
)
TRANSLATED = re.compile(r"[\"”»’]?\s{0,2}\[(?P<value>[^\[\]]{6,300})\]")


def _repair_quoted_title(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Make the first quotation the title when the model sees most of it as a title and it does not begin a longer one."""
    for found in QUOTED.finditer(text):
        start, end = _trim(text, *found.span(found.lastgroup if found.lastgroup != "stop" else "curly"), " \t\n\r,.;:*_")
        titles = [each for each in segments if each.label == "title"]
        inside = sum(max(0, min(each.end, end) - max(each.start, start)) for each in titles)
        before = [each for each in titles if each.end <= found.start() and any(c.isalpha() for c in text[each.start : each.end])]
        longer = next((each for each in titles if each.start < found.start() - 1 and each.end > found.start()), None)
        is_front = not before or all(_is_author_like(text, each, found.start()) for each in before)
        if longer is not None and not _is_author_like(text, Segment(longer.start, found.start(), "title"), found.start()):
            return segments
        if not is_front or (inside < 0.4 * (end - start) and (inside or end - start < 25)):
            return segments
        segments = [Segment(each.start, each.end, "author") if each in before else each for each in segments]
        tail = text[found.end() : found.end() + 2]
        over = [each for each in segments if each.label == "title" and each.start < found.end() < each.end]
        if over and not TRANSLATED.match(text, found.end() - 1) and tail[:1] not in (",", ".", ";", ")") and any(c.isalpha() for c in text[found.end() : over[0].end]):
            return segments
        segments = _override(segments, Segment(start, end, "title"))
        translated = TRANSLATED.match(text, found.end())
        rest_start = found.end()
        if translated is not None:
            segments = _override(segments, Segment(*translated.span("value"), "translated-title"))
            rest_start = translated.end()
        # What is left of the model's title behind the quotation is no part of it.
        return [each for each in segments if not (each.label == "title" and each.start >= rest_start and each.start - rest_start < 3)]
    return segments


def _is_author_like(text: str, each: Segment, quote: int) -> bool:
    """Tell whether a stretch at the very front, before a quoted title, may be an author: "The Asan Forum."."""
    front = text[: each.start]
    between = text[each.end : quote]
    return not any(c.isalpha() for c in front) and each.end - each.start < 160 and not any(c.isalpha() for c in between)


def _repair_leading_authors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take what stands alone before a quoted title, or before a year in brackets, as the author."""
    title = next((each for each in segments if each.label == "title"), None)
    if title is None or any(each.label == "author" for each in segments):
        return segments
    first = segments[0]
    if first is not title and first.end <= title.start and first.label in ("container-title", "publisher", "citation-number", "note", "editor", "genre", "location"):
        front = text[first.start : title.start]
        if first.label == "editor" and re.search(r"\b(?:eds?|hrsg|hg|editors?|coords?|dirs?|orgs?)\b", front, re.IGNORECASE):
            return segments
        if any(c.isalpha() for c in text[first.start : first.end]) and not any(c.isalpha() for c in text[: first.start]):
            return [Segment(first.start, first.end, "author"), *segments[1:]]
    return segments


EDITOR_MARK = r"(?:\(|\[)?\s?(?:[Ee]ds?|[Hh]rsg|[Hh]gg?|[Ee]ditors?|[Cc]oords?|[Dd]irs?|[Oo]rgs?|[Cc]omps?|[Éé]ds?|HRSG|HG|EDS?)\b\.?(?:\s?von)?\s?(?:\)|\])"
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
    if mark is None:
        inside = re.search(rf"[\s,]*{EDITOR_MARK}?\Z", text[first.start : first.end])
        if inside is None or not inside[0]:
            return segments
    return [each._replace(label="editor") if each == first else each for each in segments]


IN_EDITORS = re.compile(rf"(?:^|[\s.,;:!?\"”»’)\]*])(?:[Ii]n|[Ee]n|[Ee]m|[Dd]ans)\b:?\s+(?P<names>[^()\"“”«»]{{3,250}}?)[\s,]*{EDITOR_MARK}")


def _repair_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the names between "In" and "(eds.)" as the editors."""
    for found in IN_EDITORS.finditer(text):
        title = next((each for each in segments if each.label == "title"), None)
        if title is not None and title.start <= found.start("names") < title.end:
            continue
        names = text[found.start("names") : found.end("names")]
        if re.search(r"\d", names) or re.search(r"[a-zà-ÿ]{3,}[.:] [A-Z][a-zà-ÿ]{3,} [a-zà-ÿ]{2,}", names):
            continue
        start, end = _trim(text, *found.span("names"), " \t\n\r,;:*_")
        segments = _override(segments, Segment(start, end, "editor"))
        # One list of editors is enough; a stray comma or name after it belongs to it.
        return segments
    return segments


_MONTHS = "|".join(sorted(read_months(), key=lambda word: (-len(word), word)))
BRACKETED_DATE = re.compile(rf"\((?P<date>{DATE}[a-z]?)\)", re.VERBOSE | re.IGNORECASE)
DAY_BEFORE = re.compile(rf"(?:\d{{1,2}}\s?\.\s?\d{{1,2}}\s?\.\s?|(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s)?(?:{_MONTHS})\b\.?\s?(?:\d{{1,2}},\s?)?)\Z", re.IGNORECASE)
YEAR_ALONE = re.compile(r"(?<![\d\w/-])(?:1[5-9]|20)\d\d[a-z]?(?![\d\w])")


def _repair_dates(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Give an entry a date: what stands in brackets alone, a day before a year, or the only year there is."""
    def is_masked(at: int) -> bool:
        return any(start <= at < end for start, end in masked)

    for found in BRACKETED_DATE.finditer(text):
        start, end = found.span("date")
        holder = next((each for each in segments if each.start < start and each.end > end and each.label in ("title", "translated-title")), None)
        if is_masked(start) or holder is not None:
            continue
        if re.search(r"\d{4}[a-z]?\Z", text[start:end]) and _number(text[end - 5 : end]):
            segments = _override(segments, Segment(start, end, "date"))
    for each in [each for each in segments if each.label == "date"]:
        before = DAY_BEFORE.search(text, max(0, each.start - 25), each.start)
        if before is not None and not any(other.label == "date" and other.end > before.start() and other != each and other.start < each.start for other in segments):
            segments = _override(segments, Segment(before.start(), each.end, "date"))
    if not any(each.label == "date" and re.search(r"\d{4}", text[each.start : each.end]) for each in segments):
        years = [found for found in YEAR_ALONE.finditer(text) if not is_masked(found.start())]
        free = [found for found in years if not any(each.start <= found.start() < each.end and each.label in ("title", "pages", "volume") for each in segments)]
        if free:
            segments = _override(segments, Segment(free[-1].start(), free[-1].end(), "date"))
    return segments


def _number(text: str) -> bool:
    found = re.search(r"\d{4}", text)
    return found is not None and 1400 <= int(found[0]) <= 2099


NUMBER = r"(?:\d{1,5}[a-z]?(?:\s?[/–-]\s?\d{1,5})?|[IVXLC]{1,6}(?![a-z]))"
MARKED = (
    ("volume", re.compile(rf"\b(?:[Vv]ols?|VOL|[Vv]olumes?|[Bb]d|[Bb]and|[Jj]g|[Jj]ahrgang|[Tt]omo?e?)\b\.?\s?(?P<value>{NUMBER})(?!\s?\.\s?(?:[Aa]ufl|[Jj]g))")),
    ("issue", re.compile(rf"\b(?:[Ii]ssues?|[Ii]ss|[Nn]os?|[Nn]rs?|[Nn]úm|[Nn]umbers?|[Nn]umero|[Nn]úmero|[Hh]eft|[Ff]asc|[Nn](?=[.°º]))\b[.°º]?\s?(?P<value>{NUMBER})|[Nn][°º]\s?(?P<other>{NUMBER})")),
    ("pages", re.compile(r"\b(?:pp|[Pp]ages?|[Pp]ágs?|[Ss]eiten?|S|p|[Pp]gs?)\b\.?\s?(?P<value>[A-Za-z]{0,2}\d[\d.]{0,6}(?:\s?[‐‑‒–—―−-]{1,2}\s?[A-Za-z]{0,2}\d[\d.]{0,6})?|[ivxlc]{1,7}\s?[–-]\s?[ivxlc]{1,7})(?![\w])")),
)
COMPACT = re.compile(r"(?<![\w.])(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,4}(?:\s?[/–-]\s?\d{1,3})?)\)\s?[:,]\s?(?:pp?\.\s?)?(?P<pages>[a-zA-Z]?\d{1,6}(?:\s?[‐‑‒–—―−-]{1,2}\s?[a-zA-Z]?\d{1,6})?)")
SEPARATE = frozenset({"title", "translated-title", "author", "editor", "date"})


def _repair_marked_numbers(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Give numbers the label that the word before them states: "vol. 38, issue 1 (1985), pp. 226-254"."""
    has_journal = any(each.label == "container-title" for each in segments)
    for label, pattern in MARKED:
        if any(each.label == label for each in segments) and label == "volume":
            segments = _without_words(text, segments, label)
        for found in pattern.finditer(text):
            group = "value" if found["value"] else "other"
            start, end = found.span(group)
            end = start + len(text[start:end].rstrip("."))
            if any(a <= start < b for a, b in masked) or any(each.start < end and each.end > start and each.label in SEPARATE for each in segments):
                continue
            if label == "issue" and not (has_journal and _is_beside_journal(text, segments, start)):
                continue
            if label == "pages" and text[found.start()] == "S" and not any(c.isdigit() for c in text[start:end]):
                continue
            if label == "volume" and any(each.label == "collection-title" and 0 <= start - each.end < 12 for each in segments):
                segments = _override(segments, Segment(start, end, "collection-number"))
                continue
            old = [each for each in segments if each.label == label]
            if old and any(each.start <= start and each.end >= end for each in old):
                segments = [Segment(start, end, label) if each.start <= start and each.end >= end and each.label == label else each for each in segments]
                break
            if old and label != "issue":
                break
            segments = _override([each for each in segments if each.label != label], Segment(start, end, label))
            break
    found = COMPACT.search(text)
    if found is not None and has_journal and not any(a <= found.start() < b for a, b in masked):
        over = [each for each in segments if each.start < found.end() and each.end > found.start() and each.label in ("title", "date", "author")]
        if not over:
            for label in ("volume", "issue", "pages"):
                segments = _override([each for each in segments if each.label != label], Segment(*found.span(label), label))
    return segments


def _without_words(text: str, segments: Sequence[Segment], label: str) -> list[Segment]:
    """Return the stretches, a volume cut down to its number: "vol. 1" -> "1"."""
    kept: list[Segment] = []
    for each in segments:
        found = re.search(rf"(?:^|\b(?:[Vv]ols?|[Bb]d|[Bb]and)\b\.?\s?)({NUMBER})\Z", text[each.start : each.end])
        kept.append(Segment(each.start + found.start(1), each.start + found.end(1), label) if each.label == label and found else each)
    return kept


def _is_beside_journal(text: str, segments: Sequence[Segment], at: int) -> bool:
    """Tell whether a number stands close behind a container, so that "no. 3" is its issue and no report number."""
    journal = next((each for each in segments if each.label == "container-title"), None)
    volume = next((each for each in segments if each.label in ("volume", "issue")), None)
    return (journal is not None and 0 <= at - journal.end < 60) or (volume is not None and 0 <= abs(at - volume.end) < 30)


SERIES = re.compile(
    r"(?P<title>(?:[A-ZÀ-Þ][\w&’'-]*\s(?:of\s|for\s|de\s|der\s|für\s)?){0,6}(?:(?:[Ww]orking|[Dd]iscussion|[Oo]ccasional|[Pp]olicy|[Rr]esearch|[Ss]taff|[Ii]ssue)\s[Pp]apers?(?:\s[Ss]eries)?|(?:[Pp]olicy|[Ii]ssue)\s[Bb]riefs?|[Rr]eports?|[Pp]apers?|[Bb]riefs?|[Mm]emos?|[Mm]emorandum|[Mm]onographs?|[Ss]tudies|Arbeitspapiere?|Arbeitsbericht|Diskussionspapiere?|Discussion\s?Papers?|Materialien|Schriftenreihe|Documentos?\sde\s[Tt]rabajo|Cuadernos?|Cahiers?|Adelphi\sPapers?))"
    r",?\s(?:[Nn]o|[Nn]r|[Nn]úm|[Nn]|[Nn]umber|#|[Vv]ol|[Bb]d|[Hh]eft)?[.°º]?\s?(?P<number>[A-Z]{0,3}[-/]?\d{1,5}(?:[/-]\d{1,4})?)(?![\w])"
)


def _repair_series(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "NBR Special Report nr. 78" after the title as series and number."""
    title = next((each for each in segments if each.label == "title"), None)
    if title is None:
        return segments
    for found in SERIES.finditer(text, title.end):
        start, end = _trim(text, *found.span("title"))
        number = Segment(*found.span("number"), "collection-number")
        if re.fullmatch(r"(?:1[89]|20)\d\d", text[number.start : number.end]) and found.start("number") - found.end("title") < 3:
            continue
        over = [each for each in segments if each.start < number.end and each.end > start]
        if any(each.label in ("author", "date") for each in over):
            continue
        holder = next((each for each in over if each.label == "container-title" and each.start < start), None)
        whole = next((each for each in over if each.label == "container-title" and each.start == start), None)
        if whole is not None and not any(each.label == "container-title" for each in segments if each != whole):
            if any(each.label in ("volume", "issue", "pages") and each.start > number.end for each in segments):
                continue
        segments = _override(segments, Segment(start, end, "collection-title"))
        segments = _override(segments, number)
        if holder is not None:
            cut = Segment(*_trim(text, holder.start, start, " \t\n\r,.:;*_(["), "container-title")
            segments = [cut if each.start == holder.start and each.label == "container-title" else each for each in segments]
        edge = (start, number.end)
        return [each for each in segments if each.label in ("collection-title", "collection-number") or not (edge[0] - 1 <= each.start < edge[1] + 1 and each.end - each.start < 3)]
    return segments


PAIRS = {")": "(", "]": "["}


def _with_end_marks(text: str, each: Segment) -> Segment:
    """Return the stretch trimmed, with the question mark or closing bracket that belongs to it."""
    if each.label in ("author", "editor", "translator"):
        return each
    start, end = _trim(text, each.start, each.end, " \t\n\r,.:;*_\"“”„«»")
    if each.label == "date":
        start, end = _trim(text, start, end, "() []")
    if each.label in ("title", "container-title", "publisher", "collection-title", "translated-title"):
        while end < len(text) and text[end] in "?!":
            end += 1
        if end < len(text) and text[end] in PAIRS and text.count(PAIRS[text[end]], start, end) > text.count(text[end], start, end):
            end += 1
        if start and text[start - 1] in "([" and text.count(text[start - 1], start - 1, end) == text.count({"(": ")", "[": "]"}[text[start - 1]], start, end):
            start -= 1
            if text[end - 1 : end] in (")", "]") and text.find(text[end - 1], start) == end - 1:
                start, end = start + 1, end - 1
    return Segment(start, end, each.label)
