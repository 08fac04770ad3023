"""Finds the theories and concepts that a text names: those of International Relations, or those of another taxonomy.

The longest label wins, so "great-power status" is status seeking and not great powers. Words that mean many things
("hedging", "coercion") count only in the company of words that settle it, or of a citation of a work by which the concept
is known; the mention keeps them as ``support``. A citation alone names nothing: only a label does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.lexicon import Tag
from extract.lexicon.countries import find_countries
from extract.lexicon.key_works import author_pattern, citing_pattern, is_citation_of, is_work_of
from extract.lexicon.stems import STEM
from extract.lexicon.taxonomy import Concept, Label, Taxonomy, theories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.lexicon import Hit
    from extract.lexicon.key_works import CitedWork
    from extract.lexicon.taxonomy import Labels
    from extract.models import Span, SupportKind

HEADING = 100  # characters: a paragraph no longer than that is read together with the next
VETO_WITHIN = 120  # characters: a clause or two on each side
IN_TEXT = "@text"  # a need that the text as a whole may meet
ELSEWHERE = 3  # concepts that a text must name elsewhere, to be one in which such labels count
_BLANK_LINE = re.compile(r"\n[ \t]{0,9}\n")
_REST = r"[^\W_]{0,12}"
_FIRST_WORD = re.compile(r"\w+[\s-](?=\w)")
_AND = re.compile(r"(?<![\w-])([\w-]{2,30})(?:,? (?:and|or|and/or|versus)|/|,)\s?$")
"""What stands before the last of several words that share a noun: "small, middle and great powers"."""


class Support(NamedTuple):
    """What stands near a label and speaks for it."""

    kind: SupportKind
    start: int
    end: int
    words: str
    """As the rule names them."""
    citation: str = ""
    """The id of a citation that was handed over."""


class TheoryMention(NamedTuple):
    """A theory or concept that a text names; offsets into the text given."""

    id: str
    start: int
    end: int
    spans: tuple[Span, ...]
    """Where its words stand: two spans for "small ... powers" in "small and middle powers"."""
    rule: str
    """The label that was found, and what settled it if it needed something."""
    support: tuple[Support, ...] = ()
    """What decided on an ambiguous label, and the citations of key works near any label."""


class Refusal(NamedTuple):
    """A label that was seen and did not count."""

    label: Label
    start: int
    end: int
    why: Literal["capitals", "unless_near", "needs"]
    by: Span | None = None
    """The words that ruled it out."""


def find_theories(text: str) -> list[Tag]:
    """Return a tag for each theory or concept that ``text`` names, in the order of the text.

    >>> [(tag.value, tag.rule) for tag in find_theories("Small allies chose hedging, or passed the buck.")]
    [('hedging', 'label:hedging needs:allies'), ('buck-passing', 'label:pass the buck needs:allies')]
    >>> find_theories("A hedge fund passed the buck.")
    []
    """
    return [Tag("theory", mention.id, mention.start, mention.end, mention.rule) for mention in find_mentions(text)]


def find_mentions(
    text: str,
    countries: Sequence[Tag] | None = None,
    *,
    taxonomy: Taxonomy | None = None,
    cited: Sequence[CitedWork] = (),
) -> list[TheoryMention]:
    """Return each theory or concept that ``text`` names, with all that earned it.

    ``countries`` are those of ``text`` in their order; they are looked for when they are not given and a label needs one.
    ``cited`` are the citations of ``text`` in their order, which may be blanked out there. Without a ``taxonomy``, it is that of
    the theories of International Relations.

    >>> [(mention.id, mention.spans) for mention in find_mentions("small and middle powers")]
    [('small-states', ((0, 5), (17, 23))), ('middle-power', ((10, 23),))]
    """
    verdicts = judge_labels(text, countries, taxonomy=taxonomy, cited=cited)
    mentions = (verdict for verdict in verdicts if isinstance(verdict, TheoryMention))
    return sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.id))


def judge_labels(
    text: str,
    countries: Sequence[Tag] | None = None,
    *,
    taxonomy: Taxonomy | None = None,
    cited: Sequence[CitedWork] = (),
) -> Iterator[TheoryMention | Refusal | Hit[Labels]]:
    """Yield what becomes of each label in ``text``: a mention, a refusal, or the hit of a phrase that hides labels."""
    taxonomy = taxonomy or theories()
    around = _Surroundings(text, taxonomy, countries, cited)
    judged = [(hit, list(_verdicts(hit, around))) for hit in taxonomy.find(text)]
    elsewhere = _most_named(verdict for _, verdicts in judged for verdict in verdicts if isinstance(verdict, TheoryMention))
    for hit, verdicts in judged:
        if not hit.value:
            yield hit
        for verdict in _by_text(verdicts, elsewhere, around) if elsewhere else verdicts:
            yield verdict
            if isinstance(verdict, TheoryMention):
                yield from _sharing(verdict, around)


def _most_named(mentions: Iterable[TheoryMention]) -> tuple[Span, ...]:
    """Return where a text first names the concepts that it names most; nothing if it names too few."""
    first: dict[str, Span] = {}
    times: Counter[str] = Counter()
    for mention in mentions:
        first.setdefault(mention.id, (mention.start, mention.end))
        times[mention.id] += 1
    most = [first[concept] for concept, _ in times.most_common(ELSEWHERE)]
    return tuple(sorted(most)) if len(most) == ELSEWHERE else ()


def _by_text(
    verdicts: list[TheoryMention | Refusal], elsewhere: tuple[Span, ...], around: _Surroundings
) -> Iterator[TheoryMention | Refusal]:
    """Yield the verdicts on words. If they name nothing so far, a label counts that may do so in a text that names others."""
    for verdict in verdicts:
        is_open = isinstance(verdict, Refusal) and verdict.why == "needs" and IN_TEXT in verdict.label.needs
        if isinstance(verdict, TheoryMention) or not is_open or isinstance(verdicts[-1], TheoryMention):
            yield verdict
            continue
        support = tuple(around.support("words", place) for place in elsewhere)
        rule = f"label:{verdict.label.name} text:{' … '.join(each.words for each in support)}"
        place = (verdict.start, verdict.end)
        yield TheoryMention(verdict.label.concept, *place, (place,), rule, support)
        return


class _Surroundings:
    """What stands around a label. Countries are looked for only when a label asks for them."""

    def __init__(
        self, text: str, taxonomy: Taxonomy, countries: Sequence[Tag] | None = None, cited: Sequence[CitedWork] = ()
    ) -> None:
        self.text = text
        self.taxonomy = taxonomy
        self._countries = countries
        self._cited = cited

    def window(self, start: int, end: int, within: int, *, after: bool = False) -> Span:
        """Return up to ``within`` characters before and after ``[start, end)``, of its paragraph.

        To a heading belongs the paragraph under it.
        """
        low, high = max(start - within, 0), min(end + within, len(self.text))
        for blank in _BLANK_LINE.finditer(self.text, low, start):
            low = blank.end()
        blank_after = _BLANK_LINE.search(self.text, end, high)
        if blank_after and not after and self._begins_in(max(blank_after.start() - HEADING, 0), start):
            blank_after = _BLANK_LINE.search(self.text, blank_after.end(), high)
        return end if after else low, blank_after.start() if blank_after else high

    def _begins_in(self, low: int, high: int) -> bool:
        """Tell whether a paragraph begins in ``[low, high]``."""
        return low == 0 or any(blank.end() >= low for blank in _BLANK_LINE.finditer(self.text, max(low - 11, 0), high))

    def countries(self, low: int, high: int) -> Sequence[Tag]:
        """Return the countries named in ``[low, high)``."""
        if self._countries is None:
            self._countries = find_countries(self.text)
        first = bisect_left(self._countries, low, key=lambda tag: tag.start)
        after = bisect_left(self._countries, high, key=lambda tag: tag.start)
        return [tag for tag in self._countries[first:after] if tag.end <= high]

    def key_works(self, concept: Concept, low: int, high: int) -> Iterator[Support]:
        """Yield the citations of key works of a concept in ``[low, high)``: those that were handed over, and those in the text."""
        for cited in self._cited_in(low, high):
            work = next((work for work in concept.works if is_citation_of(cited, work)), None)
            if work:
                yield Support("key_work", cited.start, cited.end, work.named, cited.citation)
        for match in citing_pattern(concept.works).finditer(self.text, low, high):
            yield self.support("key_work", match.span())

    def works_of_authors(self, concept: Concept, low: int, high: int) -> Iterator[Support]:
        """Yield the citations of any work by the authors of a concept in ``[low, high)``."""
        for cited in self._cited_in(low, high):
            if is_work_of(cited, concept.authors):
                yield Support("author", cited.start, cited.end, cited.named, cited.citation)
        for match in author_pattern(concept.authors).finditer(self.text, low, high):
            yield self.support("author", match.span())

    def _cited_in(self, low: int, high: int) -> Sequence[CitedWork]:
        first = bisect_left(self._cited, low, key=lambda cited: cited.start)
        return self._cited[first : bisect_left(self._cited, high, key=lambda cited: cited.start)]

    def support(self, kind: SupportKind, span: Span) -> Support:
        """Return the words at ``span`` as support."""
        return Support(kind, *span, " ".join(self.text[slice(*span)].split()))


def _verdicts(hit: Hit[Labels], around: _Surroundings) -> Iterator[TheoryMention | Refusal]:
    """Yield what words mean here that may name several concepts: the refusals, up to the mention if there is one."""
    start, end = hit.start, hit.end
    capitals = sum(map(str.isupper, around.text[start:end]))
    for label in hit.value:
        concept = around.taxonomy.concepts[label.concept]
        if capitals < label.capitals:
            yield Refusal(label, start, end, "capitals")
            continue
        works = tuple(around.key_works(concept, *around.window(start, end, label.within, after=label.after)))
        mention = TheoryMention(label.concept, start, end, ((start, end),), f"label:{label.name}", works)
        veto = _veto(concept, start, end, around) if label.is_ambiguous else None
        if veto:
            yield Refusal(label, start, end, "unless_near", veto)
            continue
        settling = _settling(label, (start, end), around, works) if label.needs else ()
        if label.needs and not settling:
            yield Refusal(label, start, end, "needs")
            continue
        if settling:
            words = " … ".join(each.words for each in settling)
            verb = "cites" if settling[0].kind in {"key_work", "author"} else "needs"
            mention = mention._replace(
                rule=f"{mention.rule} {verb}:{words}", support=tuple(sorted({*works, *settling}, key=lambda each: each[1:]))
            )
        yield mention
        return


def _veto(concept: Concept, start: int, end: int, around: _Surroundings) -> Span | None:
    """Return where the word stands that rules an ambiguous label out."""
    if not concept.unless_near:
        return None
    found = _words(concept.unless_near).search(around.text, *around.window(start, end, VETO_WITHIN))
    return found.span() if found else None


def _settling(label: Label, span: Span, around: _Surroundings, works: tuple[Support, ...]) -> tuple[Support, ...]:
    """Return what is nearest of all that settles what an ambiguous label means; nothing if there is nothing."""
    concept = around.taxonomy.concepts[label.concept]
    window = around.window(*span, label.within, after=label.after)
    found = [around.support("words", match.span()) for match in _words(label.needs).finditer(around.text, *window)]
    found = [each for each in found if not _is_same_word(each, concept, around)]
    by_authors = around.works_of_authors(concept, *window)
    found += [*works, *(each for each in by_authors if not any(_overlap(each, work) for work in works))]
    near = around.countries(*window) if {"@country", "@countries"} & set(label.needs) else []
    countries = sorted(near, key=lambda tag: _distance((tag.start, tag.end), span))
    if "@country" in label.needs:
        found += [around.support("country", (tag.start, tag.end)) for tag in countries]
    apart = [each for each in found if each.end <= span[0] or each.start >= span[1]]
    if apart:
        return (min(apart, key=lambda each: _distance((each.start, each.end), span)),)
    others = [tag for tag in countries if tag.value != countries[0].value] if "@countries" in label.needs else []
    pair = sorted((tag.start, tag.end) for tag in (countries[0], others[0])) if others else ()
    return tuple(around.support("country", place) for place in pair)


def _is_same_word(support: Support, concept: Concept, around: _Surroundings) -> bool:
    """Tell whether a supporting word is itself an ambiguous label of the concept: "realist" does not support "realism"."""
    surface = around.taxonomy.surface(around.text[support.start : support.end])
    return any(label.concept == concept.id and label.is_ambiguous for label in around.taxonomy.labels.get(surface, ()))


def _overlap(one: Support, other: Support) -> bool:
    return one.start < other.end and other.start < one.end


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
        surface = around.taxonomy.surface(before[1] + noun)
        for label in around.taxonomy.labels.get(surface, ())[:1]:
            if label.concept != mention.id:
                spans = (before.span(1), (first.end(), mention.end))
                shared = (around.support("words", (mention.start, mention.end)),) if label.is_ambiguous else ()
                yield TheoryMention(label.concept, before.start(1), mention.end, spans, f"label:{label.name}", shared)
        before = _AND.search(around.text, max(before.start(1) - 40, 0), before.start(1))


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of supporting words: ``*`` ends a stem, a word with a capital needs it."""
    parts = []
    for word in words:
        pattern = re.escape(word.removesuffix(STEM)).replace(r"\ ", r"[\s-]{1,3}") + _REST * word.endswith(STEM)
        if not word.startswith("@"):
            parts.append(f"(?i:{pattern})" if word.islower() else pattern)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")
