"""The work that holds a part, with its editors: "In: names (eds.): Title. Place: Publisher"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.references.marks import EDITOR_MARK, IN_BEFORE, PARTICLE
from extract.references.repairs.imprints import (
    country_behind_place,
    place_alone,
    place_behind_title,
    publisher_in_host,
    publisher_in_place,
    status_as_note,
)
from extract.references.segments import Segment, first_of, has_label, override, relabelled, trim

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBERS = frozenset({"volume", "issue", "pages"})

MARKS_ONLY = re.compile(rf"[\s,;]{{0,6}}(?:{EDITOR_MARK})?[\s,.:;–-]{{0,8}}[“\"„»«‘]?\Z")
HOST_SLIPS = frozenset({"title", "publisher", "edition", "note", "genre", "collection-title", "translated-title"})


def _host_behind_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take what follows "In: names (Hrsg.)" as the title of the host when no other stretch is."""
    for editor, host in pairwise(segments):
        if editor.label != "editor" or host.label not in HOST_SLIPS or not MARKS_ONLY.match(text[editor.end : host.start]):
            continue
        if IN_BEFORE.search(text, max(0, editor.start - 10), editor.start) is None or not any(
            c.isalpha() for c in text[host.start : host.end]
        ):
            continue
        containers = [each for each in segments if each.label == "container-title"]
        behind = next((each for each in containers if 0 <= each.start - host.end < 3), None)
        if behind is not None and host.label in {"publisher", "note"}:
            # "Reflexive Modernisierung. Eine Kontroverse": the model saw a publisher in the first half of the title.
            return override(
                [each for each in segments if each not in (host, behind)], Segment(host.start, behind.end, "container-title")
            )
        if containers:
            continue
        return relabelled(segments, {host: "container-title"})
    return segments


VOLUME_WORD = re.compile(
    r"[\s.,–-]{1,4}\(?(?:Bde?|Band|[Vv]ols?|[Vv]olume|Heft|Teilband|[Tt]omo?e?|Jg|Jahrgang|[Nn]r|[Nn]o|Faszikel|[Ii]ssue)\Z"
)
NUMBER_AT_END = re.compile(r"[\s:,]{1,3}(?P<volume>\d{1,3}|[IVXLC]{1,6})\Z")
PAGES_BEHIND = re.compile(r"\s?[,:;]\s{0,2}(?:(?:pp?|S)\.\s?)?[a-zA-Z]?\d|\s?\((?:1[89]|20)\d\d")


