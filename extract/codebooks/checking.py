"""What a codebook does before it is used: overlaps of its labels, its own examples, and what it finds in a reading."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.explanation import explain
from extract.lexicon.countries import find_countries
from extract.lexicon.stems import STEM
from extract.lexicon.taxonomy import THEORY, theories
from extract.lexicon.theories import Refusal, TheoryMention, judge_labels
from extract.lexicon.withheld import hits_inside
from extract.where import Lines, where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.codebooks import Codebooks
    from extract.lexicon.codebook import Codebook
    from extract.lexicon.taxonomy import Label, Labels, Taxonomy
    from extract.reading import Reading

Key = tuple[str, str]
"""Dimension and id of an entry."""

CODED = ("abstract", "body", "list", "note", "quotation")
"""Roles of the passages whose sentences may become claims."""

SHORT = 3
"""Letters of a word that is likely to stand for many things."""

OFTEN = 400
"""Words for each of which a label that counts everywhere may stand once; more often it tells little."""

REFUSALS = {"capitals": "without its capitals", "needs": "without company", "unless_near": "ruled out by a word near by"}


class Warned(NamedTuple):
    """Something about an entry that a person should look at."""

    kind: str
    dimension: str
    id: str
    message: str


class Failed(NamedTuple):
    """An example that an entry does not find, or a counter-example that it does."""

    dimension: str
    id: str
    example: str
    is_counter: bool
    why: str


class Seen(NamedTuple):
    """A place where an entry was found."""

    dimension: str
    id: str
    label: str
    words: str
    place: str
    before: str
    after: str
    rule: str


class Coded(NamedTuple):
    """What a codebook finds in one source."""

    words: int
    seen: tuple[Seen, ...]
    held: Counter[tuple[str, str, str]]
    """Dimension, id and reason -> how often a label of it did not count."""


def find_warnings(books: Codebooks) -> Iterator[Warned]:
    """Yield what is doubtful about the labels of a codebook, entry by entry."""
    for taxonomy in books.codebook.taxonomies:
        own = {id_ for dimension, id_ in books.places if dimension == taxonomy.dimension}
        of_entry: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for surface, labels in taxonomy.labels.items():
            for label in labels:
                if label.concept in own:
                    of_entry[label.concept].setdefault(label.name, surface)
        for id_ in sorted(of_entry):
            for name, surface in of_entry[id_].items():
                yield from _of_label(taxonomy, id_, name, surface)
            yield from _of_groups(taxonomy, id_)


def _of_label(taxonomy: Taxonomy, id_: str, label: str, surface: str) -> Iterator[Warned]:
    """Yield what is doubtful about one label."""

    def warned(kind: str, message: str) -> Warned:
        return Warned(kind, taxonomy.dimension, id_, f"“{label}” {message}")

    same = taxonomy.labels[surface]
    own = next(each for each in same if each.concept == id_)
    others = dict.fromkeys(each.concept for each in same if each.concept != id_)
    if others:
        yield warned("shared", f"is a label of {', '.join(others)} too; of those that fit, {same[0].concept} is tried first")
    if taxonomy.dimension != THEORY and surface in theories().labels:
        named = ", ".join(dict.fromkeys(each.concept for each in theories().labels[surface]))
        yield warned("built_in", f"is a label of the theory {named}, which is tagged beside it")
    if STEM not in surface:
        for hit in hits_inside(taxonomy.matcher, surface, 0, len(surface)):
            inside = dict.fromkeys(each.concept for each in hit.value if each.concept not in {id_, *taxonomy.broader(id_)})
            if inside:
                yield warned("inside", f"holds “{hit.surface}” of {', '.join(inside)}, which does not count there")
        if (
            not own.is_ambiguous
            and " " not in surface
            and (surface in common_words() or len(surface) <= SHORT)
            and not own.capitals
        ):
            yield warned("common", "is a common word and counts wherever it stands; put it under `ambiguous`, with `needs`")


def _of_groups(taxonomy: Taxonomy, id_: str) -> Iterator[Warned]:
    """Yield ambiguous labels that nothing decides on."""
    entry = taxonomy.entries[id_]
    for group in entry.get("ambiguous", ()):
        if not group.get("needs") and not entry.get("unless_near"):
            labels = "”, “".join((*group.get("labels", ()), *group.get("verbs", ())))
            yield Warned(
                "no_needs",
                taxonomy.dimension,
                id_,
                f"“{labels}” is ambiguous, but neither `needs` nor `unless_near` decides; it always counts",
            )


def common_words() -> frozenset[str]:
    """Return function words of the languages that Pincite tells apart."""
    return frozenset(word for language in read_table("function_words").values() for word in language["words"])


def find_failures(books: Codebooks) -> Iterator[Failed]:
    """Yield the examples of a codebook that its entries do not find, and the counter-examples that they do."""
    codebook = books.codebook
    for dimension, id_ in books.places:
        taxonomy = codebook.dimensions[dimension]
        entry = taxonomy.entries.get(id_, {})  # one that is removed has no examples
        for field, is_counter in (("examples", False), ("not_examples", True)):
            for example in entry.get(field, ()):
                why = _failure(example, (dimension, id_), codebook, is_counter=is_counter)
                if why:
                    yield Failed(dimension, id_, example, is_counter, why)


def _failure(example: str, key: Key, codebook: Codebook, *, is_counter: bool) -> str:
    """Return why an entry does not find its example, or finds its counter-example; nothing if all is well."""
    reasons = [reason for reason in explain(example, codebook) if (reason.kind, reason.value) == key]
    given = [reason for reason in reasons if reason.verdict == "given"]
    if is_counter:
        return "; ".join(reason.why for reason in given)
    if given:
        return ""
    return "; ".join(f"“{example[one.start : one.end]}” {one.why}" for one in reasons) or "none of its labels stands there"


def find_codes(reading: Reading, codebook: Codebook, own: Mapping[str, frozenset[str]]) -> Coded:
    """Return where the entries in ``own`` (dimension -> ids) are found in the sentences of a source."""
    seen: list[Seen] = []
    held: Counter[tuple[str, str, str]] = Counter()
    passages = sorted(span for _, span in reading.placed(*CODED))
    countries, lines = find_countries(reading.text), Lines.of(reading.raw)
    for taxonomy in codebook.taxonomies:
        ids = own.get(taxonomy.dimension, frozenset())
        for verdict in judge_labels(reading.text, countries, taxonomy=taxonomy) if ids else ():
            at = bisect_right(passages, (verdict.start, len(reading.text))) - 1
            if at < 0 or verdict.start >= passages[at][1]:
                continue
            if isinstance(verdict, Refusal) and verdict.label.concept in ids:
                held[taxonomy.dimension, verdict.label.concept, verdict.why] += 1
            elif isinstance(verdict, TheoryMention) and verdict.id in ids:
                seen += _seen(reading, lines, taxonomy.dimension, verdict)
    return Coded(len(reading.text.split()), tuple(seen), held)


def _seen(reading: Reading, lines: Lines, dimension: str, mention: TheoryMention) -> Iterator[Seen]:
    """Yield a mention with its place; none where its words have no place in the raw text."""
    anchor = reading.anchor(mention.start, mention.end)
    if anchor.spans:
        label = mention.rule.removeprefix("label:").partition(" needs:")[0].partition(" cites:")[0].partition(" text:")[0]
        place = where(reading.source, lines, anchor).named()
        yield Seen(dimension, mention.id, label, anchor.text, place, anchor.before, anchor.after, mention.rule)


def too_frequent(taxonomy: Taxonomy, seen: Counter[tuple[str, str, str]], words: int) -> Iterator[Warned]:
    """Yield the labels that count everywhere and stand so often that they tell little; ``seen`` counts id and label by dimension."""
    plain = {(label.concept, label.name) for labels in taxonomy.labels.values() for label in _plain(labels)}
    for (dimension, id_, label), count in sorted(seen.items()):
        if dimension == taxonomy.dimension and (id_, label) in plain and count * OFTEN > words and count > SHORT:
            message = (
                f"“{label}” stands once in {words // count} words; if that is too often, put it under `ambiguous`, with `needs`"
            )
            yield Warned("frequent", dimension, id_, message)


def _plain(labels: Labels) -> list[Label]:
    return [label for label in labels if not label.is_ambiguous]
