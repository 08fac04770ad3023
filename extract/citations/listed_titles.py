"""The titles of the listed works, ready to be found in notes and parentheses."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extract.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.citations.listed_works import ListedWork

ENOUGH_WORDS = 3
"""Words of a title that name it, if they begin it; a shorter title must be whole."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|[’'](?=\w))*")
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "el",
        "la",
        "los",
        "las",
        "le",
        "les",
        "l",
        "un",
        "una",
        "une",
        "o",
        "os",
        "as",
        "um",
        "uma",
        "il",
        "lo",
        "i",
        "gli",
    ]
)


class Titled(NamedTuple):
    """A listed title, or the beginning of one, at ``text[start:end]``."""

    start: int
    end: int
    works: tuple[ListedWork, ...]
    words: int
    is_whole: bool


class ListedTitles:
    """The titles of ``works`` by their first words."""

    def __init__(self, works: Iterable[ListedWork]) -> None:
        """Read the titles."""
        self._by_word: dict[str, list[tuple[tuple[str, ...], int, ListedWork]]] = defaultdict(list)
        for work in works:
            words = _words(work.title)
            main = _words(re.split(r"[:?!]\s|\.\s", work.title, maxsplit=1)[0])
            if words:
                self._by_word[words[0]].append((words, len(main), work))

    def find(self, text: str, start: int, end: int) -> Iterator[Titled]:
        """Yield the titles in ``text[start:end]``, from left to right; of several that fit the longest."""
        tokens = [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text, start, end)]
        at = 0
        while at < len(tokens):
            found = self._at(tokens, at, text)
            if found is None:
                at += 1
                continue
            yield found
            at += max(found.words, 1)

    def _at(self, tokens: list[tuple[int, int, str]], at: int, text: str) -> Titled | None:
        """Return the title whose words begin at ``tokens[at]``, its article before it included."""
        first = at - 1 if at and tokens[at - 1][2] in _ARTICLES and tokens[at][0] - tokens[at - 1][1] == 1 else at
        best: list[ListedWork] = []
        longest = 0
        whole = False
        for words, main, work in self._by_word.get(tokens[at][2], ()):
            length = 0
            while length < len(words) and at + length < len(tokens) and tokens[at + length][2] == words[length]:
                length += 1
            is_whole = length in {main, len(words)}
            if length < ENOUGH_WORDS and not (is_whole and text[tokens[first][0]].isupper()):
                continue
            if length > longest:
                best, longest, whole = [], length, is_whole
            if length == longest:
                best.append(work)
                whole = whole or is_whole
        if not best:
            return None
        return Titled(tokens[first][0], tokens[at + longest - 1][1], tuple(best), longest, whole)


def _words(title: str) -> tuple[str, ...]:
    """Return the folded words of a title, without the article at its head."""
    words = [fold(match[0]) for match in _WORD.finditer(title)]
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)
