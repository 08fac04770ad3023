"""Steps alone, on files, folders and standard input: each prints what it finds and returns the exit status.

An input that cannot be read is named on standard error, and the others are still done.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from extract import display
from extract.anchor import anchors
from extract.citations.library import library_items
from extract.codebooks import read_codebooks
from extract.display import harmless, number, page_name, print_lines, print_records, say, visible
from extract.engine import shared_guard
from extract.errors import PinciteError, UnreadableSourceError, UsageError
from extract.formats import LIBRARY_FORMATS, library
from extract.inputs import Input, find_inputs, find_libraries
from extract.lexicon.codebook import codebook_of
from extract.models import Citation, Reference
from extract.packed import Packed
from extract.references import parse_reference
from extract.references.model import load_model, using_model
from extract.references.model.labelled import write_labelled
from extract.references.model.training import guess_labels
from extract.run import DEFAULT
from extract.sources import SourceFile, read_raw, read_source
from extract.steps import citations_of, references_of
from extract.tags import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from extract.lexicon import Tag
    from extract.mapped_text import MappedText
    from extract.models import Record, Source
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


def references(
    names: Sequence[str],
    options: ReadOptions = DEFAULT,
    *,
    lines: bool,
    as_json: bool,
    format_: str | None = None,
    model: Path | None = None,
) -> int:
    """Print the parsed bibliographies of the inputs, or each of their lines as an entry.

    With ``format_`` they are printed as a library, or as labelled lines to correct. ``model`` labels them.
    """
    if format_ in LIBRARY_FORMATS or format_ == "labels":
        return _print_library(names, options, lines=lines, format_=format_, model=_checked(model))
    if format_ not in {None, "jsonl"}:
        message = f"no format {format_!r}; choose from jsonl, labels, {', '.join(LIBRARY_FORMATS)}"
        raise UsageError(message)
    as_json = as_json or format_ == "jsonl"
    if lines:
        return _parse_lines(names, options, as_json=as_json, model=_checked(model))
    return _print_found(names, options, partial(references_of, model=_checked(model)), as_json=as_json)


def _checked(model: Path | None) -> str | None:
    """Return the path of a model for the children, who may be in another folder.

    Raises:
        UsageError: it is none.

    """
    if model is None:
        return None
    load_model(str(model))
    return str(model.absolute())


def _print_library(names: Sequence[str], options: ReadOptions, *, lines: bool, format_: str, model: str | None) -> int:
    """Print the entries of all inputs as one library, or as labelled lines."""
    found: list[Reference] = []
    with Inputs(names, options) as inputs:
        if lines:
            found += (record for _, parsed in _lines_of(inputs, model) for _, record in parsed)
        else:
            for _, references in _each_found(inputs, partial(references_of, model=model)):
                found += (record for record in references if isinstance(record, Reference))
        status = inputs.end()
    if format_ == "labels":
        with using_model(model):
            for record in found:
                print(write_labelled(guess_labels(record.raw)))
    else:
        sys.stdout.write(library(found, format_))
    return status


class Line(NamedTuple):
    """A line of an input, counted from 1."""

    source: str
    at: int
    text: str


def _parse_lines(names: Sequence[str], options: ReadOptions, *, as_json: bool, model: str | None) -> int:
    """Print a record for each line that is not empty."""
    with Inputs(names, options) as inputs:
        for source, parsed in _lines_of(inputs, model):
            if as_json:
                print_records([source])
            for line, record in parsed:
                if as_json:
                    print(json.dumps({**record.model_dump(mode="json"), "line": line.at}, ensure_ascii=False))
                else:
                    _print_record(record)
        return inputs.end()


def _lines_of(inputs: Inputs, model: str | None) -> Iterator[tuple[Source, Iterator[tuple[Line, Reference]]]]:
    """Yield each input with its lines, each with the work that it describes."""
    for source, raw in inputs.each(_source_and_text):
        lines = [Line(source.id, at, line) for at, line in enumerate(LINE_END.split(raw), start=1) if line.strip()]
        yield source, _parsed(inputs, source, lines, model)


def _parsed(inputs: Inputs, source: Source, lines: Sequence[Line], model: str | None) -> Iterator[tuple[Line, Reference]]:
    """Yield each line with its record; lines on which the parser fails are noted."""
    batches = [lines[at : at + BATCH] for at in range(0, len(lines), BATCH)]
    for batch, records in zip(batches, inputs.guard(partial(_entries_of, model), batches), strict=True):
        if isinstance(records, UnreadableSourceError):
            inputs.note(type(records)(f"{min(source.paths)}:{batch[0].at}: {records}"))
            continue
        yield from zip(batch, records, strict=True)


def _source_and_text(file: SourceFile) -> tuple[Source, str]:
    raw = read_raw(file)
    return raw.source(file.paths), raw.raw


def _entries_of(model: str | None, lines: Sequence[Line]) -> list[Reference]:
    with using_model(model):
        return [parse_reference(line.text, source=line.source, reference_id=f"{line.source}/line/{line.at}") for line in lines]


def citations(
    names: Sequence[str],
    options: ReadOptions = DEFAULT,
    *,
    as_json: bool,
    model: Path | None = None,
    libraries: Sequence[Path] = (),
) -> int:
    """Print the citations of the inputs, linked to their own bibliographies, or else to the works of ``libraries``."""
    step = partial(citations_of, model=_checked(model))
    if libraries:
        sources, library = _lent(libraries, options)
        step = partial(step, library=library)
        if as_json:
            print_records(sources)
    return _print_found(names, options, step, as_json=as_json)


def _lent(libraries: Sequence[Path], options: ReadOptions) -> tuple[list[Source], Packed[tuple[dict[str, Any], ...]]]:
    """Return the records of libraries, and what citations need of their works.

    Raises:
        PinciteError: one of them cannot be read.

    """
    items: list[dict[str, Any]] = []
    sources: list[Source] = []
    for item in find_libraries(libraries):
        with Inputs([str(item.file)], options) as lent:
            for source, found in _each_found(lent, references_of):
                sources.append(source)
                listed = (record for record in found if isinstance(record, Reference))
                items += library_items(listed, {source.id: min(source.paths)})
            lent.end()
    return sources, Packed(tuple(items))


def tags(names: Sequence[str], options: ReadOptions = DEFAULT, *, codebooks: Sequence[Path] = (), as_json: bool) -> int:
    """Print the tags of the inputs, those of ``codebooks`` too; of several inputs, each with its source."""
    step = partial(_tags_of, read_codebooks(codebooks).told)
    is_one = len(names) == 1 and not Path(names[0]).is_dir()
    with Inputs(names, options) as inputs:
        for source, found in inputs.each(step):
            if as_json:
                print_records([source])
            for one, words in found:
                if as_json:
                    print(json.dumps({"type": "tag", "source": source.id, **one._asdict()}, ensure_ascii=False))
                else:
                    where = "" if is_one else f"{visible(_name(source))}:"
                    print(f"{where}{one.start}-{one.end}  {one.kind} {one.value}  “{visible(words)}”  ({one.rule})")
        return inputs.end()


def _tags_of(codebook: str, file: SourceFile) -> tuple[Source, list[tuple[Tag, str]]]:
    """Return the record of an input, and its tags, each with the words that it stands on."""
    raw = read_raw(file)
    found = (_in_raw(found, raw.text) for found in tag(raw.text.text, codebook_of(codebook)))
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
        for source, found in _each_found(inputs, step):
            if as_json:
                print_records([source, *found])
            else:
                for record in found:
                    _print_record(record)
            styles: Counter[str] = Counter(record.style for record in found if isinstance(record, Citation))
            if styles:
                say(f"{_name(source)}: {number(styles.total(), 'citation')}: {display.counted(styles)}")
        return inputs.end()


def _name(source: Source) -> str:
    return "standard input" if source.paths[0] == "-" else source.paths[0]


def _each_found(inputs: Inputs, step: Callable[[Reading], Iterable[Record]]) -> Iterator[tuple[Source, tuple[Record, ...]]]:
    """Yield what one step finds in each input, and say what of the input could not be read."""
    for source, found, lost in inputs.each(partial(_found_in, step)):
        for message in lost:
            say(f"Warning: {_name(source)}: {message}")
        yield source, found


def _found_in(
    step: Callable[[Reading], Iterable[Record]], file: SourceFile
) -> tuple[Source, tuple[Record, ...], tuple[str, ...]]:
    """Return the record of an input, what ``step`` finds in it, and what of it could not be read."""
    reading, doubts = read_source(file)
    lost = tuple(doubt.message for doubt in doubts if doubt.kind == "partly_read")
    return reading.source, tuple(step(reading)), lost


def _print_record(record: Record) -> None:
    """Print a record in words: its text, then its fields."""
    for anchor in anchors(record):
        print(visible(anchor.text))
    print_lines(INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)]))
