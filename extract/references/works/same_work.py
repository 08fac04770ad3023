"""Whether two bibliography entries mean the same work.

Entries of one work differ in style, spelling and what they leave out; a parser errs on some. So names, title and year are
compared as printed letters, and what an entry's fields do not give is looked for in its words. Editions, parts and volumes of
a book, numbers of a series, other pages of one issue and news of another day are works of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz

from extract.names import compare, fold
from extract.references.works.numbering import numbered, numbers_in, parts_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.models import Reference

SAME_TITLE = 92.0
"""Similarity (0 to 100) of the letters of two titles from which they are one, but for slips of the pen."""

TELLING = 20
"""Letters from which a title means one work; "Introduction" and "Editorial Note" stand for many."""

SHORT = 6
"""Letters of a title that is looked for among the words of another entry, if the publisher stands there too."""

ALIKE = 80.0
"""Similarity of two journals or publishers: "Oxford University Press" and "Oxford UP" score 77, but as a part 100."""

INITIALS = 3
"""Capitals printed as one word that are initials: "JG"."""

SUBTITLE = re.compile(r"[:.?!]\s|\s[–—-]\s")
EDITION = re.compile(r"\W|edition|edn|ed|aufl(?:age)?|rev(?:ised)?|ü?berarb")
DIGITS = re.compile(r"\d+")
PAGES = re.compile(r"(?P<first>\d{1,6})\s?[-–—]\s?(?P<last>\d{1,6})")
GIVEN = re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
HOME = ("container-title", "publisher", "collection-title")
NUMBERS = ("volume", "collection-number", "number", "chapter-number")
PERIODICAL = frozenset({"article-journal", "article-magazine", "article-newspaper"})
NEWS = frozenset({"article-magazine", "article-newspaper", "broadcast", "post", "post-weblog", "webpage"})
ALONE = frozenset({"book", "document", "report", "thesis", "webpage"})


class Described(NamedTuple):
    """What of an entry tells its work: letters are folded, without spaces and punctuation."""

    reference: Reference
    doi: str
    url: str
    """If it is long enough to mean one page."""
    years: frozenset[int]
    """Of issue, and of the original."""
    families: tuple[str, ...]
    title: str
    main: str
    """The title without its subtitle."""
    numbers: tuple[str, ...]
    """Those in the title."""
    parts: frozenset[str]
    """Numbers of the parts that are printed anywhere: "Part II"."""
    letters: str
    """All that is printed."""


def describe(reference: Reference) -> Described:
    """Return what tells the work of an entry."""
    csl = reference.csl
    title = str(csl.get("title") or csl.get("container-title") or "")
    url = str(csl.get("URL", "")).rstrip("/")
    return Described(
        reference,
        str(csl.get("DOI", "")).casefold(),
        url if len(url) >= TELLING + len("https://") else "",
        _years(csl),
        tuple(name.get("family") or name.get("literal") or "" for name in csl.get("author") or csl.get("editor") or ()),
        letters_of(title),
        letters_of(SUBTITLE.split(title, maxsplit=1)[0]),
        numbers_in(title),
        parts_in(reference.raw),
        letters_of(reference.raw),
    )


def letters_of(text: str) -> str:
    """Return the letters and digits of ``text``, folded as names are.

    >>> letters_of("Forêts: a Guide")
    'foretsaguide'
    """
    return fold(text).replace(" ", "")


def year_of(csl: dict[str, Any], variable: str = "issued") -> int | None:
    """Return the year of a date, if there is one."""
    parts = csl.get(variable, {}).get("date-parts")
    return parts[0][0] if parts else None


def _years(csl: dict[str, Any]) -> frozenset[int]:
    others = {int(year) for year in YEAR.findall(str(csl.get("custom", {}).get("other-date", "")))}
    return frozenset({year for year in (year_of(csl), year_of(csl, "original-date")) if year} | others)


def same_work(a: Described, b: Described) -> str | None:
    """Return why two entries mean one work, or None when they do not."""
    if a.doi and b.doi:
        return "same DOI" if a.doi == b.doi else None
    if a.letters == b.letters:
        return "printed alike"
    if is_told_apart(a, b) or _other_letter(a, b):
        return None
    titles = _same_titles(a, b)
    if titles is None:
        return None
    if a.url and a.url == b.url:
        return f"{titles}; same address"
    if not _same_names(a, b):
        return None
    if not a.years & b.years and (a.years or b.years):
        if max(len(a.title), len(b.title)) < TELLING or not _same_place(a, b):
            return None
        return (
            f"same authors; {titles}; same volume and pages"
            if a.years and b.years
            else f"same authors; {titles}; one has no year"
        )
    if min(len(a.title), len(b.title)) < TELLING and not _same_home(a, b):
        return None
    return f"same authors and year; {titles}"


def is_told_apart(a: Described, b: Described) -> bool:
    """Tell whether edition, part, volume, number, pages of one issue or the day of news differ."""
    first, second = a.reference.csl, b.reference.csl
    if _differ(*(EDITION.sub("", str(csl.get("edition", "")).casefold()) for csl in (first, second))):
        return True
    if a.parts and b.parts and not a.parts & b.parts:
        return True
    if not {first["type"], second["type"]} & PERIODICAL and any(
        _differ(*("".join(numbers_in(str(csl.get(name, "")))) for csl in (first, second))) for name in NUMBERS
    ):
        return True
    return _other_pages(first, second) or (not (a.url and a.url == b.url) and _other_day(first, second))


def _other_letter(a: Described, b: Described) -> bool:
    """Tell whether one list gives the two, works of one year, other letters."""
    letters = [csl.get("custom", {}).get("year-suffix") for csl in (a.reference.csl, b.reference.csl)]
    one_list = a.reference.source == b.reference.source and a.reference.bibliography == b.reference.bibliography
    return one_list and bool(a.years & b.years) and letters[0] != letters[1]


def _other_pages(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Tell whether two articles of one issue stand on ranges of pages that do not meet."""
    if {first["type"], second["type"]} != {"article-journal"} or any(
        not first.get(name) or first.get(name) != second.get(name) for name in ("volume", "issue")
    ):
        return False
    ranges = sorted(pages for csl in (first, second) if (pages := _pages(csl)))
    return len(ranges) == len((first, second)) and ranges[0][1] < ranges[1][0]


