"""Numbered lists: the numbers that Word shows in front of paragraphs, which do not stand in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.readers.xml_parts import local, parse_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

SLOT = re.compile(r"%([1-9])")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
FORMATS = frozenset({"decimal", "decimalZero", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman"})
HIGHEST = 5000  # above it, a roman number is written in digits


class Level(NamedTuple):
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """With ``%1`` where the number of level 1 stands."""


class NumberedList(NamedTuple):
    """A list: which count it shares with others, its levels, and whether its own count begins anew."""

    shared: str
    levels: Mapping[int, Level]
    is_restarted: bool


class Numbering:
    """The lists of a document, counted while its paragraphs are read in order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        """Keep the lists by their id."""
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def restart(self) -> None:
        """Count anew, as in another part."""
        self._counts.clear()
        self._begun.clear()

    def label(self, number: str, depth: int) -> str:
        """Count a paragraph on level ``depth`` of list ``number`` and return its label; "" for a bullet."""
        if number not in self._lists:
            return ""
        shared, levels, is_restarted = self._lists[number]
        counts = self._counts.setdefault(shared, {})
        if number not in self._begun:
            self._begun.add(number)
            if is_restarted:
                counts.clear()
        level = levels.get(depth, Level())
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format not in FORMATS:
            return ""

        def slot(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            its = levels.get(at, Level())
            return counted(counts.get(at, its.start), its.format)

        return SLOT.sub(slot, level.text)


def read_numbering(data: bytes, part: str) -> Numbering:
    """Return the lists of ``word/numbering.xml``.

    Raises ``UnreadableSourceError`` when the part is damaged.
    """
    root = parse_tree(data, part)
    abstract = {_value(item, "abstractNumId"): _levels(item) for item in root if local(item.tag) == "abstractNum"}
    lists: dict[str, NumberedList] = {}
    for item in root:
        shared = next((_value(child, "val") for child in item if local(child.tag) == "abstractNumId"), "")
        if local(item.tag) != "num" or shared not in abstract:
            continue
        levels = dict(abstract[shared])
        restarts = False
        for override in item:
            if local(override.tag) != "lvlOverride":
                continue
            depth = _number(_value(override, "ilvl"), 0)
            levels |= _levels(override)
            for child in override:
                if local(child.tag) == "startOverride":
                    levels[depth] = levels.get(depth, Level())._replace(start=_number(_value(child, "val"), 1))
                    restarts = True
        lists[_value(item, "numId")] = NumberedList(shared, levels, restarts)
    return Numbering(lists)


def _levels(item: Element) -> dict[int, Level]:
    levels = {}
    for child in item:
        if local(child.tag) == "lvl":
            settings = {local(setting.tag): _value(setting, "val") for setting in child}
            levels[_number(_value(child, "ilvl"), 0)] = Level(
                _number(settings.get("start", ""), 1), settings.get("numFmt", "decimal"), settings.get("lvlText", "")
            )
    return levels


def counted(number: int, form: str) -> str:
    """Return ``number`` as lists and notes of the format ``form`` show it.

    >>> counted(4, "decimal"), counted(4, "lowerRoman"), counted(28, "upperLetter"), counted(4, "decimalZero")
    ('4', 'iv', 'BB', '04')
    """
    if form in {"lowerRoman", "upperRoman"} and 0 < number < HIGHEST:
        left, written = number, ""
        for value, sign in ROMAN:
            written += sign * (left // value)
            left %= value
        return written if form == "lowerRoman" else written.upper()
    if form in {"lowerLetter", "upperLetter"} and 0 < number < HIGHEST:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _value(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if local(key) == name), "")


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
