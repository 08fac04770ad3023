"""Names in plain letters: without case, accents and punctuation, in the Latin alphabet."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extract.data_tables import read_table

_QUOTES = dict.fromkeys(map(ord, "’'ʼ‘`´"), "")
_NOT_NAME = re.compile(r"[\W_]+")


@cache
def name_words(group: str) -> frozenset[str]:
    """Return a group of the small words in ``data/name_words.toml``, folded but for their accents.

    >>> sorted(name_words("articles") & {"the", "der", "of"})
    ['der', 'the']
    """
    return frozenset(read_table("name_words")[group]["words"])


@cache
def family_first() -> frozenset[str]:
    """Return family names that stand before the given name: "Xi Jinping", "Park Geun-hye".

    >>> sorted({"park", "chen", "smith"} & family_first())
    ['chen', 'park']
    """
    parts = read_table("name_parts")["name_parts"]
    return frozenset([*parts["family_first"], *parts["chinese_families"]])


@cache
def _latin() -> dict[int, str]:
    spellings = read_table("spellings")
    return str.maketrans({**spellings["letters"]["map"], **spellings["alphabets"]["cyrillic"]}) | _QUOTES


@cache
def _greek() -> tuple[re.Pattern[str], dict[str, str]]:
    letters: dict[str, str] = read_table("spellings")["alphabets"]["greek"]
    return re.compile("|".join(letters)), letters


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return ``name`` without case, accents, apostrophes and punctuation, in Latin letters.

    >>> fold("O’Brien-Łęcki"), fold("MÜLLER"), fold("Шагина"), fold("Παπαδόπουλος")
    ('obrien lecki', 'muller', 'shagina', 'papadopoulos')
    """
    name = name.casefold().translate(_latin())
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_latin())
        pattern, letters = _greek()
        name = pattern.sub(lambda match: letters[match[0]], name)
    return _NOT_NAME.sub(" ", name).strip()


@lru_cache(maxsize=65536)
def core(folded: str) -> str:
    """Return a folded family name without its particles, unless there is nothing else.

    >>> core(fold("van der Bergeijk")), core(fold("The Japan Times"))
    ('bergeijk', 'japan times')
    """
    words = folded.split()
    kept = [w for w in words if w not in name_words("particles") and w not in name_words("articles")]
    return " ".join(kept or words)


@lru_cache(maxsize=65536)
def without_article(folded: str) -> str:
    """Return a folded name without "the" at its head.

    >>> without_article("the harbour post"), without_article("the")
    ('harbour post', 'the')
    """
    first, _, rest = folded.partition(" ")
    return rest if first in name_words("articles") and rest else folded


def has_same_marks(a: str, b: str) -> bool:
    """Return whether two names that fold alike also have the same accents; capitals often have none."""
    return _marks(a) == _marks(b) or a.isupper() != b.isupper()


def _marks(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", name).casefold() if c.isalpha())
