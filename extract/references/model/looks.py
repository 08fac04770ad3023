"""What a word of an entry tells wherever it stands, and names that are known."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from extract.references.known_names import read_names
from extract.references.tokens import TOKEN, Token, classes_of, find_tokens, shape
from extract.word_list import is_common

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEPT_CLASSES = frozenset({"connector", "editor", "in", "issue", "month", "page", "particle", "stop", "volume", "translator"})
"""Classes whose words are a kind each."""


@cache
def person_names() -> dict[str, str]:
    """Return names of persons in lower case: "g" stands for given names, "f" for family names, "gf" for what is both."""
    data = files("extract").joinpath("data/person_names.txt.gz").read_bytes()
    words = gzip.decompress(data).decode("utf-8").split()
    return dict(zip(words[::2], words[1::2], strict=True))


MARKS = frozenset('.,:;()[]"“”„«»‘’?!/–—=')
"""What parts clauses. The dot of an initial belongs to its token and parts none."""

LIGHT_CLASSES = frozenset({"connector", "particle", "stop"})
"""Words that print small even where all others have capitals."""


class Look(NamedTuple):
    """What a word tells wherever it stands."""

    lower: str
    kind: str
    """Its outline; for a mark, and for a word that tells much, the word itself."""
    outline: str
    classes: tuple[str, ...]
    lists: str
    """Whether lists of names and words hold it; empty for what is no word."""
    sign: str
    """What it says of the entry before and behind it, in letters: a year (Y), another number (N), editors (E; e for words that may be
    others), "In" (I), pages (P); a mark stands for itself."""
    case: str
    """Whether it has a capital (U), is an initial (I), is in small letters (u), a number (d), parts clauses (|), or nothing of that (-)."""
    person: str
    """Whether it is a name of persons (p), a plain word (e), unknown (u), or no word (-)."""


def look(word: str) -> Look:
    """Return what a word tells wherever it stands."""
    lower = word.lower()
    outline = shape(word)
    classes = classes_of(lower.rstrip("."))
    kind = lower if not word[0].isalnum() or not KEPT_CLASSES.isdisjoint(classes) else outline
    lists = _lists(lower) + ("u" if word[0].isupper() else "l") if word[0].isalpha() and len(word) > 2 else ""
    person = "-" if not lists else "p" if lists[0] in "gf" else "e" if lists[0] in "eE" else "u"
    return Look(
        lower, kind, outline, classes, lists, _sign(word, kind, outline, classes), _case(lower, outline, classes), person
    )


MAYBE_EDITORS = frozenset({"dir", "ed"})


def _sign(word: str, kind: str, outline: str, classes: tuple[str, ...]) -> str:
    """Return what a word says of the entry before and behind it."""
    if not word[0].isalnum():
        return word
    if kind == "year":
        return "Y"
    if outline[0] == "d":
        return "N"
    editor = "" if "editor" not in classes else "e" if word in MAYBE_EDITORS else "E"
    return editor + ("I" if "in" in classes else "") + ("P" if "page" in classes else "")


def _case(lower: str, outline: str, classes: tuple[str, ...]) -> str:
    """Return how a word is printed."""
    if lower in MARKS:
        return "|"
    if outline[0] == "X":
        return "I" if outline == "X." else "U"
    if outline[0] == "x":
        return "u" if LIGHT_CLASSES.isdisjoint(classes) else "-"
    return "d" if outline[0] in "dy" else "-"


def _lists(lower: str) -> str:
    """Return in letters whether a word is the name of persons, and an English word (e), or a common one (E)."""
    common = is_common(lower)
    english = "" if common is None else "E" if common else "e"
    name = person_names().get(lower)
    if name is None and "-" in lower:
        parts = [person_names().get(part, "") for part in lower.split("-")]
        name = "g" if all("g" in part for part in parts) else "f" if all(parts) else None
    return (name or "") + english


def _listed() -> Iterator[tuple[str, str]]:
    """Yield names that are known, each with what it is the name of."""
    for names in read_names("periodicals")["periodicals"].values():
        yield from ((name, "outlet") for name in names)
    journals = read_names("journals")["journals"]
    yield from ((name, "journal") for name in (*journals["names"], *journals["abbreviations"]))
    places = read_names("publication_places")["places"]
    yield from ((name, "place") for name in (*places["places"], *places["regions"]))
    for body in read_names("organisations").values():
        yield from ((name, "body") for name in (*body.get("acronyms", ()), *body.get("names", ())) if "(" not in name)
    for part in read_names("institutions").values():
        yield from ((name, "body") for name in part["names"])


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """Return known names, each with what it is the name of, by the first word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, kind in _listed():
        printed = name.replace("[", "").replace("]", "") if "[" in name else name
        first = printed.partition(" ")[0]
        if not first.isalpha():  # "U.S. Navy", "3sat"
            token = TOKEN.search(printed)
            first = token[0] if token is not None else ""
        found.setdefault(first, []).append((printed, kind))
    return found


@cache
def _names_from(first: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the known names that begin with a word, as words, the longest first."""
    names = [(tuple(token.text for token in find_tokens(name)), kind) for name, kind in _names()[first]]
    return sorted(names, key=lambda each: (-len(each[0]), each))


def find_names(tokens: Sequence[Token]) -> list[str]:
    """Return for each token of a known name what it is the name of, and for others nothing."""
    names = _names()
    words = [token.text for token in tokens]
    found = [""] * len(words)
    end = 0
    for start, first in enumerate(words):
        if first in names and start >= end:
            for name, kind in _names_from(first):
                if tuple(words[start : start + len(name)]) == name:
                    end = start + len(name)
                    found[start:end] = [kind] * len(name)
                    break
    return found
