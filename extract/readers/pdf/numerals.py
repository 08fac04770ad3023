"""Page numbers as they are printed: arabic or roman, alone or at an end of a running head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROMAN = r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
NUMBER = rf"(?:\d{{1,4}}|{ROMAN})"
WORD = r"(?:(?:page|p\.|seite|s\.|página|pág\.|pagina)\s?)?"
ALONE = re.compile(rf"[^\w(]*{WORD}(?P<number>{NUMBER})(?:\s?(?:/|of|von|de)\s?\d{{1,4}})?[^\w)]*", re.IGNORECASE)
FIRST = re.compile(rf"[^\w(]*{WORD}(?P<number>{NUMBER})(?![\w.,/:]*\w|\))", re.IGNORECASE)
LAST = re.compile(rf"(?<![\w.,/:(–-]){WORD}(?P<number>{NUMBER})(?:\s?(?:/|of|von|de)\s?\d{{1,4}})?[^\w)]*$", re.IGNORECASE)
TAIL = 30  # characters at the end of a line in which its last number stands
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Number(NamedTuple):
    """A number as printed, and its value."""

    text: str
    value: int
    is_roman: bool


def is_number(text: str) -> bool:
    """Tell whether ``text`` is a page number and nothing else.

    >>> is_number("- 12 -"), is_number("xiv"), is_number("Page 3 of 8"), is_number("12 Ports")
    (True, True, True, False)
    """
    return len(text) <= TAIL and ALONE.fullmatch(text) is not None


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers with which ``text`` begins and ends.

    >>> [number.text for number in find_numbers("54  Ports under Pressure  2018")]
    ['54', '2018']
    """
    alone = ALONE.fullmatch(text) if len(text) <= TAIL else None
    if alone:
        yield _number(alone["number"])
        return
    first = FIRST.match(text)
    if first:
        yield _number(first["number"])
    start = max(len(text) - TAIL, 0)
    last = LAST.search(text, start)
    if last and not (first and last.start("number") == first.start("number")):
        yield _number(last["number"])


def _number(text: str) -> Number:
    if text.isdecimal():
        return Number(text, int(text), is_roman=False)
    return Number(text, roman_value(text), is_roman=True)


def roman_value(text: str) -> int:
    """Return the value of a roman number.

    >>> roman_value("xiv"), roman_value("XLII")
    (14, 42)
    """
    values = [VALUES[letter] for letter in text.lower()]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
