"""Fields that the model tore apart or took for others, where their order tells what they are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.references.repairs.places import is_place, place_at_end
from extract.references.segments import Segment, first_of, has_label, override, relabelled, trim
from extract.references.types import known_periodical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|Frühjahr|Sommer|Herbst)"
SEASON_BEHIND = re.compile(rf",\s{SEASON}\s?[:,]\s{{0,2}}(?:pp?\.\s?)?\d")
HOUSE = re.compile(
    r"\b(?:Press|Verlag\w*|Books?|Publish\w+|University|Universität|Editions?|Éditions|Edition|Institut\w*|Cent(?:er|re)|& Co|Ltd|GmbH|Inc)\b"
)
STOPPED = re.compile(r"[.:?!]?\s{1,2}[–—-]?\s?\Z")
LISTED = re.compile(r"\s?(?:[,/;&–-]|\sand|\sund|\set)\s?\Z")


def _joined(segments: Sequence[Segment], *parts: Segment, label: str) -> list[Segment]:
    """Return the stretches with ``parts`` and what stands between them as one."""
    whole = Segment(parts[0].start, parts[-1].end, label)
    return override([each for each in segments if each not in parts], whole)


def _authors_before_year(text: str, segments: list[Segment]) -> list[Segment]:
    """Take names between the author and the year as authors: "Brann, Julia, Peter Moss and Ann Hale (2004): Title"."""
    if [each.label for each in segments[:4]] != ["author", "title", "date", "title"]:
        return segments
    author, names, date, _ = segments[:4]
    is_listed = LISTED.match(text[author.end : names.start]) is not None
    if (
        not is_listed
        or text[names.end : date.start].strip(" .,") not in {"", "("}
        or re.search(r"[\d:?]", text[names.start : names.end])
    ):
        return segments
    return _joined(segments, author, names, label="author")


def _editor_with_initials(text: str, segments: list[Segment]) -> list[Segment]:
    """Join a family name and the initials before the editor's mark: "van Dalen, H. (Ed.)."."""
    for author, editor in pairwise(segments[:2]):
        if (author.label, editor.label) != ("author", "editor") or text[author.end : editor.start].strip(" ,"):
            continue
        if re.fullmatch(r"(?:[^\W\d_a-z]\.[\s-]?){1,3}", text[editor.start : editor.end]):
            return _joined(segments, author, editor, label="editor")
    return segments


def _subtitle_as_publisher(text: str, segments: list[Segment]) -> list[Segment]:
    """Give a title its second half when place and publisher follow: "The Quay. Rethinking Ports. New York: Elm"."""
    for at in range(len(segments) - 3):
        title, half, place, publisher = segments[at : at + 4]
        if (half.label, place.label, publisher.label) != ("publisher", "location", "publisher"):
            continue
        if title.label not in {"title", "container-title"} or not STOPPED.match(text[title.end : half.start]):
            continue
        if (
            text[place.end : publisher.start].strip() == ":"
            and not HOUSE.search(text, half.start, half.end)
            and half.end - half.start > 9
        ):
            return _joined(segments, title, half, label=title.label)
    return segments


def _place_before_places(text: str, segments: list[Segment]) -> list[Segment]:
    """Give the place the first of its cities: "On Harbours, Berkeley, Los Angeles and London: Elm"."""
    for title, place in pairwise(segments):
        if (
            title.label not in {"title", "container-title"}
            or place.label != "location"
            or text[title.end : place.start] != ", "
        ):
            continue
        start = place_at_end(text[title.start : title.end])
        if start is None or text[place.end : place.end + 1] != ":" or not is_place(text[place.start : place.end]):
            continue
        front = Segment(*trim(text, title.start, title.start + start), title.label)
        return sorted(
            [*(each for each in segments if each not in (title, place)), front, place._replace(start=title.start + start)]
        )
    return segments


