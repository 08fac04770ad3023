"""Which lists of words a sentence may need at all: each of its words is looked at once, and remembered."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KNOWN = 1 << 16
"""Words that are remembered."""


class Sieve:
    """Tells which of several lists of words and phrases may have one that a text in lower case holds, wherever it stands.

    >>> sieve = Sieve({"ports": ["port", "quay of "], "ships": ["ship"]})
    >>> [name for name in ("ports", "ships") if sieve.bit(name) & sieve.bits("the quay of lagos")]
    ['ports']
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Take one word of each phrase, the longest: a text that holds the phrase has a word with it."""
        self._bit = {name: 1 << number for number, name in enumerate(lists)}
        self._inside: dict[str, int] = {}
        self._at_end: dict[str, int] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                word = max(phrase.split(), key=len)
                found = self._at_end if f"{word} " in phrase else self._inside
                found[word] = found.get(word, 0) | self._bit[name]
        self._bits_of_word = lru_cache(KNOWN)(self._look_at)
        self.bits = lru_cache(maxsize=16)(self._bits)

    def bit(self, name: str) -> int:
        """Return what stands for a list."""
        return self._bit[name]

    def _bits(self, text: str) -> int:
        """Return what stands for the lists that ``text`` may need, together."""
        return reduce(or_, map(self._bits_of_word, text.split()), 0)

    def _look_at(self, word: str) -> int:
        bits = 0
        for part, bit in self._inside.items():
            if part in word:
                bits |= bit
        for part, bit in self._at_end.items():
            if word.endswith(part):
                bits |= bit
        return bits
