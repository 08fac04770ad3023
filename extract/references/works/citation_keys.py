"""Citation keys: a readable name for each work, such as ``martin1992a``, unique in the corpus."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from extract.names import name_words
from extract.references.works.same_work import letters_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 24
"""Letters of a name in a key."""

NOT_IN_KEY = re.compile(r"[^a-z0-9]")

Item = TypeVar("Item")


def with_keys(items: Iterable[tuple[Item, Mapping[str, Any], str | None, str]]) -> dict[str, Item]:
    """Return the works by key: that of the user's library, or else first family name, year, and a letter.

    ``items`` are a work, its CSL item, the letter that its list prints behind the year, and what orders works of one name and
    year. A library's key (``citation-key``) and a printed letter are kept where they are free; a work that shares its name and
    year with no other goes without a letter.

    >>> smith = {"author": [{"family": "Smith"}], "issued": {"date-parts": [[1992]]}}
    >>> with_keys([("Ports", smith, "b", "ports"), ("Docks", smith, None, "docks")])
    {'smith1992b': 'Ports', 'smith1992': 'Docks'}
    """
    by_stem: dict[str, list[tuple[str, str | None, Item]]] = defaultdict(list)
    keyed: dict[str, Item] = {}
    for item, csl, letter, order in sorted(items, key=lambda each: each[3]):
        own = str(csl.get("citation-key", ""))
        if own and own not in keyed:
            keyed[own] = item
        else:
            by_stem[stem_of(csl)].append((order, letter, item))
    for stem, members in sorted(by_stem.items()):
        waiting = []
        for _, letter, item in sorted(members, key=lambda member: member[0]):
            if letter and f"{stem}{letter}" not in keyed:
                keyed[f"{stem}{letter}"] = item
            else:
                waiting.append(item)
        if len(waiting) == 1 and stem not in keyed:
            keyed[stem] = waiting.pop()
        number = 0
        for item in waiting:
            while f"{stem}{count_letters(number)}" in keyed:
                number += 1
            keyed[f"{stem}{count_letters(number)}"] = item
    return keyed


def count_letters(number: int) -> str:
    """Return the letters that count works: a ... z, aa, ab ...

    >>> [count_letters(number) for number in (0, 25, 26)]
    ['a', 'z', 'aa']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def stem_of(csl: Mapping[str, Any]) -> str:
    """Return name and year; a body goes by its short name or first word, a work without names by its title."""
    names = csl.get("author") or csl.get("editor") or ()
    name = ""
    if names:
        name = _in_key(names[0].get("family", "")) or _of_body(names[0].get("literal", ""))
    name = name or _in_key(" ".join(str(csl.get("title", "")).split()[:2])) or "anonymous"
    return f"{name[:LONGEST]}{year_of(dict(csl)) or 'nd'}"


def _of_body(name: str) -> str:
    words = re.split(r"[\s(-]+", name)
    return next((_in_key(word) for word in words if word.lower() not in name_words("articles") and _in_key(word)), "")


def _in_key(text: str) -> str:
    """Return the letters of ``text`` that a key may have: those of BibTeX keys everywhere."""
    return NOT_IN_KEY.sub("", letters_of(text))
