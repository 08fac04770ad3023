"""What the dependency parse of a doc says of a name in its reading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from extract.claims.cues import words
from extract.claims.grammar import Grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extract.claims.grammar import Parsed
    from extract.models import Span
    from extract.reading import Reading

Relation = Literal["subject", "passive subject", "object", "agent"]
RELATIONS: dict[str, Relation] = {
    "dobj": "object",
    "nsubj": "subject",
    "nsubj:pass": "passive subject",
    "nsubjpass": "passive subject",
    "obj": "object",
    "obl:agent": "agent",
}
"""Labels of ClearNLP, which spaCy's English models use, and of Universal Dependencies."""

WITHIN = frozenset({"amod", "compound", "nmod", "nmod:poss", "poss"})
"""How a country hangs on a body of its state: "the Japanese government", "Japan's ministers"."""

VERBS = frozenset({"VERB", "AUX", ""})
"""Parts of speech of what has subjects and objects; a doc may be parsed and not tagged."""

MOST_STEPS = 9
"""How often a name in a list is followed to the one before it."""


def parsed(doc: Doc, reading: Reading) -> Parsed | None:
    """Return what tells how a place of the reading hangs on a verb, if the doc is parsed."""
    return partial(_grammar_at, doc, reading) if len(doc) and doc.has_annotation("DEP") else None


def _grammar_at(doc: Doc, reading: Reading, place: Span) -> Grammar | None:
    raw = reading.raw_spans(*place)
    named = doc.char_span(raw[0][0], raw[-1][1], alignment_mode="expand") if raw else None
    if not named:
        return None
    token = _head(named.root)
    relation, verb = RELATIONS.get(token.dep_), token.head
    if token.dep_ == "pobj" and verb.dep_ == "agent":
        relation, verb = "agent", verb.head
    if relation is None or verb.pos_ not in VERBS:
        return None
    cue = reading.mapped.text_spans(verb.idx, verb.idx + len(verb))
    return Grammar(relation, verb.text, cue[0]) if cue else None


def _head(token: Token) -> Token:
    """Return the token on which a name depends as a whole: the first of a list, the body of a state that it is part of."""
    for _ in range(MOST_STEPS):
        is_within = token.dep_ in WITHIN and token.head.lower_ in words("roles", "agents")
        if token.dep_ != "conj" and not is_within:
            break
        token = token.head
    return token
