"""Letters as they are printed: ligatures spelt out, accents set on their letters, raised digits."""

from __future__ import annotations

import re
import unicodedata

from extract.superscripts import SUPERSCRIPTS

UNKNOWN = "\ufffd"
"""What stands for a glyph whose font does not say which letter it is."""

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "ft",
    "\ufb06": "st",
}

ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˊ": "\u0301",
    "ˋ": "\u0300",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0304",
    "ˉ": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "°": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
"""Accents that stand alone, and the same as they join a letter."""

DOTLESS = {"ı": "i", "ȷ": "j"}

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters as they look inside, at the start or at the end of a word."""

RAISED = str.maketrans("0123456789", SUPERSCRIPTS)


def printed(text: str) -> str:
    r"""Return the Unicode of a glyph as raw text has it: without ligatures, control characters and line ends.

    >>> printed("\ufb01"), printed("(cid:7)"), printed("a\x00"), printed("\u2028"), printed("\u6600\u6900")
    ('fi', '\ufffd', 'a', ' ', 'fi')
    """
    if text.isascii() and text.isprintable() and len(text) == 1:
        return text
    if text.startswith("(cid:"):
        return UNKNOWN
    if len(text) > 1 and all(ord(char) & 0xFF == 0 and chr(ord(char) >> 8).isalpha() for char in text) and max(text) < "\u7b00":
        text = "".join(chr(ord(char) >> 8) for char in text)  # Ghostscript swaps the bytes of some ligatures
    return "".join(_printed(char) for char in text)


def _printed(char: str) -> str:
    if char.isspace():
        return " "
    kind = unicodedata.category(char)
    if kind == "Cc" or char in "\ufeff\u200b\u2060":
        return ""
    if kind == "Cs":
        return UNKNOWN
    if FORMS.match(char):
        return unicodedata.normalize("NFKC", char).strip()
    return LIGATURES.get(char, char)


def accented(letter: str, accent: str) -> str | None:
    r"""Return ``letter`` with ``accent``, which may stand alone or be of the kind that joins; nothing where none fits.

    >>> accented("e", "´"), accented("ı", "´"), accented("=", "\N{COMBINING LONG SOLIDUS OVERLAY}"), accented("3", "^")
    ('é', 'í', '≠', None)
    """
    mark = ACCENTS.get(accent, accent)
    if not unicodedata.combining(mark):
        return None
    whole = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + mark)
    if len(whole) > len(letter) and (accent.isascii() or not letter[:1].isalpha()):
        return None
    return whole
