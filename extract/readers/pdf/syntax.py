"""The syntax that PDF objects, content streams and CMaps share: one pattern for tokens, and a reader of nested objects.

Where files break the rules, it reads what pdfminer.six reads: an unknown escape in a string is dropped, a last odd digit
of a hexadecimal string counts for itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psparser import PSLiteral, PSLiteralTable, literal_name

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 200  # of arrays and dictionaries inside each other; real files stay below 20

SPACE = rb"[\s\x00]"
DELIMITER = rb"(?=[\s\[\]()<>{}/%#]|\Z)"
NUMBER = rb"[-+0-9]\d*+(?:\.\d*+)?+|\.\d*+"
KEYWORD = rb"[A-Za-z][^\s\[\]()<>{}/%#]*+"
PLAIN = rb"(?:[^()\\]++|\\.)"
STRING = rb"(?:[^()\\]++|\\.|\(" + PLAIN + rb"*+\))*+"  # with brackets one level deep; deeper ones are counted by hand
TOKEN = re.compile(
    SPACE
    + rb"*+(?:%[^\r\n]*+"
    + SPACE
    + rb"*+)*+(?:"
    + rb"(?P<reference>(?P<target>\d{1,10})\s++\d{1,10}\s++R" + DELIMITER + rb")"
    + rb"|(?P<number>" + NUMBER + rb")"
    + rb"|(?P<keyword>" + KEYWORD + rb")"
    + rb"|/(?P<name>[^\s\[\]()<>{}/%]*+)"
    + rb"|\((?P<string>" + STRING + rb")\)"
    + rb"|(?P<mark><<|>>|[\[\]{}])"
    + rb"|<(?P<hex>[0-9A-Fa-f\s]*+)(?:>(?!>))?+"
    + rb"|(?P<bracket>\()"
    + rb"|(?P<other>[^>])|>)",
    re.DOTALL,
)  # fmt: skip
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{0,2})")
BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
CLOSED_BY = {b"]": b"[", b">>": b"<<", b"}": b"{"}
ENDS = frozenset((b"endobj", b"endstream"))
WORDS = {b"true": True, b"false": False, b"null": None}
NOTHING = object()


class Keyword(NamedTuple):
    """A word that is neither a name nor a string: an operator, ``obj``, ``null`` where it means nothing."""

    word: bytes


def parse_string(inside: bytes) -> bytes:
    r"""Return the bytes that the inside of a literal string stands for.

    >>> parse_string(rb"a\(b\051\n\q")
    b'a(b)\n'
    """
    return ESCAPE.sub(_unescape, inside) if b"\\" in inside else inside


def _unescape(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes((int(match[1], 8) & 0xFF,))
    return ESCAPED.get(match[2], b"")


def parse_hex(inside: bytes) -> bytes:
    r"""Return the bytes that the inside of a hexadecimal string stands for.

    >>> parse_hex(b"48 69 7")
    b'Hi\x07'
    """
    digits = b"".join(inside.split())
    if len(digits) % 2:
        digits = digits[:-1] + b"0" + digits[-1:]
    return bytes.fromhex(digits.decode("ascii"))


@lru_cache(maxsize=4096)
def parse_name(raw: bytes) -> PSLiteral:
    """Return the name written as ``raw``: the one that pdfminer compares with, if it knows it.

    >>> parse_name(b"A#42").name
    'AB'
    """
    if b"#" in raw:
        raw = NAME_ESCAPE.sub(lambda match: bytes((int(match[1], 16),)) if match[1] else b"", raw)
    name: str | bytes
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw
    return PSLiteralTable.dict.get(name) or PSLiteral(name)


def parse_number(raw: bytes) -> float | None:
    """Return a whole number as int, any other as float, and None for a mere sign or point."""
    try:
        return float(raw) if b"." in raw else int(raw)
    except ValueError:
        return None


def find_closing(data: bytes, position: int) -> int:
    """Return where the bracket that closes the string from ``position`` on stands; -1 without one."""
    depth = 1
    for match in BRACKET.finditer(data, position):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if not depth:
                return match.start()
    return -1


class Parsed(NamedTuple):
    """An object, and the position after it."""

    value: Any
    end: int


def parse_object(data: bytes, position: int, refer: Callable[[int], Any] | None = None) -> Parsed:
    """Return the object that stands at ``position``; ``refer`` makes references, and without it there are none.

    An array or a dictionary that is never closed ends with ``endobj``. A keyword, or a closing mark without its opening
    one, is an object by itself.

    Raises:
        PDFSyntaxError: nothing stands there, the data end inside the object, or it is too deep.

    """
    marks: list[bytes] = []  # opened and not yet closed
    levels: list[list[Any]] = [[]]  # what stands inside each of them; at the bottom, the object
    while True:
        match = TOKEN.match(data, position)
        if match is None:
            message = "the data end inside an object"
            raise PDFSyntaxError(message)
        position = match.end()
        kind = match.lastgroup
        if kind == "mark":
            mark = match["mark"]
            if mark not in CLOSED_BY:
                _check_depth(len(marks))
                marks.append(mark)
                levels.append([])
                continue
            if marks and marks[-1] != CLOSED_BY[mark]:
                continue
            value = _closed(marks.pop(), levels.pop()) if marks else Keyword(mark)
        elif kind == "keyword" and marks and match["keyword"] in ENDS:
            while marks:
                levels[-2].append(_closed(marks.pop(), levels.pop()))
            return Parsed(levels[0][0], match.start("keyword"))
        else:
            value, position = _scalar(match, refer)
            if value is NOTHING:
                continue
        levels[-1].append(value)
        if not marks:
            return Parsed(value, position)


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        message = f"more than {MAX_DEPTH} arrays or dictionaries inside each other"
        raise PDFSyntaxError(message)


def _closed(mark: bytes, items: list[Any]) -> Any:
    if mark != b"<<":
        return items
    pairs = zip(items[::2], items[1::2], strict=False)
    return {literal_name(key): value for key, value in pairs if isinstance(key, PSLiteral) and value is not None}


def _scalar(match: re.Match[bytes], refer: Callable[[int], Any] | None) -> Parsed:
    """Return the token of ``match`` as an object; ``NOTHING`` if it is none."""
    kind, end = match.lastgroup, match.end()
    if kind == "number":
        number = parse_number(match["number"])
        return Parsed(NOTHING if number is None else number, end)
    if kind == "name":
        return Parsed(parse_name(match["name"]), end)
    if kind == "reference":
        target = int(match["target"])
        return Parsed(refer(target), end) if refer else Parsed(target, match.end("target"))
    if kind == "string":
        return Parsed(parse_string(match["string"]), end)
    if kind == "hex":
        return Parsed(parse_hex(match["hex"]), end)
    if kind == "keyword":
        word = match["keyword"]
        return Parsed(WORDS[word] if word in WORDS else Keyword(word), end)
    if kind == "bracket":
        closing = find_closing(match.string, end)
        if closing < 0:
            message = "the data end inside a string"
            raise PDFSyntaxError(message)
        return Parsed(parse_string(match.string[end:closing]), closing + 1)
    return Parsed(Keyword(match["other"]) if kind == "other" else NOTHING, end)