def _pages(csl: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return first and last page of a range, the last in full: "855–85" ends on page 885."""
    pages = PAGES.fullmatch(str(csl.get("page", "")).strip())
    if pages is None:
        return None
    first, last = pages["first"], pages["last"]
    last = first[: max(len(first) - len(last), 0)] + last
    return (int(first), int(last)) if int(first) < int(last) else None


def _other_day(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Tell whether two pieces of news are of different days."""
    if not {first["type"], second["type"]} <= NEWS:
        return False
    days = [csl.get("issued", {}).get("date-parts", [[]]) for csl in (first, second)]
    return all(len(day[0]) == len(("year", "month", "day")) for day in days) and days[0] != days[1]


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _same_names(a: Described, b: Described) -> bool:
    """Tell whether the first names are one; where an entry has none, whether it begins with the other's name."""
    if a.families and b.families:
        likeness = compare(a.families[0], b.families[0])
        if likeness is None:
            return letters_of(b.families[0])[:24] in a.letters[:60] and letters_of(a.families[0])[:24] in b.letters[:60]
        return not _other_initial(a, b) or (a.title == b.title and len(a.title) >= TELLING)
    if not a.families and not b.families:
        return True
    named, bare = (a, b) if a.families else (b, a)
    family = letters_of(named.families[0])
    return len(family) > 2 and family in bare.letters[: 2 * len(family) + 40]


def _other_initial(a: Described, b: Described) -> bool:
    """Tell whether the first authors have given names that begin otherwise, and no order of them agrees.

    "G. John", "J." and "J. G." may be one; some leave out a name, or print a middle name first.
    """
    given = [_given(names[0]) if (names := item.reference.csl.get("author")) else [] for item in (a, b)]
    fewer, more = sorted(given, key=len)
    if not fewer or fewer[0][0] == more[0][0]:
        return False
    left = list(more)
    for name in sorted(fewer, key=len, reverse=True):  # names in full before initials
        same = next((each for each in left if each.startswith(name) or name.startswith(each)), None)
        if same is None:
            return True
        left.remove(same)
    return False


def _given(name: Mapping[str, str]) -> list[str]:
    """Return given names and initials, folded: "G. John" -> "g", "john"; "JG" -> "j", "g"."""
    words = GIVEN.findall(name.get("given", ""))
    split = (list(word) if word.isupper() and len(word) <= INITIALS else [word] for word in words)
    return [folded for each in split for word in each if (folded := letters_of(word))]


def _same_titles(a: Described, b: Described) -> str | None:
    """Return in words how two titles are one."""
    if a.title and a.title == b.title:
        return "same title"
    if a.title and b.title and _differ_in_spelling(a, b):
        return "titles differ in spelling"
    for one, other in ((a, b), (b, a)):
        if len(one.title) >= 8 and one.title == other.main:
            return "one title leaves out the subtitle"
        if one.title and one.title in other.letters and _is_named_in(one, other):
            return "the title of one stands in the other entry"
    return None


def _differ_in_spelling(a: Described, b: Described) -> bool:
    """Tell whether two titles are one but for slips of the pen, and how numbers are written: "Part II", "Part 2"."""
    if a.numbers != b.numbers:
        return False
    if DIGITS.findall(a.title) == DIGITS.findall(b.title):
        return fuzz.ratio(a.title, b.title) >= SAME_TITLE
    return fuzz.ratio(*(numbered(str(each.reference.csl.get("title", ""))) for each in (a, b))) >= SAME_TITLE


def _is_named_in(one: Described, other: Described) -> bool:
    """Tell whether the title of ``one``, which stands in ``other``, may be its title: it is no book or journal that holds it."""
    csl = other.reference.csl
    if csl.get("title") and one.title in letters_of(str(csl.get("container-title", ""))):
        return False
    if one.title in other.title:  # a longer title is another, unless what is more of it is a number or the names
        before = other.title.removesuffix(one.title)
        return before.isdigit() or (before != other.title and not other.families)
    home = next((letters_of(str(one.reference.csl[name])) for name in HOME if one.reference.csl.get(name)), "")
    return len(one.title) >= TELLING or (len(one.title) >= SHORT and bool(home) and home in other.letters)


def _same_home(a: Described, b: Described) -> bool:
    """Tell whether two works of a short title stand in one journal or book, on one page, or come from one publisher."""
    first, second = a.reference.csl, b.reference.csl
    if _first_page(first) and _first_page(first) == _first_page(second):
        return True
    if _differ(_first_page(first), _first_page(second)):
        return False
    homes = [[letters_of(str(csl[name])) for name in HOME if csl.get(name)] for csl in (first, second)]
    if not homes[0] or not homes[1]:
        return {first["type"], second["type"]} <= ALONE
    return any(fuzz.partial_ratio(one, other) >= ALIKE for one in homes[0] for other in homes[1])


def _same_place(a: Described, b: Described) -> bool:
    """Tell whether volume and first page agree, or one has no year and nothing else differs."""
    first, second = a.reference.csl, b.reference.csl
    page, other_page = _first_page(first), _first_page(second)
    if a.years and b.years:
        return bool(page) and page == other_page and first.get("volume") == second.get("volume")
    return a.title == b.title and not _differ(page, other_page) and _same_home(a, b)


def _first_page(csl: dict[str, Any]) -> str:
    found = DIGITS.search(str(csl.get("page", "")))
    return found[0] if found else ""
