"""`tags --explain`: why each tag was given, and why what else was seen gave none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract.cli import app
from extract.codebooks import read_codebooks
from extract.errors import UsageError
from extract.explanation import explain
from extract.tags import tag

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", parameters(read_cases("explain")))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    files = []
    if "codebook" in case:
        (tmp_path / "book.toml").write_text(case["codebook"], "utf-8")
        files = [tmp_path / "book.toml"]
    text = case["text"]
    shown = [
        f"{each.verdict} {each.kind} {each.value} “{text[each.start : each.end]}”: {each.why}"
        for each in explain(text, read_codebooks(files).codebook)
    ]
    for line in case["says"]:
        assert line in shown, "\n".join(shown)
    for start in case.get("once", ()):
        assert len([line for line in shown if line.startswith(start)]) == 1, "\n".join(shown)
    for start in case.get("not", ()):
        assert not [line for line in shown if line.startswith(start)], "\n".join(shown)


def test_every_tag_is_explained_once_and_what_is_given_is_not_withheld() -> None:
    text = "Tokyo and Seoul feared coercion by embargo, the minister said; a hedge fund in Paris hid from the G7."
    reasons = explain(text)
    given = [(each.kind, each.value, each.start, each.end) for each in reasons if each.verdict == "given"]
    withheld = {(each.kind, each.value, each.start, each.end) for each in reasons if each.verdict == "withheld"}
    assert given == [tuple(each[:4]) for each in tag(text)]
    assert not withheld & set(given)


WORDS = st.sampled_from(
    [
        "Paris",
        "Paris Hilton",
        "hedging",
        "hedge fund",
        "allies",
        "Georgia",
        "Smith",
        "Jordan River",
        "realism",
        "said",
        "the West",
        "WHO",
        ".",
        "great-power status",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_reasons_lie_in_the_text_and_tags_are_those_of_tag(text: str) -> None:
    reasons = explain(text)
    assert all(0 <= each.start < each.end <= len(text) and each.why for each in reasons)
    assert len([each for each in reasons if each.verdict == "given"]) == len(tag(text))
    withheld = [(each.kind, each.value, each.start, each.end) for each in reasons if each.verdict == "withheld"]
    assert len(withheld) == len(set(withheld)), "one reason for the same words and value"
    assert not set(withheld) & {(each.kind, each.value, each.start, each.end) for each in reasons if each.verdict == "given"}


def test_a_file_beside_the_text_is_a_fault() -> None:
    with pytest.raises(UsageError, match=r"leave out notes\.txt, or --explain TEXT"):
        CliRunner().invoke(
            app, ["tags", "notes.txt", "--explain", "Allies hedge."], standalone_mode=False, catch_exceptions=False
        )


def test_as_json() -> None:
    result = CliRunner().invoke(app, ["tags", "--json", "--explain", "A hedge fund."], catch_exceptions=False)
    assert json.loads(result.stdout) == {
        "type": "reason",
        "verdict": "withheld",
        "kind": "theory",
        "value": "hedging",
        "name": "Hedging",
        "start": 2,
        "end": 7,
        "rule": "label:hedge",
        "why": "it is part of “hedge fund”",
        "words": "hedge",
    }
