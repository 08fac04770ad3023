"""Names of authors: what two spellings have in common, and whether they mean the same person or body."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from extract.names.institutions import acronym, body, is_same_office, is_short_for, printed_forms, variants
from extract.names.letters import core, family_first, fold, has_same_marks, name_words, without_article
from extract.names.sounds import is_alike, is_nearly_alike, sounds, sounds_chinese

__all__ = [
    "SAME",
    "Likeness",
    "acronym",
    "body",
    "compare",
    "core",
    "fold",
    "is_alike",
    "name_words",
    "printed_forms",
    "sounds",
    "sounds_chinese",
    "variants",
]

WHOLE_WORDS = 5
"""Letters from which a word of a name of several may be misspelt: "Iran" and "Iraq" are two."""


class Likeness(NamedTuple):
    """How alike two names are: 1 is the same, and ``reason`` says in words what differs.

    ``bridge`` says how they are one when nothing differs that is to be mended: an acronym that is part of the listed name.
    """

    score: float
    reason: str
    bridge: str = ""


SAME = Likeness(1.0, "")


@lru_cache(maxsize=65536)
def compare(cited: str, listed: str) -> Likeness | None:
    """Return how alike a cited and a listed name are, or None when they mean different authors.

    >>> compare("DRURY", "Drury")
    Likeness(score=1.0, reason='', bridge='')
    >>> compare("Kaufman", "Kaufmann").reason
    'cited as Kaufman, listed as Kaufmann'
    >>> compare("NZP", "NZP-New Zealand Parliament")
    Likeness(score=0.97, reason='', bridge='NZP is part of the listed NZP-New Zealand Parliament')
    >>> compare("Japan Times", "The Japan Times").bridge
    'listed with its article as The Japan Times'
    >>> compare("OECD", "Organisation for Economic Co-operation and Development").bridge
    'OECD stands for the listed Organisation for Economic Co-operation and Development'
    >>> compare("Smith", "Snyder")
    """
    if cited == listed:
        return SAME
    a, b = fold(cited), fold(listed)
    if not a or not b:
        return None
    differs = f"cited as {cited}, listed as {listed}"
    if a == b:
        # Capitals, an apostrophe or a hyphen are a matter of type; an accent is one of spelling.
        return SAME if has_same_marks(cited, listed) else Likeness(0.98, differs)
    if core(a) == core(b):
        if without_article(a) != without_article(b):
            return Likeness(0.95, differs)
        if len(b) > len(a):
            return Likeness(0.99, "", f"listed with its article as {listed}")
        return Likeness(0.975, "", f"listed without article as {listed}")
    if a in printed_forms(listed):
        return Likeness(0.97, "", f"{cited} is part of the listed {listed}")
    return _compare_bodies(cited, listed) or _compare_spellings(cited, listed, differs)


def _compare_bodies(cited: str, listed: str) -> Likeness | None:
    """Return the likeness of two names of one institution: an acronym, another language or spelling."""
    if is_short_for(cited, listed):
        return Likeness(0.95, "", f"{cited} stands for the listed {listed}")
    if is_short_for(listed, cited):
        return Likeness(0.95, "", f"listed under its acronym {listed}")
    if body(cited) and body(cited) == body(listed):
        return Likeness(0.94, "", f"listed as {listed}")
    if body(cited) and body(listed) and is_same_office(body(cited), body(listed)):
        return Likeness(0.9, "", f"listed as {listed}")
    return None


def _compare_spellings(cited: str, listed: str, differs: str) -> Likeness | None:
    """Return the likeness of two spellings, or of a part and the whole of a name."""
    a, b = fold(cited), fold(listed)
    if set(variants(cited)) & set(variants(listed)):
        return Likeness(0.94, differs)
    if a.replace(" ", "") == b.replace(" ", ""):
        return Likeness(0.95, differs)
    return _near(core(a), core(b), differs)


def _near(a: str, b: str, differs: str) -> Likeness | None:
    """Return the likeness of two different cores: compounds, transliterations, and slips of the pen."""
    shorter, longer = sorted((a, b), key=len)
    words = longer.split()
    if (
        len(words) > 1
        and (len(shorter) > 2 or (len(words) == 2 and shorter in family_first()))
        and (words[0] == shorter or words[-1] == shorter or longer.startswith(shorter + " "))
    ):
        return Likeness(0.86, differs)
    if is_alike(a, b):
        return Likeness(0.88, differs)
    if " " in a and a.count(" ") == b.count(" "):
        return _near_words(a.split(), b.split(), differs)
    return _near_letters(a, b, differs)


def _near_words(a: list[str], b: list[str], differs: str) -> Likeness | None:
    """Return the likeness of names of several words, each of which may have one slip."""
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if all(min(len(x), len(y)) >= WHOLE_WORDS and x[0] == y[0] and _distance(x, y, 1) == 1 for x, y in pairs):
        return Likeness(0.85 if len(pairs) == 1 else 0.8, differs)
    return None


def _near_letters(a: str, b: str, differs: str) -> Likeness | None:
    shorter, longer = sorted((a, b), key=len)
    allowed = 0 if len(longer) < 4 else 1 if len(longer) < 8 else 2 if len(longer) < 16 else 3
    if not allowed or len(longer) - len(shorter) > allowed:
        return None
    distance = _distance(a, b, allowed)
    if distance > allowed and a[0] == b[0] and is_nearly_alike(a, b):
        return Likeness(0.8, differs)
    if distance > allowed or (a[0] != b[0] and distance > 1) or (len(shorter) < 6 and a[0] != b[0]):
        return None
    if distance > 1 and longer.startswith(shorter):  # "Martin" and "Martinez" are two names
        return None
    return Likeness(0.85 if distance == 1 else 0.8, differs)


def _distance(a: str, b: str, most: int) -> int:
    return int(DamerauLevenshtein.distance(a, b, score_cutoff=most))
