"""The encoding of a page: its byte-order mark, what it declares in its first bytes, or what its bytes suggest."""

from __future__ import annotations

import re

from extract.errors import UnreadableSourceError
from extract.readers.charset import find_encoding
from extract.readers.text import MARKS, Decoded, decode, decode_as

HEAD = (
    4096  # bytes among which a page declares its encoding; the standard asks for 1024, and old pages begin with long comments
)
DECLARED = re.compile(
    rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["'](?P<xml>[\w.:-]{1,40})
    | <meta\s[^>]{0,500}?charset\s{0,10}=\s{0,10}["']?\s{0,10}(?P<meta>[\w.:-]{1,40})""",
    re.VERBOSE | re.IGNORECASE,
)
MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read in the place of an encoding: pages say the one and use the other."""

MAX_BAD = 0.01  # share of characters that do not fit, above which a declaration is not believed


def decode_page(data: bytes) -> Decoded:
    r"""Return the text of a page, with its encoding and how sure that is.

    >>> decode_page(b'<meta charset="iso-8859-1"><p>caf\xe9').encoding
    'cp1252'

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    if any(data.startswith(mark) for mark, _ in MARKS):
        return decode(data)
    name = _declared(data)
    if name is None or name == "utf-8":
        return decode(data)
    try:
        told = decode_as(data, name, 1.0)
    except UnreadableSourceError:  # it is not what it says: told from the bytes
        return decode(data)
    if told.bad.total > MAX_BAD * len(told.text) or (told.bad.total and _is_utf8(data)):
        return decode(data)
    if name == "cp1252" and not data.isascii() and _is_utf8(data):
        return Decoded(data.decode("utf-8"), "utf-8", 0.9)  # a page that was converted and kept its declaration
    return told


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page declares, as Python calls it and browsers mean it."""
    match = DECLARED.search(data, 0, HEAD)
    if match is None:
        return None
    name = find_encoding(match["xml"] or match["meta"])
    if name is None:
        return None
    if name.startswith(("utf-16", "utf-32")):  # the declaration itself could be read, so it is wrong
        return "utf-8"
    return MEANT.get(name, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
