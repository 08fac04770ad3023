"""Abbreviations and sentence starters, from ``data/abbreviations.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


MOST_CAPITALS = 4
"""Letters of an abbreviation that may stand in capitals."""


class Abbreviations(NamedTuple):
    """The tables of ``abbreviations.toml``, ready for look-up."""

    ends: Mapping[str, str]
    """When a sentence ends after an abbreviation (without its last stop): never, not number, not day, capital, starter."""
    in_capitals: Mapping[str, str]
    """The same of abbreviations in capitals, which are themselves only among capitals: "GEN. PARK", but "the MS. Patients"."""
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
    in_capitals: dict[str, str] = {}
    for group in sorted(groups.values(), key=lambda group: "exact" in group):  # "Sec." is another word than "sec."
        for word in group["words"] if "ends" in group else ():
            ends[word] = group["ends"]
            if len(word) > 1 and not group.get("exact"):
                ends[word[0].upper() + word[1:]] = group["ends"]
                in_capitals |= {word.upper(): group["ends"]} if len(word) <= MOST_CAPITALS else {}
    speech = rf"(?:\w{{1,24}}[ ]){{1,3}}(?:{'|'.join(groups['speech']['words'])})\b"
    days = "|".join(map(re.escape, groups["days"]["words"]))
    return Abbreviations(
        ends=ends,
        in_capitals={word: kind for word, kind in in_capitals.items() if word not in ends},
        days=re.compile(rf"(?:{days})\b"),
        ordinals=frozenset(groups["ordinals"]["words"]),
        starters=frozenset(groups["starters"]["words"]),
        speech=re.compile(speech),
    )
