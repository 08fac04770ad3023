"""Measure ``find_theories`` on the annotated sentences of the seeds, and count its tags in texts of other kinds.

usage: theories.py [--data DIR] [--score DIR] [--errors N] [--read]

"drafted" counts only the ids that the annotators knew (theories_draft.json): the gold has no tag of any other concept.
The news and the papers are for evaluation only: there, no gold says what is right, so ``--read`` prints each tag in its context.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.lexicon.theories import find_mentions

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
GOLD = ("claims/seed_theories_dev.jsonl", "claims/seed_claims_dev.jsonl")
OTHER = (
    "countries/geowebnews_dev.jsonl",
    "claims/attribution_polnear_dev.jsonl",
    "sentences/gum_dev.jsonl",
    "citations/pandoc_ay.jsonl",
    "citations/pandoc_note.jsonl",
    "citations/elife.jsonl",
    "citations/scielo.jsonl",
)


def main() -> None:
    """Print precision, recall and F1 on the seeds, then tags and speed on the other texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("PINCITE_DATA", ROOT / "../shared/data")))
    parser.add_argument("--score", type=Path, default=ROOT / "../shared/score")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--read", action="store_true", help="print each tag of the other texts")
    arguments = parser.parse_args()
    if not (arguments.data / GOLD[0]).exists():
        sys.exit(f"skipped: {arguments.data / GOLD[0]} is not there; give its folder with --data")
    scorer = load_scorer(arguments.score / "score_claims.py")

    find_mentions("Theory.")  # loads the data
    drafted = {
        concept["id"] for concept in json.loads((arguments.data / "claims/theories_draft.json").read_text("utf-8"))["concepts"]
    }
    for name in GOLD:
        golds = read_lines(arguments.data / name)
        records = [annotate(doc) for doc in sorted({gold["doc"] for gold in golds})]
        known = [{**record, "theories": [tag for tag in record["theories"] if tag["id"] in drafted]} for record in records]
        for kind, predicted in (("all", records), ("drafted", known)):
            errors: list[tuple[Any, ...]] = []
            result = scorer.score_theories(golds, predicted, errors)["theories"]
            print(f"{name:40} {kind:8}", " ".join(f"{key}={result[key]}" for key in ("p", "r", "f1", "gold", "exact_set")))
            for error in errors[: arguments.errors]:
                print(*error, sep="\t")
    for name in OTHER:
        texts = [record["text"] for record in read_lines(arguments.data / name)]
        start = time.perf_counter()
        found = [(text, mention) for text in texts for mention in find_mentions(text)]
        seconds = time.perf_counter() - start
        size = sum(map(len, texts)) / 1e6
        print(f"{name:40} {size:5.2f} MB  {len(found):4} tags  {len(found) / size:6.1f} per MB  {size / seconds:5.2f} MB/s")
        for text, mention in found if arguments.read else ():
            context = " ".join(
                f"{text[max(mention.start - 100, 0) : mention.start]}<<{text[mention.start : mention.end]}>>".split()
            )
            print("", mention.id, mention.rule, context, sep="\t")


def load_scorer(path: Path) -> ModuleType:
    """Return the public scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"skipped: no scorer at {path}; give its folder with --score")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def annotate(doc: str) -> dict[str, Any]:
    """Return the tags of a seed's raw text as the scorer reads them."""
    (path,) = (ROOT / "corpus").glob(f"{doc}*")
    text = path.read_bytes().decode("utf-8")
    theories = [{"id": mention.id, "spans": mention.spans} for mention in find_mentions(text)]
    return {"doc": doc, "_doc": doc, "_spans": [[0, len(text)]], "_copies": [], "theories": theories}


if __name__ == "__main__":
    main()
