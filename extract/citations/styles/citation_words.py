"""The words that citations by author and date are made of, from ``data/citation_words.toml``, as patterns."""

from __future__ import annotations

import re
from functools import cache

from extract.data_tables import read_table


@cache
def citation_words(group: str) -> tuple[str, ...]:
    """Return a group of words as printed, the longest first.

    >>> citation_words("abbreviations")[-2:]
    ('d. h.', 'z. B.')
    """
    return tuple(sorted(read_table("citation_words")[group]["words"], key=lambda word: (-len(word), word)))


def words_pattern(*groups: str) -> str:
    """Return a pattern of the words of ``groups``; blanks are any white space, final stops may be missing.

    >>> bool(re.fullmatch(words_pattern("undated"), "n.d.")), bool(re.fullmatch(words_pattern("undated"), "sans  date"))
    (True, True)
    """
    return "|".join(_pattern(word) for group in groups for word in citation_words(group))


def _pattern(word: str) -> str:
    parts: list[str] = []
    for part in word.split(" "):
        if parts:  # "n. d." is also printed "n.d."
            parts.append(r"\s?" if parts[-1].endswith(r"\.") else r"\s{1,2}")
        parts.append(re.escape(part))
    # Of "et al." the stop may be missing; a single letter without one is no short form: "s. f".
    return "".join(parts) + "?" if word[-1] == "." and not word[-3:-2].isspace() else "".join(parts)


def others_pattern() -> str:
    """Return a pattern of what stands for further authors: "et al.", "y otros", "and her colleagues".

    >>> [bool(re.fullmatch(others_pattern(), text)) for text in ("et al.", "u.a.", "and her colleagues", "and her cats")]
    [True, True, True, False]
    """
    return rf"{words_pattern('et_al')}|(?:{words_pattern('connectives')})\s{{1,2}}(?:(?:{words_pattern('whose')})\s)?(?:{words_pattern('others')})"
