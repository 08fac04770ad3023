"""The lists of names that bibliographies print: periodicals, journals, places of publication, bodies. Each file is read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_names(table: str) -> dict[str, dict[str, Any]]:
    """Return a table of names: "periodicals", "journals", "publication_places", "organisations" or "institutions".

    >>> "The Guardian" in read_names("periodicals")["periodicals"]["article-newspaper"]
    True
    """
    return tomllib.loads((files("extract") / "data" / f"{table}.toml").read_text("utf-8"))
