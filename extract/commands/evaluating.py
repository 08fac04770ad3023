"""The command `eval`: annotations measured against gold."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from extract.annotations import load
from extract.display import number, print_lines, say, table, visible
from extract.errors import UsageError
from extract.evaluation import SCORED, evaluate
from extract.evaluation.gold import gold_files, read_gold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from extract.evaluation import Difference, Evaluation, Figure
    from extract.evaluation.gold import Gold

FAILED_CHECK = 1
WORDS = 90
"""Characters of a text that a difference shows."""


class Wanted(NamedTuple):
    """What is to be printed and checked."""

    only: Collection[str] = ()
    """Names of figures; all, if empty."""
    floors: Path | None = None
    errors: int = 0
    """How many differences to print."""


def evaluate_gold(gold: Path, annotations: Path, wanted: Wanted, *, as_json: bool) -> int:
    """Print precision, recall and F1 of the ``annotations``; return 1 when a figure lies below its floor."""
    only = wanted.only
    records, others = _read(gold)
    if not records:
        message = f"{gold}: no gold records of a type that is scored ({', '.join(sorted(SCORED))})"
        raise UsageError(message)
    least = _floors(wanted.floors) if wanted.floors else {}
    result = evaluate(records, load(annotations))
    figures = [figure for figure in result.figures if not only or figure.name in only]
    unknown = set(only) - {figure.name for figure in result.figures}
    if unknown:
        message = f"no figure {min(unknown)!r}; choose from {', '.join(repr(figure.name) for figure in result.figures)}"
        raise UsageError(message)
    if as_json:
        print_lines(json.dumps(_record(figure, least), ensure_ascii=False) for figure in figures)
    else:
        print_lines(table(_rows(figures, least)))
    shown = [each for each in result.differences if not only or each.judged.figure in only]
    for difference in shown[: wanted.errors]:
        say(_line(difference))
    if others:
        say(f"Not scored: {', '.join(number(count, f'{kind} record') for kind, count in sorted(others.items()))}")
    return _judge(result, least)


def _read(gold: Path) -> tuple[list[Gold], Counter[str]]:
    """Return the records that are scored, and how many there are of each other type."""
    records: list[Gold] = []
    others: Counter[str] = Counter()
    for record in (record for path in gold_files(gold) for record in read_gold(path)):
        if record.type not in SCORED:
            others[record.type] += 1
        elif not record.spans:
            message = f"{record.place}: where does it stand? It needs `spans`: [[start, end], ...] in the raw text"
            raise UsageError(message)
        else:
            records.append(record)
    return records, others


def _floors(path: Path) -> dict[str, float]:
    """Return the least F1 of each figure; raises `UsageError` for a file that does not say that."""
    try:
        floors = json.loads(path.read_text("utf-8"))
        return {str(name): float(least) for name, least in floors.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        message = f'{path}: not a file of floors, such as {{"claims": 0.98}}: {error}'
        raise UsageError(message) from error


def _rows(figures: Sequence[Figure], least: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    yield "", "precision", "recall", "F1", "right", "found", "gold", *(["floor"] if least else [])
    for figure in figures:
        shares = (f"{share:.4f}" for share in (figure.precision, figure.recall, figure.f1))
        counts = (str(count) for count in (figure.right, figure.found, figure.gold))
        floor = [f"{least[figure.name]:.4f}" if figure.name in least else ""] if least else []
        yield figure.name, *shares, *counts, *floor


def _record(figure: Figure, least: Mapping[str, float]) -> dict[str, object]:
    shares = {name: round(getattr(figure, name), 4) for name in ("precision", "recall", "f1")}
    floor = {"floor": least[figure.name]} if figure.name in least else {}
    return {"type": "figure", **figure._asdict(), **shares, **floor}


def _line(difference: Difference) -> str:
    """Return one difference: where, in what, expected, found, and the words there."""
    judged = difference.judged
    expected, found = (", ".join(sorted(map(str, side))) or "nothing" for side in (judged.expected, judged.found))
    words = " ".join(judged.text.split())[:WORDS]
    return visible(
        f"{min(difference.source.paths)}:{judged.start}  {judged.figure}: expected {expected}; found {found}  {words}"
    )


def _judge(result: Evaluation, least: Mapping[str, float]) -> int:
    """Return 1, and say which, when a figure lies below its floor or has gone."""
    reached = {figure.name: figure.f1 for figure in result.figures}
    fallen = {name: floor for name, floor in least.items() if reached.get(name, 0.0) < floor}
    for name, floor in fallen.items():
        if name in reached:
            say(f"Error: {name}: F1 {reached[name]:.4f} is below its floor {floor:.4f} (--errors 50 shows what differs)")
        else:
            say(f"Error: {name!r} has a floor, and this gold has no such figure; it has {', '.join(map(repr, reached))}")
    return FAILED_CHECK if fallen else 0
