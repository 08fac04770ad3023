"""Leaders named in a text, each standing for a state: "Fumio Kishida", "President Park", "the Abe administration"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.lexicon import Tag
from extract.lexicon.name_context import word_before
from extract.months import month_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.lexicon import Hit

WINDOW = 48

OFFICES = {
    "chairman": r"(?:Chairman|Leader|leader|Marshal|dictator)",
    "chancellor": r"(?:Chancellor|chancellor)",
    "chief executive": r"Chief Executive",
    "commander": r"(?:General|Commander|Field Marshal)",
    "crown prince": r"Crown Prince",
    "defence minister": r"(?:Defen[cs]e Minister|defen[cs]e minister)",
    "emperor": r"Emperor",
    "foreign minister": r"(?:Foreign (?:Affairs )?Minister|foreign (?:affairs )?minister|Minister|FM)",
    "foreign secretary": r"(?:Foreign Secretary|foreign secretary)",
    "general secretary": r"(?:General Secretary|Secretary General|Secretary-General|Chairman|Premier|Marshal|President|Comrade|leader)",
    "interior minister": r"(?:Interior Minister|interior minister|Minister)",
    "leader": r"(?:Colonel|Leader|leader)",
    "official": r"(?:Comrade|official)",
    "premier": r"(?:Premier|premier|Prime Minister)",
    "president": r"(?:Presidents?|president|Pres\.|President-elect|Chairman|Candidate)",
    "prime minister": r"(?:Prime Ministers?|prime minister|Premier|premier|PM)",
    "secretary of defense": r"(?:Secretary of Defense|Defense Secretary|Secretary)",
    "secretary of state": r"(?:Secretary of State|Secretary)",
    "spokesman": r"(?:[Ss]pokesman|[Ss]pokesperson)",
    "spokeswoman": r"(?:[Ss]pokeswoman|[Ss]pokesperson)",
    "state counsellor": r"State Counsell?or",
    "supreme leader": r"(?:Ayatollah|Supreme Leader|Imam)",
    "taoiseach": r"Taoiseach",
    "vice president": r"Vice[ -]President",
}
"""Office in data/leaders.toml -> what may stand before the family name."""

_RULES_AFTER = re.compile(
    r"(?:['’]s?)?[ \n](?:(?:first|second|new|former|last|previous|later|entire)[ \n])?"
    r"(?:administrations?|governments?|presidency|presidencies|regime|cabinet|doctrine|premiership|era|White House|years|chancellorship)\b"
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\"”)])\s{0,3}$")
_NO_GIVEN_NAME = re.compile(
    r"(?i:the|a|an|and|or|but|as|when|while|if|after|before|since|because|although|though|under|with|for|from|by|to|of|in|on|at|that|mr\.?|mrs\.?|ms\.?|dr\.?|sir|lord|"
    r"republicans?|democrats?|sen\.|rep\.|gov\.|nominee|president|presidents|minister|premier|pm|chancellor|chairman|secretary|leader|general|colonel|king|so|then|yet|now|later|today|meanwhile|however|unlike|like|both|what|why|how|did|does|is|was|has|will|"
    rf"despite|during|until|whether|where|which|who|candidate|monday|tuesday|wednesday|thursday|friday|saturday|sunday|{'|'.join(name.lower() for name in month_names('en') if name != 'May')})"
)
_NAME_AFTER = re.compile(r"[ \n](?:[A-ZÀ-Þ][a-zà-ÿ]|et al\b|[A-Z]{1,2}[,.] )|, [A-Z]\.|[ \n]\((?:19|20)\d\d")


class Leader(NamedTuple):
    """A person and the state whose office they held."""

    code: str
    surname: str
    office: str
    is_alone: bool


class Namesakes(NamedTuple):
    """The leaders that a full name or a family name may mean."""

    leaders: tuple[Leader, ...]
    is_full_name: bool


def find_leaders(text: str, hits: Iterable[Hit[Namesakes]]) -> Iterator[Tag]:
    """Yield a tag for each of ``hits`` that is a leader: named in full, with office or government, or by the family name
    once the full name has been met.

        >>> from extract.lexicon import Matcher
        >>> text = "Jacinda Ardern met President Park. Later Ardern left the park."
        >>> [(tag.value, tag.rule) for tag in find_leaders(text, Matcher(leader_surfaces()).find(text))]
        [('NZ', 'leader:full-name'), ('KR', 'leader:office'), ('NZ', 'leader:met-before')]
    """
    met: dict[str, str] = {}
    for hit in hits:
        leaders, is_full_name = hit.value
        if is_full_name:
            code, rule = leaders[0].code, "leader:full-name"
            met.setdefault(leaders[0].surname, code)
        else:
            before, after = text[max(0, hit.start - WINDOW) : hit.start], text[hit.end : hit.end + WINDOW]
            code, rule = _decide(leaders, before, after, met.get(hit.surface, ""))
        if code:
            yield Tag("leader", code, hit.start, hit.end, rule, "leader")


def _decide(leaders: tuple[Leader, ...], before: str, after: str, known: str) -> tuple[str, str]:
    """Return the state and the rule, or nothing where the family name is not shown to be a leader's."""
    in_office = [leader.code for leader in leaders if _office(leader.office).search(before)]
    if in_office:
        return known if known in in_office else in_office[0], "leader:office"
    codes = [leader.code for leader in leaders]
    if _is_other_person(before, after):
        return "", ""
    if _RULES_AFTER.match(after):
        return known or codes[0], "leader:government"
    if known:
        return known, "leader:met-before"
    alone = [leader.code for leader in leaders if leader.is_alone]
    return (alone[0], "leader:well-known") if alone else ("", "")


@cache
def _office(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{OFFICES.get(name, '(?!)')}[ \n]$")


def _is_other_person(before: str, after: str) -> bool:
    """Tell whether another given name stands before ("Akie Abe"), or another name after ("Trump Tower")."""
    given = word_before(before)
    if given[:1].isupper() and not _NO_GIVEN_NAME.fullmatch(given) and not _SENTENCE_END.search(before[: -len(given) - 1]):
        return True
    return bool(_NAME_AFTER.match(after)) and not _RULES_AFTER.match(after)


def leader_surfaces() -> dict[str, Namesakes]:
    """Return full names and family names, and whom they may mean."""
    table = read_table("leaders")
    names: dict[str, Namesakes] = {}
    surnames: dict[str, list[Leader]] = defaultdict(list)
    for code, entry in table.items():
        for record in entry["leaders"]:
            leader = Leader(code, record.get("surname", ""), record["office"], record.get("alone", False))
            names |= dict.fromkeys(record["names"], Namesakes((leader,), is_full_name=True))
            if leader.surname:
                surnames[leader.surname].append(leader)
    return {surname: Namesakes(tuple(leaders), is_full_name=False) for surname, leaders in surnames.items()} | names
