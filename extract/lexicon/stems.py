"""Finds surfaces whose ends are no ends of words, which a `Matcher` cannot know: stems ("sanktion*"), and phrases in scripts
that set no spaces between words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from extract.lexicon import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value = TypeVar("Value")

STEM = "*"
"""Ends a word that may go on with other letters."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_START = re.compile(rf"(?<!\w)\w|[{_UNSPACED}]")
_ENDING = r"[^\W\d_]{0,20}+"


def is_open(surface: str) -> bool:
    """Tell whether the end of a surface is no end of a word.

    >>> is_open("sanktion*"), is_open("核威慑"), is_open("sanctions")
    (True, True, False)
    """
    return STEM in surface or _UNSPACED_LETTER.search(surface) is not None


class OpenMatcher(Generic[Value]):
    """Finds such surfaces, which must be in lower case. Many thousand may be looked for: few begin like a word of the text."""

    def __init__(self, terms: Mapping[str, Value]) -> None:
        """Get ready to find ``terms``: surface -> what it stands for."""
        beginning: defaultdict[str, list[str]] = defaultdict(list)
        for surface in sorted(terms, key=lambda surface: (-len(surface), surface)):
            beginning[surface[:2] if surface[1:2].isalnum() else surface[0]].append(surface)
        self._values = {start: [terms[surface] for surface in surfaces] for start, surfaces in beginning.items()}
        self._patterns = {
            start: re.compile("|".join(f"({_pattern(surface)})" for surface in surfaces), re.IGNORECASE)
            for start, surfaces in beginning.items()
        }

    def find(self, text: str) -> Iterator[Hit[Value]]:
        """Yield the surfaces in ``text`` from left to right; some may overlap.

        >>> [(hit.start, hit.surface) for hit in OpenMatcher({"sanktion*": 1}).find("Die Sanktionen trafen.")]
        [(4, 'Sanktionen')]
        """
        patterns = self._patterns
        for match in _START.finditer(text):
            begin = match.start()
            start = text[begin : begin + 2].lower()
            for key in (start, start[:1]):
                found = patterns[key].match(text, begin) if key in patterns else None
                if found and found.lastindex:
                    yield Hit(begin, found.end(), found[0], self._values[key][found.lastindex - 1])
                    break


def _pattern(surface: str) -> str:
    """Return a pattern of a surface where a word begins, or anywhere in a script without spaces."""
    written = _ENDING.join(re.escape(part).replace(r"\ ", r"\s{1,9}+") for part in surface.split(STEM))
    return written if _UNSPACED_LETTER.fullmatch(surface[-1]) else rf"{written}(?![^\W\d_])"
