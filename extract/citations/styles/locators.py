"""Locators: the page, chapter or note that a citation points at."""

from __future__ import annotations

import re
from typing import NamedTuple

_LABELS = {
    "page": r"pp?|pgs?|pages?|p[áa]gs?|p[áa]ginas?|S|Seiten?|str|blz|à la page",
    "chapter": r"chaps?|chapters?|chs?|Kap|Kapitel|cap|caps|cap[íi]tulos?|chapitre",
    "section": r"§§?|sec|secs|sect|section|sections|Abschn|Abschnitt|secci[óo]n|se[çc][ãa]o",
    "note": r"nn?|fn|fns|note|notes|footnote|Anm|Fn|nota",
    "figure": r"figs?|figures?|Abb|Fig",
    "table": r"tables?|tab|Tabelle|Tab",
    "volume": r"vols?|volumes?|Bd|Bde|t",
    "book": r"bk|bks|book|books",
    "part": r"pts?|parts?|Teil",
    "paragraph": r"¶¶?|paras?|paragraphs?|Rn|Abs|Rdnr",
    "line": r"ll?|lines?|Z|V",
    "verse": r"vv?|verse|verses",
    "article": r"art|arts|articles?|Art",
    "appendix": r"app|appendix",
    "folio": r"fols?|ff?ols?",
}
_DASH = r"\s?[-–—−]{1,2}\s?"
_AND = r"\s?(?:,|&|\b(?:and|und|y|e|et)\b)\s?"
_NOT_A_YEAR = r"(?!(?:1[4-9]|20)\d\d(?![\d–-]))"
_FOLLOWING = r"(?:\s?ff?\b\.?|\s?sqq?\b\.?|nn?\.?\s?\d{0,4}\b)?"
_NUMBER = r"(?:[A-Z]{0,2}\d{1,6}(?:[a-z](?![a-z]))?|[ivxlcdmIVXLCDM]{1,8}\b)(?:\.\d{1,4}){0,3}"
_RANGE = rf"{_NUMBER}(?:{_DASH}{_NUMBER})?{_FOLLOWING}"
_SERIES = rf"{_RANGE}(?:{_AND}{_NOT_A_YEAR}{_RANGE}){{0,8}}"
_PAGE_RANGE = rf"\d{{1,6}}(?:{_DASH}\d{{1,6}})?{_FOLLOWING}"
_VOLUME = r"(?:[IVX]{1,6},\s)?"
_ANY_LABEL = "|".join(f"(?P<{term}>{words})" for term, words in _LABELS.items())
_LABELLED = re.compile(rf"\s?[,:;.]?\s{{0,2}}(?:at\s)?(?i:{_ANY_LABEL})(?![^\W\d_])\.?\s{{0,2}}(?P<number>{_SERIES})(?!\w)")
_PAGES = re.compile(
    rf"\s?(?P<mark>[,:]|\s(?=\d))\s{{0,2}}(?:at\s)?(?P<number>{_VOLUME}{_PAGE_RANGE}(?:{_AND}{_NOT_A_YEAR}{_PAGE_RANGE}){{0,8}})(?![\w%])"
)
_ROMAN_PAGES = re.compile(r"\s?[,:]\s{0,2}(?P<number>[ivxlc]{1,8}(?:[-–—−][ivxlc]{1,8})?)(?=[\s,;)\]])")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?$")
_DASHES = re.compile(r"\s?[–—−-]{1,2}\s?")


class Locator(NamedTuple):
    """A place inside a work: "216-217" of CSL label "page", and where the text of it ends."""

    text: str
    label: str
    end: int


def read_locator(text: str, start: int, end: int) -> Locator | None:
    """Return the locator that stands at ``start``, with the mark before it.

    >>> read_locator(": 216–217)", 0, 10)
    Locator(text='216-217', label='page', end=9)
    >>> read_locator(", ch. 3, esp. fn. 12)", 0, 20)
    Locator(text='3', label='chapter', end=7)
    >>> read_locator(", 1984)", 0, 7)
    """
    labelled = _LABELLED.match(text, start, end)
    if labelled:
        label = labelled.lastgroup if labelled.lastgroup in _LABELS else None
        label = label or next(term for term in _LABELS if labelled[term])
        return Locator(_plain(labelled["number"]), label, labelled.end())
    pages = _PAGES.match(text, start, end)
    # After a comma "1984" is another year of the same author; after a colon, and in "1012-1015", it is a page.
    if pages and not (pages["mark"] != ":" and _YEAR.match(pages["number"])):
        return Locator(_plain(pages["number"]), "page", pages.end())
    roman = _ROMAN_PAGES.match(text, start, end)
    return Locator(_plain(roman["number"]), "page", roman.end()) if roman else None


def _plain(number: str) -> str:
    """Return ``number`` with plain hyphens and single blanks."""
    return " ".join(_DASHES.sub("-", number).split()).rstrip(".")
