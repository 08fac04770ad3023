"""Countries that a sentence does not name but means by a pronoun or a group noun, where only one reading is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

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
    OPENING
    + r"\W{0,4}(?P<noun>(?:[Tt]he|[Tt]hese|[Aa]ll\sthese|[Bb]oth)\s(?:countries|nations|governments|capitals|sides))(?!\s(?:of|in|that|which|with|where|involved|concerned)\b)"
)
PAIR = re.compile(OPENING + r"\W{0,4}(?P<noun>[Bb]oth|[Tt]hey|Their)\b")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
JOINED = re.compile(r"(?:[’'ʼ]s?)?(?:\s|,|\band\b|\bor\b|\bthe\b)*")
DEFINED = re.compile(
    r"\b(?P<phrase>(?!(?:the|its|their|his|her|our|these|those|all|both|some|other|many|several|most|two|three|four|five|six)\s)[\w’'-]{1,30}+"
    r"(?:\s[\w-]{1,30}+)?\s(?:partners|countries|states|nations|powers|members|allies|neighbours|neighbors|economies|governments|democracies|republics))"
    r"[”\"’']?\s?(?:\(|[—–:-]\s?)(?:(?:namely|i\.e\.|that is|such as)?,?\s?)(?:the\s)?$"
)
OTHERS = re.compile(r"\b(?:other|another|some|most|more|further|non|certain|several)[\s-](?:[\w’'-]+\s)?$", re.IGNORECASE)
MAX_DEFINED = 80  # characters before a list in which the name of the group stands
MAX_AGE = 3  # sentences for which a list of countries is remembered


class Named(NamedTuple):
    """A country named at a place."""

    start: int
    end: int
    code: str


class Listed(NamedTuple):
    """Countries named together, and how many sentences ago."""

    codes: tuple[str, ...]
    age: int


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Which countries the sentences before spoke of.

    Their subject; by their number those last named together; and groups that the text has defined: "Nordic states" with
    the countries in brackets behind.
    """

    subject: tuple[str, ...] = ()
    lists: Mapping[int, Listed] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Inherited(NamedTuple):
    """A country meant by ``sentence[start:end]``."""

    code: str
    start: int
    end: int
    rule: str


def inherit(sentence: str, antecedents: Antecedents, named: Collection[str]) -> Iterator[Inherited]:
    """Yield the countries that the first pronoun or a group noun of ``sentence`` stands for.

    ``named`` are the codes that the sentence names itself.

    >>> [i.code for i in inherit("It abstained.", Antecedents(subject=("CN",)), ())]
    ['CN']
    >>> [i.code for i in inherit("So the two countries met.", Antecedents(lists={2: Listed(("JP", "KR"), 0)}), ())]
    ['JP', 'KR']
    """
    for phrase, codes in antecedents.groups.items():
        at = sentence.lower().find(phrase)
        if at >= 0 and not OTHERS.search(sentence[:at]):
            for code in codes:
                if code not in named:
                    yield Inherited(code, at, at + len(phrase), "group defined before")
            return
    is_one = len(antecedents.subject) == 1 and antecedents.subject[0] not in named
    single = PRONOUN.match(sentence) or LATER_PRONOUN.match(sentence) or STATE.match(sentence) if is_one else None
    if single:
        span = single.span(1)
        yield Inherited(
            antecedents.subject[0],
            *span,
            f"{'noun' if single.re is STATE else 'pronoun'} for the subject of the sentence before",
        )
        return
    found = _group(sentence, antecedents)
    if found and not set(found[0]) & set(named):
        for code in found[0]:
            yield Inherited(code, *found[1], "group noun for countries named before")


def _group(sentence: str, antecedents: Antecedents) -> tuple[tuple[str, ...], tuple[int, int]] | None:
    """Return the countries that a plural stands for, and where it stands."""
    if not antecedents.lists and len(antecedents.subject) < 2:
        return None
    for group in (GROUP.search(sentence), COUNTED.search(sentence)):
        if group and group["number"]:
            listed = antecedents.lists.get(NUMBERS[group["number"]])
            return (listed.codes, group.span()) if listed else None
    pair = PAIR.match(sentence) if len(antecedents.subject) > 1 else None
    if pair and (pair["noun"].lower() != "both" or len(antecedents.subject) == 2):
        return antecedents.subject, pair.span("noun")
    recent = {listed.codes for listed in antecedents.lists.values() if listed.age < MAX_AGE}
    plural = LISTED.match(sentence) if len(recent) == 1 else None
    return (next(iter(recent)), plural.span("noun")) if plural else None


def follow(antecedents: Antecedents, sentence: str, named: Sequence[Named], subject: Sequence[str]) -> Antecedents:
    """Return the antecedents for the sentence after this one, whose countries are ``named``, in order."""
    lists = {number: listed._replace(age=listed.age + 1) for number, listed in antecedents.lists.items()}
    groups = dict(antecedents.groups)
    chains: list[list[Named]] = []
    for name in named:
        last = chains[-1][-1] if chains else None
        if last and (name.start == last.start or JOINED.fullmatch(sentence, last.end, name.start)):
            chains[-1].append(name)
        else:
            chains.append([name])
    codes = tuple(dict.fromkeys(name.code for name in named))
    if len(codes) > 1:
        lists[len(codes)] = Listed(codes, 0)
    for chain in chains:
        together = tuple(dict.fromkeys(name.code for name in chain))
        if len(together) > 1:
            lists[len(together)] = Listed(together, 0)
            defined = DEFINED.search(sentence, max(chain[0].start - MAX_DEFINED, 0), chain[0].start)
            if defined:
                groups[defined["phrase"].lower()] = together
    return Antecedents(tuple(subject), lists, groups)
