"""Labelled entries, and the models that are trained on them."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import PinciteError
from extract.references.model import load_model, using_model
from extract.references.model.labelled import LABELS, LabelError, LabelledEntry, package_entries, read_labelled, write_labelled
from extract.references.model.training import guess_labels, measure, part, train
from extract.references.parser import parse_entry

ROOT = Path(__file__).parents[1]
ENTRY = "Okafor, Ada (2018): Ports under Pressure. Lagos: Harbour Press."
OWN = [
    f"<author>{name}</author> [<date>{year}</date>] <title>{title}</title> / <publisher>Harbour Press</publisher>"
    for name, year, title in [("Okafor, A.", 2018, "Ports under Pressure"), ("Reyes, B.", 1992, "Why the Sea Is Calm")]
]


@pytest.mark.parametrize("case", parameters(read_cases("labelled")))
def test_labelled_lines(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(LabelError) as raised:
            list(read_labelled(case["lines"], "own.txt"))
        assert str(raised.value).startswith(case["error"].strip())
        return
    (entry,) = read_labelled(case["lines"], "own.txt")
    assert entry.text == case["text"]
    assert [f"{label}: {entry.text[start:end]}" for start, end, label in entry.labels] == case["labels"]


@st.composite
def labelled_entries(draw: st.DrawFn) -> LabelledEntry:
    marks = st.sampled_from(["<title>", "</author>", "&lt;", "&amp;", "#", "{", "<", "&", "Okafor", "1992", "ß"])
    text = " ".join(draw(st.lists(marks, min_size=1, max_size=8)))
    edges = sorted(draw(st.sets(st.sampled_from(range(len(text) + 1)), max_size=6)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if text[a:b].strip() == text[a:b]]
    return LabelledEntry(text, tuple((a, b, draw(st.sampled_from(LABELS))) for a, b in spans))


@given(labelled_entries())
def test_what_is_written_is_read_again(entry: LabelledEntry) -> None:
    assert list(read_labelled(write_labelled(entry))) == [entry]


def test_entries_of_the_package_are_in_the_format() -> None:
    assert all(entry.labels for entry in islice(package_entries(), 300))
    files = sorted((ROOT / "extract" / "data").glob("labelled_entries_*.txt"))
    assert files
    for file in files:
        assert all(entry.labels for entry in read_labelled(file.read_text("utf-8"), file.name))


def test_a_guess_keeps_the_text() -> None:
    guess = guess_labels(ENTRY)
    assert guess.text == ENTRY
    assert {label for _, _, label in guess.labels} == {"author", "date", "title", "location", "publisher"}


def test_entries_of_one_document_stay_together() -> None:
    entries = [LabelledEntry(f"Okafor {at}", (), f"paper {at % 7}") for at in range(70)]
    learned, aside = part(entries)
    assert len(learned) + len(aside) == 70
    assert not {entry.document for entry in learned} & {entry.document for entry in aside}


def test_a_model_learns_the_convention_of_its_entries_and_is_used(tmp_path: Path) -> None:
    entries = list(read_labelled("\n".join(OWN * 4)))
    content = train(entries)
    assert train(entries) == content
    model = tmp_path / "own.model"
    model.write_bytes(content)
    assert measure(entries, str(model)).whole == 1
    text = "Okafor, A. [1992] Why the Sea Is Calm / Harbour Press"
    with using_model(str(model)):
        assert parse_entry(text).csl["publisher"] == "Harbour Press"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no model is there; name a file that `pincite train-references` wrote"),
        (b"", "no model, or damaged; name a file that `pincite train-references` wrote"),
        (b"pincite model 1\n and more that is none, with something in the place of its sum", "no model, or damaged"),
        (b"pincite model 0\n" + hashlib.sha256(b"pincite model 0\n").digest(), "another version of Pincite has trained this"),
    ],
)
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "own.model"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PinciteError, match=message):
        load_model(str(path))


def test_guess_correct_train_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text(ENTRY + "\n", "utf-8")
    guess = CliRunner().invoke(app, ["references", "--lines", "--format", "labels", "list.txt"], catch_exceptions=False)
    assert guess.stdout.startswith("<author>Okafor, Ada</author> (<date>2018</date>): <title>Ports under Pressure</title>.")
    Path("own.txt").write_text(guess.stdout * 60, "utf-8")
    options = ["train-references", "own.txt", "--alone", "-o", "own.model"]
    trained = CliRunner().invoke(app, options, catch_exceptions=False)
    assert trained.exit_code == 0, trained.output
    used = CliRunner().invoke(app, ["references", "--lines", "list.txt", "--model", "own.model", "--json"])
    assert json.loads(used.stdout.splitlines()[-1])["csl"]["publisher"] == "Harbour Press"


def test_a_run_tells_by_which_model_its_references_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.model").write_bytes(train(read_labelled("\n".join(OWN * 4))))
    Path("corpus").mkdir()
    Path("corpus/note.txt").write_text("Ports closed.\n", "utf-8")
    for model, has_changed in [(["--model", "own.model"], True), (["--model", "own.model"], False), ([], True)]:
        done = CliRunner().invoke(app, ["extract", "corpus", *model], catch_exceptions=False)
        assert ("nothing has changed" not in done.stderr) == has_changed
        assert ("model" in json.loads(Path("annotations/run.json").read_text("utf-8"))) == bool(model)
