"""One run over a corpus folder: find the files, annotate them, write the records; do nothing when nothing has changed."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import Progress

from extract import __version__, pipeline
from extract.annotations import RUN, Annotations, jsonl_files, load
from extract.clean import lay_out
from extract.engine import followed, processes
from extract.errors import StoreError, UnreadableSourceError, UsageError
from extract.lock import STATE
from extract.metadata import SOURCES, described, read_overrides
from extract.models import SCHEMA_VERSION, Problem
from extract.readers import READERS, read_file
from extract.write import write_annotations, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

    from extract.engine import Each
    from extract.models import Source
    from extract.raw_source import RawSource
    from extract.reading import Reading

INPUTS = "inputs.json"
SETTINGS = (SOURCES, "pincite.toml")


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the corpus: where it is, and its path in records (relative to the corpus, with ``/``)."""

    file: Path
    path: str


def extract(corpus: Path, output: Path, *, jobs: int = 0, force: bool = False) -> tuple[Annotations, bool]:
    """Annotate ``corpus`` (a folder or a file) into ``output``; return the annotations and whether anything was done.

    Whoever calls this holds the lock on ``output`` (`lock.locked`).

    Raises:
        UsageError: the corpus is not there or holds nothing, or the annotations would stand among the sources.

    """
    if corpus.is_dir() and output.resolve() == corpus.resolve():
        message = f"{output}: that is the corpus itself; choose another folder for the annotations with -o"
        raise UsageError(message)
    inputs, skipped = find_inputs(corpus, leave_out=output)
    folder = corpus if corpus.is_dir() else corpus.parent
    state = _state(inputs, folder)
    if not force and _is_done(output, state):
        return load(output), False
    with progress_bar() as progress, processes(jobs, len(inputs)) as plain:
        each = followed(plain, progress)
        readings, problems = read_all(inputs, read_overrides(folder), each)
        annotations = pipeline.annotate(readings, each=each, met_before=[*problems, *map(_skipped, skipped)])
    write_annotations(annotations, output, describe(folder, output))
    write_whole(output / STATE / INPUTS, [json.dumps({**state, "outputs": _outputs(output)}, indent=2, sort_keys=True) + "\n"])
    return annotations, True


def _is_done(output: Path, state: Mapping[str, Any]) -> bool:
    """Tell whether ``output`` holds what these inputs and this program made, untouched since."""
    done = output / STATE / INPUTS
    if not (done.is_file() and (output / RUN).is_file()):
        return False
    return done.read_text("utf-8") == json.dumps({**state, "outputs": _outputs(output)}, indent=2, sort_keys=True) + "\n"


def _outputs(output: Path) -> dict[str, str]:
    return {path.name: _sum(path) for path in [*jsonl_files(output), output / RUN]}


def read(path: Path | str) -> Reading:
    """Return one source as it is read: its record, raw text, passages with roles, and pages.

    Raises:
        UnreadableSourceError: the file cannot be read.

    """
    file = Path(path)
    raw = read_file(file)
    return described(lay_out(raw, raw.source([file.name])), {})


def annotate(paths: Path | str | Iterable[Path | str]) -> Annotations:
    """Return the annotations of files and folders, together, as ``pincite extract`` would write them.

    Raises:
        UsageError: a path is not there, or holds nothing to read.

    """
    inputs: list[Input] = []
    skipped: list[str] = []
    known: dict[str, dict[str, Any]] = {}
    for path in [paths] if isinstance(paths, str | Path) else paths:
        found, unknown = find_inputs(Path(path))
        inputs += found
        skipped += unknown
        known |= read_overrides(Path(path) if Path(path).is_dir() else Path(path).parent)
    readings, problems = read_all(inputs, known)
    return pipeline.annotate(readings, met_before=[*problems, *map(_skipped, skipped)])


def find_inputs(corpus: Path, leave_out: Path | None = None) -> tuple[list[Input], list[str]]:
    """Return the files that a reader takes, and the paths of those that none does, both in the order of their paths.

    Hidden files and folders, settings, and the folder ``leave_out`` are neither.

    Raises:
        UsageError: there is no such file or folder, or nothing to read in it.

    """
    if not corpus.exists():
        message = f"{corpus}: no such file or folder; name the folder that holds your sources"
        raise UsageError(message)
    if corpus.is_file():
        return [Input(corpus, corpus.name)], []
    taken, skipped = [], []
    for path in sorted(
        _walk(corpus, leave_out.resolve() if leave_out else None), key=lambda file: file.relative_to(corpus).as_posix()
    ):
        name = path.relative_to(corpus).as_posix()
        if path.suffix.lower() in READERS and (path.is_file() or path.is_symlink()):
            taken.append(Input(path, name))
        elif path.name not in SETTINGS:
            skipped.append(printable(name))
    if not taken:
        known = ", ".join(sorted(READERS))
        message = f"{corpus}: no source here ({len(skipped)} files of unknown kind); Pincite reads {known}"
        raise UsageError(message)
    return taken, skipped


