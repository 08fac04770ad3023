"""The English words in ``data/words.txt.gz``."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files


@cache
def english_words() -> dict[str, bool]:
    """Return the word list, with capitals where a word always has them; true stands for common words."""
    data = files("extract").joinpath("data/words.txt.gz").read_bytes()
    return {word.removesuffix("+"): word.endswith("+") for word in gzip.decompress(data).decode("utf-8").split()}


def is_english(word: str, *, common: bool = False) -> bool:
    """Tell whether ``word`` is in the list, in lower case or as a name; with ``common``, among the common words.

    >>> is_english("sanctions"), is_english("Russian"), is_english("tions")
    (True, True, False)
    >>> is_english("policymakers"), is_english("policymakers", common=True)
    (True, False)
    """
    words = english_words()
    low = word.lower()
    found = words.get(low)
    if found is None:
        found = words.get(low.capitalize())
    if found is None and low.endswith("s") and len(low) > 3:
        found = words.get(low[:-1])
    return found is not None and (found or not common)
