"""The steps of the pipeline: each takes one item and gives what it makes of it, in whichever process it runs.

What goes in and comes out is packed where it is large; a step is known by its name, and an item by its ``repr``.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.annotations import Tally, packed_lines, records_of_lines, tally
from extract.citations import find_citations_in
from extract.citations.library import library_items
from extract.claims import find_claims
from extract.dedupe.alignment import Alignment
from extract.dedupe.copies import Passages, claimed_elsewhere, copied_spans, noted, once
from extract.dedupe.fingerprints import fingerprint
from extract.dedupe.joined_words import find_joined_words
from extract.dedupe.relations import form_of
from extract.lexicon.codebook import codebook_of
from extract.models import Citation, Reference
from extract.packed import Packed
from extract.problems import Cited
from extract.references import find_references
from extract.references.model import using_model
from extract.references.notes import is_noted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.dedupe import Match
    from extract.dedupe.fingerprints import Fingerprint
    from extract.dedupe.joined_words import JoinedWord
    from extract.dedupe.relations import Form
    from extract.models import Copy, Record, Relation, Source, Span
    from extract.reading import Reading

Items = tuple[dict[str, Any], ...]
"""What citations need of works, as CSL-JSON."""


class PackedReading(NamedTuple):
    """A source as it is read, packed to wait for the steps: its reading, and what the duplicate search needs of it."""

    source: Source
    reading: Packed[Reading]
    raw: Packed[str]
    fingerprint: Packed[Fingerprint]
    form: Form


def packed_reading(reading: Reading | PackedReading) -> PackedReading:
    """Return a reading packed, if it is not yet."""
    if isinstance(reading, PackedReading):
        return reading
    printed = fingerprint(reading.raw)
    return PackedReading(reading.source, Packed(reading), Packed(reading.raw), Packed(printed), form_of(reading))


class ToList(NamedTuple):
    """A source whose bibliographies are to be read."""

    source: str
    reading: Packed[Reading]
    model: str | None

    @property
    def size(self) -> int:
        """The bytes of the reading, by which it may take its time."""
        return self.reading.size


class Listed(NamedTuple):
    """The entries of a source, and whether any of them stands in a list."""

    references: Packed[tuple[Reference, ...]]
    has_list: bool


def list_references(item: ToList) -> Listed:
    """Return the entries of the bibliographies of one source."""
    found = references_of(item.reading.open(), model=item.model)
    return Listed(Packed(found), any(not is_noted(entry) for entry in found))


class Library(NamedTuple):
    """A source whose works all others may cite."""

    source: str
    path: str
    references: Packed[tuple[Reference, ...]]


def items_of_library(library: Library) -> Packed[Items]:
    """Return what citations need of the works in a library."""
    return Packed(library_items(library.references.open(), {library.source: library.path}))


class Share(NamedTuple):
    """What a source has in common with others, and with itself: their texts, and what of them stands where."""

    texts: tuple[tuple[str, Packed[str]], ...] = ()
    matches: tuple[Match, ...] = ()
    copied: tuple[Span, ...] = ()
    """Its spans for which another place is canonical."""

    def alignment(self) -> Alignment:
        """Return the map of its passages to their copies."""
        return Alignment({id_: raw.open() for id_, raw in self.texts}, self.matches)


class Shares:
    """What each source has in common with others."""

    def __init__(self, read: Mapping[str, PackedReading], matches: Iterable[Match], relations: Iterable[Relation]) -> None:
        """Gather the matches of each source."""
        self._read = read
        self._matches: dict[str, list[Match]] = defaultdict(list)
        for match in matches:
            for source in {match.a, match.b}:
                self._matches[source].append(match)
        self.copied = {source: tuple(spans) for source, spans in copied_spans(relations).items()}

    def claimed(self, copies: Iterable[Iterable[Copy]]) -> dict[str, tuple[tuple[Span, ...], ...]]:
        """Return the places that claims name as their copies, by source."""
        places: dict[str, set[tuple[Span, ...]]] = defaultdict(set)
        for copy in chain.from_iterable(copies):
            places[copy.source].add(copy.spans)
        return {source: tuple(sorted(spans)) for source, spans in places.items()}

    def of(self, source: str) -> Share:
        """Return what one source has in common with others."""
        matches = tuple(self._matches.get(source, ()))
        names = sorted({name for match in matches for name in (match.a, match.b)})
        return Share(tuple((name, self._read[name].raw) for name in names), matches, self.copied.get(source, ()))


class ToAnnotate(NamedTuple):
    """A source with its own entries, with those that its citations are linked to, with libraries, copies and a codebook."""

    source: str
    reading: Packed[Reading]
    references: Packed[tuple[Reference, ...]]
    listed: Packed[tuple[Reference, ...]]
    libraries: tuple[Packed[Items], ...]
    share: Share
    codebook: Packed[str]
    """As `codebook_of` takes it; empty without one."""

    @property
    def size(self) -> int:
        """The bytes of the reading, by which it may take its time."""
        return self.reading.size


class Annotated(NamedTuple):
    """The records of a source as the lines of its file, and what others need of them."""

    lines: Packed[bytes]
    tally: Tally
    cited: Packed[Cited]
    claimed: tuple[Copy, ...] = ()
    """The other places of its claims."""


def _annotated(source: Source, records: Sequence[Record], claimed: tuple[Copy, ...] = ()) -> Annotated:
    references = tuple(record for record in records if isinstance(record, Reference))
    citations = tuple(record for record in records if isinstance(record, Citation))
    return Annotated(packed_lines(records), tally(records), Packed(Cited(source, references, citations)), claimed)


def as_read(reading: Reading) -> Annotated:
    """Return the records of a source that reading it gave: its own, and its passages."""
    return _annotated(reading.source, (reading.source, *reading.passages))


def annotate_source(item: ToAnnotate) -> Annotated:
    """Return all records of one source, its own record first, with their places in other sources."""
    reading, own, listed = item.reading.open(), item.references.open(), item.listed.open()
    if item.listed.digest != item.references.digest:  # a list is borrowed, works that notes describe are not
        listed = (*(entry for entry in listed if not is_noted(entry)), *(entry for entry in own if is_noted(entry)))
    library = tuple(chain.from_iterable(each.open() for each in item.libraries))
    citations = tuple(find_citations_in(reading, listed, library))
    works = {entry.id: entry.csl for entry in listed} | {item["id"]: item for item in library}
    claims = find_claims(reading, citations, works=works, codebook=codebook_of(item.codebook.open()))
    records: Sequence[Record] = (reading.source, *reading.passages, *own, *citations, *claims)
    if item.share.matches:
        alignment = item.share.alignment()
        records = [noted(record, alignment) for record in records]
    claimed = claimed_elsewhere(records, Passages((span,) for span in item.share.copied))
    return _annotated(reading.source, records, claimed)


class Twice(NamedTuple):
    """A source of which passages are copied, with the places where claims stand that others have too."""

    source: str
    annotated: Annotated
    copied: tuple[Span, ...]
    claimed: tuple[tuple[Span, ...], ...]


def tell_once(item: Twice) -> Annotated:
    """Return the records of a source without the claims that their canonical place tells."""
    records = records_of_lines(item.annotated.lines.open())
    copied, claimed = Passages((span,) for span in item.copied), Passages(item.claimed)
    return _annotated(item.annotated.cited.open().source, tuple(once(records, copied, claimed)))


class Near(NamedTuple):
    """Two near-duplicates, with what the first has in common with others."""

    source: str
    reading: Packed[Reading]
    copy: Packed[Reading]
    share: Share

    @property
    def size(self) -> int:
        """The bytes of the readings, by which this may take its time."""
        return self.reading.size + self.copy.size


def join_words(item: Near) -> tuple[JoinedWord, ...]:
    """Return the words that were run together in one of two near-duplicates, as the other shows."""
    return tuple(find_joined_words(item.reading.open(), item.copy.open(), item.share.alignment()))


def references_of(reading: Reading, *, model: str | None = None) -> tuple[Reference, ...]:
    """Return the entries of the bibliographies of one source, labelled by ``model``, or else by that of the package."""
    with using_model(model):
        return tuple(find_references(reading))


def citations_of(
    reading: Reading, *, model: str | None = None, library: Packed[tuple[dict[str, Any], ...]] | None = None
) -> tuple[Citation, ...]:
    r"""Return the citations of one source, linked to its own bibliography, or else to the works of ``library``.

    >>> from extract.clean import reading_of
    >>> text = "Ports closed (Okafor, 2018).\n\nReferences\n\nOkafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018."
    >>> [(citation.authors, citation.status) for citation in citations_of(reading_of(text))]
    [(('Okafor',), 'linked')]
    """
    return tuple(find_citations_in(reading, references_of(reading, model=model), library.open() if library else ()))
