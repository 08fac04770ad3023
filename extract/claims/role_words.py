"""Words and word endings that decide which part a country takes in a sentence."""

from __future__ import annotations

import re

COPULA_FORMS = "be is are was were been become becomes became remain remains remained come comes came pose poses posed seem seems seemed appear appears appeared"
COPULAS = frozenset(COPULA_FORMS.split())
LED = re.compile(r"-(?:led|initiated|imposed|sponsored|brokered|funded|based|made|built|controlled|dominated)$")
EXCHANGES = frozenset(
    {"sanctions", "sanction", "embargo", "embargoes", "tariffs", "boycott", "restrictions", "penalties", "bans"}
)
VIEWPOINTS = frozenset(
    {"view", "point", "lens", "perspective", "eyes", "standpoint", "opinion", "viewpoint", "part", "vantage"}
)
PARTITIVES = frozenset(
    {
        "none",
        "some",
        "any",
        "one",
        "most",
        "many",
        "all",
        "few",
        "several",
        "each",
        "majority",
        "half",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
        "scores",
        "number",
        "members",
        "third",
        "bulk",
    }
)
RESISTING = frozenset(
    {"defy", "withstand", "resist", "reject", "ignore", "rebuff", "dismiss", "oppose", "counter", "shrug", "refuse", "flout"}
)
"""Verbs whose subject acts against the one from whom the object comes: "withstood pressure from Oslo"."""

YARDSTICKS = re.compile(
    r"\W*(?:despite|notwithstanding|unlike|besides|(?:apart|aside)\sfrom|regardless\sof|in\s(?:spite|contrast|comparison|addition)\s(?:of|to|with)|"
    r"contrary\sto|compared\s(?:to|with)|similar(?:ly)?\sto)\b",
    re.IGNORECASE,
)
"""What opens a phrase whose countries are only compared or set aside."""

WITH_OTHERS = frozenset({"together", "along", "jointly", "concert", "tandem", "side"})
SIDES = re.compile(r"(?:^|[^\w])(?:anti|pro)[-‐‑–]$", re.IGNORECASE)
MEDDLING = frozenset(
    {"meddling", "meddle", "meddled", "interference", "interfere", "interfered", "interfering", "intervene", "intervened"}
)
TOPICS = frozenset({"regarding", "concerning", "for"})
BACKGROUND = frozenset({"without", "absent"})
"""Prepositions of what is not there, whatever belongs to the country."""

BULWARKS = frozenset(
    {
        "coalition",
        "alliance",
        "bulwark",
        "counterweight",
        "shield",
        "insurance",
        "hedge",
        "protection",
        "defence",
        "defense",
        "balance",
        "front",
    }
)
"""Nouns behind which "against" names whom something is held against, and nothing is done to it."""

PERCEIVING = frozenset(
    {
        "understand",
        "see",
        "regard",
        "read",
        "view",
        "perceive",
        "interpret",
        "hear",
        "treat",
        "describe",
        "receive",
        "fear",
        "resent",
        "dismiss",
        "welcome",
    }
)
"""Verbs whose passive has those who think so behind "in": "in Lima this was seen as"."""

LIKE_ADJECTIVES = re.compile(r"(?:ible|able|ful|ous|less|weaker|stronger|poorer|richer)$")
"""What a verb makes of its object: "held Peru responsible"."""

REMOVING = frozenset({"withdraw", "recall", "block", "ban", "bar", "restrict", "halt", "stop", "limit", "curb", "boycott"})
"""Verbs of steps against the one "from" whom the object comes."""

SEIZING = frozenset(
    {
        "freeze",
        "seize",
        "confiscate",
        "block",
        "bomb",
        "destroy",
        "attack",
        "hit",
        "target",
        "sanction",
        "restrict",
        "suspend",
        "unfreeze",
    }
)
"""Verbs that hit a country in what belongs to it or is in it: "froze the assets of"."""

GIVING = frozenset(
    {
        "give",
        "offer",
        "grant",
        "lend",
        "send",
        "sell",
        "promise",
        "pay",
        "hand",
        "award",
        "deny",
        "owe",
        "supply",
        "guarantee",
        "pledge",
        "provide",
    }
)
"""Verbs with the recipient right behind them: "offered Peru membership"."""

CUTTING = frozenset(
    {
        "suspend",
        "sever",
        "cut",
        "break",
        "freeze",
        "restore",
        "resume",
        "block",
        "halt",
        "curtail",
        "restrict",
        "withhold",
        "lift",
        "ease",
        "stop",
        "withdraw",
        "cancel",
        "ban",
        "limit",
    }
)
"""Verbs that open or close what goes to, or is shared with, a country."""

BE = frozenset({"is", "are", "was", "were", "been", "being", "be"})
DIRECTED = frozenset({"on", "against", "to", "towards", "toward", "at", "for", "vis-à-vis", "upon", "over", "of", "with"})
BREAKS = frozenset({",", ";", ":", "C", "S", "–", "—", "-", ")"})
QUALITY = re.compile(r"(?:[^u]ity|ness)$(?<!majority)(?<!minority)(?<!business)(?<!witness)(?<!entity)(?<!city)(?<!identity)")
DASHES = frozenset({"-", "–", "—", "‐", "‑"})
TIMES = frozenset(
    [
        "year",
        "month",
        "week",
        "day",
        "decade",
        "century",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "autumn",
        "winter",
        "time",
        "terms",
        "turn",
        "response",
        "return",
    ]
)
"""What ends a phrase that opens a sentence without a comma: "In the same year Peru left"."""

NO_ACT = frozenset({"include", "involve", "concern", "mention", "know", "resemble", "mean", "leave", "reach", "count"})
"""Verbs whose object nothing is done to."""

RESTING = frozenset({"bind", "belong", "depend", "rely", "count", "hinge", "rest", "lean", "call", "look", "live", "stay"})
"""Verbs that name no target after "on" or "at"."""
