"""What is known of compounds beside the source: ``data/hyphens.toml`` and ``data/compounds.txt.gz``."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import Any, Final

from extract.data_tables import read_table
from extract.hyphens.vocabulary import stem

_DATA: Final[dict[str, Any]] = read_table("hyphens")

LINKING = frozenset(_DATA["linking"])
NAME_ENDS = frozenset(_DATA["names"])
PREFIXES = frozenset(_DATA["prefixes"])
SOLID_FIRST = frozenset(_DATA["solid_first"])
SOLID_LAST = frozenset(_DATA["solid_last"])


def parts(kind: str, language: str) -> frozenset[str]:
    """Return the parts of words that ``language`` has under ``kind``.

    >>> sorted(parts("suspended", "de"))
    ['bis', 'oder', 'und']
    """
    return frozenset(_DATA.get(language, {}).get(kind, ()))


@cache
def compounds() -> frozenset[str]:
    """Return English compounds with a hyphen; ``-based`` is a second part, ``self-`` a first part that takes one."""
    data = files("extract").joinpath("data/compounds.txt.gz").read_bytes()
    found = gzip.decompress(data).decode("utf-8").split()
    return frozenset(found) | {
        f"{head}-{stem(tail)}" for head, _, tail in (word.rpartition("-") for word in found) if head and tail
    }


def is_compound(head: str, tail: str) -> bool:
    """Tell whether ``head-tail`` is known to have a hyphen, in any number or tense.

    >>> is_compound("trade", "offs"), is_compound("sanc", "tions")
    (True, False)
    """
    return (
        f"{head}-{tail}" in compounds()
        or f"{head}-{stem(tail)}" in compounds()
        or f"{head}-{tail.removesuffix('s')}" in compounds()
    )
