"""The encoding of bytes that have no mark and are not UTF-8, with how sure it is.

A text in the right encoding is written with the letters of one language, small ones for the most part. Only where no
encoding gives such a text, a general detector is asked.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from charset_normalizer import from_bytes

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

SINGLE_BYTE = (
    "cp1252", "iso8859_15", "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp1253", "iso8859_7", "cp1254",
    "cp1257", "mac_roman", "mac_latin2", "mac_cyrillic", "cp850", "cp852", "cp866",
)  # fmt: skip
"""Encodings of a byte a character, those more often met first."""

EAST_ASIAN = ("cp932", "cp949", "gb18030", "euc_jp", "big5")

SAMPLE = 60_000  # bytes from which an encoding is detected
CONTEXT = 1_000  # bytes of ASCII that may stand before them
MAX_STRANGE = 0.02  # share of letters that other languages lend, in names and quotations
SUREST = 0.95
MIXED = 0.8  # the surest where letters of several Western languages stand in one text
UNSURE = 0.3  # the bytes are possible in it, and that is all
AMBIGUOUS = 0.8  # another encoding gives another text that is as good

CONTROL = re.compile(r"[\x80-\x9f\ufffd]")
BEYOND = re.compile(r"[^\x00-\x7f]")
LETTER = r"[^\W\d_]"
MARK_INSIDE = re.compile(rf"(?<=[a-z])[^\x00-\x7f\w’‘‐–—·…\u00a0\u00ad](?={LETTER})|(?<=[a-z])[¹²³¼½¾](?=[a-z])")
"""A mark inside a word, as a wrong encoding gives it."""
TWO_SCRIPTS = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
WORD = re.compile(rf"{LETTER}++")
WESTERN = ("da", "de", "es", "et", "fi", "fr", "is", "it", "nb", "nl", "pt", "sv")

NO_TEXT = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
"""What Python counts as encodings of text, and no file is written in."""


class Guess(NamedTuple):
    """An encoding, and how sure it is (0 to 1)."""

    encoding: str
    confidence: float


class _Fit(NamedTuple):
    """How well a text is written in one language: a smaller fault is better."""

    fault: float
    text: str


@cache
def _alphabets() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the marks of print and, for each language, its letters beyond ASCII."""
    data = read_table("alphabets")
    return frozenset(data["marks"]), {code: frozenset(letters) for code, letters in data["alphabets"].items()}


def find_encoding(declared: bytes) -> str | None:
    """Return what Python calls the encoding that a file names; nothing where it is none of text.

    >>> find_encoding(b"Latin-1"), find_encoding(b"hex"), find_encoding(b"harbour")
    ('iso8859-1', None, None)
    """
    try:
        known = codecs.lookup(declared.decode("ascii"))
    except LookupError:
        return None
    is_text = getattr(known, "_is_text_encoding", True)
    return known.name if is_text and known.name not in NO_TEXT else None


def detect(data: bytes) -> Guess | None:
    """Return the encoding that the bytes of ``data`` suggest; nothing if none fits.

    >>> detect("Łódź odczuła to jako pierwsza".encode("iso8859_2")).encoding
    'iso8859_2'
    """
    sample = _sample(data)
    fits = {encoding: fit for encoding in SINGLE_BYTE if (fit := _fit(sample, encoding, _languages()))}
    if fits:
        best = min(fits, key=lambda encoding: (fits[encoding].fault, SINGLE_BYTE.index(encoding)))
        rivals = {fit.text for fit in fits.values() if fit.fault <= fits[best].fault} - {fits[best].text}
        return Guess(best, _confidence(fits[best].text, AMBIGUOUS if rivals else SUREST))
    western = _fit(sample, "cp1252", {"": frozenset().union(*(_languages()[code] for code in WESTERN))})
    if western:
        return Guess("cp1252", _confidence(western.text, MIXED))
    found = from_bytes(sample, cp_exclusion=["ascii", "utf_8"]).best()
    if found:
        return Guess(found.encoding, round(max(0.0, 1.0 - found.chaos) * (0.5 + found.coherence / 2), 2))
    return next((Guess(encoding, UNSURE) for encoding in EAST_ASIAN if _decodes(sample, encoding)), None)


def _decodes(sample: bytes, encoding: str) -> bool:
    return "\ufffd" not in sample.decode(encoding, "replace")


def _languages() -> dict[str, frozenset[str]]:
    return _alphabets()[1]


def _sample(data: bytes) -> bytes:
    """Return bytes around the first one beyond ASCII, from the start of its line."""
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    start = max(data.rfind(b"\n", 0, first) + 1, first - CONTEXT, 0)
    sample = data[start : start + SAMPLE]
    return sample[: sample.rfind(b"\n") + 1] if len(sample) == SAMPLE and b"\n" in sample else sample


def _fit(sample: bytes, encoding: str, languages: Mapping[str, frozenset[str]]) -> _Fit | None:
    """Return how well ``sample`` reads in ``encoding``; nothing if it does not read as any of ``languages``."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    beyond = Counter(BEYOND.findall(text))
    if any(map(CONTROL.match, beyond)):
        return None
    marks, _ = _alphabets()
    letters = Counter({char: count for char, count in beyond.items() if char not in marks})
    strange = min(
        sum(count for char, count in letters.items() if not known & {char, char.lower()}) for known in languages.values()
    )
    strange += len(MARK_INSIDE.findall(text)) + len(TWO_SCRIPTS.findall(text))
    fault = strange / max(letters.total(), 1)
    if fault > MAX_STRANGE:
        return None
    return _Fit(fault + _case_fault(text), text)


def _case_fault(text: str) -> float:
    """Return the share of words beyond ASCII whose capitals do not stand first, as in a wrong Cyrillic encoding."""
    words = [word for word in WORD.findall(text) if not word.isascii() and len(word) > 1]
    wrong = sum(not (word.islower() or word[1:].islower()) for word in words)
    return wrong / len(words) if words else 0.0


def _confidence(text: str, surest: float) -> float:
    """Return a confidence that rises with the number of characters beyond ASCII."""
    return round(surest * (1 - 0.5 / (1 + len(BEYOND.findall(text)))), 2)
