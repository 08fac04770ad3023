"""Which international organisations a text names, and where."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.lexicon import Hit, Matcher, Tag, expand
from extract.lexicon.name_context import context_of
from extract.lexicon.organisation_rules import ORGANISATION_GUARDS
from extract.lexicon.short_forms import Named, find_short_forms
from extract.lexicon.withheld import Withheld, why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extract.lexicon.name_context import Context


class Organisation(NamedTuple):
    """What a surface stands for: no id for a phrase that only holds an organisation's name."""

    ids: tuple[str, ...]
    rule: str
    check: Callable[[Context], str] | None


def find_organisations(text: str) -> list[Tag]:
    """Return a tag for each organisation that ``text`` names, from left to right; an organ gives one of its organisation too.

    >>> [tag.value for tag in find_organisations("The Security Council met in Brussels, and the West and Nato were pleased.")]
    ['UN', 'UNSC', 'WEST', 'NATO']
    """
    return sorted(_tags(text), key=lambda tag: (tag.start, tag.end, tag.value))


def withheld_organisations(text: str) -> list[Withheld]:
    """Return the names of organisations in ``text`` that do not count there, with the reason."""
    return [
        Withheld("organisation", id_, hit.start, hit.end, hit.value.rule, why(rule))
        for hit, rule in _judged(text)
        if not rule
        for id_ in hit.value.ids
    ]


def _tags(text: str) -> Iterator[Tag]:
    named: list[Named] = []
    for hit, rule in _judged(text):
        for organisation in hit.value.ids if rule else ():
            yield Tag("organisation", organisation, hit.start, hit.end, rule)
        named.append(Named(hit.start, hit.end, hit.value.ids if rule else (), hit.surface))
    for short in find_short_forms(text, named, _short_forms()):
        for organisation in short.ids:
            yield Tag("organisation", organisation, short.start, short.end, "short form")


def _judged(text: str) -> Iterator[tuple[Hit[Organisation], str]]:
    """Yield each name with the rule that lets it count, or an empty one."""
    hits: list[Hit[Organisation]] = list(_matcher().find(text))
    in_full = {hit.value.ids for hit in hits if hit.value.rule == "name" and hit.value.check is None}
    last_place = -1
    for hit in hits:
        rule = hit.value.rule
        if hit.value.check is not None:
            context = context_of(text, hit.start, hit.end, last_place=last_place, named_elsewhere=hit.value.ids in in_full)
            rule = hit.value.check(context)
        if not rule:
            last_place = hit.end
        yield hit, rule


@cache
def _matcher() -> Matcher[Organisation]:
    table = read_table("organisations")
    surfaces: dict[str, Organisation] = {}
    for key, entry in table.items():
        ids = (key, entry["part_of"]) if "part_of" in entry else (key,)
        guards = entry.get("guards", {})
        for rule, notations in (("name", entry.get("names", [])), ("acronym", entry.get("acronyms", []))):
            for surface in (surface for notation in notations for surface in expand(notation)):
                surfaces[surface] = Organisation(ids, rule, ORGANISATION_GUARDS[guards[surface]] if surface in guards else None)
    return Matcher(surfaces)


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Return what each organisation may be called once it is named: organisations by the short form."""
    forms: dict[str, set[str]] = defaultdict(set)
    for key, entry in read_table("organisations").items():
        for form in entry.get("short", []):
            forms[form].add(key)
    return {form: frozenset(keys) for form, keys in forms.items()}
