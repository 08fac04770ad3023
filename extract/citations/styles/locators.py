"""Locators: the page, chapter, note or other part of a work that a citation points at, by the words of ``data/locators.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from extract.data_tables import read_table


@cache
def locator_words() -> dict[str, dict[str, Any]]:
    """Return the data by CSL locator term, with what may stand around labels and numbers."""
    return read_table("locators")


def _any_of(words: list[str]) -> str:
    """Return the pattern of any of ``words``, the longest first, with blanks of any kind."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


AROUND = ("before", "following", "joining")
"""Parts of the data that are no locator terms."""

_DATA = locator_words()
_TERMS = {
    word if len(word) == 1 else word.casefold(): term for term in _DATA if term not in AROUND for word in _DATA[term]["words"]
}
_LETTERED = frozenset(term for term in _DATA if term not in AROUND and _DATA[term].get("lettered"))
_UNDIVIDED = frozenset(["page", "line", "note", "verse", "timestamp", "elocation"])
"""Parts of a work that no other part behind them divides: "p. 12, n. 3" points at a page, "vol. 2, p. 14" at both."""

_DASH = r"\s?[-‐‑–—−]{1,2}\s?"
_AND = rf"\s?(?:,\s?(?:(?:{_any_of(_DATA['joining']['words'])}|&)\s)?|&\s?|\b(?:{_any_of(_DATA['joining']['words'])})\s)\s?"
_NOT_A_YEAR = r"(?!(?:1[4-9]|20)\d\d(?![\d–-]))"
_FOLLOWING = rf"(?:\s?(?:{_any_of(_DATA['following']['words'])})(?![^\W_])\.?|nn?\.?\s?\d{{0,4}}\b)?"
_BEFORE = rf"(?:(?i:{_any_of(_DATA['before']['words'])})(?:[.:,]{{1,2}}\s?|\s))?"
_ROMAN = r"(?:[ivxlcdm]{2,8}|[ivx]|[IVXLCDM]{2,8}|[IVXLCDM](?!\.\s?[A-Z]))\b"  # no initial, and no "n.d."
_PLAIN = rf"(?:[A-Za-z]{{0,2}}\d{{1,6}}(?:[a-z](?![a-z])\d{{0,3}})?|{_ROMAN})(?:\.(?:\d{{1,4}}|{_ROMAN})){{0,3}}"
_NUMBER = rf"(?:{_PLAIN}|\({_PLAIN}\))"
_RANGE = rf"{_NUMBER}(?:{_DASH}(?:{_NUMBER}|[a-z]\b))?{_FOLLOWING}"
_SERIES = rf"{_RANGE}(?:{_AND}{_NOT_A_YEAR}{_RANGE}){{0,8}}"
_PAGE = r"(?:e|[A-Z]{1,2})?\d{1,6}(?:[a-e]\d{0,2})?"
_PAGE_RANGE = rf"{_PAGE}(?:{_DASH}{_PAGE})?{_FOLLOWING}"
_VOLUME = r"(?:[IVX]{1,6}[,:]\s|\d{1,3}:\s?(?=\d))?"
_LETTER = r"[ABE-HJKNOP-UWYZ](?!\.\s?\w)"
_LETTER_ALONE = re.compile(_LETTER)
_LABEL = r"(?P<word>[^\W\d_]{1,14}|§{1,2}|¶{1,2}|n\.?[º°])\.?"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"

_LABELLED = re.compile(rf"\s?[,:;.]?\s{{0,2}}{_BEFORE}{_LABEL}\s{{0,2}}(?P<number>{_SERIES}|{_LETTER})(?!\w)")
_FURTHER = re.compile(rf"(?P<joint>{_AND}|\s){_LABEL}\s{{0,2}}(?P<number>{_SERIES}|{_LETTER})(?!\w)")
_PAGES = re.compile(
    rf"\s?(?P<mark>[,:]|\s(?=(?:at\s)?\d))\s{{0,2}}{_BEFORE}(?P<number>{_VOLUME}{_PAGE_RANGE}(?:{_AND}{_NOT_A_YEAR}{_PAGE_RANGE}){{0,8}})(?!\w|\s?%)"
)
_ROMAN_PAGES = re.compile(r"\s?[,:]\s{0,2}(?P<number>(?:[ivxlc]{2,8}|[ivx])(?:[-–—−][ivxlc]{1,8})?)(?=[\s,;)\]]|$)")
_OF_VOLUME = re.compile(rf":\s?{_PAGE_RANGE}(?!\w)")
_TIMES = re.compile(rf"\s?[,:;]\s{{0,2}}{_BEFORE}(?P<number>\d{{1,2}}:\d\d:\d\d(?:{_DASH}{_TIME})?)(?!\w)")
_MINUTES = re.compile(rf"\s?[,:;]\s{{0,2}}(?:mins?|minute)\.?\s(?P<number>{_TIME}(?:{_DASH}{_TIME})?)(?!\w)")
_ENTRY = re.compile(r"\s?[,:;]\s{0,2}s\.\s?vv?\.,?\s(?P<number>[“\"‘«„][^”\"’»“]{1,60}[”\"’»“]|[^\W\d_][\w-]{1,40})")
_ENDS_OPEN = re.compile(r"\s?[.;)\]]|\s*$|\s*\n")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?$")
_DASHES = re.compile(r"\s?[‐‑–—−-]{1,2}\s?")
_FIRST_PAGE = re.compile(r"(?:[IVX]{1,6}[,:] |\d{1,3}: ?)?[^\d]{0,3}(\d{1,6})")
_PAGE_BEHIND = re.compile(r"(?:: ?|\b(?:pp?|S|págs?|pagg?)\.? ?)(\d{1,6})")


