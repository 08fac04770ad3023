"""The English words in ``data/words.txt.gz``."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

COMMON = b"+"
"""What stands behind a common word in the list."""


@cache
def _listed() -> frozenset[bytes]:
    """Return the lines of the list as they stand, since it takes three times as long to read them into words and marks."""
    return frozenset(gzip.decompress(files("extract").joinpath("data/words.txt.gz").read_bytes()).split())


def english_words() -> list[str]:
    """Return the words of the list, with capitals where a word always has them."""
    return sorted(line.removesuffix(COMMON).decode() for line in _listed())


def is_common(word: str) -> bool | None:
    """Tell whether ``word``, printed as here, is a common one of the list; nothing if the list does not have it.

    >>> is_common("policies"), is_common("policymakers"), is_common("russian")
    (True, False, None)
    """
    line = word.encode("utf-8", "replace")  # of a broken text too
    listed = _listed()
    if line + COMMON in listed:
        return True
    return False if line in listed else None


def is_english(word: str, *, common: bool = False) -> bool:
    """Tell whether ``word`` is in the list, in lower case or as a name; with ``common``, among the common words.

    >>> is_english("sanctions"), is_english("Russian"), is_english("tions")
    (True, True, False)
    >>> is_english("policymakers"), is_english("policymakers", common=True)
    (True, False)
    """
    low = word.lower()
    found = is_common(low)
    if found is None:
        found = is_common(low.capitalize())
    if found is None and low.endswith("s") and len(low) > 3:
        found = is_common(low[:-1])
    return found is not None and (found or not common)
