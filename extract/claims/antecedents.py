"""Which countries the sentences so far spoke of: what a pronoun or "the two capitals" in the next one may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Key = TypeVar("Key")
Value = TypeVar("Value")

JOINED = re.compile(r"(?:[’'ʼ]s?)?(?:\s|,|\band\b|\bor\b|\bthe\b)*")
DEFINED = re.compile(
    r"\b(?P<phrase>(?!(?:the|its|their|his|her|our|these|those|all|both|some|other|many|several|most|two|three|four|five|six)\s)[\w’'-]{1,30}+"
    r"(?:\s[\w-]{1,30}+)?\s(?:partners|countries|states|nations|powers|members|allies|neighbours|neighbors|economies|governments|democracies|republics))"
    r"[”\"’']?\s?(?:\(|[—–:-]\s?)(?:(?:namely|i\.e\.|that is|such as)?,?\s?)(?:the\s)?$"
)
RECENT = 4  # sentences back in which "the government" may have its country
MAX_DEFINED = 80  # characters before a list in which the name of the group stands
MAX_LISTED = 6  # "the countries" are not all those of a long list
MAX_AGE = 3  # sentences for which a list of countries is remembered
MAX_KEPT = 32
"""Groups that a text has defined, and lists that it repeats, of which the last ones are remembered: work stays linear."""


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
    """Who "he" or "she" is: a leader or holder of an office that is the subject."""
    is_else: bool = False
    """The subject is a person of the state, or more than the state: "it" is not the state."""
    is_people: bool = False
    """The subject are officials or the like of one state: "they" may be."""
    times: int = 0
    """How many sentences in a row have had this state as their subject."""
    topic: Named | None = None
    """The country that alone stands in the heading of the paragraph."""

    @property
    def only(self) -> tuple[Named, ...]:
        """The only country that was named lately, where it was last; else none."""
        recent = {name.code: name for name, _ in self.recent}
        return tuple(recent.values()) if len(recent) == 1 else ()

    @property
    def latest(self) -> tuple[Named, ...]:
        """The countries of the sentence before."""
        return tuple(name for name, age in self.recent if age == 0)


def follow(
    antecedents: Antecedents, sentence: str, named: Sequence[Named], subject: Sequence[Named], at: int = 0
) -> Antecedents:
    """Return the antecedents for the sentence after this one, whose countries are ``named``, in order, with places in it.

    It stands at ``at`` of its text, in which the places of ``subject`` count.
    """
    lists = {number: listed._replace(age=listed.age + 1) for number, listed in antecedents.lists.items()}
    groups = dict(antecedents.groups)
    chains = _chains(named, sentence)
    usual = dict(antecedents.usual)
    for chain in ([*named], *chains) if len(chains) > 1 else chains:
        together = tuple(_moved(name, at) for name in chain)
        codes = frozenset(codes_of(together))
        is_joined = chain in chains
        first = lists.get(len(codes))
        if len(codes) > 1 and not (
            first and first.age == 0 and first.is_joined
        ):  # "Peru and Chad moved between Kenya and Fiji"
            lists[len(codes)] = Listed(together, 0, is_joined)
        if len(codes) > 1 and is_joined:
            times_named = usual.pop(codes).times if codes in usual else 0
            usual[codes] = Repeated(together, times_named + 1)
    for chain in chains:
        defined = DEFINED.search(sentence, max(chain[0].start - MAX_DEFINED, 0), chain[0].start)
        if defined and len(codes_of(chain)) > 1:
            groups.pop(defined["phrase"].lower(), None)
            groups[defined["phrase"].lower()] = tuple(_moved(name, at) for name in chain)
    recent = [(name, age + 1) for name, age in antecedents.recent if age + 1 < RECENT]
    latest = {name.code: _moved(name, at) for name in named} | {name.code: name for name in subject}
    recent = [*((name, age) for name, age in recent if name.code not in latest), *((name, 0) for name in latest.values())]
    leads = codes_of(subject)
    times = antecedents.times + 1 if leads == codes_of(antecedents.subject) else 1
    topic, times = antecedents.topic, times if len(leads) == 1 else 0
    return Antecedents(tuple(subject), lists, _last(groups), tuple(recent), _last(usual), times=times, topic=topic)


def _last(kept: dict[Key, Value]) -> dict[Key, Value]:
    """Return those that were put in last."""
    return dict(list(kept.items())[-MAX_KEPT:])


def side_by_side(named: Sequence[Named], sentence: str) -> list[Named]:
    """Return the first of the countries that lead ``sentence``, with those that stand beside it, wherever they are named."""
    chains = _chains(sorted(named), sentence)
    first = set(codes_of(chains[0])) if chains else set()
    return [name for name in named if name.code in first]


def _chains(named: Sequence[Named], sentence: str) -> list[list[Named]]:
    """Return the countries in groups between which only commas and "and" stand."""
    chains: list[list[Named]] = []
    for name in named:
        last = chains[-1][-1] if chains else None
        if last and (name.start == last.start or JOINED.fullmatch(sentence, last.end, name.start)):
            chains[-1].append(name)
        else:
            chains.append([name])
    return chains


def pass_heading(antecedents: Antecedents, heading: str, named: Sequence[Named], at: int) -> Antecedents:
    """Return the antecedents for the section under a heading: what stood before it is far, but for what the whole text compares."""
    passed = follow(replace(antecedents, lists={}, recent=()), heading, named, (), at)
    topic = passed.latest[0] if len(passed.latest) == 1 else None
    return replace(passed, subject=(topic,) if topic else (), recent=(), lists={}, topic=topic)


def pass_no_claim(antecedents: Antecedents, sentence: str, named: Sequence[Named], at: int, *, may_lead: bool) -> Antecedents:
    """Return the antecedents after a sentence that is no claim but names countries: an aim, or a question that one may lead."""
    only = [_moved(name, at) for name in named] if may_lead and len(codes_of(named)) == 1 else []
    return follow(antecedents, sentence, named, only[:1], at)


def _moved(name: Named, at: int) -> Named:
    return Named(name.start + at, name.end + at, name.code)
