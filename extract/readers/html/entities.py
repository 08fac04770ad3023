"""Character references of HTML: ``&eacute;``, ``&copy`` without its semicolon, ``&#8217;``, ``&#x92;``."""

from __future__ import annotations

import re
from html.entities import html5

REFERENCE = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]++)|(?P<decimal>[0-9]++));?|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,40}+)(?P<end>;?))"
)
BARE = {name: characters for name, characters in html5.items() if not name.endswith(";")}
"""Names that old pages write without a semicolon."""

LONGEST_BARE = max(map(len, BARE))
LAST = 0x10FFFF
UNKNOWN = "\ufffd"


def read_reference(match: re.Match[str], *, in_attribute: bool = False) -> tuple[str, int]:
    """Return the characters that a match of ``REFERENCE`` stands for, and where in the text it ends.

    It may end before the match does ("&notit;" is "¬it;"), and at its start when it is no reference.

    >>> [read_reference(REFERENCE.match(text)) for text in ("&amp;", "&eacutes", "&#146;", "&harbour;")]
    [('&', 5), ('é', 7), ('’', 6), ('', 0)]
    """
    name = match["name"]
    if name is None:
        return _numbered(match["hex"], match["decimal"]), match.end()
    if match["end"] and (characters := html5.get(f"{name};")):
        return characters, match.end()
    start = match.start()
    if in_attribute:  # "?volume=1&copy=2" has no sign of copyright in it
        follows = match.string[match.end("name") : match.end("name") + 1]
        return (BARE[name], match.end("name")) if name in BARE and follows != "=" else ("", start)
    for length in range(min(LONGEST_BARE, len(name)), 1, -1):
        if characters := BARE.get(name[:length]):
            return characters, start + 1 + length
    return "", start


def _numbered(hexadecimal: str | None, decimal: str | None) -> str:
    """Return the character of a number; those of the control range are meant in Windows code page 1252."""
    digits = (hexadecimal or decimal or "").lstrip("0")
    if len(digits) > 7:
        return UNKNOWN
    number = int(digits or "0", 16 if hexadecimal else 10)
    if number == 0 or number > LAST or 0xD800 <= number <= 0xDFFF:
        return UNKNOWN
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    return chr(number)


def decoded(text: str) -> str:
    """Return the value of an attribute with its references read.

    >>> decoded("https://a.example/?volume=1&copy=2&amp;page=3")
    'https://a.example/?volume=1&copy=2&page=3'
    """
    if "&" not in text:
        return text

    def read(match: re.Match[str]) -> str:
        characters, end = read_reference(match, in_attribute=True)
        return characters + match.string[end : match.end()] if characters else match[0]

    return REFERENCE.sub(read, text)
