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
PARTITIVES = frozenset({"none", "some", "any", "one", "most", "many", "all", "few", "several", "each", "majority", "half"})
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

RESTING = frozenset({"depend", "rely", "count", "hinge", "rest", "lean", "call", "look", "live", "stay"})
"""Verbs that name no target after "on" or "at"."""
