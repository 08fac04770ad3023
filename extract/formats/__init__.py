"""Output formats: one file for each, listed here under the name that ``pincite export`` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.formats import bibtex, csl_json, jsonl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from extract.annotations import Annotations

FORMATS: Mapping[str, Callable[[Annotations], Iterator[str]]] = {
    "bibtex": bibtex.parts,
    "csl-json": csl_json.parts,
    "jsonl": jsonl.parts,
}
