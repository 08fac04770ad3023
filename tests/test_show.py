"""What `pincite show` says of copies, of relations and of sources."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from extract import run
from extract.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

STUDY = """Ports under Pressure

The harbour study warned that insurers would leave long before the shipping lines did. Nobody on the quay had read it, although it
hung there for weeks beside the tide tables. Fees rose by 14 per cent in the first winter, and Nigeria did not lower them again.
The pilots of Lagos were the first to feel it, and the last to say so in public.
"""
COPY = STUDY.replace("14 per cent", "41 per cent").replace("shipping lines", "ship-\nping lines")


@pytest.fixture(name="folder", scope="module")
def folder_of_copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("copies")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "study.txt").write_text(STUDY, "utf-8")
    (folder / "corpus" / "scan.txt").write_text(COPY, "utf-8")
    run.extract(folder / "corpus", folder / "annotations", jobs=1)
    return folder


def show(folder: Path, *words: str) -> Result:
    given = ["show", *words, "--annotations", str(folder / "annotations"), "--corpus", str(folder / "corpus")]
    return CliRunner().invoke(app, given, catch_exceptions=False)


def records(folder: Path, kind: str) -> list[dict[str, Any]]:
    lines = [line for path in sorted((folder / "annotations").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [record for line in lines if (record := json.loads(line))["type"] == kind]


def ids(folder: Path, kind: str, words: str) -> list[str]:
    return [record["id"] for record in records(folder, kind) if words in record["anchor"]["text"]]


@pytest.mark.parametrize(
    ("kind", "words", "says"),
    [
        ("claim", "Fees rose", "differs: “41” for “14”"),
        ("claim", "the first to feel it", "identical"),
        ("passage", "Nobody on the quay", "differs: “41” for “14”"),
    ],
)
def test_each_copy_is_listed_with_what_differs(folder: Path, kind: str, words: str, says: str) -> None:
    found = [show(folder, record_id).stdout for record_id in ids(folder, kind, words)]
    lines = [line for text in found for line in text.splitlines() if "also at" in line]
    assert lines
    turned = says.replace("“41” for “14”", "“14” for “41”")
    assert all("near" in line and (says in line or turned in line) for line in lines)


def test_a_relation_says_which_copy_to_quote_from_and_how_they_differ(folder: Path) -> None:
    (relation,) = records(folder, "relation")
    shown = show(folder, relation["id"]).stdout
    assert "quote from" in shown
    assert "1 difference in wording: 1 replaced (1 number among them); noise: 1 hyphen" in shown


def test_a_source_lists_its_relations(folder: Path) -> None:
    source = records(folder, "source")[0]["id"]
    shown = show(folder, source).stdout
    assert "Ports under Pressure" in shown
    assert "near" in shown
    assert [json.loads(line)["type"] for line in show(folder, source, "--json").stdout.splitlines()] == ["source", "relation"]


def test_a_source_that_is_gone_is_told(folder: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    shutil.copytree(folder, gone)
    (gone / "corpus" / "scan.txt").unlink()
    claim = ids(gone, "claim", "the first to feel it")[0]
    shown = show(gone, claim)
    assert shown.exit_code == 0
    assert "not compared: " in shown.stdout


def test_a_claim_and_its_copies_are_compared(folder: Path) -> None:
    claim = ids(folder, "claim", "Fees rose")[0]
    given = ["diff", claim, "--annotations", str(folder / "annotations"), "--corpus", str(folder / "corpus")]
    result = CliRunner().invoke(app, given, catch_exceptions=False)
    assert result.exit_code == 1
    assert "replaced (number)" in result.stdout
