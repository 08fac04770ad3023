"""Measure works: whether the entries of one work, printed in other styles and lists, are found to be one, and no others.

usage: works.py [--data DIR] [--errors N]

The manuscripts of ``data/citations/pandoc_*.jsonl`` were printed in many styles from the libraries of their projects: two entries
with the same project and key are one work. Pairs across projects are not judged. Some libraries hold a work twice under two keys, so
precision is understated: read the pairs with ``--errors``.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from development import options, read_lines

from extract.clean import reading_of
from extract.references import find_references
from extract.references.works import find_works

if TYPE_CHECKING:
    from pathlib import Path

    from extract.models import Reference

NEAR = 8  # characters by which an entry may be cut otherwise than in the gold


def listed(folder: Path) -> dict[str, tuple[Reference, tuple[str, str]]]:
    """Return every entry by its id, with the project and key of its work."""
    found: dict[str, tuple[Reference, tuple[str, str]]] = {}
    for file in sorted(folder.glob("pandoc_*.jsonl")):
        for record in read_lines(file):
            project = record["source"].split(":")[1]
            keys = {entry["start"]: entry["id"] for entry in record["references"]}
            for reference in find_references(reading_of(record["text"])):
                start = reference.anchor.spans[0][0]
                key = next((keys[at] for at in keys if abs(at - start) <= NEAR), None)
                if key is not None:
                    unique = reference.model_copy(update={"id": f"{file.stem}/{record['id']}/{start}"})
                    found[unique.id] = (unique, (project, key))
    return found


def main() -> None:
    """Print precision and recall of pairs, and the time taken."""
    parser = options(__doc__)
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    folder = arguments.data / "citations"
    if not folder.is_dir():
        sys.exit(f"skipped: {folder} is not there; name the folder of the development data with --data")
    entries = listed(folder)
    started = time.process_time()
    works = list(find_works(reference for reference, _ in entries.values()))
    seconds = time.process_time() - started
    work_of = {id_: work.key for work in works for id_ in work.references}
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, (_, gold) in entries.items():
        same[gold].append(id_)
    missed = [pair for ids in same.values() for pair in combinations(ids, 2) if work_of[pair[0]] != work_of[pair[1]]]
    expected = sum(len(ids) * (len(ids) - 1) // 2 for ids in same.values())
    right, wrong = 0, []
    for work in works:
        for a, b in combinations(work.references, 2):
            (project, key), (other_project, other_key) = entries[a][1], entries[b][1]
            if project == other_project:
                right += key == other_key
                wrong += [(a, b)] if key != other_key else []
    print(f"{len(entries)} entries, {len(same)} works in gold, {len(works)} found, {seconds:.1f} s")
    print(f"pairs: precision {right / max(right + len(wrong), 1):.4f}, recall {1 - len(missed) / max(expected, 1):.4f}")
    for name, pairs in (("missed", missed), ("wrong", wrong)):
        seen: set[frozenset[tuple[str, str]]] = set()
        for a, b in pairs:
            works_of_pair = frozenset((entries[a][1], entries[b][1]))
            if works_of_pair not in seen and len(seen) < arguments.errors:
                seen.add(works_of_pair)
                print(f"{name} {work_of[a]} / {work_of[b]}\n  {entries[a][0].raw}\n  {entries[b][0].raw}")


if __name__ == "__main__":
    main()
