"""Measure ``find_attributions`` on reported speech in news, by the public scorer.

usage: attribution.py [--data DIR] [--score DIR] [--part all|seen|held] [--errors N]

The data are for evaluation only. Of every three documents the third was held back from whoever wrote the rules.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from pathlib import Path

from extract.claims.attribution import find_attributions

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print precision, recall and F1 of sentences that report somebody."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("PINCITE_DATA", ROOT / "../shared/data")))
    parser.add_argument("--score", type=Path, default=ROOT / "../shared/score")
    parser.add_argument("--part", choices=("all", "seen", "held"))
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    gold_file = arguments.data / "claims" / "attribution_polnear_dev.jsonl"
    if not gold_file.exists():
        sys.exit(f"skipped: {gold_file} is not there; give its folder with --data")
    spec = importlib.util.spec_from_file_location("score_attribution", arguments.score / "score_attribution.py")
    if spec is None or spec.loader is None:
        sys.exit(f"skipped: no scorer in {arguments.score}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)

    golds = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
    find_attributions("Nobody said so.")  # loads the tokenizer
    start = time.perf_counter()
    predictions = [
        {"id": gold["id"], "spans": [(a.start, a.end) for a in find_attributions(gold["text"]) if a.value != "speaker"]}
        for gold in golds
    ]
    seconds = time.perf_counter() - start
    parts = {"all": golds, "seen": [g for i, g in enumerate(golds) if i % 3 < 2], "held": golds[2::3]}
    for part, chosen in parts.items():
        if arguments.part in (None, part):
            errors: list[tuple[object, ...]] = []
            names = {gold["id"] for gold in chosen}
            result = scorer.score(chosen, [p for p in predictions if p["id"] in names], errors)
            print(f"{part:5}", " ".join(f"{key}={value}" for key, value in result.items()))
            for error in errors[: arguments.errors]:
                print(*error, sep="\t")
    print(f"{sum(len(gold['text']) for gold in golds) / seconds / 1e6:.2f} MB/s")


if __name__ == "__main__":
    main()
