"""Which kind of work an entry describes (CSL types): the first rule of ``data/type_rules.toml`` whose facts hold decides."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.references.types.described import FACTS, KINDS, PLACES, Described
from extract.references.types.outlets import BODY, HOUSE, is_journal, known_outlet, known_periodical, read_institutions

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BODY",
    "FACTS",
    "HOUSE",
    "KINDS",
    "PLACES",
    "Described",
    "TypeRule",
    "find_rule",
    "find_type",
    "is_journal",
    "known_outlet",
    "known_periodical",
    "read_institutions",
    "read_rules",
]


class TypeRule(NamedTuple):
    """A rule: of each of ``required`` one fact must hold, of ``refused`` none; ``example`` is an entry of which it decides."""

    type: str
    required: tuple[tuple[str, ...], ...]
    refused: tuple[str, ...]
    example: str

    def holds(self, facts: Mapping[str, bool]) -> bool:
        """Tell whether the facts of a work are as the rule wants them."""
        for any_of in self.required:
            for fact in any_of:
                if facts[fact]:
                    break
            else:
                return False
        for fact in self.refused:  # noqa: SIM110 - with `any` it takes twice as long, and each entry is asked fifty times
            if facts[fact]:
                return False
        return True


@cache
def read_rules() -> tuple[TypeRule, ...]:
    """Return the rules in order; the last holds of every work."""
    table = read_table("type_rules")
    return tuple(
        TypeRule(
            each["type"],
            tuple(tuple(fact.split(" | ")) for fact in each.get("all", ())),
            tuple(fact for facts in each.get("none", ()) for fact in facts.split(" | ")),
            each["example"],
        )
        for each in table["rule"]
    )


@lru_cache(maxsize=1024)
def _open_rules(*kinds: str | None) -> tuple[TypeRule, ...]:
    """Return the rules that may hold of works of which ``KINDS`` say ``kinds``: a rule that wants another genre, say, cannot."""
    said = dict(zip(KINDS, kinds, strict=True))

    def may_hold(fact: str) -> bool:
        place, _, kind = fact.partition(":")
        return place not in said or said[place] == kind

    return tuple(rule for rule in read_rules() if all(any(map(may_hold, facts)) for facts in rule.required))


def find_rule(work: Described) -> TypeRule:
    """Return the rule that decides of a work."""
    facts = work.facts
    for rule in _open_rules(*[find(work) for find in KINDS.values()]):
        if rule.holds(facts):
            return rule
    message = "the last rule of data/type_rules.toml holds of every work"
    raise AssertionError(message)


def find_type(work: Described) -> str:
    """Return the CSL type of a work.

    >>> find_type(Described({"title": "Ports", "publisher": "Harbour Press"}, "Ports. Harbour Press.", False, False, False))
    'book'
    """
    return find_rule(work).type
