"""Finds many thousand words and phrases in one pass.

The words of the text that begin a surface are found first, by a pattern and a dictionary. What may follow such a word is a
trie, made when the word is first met: a text meets few of them, so a matcher is ready at once.

A surface is literal text. A space in it matches white space (a line break too), ``'`` any apostrophe, ``-`` any hyphen.
It begins where a word begins, and ends where a word ends or before the digit of a note mark ("Tokyo2").
The longest surface wins. Where case counts, a surface has a word that begins with a capital.

    >>> matcher = Matcher({"Korea": "KR", "North Korea": "KP"})
    >>> [(hit.start, hit.value) for hit in matcher.find("Korea and North Korea")]
    [(0, 'KR'), (10, 'KP')]
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from extract.superscripts import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

Value = TypeVar("Value")

APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑–"

_CLASSES = {" ": r"\s{1,9}+", "'": f"[{APOSTROPHES}]", "-": f"[{re.escape(HYPHENS)}]"}
_MAX_SPACE = 9  # characters that a space stands for
_FOLDED = dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-")
_FOLD = str.maketrans(_FOLDED)
_NOTE_MARKS = "0123456789" + SUPERSCRIPTS
_ANY_WORD = re.compile(r"[^\W_]+")
_CAPITALIZED_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<![^\W_].)[^\W_]*+")  # the set stands first: the engine skips to it
MAX_OPENING = 40  # characters; the longest is "occupied" and a space


class Tag(NamedTuple):
    """Something that a text names: what it is, where it stands, and the rule that decided."""

    kind: str
    """country, organisation, theory, attribution..."""
    value: str
    start: int
    end: int
    rule: str
    form: str = ""
    """Of a country: name, demonym, metonym, leader, region or group."""


class Hit(NamedTuple, Generic[Value]):
    """A surface found in a text."""

    start: int
    end: int
    surface: str
    value: Value


class Matcher(Generic[Value]):
    """Finds surfaces in texts. With ``ignore_case`` the surfaces must be in lower case."""

    def __init__(self, terms: Mapping[str, Value], *, ignore_case: bool = False) -> None:
        """Get ready to find ``terms``: surface -> what it stands for."""
        self._terms = {surface if surface.isascii() else surface.translate(_FOLD): value for surface, value in terms.items()}
        self._ignore_case = ignore_case
        self._words = _ANY_WORD if ignore_case else _CAPITALIZED_WORD
        self._rests: dict[str, list[str]] = defaultdict(list)
        self._openings: dict[str, list[str]] = defaultdict(list)
        for surface in self._terms:
            opening, word, rest = _parts(surface, self._words, self._terms)
            self._rests[word].append(rest)
            if opening:
                self._openings[word + rest].append(opening)
        self._followers: dict[str, _Node | None] = dict.fromkeys(self._rests)
        self._openers: dict[str, re.Pattern[str]] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit[Value]]:
        """Yield the surfaces in ``text`` from left to right; none overlaps another."""
        stop = len(text) if end is None else end
        terms, openings, followers, ignore_case = self._terms, self._openings, self._followers, self._ignore_case
        position = start
        for match in self._words.finditer(text, start, stop):
            word = match[0].lower() if ignore_case else match[0]
            follower = followers.get(word, _NONE)
            if follower is _NONE:
                if word[-1].isalpha():
                    continue
                word = word.rstrip(_NOTE_MARKS)  # "Tokyo2"
                follower = followers.get(word, _NONE)
                if follower is _NONE:
                    continue
            follower = follower or self._follower(word)
            begin = match.start()
            after = begin + len(word)
            if begin < position or not (follower.may_end or follower.may_go_on(text, after)):
                continue
            end = follower.end_in(text, after, stop, ignore_case=ignore_case)
            if not end:
                continue
            printed = text[begin:end]
            if printed in terms and printed not in openings:
                yield Hit(begin, end, printed, terms[printed])
                position = end
                continue
            hit = self._hit(text, position, begin, end)
            if not hit:  # "Korean unification" of "inter-Korean unification", without "inter-"
                follower = self._follower(word, is_opened=False)
                end = follower.end_in(text, after, stop, ignore_case=ignore_case)
                hit = self._hit(text, position, begin, end) if end else None
            if hit:
                position = hit.end
                yield hit

    def _hit(self, text: str, start: int, begin: int, end: int) -> Hit[Value] | None:
        """Return the hit that ends at ``end`` and begins at ``begin``, or between ``start`` and there with an opening."""
        surface = self.normalize(text[begin:end])
        if surface in self._openings:
            begin = self._opened(surface, text, start, begin)
            surface = self.normalize(text[begin:end])
        # A surface may be missing: "ſ" and "s" are one letter to the engine where case does not count.
        return Hit(begin, end, surface, self._terms[surface]) if surface in self._terms else None

    def normalize(self, printed: str) -> str:
        """Return the surface that ``printed`` is a way of writing."""
        surface = " ".join(printed.translate(_FOLD).split())
        return surface.lower() if self._ignore_case else surface

    def _opened(self, surface: str, text: str, start: int, begin: int) -> int:
        """Return where a longer surface begins that ends in the one at ``begin``: "inter-Korean"; else ``begin``."""
        if surface not in self._openers:
            openings = sorted(self._openings[surface], key=len, reverse=True)
            self._openers[surface] = re.compile(
                rf"(?<![^\W_])(?:{'|'.join(''.join(map(_escape, opening)) for opening in openings)})$"
            )
        before = max(start, begin - MAX_OPENING)
        match = self._openers[surface].search(text[before:begin])
        return before + match.start() if match else begin

    def _follower(self, word: str, *, is_opened: bool = True) -> _Node:
        """Return the trie of what stands after ``word`` in the surfaces that begin with it, or in all where it stands."""
        follower = _Node(word[-1])
        for rest in self._rests[word]:
            if is_opened or word + rest in self._terms:
                follower.add(rest)
        follower.note_seconds()
        if is_opened:
            self._followers[word] = follower
        return follower


def expand(notation: str) -> list[str]:
    """Return the surfaces that a short notation stands for: ``(a|b)`` is a choice, ``[a|b]`` one that may be left out.

    >>> expand("[neo-]realis(m|t)")
    ['neo-realism', 'neo-realist', 'realism', 'realist']
    """
    if "(" not in notation and "[" not in notation:
        return [notation]
    parts = re.split(r"(\([^()]*\)|\[[^\[\]]*\])", notation)
    choices = [[part] if part[:1] not in {"(", "["} else part[1:-1].split("|") + [""] * (part[0] == "[") for part in parts]
    return ["".join(chosen) for chosen in product(*choices)]


def _parts(surface: str, words: re.Pattern[str], terms: Container[str]) -> tuple[str, str, str]:
    """Return what stands before the word by which ``surface`` is found, the word, and what follows it."""
    word = words.search(surface)
    if word and len(word[0]) == 1 and words is _CAPITALIZED_WORD:
        # "J. D. Vance" is found by "Vance", for texts are full of initials; "U.S. Virgin Islands" by the "U" that the U.S. need.
        longer = next((each for each in words.finditer(surface) if len(each[0]) > 1), word)
        word = word if surface[: longer.start()].rstrip() in terms else longer
    if word is None:
        message = f"{surface!r} cannot be found: it needs a word that begins with a capital, or ignore_case"
        raise ValueError(message)
    return surface[: word.start()], word[0], surface[word.end() :]


class _Node:
    """A letter of a trie: what may follow it, and whether a surface ends there."""

    __slots__ = ("children", "is_end", "letter", "may_end", "seconds")

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.children: dict[str, _Node] = {}
        self.is_end = False
        self.may_end = False
        """A surface ends here or in the next letter."""
        self.seconds: set[str] = set()
        """Letters that may follow next but one: where no surface may end, a glance at them settles most places."""

    def add(self, rest: str) -> None:
        """Let ``rest`` follow."""
        node = self
        for letter in rest:
            node = node.children.setdefault(letter, _Node(letter))
        node.is_end = True

    def note_seconds(self) -> None:
        """Note what a glance at the text needs."""
        self.may_end = self.is_end or any(child.is_end for child in self.children.values())
        letters = {letter for child in self.children.values() for letter in child.children}
        self.seconds = letters | {letter.upper() for letter in letters}

    def may_go_on(self, text: str, at: int) -> bool:
        """Tell at a glance whether a surface may go on at ``at``."""
        second = text[at + 1 : at + 2]
        if second in self.seconds:
            return True
        if second.isalpha() or not second:
            return False
        return (" " in self.seconds or text[at].isspace()) if second.isspace() else not second.isascii()

    def end_in(self, text: str, at: int, stop: int, *, ignore_case: bool) -> int:
        """Return where the longest surface ends that goes on at ``at`` and lies before ``stop``; 0 if there is none."""
        node, best = self, 0
        if not node.children:
            return at if node.is_end and (at == stop or _may_follow(node.letter, text[at])) else 0
        while True:
            if node.is_end and (at == stop or _may_follow(node.letter, text[at])):
                best = at
            if at == stop or not node.children:
                return best
            letter = text[at]
            at += 1
            if letter.isspace():
                following = node.children.get(" ")
                last = min(at + _MAX_SPACE - 1, stop)
                while at < last and text[at].isspace():
                    at += 1
            else:
                letter = letter.lower() if ignore_case else letter
                following = node.children.get(_FOLDED.get(letter, letter))
            if following is None:
                return best
            node = following


_NONE = _Node("")  # stands for a word that begins no surface


def _may_follow(letter: str, following: str) -> bool:
    """Tell whether a surface that ends in ``letter`` may stand before ``following``."""
    if letter.isalpha():  # "Tokyo2" is Tokyo and a note mark
        return not following.isalnum() or following.isdecimal() or following in "²³¹" or "⁰" <= following <= "⁹"
    if letter.isdigit() or letter == ".":  # "G77" is not G7
        return not following.isalnum() and following != "_"
    return True


def _escape(letter: str) -> str:
    return _CLASSES.get(letter) or re.escape(letter)
