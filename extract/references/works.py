"""References of several bibliographies that mean the same work -> one work each, with a readable key."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from extract.clusters import Clusters
from extract.models import Work
from extract.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Reference

SAME_TITLE = 92.0
"""Similarity (0 to 100) of folded titles from which two entries with the same first author and year are one work."""

SAME_NAME = 85.0
"""The same for family names: "Kaufman" and "Kaufmann" score 93."""


def find_works(references: Iterable[Reference]) -> Iterator[Work]:
    """Yield each work that ``references`` mean, sorted by key; a work that is listed once is one too."""
    items = sorted(references, key=lambda each: each.id)
    groups = _grouped(items)
    keyed = _with_keys(groups)
    for key in sorted(keyed):
        members, reason = keyed[key]
        digest = hashlib.sha256("\n".join(each.id for each in members).encode()).hexdigest()[:16]
        yield Work(
            id=f"work/{key}/{digest}",
            key=key,
            references=tuple(each.id for each in members),
            csl=_merged(key, members),
            reason=reason,
        )


def _grouped(items: Sequence[Reference]) -> list[tuple[list[Reference], str]]:
    """Return the references of each work, with the reason why they are one."""
    clusters = Clusters[int]()
    reasons: dict[int, str] = {}
    for i, j in _pairs(items):
        low, high = sorted((clusters.leader(i), clusters.leader(j)))
        reason = None if low == high else same_work(items[i], items[j])
        if reason is not None:
            clusters.join(low, high)
            reasons[low] = reasons.get(low) or reasons.get(high) or reason
    groups: dict[int, list[Reference]] = defaultdict(list)
    for i, item in enumerate(items):
        groups[clusters.leader(i)].append(item)
    return [(members, reasons.get(i, "listed once")) for i, members in groups.items()]


def _pairs(items: Sequence[Reference]) -> Iterator[tuple[int, int]]:
    """Yield the entries worth comparing: those of one DOI, one name and year, or one beginning of the title."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        for name in _block_keys(item):
            blocks[name].append(i)
    for name in sorted(blocks):
        for at, i in enumerate(blocks[name]):
            yield from ((i, j) for j in blocks[name][at + 1 : at + 1 + MAX_BLOCK])


MAX_BLOCK = 200
"""Entries of one block that each entry is compared with; a block holds those with one DOI, or one name and year."""


def _block_keys(item: Reference) -> Iterator[str]:
    csl = item.csl
    if "DOI" in csl:
        yield "doi " + csl["DOI"].casefold()
    year = _year(csl)
    names = _families(csl)
    if names and year:
        yield f"name {names[0][:4]} {year}"
    title = _letters_of(csl.get("title", ""))
    if len(title) > 12:
        yield f"title {title[:12]} {year or ''}"


def same_work(a: Reference, b: Reference) -> str | None:
    """Return why two references mean one work, or None when they do not."""
    first, second = a.csl, b.csl
    if first.get("DOI") and second.get("DOI"):
        return "same DOI" if first["DOI"].casefold() == second["DOI"].casefold() else None
    if _year(first) != _year(second) or not _same_edition(first, second):
        return None
    letters = first.get("custom", {}).get("year-suffix"), second.get("custom", {}).get("year-suffix")
    if a.source == b.source and a.bibliography == b.bibliography and letters[0] != letters[1]:
        return None
    if not _same_names(_families(first), _families(second)):
        return None
    one, other = _letters_of(first.get("title", "")), _letters_of(second.get("title", ""))
    if not one or not other:
        return None
    if one == other:
        return "same authors, year and title"
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 15 and longer.startswith(shorter):
        return "same authors and year; one title leaves out the subtitle"
    if fuzz.ratio(one, other) >= SAME_TITLE and re.findall(r"\d+", one) == re.findall(r"\d+", other):
        return "same authors and year; titles differ in spelling"
    return None


def _same_edition(first: dict[str, Any], second: dict[str, Any]) -> bool:
    one, other = (
        re.sub(r"\W|edition|edn|ed|aufl(?:age)?", "", str(csl.get("edition", "")).casefold()) for csl in (first, second)
    )
    return one == other or not one or not other


def _same_names(first: Sequence[str], second: Sequence[str]) -> bool:
    if not first or not second:
        return not first and not second
    return fuzz.ratio(first[0], second[0]) >= SAME_NAME


def _families(csl: dict[str, Any]) -> list[str]:
    names = csl.get("author") or csl.get("editor") or ()
    return [_letters_of(name.get("family") or name.get("literal") or "") for name in names]


def _year(csl: dict[str, Any]) -> int | None:
    parts = csl.get("issued", {}).get("date-parts")
    return parts[0][0] if parts else None


def _letters_of(text: str) -> str:
    """Return the letters and digits of ``text``, folded as names are.

    >>> _letters_of("Forêts: a Guide")
    'foretsaguide'
    """
    return fold(text).replace(" ", "")


def _with_keys(groups: Sequence[tuple[list[Reference], str]]) -> dict[str, tuple[list[Reference], str]]:
    """Return the works by key: first family name, year, and a letter where the list has one or two works would share a key."""
    by_stem: dict[str, list[tuple[list[Reference], str]]] = defaultdict(list)
    for group in groups:
        by_stem[_stem(group[0][0].csl)].append(group)
    keyed: dict[str, tuple[list[Reference], str]] = {}
    for stem, members in sorted(by_stem.items()):
        ordered = sorted(members, key=lambda group: (_letters_of(group[0][0].csl.get("title", "")), group[0][0].id))
        waiting = []
        for group in ordered:
            letter = min(each.csl.get("custom", {}).get("year-suffix", "~") for each in group[0])
            if letter != "~" and f"{stem}{letter}" not in keyed:
                keyed[f"{stem}{letter}"] = group
            else:
                waiting.append(group)
        if len(waiting) == 1 and stem not in keyed:
            keyed[stem] = waiting.pop()
        number = 0
        for group in waiting:
            while f"{stem}{_letters(number)}" in keyed:
                number += 1
            keyed[f"{stem}{_letters(number)}"] = group
    return keyed


def _letters(number: int) -> str:
    """Return the letters that count works: a ... z, aa, ab ...

    >>> [_letters(number) for number in (0, 25, 26)]
    ['a', 'z', 'aa']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def _stem(csl: dict[str, Any]) -> str:
    names = csl.get("author") or csl.get("editor") or ()
    name = ""
    if names:
        printed = names[0].get("family") or names[0].get("literal") or ""
        name = _letters_of(printed if "family" in names[0] else re.split(r"[\s(-]", printed.removeprefix("The "))[0])
    name = (
        re.sub(r"[^a-z0-9]", "", name)
        or re.sub(r"[^a-z0-9]", "", _letters_of(" ".join(csl.get("title", "").split()[:2])))
        or "anonymous"
    )
    return f"{name[:24]}{_year(csl) or 'nd'}"


def _merged(key: str, members: Sequence[Reference]) -> dict[str, Any]:
    """Return one item with the fields of all members, the fullest entry first."""
    ranked = sorted(members, key=lambda each: (-len(each.fields), -each.confidence, each.id))
    merged: dict[str, Any] = {}
    for each in ranked:
        for name, value in each.csl.items():
            if name not in ("id", "custom"):
                merged.setdefault(name, value)
    return {"id": key, **merged}
