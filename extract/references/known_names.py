"""The lists of names that bibliographies print: periodicals, journals, places of publication, bodies. Each file is read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from extract.data_tables import read_table


@cache
def read_names(table: str) -> dict[str, dict[str, Any]]:
    """Return a table of names: "periodicals", "journals", "publication_places", "organisations" or "institutions".

    >>> "The Guardian" in read_names("periodicals")["periodicals"]["article-newspaper"]
    True
    """
    return read_table(table)
