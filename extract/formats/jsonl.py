"""All records as one stream of JSON Lines, sources first within their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.annotations import json_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.annotations import Annotations


def parts(annotations: Annotations) -> Iterator[str]:
    """Yield one line for each record."""
    yield from map(json_line, annotations)
