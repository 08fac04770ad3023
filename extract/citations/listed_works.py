"""The listed works, ready to be found by the names and years that a text cites."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from extract.citations.heads import Heads
from extract.citations.issues import other_year
from extract.citations.listed_work import FORTHCOMING, UNDATED, ListedWork, listed_work
from extract.citations.people import compare_people, in_full
from extract.names import body, core, fold, sounds, sounds_chinese, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Issue, Reference

__all__ = ["FORTHCOMING", "UNDATED", "ListedWork", "ListedWorks", "Match"]

MIN_SCORE = 0.6
"""Below this a listed work is no candidate."""

ALIKE = 0.85
"""From this on two spellings are one author when nothing else tells."""

SURE = 0.9
"""From this on other spellings need not be tried."""

LETTER_UNLISTED = "same year, letter not in the list"
_SAME_INITIAL = {"j": "i", "y": "i", "q": "k", "c": "k", "w": "v", "u": "v", "z": "s", "t": "s", "p": "f"}


class Match(NamedTuple):
    """A listed work that a citation may mean."""

    work: ListedWork
    score: float
    reason: str
    issues: tuple[Issue, ...] = ()

    @property
    def is_of_other_year(self) -> bool:
        """Whether the citation has another year than the list."""
        return any(issue.kind == "year_mismatch" for issue in self.issues)


class Asked(NamedTuple):
    """What a citation says of its work."""

    names: tuple[str, ...]
    year: str
    et_al: bool
    initials: str


ANY_YEAR = ""
MOST_SLIPS = 3
"""Letters that differ, at most, where the first two do."""


class Judged(NamedTuple):
    """What one comparison takes from the score, why, and what does not agree."""

    penalty: float
    reason: str
    issue: Issue | None = None


class Spelt(NamedTuple):
    """A folded spelling of a name, the same without blanks, and the first letters of its words if it has several."""

    form: str
    glued: str
    initials: str


class ListedWorks:
    """The works of one or more bibliographies, by first author and by year."""

    def __init__(self, references: Iterable[Reference | Mapping[str, Any]], *, is_counted: bool = True) -> None:
        """Read each of our references, or CSL-JSON item with an ``id``, in the order of the list.

        The works of a list are counted, so that a number may cite them; those of a library are not.
        """
        self.works = tuple(listed_work(reference, order) for order, reference in enumerate(references))
        self._by_name: dict[str, list[ListedWork]] = defaultdict(list)
        self._by_year: dict[str, list[ListedWork]] = defaultdict(list)
        self._words: set[str] = set()
        self._found: dict[Asked, tuple[Match, ...]] = {}
        self._written: dict[Asked, tuple[Match, ...]] = {}
        self.by_number: dict[int, ListedWork] = {}
        self.by_id = {work.id: work for work in self.works}
        for work in self.works:
            for form in sorted({form for name in (*work.names[:1], *work.other_names) for form in variants(name)}):
                self._by_name[form].append(work)
            for year in work.years or (work.year or UNDATED,):
                self._by_year[year].append(work)
            self._words.update(form.split()[0] for name in (*work.names, *work.other_names) for form in variants(name))
            if work.number is not None:
                self.by_number.setdefault(work.number, work)
        self.is_numbered = is_counted and len(self.by_number) * 2 > len(self.works)
        if not is_counted:
            self.by_number = {}
        elif not self.is_numbered:  # a list without printed numbers is counted
            self.by_number = {work.order + 1: work for work in self.works}
        self.by_label: dict[str, list[ListedWork]] = defaultdict(list)
        if sum(any(map(str.isalpha, work.label)) for work in self.works) * 2 > len(self.works):
            for work in self.works:
                self.by_label[work.label].append(work)
            self.by_label.pop("", None)
        self._letters = self._letters_by_order()

    def forget(self) -> None:
        """Forget what earlier texts asked for, which would grow with them."""
        self._found.clear()
        self._written.clear()

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

    def matches_as_written(
        self, names: Sequence[str], year: str, *, et_al: bool = False, initials: str = ""
    ) -> tuple[Match, ...]:
        """Return those of ``matches`` whose first author is written as in the citation; they are a look-up away."""
        return self._as_written(Asked(tuple(names), year, et_al, initials)) if names else ()

    def _as_written(self, asked: Asked) -> tuple[Match, ...]:
        if asked not in self._written:
            same = {work.order: work for form in variants(asked.names[0]) for work in self._by_name.get(form, ())}
            found = [match for work in same.values() if (match := self._match(work, asked))]
            self._written[asked] = tuple(sorted(found, key=lambda match: (-match.score, match.work.order)))
        return self._written[asked]

    def _search(self, asked: Asked) -> tuple[Match, ...]:
        """Return the matches among the works of the author as written, or else among those of the year that look alike."""
        found = list(self._as_written(asked))
        same = {match.work.order for match in found}
        if not any(match.score >= SURE for match in found):
            year = asked.year[:4] if asked.year[:1].isdigit() else asked.year
            alike = {work.order: work for key in _likenesses(asked.names[0]) for work in self._alike.get((year, key), ())}
            alike |= {work.order: work for work in self._with_slips(asked.names[0], year)}
            found += [match for order, work in alike.items() if order not in same and (match := self._match(work, asked))]
        if not found:
            found = [Match(work, 0.8, reason) for work, reason in self._heads.of(asked.names, asked.year, et_al=asked.et_al)]
        return tuple(sorted(found, key=lambda match: (-match.score, match.work.order)))

    @cached_property
    def _alike(self) -> dict[tuple[str, str], list[ListedWork]]:
        """The works by year and by what other spellings of their names have in common."""
        found: dict[tuple[str, str], list[ListedWork]] = defaultdict(list)
        for work in self.works:
            for key in sorted(_listed_likenesses(work)):
                for year in work.years or (work.year or UNDATED,):
                    found[(year, key)].append(work)
        return found

    def _with_slips(self, name: str, year: str) -> Iterator[ListedWork]:
        """Yield the works of ``year``, or of any, one of whose names may be ``name`` with slips of the pen."""
        for form in variants(name):
            cited = _spelt(form)
            for listed, work in self._initials.get((year, _initial(form)), ()):
                if _may_be_slip(cited, listed):
                    yield work

    @cached_property
    def _initials(self) -> dict[tuple[str, str], list[tuple[Spelt, ListedWork]]]:
        """The spellings of all names, later ones too, which may stand first in the text, by year and first letter."""
        found: dict[tuple[str, str], list[tuple[Spelt, ListedWork]]] = defaultdict(list)
        for work in self.works:
            for form in sorted({form for name in (*work.names, *work.other_names) for form in variants(name)}):
                for year in (ANY_YEAR, *(work.years or (work.year or UNDATED,))):
                    found[(year, _initial(form))].append((_spelt(form), work))
        return found

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self.works)

    def of_people(self, names: Sequence[str], *, et_al: bool = False, initials: str = "") -> list[ListedWork]:
        """Return the works of ``names``, whatever their year, in the order of the list."""
        same = list(dict.fromkeys(work for form in variants(names[0]) for work in self._by_name.get(form, ())))
        return self._of_people(same, SURE, names, et_al=et_al, initials=initials) or self._of_people(
            self._alike_of_any_year(names[0]), ALIKE, names, et_al=et_al, initials=initials
        )

    def _of_people(
        self, works: Iterable[ListedWork], least: float, names: Sequence[str], *, et_al: bool, initials: str
    ) -> list[ListedWork]:
        """Return those of ``works`` whose people are ``names``."""
        found = []
        for work in works:
            people = compare_people(work, names, et_al=et_al)
            if people and people.score >= least and not _has_other_initial(work, initials):
                found.append(work)
        return found

    def _alike_of_any_year(self, name: str) -> list[ListedWork]:
        """Return the works whose names may be other spellings of ``name``, in the order of the list."""
        works = {work.order: work for key in _likenesses(name) for work in self._alike_undated.get(key, ())}
        works |= {work.order: work for work in self._with_slips(name, ANY_YEAR)}
        return [works[order] for order in sorted(works)]

    @cached_property
    def _alike_undated(self) -> dict[str, list[ListedWork]]:
        found: dict[str, list[ListedWork]] = defaultdict(list)
        for work in self.works:
            for key in sorted(_listed_likenesses(work)):
                found[key].append(work)
        return found

    def matches_in_full(self, words: Sequence[tuple[str, str]], year: str) -> Iterator[tuple[Match, int]]:
        """Yield the works of ``year`` whose authors all stand in ``words`` with their first names, and where they begin.

        ``words`` are folded, each with its kind: "Lee, Michael D. and Eric-Jan Wagenmakers", "Selim Berker".
        """
        for work in self._by_year.get(year[:4], ()):
            place = in_full(work.names, words)
            when = self._compare_years(work, year) if place is not None else None
            if place is not None and when and not when.issue:
                yield Match(work, round(0.95 - when.penalty, 3), f"full names of all authors, {when.reason}"), place

    def titled(self, before: str, year: str) -> ListedWork | None:
        """Return the work of ``year`` whose title ends ``before``: "Searle, in Expression and Meaning (1979)"."""
        words = fold(before)
        for work in self._by_year.get(year[:4], ()):
            main = fold(re.split(r"[:.?!]", work.title, maxsplit=1)[0])
            for title in (main, fold(work.title)):
                if len(title) >= 10 and " " in title and words.endswith(title):
                    return work
        return None

    def long_names(self, year: str) -> Sequence[tuple[str, ListedWork]]:
        """Return the works of ``year`` whose first author has a name of several words, each with this name folded."""
        return self._long_names.get(year[:4] if year[:1].isdigit() else UNDATED, ())

    @cached_property
    def _long_names(self) -> dict[str, list[tuple[str, ListedWork]]]:
        found: dict[str, list[tuple[str, ListedWork]]] = defaultdict(list)
        for work in self.works:
            if work.names and " " in work.names[0]:
                found[work.year if work.year and work.year.isdigit() else UNDATED].append((fold(work.names[0]), work))
        return found

    def _match(self, work: ListedWork, asked: Asked) -> Match | None:
        """Return how well ``work`` fits, with what differs in words; None when it is no candidate."""
        people = compare_people(work, asked.names, et_al=asked.et_al)
        when = self._compare_years(work, asked.year) if people else None
        if people is None or when is None:
            return None
        score, reasons, issues = people
        if score < SURE and when.reason == LETTER_UNLISTED:
            return None
        few = asked.et_al or len(asked.names) < 2 or len(asked.names) != len(work.names)
        # Another year needs names beyond doubt; a year far away needs two of them, and all.
        if when.issue and (score < 0.98 or (when.penalty > 0.3 and few)):
            return None
        score -= when.penalty
        reasons = [*reasons, when.reason]
        issues = [*issues, when.issue] if when.issue else issues
        if asked.initials and any(work.initials):
            other = _has_other_initial(work, asked.initials)
            score -= 0.2 if other else 0.0
            reasons.append("initials differ" if other else "initials agree")
        score = round(score, 3)
        return Match(work, score, ", ".join(r for r in reasons if r), tuple(issues)) if score >= MIN_SCORE else None

    def _compare_years(self, work: ListedWork, year: str) -> Judged | None:
        """Return what the two years take from the score, or None when they exclude each other."""
        if not year[:1].isdigit():
            return _compare_undated(work, year)
        plain, letter = year[:4], year[4:]
        if work.year == plain:
            return _compare_letters(letter, work.letter, self._letters.get(work.order, ""))
        listed = f"{work.year or UNDATED}{work.letter}"
        if plain in work.years:
            return Judged(0.02, f"listed with {listed} and {plain}")
        issue = other_year(year, listed)
        if work.year is None or not work.year.isdigit():
            return Judged(0.2, "listed without a year", issue)
        gap = abs(int(work.year) - int(plain))
        if gap == 1 and (not letter or letter == work.letter):
            return Judged(0.3, "one year apart", issue)
        return Judged(0.36, f"{gap} years apart", issue) if _is_slip(plain, work.year) else None

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


def _is_slip(cited: str, listed: str) -> bool:
    """Return whether one year may be a slip for another: one digit is another one, or two have changed places.

    >>> _is_slip("1997", "1987"), _is_slip("2010", "2001"), _is_slip("1992", "1965")
    (True, True, False)
    """
    return DamerauLevenshtein.distance(cited, listed, score_cutoff=1) == 1


def _compare_undated(work: ListedWork, year: str) -> Judged | None:
    """Return the judgement of "n.d." or "forthcoming" against the listed year."""
    if work.year == year or (year == UNDATED and work.year is None):
        return Judged(0.0, "both without a year" if year == UNDATED else f"both {year}")
    if year == FORTHCOMING and work.year is None:
        return Judged(0.1, "neither has a year")
    if year == FORTHCOMING and str(work.year) >= "1990":
        return Judged(0.3, f"cited as {year}", other_year(year, f"{work.year}{work.letter}"))
    return None


def _compare_letters(cited: str, printed: str, counted: str) -> Judged | None:
    """Return the judgement of two letters of one year; ``counted`` is what the list would print if it printed any."""
    if cited == (printed or counted):
        return Judged(0.0, "same year and letter" if cited else "same year")
    if cited and printed:
        return None
    if cited:
        return Judged(0.5 if counted else 0.04, LETTER_UNLISTED)
    return Judged(0.06, "same year, listed with a letter") if printed else Judged(0.0, "same year")


def _has_other_initial(work: ListedWork, initials: str) -> bool:
    """Return whether the first author of ``work`` has another initial than the citation gives."""
    given = fold(work.initials[0]) if work.initials else ""
    return bool(initials and given) and fold(initials)[:1] != given[:1]


def _likenesses(name: str) -> set[str]:
    """Return what a cited name has in common with other spellings of it: sounds, words, and the body it names."""
    folded = core(fold(name))
    keys = {f"sound {sound}" for sound in sounds(folded)}
    keys |= {f"syllables {syllables}" for syllables in sounds_chinese(folded) if syllables}
    keys |= {f"word {word}" for word in folded.split()}
    return keys | ({f"body {body(name)}"} if body(name) else set())


def _listed_likenesses(work: ListedWork) -> set[str]:
    """Return the same of the first name of a listed work."""
    keys = {key for name in work.names[:1] for key in _likenesses(name)}
    whole = fold(" ".join([*work.names[:1], *work.initials[:1]]))
    keys |= {f"syllables {syllables}" for syllables in sounds_chinese(whole) if syllables}
    return keys | {f"word {word}" for given in work.initials[:1] for word in fold(given).split() if len(word) > 1}


def _may_be_slip(cited: Spelt, listed: Spelt) -> bool:
    """Return whether two spellings are near enough to be compared, or one of them may stand for the other by its initials."""
    is_parted = bool(cited.initials)
    if is_parted == bool(listed.initials):
        if cited.form[:2] == listed.form[:2]:
            return True
    elif _are_initials(*((cited, listed) if listed.initials else (listed, cited))):
        return True
    if abs(len(cited.glued) - len(listed.glued)) > MOST_SLIPS:
        return False
    return DamerauLevenshtein.distance(cited.glued, listed.glued, score_cutoff=MOST_SLIPS) <= MOST_SLIPS


def _are_initials(short: Spelt, name: Spelt) -> bool:
    """Return whether the letters of ``short`` begin words of ``name``, in their order: "oecd"."""
    initials = iter(name.initials)
    return len(short.form) <= len(name.initials) and all(letter in initials for letter in short.form)


def _spelt(form: str) -> Spelt:
    return Spelt(form, form.replace(" ", ""), "".join(word[0] for word in form.split()) if " " in form else "")


def _initial(form: str) -> str:
    """Return the first letter of a folded name, one for letters that transliterations exchange."""
    return _SAME_INITIAL.get(form[:1], form[:1])
