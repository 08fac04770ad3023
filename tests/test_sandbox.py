"""Children that read sources: whatever happens in one is one typed fault of one file, in bounded time and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import misbehaving
import pytest
from typer.testing import CliRunner

import extract
from extract import pipeline, run, steps
from extract.anchor import verify
from extract.annotations import load, options_of
from extract.clean import reading_of
from extract.cli import app
from extract.engine import Guard
from extract.errors import LimitError, UnreadableSourceError
from extract.read_options import Limits, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")

TEXT = "The harbour study (Okafor, 2018: 44) warned Japan.\n\nReferences\n\nOkafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.\n"


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(2, Limits(seconds=60, memory=400), steps="misbehaving") as guard:
        yield guard


@pytest.fixture(scope="module")
def hasty() -> Iterator[Guard]:
    """Return a guard that waits for half a second only."""
    with Guard(2, Limits(seconds=0.5), steps="misbehaving") as guard:
        yield guard


@pytest.mark.parametrize(
    ("step", "kind", "says"),
    [
        pytest.param(misbehaving.eat_memory, LimitError, "more than 400 MB of memory; raise --max-memory", marks=linux_only),
        (misbehaving.exit_early, UnreadableSourceError, r"ended of itself \(status 0\)"),
        (misbehaving.exit_politely, UnreadableSourceError, "SystemExit"),
        pytest.param(misbehaving.crash, UnreadableSourceError, r"crashed \(SIGSEGV\)", marks=posix_only),
        pytest.param(misbehaving.be_killed, UnreadableSourceError, "was killed", marks=posix_only),
        (misbehaving.raise_something_odd, UnreadableSourceError, r"failed on it \(UnspeakableError\)"),
        (misbehaving.recurse, UnreadableSourceError, r"failed on it \(RecursionError"),
        (misbehaving.give_what_cannot_be_sent, UnreadableSourceError, "failed on it"),
        (misbehaving.refuse, UnreadableSourceError, "^it is a picture; run OCR first$"),
    ],
)
def test_whatever_happens_is_one_fault_and_the_next_source_is_read(
    guard: Guard, step: Callable[[int], object], kind: type[UnreadableSourceError], says: str
) -> None:
    with pytest.raises(kind, match=says):
        guard.call(step, 1)
    assert guard.call(misbehaving.well, "next") == "next"


@pytest.mark.parametrize("step", [misbehaving.sleep, misbehaving.backtrack])
def test_what_takes_too_long_is_ended(hasty: Guard, step: Callable[[int], object]) -> None:
    with pytest.raises(LimitError, match="raise --max-seconds"):
        hasty.call(step, 1)


def test_pages_that_are_done_give_more_time(hasty: Guard) -> None:
    assert hasty.call(misbehaving.turn_pages, 0.15) == "read"
    with pytest.raises(LimitError):
        hasty.call(misbehaving.turn_pages, 1.0)


def test_faults_stand_in_the_place_of_results(guard: Guard) -> None:
    results = list(guard(misbehaving.fail_on_odd, range(40)))
    expected = ["fault" if item % 7 in {3, 5} else item for item in range(40)]
    assert ["fault" if isinstance(result, UnreadableSourceError) else result for result in results] == expected


def test_what_a_library_says_is_no_answer(guard: Guard) -> None:
    assert guard.call(misbehaving.say_much, "said") == "said"


@posix_only
def test_children_write_no_large_files(guard: Guard, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="OSError"):
        guard.call(misbehaving.write_a_large_file, str(tmp_path / "written"))


def test_large_items_and_results_pass(guard: Guard) -> None:
    text = "é" * 5_000_000
    assert guard.call(misbehaving.well, text) == text


def test_children_are_few_and_used_again(guard: Guard) -> None:
    ids = list(guard(misbehaving.process_id, range(50)))
    assert 1 <= len(set(map(str, ids))) <= 2
    began = time.process_time()
    assert len(list(guard(misbehaving.well, range(200)))) == 200
    assert (time.process_time() - began) / 200 < 0.01  # seconds a source; `benchmarks/hostile.py --cost` measures the whole


def test_a_closed_guard_leaves_no_child_and_starts_others_when_asked() -> None:
    with Guard(1, steps="misbehaving") as guard:
        first = guard.call(misbehaving.process_id, None)
    if sys.platform == "linux":
        assert not Path(f"/proc/{first}").exists()
    with guard:
        assert guard.call(misbehaving.process_id, None) != first


@posix_only
def test_an_idle_child_that_dies_is_replaced() -> None:
    with Guard(1, steps="misbehaving") as guard:
        first = guard.call(misbehaving.process_id, None)
        os.kill(first, signal.SIGKILL)
        assert guard.call(misbehaving.process_id, None) != first


PARENT = """
import signal, sys, misbehaving
from extract.engine import Guard
from extract.read_options import Limits
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell ignores for what it runs in the background
guard = Guard(2, Limits(seconds=60), steps="misbehaving")
list(guard(misbehaving.tell_and_sleep, [sys.argv[1]] * 2))
"""


@posix_only
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_children_end_with_their_parent(tmp_path: Path, end: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stderr=subprocess.DEVNULL, env=environment) as parent:
        children = _awaited(lambda: [int(path.name) for path in tmp_path.iterdir()], lambda found: len(found) == 2)
        parent.send_signal(end)
        parent.wait(timeout=5)
    assert _awaited(lambda: [child for child in children if _is_running(child)], lambda left: not left) == []


def _awaited(look: Callable[[], list[int]], is_right: Callable[[list[int]], bool]) -> list[int]:
    """Return what ``look`` sees once it is right, or after 10 seconds."""
    until = time.monotonic() + 10
    while not is_right(seen := look()) and time.monotonic() < until:
        time.sleep(0.02)
    return seen


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text("ascii").split()[2] != "Z" if sys.platform == "linux" else True


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--max-glyphs", "40"], "holds 12,700 characters, more than 40; raise --max-glyphs"),
        pytest.param(["--max-memory", "1"], "more than 1 MB of memory; raise --max-memory", marks=linux_only),
        (
            ["--max-seconds", "0.001"],
            "longer than it may (0.001 s of processor time, and more for many pages); raise --max-seconds",
        ),
    ],
)
def test_a_source_that_passes_a_limit_is_one_problem_and_one_line(tmp_path: Path, options: list[str], says: str) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "long.txt").write_text(TEXT * 100, "utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "corpus"), "-o", str(out), *options], catch_exceptions=False)
    assert result.exit_code == 3
    (problem,) = load(out).problems
    assert problem.kind == "unreadable_file"
    assert problem.path == "long.txt"
    assert problem.message.startswith("long.txt: ")
    assert says in problem.message
    assert f"Error: {problem.message}" in result.stderr.splitlines()


def test_options_are_part_of_what_a_run_depends_on_but_never_the_password(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "note.txt").write_text(TEXT, "utf-8")
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    word = "hunter2"
    options = ReadOptions(Limits(pages=7), password=word)
    assert run.extract(corpus, out, options=options).is_new
    assert options_of(out) == ReadOptions(Limits(pages=7))
    assert run.extract(corpus, out, options=options).is_new, "a password may be another than before"
    assert not run.extract(corpus, out, options=ReadOptions(Limits(pages=7))).is_new
    assert word not in repr(options)
    assert not [path for path in out.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_the_interface_for_python_reads_in_children_too(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT, "utf-8")
    assert extract.read(tmp_path / "note.txt").raw == TEXT
    with pytest.raises(LimitError, match=r"note\.txt: it holds"):
        extract.read(tmp_path / "note.txt", ReadOptions(Limits(glyphs=5)))
    with pytest.raises(UnreadableSourceError, match=r"gone\.txt: no such file"):
        extract.read(tmp_path / "gone.txt")


@posix_only
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    for name, says in [("pipe.txt", "no regular file"), ("folder.txt", "is a directory"), ("loop.txt", "symbolic links")]:
        with pytest.raises(UnreadableSourceError, match=says):
            extract.read(tmp_path / name)


@pytest.mark.parametrize("failing", [steps.list_references, steps.annotate_source])
def test_a_step_that_fails_on_one_source_leaves_what_was_found_before(failing: Callable[..., object]) -> None:
    good, bad = reading_of(TEXT), reading_of(TEXT.replace("Japan", "Korea"))

    def each(step: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        for item in items:
            is_bad = step is failing and item.source == bad.source.id
            yield UnreadableSourceError("it took too long") if is_bad else step(item)

    annotations = pipeline.annotate([good, bad], each=each)
    (problem,) = (problem for problem in annotations.problems if problem.kind == "unreadable_file")
    assert problem.source == bad.source.id
    assert "it took too long" in problem.message
    types = {source: {record.type for record in records} for source, records in annotations.of_source.items()}
    assert types[bad.source.id] >= {"source", "passage"}
    assert "claim" not in types[bad.source.id]
    assert "claim" in types[good.source.id]
    raws = {reading.source.id: reading.raw for reading in (good, bad)}
    assert list(verify(annotations, lambda source: raws[source.id])) == []
