"""Whether a capital stands for its government or is only a place: "Tokyo decided", "they met in Tokyo"."""

from __future__ import annotations

import re

from extract.lexicon import reasons
from extract.lexicon.name_context import (
    CAPITALIZED_AFTER,
    FUNCTION_WORDS,
    Clue,
    Context,
    follows_name,
    is_located,
    is_of_proper,
    is_person,
    small_words,
    words,
)

_TRAVEL = words(
    "arrived arrive arrives arriving arrival drive drove driven flew fly flies flown flying flight flights go goes going gone journey journeyed",
    "travel travelled traveled travels travelling traveling trip trips visit visits visited visiting tour toured went return returned returning returns",
    "moved moving relocated pilgrimage train trains bus road route routes miles km kilometres kilometers sailed",
)
_TRAVEL_BEFORE = Clue(
    frozenset(_TRAVEL.split("|")),
    re.compile(
        rf"\b(?i:{_TRAVEL})[ \n](?:(?!and\b|or\b|but\b|that\b)[a-z]+[ \n]){{0,3}}(?:(?:to|from|for|into|via|of|back|through)[ \n])?$"
    ),
)
_PLACE = words(
    "born raised educated live lives lived living reside resides resided based headquartered stationed staged streets suburb suburbs outskirts mayor bishop archbishop city capital",
    "cities town towns Treaty University Bank Siege siege Battle battle port neighbourhood neighbourhoods neighborhood neighborhoods residents leaving left reached departed entered",
)
_PLACE_BEFORE = Clue(
    frozenset(_PLACE.lower().split("|")),
    re.compile(rf"\b(?i:{_PLACE}|capital city)(?:[ \n](?:to|in|of|from|for|at|such as))?(?:,)?[ \n]$"),
)
_POWER = words(
    "government governments regime regimes authorities officials leaders leadership leader policymakers makers policy elite elites politicians rulers administration power"
)
_PEOPLE_IN_POWER = Clue(frozenset(_POWER.split("|")), re.compile(rf"\b(?i:{_POWER})[ \n](?:in|at)[ \n]$"))
_TRUST = words(
    "confidence trust distrust mistrust faith interest belief change hope hopes allies concern concerns fear fears alarm anger anxiety anxieties unease worry worries dismay",
    "frustration suspicion suspicions irritation outrage perception perceptions thinking",
)
_TRUST_IN = Clue(frozenset(_TRUST.split("|")), re.compile(rf"\b(?i:{_TRUST})[ \n]in[ \n]$"))
_THOUGHT = words("seen read understood interpreted regarded viewed perceived felt noted feared resented")
_THOUGHT_IN = Clue(
    frozenset(_THOUGHT.split("|")), re.compile(rf"\b(?:is|are|was|were|been|be|widely|also)[ \n](?:{_THOUGHT})[ \n]in[ \n]$")
)
_THOUGHT_AFTER = re.compile(
    r"(?:,[ \n]|[ \n])(?:[a-z']+[ \n]){1,6}(?:was|were|is|are|has been|had been|have been)[ \n](?:[a-z]+ly[ \n])?"
    r"(?:seen|read|understood|interpreted|regarded|viewed|perceived|taken|welcomed|considered)[ \n]as\b"
)  # "In Tokyo the move was seen as"
_POSSESSIVE = re.compile(r"(?:['’]s?|['’]s)[ \n]+([\w-]+)")
_PLACE_NOUN = frozenset(
    words(
        "airport airports apartment apartments architecture area avenue bars basin beach borough bridge bridges buildings bus cathedral centre center chapter church",
        "churches cinema cinemas citizens climate clubs conference convention coast district districts downtown East elections_office exhibition fashion festival gallery hall harbour harbor",
        "headquarters hospital hospitals hotel hotels house houses housing landmarks library marathon mayor metro metropolitan municipality museum museums neighbourhood",
        "neighborhood neighbourhoods neighborhoods nightlife office offices palace park parks police population port population pubs real_estate residence residents restaurant",
        "restaurants schools skyline stadium station stock street streets studio suburb suburbs subway summit taxi taxis theatre theatres theater tourists traffic tube",
        "underground university venue weather zoo Games Olympics attacks bombing bombings agreement agreements accord accords protocol treaty convention declaration",
        "communique communiqué memorandum meeting meetings round talks negotiations workshop studio correspondent bureau resident native boroughs sprout sprouts",
    ).split("|")
)
_NEXT_WORD = re.compile(r"[ \n]([^\W\d_]+)(?![\w])")
_PLACE_HYPHEN = re.compile(r"/[A-Z]|[-‐‑](?:based|born|area|bred|educated|trained|headquartered|wide|style)\b")
_ARTICLES = frozenset({"a", "an", "another", "ancient", "early", "old", "modern", "medieval"})
_WEAK = frozenset(words("from to of for about than or like is was be called named").split("|"))
_CITY = frozenset(
    words(
        "city cities town towns urban suburb suburbs suburban boroughs streets neighbourhood neighbourhoods neighborhood neighborhoods metropolis residents inhabitants dwellers",
        "train trains rail railway flight flights airport passengers destination trip commuters tourists tourism visitors museum museums restaurants hotel hotels architecture skyline",
        "murder murders crime burglary rents apartments stadium marathon Olympic Olympics weather rainfall heatwave smog",
    ).split("|")
)
"""Words near a capital that make it the city, where nothing says that it acts."""
_PLAIN_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?;][ \n]")
_RELATION = words(
    "relations relationship ties talks negotiations dialogue dispute disputes tension tensions rift rapprochement alliance axis entente pact agreement deal partnership cooperation competition rivalry",
    "help pressure pressures sanctions threat threats criticism support aid concessions demands message signals signal warning warnings ultimatum pivot tilt overtures ambassador envoy envoys",
    "loyal loyalty hostile hostility close closer turned turn turning opposition opposed response responses relative allies allied dependence dependent reliance guarantees assurances distance",
)
_RELATION_BEFORE = Clue(
    frozenset(_RELATION.split("|")),
    re.compile(
        rf"\b(?:{_RELATION})[ \n](?:[a-z-]+[ \n]){{0,2}}?(?:with|between|from|to|on|against|towards?|upon|vis-à-vis|by|of)[ \n]"
        r"(?:[A-Z][\w.-]+,?[ \n](?:and[ \n])?)?$"
    ),
)
_IMPRINT_BEFORE = re.compile(r"(?:\d[.,]|\(eds?\.\),?|Press,)[ \n]$")
_IMPRINT_AFTER = re.compile(
    r"(?:,? \(?[A-Z]\.? ?[A-Z]\b|,? ?:[ \n]{1,2}[A-Z]|, (?:1[5-9]|20)\d\d\b|, [A-Z]\.[ ,]|, (?:v\.|n\.|\d{1,2} [a-z]{3})|[ \n]\([A-Z][\w ]{2,40}(?:,|:)[ \n]?\d{4}\))"
)
_IMPRINT_SIGNS = frozenset(",: \n")
_DATELINE = re.compile(
    r"(?:,? ?\([A-Z]|[ ]?(?:—|–|―|--| - )|, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_DATELINE_SIGNS = frozenset(", (—–―-")
_SAME_LINE_START = re.compile(r"(?:^|\n)[ \t]*$")
_BEFORE_VERB = frozenset(
    words(
        "also has had have will would could may might must did does is was clearly later initially further even still only strongly quickly already again never finally then now"
    ).split("|")
)
_MOST_BEFORE_VERB = 3
_ACTS = frozenset(
    words(
        "said says stated announced argued declared denied rejected accepted agreed refused decided chose opted wants wanted seeks sought condemned criticised criticized backed supported",
        "opposed imposed lifted suspended signed withdrew abstained voted vetoed accused urged warned called insisted claimed believes believed considers considered views viewed sees saw",
        "expelled recalled summoned ordered threatened promised pledged offered proposed demanded responded retaliated reacted joined launched embarked hopes hoped fears feared knows",
        "cannot should wanted tried attempted continued continues remained remains maintains maintained adopted introduced used uses sides sided sent sends deployed invaded annexed",
        "recognised recognized forced pushed pressed signalled signaled expressed outlined threw defied limited claims favours favors prefers needs lacks began became becomes",
        "hesitated objected protested failed managed asked told blamed hit sanctioned moved confirmed declined prepares prepared plans planned pursued pursues shifted turned committed",
    ).split("|")
)
_WHICH = re.compile(r",[ \n](?:which|who)(?=[ \n])")
_WORD_AFTER = re.compile(r"[ \n]([A-Za-z]+)(?!\w)")


def capital(context: Context) -> str:
    """Let a capital stand for its government, unless it is a place, a person or part of another name."""
    if is_person(context) or _is_dateline(context) or _is_imprint(context):
        return reasons.PERSON if is_person(context) else reasons.DATELINE
    possessive = _POSSESSIVE.match(context.after)
    if possessive:
        return reasons.PLACE if possessive[1] in _PLACE_NOUN or possessive[1][:1].isupper() else "metonym:possessive"
    if _is_part_of_name(context) or _goes_with_place(context.after):
        return reasons.PLACE if _goes_with_place(context.after) else reasons.PART_OF_NAME
    before, near = context.before, small_words(context.before)
    if _is_government_in(context, near):
        return "metonym:government-in"
    is_institution = is_of_proper(context)
    if not is_institution and _RELATION_BEFORE.ends(before, near):
        return "metonym:relations"
    if is_institution or context.goes_on_list or context.previous.lower() in _ARTICLES or is_located(context):
        return reasons.PART_OF_NAME if is_institution and context.previous != "in" else reasons.PLACE
    if _TRAVEL_BEFORE.ends(before, near) or _PLACE_BEFORE.ends(before, near):
        return reasons.PLACE
    if _acts(context.after):
        return "metonym:acts"
    if _is_city(context):
        return reasons.CITY
    return "metonym" if context.named_elsewhere or not _is_weak(context) else reasons.WEAK


def actor(context: Context) -> str:
    """Let a capital with other meanings stand only where it acts."""
    rule = capital(context)
    if not rule:
        return rule
    return rule if rule in {"metonym:acts", "metonym:possessive"} else reasons.NO_DEED


def _is_government_in(context: Context, near: list[str]) -> bool:
    """Tell whether "in" a capital means its rulers: "officials in London", "in Tokyo it was seen as"; ``near`` are the words before."""
    if context.previous not in {"in", "In", "at"}:
        return False
    clues = (_PEOPLE_IN_POWER, _TRUST_IN, _THOUGHT_IN)
    return _THOUGHT_AFTER.match(context.after) is not None or any(clue.ends(context.before, near) for clue in clues)


def _is_city(context: Context) -> bool:
    """Tell whether words near the capital, of its sentence, make it a city."""
    sentence = _SENTENCE_END.split(context.before)[-1] + _SENTENCE_END.split(context.after)[0]
    return not _CITY.isdisjoint(_PLAIN_WORD.findall(sentence))


def _is_weak(context: Context) -> bool:
    """Tell whether what stands before says too little to make a capital its government, where nothing else does."""
    return context.previous in _WEAK or context.before.endswith(", ")


def _goes_with_place(after: str) -> bool:
    """Tell whether what follows a capital makes it a place: "London streets", "Geneva-based"."""
    following = _NEXT_WORD.match(after)
    return (following is not None and following[1] in _PLACE_NOUN) or _PLACE_HYPHEN.match(after) is not None


def _acts(after: str) -> bool:
    """Tell whether a verb of states follows, or follows "has also"."""
    which = _WHICH.match(after)
    position = which.end() if which else 0
    for _ in range(_MOST_BEFORE_VERB + 1):
        word = _WORD_AFTER.match(after, position)
        if word is None:
            return False
        if word[1].lower() in _ACTS:
            return True
        if word[1] not in _BEFORE_VERB:
            return False
        position = word.end()
    return False


def _is_part_of_name(context: Context) -> bool:
    following = CAPITALIZED_AFTER.match(context.after)
    if following and following[1].lower() not in FUNCTION_WORDS and not _acts(context.after) and not context.word.isupper():
        return True
    return follows_name(context)


def _is_dateline(context: Context) -> bool:
    if context.after[:1] not in _DATELINE_SIGNS or not _DATELINE.match(context.after):
        return False
    return context.word.isupper() or _SAME_LINE_START.search(context.before) is not None


def _is_imprint(context: Context) -> bool:
    """Tell a place of publication or of an event from its publisher or year: "London: Routledge", "Paris, 2000", "(Tokyo)"."""
    if context.after[:1] in _IMPRINT_SIGNS and _IMPRINT_AFTER.match(context.after):
        return True
    if context.before.endswith(("(", "[")):
        return context.after.startswith((")", "]", ", "))
    return context.after[:1] in {".", ",", ":"} and _IMPRINT_BEFORE.search(context.before) is not None
