"""Rules for numbers that the print names: volume, issue, pages, and the number of a series."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.references.marks import has_cue, read_cues
from extract.references.segments import Segment, cut, first_of, has_label, override, relabelled, trim
from extract.references.types import is_journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

NUMBER = r"(?:\d{1,5}[a-z]?(?:\s?[/–-]\s?\d{1,5})?|[IVXLC]{1,6}(?:/\d{1,3})?(?![a-z]))"
MARKED = (
    (
        "volume",
        re.compile(
            rf"\b(?:(?<=,\s)v(?=\.\s?(?:\d|[IVXLC]{{2}}))|[Vv]ols?|VOL|[Vv]olumes?|[Bb]d|[Bb]and|[Jj]g|[Jj]ahrgang|[Tt]omo?e?)\b\.?\s?(?P<value>(?<=ols\.\s)\d{{1,2}}\sand\s\d{{1,2}}|{NUMBER})(?!\s?\.\s?(?:[Aa]ufl|[Jj]g))"
        ),
    ),
    (
        "issue",
        re.compile(
            rf"\b(?:[Ii]ssues?|[Ii]ss|[Nn]os?|[Nn]rs?|[Nn]úm|[Nn]um|[Nn]umbers?|[Nn]umero|[Nn]úmero|[Hh]eft|[Ff]asc|[Nn](?=[.°º]))\b[.°º]?\s?(?P<value>{NUMBER})|[Nn][°º]\s?(?P<other>{NUMBER})"
        ),
    ),
    (
        "pages",
        re.compile(
            r"\b(?:pp|[Pp]ages?|[Pp]ágs?|[Ss]eiten?|S|С|p|[Pp]gs?)\b\.?\s?(?P<value>[A-Za-z]{0,2}\d[\d.]{0,9}(?:\s?[‐‑‒–—―−-]{1,2}\s?[A-Za-z]{0,2}\d[\d.]{0,9})?(?:,\s(?!(?:1[5-9]|20)\d\d)\d{1,4}(?:[–-]\d{1,4})?(?=\W*\Z|[.)]|,\s\d)){0,4}|[ivxlc]{1,7}\s?[–-]\s?[ivxlc]{1,7})(?![\w])"
        ),
    ),
)
COMPACT = re.compile(
    r"(?<![\w.])(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,4}(?:\s?[/–-]\s?\d{1,3})?|[A-Z])\)\s?[:,]\s?(?:pp?\.\s?)?(?P<pages>[a-zA-Z]?\d{1,10}(?:\s?[‐‑‒–—―−-]{1,2}\s?[a-zA-Z]?\d{1,10})?)(?!\d)"
)
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
BARE_YEAR = re.compile(r"(?:1[89]|20)\d\d")
SEPARATE = frozenset({"title", "translated-title", "author", "editor", "date"})


def repair_numbers(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Give numbers the label that the word before them states: "vol. 38, issue 1 (1985), pp. 226-254"."""
    segments = _volume_behind_title(text, _without_words(text, segments))
    for label, pattern in MARKED:
        for found in pattern.finditer(text):
            group = "value" if found["value"] else "other"
            start, end = found.span(group)
            number = Segment(start, start + len(text[start:end].rstrip(".")), label)
            if any(a <= start < b for a, b in masked) or not _is_free(text, segments, number, found.start()):
                continue
            if label == "volume" and any(each.label == "collection-title" and 0 <= start - each.end < 12 for each in segments):
                segments = override(segments, number._replace(label="collection-number"))
                continue
            segments = _with_number(text, segments, number)
            break
    segments = _without_notes(text, segments)
    segments = _repair_compact(text, segments, masked)
    segments = _repair_triple(text, segments)
    segments = _repair_lone(text, segments)
    segments = _spaced_range(text, segments)
    segments = _without_articles(text, segments)
    segments = _glued_numbers(text, segments)
    return _repair_last_range(text, segments, masked)


TITLE_VOLUME = re.compile(
    rf"[.,:;]?\s[(\[]?(?:[Vv]ols?|[Vv]olumes?|Bd|Band|Teilband|[Tt]omo?e?|t)\b\.?\s(?P<value>{NUMBER})\W{{0,2}}\Z"
)


