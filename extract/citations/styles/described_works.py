"""Where the description of a work in a note begins and ends, and which pages of it are meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.citations.styles.cited_again import after_prefix
from extract.citations.styles.locators import Locator
from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTES = '“"‘«„‚'
CLOSING = re.compile(r"[?!]?[,.…]{0,3}\s?[”\"’»“](?:(?![^\W\d_])|(?=cit\b))|[?!]")
"""What closes a title; “ closes what „ opened."""

_GIVEN = re.compile(
    r"(?:(?:(?:[^\W\d_a-zß-öø-ÿ]\.[\s-]?){1,4}|[^\W\d_a-zß-öø-ÿ][\w’'‐-]{0,30}|(?:van|von|de|der|den|la|le|du|da|dos|di|del|al|bin|of|for))[\s-]{1,2}){1,6}$"
)
"""First names and particles before a family name, or the first words of a body's name."""

_BETWEEN = re.compile(
    r"(?:[\s,.:;/()&\[\]“\"‘«„‚’'—–-]|\d|[^\W\d_a-zß-öø-ÿ][\w’'‐-]*+|(?:and|und|et|y|e|u|a|al|i|in|en|em|van|von|de|der|den|la|le|du|da|dos|di|del|"
    r"eds?|hgg?|hrsg|éds?|dirs?|coords?|orgs?|comps?|cura|trans|trad|s)(?!\w))*+"
)
"""What may stand between the last author and the title: names, roles, marks and small words."""

_STOP = re.compile(r"(?P<clause>;)\s|[.?!][”\"’»“]?\)?(?=\s|$)|\n\s*\n")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,12}$")
_GOES_ON = re.compile(
    r"\.\s(?:DOI|doi|https?:|<|\[|ISBN|ISSN|URL|Dispon|Available|Accessed|Retrieved|Verfügbar|Abgerufen|Acesso|Consult|Accès|Url|[a-zß-ÿ(\d])"
)
_PROSE = re.compile(r"\s(?!(?:in|en|em|dans|nel|nella|ed|eds|trans|vol|and)\b)[a-zß-öø-ÿ]")
_PINPOINT = re.compile(
    r"\((?:here |hier |aquí |aqui |ici |at )?(?:pp?\. ?|S\. ?|págs?\. ?)?(?P<own>\d{1,5}(?:[-–]\d{1,5})?)\)$"
    r"|(?:[,:]|(?<=\d)|(?<=\)))\s(?:(?:at|here|hier|S\.|pp?\.|págs?\.|esp\.|bes\.)\s?){0,2}(?P<page>\d{1,5}(?:[-–‑]\d{1,5})?(?:\s?ff?\.?|n\d{1,3})?)$"
)


@cache
def _abbreviations() -> frozenset[str]:
    """Return the words whose stop ends no sentence, folded."""
    return frozenset(read_table("note_words")["abbreviation"]["words"])


def start_of_names(text: str, low: int, high: int, names: Sequence[str]) -> int:
    """Return where the names before a title begin, their first names included.

    >>> text = "1. See Ada Okafor and Bem Bello, “Ports,” 44"
    >>> text[start_of_names(text, 3, 33, ("Okafor", "Bello")) :][:10]
    'Ada Okafor'
    """
    first = min((at for name in names if (at := text.find(name, low, high)) >= 0), default=high)
    given = _GIVEN.search(text, max(low, first - 80), first)
    return after_prefix(text, given.start() if given else first, first)


def leads_to_title(text: str, low: int, high: int, name: str) -> bool:
    """Return whether nothing but names, roles and marks stands between ``name`` and the title at ``high``.

    >>> leads_to_title("Ada Okafor (ed.), “Ports”", 0, 18, "Okafor"), leads_to_title("Okafor’s long Ports", 0, 14, "Okafor")
    (True, False)
    """
    at = text.rfind(name, low, high)
    return at >= 0 and _BETWEEN.fullmatch(text, at + len(name), high) is not None


def end_of_description(text: str, start: int, after: int, end: int, year: str | None) -> int:
    """Return where the description of a work ends whose title ends at ``after``: behind its year, if it gives it.

    >>> text = "Okafor, Ports. A Study (Lagos: Harbour Press, 2018), 44; Bello"
    >>> text[: end_of_description(text, 0, 13, len(text), "2018")]
    'Okafor, Ports. A Study (Lagos: Harbour Press, 2018), 44'
    """
    closing = CLOSING.match(text, after, end)
    behind = closing.end() if closing else after
    if _PROSE.match(text, behind, end):
        return behind
    clause = next((match.start() for match in _STOP.finditer(text, behind, end) if match["clause"] or match[0][0] == "\n"), end)
    dated = text.find(year, behind, clause) if year and year.isdigit() else -1
    stop = clause
    for match in _STOP.finditer(text, max(dated, behind - 1), clause):
        if match.start() >= behind - 1 and _ends_sentence(text, match, end):
            stop = match.start()
            break
    stop = max(stop, behind) if stop < clause else stop
    depth = 0
    for at in range(start, stop):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth < 0:
            return at
    return len(text[:stop].rstrip(" \n,;.")) if text[stop - 1 : stop] in " \n,;." else stop


def _ends_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    """Return whether a stop ends what is said of a work: not that of "vol.", of an initial, or before an address."""
    if stop.end() >= end or stop[0][0] in "?!\n":
        return True
    if stop[0] == ".":
        word = _WORD_BEFORE.search(text, max(stop.start() - 13, 0), stop.start())
        if word and (len(word[0]) == 1 or word[0].casefold() in _abbreviations()):
            return False
    return _GOES_ON.match(text, stop.start(), end) is None


def pages_at_end(text: str, start: int, end: int, own: tuple[int, int] | None) -> Locator | None:
    """Return the pages that end a description, unless they are all ``own`` pages of the work.

    >>> text = "Harbours 3 (2018): 31–46"
    >>> pages_at_end(text, 0, 24, (31, 46)), pages_at_end(text, 0, 24, (20, 60))
    (None, Locator(text='31-46', label='page', end=24))
    """
    page = _PINPOINT.search(text, max(start - 2, end - 40), end)
    if page is None:
        return None
    number = (page["own"] or page["page"]).replace("–", "-").replace("‑", "-")
    if own and not page["own"] and number.split("-")[0] == str(own[0]) and (own[0] == own[1] or "-" in number):
        return None
    return Locator(number, "page", end)
