"""The command `diff`: how two copies of a passage or a document differ, wording first."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cached_property
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Self

from extract.annotations import corpus_of, options_of
from extract.commands.difference_lines import counts_of, in_words, line_of_noise, lines_of_wording, summary_rows
from extract.commands.filters import Inputs
from extract.commands.places import unchanged
from extract.differences import Text, find_differences
from extract.differences.asides import asides_of
from extract.differences.records import Comparison, FoundDifference
from extract.display import print_lines, say, visible
from extract.engine import shared_guard
from extract.errors import UsageError
from extract.lookup.copies import copies_of, relations_of, spans_of
from extract.models import Relation, Source
from extract.readers import naming
from extract.reading import anchor_of
from extract.sources import SourceFile, read_source
from extract.store import Store
from extract.sums import digest
from extract.where import Lines, where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from extract.differences import Difference
    from extract.differences.records import DiffRecord
    from extract.models import Anchor, Record, Span
    from extract.read_options import ReadOptions
    from extract.reading import Reading
    from extract.where import Where

DIFFERENT = 1
NOTHING_FOUND = 1
NEAR = 300
"""Characters between two spans of one passage; what stands between them is compared too."""

WHOLE = {"exact", "near"}
"""Relations of sources as a whole."""


@dataclass(frozen=True)
class Side:
    """A passage of a source, or all of it."""

    reading: Reading
    spans: tuple[Span, ...] = ()

    @cached_property
    def text(self) -> Text:
        """What is compared."""
        return Text(self.reading.raw, self.spans, asides_of(self.reading))

    @cached_property
    def lines(self) -> Lines | None:
        """The lines of a text file."""
        return Lines.of(self.reading.raw) if self.reading.source.encoding is not None else None

    def anchor(self, span: Span) -> Anchor:
        """Return the anchor of a stretch."""
        boxes = self.reading.structure.boxes if self.reading.structure else None
        facts = {
            "page": self.reading.page([span]),
            "boxes": boxes.of([span]) if boxes else (),
            "part": self.reading.part([span]),
        }
        return anchor_of(self.reading.source.id, self.reading.raw, [span]).model_copy(update=facts)

    def where(self, span: Span) -> Where:
        """Return the place of a stretch; an empty one stands on the page of the character before it."""
        start, end = span
        if start == end:
            return self.where((max(start - 1, 0), max(start, 1))).model_copy(update=self._at(start))
        return where(self.reading.source, self.lines, self.anchor(span))

    def _at(self, start: int) -> dict[str, int]:
        if not self.lines:
            return {"start": start}
        line, column = self.lines.at(start)
        return {"start": start, "line": line, "column": column}

    @property
    def begin(self) -> Where:
        """The place at which it begins."""
        start = self.spans[0][0] if self.spans else 0
        return self.where((start, min(start + 1, len(self.reading.raw))))


class Sources:
    """The files and records that a command names, read when they are asked for."""

    def __init__(self, annotations: Path, corpus: Path | None, options: ReadOptions) -> None:
        """Take where annotations and sources may be."""
        self._annotations = annotations
        self._corpus = corpus
        self._options = options
        self._store: Store | None = None
        self._readings: dict[str, Reading] = {}

    def __enter__(self) -> Self:
        """Return the sources."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the index."""
        if self._store:
            self._store.__exit__(kind, error, trace)

    @property
    def store(self) -> Store:
        """The index of the annotations, opened the first time."""
        if self._store is None:
            self._store = Store(self._annotations)
        return self._store

    def file(self, name: str) -> Side:
        """Return a file, or standard input, as a whole."""
        with Inputs([name], self._options) as inputs:
            found = [Side(read.reading) for read in inputs.each(read_source)]
            inputs.end()
        return found[0]

    def __getitem__(self, source_id: str) -> Reading:
        """Return the reading of an annotated source.

        Raises:
            UnreadableSourceError: it is not there, or has changed since.

        """
        if source_id not in self._readings:
            source = self.store.source(source_id)
            file = unchanged(self._corpus or corpus_of(self._annotations), source)
            options = replace(options_of(self._annotations), password=self._options.password)
            with naming(str(file)):
                read = shared_guard(options.limits).call(read_source, SourceFile(file.resolve(), source.paths, options))
            self._readings[source_id] = read.reading
        return self._readings[source_id]

    def record(self, name: str) -> Record:
        """Return the record with an id that begins with ``name``.

        Raises:
            UsageError: there is none, or several, or it is a work.

        """
        if not (self._annotations / "run.json").is_file():
            message = f"{name}: no such file, and no annotations in {self._annotations} in which it could be an id"
            raise UsageError(message)
        found = self.store.beginning(name)
        record = self.store.get(name) or (found[0] if len(found) == 1 else None)
        if record is None:
            several = f"several records begin with {name!r}, such as {', '.join(each.id for each in found)}"
            raise UsageError(several if found else f"{name}: no such file or record")
        if not (isinstance(record, Source | Relation) or spans_of(record)):
            message = f"{name} is a {record.type}: it has no passage of its own to compare"
            raise UsageError(message)
        return record

    def side(self, name: str) -> Side:
        """Return what ``name`` means: a file, standard input, or the passage of a record."""
        if is_file(name):
            return self.file(name)
        record = self.record(name)
        if isinstance(record, Relation):
            message = f"{name} is a relation of two passages: give it alone"
            raise UsageError(message)
        return self._passage(record)

    def _passage(self, record: Record) -> Side:
        return Side(self[source_of(record)], () if isinstance(record, Source) else spans_of(record))

    def with_copies(self, name: str) -> Iterator[tuple[Side, Side]]:
        """Yield the passage of a record with each of its copies; of a relation its two sides, of a source its copies."""
        if is_file(name):
            name = (digest(Path(name)) or name)[:16]
        record = self.record(name)
        if isinstance(record, Relation):
            yield self.sides(record)
        elif isinstance(record, Source):
            for relation in relations_of(self.store, record.id):
                if relation.relation in WHOLE | {"contains"}:
                    one, other = self.sides(relation)
                    yield (one, other) if one.reading.source.id == record.id else (other, one)
        else:
            for found in copies_of(self.store, record, Raws(self)):
                yield self._passage(record), Side(self[found.copy.source], found.copy.spans)

    def sides(self, relation: Relation) -> tuple[Side, Side]:
        """Return the two sides of a relation: sources as a whole, or the passages."""
        a, b = self[relation.a.source], self[relation.b.source]
        if relation.relation in WHOLE:
            return Side(a), Side(b)
        spans_b = () if relation.relation == "contains" else _closed(relation.b.spans)
        return Side(a, _closed(relation.a.spans)), Side(b, spans_b)


