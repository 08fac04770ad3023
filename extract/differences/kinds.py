"""What a difference is: another wording, or noise of printing, scanning and layout."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal

from extract.differences.misreadings import is_listed, is_misread, is_negation
from extract.differences.words import DIGITS, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.differences.matching import Side
    from extract.differences.words import Token

Wording = Literal["replaced", "added", "left_out", "moved"]
Noise = Literal[
    "line_break",
    "hyphenation",
    "letter_form",
    "accents",
    "misread",
    "punctuation",
    "quotation_marks",
    "case",
    "spacing",
    "furniture",
    "note_mark",
    "pull_quote",
    "markup",
]
Kind = Wording | Noise
About = Literal["", "number", "negation", "name", "words"]

_SPACE = re.compile(r"[\s\x00]+")
_HYPHEN = re.compile(r"[-\u2010\u2011\u00ad\u00ac\s]+")
_APOSTROPHE = re.compile(r"['’]")
_QUOTES = re.compile(r"[\"'“”‘’„‚«»‹›`´]+")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212]+")
_SENTENCE_END = re.compile(r"[.!?…:;\n\"“”(\[*#_]\s{0,8}+\Z")
_BEFORE = 8  # characters in which a sentence end is looked for


def kind_of_gap(one: str, other: str) -> Noise | None:
    r"""Return how two gaps between words differ, if they do: what stands in a gap is space and punctuation.

    >>> kind_of_gap(" ", "\n"), kind_of_gap(", “", ', "'), kind_of_gap(".", ",")
    ('line_break', 'quotation_marks', 'punctuation')
    """
    if one == other:
        return None
    bare_one, bare_other = _SPACE.sub("", one), _SPACE.sub("", other)
    if bare_one == bare_other:
        return "line_break" if ("\n" in one) != ("\n" in other) or one.count("\n") != other.count("\n") else "spacing"
    if _QUOTES.sub("", bare_one) == _QUOTES.sub("", bare_other):
        return "quotation_marks"
    return "punctuation"


def kind_of_form(one: str, other: str) -> Noise | None:
    r"""Return how two ways to write one word differ, if they do.

    >>> kind_of_form("sanc-\ntions", "sanctions"), kind_of_form("ﬁeld", "field"), kind_of_form("Zürich", "Zurich")
    ('hyphenation', 'letter_form', 'accents')
    """
    if one == other:
        return None
    if _HYPHEN.sub("", one) == _HYPHEN.sub("", other) or ("\n" in one) != ("\n" in other):
        return "hyphenation"
    if _APOSTROPHE.sub("", one) == _APOSTROPHE.sub("", other):
        return "quotation_marks"
    if unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other):
        return "letter_form"
    if plain(one) == plain(other):
        return "accents"
    return "case" if one.casefold() == other.casefold() or plain(one).casefold() == plain(other).casefold() else "letter_form"


class Judge:
    """Tells noise from wording in two texts, by their words."""

    def __init__(self, a: Side, b: Side) -> None:
        """Count the words of both texts."""
        self._sides = a, b
        self._counts: Mapping[str, int] = Counter(token.key for side in (a, b) for token in side.tokens if not token.aside)
        self._lower = {token.key for side in (a, b) for token in side.tokens if side.text[token.start].islower()}

    def forms(self, of_a: range, of_b: range) -> tuple[Noise | None, About]:
        """Return how equal words are written in another way; what they are about is empty if it is noise."""
        words_a, words_b = self._words(0, of_a), self._words(1, of_b)
        if len(of_a) != len(of_b):
            if DIGITS.findall(" ".join(words_a)) != DIGITS.findall(" ".join(words_b)):
                return None, "number"
            if sum(map(is_negation, words_a)) != sum(map(is_negation, words_b)):
                return None, "negation"
            return ("hyphenation" if "-" in self._text(0, of_a) + self._text(1, of_b) else "spacing"), ""
        if len(of_a) > 1:
            return "spacing", ""
        kind = kind_of_form(words_a[0], words_b[0])
        if kind == "case" and (self._is_acronym(0, of_a, words_b[0]) or self._is_acronym(1, of_b, words_a[0])):
            return None, "name"
        return kind, ""

    def is_misread(self, of_a: range, of_b: range) -> bool:
        """Tell whether words are the same, misread in one of the texts: never a number, a name or a negation."""
        keys = ["".join(side.tokens[at].key for at in of) for side, of in zip(self._sides, (of_a, of_b), strict=True)]
        if any(map(is_negation, [*self._words(0, of_a), *self._words(1, of_b)])) or any(key.isdigit() for key in keys):
            return False
        if any(self._is_name(side, at) for side, of in enumerate((of_a, of_b)) for at in of):
            return False
        return is_misread(keys[0], keys[1], self._counts)

    def about(self, of_a: range, of_b: range) -> About:
        """Return what differs in another wording that matters most: a number, a negation, a name, or words."""
        words_a, words_b = self._words(0, of_a), self._words(1, of_b)
        if self._figures(0, of_a) != self._figures(1, of_b):
            return "number"
        if sum(map(is_negation, words_a)) != sum(map(is_negation, words_b)):
            return "negation"
        is_name = any(self._is_name(side, at) for side, of in enumerate((of_a, of_b)) for at in of)
        return "name" if is_name else "words"

    def _figures(self, side: int, of: range) -> list[str]:
        """Return the numbers among tokens, with the signs that belong to them."""
        keys = (self._sides[side].tokens[at].key for at in of)
        return [key for key in keys if any(c.isdigit() for c in key) or not any(c.isalpha() for c in key)]

    def _words(self, side: int, of: range) -> list[str]:
        text, tokens = self._sides[side]
        return [text[tokens[at].start : tokens[at].end] for at in of]

    def _text(self, side: int, of: range) -> str:
        text, tokens = self._sides[side]
        return text[tokens[of[0]].start : tokens[of[-1]].end]

    def _is_name(self, side: int, at: int) -> bool:
        """Tell whether a word has a capital that no sentence gives it."""
        text, tokens = self._sides[side]
        token = tokens[at]
        if not text[token.start].isupper():
            return False
        before = text[max(token.start - _BEFORE, 0) : token.start]
        if before and not _SENTENCE_END.search(before):
            return not _is_capital(text, tokens, at)
        return token.key not in self._lower and not is_listed(token.key)

    def _is_acronym(self, side: int, of: range, other: str) -> bool:
        """Tell whether a word is in capitals that are its own ("US" against "us"), and not those of a heading."""
        text, tokens = self._sides[side]
        word = self._words(side, of)[0]
        return len(word) > 1 and word.isupper() and other.islower() and not _is_capital(text, tokens, of[0])


def _is_capital(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word stands in a line of capitals."""
    own = text[tokens[at].start : tokens[at].end]
    near = [text[tokens[i].start : tokens[i].end] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return own.isupper() and any(len(word) > 1 and word.isupper() for word in near)
