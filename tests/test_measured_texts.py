"""Seven texts written for measuring, against the gold of readers who knew neither the program nor each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract import run
from extract.annotations import load
from extract.evaluation import evaluate
from extract.evaluation.gold import gold_files, read_gold

if TYPE_CHECKING:
    from extract.evaluation import Evaluation

TEXTS = Path(__file__).parent.parent / "benchmarks" / "texts"
FLOORS: dict[str, float] = json.loads((TEXTS / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Return how the annotations of the texts compare with their gold."""
    annotations = tmp_path_factory.mktemp("texts") / "annotations"
    run.extract(TEXTS / "corpus", annotations, jobs=1)
    return evaluate([record for path in gold_files(TEXTS / "gold") for record in read_gold(path)], load(annotations))


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(measured: Evaluation, name: str) -> None:
    (figure,) = [each for each in measured.figures if each.name == name]
    assert figure.f1 >= FLOORS[name]
