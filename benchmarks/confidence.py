"""Measure whether the confidence of an entry is the share of such entries that are right, and fit its weights.

usage: confidence.py [--data DIR] [--score DIR]                      reliability on the entries that rules may look at
       confidence.py --fit LABELLED [--model MODEL]                  weights from entries that MODEL has not been trained on

LABELLED are files of labelled entries, as ``pincite train-references`` reads them. ``--fit`` prints the lines for
``extract/references/confidence.py``.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
from development import load_scorer, options, read_lines
from references import FIELDS, is_held, predicted

from extract.references import confidence, parser
from extract.references.model import using_model
from extract.references.model.labelled import read_labelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

STEPS = 20_000
RATE = 0.05
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


def is_right(record: dict[str, Any], scorer: ModuleType) -> bool:
    """Tell whether every scored field of an entry is as labelled."""
    gold, told = scorer.fields_of(record), scorer.fields_of(predicted(record))
    return all(gold.get(name) == told.get(name) for name in FIELDS)


def find_rows(records: Sequence[dict[str, Any]], scorer: ModuleType) -> tuple[np.ndarray, np.ndarray]:
    """Return the evidence of each entry, in the order of the weights, and whether it is right."""
    seen: list[dict[str, float]] = []
    plain = confidence.read_confidence

    def note(*arguments: Any) -> float:
        seen.append(confidence.find_evidence(*arguments[:4]))
        return plain(*arguments)

    rows, right = [], []
    with patch.object(parser, "read_confidence", note):
        for record in records:
            seen.clear()
            right.append(is_right(record, scorer))
            if seen:
                rows.append([seen[-1][name] for name in confidence.WEIGHTS])
            else:
                right.pop()
    return np.array(rows), np.array(right, dtype=float)


def fit(rows: np.ndarray, right: np.ndarray) -> tuple[float, np.ndarray]:
    """Return base and weights, none negative, of the logistic curve nearest to the entries."""
    base, weights = 1.0, np.full(rows.shape[1], 0.1)
    scale = np.maximum(rows.std(axis=0), 1e-3)
    scaled = rows / scale
    for _ in range(STEPS):
        score = 1 / (1 + np.exp(-(base - scaled @ weights)))
        error = right - score
        base += RATE * error.mean()
        weights = np.maximum(weights - RATE * (scaled.T @ error) / len(right), 0.0)
    return base, weights / scale


def print_reliability(records: Sequence[dict[str, Any]], scorer: ModuleType) -> None:
    """Print, for each tenth of confidence, how many entries have it and what share of them is right."""
    pairs = [(parser.parse_entry(record["text"]).confidence, is_right(record, scorer)) for record in records]
    error = sum((score - right) ** 2 for score, right in pairs) / len(pairs)
    gap = 0.0
    print(f"{'confidence':12} {'n':>5} {'mean':>5} right")
    for low, high in pairwise(BINS):
        chosen = [(score, right) for score, right in pairs if low <= score < high]
        if chosen:
            mean = sum(score for score, _ in chosen) / len(chosen)
            share = sum(right for _, right in chosen) / len(chosen)
            gap += abs(mean - share) * len(chosen) / len(pairs)
            print(f"{low:.1f}-{min(high, 1):.1f}      {len(chosen):5} {mean:5.2f} {share:.2f}")
    print(f"Brier score {error:.3f}, mean gap {gap:.3f}")


def main() -> None:
    """Print what was asked for."""
    arguments_of = options(__doc__)
    arguments_of.add_argument("--fit", type=Path, nargs="+", help="labelled entries to fit the weights on")
    arguments_of.add_argument("--model", help="a model that has not seen them; otherwise that of the package")
    arguments = arguments_of.parse_args()
    scorer = load_scorer(arguments.score, "score_references")
    if arguments.fit is None:
        gold = read_lines(arguments.data / "references" / "dev.jsonl")
        gold = [record for record in gold if not record["in_anystyle_data"] and not is_held(record)]
        for source in sorted({record["source"].split("-")[0] for record in gold}):
            print(source)
            print_reliability([record for record in gold if record["source"].startswith(source)], scorer)
        print("all")
        print_reliability(gold, scorer)
        return
    entries = [each for file in arguments.fit for each in read_labelled(file.read_text("utf-8"), file.name)]
    records = [{"id": str(at), "text": each.text, "labels": each.labels} for at, each in enumerate(entries)]
    with using_model(arguments.model):
        base, weights = fit(*find_rows(records, scorer))
    print(f"BASE = {base:.2f}")
    for name, weight in zip(confidence.WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
