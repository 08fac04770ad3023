"""Taxonomies: concepts of one dimension with their labels, as in ``data/theories.toml`` or in a user's codebook.

What the fields of an entry mean stands at the top of that file.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.data_tables import read_table
from extract.lexicon import Hit, Matcher, expand
from extract.lexicon.inflection import inflect_noun, inflect_verb, ways_of_writing, without_hyphens
from extract.lexicon.key_works import KeyWork, parse_work
from extract.lexicon.stems import STEM, OpenMatcher, is_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WITHIN = 200  # characters to each side: two sentences or so
THEORY = "theory"


class Concept(NamedTuple):
    """A theory, a concept, or another thing that a codebook codes."""

    id: str
    name: str
    definition: str
    broader: tuple[str, ...]
    authors: tuple[str, ...]
    works: tuple[KeyWork, ...]
    unless_near: tuple[str, ...]


class Label(NamedTuple):
    """One way of naming a concept."""

    concept: str
    name: str
    """The label, uninflected."""
    capitals: int = 0
    """Capitals that the text must have there."""
    is_ambiguous: bool = False
    needs: tuple[str, ...] = ()
    within: int = WITHIN
    after: bool = False


Labels = tuple[Label, ...]
"""What one surface may name, in the order to be tried; nothing for a phrase that only hides labels."""


class Taxonomy:
    """The concepts of one dimension, and what finds their labels in texts."""

    def __init__(
        self, dimension: str, entries: Mapping[str, dict[str, Any]], contexts: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        """Take the fields of each entry by its id; ``contexts`` are lists of words that ambiguous labels may need as ``@name``."""
        self.dimension = dimension
        self.entries = entries
        self._contexts = contexts or {}

    @cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return {key: _concept(key, entry) for key, entry in self.entries.items()}

    @cached_property
    def labels(self) -> Mapping[str, Labels]:
        """What each surface may name: one concept, or several in the order to be tried (narrower before wider)."""
        found: defaultdict[str, list[Label]] = defaultdict(list)
        for key, entry in self.entries.items():
            for surface, label in self._labels_of(key, entry):
                if label not in found[surface]:
                    found[surface].append(label)
        return {surface: tuple(sorted(several, key=self._order)) for surface, several in found.items()}

    @cached_property
    def hiding(self) -> Mapping[str, str]:
        """The surfaces that hide every label inside them, with the phrase as it is written."""
        return {
            surface: phrase
            for entry in self.entries.values()
            for part in parts(entry)
            for notation in part.get("unless", ())
            for phrase in expand(notation)
            for surface in ways_of_writing(phrase, is_english=_is_english(part))
        }

    @cached_property
    def matcher(self) -> Matcher[Labels]:
        """What finds labels and the phrases that hide them; it reads texts without hyphens."""
        terms = {surface: found for surface, found in self._terms.items() if not is_open(surface)}
        return Matcher(terms, ignore_case=True)

    @cached_property
    def _terms(self) -> Mapping[str, Labels]:
        return {**self.labels, **dict.fromkeys(self.hiding, ())}

    @cached_property
    def _open(self) -> OpenMatcher[Labels] | None:
        """What finds the surfaces that the matcher cannot, if there are any."""
        terms = {surface: found for surface, found in self._terms.items() if is_open(surface)}
        return OpenMatcher(terms) if terms else None

    def find(self, text: str) -> Iterator[Hit[Labels]]:
        """Yield the labels in ``text``, and the phrases that hide some, from left to right; the longest wins."""
        plain = without_hyphens(text)
        if self._open is None:
            return self.matcher.find(plain)
        return _longest([*self.matcher.find(plain), *self._open.find(plain)])

    def surface(self, printed: str) -> str:
        """Return the surface that ``printed`` is a way of writing."""
        return self.matcher.normalize(without_hyphens(printed))

    def broader(self, concept: str) -> set[str]:
        """Return the ids of all wider concepts.

        >>> sorted(theories().broader("offensive-realism"))
        ['realism', 'structural-realism']
        """
        wider: set[str] = set()
        reached = [concept]
        while reached:
            new = set(self.concepts[reached.pop()].broader) - wider
            wider |= new
            reached += new
        return wider

    def told_needs(self, needs: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield supporting words as an entry has them; the name of a list with the words that it holds."""
        held: set[str] = set()
        for need in needs:
            words = self._contexts.get(need[1:], ()) if need.startswith("@") else ()
            held.update(words)
            if need not in held:
                yield need, words

    def _order(self, label: Label) -> tuple[bool, int, str]:
        return label.is_ambiguous, -len(self.broader(label.concept)), label.concept

    def _labels_of(self, concept: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
        """Yield each surface of a concept with what is to be known about it."""
        for part in parts(entry):
            is_english = _is_english(part)
            for surface, name, capitals in _surfaces(part, is_english=is_english):
                yield surface, Label(concept, name, capitals)
            for group in part.get("ambiguous", ()):
                told = Label(
                    concept,
                    "",
                    needs=self._needed(group),
                    is_ambiguous=True,
                    within=group.get("within", WITHIN),
                    after=group.get("after", False),
                )
                for surface, name, capitals in _surfaces(group, is_english=is_english):
                    yield surface, told._replace(name=name, capitals=capitals)

    def _needed(self, group: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the words that a group of labels needs, those of its lists behind the names of the lists."""
        needs = group.get("needs", ())
        return tuple(word for need in needs for word in (need, *self._contexts.get(need.removeprefix("@"), ())))


@cache
def contexts() -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words that ambiguous labels may need near by."""
    return {name: tuple(words) for name, words in read_table("theory_contexts").items()}


@cache
def theories() -> Taxonomy:
    """Return the taxonomy of theories and concepts of International Relations."""
    return Taxonomy(THEORY, read_table("theories"), contexts())


def parts(entry: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return an entry, and what codebooks in other languages add to it."""
    return entry, *entry.get("variants", ())


def _concept(key: str, entry: Mapping[str, Any]) -> Concept:
    works = tuple(work for written in entry.get("works", ()) if (work := parse_work(written)))
    broader, authors, unless_near = (tuple(entry.get(field, ())) for field in ("broader", "authors", "unless_near"))
    return Concept(key, entry["name"], entry.get("definition", ""), broader, authors, works, unless_near)


def _is_english(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("language", "en") == "en")


def _surfaces(group: Mapping[str, Any], *, is_english: bool) -> Iterator[tuple[str, str, int]]:
    """Yield each surface of labels and verbs, with the label and the number of its capitals; only English is inflected."""
    for field, inflect in (("labels", inflect_noun), ("verbs", inflect_verb)):
        for notation in group.get(field, ()):
            for name in expand(notation):
                for form in inflect(name) if is_english and not name.endswith(STEM) else [name]:
                    for surface in ways_of_writing(form, is_english=is_english):
                        yield surface, name, sum(map(str.isupper, form))


def _longest(hits: list[Hit[Labels]]) -> Iterator[Hit[Labels]]:
    """Yield the hits that no earlier or longer one overlaps."""
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            end = hit.end
            yield hit
