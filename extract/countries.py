"""Which countries a text names, where, and by what: name, demonym, capital, leader, region or group."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.leaders import find_leaders
from extract.lexicon import Hit, Matcher, Tag, expand
from extract import lexicon_rules
from extract.lexicon_rules import FORMS, GUARDS, Context, context_of
from extract.organisations import find_organisations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["find_countries", "find_organisations"]

SEAT_GAP = re.compile(r"(?:['’]s?)?\s")
CAPITAL_GAP = re.compile(r",\s|\s\(")
MIN_CAPITALS = 4  # letters; shorter names are not looked for in capitals ("IRAN" but not "OMAN's")


class Term(NamedTuple):
    """What a surface stands for: no code at all for a phrase that only holds a country's name."""

    codes: tuple[str, ...]
    form: str
    check: Callable[[Context], str]


def find_countries(text: str) -> list[Tag]:
    """Return a tag for each country that ``text`` names, from left to right.

    Groups give one tag for each member, all on the same span. Capitals that are only places give none.

        >>> [(tag.value, tag.form) for tag in find_countries("Tokyo and the Koreas condemned Sino-Russian exercises in Moscow.")]
        [('JP', 'metonym'), ('KP', 'group'), ('KR', 'group'), ('CN', 'demonym'), ('RU', 'demonym')]
    """
    leaders = find_leaders(text)
    taken = [(tag.start, tag.end) for tag in leaders]
    tags = [tag for tag in _tags(text) if not any(start < tag.end and tag.start < end for start, end in taken)]
    return sorted(tags + leaders, key=lambda tag: (tag.start, tag.end, tag.value))


def _tags(text: str) -> Iterator[Tag]:
    hits = list(_matcher().find(text))
    certain = {code for hit in hits if hit.value.form in {"name", "demonym"} and hit.value.check is not lexicon_rules.acronym for code in hit.value.codes}
    last_place = -1
    for number, hit in enumerate(hits):
        term = hit.value
        if not term.codes or _belongs_to_state(hits, number, text):
            continue
        needed = 1 if len(term.codes) == 1 else 2
        context = context_of(text, hit.start, hit.end, last_place=last_place, named_elsewhere=len(certain.intersection(term.codes)) >= needed)
        rule = term.check(context)
        last_place = -1 if rule else hit.end
        for code in term.codes if rule else ():
            yield Tag("country", code, hit.start, hit.end, rule, term.form)


def _belongs_to_state(hits: list[Hit[Term]], number: int, text: str) -> bool:
    """Tell whether a state is named beside its capital ("Tokyo, Japan") or its ministry ("the French Foreign Office")."""
    here = hits[number]
    if here.value.form != "metonym":
        return False
    if here.value.check is lexicon_rules.seat and number and hits[number - 1].value.codes and SEAT_GAP.fullmatch(text, hits[number - 1].end, here.start):
        return True
    following = hits[number + 1] if number + 1 < len(hits) else here
    return following.value.codes == here.value.codes and following.value.form == "name" and CAPITAL_GAP.fullmatch(text, here.end, following.start) is not None


@cache
def _matcher() -> Matcher[Term]:
    surfaces: dict[str, Term] = {}
    for code, entry in load("countries.toml").items():
        guards = entry.get("guards", {})
        for key, (form, check) in FORMS.items():
            for notation in [entry["name"], *entry.get(key, [])] if key == "names" else entry.get(key, []):
                for surface in expand(notation):
                    term = Term((code,), form, GUARDS[guards[surface]] if surface in guards else check)
                    _add(surfaces, surface, term)
    for group in load("country_phrases.toml")["groups"].values():
        for surface in (surface for notation in group["surfaces"] for surface in expand(notation)):
            _add(surfaces, surface, Term(tuple(group["codes"]), "group", lexicon_rules.group))
    for trap in load("country_phrases.toml")["traps"].values():
        for surface in (surface for notation in trap["surfaces"] for surface in expand(notation)):
            surfaces[surface] = Term((), "", lambda _: "")
    return Matcher(surfaces)


def _add(surfaces: dict[str, Term], surface: str, term: Term) -> None:
    surfaces.setdefault(surface, term)
    if len(surface) >= MIN_CAPITALS and "." not in surface:
        surfaces.setdefault(surface.upper(), term)


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return the tables of a file in ``extract/data``."""
    return tomllib.loads(files("extract").joinpath("data", name).read_text(encoding="utf-8"))
