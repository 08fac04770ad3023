"""A cluster gives what this machine gives, byte by byte, whatever happens to its workers; and it says what is wrong in one line."""

from __future__ import annotations

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import misbehaving
import pytest

from extract import run
from extract.engine import Guard, working
from extract.engine.worker import Facts, misfit
from extract.errors import EngineError, LimitError, PinciteError, UsageError
from extract.lock import STATE
from extract.read_options import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

distributed = pytest.importorskip("distributed", reason="a cluster needs Dask; install pincite[dask]")
from extract.engine.cluster import Cluster  # noqa: E402 - it needs Dask
from extract.engine.crew import Crew, address_of  # noqa: E402 - the same

DASK = [sys.executable, "-m", "dask"]
LIMITS = Limits(seconds=20, memory=400)
TEXT = """The harbour study of {name} (Okafor, 2018: {page}) warned Japan that ports would close in the end, and it was right.

Nobody in {name} listened to the warning, as Adeyemi (1987) had feared, and {page} ships were turned away in that year.

References

Adeyemi, Bola. 1987. Ships and States. Lagos: Harbour Press.
Okafor, Ada. 2018. Ports under Pressure. Lagos: Harbour Press.
"""
NAMES = ("Accra", "Bergen", "Cadiz", "Dakar")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for page, name in enumerate(NAMES, start=40):
        (folder / f"{name}.txt").write_text(TEXT.format(name=name, page=page), encoding="utf-8")
    (folder / "picture.pdf").write_bytes(b"no PDF at all")
    return folder


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """Return a cluster of two worker processes."""
    from distributed import LocalCluster  # noqa: PLC0415 - only where there is Dask

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL") as cluster:
        yield cluster


@pytest.fixture
def engine(dask: Any) -> str:
    return str(dask.scheduler_address).replace("tcp:", "dask:")


@pytest.fixture
def cluster(engine: str) -> Iterator[Cluster]:
    with Cluster(Crew(engine), LIMITS, "misbehaving") as cluster:
        yield cluster


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files that a run has written, without its state."""
    files = (path for path in folder.rglob("*") if path.is_file() and STATE not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def described(results: Iterable[object]) -> list[str]:
    return [f"{type(result).__name__} {result}" for result in results]


def test_results_stand_in_the_order_of_items_and_faults_in_their_places(cluster: Cluster) -> None:
    with Guard(2, LIMITS, steps="misbehaving") as guard:
        local = described(guard(misbehaving.fail_on_odd, range(16)))
    assert described(cluster(misbehaving.fail_on_odd, range(16))) == local


def test_limits_hold_on_workers_too(engine: str) -> None:
    with Cluster(Crew(engine), Limits(seconds=0.5, memory=400), "misbehaving") as hasty:
        slow, large = (next(iter(hasty(step, [1]))) for step in (misbehaving.sleep, misbehaving.eat_memory))
    assert isinstance(slow, LimitError)
    assert isinstance(large, LimitError) or sys.platform != "linux"


def test_annotations_are_those_of_a_local_run(engine: str, corpus: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    said: list[str] = []
    run.extract(corpus, here, jobs=1)
    done = run.extract(corpus, there, engine=engine, say=said.append)
    assert outputs(there) == outputs(here)
    assert [problem.path for problem in done.unreadable] == ["picture.pdf"]
    assert not said
    assert not run.extract(corpus, there).is_new


def pids(engine: str) -> list[int]:
    """Return the processes of the workers."""
    with distributed.Client(address_of(engine), set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def killing(pid: int, at: int, items: range) -> Iterator[int]:
    """Yield ``items``, and kill a process on the way."""
    for item in items:
        if item == at:
            os.kill(pid, signal.SIGKILL)
        yield item


def test_what_a_killed_worker_had_at_hand_is_done_by_another(engine: str, cluster: Cluster) -> None:
    first, _ = pids(engine)
    assert list(cluster(misbehaving.doze, killing(first, 40, range(80)))) == list(range(80))


def test_nothing_is_left_of_a_run(engine: str) -> None:
    before = set(threading.enumerate())
    with Cluster(Crew(engine), LIMITS, "misbehaving") as cluster:
        children = {next(iter(cluster(misbehaving.process_id, range(1000))))}
    left = {thread for thread in threading.enumerate() if thread not in before and "Offload" not in thread.name}
    assert not left, "but for a thread of Dask that waits for work"
    with Cluster(Crew(engine), LIMITS, "misbehaving") as cluster:
        children |= set(cluster(misbehaving.process_id, range(4)))
    assert not [child for child in children if is_there(child)]


def is_there(pid: Any) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


OURS = Facts("3.12", "5f1c", (("numpy", "2.4.6"), ("pypdfium2", None)), (("/corpus/a.txt", "77ab"),))


@pytest.mark.parametrize(
    ("theirs", "says"),
    [
        (OURS, None),
        (OURS._replace(python="3.13"), "it runs Python 3.13, and here it is 3.12"),
        (OURS._replace(program="77"), "its Pincite has other files than the one here"),
        (OURS._replace(packages=(("numpy", None), ("pypdfium2", None))), "it has no numpy, and here it is numpy 2.4.6"),
        (
            OURS._replace(packages=(("numpy", "2.4.6"), ("pypdfium2", "5"))),
            "it has pypdfium2 5, and here there is no pypdfium2",
        ),
        (OURS._replace(files=(("/corpus/a.txt", None),)), "it cannot read /corpus/a.txt; share that folder"),
        (OURS._replace(files=(("/corpus/a.txt", "88"),)), "its /corpus/a.txt is another file than the one here"),
    ],
)
def test_a_worker_that_is_not_fit_is_told_by_what_it_lacks(theirs: Facts, says: str | None) -> None:
    found = misfit(OURS, theirs)
    assert found == says if says is None else (found or "").startswith(says)


@pytest.mark.parametrize(
    ("engine", "kind", "says"),
    [
        ("ray://here:1", UsageError, "no engine 'ray://here:1'; write local, dask://host:port"),
        ("dask://", UsageError, "no engine 'dask://'"),
        ("dask://here:port", UsageError, "no engine 'dask://here:port'"),
        ("dask:///nowhere/scheduler.json", UsageError, "dask scheduler --scheduler-file /nowhere/scheduler.json"),
        ("tls://127.0.0.1:9", UsageError, "needs certificates"),
        ("dask://127.0.0.1:9", EngineError, "no Dask scheduler answers at dask://127.0.0.1:9 within"),
    ],
)
def test_what_is_no_cluster_is_told(engine: str, kind: type[PinciteError], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engine.crew.ANSWER", 0.5)
    with pytest.raises(kind, match=says), working(engine, LIMITS):
        pass


def test_what_does_not_answer_as_a_scheduler_does_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engine.crew.ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(EngineError, match="no Dask scheduler answers"):
        Crew(f"dask://127.0.0.1:{mute.getsockname()[1]}")


def test_a_machine_without_dask_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "extract.engine.cluster")
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(UsageError, match=r"pip install 'pincite\[dask\]'"), working("dask://127.0.0.1", LIMITS):
        pass


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that other processes do."""
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail("it took more than a minute")


