"""Pincite: an annotated source corpus with a citation extractor.

>>> import extract
>>> [citation.year for citation in extract.find_citations("as feared (Adeyemi, 1987; Okafor, 2018: 44)")]
['1987', '2018']

Each name is imported when it is first used, so that the command line answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract import models
    from extract.annotations import Annotations, load
    from extract.citations import find_citations
    from extract.dedupe import find_duplicates
    from extract.errors import PinciteError
    from extract.references import parse_reference
    from extract.run import annotate, read
    from extract.sentences import split_sentences
    from extract.tags import tag

__version__ = "0.1.0"

_HOMES = {
    "Annotations": "extract.annotations",
    "PinciteError": "extract.errors",
    "annotate": "extract.run",
    "find_citations": "extract.citations",
    "find_duplicates": "extract.dedupe",
    "load": "extract.annotations",
    "parse_reference": "extract.references",
    "read": "extract.run",
    "split_sentences": "extract.sentences",
    "tag": "extract.tags",
}

__all__ = [
    "Annotations",
    "PinciteError",
    "__version__",
    "annotate",
    "find_citations",
    "find_duplicates",
    "load",
    "models",
    "parse_reference",
    "read",
    "split_sentences",
    "tag",
]


def __getattr__(name: str) -> object:
    """Return a public name from the module that defines it."""
    if name == "models":
        return import_module("extract.models")
    if name not in _HOMES:
        message = f"module 'extract' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
