"""Authors of one family name and year: told apart by their initials."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from extract.lookup.rendering import family_of, people_of, year_of
from extract.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extract.lookup.rendering import Item
    from extract.store import Store

GIVEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def namesakes(store: Store, item: Item) -> list[Item]:
    """Return the works whose first author has the family name of that of ``item``, ``item`` itself among them."""
    names, _ = people_of(item)
    if not names or not names[0].get("given"):
        return []
    rows = store.rows("select csl from work where first = ? order by key", (fold(names[0].get("family", "")),))
    return [json.loads(row[0]) for row in rows]


def told_apart(item: Item, among: Iterable[Item]) -> Item:
    """Return ``item`` with initials before the family name of its first author if another work's author needs them.

    >>> ada, bola, jo = ({"author": [{"family": "Okafor", "given": each}], "issued": {"date-parts": [[2018]]}}
    ...                  for each in ("Ada", "B. J.", "A. T."))
    >>> told_apart(bola, [ada])["author"], told_apart(ada, [jo]) is ada
    ([{'literal': 'B. J. Okafor'}], True)
    """
    names, role = people_of(item)
    if not names or not _initials(names[0]):
        return item
    first, *others = names
    firsts = [
        people[0]
        for each in among
        if (people := people_of(each)[0])
        and fold(family_of(people[0])) == fold(family_of(first))
        and year_of(each, has_letter=False) == year_of(item, has_letter=False)
    ]
    same = [each for each in firsts if not _initials(each)[:1] or _initials(each)[0] == _initials(first)[0]]
    if any(_is_other(each, first) for each in same):
        given = first["given"]
    elif len(same) < len(firsts):
        given = " ".join(_initials(first))
    else:
        return item
    return {**item, role: [{"literal": f"{given} {family_of(first)}"}, *others]}


def _initials(name: Mapping[str, str]) -> list[str]:
    """Return the initials of a given name, "J.-P." for "Jean-Pierre"."""
    return ["-".join(f"{part[0].upper()}." for part in word.split("-")) for word in GIVEN.findall(name.get("given", ""))]


def _is_other(name: Mapping[str, str], first: Mapping[str, str]) -> bool:
    """Return whether two given names of one initial are both spelt out, and differ."""
    words = [fold(given[0]) if (given := GIVEN.findall(each.get("given", ""))) else "" for each in (name, first)]
    return all(len(word) > 1 for word in words) and words[0] != words[1]
