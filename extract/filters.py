"""Steps alone, on files, folders and standard input: each prints what it finds and returns the exit status.

An input that cannot be read is named on standard error, and the others are still done.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract import display, pipeline, run
from extract.anchor import Lines, anchors, place
from extract.clean import lay_out
from extract.dedupe.relations import find_relations
from extract.display import harmless, number, print_lines, print_records, say, visible
from extract.errors import PinciteError
from extract.readers import read_bytes, read_file
from extract.references import parse_reference
from extract.tags import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from extract.lexicon import Tag
    from extract.mapped_text import MappedText
    from extract.models import Record, Source
    from extract.raw_source import RawSource
    from extract.reading import Reading

SOME_UNREADABLE = 3
INDENT = "  "
LINE_END = re.compile(r"\r\n|\n|\r")


class Inputs:
    """The inputs of a command, read one by one.

    ``status`` is 3 after some of them could not be read. When none could, ``end`` raises the first fault.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """Keep the names of files and folders; ``-`` is standard input."""
        self._names = names
        self._faults: list[PinciteError] = []
        self._read = 0

    def sources(self) -> Iterator[tuple[RawSource, Source]]:
        """Yield the raw text and the record of each input, in order."""
        for name in self._names:
            try:
                files = [None] if name == "-" else [(item.file, _shown(name, item)) for item in run.find_inputs(Path(name))[0]]
            except PinciteError as fault:
                self._note(fault)
                continue
            for file in files:
                try:
                    raw = read_file(file[0]) if file else read_bytes(sys.stdin.buffer.read(), "standard input")
                except PinciteError as fault:
                    self._note(fault)
                    continue
                self._read += 1
                yield raw, raw.source([file[1] if file else "-"])

    def readings(self) -> Iterator[Reading]:
        """Yield the reading of each input, in order."""
        return (lay_out(raw, source) for raw, source in self.sources())

    def _note(self, fault: PinciteError) -> None:
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


def _shown(name: str, item: run.Input) -> str:
    """Return the path of an input in records: as it was typed for a file, below the folder that was typed for others."""
    return Path(name).as_posix() if item.file == Path(name) else item.path


def text(name: str, *, roles: bool, pages: bool, as_json: bool) -> int:
    """Print the reading text of a source."""
    inputs = Inputs([name])
    for reading in inputs.readings():
        if as_json:
            print_records([reading.source, *reading.passages])
            continue
        shown = None
        for passage, (start, end) in reading.placed():
            if not roles and passage.role in {"pull_quote", "furniture"}:
                continue
            if pages and passage.anchor.page != shown and passage.anchor.page is not None:
                shown = passage.anchor.page
                print(f"[page {visible(shown)}]")
            mark = f"[{passage.role}] " if roles else ""
            print(mark + harmless(reading.text[start:end]) + "\n")
    return inputs.end()


def references(names: Sequence[str], *, lines: bool, as_json: bool) -> int:
    """Print the parsed bibliographies of the inputs, or each of their lines as an entry."""
    return _parse_lines(names, as_json=as_json) if lines else _step(names, pipeline.references_of, as_json=as_json)


def _parse_lines(names: Sequence[str], *, as_json: bool) -> int:
    inputs = Inputs(names)
    for raw, source in inputs.sources():
        if as_json:
            print_records([source])
        for at, line in enumerate(LINE_END.split(raw.raw), start=1):
            if not line.strip():
                continue
            record = parse_reference(line, source=source.id, reference_id=f"{source.id}/line/{at}")
            if as_json:
                print(json.dumps({**record.model_dump(mode="json"), "line": at}, ensure_ascii=False))
            else:
                _print_step(record)
    return inputs.end()


def citations(names: Sequence[str], *, as_json: bool) -> int:
    """Print the citations of the inputs, linked to their own bibliographies."""
    return _step(names, pipeline.citations_of, as_json=as_json)


def duplicates(names: Sequence[str], *, as_json: bool) -> int:
    """Print the relations between the inputs and inside each; files of the same bytes are told apart by their paths."""
    inputs = Inputs(names)
    seen: Counter[str] = Counter()
    readings = []
    for reading in inputs.readings():
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


def tags(names: Sequence[str], *, as_json: bool) -> int:
    """Print the tags of the inputs."""
    inputs = Inputs(names)
    for raw, source in inputs.sources():
        if as_json:
            print_records([source])
        text = raw.text
        for found in (_in_raw(found, text) for found in tag(text.text)):
            if as_json:
                print(json.dumps({"type": "tag", "source": source.id, **found._asdict()}, ensure_ascii=False))
            else:
                words = visible(raw.raw[found.start : found.end])
                print(f"{found.start}-{found.end}  {found.kind} {found.value}  “{words}”  ({found.rule})")
    return inputs.end()


def _in_raw(found: Tag, text: MappedText) -> Tag:
    """Return a tag of ``text`` with offsets of the raw text."""
    spans = text.raw_spans(found.start, found.end)
    return found._replace(start=spans[0][0], end=spans[-1][1])


def _step(names: Sequence[str], step: Callable[[Reading], Iterable[Record]], *, as_json: bool) -> int:
    """Print what one step finds in each input, after the record of its source."""
    inputs = Inputs(names)
    for reading in inputs.readings():
        if as_json:
            print_records([reading.source, *step(reading)])
        else:
            for record in step(reading):
                _print_step(record)
    return inputs.end()


def _print_step(record: Record) -> None:
    """Print a record in words: its text, then its fields."""
    for anchor in anchors(record):
        print(visible(anchor.text))
    print_lines(INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)]))
