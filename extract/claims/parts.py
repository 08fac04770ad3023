"""What a country may do in a sentence: the part it takes, and the name that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extract.models import CountryRole, Span


class CountryName(NamedTuple):
    """A country named in a sentence; offsets count in the sentence."""

    start: int
    end: int
    code: str
    form: str


class Part(NamedTuple):
    """What a country does in a sentence, how strongly the words say so, why, and which words these are."""

    role: CountryRole
    weight: float
    rule: str
    cue: Span | None = None


NAMED = Part("other", 0.0, "named")
