"""What hangs at the edges of titles and hosts and is no part of them: weekdays, document numbers, publishers in brackets; and years that are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.dates import names_month
from extract.references.repairs.places import is_place
from extract.references.segments import Segment, cut, has_label, relabelled
from extract.references.types import known_periodical

if TYPE_CHECKING:
    from collections.abc import Callable

WEEKDAY = re.compile(
    r",?\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)-feira|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica)\Z"
)
REMARK = re.compile(r"\s[(\[](?:in\s[A-Z][a-z]{3,15}|database|online|formerly\s[^()\[\]]{3,40}|[A-Z]{2,4}\s\d{5,9})[)\]]?\Z")


OWN_HOUSE = frozenset({"Author", "Autor", "Auteur"})


def _own_house(text: str, segments: list[Segment]) -> list[Segment]:
    """Drop the publisher "Author", which names nobody."""
    return [each for each in segments if each.label != "publisher" or text[each.start : each.end] not in OWN_HOUSE]


def _host_edge(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut weekdays and remarks off a host: "Libération, jeudi", "Kommersant (in Russian)"."""
    for each in segments:
        if each.label not in {"container-title", "publisher"}:
            continue
        found = WEEKDAY.search(text, max(each.start, each.end - 20), each.end) or REMARK.search(
            text, max(each.start, each.end - 55), each.end
        )
        if found is not None and found.start() > each.start + 1:
            return cut(text, segments, (found.start(), each.end))
    return segments


SYMBOL = re.compile(
    r"""[,.]\s(?P<value>(?:(?:UN|U\.N\.|WTO|OAS|AU|EU)\s)?(?:[Dd]oc(?:ument)?\b\.?(?:\s[\w./()-]{3,40})? | (?:JOIN|COM|SWD)\b\S{0,20}
    | (?:Joint\ Publication|Field\ Manual|FM|JP|ADP|ATP|MCWP|DOD\ Instruction|(?:Bundestags-?)?[Dd]rucksache)\s\d[\d./-]{0,15}\w? | AJP-\d[\d.]{0,6}
    | [A-Z]{2,9}(?:/[\w.()]{1,14}){2,6})(?:\.?\s(?:Edition|Version)\s\w{1,3}){0,2})\Z""",
    re.VERBOSE,
)


def _symbol_behind_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut the number of a document off its title: "..., UN document S/2014/87"."""
    for each in segments:
        found = SYMBOL.search(text, max(each.start + 4, each.end - 80), each.end) if each.label == "title" else None
        if found is not None:
            segments = cut(text, segments, (found.start(), each.end))
            if has_label(segments, "collection-number"):
                return segments
            return sorted([*segments, Segment(*found.span("value"), "collection-number")])
    return segments


ANNUAL = re.compile(
    r"\b(?:Yearbook|Outlook|Balance|Bluebook|Almanac|Annual|Index|Survey|Report|Update|Statement|Jahrbuch|Anuario|Anuário|Annuaire|Weißbuch|[Ww]hite\s[Pp]aper)\Z"
)


def _year_of_title(text: str, segments: list[Segment]) -> list[Segment]:
    """Give a title its year when the entry has another date: "Department of Defense, 2019 Missile Review, January 2019"."""
    dates = [each for each in segments if each.label == "date" and re.search(r"\d{4}", text[each.start : each.end])]
    for year in dates:
        if not re.fullmatch(r"(?:19|20)\d\d", text[year.start : year.end]):
            continue
        at = segments.index(year)
        behind = segments[at + 1] if at + 1 < len(segments) else None
        before = segments[at - 1] if at else None
        is_front = not any(char.isalnum() for char in text[: year.start])
        if (
            behind is not None
            and behind.label in {"title", "container-title", "author"}
            and text[year.end : behind.start] == " "
            and (is_front or (len(dates) > 1 and text[: year.start].rstrip()[-1:] in {",", "“", '"', "‘"}))
            and (behind.label == "title" or (not has_label(segments, "title") and behind.label != "author"))
        ):
            others = [each for each in segments if each not in (year, behind)]
            return sorted([*others, Segment(year.start, behind.end, "title")])
        if (
            before is not None
            and len(dates) > 1
            and before.label in {"title", "container-title"}
            and text[before.end : year.start] == " "
            and text[year.end : year.end + 1] in {",", ".", ":", ";"}
            and ANNUAL.search(text, before.start, before.end)
        ):
            return sorted([*(each for each in segments if each not in (year, before)), before._replace(end=year.end)])
    return segments


IN_BRACKETS = re.compile(
    r"\s\((?P<publisher>[A-ZÀ-Þ][^()\d:,“”\"]{2,60}?),?\s(?:1[5-9]|20)\d\d\)",
)


def _publisher_in_brackets(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the house in "Order after 1815 (Clarendon 1984)" out of the title."""
    if has_label(segments, "publisher"):
        return segments
    for each in segments:
        if each.label not in {"title", "container-title"}:
            continue
        found = IN_BRACKETS.search(text, each.start + 3, each.end + 8)
        if found is None or not each.start < found.start() < each.end or found.end("publisher") > each.end + 1:
            continue
        name = found["publisher"]
        if names_month(name):
            return segments
        if re.search(r"\b(?:ed|eds|trans|vol|edition|Hg|Hrsg|Session|Award|blog)\b|[a-z]{3,9}\s[a-z]{3,9}\s", name) or any(
            char.isalnum() for char in text[found.end() : each.end]
        ):
            return segments
        kept = cut(text, segments, (found.start(), max(each.end, found.end("publisher"))))
        return sorted([*kept, Segment(*found.span("publisher"), "location" if is_place(name) else "publisher")])
    return segments


