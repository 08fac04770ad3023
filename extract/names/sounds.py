"""How names sound: one name in the spellings of several languages, and Chinese names in two romanisations."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = 4
"""Letters of a name that is compared by its sound, but for Chinese ones."""

LONG = 7
"""Letters and sounds of names that may differ in one of them."""

_DOUBLE = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<!i)i++(?=[aeou])")
_ENDING = re.compile(r"[aeo]?(?:v|ff|f)(?=a?$)")
_SILENT = re.compile(r"(?<=n)e$|(?<=[^aeou])i$")
_NO_WADE_GILES = re.compile(r"[bdgqrxz]")


@cache
def _readings() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    tables: dict[str, dict[str, str]] = {
        name: letters for name, letters in read_table("spellings")["sounds"].items() if isinstance(letters, dict)
    }
    return tuple((_pattern(letters), letters) for _, letters in sorted(tables.items()))


def _pattern(letters: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(letters, key=lambda key: (-len(key), key))))


@lru_cache(maxsize=65536)
def sounds(folded: str) -> frozenset[str]:
    """Return how a folded name may sound, by the conventions of each language.

    >>> bool(sounds("gorbatschow") & sounds("gorbachev")), bool(sounds("smith") & sounds("snyder"))
    (True, False)
    """
    return frozenset(_sounds(folded))


@lru_cache(maxsize=65536)
def _sounds(folded: str) -> tuple[str, ...]:
    """Return one reading for each language."""
    if len(folded) < SHORTEST:
        return ()
    return tuple(_plain(_read(folded, pattern, letters)) for pattern, letters in _readings())


def _read(folded: str, pattern: re.Pattern[str], letters: Mapping[str, str]) -> str:
    return pattern.sub(lambda match: letters[match[0]], folded)


def _plain(sounding: str) -> str:
    """Return a reading without what spellings of one name differ in: double letters, glides, endings."""
    sounding = _DOUBLE.sub(r"\1", _GLIDE.sub("", sounding))
    return _SILENT.sub("", _ENDING.sub("ov", sounding))


@lru_cache(maxsize=65536)
def sounds_chinese(folded: str) -> tuple[str, str]:
    """Return the sounds of a folded name if it is one in pinyin, and if it is one in Wade-Giles; empty where it cannot be.

    >>> sounds_chinese("zhou enlai")[0] == sounds_chinese("chou en lai")[1] != ""
    True
    >>> sounds_chinese("keller")
    ('', '')
    """
    is_wade_giles = not _NO_WADE_GILES.search(folded.replace("ng", "").replace("tz", "").replace("erh", "").replace("sz", ""))
    return _syllables(folded, "pinyin"), _syllables(folded, "wade_giles") if is_wade_giles else ""


def _syllables(folded: str, system: str) -> str:
    """Return the classes of the syllables of a name, or nothing if it is not made of such."""
    pattern, initials, finals = _chinese(system)
    found = []
    for word in folded.split():
        at = 0
        while at < len(word):
            syllable = pattern.match(word, at)
            if syllable is None:
                return ""
            found.append(initials.get(syllable["initial"], "") + finals[syllable["final"]])
            at = syllable.end()
    return "".join(found)


@cache
def _chinese(system: str) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    chinese = read_table("spellings")["chinese"]
    initials, finals = chinese[f"{system}_initials"], chinese[f"{system}_finals"]
    return re.compile(f"(?P<initial>{_pattern(initials).pattern})?(?P<final>{_pattern(finals).pattern})"), initials, finals


def is_alike(a: str, b: str) -> bool:
    """Return whether two different folded names may be one name in two spellings.

    >>> is_alike("gorbatschow", "gorbachev"), is_alike("keller", "kepler")
    (True, False)
    """
    if len(min(a, b, key=len)) >= SHORTEST and sounds(a) & sounds(b):
        return True
    (pinyin_a, old_a), (pinyin_b, old_b) = sounds_chinese(a), sounds_chinese(b)
    return bool(old_a and old_a == pinyin_b) or bool(old_b and old_b == pinyin_a)


def is_nearly_alike(a: str, b: str) -> bool:
    """Return whether two folded names sound alike but for one letter.

    >>> is_nearly_alike("vygotsky", "vigoski"), is_nearly_alike("keller", "kepler")
    (True, False)
    """
    readings = zip(_sounds(a), _sounds(b), strict=True) if len(min(a, b, key=len)) >= LONG else ()
    return any(min(len(x), len(y)) >= LONG and DamerauLevenshtein.distance(x, y, score_cutoff=1) == 1 for x, y in readings)
