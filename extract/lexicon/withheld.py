"""Why a name or a label that a text holds does not count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.lexicon import Hit, Matcher

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+")


class No(str):
    """The rule of a check that lets a name not count: an empty text, false wherever it is asked, that says why.

    >>> person = No("a given name stands before it")
    >>> bool(person), person == "", person.why
    (False, True, 'a given name stands before it')
    """

    __slots__ = ("why",)
    why: str

    def __new__(cls, why: str) -> Self:
        """Make the empty rule."""
        rule = super().__new__(cls, "")
        rule.why = why
        return rule


class Withheld(NamedTuple):
    """What a text holds and what did not count there, with the reason in words; offsets count in the text given."""

    kind: str
    """country, organisation, theory... as of the tag that it might have been."""
    value: str
    start: int
    end: int
    rule: str
    """What was seen: the label, or the form of a name."""
    why: str


def why(rule: str) -> str:
    """Return in words why a check let a name not count."""
    return rule.why if isinstance(rule, No) else "the words around it make it something else"


def hits_inside(matcher: Matcher[Value], text: str, start: int, end: int) -> Iterator[Hit[Value]]:
    """Yield the surfaces inside ``text[start:end]``, which is itself a longer one; none overlaps another.

    >>> from extract.lexicon import Matcher
    >>> matcher = Matcher({"Bank of China": "", "China": "CN", "Bank": "bank"})
    >>> [hit.value for hit in hits_inside(matcher, "the Bank of China", 4, 17)]
    ['bank', 'CN']
    """
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    done = start
    for first, (begin, _) in enumerate(words):
        for _, stop in reversed(words[first:]):
            if begin < done or (begin, stop) == (start, end):
                continue
            hit = next(matcher.find(text, begin, stop), None)
            if hit and hit.end == stop:
                done = hit.end
                yield hit
                break
