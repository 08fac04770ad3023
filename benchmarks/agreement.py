"""Print how far the two readers of the corpus agreed before their differences were settled.

usage: agreement.py [--differences FIGURE]

Their passes stand in ``annotations/gold/passes/``: text -> for each sentence what differs from the default (a claim of the
author's, asserted, affirmative, without tags). Codes and ids: F1 of one reader against the other. One value a sentence: share
of equal values and Cohen's kappa (1960), over the sentences that both hold to be claims.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

PASSES = Path(__file__).resolve().parents[1] / "annotations" / "gold" / "passes"
SETS = {
    "countries": ("act", "tgt", "oth"),
    "actors": ("act",),
    "targets": ("tgt",),
    "inherited countries": ("inh",),
    "organisations": ("org",),
    "theories": ("th",),
}
VALUES = {"attribution": ("att", "author"), "polarity": ("pol", "pos"), "modality": ("mod", "asserted")}

Unit = dict[str, Any]


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--differences", metavar="FIGURE", help="list the sentences that differ in this")
    arguments = parser.parse_args()
    units = pairs()
    report_values(
        "claim or not", [(unit, str("why" not in a), str("why" not in b)) for unit, a, b in units], arguments.differences
    )
    neither = [(unit, a, b) for unit, a, b in units if "why" in a and "why" in b]
    report_values("reasons", [(unit, a["why"], b["why"]) for unit, a, b in neither], arguments.differences)
    claims = [(unit, a, b) for unit, a, b in units if "why" not in a and "why" not in b]
    for name, keys in SETS.items():
        report_sets(name, [(unit, codes(a, keys), codes(b, keys)) for unit, a, b in claims], arguments.differences)
    for name, (key, default) in VALUES.items():
        report_values(name, [(unit, a.get(key, default), b.get(key, default)) for unit, a, b in claims], arguments.differences)


def pairs() -> list[tuple[str, Unit, Unit]]:
    """Return what each of the readers says of each sentence."""
    one, other = (json.loads((PASSES / f"reader-{name}.json").read_text("utf-8")) for name in "ab")
    return [(f"{text}:{start}", unit, other[text][start]) for text, units in one.items() for start, unit in units.items()]


def codes(unit: Unit, keys: tuple[str, ...]) -> set[str]:
    """Return the codes under some keys."""
    return {code for key in keys for code in unit.get(key, ())}


def report_sets(name: str, rows: list[tuple[str, set[str], set[str]]], listed: str | None) -> None:
    """Print F1 of one reader against the other."""
    both = sum(len(a & b) for _, a, b in rows)
    total = sum(len(a) + len(b) for _, a, b in rows)
    print(f"{name:22} F1 {2 * both / total if total else 1:.3f}  ({total} codes of both)")
    for unit, a, b in rows if listed == name else ():
        if a != b:
            print(f"  {unit}  a {sorted(a)}  b {sorted(b)}")


def report_values(name: str, rows: list[tuple[str, str, str]], listed: str | None) -> None:
    """Print the share of equal values, and kappa."""
    equal = sum(a == b for _, a, b in rows) / len(rows)
    left, right = Counter(a for _, a, _ in rows), Counter(b for _, _, b in rows)
    chance = sum(left[value] * right[value] for value in left) / len(rows) ** 2
    kappa = (equal - chance) / (1 - chance) if chance < 1 else 1.0
    print(f"{name:22} equal {equal:.3f}  kappa {kappa:.3f}  ({len(rows)} sentences)")
    for unit, a, b in rows if listed == name else ():
        if a != b:
            print(f"  {unit}  a {a}  b {b}")


if __name__ == "__main__":
    main()
