"""Years and what stands for them in citations, and the small words around them."""

from __future__ import annotations

import re
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AFTER_YEAR = r"(?![\w]|[.,]\d\d|[/%]\d|\s?%)"
_NEVER_BEFORE = r"(?<![\w/.–—‐‑-]\d{4})"
_MARKS = re.compile(
    rf"(?P<year>(?:1[4-9]|20)\d\d{_NEVER_BEFORE}(?:[a-z](?![\w]))?{_AFTER_YEAR})|(?P<open>[(\[])|(?P<close>[)\]])|(?P<gap>\n[ \t]*\n)"
)
_WORDS = (
    (("n.d", "n. d", "n.\n"), "noyear", r"n\.\s?d\.?(?:-?[a-z]\b)?"),
    (("s.d", "s. d", "s.f", "s. f", "s.a", "s. a"), "noyear", r"s\.\s?[df]\.|s\.\s?a\.(?=[,;)\]])"),
    (("s/d",), "noyear", r"s/d\b"),
    (("o.J", "o. J"), "noyear", r"o\.\s?J\."),
    (("forthcoming",), "notyet", r"forthcoming\b"),
    (("in press", "in prep", "in print"), "notyet", r"in (?:press|preparation|print)\b"),
    (("to appear",), "notyet", r"to appear\b"),
    (("no prelo",), "notyet", r"no prelo\b"),
    (("en prensa",), "notyet", r"en prensa\b"),
    (("im Erscheinen",), "notyet", r"im Erscheinen\b"),
    (("à paraître",), "notyet", r"à paraître\b"),
    (("in corso di",), "notyet", r"in corso di stampa\b"),
    (("ibid", "Ibid", "IBID"), "ibid", r"(?:[Ii]bid(?:em)?|IBID(?:EM)?)\b\.?"),
    ((" id.", "(id.", " Id.", "(Id.", "\nId."), "ibid", r"[Ii]d\.(?=[,:]?\s?\(?\d)"),
    (("idem", "Idem"), "ibid", r"[Ii]dem(?=[,:]\s?\d)"),
    (("ebd.", "Ebd."), "ibid", r"[Ee]bd\."),
    (("ebenda", "Ebenda"), "ibid", r"[Ee]benda\b"),
)
"""What stands in the place of a year, or of names and year: how one sees that a text has it, its kind, its pattern."""

HAS_CITATION = re.compile(r"(?:1[4-9]|20)\d\d(?!\d)|\b(?:" + "|".join(pattern for _, _, pattern in _WORDS) + ")")

PREFIX_WORDS = re.compile(
    r"(?:\b(?:see|also|cf|e\.?g|i\.?e|for|an?|the|example|instance|reviews?|in|but|and|or|esp|especially|particularly|compare|contra|pace|as|by|"
    r"quoted|cited|discussed|discussion|overview|vgl|siehe|auch|etwa|z\.\s?B|dazu|ver|vide|v[ée]ase|por|ejemplo|exemplo|voir|aussi|par|"
    r"exemple|tamb[ée]m|tambi[ée]n|entre|outros|apud|citado|inter|alia|most|recently|notably|including|reviewed|following|from|after|"
    r"adapted|based|on|per|originally|more|recent|further|details|still|yet|here|cp|conf|such|both|of|to|work|perhaps)\b|[,.:;\s&])*",
    re.IGNORECASE,
)


def find_events(text: str) -> Iterator[re.Match[str]]:
    """Yield years and what stands for them, brackets and the ends of paragraphs, from left to right."""
    present = tuple(at for at, (seen, _, _) in enumerate(_WORDS) if any(part in text for part in seen))
    if not present:
        return _MARKS.finditer(text)
    return merge(_MARKS.finditer(text), _words(present).finditer(text), key=re.Match.start)


@cache
def _words(present: tuple[int, ...]) -> re.Pattern[str]:
    """Return the pattern of those of the words that a text has."""
    kinds: dict[str, list[str]] = {}
    for at in present:
        kinds.setdefault(_WORDS[at][1], []).append(_WORDS[at][2])
    return re.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items()))
