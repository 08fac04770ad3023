"""What the elements of each format are to a reader: the tables ``data/jats.toml`` and ``data/tei.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return a table, its lists as sets.

    >>> read_table("jats")["types"]["journal"]
    'article-journal'
    """
    table = tomllib.loads((files("extract") / "data" / f"{name}.toml").read_text("utf-8"))
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in table.items()}
