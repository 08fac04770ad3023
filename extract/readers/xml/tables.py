"""What the elements of each format are to a reader: the tables ``data/jats.toml`` and ``data/tei.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from extract import data_tables


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return a table, its lists as sets.

    >>> read_table("jats")["types"]["journal"]
    'article-journal'
    """
    table = data_tables.read_table(name)
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in table.items()}
