"""One run over a corpus folder: find the files, annotate them, write the records; do nothing when nothing has changed."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import Progress

from extract import __version__, pipeline
from extract.annotations import PROBLEMS, Annotations, load, read_file
from extract.codebooks import read_codebooks
from extract.codebooks.settings import codebooks_of
from extract.display import summary
from extract.engine import LOCAL, followed, shared_guard, working
from extract.errors import UnreadableSourceError, UsageError
from extract.inputs import SETTINGS, Input, find_inputs, find_libraries, printable, relative
from extract.metadata import read_overrides
from extract.models import SCHEMA_VERSION, Problem
from extract.past import Past
from extract.read_options import ReadOptions
from extract.readers import NAMED_ONLY, READERS, naming
from extract.references.model import sum_of_model
from extract.sources import PackedRead, SourceFile, read_packed, read_raw_text, read_source
from extract.steps import packed_reading
from extract.store.kept_lines import KeptLines
from extract.store.kept_results import KeptResults, forget
from extract.sums import digest, result_sum
from extract.write import remove_unfinished, write_annotations

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from extract.engine import Each
    from extract.models import Source
    from extract.reading import Reading
    from extract.sources import Doubt

DEFAULT = ReadOptions()
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Extracted:
    """What a run gave: where it is, what was found, and whether anything was done for it."""

    folder: Path
    summary: Mapping[str, str]
    is_new: bool

    @cached_property
    def annotations(self) -> Annotations:
        """The annotations, read from their files."""
        return load(self.folder)

    @property
    def unreadable(self) -> list[Problem]:
        """The problems of what could not be read."""
        problems = (record for record in read_file(self.folder / PROBLEMS) if isinstance(record, Problem))
        return [problem for problem in problems if problem.kind == "unreadable_file"]


def extract(
    corpus: Path,
    output: Path,
    *,
    jobs: int = 0,
    engine: str = LOCAL,
    say: Callable[[str], None] = lambda _line: None,
    memory: int = 1000,
    force: bool = False,
    options: ReadOptions = DEFAULT,
    model: Path | None = None,
    libraries: Sequence[Path] = (),
    codebooks: Sequence[Path] = (),
) -> Extracted:
    """Annotate ``corpus`` (a folder or a file) into ``output``, as far as that is not done.

    A run that was broken off goes on where it stopped; of sources that have not changed nothing is done again.

    ``model`` labels bibliography entries, or else that of the package; ``libraries`` are files of references that the sources
    may cite, where their own lists have none; ``codebooks`` say what claims are tagged with besides what Pincite knows, after those
    that ``pincite.toml`` in the corpus folder names. Whoever calls this holds the lock on ``output`` (`lock.locked`). ``engine`` does
    the steps, and ``say`` tells the user what changes there (`engine.working`); the search for duplicates holds ``memory``
    megabytes, and has the rest in files.

    Raises:
        UsageError: the corpus is not there or holds nothing, the annotations would stand among the sources, or the model, a
            library or a codebook is none.

    """
    if corpus.is_dir() and output.resolve() == corpus.resolve():
        message = f"{output}: that is the corpus itself; choose another folder for the annotations with -o"
        raise UsageError(message)
    inputs, skipped = find_inputs(corpus, leave_out=output)
    folder = corpus if corpus.is_dir() else corpus.parent
    lent = find_libraries(libraries, folder)
    inputs += [item for item in lent if item.path not in {each.path for each in inputs}]
    named = {item.path for item in lent}
    books = list(dict.fromkeys([*codebooks_of(folder), *codebooks]))
    codebook = read_codebooks(books)
    coded_by = {relative(file, folder): digest(file) for file in books}
    sums = {item: digest(item.file) for item in inputs}
    chosen: dict[str, Any] = {"model": sum_of_model(model)} if model else {}
    chosen |= {"libraries": sorted(named)} if named else {}
    if books:
        named_books = [{"path": path, "sha256": sha256} for path, sha256 in coded_by.items()]
        chosen |= {"codebooks": named_books, "broader": codebook.broader}
    state = _state(sums, folder, options) | chosen
    past = Past.of(output)
    if not force and not options.password and past.state == state:  # a password is not kept, so that any may be new
        return Extracted(output, past.summary, is_new=False)
    if force:
        forget(output)
    remove_unfinished(output)
    program = f"{state['program']} {chosen.get('model', '')}"
    with (
        progress_bar() as progress,
        working(engine, options.limits, jobs, files=_witnesses(sums, lent, model), say=say) as workers,
        KeptResults(output, program) as kept,
    ):
        each = followed(kept.remembering(workers), progress)
        reading = followed(workers, progress) if options.password else each
        found, problems = read_all(sums, read_overrides(folder), reading, options)
        problems += map(_skipped, (path for path in skipped if path not in named and path not in coded_by))
        annotations = pipeline.annotate(
            [one.reading for one in found],
            each=each,
            met_before=problems,
            model=str(model.absolute()) if model else None,
            libraries=_ids(found, named),
            codebook=codebook.told,
            memory=memory * MEGABYTE,
        )
        written = write_annotations(annotations, output, describe(folder, output, options) | chosen, past.written)
        KeptLines(output).keep((one.reading.source.id, one.lines) for one in found if one.lines)
        summed = summary(annotations)
        Past(state, written, summed).keep(output)
        kept.forget_others()
    return Extracted(output, summed, is_new=True)


def _witnesses(sums: Mapping[Input, str | None], libraries: Iterable[Input], model: Path | None) -> list[Path]:
    """Return a file of each place that a run reads from, by which another machine can tell whether it sees the same."""
    first = next((item.file for item, sha256 in sums.items() if sha256), None)
    return [*([first] if first else []), *(item.file for item in libraries), *([model] if model else [])]


def read(path: Path | str, options: ReadOptions = DEFAULT) -> Reading:
    """Return one source as it is read: its record, raw text, passages with roles, and pages.

    Raises:
        UnreadableSourceError: the file cannot be read.

    """
    file = Path(path)
    with naming(str(file)):
        return shared_guard(options.limits).call(read_source, SourceFile(file.absolute(), (file.name,), options)).reading


def _ids(found: Iterable[PackedRead], paths: Container[str]) -> frozenset[str]:
    """Return the ids of the sources that have one of ``paths``."""
    sources = (each.reading.source for each in found)
    return frozenset(source.id for source in sources if any(path in paths for path in source.paths))


def annotate(
    paths: Path | str | Iterable[Path | str],
    options: ReadOptions = DEFAULT,
    *,
    libraries: Sequence[Path | str] = (),
    codebooks: Sequence[Path | str] = (),
) -> Annotations:
    """Return the annotations of files and folders, together, as ``pincite extract`` would write them.

    Raises:
        UsageError: a path is not there, or holds nothing to read, or a library or a codebook is none.

    """
    inputs: list[Input] = []
    skipped: list[str] = []
    known: dict[str, dict[str, Any]] = {}
    for path in [paths] if isinstance(paths, str | Path) else paths:
        taken, unknown = find_inputs(Path(path))
        inputs += taken
        skipped += unknown
        known |= read_overrides(Path(path) if Path(path).is_dir() else Path(path).parent)
    each = shared_guard(options.limits)
    lent = find_libraries([Path(path) for path in libraries])
    inputs += [item for item in lent if item not in inputs]
    named = {item.path for item in lent}
    found, problems = read_all({item: digest(item.file) for item in inputs}, known, each, options)
    problems += map(_skipped, skipped)
    readings = [one.reading for one in found]
    told = read_codebooks(map(Path, codebooks)).told
    return pipeline.annotate(readings, each=each, met_before=problems, libraries=_ids(found, named), codebook=told)


def progress_bar() -> Progress:
    """Return a progress bar on standard error, which shows itself only on a terminal and goes when the work is done."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def read_all(
    sums: Mapping[Input, str | None], known: Mapping[str, Mapping[str, Any]], each: Each = map, options: ReadOptions = DEFAULT
) -> tuple[list[PackedRead], list[Problem]]:
    """Return the inputs as they are read, byte-identical files as one, and a problem for each file that cannot be read.

    ``sums`` holds the sha256 of each input, ``known`` what ``sources.toml`` says of each path.
    """
    sources, problems = _sources(sums, known, options)
    readings: dict[str, PackedRead] = {}
    for item, read in zip(sources, each(read_packed, sources), strict=True):
        if isinstance(read, UnreadableSourceError):
            problems += (_unreadable(path, str(read)) for path in item.paths)
            continue
        problems += (_doubtful(path, doubt, at) for path in item.paths for at, doubt in enumerate(read.doubts))
        id_ = read.reading.source.id
        readings[id_] = _with_paths(readings[id_], item.paths) if id_ in readings else read  # another reader's suffix
    return list(readings.values()), problems


