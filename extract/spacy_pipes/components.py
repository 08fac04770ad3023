"""What each component does with a doc. The records are those of the plain functions, in their order."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from extract.citations import find_citations, find_citations_in
from extract.claims import find_claims
from extract.claims.attribution import find_attributions
from extract.clean import reading_of
from extract.errors import UsageError
from extract.lexicon import Tag
from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations
from extract.lexicon.theories import find_mentions
from extract.metadata import check_facts, described
from extract.models import Claim
from extract.references import find_references
from extract.sentences import split_sentences
from extract.spacy_pipes import FACTS
from extract.spacy_pipes.given import GivenCodebook, GivenWorks
from extract.spacy_pipes.kept import Found, has, keep, place, records
from extract.spacy_pipes.parses import parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from extract.lexicon.taxonomy import Taxonomy
    from extract.models import Citation, Reference, Sentence
    from extract.reading import Reading


def mark_sentences(doc: Doc) -> Doc:
    """Set where sentences start.

    A sentence starts with the first token that begins in it. A token in which one sentence ends and the next begins
    belongs to the first in ``doc.sents``, and to both in the group of spans; the record has the characters. White space
    belongs to the sentence before it.

    Raises:
        UsageError: the doc is parsed, and its parse says where sentences start.

    """
    spans = split_sentences(doc.text)
    if len(doc):
        if doc.has_annotation("DEP"):
            message = (
                'the doc is parsed, so its sentences stand; let them go first: nlp.add_pipe("pincite_sentences", first=True)'
            )
            raise UsageError(message)
        starts = np.array(_starts(doc, spans), np.int64).astype(np.uint64)
        # All at once: a token that is set alone looks at the whole doc first. It takes plain arrays, whatever its type says.
        doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]
    keep(doc, "sentences", (Found(f"sentence/{span[0]}", span, [span], "sentence") for span in spans))
    return doc


def _starts(doc: Doc, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return 1 for each token that starts a sentence, -1 for the others."""
    starts = [-1] * len(doc)
    due = 0
    for token in doc:
        if not token.is_space:
            while due < len(spans) and spans[due][0] <= token.idx:
                due += 1
                starts[token.i if due > 1 else 0] = 1
    return starts


class Tagger:
    """Marks what a function finds that takes a text and returns tags."""

    def __init__(self, name: str, one: str, find: Callable[[str], list[Tag]]) -> None:
        """Keep what the group of spans and one of them are called, and what finds them."""
        self._name = name
        self._one = one
        self._find = find

    def __call__(self, doc: Doc) -> Doc:
        """Mark the tags of a doc."""
        keep(doc, self._name, _found(self._one, self._find(doc.text)))
        return doc


def _found(one: str, tags: Iterable[Tag]) -> Iterator[Found]:
    """Yield tags with ids that begin with ``one``."""
    seen: Counter[int] = Counter()
    for tag in tags:
        seen[tag.start] += 1
        again = f".{seen[tag.start]}" if seen[tag.start] > 1 else ""
        is_part = tag.kind == "attribution"  # its value is cue, speaker or content
        label, means = (tag.value, "") if is_part else (tag.kind, tag.value)
        yield Found(f"{one}/{tag.start}{again}", tag, [(tag.start, tag.end)], label, means)


def mark_references(doc: Doc) -> Doc:
    """Mark the entries of the bibliographies of a doc, and of the notes that describe works."""
    keep(doc, "references", (_of_record(entry, entry.anchor.spans, "reference") for entry in find_references(read(doc))))
    return doc


class Citations(GivenWorks):
    """Marks citations, linked to the bibliography of the doc, if it was read before, and to works that the user gives."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the citations of a doc."""
        if has(doc, "references"):
            found = find_citations_in(read(doc), records(doc, "references"), self.works)
        else:
            self.listed.forget()
            found = iter(find_citations(doc.text, self.listed))
        keep(doc, "citations", (_of_record(one, one.item_spans, "citation", _linked(one)) for one in found))
        return doc


class Theories(GivenCodebook):
    """Marks theories, and what a codebook of the user's own has in other dimensions."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark theories and codes of a doc."""
        theories, *others = self.codebook.taxonomies
        countries = find_countries(doc.text)
        keep(doc, "theories", _found("theory", _mentioned(doc.text, theories, countries)))
        codes = (tag for taxonomy in others for tag in _mentioned(doc.text, taxonomy, countries))
        keep(doc, "codes", _found("code", sorted(codes, key=lambda tag: (tag.start, tag.end, tag.kind, tag.value))))
        return doc


def _mentioned(text: str, taxonomy: Taxonomy, countries: Sequence[Tag]) -> Iterator[Tag]:
    for mention in find_mentions(text, countries, taxonomy=taxonomy):
        yield Tag(taxonomy.dimension, mention.id, mention.start, mention.end, mention.rule)


class Claims(GivenCodebook):
    """Marks claims, the sentences that are none, and the part of each country in its claim."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the claims of a doc."""
        reading = read(doc)
        references = records(doc, "references") if has(doc, "references") else list(find_references(reading))
        citations = records(doc, "citations") if has(doc, "citations") else list(find_citations_in(reading, references))
        works = {entry.id: entry.csl for entry in references}
        found = list(find_claims(reading, citations, works=works, codebook=self.codebook, parsed=parsed(doc, reading)))
        claims = [one for one in found if isinstance(one, Claim)]
        keep(doc, "claims", (_of_record(one, one.anchor.spans, "claim") for one in claims))
        others = (one for one in found if not isinstance(one, Claim))
        keep(doc, "no_claims", (_of_record(one, one.anchor.spans, one.reason) for one in others))
        tags = ((_short(one.id), tag) for one in claims for tag in one.countries)
        place(doc, "roles", (Found(id_, None, tag.spans, tag.role, tag.code) for id_, tag in tags))
        return doc


def read(doc: Doc) -> Reading:
    """Return the reading of the doc's text, as of a text file that holds it; raw offsets are those of ``doc.text``.

    Raises:
        UsageError: what the user says of the doc is of a wrong kind.

    """
    facts = doc._.get(FACTS) or {}
    check_facts(facts, f"doc._.{FACTS}", "the doc")
    return described(_reading(doc.text), facts)


_reading = lru_cache(maxsize=1)(reading_of)
"""A doc goes through all components before the next one does."""


def _of_record(
    record: Reference | Citation | Claim | Sentence, spans: Iterable[tuple[int, int]], label: str, means: str = ""
) -> Found:
    return Found(_short(record.id), record, list(spans), label, means)


def _linked(citation: Citation) -> str:
    """Return the id of the work that is cited, where it is known; of an entry of the doc without its source."""
    return citation.references[0].id.removeprefix(f"{citation.source}/") if citation.status == "linked" else ""


def _short(id_: str) -> str:
    """Return the id of a record without its source, which is the doc.

    >>> _short("df7bad95/cite/6888")
    'cite/6888'
    """
    return id_.partition("/")[2]


COMPONENTS: dict[str, Callable[[], Callable[[Doc], Doc]]] = {
    "sentences": lambda: mark_sentences,
    "references": lambda: mark_references,
    "citations": Citations,
    "countries": lambda: Tagger("countries", "country", find_countries),
    "organisations": lambda: Tagger("organisations", "organisation", find_organisations),
    "theories": Theories,
    "attributions": lambda: Tagger("attributions", "attribution", find_attributions),
    "claims": Claims,
}
"""What makes each component."""
