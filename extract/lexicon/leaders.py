"""Leaders named in a text, each standing for a state: "Fumio Kishida", "President Park", "the Abe administration"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.lexicon import Tag, reasons
from extract.lexicon.name_context import word_before
from extract.months import month_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.lexicon import Hit

WINDOW = 48
YEARS_WITHIN = 200  # characters around a name in which a year says whose term it is

OFFICES = {
    "chairman": r"(?:Chairman|Leader|leader|Marshal|dictator)",
    "chancellor": r"(?:Chancellor|chancellor|(?:Bundesk|K)anzler(?:in)?|[Cc]hanceli(?:er|ère))",
    "chief executive": r"Chief Executive",
    "commander": r"(?:General|Commander|Field Marshal)",
    "crown prince": r"Crown Prince",
    "defence minister": r"(?:Defen[cs]e Minister|defen[cs]e minister)",
    "emir": r"Emir",
    "emperor": r"Emperor",
    "foreign minister": r"(?:Foreign (?:Affairs )?Minister|foreign (?:affairs )?minister|Minister|FM)",
    "foreign secretary": r"(?:Foreign Secretary|foreign secretary)",
    "general secretary": r"(?:General Secretary|Secretary General|Secretary-General|Chairman|Premier|Marshal|President|Comrade|leader)",
    "head of state": r"(?:General|Generalissimo|dictator)",
    "interior minister": r"(?:Interior Minister|interior minister|Minister)",
    "king": r"King",
    "leader": r"(?:Chairman|Colonel|Leader|leader)",
    "national security adviser": r"(?:National Security Advis[eo]r|national security advis[eo]r)",
    "official": r"(?:Comrade|official)",
    "pope": r"Pope",
    "premier": r"(?:Premier|premier|Prime Minister)",
    "president": r"(?:Presidents?|president|Pres\.|President-elect|Chairman|Candidate|[Pp]resident[ea]|[Pp]résidente?|Präsident(?:en)?)",
    "prime minister": r"(?:Prime Ministers?|prime minister|Premier|premier|PM|[Pp]rimer [Mm]inistro|[Pp]rimeir[oa][- ][Mm]inistr[oa]"
    r"|[Pp]remi(?:er|ère) [Mm]inistre|Premierminister(?:in)?|Ministerpräsident(?:en|in)?)",
    "queen": r"Queen",
    "secretary of defense": r"(?:Secretary of Defense|Defense Secretary|Secretary)",
    "secretary of state": r"(?:Secretary of State|Secretary)",
    "spokesman": r"(?:[Ss]pokesman|[Ss]pokesperson)",
    "spokeswoman": r"(?:[Ss]pokeswoman|[Ss]pokesperson)",
    "state counsellor": r"State Counsell?or",
    "sultan": r"Sultan",
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


_RECORD = re.compile(
    r"(?P<office>[a-z ]+) (?P<years>\d[\d, -]*): (?P<names>[^(!?]+?)(?: \((?P<surname>[^)]+)\))?(?P<mark>[!?]?)"
)
_TERM = re.compile(r"(\d{4})(-(\d{4})?)?")
_YEAR = re.compile(r"(?<!\w)(?:1[89]|20)\d\d(?!\w)")
_LAST_YEAR = 9999  # of a term that lasts
_CITED_AFTER = re.compile(r",?[ \n]\((?:19|20)\d\d[a-z]?[):,]")
_NO_STATE = (
    r"(?:[Ss]ecretary[- ][Gg]eneral|[Hh]igh [Rr]epresentative|[Hh]igh [Cc]ommissioner|[Cc]ommissioner"
    r"|(?:Commission|Council|EU|European|NATO|UN|U\.N\.|IMF|World Bank)(?: [A-Z][a-z]{2,12}){0,2} (?:[Vv]ice[- ])?(?:[Pp]resident|[Cc]hief|[Hh]ead|[Ee]nvoy))"
)
_NO_STATE_BEFORE = re.compile(rf"\b(?:{_NO_STATE}|Vice[- ]President),?[ \n]$")
_NO_STATE_AFTER = re.compile(rf",[ \n](?:then[ \n]|former[ \n])?(?:the[ \n])?(?:[\w.']{{1,12}}[ \n]){{0,2}}{_NO_STATE}")
_BASIC_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i"})


class Leader(NamedTuple):
    """A person, and the state and office they held."""

    code: str
    names: tuple[str, ...]
    surname: str
    office: str
    terms: tuple[tuple[int, int], ...]
    """First and last year of each."""
    is_alone: bool
    """The family name alone means this person in any text."""
    is_common: bool
    """Others bear the whole name too."""


class Around(NamedTuple):
    """What says whom a name means."""

    before: str
    after: str
    years: list[int]
    """The nearest first."""
    named: Counter[str]
    """How often the text names each state."""


class Namesakes(NamedTuple):
    """The leaders that a full name or a family name may mean."""

    leaders: tuple[Leader, ...]
    is_full_name: bool


def find_leaders(text: str, hits: Iterable[Hit[Namesakes]], named: Counter[str]) -> Iterator[Tag]:
    """Yield a tag for each of ``hits`` that is a leader: named in full, with office or government, or by the family name
    once the full name has been met. ``named`` counts how often the text names each state.

        >>> from extract.lexicon import Matcher
        >>> text = "Jacinda Ardern met President Park. Later Ardern left the park."
        >>> found = find_leaders(text, Matcher(leader_surfaces()).find(text), Counter())
        >>> [(tag.value, tag.rule) for tag in found]
        [('NZ', 'leader:full-name'), ('KR', 'leader:office'), ('NZ', 'leader:met-before')]
    """
    for hit, code, rule in judge_leaders(text, hits, named):
        if code:
            yield Tag("leader", code, hit.start, hit.end, rule, "leader")


def judge_leaders(text: str, hits: Iterable[Hit[Namesakes]], named: Counter[str]) -> Iterator[tuple[Hit[Namesakes], str, str]]:
    """Yield each of ``hits`` with the state that it stands for and the rule; with an empty one where it is no leader."""
    met: dict[str, str] = {}
    for hit in hits:
        leaders, is_full_name = hit.value
        years = _years_near(text, hit.start) if len(leaders) > 1 else []
        around = Around(text[max(0, hit.start - WINDOW) : hit.start], text[hit.end : hit.end + WINDOW], years, named)
        if is_full_name:
            code, rule = _decide_full_name(leaders, around)
            if code:
                met[leaders[0].surname] = code
        else:
            code, rule = _decide(leaders, around, met.get(hit.surface, ""))
        yield hit, code, rule


def _decide_full_name(leaders: Sequence[Leader], around: Around) -> tuple[str, str]:
    """Return the state and the rule, or nothing where another is meant or cited, or an office of no state: "Kissinger (1994)"."""
    in_office = any(_office(leader.office).search(around.before) for leader in leaders)
    if _CITED_AFTER.match(around.after):
        return "", reasons.CITED
    if _NO_STATE_AFTER.match(around.after) or (not in_office and _NO_STATE_BEFORE.search(around.before)):
        return "", reasons.NO_STATE
    code = _of_namesakes(leaders, around) or max(leaders, key=lambda leader: leader.terms[0]).code
    is_common = all(leader.is_common for leader in leaders)
    is_doubtful = is_common and not in_office and not around.named[code]
    return ("", reasons.COMMON_NAME) if is_doubtful else (code, "leader:full-name")


def _decide(leaders: Sequence[Leader], around: Around, known: str) -> tuple[str, str]:
    """Return the state and the rule, or nothing where the family name is not shown to be a leader's."""
    in_office = [leader for leader in leaders if _office(leader.office).search(around.before)]
    if in_office:
        is_known = any(leader.code == known for leader in in_office)
        code = known if is_known else _of_namesakes(in_office, around)
        return (code, "leader:office") if code else ("", reasons.AMBIGUOUS_LEADER)
    if _is_other_person(around.before, around.after):
        return "", reasons.OTHER_PERSON
    if _RULES_AFTER.match(around.after):
        code = known or _of_namesakes(leaders, around)
        return (code, "leader:government") if code else ("", reasons.AMBIGUOUS_LEADER)
    if known:
        return known, "leader:met-before"
    alone = [leader.code for leader in leaders if leader.is_alone]
    return (alone[0], "leader:well-known") if alone else ("", reasons.NOT_MET)


