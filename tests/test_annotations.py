"""The annotations of the corpus: committed as they are made, valid, and true to their sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from extract import run
from extract.anchor import Failure, verify
from extract.models import Citation, Claim, Reference

if TYPE_CHECKING:
    from extract.annotations import Annotations
    from extract.models import Source

ROOT = Path(__file__).parent.parent


def test_committed_annotations_are_what_the_code_makes(annotated: Path) -> None:
    made = {path.name: path.read_text("utf-8") for path in (annotated / "annotations").glob("*.json*")}
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / "annotations").glob("*.json*")}
    assert sorted(made) == sorted(kept)
    assert [name for name in sorted(made) if made[name] != kept[name]] == [], "run `make run` and commit annotations/"


def test_every_record_is_valid_against_the_published_schema(annotated: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for path in (annotated / "annotations").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            validator.validate(json.loads(line))


def test_every_record_stands_on_its_source(annotated: Path, annotations: Annotations) -> None:
    assert list(verify(annotations, lambda source: run.raw_text(annotated / "corpus", source))) == []


def test_a_record_that_does_not_stand_is_named(annotated: Path, annotations: Annotations) -> None:
    def raw_of(source: Source) -> str:
        raw = run.raw_text(annotated / "corpus", source)
        return raw.replace("Following Russia", "Fallowing Russia") if source.id == "cd930e0cff20937c" else raw

    failures = list(verify(annotations, raw_of))
    assert Failure("cd930e0cff20937c", "000_e300cb1740f3c7b3.txt has changed since it was extracted") in failures
    assert any(failure.reason == "its quote is not the raw text at its spans" for failure in failures)


@pytest.mark.parametrize("kind", [Reference, Citation, Claim])
def test_copies_say_the_same(annotated: Path, annotations: Annotations, kind: type[Reference | Citation | Claim]) -> None:
    """The letters at a copy's place are those of the record, but for a few that a scanner misread."""
    raws = {source.id: run.raw_text(annotated / "corpus", source) for source in annotations.sources}
    for record in annotations:
        if isinstance(record, kind):
            spans = record.item_spans if isinstance(record, Citation) else record.anchor.spans
            own = letters("".join(raws[record.source][slice(*span)] for span in spans))
            for copy in record.copies:
                other = letters("".join(raws[copy.source][slice(*span)] for span in copy.spans))
                assert abs(len(own) - len(other)) <= 0.4 * len(own), record.id


def test_words_that_a_scanner_joined_are_reported_and_left_alone(annotations: Annotations) -> None:
    reported = [problem.message for problem in annotations.problems if problem.kind == "joined_word"]
    pairs = [
        ("riskaverse", "risk-averse"),
        ("nonalignment", "non-alignment"),
        ("Jaein", "Jae-in"),
        ("freeriding", "free-riding"),
    ]
    assert reported == [f"“{joined}” stands as “{whole}” in 000_e300cb1740f3c7b3.txt" for joined, whole in pairs]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
