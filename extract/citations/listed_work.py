"""What citations need of a listed work: names, years, pages, title and number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.models import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

UNDATED = "n.d."
FORTHCOMING = "forthcoming"
"""What stands for a year, whatever the words for it."""

REPRINTED = 300
"""Characters of an entry in which the two years of a reprint stand."""

PRINTED = 2000
"""Characters of an entry by which it may be known."""

_LABEL = re.compile(r"\s*+\[([^\s\[\]]{2,24})\]")
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)\s?([a-z](?![a-z]))?")
_REPRINT = re.compile(r"[(\[](?P<first>1[4-9]\d\d|20\d\d)[)\]]\s?/?(?P<later>(?:1[4-9]|20)\d\d)")
_PAGES = re.compile(r"[^\d]{0,6}?(\d{1,6})(?:\s*[-–—]+\s*(\d{1,6}))?")
_UNDATED = re.compile(r"n\.? ?d\b|s\.? ?[df]\b|s\.? ?a\b|o\.? ?[jd]\b|no date|undated", re.IGNORECASE)
_TRUNCATED = re.compile(r"\b(?:et al|others|outros|otros|u\. ?a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedWork:
    """One listed work, as far as citations can name it."""

    id: str
    names: tuple[str, ...]
    initials: tuple[str, ...]
    """Of the same people, or their given names."""

    truncated: bool
    """The list itself ends the names with "et al."."""

    other_names: tuple[str, ...]
    """By which the work may also be cited: its title, its journal, its editors."""

    year: str | None
    letter: str
    years: tuple[str, ...]
    """All that the entry gives, the year of the edition first: a reprint also has that of the original."""

    pages: tuple[int, int] | None
    title: str
    number: int | None
    order: int
    printed: str = ""
    """The entry as printed; of an item that is none its title."""

    source: str = ""
    """The source whose list it stands in; of an item that is no record nothing."""

    label: str = ""
    """What the list prints before the entry for the text to cite it by: "Knu84" of "[Knu84] Knuth"."""

    library: str = ""
    """The library that lists it, where that is no list of the source itself."""


def _label(reference: Reference) -> str:
    """Return the label in brackets at the head of an entry."""
    found = _LABEL.match(reference.raw)
    return found[1] if found else ""


def listed_work(reference: Reference | Mapping[str, Any], order: int) -> ListedWork:
    """Return what citations need of one reference."""
    csl: Mapping[str, Any] = reference.csl if isinstance(reference, Reference) else reference
    people = csl.get("author") or csl.get("editor") or ()
    named = [(name, str(person.get("given") or "")) for person in people if (name := _family(person))]
    whole = [(name, given) for name, given in named if not _TRUNCATED.fullmatch(name.strip(" ."))]
    names = [name for name, _ in whole]
    year, letter = _year(csl)
    printed = reference.raw[:PRINTED] if isinstance(reference, Reference) else str(csl.get("title") or "")
    if isinstance(reference, Reference) and year and not letter:
        letter = _glued_letter(printed, year)
    custom = csl.get("custom") or {}
    number = str(custom.get("citation-number") or csl.get("citation-number") or "").strip("[]()., ")
    other = [
        csl.get("title-short"),
        csl.get("title"),
        *((csl.get("container-title"), csl.get("publisher")) if not names else ()),
    ]
    other += [_family(person) for person in csl.get("editor") or ()][:1] if csl.get("author") else []
    if any(person.get("literal") for person in people):  # "INEP" prints the work of the institute whose name is long
        other += [csl.get("publisher")]
    return ListedWork(
        id=reference.id if isinstance(reference, Reference) else str(csl["id"]),
        names=tuple(names),
        initials=tuple(given for _, given in whole),
        truncated=len(whole) < len(named) or bool(custom.get("et-al")),
        other_names=tuple(str(name) for name in other if name),
        year=year,
        letter=letter,
        years=_years(year, csl, printed),
        pages=_pages(str(csl.get("page") or "")),
        title=str(csl.get("title") or ""),
        number=int(number) if number.isdigit() else None,
        order=order,
        printed=printed,
        label=_label(reference) if isinstance(reference, Reference) else str(csl.get("citation-label") or ""),
        source=reference.source if isinstance(reference, Reference) else "",
        library=str(custom.get("library") or ""),
    )


def _family(person: Mapping[str, Any]) -> str:
    """Return the family name with its particles, or the name of the institution."""
    if person.get("literal"):
        return str(person["literal"]).strip()
    parts = (person.get("non-dropping-particle"), person.get("family"))
    return " ".join(str(part) for part in parts if part).strip() or str(person.get("given") or "").strip()


def _year(csl: Mapping[str, Any]) -> tuple[str | None, str]:
    """Return the year and its letter; a year in words is "n.d." or "forthcoming"."""
    issued = csl.get("issued") or {}
    letter = str((csl.get("custom") or {}).get("year-suffix") or csl.get("year-suffix") or "")
    parts = issued.get("date-parts") or [[]]
    if parts and parts[0] and str(parts[0][0]).lstrip("-").isdigit():
        return str(parts[0][0]), letter
    text = str(issued.get("literal") or issued.get("raw") or csl.get("status") or "")
    year = _YEAR.search(text)
    if year:
        return year[1], letter or year[2] or ""
    if not text or _UNDATED.search(text):
        return None, letter
    return FORTHCOMING, letter


def _glued_letter(printed: str, year: str) -> str:
    """Return the letter of a year that the title follows without a blank.

    >>> _glued_letter("Okafor, Ada 1992aPorts under Pressure", "1992"), _glued_letter("Docks of the 1990s", "1990")
    ('a', '')
    """
    found = re.search(rf"(?<!\d){year}([a-k])(?=[^\W\d_a-z])", printed)
    return found[1] if found else ""


def _years(year: str | None, csl: Mapping[str, Any], printed: str = "") -> tuple[str, ...]:
    """Return all years of an entry, ``year`` first.

    >>> _years("1980", {"custom": {"other-date": "1972"}}), _years("2008", {}, "Okafor, Ada. [1942] 2008. Ports.")
    (('1980', '1972'), ('2008', '1942'))
    """
    others = _YEAR.findall(f"{csl.get('original-date', '')} {(csl.get('custom') or {}).get('other-date', '')}")
    reprint = _REPRINT.search(printed, 0, REPRINTED)
    first = [reprint["first"]] if reprint and year == reprint["later"] else []
    return tuple(dict.fromkeys(each for each in (year, *(other for other, _ in others), *first) if each))


def _pages(text: str) -> tuple[int, int] | None:
    """Return first and last page: "109-12" is 109 to 112; of "e101" the number counts.

    >>> _pages("109-12"), _pages("62"), _pages("e101")
    ((109, 112), (62, 62), (101, 101))
    """
    pages = _PAGES.match(text)
    if not pages:
        return None
    first, last = pages[1], pages[2] or pages[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(last) >= int(first) else (int(first), int(first))
