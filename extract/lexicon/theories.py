"""Finds the theories and concepts of International Relations that a text names.

The terms are those of ``data/theories.toml``. The longest label wins, so "great-power status" is status seeking and not
great powers. Words that mean many things ("hedging", "coercion") count only in the company of words that settle it, and the
mention keeps them as ``support``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import Tag
from extract.lexicon.countries import find_countries
from extract.lexicon.taxonomy import Concept, Label, concepts, labels, matcher, without_hyphens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Span

HEADING = 100  # characters: a paragraph no longer than that is read together with the next
VETO_WITHIN = 120  # characters: a clause or two on each side
_BLANK_LINE = re.compile(r"\n[ \t]{0,9}\n")
_REST = r"[^\W_]{0,12}"
_FIRST_WORD = re.compile(r"\w+[\s-](?=\w)")
_AND = re.compile(r"(?<![\w-])([\w-]{2,30})(?:,? (?:and|or|and/or|versus)|/|,)\s?$")
"""What stands before the last of several words that share a noun: "small, middle and great powers"."""


class TheoryMention(NamedTuple):
    """A theory or concept that a text names; offsets into the text given."""

    id: str
    start: int
    end: int
    spans: tuple[Span, ...]
    """Where its words stand: two spans for "small ... powers" in "small and middle powers"."""
    rule: str
    """The label that was found, and the supporting words if it needed some."""
    support: tuple[Span, ...] = ()
    """The words near by that decided on an ambiguous label."""


def find_theories(text: str) -> list[Tag]:
    """Return a tag for each theory or concept that ``text`` names, in the order of the text.

    >>> [(tag.value, tag.rule) for tag in find_theories("Small allies chose hedging, or passed the buck.")]
    [('hedging', 'label:hedging needs:allies'), ('buck-passing', 'label:pass the buck needs:allies')]
    >>> find_theories("A hedge fund passed the buck.")
    []
    """
    return [Tag("theory", mention.id, mention.start, mention.end, mention.rule) for mention in find_mentions(text)]


def find_mentions(text: str, countries: Sequence[Tag] | None = None) -> list[TheoryMention]:
    """Return each theory or concept that ``text`` names, with all the words that earned it.

    ``countries`` are those of ``text`` in their order; they are looked for when they are not given and a label needs one.

    >>> [(mention.id, mention.spans) for mention in find_mentions("small and middle powers")]
    [('small-states', ((0, 5), (17, 23))), ('middle-power', ((10, 23),))]
    """
    around = _Surroundings(text, countries)
    mentions = []
    for hit in matcher().find(without_hyphens(text)):
        mention = _decide(hit.value, hit.start, hit.end, around)
        if mention:
            mentions += [mention, *_sharing(mention, around)]
    return sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.id))


class _Surroundings:
    """What stands around a label. Countries are looked for only when a label asks for them."""

    def __init__(self, text: str, countries: Sequence[Tag] | None = None) -> None:
        self.text = text
        self._countries = countries

    def window(self, start: int, end: int, within: int, *, after: bool = False) -> Span:
        """Return up to ``within`` characters before and after ``[start, end)``, of its paragraph.

        To a heading belongs the paragraph under it.
        """
        low, high = max(start - within, 0), min(end + within, len(self.text))
        for blank in _BLANK_LINE.finditer(self.text, low, start):
            low = blank.end()
        blank_after = _BLANK_LINE.search(self.text, end, high)
        if blank_after and blank_after.start() - low <= HEADING:
            blank_after = _BLANK_LINE.search(self.text, blank_after.end(), high)
        return end if after else low, blank_after.start() if blank_after else high

    def countries(self, low: int, high: int) -> Sequence[Tag]:
        """Return the countries named in ``[low, high)``."""
        if self._countries is None:
            self._countries = find_countries(self.text)
        first = bisect_left(self._countries, low, key=lambda tag: tag.start)
        after = bisect_left(self._countries, high, key=lambda tag: tag.start)
        return [tag for tag in self._countries[first:after] if tag.end <= high]


def _decide(several: tuple[Label, ...], start: int, end: int, around: _Surroundings) -> TheoryMention | None:
    """Return what words mean here that may name several concepts, if they mean one."""
    for label in several:
        if sum(map(str.isupper, around.text[start:end])) < label.capitals:
            continue
        rule = f"label:{label.name}"
        mention = TheoryMention(label.concept, start, end, ((start, end),), rule)
        if not label.is_ambiguous:
            return mention
        if _is_vetoed(label, start, end, around):
            continue
        if not label.needs:
            return mention
        support = _support(label, start, end, around)
        if support:
            words = " … ".join(" ".join(around.text[slice(*span)].split()) for span in support)
            return mention._replace(rule=f"{rule} needs:{words}", support=support)
    return None


def _is_vetoed(label: Label, start: int, end: int, around: _Surroundings) -> bool:
    words = concepts()[label.concept].unless_near
    return bool(words) and _words(words).search(around.text, *around.window(start, end, VETO_WITHIN)) is not None


def _support(label: Label, start: int, end: int, around: _Surroundings) -> tuple[Span, ...]:
    """Return the nearest words that settle what an ambiguous label means; nothing if there are none."""
    concept = concepts()[label.concept]
    low, high = around.window(start, end, label.within, after=label.after)
    found = [match.span() for match in _words(label.needs).finditer(around.text, low, high)]
    found += [match.span() for match in _cited(concept.authors).finditer(around.text, low, high)]
    near = around.countries(low, high) if {"@country", "@countries"} & set(label.needs) else []
    countries = sorted(near, key=lambda tag: _distance((tag.start, tag.end), (start, end)))
    if "@country" in label.needs:
        found += [(tag.start, tag.end) for tag in countries]
    apart = [span for span in found if (span[1] <= start or span[0] >= end) and not _is_same_word(span, concept, around)]
    if apart:
        return (min(apart, key=lambda span: _distance(span, (start, end))),)
    others = [tag for tag in countries if tag.value != countries[0].value] if "@countries" in label.needs else []
    return tuple(sorted((tag.start, tag.end) for tag in (countries[0], others[0]))) if others else ()


def _is_same_word(span: Span, concept: Concept, around: _Surroundings) -> bool:
    """Tell whether a supporting word is itself an ambiguous label of the concept: "realist" does not support "realism"."""
    surface = _surface(around.text[span[0] : span[1]])
    return any(label.concept == concept.id and label.is_ambiguous for label in labels().get(surface, ()))


def _surface(printed: str) -> str:
    return matcher().normalize(without_hyphens(printed))


def _distance(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _sharing(mention: TheoryMention, around: _Surroundings) -> Iterator[TheoryMention]:
    """Yield other concepts that share the noun: "small" in "small, middle and great powers". The one supports the other."""
    first = _FIRST_WORD.match(around.text, mention.start, mention.end)
    if not first:
        return
    noun = around.text[first.end() - 1 : mention.end]
    before = _AND.search(around.text, max(mention.start - 40, 0), mention.start)
    while before:
        for label in labels().get(_surface(before[1] + noun), ())[:1]:
            if label.concept != mention.id:
                spans = (before.span(1), (first.end(), mention.end))
                support = mention.spans if label.is_ambiguous else ()
                yield TheoryMention(label.concept, before.start(1), mention.end, spans, f"label:{label.name}", support)
        before = _AND.search(around.text, max(before.start(1) - 40, 0), before.start(1))


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of supporting words: ``*`` ends a stem, a word with a capital needs it."""
    parts = []
    for word in words:
        pattern = re.escape(word.removesuffix("*")).replace(r"\ ", r"[\s-]{1,3}") + _REST * word.endswith("*")
        if not word.startswith("@"):
            parts.append(f"(?i:{pattern})" if word.islower() else pattern)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")


@cache
def _cited(authors: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of a citation of one of the authors: name, and a year soon after it."""
    names = "|".join(map(re.escape, authors))
    return re.compile(rf"(?<!\w)(?:{names})\b[^.;()]{{0,40}}\(?(?:1[89]|20)\d\d" if authors else r"(?!)")
