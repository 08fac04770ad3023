"""Measure ``find_duplicates`` on documents and their damaged copies, by the public scorer.

usage: duplicates.py [--gold BASE] [--data DIR] [--score DIR] [--part all|first|third] [--predictions FILE] [--errors N]

The data are for evaluation only; BASE names another set, such as ``made_copies.py`` makes. The parts are two thirds and one
third of the families of documents.
"""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from development import load_scorer, options, read_lines

from extract.dedupe import find_duplicates

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]


def predicted(docs: Sequence[Json]) -> list[Json]:
    """Return the relations of documents as the scorer reads them."""
    return [
        {
            "a": relation.a.source,
            "b": relation.b.source,
            "relation": relation.relation,
            "spans": [[*a, *b] for a, b in zip(relation.a.spans, relation.b.spans, strict=True)],
        }
        for relation in find_duplicates({doc["id"]: doc["text"] for doc in docs})
    ]


def read_set(base: Path, part: str = "all") -> tuple[list[Json], list[Json], list[Json]]:
    """Return the documents, pairs and places of a set, or of a part of its families."""
    docs, pairs, spans = (read_lines(base.with_name(f"{base.name}.{kind}.jsonl")) for kind in ("docs", "pairs", "spans"))
    third = set(sorted({doc["family"] for doc in docs})[2::3])
    kept = [doc for doc in docs if part == "all" or (doc["family"] in third) == (part == "third")]
    ids = {doc["id"] for doc in kept}
    return (
        kept,
        [pair for pair in pairs if {pair["a"], pair["b"]} <= ids],
        [span for span in spans if {span["a"], span["b"]} <= ids],
    )


def main() -> None:
    """Print the scores of relations and of the places of sentences, with time and memory."""
    parser = options(__doc__)
    parser.add_argument("--gold", type=Path, help="common beginning of the three files of a set; without it noisy_dev")
    parser.add_argument("--part", choices=("all", "first", "third"), default="all")
    parser.add_argument("--predictions", type=Path, help="write the predictions here, for the scorer's own command line")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    gold = arguments.gold or arguments.data / "duplicates" / "noisy_dev"
    scorer = load_scorer(arguments.score, "score_duplicates")

    docs, pairs, spans = read_set(gold, arguments.part)
    start = time.process_time()
    predictions = predicted(docs)
    seconds = time.process_time() - start
    if arguments.predictions:
        arguments.predictions.write_text("".join(json.dumps(line) + "\n" for line in predictions), encoding="utf-8")
    errors: list[tuple[object, ...]] = []
    result = scorer.score(docs, pairs, spans, predictions, errors)
    for kind in ("near", "exact", "contains"):
        print(f"{kind:9}", " ".join(f"{key}={value}" for key, value in result[kind].items()))
    for kind in ("passage", "self"):
        print(f"{kind:9}", " ".join(f"{key}={value}" for key, value in result[kind].items()))
    places = {key: result["spans"][key] for key in ("n", "iou90", "iou50", "precision50")}
    print("places   ", " ".join(f"{key}={value}" for key, value in places.items()))
    for kind, row in result["by_kind"].items():
        print(f"  {kind:14}", " ".join(f"{key}={value}" for key, value in row.items()))
    size = sum(len(doc["text"]) for doc in docs) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:.1f} MB in {seconds:.1f} s of one core: {size / seconds:.2f} MB/s; peak memory {memory:.0f} MB")
    for error in errors[: arguments.errors]:
        print(*error, sep="\t")


if __name__ == "__main__":
    main()
