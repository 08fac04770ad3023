"""The command line from outside: what it prints, and with which status it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from made_pdf import lines_at, made_pdf, page
from typer.testing import CliRunner

from extract.annotations import read_record
from extract.clean import lay_out
from extract.cli import app
from extract.commands.filters import page_starts
from extract.errors import PinciteError
from extract.mapped_text import MappedText
from extract.raw_source import RawSource
from extract.structure import Page, Stretch, Structure

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


def invoke(folder: Path, *words: str, given: str | None = None) -> Result:
    """Run a command on the annotations in ``folder``."""
    asks_store = words[0] in {"lookup", "claims", "show", "check", "verify", "export"}
    more = ["--annotations", str(folder / "annotations")] if asks_store else []
    return CliRunner().invoke(app, [*words, *more], input=given, catch_exceptions=False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lookup", "Martin 1992a"], "Coercive cooperation"),
        (["lookup", "martin1992a"], "Coercive cooperation"),
        (["lookup", "coercive cooperation"], "Coercive cooperation"),
        (["lookup", "Wishnik 2019"], "Wishnick, Elizabeth"),
        (["claims", "--country", "JP", "--theory", "buck-passing"], "buck-passing strategy"),
        (["claims", "--country", "Russia", "--text", "blacklist"], "never disclosed"),
        (["claims", "--organisation", "NATO", "--source", "003"], "NATO"),
        (["claims", "--source", "000", "--text", "blacklist"], "000_e300cb1740f3c7b3.txt:299:"),
        (["check", "--kind", "name_mismatch"], "Kaufman"),
        (["claims", "--actor", "JP", "--target", "Russia", "--cite", "chicago"], "  (Shagina 2020"),
        (["claims", "--theory", "realism"], "balance of power dynamics"),
        (["claims", "--speaker", "kishida", "--modality", "predicted"], "increase its loans to Kyiv"),
        (["claims", "--named", "KR", "--polarity", "neg"], "South Korea refrained"),
        (["verify"], ""),
        (["export", "bibtex"], "@book{martin1992a"),
        (["export", "csl-json"], '"id": "martin1992a"'),
    ],
)
def test_answers(annotated: Path, words: list[str], says: str) -> None:
    result = invoke(annotated, *words)
    assert result.exit_code == 0, result.output
    assert says in result.stdout


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["lookup", "Zzyzx 1801"], 1),
        (["claims", "--text", "zzyzx"], 1),
        (["claims", "--country", "Finland"], 1),
        (["claims", "--country", "fi"], 1),
        (["claims", "--theory", "feminist-ir"], 1),
        (["claims", "--theory", "realism", "--exact", "--text", "dynamics"], 1),
        (["claims", "--speaker", "Kishida", "--target", "Japan"], 1),
        (["show", "0000/cite/1"], 1),
        (["check", "--strict"], 1),
        (["check"], 0),
    ],
)
def test_exit_status(annotated: Path, words: list[str], status: int) -> None:
    assert invoke(annotated, *words).exit_code == status


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["claims", "--country", "Zzyzx"], "no country 'Zzyzx'"),
        (["claims", "--theory", "zzyzx"], "no theory 'zzyzx'"),
        (["claims", "--source", "zzyzx"], "no sources begin with 'zzyzx'"),
        (["check", "--kind", "zzyzx"], "no kind of problem 'zzyzx'"),
        (["export", "zzyzx"], "no format 'zzyzx'"),
        (["export", "ris", "-o", "nowhere/works.ris"], "there is no folder nowhere; make it first"),
        (["lookup", " "], "nothing to look up"),
        (["claims", "--theory", "bandwagonning"], "did you mean bandwagoning"),
        (["claims", "--modality", "sure"], "no modality 'sure'"),
        (["claims", "--cite", "mla"], "no style 'mla'"),
        (["text", "nowhere.txt"], "nowhere.txt: no such file"),
        (["citations", "nowhere.txt"], "nowhere.txt: no such file"),
    ],
)
def test_errors_say_what_and_what_next(annotated: Path, words: list[str], says: str) -> None:
    with pytest.raises(PinciteError, match=says):
        invoke(annotated, *words)


def test_a_key_in_place_of_an_id_is_told(annotated: Path) -> None:
    result = CliRunner().invoke(app, ["show", "martin1992a", "--annotations", str(annotated / "annotations")])
    assert (result.exit_code, "`pincite lookup martin1992a`" in result.stderr) == (1, True)


def test_the_package_is_a_command() -> None:
    ended = subprocess.run([sys.executable, "-m", "extract", "--version"], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("pincite ")


def test_annotations_that_are_not_there_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PinciteError, match="run `pincite extract CORPUS"):
        invoke(tmp_path, "lookup", "Martin")


@pytest.mark.parametrize("words", [["claims", "--country", "JP"], ["check"], ["show", "df7bad95efe2410f"]])
def test_json_is_one_record_a_line(annotated: Path, words: list[str]) -> None:
    result = invoke(annotated, *words, "--json")
    assert result.exit_code == 0
    assert [read_record(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "given", "kinds"),
    [
        (
            ["references", "-", "--json"],
            "References\n\nOkafor, A. (2018). Ports. Lagos: Harbour Press.\n",
            ["source", "reference"],
        ),
        (["citations", "-", "--json"], "Ports were first to feel it (Okafor, 2018: 44).\n", ["source", "citation"]),
        (["tags", "-", "--json"], "Tokyo followed.\n", ["source", "tag"]),
        (["text", "-", "--json"], "Tokyo followed.\n", ["source", "passage"]),
        (
            ["references", "--lines", "-", "--json"],
            "Okafor, A. (2018). Ports. Lagos: Harbour Press.\n",
            ["source", "reference"],
        ),
        (["duplicates", "-", "--json"], "One port.\n", ["source"]),
    ],
)
def test_filters_read_standard_input(words: list[str], given: str, kinds: list[str]) -> None:
    result = CliRunner().invoke(app, words, input=given, catch_exceptions=False)
    assert [json.loads(line)["type"] for line in result.stdout.splitlines()] == kinds


def test_references_line_by_line() -> None:
    lines = "Okafor, A. (2018). Ports. Lagos: Harbour Press.\n\nWaltz, Kenneth. Theory of International Politics. Reading: Addison Wesley, 1979.\n"
    result = CliRunner().invoke(app, ["references", "--lines", "-", "--json"], input=lines, catch_exceptions=False)
    records = [json.loads(line) for line in result.stdout.splitlines()][1:]
    assert [record["line"] for record in records] == [1, 3]
    start, end = records[1]["fields"]["title"][0]
    assert lines.splitlines()[2][start:end] == "Theory of International Politics"


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ports were first to feel it (Okafor, 2018).\n", "utf-8")
    result = CliRunner().invoke(
        app, ["citations", str(tmp_path / "no.txt"), str(tmp_path / "a.txt"), "--json"], catch_exceptions=False
    )
    assert result.exit_code == 3
    assert [json.loads(line)["type"] for line in result.stdout.splitlines()] == ["source", "citation"]
    assert "no.txt" in result.stderr


def test_equal_files_are_told_apart_by_path(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The ports of the north were the first to feel the sanctions. " * 4, "utf-8")
    result = CliRunner().invoke(app, ["duplicates", str(tmp_path), "--json"], catch_exceptions=False)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["paths"] for record in records[:2]] == [["a.txt"], ["b.txt"]]
    assert "exact" in {record.get("relation") for record in records}


def test_reading_text_has_no_pull_quotes(annotated: Path) -> None:
    path = str(annotated / "corpus" / "000_e300cb1740f3c7b3.txt")
    plain, with_roles = (invoke(annotated, "text", path, *more).stdout for more in ([], ["--roles"]))
    assert plain.count("Looking at sanctions as a two-level game") == 1
    assert with_roles.count("Looking at sanctions as a two-level game") == 2


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("45", "page 45"),
        (None, "page 1 of the file"),
    ],
)
def test_a_page_begins_with_the_first_word_that_is_wholly_on_it(label: str | None, name: str) -> None:
    raw = "The ports were the first to feel the sanc-\ntions, as the traders said, and the last to say so in public."
    cut = raw.index("tions")
    pages = (Page(label, 0, cut), Page("46", cut, len(raw)))
    structure = Structure(MappedText.whole(raw), (Stretch(0, len(raw)),), pages, boxes=NoBoxes())
    source = replace(RawSource.of(raw), structure=structure)
    reading = lay_out(source, source.source())
    ((start, end),) = reading.bounds
    found = [(reading.text[at:], called) for at, called in page_starts(reading, start, end)]
    assert found == [(reading.text, name), ("as the traders said, and the last to say so in public.", "page 46")]


class NoBoxes:
    """Pages of paper on which nothing has a place."""

    def of(self, _spans: object) -> tuple[()]:
        return ()


def test_pages_are_marked(tmp_path: Path) -> None:
    lines = [["The ports were the first to feel it."], ["The traders were the last to say so."]]
    (tmp_path / "ports.pdf").write_bytes(made_pdf([page(lines_at(72, 700, each)) for each in lines]))
    shown = invoke(tmp_path, "text", str(tmp_path / "ports.pdf"), "--pages", "--roles").stdout
    assert shown.startswith("[page 1 of the file]\n[")
    assert "\n[page 2 of the file]\n[" in shown


def test_control_characters_of_a_source_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("Ports\x1b[2J closed in Japan.\n", "utf-8")
    result = CliRunner().invoke(app, ["text", str(tmp_path / "evil.txt")], catch_exceptions=False)
    assert "\x1b" not in result.stdout


def test_tags_of_several_inputs_name_their_source(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Tokyo followed the G7.", "utf-8")
    lines = invoke(tmp_path, "tags", str(tmp_path)).stdout.splitlines()
    assert [line.split("-")[0].rpartition("/")[2] for line in lines] == ["a.txt:0", "a.txt:19", "b.txt:0", "b.txt:19"]
    assert invoke(tmp_path, "tags", str(tmp_path / "a.txt")).stdout.startswith("0-5  country JP")