def _volume_behind_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the volume off the end of a title: "Geschichte der Häfen. Band 3"."""
    if has_label(segments, "volume"):
        return segments
    for each in segments:
        found = TITLE_VOLUME.search(text, max(each.start + 4, each.end - 25), each.end) if each.label == "title" else None
        if found is not None:
            return sorted([*cut(text, segments, found.span()), Segment(*found.span("value"), "volume")])
    return segments


NOTE_NUMBER = re.compile(r"\b(?:Anm|Fn|FN|Fußn|Fußnote|note|(?<!\d,\s)(?<![IVXLC],\s)n\.)\.?\s?\Z")


TIME = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?|AM\b|PM\b|Uhr|GMT|E[DS]T|UTC)|\b\d{1,2}:\d\d:\d\d\b|(?<=video,\s)\d{1,2}:\d\d"
)
"""The hour of a post, the length of a film."""


def _without_notes(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """Drop numbers of notes: "W. Bien (Anm. 10)" has no issue 10; "v. 34, n. 2" has an issue."""
    times = list(TIME.finditer(text)) if ":" in text else []
    return [
        each
        for each in segments
        if each.label not in {"volume", "issue", "pages"}
        or (
            NOTE_NUMBER.search(text, max(0, each.start - 10), each.start) is None
            and not any(time.start() < each.end and each.start < time.end() for time in times)
        )
    ]


RANGE = r"\d{1,10}\s?[‐‑‒–—―−-]{1,2}\s?\d{1,10}(?!\d)"
TRIPLE = re.compile(
    rf"[\s,:]{{1,3}}(?P<volume>(?!(?:1[89]|20)\d\d)\d{{1,4}}|[IVXLC]{{1,7}})\s?[:,/]\s?(?P<issue>(?!(?:1[89]|20)\d\d)\d{{1,3}}(?:\s?[/–-]\s?\d{{1,3}})?)\s?[,:]\s{{0,2}}(?:(?:pp?|S|s|C|С)\.\s{{0,2}})?(?P<pages>{RANGE})(?!\w|\.\d)"
)


def _repair_triple(text: str, segments: list[Segment]) -> list[Segment]:
    """Read "Current History, 103: 675, 307-313" and "Prokla, 13, 2, S. 53-62" as volume, issue and pages."""
    journal = first_of(segments, "container-title")
    found = TRIPLE.match(text, journal.end) if journal is not None else None
    if found is None:
        return segments
    for label in ("volume", "issue", "pages"):
        segments = override([each for each in segments if each.label != label], Segment(*found.span(label), label))
    return segments


BARE = re.compile(r"[\s,:]{1,3}\Z")


def _repair_lone(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the bare number behind a journal that ends an entry as its volume: "Harbour Review, 26."."""
    if has_label(segments, "volume"):
        return segments
    for journal, number in pairwise(segments):
        if (journal.label, number.label) != ("container-title", "issue") or not BARE.match(text[journal.end : number.start]):
            continue
        if text[number.start : number.end].isdigit() and not any(char.isalnum() for char in text[number.end :]):
            return relabelled(segments, {number: "volume"})
    return segments


FIRST_PAGE = re.compile(r"(?<![\d(/.-])(?P<first>\d{1,5})\s?\Z")
DASH = re.compile(r"\s?[‐‑‒–—―−-]{1,2}\s{0,2}\d")


def _spaced_range(text: str, segments: list[Segment]) -> list[Segment]:
    """Give pages their first, which the model took for an issue: "Harbour Review, 71: 1 - 26", "No. 3 62-66"."""
    for pages in segments:
        if pages.label != "pages":
            continue
        dash = len(text[: pages.start].rstrip(" ‐‑‒–—―−-"))
        found = FIRST_PAGE.search(text, max(0, dash - 8), dash) if DASH.match(text, dash) else None
        over = [each for each in segments if found is not None and each.start < found.end() and each.end > found.start()]
        if found is not None and all(each.label == "issue" and each.start == found.start() for each in over):
            others = [each for each in segments if each != pages and each not in over]
            return sorted([*others, pages._replace(start=found.start())])
    return segments


GLUED = re.compile(r"(?P<volume>\d{1,4})\s(?P<pages>[a-zA-Z]?\d{1,10})\Z")
LETTERED = re.compile(r"(?P<letter>[A-H])\s(?P<volume>\d{1,4})\Z")
PAIR = re.compile(r",\s?(?P<volume>\d{1,4}),\s?(?P<pages>[a-zA-Z]?\d{1,10})\W{0,3}\Z")


def _glued_numbers(text: str, segments: list[Segment]) -> list[Segment]:
    """Part the numbers behind a journal of physics: "Phys. Rev. D 52 4747", "MNRAS, 442, 1507"."""
    for journal, number in pairwise(segments):
        if journal.label != "container-title" or number.label not in NUMBERED:
            continue
        others = [each for each in segments if each.label not in NUMBERED]
        found = PAIR.match(text, journal.end) or GLUED.match(text, number.start, number.end)
        if found is not None and not any(each.label in NUMBERED and each.start > found.end() for each in segments):
            if number.label == "volume" and sum(each.label in NUMBERED for each in segments) > 1:
                return segments
            return sorted([*others, Segment(*found.span("volume"), "volume"), Segment(*found.span("pages"), "pages")])
        letter = LETTERED.match(text, number.start, number.end) if number.label == "volume" else None
        if letter is not None and text[journal.end : number.start] == " ":
            labels = {
                journal: journal._replace(end=letter.end("letter")),
                number: number._replace(start=letter.start("volume")),
            }
            return [labels.get(each, each) for each in segments]
    return segments


