"""The tokens of a bibliography entry, and the classes of words.

URLs, DOIs and access notes are one token each, found by rules: their inner punctuation says nothing about the rest.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.months import read_months

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TOKENS = 700
"""Longest entry that is read whole; the longest real one in 16,000 has 510 tokens."""


class Token(NamedTuple):
    """``text[start:end]``; ``kind`` is "word", or what a rule found: "url", "doi", "accessed"..."""

    text: str
    start: int
    end: int
    kind: str = "word"


class Mask(NamedTuple):
    """A stretch that a rule has recognised and the model need not look into."""

    start: int
    end: int
    kind: str


TOKEN = re.compile(
    r"""
      [^\W\d_]\.(?=[^\W\d_]|[\s,;:.&)/\-–]|$)   # an initial with its dot
    | [^\W\d_]+(?:['’][^\W\d_]+|-[^\W\d_]+)*+    # a word, with apostrophe or hyphen
    | \d++(?:\.\d{3}(?!\d))*+[a-z]?(?![^\W\d_])  # a number; 1.021; 1992a
    | \d++
    | [^\w\s*_]                                  # a mark of punctuation; Markdown's marks of emphasis are skipped
    """,
    re.VERBOSE,
)


@cache
def read_words() -> dict[str, frozenset[str]]:
    """Return the word classes of ``data/reference_words.toml``."""
    return {name: frozenset(words) for name, words in read_table("reference_words")["words"].items()}


def read_list(name: str) -> frozenset[str]:
    """Return a list of the same file that is no class: "silent" words between fields, "states", "campuses".

    >>> sorted(read_list("states") & {"un", "france"})
    ['un']
    """
    return frozenset(read_table("reference_words")[name]["words"])


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of each word."""
    found: dict[str, list[str]] = {}
    for name, words in sorted(read_words().items()):
        for word in words:
            found.setdefault(word, []).append(name)
    for word in read_months():
        found.setdefault(word, []).append("month")
    return {word: tuple(names) for word, names in found.items()}


def classes_of(word: str) -> tuple[str, ...]:
    """Return the classes of a word, which is in lower case and without a final dot.

    >>> classes_of("verlag")
    ('publisher',)
    """
    return _classes().get(word, ())


UNSEEN = frozenset({"prefix", "button"})
"""Masks that are no part of what the entry says of its work: "Vgl." in front, "[CrossRef]" behind."""


def find_tokens(text: str, masks: Sequence[Mask] = ()) -> list[Token]:
    """Return the tokens of ``text``; each mask is one token, save "Vgl." in front and "[CrossRef]" behind, which are none.

    >>> [token.text for token in find_tokens("Martin, L. L. 1992a: 16(4)")]
    ['Martin', ',', 'L.', 'L.', '1992a', ':', '16', '(', '4', ')']
    """
    tokens: list[Token] = []
    at = 0
    for mask in (*masks, Mask(len(text), len(text), "")):
        tokens += [Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text, at, mask.start)]
        if mask.start < mask.end and mask.kind not in UNSEEN:
            tokens.append(Token(mask.kind, mask.start, mask.end, mask.kind))
        at = mask.end
        if len(tokens) > MAX_TOKENS:
            return tokens[:MAX_TOKENS]
    return tokens


YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?\Z")
ROMAN = re.compile(r"[IVXLC]+\Z|[ivxlc]+\Z")


def shape(word: str) -> str:
    """Return the outline of a word.

    >>> [shape(word) for word in ("Robert", "J.", "NATO", "1992a", "38", "of", "McGraw", "2.", "cd-rom")]
    ['Xx', 'X.', 'XX', 'year', 'd2', 'x', 'XxX', 'd1', 'x-']
    """
    first = word[0]
    if first.isdigit():
        if YEAR.match(word):
            return "year"
        return f"d{min(len(word.rstrip('.')), 5)}"
    if not first.isalpha():
        return word
    if word[-1] == ".":
        return "X." if first.isupper() else "x."
    outline = "X" if first.isupper() else "x"
    if len(word) == 1:
        return f"{outline}1"
    rest = word[1:]
    if rest.islower():
        return outline + "x" if outline == "X" else "x" + ("-" if "-" in word else "")
    if word.isupper():
        return "XX"
    if "-" in word:
        return outline + "-"
    return "XxX" if outline == "X" else "xX"
