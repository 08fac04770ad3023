"""Author-date citations: "(Drury, 2000: 35)", "Waltz's (1979) theory", "(Smith 2001a, b; cf. Walt, 1987)", "(ibid.: 31)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.listed_works import FORTHCOMING, UNDATED, ListedWorks
from extract.citations.styles.authors import NameReader, Names
from extract.citations.styles.brackets import Bracket, OpenBrackets
from extract.citations.styles.locators import read_labelled, read_locator, read_open
from extract.citations.styles.mention import Mention
from extract.citations.styles.years import HAS_CITATION, PREFIX_WORDS, find_events
from extract.names import fold, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.models import Mode

MAX_PREFIX = 90
"""Characters before a citation in its bracket that may introduce it."""

SUPPRESSED_REACH = 320
"""Characters before a bare year in which the author may be named."""

LOCATED_REACH = 1600
"""The same, across paragraphs, for a bare year with a page: a quotation may stand between them."""

SURE = 0.85
"""Score of a listed work at which names and year need no bracket around them."""

CLOSING = {"”": "“", '"': '"', "»": "«", "’": "‘"}
"""Closing quotation marks and those that open."""

_LETTER = re.compile(r"\s?(?P<mark>,|;|&|and|und|y|e|et|[-–])\s?(?P<letter>[a-z])(?![\w.’'])")
_RANGE = re.compile(r"\s?[-–—]\s?(?:\d|\)|\]|present|today|heute)")
_YEAR_RANGE = re.compile(r"\s?[-–—]\s?(?P<year>(?:1[4-9]|20)\d\d)(?![\w-])")
_AHEAD = re.compile(r"[^()\[\]]{0,80}[)\]],?\s(?P<words>(?:[^\s()]{1,30}\s?){1,5})")
_BEFORE_AHEAD = re.compile(r"(?:^|[\s(])(?:[Ii]n|[Aa]t|[Hh]is|[Hh]er|[Tt]heir|[Ss]ee|[Ff]rom|of|to|and|by|on)\s$")
_REPRINT = re.compile(r"[\])]?\s?/?\s?(?P<year>(?:1[4-9]|20)\d\d[a-z]?)(?![\w])")
_BETWEEN_YEARS = re.compile(r"\s?(?:[,;/&]|,?\s?(?:and|und|y|e|et|or)\b|,?\s?&)\s*(?:see also|also|cf\.|esp\.)?\s*")
_CAPITAL_WORD = re.compile(r"(?<![\w.])[^\W\d_a-z](?:[^\W_]|[-’'](?=\w)){1,40}")
_AUTHOR_TO_BRACKET = re.compile(r"[’'ʼ]s?\s{0,3}$|\s{0,4}$")
_SUFFIX = re.compile(r"\s?(?P<mark>[,;]?)(?P<words>[^;()\[\]]*)")
_IBID_YEAR = re.compile(r"[\s,]*(?P<year>(?:1[4-9]|20)\d\d[a-z]?)(?=\s*[:;,)\]])")
_LOWER_WORD = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{3,30}(?![\w])")
_NAME_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w’'.-]{0,22}|\bal\.?|[^\W\d_]\w{11,22}),?\s{0,2}$")
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,20})[.,]?\s{0,3}$")


class Year(NamedTuple):
    """A year, or what stands for it, at ``text[start:end]``."""

    start: int
    end: int
    text: str
    is_dated: bool
    """Whether it is a year: "n.d." and "in press" are none."""

    is_range: bool = False
    """Whether it is "1641–1996", which only a listed work makes a citation."""


def find_author_date(text: str, known: ListedWorks) -> Iterator[Mention]:
    """Yield the author-date citations of ``text`` from left to right, "ibid." among them.

    >>> for m in find_author_date("as Drury (2000) and others hold (cf. Walt, 1987: 5; ibid.: 31)", ListedWorks([])):
    ...     print(m.mode, m.authors, m.year, m.locator, m.prefix)
    narrative ('Drury',) 2000 None None
    parenthetical ('Walt',) 1987 5 cf.
    ibid () None 31 None
    """
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
        self._nobody: dict[tuple[str, int], int] = {}

    def is_common_word(self, word: str) -> bool:
        """Return whether the text also writes ``word`` without a capital: "Disagreement (2007)" names nobody."""
        if self._lower_words is None:
            self._lower_words = frozenset(_LOWER_WORD.findall(self.text))
        return word.lower() in self._lower_words

    def year(self, event: re.Match[str]) -> Iterator[Mention]:
        """Yield the citation whose year (or "n.d.", "in press") is ``event``, and those of further letters."""
        words = {"year": event[0], "noyear": UNDATED, "notyet": FORTHCOMING}
        year = Year(*event.span(), words[event.lastgroup or "year"], event.lastgroup == "year")
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
        letter = _LETTER.match(self.text, first.end)
        while letter and letter["letter"] > last:
            from_code = ord(last) + 1 if letter["mark"] in "-–" else ord(letter["letter"])
            start, end = letter.span("letter")
            for code in range(from_code, ord(letter["letter"]) + 1):
                further = replace(
                    first, start=start, end=end, mode="continuation", authors=(), prefix=None, year=year[:4] + chr(code)
                )
                yield self._complete(further)
            last = letter["letter"]
            letter = _LETTER.match(self.text, end)

    def _remember(self, mention: Mention, bracket: Bracket | None) -> None:
        self.last = mention
        self.last_bracket = bracket.start if bracket else -1
        self.done = max(self.done, mention.end)

    def _read(self, year: Year, bracket: Bracket | None) -> Mention | None:
        """Return the citation of ``year``, without locator and suffix."""
        text = self.text
        if year.is_dated:
            reprint = self._reprint(year, bracket)
            if reprint:
                year, bracket = reprint
            elif bracket and _RANGE.match(text, year.end):
                later = _YEAR_RANGE.match(text, year.end)  # "(Descartes 1641–1996)": first print and edition
                if not later:
                    return None
                year = year._replace(end=later.end(), is_range=True)
        low = max(self.brackets.paragraph, self.done, year.start - 400, (bracket.start + 1) if bracket else 0)
        if bracket is None and not (
            year.is_dated and self.known.works and _NAME_BEFORE.search(text, max(year.start - 24, low), year.start)
        ):
            return None
        continued = self._continued(year, bracket) if bracket and year.is_dated and not year.is_range else None
        if continued:
            return continued
        if bracket and low == bracket.start + 1 and PREFIX_WORDS.fullmatch(text, low, year.start):
            return self._after_names(year, bracket, prefix=text[low : year.start].strip(" ,:;") or None)
        names = self._names_before(low, year, bracket)
        return self._accept(names, year, bracket) if names and (names.matches or not year.is_range) else None

    def _reprint(self, year: Year, bracket: Bracket | None) -> tuple[Year, Bracket | None] | None:
        """Return the year of "[1942] 2008" or "1942/2008" with its bracket."""
        inside = bracket if bracket and bracket.start == year.start - 1 else None
        if not inside and self.text[year.end : year.end + 1] != "/":
            return None
        later = _REPRINT.match(self.text, year.end)
        if not later or (inside and self.text[year.end] not in ")]"):
            return None
        start = inside.start if inside else year.start
        return year._replace(start=start, end=later.end(), text=later["year"]), self.brackets.outside(
            inside
        ) if inside else bracket

    def _continued(self, year: Year, bracket: Bracket) -> Mention | None:
        """Return the further year of the citation before: "(Smith 2001; 2004)"."""
        last = self.last
        if last is None or self.last_bracket != bracket.start or not last.names or self.done > year.start:
            return None
        if not _BETWEEN_YEARS.fullmatch(self.text, self.done, year.start):
            return None
        listed = self.known.matches(last.names, year.text, et_al=last.et_al, initials=last.initials)
        if self.known.works and not (listed and not listed[0].issues):
            # "Peter Menzies (see Coates, 1997; 1996, 1999)": the sentence names whose years these are.
            named = self._named_before(bracket.start, year.text, SUPPRESSED_REACH)
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
        low = max(self.brackets.paragraph, self.done, high - 400, outer.start + 1 if outer else 0)
        names = self._read_names(low, high, year.text, listing=False)
        group = self.brackets.span(bracket, year.end)
        shaped = names is not None and not year.is_range and self._looks_narrative(names, low, dated=year.is_dated)
        if (names is None or not names.matches) and year.is_dated and self.known.works:
            named = self._named_nearby(year, bracket, titles_only=shaped)
            if named:
                return self._suppressed(year, group, named, prefix)
        if names is None or not (names.matches or shaped):
            return None
        return Mention(
            start=names.start, end=year.end, group=(names.start, group[1]), style="author-year", mode="narrative", authors=names.names,
            names=names.meant or names.names, initials=names.initials, et_al=names.et_al, year=year.text, prefix=prefix,
        )  # fmt: skip

    def _named_nearby(self, year: Year, bracket: Bracket, *, titles_only: bool) -> tuple[str, ...] | None:
        """Return the names of the listed work that a bare year means: by its title, or by an author named around it."""
        before = self.text[max(bracket.start - 160, self.brackets.paragraph) : bracket.start]
        titled = self.known.titled(before, year.text) if before[-2:].strip() not in {"", ")"} else None
        if titled or titles_only:
            return (titled.names or (titled.title,)) if titled else None
        located = read_locator(self.text, year.end, year.end + 40) is not None
        named = self._named_before(bracket.start, year.text, LOCATED_REACH if located else SUPPRESSED_REACH)
        if named or not _BEFORE_AHEAD.search(self.text, max(bracket.start - 8, 0), bracket.start):
            return named
        ahead = _AHEAD.match(self.text, year.end)
        return self._author_in(*ahead.span("words"), year.text) if ahead else None

    def _looks_narrative(self, names: Names, low: int, *, dated: bool) -> bool:
        """Return whether "Name (year)" of no listed work is a citation by its shape."""
        if names.et_al:
            return True
        before = fold(self.text[max(low, names.start - 12) : names.start]).split()[-1:]
        if before in (["the"], ["a"], ["an"], ["of"]):  # "the Minsk Agreement (2015)" is no person
            return False
        shape = all(1 <= len(name.split()) <= 3 and not any(c.isdigit() for c in name) for name in names.names)
        acronyms = any(name.isupper() and len(name) <= 6 for name in names.names)
        common = len(names.names) == 1 and " " not in names.names[0] and self.is_common_word(names.names[0])
        return shape and not acronyms and not common and (dated or len(names.names) > 1 or " " not in names.names[0])

    def _named_before(self, at: int, year: str, reach: int) -> tuple[str, ...] | None:
        """Return the names of a listed work of ``year`` that the words before a bare year mention."""
        low = max(at - reach, 0 if reach == LOCATED_REACH else self.brackets.paragraph, self._nobody.get((year, reach), 0))
        named = self._author_in(low, at, year)
        if named is None:
            self._nobody[(year, reach)] = at
        return named

    def _author_in(self, low: int, high: int, year: str) -> tuple[str, ...] | None:
        """Return the names of the listed work of ``year`` whose author is named last in a stretch."""
        for word in reversed(list(_CAPITAL_WORD.finditer(self.text, low, high))):
            name = re.sub(r"[’'ʼ]s?$", "", word[0])
            for work in self.known.of_author(name):
                if work.year == year[:4] and (len(year) == 4 or work.letter in {"", year[4:]}):
                    return work.names or (name,)
        return None

    def _read_names(self, low: int, high: int, year: str, *, listing: bool) -> Names | None:
        quoted = self._quoted_title(low, high, year) if self.text[high - 1 : high] in CLOSING else None
        return quoted or self.names.read(low, high, year, listing=listing)

    def _quoted_title(self, low: int, high: int, year: str) -> Names | None:
        """Return the title of a listed work that stands in quotation marks where authors would."""
        start = self.text.rfind(CLOSING[self.text[high - 1]], low, high - 1)
        title = (self.text[start + 1 : high - 1].rstrip(",."),) if start >= 0 else ()
        found = self.known.matches(title, year)
        return Names(start, title, "", et_al=False, matches=found) if found else None

    def _names_before(self, low: int, year: Year, bracket: Bracket | None) -> Names | None:
        """Return the names that stand right before ``year``."""
        high = year.start
        while high > low and self.text[high - 1] in " \t\n,;:.\u00a0":
            high -= 1
        if self.text[high : year.start].strip() not in {"", ",", ".", ".,", ";", ".;", ":", ",,"}:
            return None
        # "et al." and initials need their dot back.
        high += self.text[high : high + 1] == "."
        return self._read_names(low, high, year.text, listing=bracket is not None)

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
            prefix = self.text[max(low, self.text.rfind(";", low, names.start) + 1) : names.start]
            if not names.matches and not self._looks_parenthetical(names, prefix, year):
                return None
        prefix = " ".join(prefix.split()).strip(" ,:") if len(prefix) <= MAX_PREFIX else ""
        return Mention(
            start=names.start, end=year.end, group=group, style="author-year", mode=mode, authors=names.names,
            names=names.meant or names.names, initials=names.initials, et_al=names.et_al, year=year.text, prefix=prefix or None,
        )  # fmt: skip

    def _looks_parenthetical(self, names: Names, prefix: str, year: Year) -> bool:
        """Return whether "(Name, year" of no listed work is a citation by its shape."""
        text = self.text
        last_word = _LAST_WORD.search(text, max(year.start - 20, 0), year.start)
        if last_word and fold(last_word[1]) in name_words("months"):
            return False
        if not PREFIX_WORDS.fullmatch(prefix.strip(" ,;")) and not (names.et_al and len(prefix) < MAX_PREFIX):
            return False
        if any(len(name.split()) > 9 or len(name) > 90 for name in names.names):
            return False
        alone = len(names.names) == 1 and not names.et_al and "," not in text[names.start : year.start]
        if alone and self.is_common_word(names.names[0]):
            return False
        after = text[year.end : year.end + 1]
        return after in ",;:)]" or after.isspace() or (text[year.end - 1].isalpha() and after in "-–")  # "2001a-c"

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

    def _complete(self, mention: Mention, after: int | None = None) -> Mention:
        """Return ``mention`` with locator and suffix, and move on behind them."""
        text = self.text
        after = mention.end if after is None else after
        low, high = mention.group
        inside = low <= after < high and text[high - 1 : high] in ")]"
        limit = min(high - 1 if inside else after, after + 200)
        locator = read_locator(text, after, limit) if inside else read_open(text, after, after + 60)
        self.done = locator.end if locator else after
        if inside and mention.mode == "narrative" and after == high - 1:  # "Okafor (2018), p. 44"
            locator = read_labelled(text, high, high + 60)
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
