"""A run over a corpus folder: same input, same bytes; one bad file does not stop the rest; nothing already written is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from extract import run, sums
from extract.annotations import load
from extract.cli import app
from extract.errors import StoreError, UnreadableSourceError, UsageError
from extract.inputs import Input
from extract.lock import STATE, locked
from extract.sources import SourceFile, read_packed
from extract.write import UNFINISHED, remove_unfinished, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTE = "The harbour study (Okafor, 2018: 44) warned Japan.\n\nReferences\n\nOkafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a small corpus: a note, a copy of it under another name, another text in a subfolder."""
    folder = tmp_path / "corpus"
    (folder / "more").mkdir(parents=True)
    (folder / "note.txt").write_text(NOTE, "utf-8")
    (folder / "copy.txt").write_text(NOTE, "utf-8")
    (folder / "more" / "other.md").write_text("# Ports\n\nSeoul closed *three* ports in May 2014.\n", "utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_same_input_same_bytes_whatever_the_hash_seed_and_the_jobs(corpus: Path, tmp_path: Path) -> None:
    results = []
    for seed, jobs in (("1", "1"), ("2", "2")):
        out = tmp_path / f"out{seed}"
        command = [sys.executable, "-m", "extract.cli", "extract", str(corpus), "-o", str(out), "-j", jobs]
        done = subprocess.run(
            command, check=False, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        )
        assert done.returncode == 0, done.stderr.decode()
        results.append(contents(out))
    assert results[0] == results[1]


def test_files_of_the_same_bytes_are_one_source(corpus: Path, tmp_path: Path) -> None:
    annotations = run.extract(corpus, tmp_path / "out").annotations
    assert [source.paths for source in annotations.sources] == [("copy.txt", "note.txt"), ("more/other.md",)]
    assert {path.name for path in (tmp_path / "out").glob("*.jsonl")} >= {"copy.txt.jsonl", "more__other.md.jsonl"}


def test_files_of_the_same_bytes_are_one_source_whatever_their_readers(corpus: Path, tmp_path: Path) -> None:
    (corpus / "note.md").write_text(NOTE, "utf-8")
    (corpus / "note.html").write_text(NOTE, "utf-8")
    (corpus / "note.pdf").write_text(NOTE, "utf-8")
    annotations = run.extract(corpus, tmp_path / "out").annotations
    assert [source.paths for source in annotations.sources] == [
        ("copy.txt", "note.html", "note.md", "note.txt"),
        ("more/other.md",),
    ]
    assert [problem.path for problem in annotations.problems if problem.kind == "unreadable_file"] == ["note.pdf"]


def test_a_file_that_changes_or_goes_while_it_is_read_is_reported(corpus: Path) -> None:
    note = Input(corpus / "note.txt", "note.txt")
    _, problems = run.read_all({note: "0" * 64}, {}, lambda step, items: [_tried(step, item) for item in items])
    assert ["changed while it was read" in problem.message for problem in problems] == [True]
    (corpus / "note.txt").unlink()
    _, problems = run.read_all({note: None}, {}, lambda step, items: [_tried(step, item) for item in items])
    assert ["no such file" in problem.message for problem in problems] == [True]


def _tried(step: Callable[[Any], Any], item: object) -> Any:
    try:
        return step(item)
    except UnreadableSourceError as fault:
        return fault


def test_nothing_is_done_twice_until_something_changes(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert [run.extract(corpus, out).is_new for _ in range(2)] == [True, False]
    assert run.extract(corpus, out, force=True).is_new
    (corpus / "sources.toml").write_text('["note.txt"]\ntitle = "Ports"\n', "utf-8")
    done = run.extract(corpus, out)
    assert done.is_new
    annotations = done.annotations
    assert annotations.sources[0].title == "Ports"


def test_outputs_of_sources_that_are_gone_go_and_reviews_stay(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.extract(corpus, out)
    (out / "reviews.jsonl").write_text("{}\n", "utf-8")
    (corpus / "more" / "other.md").unlink()
    run.extract(corpus, out)
    assert not (out / "more__other.md.jsonl").exists()
    assert (out / "reviews.jsonl").read_text("utf-8") == "{}\n"


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        ("bad.txt", b"\x00\x01" * 400, "unreadable_file", "NUL"),
        ("empty.txt", b"", "empty_file", "empty"),
        (
            "old.txt",
            "Les élèves à Genève ont été frappés par la sévérité des mesures prises.".encode("latin-1"),
            "encoding",
            "UTF-8",
        ),
        ("paper.xyz", b"?", "skipped_file", "no reader"),
    ],
)
def test_one_odd_file_is_reported_and_the_rest_is_done(
    corpus: Path, tmp_path: Path, name: str, content: bytes, kind: str, says: str
) -> None:
    (corpus / name).write_bytes(content)
    result = CliRunner().invoke(app, ["extract", str(corpus), "-o", str(tmp_path / "out"), "-j", "1"], catch_exceptions=False)
    annotations = load(tmp_path / "out")
    problems = [problem for problem in annotations.problems if problem.kind == kind]
    assert len(problems) == 1
    assert says in problems[0].message
    assert any("note.txt" in source.paths for source in annotations.sources)
    assert result.exit_code == (3 if kind == "unreadable_file" else 0)
    if kind == "unreadable_file":
        assert name in result.stderr


def test_a_second_run_on_the_same_output_is_turned_away(corpus: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out"), pytest.raises(StoreError, match=f"process {os.getpid()} is writing"):
        CliRunner().invoke(app, ["extract", str(corpus), "-o", str(tmp_path / "out")], catch_exceptions=False)


def test_json_lines_of_others_in_the_output_folder_stay(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.jsonl").write_text('{"mine": 1}\n', "utf-8")
    run.extract(corpus, tmp_path / "out")
    assert (tmp_path / "out" / "mine.jsonl").is_file()
    assert len(list(load(tmp_path / "out").sources)) == 2


def test_paths_that_would_give_one_file_name_keep_their_own_files(corpus: Path, tmp_path: Path) -> None:
    (corpus / "more__other.md").write_text("# Docks\n\nTokyo closed two docks in June 2014.\n", "utf-8")
    (corpus / ("long" * 55 + ".txt")).write_text("Oslo closed one dock in July 2014.\n", "utf-8")
    annotations = run.extract(corpus, tmp_path / "out").annotations
    assert len(annotations.sources) == 4


def test_files_of_very_many_sources_stand_in_subfolders(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.extract(corpus, tmp_path / "out")
    monkeypatch.setattr("extract.annotations.MOST_IN_FOLDER", 1)
    (corpus / "third.txt").write_text("Oslo closed one dock in July 2014.\n", "utf-8")
    many = run.extract(corpus, tmp_path / "out")
    paths = {
        source.paths[0]: f"{source.id[:2]}/{source.paths[0].replace('/', '__')}.jsonl" for source in many.annotations.sources
    }
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.jsonl")}
    assert written == {*paths.values(), "relations.jsonl", "works.jsonl", "problems.jsonl"}
    assert len(many.annotations.sources) == 3
    assert not run.extract(corpus, tmp_path / "out").is_new
    (corpus / "third.txt").unlink()
    run.extract(corpus, tmp_path / "out")
    assert not (tmp_path / "out" / paths["third.txt"]).parent.exists()


def test_what_a_killed_run_left_unfinished_goes(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / ".pincite").mkdir(parents=True)
    left = [tmp_path / "out" / ".new-abc", tmp_path / "out" / ".pincite" / ".new-def"]
    for path in left:
        path.write_text("half a", "utf-8")
    run.extract(corpus, tmp_path / "out")
    assert not any(path.exists() for path in left)


def test_the_corpus_is_no_place_for_its_annotations(corpus: Path) -> None:
    with pytest.raises(UsageError, match="that is the corpus itself"):
        run.extract(corpus, corpus)


def test_annotations_that_were_tampered_with_are_made_anew(corpus: Path, tmp_path: Path) -> None:
    run.extract(corpus, tmp_path / "out")
    (tmp_path / "out" / "copy.txt.jsonl").unlink()
    assert run.extract(corpus, tmp_path / "out").is_new
    assert (tmp_path / "out" / "copy.txt.jsonl").is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_only_regular_files_are_read(corpus: Path, tmp_path: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "gone.txt").symlink_to(corpus / "nowhere.txt")
    annotations = run.extract(corpus, tmp_path / "out").annotations
    kinds = {problem.path: problem.kind for problem in annotations.problems}
    assert kinds == {"pipe.txt": "skipped_file", "gone.txt": "unreadable_file"}


def test_annotate_gives_what_extract_writes(corpus: Path, tmp_path: Path) -> None:
    (corpus / "sources.toml").write_text('["note.txt"]\ntitle = "Ports"\n', "utf-8")
    annotations = run.extract(corpus, tmp_path / "out").annotations
    assert list(run.annotate(corpus)) == list(annotations)


def test_a_missing_or_empty_corpus_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        run.extract(tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no source here"):
        run.extract(tmp_path / "empty", tmp_path / "out")


def test_writing_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    write_whole(path, ["old"])

    def broken() -> Iterator[str]:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(path, broken())
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_ends_with_130_and_leaves_no_half_files(tmp_path: Path, jobs: str) -> None:
    corpus, out = Path(__file__).parent.parent / "corpus", tmp_path / "out"
    command = [sys.executable, "-m", "extract.cli", "extract", str(corpus), "-o", str(out), "-j", jobs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        waited_until = time.monotonic() + 20
        while not (out / ".pincite" / "lock").exists() and time.monotonic() < waited_until:
            time.sleep(0.01)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert said.splitlines()[-1] == "Interrupted."
    assert contents(out) == {}


def test_relative_paths_count_from_where_the_caller_stands_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.txt").write_text(f"{NOTE}{name}", "utf-8")
        monkeypatch.chdir(tmp_path / name)
        assert run.read("note.txt").raw.endswith(name)


def test_other_libraries_are_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sums.result_sum()
    sums.result_sum.cache_clear()
    monkeypatch.setattr(sums, "version_of", lambda _package: "0.1")
    assert sums.result_sum() != before
    sums.result_sum.cache_clear()


def test_a_file_that_could_not_be_opened_at_first_is_not_read_and_kept(corpus: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="changed while it was read"):
        read_packed(SourceFile(corpus / "note.txt", ("note.txt",)))


def test_only_what_a_run_left_unfinished_is_removed(tmp_path: Path) -> None:
    ours = [tmp_path / f"{UNFINISHED}a", tmp_path / STATE / f"{UNFINISHED}b"]
    others = [tmp_path / "notes" / f"{UNFINISHED}mine", tmp_path / f"{UNFINISHED}folder" / "draft.txt"]
    for path in (*ours, *others):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    remove_unfinished(tmp_path)
    assert [path.exists() for path in (*ours, *others)] == [False, False, True, True]
