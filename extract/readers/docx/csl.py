"""CSL-JSON items as reference managers store them in documents, made to fit the schema."""

from __future__ import annotations

from typing import Any

from extract.libraries.csl import fitted as fitted_item
from extract.libraries.csl import plain

__all__ = ["fitted", "plain"]

UNKEPT = frozenset(
    {"abstract", "annote", "categories", "citation-key", "custom", "journalAbbreviation", "keyword", "locator", "shortTitle"}
)
"""Variables that say nothing of an entry; each citation would repeat them."""


def fitted(item: Any) -> dict[str, Any]:
    """Return what of ``item`` is valid CSL-JSON, without its id; empty when it is no item.

    >>> fitted({"id": 7, "type": "book", "author": [{"family": "Okafor", "given": ""}], "uris": [], "title": "Ports"})
    {'type': 'book', 'author': [{'family': 'Okafor'}], 'title': 'Ports'}
    """
    fit = {name: _as_written(value) for name, value in fitted_item(item).items() if name not in UNKEPT}
    return fit if fit.keys() > {"type"} else {}


def _as_written(value: Any) -> Any:
    """Return a value; a date that is only written has its words where all programs look for them."""
    if isinstance(value, dict) and "raw" in value:
        return {"date-parts": value["date-parts"]} if "date-parts" in value else {"literal": value["raw"]}
    return value
