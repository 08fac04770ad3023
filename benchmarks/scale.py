"""How the cost grows with the corpus: duplicates alone, a whole run, a run after one more file, and a run after one that was killed.

usage: scale.py WHAT N [N ...] [--jobs N] [--folder DIR] [--score DIR]

WHAT is ``duplicates``, ``extract``, ``add-one`` or ``interrupted``. The N documents are those of ``make_scale.py``, about 2 kB each, which
is in the folder of the scorers. Prints a line for each N: processor seconds of all processes, those per 1,000 documents without what
one document takes, how much more that is than for the first N, and the peak memory of the largest process and of all together
(what they share counted once). ``add-one``
and ``interrupted`` compare the output with that of a full run, byte for byte, and end with status 1 if it differs.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from development import options

if TYPE_CHECKING:
    from collections.abc import Iterator

PINCITE = [sys.executable, "-m", "extract"]
DUPLICATES = """
import json, sys
from extract.dedupe import find_duplicates
texts = {line["id"]: line["text"] for line in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
print(len(find_duplicates(texts)), "relations", file=sys.stderr)
"""
LOOK = 0.2  # seconds between two looks at the memory
MEGABYTE = 1024  # kilobytes


class Cost(NamedTuple):
    """What a command took: seconds of all processors and of the clock, megabytes of the largest process and of all."""

    seconds: float
    clock: float
    largest: float
    together: float


def documents(count: int, folder: Path, score: Path) -> Path:
    """Return the file of ``count`` documents, made once."""
    made = folder / f"scale{count}.docs.jsonl"
    if not made.is_file():
        maker = score / "make_scale.py"
        if not maker.is_file():
            sys.exit(f"skipped: no {maker}; name its folder with --score")
        command = [sys.executable, str(maker), str(count), str(folder / f"scale{count}")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a script the user named
    return made


def corpus_of(made: Path, folder: Path) -> Path:
    """Return a folder with a text file for each document."""
    folder.mkdir()
    with made.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            document = json.loads(line)
            path = folder / f"{number // 1000:03}" / f"{document['id']}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(document["text"], encoding="utf-8")
    return folder


def measured(command: list[str]) -> Cost:
    """Run a command and return what it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    most = [0.0, 0.0]
    watcher = threading.Thread(target=watch, args=(process, most))
    watcher.start()
    status = process.wait()
    watcher.join()
    if status:
        sys.exit(f"{' '.join(command)}: status {status}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, time.perf_counter() - began, *most)


def watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    """Keep the most memory of the largest process and of all together, until the process ends."""
    while process.poll() is None:
        sizes = list(memory_of(process.pid))
        most[:] = max([most[0], *sizes]), max(most[1], sum(sizes))
        time.sleep(LOOK)


def memory_of(root: int) -> Iterator[float]:
    """Yield the megabytes of a process and of its descendants; what several hold is divided among them."""
    with contextlib.suppress(OSError):  # it may have ended since
        rollup = Path(f"/proc/{root}/smaps_rollup").read_text("ascii")
        yield sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / MEGABYTE
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from memory_of(int(child))


def extract(corpus: Path, out: Path, jobs: int) -> list[str]:
    """Return the command of a whole run."""
    return [*PINCITE, "extract", str(corpus), "-o", str(out), "-j", str(jobs)]


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files that a run wrote, without its state."""
    files = (path for path in folder.rglob("*") if path.is_file())
    relative = ((path.relative_to(folder), path) for path in files)
    return {str(name): path.read_bytes() for name, path in relative if name.parts[0] != ".pincite"}


def differing(one: Path, other: Path) -> int:
    """Return how many files of two runs differ, or stand in one only, and say which come first."""
    a, b = outputs(one), outputs(other)
    names = sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))
    print(f"{len(a)} files, {len(names)} differ from a full run {' '.join(names[:3])}")
    return len(names)


def add_one(made: Path, folder: Path, jobs: int) -> int:
    """Print what a run takes after a damaged copy of one file was added; return how many files differ from a full run's."""
    corpus = corpus_of(made, folder / "corpus")
    print("full run   ", *measured(extract(corpus, folder / "out", jobs)))
    text = next(corpus.rglob("*.txt")).read_text("utf-8")
    (corpus / "added.txt").write_text(text[:600] + text[700:].replace(" st", " ft"), "utf-8")
    print("one more   ", *measured(extract(corpus, folder / "out", jobs)))
    print("nothing new", *measured(extract(corpus, folder / "out", jobs)))
    measured(extract(corpus, folder / "full", jobs))
    return differing(folder / "out", folder / "full")


def interrupted(made: Path, folder: Path, jobs: int) -> int:
    """Kill runs at a quarter, a half and three quarters, then finish; return how many files differ from a full run's."""
    corpus = corpus_of(made, folder / "corpus")
    full = measured(extract(corpus, folder / "full", jobs))
    print("full run    ", *full)
    for part in (0.25, 0.5, 0.75):
        process = subprocess.Popen(extract(corpus, folder / "out", jobs), start_new_session=True)  # noqa: S603 - our own
        time.sleep(full.clock * part)
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    print("the last run", *measured(extract(corpus, folder / "out", jobs)))
    return differing(folder / "out", folder / "full")


def main() -> int:
    """Measure each size."""
    parser = options(__doc__)
    parser.add_argument("what", choices=("duplicates", "extract", "add-one", "interrupted"))
    parser.add_argument("counts", type=int, nargs="+", metavar="N")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where documents and corpora are made")
    arguments = parser.parse_args()
    differ, fixed, first = 0, 0.0, 0.0
    counts = arguments.counts if arguments.what in ("add-one", "interrupted") else [1, *arguments.counts]
    print(
        f"{'documents':>10} {'MB':>7} {'seconds':>8} {'per 1000':>8} {'growth':>7} {'clock':>7} {'largest':>8} {'together':>8}"
    )
    for count in counts:
        made = documents(count, arguments.folder, arguments.score)
        with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
            folder = Path(name)
            if arguments.what in ("add-one", "interrupted"):
                differ += {"add-one": add_one, "interrupted": interrupted}[arguments.what](made, folder, arguments.jobs)
                continue
            if arguments.what == "duplicates":
                cost = measured([sys.executable, "-c", DUPLICATES, str(made)])
            else:
                cost = measured(extract(corpus_of(made, folder / "corpus"), folder / "out", arguments.jobs))
        fixed = fixed or cost.seconds
        each = (cost.seconds - fixed) / count * 1000
        first = first or each
        size = made.stat().st_size / 1e6
        print(
            f"{count:10} {size:7.1f} {cost.seconds:8.1f} {each:8.3f} {each / first - 1 if first else 0:+7.0%} {cost.clock:7.1f}"
            f" {cost.largest:5.0f} MB {cost.together:5.0f} MB"
        )
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
