"""What a person asks for: a key, DOI, ISBN or address, or words and a year; also a pasted citation or entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.names import name_words
from extract.store.findable import identifiers_in, searched

YEAR = re.compile(r"(?<![\w/.-])(?P<year>(?:1[4-9]|20)\d\d)(?P<letter>[a-z]?)(?![\w/])")
KEY = re.compile(r"(?<![\w@])@\{?(?P<key>[^\s@;,\]}]+)")
COMMAND = re.compile(r"\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\]]{0,200}\]){0,2}\{(?P<keys>[^{}]{1,500})\}")
LOCATOR = re.compile(
    r"""
    ^[\s,:;(\[]*+
    (?:(?:pp?|pgs?|págs?|S|ss|ch|chap|ch\.\ ?p|kap|cap|vol|bk|sec|sect|§+|n|nn|fn|note|fig|tab|para|¶)\b\.?\s*)?+
    (?:\d+|[ivxlcIVXLC]+\b)[a-z]?(?:\s*[-–—,&]\s*\d+[a-z]?)*+(?:\s*ff?\b\.?)?
    """,
    re.VERBOSE,
)
LETTERS = re.compile(r"(?P<first>(?:1[4-9]|20)\d\d[a-z])(?:,\s*[a-z]\b(?!\.))+")
LEAD_INS = frozenset(
    [
        "al", "also", "apud", "cf", "cfr", "cit", "citado", "citato", "cited", "compare", "confer", "e", "eg", "et", "example", "ff",
        "for", "hg", "hrsg", "ibid", "ie", "in", "instance", "p", "pp", "quoted", "s", "see", "siehe", "vea", "vedi", "veja", "ver",
        "vgl", "voir",
    ]
)  # fmt: skip
"""What a pasted citation may hold beside names and years."""

LONG = 9
"""Words from which a question is a pasted entry or a quoted title, of which some may stand nowhere."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked for. ``words`` are folded; ``asked`` says how each was written."""

    words: tuple[str, ...] = ()
    year: str | None = None
    years: tuple[str, ...] = ()
    """All years in a long question, of which any may be that of the work."""
    key: str | None = None
    identifiers: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it is so long that it is a pasted entry."""
        return len(self.words) >= LONG


def parse_questions(text: str) -> list[Question]:
    """Return what ``text`` asks for: several things if it is a pasted citation of several works.

    >>> [(question.words, question.year) for question in parse_questions("(cf. Walt, 1987: 5; Okafor & Bello 2018a, b, pp. 6-7)")]
    [(('walt',), '1987'), (('okafor', 'bello'), '2018a'), (('okafor', 'bello'), '2018b')]
    >>> [question.key for question in parse_questions("[@martin1992a, p. 62; @walt1987]")]
    ['martin1992a', 'walt1987']
    """
    commands = [key.strip() for found in COMMAND.finditer(text) for key in found["keys"].split(",")]
    keys = commands or [found["key"].rstrip(".:") for found in KEY.finditer(text)]
    if keys:
        return [Question(key=key) for key in keys if key]
    identifiers = tuple(identifiers_in(text))
    parts = text.split(";")
    if len(parts) > 1 and all(YEAR.search(part) for part in parts):
        found: list[Question] = []
        for part in parts:
            found += _of_words(part, before=found[-1].words if found else ())
        return found
    return _of_words(text, identifiers=identifiers)


def _of_words(text: str, *, before: tuple[str, ...] = (), identifiers: tuple[str, ...] = ()) -> list[Question]:
    """Return the questions of one name or title with its years; a year without names has those ``before``."""
    text = LETTERS.sub(_letters_apart, text)
    found = list(YEAR.finditer(text))
    words = _words(text, found)
    if len(words) >= LONG:
        return [Question(words, years=tuple(each["year"] for each in found), identifiers=identifiers)]
    years = [each.group() for each in found]
    return [Question(words or before, year, identifiers=identifiers) for year in years or (None,)]


def _letters_apart(found: re.Match[str]) -> str:
    """Return "2018a, b" as "2018a, 2018b"."""
    year = found["first"][:4]
    return re.sub(r",\s*([a-z])\b", rf", {year}\1", found.group())


def _words(text: str, years: list[re.Match[str]]) -> tuple[str, ...]:
    """Return the words that must fit: without years, what stands in a locator behind one, and small words."""
    parts = [text[: years[0].start()]] if years else [text]
    for at, year in enumerate(years):
        rest = text[year.end() : years[at + 1].start() if at + 1 < len(years) else len(text)]
        parts.append(LOCATOR.sub("", rest))
    words = list(dict.fromkeys(word for part in parts for word in searched(part)))
    telling = [word for word in words if word not in _small_words()]
    return tuple(telling or words)


@cache
def _small_words() -> frozenset[str]:
    return LEAD_INS | name_words("articles") | name_words("small_words") | name_words("particles")
