"""Entries whose names the parser could not tell: the words at the head of the printed entry speak for themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extract.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.citations.listed_work import ListedWork

MOST_WORDS = 40
"""Words at the head of an entry that may be names."""

WHOLE = 3
"""Words of a name that may stand anywhere among the names: "1000 Harbours Consortium"."""

HEAD = 300
"""Characters of an entry before which its names and its year stand."""

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")


class Heads:
    """The words before the year or the title of each entry."""

    def __init__(self, works: Iterable[ListedWork]) -> None:
        """Take the heads of those ``works`` that are printed entries."""
        self._words: dict[int, tuple[str, ...]] = {}
        self._by_word: dict[str, list[ListedWork]] = defaultdict(list)
        for work in works:
            words = _head(work)
            self._words[work.order] = words
            for word in dict.fromkeys(words):
                self._by_word[word].append(work)

    def of(self, names: Sequence[str], year: str, *, et_al: bool) -> Iterator[tuple[ListedWork, str]]:
        """Yield the works whose entry begins with ``names`` and gives ``year``, with what is to be said of it."""
        cited = [fold(name).split() for name in names]
        if not all(cited) or not year[:4].isdigit():
            return
        for work in self._by_word.get(cited[0][0], ()):
            place = _place(cited, self._words[work.order])
            is_whole = len(cited) == 1 and len(cited[0]) >= WHOLE
            others = len(self._words[work.order]) > sum(map(len, cited)) + 1
            if place is not None and (place == 0 or is_whole) and (others or not et_al) and _is_of(work, year):
                yield work, "names and year stand at the head of the entry"


def _head(work: ListedWork) -> tuple[str, ...]:
    """Return the folded words of an entry that may be names."""
    if work.printed == work.title:
        return ()
    printed = work.printed[:HEAD]
    year = _YEAR.search(printed)
    at = printed.find(work.title[:40]) if work.title else -1
    if year and at < year.start() < at + len(work.title):  # a title that holds the year begins too early
        at = -1
    ends = [end for end in (year.start() if year else -1, at) if end > 0]
    return tuple(fold(printed[: min(ends, default=HEAD)]).split()[:MOST_WORDS])


def _place(cited: Sequence[Sequence[str]], words: Sequence[str]) -> int | None:
    """Return where the first of the cited names begins in ``words``, if each stands there in order and whole."""
    first: int | None = None
    at = 0
    for name in cited:
        found = next((i for i in range(at, len(words) - len(name) + 1) if list(words[i : i + len(name)]) == list(name)), None)
        if found is None:
            return None
        first, at = found if first is None else first, found + len(name)
    return first


def _is_of(work: ListedWork, year: str) -> bool:
    """Return whether the entry gives ``year``."""
    letter = year[4:]
    return (year[:4] in work.years or year[:4] in _YEAR.findall(work.printed[:HEAD])) and letter in {"", work.letter}
