"""Countries that a sentence does not name but means by a pronoun, an office or a group noun, where only one reading is safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.antecedents import MAX_AGE, MAX_LISTED, Antecedents, Named, codes_of
from extract.claims.referring import (
    CAPITAL_BEFORE,
    FORMER,
    LATER_PRONOUN,
    LISTED,
    NUMBERS,
    OTHER_MEMBERS,
    OTHERS,
    PAIR,
    PERSON,
    STATE,
    THEY,
    TIES,
    TOGETHER,
    WE,
    counted,
    noun,
    owned,
    pronoun,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from extract.models import Span

HE = "pronoun for the leader of the sentence before"
MAX_AGE_JOINED = 6  # sentences for which "the two governments" may be those that stood side by side


class Inherited(NamedTuple):
    """A country meant by ``sentence[start:end]``, and where it was named."""

    code: str
    start: int
    end: int
    rule: str
    named: tuple[Named, ...] = ()


class Meant(NamedTuple):
    """Countries that words of a sentence stand for."""

    names: tuple[Named, ...]
    span: Span
    rule: str


def inherit(
    sentence: str,
    antecedents: Antecedents,
    named: Sequence[Named],
    heading: Named | None = None,
    beside: Sequence[Span] = (),
) -> Iterator[Inherited]:
    """Yield the countries that pronouns, offices and group nouns of ``sentence`` stand for.

    ``named`` are the countries that the sentence names itself, with places in it, and ``beside`` the organisations; ``heading`` is the
    country that alone stands in the heading above.

    >>> [i.code for i in inherit("It abstained.", Antecedents(subject=(Named(0, 5, "CN"),)), ())]
    ['CN']
    >>> from extract.claims.antecedents import Listed
    >>> pair = Listed((Named(0, 5, "JP"), Named(10, 15, "KR")), 0)
    >>> [(i.code, i.named) for i in inherit("So the two countries met.", Antecedents(lists={2: pair}), ())]
    [('JP', (Named(start=0, end=5, code='JP'),)), ('KR', (Named(start=10, end=15, code='KR'),))]
    """
    told = {name.code for name in named}
    for meant in _all(sentence, antecedents, named, heading, beside):
        for code in codes_of(meant.names):
            if code not in told:
                told.add(code)
                yield Inherited(code, *meant.span, meant.rule, tuple(name for name in meant.names if name.code == code))


def _all(
    sentence: str, antecedents: Antecedents, named: Sequence[Named], heading: Named | None, beside: Sequence[Span]
) -> Iterator[Meant]:
    """Yield a group that the text defines, or else one state and several."""
    own = {name.code for name in named}
    group = _defined(sentence, antecedents, own)
    if group:
        yield group
        return
    single = _pronoun(sentence, antecedents, own) or _noun(sentence, antecedents, named, heading)
    single = single or _owned(sentence, antecedents, [*((name.start, name.end) for name in named), *beside])
    if single:
        yield single
    several = _several(sentence, antecedents, named)
    if several:
        yield several


def _defined(sentence: str, antecedents: Antecedents, own: Collection[str]) -> Meant | None:
    """Return the group that the text has defined, or its other members where the sentence names one: "Peru and other partners"."""
    for phrase, names in antecedents.groups.items():
        stands = re.search(rf"\b{re.escape(phrase)}\b", sentence, re.IGNORECASE)  # in lower case "İ" would be longer
        at, end = stands.span() if stands else (-1, -1)
        rest = tuple(name for name in names if name.code not in own)
        is_other = at >= 0 and OTHERS.search(sentence[:at]) is not None
        if at >= 0 and (not is_other or ("other" in sentence[max(at - 20, 0) : at] and len(rest) < len(names))):
            return Meant(rest, (at, end), "group defined before")
        others = OTHER_MEMBERS.search(sentence) if 0 < len(rest) < len(names) else None
        if others and phrase.endswith(others["kind"]):
            return Meant(rest, others.span("noun"), "other members of a group defined before")
    return None


def _pronoun(sentence: str, antecedents: Antecedents, own: Collection[str]) -> Meant | None:
    """Return what "it", "they" or "he" stands for as the subject, or "we" in words that are reported."""
    subject = codes_of(antecedents.subject)
    if len(subject) == 1 and subject[0] not in own:
        single = None if antecedents.is_else else pronoun().match(sentence) or LATER_PRONOUN.match(sentence)
        single = single or STATE.match(sentence)
        if single:
            kind = "noun" if single.re is STATE else "pronoun"
            return Meant(antecedents.subject, single.span(1), f"{kind} for the subject of the sentence before")
        they = THEY.search(sentence) if antecedents.is_people else None
        if they:
            span = they.span("they" if they["they"] else "noun")
            return Meant(antecedents.subject, span, "pronoun for the subject of the sentence before")
    if antecedents.speaker and antecedents.speaker.code not in own:
        speaker = WE.search(sentence)
        if speaker:
            return Meant((antecedents.speaker,), speaker.span(), "first person of the speaker")
    if antecedents.leader and antecedents.leader.code not in own:
        person = PERSON.match(sentence)
        if person:
            return Meant((antecedents.leader,), person.span("noun"), HE)
    return None


def _noun(sentence: str, antecedents: Antecedents, named: Sequence[Named], heading: Named | None) -> Meant | None:
    """Return the only state that "the government" or "Foreign Minister Okafor" can be of."""
    subject, only = antecedents.subject, antecedents.only
    topic = antecedents.topic or heading
    if not (only or topic or len(codes_of(subject)) == 1):
        return None
    found = noun().search(sentence)
    if found is None or any(name.start < found.start() for name in named):
        return None
    if found["title"] and CAPITAL_BEFORE.search(sentence, max(found.start() - 40, 0), found.start()):
        return None
    if topic is not None:
        recent = {name.code for name, _ in antecedents.recent}
        is_other = bool(recent) and topic.code not in recent
        return None if is_other else Meant((topic,), found.span(), "noun for the country of the heading")
    if found["one"]:
        return None
    if len(codes_of(subject)) == 1 and (len(codes_of(antecedents.latest)) == 1 or antecedents.times > 1):
        return Meant(subject, found.span(), "noun for the only country of the sentence before")
    return Meant(only, found.span(), "noun for the only country of the sentences before") if only else None


def _owned(sentence: str, antecedents: Antecedents, named: Sequence[Span]) -> Meant | None:
    """Return the state whose borders or army "its" means, where nothing that the sentence names can be."""
    names = antecedents.subject if len(codes_of(antecedents.subject)) == 1 else antecedents.only
    found = owned().search(sentence) if names or antecedents.leader else None
    if found is None or any(start < found.start() for start, _ in named):
        return None
    if found["leader"]:
        names = (antecedents.leader,) if antecedents.leader else ()
    return Meant(names, found.span("noun"), "owner of what only states have")


def _several(sentence: str, antecedents: Antecedents, named: Sequence[Named]) -> Meant | None:
    """Return the countries that a plural stands for."""
    own = {name.code for name in named}
    found = counted().search(sentence)
    if found:
        number = NUMBERS[next(value for key, value in found.groupdict().items() if key != "noun" and value).lower()]
        before = codes_of(name for name in named if name.start < found.start())
        names = _pair(antecedents, before) if number == 2 else _many(antecedents, number, before)
        after = own.difference(before)
        if names and not after.intersection(codes_of(names)):
            return Meant(names, found.span("noun"), "group noun for countries named before")
        return None
    listed = antecedents.lists.get(2)
    ties = TIES.match(sentence) if listed and listed.is_joined and listed.age == 0 and not named else None
    if ties and listed:
        names = listed.names
        return Meant(names, ties.span("noun"), "group noun for countries named before")
    several = codes_of(antecedents.subject)
    pair = PAIR.match(sentence) if len(several) > 1 else None
    if pair and (pair["noun"].lower() != "both" or len(several) == 2):
        return _apart(antecedents.subject, pair.span("noun"), own)
    if len(codes_of(antecedents.latest)) == 2:
        one = FORMER.search(sentence)
        if one:
            former, *_, latter = sorted(antecedents.latest)
            return _apart((former if one["former"] else latter,), one.span(), own)
    names = _listed(antecedents)
    plural = LISTED.search(sentence) if names else None
    if plural is None and len(codes_of(names)) == 2:
        plural = TOGETHER.search(sentence)
    return _apart(names, plural.span("noun"), own) if plural else None


def _apart(names: Sequence[Named], span: Span, own: Collection[str]) -> Meant | None:
    """Return what a plural means unless the sentence names one of them itself."""
    return (
        None if set(own).intersection(codes_of(names)) else Meant(tuple(names), span, "group noun for countries named before")
    )


def _pair(antecedents: Antecedents, before: Sequence[str]) -> tuple[Named, ...]:
    """Return the two countries last spoken of; where the sentence has named one (``before``), it must be one of them."""
    if len(before) > 1:
        return ()
    recent = tuple(name for name, _ in antecedents.recent)
    listed = antecedents.lists.get(2)
    choices = [antecedents.subject]
    if listed and (listed.age < MAX_AGE or (listed.is_joined and listed.age < MAX_AGE_JOINED)):
        choices.append(listed.names)
    is_crowded = any(number > 2 and each.age < MAX_AGE_JOINED for number, each in antecedents.lists.items())
    choices += [() if is_crowded else recent, _usual(antecedents, 2)]
    if listed and listed.is_joined and set(listed.codes) <= set(codes_of(recent)):
        choices.append(listed.names)
    pairs = [names for names in choices if len(codes_of(names)) == 2]
    with_named = next((names for names in pairs if set(before) <= set(codes_of(names))), ())
    if with_named or not listed:
        return with_named
    return listed.names if listed.is_joined and listed.age == 0 else ()  # "Chad says that the two rivals must talk"


def _many(antecedents: Antecedents, number: int, before: Sequence[str]) -> tuple[Named, ...]:
    """Return as many countries as the number says that were listed before."""
    listed = antecedents.lists.get(number)
    names = listed.names if listed else _usual(antecedents, number)
    return () if set(before).intersection(codes_of(names)) else names


def _usual(antecedents: Antecedents, number: int) -> tuple[Named, ...]:
    """Return the countries of this number that were listed together most often: those that a comparison is about."""
    often = sorted((each.times, each.names) for codes, each in antecedents.usual.items() if len(codes) == number)
    is_clear = bool(often) and often[-1][0] > 1 and (len(often) == 1 or often[-1][0] > often[-2][0])
    return often[-1][1] if is_clear else ()


def _listed(antecedents: Antecedents) -> tuple[Named, ...]:
    """Return the countries that "the countries" can mean: the only ones listed lately, or those listed most often."""
    recent = [each for each in antecedents.lists.values() if each.age < MAX_AGE and len(each.codes) <= MAX_LISTED]
    newest = min((each.age for each in recent), default=0)
    compared = [each for each in recent if each.age == newest and frozenset(each.codes) in antecedents.usual]
    widest = max(compared, key=lambda each: len(each.codes), default=None)
    if widest and all(set(each.codes) <= set(widest.codes) for each in compared):
        return widest.names
    for lists in ([each for each in recent if each.is_joined], recent):
        if len({listed.codes for listed in lists}) == 1:
            return lists[0].names
    often = sorted((each for each in antecedents.usual.values() if len(each.names) <= MAX_LISTED), key=lambda each: -each.times)
    is_clear = bool(often) and often[0].times > 1 and (len(often) == 1 or often[1].times < often[0].times)
    is_clear = is_clear and {name.code for name, _ in antecedents.recent} <= set(codes_of(often[0].names))
    return often[0].names if is_clear and not recent else ()
