"""Taxonomies as SKOS in Turtle, for vocabulary servers, annotation tools and library systems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from extract.lexicon import expand
from extract.lexicon.inflection import inflect_noun, inflect_verb
from extract.lexicon.stems import STEM
from extract.lexicon.taxonomy import WITHIN, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from extract.lexicon.taxonomy import Taxonomy

PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
BASE = "urn:pincite:"
"""Begins the address of each scheme and concept: they have no place on the web, and so promise none."""

CHOICE = re.compile(r"\([^()]{0,500}\)|\[[^\[\]]{0,500}\]")
SAME_TWICE = re.compile(r"\b(\w{3,40}) (?:and|or|versus|vs\.?) \1\b", re.IGNORECASE)
"""What two choices of one word make, and nobody writes: "entrapment and entrapment"."""

FORM_WORDS = frozenset(
    {
        "a",
        "an",
        "any",
        "her",
        "his",
        "in",
        "its",
        "my",
        "of",
        "on",
        "onto",
        "our",
        "some",
        "that",
        "the",
        "their",
        "these",
        "this",
        "those",
        "to",
        "your",
    }
)
"""Words in which phrases differ without saying anything else."""

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""What may not stand in a text of Turtle between simple quotation marks."""

Fact = tuple[str, str]
"""A property, and its value as Turtle writes it."""


def write_skos(taxonomies: Iterable[Taxonomy]) -> Iterator[str]:
    """Yield a concept scheme for each taxonomy, with its concepts in the order of their ids."""
    yield PREFIXES
    for taxonomy in taxonomies:
        scheme = address(taxonomy.dimension)
        title = ("dcterms:title", text(taxonomy.dimension.capitalize(), "en"))
        tops = [
            ("skos:hasTopConcept", address(taxonomy.dimension, id_)) for id_, it in taxonomy.concepts.items() if not it.broader
        ]
        yield _statement(scheme, [("a", "skos:ConceptScheme"), title, *tops])
        for id_ in sorted(taxonomy.entries):
            yield _statement(address(taxonomy.dimension, id_), _facts(taxonomy, id_))


def _facts(taxonomy: Taxonomy, id_: str) -> Iterator[Fact]:
    """Yield what is said of one concept."""
    entry, concept, dimension = taxonomy.entries[id_], taxonomy.concepts[id_], taxonomy.dimension
    language = entry.get("language", "en")
    yield "a", "skos:Concept"
    yield "skos:inScheme", address(dimension)
    if not concept.broader:
        yield "skos:topConceptOf", address(dimension)
    yield "skos:notation", text(id_)
    yield "skos:prefLabel", text(concept.name, language)
    for part in parts(entry):
        yield from _labels(part, concept.name)
    for wider in concept.broader:
        yield "skos:broader", address(dimension, wider)
    if concept.definition:
        yield "skos:definition", text(concept.definition, language)
    for name, value in _notes(entry):
        yield name, text(value, language)
    for note in _scope_notes(entry):
        yield "skos:scopeNote", text(note, "en")
    for work in entry.get("works", ()):
        yield "dcterms:references", text(work)