class Started:
    """A scheduler and workers that were started on the command line."""

    def __init__(self, folder: Path) -> None:
        """Start the scheduler."""
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(self._file))
        self.engine = f"dask://{self._file}"

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker."""
        return self._start("worker", "--scheduler-file", str(self._file), "--no-nanny", "--nthreads", "1", **environment)

    def _start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        environment = {"PYTHONPATH": os.pathsep.join(sys.path), **environment}
        process = subprocess.Popen(
            [*DASK, *words], cwd=self._folder, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
        )
        self.processes.append(process)
        return process


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    started = Started(tmp_path_factory.mktemp("started"))
    until(Path(started.engine.removeprefix("dask://")).exists)
    yield started
    for process in started.processes:
        process.kill()
        process.wait()


def test_workers_may_die_come_and_be_another_version(started: Started, tmp_path: Path) -> None:
    said: list[str] = []
    other = tmp_path / "extract"
    other.mkdir()
    for part in Path(run.__file__).parent.iterdir():
        (other / part.name).symlink_to(part)
    (other / "newer.py").write_text("", encoding="utf-8")
    first, second = started.worker(), started.worker()
    with Cluster(Crew(started.engine, say=said.append), LIMITS, "misbehaving") as cluster:
        until(lambda: len(pids(started.engine)) == 2)
        assert list(cluster(misbehaving.doze, killing(first.pid, 40, range(80)))) == list(range(80))
        started.worker(PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))
        until(lambda: list(cluster(misbehaving.well, [1, 2])) == [1, 2] and bool(told(said)))
        started.worker()
        until(lambda: len(pids(started.engine)) == 3)
        second.kill()
        assert list(cluster(misbehaving.doze, range(10))) == list(range(10))
    (line,) = told(said)
    assert "its Pincite has other files than the one here; install the same there, and start it anew" in line


def told(said: list[str]) -> list[str]:
    """Return what was said of workers that cannot take part."""
    return [line for line in said if "nothing to do for" in line]


def test_a_run_without_workers_ends_and_says_so(started: Started) -> None:
    for process in started.processes[1:]:
        process.kill()
    with pytest.raises(EngineError, match=r"had no worker for 1 s; start some \(dask worker tcp://"):
        Crew(started.engine, patience=1)


def test_programs_of_the_guide_are_python() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "cluster.md").read_text("utf-8")
    programs = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert [bool(ast.parse(program).body) for program in programs] == [True, True]
