"""The annotations of a corpus: all records of a run, in memory and as a folder of JSON Lines.

One ``.jsonl`` stands for each source; ``relations.jsonl``, ``works.jsonl`` and ``problems.jsonl`` hold what concerns several.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from extract.errors import StoreError, UsageError
from extract.models import Citation, Claim, Problem, Record, Reference, Relation, Source, Work
from extract.packed import Packed, PackedDict
from extract.read_options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RUN = "run.json"
PROBLEMS = "problems.jsonl"
SHARED = ("relations.jsonl", "works.jsonl", PROBLEMS)
REVIEWS = "reviews.jsonl"
FIRST_WORDS = b'{"type":"source"'
LONGEST_NAME = 200
"""Bytes of a file name, with room for the temporary one beside it."""
MOST_IN_FOLDER = 10_000
"""Sources whose files stand in one folder; those of more stand in 256 subfolders by the first digits of their ids."""
SUBFOLDERS = "[0-9a-f][0-9a-f]"
LONGEST_START = 150
"""Bytes that a shortened name keeps of the path."""


Tally = Counter[tuple[str, str]]
"""How many of each there are: topic and name, such as ``("status", "linked")``."""


@dataclass(frozen=True)
class Annotations:
    """All records of a corpus; ``of_source`` maps the id of a source to its records, the source's own first.

    They are kept as the packed lines of their file (`packed_lines`): each look at ``of_source`` reads those of one source.
    """

    of_source: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    works: tuple[Work, ...] = ()
    problems: tuple[Problem, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """Of the sources whose records were counted when they were made."""

    def __iter__(self) -> Iterator[Record]:
        """Yield every record: source by source, then relations, works and problems."""
        for records in self.of_source.values():
            yield from records
        yield from self.relations
        yield from self.works
        yield from self.problems

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The source records, in the order of their first paths."""
        firsts = (self._first_of(source) for source in self.of_source)
        return tuple(first for first in firsts if isinstance(first, Source))

    def _first_of(self, source: str) -> Record:
        """Return the first record of a source; the others are not read for it."""
        if isinstance(self.of_source, PackedDict):
            return read_record(self.of_source.packed[source].open().split(b"\n", 1)[0])
        return self.of_source[source][0]

    def tally_of(self, source: str) -> Tally:
        """Return what the records of a source are, counted."""
        known = self.tallies.get(source)
        return tally(self.of_source[source]) if known is None else known

    def files(self) -> Iterator[tuple[str, Packed[bytes]]]:
        """Yield the name and the packed lines of each file of the annotations folder; very many stand in subfolders."""
        names = {source.id: file_name(source) for source in self.sources}
        counts = Counter(names.values())
        for source in self.sources:
            name = names[source.id]
            name = name if counts[name] == 1 else unmistakable(name, source)
            yield f"{source.id[:2]}/{name}" if len(names) > MOST_IN_FOLDER else name, self._lines_of(source.id)
        shared: tuple[tuple[Record, ...], ...] = (self.relations, self.works, self.problems)
        yield from zip(SHARED, map(packed_lines, shared), strict=True)

    def _lines_of(self, source: str) -> Packed[bytes]:
        return self.of_source.packed[source] if isinstance(self.of_source, PackedDict) else packed_lines(self.of_source[source])


def packed_lines(records: Iterable[Record]) -> Packed[bytes]:
    """Return records as the packed lines of a file."""
    return Packed("".join(map(json_line, records)).encode("utf-8"))


def records_of_lines(lines: bytes) -> tuple[Record, ...]:
    """Return the records that stand on the lines of a file."""
    return tuple(map(read_record, lines.splitlines()))


def by_source(lines: Iterable[tuple[str, Packed[bytes]]]) -> Mapping[str, tuple[Record, ...]]:
    """Return the records of each source by its id, from its packed lines."""
    return PackedDict(lines, records_of_lines)


def tally(records: Iterable[Record]) -> Tally:
    """Return what the records of a source are, counted by topic and name."""
    counts: Tally = Counter()
    for record in records:
        counts["type", record.type] += 1
        if isinstance(record, Citation):
            counts["status", record.status] += 1
            counts["style", record.style] += 1
        elif isinstance(record, Reference):
            counts["list", str(record.bibliography)] += 1
        elif isinstance(record, Claim):
            counts["copied", record.type] += bool(record.copies)
            counts.update(("country", code) for code in sorted({tag.code for tag in record.countries}))
            counts.update(("theory", id_) for id_ in sorted({tag.id for tag in record.theories}))
            counts.update(("code", id_) for id_ in sorted({f"{tag.dimension}:{tag.id}" for tag in record.codes}))
    return counts


def file_name(source: Source) -> str:
    """Return the name of the file that holds the records of ``source``: its first path, with ``__`` for ``/``."""
    name = min(source.paths).replace("../", "").replace("/", "__") + ".jsonl"  # a library may stand outside the corpus
    return name if len(name.encode()) <= LONGEST_NAME else unmistakable(name, source)