NUMBERED = frozenset({"volume", "issue", "pages"})
ARTICLE = re.compile(r"\bArt\.\s?\Z")


def _without_articles(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the number of an article in a journal without pages, "8(1), Art. 13", as such and not as its page."""
    return [
        each._replace(label="collection-number")
        if each.label == "pages" and ARTICLE.search(text, max(0, each.start - 6), each.start)
        else each
        for each in segments
    ]


LAST_RANGE = re.compile(rf"(?<![\w.,:/])(?P<pages>{RANGE})[\s.,;]{{0,3}}(?:MR\d{{5,8}})?[\s.]{{0,3}}\Z")
YEARS = re.compile(r"(?:1[5-9]|20)\d\d\D{1,4}(?:1[5-9]|20)?\d\d\Z")


def _repair_last_range(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Take the range of numbers that ends an entry with a container as its pages: "Ashgate, 201−230"."""
    if not has_label(segments, "container-title") or has_label(segments, "pages"):
        return segments
    found = LAST_RANGE.search(text, max(0, len(text) - 40))
    if found is None or YEARS.match(found["pages"]) or any(a <= found.start() < b for a, b in masked):
        return segments
    pages = Segment(*found.span("pages"), "pages")
    over = [each for each in segments if each.start < pages.end and each.end > pages.start]
    is_named = any(each.label in {"issue", "volume"} and each.start <= pages.start and each.end >= pages.end for each in over)
    if is_named or any(each.label in SEPARATE or each.label == "container-title" for each in over):
        return segments
    return override(segments, pages)


def _is_free(text: str, segments: Sequence[Segment], number: Segment, word: int) -> bool:
    """Tell whether a number may be what the word at ``word`` says: it stands in no title, name or date, an issue beside a journal."""
    if any(each.start < number.end and each.end > number.start and each.label in SEPARATE for each in segments):
        return False
    if any(each.start < word < each.end < number.start and is_journal(text[each.start : each.end]) for each in segments):
        return False  # the "Issues" of the "Journal of Social Issues 56" are its name
    if number.label == "issue":
        return _is_beside_journal(segments, number.start)
    return number.label != "pages" or text[word] != "S" or any(char.isdigit() for char in text[number.start : number.end])


def _with_number(text: str, segments: Sequence[Segment], number: Segment) -> list[Segment]:
    """Return the stretches with the number: in the place of one around it, or new; an issue also replaces one elsewhere."""
    old = [each for each in segments if each.label == number.label]
    if number.label == "pages" and len(old) == 1 and _is_volume(text, segments, old[0], number):
        segments, old = relabelled(segments, {old[0]: "volume"}), []
    around = next((each for each in old if each.start <= number.start and each.end >= number.end), None)
    over = [each for each in segments if each.start < number.end and each.end > number.start]
    if number.label == "volume" and "/" in text[number.start : number.end] and len(over) == 1 and over[0] in old:
        around = over[0]  # the model sees only the half of "Bd. II/2"
    if around is not None:
        return [number if each == around else each for each in segments]
    if old and number.label != "issue":
        return list(segments)
    return override([each for each in segments if each.label != number.label], number)


def _is_volume(text: str, segments: Sequence[Segment], old: Segment, pages: Segment) -> bool:
    """Tell whether a number is the volume that the model took for pages: "Schmollers Jahrbuch, 120 (2000), S. 169-186"."""
    if old.end > pages.start or not text[old.start : old.end].isdigit() or has_label(segments, "volume"):
        return False
    return any(each.label == "container-title" and 0 <= old.start - each.end < 8 for each in segments)


def _repair_compact(text: str, segments: list[Segment], masked: Sequence[Span]) -> list[Segment]:
    """Read "33(2), 12-34" and "33(C): 12-34" as volume, issue and pages."""
    found = COMPACT.search(text)
    if found is None or any(a <= found.start() < b for a, b in masked) or not has_label(segments, "container-title"):
        return segments
    over = [each for each in segments if each.start < found.end() and each.end > found.start() and each.label in SEPARATE]
    if any(each.label != "date" or YEAR.search(text, each.start, each.end) for each in over):
        return segments
    segments = [each for each in segments if each not in over]
    for label in ("volume", "issue", "pages"):
        segments = override([each for each in segments if each.label != label], Segment(*found.span(label), label))
    return segments


WITH_WORD = re.compile(rf"(?:^|\b(?:[Vv]ols?|v|[Bb]d|[Bb]and)\b\.?\s?)(?P<number>{NUMBER})\Z")


def _without_words(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """Return the stretches, a volume cut down to its number, "vol. 1" -> "1", and dropped where it is but a "v."."""
    kept: list[Segment] = []
    for each in segments:
        if each.label == "volume" and text[each.start : each.end].strip(".") in {"v", "V"}:
            continue
        found = WITH_WORD.search(text[each.start : each.end]) if each.label == "volume" else None
        kept.append(Segment(each.start + found.start("number"), each.end, "volume") if found else each)
    return kept


def _is_beside_journal(segments: Sequence[Segment], at: int) -> bool:
    """Tell whether a number stands close behind a container, so that "no. 3" is its issue and no report number."""
    journal = first_of(segments, "container-title")
    volume = next((each for each in segments if each.label in ("volume", "issue")), None)
    return (journal is not None and 0 <= at - journal.end < 60) or (volume is not None and 0 <= abs(at - volume.end) < 30)


SERIES_CUES = read_cues(
    "paper brief report memo monograph studies papier bericht materialien schriftenreihe document cuaderno cahier"
)
SERIES = re.compile(
    r"(?P<title>(?<!\w)(?:(?<![\w&’'-])[A-ZÀ-Þ][\w&’'-]{0,30}+\s(?:of\s|for\s|de\s|der\s|für\s)?){0,6}(?:(?:[Ww]orking|[Dd]iscussion|[Oo]ccasional|[Pp]olicy|[Rr]esearch|[Ss]taff|[Ii]ssue)\s[Pp]apers?(?:\s[Ss]eries)?|(?:[Pp]olicy|[Ii]ssue)\s[Bb]riefs?|[Rr]eports?|[Pp]apers?|[Bb]riefs?|[Mm]emos?|[Mm]emorandum|[Mm]onographs?|[Ss]tudies|Arbeitspapiere?|Arbeitsbericht|Diskussionspapiere?|Discussion\s?Papers?|Materialien|Schriftenreihe|Documentos?\sde\s[Tt]rabajo|Cuadernos?|Cahiers?|Adelphi\sPapers?))"
    r",?\s(?:[Nn]o|[Nn]r|[Nn]úm|[Nn]|[Nn]umber|#|[Vv]ol|[Bb]d|[Hh]eft)?[.°º]?\s?(?P<number>[A-Z]{0,3}[-/]?\d{1,5}(?:[/-]\d{1,4})?)(?![\w])"
)


def repair_series(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "NBR Special Report nr. 78" after the title as series and number."""
    title = first_of(segments, "title")
    if title is None or not has_cue(text[title.end :].lower(), SERIES_CUES):
        return segments
    for found in SERIES.finditer(text, title.end):
        series = Segment(*trim(text, *found.span("title")), "collection-title")
        number = Segment(*found.span("number"), "collection-number")
        if BARE_YEAR.fullmatch(text, number.start, number.end) and found.start("number") - found.end("title") < 3:
            continue
        over = [each for each in segments if each.start < number.end and each.end > series.start]
        if has_label(over, "author", "date") or _is_journal(text, segments, over, series, number):
            continue
        holder = next((each for each in over if each.label == "container-title" and each.start < series.start), None)
        segments = override(override(segments, series), number)
        if holder is not None:
            cut = Segment(*trim(text, holder.start, series.start, " \t\n\r,.:;*_(["), "container-title")
            segments = [cut if each.start == holder.start else each for each in segments]
        # Crumbs of labels between series and number are no fields.
        return [each for each in segments if each in (series, number) or not (series.start <= each.start < number.end)]
    return segments


GOES_ON = re.compile(r"(?:\s?[:–—-]|\s(?:and|&|und|et|y|e))\s\Z")
"""What joins a journal's name to its second half: "Millennium: Journal of Studies", "Ethnic and Racial Studies"."""


def _is_journal(text: str, segments: Sequence[Segment], over: Sequence[Segment], series: Segment, number: Segment) -> bool:
    """Tell whether what looks like a series is the journal or its subtitle: the only container, with volume or pages behind it."""
    journal = next((each for each in over if each.label == "container-title"), None)
    if journal is None or not (journal.start == series.start or GOES_ON.search(text, journal.start, series.start)):
        return False
    others = [each for each in segments if each.label == "container-title" and each != journal]
    return not others and any(each.label in {"volume", "issue", "pages"} and each.start > number.end for each in segments)
