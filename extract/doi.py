"""Digital object identifiers as texts print them."""

from __future__ import annotations

import re

DOI_PREFIX = r"10\.\d{4,9}/"
DOI = re.compile(rf"\b{DOI_PREFIX}[^\s\"<>]{{1,200}}")


def find_doi(text: str) -> str | None:
    """Return the first DOI in ``text``, without the punctuation behind it.

    >>> find_doi("Ports under Pressure (https://doi.org/10.1234/harbour.2018), p. 3")
    '10.1234/harbour.2018'
    """
    found = DOI.search(text)
    return found.group().rstrip(".,;)") if found else None
