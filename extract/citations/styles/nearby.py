"""The author or the title that a text names around a year that stands alone: "as Okafor argues (1987: 23)", "in her (2005)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.citations.listed_works import FORTHCOMING, UNDATED
from extract.citations.styles.locators import read_locator
from extract.names import fold, name_words

if TYPE_CHECKING:
    from extract.citations.listed_works import ListedWork, ListedWorks

REACH = 320
"""Characters before a bare year in which the author may be named."""

LOCATED_REACH = 1600
"""The same, across paragraphs, for a bare year with a page: a quotation may stand between them."""

TITLE_REACH = 160
"""Characters before a year in which a title may stand that ends there."""

_AHEAD = re.compile(r"[^()\[\]]{0,80}[)\]],?\s(?P<words>(?:[^\s()]{1,30}\s?){1,5})")
_BEFORE_AHEAD = re.compile(r"(?:^|[\s(])(?:[Ii]n|[Aa]t|[Hh]is|[Hh]er|[Tt]heir|[Ss]ee|[Ff]rom|of|to|and|by|on)\s$")
_WHOSE = re.compile(
    r"(?<!\w)(?:[Hh]is|[Hh]er|[Tt]heir|[Ss]eine[mnr]?|[Ii]hre[mnr]?|[Ss]us?|[Ss]eus?|[Ss]uas?|[Ss]on|[Ss]es|[Nn]el\ssuo)\s$"
)
_CAPITAL_WORD = re.compile(r"(?<![\w.])[^\W\d_a-z](?:[^\W_]|[-’'](?=\w)){1,40}")
_POSSESSIVE = re.compile(r"[’'ʼ]s?$")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])")
_ARTICLE = re.compile(r"(?<!\w)(?:der|die|das|den|dem|des|ein(?:e[mnrs]?)?)\s")


class Nearby:
    """Looks for authors and titles around the bare years of one text."""

    def __init__(self, text: str, known: ListedWorks) -> None:
        """Begin with nothing looked for."""
        self.text = text
        self.known = known
        self._nobody: dict[tuple[str, int], int] = {}

    def author_around(self, at: int, year: str, year_end: int, paragraph: int) -> tuple[str, ...] | None:
        """Return the names of the listed work of ``year`` that is meant in the bracket at ``at``, by who is named around it."""
        located = read_locator(self.text, year_end, year_end + 40) is not None
        named = self.author_before(at, year, paragraph, reach=LOCATED_REACH if located else REACH)
        if named or not _BEFORE_AHEAD.search(self.text, max(at - 8, 0), at):
            return named
        ahead = _AHEAD.match(self.text, year_end)
        return self._author_in(*ahead.span("words"), year) if ahead else None

    def author_before(self, at: int, year: str, paragraph: int, *, reach: int = REACH) -> tuple[str, ...] | None:
        """Return the names of a listed work of ``year`` that the words before a bare year mention."""
        low = max(at - reach, 0 if reach == LOCATED_REACH else paragraph, self._nobody.get((year, reach), 0))
        named = self._author_in(low, at, year)
        if named is None:
            self._nobody[(year, reach)] = at
        return named

    def author_of_clause(self, at: int, year: str, low: int) -> tuple[str, ...] | None:
        """Return the names of the listed work of ``year`` whose author a German sentence names before the noun at its year.

        "Okafor, für die das Vertrauen unter Nachbarn (1986b) zentral war": nouns have capitals, an article tells that they are none.
        """
        low = self._sentence(max(low, at - REACH), at)
        articles = list(_ARTICLE.finditer(self.text, low, at))
        return self._author_in(low, articles[-1].start(), year) if articles else None

    def author_of_undated(self, at: int, year: str, low: int) -> tuple[str, ...] | None:
        """Return the names of the listed work without a year whose author the sentence before "(n.d.)" names."""
        return self._author_in(self._sentence(max(low, at - REACH), at), at, year)

    def _author_in(self, low: int, high: int, year: str) -> tuple[str, ...] | None:
        """Return the names of the listed work of ``year`` whose author is named last in a stretch."""
        last = ""
        found: tuple[str, ...] | None = None
        for word in reversed(list(_CAPITAL_WORD.finditer(self.text, low, high))):
            name = _POSSESSIVE.sub("", word[0])
            for work in self.known.of_author(name):
                if not _is_of_year(work, year):
                    continue
                if found is None:
                    last, found = fold(name), work.names or (name,)
                elif last in map(fold, work.names[1:]):  # "Okafor and Bello" are the authors, not Bello
                    return work.names
        if found:
            return found
        bodies = self.known.long_names(year)
        words = f" {fold(self.text[low:high])} " if bodies else ""
        return next((work.names for body, work in bodies if f" {body} " in words and _is_of_year(work, year)), None)

    def _sentence(self, low: int, at: int) -> int:
        """Return where the sentence begins in which ``at`` stands."""
        return max((stop.end() for stop in _SENTENCE.finditer(self.text, low, at)), default=low)

    def unlisted_author(self, at: int, year_end: int, low: int) -> tuple[str, ...] | None:
        """Return the names, perhaps none, whom the sentence before ``at`` means by a year that is surely cited; None when it is not.

        "as Okafor argues (1987: 23)", "in her (2005)": a page behind the year, or a possessive before it, tell.
        """
        low = max(low, at - REACH)
        if self.text[year_end : year_end + 1] in {")", "]"}:
            if self.text[at - 1 : at] != " " or not _WHOSE.search(self.text, max(at - 48, low), at):
                return None
        else:
            located = read_locator(self.text, year_end, year_end + 40)
            if located is None or located.label != "page":
                return None
        for word in reversed(list(_CAPITAL_WORD.finditer(self.text, self._sentence(low, at), at))):
            name = _POSSESSIVE.sub("", word[0])
            if fold(name) not in name_words("not_names"):
                return (name,)
        return ()

    def title_before(self, low: int, high: int, year: str) -> tuple[ListedWork, int] | None:
        """Return the listed work of ``year`` whose title ends at ``high``, and where the title begins."""
        low = max(low, high - TITLE_REACH)
        work = self.known.titled(self.text[low:high], year)
        if work is None:
            return None
        starts = [word.start() for word in _WORD.finditer(self.text, low, high)]
        title = fold(work.title)
        # The title, or its main part, is the longest stretch of words that it begins with.
        fitting = [start for start in starts if title.startswith(fold(self.text[start:high]))]
        return (work, fitting[0]) if fitting else None


def _is_of_year(work: ListedWork, year: str) -> bool:
    if year == UNDATED:
        return work.year is None
    if year == FORTHCOMING:
        return work.year in {None, FORTHCOMING}
    return work.year == year[:4] and (len(year) == 4 or work.letter in {"", year[4:]})
