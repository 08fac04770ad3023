"""Author-date citations: "(Drury, 2000: 35)", "Waltz's (1979) theory", "(Smith 2001a, b; cf. Walt, 1987)", "(ibid.: 31)"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from extract.known_works import FORTHCOMING, UNDATED, KnownWorks
from extract.names import fold
from extract.styles.authors import Names, introduced_short_forms, read_names
from extract.styles.locators import read_locator
from extract.styles.mention import Mention, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_GROUP = 1500
"""Characters after which an open bracket is taken for one that never closes."""

MAX_PREFIX = 90
SUPPRESSED_REACH = 320
"""Characters before a bare year in which the author may be named."""

LOCATED_REACH = 1600
"""The same, across paragraphs, for a bare year with a page: a quotation may stand between them."""

SURE = 0.85
"""Score of a listed work at which names and year need no bracket around them."""

CLOSING = {"”": "“", '"': '"', "»": "«", "’": "‘"}
"""Closing quotation marks and those that open."""

_AFTER_YEAR = r"(?![\w]|[.,]\d\d|[/%]\d|\s?%)"
_NEVER_BEFORE = r"(?<![\w/.–—‐‑-]\d{4})"
_MARKS = re.compile(
    rf"(?P<year>(?:1[4-9]|20)\d\d{_NEVER_BEFORE}(?:[a-z](?![\w]))?{_AFTER_YEAR})|(?P<open>[(\[])|(?P<close>[)\]])|(?P<gap>\n[ \t]*\n)"
)
_WORDS = (
    (("n.d", "n. d", "n.\n"), "noyear", r"n\.\s?d\.?(?:-?[a-z]\b)?"),
    (("s.d", "s. d", "s.f", "s. f", "s.a", "s. a"), "noyear", r"s\.\s?[df]\.|s\.\s?a\.(?=[,;)\]])"),
    (("s/d",), "noyear", r"s/d\b"),
    (("o.J", "o. J"), "noyear", r"o\.\s?J\."),
    (("forthcoming",), "notyet", r"forthcoming\b"),
    (("in press", "in prep", "in print"), "notyet", r"in (?:press|preparation|print)\b"),
    (("to appear",), "notyet", r"to appear\b"),
    (("no prelo",), "notyet", r"no prelo\b"),
    (("en prensa",), "notyet", r"en prensa\b"),
    (("im Erscheinen",), "notyet", r"im Erscheinen\b"),
    (("à paraître",), "notyet", r"à paraître\b"),
    (("in corso di",), "notyet", r"in corso di stampa\b"),
    (("ibid", "Ibid", "IBID"), "ibid", r"(?:[Ii]bid(?:em)?|IBID(?:EM)?)\b\.?"),
    ((" id.", "(id.", " Id.", "(Id.", "\nId."), "ibid", r"[Ii]d\.(?=[,:]?\s?\(?\d)"),
    (("idem", "Idem"), "ibid", r"[Ii]dem(?=[,:]\s?\d)"),
    (("ebd.", "Ebd."), "ibid", r"[Ee]bd\."),
    (("ebenda", "Ebenda"), "ibid", r"[Ee]benda\b"),
)
"""What stands in the place of a year, or of names and year: how one sees that a text has it, its kind, its pattern."""

_HAS_CITATION = re.compile(r"(?:1[4-9]|20)\d\d(?!\d)|\b(?:" + "|".join(pattern for _, _, pattern in _WORDS) + ")")
_LETTER = re.compile(r"\s?(?:,|;|&|and|und|y|e|et|[-–])\s?(?P<letter>[a-z])(?![\w.’'])")
_RANGE = re.compile(r"\s?[-–—]\s?(?:\d|\)|\]|present|today|heute)")
_YEAR_RANGE = re.compile(r"\s?[-–—]\s?(?P<year>(?:1[4-9]|20)\d\d)(?![\w-])")
_AHEAD = re.compile(r"[^()\[\]]{0,80}[)\]],?\s(?P<words>(?:[^\s()]{1,30}\s?){1,5})")
_BEFORE_AHEAD = re.compile(r"(?:^|[\s(])(?:[Ii]n|[Aa]t|[Hh]is|[Hh]er|[Tt]heir|[Ss]ee|[Ff]rom|of|to|and|by|on)\s$")
_REPRINT = re.compile(r"[\])]?\s?/?\s?(?P<year>(?:1[4-9]|20)\d\d[a-z]?)(?![\w])")
_BETWEEN_YEARS = re.compile(r"\s?(?:[,;/&]|,?\s?(?:and|und|y|e|et|or)\b|,?\s?&)\s*(?:see also|also|cf\.|esp\.)?\s*")
_PREFIX_WORDS = re.compile(
    r"(?:\b(?:see|also|cf|e\.?g|i\.?e|for|an?|the|example|instance|reviews?|in|but|and|or|esp|especially|particularly|compare|contra|pace|as|by|"
    r"quoted|cited|discussed|discussion|overview|vgl|siehe|auch|etwa|z\.\s?B|dazu|ver|vide|v[ée]ase|por|ejemplo|exemplo|voir|aussi|par|"
    r"exemple|tamb[ée]m|tambi[ée]n|entre|outros|apud|citado|inter|alia|most|recently|notably|including|reviewed|following|from|after|"
    r"adapted|based|on|per|originally|more|recent|further|details|still|yet|here|cp|conf|such|both|of|to|work|perhaps)\b|[,.:;\s&])*",
    re.IGNORECASE,
)
_CAPITAL_WORD = re.compile(r"(?<![\w.])[^\W\d_a-z](?:[^\W_]|[-’'](?=\w)){1,40}")
_AUTHOR_TO_BRACKET = re.compile(r"[’']s?\s*$|\s*$")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro marco maio junho julho "
    "setembro outubro novembro dezembro januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout "
    "septembre octobre novembre decembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "spring summer autumn fall winter mid early late circa ca since until before after during".split()
)
_SUFFIX = re.compile(r"\s?(?P<mark>[,;]?)(?P<words>[^;()\[\]]*)")
_BRACKETS = re.compile(r"[()\[\]]")
_IBID_YEAR = re.compile(r"[\s,]*(?P<year>(?:1[4-9]|20)\d\d[a-z]?)(?=\s*[:;,)\]])")
_LOWER_WORD = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]{3,30}(?![\w])")
_NAME_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*|\bal\.?|[^\W\d_]\w{11,}),?\s{0,2}$")
_LAST_WORD = re.compile(r"([^\W\d_]+)[.,]?\s*$")


class _Bracket(NamedTuple):
    """A bracket that is open where the scan stands."""

    start: int
    mark: str


def find_author_date(text: str, known: KnownWorks) -> Iterator[Mention]:
    """Yield the author-date citations of ``text`` from left to right, "ibid." among them.

    >>> for m in find_author_date("as Drury (2000) and others hold (cf. Walt, 1987: 5; ibid.: 31)", KnownWorks([])):
    ...     print(m.mode, m.authors, m.year, m.locator, m.prefix)
    narrative ('Drury',) 2000 None None
    parenthetical ('Walt',) 1987 5 cf.
    ibid () None 31 None
    """
    scan = _Scan(text, known)
    for event in _events(text):
        kind = event.lastgroup
        if kind == "open":
            scan.open(event)
        elif kind == "close":
            scan.close(event)
        elif kind == "gap":
            scan.gap(event)
        elif event.start() >= scan.done and not text[event.start() - 1 : event.start()].isalpha():
            yield from scan.ibid(event) if kind == "ibid" else scan.year(event)


def _events(text: str) -> Iterator[re.Match[str]]:
    """Yield years and what stands for them, brackets and the ends of paragraphs, from left to right."""
    present = tuple(at for at, (seen, _, _) in enumerate(_WORDS) if any(part in text for part in seen))
    if not present:
        return _MARKS.finditer(text)
    return merge(_MARKS.finditer(text), _words(present).finditer(text), key=re.Match.start)


@cache
def _words(present: tuple[int, ...]) -> re.Pattern[str]:
    """Return the pattern of those of the words that a text has."""
    kinds: dict[str, list[str]] = {}
    for at in present:
        kinds.setdefault(_WORDS[at][1], []).append(_WORDS[at][2])
    return re.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items()))


class _Scan:
    """One pass over a text: the brackets that are open, and the citation before."""

    def __init__(self, text: str, known: KnownWorks) -> None:
        self.text = text
        self.known = known
        self.brackets: list[_Bracket] = []
        self.done = 0
        self.paragraph = 0
        self.last: Mention | None = None
        self.last_bracket = -1
        self.introduced = introduced_short_forms(text)
        self._lower_words: frozenset[str] | None = None
        self._nobody: dict[tuple[str, int], int] = {}

    def is_common_word(self, word: str) -> bool:
        """Return whether the text also writes ``word`` without a capital: "Disagreement (2007)" names nobody."""
        if self._lower_words is None:
            self._lower_words = frozenset(_LOWER_WORD.findall(self.text))
        return word.lower() in self._lower_words

    def open(self, event: re.Match[str]) -> None:
        if len(self.brackets) > 8:
            self.brackets.pop(0)
        self.brackets.append(_Bracket(event.start(), event[0]))

    def close(self, event: re.Match[str]) -> None:
        opening = "(" if event[0] == ")" else "["
        for depth in range(len(self.brackets) - 1, -1, -1):
            if self.brackets[depth].mark == opening:
                del self.brackets[depth:]
                break

    def gap(self, event: re.Match[str]) -> None:
        # A page break may tear a bracket: "(ibid.,\n\n2018)". A paragraph that ends with a full stop closes it.
        if self.text[max(event.start() - 1, 0)] in '.!?:”"' or not self.brackets:
            self.brackets.clear()
            self.paragraph = event.end()

    def bracket(self, at: int) -> _Bracket | None:
        """Return the innermost bracket around ``at``."""
        while self.brackets and at - self.brackets[-1].start > MAX_GROUP:
            self.brackets.pop()
        return self.brackets[-1] if self.brackets else None

    def group_of(self, bracket: _Bracket, at: int) -> tuple[int, int]:
        """Return the span of the bracket around ``at``, to its closing mark."""
        closing = ")" if bracket.mark == "(" else "]"
        depth = 1
        end = min(len(self.text), at + MAX_GROUP)
        for mark in _BRACKETS.finditer(self.text, at, end):
            if mark[0] == bracket.mark:
                depth += 1
            elif mark[0] == closing:
                depth -= 1
                if not depth:
                    return bracket.start, mark.end()
        return bracket.start, at

    def year(self, event: re.Match[str]) -> Iterator[Mention]:
        """Yield the citation whose year (or "n.d.", "in press") is ``event``, and those of further letters."""
        text = self.text
        start, end = event.span()
        year = event[0] if event.lastgroup == "year" else UNDATED if event.lastgroup == "noyear" else FORTHCOMING
        bracket = self.bracket(start)
        found = self._read(start, end, year, bracket, dated=event.lastgroup == "year")
        if found is None:
            return
        mention = self._complete(found)
        yield mention
        self._remember(mention, bracket)
        letter = _LETTER.match(text, mention.end) if len(year) == 5 else None
        while letter and letter["letter"] > mention.year[-1:]:  # type: ignore[index]
            span = letter.span("letter")
            letters = (
                range(ord(mention.year[-1]) + 1, ord(letter["letter"]) + 1)
                if letter[0].strip()[0] in "-–"
                else [ord(letter["letter"])]
            )  # type: ignore[index]
            for code in letters:
                mention = self._complete(
                    replace(
                        mention,
                        start=span[0],
                        end=span[1],
                        mode="continuation",
                        authors=(),
                        prefix=None,
                        year=year[:4] + chr(code),
                    )
                )
                yield mention
            self._remember(mention, bracket)
            letter = _LETTER.match(text, mention.end)

    def _remember(self, mention: Mention, bracket: _Bracket | None) -> None:
        self.last = mention
        self.last_bracket = bracket.start if bracket else -1
        self.done = max(self.done, mention.end)

    def _read(self, start: int, end: int, year: str, bracket: _Bracket | None, *, dated: bool) -> Mention | None:
        """Return the citation of the year at ``start``, without locator and suffix."""
        text = self.text
        only_listed = False
        reprint = self._reprint(start, end, bracket) if dated else None
        if reprint:
            start, end, year, bracket = reprint
        elif dated and bracket and _RANGE.match(text, end):
            later = _YEAR_RANGE.match(text, end)  # "(Descartes 1641–1996)": first print and edition, if it is listed so
            if not later:
                return None
            end, only_listed = later.end(), True
        low = max(self.paragraph, self.done, start - 400, (bracket.start + 1) if bracket else 0)
        before = text[low:start]
        if bracket is None and not (dated and self.known.works and _NAME_BEFORE.search(text, max(start - 24, low), start)):
            return None
        continued = None if only_listed else self._continued(start, end, year, bracket, dated=dated)
        if continued:
            return continued
        if bracket and low == bracket.start + 1 and _PREFIX_WORDS.fullmatch(before):
            return self._after_names(start, end, year, bracket, prefix=before, dated=dated, only_listed=only_listed)
        names = self._names_before(low, start, year, bracket)
        if names is None or (only_listed and not names.matches):
            return None
        return self._accept(names, start, end, year, bracket, dated=dated)

    def _reprint(self, start: int, end: int, bracket: _Bracket | None) -> tuple[int, int, str, _Bracket | None] | None:
        """Return the place and year of "[1942] 2008" or "1942/2008"."""
        inside = bracket is not None and bracket.start == start - 1
        if not inside and self.text[end : end + 1] != "/":
            return None
        later = _REPRINT.match(self.text, end)
        if not later or (inside and self.text[end] not in ")]"):
            return None
        outer = self.brackets[-2] if inside and len(self.brackets) > 1 else None
        return (start - 1 if inside else start), later.end(), later["year"], outer if inside else bracket

    def _continued(self, start: int, end: int, year: str, bracket: _Bracket | None, *, dated: bool) -> Mention | None:
        """Return the further year of the citation before: "(Smith 2001; 2004)"."""
        last = self.last
        if last is None or bracket is None or self.last_bracket != bracket.start or not last.names or not dated:
            return None
        if self.done > start or not _BETWEEN_YEARS.fullmatch(self.text, self.done, start):
            return None
        group = last.group
        listed = self.known.matches(last.names, year, et_al=last.et_al, initials=last.initials)
        if self.known.works and not (listed and not listed[0].issue):
            # "Peter Menzies (see Coates, 1997; 1996, 1999)": the sentence names whose years these are.
            named = self._named_before(bracket.start, year, SUPPRESSED_REACH)
            if named:
                return Mention(
                    start=start, end=end, group=group, style="author-year", mode="suppressed", names=named, year=year
                )
        return Mention(
            start=start, end=end, group=group, style="author-year", mode="continuation", names=last.names, initials=last.initials,
            et_al=last.et_al, year=year,
        )  # fmt: skip

    def _after_names(
        self, start: int, end: int, year: str, bracket: _Bracket, *, prefix: str, dated: bool, only_listed: bool
    ) -> Mention | None:
        """Return the narrative citation whose bracket holds the bare year, or the suppressed author further away."""
        text = self.text
        gap = _AUTHOR_TO_BRACKET.search(text, max(bracket.start - 4, 0), bracket.start)
        high = gap.start() if gap else bracket.start
        low = max(self.paragraph, self.done, high - 400)
        outer = max((b.start for b in self.brackets if b.start < bracket.start), default=-1)
        low = max(low, outer + 1)
        names = self._read_names(low, high, year, listing=False)
        group = self.group_of(bracket, end)
        words = prefix.strip(" ,:;") or None
        shaped = names is not None and not only_listed and self._looks_narrative(names, low, dated=dated)
        if names is None or not names.matches:
            named = self._named_nearby(bracket, end, year, titles_only=shaped) if dated and self.known.works else None
            if named:
                return Mention(
                    start=start, end=end, group=group, style="author-year", mode="suppressed", names=named, year=year, prefix=words
                )  # fmt: skip
        if names and (names.matches or shaped):
            return Mention(
                start=names.start, end=end, group=(names.start, group[1]), style="author-year", mode="narrative", authors=names.names,
                names=names.meant or names.names, initials=names.initials, et_al=names.et_al, year=year, prefix=words,
            )  # fmt: skip
        return None

    def _named_nearby(self, bracket: _Bracket, end: int, year: str, *, titles_only: bool) -> tuple[str, ...] | None:
        """Return the names of the listed work that a bare year means: by its title, or by an author named around it."""
        before = self.text[bracket.start - 2 : bracket.start]
        titled = (
            None
            if before.strip() in {"", ")"}
            else self.known.titled(self.text[max(bracket.start - 160, self.paragraph) : bracket.start], year)
        )
        if titled or titles_only:
            return (titled.names or (titled.title,)) if titled else None
        located = read_locator(self.text, end, end + 40) is not None
        named = self._named_before(bracket.start, year, LOCATED_REACH if located else SUPPRESSED_REACH)
        if named:
            return named
        ahead = (
            _AHEAD.match(self.text, end) if _BEFORE_AHEAD.search(self.text, max(bracket.start - 8, 0), bracket.start) else None
        )
        return self._author_in(ahead.start("words"), ahead.end("words"), year) if ahead else None

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
        low = max(at - reach, 0 if reach == LOCATED_REACH else self.paragraph, self._nobody.get((year, reach), 0))
        named = self._author_in(low, at, year)
        if named is None:
            self._nobody[(year, reach)] = at
        return named

    def _author_in(self, low: int, high: int, year: str) -> tuple[str, ...] | None:
        """Return the names of the listed work of ``year`` whose author is named last in a stretch."""
        for word in reversed(list(_CAPITAL_WORD.finditer(self.text, low, high))):
            name = re.sub(r"[’']s?$", "", word[0])
            for work in self.known.of_author(name):
                if work.year == year[:4] and (len(year) == 4 or work.letter in {"", year[4:]}):
                    return work.names or (name,)
        return None

    def _read_names(self, low: int, high: int, year: str, *, listing: bool) -> Names | None:
        quoted = self._quoted_title(low, high, year) if self.text[high - 1 : high] in CLOSING else None
        return quoted or read_names(self.text, low, high, year, self.known, self.introduced, listing=listing)

    def _quoted_title(self, low: int, high: int, year: str) -> Names | None:
        """Return the title of a listed work that stands in quotation marks where authors would."""
        start = self.text.rfind(CLOSING[self.text[high - 1]], low, high - 1)
        title = (self.text[start + 1 : high - 1].rstrip(",."),) if start >= 0 else ()
        found = self.known.matches(title, year)
        return Names(start, title, "", et_al=False, matches=found) if found else None

    def _names_before(self, low: int, start: int, year: str, bracket: _Bracket | None) -> Names | None:
        high = start
        while high > low and self.text[high - 1] in " \t\n,;:.\u00a0":
            high -= 1
        if self.text[high:start].strip() not in {"", ",", ".", ".,", ";", ".;", ":", ",,"}:
            return None
        # "et al." and initials need their dot back.
        high += self.text[high : high + 1] == "."
        return self._read_names(low, high, year, listing=bracket is not None)

    def _accept(
        self, names: Names, start: int, end: int, year: str, bracket: _Bracket | None, *, dated: bool
    ) -> Mention | None:
        """Return the citation of names and year side by side, if it is one."""
        listed = names.matches[0].score if names.matches else 0.0
        if bracket is None:
            if listed < SURE or names.matches[0].issue or not dated or self.text[end : end + 1] == "-":
                return None
            mode: Mode = "narrative"
            group = (names.start, end)
            prefix = None
        else:
            mode = "parenthetical"
            group = self.group_of(bracket, end)
            low = max(bracket.start + 1, self.done if self.last_bracket == bracket.start else 0)
            semicolon = self.text.rfind(";", low, names.start)
            prefix = self.text[max(low, semicolon + 1) : names.start]
            if not listed and not self._looks_parenthetical(names, prefix, start, end):
                return None
            prefix = " ".join(prefix.split()).strip(" ,:") if len(prefix) <= MAX_PREFIX else None
        return Mention(
            start=names.start, end=end, group=group, style="author-year", mode=mode, authors=names.names, names=names.meant or names.names,
            initials=names.initials, et_al=names.et_al, year=year, prefix=prefix or None,
        )  # fmt: skip

    def _looks_parenthetical(self, names: Names, prefix: str, start: int, end: int) -> bool:
        """Return whether "(Name, year" of no listed work is a citation by its shape."""
        text = self.text
        last_word = _LAST_WORD.search(text, max(start - 20, 0), start)
        if last_word and fold(last_word[1]) in _MONTHS:
            return False
        if not _PREFIX_WORDS.fullmatch(prefix.strip(" ,;")) and not (names.et_al and len(prefix) < MAX_PREFIX):
            return False
        if any(len(name.split()) > 9 or len(name) > 90 for name in names.names):
            return False
        after = text[end : end + 1]
        if (
            len(names.names) == 1
            and not names.et_al
            and "," not in text[names.start : start]
            and self.is_common_word(names.names[0])
        ):
            return False
        if text[end - 1].isalpha() and after in "-–":  # "2001a-c"
            return True
        return after in ",;:)]" or after.isspace()

    def ibid(self, event: re.Match[str]) -> Iterator[Mention]:
        """Yield the "ibid." at ``event`` with its own year and locator."""
        text = self.text
        start, end = event.span()
        bracket = self.bracket(start)
        group = self.group_of(bracket, end) if bracket else (start, end)
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
        locator = read_locator(text, after, limit) if inside else None
        self.done = locator.end if locator else after
        suffix = None
        rest = _SUFFIX.match(text, self.done, limit) if inside and not _LETTER.match(text, self.done, limit) else None
        if rest and not _HAS_CITATION.search(rest[0]):
            # What follows a semicolon belongs to this work only when no other one comes.
            whole = rest.end() == limit or (text[rest.end()] == ";" and not rest["mark"] == ";")
            suffix = " ".join(rest["words"].split()).strip(" ,.:") if whole else None
        return replace(
            mention,
            locator=locator.text if locator else None,
            locator_label=locator.label if locator else None,
            suffix=suffix or None,
        )
