"""A work as texts name it: names, year, title, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.months import month_names
from extract.names import name_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Item = Mapping[str, Any]

WHOLE = frozenset(
    [
        "book", "broadcast", "classic", "collection", "dataset", "document", "legal_case", "manuscript", "map", "motion_picture",
        "musical_score", "pamphlet", "performance", "periodical", "regulation", "report", "software", "standard", "thesis", "treaty",
    ]
)  # fmt: skip
"""Types of works that stand alone, whose titles are set in italics."""

SUBTITLE = re.compile(r":\s|(?<=[?!])\s|\.\s(?=[A-Z])")
LONGEST_TITLE = 60
"""Characters of a title that stands in the place of a name; it is cut at a word."""

SHORTEST_SPELT = 4
"""Capitals from which a given name is spelt out, and not initials."""

PEOPLE = ("author", "editor", "translator")


def people_of(item: Item) -> tuple[Sequence[Mapping[str, str]], str]:
    """Return those by whom a work goes, and their role: its authors, or else its editors or translators."""
    for role in PEOPLE:
        if item.get(role):
            return item[role], role
    return (), ""


def family_of(name: Mapping[str, str]) -> str:
    """Return a family name with its particle, or the name of a body.

    >>> family_of({"family": "Bergeijk", "non-dropping-particle": "van"})
    'van Bergeijk'
    """
    parts = (name.get("non-dropping-particle"), name.get("family"))
    return name.get("literal") or " ".join(part for part in parts if part) or name.get("given", "")


def full_name(name: Mapping[str, str]) -> str:
    """Return a name in the order in which it is spoken.

    >>> full_name({"family": "Bergeijk", "given": "Peter", "dropping-particle": "van"})
    'Peter van Bergeijk'
    """
    if name.get("literal"):
        return name["literal"]
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(name[part] for part in parts if name.get(part))


def short_names(item: Item, joined_by: str = "and") -> str:
    """Return the family names as a text gives them: up to two, or the first of more; empty for a work without names.

    >>> short_names({"author": [{"family": "Okafor"}, {"family": "Bello"}]}, "&")
    'Okafor & Bello'
    >>> short_names({"editor": [{"family": "Okafor"}, {"family": "Bello"}, {"literal": "Harbour Board"}]})
    'Okafor et al.'
    """
    names, _ = people_of(item)
    families = [family_of(name) for name in names]
    if len(families) > 2 or (families and item.get("custom", {}).get("et-al")):
        return f"{families[0]} et al."
    return f" {joined_by} ".join(families)


def year_of(item: Item, *, has_letter: bool = True) -> str:
    """Return the year with the letter that lists print behind it, or without; "n.d." if there is none.

    >>> year_of({"issued": {"date-parts": [[1992]]}, "custom": {"year-suffix": "a"}}), year_of({})
    ('1992a', 'n.d.')
    """
    issued = item.get("issued", {})
    parts = (issued.get("date-parts") or [[]])[0]
    letter = str(item.get("custom", {}).get("year-suffix", "")) if has_letter else ""
    if not parts:
        return str(issued.get("literal") or "") or (f"n.d.-{letter}" if letter else "n.d.")
    return f"{parts[0]}{letter}"


def first_year(item: Item) -> str:
    """Return the year in which a reprint first came out; empty if there is none, or it is no earlier.

    >>> first_year({"original-date": {"date-parts": [[1948]]}, "issued": {"date-parts": [[1985]]}})
    '1948'
    """
    first, issued = ((item.get(name, {}).get("date-parts") or [[]])[0] for name in ("original-date", "issued"))
    return str(first[0]) if first and issued and int(first[0]) < int(issued[0]) else ""


def without_capitals(item: Item) -> Item:
    """Return a work whose people are not in capitals, as some lists print them; bodies keep theirs.

    >>> without_capitals({"author": [{"family": "SOARES DE LIMA", "given": "Ada"}, {"literal": "OECD"}]})["author"]
    [{'family': 'Soares de Lima', 'given': 'Ada'}, {'literal': 'OECD'}]
    """
    return {**item, **{role: [_small(name) for name in item[role]] for role in PEOPLE if item.get(role)}}


def _small(name: Mapping[str, str]) -> Mapping[str, str]:
    family, given = name.get("family", ""), name.get("given", "")
    if not given or not family.isupper() or len(family) == 1:
        return name
    first, *others = family.split(" ")
    particles = name_words("particles")
    words = [first.title(), *(word.lower() if word.lower() in particles else word.title() for word in others)]
    firsts = " ".join(word.title() if word.isupper() and len(word) >= SHORTEST_SPELT else word for word in given.split(" "))
    return {**name, "family": " ".join(words), "given": firsts}


def short_title(item: Item) -> str:
    """Return the title without subtitle, cut at a word where it is long.

    >>> short_title({"title": "Ports under Pressure: Trade and Power, 1870-1914"})
    'Ports under Pressure'
    """
    title = str(item.get("title-short") or item.get("title") or "")
    main = SUBTITLE.split(title, maxsplit=1)[0]
    if len(main) <= LONGEST_TITLE:
        return main.rstrip(".")
    return main[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;.")


def set_title(item: Item, title: str, stop: str = "") -> str:
    """Return a title as set: in italics (between asterisks) if the work stands alone, or else in quotation marks.

    >>> set_title({"type": "book"}, "Ports"), set_title({"type": "chapter"}, "Docks", ",")
    ('*Ports*', '“Docks,”')
    """
    return f"*{title}*{stop}" if item.get("type") in WHOLE else f"“{title}{stop}”"


def short_name(item: Item, key: str) -> str:
    """Return a work as a text would name it: "Martin 1992a"; by its title if it has no names, by its key if it has neither."""
    name = short_names(item) or short_title(item) or key
    return f"{name} {year_of(item)}"


def full_date(item: Item) -> str:
    """Return the date in words.

    >>> full_date({"issued": {"date-parts": [[2014, 3, 18]]}})
    'March 18, 2014'
    """
    issued = item.get("issued", {})
    year, *rest = (issued.get("date-parts") or [[]])[0] or [None]
    if year is None:
        return str(issued.get("literal", "")) or "n.d."
    if not rest:
        return str(year)
    month = month_names("en")[rest[0] - 1] if 1 <= rest[0] <= len(month_names("en")) else ""
    return f"{month} {rest[1]}, {year}" if len(rest) > 1 else f"{month} {year}".strip()
