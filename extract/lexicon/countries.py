"""Which countries a text names, where, and by what: name, demonym, capital, leader, region or group."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from extract.data_tables import read_table
from extract.lexicon import Hit, Matcher, Tag, expand, reasons, rules
from extract.lexicon.capitals import capital
from extract.lexicon.foreign import find_foreign, withheld_foreign
from extract.lexicon.leaders import Namesakes, find_leaders, judge_leaders, leader_surfaces
from extract.lexicon.name_context import Context, context_of, is_located
from extract.lexicon.rules import FORMS, GUARDS
from extract.lexicon.withheld import No, Withheld, hits_inside, why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SEAT_GAP = re.compile(r"(?:['’]s?)?\s")
CAPITAL_GAP = re.compile(r",\s|\s\(")
BESIDE_STATE = No("the state itself is named beside it")
PERSONS = "persons"  # traps of data/country_phrases.toml that end in a family name: "Michael Jordan"
BORNE_BY_PERSONS = frozenset({rules.given_name, rules.family_name})
"""Checks of names that many persons bear."""
_PLACE = attrgetter("start", "end", "value")
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n\n")
SENTENCE = 400  # characters in which a sentence is looked for
MIN_CAPITALS = 4  # letters; shorter names are not looked for in capitals


class Term(NamedTuple):
    """What a surface stands for: no code at all for a phrase that only holds a country's name."""

    codes: tuple[str, ...]
    form: str
    kind: str
    check: Callable[[Context], str]


def find_countries(text: str) -> list[Tag]:
    """Return a tag for each country that ``text`` names, from left to right.

    Groups give one tag for each member, all on the same span. Capitals that are only places give none.
    Tags of leaders have the kind "leader", those of ministries, parliaments and services "organ", all others "country"; the value
    is the country's code.

        >>> [(tag.value, tag.form) for tag in find_countries("Tokyo and the Koreas condemned Sino-Russian exercises in Moscow.")]
        [('JP', 'metonym'), ('KP', 'group'), ('KR', 'group'), ('CN', 'demonym'), ('RU', 'demonym')]
    """
    terms, names = _hits(text)
    tags = _tags(text, terms)
    foreign = list(find_foreign(text, [(hit.start, hit.end) for hit in terms]))
    if names:
        tags += find_leaders(text, names, Counter(tag.value for tag in tags))
    if names or foreign:
        tags += foreign
        tags.sort(key=_PLACE)
    return tags


def withheld_countries(text: str) -> list[Withheld]:
    """Return the names of states and their leaders in ``text`` that do not count there, with the reason.

    >>> [(each.value, text[each.start : each.end]) for text in ["Paris Hilton"] for each in withheld_countries(text)]
    [('FR', 'Paris')]
    """
    terms, names = _hits(text)
    found: list[Withheld] = []
    for hit, codes, rule in _judged(text, terms):
        if not rule:
            found += [Withheld(hit.value.kind, code, hit.start, hit.end, hit.value.form, why(rule)) for code in codes]
    named = Counter(tag.value for tag in _tags(text, terms))
    for person, code, rule in judge_leaders(text, names, named):
        if not code:
            meant = dict.fromkeys(leader.code for leader in person.value.leaders)
            found += [Withheld("leader", each, person.start, person.end, "leader", why(rule)) for each in meant]
    for trap in (hit for hit in terms if not hit.value.codes):
        phrase = f"it is part of “{' '.join(text[trap.start : trap.end].split())}”"
        for inside in hits_inside(_matcher(), text, trap.start, trap.end):
            if isinstance(inside.value, Term):
                found += [
                    Withheld("country", code, inside.start, inside.end, inside.value.form, phrase)
                    for code in inside.value.codes
                ]
    taken = [(hit.start, hit.end) for hit in terms] + [(hit.start, hit.end) for hit in names]
    found += dict.fromkeys(withheld_foreign(text, sorted(taken)))
    return sorted(found, key=_PLACE)


def _hits(text: str) -> tuple[list[Hit[Term]], list[Hit[Namesakes]]]:
    """Return what may name states, and what may name their leaders."""
    terms: list[Hit[Term]] = []
    names: list[Hit[Namesakes]] = []
    for hit in _matcher().find(text):
        if isinstance(hit.value, Term):
            terms.append(cast("Hit[Term]", hit))
        else:
            names.append(cast("Hit[Namesakes]", hit))
    return terms, names


def _tags(text: str, hits: Sequence[Hit[Term]]) -> list[Tag]:
    return [
        Tag(hit.value.kind, code, hit.start, hit.end, rule, hit.value.form)
        for hit, codes, rule in _judged(text, hits)
        if rule
        for code in codes
    ]