class Locator(NamedTuple):
    """A place inside a work: "216-217" of CSL term "page", and where the text of it ends."""

    text: str
    label: str
    end: int


def read_locator(text: str, start: int, end: int) -> Locator | None:
    """Return the locator that stands at ``start``, with the mark before it.

    >>> read_locator(": 216–217)", 0, 10)
    Locator(text='216-217', label='page', end=9)
    >>> read_locator(", ch. 3, esp. fn. 12)", 0, 20)
    Locator(text='3', label='chapter', end=7)
    >>> read_locator(", vol. 2, p. 14)", 0, 15)
    Locator(text='2, p. 14', label='volume', end=15)
    >>> read_locator(", 1984)", 0, 7)
    """
    labelled = read_labelled(text, start, end)
    if labelled:
        return labelled
    times = _TIMES.match(text, start, end)
    if times:
        return Locator(_plain(times["number"]), "timestamp", times.end())
    pages = _PAGES.match(text, start, end)
    # After a comma "1984" is another year of the same author; after a colon, and in "1012-1015", it is a page.
    if pages and not (pages["mark"] != ":" and _YEAR.match(pages["number"])):
        return Locator(_plain(pages["number"]), "page", pages.end())
    roman = _ROMAN_PAGES.match(text, start, end)
    return Locator(_plain(roman["number"]), "page", roman.end()) if roman else None


def read_labelled(text: str, start: int, end: int) -> Locator | None:
    """Return the locator at ``start`` that says what it counts: ", S. 12 und S. 18", ", Bd. 2, S. 14"."""
    for pattern, kind in ((_MINUTES, "timestamp"), (_ENTRY, "sub-verbo")):
        found = pattern.match(text, start, end)
        if found:
            return Locator(_plain(found["number"]), kind, found.end())
    first = _LABELLED.match(text, start, end)
    label = _term(first) if first else None
    if first is None or label is None:
        return None
    number, stop = first["number"], first.end()
    if label == "volume" and (pages := _OF_VOLUME.match(text, stop, end)):
        return Locator(_plain(number + pages[0]), label, pages.end())
    while further := _FURTHER.match(text, stop, end):
        term = _term(further)
        if term == label and not further["joint"].isspace():
            number += further["joint"] + further["number"]
        elif term and term != label and label not in _UNDIVIDED:
            number += text[stop : further.end()]
        elif term == "page" and first["word"] == "v":  # "v. 2, p. 30" is a volume, "v. 12" alone a verse
            label = "volume"
            number += text[stop : further.end()]
        else:
            break
        stop = further.end()
    return Locator(_plain(number), label, stop)


def read_open(text: str, start: int, end: int) -> Locator | None:
    """Return the locator of a citation that no bracket closes: what says what it counts, or a number that ends a sentence.

    >>> read_open("Okafor 2018, 44.", 11, 16), read_open("In Okafor 2018, 44 ports", 14, 24)
    (Locator(text='44', label='page', end=15), None)
    """
    locator = read_locator(text, start, end)
    if locator and locator.label == "page" and not _ENDS_OPEN.match(text, locator.end):
        return read_labelled(text, start, end)
    return locator


def first_page(locator: str, label: str | None) -> int | None:
    """Return the first page that a locator names.

    >>> first_page("216-217", "page"), first_page("42:118", "page"), first_page("2, p. 14", "volume"), first_page("3", "chapter")
    (216, 118, 14, None)
    """
    if label in {None, "timestamp"}:
        return None
    page = _FIRST_PAGE.match(locator) if label == "page" else _PAGE_BEHIND.search(locator)
    return int(page[1]) if page else None


def _term(labelled: re.Match[str]) -> str | None:
    """Return the CSL term of a label and its number, if it is one."""
    word = labelled["word"].replace(".", "")
    term = _TERMS.get(word if len(word) == 1 else word.casefold())
    return None if _LETTER_ALONE.fullmatch(labelled["number"]) and term not in _LETTERED else term


def _plain(number: str) -> str:
    """Return ``number`` with plain hyphens and single blanks."""
    return " ".join(_DASHES.sub("-", number).split()).rstrip(".")
