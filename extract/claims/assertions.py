"""Whether a sentence asserts something about the world or the literature, and if not, what else it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claims.cues import patterns
from extract.claims.dates import DATE_FORMS
from extract.claims.word_kinds import LETTERS, has_verb, verb_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Reason

OF_ROLE: dict[str, Reason] = {
    "title": "heading",
    "heading": "heading",
    "byline": "byline",
    "caption": "caption",
    "keywords": "heading",
    "table": "caption",
    "pull_quote": "duplicate",
}
"""Why no sentence of a passage with this role is a claim."""

OF_PATTERN: dict[str, Reason] = {
    "aim": "aim",
    "byline": "byline",
    "caption": "caption",
    "keywords": "heading",
    "label": "abstract_label",
    "signpost": "signpost",
}
"""Pattern lists of the data file, and the reason that each gives."""

FINDING = re.compile(
    # What a text found beside what it set out to do: "examines three ports and argues that they adapt".
    r"(?<!\bto\s)(?<!\bthe\s)\b(?:argu(?:es?|ed|ing)|show(?:s|ed|n|ing)?|demonstrat(?:es?|ed|ing)|finds?|found|conclud(?:es?|ed|ing)"
    r"|contends?|contended|reveal(?:s|ed|ing)?|maintain(?:s|ed)|suggest(?:s|ed|ing)?)\s(?:\w+ly\s)?that\b",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"(?:\bpp?\.\s?\d[\d–-]*+|\bch\.\s?\d{1,3}|\([^()]{0,80}\b\d{4}[a-z]?\)|,\s\d{1,4}[–-]\d{1,4})\W{0,4}$")
"""The end of what names a source: a page, a chapter or an imprint."""

TITLES = re.compile(r"[“\"][^”\"]{1,300}[”\"]|\([^()]{1,200}\)")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|should|said|says"
    r"|(?!(?:cited|quoted|edited|translated|accessed|retrieved|added|reprinted|published|updated|based|unpublished|selected)\b)[a-z]{3,}ed)\b"
)
STATEMENT = re.compile(
    r"\s(?!see\b|cf\b|also\b|and\b|for\b|but\b|on\b|in\b|compare\b)(?:[A-Z][\w-]*\s)?(?:[a-z][\w-]*\s){2,}", re.IGNORECASE
)
LABEL = re.compile(
    r"\W*(?:abstract|summary|executive\ssummary|key\s?words|resumen|resumo|résumé|zusammenfassung)\W*$", re.IGNORECASE
)
CAPTION = re.compile(
    r"\W*(?:fig(?:ure|\.)?|table|chart|map|photo|image|box|graph|exhibit)\s\d{1,3}[a-z]?[.:]?\W*$", re.IGNORECASE
)
"""A sentence that is no more than the number of a caption: the sentences behind it are its words."""

QUESTION = re.compile(r"\?[”\"’')\]\s]*$")
QUOTED = re.compile(r"\?[”\"’']\W*$")
LEAD_IN = 4  # words of a statement of what somebody asked: "The envoy summed up: “Who would pay?”"
FULL_STOP = re.compile(r"[.!…:;][”\"’')\]\s\d]*$")
PRONOUN = re.compile(r"(?:He|She|They|His|Her|Their)\b")
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
    if QUESTION.search(sentence) and not _tells_question(sentence):
        return "question"
    if (
        is_note
        and (patterns("sentences", "note").search(sentence) or names_interview(sentence))
        and not _goes_on_to_state(sentence)
    ):
        return "note"
    if is_note and REFERENCE.search(sentence) and not _states(sentence):
        return "note"
    for name, reason in OF_PATTERN.items():
        if patterns("sentences", name).search(sentence) and not (reason == "aim" and FINDING.search(sentence)):
            return "note" if is_note and reason == "byline" else reason
    if after_aim and patterns("sentences", "aim_continued").search(sentence):
        return "aim"
    return _why_fragment(sentence, language)


def why_no_statement(role: str, text: str) -> Reason | None:
    """Return why no sentence of a passage with this role is a claim; a label or a date may stand as a heading does.

    >>> why_no_statement("heading", "Abstract"), why_no_statement("heading", "Commentary | 3 May 2025"), why_no_statement("body", "")
    ('abstract_label', 'byline', None)
    """
    why = OF_ROLE.get(role)
    if role == "heading" and LABEL.match(text):
        return "abstract_label"
    return "byline" if role in ("heading", "title") and _is_dated(text) else why


def is_caption_number(sentence: str) -> bool:
    """Tell whether a sentence is the number of a caption, whose words follow: "Table 1."."""
    return CAPTION.match(sentence) is not None


def tells_of_author(sentence: str, authors: Sequence[str], *, goes_on: bool) -> bool:
    """Tell whether a sentence says who the author of the text is; ``goes_on`` if the one before it does.

    >>> tells_of_author("Ada Okafor is a professor of navigation.", ["Ada Okafor"], goes_on=False)
    True
    >>> tells_of_author("Her research is on tides.", ["Ada Okafor"], goes_on=True)
    True
    """
    name = next((author for author in authors if " " in author and sentence.startswith(author)), None)
    if name is None and goes_on:
        pronoun = PRONOUN.match(sentence)
        name = pronoun[0] if pronoun else None
    return name is not None and patterns("sentences", "author").search(sentence[len(name) :])


def _tells_question(sentence: str) -> bool:
    """Tell whether a sentence that ends in a question states who asked it."""
    before = sentence[: max(sentence.rfind("“"), sentence.find('"'), 0)] if QUOTED.search(sentence) else ""
    return len(LETTERS.findall(before)) >= LEAD_IN and has_verb(before)


def _states(note: str) -> bool:
    """Tell whether a note says anything beside what its brackets and titles hold."""
    words = [word for word in LETTERS.findall(TITLES.sub(" ", note)) if word[0].islower()]
    kinds = [verb_forms().get(word, ("", ""))[1] for word in words]
    acts = any(
        kind == "s" or (kind == "base" and before.endswith("s")) for before, kind in zip(["", *words], kinds, strict=False)
    )
    return acts or FINITE.search(TITLES.sub(" ", note)) is not None


def _goes_on_to_state(note: str) -> bool:
    """Tell whether a note that names a source states something behind it: "See Okafor (2018); pilots blame the tide."."""
    rest = note.partition(";")[2]
    return STATEMENT.match(rest) is not None and len(LETTERS.findall(rest)) > MIN_WORDS + 2


def names_interview(note: str) -> bool:
    """Tell whether a note names an interview or other talk as its source."""
    return patterns("sentences", "interview").search(note)


def _why_fragment(sentence: str, language: str | None) -> Reason | None:
    if len(sentence.split()) > 2 * MAX_VERBLESS:
        return None
    words = LETTERS.findall(sentence)
    if len(words) <= MIN_WORDS and _is_date(sentence):
        return "byline"
    if len(words) < MIN_WORDS and not (len(words) == 2 and FULL_STOP.search(sentence) and has_verb(sentence)):
        return "fragment"
    if language not in (None, "en") or len(words) > MAX_VERBLESS:
        return None
    return None if has_verb(sentence) or (FULL_STOP.search(sentence) and len(words) > MIN_WORDS + 2) else "fragment"


def _is_date(sentence: str) -> bool:
    rest = sentence
    for form in ("iso", "day month", "month day", "month year"):
        rest = DATE_FORMS[form].sub("", rest)
    return rest != sentence and not LETTERS.search(rest)


def _is_dated(line: str) -> bool:
    """Tell whether a line is a day with a word or two beside it."""
    rest = line
    for form in ("day month", "month day"):
        rest = DATE_FORMS[form].sub("", rest)
    return rest != line and len(LETTERS.findall(rest)) <= 2
