"""Who can speak: persons, states, bodies and documents, as far as their words tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.attribution import ADVERB, AUXILIARY, Report
from extract.claims.cues import inflected, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

THING = re.compile(r"(?:[’']s|s[’'])\s(?P<head>.+)$")
NO_ACTOR = re.compile(
    r"\b(?:\w+isms?|theor(?:y|ies)|models?|literature|arguments?|logic|perspectives?|hypothes[ie]s|approach(?:es)?|evidence|data|stud(?:y|ies)|findings|results?|analys[ie]s|articles?|papers?|books?|figures|table|research|it|this|these|there|which|that|what|explanations?|views?|assumptions?|school|framework|concept)$",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:he|she|they|we|I|one\sof\s\w+|others|some|many|several|few|most|media|cabinet|ministry|administration|authorities|opposition|embassy|statement|meetings?|summits?|conferences?|councils?|assembly|commission|committees?|parties|"
    r"members|participants|sides|communiqu[eé]s?|declarations?|parliament|court|tribunal|panel|delegations?|king|queen|mayor|generals?|chair(?:man|woman|person)?|governments?|presidents?|premier|chancellors?|leadership|"
    r"capitals?|department|agency|bank|institute|union|secretariat|office|party|police|clergy|military|army|navy|pope|emperor|crown\sprince|prince|princess|envoys?|aides?|insiders?|delegates?|veterans?|executives?|judges?|bankers?|"
    r"(?:under)?secretar(?:y|ies)|ministers?|ambassadors?|consuls?|admirals?|colonels?|captains?|officials?|officers?|experts?|critics?|sceptics|skeptics|scholars?|academics|sources?|authors?|witness(?:es)?|survivors?|relatives|residents?|"
    r"citizens?|proponents?|opponents?|supporters?|advocates?|defenders?|adherents?|students?|youths?|nationals|refugees?|respondents?|informants?|lawmakers?|jurists?|liberals|conservatives|democrats|republicans|hawks|doves|"
    r"diplomats?|bureaucrats?|technocrats?|newspapers?|daily|editorial|(?!allies\b)\w{2,}(?:ists?|ologists?|ians|agogues?|wom[ae]n|spokesm[ae]n|people)|spokes(?:man|woman|person)|observers?|leaders?|commanders?|farmers?|workers?|dockers?|pilots?|"
    r"traders?|investors?|lawyers?|reporters?|writers?|researchers?|campaigners?|interviewers?|interviewees?|interlocutors?|planners?|policymakers?|policy-makers?|decision-makers?|thinkers?|negotiators?|"
    r"advis[eo]rs?|senators?|directors?|editors?|doctors?|professors?|commentators?|legislators?|mediators?|investigators?|prosecutors?|inspectors?|auditors?|professor|fellow|politicians?|technicians?|physicians?|historians?|"
    r"activists?|analysts?|economists?|representatives?|voters?|employers?|manufacturers?|exporters?|importers?|villagers?|teachers?|soldiers?|managers?|staffers?|partners?|insurers?|lenders?|regulators?|ally|allies|neighbours?|neighbors?|"
    r"hosts?|minister|minority|majority)\b"
)
DOCUMENT = re.compile(
    r"\b(?:white\spapers?|green\spapers?|documents?|memorand(?:um|a)|letters?|resolutions?|communiqu[eé]s?|declarations?|manifestos?|editorials?|press\sreleases?|strategy|text|preamble|statements?|charters?|guidelines|cables?|"
    r"polls?|estimates)$",
    re.IGNORECASE,
)
"""What is written, and says what its authors say."""

THINKERS = (
    # Those whose thoughts are told as their words are: schools, experts, people who were asked.
    r"(?:critics|s[ck]eptics|scholars?|academics|authors|experts?|analysts?|observers?|commentators?|proponents|opponents|supporters|advocates|defenders|adherents|interviewees?|"
    r"respondents?|informants?|officials?|diplomats?|economists?|historians?|researchers?|theorists?|lawyers?|policymakers|policy-makers|planners|(?:\w+-)?(?:neo)?realists?|(?:neo)?liberals|"
    r"constructivists?|institutionalists?|marxists?|feminists?|pessimists|optimists|students\sof\s\w+|sources|literature)"
)
CLASS_OF_THINKERS = re.compile(rf"(?:^(?:others|some|many|several|most|few)$|\b{THINKERS}\b)", re.IGNORECASE)
THINKING = re.compile(
    rf"(?:^|[,;:]\s(?:(?:and|but|while|whereas|yet)\s)?|\bwhile\s)(?P<who>(?:(?:[\w-]{{1,30}}\s){{0,3}}?{THINKERS}(?:\s(?:of|in|from|on)\s(?:[\w-]{{1,30}}\s){{0,3}}?[\w-]{{1,30}})?|others|some|many|most|several|few))"
    rf"\s(?:(?:{ADVERB}|{AUXILIARY})\s){{0,4}}(?P<verb>[a-z]{{1,20}})\s",
    re.IGNORECASE,
)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|should)\b")
RELATED = re.compile(r"\b(?:who|which|that|whose|whom)\b")
HEAD = re.compile(r"\s(?:of|in|for|on|with|by|at|to|from|between)\s")
CAPITALISED = re.compile(
    r"\b(?!(?:The|A|An|This|These|Those|Such|Its|Their|His|Her|Our|My|Some|Many|Most|All|Several|Both)\b)[A-Z][a-z]"
)
AMID = re.compile(r"[\w,]\s$")  # within a sentence a capital tells a name
IN_TIME_CLAUSE = re.compile(r"(?:\w+ly\s)?(?:after|before|since|until|once|than)\s", re.IGNORECASE)


class Scene(NamedTuple):
    """What is known around a sentence when its speaker is looked for."""

    named: Sequence[Span] = ()
    """Places of countries and organisations, who may speak."""
    before: Report | None = None
    """The report that the sentence before belongs to."""
    it_speaks: bool = False
    """May "it" stand for a country or organisation of the sentence before?"""
    we_speak: bool = True
    """May "we" be somebody else than the author?"""


NOTHING_KNOWN = Scene()


def may_speak(text: str, report: Report, scene: Scene) -> bool:
    """Tell whether the speaker of a report is somebody who can speak: a person, a state, a body."""
    if report.speaker is None:
        return False
    whole = text[slice(*report.speaker)]
    if FINITE.search(whole) and RELATED.search(whole) is None:
        return False  # a clause, not a noun phrase
    phrase = HEAD.split(text[slice(*report.speaker)], maxsplit=1)[0]
    if IN_TIME_CLAUSE.match(phrase):
        return False
    end = report.speaker[0] + len(phrase)
    owned = THING.search(phrase)
    if owned and not PERSON.search(owned["head"]) and CAPITALISED.search(owned["head"]) is None:
        return False  # "the government's reliance on timber explains why"
    if any(a < end and report.speaker[0] < b for a, b in scene.named) or PERSON.search(phrase) or DOCUMENT.search(phrase):
        return True
    if phrase.lower() == "it":
        return scene.it_speaks
    if report.lemma in words("attribution_weak", "evidence") and " " not in phrase.strip():
        is_name = phrase[:1].isupper() and NO_ACTOR.search(phrase) is None
        return is_name and AMID.search(text, max(report.speaker[0] - 3, 0), report.speaker[0]) is not None
    return NO_ACTOR.search(phrase) is None and CAPITALISED.search(phrase) is not None


def may_think(text: str, report: Report) -> bool:
    """Tell whether thoughts are told of somebody as words are: of schools, experts, and people who were asked.

    >>> from extract.claims.attribution import find_reports
    >>> text = "Many scholars doubt that the port is safe."
    >>> may_think(text, find_reports(text, 0, len(text))[0])
    True
    """
    return report.speaker is not None and CLASS_OF_THINKERS.search(text[slice(*report.speaker)]) is not None


def is_name(text: str, report: Report, scene: Scene) -> bool:
    """Tell whether the speaker is one name, as scholars are called, and no state: "As Okafor showed"."""
    if report.speaker is None or any(a < report.speaker[1] and report.speaker[0] < b for a, b in scene.named):
        return False
    phrase = text[slice(*report.speaker)]
    return phrase[:1].isupper() and PERSON.search(phrase) is None and NO_ACTOR.search(phrase) is None


def ends_in_speaker(text: str, report: Report, scene: Scene) -> bool:
    """Tell whether the head of the speaker is somebody, not a thing of theirs: in "the French dispute threatened to grow" it is not."""
    if report.speaker is None:
        return False
    phrase = HEAD.split(text[slice(*report.speaker)], maxsplit=1)[0]
    last = phrase.split()[-1:] or [""]
    end = report.speaker[0] + len(phrase)
    return (
        PERSON.fullmatch(last[0].lower()) is not None
        or (
            last[0][:1].isupper()
            and not last[0].lower().endswith("s’")
            and any(b >= end - 1 for a, b in scene.named if a < end)
        )
        or _is_person(phrase)
    )


def _is_person(phrase: str) -> bool:
    return all(word[:1].isupper() for word in phrase.split()) and len(phrase.split()) > 1


@cache
def scholarly() -> dict[str, str]:
    """Return the finite forms of the verbs by which scholars take a position, with their dictionary forms."""
    verbs = (*words("scholars", "verbs"), *words("attribution_weak", "opinions"))
    return {form: verb for verb in sorted(verbs) for form, kind in inflected(verb) if kind != "ing"}


def find_thinkers(main: str, start: int) -> Report | None:
    """Return the report of what schools or experts hold, in the main clause ``main`` of a sentence that begins at ``start``.

    >>> report = find_thinkers("Many scholars have long treated the port as a gift.", 0)
    >>> report.lemma, report.speaker
    ('treat', (0, 13))
    """
    for found in THINKING.finditer(main):
        lemma = scholarly().get(found["verb"].lower())
        if lemma:
            who, cue = found.span("who"), found.span("verb")
            end = len(main.rstrip(" .!?"))
            return Report(
                (cue[0] + start, cue[1] + start), "thought", lemma, (who[0] + start, who[1] + start), ((cue[1] + 1 + start, end + start),),
                "indirect", "scholars",
            )  # fmt: skip
    return None
