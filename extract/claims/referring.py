"""The words by which a sentence means states that it does not name, as patterns: pronouns, offices and bodies, "both capitals"."""

from __future__ import annotations

import re
from functools import cache

from extract.data_tables import read_table
from extract.lexicon import expand

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2, "either": 2, "neither": 2, "each": 2, "pair": 2}
OPENING = r"(?:\W{0,4}[A-Z][a-z]+(?:\s[a-z0-9’'-]+){0,9},(?:(?:\s[a-z0-9’'-]+){1,9},)?)?"  # phrases without a name
WHOSE = r"(?!(?:[’']s)?\s(?:of|in|that|which|where|with|level|side|studies)\b)"  # what follows tells whose
SOON = r"(?:(?!United\b|other\b)[\w’'-]{1,30}\s)?"  # an adjective at most


def _words(name: str) -> str:
    """Return a choice of the words of a table, the longest first."""
    surfaces = {surface.strip() for notation in read_table("referring_words")[name]["words"] for surface in expand(notation)}
    return (
        "(?:"
        + "|".join(re.escape(surface).replace(r"\ ", r"\s") for surface in sorted(surfaces, key=lambda s: (-len(s), s)))
        + ")"
    )


@cache
def pronoun() -> re.Pattern[str]:
    """Return a pattern for "it" and "its" that open a sentence and mean somebody."""
    nobody = (
        r"(?:is|was|has\sbeen|had\sbeen|seems|seemed|appears|appeared|would\sbe|will\sbe|may\sbe|might\sbe|remains|became|becomes)\b"
        rf"(?:,?\s[\w’'-]{{1,30}}){{0,5}},?\s(?:that|whether|how|why|who|whom)\b|(?:is|was|seems|appears|has|had|(?:would|will|may|might|could|can)(?:\snot)?)\s(?:be\s|been\s)?(?:[\w-]{{1,20}}\s){{0,2}}{_words('expletive')}\b"
        r"|(?:follows|turns|turned|happens|happened|goes|takes|took|comes|came)\b|remains\sto\b|matters\b"
    )
    return re.compile(
        r"\W{0,4}(?:(?:[A-Z]\w{1,20}ly|First|Second|Third|Also|In addition|Moreover|However|Still|Then|Nor|But|And|Yet),?\s)?(it|its)\b"
        rf"(?!\s(?:{nobody}))",
        re.IGNORECASE,
    )


