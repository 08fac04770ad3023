"""The main statement of a sentence, without asides and subordinate clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.claims.cues import opens_clause, words
from extract.claims.word_kinds import has_verb, verb_forms

REST = r"(?:[^,;:()–—\s]|\s(?!-\s|(?:and|but)\sthat\b)){0,300}+"  # until a comma, a bracket or a dash
SUBORDINATE = re.compile(
    # An aside, or a clause that says when, why or which.
    r"\([^()]{0,400}\)"
    rf"|(?<=,)\s(?:as|since)\s(?=(?:the|a|an|its|their|his|her|it|he|she|they|there|this|these|(?-i:[A-Z]))[^,;.]{{2,80}}\s(?:is|are|was|were|has|have|had|would|will|could|can|did|does|\w+ed)\s\w+\s\w+){REST}"
    rf"|(?<=[\w,]\s)(?:when|what|until)\b{REST}|(?<=\w\s)once\s(?=(?:the|an?|its?|they|he|she|(?-i:[A-Z]))\b){REST}"
    # "Leaders who lose power will strike": the verb of the main clause comes behind a clause that no comma parts from it.
    r"|(?<!,\s)\bwho\s[^\s,;:()–—]{1,40}(?:\s(?!(?:will|would|should|must|may|might|cannot|could)\b|-\s)[^\s,;:()–—]{1,40}){0,60}+"
    r"|\b(?:which|who|whom|whose|where|because|if|unless|as\slong\sas|so\slong\sas|whether|although|though|even\sthough|while|whereas|as\sif|lest|"
    rf"in\scase|provided\sthat|given\sthat|so\sthat|(?<!is\s)why|how)\b{REST}",
    re.IGNORECASE,
)
THAT_CLAUSE = re.compile(rf"(?<![\w’'-])(?P<word>[\w’'-]{{1,40}}+)(?P<clause>\sthat\s{REST})")
OPENING_CLAUSE = re.compile(
    r"^\W*(?:after|before|when|whenever|since|as|once|until|despite|following|by|having|without|(?:should|had|were)(?=\s(?:the\b|an?\b|that\b|this\b|these\b|it\b|they\b|he\b|she\b|\s|(?-i:[A-Z]))))\b[^,;]{0,200},",
    re.IGNORECASE,
)
NEXT_CLAUSE = re.compile(
    # A semicolon, or a conjunction behind a comma with which another subject comes: "Ports closed, and the pilots did not return."
    r";\s|,\s(?:and|but|yet|so|or|while|whereas)\s(?=(?:the|an?|its|their|his|her|our|it|he|she|they|we|I|there|this|these|those|few|some|many|most|both|each|every|all|such|several|two|three|other|others|no|none|neither|nobody|in|on|at|after|since|(?-i:[A-Z]))\b)",
    re.IGNORECASE,
)
NOUN_BEFORE = re.compile(
    r"\b(?:the|an?|this|these|those|its|their|his|her|our|any|all|some|no|many|several|most|such|each|every|other|of|for|in|on|by|with|from|about|against|as|to\sthe|same|various|new|[a-z]+(?:al|ive|ic|ous|ary|ful|able|ible))\s$",
    re.IGNORECASE,
)
SAYING_NOUN = re.compile(
    r"\b(?:g[ai]ve[ns]?|issued?|expressed|voiced|made|makes?|took|takes?|drew|draws?|reached|came\sto|served|repeated|sent|has|have|had|is|was|left|leaves)\s(?:[\w-]+\s){0,3}"
    r"(?:notice|promises?|pledges?|assurances?|warnings?|hopes?|concerns?|fears?|confidence|views?|conclusions?|statements?|announcements?|message|signal|doubts?|belief|impression|fact|problem|point|reason|result|argument|idea|truth|assumption|expectation|conviction|evidence|proof|sense|consensus|case)\s$",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:said|says|say|told|tells|announced|argued|argues|declared|warned|stated|insisted|confirmed|claimed|stressed|noted|predicted|wrote|writes|reported|added|complained|explained|reiterated)\s"
    r"(?:in|on|at|to|during|after|before|by|with|last|this|from|earlier|later|yesterday|reporters|journalists|[A-Z]\w+|the|an?|his|her|its|their|parliament|lawmakers|\w+ly)\b[^,.;:]{0,50}$"
)
"""A verb of speech with a time or a place behind it: "said in May last year that"."""

BEFORE = 60  # characters before a noun in which its verb stands: "gave a clear warning that"


@lru_cache(maxsize=4)
def main_clause(sentence: str) -> str:
    """Return the sentence with asides and subordinate clauses blanked out, so that offsets stay.

    >>> main_clause("Ports, which had closed, reopened.").split()
    ['Ports,', ',', 'reopened.']
    """
    main = SUBORDINATE.sub(blank, sentence) if opens_clause(sentence) else sentence
    return OPENING_CLAUSE.sub(blank, THAT_CLAUSE.sub(_blank_relative, main) if " that " in main else main)


def first_clause(main: str, *, at_semicolon: bool = True) -> str:
    """Return the first of several main clauses with subjects of their own: its predicate is the main one."""
    for cut in NEXT_CLAUSE.finditer(main):
        if (at_semicolon or cut[0][0] != ";") and has_verb(main[: cut.start()]):
            return main[: cut.start()]
    return main


def _blank_relative(match: re.Match[str]) -> str:
    """Blank a clause that "that" joins to a noun; after a verb or an adjective it is what is said, and stays."""
    word = match["word"].lower()
    before = match.string[max(match.start() - BEFORE, 0) : match.start()]
    if SAID.search(f"{before}{word}") or SAYING_NOUN.search(f"{before}{word} "):
        return match[0]
    is_noun = word.endswith("s") or verb_forms().get(word, ("", ""))[1] == "base"
    if is_noun and NOUN_BEFORE.search(before):
        return match["word"] + " " * len(match["clause"])
    if word in verb_forms() or word in words("stance_words", "content_follows") or word.endswith(("ed", "ing", "ly")):
        return match[0]
    return match["word"] + " " * len(match["clause"])


def blank(match: re.Match[str]) -> str:
    """Return as many spaces as letters were found, so that offsets stay."""
    return " " * len(match[0])