def _with_paths(read: PackedRead, paths: Iterable[str]) -> PackedRead:
    """Return a source that has more paths than were known when it was read."""
    reading = read.reading.reading.open()
    source = reading.source.model_copy(update={"paths": tuple(sorted({*reading.source.paths, *paths}))})
    return read._replace(reading=packed_reading(replace(reading, source=source)))


def _sources(
    sums: Mapping[Input, str | None], known: Mapping[str, Mapping[str, Any]], options: ReadOptions
) -> tuple[list[SourceFile], list[Problem]]:
    """Return what is to be read, files of the same bytes and suffix as one, and a problem for each name that cannot be written."""
    problems: list[Problem] = []
    same: dict[tuple[str, str], list[Input]] = defaultdict(list)
    facts: dict[str, Mapping[str, Any]] = {}
    for item, sha256 in sums.items():
        path = printable(item.path)
        if path != item.path:
            problems.append(_unreadable(path, "the file name is not UTF-8; rename the file"))
            continue
        bytes_ = sha256 or str(item.file)  # what cannot be opened is like nothing else
        same[bytes_, item.file.suffix.lower()].append(item)
        if path in known:
            facts.setdefault(bytes_, known[path])
    sources = [
        SourceFile(
            copies[0].file.absolute(),
            tuple(sorted(copy.path for copy in copies)),
            options,
            sums[copies[0]],
            facts.get(bytes_, {}),
        )
        for (bytes_, _), copies in same.items()
    ]
    return sources, problems


