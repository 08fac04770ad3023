"""What repositories and platforms add to the pages of others: cover pages, and notices of who downloaded what."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_NOTICE = 300  # characters: a longer line is text
MAX_COVER = 6_000  # characters: a page with more is no cover
COVERS = 2  # pages at the beginning that may be covers


class _Notice(NamedTuple):
    kind: str
    needs: int
    patterns: tuple[re.Pattern[str], ...]


@cache
def _known() -> tuple[_Notice, ...]:
    data = read_table("pdf_notices")
    return tuple(
        _Notice(
            entry["kind"],
            entry.get("needs", 1),
            tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in entry["patterns"]),
        )
        for entry in data.values()
    )


def is_notice(line: str) -> bool:
    """Tell whether ``line`` is stamped on a page by a platform.

    >>> is_notice("Downloaded from journals.example.org by guest on May 2, 2019"), is_notice("It was downloaded from there.")
    (True, False)
    """
    if len(line) > MAX_NOTICE:
        return False
    return any(pattern.search(line) for notice in _known() if notice.kind == "notice" for pattern in notice.patterns)


def is_cover(lines: Sequence[str]) -> bool:
    """Tell whether a page of ``lines`` was put before a document by a repository.

    >>> is_cover(["www.ssoar.info", "Empfohlene Zitierung / Suggested Citation:"]), is_cover(["Ports under Pressure"])
    (True, False)
    """
    text = "\n".join(lines)
    if not text or len(text) > MAX_COVER:
        return False
    return any(
        sum(pattern.search(text) is not None for pattern in notice.patterns) >= notice.needs
        for notice in _known()
        if notice.kind == "cover"
    )


def count_covers(pages: Sequence[Sequence[str]]) -> int:
    """Return how many pages at the beginning are covers; one at the least is none, for a document has text of its own."""
    count = 0
    while count < min(COVERS, len(pages) - 1) and is_cover(pages[count]):
        count += 1
    return count
