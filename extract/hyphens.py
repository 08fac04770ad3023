"""Whether a hyphen at the end of a line belongs to the word: ``sanc-/tions`` but ``free-/riding``."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from extract.word_list import english_words, is_english

LETTER = r"[^\W\d_]"
WORD = re.compile(rf"{LETTER}++(?:-{LETTER}++)*+")
CUT_WORD = re.compile(rf"(?<!{LETTER}){LETTER}++[-\u00ad][^\S\n\r]*[\r\n]\s*{LETTER}++")
TAIL = re.compile(rf"^{LETTER}+")
HEAD = re.compile(rf"(?<!{LETTER}){LETTER}++$")

SUSPENDED = {
    "de": {"und", "oder", "bis"},
    "en": {"and", "or", "to", "nor"},
    "es": {"y", "o", "e", "u"},
    "fr": {"et", "ou"},
    "it": {"e", "o"},
    "pt": {"e", "ou"},
}
"""Words before the second half of a compound, by language: ``trust- and peace-building``."""

HYPHENED_HEADS = {
    "en": {
        "all",
        "cross",
        "ex",
        "full",
        "half",
        "high",
        "ill",
        "long",
        "low",
        "mid",
        "near",
        "quasi",
        "self",
        "short",
        "so",
        "well",
    },
    "es": {"ex"},
    "fr": {"demi", "ex", "mi", "non", "quasi", "semi", "vice"},
    "pt": {"ex", "sul", "vice"},
}
"""First parts that take a hyphen, by language."""

ACCENTED_HEADS = frozenset(["além", "bem", "latino", "norte", "não", "pré", "pró", "pós", "recém"])
"""Portuguese first parts with which no other word begins."""

PREFIXES = frozenset(
    [
        "ante",
        "anti",
        "auto",
        "bi",
        "bio",
        "co",
        "counter",
        "cyber",
        "de",
        "extra",
        "geo",
        "hyper",
        "infra",
        "inter",
        "intra",
        "macro",
        "mega",
        "meta",
        "micro",
        "mini",
        "mono",
        "multi",
        "neo",
        "neuro",
        "non",
        "post",
        "pre",
        "pro",
        "proto",
        "pseudo",
        "psycho",
        "re",
        "semi",
        "socio",
        "sub",
        "supra",
        "techno",
        "tele",
        "trans",
        "tri",
        "ultra",
        "uni",
    ]
)
"""First parts that some write with a hyphen and some without."""

SOLID_HEADS = frozenset(
    [
        "after",
        "back",
        "be",
        "by",
        "dis",
        "down",
        "en",
        "fore",
        "in",
        "mis",
        "off",
        "on",
        "out",
        "over",
        "sur",
        "un",
        "under",
        "up",
        "with",
    ]
)
"""First parts that are mostly written solid: ``overfitting``."""

SOLID_TAILS = frozenset(
    [
        "able",
        "age",
        "ant",
        "ate",
        "ed",
        "en",
        "ence",
        "ent",
        "er",
        "est",
        "ian",
        "ic",
        "ing",
        "ion",
        "ions",
        "ish",
        "ism",
        "ist",
        "ity",
        "ive",
        "less",
        "ly",
        "ment",
        "ments",
        "ness",
        "ous",
        "ship",
    ]
)
"""Endings that are in the word list too."""

ENCLITIC = re.compile(r"(?:ou|eu|iu|am|em|ar|er|ir|ndo)-(?:se|lhes?|me|nos)|[áêíô]-l[oa]s?|(?:am|em)-n[oa]s?")
"""Portuguese verbs with a pronoun: ``tornou-se``."""

SYLLABLE = re.compile(
    r"(?:ch|sh|zh|hs|ts|tz|kk|ss|[bcdfghjklmnprstwxy])?[wy]?(?:eou|eo|eu|ae|oe|ui|ai|ao|ei|ou|ia|ie|uo|iu|oo|[aeiou])(?:ng|[nklmpth])?",
    re.IGNORECASE,
)
"""One syllable of a Korean or Chinese name: ``Jae-in``, ``Kai-shek``."""


class Decision(NamedTuple):
    """What becomes of a hyphen at a line end, and the rule that decided."""

    keep: bool
    space: bool
    rule: str


class Vocabulary:
    """The words of one source, with and without hyphens, and how often each stands within a line."""

    def __init__(self, text: str) -> None:
        """Count the words of ``text``; those cut by a line end do not count."""
        plain = text.replace("‐", "-").replace("‑", "-").lower()
        self.counts = Counter(WORD.findall(CUT_WORD.sub(" ", plain)))
        self.heads: Counter[str] = Counter()
        self.tails: Counter[str] = Counter()
        for word, count in [item for item in self.counts.items() if "-" in item[0]]:
            parts = word.split("-")
            for first, second in pairwise(parts):
                self.heads[first] += count
                self.tails[_stem(second)] += count
                if len(parts) > 2:
                    self.counts[f"{first}-{second}"] += count

    def count(self, word: str) -> int:
        """Return how often ``word`` stands in the source, as it is or in another number."""
        counts = self.counts
        return counts[word] + counts[word + "s"] + (counts[word[:-1]] if word.endswith("s") else 0)


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
        return _decision(keep=True, rule="number")
    head, tail = head_match[0], tail_match[0]
    joined, hyphened = (head + tail).lower(), f"{head}-{tail}".lower()
    solid, parted = vocabulary.count(joined), vocabulary.count(hyphened)
    if solid != parted:
        return _decision(keep=parted > solid, rule="vocabulary")
    language = language or "en"
    is_word = _is_word(head, vocabulary, language) or head.lower() in PREFIXES
    if after in SUSPENDED.get(language, ()) and is_word and not (language == "en" and is_english(joined)):
        return Decision(keep=True, space=True, rule="hyphen:kept:suspended")
    if tail[0].isupper() and not (head.isupper() and tail.isupper()):
        return _decision(keep=head not in {"Mc", "Mac"}, rule="capital")
    if (
        head.lower() in HYPHENED_HEADS.get(language, ())
        and _is_word(tail, vocabulary, language)
        and not is_english(joined, common=True)
    ):
        return _decision(keep=True, rule="prefix")
    if language == "en":
        return _decide_english(head, tail, vocabulary, previous)
    return _decide_foreign(head, tail, vocabulary, language)


def _decide_foreign(head: str, tail: str, vocabulary: Vocabulary, language: str) -> Decision:
    """Join, as most hyphens at line ends part syllables, unless both parts are words of this source."""
    if language == "pt" and ENCLITIC.search(f"{head}-{tail}") and len(head) > 3:
        return _decision(keep=True, rule="pronoun")
    if language == "pt" and head.lower() in ACCENTED_HEADS and len(tail) > 2:
        return _decision(keep=True, rule="prefix")
    both = min(len(head), len(tail)) > 4 and head.islower() and vocabulary.counts[head] > 0 and vocabulary.counts[tail] > 0
    return _decision(keep=both, rule="two_words" if both else "language")


def _decide_english(head: str, tail: str, vocabulary: Vocabulary, previous: str) -> Decision:
    """Decide by the word list and by how this source writes compounds."""
    low, joined = head.lower(), head + tail
    is_tail = len(tail) > 2 and _is_word(tail, vocabulary, "en") and tail not in SOLID_TAILS
    if is_english(joined, common=True):
        return _decision(keep=False, rule="word_list")
    if low in PREFIXES:
        listed = is_english(joined)
        keep = is_tail and len(tail) > 3 and (vocabulary.heads[low] > 0 or (not listed and low not in {"re", "de"}))
        return _decision(keep=keep, rule="prefix" if not listed or keep else "word_list")
    alike = vocabulary.tails[_stem(tail.lower())]
    if is_english(joined):
        keep = alike > 1 and len(tail) > 4 and len(low) > 3 and low not in SOLID_HEADS and is_english(low, common=True)
        return _decision(keep=keep, rule="analogy" if keep else "word_list")
    if (
        SYLLABLE.fullmatch(head)
        and SYLLABLE.fullmatch(tail)
        and SYLLABLE.fullmatch(previous)
        and head.istitle()
        and previous.istitle()
    ):
        return _decision(keep=True, rule="name")
    if len(head) > 1 and head.isupper() and tail.islower() and len(tail) > 2:
        return _decision(keep=True, rule="capital")
    if low in SOLID_HEADS and low not in {"in", "on", "off", "by"}:
        return _decision(keep=False, rule="prefix")
    if is_tail and _is_word(head, vocabulary, "en"):
        plain_name = head.istitle() and low in english_words() and not (alike or tail.endswith(("ed", "ing")))
        return _decision(keep=not plain_name, rule="name" if plain_name else "two_words")
    return _decision(keep=False, rule="default")


def _is_word(word: str, vocabulary: Vocabulary, language: str) -> bool:
    """Tell whether ``word`` stands for itself: in the word list, or more than once in the source."""
    low = word.lower()
    return (language == "en" and is_english(word)) or (len(word) > 3 and vocabulary.counts[low] > (language == "en"))


def _decision(*, keep: bool, rule: str) -> Decision:
    return Decision(keep=keep, space=False, rule=f"hyphen:{'kept' if keep else 'joined'}:{rule}")


def _stem(word: str) -> str:
    """Return ``word`` without the endings that maker, makers and making do not share."""
    return re.sub(r"(?:ers?|ings?|ed|s|e)$", "", word) if len(word) > 4 else word
