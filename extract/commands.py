"""What each command does: ask, print, and return the exit status. Data goes to standard output, all else to standard error."""

from __future__ import annotations

import json
import sys
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from extract import display, pipeline, run
from extract.anchor import Lines, anchors, place
from extract.anchor import verify as verify_records
from extract.annotations import json_line, load
from extract.clean import lay_out
from extract.dedupe.relations import find_relations
from extract.display import harmless, number, visible
from extract.errors import UsageError
from extract.formats import FORMATS
from extract.lookup import find_works, source_of, tag_value
from extract.models import Anchor, Problem
from extract.problems import KINDS
from extract.readers import read_bytes, read_file
from extract.references import parse_reference
from extract.store import Store
from extract.tags import tag
from extract.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.lookup import Found
    from extract.models import Record, Source
    from extract.raw_source import RawSource
    from extract.reading import Reading

NOTHING_FOUND = FAILED_CHECK = 1
SOME_UNREADABLE = 3
INDENT = "  "


def extract(corpus: Path, output: Path, *, jobs: int, force: bool, as_json: bool) -> int:
    """Annotate ``corpus`` into ``output`` and print a summary."""
    annotations, is_new = run.extract(corpus, output, jobs=jobs, force=force)
    if not is_new:
        _say(f"{output}: nothing has changed since the last run (--force does it again)")
    found = display.summary(annotations)
    if as_json:
        print(json.dumps({"type": "summary", **found}, ensure_ascii=False))
    else:
        _print_lines(display.table(found.items()))
    unreadable = [problem for problem in annotations.problems if problem.kind == "unreadable_file"]
    for problem in unreadable:
        _say(f"Error: {problem.message}")
    return SOME_UNREADABLE if unreadable else 0


def lookup(query: str, annotations: Path, corpus: Path | None, *, as_json: bool) -> int:
    """Print the works that ``query`` names, each with the sentences that cite it and its entries."""
    with Store(annotations) as store:
        answer = find_works(store, query)
        if as_json:
            _print_records(record for found in answer.found for record in _records_of(found))
            return 0 if answer.found else NOTHING_FOUND
        for asked, listed in answer.respelt:
            _say(f"No {asked!r} is listed; showing {listed!r}.")
        if not answer.found:
            _say(f"No work fits {query!r}; try the author alone, or `pincite check --kind missing_reference`.")
            return NOTHING_FOUND
        places = _Places(store, annotations, corpus)
        for found in answer.found:
            _print_found(found, places)
    return 0


def _records_of(found: Found) -> Iterator[Record]:
    yield from found.references
    for cited in found.places:
        yield cited.citation
        if cited.sentence:
            yield cited.sentence


def _print_found(found: Found, places: _Places) -> None:
    """Print one work: its citing sentences, its entries, and a count."""
    print(found.key)
    for cited in found.places:
        locator = f" @{cited.citation.locator}" if cited.citation.locator else ""
        print(f"{INDENT}{places.of(cited.citation.anchor)}{locator}  “{visible(cited.anchor.text)}”")
        for copy in cited.copies:
            print(f"{INDENT * 2}also at {places.of(copy.anchor)}")
    for reference in found.references:
        print(f"{INDENT}{visible(reference.raw)}  [{reference.id}]")
    print(f"{INDENT}{number(len(found.places), 'citation')}, {number(len(found.references), 'reference')}")


def claims(
    wanted: Mapping[str, Sequence[str]],
    words: str,
    source: str | None,
    annotations: Path,
    corpus: Path | None,
    *,
    as_json: bool,
) -> int:
    """Print the claims that carry all tags in ``wanted``."""
    with Store(annotations) as store:
        tags = [(kind, tag_value(store, kind, value)) for kind, values in wanted.items() for value in values]
        if source:
            tags.append(("source", source_of(store, source).id))
        found = store.claims(tags, words)
        if as_json:
            _print_records(found)
        else:
            places = _Places(store, annotations, corpus)
            for claim in found:
                print(f"{places.of(claim.anchor)}  “{visible(claim.anchor.text)}”  [{claim.id}]")
            _say(number(len(found), "claim"))
    return 0 if found else NOTHING_FOUND