def printable(name: str) -> str:
    """Return a path that can be written in UTF-8; bytes that are none are spelt out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != leave_out)
        yield from (here / name for name in names if not name.startswith("."))


def progress_bar() -> Progress:
    """Return a progress bar on standard error, which shows itself only on a terminal and goes when the work is done."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def read_all(
    inputs: Iterable[Input], known: Mapping[str, Mapping[str, Any]], each: Each = map
) -> tuple[list[Reading], list[Problem]]:
    """Return the readings of the inputs, byte-identical files as one, and a problem for each file that cannot be read.

    ``known`` holds what ``sources.toml`` says of each path.
    """
    problems: list[Problem] = []
    copies: dict[str, list[tuple[str, RawSource]]] = {}
    inputs = list(inputs)
    for item, raw in zip(inputs, each(read_input, inputs), strict=True):
        if isinstance(raw, Problem):
            problems.append(raw)
            continue
        if raw.confidence < 1:
            problems.append(_guessed(item.path, raw))
        copies.setdefault(raw.sha256, []).append((item.path, raw))
    whole = [
        CorpusSource(
            same[0][1], tuple(sorted(path for path, _ in same)), next((known[path] for path, _ in same if path in known), {})
        )
        for same in copies.values()
    ]
    return list(each(lay_out_source, whole)), problems


def read_input(item: Input) -> RawSource | Problem:
    """Return the raw text of a file, or the problem that it cannot be read."""
    path = printable(item.path)
    if path != item.path:
        message = f"{path}: the file name is not UTF-8; rename the file"
        return Problem(id=f"problem/{path}", kind="unreadable_file", message=message, path=path)
    try:
        return read_file(item.file)
    except UnreadableSourceError as error:
        message = str(error).replace(str(item.file), path)
        return Problem(id=f"problem/{path}", kind="unreadable_file", message=message, path=path)


@dataclass(frozen=True, slots=True)
class CorpusSource:
    """A raw source with all its paths, and what is known of it beyond its text."""

    raw: RawSource
    paths: tuple[str, ...]
    facts: Mapping[str, Any]


def lay_out_source(item: CorpusSource) -> Reading:
    """Return the reading of a source, its record filled in."""
    return described(lay_out(item.raw, item.raw.source(item.paths)), item.facts)


def _guessed(path: str, raw: RawSource) -> Problem:
    message = (
        f"{path}: not UTF-8; read as {raw.encoding} with confidence {raw.confidence:.0%}; save it as UTF-8 if that is wrong"
    )
    return Problem(id=f"problem/{path}", kind="encoding", message=message, path=path)


def _skipped(path: str) -> Problem:
    message = f"{path}: no reader for this kind of file; Pincite reads {', '.join(sorted(READERS))}"
    return Problem(id=f"problem/{path}", kind="skipped_file", message=message, path=path)


def describe(corpus: Path, output: Path) -> dict[str, Any]:
    """Return what ``run.json`` says: where the corpus is, and what the result depends on."""
    return {
        "corpus": Path(os.path.relpath(corpus.resolve(), output.resolve())).as_posix(),
        "options": {},
        "schema_version": SCHEMA_VERSION,
        "versions": {"pincite": __version__},
    }


def corpus_of(annotations: Path) -> Path:
    """Return the corpus folder that the annotations in a folder were made from.

    Raises:
        StoreError: ``run.json`` cannot be read.

    """
    try:
        run = json.loads((annotations / RUN).read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError):
        run = None
    if not isinstance(run, dict) or not isinstance(run.get("corpus"), str):
        message = f"{annotations / RUN}: damaged; run `pincite extract` again"
        raise StoreError(message)
    return annotations / str(run["corpus"])


def raw_text(corpus: Path, source: Source) -> str:
    """Return the raw text of a source, read anew.

    Raises:
        UnreadableSourceError: it is no longer where it was; the message says so.

    """
    path = corpus / min(source.paths)
    if not path.is_file():
        message = f"{path}: the source is not there; name the folder of the sources with --corpus"
        raise UnreadableSourceError(message)
    return read_file(path).raw


def _state(inputs: Iterable[Input], folder: Path) -> dict[str, Any]:
    """Return what changes whenever the result might: every input, the settings, and the program itself."""
    settings = [Input(folder / name, name) for name in SETTINGS if (folder / name).is_file()]
    sums = {printable(item.path): _sum(item.file) for item in (*inputs, *settings)}
    return {"inputs": sums, "program": _program_sum()}


def _sum(path: Path | Traversable) -> str:
    """Return the sha256 of a file; of one that cannot be opened, a word that says so."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # reading it will fail too, and be reported
        return "unreadable"


@cache
def _program_sum() -> str:
    """Return one sum over the code and data of the package, so that another version never takes results for its own."""
    total = hashlib.sha256()
    stack: list[tuple[str, Traversable]] = [("", files("extract"))]
    while stack:
        name, item = stack.pop()
        if item.is_dir():
            stack += sorted(
                ((f"{name}/{part.name}", part) for part in item.iterdir() if part.name != "__pycache__"), reverse=True
            )
        else:
            total.update(f"{name} {_sum(item)}\n".encode())
    return total.hexdigest()
