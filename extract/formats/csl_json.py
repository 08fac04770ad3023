"""Works as CSL-JSON (schema 1.0.2), for Zotero, pandoc and citeproc; item ids are the citation keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.annotations import Annotations


def items(annotations: Annotations) -> list[dict[str, Any]]:
    """Return one CSL-JSON item for each work, in the order of the keys."""
    return [{**work.csl, "id": work.key} for work in sorted(annotations.works, key=lambda work: work.key)]


def parts(annotations: Annotations) -> Iterator[str]:
    """Yield the list of items as indented JSON."""
    yield json.dumps(items(annotations), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
