"""Whether a hyphen at the end of a line belongs to the word: ``sanc-/tions`` but ``free-/riding``.

Two readings compete. A word that the source, a list or its form shows to have a hyphen keeps it. Without such a sign it
is joined, as most words at line ends are cut between syllables.
"""

from __future__ import annotations

import re

from extract.hyphens.cut import Cut, Decision, decision
from extract.hyphens.english import decide_english
from extract.hyphens.foreign import decide_foreign
from extract.hyphens.knowledge import LINKING, PREFIXES, is_compound, parts
from extract.hyphens.vocabulary import LETTER, Vocabulary, stem
from extract.word_list import is_english

__all__ = ["Decision", "Vocabulary", "decide"]

TAIL = re.compile(rf"^{LETTER}+")
HEAD = re.compile(rf"(?<!{LETTER}){LETTER}++$")
LINKED = re.compile(rf"(?<!{LETTER}){LETTER}++[-‐‑]$")
CHANCE = 3
"""A hyphen of the word always stands at the line end when the line ends there; one that was put in could stand elsewhere too."""


def decide(before: str, after: str, vocabulary: Vocabulary, language: str | None = "en", previous: str = "") -> Decision:
    """Tell what becomes of the hyphen between ``before`` and ``after``, which stands at a line end.

    ``before`` is all that is glued to the hyphen on its left, ``after`` what begins the next line up to a space,
    ``previous`` the word before ``before``.

    >>> decide("sanc", "tions", Vocabulary("")).rule
    'hyphen:joined:word_list'
    >>> decide("free", "riding", Vocabulary("the problem of free-riding")).rule
    'hyphen:kept:vocabulary'
    >>> decide("Jae", "in", Vocabulary(""), previous="Moon").rule
    'hyphen:kept:name'
    """
    head_match, tail_match = HEAD.search(before), TAIL.search(after)
    if head_match is None or tail_match is None:
        return decision(keep=True, rule="number")
    cut = Cut(
        head_match[0],
        tail_match[0],
        vocabulary,
        language or "en",
        previous,
        linked_before=linked[0][:-1] if (linked := LINKED.search(before[: head_match.start()])) else "",
        is_linked_after=re.match(r"[-‐‑]\w", after[tail_match.end() :]) is not None,
        is_whole=len(after.rstrip('.,;:!?)]}"”’»')) == len(tail_match[0]),
    )
    return (
        _by_vocabulary(cut)
        or _suspended(cut, after)
        or _by_form(cut)
        or (decide_english(cut) if cut.language == "en" else decide_foreign(cut))
    )


def _by_vocabulary(cut: Cut) -> Decision | None:
    """Decide as the source writes the word elsewhere, or one that differs in its ending."""
    if cut.low in LINKING and stem(cut.linked_before.lower()) == stem(cut.tail.lower()):
        return decision(keep=True, rule="chain")
    solid, parted = cut.vocabulary.count(cut.joined), cut.vocabulary.count(cut.hyphened)
    if solid or parted:
        return decision(keep=parted * CHANCE > solid, rule="vocabulary")
    if cut.vocabulary.stems[f"{cut.low}-{stem(cut.tail.lower())}"] and not is_english(cut.joined, common=True):
        return decision(keep=True, rule="vocabulary")
    return None


def _suspended(cut: Cut, after: str) -> Decision | None:
    """Leave a compound that waits for its second half: ``trust- and peace-building``."""
    if after not in parts("suspended", cut.language) or (cut.language == "en" and is_english(cut.joined)):
        return None
    if cut.is_word(cut.head) or cut.low in PREFIXES:
        return Decision(keep=True, space=True, rule="hyphen:kept:suspended")
    return None


def _by_form(cut: Cut) -> Decision | None:
    """Decide by capitals, single letters and the words of a chain."""
    head, tail = cut.head, cut.tail
    if tail[0].isupper() and not (head.isupper() and tail.isupper()):
        return decision(keep=head not in {"Mc", "Mac"}, rule="capital")
    if len(head) == 1 and (
        cut.language != "en" or is_compound(cut.low, tail.lower()) or not is_english(cut.joined, common=True)
    ):
        return decision(keep=True, rule="letter")
    if cut.language == "en" and is_english(cut.joined, common=True):
        return None
    if (cut.linked_before and cut.low in LINKING and cut.is_word(tail)) or (cut.is_linked_after and tail in LINKING):
        return decision(keep=True, rule="chain")
    if head.isupper() and tail.isupper():
        counts = cut.vocabulary.counts
        known = counts[cut.low] > 1 and counts[tail.lower()] > 0
        return decision(keep=known, rule="capital")
    if head[-1].isupper() and tail.islower() and len(tail) > 2 and (head.isupper() or cut.is_word(tail)):
        return decision(keep=True, rule="capital")
    return None
