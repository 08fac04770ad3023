"""Libraries for other programs: the works of a corpus, or the entries of one list, as CSL-JSON, BibTeX, BibLaTeX or RIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.libraries.bibtex_writing import write_bibtex
from extract.libraries.csl_json import write_csl_json
from extract.libraries.ris import write_ris
from extract.references.works.citation_keys import with_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from extract.annotations import Annotations
    from extract.models import Reference

Item = dict[str, Any]

WRITERS: Mapping[str, Callable[[Iterable[Mapping[str, Any]]], str]] = {
    "biblatex": lambda items: write_bibtex(items, "biblatex"),
    "bibtex": lambda items: write_bibtex(items, "bibtex"),
    "csl-json": write_csl_json,
    "ris": write_ris,
}
"""Name of a format -> what writes items in it."""


def work_items(annotations: Annotations) -> list[Item]:
    """Return one CSL-JSON item for each work, in the order of the keys, which are the ids."""
    works = sorted(annotations.works, key=lambda work: work.key)
    return [{**_without_key(work.csl), "id": work.key} for work in works]


def reference_items(references: Sequence[Reference]) -> list[Item]:
    """Return one CSL-JSON item for each entry, in their order; ids are the keys that the entries have, or readable ones."""
    keys: dict[int, str] = {}
    unnamed = []
    for at, reference in enumerate(references):
        own = reference.csl.get("citation-key")
        if own:
            keys[at] = own
        else:
            letter = reference.csl.get("custom", {}).get("year-suffix")
            unnamed.append((at, reference.csl, letter, f"{at:09d}"))
    taken = set(keys.values())
    for key, at in with_keys(unnamed).items():
        keys[at] = key if key not in taken else f"{key}-{at + 1}"
    return [{**_without_key(reference.csl), "id": keys[at]} for at, reference in enumerate(references)]


def _without_key(csl: Mapping[str, Any]) -> Item:
    return {name: value for name, value in csl.items() if name != "citation-key"}
