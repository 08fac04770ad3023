"""Why a name or a label that a text holds does not count."""

from __future__ import annotations

from typing import NamedTuple, Self


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
