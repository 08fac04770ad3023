"""The reference pages say what the code says, and every example in a help text runs."""

from __future__ import annotations

import doctest
import runpy
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app

ROOT = Path(__file__).parent.parent
PAGES = runpy.run_path(str(ROOT / "docs" / "build.py"))
CODEBOOK = (ROOT / "extract" / "data" / "example_codebook.toml").read_text("utf-8")
EXAMPLES = PAGES["commands"]()


@pytest.mark.parametrize("name", ["commands.md", "diff-schema.json", "lookup-schema.json", "records.md", "schema.json"])
def test_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == PAGES["pages"]()[name], "run `make docs`"


def test_examples_of_the_guide_to_look_ups_run(annotated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(annotated)
    assert doctest.testfile(str(ROOT / "docs" / "lookup.md"), module_relative=False).failed == 0


def test_examples_of_the_guide_to_codebooks_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "frames.toml").write_text(CODEBOOK, "utf-8")
    assert doctest.testfile(str(ROOT / "docs" / "codebooks.md"), module_relative=False).failed == 0


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_ends_with_an_example_that_runs(command: str, annotated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    epilog = EXAMPLES[command]
    assert epilog
    assert epilog.startswith("Example: ")
    monkeypatch.chdir(annotated)
    (annotated / "frames.toml").write_text(CODEBOOK, "utf-8")
    line = epilog.removeprefix("Example: ")
    given = None
    if " | " in line:
        echo, line = line.split(" | ")
        given = " ".join(shlex.split(echo)[1:])
    words = shlex.split(line)
    assert words[0] == "pincite"
    result = CliRunner().invoke(app, words[1:], input=given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
