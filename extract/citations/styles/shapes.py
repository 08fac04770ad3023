"""Whether names beside a year that no list has look like a citation: people and bodies do, places, events and things do not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.citations.styles.citation_words import citation_words
from extract.citations.styles.years import PREFIX_WORDS
from extract.data_tables import read_table
from extract.names import fold, name_words
from extract.references.types.outlets import BODY, NEWSROOM, known_periodical, read_institutions

if TYPE_CHECKING:
    from collections.abc import Collection

    from extract.citations.styles.authors import Names

MAX_PROSE = 240
"""Characters of prose that may stand before a citation inside its bracket."""

MAX_ACRONYM = 6
"""Letters up to which a name in capitals is taken for an acronym: "the G7 (2014)", "NATO (1999)"."""

_LAST_WORD = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{1,30})[.,;:\s]{0,4}$")


def looks_narrative(names: Names, before: str, cited: Collection[str], *, dated: bool) -> bool:
    """Return whether "Name (year)" of no listed work is a citation by its shape.

    ``before`` is the word before the names, ``cited`` what brackets cite of them; ``dated`` is false for "n.d." and "in press".
    """
    if names.et_al:
        return True
    first = names.names[0]
    if any(_is_thing(name) or _is_place(name) for name in names.names):
        return False
    head = fold(first).split()[0]
    if fold(before) in name_words("determiners") or (head in name_words("determiners") and " " in first):
        # "the Minsk Agreement (2015)" is no person; "the World Bank (2001)" and "The Harbour Post (2014)" publish.
        return len(names.names) == 1 and (_publishes(first) or is_periodical(first))
    if any(name.isupper() and len(name) <= MAX_ACRONYM for name in names.names) and not cited:
        return False
    shape = all(1 <= len(name.split()) <= 3 and not any(c.isdigit() for c in name) for name in names.names)
    return shape and (dated or len(names.names) > 1 or " " not in first)


def looks_parenthetical(names: Names, prefix: str, *, has_comma: bool, has_locator: bool) -> bool:
    """Return whether "(prefix Name, year" of no listed work is a citation by its shape.

    ``has_comma`` tells whether a comma stands before the year, ``has_locator`` whether a page stands behind it.
    """
    if any(len(name.split()) > 9 or len(name) > 90 for name in names.names):
        return False
    if (
        any(_is_thing(name) or (_is_place(name) and not (has_comma and _is_foreign(name))) for name in names.names)
        and not names.et_al
    ):
        return False
    prefix = prefix.strip(" ,;")
    if PREFIX_WORDS.fullmatch(prefix):
        return True
    if len(prefix) > MAX_PROSE:
        return False
    if names.et_al:
        return True
    word = _LAST_WORD.search(prefix, max(len(prefix) - 40, 0))
    if word is None or any(_publishes(name) or name.isupper() for name in names.names):
        return False
    if word["word"].casefold() in citation_words("leads"):  # "for a review of the literature see Bello 2001"
        return True
    return has_comma and (has_locator or word["word"].casefold() in citation_words("prefixes")) and word["word"].islower()


def is_periodical(name: str) -> bool:
    """Return whether ``name`` is that of a newspaper or magazine, or built like one.

    >>> is_periodical("The Guardian"), is_periodical("The Harbour Times"), is_periodical("Okafor")
    (True, True, False)
    """
    return known_periodical(name) is not None or (" " in name and NEWSROOM.search(name) is not None)


def _publishes(name: str) -> bool:
    """Return whether ``name`` is that of a body that publishes: a ministry, a bank, an institute; states and unions act."""
    if not set(fold(name).split()).isdisjoint(name_words("powers")):
        return False
    return BODY.search(name) is not None or name in read_institutions()


def _is_thing(name: str) -> bool:
    """Return whether ``name`` is built like an event or a product: "Oslo Accords", "President Okafor", "Windows"."""
    words = fold(name).split()
    return bool(words) and (words[-1] in name_words("things") or (len(words) > 1 and words[0] in name_words("titles")))


def _is_place(name: str) -> bool:
    """Return whether ``name`` is that of a city or country; "BRASIL" in capitals is an author of laws."""
    return name in _countries() or (fold(name) in name_words("cities") and not name.isupper())


def _is_foreign(name: str) -> bool:
    """Return whether ``name`` is no English name of a country: "(España, 1985)" cites a law, as is usual there."""
    return name in _countries() and name not in _english_countries()


@cache
def _countries() -> frozenset[str]:
    names = {name for country in read_table("country_names").values() for names in country.values() for name in names}
    return frozenset(name for name in names | _english_countries() if fold(name) not in name_words("people_too"))


@cache
def _english_countries() -> frozenset[str]:
    return frozenset(str(country["name"]) for country in read_table("countries").values())
