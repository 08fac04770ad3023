"""What an entry calls the work it describes: phrases such as "PhD diss." and "[Film]", from ``data/work_kinds.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from extract.references.marks import has_cue, read_cues

SENTENCE = re.compile(r"(?<=[.?!])\s")


@cache
def _read_table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("extract") / "data" / "work_kinds.toml").read_text("utf-8"))


def _one_of(patterns: list[str]) -> str:
    return "|".join(f"(?:{each})" for each in patterns)


@cache
def kind_pattern(kind: str, place: str) -> re.Pattern[str] | None:
    """Return the pattern of one kind of work for a place in its entry: "rest" is searched, the others begin there.

    >>> kind_pattern("thesis", "genre").match("Doctoral dissertation, Lagos")[0]
    'Doctoral dissertation'
    """
    patterns = _read_table()[kind].get(place)
    if not patterns:
        return None
    end = GENRE_END if place == "genre" else ""
    return re.compile(rf"(?:{_one_of(patterns)}){end}", re.IGNORECASE)


@cache
def read_kind_cues(kind: str) -> tuple[str, ...]:
    """Return parts of words, one of which stands in whatever says, at any place but "genre", that a work is of a kind.

    >>> read_kind_cues("review-book")[:2], read_kind_cues("standard")
    (('review', 'rezension'), ())
    """
    return read_cues(_read_table()[kind].get("cues", ""))


@cache
def read_genre_cues() -> tuple[str, ...]:
    """Return parts of words of which an entry, its white space single spaces, must have one to state a genre."""
    words = (word for table in _read_table().values() for word in read_cues(table.get("genre_cues", "")))
    return tuple(dict.fromkeys(words))


@lru_cache(maxsize=64)
def _lower(text: str) -> str:
    """Return a text in lower case; each is asked for many kinds."""
    return text.lower()


@lru_cache(maxsize=64)
def _sentences(title: str) -> tuple[str, ...]:
    return (title, *SENTENCE.split(title)[1:])


GENRE_END = r"(?=\W*\Z|[,;:(]|\s(?:an|at|avec|by|de|der|en|for|from|in|mit|of|para|presented|to|with|zu|zur|à)\b|\s[(\[])"
"""What may follow a genre: nothing, or where and by whom: "Diplomarbeit an der Universität"."""


def says(kind: str, place: str, text: str) -> bool:
    """Tell whether ``text``, which stands at ``place`` of an entry, says that the work is of this kind.

    >>> says("review-book", "title", "Review of Ports under Pressure"), says("review-book", "title", "Reviewing the State")
    (True, False)
    """
    cues = read_kind_cues(kind) if place != "genre" else ()
    if not text or (cues and not has_cue(_lower(text), cues)):
        return False
    pattern = kind_pattern(kind, place)
    if pattern is None:
        return False
    if place == "title":
        return any(pattern.match(sentence) for sentence in _sentences(text))
    return (pattern.search(text) if place == "rest" else pattern.match(text)) is not None


@cache
def genre_pattern() -> re.Pattern[str]:
    """Return the pattern of a genre that stands alone: in brackets, or between marks."""
    phrase = _one_of([each for table in _read_table().values() for each in table.get("genre", ())])
    return re.compile(
        rf"""[(\[](?P<boxed>(?:{phrase})(?:\s(?:of|from|for|in|at|to|en|über)\s[^()\[\],;]{{1,100}})?)(?=(?:[,;:]\s[^()\[\]]{{1,120}})?[)\]])
          | (?:(?<=[.,;:?!”"’»)–—-]\s)|(?<=[.,;]))(?P<free>{phrase})(?=\s?(?:[.,;:(\[]|$|\s(?:[–—-]|at|an\sder|am|à|der|Univ|vom\s\d)))""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def kind_of_genre(genre: str) -> str | None:
    """Return the kind of work that calls itself so.

    >>> kind_of_genre("PhD diss."), kind_of_genre("Data set"), kind_of_genre("Poem")
    ('thesis', 'dataset', None)
    """
    for kind in _read_table() if genre else ():
        pattern = kind_pattern(kind, "genre")
        if pattern is not None and pattern.match(genre):
            return kind
    return None
