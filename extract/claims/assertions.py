"""Whether a sentence asserts something about the world or the literature, and if not, what else it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claims.cues import patterns
from extract.claims.quantities import DATE_FORMS
from extract.claims.word_kinds import AUXILIARIES, verb_forms

if TYPE_CHECKING:
    from extract.models import Reason

OF_ROLE: dict[str, Reason] = {
    "title": "heading",
    "heading": "heading",
    "byline": "byline",
    "caption": "caption",
    "keywords": "abstract_label",
    "table": "caption",
    "pull_quote": "duplicate",
}
"""Why no sentence of a passage with this role is a claim."""

OF_PATTERN: dict[str, Reason] = {
    "aim": "aim",
    "byline": "byline",
    "caption": "caption",
    "label": "abstract_label",
    "signpost": "signpost",
}
"""Pattern lists of the data file, and the reason that each gives."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
QUESTION = re.compile(r"\?[”\"’')\]\s]*$")
FULL_STOP = re.compile(r"[.!…:;][”\"’')\]\s\d]*$")
MIN_WORDS = 3
MAX_VERBLESS = 12  # words; a longer stretch without a verb we know is given the benefit of the doubt


def why_no_claim(
    sentence: str, *, is_note: bool = False, after_aim: bool = False, language: str | None = "en"
) -> Reason | None:
    """Return why ``sentence`` is no claim, or nothing where it is one.

    ``is_note`` tells that it begins a note, ``after_aim`` that the sentence before it states an aim.

    >>> why_no_claim("This article examines three ports."), why_no_claim("Three ports closed.")
    ('aim', None)
    """
    if QUESTION.search(sentence):
        return "question"
    if is_note and (patterns("sentences", "note").search(sentence) or names_interview(sentence)):
        return "note"
    for name, reason in OF_PATTERN.items():
        if patterns("sentences", name).search(sentence):
            return reason
    if after_aim and patterns("sentences", "aim_continued").search(sentence):
        return "aim"
    return _why_fragment(sentence, language)


def names_interview(note: str) -> bool:
    """Tell whether a note names an interview or other talk as its source."""
    return patterns("sentences", "interview").search(note)


def _why_fragment(sentence: str, language: str | None) -> Reason | None:
    if len(sentence.split()) > 2 * MAX_VERBLESS:
        return None
    words = WORD.findall(sentence)
    if len(words) <= MIN_WORDS and _is_date(sentence):
        return "byline"
    if len(words) < MIN_WORDS and not (len(words) == 2 and FULL_STOP.search(sentence) and has_verb(sentence)):
        return "fragment"
    if language not in (None, "en") or len(words) > MAX_VERBLESS:
        return None
    return None if has_verb(sentence) or (FULL_STOP.search(sentence) and len(words) > MIN_WORDS + 2) else "fragment"


def has_verb(sentence: str) -> bool:
    """Tell whether the sentence holds a word that may be a finite verb."""
    for word in WORD.findall(sentence):
        lower = word.lower()
        if (
            lower in AUXILIARIES
            or lower.endswith(("n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve"))
            or (lower.endswith("ed") and len(lower) > 4)
        ):
            return True
        form = verb_forms().get(lower)
        if form is not None and form[1] != "ing" and not word[0].isupper():
            return True
    return False


def _is_date(sentence: str) -> bool:
    rest = sentence
    for form in ("iso", "day month", "month day", "month year"):
        rest = DATE_FORMS[form].sub("", rest)
    return rest != sentence and not WORD.search(rest)
