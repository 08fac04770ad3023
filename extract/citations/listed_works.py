"""The listed works, ready to be found by the names and years that a text cites."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.models import Reference
from extract.names import SAME, compare, core, fold, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

UNDATED = "n.d."
FORTHCOMING = "forthcoming"
OTHER_YEAR = "cited with the year"
MIN_SCORE = 0.6
"""Below this a listed work is no candidate."""

ALIKE = 0.85
"""From this on two spellings are one author when nothing else tells."""

SMALL_LIST = 2000
"""Entries up to which other spellings of an author without a year are looked for."""

SURE = 0.9
"""From this on other spellings need not be tried."""

_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)\s?([a-z](?![a-z]))?")
_PAGES = re.compile(r"[^\d]{0,6}?(\d{1,6})(?:\s*[-–—]+\s*(\d{1,6}))?")
_UNDATED = re.compile(r"n\.? ?d\b|s\.? ?[df]\b|s\.? ?a\b|o\.? ?[jd]\b|no date|undated", re.IGNORECASE)
_SAME_INITIAL = {"j": "i", "y": "i", "q": "k", "c": "k", "w": "v", "u": "v", "z": "s", "t": "s", "p": "f"}
_TRUNCATED = re.compile(r"\b(?:et al|others|outros|otros|u\. ?a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedWork:
    """One listed work, as far as citations can name it."""

    id: str
    names: tuple[str, ...]
    initials: tuple[str, ...]
    truncated: bool
    """The list itself ends the names with "et al."."""

    other_names: tuple[str, ...]
    """By which the work may also be cited: its title, its journal, its editors."""

    year: str | None
    letter: str
    pages: tuple[int, int] | None
    title: str
    number: int | None
    order: int
    library: str = ""
    """The library that lists it, where that is no list of the source itself."""


class Match(NamedTuple):
    """A listed work that a citation may mean."""

    work: ListedWork
    score: float
    reason: str
    issue: str

    @property
    def is_of_other_year(self) -> bool:
        """Whether the citation has another year than the list."""
        return OTHER_YEAR in self.issue


class Asked(NamedTuple):
    """What a citation says of its work."""

    names: tuple[str, ...]
    year: str
    et_al: bool
    initials: str


class Judged(NamedTuple):
    """What one comparison takes from the score, why, and what does not agree."""

    penalty: float
    reason: str
    issue: str


class ListedWorks:
    """The works of one or more bibliographies, by first author and by year."""

    def __init__(self, references: Iterable[Reference | Mapping[str, Any]], *, is_counted: bool = True) -> None:
        """Read each of our references, or CSL-JSON item with an ``id``, in the order of the list.

        The works of a list are counted, so that a number may cite them; those of a library are not.
        """
        self.works = tuple(_work(reference, order) for order, reference in enumerate(references))
        self._by_name: dict[str, list[ListedWork]] = defaultdict(list)
        self._by_year: dict[str, list[ListedWork]] = defaultdict(list)
        self._by_initial: dict[tuple[str, str], list[ListedWork]] = defaultdict(list)
        self._words: set[str] = set()
        self._found: dict[Asked, tuple[Match, ...]] = {}
        self.by_number: dict[int, ListedWork] = {}
        self.by_id = {work.id: work for work in self.works}
        for work in self.works:
            first = {form for name in (*work.names[:1], *work.other_names) for form in variants(name)}
            for form in sorted(first):
                self._by_name[form].append(work)
            self._by_year[work.year or UNDATED].append(work)
            forms = {form for name in (*work.names, *work.other_names) for form in variants(name)}
            self._words.update(form.split()[0] for form in forms)
            for initial in sorted({_initial(form) for form in forms}):
                self._by_initial[(work.year or UNDATED, initial)].append(work)
            if work.number is not None:
                self.by_number.setdefault(work.number, work)
        self.is_numbered = is_counted and len(self.by_number) * 2 > len(self.works)
        if not is_counted:
            self.by_number = {}
        elif not self.is_numbered:  # a list without printed numbers is counted
            self.by_number = {work.order + 1: work for work in self.works}
        self._letters = self._letters_by_order()

    def __len__(self) -> int:
        """Return the number of works."""
        return len(self.works)

    def begins_name(self, word: str) -> bool:
        """Return whether a listed name begins with ``word``."""
        return fold(word) in self._words

    def of_author(self, name: str) -> Sequence[ListedWork]:
        """Return the works whose first author, or other name, is written like ``name``."""
        return self._by_name.get(fold(name)) or self._by_name.get(core(fold(name))) or ()

    def matches(self, names: Sequence[str], year: str | None, *, et_al: bool = False, initials: str = "") -> tuple[Match, ...]:
        """Return the works that a citation of ``names`` and ``year`` may mean, best first."""
        if not names or year is None or not self.works:
            return ()
        asked = Asked(tuple(names), year, et_al, initials)
        if asked not in self._found:
            self._found[asked] = self._search(asked)
        return self._found[asked]

    def _search(self, asked: Asked) -> tuple[Match, ...]:
        """Return the matches among the works of the author as written, or else among those of the year that look alike."""
        forms = variants(asked.names[0])
        same = {work.order: work for form in forms for work in self._by_name.get(form, ())}
        found = [match for work in same.values() if (match := self._match(work, asked))]
        if not any(match.score >= SURE for match in found):
            year = asked.year[:4] if asked.year[:1].isdigit() else asked.year
            alike = {work.order: work for form in forms for work in self._by_initial.get((year, _initial(form)), ())}
            others = [work for order, work in alike.items() if order not in same]
            found += [match for work in others if (match := self._match(work, asked))]
        return tuple(sorted(found, key=lambda match: (-match.score, match.work.order)))

    def of_people(self, names: Sequence[str], *, et_al: bool = False, initials: str = "") -> list[ListedWork]:
        """Return the works of ``names``, whatever their year, in the order of the list."""
        same = list(dict.fromkeys(work for form in variants(names[0]) for work in self._by_name.get(form, ())))
        for works, least in ((same, SURE), (self.works if len(self.works) <= SMALL_LIST else (), ALIKE)):
            found = []
            for work in works:
                people = _compare_people(work, names, et_al=et_al)
                other = initials and work.initials and fold(initials)[:1] != fold(work.initials[0])[:1]
                if people and people[0] >= least and not other:
                    found.append(work)
            if found:
                return found
        return []

    def matches_in_full(self, words: Sequence[tuple[str, str]], year: str) -> Iterator[tuple[Match, int]]:
        """Yield the works of ``year`` whose authors all stand in ``words`` with their first names, and where they begin.

        ``words`` are folded, each with its kind: "Lee, Michael D. and Eric-Jan Wagenmakers", "Selim Berker".
        """
        for work in self._by_year.get(year[:4], ()):
            place = _in_full(work, words)
            when = self._compare_years(work, year) if place is not None else None
            if place is not None and when and not when[2]:
                yield Match(work, round(0.95 - when[0], 3), f"full names of all authors, {when[1]}", ""), place

    def titled(self, before: str, year: str) -> ListedWork | None:
        """Return the work of ``year`` whose title ends ``before``: "Searle, in Expression and Meaning (1979)"."""
        words = fold(before)
        for work in self._by_year.get(year[:4], ()):
            title = fold(re.split(r"[:.?!]", work.title, maxsplit=1)[0])
            if len(title) >= 10 and " " in title and words.endswith(title):
                return work
        return None

    def _match(self, work: ListedWork, asked: Asked) -> Match | None:
        """Return how well ``work`` fits, with what differs in words; None when it is no candidate."""
        people = _compare_people(work, asked.names, et_al=asked.et_al)
        when = self._compare_years(work, asked.year) if people else None
        if people is None or when is None:
            return None
        score, reasons, issues = people
        few = asked.et_al or len(asked.names) < 2 or len(asked.names) != len(work.names)
        # Another year needs names beyond doubt; a year far away needs two of them, and all.
        if when.issue and (score < 0.98 or (when.penalty > 0.3 and few)):
            return None
        score -= when.penalty
        reasons.append(when.reason)
        issues += [when.issue] if when.issue else []
        if asked.initials and work.initials:
            same = fold(asked.initials)[:1] == fold(work.initials[0])[:1]
            score -= 0.0 if same else 0.2
            reasons.append("initials agree" if same else "initials differ")
        score = round(score, 3)
        return Match(work, score, ", ".join(r for r in reasons if r), "; ".join(issues)) if score >= MIN_SCORE else None

    def _compare_years(self, work: ListedWork, year: str) -> Judged | None:
        """Return what the two years take from the score, or None when they exclude each other."""
        if not year[:1].isdigit():
            return _compare_undated(work, year)
        plain, letter = year[:4], year[4:]
        if work.year == plain:
            return _compare_letters(letter, work.letter, self._letters.get(work.order, ""))
        listed = f"{work.year or UNDATED}{work.letter}"
        issue = f"{OTHER_YEAR} {year}, listed with {listed}"
        if work.year is None or not work.year.isdigit():
            return Judged(0.2, "listed without a year", issue)
        gap = abs(int(work.year) - int(plain))
        if gap == 1 and (not letter or letter == work.letter):
            return Judged(0.3, "one year apart", issue)
        return Judged(0.36, f"{gap} years apart", issue)

    def _letters_by_order(self) -> dict[int, str]:
        """Return the letters that works of the same authors and year would have, by title, where the list prints none."""
        groups: dict[tuple[str, ...], list[ListedWork]] = defaultdict(list)
        for work in self.works:
            if work.names and work.year:
                groups[(*map(fold, work.names), work.year)].append(work)
        letters: dict[int, str] = {}
        for group in groups.values():
            if len(group) > 1 and not any(work.letter for work in group):
                for letter, work in zip("abcdefghijklmnopqrstuvwxyz", group, strict=False):
                    letters[work.order] = letter
        return letters


def _compare_undated(work: ListedWork, year: str) -> Judged | None:
    """Return the judgement of "n.d." or "forthcoming" against the listed year."""
    if work.year == year or (year == UNDATED and work.year is None):
        return Judged(0.0, "both without a year" if year == UNDATED else f"both {year}", "")
    if year == FORTHCOMING and work.year is None:
        return Judged(0.1, "neither has a year", "")
    if year == FORTHCOMING and str(work.year) >= "1990":
        return Judged(0.3, f"cited as {year}", f"cited with the year {year}, listed with {work.year}")
    return None


def _compare_letters(cited: str, printed: str, counted: str) -> Judged | None:
    """Return the judgement of two letters of one year; ``counted`` is what the list would print if it printed any."""
    if cited == (printed or counted):
        return Judged(0.0, "same year and letter" if cited else "same year", "")
    if cited and printed:
        return None
    if cited:
        return Judged(0.5 if counted else 0.04, "same year, letter not in the list", "")
    return Judged(0.06, "same year, listed with a letter", "") if printed else Judged(0.0, "same year", "")


def _initial(form: str) -> str:
    """Return the first letter of a folded name, one for letters that transliterations exchange."""
    return _SAME_INITIAL.get(form[:1], form[:1])


def _compare_people(work: ListedWork, names: Sequence[str], *, et_al: bool) -> tuple[float, list[str], list[str]] | None:
    """Return score, reasons and issues of the cited names against the listed ones."""
    if not work.names:
        return _compare_other_names(work, names)
    alike = [compare(cited, listed) for cited, listed in zip(names, work.names, strict=False)]
    if any(likeness is None for likeness in alike):
        return _swapped(work, names) or (_compare_other_names(work, names) if alike[0] is None else None)
    likenesses = [likeness or SAME for likeness in alike]
    score = min(likeness.score for likeness in likenesses)
    issues = [likeness.reason for likeness in likenesses if likeness.reason]
    bridges = [likeness.bridge for likeness in likenesses if likeness.bridge]
    cited, listed = len(names), len(work.names)
    if et_al:
        return (
            (score - (0.0 if listed > max(cited, 2) or work.truncated else 0.12)),
            ["names and et al. agree", *bridges],
            issues,
        )
    if cited == listed:
        agree = ("all names are alike", "name is alike") if issues else ("all names agree", "name agrees")
        return score, [agree[cited == 1], *bridges], issues
    if cited > listed:
        return (score - 0.1, ["first names agree, the list is cut", *bridges], issues) if work.truncated else None
    issues.append(f"cited with {cited} of {listed} names")
    return score - (0.2 if cited > 1 else 0.25), [f"first of {listed} names agrees", *bridges], issues


def _in_full(work: ListedWork, words: Sequence[tuple[str, str]]) -> int | None:
    """Return where the names of ``work`` begin in ``words``, if each stands there in order and nothing but names.

    >>> words = [(w, "mark" if w == "," else "word") for w in "as lee , michael and eric jan wagenmakers".split()]
    >>> _in_full(ListedWork("1", ("Lee", "Wagenmakers"), (), False, (), "2013", "", None, "", None, 0), words)
    1
    """
    first: int | None = None
    at = 0
    for name in work.names:
        family = core(fold(name)).split()[-1:]
        place = next((i for i in range(at, len(words)) if words[i][0].split()[-1:] == family), None)
        if place is None:
            return None
        first = place if first is None else first
        at = place + 1
    last = max((i for i, (_, kind) in enumerate(words) if kind == "word"), default=-1)
    if first is None or (len(work.names) > 1 and at - 1 != last):
        return None
    if len(work.names) == 1:  # "Cohen, Jacob (1992)"
        rest = words[at:]
        if (
            not rest
            or rest[0][1] != "mark"
            or not 1 < len(rest) <= 4
            or any(kind not in {"word", "initials"} for _, kind in rest[1:])
        ):
            return None
    return first


def _swapped(work: ListedWork, names: Sequence[str]) -> tuple[float, list[str], list[str]] | None:
    """Return the match when the same names stand in another order."""
    if len(names) < 2 or len(names) != len(work.names) or sorted(map(fold, names)) != sorted(map(fold, work.names)):
        return None
    return 0.85, ["same names in another order"], [f"cited as {', '.join(names)}, listed as {', '.join(work.names)}"]


def _compare_other_names(work: ListedWork, names: Sequence[str]) -> tuple[float, list[str], list[str]] | None:
    """Return the match of a work that is cited by its title, its journal or an editor."""
    cited = " and ".join(names) if len(names) > 1 else names[0]
    for other in work.other_names:
        form, listed = fold(cited), fold(other)
        short_title = len(form) >= 12 and listed.startswith(form)
        if form == listed or short_title or core(form) == core(listed):
            return (0.9 if not work.names else 0.75), [f"listed as {other}"], []
    return None


def _work(reference: Reference | Mapping[str, Any], order: int) -> ListedWork:
    """Return what citations need of one reference."""
    csl: Mapping[str, Any] = reference.csl if isinstance(reference, Reference) else reference
    people = csl.get("author") or csl.get("editor") or ()
    names = [name for name in map(_family, people) if name]
    truncated = any(_TRUNCATED.fullmatch(name.strip(" .")) for name in names)
    names = [name for name in names if not _TRUNCATED.fullmatch(name.strip(" ."))]
    year, letter = _year(csl)
    custom = csl.get("custom") or {}
    number = str(custom.get("citation-number") or csl.get("citation-number") or "").strip("[]()., ")
    other = [
        csl.get("title-short"),
        csl.get("title"),
        *((csl.get("container-title"), csl.get("publisher")) if not names else ()),
    ]
    other += [_family(person) for person in csl.get("editor") or ()][:1] if csl.get("author") else []
    if any(person.get("literal") for person in people):  # "INEP" prints the work of the institute whose name is long
        other += [csl.get("publisher")]
    return ListedWork(
        id=reference.id if isinstance(reference, Reference) else str(csl["id"]),
        names=tuple(names),
        initials=tuple(str(person.get("given") or "") for person in people),
        truncated=truncated or bool(custom.get("et-al")),
        other_names=tuple(str(name) for name in other if name),
        year=year,
        letter=letter,
        pages=_pages(str(csl.get("page") or "")),
        title=str(csl.get("title") or ""),
        number=int(number) if number.isdigit() else None,
        order=order,
        library=str(custom.get("library") or ""),
    )


def _family(person: Mapping[str, Any]) -> str:
    """Return the family name with its particles, or the name of the institution."""
    if person.get("literal"):
        return str(person["literal"]).strip()
    parts = (person.get("non-dropping-particle"), person.get("family"))
    return " ".join(str(part) for part in parts if part).strip() or str(person.get("given") or "").strip()


def _year(csl: Mapping[str, Any]) -> tuple[str | None, str]:
    """Return the year and its letter; a year in words is "n.d." or "forthcoming"."""
    issued = csl.get("issued") or {}
    letter = str((csl.get("custom") or {}).get("year-suffix") or csl.get("year-suffix") or "")
    parts = issued.get("date-parts") or [[]]
    if parts and parts[0] and str(parts[0][0]).lstrip("-").isdigit():
        return str(parts[0][0]), letter
    text = str(issued.get("literal") or issued.get("raw") or csl.get("status") or "")
    year = _YEAR.search(text)
    if year:
        return year[1], letter or year[2] or ""
    if not text or _UNDATED.search(text):
        return None, letter
    return FORTHCOMING, letter


def _pages(text: str) -> tuple[int, int] | None:
    """Return first and last page: "109-12" is 109 to 112; of "e101" the number counts.

    >>> _pages("109-12"), _pages("62"), _pages("e101")
    ((109, 112), (62, 62), (101, 101))
    """
    pages = _PAGES.match(text)
    if not pages:
        return None
    first, last = pages[1], pages[2] or pages[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(last) >= int(first) else (int(first), int(first))
