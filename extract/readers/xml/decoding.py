"""The encoding of an XML file: its byte-order mark, what it declares, or else what its bytes suggest."""

from __future__ import annotations

import re

from extract.readers.charset import find_encoding
from extract.readers.text import MARKS, Decoded, decode

UNMARKED = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
"""How a file in UTF-16 begins that has no mark."""

DECLARED = re.compile(rb"<\?xml[^>]{0,100}?\bencoding\s{0,9}=\s{0,9}[\"']([A-Za-z][\w.:-]{0,40})[\"']")
STATED = 1.0
"""How sure an encoding is that the file itself states, and that fits all of its bytes."""


def decode_xml(data: bytes) -> Decoded:
    r"""Return the text of an XML file, without its byte-order mark.

    >>> decode_xml(b"<?xml version='1.0' encoding='iso-8859-1'?><p>Lom\xe9</p>").encoding
    'iso8859-1'

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    if data.startswith(tuple(mark for mark, _ in MARKS)):
        return decode(data)
    encoding = next((encoding for start, encoding in UNMARKED if data.startswith(start)), None) or _declared(data)
    if encoding is not None:
        try:
            return Decoded(data.decode(encoding), encoding, STATED)
        except UnicodeDecodeError:  # it is not what it says: told from the bytes
            pass
    return decode(data)


def _declared(data: bytes) -> str | None:
    """Return the encoding that the first line declares, if it is one of text that is known here."""
    found = DECLARED.match(data)
    if found is None:
        return None
    name = find_encoding(found[1])
    return None if name is None or name.startswith("utf-16") else name
