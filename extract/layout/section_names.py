"""Headings with fixed names: what a reader knows to follow when a line says "References" or "Palabras clave"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

MAX_HEADING = 120  # characters
NUMBER = re.compile(r"(?P<number>(?:\d{1,2}\.){0,4}\d{1,2}|[IVX]{1,5}|[A-H])(?P<mark>[.):]|\s?[-–—])?\s+(?=[^\W\d_]|[“\"'¿])")
SPACED = re.compile(r"(?:\w ){4,30}\w")
HASHES = re.compile(r"(#{1,6})\s+")


@cache
def _known() -> dict[str, str]:
    """Return for each fixed heading, or its beginning before "*", what it announces."""
    data = tomllib.loads(files("extract").joinpath("data/headings.toml").read_text("utf-8"))
    return {word: kind for kind, entry in data.items() for word in entry["words"]}


@cache
def _known_starts() -> dict[str, str]:
    return {word[:-1].rstrip(): kind for word, kind in _known().items() if word.endswith("*")}


def announced(text: str) -> str | None:
    """Return what the heading ``text`` announces: ``reference``, ``abstract``, ``keywords``, ``notes``.

    >>> announced("6. REFERENCES"), announced("**Palabras clave:**"), announced("Abstract art")
    ('reference', 'keywords', None)
    >>> announced("== Sources =="), announced("R E F E R E N C E S"), announced("Bibliographie / Bibliography")
    ('reference', 'reference', 'reference')
    """
    if len(text) > MAX_HEADING:
        return None
    bare = unnumbered(HASHES.sub("", text.strip()))
    bare = re.sub(r"\s+", " ", bare.strip(" \t*_:.–—-=[]\n")).lower()
    if SPACED.fullmatch(bare):
        bare = bare.replace(" ", "")
    kind = _known().get(bare)
    if kind is None and "/" in bare:  # in two languages
        kinds = {_known().get(part.strip()) for part in bare.split("/")}
        kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        words = bare.split()
        kind = next((k for n in range(1, 4) if (k := _known_starts().get(" ".join(words[:n])))), None)
    return kind


def unnumbered(text: str) -> str:
    """Return a heading without its number.

    >>> unnumbered("2.1 Ports under pressure"), unnumbered("IV. Ports"), unnumbered("Ports")
    ('Ports under pressure', 'Ports', 'Ports')
    """
    match = NUMBER.match(text)
    return text[match.end() :] if match else text
