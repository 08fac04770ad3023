"""Codebooks: what users want to find besides what Pincite knows, as TOML or as a spreadsheet saved as CSV. See docs/codebooks.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.codebooks.csv_file import read_csv
from extract.codebooks.entries import NO_LISTS, Entry, Place, check_entry, check_relations
from extract.codebooks.toml_file import read_toml
from extract.errors import UsageError
from extract.lexicon.codebook import CONTEXTS, codebook_of, merged
from extract.lexicon.taxonomy import THEORY, contexts, theories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from extract.codebooks.entries import Table
    from extract.lexicon.codebook import Codebook

READERS = {".csv": read_csv, ".toml": read_toml, ".tsv": read_csv}
"""Suffix -> what reads such a codebook."""


class Codebooks(NamedTuple):
    """The codebooks of a run as one."""

    told: str = ""
    """As `extract.lexicon.codebook.codebook_of` takes it; empty without any."""
    places: Mapping[tuple[str, str], Place] = {}
    """Where each entry stands, by dimension and id."""

    @property
    def codebook(self) -> Codebook:
        """What is looked for: these entries, and the theories of the package."""
        return codebook_of(self.told)

    @property
    def broader(self) -> dict[str, list[str]]:
        """The wider entries of each entry, by "dimension:id"; none of one that is removed."""
        dimensions = self.codebook.dimensions if self.places else {}
        found = {(dimension, id_): dimensions[dimension].entries.get(id_) for dimension, id_ in sorted(self.places)}
        return {f"{dimension}:{id_}": list(entry.get("broader", ())) for (dimension, id_), entry in found.items() if entry}


def read_codebooks(files: Iterable[Path]) -> Codebooks:
    """Return the entries of ``files`` as one codebook; an entry may extend one of an earlier file.

    Raises:
        UsageError: a file is not there, is no codebook, or says something that does not fit; the message says where and what to do,
            in a line for each entry of which something does not fit.

    """
    lists: dict[str, list[str]] = {}
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    places: dict[tuple[str, str], Place] = {}
    for file in files:
        table = _read(file)
        taken = next((name for name in table.contexts if name in {*lists, *contexts(), *NO_LISTS}), None)
        if taken:
            whose = "of another codebook" if taken in lists else "of Pincite's own"
            message = f"{file}: [{CONTEXTS}]: {taken} is the name of a list {whose}; give yours another"
            raise UsageError(message)
        lists |= table.contexts
        faults: list[str] = []
        for entry in table.entries:
            try:
                check_entry(entry, lists)
                _add(entry, tables.setdefault(entry.dimension, {}), places)
            except UsageError as fault:  # the others may have faults too: they are told together
                faults.append(str(fault))
        if faults:
            raise UsageError("\n".join(faults))
    if not tables:
        return Codebooks()
    told = json.dumps({CONTEXTS: lists, **tables}, ensure_ascii=False, sort_keys=True)
    check_relations(codebook_of(told), places)
    return Codebooks(told, places)


def _read(file: Path) -> Table:
    """Return what stands in one file."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        message = f"{file}: no codebook; write it as TOML (.toml), or save the spreadsheet as CSV UTF-8 (.csv)"
        raise UsageError(message)
    if not file.is_file():
        message = f"{file}: no such file; `pincite codebook new` prints one to begin with"
        raise UsageError(message)
    try:
        table = reader(file, file.read_bytes())
    except OSError as error:
        message = f"{file}: it cannot be read ({error.strerror}); check its permissions"
        raise UsageError(message) from error
    if not table.entries:
        message = f"{file}: it has no entries; `pincite codebook new` prints a codebook to begin with"
        raise UsageError(message)
    return table


def _add(entry: Entry, known: dict[str, dict[str, Any]], places: dict[tuple[str, str], Place]) -> None:
    """Add an entry to those of its dimension; what extends an earlier one is joined with it."""
    mode = entry.fields.get("mode")
    before = known.get(entry.id)
    is_built_in = entry.dimension == THEORY and entry.id in theories().entries
    if before is not None:
        if mode != "extend":
            first = places[entry.dimension, entry.id]
            message = f"{entry.place}: {entry.named} stands at {first} already; write mode = extend to add to it, or give it another id"
            raise UsageError(message)
        joined = merged({entry.id: before}, {entry.id: dict(entry.fields)})[entry.id]
        known[entry.id] = {**joined, **{name: before[name] for name in ("mode",) if name in before}}
        return
    if mode is None and is_built_in:
        message = f"{entry.place}: {entry.named} is built in; write mode = extend to add to it, replace, or remove"
        raise UsageError(message)
    if mode is not None and not is_built_in:
        message = f"{entry.place}: there is no {entry.named} to {mode}; leave out mode, or check the id (`pincite export skos` lists those built in)"
        raise UsageError(message)
    known[entry.id] = dict(entry.fields)
    places[entry.dimension, entry.id] = entry.place