def show(record_id: str, annotations: Path, corpus: Path | None, *, as_json: bool) -> int:
    """Print one record with its context, fields and copies."""
    with Store(annotations) as store:
        record = store.get(record_id) or store.beginning(record_id)
        if record is None:
            _say(f"No record {record_id!r} here; ids are printed by `pincite lookup`, `claims` and `check`.")
            return NOTHING_FOUND
        if as_json:
            _print_records([record])
            return 0
        places = _Places(store, annotations, corpus)
        print(f"{record.type} {record.id}")
        for anchor in anchors(record):
            print(f"{INDENT}{places.of(anchor)}")
            print(f"{INDENT}… {visible(anchor.before)} [[{visible(anchor.text)}]] {visible(anchor.after)} …")
        _print_lines(
            INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)])
        )
        for copy in getattr(record, "copies", ()):
            print(f"{INDENT}also at {places.at(copy.source, copy.spans[0][0])}")
    return 0


def text(file: str, *, roles: bool, pages: bool) -> int:
    """Print the reading text of one source."""
    for reading in _readings([file]):
        shown = None
        for passage, (start, end) in reading.placed():
            if not roles and passage.role in {"pull_quote", "furniture"}:
                continue
            if pages and passage.anchor.page != shown and passage.anchor.page is not None:
                shown = passage.anchor.page
                print(f"[page {visible(shown)}]")
            mark = f"[{passage.role}] " if roles else ""
            print(mark + harmless(reading.text[start:end]) + "\n")
    return 0


def check(kinds: Sequence[str], annotations: Path, corpus: Path | None, *, strict: bool, as_json: bool) -> int:
    """Print the problems of a run."""
    for kind in kinds:
        if kind not in KINDS:
            message = f"no kind of problem {kind!r}; choose from {', '.join(KINDS)}"
            raise UsageError(message)
    with Store(annotations) as store:
        found = [
            record for record in store.of_type("problem") if isinstance(record, Problem) and (not kinds or record.kind in kinds)
        ]
        if as_json:
            _print_records(found)
        else:
            places = _Places(store, annotations, corpus)
            for problem in found:
                where = (
                    places.of(problem.anchor)
                    if problem.anchor
                    else problem.path or min(store.source(problem.source or "").paths)
                )
                print(f"{where}: {problem.kind}: {visible(problem.message)}")
            _say(number(len(found), "problem"))
    return FAILED_CHECK if strict and found else 0


def verify(annotations: Path, corpus: Path | None, *, as_json: bool) -> int:
    """Prove all records against their sources."""
    records = load(annotations)
    folder = corpus or run.corpus_of(annotations)
    failures = list(verify_records(records, lambda source: run.raw_text(folder, source)))
    for failure in failures:
        print(
            json.dumps({"type": "failure", **failure._asdict()}, ensure_ascii=False)
            if as_json
            else f"{failure.id}: {failure.reason}"
        )
    _say(
        f"{number(sum(1 for _ in records), 'record')} checked against {number(len(records.sources), 'source')}, {number(len(failures), 'failure')}"
    )
    return FAILED_CHECK if failures else 0


def export(format_: str, output: Path | None, annotations: Path) -> int:
    """Write the annotations in another format."""
    if format_ not in FORMATS:
        message = f"no format {format_!r}; choose from {', '.join(FORMATS)}"
        raise UsageError(message)
    parts = FORMATS[format_](load(annotations))
    if output is None:
        sys.stdout.writelines(parts)
    else:
        write_whole(output, parts)
    return 0