def _number_behind_host(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut the volume off the container: "Violence and Victims 1, 47-60", "Gesammelte Werke, Bd. 2"."""
    kept: list[Segment] = []
    has_volume = has_label(segments, "volume")
    for each in segments:
        if each.label != "container-title":
            kept.append(each)
            continue
        value = text[each.start : each.end]
        word = VOLUME_WORD.search(value)
        number = None if word or has_volume else NUMBER_AT_END.search(value)
        if word is not None and word.start():
            kept.append(each._replace(end=each.start + word.start()))
        elif number is not None and number.start() and PAGES_BEHIND.match(text, each.end):
            kept.append(each._replace(end=each.start + number.start()))
            kept.append(Segment(each.start + number.start("volume"), each.end, "volume"))
        else:
            kept.append(each)
    return kept


SENTENCE = re.compile(r"(?<![A-ZÀ-Þ])(?<!\b(?:St|vs|Dr|Mr|bd|Bd|Jr|Nr|No))[.?!]\s{1,2}(?=[^\W\d_a-z])")
BARE_NUMBER = re.compile(r"[\s,:]{1,3}\(?\Z")
SHORTEST_JOURNAL, LONGEST_JOURNAL = 4, 90
"""Characters of the names of journals that are cut off a title."""


def _journal_in_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut the journal off a title on which its numbers follow: "Pressejournalismus. Media Perspektiven, 2, 53-73"."""
    if has_label(segments, "container-title", "collection-title"):
        return segments
    for title, number in pairwise(segments):
        if (
            title.label != "title"
            or number.label not in {"volume", "issue"}
            or not BARE_NUMBER.match(text[title.end : number.start])
        ):
            continue
        if not any(each.label == "pages" and each.start > number.start for each in segments):
            continue
        ends = list(SENTENCE.finditer(text, title.start, title.end))
        if not ends or not SHORTEST_JOURNAL <= title.end - ends[-1].end() <= LONGEST_JOURNAL:
            continue
        split = ends[-1]
        head = Segment(title.start, split.start() + (text[split.start()] != "."), "title")
        return override(
            [each for each in segments if each != title] + [head], Segment(split.end(), title.end, "container-title")
        )
    return segments


SLASHES = re.compile(r"(?<![:/])//(?=\s)")
SLASHED_END = re.compile(r"\s/\s|\.\s{0,2}[–—-]\s|\.\s{0,2}(?=\d|[A-ZА-Я]{1,2}\.|[VТСP]ol|№)|,\s(?=\d{4})")


def _host_behind_slashes(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "Title // Journal. 2007." apart, as Russian and other bibliographies part the host from the part."""
    if "//" not in text:
        return segments
    found = SLASHES.search(text)
    author = next((each for each in segments if each.label in {"author", "editor"}), None)
    if found is None:
        return segments
    front = [each for each in segments if each.end <= found.start() and each.label in {"title", "note", "container-title"}]
    if not front:
        front = [each for each in segments if each.start < found.start() < each.end and each.label != "author"]
    if not front or (author is not None and author.start > front[0].start):
        return segments
    title = Segment(*trim(text, front[0].start, found.start()), "title")
    end = SLASHED_END.search(text, found.end(), found.end() + 300)
    stop = end.start() if end else found.end()
    stop = min(
        [
            stop,
            *(
                each.start
                for each in segments
                if each.start > found.end() and each.label in {"date", "volume", "pages", "location"}
            ),
        ]
    )
    host = Segment(*trim(text, found.end(), stop), "container-title")
    segments = [each for each in segments if each.label not in {"title", "container-title"}]
    segments = override(segments, title)
    return override(segments, host) if host.start < host.end else segments


_NAME = rf"(?:(?:[A-ZÀ-Þ]\.[\s-]?){{1,3}}(?:{PARTICLE}\s){{0,2}}[A-ZÀ-Þ][\w’'-]{{1,30}}+|[A-ZÀ-Þ][\w’'-]{{1,30}}+,\s(?:[A-ZÀ-Þ]\.[\s-]?){{1,3}})"
_LIST = rf"{_NAME}(?:(?:\s?[/;&–]\s?|\s-\s|,\s|\s(?:and|und|et|e|y|u\.)\s){_NAME}){{0,6}}+"
NAMES_FIRST = re.compile(rf"(?P<names>{_LIST})(?P<et>\s(?:et\sal\.?|u\.\s?a\.?))?\s?[,:.]\s{{1,2}}(?=[“\"„»«]?[^\W\d_a-z])")


def _editors_before_host(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the names at the front of a host as its editors: "in D. Lanza – O. Longo, Il meraviglioso"."""
    host = first_of(segments, "container-title")
    if host is None or has_label(segments, "editor") or not IN_BEFORE.search(text, max(0, host.start - 10), host.start):
        return segments
    found = NAMES_FIRST.match(text, host.start, host.end)
    if found is None or host.end - found.end() < 4:
        return segments
    return override(segments, Segment(*found.span("names"), "editor"))


EDITORS_BEHIND = re.compile(
    r"(?P<host>[^()]{4,200}?)(?:[,.]?\s{1,2}(?:eds?\.|edited\sby|hrsg\.\sv(?:on|\.))\s|\s\((?:(?:Hg|Hrsg|[Ee]ds?)\.:?\s)?)(?=[A-ZÀ-Þ])"
)
EDITORS_NEXT = re.compile(r"[,.]?\s{1,2}(?:eds?\.|edited\sby|hrsg\.\sv(?:on|\.)|\((?:Hg|Hrsg|[Ee]ds?)\.:?)\s\Z")


def _host_before_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Part "In Secular Ritual, ed. S. Moore" and "In Festschrift for Le Cam (D. Pollard, ed.)" into host and editors."""
    if has_label(segments, "container-title"):
        return segments
    for number, each in enumerate(segments):
        if each.label != "editor" or not IN_BEFORE.search(text, max(0, each.start - 10), each.start):
            continue
        behind = segments[number + 1] if number + 1 < len(segments) else None
        if behind is not None and behind.label == "editor" and EDITORS_NEXT.match(text[each.end : behind.start]):
            return relabelled(segments, {each: "container-title"})
        found = EDITORS_BEHIND.match(text, each.start, each.end)
        if found is None or "." in found["host"] or len(found["host"].split()) < 2:
            continue
        host = Segment(each.start, found.end("host"), "container-title")
        return sorted([*(other for other in segments if other != each), host, Segment(found.end(), each.end, "editor")])
    return segments


IN_EDITORS = re.compile(
    rf"(?:^|[\s.,;:!?\"”»’)\]*])(?:[Ii]n|[Ee]n|[Ee]m|[Dd]ans)\b:?\s+(?P<names>[^()\"“”«»]{{3,250}}?)[\s,]*{EDITOR_MARK}"
)


def repair_editors(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the names between "In" and "(eds.)" as the editors."""
    for found in IN_EDITORS.finditer(text):
        title = first_of(segments, "title")
        if title is not None and title.start <= found.start("names") < title.end:
            continue
        names = text[found.start("names") : found.end("names")]
        if re.search(r"\d", names) or re.search(r"[a-zà-ÿ]{3,}[.:] [A-Z][a-zà-ÿ]{3,} [a-zà-ÿ]{2,}", names):
            continue
        start, end = trim(text, *found.span("names"), " \t\n\r,;:*_")
        return override(segments, Segment(start, end, "editor"))
    return segments


EDITION = re.compile(
    r"[\s.,]{1,3}\((?P<edition>(?:\d{1,2}\s?(?:\.|st|nd|rd|th|ª|e|ème)?\s?,?\s?)(?:[^\W\d_]{2,14}\.?,?\s){0,3}(?:Au(?:fl|ﬂ)(?:age)?|Ausg(?:abe)?|[Ee]d(?:n|ition|ición|ição|izione)?|[ée]d(?:ition)?)\b\.?)\)?\Z"
)


def _edition_in_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut "(2. Aufl." off the title or host that it stands behind."""
    for each in segments:
        found = (
            EDITION.search(text, max(each.start, each.end - 45), each.end)
            if each.label in {"title", "container-title"}
            else None
        )
        if found is not None and found.start() > each.start:
            rest = [other for other in segments if other != each]
            return sorted([*rest, each._replace(end=found.start()), Segment(*found.span("edition"), "edition")])
    return segments


CLOSING = {"(": ")", "[": "]"}
LONGEST_TAIL = 40
"""Characters between the end of a title and the bracket that closes what was opened in it."""


def _closed_bracket(text: str, segments: list[Segment]) -> list[Segment]:
    """Go on with a title to the end of the bracket in which it broke off: "[Tagung vom 4. bis 5. Juli 2003]"."""
    for number, each in enumerate(segments):
        if each.label not in {"title", "container-title"}:
            continue
        value = text[each.start : each.end]
        opening = max(value.rfind("("), value.rfind("["))
        if opening < 1 or CLOSING[value[opening]] in value[opening:]:
            continue
        end = text.find(CLOSING[value[opening]], each.end, each.end + LONGEST_TAIL)
        others = [other for other in segments[number + 1 :] if other.start < end]
        if not any(other.label == "date" and other not in others for other in segments):
            continue
        if (
            end > 0
            and "(" not in text[each.end : end]
            and all(other.label in {"date", "pages", "volume"} and other.end <= end for other in others)
        ):
            return override([other for other in segments if other != each], Segment(each.start, end + 1, each.label))
    return segments


REPEATED = re.compile(
    r"\W{0,2}(?:[Dd]ers|[Dd]ies|[Dd]erselbe|[Dd]ieselben?|[Ii]dem|[Ii]d|[Ee]ad|[Ee]adem|[Ii]psa)\b\.?(?:\s?(?:/|u\.|und|et|&|and)\s|\W{0,3}\Z)"
)


def _repeated_editor(text: str, segments: list[Segment]) -> list[Segment]:
    """Take "ders." before an editor's mark out of the editors: it repeats the author."""
    if not has_label(segments, "author"):
        return segments
    kept: list[Segment] = []
    for each in segments:
        found = REPEATED.match(text, each.start, each.end) if each.label == "editor" else None
        if found is None:
            kept.append(each)
        elif found.end() < each.end:
            kept.append(each._replace(start=found.end()))
    return kept


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (
    _edition_in_title,
    _closed_bracket,
    publisher_in_host,
    status_as_note,
    _host_behind_slashes,
    _host_before_editors,
    _host_behind_editors,
    _editors_before_host,
    country_behind_place,
    place_alone,
    publisher_in_place,
    place_behind_title,
    _journal_in_title,
    _number_behind_host,
    _repeated_editor,
)


def repair_hosts(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches with host, publisher and place where the print tells them."""
    for rule in RULES:
        segments = rule(text, segments)
    return segments
