"""PDF files: glyphs out of content streams, lines and columns out of glyphs, roles out of lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pdfminer

from extract.child import page_done
from extract.errors import LimitError, UnreadableSourceError
from extract.raw_source import READER_VERSION, RawSource
from extract.readers.pdf.assembly import assemble
from extract.readers.pdf.document import open_document
from extract.readers.pdf.glyphs import PageGlyphs
from extract.readers.pdf.letters import UNKNOWN
from extract.readers.pdf.lines import find_lines
from extract.readers.pdf.pdfium import is_installed, open_with_pdfium, pdfium_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.read_options import ReadOptions
    from extract.readers.pdf.lines import PrintedLine

__all__ = ["read_pdf"]

MAX_UNMAPPED = 0.05  # share of glyphs without Unicode above which the second reader is asked
NAMED = 8  # pages that are named one by one
FEW = 0.1  # share of pages with text up to which a document is a scan with, say, a cover


class _Pages(NamedTuple):
    """All pages of a document, and what it says of itself."""

    lined: list[tuple[PageGlyphs, Sequence[PrintedLine]]]
    info: Mapping[str, str]
    xmp: bytes
    glyphs: int
    unmapped: int
    faults: Sequence[tuple[int, str]] = ()
    """Page and words of what could not be read; page 0 is the document."""


def read_pdf(data: bytes, options: ReadOptions) -> RawSource:
    """Return the text of a PDF in reading order, and what its print says: pages, roles, boxes.

    Raises:
        UnreadableSourceError: it is too damaged, encrypted, or has no text.
        LimitError: it would take more than ``options.limits`` allow.

    """
    reader, pages = _read(data, options)
    _check_text(pages.lined)
    raw, structure = assemble(pages.lined, pages.info, pages.xmp)
    return RawSource(
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        reader=reader,
        lost=tuple(_lost(pages)),
        reader_version=f"{pdfium_version() if reader == 'pdfium' else pdfminer.__version__}/{READER_VERSION}",
        structure=structure,
    )


def _read(data: bytes, options: ReadOptions) -> tuple[str, _Pages]:
    """Return which reader was used, and what it found."""
    if options.pdf_reader == "pdfium":
        return "pdfium", _with_pdfium(data, options)
    second = options.pdf_reader == "auto" and is_installed()
    try:
        pages = _with_pdfminer(data, options)
    except LimitError:
        raise
    except UnreadableSourceError as fault:
        if not second:
            raise
        try:
            return "pdfium", _with_pdfium(data, options)
        except UnreadableSourceError:
            raise fault from None
    if second and pages.unmapped > MAX_UNMAPPED * pages.glyphs:
        with suppress(UnreadableSourceError):  # then the first reader has the better of it
            other = _with_pdfium(data, options)
            if other.glyphs >= pages.glyphs - pages.unmapped and other.unmapped < pages.unmapped:
                return "pdfium", other
    return "pdfminer", pages


def _with_pdfminer(data: bytes, options: ReadOptions) -> _Pages:
    document = open_document(data, options)
    lined, glyphs, unmapped = _lines(document.pages())
    return _Pages(lined, document.info, document.xmp, glyphs, unmapped, document.faults)


def _with_pdfium(data: bytes, options: ReadOptions) -> _Pages:
    with open_with_pdfium(data, options) as document:
        lined, glyphs, unmapped = _lines(document.pages())
        return _Pages(lined, document.info, b"", glyphs, unmapped)


def _lines(pages: Iterable[PageGlyphs]) -> tuple[list[tuple[PageGlyphs, Sequence[PrintedLine]]], int, int]:
    """Return for each page its frame and lines, the number of glyphs, and how many of them have no Unicode."""
    lined: list[tuple[PageGlyphs, Sequence[PrintedLine]]] = []
    glyphs = unmapped = 0
    for page in pages:
        glyphs += len(page)
        lines = find_lines(page)
        unmapped += sum(line.text.count(UNKNOWN) for line in lines)
        frame = PageGlyphs(index=page.index, box=page.box, rotation=page.rotation, label=page.label)
        lined.append((frame, lines))
        page_done()
    return lined, glyphs, unmapped


def _lost(pages: _Pages) -> Iterator[str]:
    """Yield what of a document could not be read, in words."""
    by_fault: dict[str, list[int]] = defaultdict(list)
    for page, fault in pages.faults:
        by_fault[fault].append(page)
    for fault, places in by_fault.items():
        yield f"{fault} on {_named(places)}; look at what is missing there" if any(places) else fault
    empty = [page.index for page, lines in pages.lined if not lines]
    if empty:
        yield f"no text on {_named(empty)} of {len(pages.lined)}; if these are scans, run OCR (ocrmypdf scan.pdf out.pdf)"


def _named(pages: Sequence[int]) -> str:
    """Return page numbers in words: each once, the first of them only.

    >>> _named([3, 3]), _named(range(2, 20))
    ('page 3', 'pages 2, 3, 4, 5, 6, 7, 8, 9, ... (18 in all)')
    """
    known = sorted({*pages})
    shown = ", ".join(map(str, known[:NAMED]))
    return (
        f"page {shown}"
        if len(known) == 1
        else f"pages {shown}" + (f", ... ({len(known)} in all)" if len(known) > NAMED else "")
    )


def _check_text(lined: Sequence[tuple[PageGlyphs, Sequence[PrintedLine]]]) -> None:
    """Raise when there is no text but on a few pages.

    Raises:
        UnreadableSourceError: it says how to make text of a scan.

    """
    empty = sum(not lines for _, lines in lined)
    if empty and len(lined) - empty <= FEW * len(lined):
        message = f"no text on {empty} of {len(lined)} pages; run OCR first (ocrmypdf scan.pdf out.pdf)"
        raise UnreadableSourceError(message)