def references(inputs: Sequence[str], *, lines: bool, as_json: bool) -> int:
    """Print the parsed bibliographies of the inputs, or each of their lines as an entry."""
    if not lines:
        return _step(inputs, pipeline.references_of, as_json=as_json)
    for raw, _ in _sources(inputs):
        for at, line in enumerate(raw.raw.splitlines(), start=1):
            if line.strip():
                record = parse_reference(line).model_copy(update={"id": f"line/{at}"})
                if as_json:
                    print(json.dumps({**record.model_dump(mode="json"), "line": at}, ensure_ascii=False))
                else:
                    _print_step(record)
    return 0


def citations(inputs: Sequence[str], *, as_json: bool) -> int:
    """Print the citations of the inputs, linked to their own bibliographies."""
    return _step(inputs, pipeline.citations_of, as_json=as_json)


def duplicates(inputs: Sequence[str], *, as_json: bool) -> int:
    """Print the relations between the inputs and inside each."""
    readings = list(_readings(inputs))
    relations, _ = find_relations(readings)
    if as_json:
        _print_records([*(reading.source for reading in readings), *relations])
        return 0
    places = {reading.source.id: (reading.source, Lines(reading.raw)) for reading in readings}
    for relation in relations:
        a, b = (place(places[anchor.source][0], anchor, places[anchor.source][1]) for anchor in (relation.a, relation.b))
        shares = " and ".join(f"{share:.0%}" for share in relation.coverage)
        print(visible(f"{relation.relation}  {a} = {b}  {shares}  {relation.reason}"))
    _say(number(len(relations), "relation"))
    return 0


def tags(inputs: Sequence[str], *, as_json: bool) -> int:
    """Print the tags of the inputs."""
    for raw, source in _sources(inputs):
        if as_json:
            _print_records([source])
        for found in tag(raw.raw):
            if as_json:
                print(json.dumps({"type": "tag", "source": source.id, **found._asdict()}, ensure_ascii=False))
            else:
                words = visible(raw.raw[found.start : found.end])
                print(f"{found.start}-{found.end}  {found.kind} {found.value}  “{words}”  ({found.rule})")
    return 0


class _Places:
    """Says where anchors stand, reading each source once."""

    def __init__(self, store: Store, annotations: Path, corpus: Path | None) -> None:
        self._store = store
        self._corpus = corpus or run.corpus_of(annotations)
        self._lines: dict[str, Lines | None] = {}

    def of(self, anchor: Anchor) -> str:
        source = self._store.source(anchor.source)
        if source.id not in self._lines:
            there = (self._corpus / min(source.paths)).is_file()
            self._lines[source.id] = Lines(run.raw_text(self._corpus, source)) if there else None
        return visible(place(source, anchor, self._lines[source.id]))

    def at(self, source: str, offset: int) -> str:
        return self.of(Anchor(source=source, spans=((offset, offset + 1),), quote="", text=""))


def _sources(inputs: Sequence[str]) -> Iterator[tuple[RawSource, Source]]:
    """Yield the raw text and the record of each input, in order; a file that cannot be read ends the command."""
    for name in inputs:
        if name == "-":
            raw = read_bytes(sys.stdin.buffer.read(), "standard input")
            yield raw, raw.source(["-"])
            continue
        for item in run.find_inputs(Path(name))[0]:
            raw = read_file(item.file)
            yield raw, raw.source([item.path])


def _readings(inputs: Sequence[str]) -> Iterator[Reading]:
    """Yield the reading of each input, in order."""
    return starmap(lay_out, _sources(inputs))


def _step(inputs: Sequence[str], step: Callable[[Reading], Iterable[Record]], *, as_json: bool) -> int:
    """Print what one step finds in each input, after the record of its source."""
    for reading in _readings(inputs):
        if as_json:
            _print_records([reading.source])
        for record in step(reading):
            if as_json:
                _print_records([record])
            else:
                _print_step(record)
    return 0


def _print_step(record: Record) -> None:
    """Print a record in words: its text, then its fields."""
    for anchor in anchors(record):
        print(visible(anchor.text))
    _print_lines(INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)]))


def _print_records(records: Iterable[Record]) -> None:
    sys.stdout.writelines(map(json_line, records))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
