"""Author-date citations: "(Drury, 2000: 35)", "Waltz's (1979) theory", "(Smith 2001a, b; cf. Walt, 1987)", "(ibid.: 31)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.citations.listed_works import FORTHCOMING, UNDATED, ListedWorks
from extract.citations.styles.authors import NameReader, Names
from extract.citations.styles.brackets import Bracket, OpenBrackets
from extract.citations.styles.citation_words import citation_words
from extract.citations.styles.laws import find_laws
from extract.citations.styles.locators import Locator, read_labelled, read_locator, read_open
from extract.citations.styles.mention import Mention, apart
from extract.citations.styles.nearby import Nearby
from extract.citations.styles.shapes import is_periodical, looks_narrative, looks_parenthetical
from extract.citations.styles.year_forms import Year, range_from, reprint_behind, reprint_outside
from extract.citations.styles.years import HAS_CITATION, PREFIX_WORDS, find_events, start_of_day
from extract.names import fold, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.models import Mode

MAX_PREFIX = 90
"""Characters before a citation in its bracket that may introduce it."""

SURE = 0.85
"""Score of a listed work at which names and year need no bracket around them."""

CLOSING = {"”": "“", '"': '"', "»": "«", "’": "‘", "“": "„"}
"""Closing quotation marks and those that open."""

_LETTER = re.compile(r"\s?(?P<mark>[,;，、/]|&|and|or|und|u\.|oder|y|o|e|ed|et|ou|[-–])\s?(?P<letter>[a-z])(?![\w.’'])")
_LETTER_LOCATED = re.compile(r"\s?(?P<mark>[,;])\s?(?P<letter>[a-z])(?=:\s?\d|,?\s(?:pp?|S)\.\s?\d)")
_BETWEEN_YEARS = re.compile(
    r"\s?(?:[,;/&，；、]|,?\s?(?:and|und|y|e|ed|et|or|oder|o|ou|sowie)\b|,?\s?&)\s*(?:see also|also|cf\.|esp\.)?\s*"
)
_AUTHOR_TO_BRACKET = re.compile(r"[’'ʼ]s?\s{0,3}$|\s{0,4}$")
_SUFFIX = re.compile(r"\s?(?P<mark>[,;，；]?)(?P<words>[^;；()\[\]（）]*)")
_IBID_YEAR = re.compile(r"[\s,]*(?P<year>(?:1[4-9]|20)\d\d[a-z]?)(?=\s*[:;,)\]])")
_LOWER_WORD = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{3,30}(?![\w])")
_NAME_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w’'.-]{0,22}|\bal\.?|[^\W\d_]\w{11,22}),?\s{0,2}$")
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,20})[.,]?\s{0,3}$")
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,20})\s{1,2}$")
_GIVEN = re.compile(r"\s{0,4}(?P<given>(?:[^\W_a-z][\w’'.-]{0,30}\s){1,5})$")
_FIRST_PRINT = re.compile(r"(?:(?:orig(?:\.|inally|inal)?|first|zuerst)\s?(?:publ(?:\.|ished)?\s?)?)?")
_CHAIN = re.compile(r"\s{0,4}(?P<given>(?:[^\W\d_a-z][^\W\d_]{1,30}\.\s){1,3})$")
_MAY_GO_ON = frozenset(" \n/[(-–—")
"""Characters behind a year after which another one may belong to it."""

_MARKS_AFTER_NAMES = frozenset(["", ",", ".", ".,", ";", ".;", ":", ",,", "，", "、", "；", "：", "،", "؛"])


def find_author_date(text: str, known: ListedWorks) -> Iterator[Mention]:
    """Yield the author-date citations of ``text`` from left to right, "ibid." among them.

    >>> for m in find_author_date("as Drury (2000) and others hold (cf. Walt, 1987: 5; ibid.: 31)", ListedWorks([])):
    ...     print(m.mode, m.authors, m.year, m.locator, m.prefix)
    narrative ('Drury',) 2000 None None
    parenthetical ('Walt',) 1987 5 cf.
    ibid () None 31 None
    """
    laws = find_laws(text, known)
    if laws:
        mentions = [*apart(_find_dated(text, known), laws), *laws]
        yield from sorted(mentions, key=lambda mention: (mention.start, mention.end))
    else:
        yield from _find_dated(text, known)


def _find_dated(text: str, known: ListedWorks) -> Iterator[Mention]:
    """Yield the citations that name authors, or a title, and a year."""
    scan = _Scan(text, known)
    for event in find_events(text):
        kind = event.lastgroup
        if kind == "open":
            scan.brackets.open(event.start(), event[0])
        elif kind == "close":
            scan.brackets.close(event[0])
        elif kind == "gap":
            scan.brackets.end_paragraph(*event.span())
        elif event.start() >= scan.done and not text[event.start() - 1 : event.start()].isalpha():
            yield from scan.ibid(event) if kind == "ibid" else scan.year(event)


class _Scan:
    """One pass over a text: the brackets that are open, and the citation before."""

    def __init__(self, text: str, known: ListedWorks) -> None:
        self.text = text
        self.known = known
        self.brackets = OpenBrackets(text)
        self.done = 0
        self.last: Mention | None = None
        self.last_bracket = -1
        self.names = NameReader(text, known)
        self._lower_words: frozenset[str] | None = None
        self.nearby = Nearby(text, known)
        self.cited: set[str] = set()
        """The names that brackets cite, by which "WHO (2020)" is seen to cite too."""

    def is_common_word(self, word: str) -> bool:
        """Return whether the text also writes ``word`` without a capital: "Disagreement (2007)" names nobody."""
        if self._lower_words is None:
            self._lower_words = frozenset(_LOWER_WORD.findall(self.text))
        return word.lower() in self._lower_words

    def year(self, event: re.Match[str]) -> Iterator[Mention]:
        """Yield the citation whose year (or "n.d.", "in press") is ``event``, and those of further letters."""
        words = {"year": event[0], "noyear": UNDATED, "notyet": FORTHCOMING}
        year = Year(*event.span(), words[event.lastgroup or "year"], event.lastgroup == "year", event.start())
        bracket = self.brackets.around(year.start)
        found = self._read(year, bracket)
        if found is None:
            return
        mention = self._complete(found)
        self._remember(mention, bracket)
        yield mention
        for further in self._letters(mention, year.text) if len(year.text) == 5 else ():
            self._remember(further, bracket)
            yield further

    def _letters(self, first: Mention, year: str) -> Iterator[Mention]:
        """Yield the works of the letters that follow "2001a": ", b", "-c"."""
        last = year[4]
        letter = _LETTER.match(self.text, first.end) or _LETTER_LOCATED.match(self.text, self.done)
        while letter and letter["letter"] > last:
            from_code = ord(last) + 1 if letter["mark"] in "-–" else ord(letter["letter"])
            start, end = letter.span("letter")
            for code in range(from_code, ord(letter["letter"]) + 1):
                further = replace(
                    first, start=start, end=end, mode="continuation", authors=(), prefix=None, year=year[:4] + chr(code)
                )
                yield self._complete(further)
            last = letter["letter"]
            letter = _LETTER.match(self.text, end) or _LETTER_LOCATED.match(self.text, self.done)

    def _remember(self, mention: Mention, bracket: Bracket | None) -> None:
        self.last = mention
        self.last_bracket = bracket.start if bracket else -1
        self.done = max(self.done, mention.end)

    def _read(self, year: Year, bracket: Bracket | None) -> Mention | None:
        """Return the citation of ``year``, without locator and suffix."""
        if year.is_dated:
            whole = self._whole(year, bracket)
            if whole is None:
                return None
            year, bracket = whole
        found = self._mention(year, bracket)
        if year.has_day and not self._is_listed(found):  # "(May, 2004)" is an author if the list has one of this name
            named = self._mention(year._replace(date_start=year.start), bracket)
            found = named if self._is_listed(named) else found
        if year.other and not self._is_listed(found):  # the list may have the first edition, or the last year
            other = self._mention(year._replace(text=year.other), bracket)
            found = other if self._is_listed(other) else found
        if found and year.is_listed and not self._is_listed(found):
            return found if read_locator(self.text, year.end, year.end + 40) else None
        return found

    def _whole(self, year: Year, bracket: Bracket | None) -> tuple[Year, Bracket | None] | None:
        """Return ``year`` with what belongs to it, and the bracket around that; None when it is no year of a work."""
        text = self.text
        if bracket and _FIRST_PRINT.fullmatch(text, bracket.start + 1, year.start):
            outside = reprint_outside(text, year)
            if outside:  # "[1942] 2008", "(1942) [2008]"
                whole, mark = outside
                if not mark:
                    start = bracket.start
                    return whole._replace(start=start, date_start=start), self.brackets.outside(bracket)
                if mark != bracket.mark:
                    return whole, Bracket(bracket.start, mark)
        if text[year.end : year.end + 1] in _MAY_GO_ON:
            reprint = reprint_behind(text, year)
            if reprint:
                return reprint, bracket
            ranged = range_from(text, year) if bracket else year
            if ranged is None:
                return None
            year = ranged
        if bracket and text[year.start - 1].isspace():
            year = year._replace(date_start=start_of_day(text, bracket.start + 1, year.start))
        return year, bracket

    def _is_listed(self, mention: Mention | None) -> bool:
        """Return whether a listed work has names and year of ``mention``."""
        if mention is None:
            return False
        matches = self.known.matches(mention.names, mention.year, et_al=mention.et_al, initials=mention.initials)
        return bool(matches) and (not matches[0].issues or matches[0].work.year is None)

    def _mention(self, year: Year, bracket: Bracket | None) -> Mention | None:
        """Return the citation of ``year`` with the names before it, before its bracket, or named further away."""
        text = self.text
        low = max(self.brackets.paragraph, self.done, year.start - 400, (bracket.start + 1) if bracket else 0)
        if bracket is None and not (
            year.is_dated and self.known.works and _NAME_BEFORE.search(text, max(year.start - 24, low), year.start)
        ):
            return None
        continued = self._continued(year, bracket) if bracket and not year.is_listed else None
        if continued:
            return continued
        if bracket and low == bracket.start + 1 and PREFIX_WORDS.fullmatch(text, low, year.date_start):
            return self._after_names(year, bracket, prefix=text[low : year.date_start].strip(" ,:;") or None)
        names = self._names_before(low, year, bracket)
        return self._accept(names, year, bracket) if names else None

    def _continued(self, year: Year, bracket: Bracket) -> Mention | None:
        """Return the further year of the citation before: "(Smith 2001; 2004)"."""
        last = self.last
        if last is None or self.last_bracket != bracket.start or not last.names or self.done > year.start:
            return None
        if not _BETWEEN_YEARS.fullmatch(self.text, self.done, year.start):
            return None
        listed = self.known.matches(last.names, year.text, et_al=last.et_al, initials=last.initials)
        is_listed = bool(listed) and not listed[0].issues
        if not (is_listed or year.is_dated):  # "(Bello 2001, in press)" tells how far one work is
            return None
        if self.known.works and not is_listed:
            # "Peter Menzies (see Coates, 1997; 1996, 1999)": the sentence names whose years these are.
            named = self.nearby.author_before(bracket.start, year.text, self.brackets.paragraph)
            if named:
                return self._suppressed(year, last.group, named, None)
        return Mention(
            start=year.start, end=year.end, group=last.group, style="author-year", mode="continuation", names=last.names,
            initials=last.initials, et_al=last.et_al, year=year.text,
        )  # fmt: skip

    def _suppressed(self, year: Year, group: tuple[int, int], names: tuple[str, ...], prefix: str | None) -> Mention:
        """Return the citation of a bare year whose author the text names elsewhere."""
        return Mention(
            start=year.start, end=year.end, group=group, style="author-year", mode="suppressed", names=names, year=year.text, prefix=prefix
        )  # fmt: skip

    def _after_names(self, year: Year, bracket: Bracket, *, prefix: str | None) -> Mention | None:
        """Return the narrative citation whose bracket holds the bare year, or the suppressed author further away."""
        gap = _AUTHOR_TO_BRACKET.search(self.text, max(bracket.start - 4, 0), bracket.start)
        high = gap.start() if gap else bracket.start
        outer = self.brackets.outside(bracket)
        if outer and outer.start == bracket.start - 1:  # "Okafor ((2018), 44)"
            return self._after_names(year, outer, prefix=prefix)
        low = max(self.brackets.paragraph, self.done, high - 400, outer.start + 1 if outer else 0)
        names = self._read_names(low, high, year.text, listing=False)
        group = self.brackets.span(bracket, year.end)
        shaped = names is not None and self._looks_narrative(names, low, year)
        if names is None or not names.matches:
            named = self._named_nearby(year, bracket, low, high, is_shaped=shaped)
            if isinstance(named, Names):
                names = named
            elif named is not None:
                return self._suppressed(year, group, named, prefix)
        if names is None or not (names.matches or shaped):
            return None
        return Mention(
            start=names.start, end=year.end, group=(names.start, group[1]), style="author-year", mode="narrative", authors=names.names,
            names=names.meant or names.names, initials=names.initials, et_al=names.et_al, year=year.text, prefix=prefix,
        )  # fmt: skip

    def _named_nearby(
        self, year: Year, bracket: Bracket, low: int, high: int, *, is_shaped: bool
    ) -> tuple[str, ...] | Names | None:
        """Return whose a bare year is: the title before it where authors would stand, or the names of the authors further away."""
        titled = None
        if not year.is_dated:
            return None if is_shaped or not self.known.works else self.nearby.author_of_undated(bracket.start, year.text, low)
        if self.known.works and high > low and self.text[high - 1] != ")":
            titled = self.nearby.title_before(max(low, self.brackets.paragraph), high, year.text)
        if titled:
            work, start = titled
            title = (self.text[start:high],)
            return work.names or Names(
                start, title, "", et_al=False, matches=self.known.matches((work.title,), year.text), meant=(work.title,)
            )
        if is_shaped:
            return self.nearby.author_of_clause(bracket.start, year.text, low) if self.known.works else None
        named = None
        if self.known.works and not year.is_listed:
            named = self.nearby.author_around(bracket.start, year.text, year.end, self.brackets.paragraph)
        sure = named is None and not year.has_day and not year.is_listed
        return self.nearby.unlisted_author(bracket.start, year.end, low) if sure else named

    def _looks_narrative(self, names: Names, low: int, year: Year) -> bool:
        """Return whether "Name (year)" of no listed work is a citation by its shape."""
        first = names.names[0]
        if year.is_listed or (year.has_day and not is_periodical(first)):
            return False
        if len(names.names) == 1 and not (" " in first or first.isupper() or names.et_al) and self.is_common_word(first):
            return False
        short = self.names.introduced.get(fold(first), first)
        before = _WORD_BEFORE.search(self.text, max(low, names.start - 22), names.start)
        return looks_narrative(names, before[1] if before else "", self.cited & {first, short}, dated=year.is_dated)

    def _read_names(self, low: int, high: int, year: str, *, listing: bool) -> Names | None:
        quoted = self._quoted_title(low, high, year, listing=listing) if self.text[high - 1 : high] in CLOSING else None
        return quoted or self.names.read(low, high, year, listing=listing)

    def _quoted_title(self, low: int, high: int, year: str, *, listing: bool) -> Names | None:
        """Return the title that stands in quotation marks where authors would: of a listed work, or in brackets of any."""
        start = self.text.rfind(CLOSING[self.text[high - 1]], low, high - 1)
        title = (self.text[start + 1 : high - 1].strip(",. \xa0"),) if start >= 0 else ()
        found = self.known.matches(title, year)
        if not found and not (title and title[0] and listing):
            return None
        return Names(start, title, "", et_al=False, matches=found)

    def _names_before(self, low: int, year: Year, bracket: Bracket | None) -> Names | None:
        """Return the names that stand right before ``year``, or the title of a listed work."""
        high = year.date_start
        while high > low and self.text[high - 1] in " \t\n,;:.\u00a0，、；：،؛":
            high -= 1
        if "".join(self.text[high : year.date_start].split()) not in _MARKS_AFTER_NAMES:
            return None
        # "et al." and initials need their dot back.
        high += self.text[high : high + 1] == "."
        names = self._read_names(low, high, year.text, listing=bracket is not None)
        if bracket and self.known.works and not (names and names.matches):
            titled = self.nearby.title_before(low, high, year.text)
            if titled:
                work, start = titled
                matches = self.known.matches((work.title,), year.text)
                return Names(start, (self.text[start:high],), "", et_al=False, matches=matches, meant=(work.title,))
        return names

    def _accept(self, names: Names, year: Year, bracket: Bracket | None) -> Mention | None:
        """Return the citation of names and year side by side, if it is one."""
        mode: Mode = "parenthetical" if bracket else "narrative"
        if bracket is None:
            sure = names.matches and names.matches[0].score >= SURE and not names.matches[0].issues
            if not sure or self.text[year.end : year.end + 1] == "-":
                return None
            group, prefix = (names.start, year.end), ""
        else:
            group = self.brackets.span(bracket, year.end)
            low = max(bracket.start + 1, self.done if self.last_bracket == bracket.start else 0)
            low = max(low, *(self.text.rfind(mark, low, names.start) + 1 for mark in ";；؛"))
            names = self._with_given(names, low)
            prefix = self.text[low : names.start]
            if not names.matches and not self._looks_parenthetical(names, prefix, year):
                return None
            self.cited.update(names.names[:1])
        prefix = " ".join(prefix.split()).strip(" ,:，：") if len(prefix) <= MAX_PREFIX else ""
        return Mention(
            start=names.start, end=year.end, group=group, style="author-year", mode=mode, authors=names.names,
            names=names.meant or names.names, initials=names.initials, et_al=names.et_al, year=year.text, prefix=prefix or None,
        )  # fmt: skip

    def _with_given(self, names: Names, low: int) -> Names:
        """Return names with what stands before them in the bracket and is no prefix: "(Ada Okafor and Bello, 2018)"."""
        # A listed name may lack what is printed before it; of others, offices stand in a chain: "(BRASIL. Ministério dos Portos, 2018)".
        given = None if names.initials else (_GIVEN if names.matches else _CHAIN).fullmatch(self.text, low, names.start)
        if not given or not self.text.startswith(names.names[0], names.start):
            return names
        words = given["given"].split()
        if any(
            word.casefold().strip(".") in citation_words("prefixes") or fold(word) in name_words("not_names") for word in words
        ):
            return names
        first = " ".join([*words, names.names[0]])
        meant = names.meant or (names.names if names.matches else ())
        return names._replace(start=given.start("given"), names=(first, *names.names[1:]), meant=meant)

    def _looks_parenthetical(self, names: Names, prefix: str, year: Year) -> bool:
        """Return whether "(Name, year" of no listed work is a citation by its shape."""
        text = self.text
        has_locator = read_locator(text, year.end, year.end + 40) is not None
        if (year.is_listed and not has_locator) or (year.has_day and not is_periodical(names.names[0])):
            return False
        last_word = _LAST_WORD.search(text, max(year.start - 20, 0), year.start)
        if last_word and fold(last_word[1]) in name_words("months") and not year.has_day:
            return False
        has_comma = "," in text[names.start : year.start]
        if len(names.names) == 1 and not names.et_al and not has_comma and self.is_common_word(names.names[0]):
            return False
        after = text[year.end : year.end + 1]
        if not (
            after in ",;:)]，；：）］،؛" or after.isspace() or (text[year.end - 1].isalpha() and after in "-–/")
        ):  # "2001a-c"
            return False
        return looks_parenthetical(names, prefix, has_comma=has_comma, has_locator=has_locator)

    def ibid(self, event: re.Match[str]) -> Iterator[Mention]:
        """Yield the "ibid." at ``event`` with its own year and locator."""
        text = self.text
        start, end = event.span()
        bracket = self.brackets.around(start)
        group = self.brackets.span(bracket, end) if bracket else (start, end)
        own_year = _IBID_YEAR.match(text, end)
        low = max((bracket.start + 1) if bracket else start, self.done)
        prefix = " ".join(text[low:start].split()).strip(" ,;:") if bracket and start - low <= MAX_PREFIX else ""
        mention = Mention(
            start=start,
            end=end,
            group=group,
            style="author-year",
            mode="ibid",
            year=own_year["year"] if own_year else None,
            prefix=prefix or None,
        )
        after = own_year.end() if own_year else end
        yield self._complete(mention, after)
        self.last_bracket = -1

    def _locator_outside(self, mention: Mention) -> Locator | None:
        """Return the page behind the inner bracket of a year: "Okafor ((2018), 44)"."""
        inner = self.brackets.around(mention.end - 1)
        outer = self.brackets.outside(inner) if inner else None
        if outer is None or outer.start < mention.start:
            return None
        high = mention.group[1]
        locator = read_locator(self.text, high, min(self.brackets.span(outer, high)[1] - 1, high + 60))
        return locator if locator and self.text[locator.end] in ";,.)]" else None

    def _complete(self, mention: Mention, after: int | None = None) -> Mention:
        """Return ``mention`` with locator and suffix, and move on behind them."""
        text = self.text
        after = mention.end if after is None else after
        low, high = mention.group
        inside = low <= after < high and text[high - 1 : high] in ")]）］"
        limit = min(high - 1 if inside else after, after + 200)
        locator = read_locator(text, after, limit) if inside else read_open(text, after, after + 60)
        self.done = locator.end if locator else after
        if inside and mention.mode == "narrative" and after == high - 1:  # "Okafor (2018), p. 44"
            locator = read_labelled(text, high, high + 60) or self._locator_outside(mention)
        suffix = None
        rest = _SUFFIX.match(text, self.done, limit) if inside and not _LETTER.match(text, self.done, limit) else None
        if rest and not HAS_CITATION.search(rest[0]):
            # What follows a semicolon belongs to this work only when no other one comes.
            whole = rest.end() == limit or (text[rest.end()] == ";" and rest["mark"] != ";")
            suffix = " ".join(rest["words"].split()).strip(" ,.:") if whole else None
        return replace(
            mention,
            locator=locator.text if locator else None,
            locator_label=locator.label if locator else None,
            suffix=suffix or None,
        )
