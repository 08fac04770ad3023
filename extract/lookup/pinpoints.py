"""Pinpoint citations ready to paste: a work and a place in it, in the styles people write in.

Names, year and title come from the work; how many names are printed, and what joins them, is the style's: Chicago (18th edition)
and APA (7th) name two and say "et al." for more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UsageError
from extract.libraries.tex import written
from extract.lookup.namesakes import told_apart
from extract.lookup.notes import full_note, short_note
from extract.lookup.rendering import first_year, set_title, short_names, short_title, without_capitals, year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from extract.lookup.rendering import Item

RANGE = re.compile(r"(?<=[\w.])\s?(?:-{1,2}|–)\s?(?=\w)")
ELIDED = re.compile(r"(?<![\w.])(?P<first>\d{2,6})(?P<dash>\s?[-–]{1,2}\s?)(?P<last>\d{1,5})(?![\w.])")
AND = re.compile(r"(?<=\d),?\s{0,2}(?:\b(?:and|e|et|i|u|und|y)\b|[&+])\s{0,2}(?=\d)")
SEVERAL = re.compile(r"[-–,&]|\bff")
COUNTED = frozenset({"line", "note", "page", "paragraph"})
"""What is counted through a work; "12-3" may be one section."""

HEADING_WORDS = 5
"""Words of a heading that APA prints in full."""

SHORT_LABELS = {
    "page": ("p.", "pp."),
    "chapter": ("chap.", "chaps."),
    "section": ("sec.", "secs."),
    "note": ("n.", "nn."),
    "figure": ("fig.", "figs."),
    "table": ("tbl.", "tbls."),
    "volume": ("vol.", "vols."),
    "book": ("bk.", "bks."),
    "part": ("pt.", "pts."),
    "paragraph": ("para.", "paras."),
    "line": ("l.", "ll."),
    "verse": ("v.", "vv."),
    "article": ("art.", "arts."),
    "appendix": ("app.", "apps."),
    "folio": ("fol.", "fols."),
}
"""CSL locator -> its short label for one and for several, as CSL's English terms have it; pandoc reads these."""

APA_LABELS = {
    "chapter": ("Chapter", "Chapters"),
    "section": ("Section", "Sections"),
    "figure": ("Figure", "Figures"),
    "table": ("Table", "Tables"),
    "volume": ("Vol.", "Vols."),
    "note": ("note", "notes"),
    "article": ("Article", "Articles"),
    "appendix": ("Appendix", "Appendices"),
}


class Place(NamedTuple):
    """A place inside a work: a locator with its CSL label, or a heading where nothing is numbered."""

    text: str
    label: str = "page"
    is_heading: bool = False


def cited_place(locator: str | None, label: str | None) -> Place | None:
    """Return the place that a citation points at."""
    return Place(locator, label or "page") if locator else None


def own_place(page: str | None, section: tuple[str, ...]) -> Place | None:
    """Return the place of a passage: its page, or else the innermost heading above it."""
    if page:
        return Place(page)
    return Place(section[-1], "section", is_heading=True) if section else None


def pinpoint(style: str, item: Item, place: Place | None = None, *, among: Iterable[Item] = ()) -> str:
    r"""Return the citation of a CSL-JSON item (its ``id`` is the citation key) at a place.

    ``among`` are other works that are cited: authors of one family name and year are told apart by their initials.

    >>> book = {"id": "martin1992a", "type": "book", "author": [{"family": "Martin"}], "title": "Coercive Cooperation",
    ...         "issued": {"date-parts": [[1992]]}, "custom": {"year-suffix": "a"}}
    >>> for style in ("apa", "biblatex", "chicago", "chicago-short", "natbib", "pandoc"):
    ...     print(pinpoint(style, book, Place("62-64")))
    (Martin, 1992a, pp. 62–64)
    \autocite[62--64]{martin1992a}
    (Martin 1992a, 62–64)
    Martin, *Coercive Cooperation*, 62–64.
    \citep[pp.~62--64]{martin1992a}
    [@martin1992a, pp. 62-64]

    Raises:
        UsageError: there is no such style.

    """
    if style not in STYLES:
        message = f"no citation style {style!r}; choose from {', '.join(STYLES)}"
        raise UsageError(message)
    item = without_capitals(item)
    item = told_apart(item, map(without_capitals, among)) if style in AUTHOR_DATE else item
    return STYLES[style](item, place and _in_full(place))


def _labelled(place: Place, labels: dict[str, tuple[str, str]], space: str = " ") -> str:
    one, several = labels.get(place.label) or SHORT_LABELS.get(place.label) or (place.label, place.label)
    return f"{several if SEVERAL.search(place.text) else one}{space}{place.text}"


