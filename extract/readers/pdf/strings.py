"""Strings of a PDF that people read: titles, names, labels."""

from __future__ import annotations

import codecs

from pdfminer.utils import PDFDocEncoding

MARKS = {codecs.BOM_UTF16_BE: "utf-16-be", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF8: "utf-8"}


def decode_text(data: bytes) -> str:
    r"""Return the text of a string: by its byte-order mark, or else in the encoding of PDF.

    >>> decode_text(b"\xfe\xff\x00A"), decode_text(b"caf\xe9 \x84 1")
    ('A', 'café — 1')
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "ignore")
    return "".join([PDFDocEncoding[byte] for byte in data])
