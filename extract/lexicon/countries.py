"""Which countries a text names, where, and by what: name, demonym, capital, leader, region or group."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from extract.data_tables import read_table
from extract.lexicon import Hit, Matcher, Tag, expand, rules
from extract.lexicon.capitals import capital
from extract.lexicon.leaders import Namesakes, find_leaders, leader_surfaces
from extract.lexicon.name_context import Context, context_of
from extract.lexicon.rules import FORMS, GUARDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SEAT_GAP = re.compile(r"(?:['’]s?)?\s")
CAPITAL_GAP = re.compile(r",\s|\s\(")
_PLACE = attrgetter("start", "end", "value")
MIN_CAPITALS = 4  # letters; shorter names are not looked for in capitals


class Term(NamedTuple):
    """What a surface stands for: no code at all for a phrase that only holds a country's name."""

    codes: tuple[str, ...]
    form: str
    check: Callable[[Context], str]


def find_countries(text: str) -> list[Tag]:
    """Return a tag for each country that ``text`` names, from left to right.

    Groups give one tag for each member, all on the same span. Capitals that are only places give none.
    Tags of leaders have the kind "leader", all others "country"; the value is the country's code.

        >>> [(tag.value, tag.form) for tag in find_countries("Tokyo and the Koreas condemned Sino-Russian exercises in Moscow.")]
        [('JP', 'metonym'), ('KP', 'group'), ('KR', 'group'), ('CN', 'demonym'), ('RU', 'demonym')]
    """
    terms: list[Hit[Term]] = []
    names: list[Hit[Namesakes]] = []
    for hit in _matcher().find(text):
        if isinstance(hit.value, Term):
            terms.append(cast("Hit[Term]", hit))
        else:
            names.append(cast("Hit[Namesakes]", hit))
    tags = list(_tags(text, terms))
    if names:
        tags += find_leaders(text, names, Counter(tag.value for tag in tags))
        tags.sort(key=_PLACE)
    return tags


def _tags(text: str, hits: Sequence[Hit[Term]]) -> Iterator[Tag]:
    certain = _certain(hits)
    last_place = -1
    has_acted = False
    for number, hit in enumerate(hits):
        term = hit.value
        codes = term.codes
        if not codes or (term.form == "metonym" and _belongs_to_state(hits, number, text)):
            continue
        is_named = codes[0] in certain if len(codes) == 1 else len(certain.intersection(codes)) > 1
        named_elsewhere = is_named or (has_acted and term.check is capital)
        rule = term.check(context_of(text, hit.start, hit.end, last_place=last_place, named_elsewhere=named_elsewhere))
        last_place = -1 if rule else hit.end
        has_acted = has_acted or rule.startswith("metonym")
        for code in codes if rule else ():
            yield Tag("country", code, hit.start, hit.end, rule, term.form)


def _certain(hits: Iterable[Hit[Term]]) -> set[str]:
    """Return the codes of the states that the text names by name or demonym, not only by letters with other meanings."""
    return {
        code
        for hit in hits
        if hit.value.form in {"name", "demonym"} and hit.value.check is not rules.spelt_out
        for code in hit.value.codes
    }


def _belongs_to_state(hits: Sequence[Hit[Term]], number: int, text: str) -> bool:
    """Tell whether a state is named beside its capital ("Tokyo, Japan") or its ministry ("the French Foreign Office")."""
    here = hits[number]
    before = hits[number - 1] if number else here
    if here.value.check is rules.seat and before.value.codes and SEAT_GAP.fullmatch(text, before.end, here.start):
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
                yield surface, Term((code,), form, GUARDS[guards[surface]] if surface in guards else check)
    for code, languages in read_table("country_names").items():
        for surface in _expand(*languages.values()):
            yield surface, Term((code,), "name", rules.name)


def _groups() -> Iterator[tuple[str, Term]]:
    for group in read_table("country_phrases")["groups"].values():
        for surface in _expand(group["surfaces"]):
            yield surface, Term(tuple(group["codes"]), "group", rules.group)


def _traps() -> Iterator[tuple[str, Term]]:
    for trap in read_table("country_phrases")["traps"].values():
        for surface in _expand(trap["surfaces"]):
            yield surface, Term((), "", rules.name)


def _expand(*lists: list[str]) -> Iterator[str]:
    return (surface for notations in lists for notation in notations for surface in expand(notation))
