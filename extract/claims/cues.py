"""The words of ``data/cues.toml``, ready to be looked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher


class Cue(NamedTuple):
    """A form of a word or phrase by which somebody is reported."""

    group: str  # speech, judgement, request, commitment, thought, nouns
    lemma: str
    form: str  # base, s, past, ing, phrase


@cache
def data() -> dict[str, Any]:
    """Return what the file holds."""
    return tomllib.loads(resources.files("extract").joinpath("data/cues.toml").read_text(encoding="utf-8"))


def inflected(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield ``(form, kind of form)`` of a verb; of a phrasal verb its first word changes.

    >>> list(inflected("deny"))
    [('deny', 'base'), ('denies', 's'), ('denied', 'past'), ('denying', 'ing')]
    >>> [form for form, _ in inflected("rule out")]
    ['rule out', 'rules out', 'ruled out', 'ruling out']
    """
    verb, _, particle = lemma.partition(" ")
    tail = f" {particle}" if particle else ""
    yield lemma, "base"
    irregular = data()["irregular"].get(verb)
    if irregular:
        yield irregular[0] + tail, "s"
        for form in irregular[1:]:
            yield form + tail, "ing" if form.endswith("ing") else "past"
        return
    if re.search(r"[^aeiou]y$", verb):
        yield verb[:-1] + "ies" + tail, "s"
        yield verb[:-1] + "ied" + tail, "past"
        yield verb + "ing" + tail, "ing"
        return
    yield verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s") + tail, "s"
    stem = verb.removesuffix("e")
    yield stem + "ed" + tail, "past"
    yield (verb if verb.endswith("ee") else stem) + "ing" + tail, "ing"


@cache
def cue_forms() -> dict[str, Cue]:
    """Return each form of each attribution cue in lower case; a verb goes before a noun of the same form."""
    forms: dict[str, Cue] = {}
    groups = data()["attribution"]
    for group in groups:
        for lemma in groups[group]["verbs"]:
            for form, kind in inflected(lemma):
                forms.setdefault(form, Cue(group, lemma, kind))
    for group in groups:
        for phrase in groups[group]["phrases"]:
            forms.setdefault(phrase, Cue(group, phrase, "noun" if group == "nouns" else "phrase"))
    return forms


@cache
def cue_matcher() -> tuple[Language, PhraseMatcher]:
    """Return spaCy's English tokenizer and a matcher of all cues on its tokens."""
    import spacy  # noqa: PLC0415  importing it takes a second, and most commands have no need of it
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("cue", [nlp.make_doc(form) for form in cue_forms()])
    return nlp, matcher


@cache
def words(*path: str) -> frozenset[str]:
    """Return a word list of the file as a set: ``words("roles", "people")``."""
    table: Any = data()
    for key in path:
        table = table[key]
    return frozenset(table)


class Patterns:
    """The patterns of one entry of the file; a look for the words that any of them needs saves most of the work.

    >>> bool(patterns("stance", "future").search("The port will close.")), bool(patterns("stance", "future").search("It closed."))
    (True, False)
    """

    def __init__(self, entry: dict[str, list[str]]) -> None:
        """Compile the alternatives of ``entry`` into one pattern without regard to case."""
        self.needs = tuple(entry["needs"])
        self.pattern = re.compile("|".join(f"(?:{alternative})" for alternative in entry["patterns"]), re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match, if there is one."""
        lower = text.lower()
        for need in self.needs:
            if need in lower:
                return self.pattern.search(text)
        return None


@cache
def patterns(*path: str) -> Patterns:
    """Return the patterns of an entry of the file: ``patterns("stance", "future")``."""
    table: Any = data()
    for key in path:
        table = table[key]
    return Patterns(table)