def _judged(text: str, hits: Sequence[Hit[Term]]) -> Iterator[tuple[Hit[Term], tuple[str, ...], str]]:
    """Yield each name with the states that it means and the rule that lets it count, or an empty one."""
    certain = _certain(hits)
    last_place = -1
    has_acted = False
    persons: dict[str, bool | None] = {}
    for number, hit in enumerate(hits):
        term = hit.value
        codes = term.codes
        if not codes:
            if term.form == PERSONS:
                persons.setdefault(text[hit.start : hit.end].rsplit(maxsplit=1)[-1], None)
            continue
        if term.form == "metonym" and _belongs_to_state(hits, number, text):
            yield hit, codes, BESIDE_STATE
            continue
        is_named = codes[0] in certain if len(codes) == 1 else len(certain.intersection(codes)) > 1
        named_elsewhere = is_named or (has_acted and term.check is capital)
        rule = term.check(context_of(text, hit.start, hit.end, last_place=last_place, named_elsewhere=named_elsewhere))
        if term.check in BORNE_BY_PERSONS:
            rule = _unless_person(rule, hits, number, text, persons)
        last_place = -1 if rule else hit.end
        has_acted = has_acted or rule.startswith("metonym")
        if rule and term.check is rules.disputed:
            codes = _claimants(hits, number, text)
        yield hit, codes, rule


def _unless_person(rule: str, hits: Sequence[Hit[Term]], number: int, text: str, persons: dict[str, bool | None]) -> str:
    """Return the rule, or none for a name that stands among ``persons``: "Michael Jordan shot; Jordan rested".

    Another name of the state lets it stand. ``persons`` gains a name that is told to be a person's; its value says whether the
    text names the state as well, ``None`` as long as that is not known.
    """
    here = hits[number]
    name = text[here.start : here.end]
    around = context_of(text, here.start, here.end, last_place=-1, named_elsewhere=False)
    if rule is reasons.PERSON or rule is reasons.NAME_BEFORE or rule is reasons.FAMILY_NAME_AFTER:
        persons.setdefault(name, None)
    if not rule or name not in persons:
        return rule
    if persons[name] is None:
        persons[name] = any(other.value.codes == here.value.codes and text[other.start : other.end] != name for other in hits)
    persons[name] = persons[name] or is_located(around)
    return rule if persons[name] else reasons.PERSON_BEFORE


def _certain(hits: Iterable[Hit[Term]]) -> set[str]:
    """Return the codes of the states that the text names by name or demonym, not only by letters with other meanings."""
    return {
        code
        for hit in hits
        if hit.value.form in {"name", "demonym"} and hit.value.check is not rules.spelt_out
        for code in hit.value.codes
    }


def _claimants(hits: Sequence[Hit[Term]], number: int, text: str) -> tuple[str, ...]:
    """Return the states that claim a place and are named in its sentence; all of them if none is."""
    here = hits[number]
    named: set[str] = set()
    for numbers in (range(number - 1, -1, -1), range(number + 1, len(hits))):
        for other in map(hits.__getitem__, numbers):
            between = text[min(other.end, here.end) : max(other.start, here.start)]
            if len(between) > SENTENCE or SENTENCE_END.search(between):
                break
            if other.value.check is not rules.disputed:
                named.update(other.value.codes)
    return tuple(code for code in here.value.codes if code in named) or here.value.codes


def _belongs_to_state(hits: Sequence[Hit[Term]], number: int, text: str) -> bool:
    """Tell whether a state is named beside its capital ("Tokyo, Japan") or its ministry ("the French Foreign Office")."""
    here = hits[number]
    before = hits[number - 1] if number else here
    if (
        here.value.check in {rules.seat, rules.organ}
        and before.value.codes
        and SEAT_GAP.fullmatch(text, before.end, here.start)
    ):
        return True
    after = hits[number + 1] if number + 1 < len(hits) else here
    is_same_state = after.value.codes == here.value.codes and after.value.form == "name"
    return is_same_state and CAPITAL_GAP.fullmatch(text, here.end, after.start) is not None


@cache
def _matcher() -> Matcher[Term | Namesakes]:
    terms: dict[str, Term] = {}
    for surface, term in (*_names(), *_groups()):
        terms.setdefault(surface, term)
        if len(surface) >= MIN_CAPITALS and "." not in surface:
            terms.setdefault(surface.upper(), term)
    return Matcher({**leader_surfaces(), **terms, **dict(_traps())})


def _names() -> Iterator[tuple[str, Term]]:
    for code, entry in read_table("countries").items():
        guards = entry.get("guards", {})
        for key, (form, check) in FORMS.items():
            for surface in _expand(entry.get(key, []), [entry["name"]] if key == "names" else []):
                kind = "organ" if key == "organs" else "country"
                yield surface, Term((code,), form, kind, GUARDS[guards[surface]] if surface in guards else check)
    for code, languages in read_table("country_names").items():
        for surface in _expand(*languages.values()):
            yield surface, Term((code,), "name", "country", rules.name)


def _groups() -> Iterator[tuple[str, Term]]:
    for group in read_table("country_phrases")["groups"].values():
        check = rules.disputed if group.get("disputed") else rules.group
        for surface in _expand(group["surfaces"]):
            yield surface, Term(tuple(group["codes"]), "group", "country", check)


def _traps() -> Iterator[tuple[str, Term]]:
    for why_none, trap in read_table("country_phrases")["traps"].items():
        for surface in _expand(trap["surfaces"]):
            yield surface, Term((), why_none, "", rules.name)


def _expand(*lists: list[str]) -> Iterator[str]:
    return (surface for notations in lists for notation in notations for surface in expand(notation))
