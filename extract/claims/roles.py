"""How each country of a sentence takes part: it acts, is acted on, or is only named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claims.clause import Clause
from extract.claims.grammar import sharpened
from extract.claims.parts import NAMED, CountryName, Part
from extract.claims.role_rules import RoleRules
from extract.claims.role_words import YARDSTICKS
from extract.claims.word_kinds import opening_comma, read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.claims.grammar import Grammar

SUBORDINATE = re.compile(
    r"(?<=[\w,:;])\s(?:when|whenever|because|(?<=,\s)where|as(?=\s[^,;.]{2,60}\s(?:has|have|had|did)\s(?:done|in|since|before|after)\b)|if|unless|until|after|before|"
    r"(?<=,\s)(?:which|who|whose|whom)|provided\sthat|so\sthat)\s(?!\w+ing\b)(?:[^,;:()–—\s]|\s(?!-\s)){3,300}+",
    re.IGNORECASE,
)
"""A clause that says when, why or which: what happens in it is no part of the main statement."""

OPENING_CLAUSE = re.compile(
    r"(?:when|whenever|because|if|unless|until|(?:since|after|before|once)(?=[^,;]{0,80}?\s(?:\w+ed|met|won|lost|left|took|broke|began|came|went|sent|became|fell|withdrew|"
    r"was|were|is|are|has|have|had|did)\s))\s(?!\w+ing\b)[^,;:()–—]{3,300}+,",
    re.IGNORECASE,
)
"""Such a clause before the main one."""

IN_OPENING = 0.5  # weight of what a country does in a phrase or clause before the main one


def find_parts(
    sentence: str,
    mentions: Sequence[CountryName],
    *,
    sanctioned: frozenset[str] = frozenset(),
    beside: Sequence[tuple[int, int]] = (),
    grammar_of: Callable[[CountryName], Grammar | None] | None = None,
) -> dict[str, Part]:
    """Return the part of each country of ``mentions``; of several parts the strongest.

    ``beside`` are organisations, which may stand in a list with countries. ``sanctioned`` are countries on which the text says there are sanctions: "Russian sanctions" are on Russia then. ``grammar_of`` tells what a parse says.

    >>> sentence = "Japan condemned Russia over Crimea."
    >>> names = [CountryName(0, 5, "JP", "name"), CountryName(16, 22, "RU", "name"), CountryName(28, 34, "UA", "region")]
    >>> {code: part.role for code, part in find_parts(sentence, names).items()}
    {'JP': 'actor', 'RU': 'target', 'UA': 'other'}
    """
    if not mentions:
        return {}
    clause = Clause(read_words(sentence, [*((mention.start, mention.end) for mention in mentions), *beside]))
    rules = RoleRules(clause)
    first = OPENING_CLAUSE.match(sentence)
    aside = [match.span() for match in (*([first] if first else []), *SUBORDINATE.finditer(sentence))]
    opening = opening_comma(clause.words)
    is_yardstick = opening > 0 and YARDSTICKS.match(sentence) is not None
    parts: dict[str, Part] = {}
    for mention in sorted(mentions):
        at = clause.at(mention.start)
        part = rules.part(at, mention, is_sanctioned=mention.code in sanctioned) if at is not None else NAMED
        grammar = grammar_of(mention) if grammar_of else None
        part = sharpened(part, grammar) if grammar else part
        if any(start <= mention.start < end for start, end in aside):
            part = NAMED
        if at is not None and at < opening:
            part = NAMED if is_yardstick else part._replace(weight=part.weight * IN_OPENING)
        if mention.code not in parts or part.weight > parts[mention.code].weight:
            parts[mention.code] = part
    return parts
