"""Hyphens at line ends of text in other languages than English."""

from __future__ import annotations

import re

from extract.hyphens.cut import Cut, Decision, decision
from extract.hyphens.knowledge import is_compound, parts

ACUTE = "áéíóúâêô"
VOWELS = "aeiouü" + ACUTE + "ãõà"
STRESS_OVER = re.compile(
    rf"[{ACUTE}][^{VOWELS}]{{0,4}}+[{VOWELS}]{{1,3}}+[^{VOWELS}]{{1,4}}+[{VOWELS}]{{1,3}}$"
    rf"|[{ACUTE}][^{VOWELS}]{{1,4}}+(?:i[ao]|uo|ua)s?$"
)
"""A stressed vowel and two syllables. Spanish and Portuguese never stress a syllable before the last three, so that no
syllable of the same word can follow: ``clínico-/funcional``."""

DOUBLING = re.compile(
    r"(?:anti|semi|mini)-[hi]|auto-[aho]|(?:micro|macro|neo)-[ho]|contra-[ah]|(?:hiper|super)-[hr]|inter-(?:h|r(?!og|omp|up))|sobre-[eh]|sub-[bhr]"
)
"""Portuguese first parts that take a hyphen before such a letter: ``anti-inflacionário``, ``inter-relação``."""

FIXED_FORMS = re.compile(r"(?:[oe]u|iu|[ae]m|ndo)-(?:se|lhes?|me)|[ae]m-n[oa]s?|[aei]r-(?:se|lhes?|me)|ndo-[oa]s?|a-[oa]s")
"""Portuguese verbs with a pronoun: ``tornou-se``."""

ACCENTED_FORMS = re.compile(r"[áêíô]-l[oa]s?|[áê]-lhes?")
"""The same, of forms that no noun has: ``dá-lo``."""

PRESENT = re.compile(rf"[^{ACUTE}]{{3,}}[ae]-(?:se|lhes?)")
"""The same, of forms that nouns could have too: ``observa-se``. Nouns have an accent (``hipótese``) or a double s (``classe``)."""


def decide_foreign(cut: Cut) -> Decision:
    """Join, as most hyphens at line ends part syllables, unless the parts are known to take a hyphen."""
    low, last, language = cut.low, cut.tail.lower(), cut.language
    counts = cut.vocabulary.counts
    if language == "pt" and _is_verb_with_pronoun(cut):
        return decision(keep=True, rule="pronoun")
    if (
        language in {"es", "pt"}
        and STRESS_OVER.search(low)
        and re.search(rf"[{VOWELS}]", last)
        and last not in parts("solid_last", language)
    ):
        return decision(keep=True, rule="stress")
    if language == "pt" and DOUBLING.match(f"{low}-{last}"):
        return decision(keep=True, rule="prefix")
    if low in parts("always_first", language) and len(last) > 4:
        return decision(keep=True, rule="prefix")
    if low in parts("first", language) and cut.is_word(cut.tail):
        return decision(keep=True, rule="prefix")
    if cut.is_whole and last in parts("last", language) and (counts[low] or language == "pt"):
        return decision(keep=True, rule="last_part")
    if min(len(low), len(last)) > 2 and is_compound(low, last):
        return decision(keep=True, rule="compound")
    both = min(len(low), len(last)) > 4 and counts[low] > 0 and counts[last] > 0 and not _is_affixed(cut)
    return decision(keep=both, rule="two_words" if both else "language")


def _is_affixed(cut: Cut) -> bool:
    """Tell whether a part is one that words are derived with: ``sobre-/posição``, ``literal-/mente``."""
    return cut.low in parts("solid_first", cut.language) or cut.tail in parts("solid_last", cut.language)


def _is_verb_with_pronoun(cut: Cut) -> bool:
    """Tell whether a Portuguese verb with its pronoun was parted at its own hyphen."""
    if not cut.is_whole:
        return False
    if ACCENTED_FORMS.search(cut.hyphened):
        return True
    is_known = cut.vocabulary.counts[cut.low] > 0
    if FIXED_FORMS.search(cut.hyphened):
        return len(cut.head) > 3 or is_known
    return PRESENT.fullmatch(cut.hyphened) is not None and (len(cut.head) > 4 or is_known)
