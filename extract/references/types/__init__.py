"""Which kind of work an entry describes (CSL types): the first rule of ``data/type_rules.toml`` whose facts hold decides."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extract.references.types.described import FACTS, KINDS, PLACES, Described
from extract.references.types.outlets import BODY, HOUSE, known_outlet, known_periodical, read_institutions

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

    def holds(self, work: Described) -> bool:
        """Tell whether the facts of a work are as the rule wants them."""
        holds = work.holds
        for facts in self.required:
            for fact in facts:
                if holds(fact):
                    break
            else:
                return False
        for fact in self.refused:  # noqa: SIM110 - with `any` it takes twice as long, and each entry is asked fifty times
            if holds(fact):
                return False
        return True


@cache
def read_rules() -> tuple[TypeRule, ...]:
    """Return the rules in order; the last holds of every work."""
    table = tomllib.loads((files("extract") / "data" / "type_rules.toml").read_text("utf-8"))
    return tuple(
        TypeRule(
            each["type"],
            tuple(tuple(fact.split(" | ")) for fact in each.get("all", ())),
            tuple(fact for facts in each.get("none", ()) for fact in facts.split(" | ")),
            each["example"],
        )
        for each in table["rule"]
    )


def find_rule(work: Described) -> TypeRule:
    """Return the rule that decides of a work."""
    return next(rule for rule in read_rules() if rule.holds(work))


def find_type(work: Described) -> str:
    """Return the CSL type of a work.

    >>> find_type(Described({"title": "Ports", "publisher": "Harbour Press"}, "Ports. Harbour Press.", False, False, False))
    'book'
    """
    return find_rule(work).type