def _ranged(place: Place) -> Place:
    """Return a place with a dash in its range: "62–64"."""
    return place._replace(text=RANGE.sub("–", place.text))


def _in_full(place: Place) -> Place:
    """Return a place whose ranges have all digits, and whose pages are parted by commas.

    >>> [_in_full(Place(text)).text for text in ("62-64", "45-7", "100–4, 120", "xii-xv", "12, 15 and 19")]
    ['62-64', '45-47', '100–104, 120', 'xii-xv', '12, 15, 19']
    """
    if place.is_heading:
        return place
    text = AND.sub(", ", place.text)
    return place._replace(text=ELIDED.sub(_with_all_digits, text) if place.label in COUNTED else text)


def _with_all_digits(found: re.Match[str]) -> str:
    """Return a range with all digits of its end, if these make it a number behind its beginning."""
    first, last = found["first"], found["last"]
    whole = first[: max(len(first) - len(last), 0)] + last
    return f"{first}{found['dash']}{whole}" if int(whole) > int(first) else found.group()


def _pandoc(item: Item, place: Place | None) -> str:
    if place is None:
        return f"[@{_key(item)}]"
    heading = f"under “{place.text.replace('[', '(').replace(']', ')')}”"
    return f"[@{_key(item)}, {heading if place.is_heading else _labelled(place, SHORT_LABELS)}]"


def _key(item: Item) -> str:
    return str(item.get("id", "")).removeprefix("unlisted:")


def _biblatex(item: Item, place: Place | None) -> str:
    if place is None:
        return rf"\autocite{{{_key(item)}}}"
    if place.is_heading:
        return rf"\autocite[under \enquote{{{written(place.text)}}}]{{{_key(item)}}}"
    plain = place.text if place.label == "page" else _labelled(place, SHORT_LABELS, "~")
    return rf"\autocite[{RANGE.sub('--', plain)}]{{{_key(item)}}}"


def _natbib(item: Item, place: Place | None) -> str:
    if place is None:
        return rf"\citep{{{_key(item)}}}"
    if place.is_heading:
        return rf"\citep[under ``{written(place.text)}'']{{{_key(item)}}}"
    return rf"\citep[{RANGE.sub('--', _labelled(place, SHORT_LABELS, '~'))}]{{{_key(item)}}}"


def chicago_place(place: Place) -> str:
    """Return a place as Chicago prints it: pages bare, others with a label, or the heading under which it stands."""
    if place.is_heading:
        return f"under “{place.text}”"
    place = _ranged(place)
    return place.text if place.label == "page" else _labelled(place, SHORT_LABELS)


def _chicago(item: Item, place: Place | None) -> str:
    name = short_names(item) or set_title(item, short_title(item))
    year = f"[{first}] {year_of(item)}" if (first := first_year(item)) else year_of(item)
    return f"({name} {year}{f', {chicago_place(place)}' if place else ''})"


def _apa(item: Item, place: Place | None) -> str:
    name = f"{names}," if (names := short_names(item, "&")) else set_title(item, short_title(item), ",")
    year = f"{first}/{year_of(item)}" if (first := first_year(item)) else year_of(item)
    return f"({name} {year}{f', {_apa_place(place)}' if place else ''})"


def _apa_place(place: Place) -> str:
    """Return a place as APA prints it: always with a label; long headings are cut."""
    if not place.is_heading:
        return _labelled(_ranged(place), {**SHORT_LABELS, **APA_LABELS})
    words = place.text.split()
    beginning = " ".join(words[:HEADING_WORDS])
    return f"{place.text if len(words) <= HEADING_WORDS else f'“{beginning}”'} section"


def _chicago_note(item: Item, place: Place | None) -> str:
    return full_note(item, chicago_place(place) if place else "")


def _chicago_short(item: Item, place: Place | None) -> str:
    return short_note(item, chicago_place(place) if place else "")


STYLES: dict[str, Callable[[Item, Place | None], str]] = {
    "apa": _apa,
    "biblatex": _biblatex,
    "chicago": _chicago,
    "chicago-note": _chicago_note,
    "chicago-short": _chicago_short,
    "natbib": _natbib,
    "pandoc": _pandoc,
}
"""Name -> what makes a pinpoint of an item and a place: author-date of APA and Chicago, Chicago's notes, and what markup asks for."""

AUTHOR_DATE = frozenset({"apa", "chicago"})
"""Styles that cite by names and year, which must tell all works apart."""