def _notes(entry: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield examples, counter-examples and authors of an entry."""
    yield from (("skos:example", example) for example in entry.get("examples", ()))
    yield from (("skos:note", f"Not an example: {example}") for example in entry.get("not_examples", ()))
    yield from (("skos:note", f"Key author: {author}") for author in entry.get("authors", ()))


def _labels(entry: Mapping[str, Any], name: str) -> Iterator[Fact]:
    """Yield the labels of an entry as people write them, and as hidden ones what else texts have: inflected, with other articles."""
    language = entry.get("language", "en")
    groups = (entry, *entry.get("ambiguous", ()))
    written = {
        label for group in groups for notation in group.get("labels", ()) for label in in_words(notation) if STEM not in label
    }
    found = {
        form
        for group in groups
        for field, inflect in (("labels", inflect_noun), ("verbs", inflect_verb))
        for notation in group.get(field, ())
        for label in expand(notation)
        if not SAME_TWICE.search(label)
        for form in (inflect(label) if language == "en" and STEM not in label else [label])
    }
    names = {name.casefold()}
    yield from (("skos:altLabel", text(label, language)) for label in sorted(written) if label.casefold() not in names)
    names |= {label.casefold() for label in written}
    yield from (("skos:hiddenLabel", text(form, language)) for form in sorted(found) if form.casefold() not in names)


def in_words(notation: str) -> list[str]:
    """Return the phrases of a notation that differ in what they say, not in their endings, numbers and articles.

    >>> in_words("(accommodation of|accommodate) [a |the ](rising|emerging) (power|powers)")
    ['accommodation of rising power', 'accommodation of emerging power', 'accommodate rising power', 'accommodate emerging power']
    >>> in_words("bandwagon[s|ed|ing]"), in_words("jump on (a|the) bandwagon")
    (['bandwagon'], ['jump on the bandwagon'])
    >>> in_words("(ends|means) and (ends|means)")
    ['ends and means', 'means and ends']
    """

    def said(group: re.Match[str]) -> str:
        """Return a choice as it is where its words differ, or else the one that goes without saying."""
        choices = group[0][1:-1].split("|")
        is_inside = (
            notation[max(group.start() - 1, 0) : group.start()].isalnum() or notation[group.end() : group.end() + 1].isalnum()
        )
        is_ending = is_inside or any(one != other and one.startswith(other) for one in choices for other in choices if other)
        if not is_ending and not set(map(str.strip, choices)) & FORM_WORDS:
            return group[0]
        if group[0][0] == "[":
            return ""
        return "the" if "the" in choices else choices[0]

    return [phrase for phrase in expand(CHOICE.sub(said, notation)) if not SAME_TWICE.search(phrase)]


def _scope_notes(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what the ambiguous labels of an entry need."""
    for group in (group for part in parts(entry) for group in part.get("ambiguous", ())):
        notations = (*group.get("labels", ()), *group.get("verbs", ()))
        labels = ", ".join(f"“{label}”" for notation in notations for label in in_words(notation))
        if group.get("needs"):
            where = "behind it, within" if group.get("after") else "within"
            near = f"{where} {group.get('within', WITHIN)} characters of one of: {', '.join(group['needs'])}"
            yield f"{labels}: only {near}; or of a citation of a key author or work."
    if entry.get("unless_near"):
        yield f"What needs company does not count near one of: {', '.join(entry['unless_near'])}."
    if entry.get("unless"):
        yield f"Not in: {', '.join(entry['unless'])}."


def address(*names: str) -> str:
    """Return the address of a scheme, or of a concept in it.

    >>> address("theory", "hedging"), address("akteur", "straße 1")
    ('<urn:pincite:theory:hedging>', '<urn:pincite:akteur:stra%C3%9Fe%201>')
    """
    return f"<{BASE}{':'.join(quote(name, safe='') for name in names)}>"


def text(value: str, language: str = "") -> str:
    r"""Return a text as Turtle writes it.

    >>> print(text('the "new"\nrealism', "en"))
    "the \"new\"\nrealism"@en
    """
    escaped = "".join(
        ESCAPES.get(letter, letter if letter >= " " and letter != "\x7f" else f"\\u{ord(letter):04X}") for letter in value
    )
    return f'"{escaped}"' + (f"@{language}" if language else "")


def _statement(subject: str, facts: Iterable[Fact]) -> str:
    """Return all that is said of one subject; values of one property stand in one list."""
    of_property: dict[str, list[str]] = {}
    for name, value in facts:
        values = of_property.setdefault(name, [])
        if value not in values:
            values.append(value)
    return f"\n{subject} " + " ;\n  ".join(f"{name} {', '.join(values)}" for name, values in of_property.items()) + " .\n"
