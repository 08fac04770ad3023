"""Whether a sentence affirms or denies, and how surely."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import opens_clause, patterns, words
from extract.claims.word_kinds import has_verb, verb_forms

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


REST = r"(?:[^,;:()–—\s]|\s(?!-\s)){0,300}+"  # until a comma, a bracket or a dash
SUBORDINATE = re.compile(
    # An aside, or a clause that says when, why or which.
    r"\([^()]{0,400}\)"
    rf"|(?<=,)\s(?:as|since)\s(?=(?:the|a|an|its|their|his|her|it|he|she|they|there|this|these|(?-i:[A-Z]))[^,;.]{{2,80}}\s(?:is|are|was|were|has|have|had|would|will|could|can|did|does|\w+ed)\s\w+\s\w+){REST}"
    r"|\b(?:which|who|whom|whose|where|because|if|unless|as\slong\sas|so\slong\sas|whether|although|though|even\sthough|while|whereas|as\sif|lest|"
    rf"in\scase|provided\sthat|given\sthat|so\sthat|(?<!is\s)why|how)\b{REST}",
    re.IGNORECASE,
)
THAT_CLAUSE = re.compile(rf"(?<![\w’'-])(?P<word>[\w’'-]{{1,40}}+)(?P<clause>\sthat\s{REST})")
OPENING_CLAUSE = re.compile(
    r"^\W*(?:after|before|when|whenever|since|as|once|until|despite|following|by|having|without)\b[^,;]{0,200},", re.IGNORECASE
)
REPORTED = re.compile(r"(?<=\w)\sthat\s(?=.{8})")
RELATIVE = re.compile(
    r"\b(?:the|a|an|this|any|all|some|those|these|issues?|states?|countries|policy|measures?|sanctions|actions?|things?|factors?|forces?|points?|something|anything|nothing)\s(?:[\w’'-]+\s){0,2}$",
    re.IGNORECASE,
)
MODAL_MAY = re.compile(r"(?<!\bin )(?<!\bof )\bmay\b")
WILL_NOT = re.compile(r"\b(?:will (?:not|never)|won[’']t)\b")  # a reported refusal is a stance, not a forecast
MODAL_COULD = re.compile(r"\bcould\b(?!\s?(?:not|n[’']t)\b)", re.IGNORECASE)
CONTRAST = re.compile(
    r"(?:,|\bbut|\band|–|—)\s(?:and\s|but\s)?not\s(?:by|in|on|a|an|the|for|from|because|as|to|with|of|through|\w+ing|necessarily)\b",
    re.IGNORECASE,
)
NOT_DOING = re.compile(
    r"\b(?:not|never)\s\w+ing\b|\bso\sas\snot\sto\b|,\s\w+ing\s(?:\w+\s){0,2}(?:neither|no|none|nothing|nobody)\b",
    re.IGNORECASE,
)
SECOND_PREDICATE = re.compile(
    # "It pays, and has never paid": what is denied of the same subject in the second place is not the main predicate.
    r"\b(?:\w+ed|is|are|was|were|has|have|had|constitutes?|remains?)\s[^;:]{1,400}\s(?:and|but)\s(?:\w+ly\s)?"
    r"(?:is|are|was|were|has|have|had|did|does|do|shall|will|would|could|can|should|must)\s(?:\w+ly\s)?$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:ask|urg|call|tell|told|warn|order|advis|instruct|request|implor|begg?|appeal|encourag)(?:e|ed|es|ing|s)?\s",
    re.IGNORECASE,
)
REQUESTED = re.compile(
    r"\b(?:ask|urg|call|tell|told|warn|order|advis|instruct|request|implor|begg?|appeal|encourag)(?:e|ed|es|ing|s)?\s[^.;]{1,120}?\bnot\sto\b",
    re.IGNORECASE,
)
NO = re.compile(r"no\b(?!\s(?:longer|one)\b)", re.IGNORECASE)
NOBODY = re.compile(r"(?:no|none|neither|nobody|nothing|few|hardly)\b", re.IGNORECASE)
SCOPE_END = re.compile(
    # A clause that was blanked out, a mark, or a conjunction with which another predicate begins.
    r"\s{3}|\s*[;:(–—]|\s*[.!?…]\W*$|,\s(?=(?:and|but|or|nor|yet|so|as|with|instead|rather|despite|unlike|in|on|at|after|before|when|\w+ing|\w+ly)\b)"
    r"|,\s(?=(?:it|he|she|they|we)\s)|\s(?=but\b|and\s(?:thus|therefore|instead|so)\b)|,?\W*$",
    re.IGNORECASE,
)
ELABORATION = re.compile(r"(?<=\w{3}):\s.+$", re.DOTALL)


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


@lru_cache(maxsize=4)
def main_clause(sentence: str) -> str:
    """Return the sentence with asides and subordinate clauses blanked out, so that offsets stay.

    >>> main_clause("Ports, which had closed, reopened.").split()
    ['Ports,', ',', 'reopened.']
    """
    main = SUBORDINATE.sub(_blank, sentence) if opens_clause(sentence) else sentence
    return OPENING_CLAUSE.sub(_blank, THAT_CLAUSE.sub(_blank_relative, main) if " that " in main else main)


def _find_negation(main: str) -> Span | None:
    """Return the words by which the main predicate, or one coordinated with it, is negated or nothing came of it."""
    if ":" in main:
        main = ELABORATION.sub(_blank, main)
    if "not to" in main:
        main = REQUESTED.sub(_blank_end, main)
    refusal = patterns("stance", "refusal").find(main)
    if refusal and not (ASKED.search(main[: refusal[0]]) and not main[: refusal[1]].endswith(("ed", "s"))):
        return refusal
    lower = main.lower()
    has_not = "not" in lower or "never" in lower or "ing " in lower
    found = patterns("stance", "negation").find(NOT_DOING.sub(_blank, CONTRAST.sub(_blank, main)) if has_not else main)
    nothing = NO.match(main, found[0]) if found else None
    if found and SECOND_PREDICATE.search(main, 0, found[0]):
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
    head, tail = main[:at], main[at:]
    doubt = patterns("stance", "doubt").find(head) or _find_possible(main)
    if doubt:
        return "hedged", doubt
    duty = patterns("stance", "duty").find(main)
    if duty:
        return "normative", duty
    future = patterns("stance", "future").find(head)
    if future:
        return "predicted", future
    future = patterns("stance", "future").find(tail)
    if future and not WILL_NOT.search(tail):
        return "predicted", (future[0] + at, future[1] + at)
    return "asserted", None


def _find_possible(main: str) -> Span | None:
    """Return the words by which something may or could be."""
    may = MODAL_MAY.search(main) if "may" in main else None
    could = MODAL_COULD.search(main) if may is None and "could" in main.lower() else None
    found = may or could
    return found.span() if found else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_end(match: re.Match[str]) -> str:
    """Blank "not to": what somebody is asked not to do is no denial, but that nobody asked is one."""
    return match[0][:-6] + " " * 6


def _blank_relative(match: re.Match[str]) -> str:
    """Blank a clause that "that" joins to a noun; after a verb or an adjective it is what is said, and stays."""
    word = match["word"].lower()
    if word in verb_forms() or word in words("stance_words", "content_follows") or word.endswith(("ed", "ing")):
        return match[0]
    return match["word"] + " " * len(match["clause"])
