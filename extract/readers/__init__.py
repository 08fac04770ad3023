"""Readers: the only modules that open sources. A suffix names its reader in ``READERS``."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from extract.errors import LimitError, UnreadableSourceError
from extract.raw_source import RawSource
from extract.read_options import ReadOptions
from extract.readers.text import read_markdown, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LIBRARIES", "NAMED_ONLY", "READERS", "bytes_of", "read_bytes", "read_data", "read_file"]

Reader = Callable[[bytes, ReadOptions], RawSource]
"""Turns the bytes of a file into its raw text. Its faults say what is wrong, without the name of the file."""


def _reader(module: str, name: str) -> Reader:
    """Return the reader ``name`` of a module that is loaded with the first file of its kind."""

    def read(data: bytes, options: ReadOptions) -> RawSource:
        source: RawSource = getattr(import_module(f"extract.readers.{module}"), name)(data, options)
        return source

    return read


READERS: dict[str, Reader] = {
    ".bib": _reader("library", "read_bib_file"),
    ".doc": _reader("docx", "refuse_doc"),
    ".docm": _reader("docx", "read_docx"),
    ".docx": _reader("docx", "read_docx"),
    ".dotx": _reader("docx", "read_docx"),
    ".epub": _reader("epub", "read_epub"),
    ".htm": _reader("html", "read_html"),
    ".html": _reader("html", "read_html"),
    ".jats": _reader("xml", "read_xml"),
    ".json": _reader("library", "read_json_file"),
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".nxml": _reader("xml", "read_xml"),
    ".odt": _reader("odt", "read_odt"),
    ".pdf": _reader("pdf", "read_pdf"),
    ".ris": _reader("library", "read_ris_file"),
    ".tei": _reader("xml", "read_xml"),
    ".text": read_text,
    ".txt": read_text,
    ".xhtml": _reader("html", "read_html"),
    ".xml": _reader("xml", "read_xml"),
}

NAMED_ONLY = frozenset({".json"})
"""Kinds that are read where a file is named, and passed over in a folder: most files of such a kind are no sources."""

LIBRARIES = frozenset({"bibtex", "csl-json", "ris"})
"""Readers of libraries of references."""


def read_file(path: Path, options: ReadOptions | None = None) -> RawSource:
    """Return the raw text of ``path`` and how it was read.

    A file of no kind in ``READERS`` is read by what stands in it.

    Raises:
        UnreadableSourceError: the file cannot be opened, or holds no text.

    """
    with naming(str(path)):
        return read_data(bytes_of(path), path.name, options or ReadOptions())


def read_bytes(data: bytes, name: str, options: ReadOptions | None = None) -> RawSource:
    """Return the raw text of ``data``, which messages call ``name``; its suffix tells the reader, or else its first bytes.

    Raises:
        UnreadableSourceError: the bytes cannot be read, or hold no text.

    """
    with naming(name):
        return read_data(data, name, options or ReadOptions())


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Put the name of a file before the faults of reading it."""
    try:
        yield
    except UnreadableSourceError as error:
        message = f"{name}: {error}"
        raise type(error)(message) from error


def bytes_of(path: Path) -> bytes:
    """Return what stands in a file. Faults do not name it.

    Raises:
        UnreadableSourceError: it cannot be opened, or is a folder, a pipe, a device...

    """
    try:
        if not path.is_dir() and path.exists() and not path.is_file():
            message = "it is no regular file; copy what it holds into one"
            raise UnreadableSourceError(message)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{reason}; check that the file exists and may be read"
        raise UnreadableSourceError(message) from error


SIGNS: dict[str, re.Pattern[bytes]] = {
    ".pdf": re.compile(rb"\s{0,8}%PDF-"),
    ".docx": re.compile(rb"PK\x03\x04(?s:.{0,2000})word/"),
    ".epub": re.compile(rb"PK\x03\x04(?s:.{0,80})mimetypeapplication/epub"),
    ".odt": re.compile(rb"PK\x03\x04(?s:.{0,80})mimetypeapplication/vnd.oasis.opendocument.text"),
}
"""What a file begins with that is of a kind whatever it is called."""

MARKUP: dict[str, re.Pattern[bytes]] = {
    ".html": re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}(?i:<!doctype html|<html)"),
    ".xml": re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}<\?xml"),
    ".bib": re.compile(
        rb"(?:\xef\xbb\xbf)?(?:\s{0,20}%[^\n]{0,500}\n){0,20}\s{0,200}@[A-Za-z]{3,20}\s?[{(]\s?[\w:.+/-]{1,200}\s?[,=]"
    ),
    ".json": re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}\[?\s{0,200}\{\s{0,200}\"(?:[\w-]{1,40})\"\s{0,20}:"),
    ".ris": re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}TY  - [A-Z]"),
}
"""The same of files whose name says nothing; a plain text may begin so too."""


def _kind(data: bytes, name: str) -> str | None:
    """Return the suffix of the reader for a file.

    >>> _kind(b"%PDF-1.4", "paper.txt"), _kind(b"<html>", "page.txt"), _kind(b"<html>", "standard input")
    ('.pdf', '.txt', '.html')
    """
    suffix = PurePath(name).suffix.lower()
    signs = SIGNS if suffix in READERS else {**SIGNS, **MARKUP}
    told = next((kind for kind, sign in signs.items() if sign.match(data)), None)
    if told is None or READERS.get(suffix) is READERS[told] or (told == ".docx" and suffix in {".docm", ".dotx"}):
        return suffix if suffix in READERS else None
    return told


def read_data(data: bytes, name: str, options: ReadOptions) -> RawSource:
    """Return the raw text of ``data``; its first bytes or the suffix of ``name`` tell the reader. Faults do not name it.

    Raises:
        UnreadableSourceError: the bytes cannot be read, or hold no text.
        LimitError: the text is longer than it may be.

    """
    raw = READERS[_kind(data, name) or ".txt"](data, options)
    most = options.limits.glyphs
    if most and len(raw.raw) > most:
        message = f"it holds {len(raw.raw):,} characters, more than {most:,}; raise --max-glyphs, or split it"
        raise LimitError(message)
    return raw
