"""Commands on a whole corpus: annotate it, show its records, prove them, export them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extract import display, run
from extract.anchor import anchors
from extract.anchor import verify as verify_records
from extract.annotations import corpus_of, load, options_of
from extract.codebooks import read_codebooks
from extract.commands.places import Places, unchanged
from extract.commands.showing import Copies, brief
from extract.display import number, print_lines, print_records, say, visible
from extract.engine import shared_guard
from extract.errors import StoreError, UsageError
from extract.formats import FORMATS, SKOS, write_skos
from extract.formats import export as exported
from extract.lookup.copies import relations_of
from extract.models import Source
from extract.read_options import ReadOptions
from extract.readers import naming
from extract.store import Store
from extract.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extract.models import Record

NOTHING_FOUND = FAILED_CHECK = 1
SOME_UNREADABLE = 3
INDENT = "  "


def extract(
    corpus: Path, output: Path, options: ReadOptions = run.DEFAULT, *, force: bool, as_json: bool, **chosen: Any
) -> int:
    """Annotate ``corpus`` into ``output`` and print a summary; what else was ``chosen`` goes to `run.extract`."""
    try:
        done = run.extract(corpus, output, force=force, options=options, say=say, **chosen)
    except StoreError as damage:  # what was found there can be made anew
        say(f"{damage}; doing it again")
        done = run.extract(corpus, output, force=True, options=options, say=say, **chosen)
    if not done.is_new:
        say(f"{output}: nothing has changed since the last run (--force does it again)")
    if as_json:
        print(json.dumps({"type": "summary", **done.summary}, ensure_ascii=False))
    else:
        print_lines(display.table(done.summary.items()))
    for problem in done.unreadable:
        say(f"Error: {problem.message}")
    return SOME_UNREADABLE if done.unreadable else 0


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
            if store.rows("select 1 from work where key = ?", (record_id,)):
                none = f"{record_id} is a work, not a record; `pincite lookup {record_id}` shows its entries and citations."
            say(several if found else none)
            return NOTHING_FOUND
        places = Places(store, annotations, corpus)
        if image:
            _draw(store, record, places, image, password)
        if as_json:
            print_records([record, *(relations_of(store, record.id) if isinstance(record, Source) else ())])
            return 0
        print(f"{record.type} {record.id}")
        for anchor in anchors(record):
            print(f"{INDENT}{places.of(anchor, in_full=True)}")
            print(f"{INDENT}… {visible(anchor.before)} [[{brief(visible(anchor.text))}]] {visible(anchor.after)} …")
        print_lines(INDENT + line for line in display.table([(name, visible(value)) for name, value in display.fields(record)]))
        copies = Copies(store, places, annotations, corpus, ReadOptions(password=password))
        print_lines(INDENT + line for line in copies.lines(record))
    return 0


def _draw(store: Store, record: Record, places: Places, image: Path, password: str) -> None:
    """Write a picture of the first page on which ``record`` stands, with its passage marked."""
    from extract.readers.pdf.page_image import Marked, draw_page  # noqa: PLC0415 - it brings the PDF readers

    anchor = next((anchor for anchor in anchors(record) if anchor.boxes), None)
    if anchor is None:
        message = f"{record.id} stands on no page that can be drawn: only records of PDF files have their place on the page"
        raise UsageError(message)
    file = unchanged(places.corpus, store.source(anchor.source))
    page, *others = dict.fromkeys(box[0] for box in anchor.boxes)
    with naming(str(file)):
        drawn = shared_guard(places.options.limits).call(
            draw_page, Marked(file.resolve(), page, anchor.boxes, replace(places.options, password=password))
        )
    write_whole(image, drawn)
    rest = f"; the passage goes on on page {', '.join(map(str, others))}" if others else ""
    say(f"{image}: page {page} of {file.name}{rest}")


def verify(annotations: Path, corpus: Path | None, *, password: str = "", as_json: bool) -> int:
    """Prove all records against their sources."""
    records = load(annotations)
    folder = corpus or corpus_of(annotations)
    options = replace(options_of(annotations), password=password)
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


def export(format_: str, output: Path | None, annotations: Path, codebooks: Sequence[Path] = ()) -> int:
    """Write the annotations, the works they cite, or the theories and codebooks, in another format."""
    if format_ not in {*FORMATS, SKOS}:
        message = f"no format {format_!r}; choose from {', '.join((*FORMATS, SKOS))}"
        raise UsageError(message)
    if codebooks and format_ != SKOS:
        message = f"--codebook: {format_} holds what stands in the annotations; give the codebook to `pincite extract`, or export {SKOS}"
        raise UsageError(message)
    if output is not None and not output.absolute().parent.is_dir():
        message = f"{output}: there is no folder {output.parent}; make it first"
        raise UsageError(message)
    parts = (
        write_skos(read_codebooks(codebooks).codebook.taxonomies) if format_ == SKOS else exported(load(annotations), format_)
    )
    if output is None:
        sys.stdout.writelines(parts)
    else:
        write_whole(output, parts)
    return 0
