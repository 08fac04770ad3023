"""Who brought a work out, and where: places and publishers that stand in titles, in hosts or in each other's place."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.references.marks import IN_BEFORE
from extract.references.repairs.places import BETWEEN, is_place, place_at_end
from extract.references.segments import Segment, has_label, override, relabelled, trim
from extract.references.tokens import read_list

ENTRY_END = re.compile(r"[\s.,;)\]]*\Z")
UNIVERSITY = re.compile(r"\bUniversity\sof\s(?P<state>[A-Z][\w’']{3,12}(?:\s[A-Z][a-z]{3,9})?),\s\Z")
BEFORE_PLACE_END = frozenset({"date", "pages", "publisher", "collection-title", "note"})


def place_behind_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut the place off a title or publisher that ends with one: "Trennung und Heirat. Weinheim, 18-22"."""
    if has_label(segments, "location"):
        return segments
    for number, each in enumerate(segments):
        if each.label not in {"container-title", "title", "publisher"}:
            continue
        behind = segments[number + 1] if number + 1 < len(segments) else None
        if behind is None:
            if not ENTRY_END.match(text, each.end):
                continue
        elif behind.label not in BEFORE_PLACE_END or any(c.isalpha() for c in text[each.end : behind.start]):
            continue
        start = place_at_end(text[each.start : each.end])
        if start is None or not any(c.isalpha() for c in text[each.start : each.start + start]):
            continue
        university = UNIVERSITY.search(text, each.start, each.start + start)
        if university is not None and university["state"] in read_list("campuses"):
            continue
        if each.label == "title" and text[each.start + start - 2] == "," and behind is None:
            # "Demokratie in Chile, Uruguay, Argentinien" lists places; a year behind tells that the last is no title.
            continue
        return override(segments, Segment(*trim(text, each.start + start, each.end), "location"))
    return segments


def place_alone(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a publisher or container that is a place as the place of publication."""
    for number, each in enumerate(segments):
        if each.label not in {"publisher", "container-title"} or not is_place(text[each.start : each.end]):
            continue
        before = segments[number - 1] if number else None
        if each.label == "container-title" and IN_BEFORE.search(text, max(0, each.start - 10), each.start):
            continue
        if before is not None and before.label == "location" and text[before.end : each.start].strip() == ":":
            # "Berg: Oxford and New York" names the publisher first; "Lexington, Mass.: Lexington" does not.
            if is_place(text[before.start : before.end]) or not BETWEEN.search(text, each.start, each.end):
                continue
            return relabelled(segments, {before: "publisher", each: "location"})
        return relabelled(segments, {each: "location"})
    return segments


COUNTRY = re.compile(
    r"(?:(?:the\s)?United\s(?:States|Kingdom|Arab\sEmirates)|USA|UK|England|Scotland|Canada|Germany|Deutschland|France|Italy|Spain|Switzerland|Austria|Belgium|(?:The\s)?Netherlands|Sweden|Norway|Denmark|Finland|Poland|Turkey|Israel|Japan|China|India|Brazil|Australia|South\s(?:Africa|Korea))"
)


def country_behind_place(text: str, segments: list[Segment]) -> list[Segment]:
    """Join a country that the model took for a publisher to its place: "San Diego, CA, United States"."""
    for place, country in pairwise(segments):
        if (
            (place.label, country.label) == ("location", "publisher")
            and text[place.end : country.start] == ", "
            and COUNTRY.fullmatch(text, country.start, country.end)
        ):
            joined = place._replace(end=country.end)
            return [joined if each == place else each for each in segments if each != country]
    return segments


PARTED_PLACE = re.compile(r"(?P<mark>\s?:\s{1,2}|,\s{1,2}|\s{0,2}\()(?=[^\W\d_a-z])")
REGION_FIRST = re.compile(r"[A-Z]{2}\b|(?:[A-Z]\.\s?){2}|\D{0,20}\d{4,}")


def publisher_in_place(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "London, Abacus", "Frankfurt (Campus)" and "Białystok: Trans Humana" into place and publisher."""
    if has_label(segments, "publisher"):
        return segments
    for each in segments:
        if each.label != "location" and (
            each.label != "container-title" or IN_BEFORE.search(text, max(0, each.start - 10), each.start)
        ):
            continue
        for found in PARTED_PLACE.finditer(text, each.start, each.end):
            place = text[each.start : found.start()].strip()
            start, end = trim(text, found.end(), each.end)
            if not is_place(place) or end - start < 3 or is_place(text[start:end]) or REGION_FIRST.match(text, start, end):
                continue
            if is_place(text[each.start : end]):
                continue
            return override(
                override(segments, Segment(each.start, found.start(), "location")), Segment(start, end, "publisher")
            )
    return segments


PUBLISHED_IN = re.compile(
    r",\s(?P<publisher>(?:Institut|Centre|Center|Foundation|Fundación|Instituto|Universit|Council|Stiftung)\w*\s(?:for|of|on|de|für)\s[^,.]{4,80})\Z"
)


def publisher_in_host(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "Focus Asia, Institute for Security & Development Policy" into container and publisher."""
    if has_label(segments, "publisher"):
        return segments
    for each in segments:
        found = PUBLISHED_IN.search(text[each.start : each.end]) if each.label == "container-title" else None
        if found is not None:
            return override(segments, Segment(each.start + found.start("publisher"), each.end, "publisher"))
    return segments


STATUS = re.compile(
    r"""\W{0,2}(?:im\ Erscheinen|im\ Druck|in\ Vorbereitung|forthcoming|in\ press|in\ preparation|in\ review|to\ appear|en\ prensa|à\ paraître|no\ prelo|in\ corso\ di\ stampa
    | (?:unpublished\ |unveröff(?:entlichtes|\.)?\ )?(?:mimeo(?:graph)?|Ms|MS|manuscript|Manuskript|Typoskript)
    | Unveröff(?:entlicht)?|unpublished | hektogr(?:aphiert)?|vervielf(?:ältigt)?)\b\.?\W{0,2}\Z""",
    re.VERBOSE | re.IGNORECASE,
)


def status_as_note(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "im Erscheinen" and "Ms." as notes: they are neither publishers nor numbers."""
    return [
        each._replace(label="note")
        if each.label in {"publisher", "container-title", "volume", "issue", "pages", "location"}
        and STATUS.match(text[each.start : each.end])
        else each
        for each in segments
    ]
