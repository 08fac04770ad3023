"""Steps alone, on files, folders and standard input: each prints what it finds and returns the exit status.

An input that cannot be read is named on standard error, and the others are still done.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from extract import display, pipeline
from extract.anchor import Lines, anchors, place
from extract.dedupe.relations import find_relations
from extract.display import harmless, number, page_name, print_lines, print_records, say, visible
from extract.engine import shared_guard
from extract.errors import PinciteError, UnreadableSourceError
from extract.inputs import Input, find_inputs
from extract.references import parse_reference
from extract.run import DEFAULT
from extract.sources import SourceFile, read_raw, read_source
from extract.tags import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from extract.lexicon import Tag
    from extract.mapped_text import MappedText
    from extract.models import Record, Reference, Source
    from extract.read_options import ReadOptions
    from extract.reading import Reading

R = TypeVar("R")

SOME_UNREADABLE = 3
INDENT = "  "
SPACE = re.compile(r"\s+")
LINE_END = re.compile(r"\r\n|\n|\r")
BATCH = 200
"""Lines that a child parses at a time."""


class Inputs:
    """The inputs of a command, and the children that read them.

    ``status`` is 3 after some of them could not be read. When none could, ``end`` raises the first fault.
    """

    def __init__(self, names: Sequence[str], options: ReadOptions) -> None:
        """Keep the names of files and folders; ``-`` is standard input."""
        self._names = names
        self._options = options
        self._faults: list[PinciteError] = []
        self._read = 0
        self.guard = shared_guard(options.limits)

    def __enter__(self) -> Self:
        """Return the inputs."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the children at once after a fault; else they end with this process."""
        if error:
            self.guard.close()

    def each(self, step: Callable[[SourceFile], R]) -> Iterator[R]:
        """Yield what ``step`` gives for each input, in order."""
        files = list(self._files())
        for file, found in zip(files, self.guard(step, files), strict=True):
            if isinstance(found, UnreadableSourceError):
                self.note(type(found)(f"{_called(file)}: {found}"))
            else:
                self._read += 1
                yield found

    def _files(self) -> Iterator[SourceFile]:
        for name in self._names:
            if name == "-":
                yield SourceFile(sys.stdin.buffer.read(), ("-",), self._options)
                continue
            try:
                yield from (
                    SourceFile(item.file.absolute(), (_shown(name, item),), self._options)
                    for item in find_inputs(Path(name))[0]
                )
            except PinciteError as fault:
                self.note(fault)

    def note(self, fault: PinciteError) -> None:
        """Keep a fault, and say it now unless it is the only thing that happens."""
        self._faults.append(fault)
        if len(self._names) > 1 or self._read:
            say(f"Error: {fault}")

    def end(self) -> int:
        """Return the exit status, once all inputs were asked for.

        Raises:
            PinciteError: nothing at all could be read.

        """
        if self._faults and not self._read:
            raise self._faults[0]
        return SOME_UNREADABLE if self._faults else 0


def _called(file: SourceFile) -> str:
    """Return what messages call an input."""
    return "standard input" if isinstance(file.file, bytes) else str(file.file)


def _shown(name: str, item: Input) -> str:
    """Return the path of an input in records: as it was typed for a file, below the folder that was typed for others."""
    return Path(name).as_posix() if item.file == Path(name) else item.path


def text(name: str, options: ReadOptions = DEFAULT, *, roles: bool, pages: bool, as_json: bool) -> int:
    """Print the reading text of a source."""
    with Inputs([name], options) as inputs:
        for reading, _ in inputs.each(read_source):
            if as_json:
                print_records([reading.source, *reading.passages])
            else:
                _print_text(reading, roles=roles, pages=pages)
        return inputs.end()


def _print_text(reading: Reading, *, roles: bool, pages: bool) -> None:
    """Print the passages; where a page begins within one, its mark stands before the first word that is wholly on it."""
    shown: str | None = None
    for passage, (start, end) in reading.placed():
        if not roles and passage.role in {"pull_quote", "furniture"}:
            continue
        at = start
        parts = [f"[{passage.role}] "] if roles else []
        for begin, page in page_starts(reading, start, end) if pages else ():
            if page == shown:
                continue
            shown = page
            if begin == start:
                print(f"[{page}]")
            else:
                parts += [harmless(reading.text[at:begin]), f"[{page}] "]
                at = begin
        print("".join(parts) + harmless(reading.text[at:end]) + "\n")


