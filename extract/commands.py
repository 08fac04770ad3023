"""Commands on a whole corpus: annotate it, ask its annotations, prove them. Each prints and returns the exit status.

Data goes to standard output, all else to standard error. Steps on single files stand in ``filters.py``.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extract import display, run
from extract.anchor import Lines, anchors, place
from extract.anchor import verify as verify_records
from extract.annotations import load
from extract.display import number, print_lines, print_records, say, visible
from extract.engine import shared_guard
from extract.errors import StoreError, UnreadableSourceError, UsageError
from extract.formats import FORMATS
from extract.formats import export as exported
from extract.inputs import digest
from extract.lookup import find_works, source_of, tag_value
from extract.models import Anchor, Problem
from extract.problems import KINDS
from extract.readers import naming
from extract.store import Store
from extract.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from extract.lookup import Found
    from extract.models import Record
    from extract.read_options import ReadOptions

NOTHING_FOUND = FAILED_CHECK = 1
SOME_UNREADABLE = 3
INDENT = "  "


def extract(
    corpus: Path,
    output: Path,
    options: ReadOptions = run.DEFAULT,
    *,
    jobs: int,
    force: bool,
    as_json: bool,
    model: Path | None = None,
    libraries: Sequence[Path] = (),
) -> int:
    """Annotate ``corpus`` into ``output`` and print a summary."""
    chosen: dict[str, Any] = {"jobs": jobs, "options": options, "model": model, "libraries": libraries}
    try:
        annotations, is_new = run.extract(corpus, output, force=force, **chosen)
    except StoreError as damage:  # what was found there can be made anew
        say(f"{damage}; doing it again")
        annotations, is_new = run.extract(corpus, output, force=True, **chosen)
    if not is_new:
        say(f"{output}: nothing has changed since the last run (--force does it again)")
    found = display.summary(annotations)
    if as_json:
        print(json.dumps({"type": "summary", **found}, ensure_ascii=False))
    else:
        print_lines(display.table(found.items()))
    unreadable = [problem for problem in annotations.problems if problem.kind == "unreadable_file"]
    for problem in unreadable:
        say(f"Error: {problem.message}")
    return SOME_UNREADABLE if unreadable else 0


def lookup(query: str, annotations: Path, corpus: Path | None, *, as_json: bool) -> int:
    """Print the works that ``query`` names, each with the sentences that cite it and its entries."""
    if not query.strip():
        message = 'nothing to look up; give an author, a year, words of a title, a key or a DOI, such as "Martin 1992a"'
        raise UsageError(message)
    with Store(annotations) as store:
        answer = find_works(store, query)
        if as_json:
            print_records(record for found in answer.found for record in _records_of(found))
            return 0 if answer.found else NOTHING_FOUND
        for asked, listed in answer.respelt:
            say(f"No {asked!r} is listed; showing {listed!r}.")
        if not answer.found:
            say(f"No work fits {query!r}; try the author alone, or `pincite check --kind missing_reference`.")
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
    """Print the claims that carry all tags in ``wanted``; with ``source``, those that stand there or have a copy there."""
    with Store(annotations) as store:
        tags = [(kind, tag_value(store, kind, value)) for kind, values in wanted.items() for value in values]
        here = source_of(store, source).id if source else None
        if here:
            tags.append(("source", here))
        found = store.claims(tags, words)
        if as_json:
            print_records(found)
        else:
            places = _Places(store, annotations, corpus)
            for claim in found:
                copies = (copy for copy in claim.copies if copy.source == here and claim.source != here)
                copy = next(copies, None)
                where = places.at(copy.source, copy.spans[0][0]) if copy else places.of(claim.anchor)
                print(f"{where}  “{visible(claim.anchor.text)}”  [{claim.id}]")
            say(number(len(found), "claim"))
    return 0 if found else NOTHING_FOUND


def show(
    record_id: str, annotations: Path, corpus: Path | None, *, as_json: bool, image: Path | None = None, password: str = ""
) -> int:
    """Print one record with its context, fields and copies; with ``image``, draw its page there."""
    with Store(annotations) as store:
        found = store.beginning(record_id)
        record = store.get(record_id) or (found[0] if len(found) == 1 else None)
        if record is None:
            several = f"Several records begin with {record_id!r}, such as {', '.join(each.id for each in found)}; give more of the id."
            none = f"No record {record_id!r} here; ids are printed by `pincite lookup`, `claims` and `check`."
            say(several if found else none)
            return NOTHING_FOUND
        places = _Places(store, annotations, corpus)
        if image:
            _draw(record, places, image, password)
        if as_json:
            print_records([record])
            return 0
        print(f"{record.type} {record.id}")
        for anchor in anchors(record):
            print(f"{INDENT}{places.of(anchor, in_full=True)}")
            print(f"{INDENT}… {visible(anchor.before)} [[{visible(anchor.text)}]] {visible(anchor.after)} …")
        print_lines(INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)]))
        for copy in getattr(record, "copies", ()):
            print(f"{INDENT}also at {places.at(copy.source, copy.spans[0][0])}")
    return 0


def _draw(record: Record, places: _Places, image: Path, password: str) -> None:
    """Write a picture of the first page on which ``record`` stands, with its passage marked."""
    from extract.readers.pdf.page_image import Marked, draw_page  # noqa: PLC0415 - it brings the PDF readers

    anchor = next((anchor for anchor in anchors(record) if anchor.boxes), None)
    if anchor is None:
        message = f"{record.id} stands on no page that can be drawn: only records of PDF files have their place on the page"
        raise UsageError(message)
    file = places.file_of(anchor.source)
    page, *others = dict.fromkeys(box[0] for box in anchor.boxes)
    with naming(str(file)):
        drawn = shared_guard(places.options.limits).call(
            draw_page, Marked(file.resolve(), page, anchor.boxes, replace(places.options, password=password))
        )
    write_whole(image, drawn)
    rest = f"; the passage goes on on page {', '.join(map(str, others))}" if others else ""
    say(f"{image}: page {page} of {file.name}{rest}")


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
            print_records(found)
        else:
            places = _Places(store, annotations, corpus)
            for problem in found:
                where = (
                    places.of(problem.anchor)
                    if problem.anchor
                    else problem.path or min(store.source(problem.source or "").paths)
                )
                print(f"{where}: {problem.kind}: {visible(problem.message)}")
            say(number(len(found), "problem"))
    return FAILED_CHECK if strict and found else 0


def verify(annotations: Path, corpus: Path | None, *, password: str = "", as_json: bool) -> int:
    """Prove all records against their sources."""
    records = load(annotations)
    folder = corpus or run.corpus_of(annotations)
    options = replace(run.options_of(annotations), password=password)
    failures = list(verify_records(records, lambda source: run.raw_text(folder, source, options)))
    for failure in failures:
        print(
            json.dumps({"type": "failure", **failure._asdict()}, ensure_ascii=False)
            if as_json
            else f"{failure.id}: {failure.reason}"
        )
    say(
        f"{number(sum(1 for _ in records), 'record')} checked against {number(len(records.sources), 'source')}, {number(len(failures), 'failure')}"
    )
    return FAILED_CHECK if failures else 0


def export(format_: str, output: Path | None, annotations: Path) -> int:
    """Write the annotations, or the works they cite, in another format."""
    if format_ not in FORMATS:
        message = f"no format {format_!r}; choose from {', '.join(FORMATS)}"
        raise UsageError(message)
    parts = exported(load(annotations), format_)
    if output is None:
        sys.stdout.writelines(parts)
    else:
        write_whole(output, parts)
    return 0


class _Places:
    """Says where anchors stand, reading each source once."""

    def __init__(self, store: Store, annotations: Path, corpus: Path | None) -> None:
        self._store = store
        self._corpus = corpus or run.corpus_of(annotations)
        self.options = run.options_of(annotations)
        self._lines: dict[str, Lines | None] = {}

    def file_of(self, source_id: str) -> Path:
        """Return the file of a source as it was when it was read.

        Raises:
            UnreadableSourceError: it is not there, or has changed.

        """
        source = self._store.source(source_id)
        file = self._corpus / min(source.paths)
        if not file.is_file():
            message = f"{file}: the source is not there; name the folder of the sources with --corpus"
            raise UnreadableSourceError(message)
        if digest(file) != source.sha256:
            message = f"{file}: it has changed since it was read; run `pincite extract` again"
            raise UnreadableSourceError(message)
        return file

    def of(self, anchor: Anchor, *, in_full: bool = False) -> str:
        source = self._store.source(anchor.source)
        if source.id not in self._lines:
            has_lines = source.encoding is not None and (self._corpus / min(source.paths)).is_file()
            self._lines[source.id] = Lines(run.raw_text(self._corpus, source, self.options)) if has_lines else None
        return visible(place(source, anchor, self._lines[source.id], in_full=in_full))

    def at(self, source: str, offset: int) -> str:
        return self.of(Anchor(source=source, spans=((offset, offset + 1),), quote="", text=""))