def unmistakable(name: str, source: Source) -> str:
    """Return a file name with the id of its source in it: for a path that is too long, or that gives another's name."""
    return f"{name.removesuffix('.jsonl').encode()[:LONGEST_START].decode(errors='ignore')}.{source.id}.jsonl"


@cache
def _record_adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Annotated[Record, Field(discriminator="type")])


def read_record(line: str | bytes) -> Record:
    """Return the record of one JSON line; pydantic's ``ValidationError`` says what does not fit."""
    return _record_adapter().validate_json(line)


def json_line(record: Record) -> str:
    """Return ``record`` as one line of JSON, with its line end.

    >>> json_line(Problem(id="problem/a.txt", kind="empty_file", message="a.txt is empty"))[:36]
    '{"type":"problem","id":"problem/a.tx'
    """
    return record.model_dump_json() + "\n"


def find_folder(folder: Path) -> Path:
    """Return ``folder`` if annotations stand there.

    Raises:
        UsageError: nothing was extracted there.

    """
    if not (folder / RUN).is_file():
        message = (
            f"{folder}: no annotations here; run `pincite extract CORPUS -o {folder}` first, or name them with --annotations"
        )
        raise UsageError(message)
    return folder


def jsonl_files(folder: Path) -> list[Path]:
    """Return the files that hold records, those of the sources first, each part sorted by name.

    Other JSON Lines that lie in the folder are not ours.
    """
    own = sorted((path for path in possible_files(folder) if is_of_source(path)), key=lambda path: path.name)
    return own + [folder / name for name in SHARED if (folder / name).is_file()]


def possible_files(folder: Path) -> Iterator[Path]:
    """Yield the files that may hold the records of a source, by their names."""
    for path in chain(folder.glob("*.jsonl"), folder.glob(f"{SUBFOLDERS}/*.jsonl")):
        if path.name not in {*SHARED, REVIEWS}:
            yield path


def is_of_source(path: Path) -> bool:
    """Tell whether a file begins with a source record as we write it."""
    with path.open("rb") as file:
        return file.read(len(FIRST_WORDS)) == FIRST_WORDS


def load(folder: Path | str) -> Annotations:
    """Return the annotations that ``pincite extract`` wrote to ``folder``.

    Raises:
        UsageError: nothing was extracted there.
        StoreError: a line is no record; the message names file and line.

    """
    of_source: dict[str, Packed[bytes]] = {}
    shared: dict[str, list[Record]] = {name: [] for name in SHARED}
    for path in jsonl_files(find_folder(Path(folder))):
        records = list(read_file(path))
        if path.name in shared:
            shared[path.name] = records
        elif records and isinstance(records[0], Source):
            of_source[records[0].id] = Packed(path.read_bytes())
        else:
            message = f"{path}: the first line is no source record; run `pincite extract` again with --force"
            raise StoreError(message)
    return Annotations(
        of_source=by_source(of_source.items()),
        relations=tuple(r for r in shared["relations.jsonl"] if isinstance(r, Relation)),
        works=tuple(r for r in shared["works.jsonl"] if isinstance(r, Work)),
        problems=tuple(r for r in shared[PROBLEMS] if isinstance(r, Problem)),
    )


def read_file(path: Path) -> Iterator[Record]:
    """Yield the records of one file.

    Raises:
        StoreError: a line is no record; the message names file and line.

    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield read_record(line)
            except ValidationError as error:
                message = f"{path}:{number}: not a record of this version ({error.error_count()} faults); run `pincite extract` again with --force"
                raise StoreError(message) from error


def corpus_of(annotations: Path) -> Path:
    """Return the corpus folder that the annotations in a folder were made from.

    Raises:
        StoreError: ``run.json`` cannot be read.

    """
    return annotations / str(_run_of(annotations)["corpus"])


def options_of(annotations: Path) -> ReadOptions:
    """Return the options that the sources of the annotations in a folder were read with; a password is not among them.

    Raises:
        StoreError: ``run.json`` cannot be read.

    """
    try:
        return ReadOptions.of_record(_run_of(annotations)["options"])
    except (KeyError, TypeError) as error:
        raise _damaged(annotations) from error


def broader_of(annotations: Path) -> dict[str, list[str]]:
    """Return the wider codes of each code of the codebooks of a run that has some, by "dimension:id"."""
    told = _run_of(annotations).get("broader", {})
    return told if isinstance(told, dict) else {}


def _run_of(annotations: Path) -> dict[str, Any]:
    try:
        run = json.loads((annotations / RUN).read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _damaged(annotations) from error
    if not isinstance(run, dict) or not isinstance(run.get("corpus"), str):
        raise _damaged(annotations)
    return run


def _damaged(annotations: Path) -> StoreError:
    return StoreError(f"{annotations / RUN}: damaged; run `pincite extract` again")
