"""Rules for the front of an entry: its number, the authors and editors, and where the title begins behind them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.references.marks import EDITOR_MARK
from extract.references.one_name import is_given
from extract.references.organisations import is_organisation
from extract.references.repairs.places import is_place
from extract.references.segments import Segment, first_of, has_label, override, relabelled

if TYPE_CHECKING:
    from collections.abc import Callable


OWN_NUMBER = re.compile(r"\s*(?:\[(?P<boxed>\d{1,4})\]|\(?(?P<plain>\d{1,4})(?:[.)](?!\d)|(?=\s)))\s*(?=\S)")


def repair_number(text: str, segments: list[Segment], *, is_numbered: bool) -> list[Segment]:
    """Take "[7]" in front, or any number in front of an entry of a numbered list, as the number of the entry."""
    found = OWN_NUMBER.match(text)
    if found is None or not (found["boxed"] or is_numbered):
        return segments
    others = [each for each in segments if each.label != "citation-number"]
    return override(others, Segment(*found.span("boxed" if found["boxed"] else "plain"), "citation-number"))


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
    title = first_of(segments, "title")
    if title is None or has_label(segments, "author"):
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


ENDS_IN_MARK = re.compile(r"[\s,(\[](?:[Ee]ds?|[Hh]rsg|[Hh]gg?|[Ee]ditors?|[Cc]oords?|[Oo]rgs?|HRSG|HG|EDS?)\b\.?\s?[)\]]?\Z")
AFTER_NAMES = re.compile(
    rf"[\s,.]*(?:\(?(?:1[5-9]|20)\d\d[a-z]?\)?[\s,.:]*)?(?:{EDITOR_MARK}|,\s(?:eds?|editors?|dirs?|coords?|orgs?)\.?(?=[\s,(:.])|(?:eds?|hrsg)\.\s(?=\((?:1[5-9]|20)\d\d))"
)


def _repair_leading_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the names at the front as editors when "(eds.)" stands behind them, or behind the year after them."""
    first = first_of(segments, "author")
    if first is None or any(char.isalpha() for char in text[: first.start]):
        return segments
    end = first.end
    mark = AFTER_NAMES.match(text, end)
    if mark is None and ENDS_IN_MARK.search(text[max(first.start, first.end - 20) : first.end]) is None:
        return segments
    return relabelled(segments, {first: "editor"})


YEAR_BEHIND = re.compile(
    r"[\s,.]{1,2}(?P<open>[(\[])?(?P<year>(?:1[6-9]|20)\d\d[a-z]?)(?(open)[)\]])\s?[.:,]?\s{1,2}(?=[“\"„»«]?[^\W_])"
)
AUTHOR_SLIPS = frozenset({"title", "publisher", "container-title", "location"})


