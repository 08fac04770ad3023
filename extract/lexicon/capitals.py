"""Whether a capital stands for its government or is only a place: "Tokyo decided", "they met in Tokyo"."""

from __future__ import annotations

import re

from extract.lexicon.name_context import (
    CAPITALIZED_AFTER,
    FUNCTION_WORD,
    LOCATIVE_BEFORE,
    PROPER_OF,
    Context,
    follows_name,
    is_person,
    words,
)

_TRAVEL_BEFORE = re.compile(
    r"\b(?i:"
    + words(
        "arrived arrive arrives arriving arrival drive drove driven flew fly flies flown flying flight flights go goes going gone journey journeyed",
        "travel travelled traveled travels travelling traveling trip trips visit visits visited visiting tour toured went return returned returning returns",
        "moved moving relocated pilgrimage train trains bus road route routes miles km kilometres kilometers sailed",
    )
    + r")[ \n](?:(?!and\b|or\b|but\b|that\b)[a-z]+[ \n]){0,3}(?:(?:to|from|for|into|via|of|back|through)[ \n])?$"
    r"|\b(?i:born|raised|educated|lives?|lived|living|reside[sd]?|based|headquartered|stationed|staged|streets|suburbs?|outskirts|mayor|bishop|archbishop|city|capital|capital city|cities|towns?|Treaty|University|"
    r"Bank|Siege|siege|Battle|battle|port|neighbou?rhoods?|residents|leaving|left|reached|departed|entered)(?:[ \n](?:to|in|of|from|for|at|such as))?(?:,)?[ \n]$"
)
_PEOPLE_IN_POWER = re.compile(
    r"\b(?:"
    + words(
        "government governments regime regimes authorities officials leaders leadership leader policymakers policy-makers policy decision-makers elite elites politicians rulers administration power"
    )
    + r")[ \n](?:in|at)[ \n]$"
)
_TRUST_IN = re.compile(
    r"\b(?:confidence|trust|distrust|mistrust|faith|interest|belief|change|regime change|hopes?|allies)[ \n]in[ \n]$"
)
_POSSESSIVE = re.compile(r"(?:['’]s?|['’]s)[ \n]+([\w-]+)")
_PLACE_NOUN = words(
    "airport airports apartment apartments architecture area avenue bars basin beach borough bridge bridges buildings bus cathedral centre center chapter church",
    "churches cinema cinemas citizens climate clubs conference convention coast district districts downtown East elections_office exhibition fashion festival gallery hall harbour harbor",
    "headquarters hospital hospitals hotel hotels house houses housing landmarks library marathon mayor metro metropolitan municipality museum museums neighbourhood",
    "neighborhood neighbourhoods neighborhoods nightlife office offices palace park parks police population port population pubs real_estate residence residents restaurant",
    "restaurants schools skyline stadium station stock street streets studio suburb suburbs subway summit taxi taxis theatre theatres theater tourists traffic tube",
    "underground university venue weather zoo Games Olympics attacks bombing bombings agreement agreements accord accords protocol treaty convention declaration",
    "communique communiqué memorandum meeting meetings round talks negotiations workshop studio correspondent bureau resident native boroughs sprout sprouts",
)
_PLACE_NOUN_AFTER = re.compile(rf"[ \n](?:{_PLACE_NOUN})\b")
_PLACE_HYPHEN = re.compile(r"/[A-Z]|[-‐‑](?:based|born|area|bred|educated|trained|headquartered|wide|style)\b")
_ARTICLE_BEFORE = re.compile(r"\b(?i:an?|another|ancient|early|old|modern|medieval)[ \n]$")
_WEAK_BEFORE = re.compile(r"(?:\b(?:from|to|of|for|about|than|or|like|is|was|be|called|named)[ \n]|, )$")
_RELATION_BEFORE = re.compile(
    r"\b(?:"
    + words(
        "relations relationship ties talks negotiations dialogue dispute disputes tension tensions rift rapprochement alliance axis entente pact agreement deal partnership cooperation competition rivalry",
        "help pressure pressures sanctions threat threats criticism support aid concessions demands message signals signal warning warnings ultimatum pivot tilt overtures ambassador envoy envoys",
        "loyal loyalty hostile hostility close closer turned turn turning opposition opposed response responses relative allies allied dependence dependent reliance guarantees assurances distance",
    )
    + r")[ \n](?:[a-z-]+[ \n]){0,2}?(?:with|between|from|to|on|against|towards?|upon|vis-à-vis|by|of)[ \n](?:[A-Z][\w.-]+,?[ \n](?:and[ \n])?)?$"
)
_IMPRINT_BEFORE = re.compile(r"(?:\d[.,]|\(eds?\.\),?|Press,)[ \n]$")
_IMPRINT_AFTER = re.compile(
    r"(?:, D\.? ?C\b|,? ?:[ \n]{1,2}[A-Z]|, (?:1[5-9]|20)\d\d\b|, [A-Z]\.[ ,]|[ \n]\([A-Z][\w ]{2,40}(?:,|:)[ \n]?\d{4}\))"
)
_DATELINE = re.compile(
    r"(?:,? ?\([A-Z]|[ ]?(?:—|–|―|--| - )|, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_SAME_LINE_START = re.compile(r"(?:^|\n)[ \t]*$")
_ACTS_AFTER = re.compile(
    r"(?:,[ \n](?:which|who)[ \n]|[ \n](?:(?:also|has|had|have|will|would|could|may|might|must|did|does|is|was|clearly|later|initially|further|even|still|only|strongly|quickly|already|again|never|finally|then|now)[ \n]){0,3})"
    r"(?i:"
    + words(
        "said says stated announced argued declared denied rejected accepted agreed refused decided chose opted wants wanted seeks sought condemned criticised criticized backed supported",
        "opposed imposed lifted suspended signed withdrew abstained voted vetoed accused urged warned called insisted claimed believes believed considers considered views viewed sees saw",
        "expelled recalled summoned ordered threatened promised pledged offered proposed demanded responded retaliated reacted joined launched embarked hopes hoped fears feared knows",
        "cannot should wanted tried attempted continued continues remained remains maintains maintained adopted introduced used uses sides sided sent sends deployed invaded annexed",
        "recognised recognized forced pushed pressed signalled signaled expressed outlined threw defied limited claims favours favors prefers needs lacks began became becomes",
        "hesitated objected protested failed managed asked told blamed hit sanctioned moved confirmed declined prepares prepared plans planned pursued pursues shifted turned committed",
    )
    + r")\b"
)


def capital(context: Context) -> str:
    """Let a capital stand for its government, unless it is a place, a person or part of another name."""
    if is_person(context) or _is_dateline(context) or _is_imprint(context):
        return ""
    possessive = _POSSESSIVE.match(context.after)
    if possessive:
        return "" if re.fullmatch(_PLACE_NOUN, possessive[1]) or possessive[1][:1].isupper() else "metonym:possessive"
    if _is_part_of_name(context) or _PLACE_NOUN_AFTER.match(context.after) or _PLACE_HYPHEN.match(context.after):
        return ""
    if _PEOPLE_IN_POWER.search(context.before) or _TRUST_IN.search(context.before):
        return "metonym:government-in"
    if _RELATION_BEFORE.search(context.before):
        return "metonym:relations"
    if (
        any(pattern.search(context.before) for pattern in (LOCATIVE_BEFORE, _ARTICLE_BEFORE, _TRAVEL_BEFORE))
        or context.goes_on_list
    ):
        return ""
    if _ACTS_AFTER.match(context.after):
        return "metonym:acts"
    return "" if _WEAK_BEFORE.search(context.before) and not context.named_elsewhere else "metonym"


def actor(context: Context) -> str:
    """Let a capital with other meanings stand only where it acts."""
    rule = capital(context)
    return rule if rule in {"metonym:acts", "metonym:possessive"} else ""


def _is_part_of_name(context: Context) -> bool:
    following = CAPITALIZED_AFTER.match(context.after)
    if (
        following
        and not FUNCTION_WORD.fullmatch(following[1])
        and not _ACTS_AFTER.match(context.after)
        and not context.word.isupper()
    ):
        return True
    if PROPER_OF.search(context.before):
        return True
    return follows_name(context)


def _is_dateline(context: Context) -> bool:
    starts = context.word.isupper() or _SAME_LINE_START.search(context.before) is not None
    return starts and _DATELINE.match(context.after) is not None


def _is_imprint(context: Context) -> bool:
    """Tell a place of publication or of an event from its publisher or year: "London: Routledge", "Paris, 2000", "(Tokyo)"."""
    if _IMPRINT_AFTER.match(context.after):
        return True
    if context.before.endswith("("):
        return context.after.startswith(")")
    return context.after[:1] in {".", ",", ":"} and _IMPRINT_BEFORE.search(context.before) is not None
