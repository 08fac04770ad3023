"""Whether the main content of a sentence is somebody's speech: named actors who say, demand or describe something."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.attribution import CLAUSE, SAME_SUBJECT, Report, find_reports
from extract.claims.cues import words
from extract.claims.main_clause import main_clause
from extract.claims.word_kinds import AUXILIARIES, KINDS, verb_forms
from extract.months import month_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Modality, QuoteKind, Span

VIEWPOINT = re.compile(
    r"\W{0,4}(?:(?:However|Yet|Still|Thus|Moreover|Indeed),\s)?(?:[Ff]rom|[Ii]n|[Tt]hrough)\s(?P<who>(?:the\s)?(?:[\w-]+\s){0,3}?[\w-]+)(?:[’']s|(?<=s)[’'])\s"
    r"(?:own\s)?(?:point\sof\sview|view|perspective|viewpoint|standpoint|eyes|opinion|lens(?:es)?)\b"
)
"""A clause that opens with whose view it gives: "From Tokyo's point of view, ..."."""

VIEWPOINT_CUE = "point of view"
THING = re.compile(r"(?:[’']s|s[’'])\s(?P<head>.+)$")
NO_ACTOR = re.compile(
    r"\b(?:\w+isms?|theor(?:y|ies)|models?|literature|arguments?|logic|perspectives?|hypothes[ie]s|approach(?:es)?|evidence|data|stud(?:y|ies)|findings|results?|analys[ie]s|articles?|papers?|books?|figures|table|research|it|this|these|there|which|that|what|explanations?|views?|assumptions?|school|framework|concept)$",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:he|she|they|we|I|officials?|ministers?|governments?|presidents?|spokes(?:man|woman|person)|experts?|critics?|leaders?|cabinet|analysts?|scholars?|observers?|diplomats?|ambassador|envoy|interviewees?|respondents?|"
    r"politicians?|media|newspapers?|authorities|ministry|administration|delegates?|lawmakers?|sources?|authors?|premier|chancellor|secretary|senators?|opposition|embassy|statement|"
    r"meetings?|summits?|conferences?|councils?|assembly|commission|committees?|parties|members|participants|sides|communiqu[eé]s?|declarations?|parliament|court|tribunal|panel|delegations?|"
    r"representatives?|king|queen|mayor|generals?|commanders?|activists?|campaigners?|economists?|researchers?|historians?|chair(?:man|woman|person)?|directors?|negotiators?|advisers?|advisors?)\b",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\W*(?:first|second|third|fourth|fifth|finally|lastly)(?:ly)?,\s", re.IGNORECASE)
AUTHOR_SPEAKS = re.compile(
    r"[IWwOo](?<!\w.)"  # the set stands first: the engine skips to it
    r"(?:(?:(?<=I)|(?<=[Ww])e)\s(?:\w+ly\s|also\s|then\s)?(?:argue|find|found|show|examine|analy[sz]e|conclude|propose|use|present|explore|test|contend|focus|discuss|conducted|interviewed)\b"
    r"|(?<=[Oo])ur\s(?:findings|data|analysis|sample|model|study|results|argument)\b)"
)
FIRST_PERSON = re.compile(r"\W{0,4}(?:[Ww]e|I|[Oo]ur|[Mm]y)\b")
LISTING = re.compile(
    r"\b(?:outlin|list|summ|present|set|lay|laid|gave|made|nam|offer|stat|justif)\w*\s(?:[\w’'-]+\s){0,8}(?:two|three|four|five|six|several|following|a number of)\s(?:\w+\s){0,2}(?:points|reasons|demands|arguments|conditions|claims|proposals|messages|principles|grounds)\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"\s(?:points|reasons|demands|arguments|conditions|claims|proposals|messages|principles|grounds)\b")
AS = re.compile(r"[^.;]{1,160}\bas\s(?:an?|the|[a-z]+)\b")
TOLD = re.compile(r"\s(?:[\w’'.-]+\s){1,6}that\b")
TO_DO = re.compile(r"[^.;]{2,120}\bto\s[a-z]+\b")
ANNOUNCED = re.compile(r"\s(?!to\b|by\b|in\b|on\b|at\b|itself\b|himself\b|herself\b|themselves\b)[\w$€£]")
AMID = re.compile(r"[\w,]\s$")  # within a sentence a capital tells a name
IN_TIME_CLAUSE = re.compile(r"(?:\w+ly\s)?(?:after|before|since|until|once|than)\s", re.IGNORECASE)
THAT = re.compile(r"\sthat\b")
TOKEN = re.compile(r"[^\W_][\w’'.-]*[^\W_]|[^\W_]|[^\w\s]")
WHEN = re.compile(
    rf"(?:\s(?:on|in|last|this|earlier|late)?\s?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|today|yesterday|{'|'.join(month_names('en'))}|\d{{4}})\b){{0,2}}"
)
MARKS = "-'’$€£%“\"‘"
JOINERS = frozenset(("and", "or", "but"))
WITHIN = 120  # characters after a verb in which the verb of a clause without "that" stands
HEAD = re.compile(r"\s(?:of|in|for|on|with|by|at|to|from|between)\s")
CAPITALISED = re.compile(
    r"\b(?!(?:The|A|An|This|These|Those|Such|Its|Their|His|Her|Our|My|Some|Many|Most|All|Several|Both)\b)[A-Z][a-z]"
)
MIN_WORDS_OF_SPEECH = 3  # a quotation that a speaker is held to; shorter ones are terms


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


def attribute(text: str, span: Span, quotations: Sequence[Span] = (), scene: Scene = NOTHING_KNOWN) -> Report | None:
    """Return the report by which the main content of the sentence at ``span`` is somebody's speech, if it is.

    Sentences in the first person, further sentences of one quotation, and numbered points go on with the speaker of the
    sentence before.

    >>> report = attribute("Seoul stressed that trade would go on.", (0, 38), scene=Scene(named=[(0, 5)]))
    >>> report.lemma, report.speaker, report.quote
    ('stress', (0, 5), 'indirect')
    """
    start, end = span
    sentence = text[start:end]
    before = scene.before
    if before is not None:
        if any(a <= start + 1 and end - 2 <= b for a, b in quotations):
            return _going_on(before, span, "direct", "quotation goes on")
        if scene.we_speak and FIRST_PERSON.match(sentence):
            return _going_on(before, span, "direct", "goes on in the first person")
    viewpoint = VIEWPOINT.match(text, start, end)
    if viewpoint and any(a < viewpoint.end("who") and viewpoint.start("who") < b for a, b in scene.named):
        content = (viewpoint.end() + (text[viewpoint.end() : viewpoint.end() + 2] == ", ") * 2, end)
        return Report(
            viewpoint.span(), "speech", "point of view", viewpoint.span("who"), (content,), "indirect", "point of view"
        )
    main = ""
    for found in find_reports(text, start, end, quotations):
        main = main or main_clause(sentence)
        report = found
        if found.speaker is None and SAME_SUBJECT.search(text, start, found.cue[0]):
            report = found._replace(speaker=_subject_before(text, start, found.cue[0], scene.named))
        at, stop = report.cue[0] - start, report.cue[1] - start
        if main[at:stop].strip() and _is_speech_of_actor(text, report, main[stop:], scene):
            return report
    if before is not None and ORDINAL.match(sentence):
        return _going_on(before, span, "indirect", "numbered point of a speaker")
    return None


def _subject_before(text: str, start: int, at: int, named: Sequence[Span]) -> Span | None:
    """Return the last of ``named`` before ``at`` that begins a clause, or else the first."""
    before = [name for name in named if start <= name[0] < at]
    clauses = [
        name
        for name in before
        if (name[0] == start or text[start : name[0]].rstrip().endswith(","))
        and text[name[1] : name[1] + 2] not in ("'s", "’s")
    ]
    return clauses[-1] if clauses else before[0] if before else None


def _going_on(before: Report, span: Span, quote: QuoteKind, rule: str) -> Report:
    return before._replace(cue=(span[0], span[0]), content=(span,), quote=quote, rule=rule)


def goes_on(report: Report) -> bool:
    """Tell whether a report goes on with the speaker of the sentence before."""
    return "goes on" in report.rule


def means(report: Report) -> Modality | None:
    """Return what a verb of speech makes of its content: what is asked for should be, what is promised will be."""
    if report.lemma in words("attribution_weak", "requests_in_words") and report.lemma not in words(
        "attribution_weak", "telling"
    ):
        return "normative"
    return "predicted" if report.lemma in words("attribution_weak", "promising") else None


def speaks_as_author(text: str) -> bool:
    """Tell whether the author of a text writes "we" or "I": first-person sentences are no reported speech there."""
    return AUTHOR_SPEAKS.search(text) is not None


def opens_list(text: str, start: int, end: int, named: Sequence[Span]) -> Report | None:
    """Return who announces points that the next sentences number: "Seoul outlined its position in three points"."""
    found = LISTING.search(text, start, end) if LISTED.search(text, start, end) else None
    speaker = next((span for span in named if start <= span[0] < (found.start() if found else start)), None)
    return (
        Report((found.start(), found.end()), "speech", "outline", speaker, (), "indirect", "list")
        if found and speaker
        else None
    )


def _is_speech_of_actor(text: str, report: Report, after: str, scene: Scene) -> bool:
    """Tell whether an actor speaks in the report, and words of theirs follow in ``after``."""
    if report.group not in ("speech", "judgement", "request", "commitment"):
        return False
    if report.lemma in words("attribution_weak", "speaker_follows"):
        return True
    if not _may_speak(text, report, scene):
        return report.lemma == "say" and report.quote == "direct"
    if report.quote == "direct" and max(len(text[a:b].split()) for a, b in report.content) >= MIN_WORDS_OF_SPEECH:
        return True
    said = text[slice(*report.cue)].lower()
    if report.lemma in words("attribution_weak", "telling") and not said.endswith("ing") and TOLD.match(text, report.cue[1]):
        return True
    if report.lemma in words("attribution_weak", "announcing") and report.rule == "verb" and ANNOUNCED.match(after):
        return True
    if report.group in ("speech", "commitment"):
        is_noun = said == report.lemma and said in words("attribution_weak", "also_nouns")
        return (
            report.rule == "clause"
            or CLAUSE.match(after) is not None
            or (not is_noun and _opens_bare_clause(after, report.lemma))
        )
    if report.group == "request":
        in_words = report.lemma in words("attribution_weak", "requests_in_words")
        return in_words and (TO_DO.match(after) is not None or THAT.match(after) is not None)
    return AS.match(after) is not None or CLAUSE.match(after) is not None


def _opens_bare_clause(after: str, lemma: str) -> bool:
    """Tell whether a clause without "that" follows: a noun phrase and a finite verb ("said the port would close").

    After verbs that also take an object, a pronoun or name behind a noun opens a clause about it: "announced the steps
    it would take".
    """
    if lemma not in words("attribution_weak", "bare_clause"):
        return False
    takes_object = lemma not in words("attribution_weak", "bare_clause_only")
    when = WHEN.match(after)
    found = [match[0] for match in TOKEN.finditer(after, when.end() if when else 0, WITHIN)]
    previous = ""
    for word, following in pairwise([*found, ""]):
        lower = word.lower()
        if word in AUXILIARIES or lower.endswith(("n't", "n’t")):
            return bool(previous) and previous not in JOINERS and lower not in ("be", "been", "being", "having")
        if not previous and KINDS.get(lower) in ("S", "P", "C", "N", "A"):
            return False
        if lower in ("to", "as") or (previous and KINDS.get(lower) == "S") or not (word[0].isalnum() or word in MARKS):
            return False
        if previous and following != "by" and _is_verb_of(previous, word, takes_object=takes_object):
            return True
        if previous.islower() and previous not in KINDS and takes_object and (word[0].isupper() or KINDS.get(lower) == "Q"):
            return False
        previous = word
    return False


def _is_verb_of(subject: str, word: str, *, takes_object: bool) -> bool:
    """Tell whether ``word`` is the finite verb of a subject that ends in ``subject``."""
    form = verb_forms().get(word, ("", ""))[1]
    if form == "base" and not takes_object and subject.islower() and subject.endswith("s") and subject not in KINDS:
        return True  # "argues states balance"
    if form not in ("past", "s") or KINDS.get(subject.lower(), "Q") != "Q":
        return False
    return subject[0].isupper() or subject in KINDS or (form == "past" and not takes_object)


def _may_speak(text: str, report: Report, scene: Scene) -> bool:
    """Tell whether the speaker of a report is somebody who can speak: a person, a state, a body."""
    if report.speaker is None:
        return False
    phrase = HEAD.split(text[slice(*report.speaker)], maxsplit=1)[0]
    if IN_TIME_CLAUSE.match(phrase):
        return False
    end = report.speaker[0] + len(phrase)
    owned = THING.search(phrase)
    if owned and not PERSON.search(owned["head"]) and CAPITALISED.search(owned["head"]) is None:
        return False  # "the government's reliance on timber explains why"
    if any(a < end and report.speaker[0] < b for a, b in scene.named) or PERSON.search(phrase):
        return True
    if phrase.lower() == "it":
        return scene.it_speaks
    if report.lemma in words("attribution_weak", "evidence") and " " not in phrase.strip():
        is_name = phrase[:1].isupper() and NO_ACTOR.search(phrase) is None
        return is_name and AMID.search(text, max(report.speaker[0] - 3, 0), report.speaker[0]) is not None
    return NO_ACTOR.search(phrase) is None and CAPITALISED.search(phrase) is not None
