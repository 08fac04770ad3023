"""The command `duplicates`: how its inputs are copies of each other, and where each repeats itself."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from extract.commands.filters import Inputs
from extract.commands.relation_lines import KINDS, clusters_of, lines_of_clusters, rows_of, summary
from extract.dedupe.relations import relations_of
from extract.dedupe.shingles import count_letters
from extract.display import print_lines, print_records, say
from extract.errors import UsageError
from extract.sources import read_source
from extract.where import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.models import Anchor, Relation
    from extract.read_options import ReadOptions
    from extract.reading import Reading


@dataclass(frozen=True, slots=True)
class Wish:
    """Which relations are to be shown, and how."""

    kinds: Sequence[str] = ()
    min_letters: int = 0
    clusters: bool = False
    as_json: bool = False


def duplicates(names: Sequence[str], options: ReadOptions, wish: Wish) -> int:
    """Print the relations between the inputs and inside each; files of the same bytes are told apart by their paths.

    Raises:
        UsageError: there is no such kind of relation.

    """
    for kind in wish.kinds:
        if kind not in KINDS:
            message = f"no kind of relation {kind!r}; choose from {', '.join(KINDS)}"
            raise UsageError(message)
    seen: Counter[str] = Counter()
    readings: dict[str, Reading] = {}
    with Inputs(names, options) as inputs:
        for reading, _ in inputs.each(read_source):
            seen[reading.source.id] += 1
            number_of = f".{seen[reading.source.id]}" if seen[reading.source.id] > 1 else ""
            source = reading.source.model_copy(update={"id": reading.source.id + number_of})
            readings[source.id] = replace(reading, source=source)
    found = relations_of(list(readings.values()))
    shown = [each for each in found if (not wish.kinds or each.relation in wish.kinds) and _is_long(each, readings, wish)]
    _print(readings, found, shown, wish)
    return inputs.end()


def _is_long(relation: Relation, readings: Mapping[str, Reading], wish: Wish) -> bool:
    """Tell whether the sides of a relation share as many letters as are asked for."""
    raw = readings[relation.b.source].raw
    return not wish.min_letters or sum(count_letters(raw, *span) for span in relation.b.spans) >= wish.min_letters


def _print(readings: Mapping[str, Reading], found: Sequence[Relation], shown: Sequence[Relation], wish: Wish) -> None:
    clusters = clusters_of(found)
    paths = {source: reading.source.paths[0] for source, reading in readings.items()}
    if wish.as_json:
        print_records(reading.source for reading in readings.values())
        if wish.clusters:
            records = ({"type": "cluster", "canonical": each.sources[0], **each._asdict()} for each in clusters)
            print_lines(json.dumps(record, ensure_ascii=False) for record in records)
        else:
            print_records(shown)
        return
    if not wish.clusters:
        lines: dict[str, Lines] = {}
        place_of = partial(_place, readings, lines)
        print_lines(rows_of(shown, place_of, paths, with_heads=bool(shown) and sys.stdout.isatty()))
    print_lines(lines_of_clusters(clusters, paths))
    say(summary(shown, len(readings), len(clusters)))


def _place(readings: Mapping[str, Reading], lines: dict[str, Lines], anchor: Anchor) -> str:
    """Return from where to where a side of a relation stands: "note.txt:12-40", "book.pdf p. 3-5"."""
    reading = readings[anchor.source]
    path = reading.source.paths[0]
    start, end = min(start for start, _ in anchor.spans), max(end for _, end in anchor.spans)
    if reading.source.encoding is not None:
        if anchor.source not in lines:
            lines[anchor.source] = Lines.of(reading.raw)
        ends = [str(lines[anchor.source].at(at)[0]) for at in (start, max(start, end - 1))]
        return f"{path}:{'-'.join(dict.fromkeys(ends))}"
    pages = [reading.page_index(at) for at in (start, max(start, end - 1))]
    labels = [reading.pages[page].label or str(page + 1) for page in pages if page is not None]
    return f"{path} p. {'-'.join(dict.fromkeys(labels))}" if labels else f"{path}@{start}-{end}"