LATER_PRONOUN = re.compile(
    OPENING
    + r"\s(it)\s(?!(?:is|was|has been|had been|seems?|seemed|appears?|appeared|would be|will be|came|comes|follows|takes|took)\b)"
)
STATE = re.compile(
    OPENING
    + r"\W{0,4}(?P<noun>[Tt]he\s(?:country|government|nation|regime|administration|junta))(?:[’']s)?(?!\s(?:of|in|that|which|where|with)\b|[\w-])"
)
LISTED = re.compile(
    r"(?:^|(?<=[\s(“\"]))(?P<noun>(?:[Tt]he|[Tt]hese|[Aa]ll\sthese)\s(?:countries|nations|governments|capitals|states|juntas))\b"
    r"(?![’']?\s(?:of|in|that|which|with|where|involved|concerned|under|to\swhich)\b|-)"
)
PERSON = re.compile(OPENING + r"\W{0,4}(?P<noun>[Hh]e|[Ss]he|[Hh]is|Her)\b")
PAIR = re.compile(
    OPENING
    + r"\W{0,4}(?P<noun>[Bb]oth(?=,|\s(?:were|are|had|have|did|do|will|would|can|could|may|might|must|should|then|now|still|also|\w{2,20}(?:ed|ly))\b)|[Tt]hey|[Tt]heir)\b"
)
THEY = re.compile(rf"(?:^{OPENING}\W{{0,4}}(?P<they>[Tt]hey)|\b(?P<noun>[Oo]ne\sof\sthem))\b")
CAPITAL_BEFORE = re.compile(r"[A-Z][\w’'-]{0,30}\s$")
TIES = re.compile(
    OPENING
    + r"\W{0,4}(?P<noun>[Tt]heir\s(?:[a-z]+\s)?(?:relations|ties|relationship|border|dispute|talks|rivalry|trade|conflict|war|treaty))\b"
)
WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
TOGETHER = re.compile(r"\b(?P<noun>(?:they|them)\s(?:both|two)|both\sof\sthem)\b", re.IGNORECASE)
FORMER = re.compile(
    r"\b(?:[Tt]he\s)(?:(?P<former>former)|(?P<latter>latter))(?:[’']s\b|(?=,|\s(?:is|was|has|had|will|would|may|might|can|could|should|must|did|does|\w{2,20}(?:ed|es))\b))"
)
OTHERS = re.compile(r"\b(?:other|another|some|most|more|further|non|certain|several)[\s-](?:[\w’'-]+\s)?$", re.IGNORECASE)
OTHER_MEMBERS = re.compile(
    r"\b(?P<noun>(?:the\s)?other\s(?:[\w-]{1,30}\s)?(?P<kind>partners|members|allies|countries|states))\b"
)
PERSONAL = re.compile(
    r"(?:[’']s)?\s(?:[a-z-]{1,20}\s){0,2}(?:president|minister|premier|chancellor|king|emir|spokes(?:man|woman|person)|ambassador|envoy|leader|general|official|diplomat)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"(?:[’']s)?\s(?:[a-z-]{1,20}\s){0,2}(?:officials|diplomats|negotiators|leaders|authorities|ministers|lawmakers|generals|commanders|forces|troops)\b"
)


@cache
def counted() -> re.Pattern[str]:
    """Return a pattern for "the two countries", "both capitals", "neither side", "all three", "the two agreed"."""
    plurals = _words("plurals")
    return re.compile(
        rf"\b(?P<noun>(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll|[Bb]etween|[Oo]f)\s(?P<number>two|three|four|five|six)\s{SOON}{plurals}"
        rf"|(?:[Tt]he\s)?(?P<both>[Bb]oth)(?:\sof\s(?:the|these))?\s{SOON}{plurals}"
        rf"|(?P<each>[Ee]ach(?!\s(?:country|state|power))|[Ee]ither|[Nn]either)(?:\sof\sthe\stwo)?\s{_words('singles')}"
        r"|(?:[Tt]he|[Aa]ll)\s(?P<alone>two|three|four|five|six)(?=\s(?:were|are|had|have|also|all|did|do|remain|share|agreed|signed|reacted|"
        r"responded|joined|differ|will|would|may|could|then|now|still|never)\b)"
        r"|(?:[Tt]he\s)(?P<pair>pair)(?=\s(?:were|are|had|have|has|also|agreed|signed|will|would|then|now|still|never)\b))"
        r"(?!\s(?:of|in|that|which|where|who|whose)\b|[\w-])"
    )


@cache
def noun() -> re.Pattern[str]:
    """Return a pattern for the nouns and titles by which a state or a body of it is meant."""
    before = r"(?:new|interim|transitional|military|civilian|elected|incoming|outgoing|provisional|previous|current)"
    return re.compile(
        rf"(?<![\w-])(?:(?P<state>[Tt]h(?:e|is|at)\s{_words('states')})|(?P<body>[Tt]he\s(?:{before}\s)?(?:\d{{4}}\s)?"
        rf"(?:defen[cs]e\s(?=white))?{_words('bodies')})|(?P<title>(?:Former\s)?{_words('titles')}(?=\s[A-Z])))(?![\w-]){WHOSE}"
        rf"|\b(?P<one>(?:[Aa]|[Aa]nother|[Oo]ne)\s(?:(?:senior|former|retired|serving|government|military|defen[cs]e|foreign)\s){{1,2}}"
        r"(?:official|diplomat|minister|undersecretary|adviser|advisor|ambassador|commander|general|officer|lawmaker|spokes\w+))(?!\s(?:of|in|from|at|with)\b)"
        rf"|^\W{{0,4}}(?P<people>{_people()})(?=\s[a-z])(?!\s(?:of|in|from|at|with|to|and|who|which|that|on|for)\b)"
        rf"|(?:^|(?<=[,;]\s)|(?<=\band\s)|(?<=\bbut\s))(?P<bare>[Pp]arliament|[Cc]abinet)(?=\s(?:has|had|\w+(?:ed|s))\b)"
    )


@cache
def owned() -> re.Pattern[str]:
    """Return a pattern for what only states own: "its territory"."""
    return re.compile(rf"\b(?P<noun>(?:[Ii]ts|(?P<leader>[Hh]is|[Hh]er))\s(?:own\s)?{SOON}{_words('owned')})\b")


def _people() -> str:
    """Return a choice of the plurals that open a sentence, with a capital."""
    return re.sub(r"(?<=[:|])[a-z]", lambda first: first[0].upper(), _words("people"))
