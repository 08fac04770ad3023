"""Libraries of references as sources: BibTeX, RIS and CSL-JSON. The raw text is the file; its works are given references."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from extract.child import page_done
from extract.errors import UnreadableSourceError
from extract.libraries.bibtex_reading import read_bibtex
from extract.libraries.csl_json import read_csl_json
from extract.libraries.entries import structure_of
from extract.libraries.ris import read_ris
from extract.raw_source import RawSource
from extract.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.libraries.entries import Library
    from extract.read_options import ReadOptions

PAGE = 10
"""Entries that give as much time as a page of another source."""

MARKS = {"bibtex": "@", "ris": "TY"}
"""What stands in every file of a format that has an entry."""


def read_bib_file(data: bytes, _options: ReadOptions) -> RawSource:
    """Return a BibTeX or BibLaTeX file as a source; what stands between its entries is furniture.

    Raises ``UnreadableSourceError`` when the bytes are no text, or hold nothing like an entry.
    """
    return _source(data, read_bibtex, "bibtex", "application/x-bibtex", is_gap_shown=True)


def read_ris_file(data: bytes, _options: ReadOptions) -> RawSource:
    """Return a RIS file as a source.

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    return _source(data, read_ris, "ris", "application/x-research-info-systems")


def read_json_file(data: bytes, _options: ReadOptions) -> RawSource:
    """Return a CSL-JSON file as a source.

    Raises ``UnreadableSourceError`` when it is other JSON, or none.
    """
    return _source(data, read_csl_json, "csl-json", "application/vnd.citationstyles.csl+json")


def _source(
    data: bytes, read: Callable[[str], Library], reader: str, media_type: str, *, is_gap_shown: bool = False
) -> RawSource:
    decoded = decode(data)
    try:
        library = read(decoded.text)
    except ValueError as error:
        message = f"no library of references: {error}; export it as CSL-JSON, BibTeX or RIS"
        raise UnreadableSourceError(message) from error
    mark = MARKS.get(reader, "")
    if not library.entries and decoded.text.strip() and mark not in decoded.text:
        message = f"no library of references: it has no entry that begins with {mark}; export it as CSL-JSON, BibTeX or RIS"
        raise UnreadableSourceError(message)
    for _ in range(0, len(library.entries), PAGE):
        page_done()
    return RawSource(
        raw=decoded.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        reader=reader,
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        bad_bytes=decoded.bad.total,
        first_bad=decoded.bad.first,
        lost=library.faults,
        structure=structure_of(decoded.text, library, is_gap_shown=is_gap_shown),
    )