def _of_namesakes(leaders: Sequence[Leader], around: Around) -> str:
    """Return the one state that namesakes may stand for: by the years around the name, else by the states that the text names."""
    codes = {leader.code for leader in leaders}
    if len(codes) > 1:
        codes = next(filter(None, (_in_office(leaders, year) for year in around.years)), codes)
    if len(codes) > 1:
        most = max(around.named[code] for code in codes)
        codes = {code for code in codes if most and around.named[code] == most}
    return codes.pop() if len(codes) == 1 else ""


def _in_office(leaders: Iterable[Leader], year: int) -> set[str]:
    """Return the states of the leaders who held their office in ``year``."""
    return {leader.code for leader in leaders for first, last in leader.terms if first <= year <= last}


def _years_near(text: str, place: int) -> list[int]:
    """Return the years around ``place``, the nearest first."""
    years = _YEAR.finditer(text, max(0, place - YEARS_WITHIN), place + YEARS_WITHIN)
    return [int(year[0]) for year in sorted(years, key=lambda year: abs(year.start() - place))]


@cache
def _office(name: str) -> re.Pattern[str]:
    """Return a pattern of what stands before a family name: "President", "Presidents Bush and"."""
    return re.compile(rf"\b{OFFICES[name]}[ \n](?:(?<=s[ \n])(?:[A-Z][\w'’-]{{1,20}}(?:, and |, | and )){{1,3}})?$")