def _journal_as_series(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a series with volume and pages, or a house with a season and pages, as the journal: "Sport at Sea, 13(1), 121-129"."""
    if has_label(segments, "container-title") or first_of(segments, "title") is None:
        return segments
    for at, each in enumerate(segments):
        behind = [other.label for other in segments[at + 1 : at + 4]]
        if each.label == "collection-title" and behind[:1] == ["volume"] and "pages" in behind:
            return relabelled(segments, {each: "container-title"})
        if each.label == "publisher" and first_of(segments, "location") is None and SEASON_BEHIND.match(text, each.end):
            return relabelled(segments, {each: "container-title"})
    return segments


PLACE_FIRST = re.compile(
    r"(?P<place>[^\W\d_a-z][^\W\d_]{2,20}(?:[ /-][^\W\d_]{2,20}){0,2})(?::\s{1,2}|\s?u\.\s?a\.\s\()(?=[^\W_a-z]\S{2})"
)
PLACE_LAST = re.compile(r"(?P<house>[^:]{4,80}):\s{1,2}(?P<place>[^:]{3,40})\Z")
WITH_PLACE = frozenset({"publisher", "note"})


def _place_in_publisher(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "Lengerich: Pabst" into place and publisher when the entry has no place."""
    if has_label(segments, "location"):
        return segments
    for each in segments:
        last = PLACE_LAST.match(text, each.start, each.end) if each.label == "publisher" else None
        if last is not None and is_place(last["place"]) and not is_place(last["house"]):
            others = [other for other in segments if other != each]
            return sorted([*others, Segment(*last.span("house"), "publisher"), Segment(*last.span("place"), "location")])
        found = PLACE_FIRST.match(text, each.start, each.end) if each.label in WITH_PLACE else None
        if found is None or HOUSE.search(found["place"]) or (each.label == "note" and not is_place(found["place"].title())):
            continue
        if each.label == "note" and has_label(segments, "publisher"):
            continue
        others = [other for other in segments if other != each]
        return sorted([*others, Segment(*found.span("place"), "location"), Segment(found.end(), each.end, "publisher")])
    return segments


PAGES_IN = re.compile(r"(?<=[\s(])(?:[Pp]p?\.|S\.|[Pp]ages)\s(?P<pages>\d{1,5}\s?[–—-]\s?\d{1,5})\s[Ii]n:?\s(?P<host>[^\W_])")


def _host_behind_pages(text: str, segments: list[Segment]) -> list[Segment]:
    """Read "Pp. 1–68 in Handbook of Ports, edited by" as pages and host."""
    found = PAGES_IN.search(text)
    title = first_of(segments, "title")
    if found is None or title is None or title.start >= found.start():
        return segments
    at = found.start("host")
    host = next((each for each in segments if each.start <= at < each.end), None)
    segments = [each for each in segments if each.label != "pages" or each.start >= found.start()]
    if host == title:
        front = Segment(*trim(text, title.start, found.start()), "title")
        return override(
            [front if each == title else each for each in segments if each.label != "pages"],
            Segment(*found.span("pages"), "pages"),
        )
    if host is not None and host.label in {"title", "publisher", "container-title"} and host.start > title.start:
        behind = next((each for each in segments if each.start >= host.end), None)
        end = host.end
        segments = [each for each in segments if each != host]
        if behind is not None and behind.label == "container-title" and text[host.end : behind.start] in {". ", ": "}:
            end = behind.end
            segments.remove(behind)
        segments = [each for each in segments if each.label != "title" or each == title]
        segments = override([each for each in segments if each.label != "container-title"], Segment(at, end, "container-title"))
    return override([each for each in segments if each.label != "pages"], Segment(*found.span("pages"), "pages"))


CAPTION = re.compile(r"(?P<head>[^.?!]{9,160}[^\W\d_]{4})[.?!]\s{1,2}(?P<journal>[^\W_a-z][^.?!]{3,80})\Z")
IN_BEFORE = re.compile(r"\b(?:[Ii]n|[Ee]n|[Dd]ans):?\s{0,2}\Z")


def _subtitle_in_journal(text: str, segments: list[Segment]) -> list[Segment]:
    """Give a title its second half that the journal took: "Trust at Sea? Psychological Constructs of Pilots. Harbour Review, 16"."""
    segments = [each for each in segments if any(char.isalnum() for char in text[each.start : each.end])]
    for title, journal, number in zip(segments, segments[1:], segments[2:], strict=False):
        if [title.label, journal.label] != ["title", "container-title"] or number.label not in {"volume", "issue"}:
            continue
        found = CAPTION.match(text, journal.start, journal.end)
        if found is None or IN_BEFORE.search(text, title.end, journal.start) or len(found["head"].split()) < 2:
            continue
        if "," in found["journal"] or len(found["journal"].split()) < 2 or known_periodical(found["head"]):
            continue
        if re.search(r"[.?!][”\"’»]?\s", text[title.end - 1 : journal.start]) is None:
            continue
        front = Segment(title.start, found.end("head"), "title")
        others = [each for each in segments if each not in (title, journal)]
        return sorted([*others, front, Segment(*found.span("journal"), "container-title")])
    return segments


MARK_BEHIND = re.compile(r"\s?[\[(](?:[Hh]rsg|[Hh]g|[Ee]ds?)\.?[\])]\s?[:.,(]")


def _editor_as_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a body before the editor's mark as the editor: "Bundesverband der Häfen [Hrsg.]: Zahlen"."""
    if not segments or segments[0].label != "title" or not MARK_BEHIND.match(text, segments[0].end) or len(segments) < 2:
        return segments
    first = segments[0]
    behind = next((each for each in segments[1:] if each.label != "date"), None)
    if behind is None or behind.label not in {"title", "container-title", "publisher"}:
        return segments
    labels = {first: "editor", behind: "title"}
    return relabelled(segments, labels)


NUMBERED = re.compile(r"(?P<journal>[^\W_a-z][^\d“”\"]{3,80}?)\s(?P<volume>\d{1,4})\s(?P<pages>\d{1,5}[–-]\d{1,5})(?!\w)")
RANGE = re.compile(r"\d{1,5}\s?[–-]\s?\d{1,5}")


def _journal_as_note(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "Probab. Fields 113 301-413." apart, and pages that stand alone as such."""
    if has_label(segments, "pages"):
        return segments
    has_journal = any(each.label == "container-title" and not RANGE.fullmatch(text, each.start, each.end) for each in segments)
    for each in segments:
        if has_journal and each.label == "container-title" and RANGE.fullmatch(text, each.start, each.end):
            return relabelled(segments, {each: "pages"})
        found = NUMBERED.match(text, each.start, each.end) if each.label == "note" and not has_journal else None
        if found is not None:
            others = [other for other in segments if other != each and other.label not in {"volume", "issue"}]
            parts = {"journal": "container-title", "volume": "volume", "pages": "pages"}
            return sorted([*others, *(Segment(*found.span(name), label) for name, label in parts.items())])
    return segments


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (
    _host_behind_pages,
    _authors_before_year,
    _editor_with_initials,
    _subtitle_as_publisher,
    _place_before_places,
    _journal_as_series,
    _place_in_publisher,
    _subtitle_in_journal,
    _editor_as_title,
    _journal_as_note,
)


def repair_torn(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches with those whole that the model tore apart.

    >>> text = "Quays. Lengerich: Pabst"
    >>> [(text[a:b], label) for a, b, label in repair_torn(text, [Segment(0, 5, "title"), Segment(7, 23, "publisher")])]
    [('Quays', 'title'), ('Lengerich', 'location'), ('Pabst', 'publisher')]
    """
    for rule in RULES:
        segments = rule(text, segments)
    return segments
