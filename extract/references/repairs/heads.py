"""What stands at the head of an entry: a label before it, words for a year to come, an institution in capitals, a name called "Ed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.one_name import is_given
from extract.references.organisations import is_organisation
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
    rf"""(?P<names>[^\W\d_a-z][^()\d“"«„]{{1,200}}?)[\s,.]{{1,3}}(?:\((?P<boxed>{TO_COME})\)|(?P<bare>{TO_COME}))[.:,]?\s{{1,2}}(?=(?:[“"«„‘'(¿¡]\s?)?[^\W\d_a-z])""",
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
    r"(?P<body>[A-ZÀ-Þ]{3,}(?:,?[\s-](?:[A-ZÀ-Þ]{2,}|[EYÀ]|d[aeo]s?|e|y)){0,30})\.\s(?=[^\W\d_a-z][^\W\d_A-Z]{2,}[\s,:])"
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


YEAR_AHEAD = re.compile(rf"(?P<year>{YEAR}[a-z]?)[.,]?\s{{1,2}}(?=[“\"„«»¿¡]?[^\W\d_a-z])")
BODY_YEAR = re.compile(
    rf"(?P<body>[^\W\d_a-z][^.,:;()\d“\"„«]{{5,80}})\s(?P<year>{YEAR}[a-z]?)\.\s{{1,2}}(?=[“\"„«»¿¡]?[^\W\d_a-z])"
)


def _year_in_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the only year in "Moore T. 2009 Ports" and "Harbour Council 2009. Ports" as the date, which the title took."""
    if not segments or any(each.label == "date" for each in segments):
        return segments
    has_names = segments[0].label in {"author", "editor"}
    at = next((n for n, each in enumerate(segments[:2]) if each.label == "title"), None)
    if at != has_names:
        return segments
    title = segments[at]
    found = (YEAR_AHEAD if has_names else BODY_YEAR).match(text, title.start, title.end)
    if found is None or not (has_names or is_organisation(found["body"])):
        return segments
    names = segments[0] if has_names else Segment(*found.span("body"), "author")
    if any(char.isalnum() for char in text[names.end : found.start("year")]):
        return segments
    return [names, Segment(*found.span("year"), "date"), title._replace(start=found.end()), *segments[at + 1 :]]


PERSON = r"[^\W\d_a-z][\w’'-]{1,20}+(?:\s[A-ZÀ-Þ]\.?){0,2}\s(?:(?:van|von|de|der|den|di|da|du|la|le|dos)\s){0,2}[^\W\d_a-z][\w’'-]{1,25}+"
PERSONS = re.compile(rf"{PERSON}(?:(?:,|,?\s(?:and|und|et|y|e|&))\s{PERSON}){{0,12}}+")


def _names_in_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Give the authors the names that stand before the title: "Zoé H. Roux, Paul Lang. Ports of call"."""
    at = next((n for n, each in enumerate(segments[:3]) if each.label == "author"), None)
    if at is None or at + 1 >= len(segments) or segments[at + 1].label != "title":
        return segments
    author, title = segments[at : at + 2]
    is_listed = text[author.end : title.start].strip() == "," and PERSONS.fullmatch(text, author.start, author.end)
    found = PERSONS.match(text, title.start, title.end) if is_listed else None
    if found is None or text[found.end() : found.end() + 2] != ". " or not is_given(found[0].split()[0]):
        return segments
    return [*segments[:at], author._replace(end=found.end()), title._replace(start=found.end() + 2), *segments[at + 2 :]]


INITIALS_BEHIND = re.compile(
    r"(?:(?:van|von|de|der|den|di|da|du|la|le|dos)\s){0,2}(?P<family>[^\W\d_a-z][\w’'-]{2,30}+)\s[A-ZÀ-Þ]{1,2}\.\s(?P<title>[^\W\d_a-z][^\W\d_A-Z]{2,30}[^.,:;]{0,80})"
)


def _title_behind_initials(text: str, segments: list[Segment]) -> list[Segment]:
    """Give the title the word that the author of "Moore G. Containment. Quay: Elm; 1950" took."""
    if not segments or segments[0].label != "author" or any(each.label == "title" for each in segments):
        return segments
    found = INITIALS_BEHIND.fullmatch(text, segments[0].start, segments[0].end)
    if found is None or is_given(found["family"]):
        return segments
    names = segments[0]._replace(end=found.start("title") - 2)
    return [names, Segment(*found.span("title"), "title"), *segments[1:]]


def _body_in_brackets(text: str, segments: list[Segment]) -> list[Segment]:
    """Take an institution in brackets at the end as the publisher: "Moore, T. Ports. 2009 (Harbour Council)"."""
    if len(segments) < 3 or segments[-1].label != "author" or segments[0].label not in {"author", "editor", "title"}:
        return segments
    last = segments[-1]
    is_bracketed = text[: last.start].endswith("(") and text[last.end :].strip() in {")", ")."}
    if not is_bracketed or "," in text[last.start : last.end] or any(each.label == "publisher" for each in segments):
        return segments
    return [*segments[:-1], last._replace(label="publisher")]


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (
    _without_label,
    _author_called_ed,
    _undated,
    _year_in_title,
    _names_in_title,
    _title_behind_initials,
    _body_in_brackets,
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
