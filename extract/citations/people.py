"""Whether the names of a citation are those of a listed work, how sure that is, and what differs."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.issues import other_names
from extract.names import Likeness, compare, core, fold, is_alike, name_words
from extract.names.letters import family_first
from extract.references.model.looks import person_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.citations.listed_work import ListedWork
    from extract.models import Issue

CERTAIN = 0.94
"""From this on a family name needs no look at the given name."""

EACH_UNLIKE = 0.005
"""What each further name in another spelling takes from the score."""

MOST_SWAPPED = 4
"""Names that may stand in another order than in the list."""


class Fit(NamedTuple):
    """How well names fit a work: a score, what agrees, and what does not."""

    score: float
    reasons: list[str]
    issues: list[Issue]


def compare_people(work: ListedWork, names: Sequence[str], *, et_al: bool) -> Fit | None:
    """Return how well the cited ``names`` fit the listed ones, or None when they are others."""
    if not work.names:
        return _compare_other_names(work, names)
    alike = [compare_person(*each) for each in zip(names, work.names, work.initials, strict=False)]
    likenesses = [likeness for likeness in alike if likeness is not None]
    if len(likenesses) < len(alike):
        others = _swapped(work, names) or (_skipping(work, names) or _all_but_one(work, names, alike) if alike[0] else None)
        return others or (None if alike[0] else _compare_other_names(work, names) or _of_a_group(work, names))
    unlike = sum(likeness.score < 1 for likeness in likenesses)
    score = min(likeness.score for likeness in likenesses) - EACH_UNLIKE * max(unlike - 1, 0)
    reasons = [likeness.bridge for likeness in likenesses if likeness.bridge]
    issues = [
        other_names(likeness.reason, [name]) for likeness, name in zip(likenesses, work.names, strict=False) if likeness.reason
    ]
    return _compare_counts(work, names, Fit(score, reasons, issues), et_al=et_al)


def _compare_counts(work: ListedWork, names: Sequence[str], fit: Fit, *, et_al: bool) -> Fit | None:
    """Return ``fit`` with what the number of the names adds to it, or None if it makes the work another one."""
    score, bridges, issues = fit
    cited, listed = len(names), len(work.names)
    if et_al:
        if listed > max(cited, 2) or work.truncated:
            return Fit(score, ["names and et al. agree", *bridges], issues)
        if listed <= cited:
            issues.append(other_names(f"cited with et al., listed with {listed} name{'s' * (listed > 1)}", work.names))
        return Fit(score - 0.12, ["names agree", *bridges], issues)
    if cited == listed:
        agree = ("all names are alike", "name is alike") if issues else ("all names agree", "name agrees")
        return Fit(score, [agree[cited == 1], *bridges], issues)
    if cited > listed:
        return Fit(score - 0.1, ["first names agree, the list is cut", *bridges], issues) if work.truncated else None
    issues.append(other_names(f"cited with {cited} of {listed} names", work.names))
    return Fit(score - (0.2 if cited > 1 else 0.25), [f"first of {listed} names agrees", *bridges], issues)


@lru_cache(maxsize=65536)
def compare_person(cited: str, family: str, given: str) -> Likeness | None:
    """Return how alike a cited name and a listed person are, or None when they are two.

    >>> compare_person("Selim Berker", "Berker", "S.").bridge
    'cited with the first name'
    >>> compare_person("Ruth Berker", "Berker", "S."), compare_person("Xi", "Jinping", "Xi").reason
    (None, 'cited as Xi, listed as Jinping, Xi')
    """
    likeness = compare(cited, family)
    if not given or (likeness and likeness.score >= CERTAIN):
        return likeness
    words, last, first = fold(cited).split(), core(fold(family)).split(), fold(given).split()
    if len(words) > len(last) and words[-len(last) :] == last:
        return Likeness(0.98, "", "cited with the first name") if _may_be_given(words[: -len(last)], first) else None
    if len(words) > len(last) and words[: len(last)] == last and words[len(last) :] == first:
        return Likeness(0.98, "", "cited with the first name behind")
    if likeness is None and words == first and _is_family(given, family):
        return Likeness(0.9, f"cited as {cited}, listed as {family}, {given}")
    if (
        likeness is None
        and len(words) > 1
        and any(is_alike(fold(cited), fold(f"{a} {b}")) for a, b in permutations((family, given)))
    ):
        return Likeness(0.88, f"cited as {cited}, listed as {family}, {given}")
    return likeness


def _may_be_given(words: Sequence[str], given: Sequence[str]) -> bool:
    """Return whether ``words`` before a family name are its given names, some of them as initials: "Selim", "s"."""
    letters = {letter for word in given for letter in ((word[0],) if len(word) > 2 else word)}
    kept = [word for word in words if word not in name_words("particles")]
    return all(word in given or (word[0] in letters and (len(word) == 1 or word not in given)) for word in kept)


def _is_family(given: str, family: str) -> bool:
    """Return whether what is listed as a given name is rather the family name: of "Jinping, Xi" and "Viktor, Orbán"."""
    kinds = person_names()
    first, last = kinds.get(given.casefold(), ""), kinds.get(family.casefold(), "")
    if len(fold(given)) < 2 or given.isupper() or "." in given:
        return False
    return first == "f" or ("f" not in last and ("g" not in first or fold(given) in family_first()))


def _swapped(work: ListedWork, names: Sequence[str]) -> Fit | None:
    """Return the match when the same names stand in another order."""
    if not 2 <= len(names) <= MOST_SWAPPED or len(names) != len(work.names):
        return None
    if {fold(name)[:1] for name in names} != {fold(name)[:1] for name in work.names}:
        return None
    for order in permutations(range(len(names))):
        alike = [compare_person(name, work.names[i], work.initials[i]) for name, i in zip(names, order, strict=True)]
        score = min(likeness.score if likeness else 0.0 for likeness in alike)
        if score:
            issue = other_names(f"cited as {', '.join(names)}, listed as {', '.join(work.names)}", work.names)
            return Fit(round(0.85 * score, 3), ["same names in another order"], [issue])
    return None


def _skipping(work: ListedWork, names: Sequence[str]) -> Fit | None:
    """Return the match when names between the first and the last are left out."""
    rest = iter(zip(work.names, work.initials, strict=True))
    alike = [next((like for each in rest if (like := compare_person(name, *each))), None) for name in names]
    if not all(likeness and likeness.score >= CERTAIN for likeness in alike):
        return None
    issue = other_names(f"cited with {len(names)} of {len(work.names)} names", work.names)
    return Fit(0.7, [f"{len(names)} of its {len(work.names)} names agree"], [issue])


def _all_but_one(work: ListedWork, names: Sequence[str], alike: Sequence[Likeness | None]) -> Fit | None:
    """Return the match when one of three or more names is another one."""
    same = [likeness for likeness in alike if likeness and likeness.score >= CERTAIN]
    if len(names) < 3 or len(names) != len(work.names) or len(same) != len(names) - 1:
        return None
    issue = other_names(f"cited as {', '.join(names)}, listed as {', '.join(work.names)}", work.names)
    return Fit(0.75, [f"{len(same)} of {len(names)} names agree"], [issue])


def _of_a_group(work: ListedWork, names: Sequence[str]) -> Fit | None:
    """Return the match of a work cited by the group that is listed behind its authors: "1000 Harbours Consortium et al."."""
    if len(names) > 1 or names[0].count(" ") < 2:
        return None
    groups = (name for name in work.names[1:] if name.count(" ") >= 2)
    alike = next((name for name in groups if (compare(names[0], name) or Likeness(0.0, "")).score >= CERTAIN), None)
    return Fit(0.85, [f"{alike} is among its authors"], []) if alike else None


def _compare_other_names(work: ListedWork, names: Sequence[str]) -> Fit | None:
    """Return the match of a work that is cited by its title, its journal or an editor."""
    cited = " and ".join(names) if len(names) > 1 else names[0]
    for other in work.other_names:
        form, listed = fold(cited), fold(other)
        short_title = len(form) >= 12 and listed.startswith(form)
        if form == listed or short_title or core(form) == core(listed):
            return Fit(0.9 if not work.names else 0.75, [f"listed as {other}"], [])
    return None


def in_full(names: Sequence[str], words: Sequence[tuple[str, str]]) -> int | None:
    """Return where ``names`` begin in ``words``, if each stands there in order and nothing but names.

    >>> words = [(w, "mark" if w == "," else "word") for w in "as lee , michael and eric jan wagenmakers".split()]
    >>> in_full(("Lee", "Wagenmakers"), words)
    1
    """
    first: int | None = None
    at = 0
    for name in names:
        family = core(fold(name)).split()[-1:]
        place = next((i for i in range(at, len(words)) if words[i][0].split()[-1:] == family), None)
        if place is None:
            return None
        first = place if first is None else first
        at = place + 1
    last = max((i for i, (_, kind) in enumerate(words) if kind == "word"), default=-1)
    if first is None or (len(names) > 1 and at - 1 != last):
        return None
    if len(names) == 1:  # "Cohen, Jacob (1992)"
        rest = words[at:]
        if (
            not rest
            or rest[0][1] != "mark"
            or not 1 < len(rest) <= 4
            or any(kind not in {"word", "initials"} for _, kind in rest[1:])
        ):
            return None
    return first