def page_starts(reading: Reading, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where in ``reading.text[start:end]`` a page begins, at a word, and what it is called; first of all ``start``."""
    starts = [page.start for page in reading.pages]
    is_paged = reading.structure is None or reading.structure.boxes is not None  # markup has only the pages that it names
    before: int | None = None
    for low, high in reading.mapped.raw_spans(start, end) if starts else ():
        for raw_start in [low, *starts[bisect_right(starts, low) : bisect_left(starts, high)]]:
            index = reading.page_index(raw_start)
            found = [at for at, _ in reading.mapped.text_spans(raw_start, high) if start <= at < end]
            if index is None or index == before or not found:
                continue
            at = found[0]
            if at > start and not reading.text[at - 1].isspace():
                gap = SPACE.search(reading.text, at, end)
                at = gap.end() if gap else end
            label = reading.pages[index].label
            if at < end and (label or is_paged):
                before = index
                yield at, page_name(label, index + 1)


def references(names: Sequence[str], options: ReadOptions = DEFAULT, *, lines: bool, as_json: bool) -> int:
    """Print the parsed bibliographies of the inputs, or each of their lines as an entry."""
    if lines:
        return _parse_lines(names, options, as_json=as_json)
    return _print_found(names, options, pipeline.references_of, as_json=as_json)


class Line(NamedTuple):
    """A line of an input, counted from 1."""

    source: str
    at: int
    text: str


def _parse_lines(names: Sequence[str], options: ReadOptions, *, as_json: bool) -> int:
    with Inputs(names, options) as inputs:
        for source, raw in inputs.each(_source_and_text):
            if as_json:
                print_records([source])
            lines = [Line(source.id, at, line) for at, line in enumerate(LINE_END.split(raw), start=1) if line.strip()]
            batches = [lines[at : at + BATCH] for at in range(0, len(lines), BATCH)]
            for batch, records in zip(batches, inputs.guard(_entries_of, batches), strict=True):
                if isinstance(records, UnreadableSourceError):
                    inputs.note(type(records)(f"{min(source.paths)}:{batch[0].at}: {records}"))
                    continue
                for line, record in zip(batch, records, strict=True):
                    if as_json:
                        print(json.dumps({**record.model_dump(mode="json"), "line": line.at}, ensure_ascii=False))
                    else:
                        _print_record(record)
        return inputs.end()


def _source_and_text(file: SourceFile) -> tuple[Source, str]:
    raw = read_raw(file)
    return raw.source(file.paths), raw.raw


def _entries_of(lines: Sequence[Line]) -> list[Reference]:
    return [parse_reference(line.text, source=line.source, reference_id=f"{line.source}/line/{line.at}") for line in lines]


def citations(names: Sequence[str], options: ReadOptions = DEFAULT, *, as_json: bool) -> int:
    """Print the citations of the inputs, linked to their own bibliographies."""
    return _print_found(names, options, pipeline.citations_of, as_json=as_json)


def duplicates(names: Sequence[str], options: ReadOptions = DEFAULT, *, as_json: bool) -> int:
    """Print the relations between the inputs and inside each; files of the same bytes are told apart by their paths."""
    seen: Counter[str] = Counter()
    readings = []
    with Inputs(names, options) as inputs:
        for reading, _ in inputs.each(read_source):
            seen[reading.source.id] += 1
            number_of = f".{seen[reading.source.id]}" if seen[reading.source.id] > 1 else ""
            readings.append(replace(reading, source=reading.source.model_copy(update={"id": reading.source.id + number_of})))
    relations, _ = find_relations(readings)
    if as_json:
        print_records([*(reading.source for reading in readings), *relations])
        return inputs.end()
    places = {reading.source.id: (reading.source, Lines(reading.raw)) for reading in readings}
    for relation in relations:
        a, b = (place(places[anchor.source][0], anchor, places[anchor.source][1]) for anchor in (relation.a, relation.b))
        shares = " and ".join(f"{share:.0%}" for share in relation.coverage)
        print(visible(f"{relation.relation}  {a} = {b}  {shares}  {relation.reason}"))
    say(number(len(relations), "relation"))
    return inputs.end()


def tags(names: Sequence[str], options: ReadOptions = DEFAULT, *, as_json: bool) -> int:
    """Print the tags of the inputs."""
    with Inputs(names, options) as inputs:
        for source, found in inputs.each(_tags_of):
            if as_json:
                print_records([source])
            for one, words in found:
                if as_json:
                    print(json.dumps({"type": "tag", "source": source.id, **one._asdict()}, ensure_ascii=False))
                else:
                    print(f"{one.start}-{one.end}  {one.kind} {one.value}  “{visible(words)}”  ({one.rule})")
        return inputs.end()


def _tags_of(file: SourceFile) -> tuple[Source, list[tuple[Tag, str]]]:
    """Return the record of an input, and its tags, each with the words that it stands on."""
    raw = read_raw(file)
    found = (_in_raw(found, raw.text) for found in tag(raw.text.text))
    return raw.source(file.paths), [(one, raw.raw[one.start : one.end]) for one in found]


def _in_raw(found: Tag, text: MappedText) -> Tag:
    """Return a tag of ``text`` with offsets of the raw text."""
    spans = text.raw_spans(found.start, found.end)
    return found._replace(start=spans[0][0], end=spans[-1][1])


def _print_found(
    names: Sequence[str], options: ReadOptions, step: Callable[[Reading], Iterable[Record]], *, as_json: bool
) -> int:
    """Print what one step finds in each input, after the record of its source."""
    with Inputs(names, options) as inputs:
        for source, found in inputs.each(partial(_found_in, step)):
            if as_json:
                print_records([source, *found])
            else:
                for record in found:
                    _print_record(record)
        return inputs.end()


def _found_in(step: Callable[[Reading], Iterable[Record]], file: SourceFile) -> tuple[Source, tuple[Record, ...]]:
    reading = read_source(file).reading
    return reading.source, tuple(step(reading))


def _print_record(record: Record) -> None:
    """Print a record in words: its text, then its fields."""
    for anchor in anchors(record):
        print(visible(anchor.text))
    print_lines(INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)]))
