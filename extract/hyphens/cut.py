"""A word at a line end with a hyphen, and what was decided of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extract.word_list import is_english

if TYPE_CHECKING:
    from extract.hyphens.vocabulary import Vocabulary


class Decision(NamedTuple):
    """What becomes of a hyphen at a line end, and the rule that decided."""

    keep: bool
    space: bool
    rule: str


def decision(*, keep: bool, rule: str) -> Decision:
    """Return a decision without a space.

    >>> decision(keep=True, rule="name").rule
    'hyphen:kept:name'
    """
    return Decision(keep=keep, space=False, rule=f"hyphen:{'kept' if keep else 'joined'}:{rule}")


@dataclass(frozen=True, slots=True)
class Cut:
    """The letters on both sides of a hyphen at a line end, and what stands around them."""

    head: str
    tail: str
    vocabulary: Vocabulary
    language: str
    previous: str
    linked_before: str
    """What stands before ``head`` and another hyphen: ``day`` in ``day-to-/day``."""
    is_linked_after: bool
    """Another hyphen follows ``tail``."""
    is_whole: bool
    """Nothing but punctuation follows ``tail``."""

    @property
    def low(self) -> str:
        """The first part in lower case."""
        return self.head.lower()

    @property
    def joined(self) -> str:
        """The word without a hyphen."""
        return (self.head + self.tail).lower()

    @property
    def hyphened(self) -> str:
        """The word with its hyphen."""
        return f"{self.head}-{self.tail}".lower()

    def is_word(self, word: str) -> bool:
        """Tell whether ``word`` stands for itself: in the word list, or more than once in the source."""
        is_listed = self.language == "en" and is_english(word)
        return is_listed or (len(word) > 3 and self.vocabulary.counts[word.lower()] > (self.language == "en"))

    def is_sure(self, word: str) -> bool:
        """Tell whether ``word`` is a common word, or one of this source."""
        low = word.lower()
        is_listed = self.language == "en" and len(word) > 2 and is_english(word, common=True)
        return is_listed or (len(word) > 3 and self.vocabulary.counts[low] > 0)
