"""Countries that a sentence does not name but means by a pronoun or a group noun, where only one reading is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

PRONOUN = re.compile(
    r"\W*(?:(?:[A-Z]\w+ly|First|Second|Third|Also|In addition|Moreover|However|Still|Then),?\s)?(it|its)\b(?!\s(?:is|was|has been|seems|appears|would be|will be)\s(?:\w+\s){0,3}(?:that|to|whether)\b)",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll)\s(?:(?P<number>two|three|four|five|six)\s)?(?:(?!United\b|other\b)[\w-]+\s)?"
    r"(?:countries|states|nations|powers|neighbours|neighbors|sides|governments|capitals)\b"
)
PAIR = re.compile(r"\W*(?:\w+,\s)?(?:[Bb]oth|[Tt]hey)\b")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
JOINED = re.compile(r"(?:[’']s?)?(?:\s|,|\band\b|\bor\b|\bthe\b)*")


class Named(NamedTuple):
    """A country named at a place."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Context:
    """Which countries the sentences before spoke of: their subject, and by their number those last named in one list."""

    subject: tuple[str, ...] = ()
    lists: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


class Inherited(NamedTuple):
    """A country meant by ``sentence[start:end]``."""

    code: str
    start: int
    end: int
    rule: str


def inherit(sentence: str, context: Context, named: Collection[str]) -> Iterator[Inherited]:
    """Yield the countries that the first pronoun or a group noun of ``sentence`` stands for.

    ``named`` are the codes that the sentence names itself.

    >>> [i.code for i in inherit("It abstained.", Context(subject=("CN",)), ())]
    ['CN']
    >>> [i.code for i in inherit("So the two countries met.", Context(lists={2: ("JP", "KR")}), ())]
    ['JP', 'KR']
    """
    pronoun = PRONOUN.match(sentence)
    if pronoun and len(context.subject) == 1 and context.subject[0] not in named:
        yield Inherited(context.subject[0], *pronoun.span(1), "pronoun for the subject of the sentence before")
        return
    group = GROUP.search(sentence)
    number = NUMBERS.get(group["number"] or "", 0) if group else 0
    means = context.lists.get(number, ()) if number else ()
    if not group or not number:
        group = PAIR.match(sentence)
        means = context.subject if group and len(context.subject) == 2 else ()
    if group and means and not set(means) & set(named):
        for code in means:
            yield Inherited(code, *group.span(), "group noun for countries named before")


def follow(context: Context, sentence: str, named: Sequence[Named], subject: Sequence[str]) -> Context:
    """Return the context for the sentence after this one, whose countries are ``named``, in order."""
    lists = dict(context.lists)
    chain: list[Named] = []
    for name in named:
        if chain and name.start != chain[-1].start and not JOINED.fullmatch(sentence, chain[-1].end, name.start):
            lists.update(_sized(chain))
            chain = []
        chain.append(name)
    lists.update(_sized(chain))
    return Context(tuple(subject), lists)


def _sized(chain: Sequence[Named]) -> dict[int, tuple[str, ...]]:
    codes = tuple(dict.fromkeys(name.code for name in chain))
    return {len(codes): codes} if len(codes) > 1 else {}
