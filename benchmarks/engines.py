"""What a document costs, step by step, and what a cluster adds to that.

usage: engines.py FOLDER [--workers N]

Prints processor milliseconds a document of each step and of what the parent does between them (as one process does it all), then of
a run by a local child and of one by a cluster of N worker processes, told apart by who spends them. The cluster is one of this
machine, so that its figures hold the work of Dask and none of a network. The outputs are compared: they are the same, byte by byte.
"""

from __future__ import annotations

import argparse
import filecmp
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from distributed import LocalCluster

from extract import pipeline, run
from extract.engine import shared_guard
from extract.inputs import find_inputs
from extract.metadata import read_overrides
from extract.sums import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")


class Cost(NamedTuple):
    """Processor seconds of this process, of all others, and seconds of the clock."""

    here: float
    there: float
    clock: float

    @classmethod
    def now(cls) -> Cost:
        """Return what was used until now."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return cls(time.process_time(), used.ru_utime + used.ru_stime, time.monotonic())

    def since(self) -> Cost:
        """Return what was used since then."""
        return Cost(*(after - before for after, before in zip(Cost.now(), self, strict=True)))


def by_step(folder: Path) -> dict[str, float]:
    """Return the processor seconds of each step when this process does them all, and of the rest."""
    seconds: dict[str, float] = defaultdict(float)

    def timed(step: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        name = getattr(step, "__name__", None) or getattr(step, "func", step).__name__
        for item in items:
            began = time.process_time()
            result = step(item)
            seconds[name] += time.process_time() - began
            yield result

    began = time.process_time()
    inputs, _ = find_inputs(folder)
    found, problems = run.read_all({item: digest(item.file) for item in inputs}, read_overrides(folder), timed)
    pipeline.annotate([one.reading for one in found], each=timed, met_before=problems)
    seconds["between the steps"] = time.process_time() - began - sum(seconds.values())
    return seconds


def local(folder: Path, output: Path) -> Cost:
    """Return what a run with one child costs."""
    began = Cost.now()
    run.extract(folder, output, jobs=1)
    shared_guard(run.DEFAULT.limits, 1).close()
    return began.since()


def clustered(folder: Path, output: Path, workers: int) -> Cost:
    """Return what a run by a cluster costs; its scheduler works in this process."""
    began = Cost.now()
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        run.extract(folder, output, engine=cluster.scheduler_address)
    return began.since()


def one_of(folder: Path, into: Path) -> Path:
    """Return a folder with one document, which costs little but what starting costs."""
    first = min(path for path in folder.iterdir() if path.is_file() and path.suffix == ".txt")
    alone = into / "alone"
    alone.mkdir()
    (alone / first.name).write_bytes(first.read_bytes())
    return alone


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two runs have written the same files."""
    names = {path.name for path in one.iterdir() if path.is_file()} - {"run.json"}
    if names != {path.name for path in other.iterdir() if path.is_file()} - {"run.json"}:
        return False
    return not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    count = len(find_inputs(given.folder)[0])

    def line(what: str, seconds: float) -> None:
        print(f"{what:<40} {1000 * seconds / count:8.2f} ms a document")

    with tempfile.TemporaryDirectory() as into:
        made = Path(into)
        alone = one_of(given.folder, made)
        for name, seconds in by_step(given.folder).items():
            line(name, seconds)
        runs: dict[str, Callable[[Path, Path], Cost]] = {
            "local": local,
            "cluster": lambda folder, output: clustered(folder, output, given.workers),
        }
        for name, extract in runs.items():
            start = extract(alone, made / f"{name}-alone")
            cost = extract(given.folder, made / name)
            line(f"{name}: parent", cost.here - start.here)
            line(f"{name}: children and workers", cost.there - start.there)
            print(f"{name}: {start.here + start.there:.1f} s to start, {cost.clock:.1f} s of the clock in all")
        print("the same output" if is_same(made / "local", made / "cluster") else "ANOTHER OUTPUT")


if __name__ == "__main__":
    main()
