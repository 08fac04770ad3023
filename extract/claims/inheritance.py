"""Countries that a sentence does not name but means by a pronoun or a group noun, where only one reading is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from extract.models import Span

OPENING = r"(?:\W{0,4}[A-Z][a-z]+(?:\s[a-z0-9’'-]+){0,9},(?:(?:\s[a-z0-9’'-]+){1,9},)?)?"  # phrases without a name
PRONOUN = re.compile(
    r"\W*(?:(?:[A-Z]\w+ly|First|Second|Third|Also|In addition|Moreover|However|Still|Then),?\s)?(it|its)\b(?!\s(?:is|was|has been|seems|appears|would be|will be)\s(?:\w+\s){0,3}(?:that|to|whether)\b)",
    re.IGNORECASE,
)
LATER_PRONOUN = re.compile(
    OPENING
    + r"\s(it)\s(?!(?:is|was|has been|had been|seems?|seemed|appears?|appeared|would be|will be|came|comes|follows|takes|took)\b)"
)
STATE = re.compile(
    OPENING
    + r"\W{0,4}(?P<noun>[Tt]he\s(?:country|government|nation|regime|administration))(?:[’']s)?(?!\s(?:of|in|that|which|where|with)\b|[\w-])"
)
GROUP = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll|[Bb]etween)\s(?:(?P<number>two|three|four|five|six)\s)?(?:(?!United\b|other\b)[\w-]+\s)?"
    r"(?:countries|states|nations|powers|neighbours|neighbors|sides|governments|capitals)\b"
)
COUNTED = re.compile(
    r"\b(?:[Tt]he|[Aa]ll)\s(?P<number>two|three|four|five|six)\b(?=\s(?:were|are|had|have|also|all|did|do|remain|share|agreed|signed|reacted|responded|joined|differ)\b)"
)
LISTED = re.compile(
    r"(?:^|(?<=[\s(“\"]))(?P<noun>(?:[Tt]he|[Tt]hese|[Aa]ll\sthese|[Bb]oth)\s(?:countries|nations|governments|capitals|states))\b(?![’']?\s(?:of|in|that|which|with|where|involved|concerned|under|to\swhich)\b|-)"
)
PERSON = re.compile(OPENING + r"\W{0,4}(?P<noun>[Hh]e|His)\b")
PAIR = re.compile(OPENING + r"\W{0,4}(?P<noun>[Bb]oth|[Tt]hey|Their)\b")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
JOINED = re.compile(r"(?:[’'ʼ]s?)?(?:\s|,|\band\b|\bor\b|\bthe\b)*")
DEFINED = re.compile(
    r"\b(?P<phrase>(?!(?:the|its|their|his|her|our|these|those|all|both|some|other|many|several|most|two|three|four|five|six)\s)[\w’'-]{1,30}+"
    r"(?:\s[\w-]{1,30}+)?\s(?:partners|countries|states|nations|powers|members|allies|neighbours|neighbors|economies|governments|democracies|republics))"
    r"[”\"’']?\s?(?:\(|[—–:-]\s?)(?:(?:namely|i\.e\.|that is|such as)?,?\s?)(?:the\s)?$"
)
OTHERS = re.compile(r"\b(?:other|another|some|most|more|further|non|certain|several)[\s-](?:[\w’'-]+\s)?$", re.IGNORECASE)
STATE_INSIDE = re.compile(
    r"(?<![\w-])(?P<noun>(?:the|this|that)\s(?:country|nation|government|regime|island\s(?:state|nation|country)|city-state|kingdom|"
    r"(?:communist|authoritarian|democratic|landlocked|neighbou?ring|host|home)\s(?:state|country|regime))"
    r"(?=\W)(?!\s(?:of|in|that|which|where|with|level|side|studies)\b|-))",
    re.IGNORECASE,
)
WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
BOTH = re.compile(
    r"\b(?P<noun>(?:they|them)\s(?:both|two)|both\s(?:of\sthem|(?:countries|states|nations|sides|capitals|governments)))\b",
    re.IGNORECASE,
)
HE = "pronoun for the leader of the sentence before"
RECENT = 4  # sentences back in which "the government" may have its country
MAX_DEFINED = 80  # characters before a list in which the name of the group stands
MAX_LISTED = 6  # "the countries" are not all those of a long list
MAX_AGE = 3  # sentences for which a list of countries is remembered


class Named(NamedTuple):
    """A country named at a place of the text."""

    start: int
    end: int
    code: str


class Listed(NamedTuple):
    """Countries named together, how many sentences ago, and whether nothing but commas and "and" stood between them."""

    names: tuple[Named, ...]
    age: int
    is_joined: bool = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries."""
        return codes_of(self.names)


