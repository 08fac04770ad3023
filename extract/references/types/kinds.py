"""What an entry calls the work it describes: phrases such as "PhD diss." and "[Film]", from ``data/work_kinds.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extract.data_tables import read_table
from extract.references.marks import has_cue, read_cues

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = re.compile(r"(?<=[.?!])\s")


def _one_of(patterns: list[str]) -> str:
    return "|".join(f"(?:{each})" for each in patterns)


@cache
def kind_pattern(kind: str, place: str) -> re.Pattern[str] | None:
    """Return the pattern of one kind of work for a place in its entry: "rest" is searched, the others begin there.

    >>> kind_pattern("thesis", "genre").match("Doctoral dissertation, Lagos")[0]
    'Doctoral dissertation'
    """
    patterns = read_table("work_kinds")[kind].get(place)
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
    return read_cues(read_table("work_kinds")[kind].get("cues", ""))


@cache
def read_genre_cues() -> dict[str, tuple[str, ...]]:
    """Return for each kind parts of words of which an entry, its white space single spaces, must have one to state a genre of it."""
    return {kind: read_cues(table["genre_cues"]) for kind, table in read_table("work_kinds").items() if "genre" in table}


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


def find_genres(text: str, lower: str) -> Iterator[re.Match[str]]:
    """Yield the genres that stand alone in an entry, from left to right; ``lower`` is the entry in lower case with single spaces.

    >>> text = "Adeyemi, B. Tides of Trade. PhD diss., Chicago [Data set]"
    >>> [found["free"] or found["boxed"] for found in find_genres(text, text.lower())]
    ['PhD diss.', 'Data set']
    """
    patterns = [genre_pattern(kind) for kind, cues in read_genre_cues().items() if has_cue(lower, cues)]
    at = 0
    while found := [match for pattern in patterns if (match := pattern.search(text, at)) is not None]:
        first = min(found, key=lambda match: (match.start(), match["boxed"] is None))
        yield first
        at = first.end()


@cache
def genre_pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of a genre of a kind that stands alone: in brackets, or between marks."""
    phrase = _one_of(read_table("work_kinds")[kind]["genre"])
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
    lower = " ".join(genre.lower().split())
    for kind, cues in read_genre_cues().items():
        pattern = kind_pattern(kind, "genre") if has_cue(lower, cues) else None
        if pattern is not None and pattern.match(genre):
            return kind
    return None