def _is_other_person(before: str, after: str) -> bool:
    """Tell whether another given name stands before ("Akie Abe"), or another name after ("Trump Tower")."""
    given = word_before(before)
    if given[:1].isupper() and not _NO_GIVEN_NAME.fullmatch(given) and not _SENTENCE_END.search(before[: -len(given) - 1]):
        return True
    return bool(_NAME_AFTER.match(after)) and not _RULES_AFTER.match(after)


def leader_surfaces() -> dict[str, Namesakes]:
    """Return full names and family names, with and without their accents, and whom they may mean."""
    names: dict[str, list[Leader]] = defaultdict(list)
    surnames: dict[str, list[Leader]] = defaultdict(list)
    for leader in read_leaders():
        for name in leader.names:
            names[name].append(leader)
        if leader.surname:
            surnames[leader.surname].append(leader)
            plain = _plain(leader.surname)
            if plain != leader.surname:
                surnames[plain].append(leader._replace(surname=plain))
    for name, leaders in list(names.items()):
        plain = _plain(name)
        if plain != name:
            names[plain] += [leader._replace(surname=_plain(leader.surname)) for leader in leaders]
    return {surname: Namesakes(tuple(leaders), is_full_name=False) for surname, leaders in surnames.items()} | {
        name: Namesakes(tuple(leaders), is_full_name=True) for name, leaders in names.items()
    }


@cache
def read_leaders() -> tuple[Leader, ...]:
    """Return the leaders of ``data/leaders.toml``.

    >>> [(leader.code, leader.terms) for leader in read_leaders() if leader.surname == "Abe"]
    [('JP', ((2006, 2007), (2012, 2020)))]
    """
    return tuple(_leader(code, line) for code, entry in read_table("leaders").items() for line in entry["leaders"])


def _leader(code: str, line: str) -> Leader:
    record = _RECORD.fullmatch(line)
    if record is None:
        message = f'data/leaders.toml, {code}: {line!r} is not written as "office years: name, other spelling (family name)"'
        raise ValueError(message)
    names = tuple(record["names"].split(", "))
    surname = record["surname"] or names[0].split()[-1]
    terms = []
    for first, range_mark, last in _TERM.findall(record["years"]):
        terms.append((int(first), int(last) if last else _LAST_YEAR if range_mark else int(first)))
    return Leader(
        code,
        names,
        "" if surname == "-" else surname,
        record["office"],
        tuple(terms),
        record["mark"] == "!",
        record["mark"] == "?",
    )


def _plain(name: str) -> str:
    """Return ``name`` without its accents: "Orban"."""
    if name.isascii():
        return name
    letters = unicodedata.normalize("NFD", name.translate(_BASIC_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
