"""Measure ``find_attributions`` on reported speech in news, by the public scorer.

usage: attribution.py [--data DIR] [--score DIR] [--part all|seen|held] [--errors N]

The data are for evaluation only. Of every three documents the third was held back from whoever wrote the rules.
"""

from __future__ import annotations

import time
from pathlib import Path

from development import load_scorer, options, read_lines

from extract.claims.attribution import find_attributions

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print precision, recall and F1 of sentences that report somebody."""
    parser = options(__doc__)
    parser.add_argument("--part", choices=("all", "seen", "held"))
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    gold_file = arguments.data / "claims" / "attribution_polnear_dev.jsonl"
    scorer = load_scorer(arguments.score, "score_attribution")

    golds = read_lines(gold_file)
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