class Repeated(NamedTuple):
    """Countries listed together, where last, and how often."""

    names: tuple[Named, ...]
    times: int


def codes_of(names: Iterable[Named]) -> tuple[str, ...]:
    """Return the countries of ``names``, each once."""
    return tuple(dict.fromkeys(name.code for name in names))


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Which countries the sentences before spoke of.

    Their subject; by their number those last named together; groups that the text has defined ("Nordic states" with
    the countries in brackets behind); all that were named lately, with how many sentences ago; and whose words are reported.
    """

    subject: tuple[Named, ...] = ()
    lists: Mapping[int, Listed] = field(default_factory=dict)
    groups: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    recent: tuple[tuple[Named, int], ...] = ()
    usual: Mapping[frozenset[str], Repeated] = field(default_factory=dict)
    """Countries that were listed together, with how often: those that a comparison is about."""
    speaker: Named | None = None
    leader: Named | None = None
    """Who "he" is, if a leader is the subject (of whom few are "she")."""


class Inherited(NamedTuple):
    """A country meant by ``sentence[start:end]``, and where it was named."""

    code: str
    start: int
    end: int
    rule: str
    named: tuple[Named, ...] = ()


def inherit(
    sentence: str, antecedents: Antecedents, named: Sequence[Named], heading: Named | None = None
) -> Iterator[Inherited]:
    """Yield the countries that the first pronoun or a group noun of ``sentence`` stands for.

    ``named`` are the countries that the sentence names itself, with places in it; ``heading`` is the one that alone stands in the heading above.

    >>> [i.code for i in inherit("It abstained.", Antecedents(subject=(Named(0, 5, "CN"),)), ())]
    ['CN']
    >>> pair = Listed((Named(0, 5, "JP"), Named(10, 15, "KR")), 0)
    >>> [(i.code, i.named) for i in inherit("So the two countries met.", Antecedents(lists={2: pair}), ())]
    [('JP', (Named(start=0, end=5, code='JP'),)), ('KR', (Named(start=10, end=15, code='KR'),))]
    """
    own = {name.code for name in named}
    for phrase, names in antecedents.groups.items():
        at = sentence.lower().find(phrase)
        if at >= 0 and not OTHERS.search(sentence[:at]):
            yield from _told(names, (at, at + len(phrase)), "group defined before", own)
            return
    subject = codes_of(antecedents.subject)
    if len(subject) == 1 and subject[0] not in own:
        single = PRONOUN.match(sentence) or LATER_PRONOUN.match(sentence) or STATE.match(sentence)
        if single:
            kind = "noun" if single.re is STATE else "pronoun"
            yield from _told(antecedents.subject, single.span(1), f"{kind} for the subject of the sentence before", own)
            return
    speaker = WE.search(sentence) if antecedents.speaker and antecedents.speaker.code not in own else None
    if speaker and antecedents.speaker:
        yield from _told((antecedents.speaker,), speaker.span(), "first person of the speaker", own)
        return
    person = PERSON.match(sentence) if antecedents.leader and antecedents.leader.code not in own else None
    if person and antecedents.leader:
        yield from _told((antecedents.leader,), person.span("noun"), HE, own)
        return
    found = _group(sentence, antecedents)
    if found and not set(codes_of(found[0])) & own:
        yield from _told(*found, "group noun for countries named before", own)
        return
    yield from _state(sentence, antecedents, named, heading)


def _told(names: Sequence[Named], span: Span, rule: str, own: Collection[str]) -> Iterator[Inherited]:
    """Yield each country of ``names`` once that the sentence does not name itself."""
    for code in codes_of(names):
        if code not in own:
            yield Inherited(code, *span, rule, tuple(name for name in names if name.code == code))


def _state(sentence: str, antecedents: Antecedents, named: Sequence[Named], heading: Named | None) -> Iterator[Inherited]:
    """Yield the only country of the sentences before that "the government" can mean, or that of the heading."""
    noun = STATE_INSIDE.search(sentence)
    if noun is None or named:
        return
    recent = {name.code: name for name, _ in antecedents.recent}
    if len(recent) == 1:
        yield from _told(tuple(recent.values()), noun.span(), "noun for the only country of the sentences before", ())
    elif not recent and heading is not None:
        yield from _told((heading,), noun.span(), "noun for the country of the heading", ())


def _group(sentence: str, antecedents: Antecedents) -> tuple[tuple[Named, ...], Span] | None:
    """Return the countries that a plural stands for, and where it stands."""
    if not antecedents.lists and len(codes_of(antecedents.subject)) < 2:
        return None
    for group in (GROUP.search(sentence), COUNTED.search(sentence)):
        if group and group["number"]:
            listed = antecedents.lists.get(NUMBERS[group["number"]])
            return (listed.names, group.span()) if listed else None
    several = len(codes_of(antecedents.subject))
    pair = PAIR.match(sentence) if several > 1 else None
    if pair and (pair["noun"].lower() != "both" or several == 2):
        return antecedents.subject, pair.span("noun")
    names = _listed(antecedents)
    plural = LISTED.search(sentence) if names else None
    if plural is None and len(codes_of(names)) == 2:
        plural = BOTH.search(sentence)
    return (names, plural.span("noun")) if plural else None


def _listed(antecedents: Antecedents) -> tuple[Named, ...]:
    """Return the countries that "the countries" can mean: the only ones listed lately, or those listed most often."""
    recent = [each for each in antecedents.lists.values() if each.age < MAX_AGE and len(each.codes) <= MAX_LISTED]
    for lists in ([each for each in recent if each.is_joined], recent):
        if len({listed.codes for listed in lists}) == 1:
            return lists[0].names
    often = sorted((each for each in antecedents.usual.values() if len(each.names) <= MAX_LISTED), key=lambda each: -each.times)
    is_clear = bool(often) and often[0].times > 1 and (len(often) == 1 or often[1].times < often[0].times)
    return often[0].names if is_clear and not recent else ()


def follow(
    antecedents: Antecedents, sentence: str, named: Sequence[Named], subject: Sequence[Named], at: int = 0
) -> Antecedents:
    """Return the antecedents for the sentence after this one, whose countries are ``named``, in order, with places in it.

    It stands at ``at`` of its text, in which the places of ``subject`` count.
    """
    lists = {number: listed._replace(age=listed.age + 1) for number, listed in antecedents.lists.items()}
    groups = dict(antecedents.groups)
    chains: list[list[Named]] = []
    for name in named:
        last = chains[-1][-1] if chains else None
        if last and (name.start == last.start or JOINED.fullmatch(sentence, last.end, name.start)):
            chains[-1].append(name)
        else:
            chains.append([name])
    usual = dict(antecedents.usual)
    for chain in ([*named], *chains):
        together = tuple(_moved(name, at) for name in chain)
        codes = frozenset(codes_of(together))
        if len(codes) > 1:
            lists[len(codes)] = Listed(together, 0, chain in chains)
        if len(codes) > 1 and chain in chains:
            usual[codes] = Repeated(together, usual[codes].times + 1 if codes in usual else 1)
    for chain in chains:
        defined = DEFINED.search(sentence, max(chain[0].start - MAX_DEFINED, 0), chain[0].start)
        if defined and len(codes_of(chain)) > 1:
            groups[defined["phrase"].lower()] = tuple(_moved(name, at) for name in chain)
    recent = [(name, age + 1) for name, age in antecedents.recent if age + 1 < RECENT]
    latest = {name.code: _moved(name, at) for name in named} | {name.code: name for name in subject}
    recent = [*((name, age) for name, age in recent if name.code not in latest), *((name, 0) for name in latest.values())]
    return Antecedents(tuple(subject), lists, groups, tuple(recent), usual)


def _moved(name: Named, at: int) -> Named:
    return Named(name.start + at, name.end + at, name.code)
