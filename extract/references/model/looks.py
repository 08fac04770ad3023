"""What a word of an entry tells wherever it stands, and names that are known."""

from __future__ import annotations

import gzip
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.references.tokens import Token, classes_of, find_tokens, shape
from extract.word_list import english_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEPT = 32768
"""How many words are kept."""

KEPT_CLASSES = frozenset({"connector", "editor", "in", "issue", "month", "page", "particle", "stop", "volume", "translator"})
"""Classes whose words are a kind each."""


@cache
def person_names() -> dict[str, str]:
    """Return names of persons in lower case: "g" stands for given names, "f" for family names, "gf" for what is both."""
    data = files("extract").joinpath("data/person_names.txt.gz").read_bytes()
    return dict(line.split(" ") for line in gzip.decompress(data).decode("utf-8").splitlines())


class Look(NamedTuple):
    """What a word tells wherever it stands."""

    lower: str
    kind: str
    """Its outline; for a mark, and for a word that tells much, the word itself."""
    outline: str
    classes: tuple[str, ...]
    lists: str
    """Whether lists of names and words hold it; empty for what is no word."""


@lru_cache(maxsize=KEPT)
def look(word: str) -> Look:
    """Return what a word tells wherever it stands."""
    lower = word.lower()
    outline = shape(word)
    classes = classes_of(lower.rstrip("."))
    kind = lower if not word[0].isalnum() or not KEPT_CLASSES.isdisjoint(classes) else outline
    lists = _lists(lower) + ("u" if word[0].isupper() else "l") if word[0].isalpha() and len(word) > 2 else ""
    return Look(lower, kind, outline, classes, lists)


def _lists(lower: str) -> str:
    """Return in letters whether a word is the name of persons, and an English word (e), or a common one (E)."""
    common = english_words().get(lower)
    english = "" if common is None else "E" if common else "e"
    name = person_names().get(lower)
    if name is None and "-" in lower:
        parts = [person_names().get(part, "") for part in lower.split("-")]
        name = "g" if all("g" in part for part in parts) else "f" if all(parts) else None
    return (name or "") + english


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("extract") / "data" / f"{name}.toml").read_text("utf-8"))


def _listed() -> Iterator[tuple[str, str]]:
    """Yield names that are known, each with what it is the name of."""
    for names in _table("periodicals")["periodicals"].values():
        yield from ((name, "outlet") for name in names)
    places = _table("publication_places")["places"]
    yield from ((name, "place") for name in (*places["places"], *places["regions"]))
    for body in _table("organisations").values():
        yield from ((name, "body") for name in (*body.get("acronyms", ()), *body.get("names", ())) if "(" not in name)
    for part in _table("institutions").values():
        yield from ((name, "body") for name in part["names"])


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return known names as their words, by the first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, kind in _listed():
        words = tuple(token.text for token in find_tokens(name.replace("[", "").replace("]", "")))
        if words:
            found.setdefault(words[0], []).append((words, kind))
    return {first: sorted(names, key=lambda each: (-len(each[0]), each)) for first, names in found.items()}


def find_names(tokens: Sequence[Token]) -> list[str]:
    """Return for each token of a known name what it is the name of, and for others nothing."""
    names = _names()
    words = [token.text for token in tokens]
    found = [""] * len(words)
    at = 0
    while at < len(words):
        length = 1
        for name, kind in names.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                length = len(name)
                found[at : at + length] = [kind] * length
                break
        at += length
    return found
