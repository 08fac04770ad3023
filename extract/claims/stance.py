"""Whether a sentence affirms or denies, and how surely."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import opens_clause, patterns, words
from extract.claims.word_kinds import verb_forms

if TYPE_CHECKING:
    from extract.models import Modality, Polarity


class Stance(NamedTuple):
    """Polarity and modality of a sentence."""

    polarity: Polarity
    modality: Modality


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
NOT_DOING = re.compile(r"\b(?:not|never)\s\w+ing\b|\bso\sas\snot\sto\b", re.IGNORECASE)
REQUESTED = re.compile(
    r"\b(?:ask|urg|call|tell|told|warn|order|advis|instruct|request|implor|begg?|appeal|encourag)(?:e|ed|es|ing|s)?\s[^.;]{1,120}?\bnot\sto\b",
    re.IGNORECASE,
)
ELABORATION = re.compile(r"(?<=\w{3}):\s.+$", re.DOTALL)


def find_stance(sentence: str) -> Stance:
    """Return polarity and modality of the main statement, and of what is said in it that a speaker reports.

    >>> find_stance("Seoul refrained from introducing any measures.")
    Stance(polarity='neg', modality='asserted')
    >>> find_stance("These are not the only ways, although they may not suffice.")
    Stance(polarity='pos', modality='hedged')
    """
    main = main_clause(sentence)
    return Stance(_polarity(main), _modality(main, sentence))


@lru_cache(maxsize=4)
def main_clause(sentence: str) -> str:
    """Return the sentence with asides and subordinate clauses blanked out, so that offsets stay.

    >>> main_clause("Ports, which had closed, reopened.").split()
    ['Ports,', ',', 'reopened.']
    """
    main = SUBORDINATE.sub(_blank, sentence) if opens_clause(sentence) else sentence
    return OPENING_CLAUSE.sub(_blank, THAT_CLAUSE.sub(_blank_relative, main) if " that " in main else main)


def _polarity(main: str) -> Polarity:
    """Return "neg" where the main predicate, or one coordinated with it, is negated or says that nothing came of it."""
    if ":" in main:
        main = ELABORATION.sub(_blank, main)
    if "not to" in main:
        main = REQUESTED.sub(_blank_end, main)
    if patterns("stance", "refusal").search(main):
        return "neg"
    lower = main.lower()
    has_not = "not" in lower or "never" in lower
    plain = NOT_DOING.sub(_blank, CONTRAST.sub(_blank, main)) if has_not else main
    return "neg" if patterns("stance", "negation").search(plain) else "pos"


def _modality(main: str, sentence: str) -> Modality:
    """Return the modality of the main clause; doubt counts wherever it stands."""
    reported = REPORTED.search(main) if "that" in main else None
    head = main[: reported.start()] if reported and not RELATIVE.search(main[: reported.start()]) else main
    tail = main[len(head) :]
    if patterns("stance", "doubt").search(head) or _is_possible(main, sentence):
        return "hedged"
    if patterns("stance", "duty").search(main):
        return "normative"
    if patterns("stance", "future").search(head) or (patterns("stance", "future").search(tail) and not WILL_NOT.search(tail)):
        return "predicted"
    if patterns("stance", "doubt").search(sentence):
        return "hedged"
    return "asserted"


def _is_possible(main: str, sentence: str) -> bool:
    """Tell whether something may or could be."""
    if "may" in sentence and MODAL_MAY.search(sentence):
        return True
    return "could" in main.lower() and MODAL_COULD.search(main) is not None


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
