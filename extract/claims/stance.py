"""Whether a sentence affirms or denies, and how surely."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import patterns
from extract.claims.main_clause import blank, first_clause, main_clause
from extract.claims.word_kinds import KINDS, has_verb, verb_forms

if TYPE_CHECKING:
    from extract.models import Modality, Polarity, Span


class Denial(NamedTuple):
    """Words that deny, and those that they govern."""

    cue: Span
    scope: Span


class Stance(NamedTuple):
    """Polarity and modality of a sentence, with the words that tell them; offsets count in the sentence."""

    polarity: Polarity
    modality: Modality
    denial: Denial | None = None
    modality_cue: Span | None = None


REPORTED = re.compile(r"(?<=\w)\sthat\s(?=.{8})")
PRETENDED = re.compile(
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\b[a-z]{2,20}ing\sthat\s[^,;:()–—]{0,300}"
)
"""A participle with a clause of its own: what "saying that it would not" denies is not the main statement."""

RELATIVE = re.compile(
    r"\b(?:the|a|an|this|any|all|some|those|these|issues?|states?|countries|policy|measures?|sanctions|actions?|things?|factors?|forces?|points?|something|anything|nothing)\s(?:[\w’'-]+\s){0,2}$",
    re.IGNORECASE,
)
MODAL_MAY = re.compile(r"(?<!\bin )(?<!\bof )\bmay\b")
BEFORE = 40  # characters before a negation in which its verb and conjunction stand
MODAL_COULD = re.compile(r"\bcould\b(?!\s?(?:not|n[’']t)\b)", re.IGNORECASE)
CONTRAST = re.compile(
    r"(?:,|\bbut|\band|–|—)\s(?:and\s|but\s)?not\s(?!all\b|every|one\b|even\b|many\b|much\b|a\ssingle|only\b)", re.IGNORECASE
)
NOT_DOING = re.compile(
    r"(?<!\bis\s)(?<!\bam\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)(?<![’\x27]re\s)(?<![’\x27]m\s)(?<![’\x27]s\s)\b(?:not|never)\s\w+ing\b|\bso\sas\snot\sto\b|,\s\w+ing\s(?:\w+\s){0,2}(?:neither|no|none|nothing|nobody)\b",
    re.IGNORECASE,
)
SECOND_PREDICATE = re.compile(
    # "It pays, and has never paid": what is denied of the same subject in the second place is not the main predicate.
    r",?\s(?:and|but)\s(?:(?:\w+ly|still|also|thus|therefore)\s)?(?:is|are|was|were|has|have|had|did|does|do|shall|will|would|could|can|should|must)\s(?:\w+ly\s|still\s)?$",
    re.IGNORECASE,
)
ASKING = r"\b(?:ask|urg|call|tell|told|warn|order|advis|instruct|request|implor|begg?|appeal|encourag)(?:e|ed|es|ing|s)?\s"
ASKED = re.compile(ASKING, re.IGNORECASE)
REQUESTED = re.compile(rf"{ASKING}[^.;]{{1,120}}?\bnot\sto\b", re.IGNORECASE)
NO = re.compile(r"no\b(?!\s(?:longer|one)\b)", re.IGNORECASE)
NOBODY = re.compile(r"(?:no|none|neither|nobody|nothing|few|hardly)\b", re.IGNORECASE)
SCOPE_END = re.compile(
    # A clause that was blanked out, a mark, or a conjunction with which another predicate begins.
    r"\s{3}|\s*[;:(–—]|\s*[.!?…]\W*$|,\s(?=(?:and|but|or|nor|yet|so|as|with|instead|rather|despite|unlike|in|on|at|after|before|when|\w+ing|\w+ly)\b)"
    r"|,\s(?=(?:it|he|she|they|we)\s)|\s(?=but\b|and\s(?:thus|therefore|instead|so)\b)|,?\W*$",
    re.IGNORECASE,
)
ELABORATION = re.compile(r"(?<=[\w”\"’\x27)]{3}):\s.+$", re.DOTALL)
AFFIRMING = re.compile(
    # Words of denial that affirm.
    r"\b(?:cannot|can(?:not|\snot|[’\x27]t)|could\snot|could(?:n[’\x27]t)|must\snot|should\snot|is\snot\sto)\sbe\s(?:ruled\sout|excluded|denied|ignored|over(?:stated|estimated|looked|emphasi[sz]ed)|doubted|understated|underestimated|dismissed)\b"
    r"|\b(?:cannot|can\snot|could\snot|do\snot|does\snot|did\snot)\s(?:rule\sout|exclude|deny|help\sbut|but|hesitate\sto|fail\sto|cease\sto)\b"
    r"|\bno\s(?:fewer|less|more|later|sooner|doubt|wonder|matter|denying|question\sthat|mistaking|secret|coincidence|accident)\b"
    r"|\b(?:nothing|none)\s(?:but|less\sthan|short\sof|other\sthan)\b|\b(?:or|than|if|why|whether|or\sis\sit)\snot\b(?=\W|\s(?:all|most|in)\b)|\bnot\s(?:un(?:usual|like|common|likely|reasonable|known|precedented|related|aware|welcome|touched|affected)|insignificant|infrequent|impossible|surprising)"
    r"|\blittle\sor\sno\b|\bif\s(?:not|any|no)\b|\bto\sno\savail\b",
    re.IGNORECASE,
)
SPEECH_AHEAD = re.compile(
    r"\b(?:will|shall|would|may|might)\s(?:\w+ly\s)?(?:reply|argue|object|say|claim|respond|answer|insist|contend|counter|note|retort|maintain|point\sout|protest|complain|be\s(?:recalled|remembered|noted|seen|argued|objected))$",
    re.IGNORECASE,
)
PAST_REPORT = re.compile(
    r"\b(?:said|announced|promised|pledged|vowed|predicted|warned|expected|notice|doubted|threatened|hoped|assured|decided|swore|forecast|estimated|anticipated|guaranteed|cautioned|calculated|confirmed|stated|indicated|signall?ed|agreed|reiterated)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
WOULD = re.compile(r"\bwould\b(?!\s(?:(?:not|never|\w+ly)\s)?have\b)", re.IGNORECASE)
DEMAND = re.compile(
    r"\W{0,4}(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+|[•–—*-]\s+|(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|then|instead|above\sall),?\s)?(?P<negated>(?:do\snot|don[’\x27]t|never)\s)?(?P<verb>[A-Za-z]+)\s(?P<next>[\w-]+)",
    re.IGNORECASE,
)
ITEM = re.compile(r"\W{0,4}\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|[•–—*-]\s", re.IGNORECASE)
NO_DEMAND = frozenset(
    [
        "note",
        "see",
        "consider",
        "recall",
        "suppose",
        "imagine",
        "compare",
        "cf",
        "take",
        "given",
        "like",
        "say",
        "call",
        "witness",
        "remember",
        "think",
    ]
)
OPENS_OBJECT = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "all",
        "its",
        "their",
        "his",
        "her",
        "our",
        "your",
        "this",
        "these",
        "those",
        "each",
        "every",
        "both",
        "more",
        "new",
        "no",
    ]
)


def find_stance(sentence: str) -> Stance:
    """Return polarity and modality of the main statement, and of what is said in it that a speaker reports.

    >>> sentence = "Seoul refrained from introducing any measures, and Tokyo waited."
    >>> [sentence[slice(*span)] for span in find_stance(sentence).denial]
    ['refrained', 'from introducing any measures']
    >>> find_stance("These are not the only ways, but they may suffice.")
    Stance(polarity='pos', modality='hedged', denial=None, modality_cue=(38, 41))
    """
    main = main_clause(sentence)
    cue = _find_negation(main)
    modality, modality_cue = _modality(main)
    if cue is None:
        return Stance("pos", modality, None, modality_cue)
    return Stance("neg", modality, Denial(cue, _scope(main, cue)), modality_cue)


def _find_negation(main: str) -> Span | None:
    """Return the words by which the main predicate, or one coordinated with it, is negated or nothing came of it."""
    if ":" in main:
        main = ELABORATION.sub(blank, main)
    main = AFFIRMING.sub(blank, first_clause(main))
    if "ing that " in main:
        main = PRETENDED.sub(blank, main)
    if "not to" in main:
        main = REQUESTED.sub(_blank_end, main)
    refusal = patterns("stance", "refusal").find(main)
    if refusal and not (ASKED.search(main[: refusal[0]]) and not main[: refusal[1]].endswith(("ed", "s"))):
        return refusal
    lower = main.lower()
    has_not = "not" in lower or "never" in lower or "ing " in lower
    found = patterns("stance", "negation").find(NOT_DOING.sub(blank, CONTRAST.sub(blank, main)) if has_not else main)
    nothing = NO.match(main, found[0]) if found else None
    second = SECOND_PREDICATE.search(main, max(found[0] - BEFORE, 0), found[0]) if found else None
    if second and has_verb(main[: second.start()]):
        return None
    return nothing.span() if nothing else found


def _scope(main: str, cue: Span) -> Span:
    """Return the words that a negation governs: those up to the end of its clause, with the verb of a subject that is nobody."""
    start, end = cue[1], cue[1]
    while start < len(main) and main[start].isspace():
        start += 1
    for stop in SCOPE_END.finditer(main, start):
        end = stop.start()
        if not NOBODY.match(main, cue[0]) or has_verb(main[start:end]):
            break
    return start, start + len(main[start:end].rstrip(" .!?…"))


def _modality(main: str) -> tuple[Modality, Span | None]:
    """Return the modality of the main clause, and the words that give it."""
    reported = REPORTED.search(main) if "that" in main else None
    at = reported.start() if reported and not RELATIVE.search(main[: reported.start()]) else len(main)
    head, tail = SPEECH_AHEAD.sub(blank, main[:at]), main[at:]
    duty = patterns("stance", "duty").find(main) or _find_demand(main)
    if duty:
        return "normative", duty
    future = patterns("stance", "future").find(head)
    if future:
        return "predicted", future
    future = patterns("stance", "future").find(tail)
    if future:
        return "predicted", (future[0] + at, future[1] + at)
    would = WOULD.search(tail) if "would" in tail and PAST_REPORT.search(head) else None
    if would:
        return "predicted", (would.start() + at, would.end() + at)
    doubt = patterns("stance", "doubt").find(head) or _find_possible(main)
    if doubt is None and tail:
        doubt = patterns("stance", "doubt").find(tail)
        doubt = (doubt[0] + at, doubt[1] + at) if doubt else None
    return ("hedged", doubt) if doubt else ("asserted", None)


def _find_demand(main: str) -> Span | None:
    """Return the verb of an imperative: "Lift the ban." In a list the object may have no article: "2. Move decisions to the council."."""
    found = DEMAND.match(main)
    verb = found["verb"].lower() if found else ""
    if found is None or verb in NO_DEMAND or verb_forms().get(verb, ("", ""))[1] != "base":
        return None
    is_plain = (
        found["next"].lower() in OPENS_OBJECT or found["negated"] or (ITEM.match(main) and not KINDS.get(found["next"].lower()))
    )
    return found.span("verb") if is_plain else None


def _find_possible(main: str) -> Span | None:
    """Return the words by which something may or could be."""
    may = MODAL_MAY.search(main) if "may" in main else None
    could = MODAL_COULD.search(main) if may is None and "could" in main.lower() else None
    found = may or could
    return found.span() if found else None


def _blank_end(match: re.Match[str]) -> str:
    """Blank "not to": what somebody is asked not to do is no denial, but that nobody asked is one."""
    return match[0][:-6] + " " * 6