SERIES_WORD = re.compile(
    r"\b(?:(?:Working|Discussion|Occasional|Policy|Research|Issue)?\s?(?:Papers?|Briefs?|Briefings?|Reports?)|Commentar(?:y|ies)|Comments?|Dispatch|Series|Essays\sin|Perspectives?\Z|Insights?\Z|Documentos?|Cuadernos?\sde\s[Tt]rabajo|Cadernos?|Notes?\sd[eu]|Notas?|Arbeitspapiere?|Studien?\Z|Contributions?|Backgrounder|Visions|Monographs?|Adelphi|Biuletyn|Bulletin\sPISM|PISM\sBulletin|Questions?\sd[’']Europe|HSFK|Materialien)\b"
)
NO_SERIES = re.compile(
    r"\b(?:Journal|Review|Revista|Revue|Rivista|Zeitschrift|Official|Oficial|Officiel|Gazette|Gaceta|Register|Magazine|Jahrbuch|Yearbook|Quarterly|Proceedings|Diario|Diário|Bulletin\s(?:BReg|der|of))\b"
)


def _series_with_number(text: str, segments: list[Segment]) -> list[Segment]:
    """Take a host with a number, but without volume and pages, as a series: "RSIS Commentaries, No. 112/2013"."""
    host = [each for each in segments if each.label == "container-title"]
    number = [each for each in segments if each.label == "issue"]
    if len(host) != 1 or len(number) != 1 or has_label(segments, "volume", "collection-title", "editor"):
        return segments
    name = text[host[0].start : host[0].end]
    if NO_SERIES.search(name) or known_periodical(name) or not 0 < number[0].start - host[0].end < 12:
        return segments
    if any(each.label == "pages" and re.search(r"[–-]", text[each.start : each.end]) for each in segments):
        return segments
    if not SERIES_WORD.search(name) or not any(each.label == "title" and each.end <= host[0].start for each in segments):
        return segments
    labels = {host[0]: "collection-title", number[0]: "collection-number"}
    return relabelled(segments, labels)


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (
    _own_house,
    _host_edge,
    _symbol_behind_title,
    _year_of_title,
    _publisher_in_brackets,
    _series_with_number,
)


def repair_edges(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches, titles and hosts without what hangs at their edges.

    >>> text = "Ports, UN document S/2014/87, 2014."
    >>> [(text[a:b], label) for a, b, label in repair_edges(text, [Segment(0, 28, "title"), Segment(30, 34, "date")])]
    [('Ports', 'title'), ('UN document S/2014/87', 'collection-number'), ('2014', 'date')]
    """
    for rule in RULES:
        segments = rule(text, segments)
    return segments
