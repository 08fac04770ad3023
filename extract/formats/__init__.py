"""Output formats, under the names that ``pincite export`` takes: all records, or the works as a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.formats import jsonl
from extract.formats.library import WRITERS, reference_items, work_items
from extract.formats.skos import write_skos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from extract.annotations import Annotations
    from extract.models import Reference

__all__ = ["FORMATS", "LIBRARY_FORMATS", "SKOS", "export", "library", "write_skos"]

LIBRARY_FORMATS = tuple(WRITERS)
"""Formats of libraries."""

RECORDS: Mapping[str, Callable[[Annotations], Iterator[str]]] = {"jsonl": jsonl.parts}
"""Formats that hold all records."""

FORMATS = (*LIBRARY_FORMATS, *RECORDS)
SKOS = "skos"
"""The format of taxonomies, which no annotations are needed for."""


def export(annotations: Annotations, format_: str) -> Iterator[str]:
    """Yield the annotations in a format of ``FORMATS``, part by part."""
    if format_ in RECORDS:
        yield from RECORDS[format_](annotations)
    else:
        yield WRITERS[format_](work_items(annotations))


def library(references: Sequence[Reference], format_: str) -> str:
    """Return entries as a library in a format of ``LIBRARY_FORMATS``."""
    return WRITERS[format_](reference_items(references))
