"""Institutions in the place of an author: "Ministry of Foreign Affairs of Japan", "NATO"."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.references.marks import DOTTED
from extract.references.types.outlets import known_outlet, read_institutions

ORGANISATION_WORD = re.compile(
    r"""\b(?:agence|agencia|agência|agenzia|banco|banque|comité|comitê|comitato|conseil|consiglio|fondation|fondazione|istituto|nazioni|naciones|nações|observat[oó]rio|osservatorio|observatoire|observatory|consortium|consorcio|consórcio|sistema|presidencia|presidência|academy|action|administration|agency|agentur|alliance|amt|archiv|archives?|assembly|asociación|association|asociacion|ausschuss|authority|bank|board|bundes\w+|bureau|bureaux?|büro|cabinet|câmara|cámara|centro|center|centre|church|club|coalition|college|
    comisión|comissão|commission|committee|company|confederation|conference|congress|consejo|conselho|corporation|council|court|department|departamento|deutsch\w*|directorate|embassy|europäische\w*|european|federation|fédération|force|foreign|forschung\w*|forum|foundation|fundación|fundação|fund|gmbh|gesellschaft|gobierno|government|governo|group|grupo|gruppe|house|inc|initiative|
    institute?|instituto|institution|institutes|international|kommission|koordination|landes\w+|league|library|ltd|mission|ministerio|ministério|ministerium|ministère|ministero|ministry|museum|nations|national|netzwerk|network|office|oficina|organi[sz]ation|organisation|organización|organização|organismo|panel|parliament|parlament\w*|
    partei|party|presidency|press|project|projekt|programme|program|rat|red|research|school|secretaría|secretaria|secretariat|senate|service|services|società|society|sociedad|société|statistisches|staff|state|stiftung|task|team|tribunal|treasury|trust|union|unión|united|universidad|universidade|université|universität|university|verband|verein|world|
    herald|times|post|news|journal|review|guardian|magazine|daily|zeitung|reuters|gazette|tribune|telegraph|today|observer|economist|chronicle)\b""",
    re.VERBOSE | re.IGNORECASE,
)
PERSON_FIRST = re.compile(
    r"[^\W\d_][\w'’-]+, (?:[^\W\d_]\.|[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-Z]\.)*(?:$|[;,/&]| and | und | y ))|[A-ZÀ-Þ][a-zß-ÿ][\w'’-]* [A-Z]{1,3}(?:, | and | & )"
)
"""A person stands first: "Okafor, A.", "Okafor AB, "."""
KEPT = 4096
"""How many stretches are kept of which we know whether they name an institution: authors recur in a bibliography."""
STATE = re.compile(r"(?:The\s)?U\.\s?[SKN]\.\s(?=[A-Z])")
"""A state before the name of its office: "U.S. Department of Defense"."""
NAMED_AS_ARTICLE = re.compile(r"(?:Das|Der|Die)\s[A-ZÀ-Þ]{1,2}(?:,|\s(?:and|und|et|y|e|&)\s|\Z)")
"""A family name that reads like an article: "Das N and Salow B"."""
SMALL_WORD = re.compile(r"\b(?:of|for|on|the|and|für|des|der|und|pour|para|per|to|in)\b")


@lru_cache(maxsize=KEPT)
def is_organisation(text: str) -> bool:
    """Tell whether a stretch names one institution rather than people.

    >>> [is_organisation(name) for name in ("MOFA-Japan (Ministry of Foreign Affairs of Japan)", "Union, Jack", "NATO")]
    [True, False, True]
    """
    if PERSON_FIRST.match(text):
        first = text.split(",", maxsplit=1)[0]
        if not ORGANISATION_WORD.search(first) or not SMALL_WORD.search(text):
            return False
    if ";" in text:
        return False
    words = text.split()
    if len(words) == 1:
        return text.isupper() and len(text) > 2
    if text.removeprefix("The ") in read_institutions() or ("," not in text and known_outlet(text) is not None):
        return True
    state = STATE.match(text)
    if state is not None:
        return ORGANISATION_WORD.search(text, state.end()) is not None
    if any(DOTTED.match(word) for word in words):
        return False
    if ORGANISATION_WORD.search(text) or (
        text.startswith(("The ", "Die ", "Der ", "Das ")) and not NAMED_AS_ARTICLE.match(text)
    ):
        return True
    return words[0].isupper() and len(words[0]) > 2 and "," not in text and not text.isupper()