def _unreadable(path: str, why: str) -> Problem:
    return Problem(id=f"problem/{path}", kind="unreadable_file", message=f"{path}: {why}", path=path)


def _doubtful(path: str, doubt: Doubt, at: int) -> Problem:
    suffix = f".{at + 1}" if at else ""
    return Problem(id=f"problem/{path}{suffix}", kind=doubt.kind, message=f"{path}: {doubt.message}", path=path)


def _skipped(path: str) -> Problem:
    message = f"{path}: no reader for this kind of file; Pincite reads {', '.join(sorted(READERS.keys() - NAMED_ONLY))}"
    return Problem(id=f"problem/{path}", kind="skipped_file", message=message, path=path)


def describe(corpus: Path, output: Path, options: ReadOptions = DEFAULT) -> dict[str, Any]:
    """Return what ``run.json`` says: where the corpus is, and what the result depends on."""
    return {
        "corpus": Path(os.path.relpath(corpus.resolve(), output.resolve())).as_posix(),
        "options": options.recorded(),
        "schema_version": SCHEMA_VERSION,
        "versions": {"pincite": __version__},
    }


def raw_text(corpus: Path, source: Source, options: ReadOptions = DEFAULT) -> str:
    """Return the raw text of a source, read anew.

    Raises:
        UnreadableSourceError: it is no longer where it was, or cannot be read; the message says so.

    """
    path = corpus / min(source.paths)
    if not path.is_file():
        message = f"{path}: the source is not there; name the folder of the sources with --corpus"
        raise UnreadableSourceError(message)
    with naming(str(path)):
        return shared_guard(options.limits).call(read_raw_text, SourceFile(path.absolute(), (path.name,), options))


def _state(sums: Mapping[Input, str | None], folder: Path, options: ReadOptions) -> dict[str, Any]:
    """Return what changes whenever the result might: every input, the settings, the options, and the program with what it runs on."""
    settings = {name: digest(folder / name) for name in SETTINGS if (folder / name).is_file()}
    inputs = {printable(item.path): sha256 for item, sha256 in sums.items()}
    return {"inputs": inputs | settings, "options": options.recorded(), "program": result_sum()}
