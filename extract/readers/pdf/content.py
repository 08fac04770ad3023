"""Content streams, cut into operators with their operands.

One pattern takes a whole statement at a time (``12 0 Td``, ``[(Ca) 20 (t)] TJ``) and passes over those that only draw.
What it does not know it leaves to the reader of objects, token by token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pdfminer.casting import safe_float
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psparser import PSLiteral

from extract.readers.pdf.syntax import DELIMITER, SPACE, STRING, Keyword, parse_hex, parse_name, parse_object, parse_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPERANDS = {
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Tr", "Ts", "Tj", "TJ", "'", "Do", "gs", "ri", "i", "w", "J", "j", "M"), 1),
    **dict.fromkeys(("G", "g", "cs", "CS", "sh", "MP", "BMC", "EI"), 1),
    **dict.fromkeys(("Td", "TD", "Tf", "m", "l", "d", "DP", "BDC"), 2),
    **dict.fromkeys(('"', "RG", "rg"), 3),
    **dict.fromkeys(("v", "y", "re", "K", "k"), 4),
    **dict.fromkeys(("Tm", "cm", "c"), 6),
    **dict.fromkeys(("q", "Q", "BT", "ET", "T*", "EMC", "BX", "EX", "BI", "ID"), 0),
    **dict.fromkeys(("h", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*"), 0),
}
"""How many operands an operator takes."""
BEARING = frozenset(
    ("Tc", "Tw", "Tz", "TL", "Tr", "Ts", "Tj", "TJ", "'", '"', "Td", "TD", "Tf", "Tm", "T*", "cm", "q", "Q", "BT", "Do")
)
"""Operators that bear on text."""
COLOURS = frozenset(("SC", "sc", "SCN", "scn"))  # they take as many as the colour space has components
NO_NAME = PSLiteral("")
MAX_OPERANDS = 100  # kept for an operator to come; only errors leave more than a few

SPACES = rb"\s++"
N = rb"[-+]?+(?:\d++(?:\.\d*+)?+|\.\d++)" + SPACES  # a number
NAME = rb"/[^\s\[\]()<>{}/%]*+"
COLOUR = rb"scn?|SCN?"
DRAWING = (
    rb"(?:" + SPACE + rb"++"
    + rb"|%[^\r\n]*+"
    + rb"|(?:[fFsSbBnhW]\*?+|BX|EX|EMC|ET)" + DELIMITER
    + rb"|" + N + rb"(?:(?:[wiJjMgG]|" + COLOUR + rb")" + DELIMITER
    + rb"|" + N + rb"(?:[lm]" + DELIMITER
    + rb"|" + N + rb"(?:(?:rg|RG|" + COLOUR + rb")" + DELIMITER
    + rb"|" + N + rb"(?:(?:re|[vykK]|" + COLOUR + rb")" + DELIMITER
    + rb"|" + N + N + rb"c" + DELIMITER
    + rb"))))"
    + rb"|" + NAME + SPACES + rb"(?:gs|cs|CS|ri|BMC)" + DELIMITER
    + rb"|" + NAME + SPACE + rb"*+(?:<<[^<>()]*+>>|" + NAME + rb")" + SPACE + rb"*+(?:BDC|DP)" + DELIMITER
    + rb")*+"
)  # fmt: skip
"""Statements that draw, colour or mark: they take their operands with them and show no glyph."""
STATEMENT = re.compile(
    DRAWING
    + rb"(?:\[(?P<pieces>(?:[-+.\d\s\x00]++|\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]*+>)*+)\]" + SPACE + rb"*+TJ" + DELIMITER
    + rb"|\((?P<string>" + STRING + rb")\)" + SPACE + rb"*+Tj" + DELIMITER
    + rb"|<(?P<hex>[0-9A-Fa-f\s]*+)>" + SPACE + rb"*+Tj" + DELIMITER
    + rb"|(?P<numbers>(?:" + N + rb"){0,6}+)(?P<operator>T[dDmcwzLrs*]|cm|[qQ]|BT)" + DELIMITER
    + rb"|(?P<font>" + NAME + rb")" + SPACES + rb"(?P<size>" + N + rb")Tf" + DELIMITER
    + rb"|(?P<form>" + NAME + rb")" + SPACES + rb"Do" + DELIMITER
    + rb"|(?P<image>BI)" + DELIMITER
    + rb")",
    re.DOTALL,
)  # fmt: skip
SKIPPED = re.compile(DRAWING)
PIECE = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f\s]*+)>|([-+0-9]\d*+(?:\.\d*+)?+|\.\d*+)", re.DOTALL)
IMAGE_END = re.compile(rb"EI\s")
IMAGE_END_85 = re.compile(rb"~>\s")
MAX_IMAGE_ENTRIES = 100  # objects between BI and ID; there are some twenty

Statement = tuple[str, tuple[Any, ...]]
"""An operator and its operands."""


def find_statements(data: bytes) -> Iterator[Statement]:
    """Yield the statements of a content stream that bear on its text, in order; numbers are floats.

    ``TJ`` has one operand, a list of strings and numbers or what stands in its place; so has ``Tj``, mostly a string.
    """
    operands: list[Any] = []  # left over for an operator to come
    position = 0
    find = STATEMENT.match
    while True:
        match = find(data, position)
        if match is None:
            skipped = SKIPPED.match(data, position)
            try:
                value, position = parse_object(data, skipped.end() if skipped else position)
            except PDFSyntaxError:
                return  # the end, or something that never ends
            if isinstance(value, Keyword):
                yield from _take(value.word.decode("latin-1"), operands)
            else:
                operands.append(value)
                del operands[:-MAX_OPERANDS]
            continue
        position = match.end()
        kind = match.lastgroup
        if kind == "image":
            position = _image_end(data, position)
            continue
        statement = MAKERS[kind or ""](match)
        if len(statement[1]) == OPERANDS[statement[0]]:
            yield statement
        else:
            operands += statement[1]
            yield from _take(statement[0], operands)


MAKERS: dict[str, Callable[[re.Match[bytes]], Statement]] = {
    "form": lambda match: ("Do", (parse_name(match["form"][1:]),)),
    "hex": lambda match: ("Tj", (parse_hex(match["hex"]),)),
    "operator": lambda match: (match["operator"].decode("ascii"), tuple(map(float, match["numbers"].split()))),
    "pieces": lambda match: ("TJ", (parse_pieces(match["pieces"]),)),
    "size": lambda match: ("Tf", (parse_name(match["font"][1:]), float(match["size"]))),
    "string": lambda match: ("Tj", (parse_string(match["string"]),)),
}
"""How a statement is made of a match, by the last group that took part in it."""


def parse_pieces(inside: bytes) -> list[Any]:
    """Return the strings and numbers of an array of text.

    >>> parse_pieces(b"(Ca) -20.5 <74>")
    [b'Ca', -20.5, b't']
    """
    pieces: list[Any] = []
    for string, digits, number in PIECE.findall(inside):
        if number:
            try:
                pieces.append(float(number))
            except ValueError:
                continue  # a mere sign
        elif digits:
            pieces.append(parse_hex(digits))
        else:
            pieces.append(parse_string(string) if b"\\" in string else string)
    return pieces


def _take(operator: str, operands: list[Any]) -> Iterator[Statement]:
    """Yield the statement that ``operator`` makes with the last of ``operands``, and take them away."""
    if operator in COLOURS:
        operands.clear()
        return
    count = OPERANDS.get(operator, 0)
    taken = tuple(operands[len(operands) - count :]) if count <= len(operands) else ()
    del operands[max(0, len(operands) - count) :]
    if len(taken) != count or operator not in BEARING:
        return
    if operator in {"Tj", "TJ", "'"}:
        yield operator, taken
    elif operator == "Do":
        if isinstance(taken[0], PSLiteral):
            yield operator, taken
    elif operator == "Tf":
        yield operator, (taken[0] if isinstance(taken[0], PSLiteral) else NO_NAME, safe_float(taken[1]))
    elif operator == '"':
        yield operator, (safe_float(taken[0]), safe_float(taken[1]), taken[2])
    else:
        yield from _with_numbers(operator, [safe_float(value) for value in taken])


def _with_numbers(operator: str, numbers: list[float | None]) -> Iterator[Statement]:
    """Yield the statement of an operator that takes numbers; without them, a move goes to the beginning of the line."""
    if None not in numbers:
        yield operator, tuple(numbers)
    elif operator in {"Td", "TD"}:
        if operator == "TD" and numbers[1] is not None:
            yield "TL", (-numbers[1],)
        yield "Td", (0.0, 0.0)


def _image_end(data: bytes, position: int) -> int:
    """Return the position after the inline image whose ``BI`` ends at ``position``."""
    start = position
    is_base85 = False
    for _ in range(MAX_IMAGE_ENTRIES):
        try:
            value, position = parse_object(data, position)
        except PDFSyntaxError:
            return len(data)
        if isinstance(value, Keyword):
            if value.word != b"ID":
                return start
            end = (IMAGE_END_85 if is_base85 else IMAGE_END).search(data, position + 1)
            return end.end() if end else len(data)
        is_base85 = is_base85 or (isinstance(value, PSLiteral) and value.name in {"A85", "ASCII85Decode"})
    return start