class Raws(dict[str, str]):
    """The raw texts of sources by their ids, each read when it is asked for."""

    def __init__(self, sources: Mapping[str, Reading] | Sources) -> None:
        """Take what gives the readings."""
        super().__init__()
        self._sources = sources

    def __missing__(self, source_id: str) -> str:
        """Return the raw text of a source that was not asked for before."""
        self[source_id] = self._sources[source_id].raw
        return self[source_id]


def source_of(record: Record) -> str:
    """Return the id of the source in which a record stands."""
    return record.id if isinstance(record, Source) else str(getattr(record, "source", ""))


def is_file(name: str) -> bool:
    """Tell whether ``name`` is a file, or standard input.

    Raises:
        UsageError: it is a folder.

    """
    if name != "-" and Path(name).is_dir():
        message = f"{name} is a folder; `pincite duplicates {name}` finds what its files have in common"
        raise UsageError(message)
    return name == "-" or Path(name).is_file()


def _closed(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, as one where little stands between them."""
    closed: list[Span] = []
    for start, end in sorted(spans):
        if closed and start - closed[-1][1] <= NEAR:
            closed[-1] = closed[-1][0], max(end, closed[-1][1])
        else:
            closed.append((start, end))
    return tuple(closed)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown of the differences."""

    noise: bool = False
    summary: bool = False
    as_json: bool = False


def diff(names: Sequence[str], wish: Wish, annotations: Path, corpus: Path | None, options: ReadOptions) -> int:
    """Print how two texts or passages differ, or one and its copies; return 1 if the wording differs.

    Raises:
        UsageError: what is named is not there, or not one or two things.

    """
    if len(names) not in {1, 2} or names == ["-"]:
        message = "give two files or ids to compare, or one id to compare with its copies"
        raise UsageError(message)
    with Sources(annotations, corpus, options) as sources:
        pairs = sources.with_copies(names[0]) if len(names) == 1 else iter([(sources.side(names[0]), sources.side(names[1]))])
        statuses = [_compare(a, b, wish) for a, b in pairs]
    if not statuses:
        say(f"{names[0]} has no copies.")
        return NOTHING_FOUND
    return max(statuses)


def _compare(a: Side, b: Side, wish: Wish) -> int:
    """Print how two passages differ; return 1 if they do."""
    found = find_differences(a.text, b.text)
    shown = [each for each in found if wish.noise or not each.is_noise]
    if wish.as_json:
        print_lines(record.model_dump_json() for record in _records(a, b, found, shown))
    else:
        print_lines(_lines(a, b, shown, wish))
        say(f"{visible(a.begin.named())} | {visible(b.begin.named())}: {in_words(found, is_listed=wish.noise)}")
    return DIFFERENT if shown else 0


def _records(a: Side, b: Side, found: Sequence[Difference], shown: Sequence[Difference]) -> Iterator[DiffRecord]:
    """Yield the sources, the comparison and its differences."""
    yield a.reading.source
    if b.reading.source.id != a.reading.source.id:
        yield b.reading.source
    wording, noise = counts_of(found)
    yield Comparison.model_validate(
        {"a": a.begin, "b": b.begin, "same_wording": not wording, "wording": wording, "noise": noise}
    )
    for each in shown:
        yield FoundDifference(
            kind=each.kind,
            is_noise=each.is_noise,
            about=each.about,
            a=a.anchor(each.a),
            b=b.anchor(each.b),
            at_a=a.where(each.a),
            at_b=b.where(each.b),
        )


def _lines(a: Side, b: Side, shown: Sequence[Difference], wish: Wish) -> Iterator[str]:
    """Yield the two places, and what differs."""
    if not shown:
        return
    yield f"--- {visible(a.begin.named())}"
    yield f"+++ {visible(b.begin.named())}"
    raws = a.reading.raw, b.reading.raw
    places = [(a.where(each.a), b.where(each.b)) for each in shown]
    if wish.summary:
        yield from summary_rows(zip(shown, places, strict=True))
        return
    is_coloured = sys.stdout.isatty() and not environ.get("NO_COLOR")
    for each, where_ in zip(shown, places, strict=True):
        if each.is_noise:
            yield line_of_noise(each, raws, where_)
        else:
            yield from lines_of_wording(each, raws, where_, is_coloured=is_coloured)
