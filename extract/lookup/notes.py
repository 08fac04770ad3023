"""Chicago's notes (18th edition): a work in full, and shortened as in later notes. Italics stand between asterisks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.lookup.rendering import (
    WHOLE,
    family_of,
    full_date,
    full_name,
    people_of,
    set_title,
    short_names,
    short_title,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extract.lookup.rendering import Item

ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
SHORTENED = re.compile(r"\b(?:ampl|Aufl|corr|[eé]d|edn|enl|repr?|rev|überarb)$", re.IGNORECASE)
"""An edition that ends in a word cut short, without the stop."""

ROLES = {"author": "", "editor": ", ed.", "translator": ", trans."}
SEVERAL = {"author": "", "editor": ", eds.", "translator": ", trans."}


def full_note(item: Item, place: str = "") -> str:
    """Return a work as a first note cites it.

    >>> article = {"type": "article-journal", "author": [{"family": "Okafor", "given": "Ada"}], "title": "Ports at Rest",
    ...            "container-title": "Harbour Studies", "volume": "4", "issue": "2", "issued": {"date-parts": [[2018]]}}
    >>> full_note(article, "44–45")
    'Ada Okafor, “Ports at Rest,” *Harbour Studies* 4, no. 2 (2018): 44–45.'
    >>> full_note({"type": "book", "editor": [{"family": "Bello", "given": "Bola"}], "title": "Docks", "publisher": "Harbour Press"})
    'Bola Bello, ed., *Docks* (Harbour Press, n.d.).'
    """
    kind = str(item.get("type", ""))
    names, role = people_of(item)
    by = _joined(names) + (ROLES if len(names) == 1 else SEVERAL).get(role, "")
    note = FORMS.get(kind, _whole if kind in WHOLE else _page)(item, place)
    return _ended(f"{by}, {note}" if by else note)


def short_note(item: Item, place: str = "") -> str:
    """Return a work as later notes cite it.

    >>> short_note({"type": "chapter", "author": [{"family": "Okafor"}], "title": "Ports at Rest: A View"}, "44")
    'Okafor, “Ports at Rest,” 44.'
    """
    title = set_title(item, short_title(item), "," if place else "")
    return _ended(" ".join(part for part in (f"{short_names(item)}," if short_names(item) else "", title, place) if part))


def _joined(names: Sequence[Mapping[str, str]]) -> str:
    """Return names in full: up to two, or the first of more."""
    if len(names) > 2:
        return f"{full_name(names[0])} et al."
    return " and ".join(map(full_name, names))


def _ended(note: str) -> str:
    """Return a note with one full stop, inside a closing quotation mark."""
    if note.endswith("”"):
        return note if note[-2:-1] in ".?!" else f"{note[:-1]}.”"
    return note if note.endswith(".") else f"{note}."


def _article(item: Item, place: str) -> str:
    volume, issue = item.get("volume"), item.get("issue")
    number = f" {volume}" if volume else ""
    number += f"{',' if volume else ''} no. {issue}" if issue else ""
    journal = f" *{item['container-title']}*" if item.get("container-title") else ""
    return f"“{item.get('title', '')},”{journal}{number} ({year_of(item, has_letter=False)}){f': {place}' if place else ''}"


def _chapter(item: Item, place: str) -> str:
    book = f"in *{item['container-title']}*" if item.get("container-title") else ""
    editors = item.get("editor", ())
    by = f", ed. {_joined(editors)}" if book and editors and people_of(item)[1] == "author" else ""
    return f"“{item.get('title', '')},” {book}{by} {_imprint(item)}{_behind(place)}"


def _whole(item: Item, place: str) -> str:
    more = ""
    if people_of(item)[1] == "author":
        more += f", ed. {_joined(item['editor'])}" if item.get("editor") else ""
        more += f", trans. {_joined(item['translator'])}" if item.get("translator") else ""
    more += f", {_edition(str(item['edition']))}" if item.get("edition") else ""
    more += f", vol. {item['volume']}" if item.get("volume") else ""
    genre = " ".join(str(item[field]) for field in ("genre", "number") if item.get(field))
    more += f", {genre}" if genre and item.get("type") != "thesis" else ""
    return f"*{item.get('title', '')}*{more} {_imprint(item)}{_behind(place)}"


def _edition(edition: str) -> str:
    """Return which edition it is, as notes print it.

    >>> [_edition(printed) for printed in ("2", "6th ed", "3rd", "Second edition", "2. Aufl.")]
    ['2nd ed.', '6th ed.', '3rd ed.', 'Second edition', '2. Aufl.']
    """
    if edition.isdigit():
        return f"{edition}{_ordinal(int(edition))} ed."
    if ORDINAL.fullmatch(edition):
        return f"{edition} ed."
    return f"{edition}." if SHORTENED.search(edition) else edition


def _ordinal(number: int) -> str:
    """Return the ending of an ordinal number.

    >>> [_ordinal(number) for number in (1, 2, 3, 11, 24)]
    ['st', 'nd', 'rd', 'th', 'th']
    """
    return "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _thesis(item: Item, place: str) -> str:
    about = ", ".join(
        str(each) for each in (item.get("genre") or "PhD diss.", item.get("publisher"), year_of(item, has_letter=False)) if each
    )
    return f"“{item.get('title', '')}” ({about}){_behind(place)}"


def _imprint(item: Item) -> str:
    return f"({', '.join(str(each) for each in (item.get('publisher'), year_of(item, has_letter=False)) if each)})"


def _page(item: Item, place: str) -> str:
    """Return what stands on a page, in a newspaper, in a blog: with its day, and its address unless it is printed."""
    home = item.get("container-title") or item.get("publisher")
    parts = [f"*{home}*" if item.get("type") in PRINTED else str(home)] if home and home != _sole_author(item) else []
    parts.append(full_date(item))
    parts += [place] if place else []
    parts += [str(item["URL"])] if item.get("URL") and item.get("type") not in PRINTED else []
    return f"“{item.get('title', '')},” {', '.join(parts)}"


def _sole_author(item: Item) -> str:
    """Return the only name of a work: a body that brings out its own pages is not named twice."""
    names, _ = people_of(item)
    return family_of(names[0]) if len(names) == 1 else ""


def _behind(place: str) -> str:
    return f", {place}" if place else ""


PRINTED = frozenset({"article-newspaper", "article-magazine"})
FORMS: dict[str, Callable[[Item, str], str]] = {
    "article-journal": _article,
    "chapter": _chapter,
    "entry-dictionary": _chapter,
    "entry-encyclopedia": _chapter,
    "paper-conference": _chapter,
    "thesis": _thesis,
}
"""Types whose notes have a form of their own; works that stand alone have one, and what stands on pages another."""
