"""Lists in which family names stand first without a comma, "Moreau Jean-Claude (2014)": seen over the whole list, as no one name tells."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from extract.names.letters import fold
from extract.references.marks import DOTTED
from extract.references.one_name import is_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.references.parser import ParsedEntry

HEAD = re.compile(
    r"\s{0,4}(?:\[?\d{1,4}[\].)]\s{1,3})?(?P<first>[^\W\d_a-z][\w’'-]+)\s(?P<second>[^\W\d_a-z][\w’'-]+)(?:\s[^\W\d_a-z]\.)?(?=,|\s?\(|\.\s|\s[^\W\d_a-z]{2,})"
)
"""The first name of an entry, two words without a comma between them."""
FEWEST = 3
MUCH_MORE = 3
"""How many heads must say so, and how many times as many as say the opposite."""
MANY = 6
MOST = 0.4
"""How many heads, and what share of the entries, tell by their order what families they are sorted by."""
SORTED, UNSORTED = 0.9, 0.75
"""Shares of neighbours in order: those of a list that is sorted by these words, and of one that is not."""
PEOPLE = ("author", "editor", "translator")

Name = dict[str, str]


def is_family_first(entries: Iterable[str]) -> bool:
    """Tell whether the names of a list stand with the family name first, and no comma behind it.

    >>> is_family_first(["Moreau Pierre (2014), Ports.", "Perrin Marie (2013), Quays.", "Weiss Anna (2001), Tides."])
    True
    """
    turned = straight = 0
    found = [HEAD.match(entry) for entry in entries]
    heads = [head for head in found if head is not None]
    for head in heads:
        first, second = (is_given(head[group].split("-")[0]) for group in ("first", "second"))
        turned += second and not first
        straight += first and not second
    if turned >= FEWEST and turned > MUCH_MORE * straight:
        return True
    heads = [head for head in heads if not head["second"].isupper()]  # "Dale MJ" has initials
    is_usual = len(heads) >= MANY and len(heads) >= MOST * len(found)
    return is_usual and _share_in_order(heads, "first") >= SORTED > UNSORTED >= _share_in_order(heads, "second")


def _share_in_order(heads: Sequence[re.Match[str]], group: str) -> float:
    """Return in how many of the pairs of neighbours the word does not come before that of the head above."""
    words = [fold(head[group]) for head in heads]
    return fmean(one <= two for one, two in pairwise(words))


def with_families_first(text: str, parsed: ParsedEntry) -> ParsedEntry:
    """Return what an entry of such a list says, its names read family first where no comma parts them."""
    csl: dict[str, object] = dict(parsed.csl)
    for role in PEOPLE:
        names = parsed.csl.get(role)
        places = parsed.fields.get(role, ())
        if names and len(places) == len(names):
            csl[role] = [one for name, place in zip(names, places, strict=True) for one in _names(name, text[slice(*place)])]
    return replace(parsed, csl=csl)


def _names(name: Name, printed: str) -> list[Name]:
    """Return the names that were read as one: "Moore Brian, White Thomas" are two; "Moore, Brian" stays."""
    parts = [part.split() for part in printed.split(",")]
    if len(parts) == 1:
        return [_turned(name)]
    return [_parted(words) for words in parts] if all(len(words) > 1 for words in parts) else [name]


def _turned(name: Name) -> Name:
    """Return a name that was read with the given names first, turned round.

    >>> _turned({"family": "Claude", "given": "Van Evera Jean"}), _turned({"family": "Roux Michel", "given": "S."})
    ({'family': 'Van Evera', 'given': 'Jean Claude'}, {'family': 'Roux', 'given': 'Michel S.'})
    """
    if "literal" in name or "given" not in name:
        return name
    family, given = name["family"].split(), name["given"].split()
    turned = _parted(family + given if all(DOTTED.match(word) for word in given) else given + family)
    particle = name.get("non-dropping-particle") or name.get("dropping-particle")
    return {**turned, "dropping-particle": particle} if particle else turned


def _parted(words: list[str]) -> Name:
    """Return the name whose family name stands first in ``words``, up to the first that is a given name or an initial."""
    given = (n for n, word in enumerate(words) if n and (is_given(word.split("-")[0]) or DOTTED.match(word)))
    at = next(given, len(words) - 1)
    return {"family": " ".join(words[:at]), "given": " ".join(words[at:])}
