"""Hyphens at line ends of English text."""

from __future__ import annotations

import re

from extract.hyphens.cut import Cut, Decision, decision
from extract.hyphens.knowledge import NAME_ENDS, PREFIXES, SOLID_FIRST, SOLID_LAST, compounds, is_compound, parts
from extract.hyphens.vocabulary import stem
from extract.word_list import is_english

SYLLABLE = re.compile(
    r"(?:ch|sh|zh|hs|ts|tz|kk|ss|[bcdfghjklmnprstwxy])?[wy]?(?:eou|eo|eu|ae|oe|ui|ai|ao|ei|ou|ia|ie|uo|iu|oo|[aeiou])(?:ng|[nklmpth])?",
    re.IGNORECASE,
)
"""One syllable of a Korean or Chinese name: ``Jae-in``, ``Kai-shek``."""


PLACES = frozenset(["after", "back", "by", "down", "in", "off", "on", "out", "up"])
"""First parts that are mostly written solid in words that are in the list, and with a hyphen in others."""

HYPHENED_PREFIXES = frozenset(["anti", "non", "pre"])
"""First parts that are written with a hyphen where nothing speaks against it."""

MANY = 2  # words that a source writes solid with a first part, and none with a hyphen


def decide_english(cut: Cut) -> Decision:
    """Decide by the word lists, by parts that take a hyphen, and by how this source writes compounds."""
    low, last = cut.low, cut.tail.lower()
    if is_english(cut.joined, common=True):
        return decision(keep=False, rule="word_list")
    if is_compound(low, last):
        return decision(keep=True, rule="compound")
    if low in parts("first", "en") and cut.is_word(cut.tail):
        return decision(keep=True, rule="prefix")
    if low in PREFIXES:
        return _prefixed(cut)
    if is_english(cut.joined):
        keep = _is_like_others(cut)
        return decision(keep=keep, rule="analogy" if keep else "word_list")
    if _is_given_name(cut):
        return decision(keep=True, rule="name")
    if f"-{last}" in compounds():
        return decision(keep=True, rule="last_part")
    if low in SOLID_FIRST:
        return decision(keep=low in PLACES and len(last) > 3 and cut.is_sure(cut.tail), rule="prefix")
    return _two_words(cut)


def _prefixed(cut: Cut) -> Decision:
    """Decide on a first part that some write with a hyphen and some without, as this source does with other words.

    A word in the list must have more of the source on its side than one that is not.
    """
    low, tail = cut.low, cut.tail
    with_hyphen, solid = cut.vocabulary.heads[low], cut.vocabulary.solid(low)
    is_tail = len(tail) > 3 and cut.is_word(tail) and tail not in SOLID_LAST
    if is_english(cut.joined):
        keep = is_tail and (with_hyphen > solid or (not solid and low in HYPHENED_PREFIXES))
        return decision(keep=keep, rule="prefix" if keep else "word_list")
    if not is_tail:
        return decision(keep=low in HYPHENED_PREFIXES and len(tail) > 5, rule="prefix")
    return decision(keep=with_hyphen > 0 or solid < MANY, rule="prefix")


def _is_like_others(cut: Cut) -> bool:
    """Tell whether the source has other compounds with this second part, as policy-makers beside decision-makers."""
    return (
        cut.vocabulary.tails[stem(cut.tail.lower())] > 1
        and min(len(cut.tail) - 1, len(cut.head)) > 3
        and cut.low not in SOLID_FIRST
        and is_english(cut.low, common=True)
    )


def _is_given_name(cut: Cut) -> bool:
    parts_of_name = (cut.previous, cut.head, cut.tail)
    return all(SYLLABLE.fullmatch(part) for part in parts_of_name) and cut.previous.istitle() and cut.head.istitle()


def _two_words(cut: Cut) -> Decision:
    """Keep the hyphen between two words, but not in a family name of two words: ``Gel-/man``."""
    head, tail = cut.head, cut.tail
    last = tail.lower()
    if len(tail) < 3 or tail in SOLID_LAST or not cut.is_word(tail):
        return decision(keep=False, rule="default")
    if not cut.is_word(head):
        return decision(keep=False, rule="default")
    is_sure = cut.is_sure(head) and cut.is_sure(tail)
    if head.istitle():
        alike = cut.vocabulary.tails[stem(last)] > 0 or last.endswith(("ed", "ing"))
        keep = last not in NAME_ENDS and (alike or (is_sure and len(tail) > 4))
        return decision(keep=keep, rule="two_words" if keep else "name")
    keep = cut.is_sure(head) or (len(head) > 4 and cut.is_sure(tail))
    return decision(keep=keep, rule="two_words" if keep else "default")
