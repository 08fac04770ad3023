"""The language of a passage, told by its function words."""

from __future__ import annotations

import re
from functools import cache

from extract.data_tables import read_table

WORD = re.compile(r"[^\W\d_]+")
ENOUGH_LETTERS = 40  # below, a passage is a name or a heading and may be of any language
ENOUGH_WORDS = 3  # function words that must stand in a passage
SAMPLE = 400  # characters that are looked at


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Return for each function word the languages that have it."""
    data = read_table("function_words")
    languages: dict[str, tuple[str, ...]] = {}
    for code, entry in sorted(data.items()):
        for word in entry["words"]:
            languages[word] = (*languages.get(word, ()), code)
    return languages


def is_function_word(word: str) -> bool:
    """Tell whether ``word`` is a function word of any language that is known here.

    >>> is_function_word("The"), is_function_word("und"), is_function_word("port")
    (True, True, False)
    """
    return word.lower() in _languages_of()


def languages_of_word(word: str) -> tuple[str, ...]:
    """Return the languages that have ``word``, in lower case, among their function words.

    >>> languages_of_word("und"), languages_of_word("port")
    (('de',), ())
    """
    return _languages_of().get(word, ())


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``; ``None`` where it is too short or no language leads.

    >>> find_language("Los puertos fueron los primeros en sentirlo y los últimos en decirlo.")
    'es'
    >>> find_language("Keohane, Robert O. After Hegemony. Princeton, 1984.")
    """
    if len(text) < ENOUGH_LETTERS:
        return None
    languages_of = _languages_of()
    scores: dict[str, float] = {}
    hits: dict[str, int] = {}
    for word in WORD.findall(text[:SAMPLE].lower()):
        known = languages_of.get(word)
        if known is None:
            continue
        for code in known:
            # A word of one language says more than one that six share.
            scores[code] = scores.get(code, 0.0) + 1 / len(known)
            hits[code] = hits.get(code, 0) + 1
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda code: (-scores[code], code))
    if hits[best] < ENOUGH_WORDS or (others and scores[others[0]] > 0.8 * scores[best]):
        return None
    return best
