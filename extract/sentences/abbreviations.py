"""Abbreviations and sentence starters, from ``data/abbreviations.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


class Abbreviations(NamedTuple):
    """The tables of ``abbreviations.toml``, ready for look-up."""

    ends: Mapping[str, str]
    """When a sentence ends after an abbreviation (without its last stop): never, not number, not day, capital, starter."""
    days: re.Pattern[str]
    """A day, a month or a time zone."""
    ordinals: frozenset[str]
    starters: frozenset[str]
    speech: re.Pattern[str]
    """A name and a verb of speech, as they follow a quotation."""


@cache
def load_abbreviations() -> Abbreviations:
    """Return the abbreviations with when a sentence ends after each, and the lists that the rules consult.

    >>> load_abbreviations().ends["Vol"]
    'not number'
    """
    groups = read_table("abbreviations")
    ends: dict[str, str] = {}
    for group in groups.values():
        for word in group["words"] if "ends" in group else ():
            ends |= dict.fromkeys({word} if group.get("exact") else _forms(word), group["ends"])
    speech = rf"(?:\w{{1,24}}[ ]){{1,3}}(?:{'|'.join(groups['speech']['words'])})\b"
    days = "|".join(map(re.escape, groups["days"]["words"]))
    return Abbreviations(
        ends=ends,
        days=re.compile(rf"(?:{days})\b"),
        ordinals=frozenset(groups["ordinals"]["words"]),
        starters=frozenset(groups["starters"]["words"]),
        speech=re.compile(speech),
    )


def _forms(word: str) -> set[str]:
    """Return how an abbreviation may be capitalised: "cf", "Cf", "CF"."""
    if len(word) == 1:
        return {word}
    return {word, word[0].upper() + word[1:]} | ({word.upper()} if len(word) <= 4 else set())
