"""How one source writes its words: with a hyphen or without."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from extract.word_list import is_english

LETTER = r"[^\W\d_]"
WORD = re.compile(rf"{LETTER}++(?:-{LETTER}++)*+")
CUT_WORD = re.compile(rf"(?<!{LETTER}){LETTER}++[-\u00ad][^\S\n\r]*[\r\n]\s*{LETTER}++")
ENDING = re.compile(r"(?:ers?|ings?|ed|s|e)$")


class Vocabulary:
    """The words of one source, with and without hyphens, and how often each stands within a line."""

    def __init__(self, text: str) -> None:
        """Count the words of ``text``; those cut by a line end do not count."""
        plain = text.replace("‐", "-").replace("‑", "-").lower()
        self.counts = Counter(WORD.findall(CUT_WORD.sub(" ", plain)))
        self.heads: Counter[str] = Counter()
        self.tails: Counter[str] = Counter()
        self.stems: Counter[str] = Counter()
        for word, count in [item for item in self.counts.items() if "-" in item[0]]:
            parts = word.split("-")
            for first, second in pairwise(parts):
                self.heads[first] += count
                self.tails[stem(second)] += count
                self.stems[f"{first}-{stem(second)}"] += count
                if len(parts) > 2:
                    self.counts[f"{first}-{second}"] += count
        self._solid: dict[str, int] = {}

    def count(self, word: str) -> int:
        """Return how often ``word`` stands in the source, as it is or in another number."""
        counts = self.counts
        return counts[word] + counts[word + "s"] + (counts[word[:-1]] if word.endswith("s") else 0)

    def solid(self, first: str) -> int:
        """Return how many uncommon words with ``first`` before an English word the source writes without a hyphen.

        >>> Vocabulary("nonlinear, nonexistent, nonsense").solid("non")
        2
        """
        if first not in self._solid:
            self._solid[first] = sum(
                word.startswith(first)
                and len(word) > len(first) + 3
                and is_english(word[len(first) :], common=True)
                and not is_english(word, common=True)
                for word in self.counts
            )
        return self._solid[first]


def stem(word: str) -> str:
    """Return ``word`` without the endings that maker, makers and making do not share."""
    return ENDING.sub("", word) if len(word) > 4 else word
