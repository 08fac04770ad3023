"""Invented titles, from patterns in each language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.references.making.works import Inventor

SLOT = re.compile(r"\{(\w+)\}")
OWN_SLOTS = frozenset({"A", "a", "N", "n", "p", "C"})
BEGINNING = re.compile(r"(?:\A|(?<=[.?!] ))[^\W\d_]")
WORD = re.compile(r"(?<![:.?!] )(?<!^)(?<![\w'’-])[A-Z](?=[a-z]+\b)")


def invent_title(it: Inventor, language: str, *, is_news: bool = False) -> str:
    """Return a title, sometimes with a subtitle; English ones in title case or sentence case."""
    title = _phrase(it, language)
    if not is_news and it.chance(0.3):
        mark = it.random.choice([": ", ": ", ": ", ". ", " – "] if language != "fr" else [" : ", ". ", ": "])
        title = title.rstrip(".") + (" " if title[-1] in "?!" else mark) + _phrase(it, language)
    if it.chance(0.07):
        title += it.random.choice(
            [", 1945–1990", " (1990-2010)", ", 1914-1918", " since 1945" if language == "en" else " 2000-2020", " 2015"]
        )
    return title


def _phrase(it: Inventor, language: str) -> str:
    words = it.material[language]["words"]
    in_sentence_case = language == "en" and it.chance(0.45)

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name not in OWN_SLOTS:
            return it.fill(slot[0], language)
        if name == "C":
            return str(it.random.choice(words["first"])) + str(it.random.choice(words["second"]))
        kind = {"a": "adjective", "n": "noun", "p": "place"}[name.lower()]
        chosen = str(it.random.choice(words[kind]))
        if in_sentence_case and kind != "place" and not chosen.isupper():
            chosen = chosen.lower()
        return chosen[0].upper() + chosen[1:] if name.isupper() or slot.start() == 0 else chosen

    pattern = it.random.choice(words["pattern"])
    if in_sentence_case:
        pattern = WORD.sub(lambda found: found[0].lower(), pattern)
    title = SLOT.sub(fill, pattern)
    return BEGINNING.sub(lambda found: found[0].upper(), title)