def _author_before_year(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the institution before "(2001): Title" as the author, though its long name looked like a title."""
    if any(each.label in {"author", "editor"} and each.start < 200 for each in segments[:2]) or not segments:
        return segments
    first = segments[0]
    found = YEAR_BEHIND.match(text, first.end + text.startswith(")", first.end))
    if first.label not in AUTHOR_SLIPS or any(char.isalpha() for char in text[: first.start]) or found is None:
        return segments
    behind = [each for each in segments if each.start >= found.end("year")]
    if not behind or behind[0].start - found.end() > 2 or not (found["open"] or is_organisation(text[first.start : first.end])):
        return segments
    if behind[0].label == "title":
        return relabelled(segments, {first: "author"})
    if behind[0].label != "container-title" or not is_organisation(text[first.start : first.end]):
        return segments
    labels = {first: "author", behind[0]: "title"}
    return relabelled(segments, labels)


UNREAD = re.compile(r"[^\W\d_a-z][\w’'&-]{2,30}+(?:\s[^\W\d_][\w’'&-]{1,30}+){0,5}(?P<mark>\.\s|\s\()\Z")


def _unread_author(text: str, segments: list[Segment]) -> list[Segment]:
    """Take what the model left open in "Redacted. 2016. “Title”" or "Redacted (2016) Title" as the author: the words before a date that opens the entry."""
    if len(segments) < 2 or [each.label for each in segments[:2]] != ["date", "title"]:
        return segments
    date = segments[0]
    found = UNREAD.match(text, 0, date.start)
    if found is None or YEAR_BEHIND.match(text, found.start("mark")) is None:
        return segments
    return [Segment(0, found.start("mark"), "author"), *segments]


VANCOUVER = re.compile(r"(?:(?:[^\W\d_a-z][\w’'-]{1,30}+\s){1,2}[A-ZÀ-Þ]{1,3}(?:,\s|(?=\.\s))){1,8}(?=\.\s{1,2}[^\W\d_])")


def _authors_in_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "Betancourt M. Towards a workflow" into author and title."""
    if not segments or has_label(segments, "author", "editor"):
        return segments
    first = next((each for each in segments if each.label != "citation-number"), segments[0])
    found = VANCOUVER.match(text, first.start, first.end) if first.label == "title" else None
    if found is None or is_organisation(found[0]) or (first.start and text[first.start - 1] in '“"„«»'):
        return segments
    return override(segments, Segment(*found.span(), "author"))


BRACKETED_NAME = re.compile(r"\s\([^()\d]{3,120}\)")

EDITOR_MARK_ONLY = re.compile(rf"\s?{EDITOR_MARK}")


def _author_with_brackets(text: str, segments: list[Segment]) -> list[Segment]:
    """Keep "NIBUD (Nationaal Instituut voor Budgetvoorlichting) (2005):" in one: the short name and the long one."""
    if not segments or segments[0].label != "author":
        return segments
    first = segments[0]
    found = BRACKETED_NAME.match(text, first.end)
    if found is None or YEAR_BEHIND.match(text, found.end()) is None or EDITOR_MARK_ONLY.match(text, first.end):
        return segments
    if not (is_organisation(text[first.start : first.end]) or is_organisation(found[0].strip(" ()"))):
        return segments
    rest = [each for each in segments if each.start >= found.end()]
    if not has_label(rest, "title"):
        behind = next((each for each in rest if each.label != "date"), None)
        if behind is not None and behind.label in AUTHOR_SLIPS:
            rest = relabelled(rest, {behind: "title"})
    return [first._replace(end=found.end()), *rest]


_INITIALS = r"(?:[^\W\d_a-z]\.(?:-[^\W\d_a-z]\.)?\s?){1,3}"
_FAMILY = r"(?:(?:von|van|de|der|den|di|da|du|la|le|Di|De|Van|La)\s){0,2}[^\W\d_a-z][\w’'-]{1,30}+"
INITIALS_FIRST = re.compile(
    rf"\W{{0,2}}{_INITIALS}{_FAMILY}(?:(?:\s?[/&;–]\s?|\s-\s|,\s(?:and\s)?|\s(?:and|und|et|e|y|u\.)\s){_INITIALS}{_FAMILY}){{0,6}}+,\s(?=[^\W\d_a-z])"
)
NAME_AHEAD = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]{1,2}\.|;|\bet\sal\b|\bJr\b|^[^\W\d_a-z]\S?\s")


def _title_behind_initials(text: str, segments: list[Segment]) -> list[Segment]:
    """Give the title what stands behind "W. Hoepfner, ": where initials stand first, a stretch without any is no name."""
    if not segments or segments[0].label != "author":
        return segments
    author = segments[0]
    found = INITIALS_FIRST.match(text, author.start, author.end)
    if found is None:
        return segments
    rest = text[found.end() : author.end]
    if NAME_AHEAD.search(rest):
        return segments
    if is_given(rest.split()[0]):
        return segments
    start = found.end()
    kept = [author._replace(end=found.end() - 2)]
    behind = segments[1] if len(segments) > 1 else None
    if behind is not None and behind.label == "title":
        # "A. Ignatow, Osteuropaforschung: Fehler der Vergangenheit": the title begins before its colon.
        is_glued = text[author.end : behind.start].strip() in {":", ",", "“", '"', "–"}
        return [*kept, Segment(start, behind.end, "title"), *segments[2:]] if is_glued else segments
    place = rest.rfind(", ")
    if place > 0 and behind is not None and behind.label == "date" and is_place(rest[place + 2 :]):
        return [
            *kept,
            Segment(start, start + place, "title"),
            Segment(start + place + 2, author.end, "location"),
            *segments[1:],
        ]
    titles = [each for each in segments if each.label == "title"]
    if titles:
        return segments
    return [*kept, Segment(start, author.end, "title"), *segments[1:]]


def _has_words(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[start:end])


