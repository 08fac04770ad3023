"""Where works are published: telling "Frankfurt a.M." and "New York/London" from publishers and titles."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.references.known_names import read_names


@cache
def _read_table() -> tuple[frozenset[str], frozenset[str]]:
    """Return the cities and the regions of ``data/publication_places.toml``."""
    table = read_names("publication_places")["places"]
    return frozenset(table["places"]), frozenset(table["regions"])


# What stands behind the name of a city to tell it from others: "Frankfurt a.M.", "Freiburg i. Br.", "Frankfurt/M.", "u.a.".
BEHIND = re.compile(
    r"""\s{0,2}(?:a(?:\.|m|\sd(?:\.|er))\s?(?:M(?:\.|ain)?|Rh(?:\.|ein)?|Saale|Neckar|Lahn|Oder|D\.?)(?!\w) | \(Main\) | /\s?M(?:ain)?(?:\.|(?=\W|\Z))
    | i(?:\.|m)\s?(?:Br(?:\.|eisgau|sg\.?)?|W(?:\.|estf(?:alen|\.)?)?|Ü)(?!\w) | u\.?\s?a\.? | etc\.? | \[(?:u\.?\s?a\.?|etc\.?)\] | \(Hg\.\) )""",
    re.VERBOSE,
)
BETWEEN = re.compile(r"\s{0,2}(?:[/;,&–—·+]|\s-\s|\s(?:and|und|y|e|et|u\.)\s)\s{0,2}")
LONGEST = 80
"""Characters of the longest list of places that is looked at."""


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """Tell whether a stretch names cities and nothing else.

    >>> [is_place(text) for text in ("New York/London", "Frankfurt a. M.", "Princeton, NJ", "NJ", "Suhrkamp", "Berlin Verlag")]
    [True, True, True, False, False, False]
    """
    if not text or len(text) > LONGEST or text[0].islower():
        return False
    cities, regions = _read_table()
    if text in cities:
        return True
    parts = [part.strip(" .[]()") for part in BETWEEN.split(BEHIND.sub("", text)) if part.strip(" .[]()")]
    if not parts or not _is_city(parts[0], cities):
        return False
    return all(_is_city(part, cities) or part in regions or f"{part}." in regions for part in parts[1:])


def _is_city(name: str, cities: frozenset[str]) -> bool:
    """Tell whether a name is that of a city, or of several with hyphens: "Roma-Pisa"."""
    if name in cities or f"{name}." in cities:
        return True
    if "-" in name:
        return all(part in cities for part in name.split("-"))
    first, _, last = name.rpartition(" ")
    return first in cities and last in _read_table()[1]


STOP = re.compile(r"[.,?!”\"“»«’]{1,2}\s{1,2}(?:[–-]\s)?(?=[^\W\d_a-z])")


def place_at_end(text: str) -> int | None:
    """Return where the place begins that ends a stretch, behind a stop or comma.

    >>> [(text := "Trennung und Heirat. Weinheim/Basel")[place_at_end(text):], place_at_end("Zwei Jahre in Berlin")]
    ['Weinheim/Basel', None]
    """
    for found in reversed(list(STOP.finditer(text, max(0, len(text) - LONGEST)))[-3:]):
        if is_place(text[found.end() :].rstrip(" .,")):
            return found.end()
    return None