GLUED_INITIAL = re.compile(r"(?:[^\W\d_a-z]\.){1,4}-?\Z")


def _glued_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Begin the title with the letters that are glued to it: "U.S.-Russian Relations"."""
    for title in segments:
        if title.label != "title" or not title.start:
            continue
        found = GLUED_INITIAL.search(text, max(0, title.start - 8), title.start)
        if found is None or (found.start() and not text[found.start() - 1].isspace()):
            continue
        before = [each for each in segments if each.start < found.start()]
        if before and before[-1].end > found.start() and before[-1].label != "author":
            continue
        return override([each for each in segments if each != title], Segment(found.start(), title.end, "title"))
    return segments


SWALLOWED_JOURNAL = re.compile(
    r"[^,;]{1,40},\s(?:[^,;&]{1,30}+[,;&]\s?+){0,30}?(?:[A-ZÀ-Þ]\.[\s-]?){1,3}(?P<journal>[A-ZÀ-Þ][\w]{0,20}(?:\s[A-ZÀ-Þ&][\w]{0,20}){1,6})\.?\Z"
)

LEADING_INITIALS = re.compile(r"(?P<initials>(?:[A-ZÀ-Þ]\.[\s-]?){1,3})(?<=[.\s])(?=[A-ZÀ-Þ])\s?")

# "Wong, T. M.; Meservey" or "Meservey" alone: a family name that waits for its initials.
LAST_FAMILY = re.compile(r"(?:\.\s?[,;&]\s?|^)[^\W\d_a-z][^\W\d_]{1,30}\Z")


def _journal_behind_initials(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "Hall, E. H. Am J Math 1879, 2, 287" in entries without titles, and give the author "R." of "Meservey, R. Phys Rev"."""
    if has_label(segments, "title") or not segments or segments[0].label != "author":
        return segments
    author = segments[0]
    journal = first_of(segments, "container-title")
    if journal is not None:
        found = LEADING_INITIALS.match(text, journal.start, journal.end)
        is_torn = LAST_FAMILY.search(text, max(author.start, author.end - 60), author.end) is not None
        if found is None or not is_torn or text[author.end : journal.start].strip() != ",":
            return segments
        return [
            each._replace(start=found.end())
            if each == journal
            else each._replace(end=found.end("initials"))
            if each == author
            else each
            for each in segments
        ]
    found = SWALLOWED_JOURNAL.match(text, author.start, min(author.end, author.start + 160))  # longer ones are no names
    if found is None:
        return segments
    end = author.end
    behind = segments[1] if len(segments) > 1 else None
    if behind is not None and behind.label == "location" and not _has_words(text, author.end, behind.start):
        end = behind.end
        segments = [each for each in segments if each != behind]
    return override(segments, Segment(found.start("journal"), end, "container-title"))


def _title_behind_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take what follows "A. Limen (a cura di), L’Epica, Bologna 1986" as the title when nothing else is one."""
    if len(segments) < 2 or segments[0].label != "editor" or has_label(segments, "title", "author"):
        return segments
    editor, behind = segments[0], segments[1]
    is_marked = AFTER_NAMES.match(text, editor.end) is not None and not _has_words(text, 0, editor.start)
    if not is_marked or behind.label not in {"publisher", "container-title"}:
        return segments
    return relabelled(segments, {behind: "title"})


MASTHEAD = frozenset({"date", "volume", "issue", "pages"})


def _journal_alone(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "Oncogene (2002) 21, 4137" as a journal with its numbers, as mastheads print it, and as no author."""
    if not segments or segments[0].label != "author" or any(each.label not in MASTHEAD for each in segments[1:]):
        return segments
    author = segments[0]
    name = text[author.start : author.end]
    if "," in name or ";" in name or "&" in name or not has_label(segments, "volume"):
        return segments
    return relabelled(segments, {author: "container-title"})


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (
    _repair_law,
    _repair_leading_authors,
    _repair_leading_editors,
    _repair_swallowed_title,
    _authors_in_title,
    _author_with_brackets,
    _author_before_year,
    _unread_author,
    _title_behind_initials,
    _glued_title,
    _journal_behind_initials,
    _journal_alone,
    _title_behind_editors,
)


def repair_front(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches with authors, editors and the beginning of the title where the print tells them."""
    for rule in RULES:
        segments = rule(text, segments)
    return segments
