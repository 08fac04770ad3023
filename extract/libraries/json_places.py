"""JSON with the place of each value, which the standard parser does not tell."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

BLANK = re.compile(r"[ \t\r\n]*+")
DECODER = JSONDecoder(strict=False)  # control characters may stand in strings, as some programs write them
DEEPEST = 60
"""Lists and objects inside each other."""


class Node(NamedTuple):
    """A value of JSON at ``text[start:end]``; lists and objects hold nodes."""

    value: Any
    start: int
    end: int

    def plain(self) -> Any:
        """Return the value as the standard parser gives it."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value


def parse_json(text: str) -> Node:
    """Return the value that ``text`` is.

    >>> parse_json('{"a": [1, "b"]}').value["a"].value[1]
    Node(value='b', start=10, end=13)

    Raises ``ValueError`` when it is not JSON.
    """
    node = _value(text, _skip(text, 0), 0)
    at = _skip(text, node.end)
    if at < len(text):
        message = "Extra data"
        raise JSONDecodeError(message, text, at)
    return node


def _skip(text: str, at: int) -> int:
    blank = BLANK.match(text, at)
    return blank.end() if blank else at


def _value(text: str, at: int, depth: int) -> Node:
    if depth > DEEPEST:
        message = "Nested too deeply"
        raise JSONDecodeError(message, text, at)
    if text[at : at + 1] in {"[", "{"}:
        return _holder(text, at, depth)
    value, end = DECODER.raw_decode(text, at)
    return Node(value, at, end)


def _holder(text: str, start: int, depth: int) -> Node:
    """Return the list or object at ``start``."""
    is_list = text[start] == "["
    closing = "]" if is_list else "}"
    nodes: list[Node] = []
    names: dict[str, Node] = {}
    at = _skip(text, start + 1)
    if text.startswith(closing, at):
        return Node([] if is_list else {}, start, at + 1)
    while True:
        if is_list:
            nodes.append(_value(text, at, depth + 1))
            at = _skip(text, nodes[-1].end)
        else:
            name = _value(text, at, depth + 1)
            at = _skip(text, name.end)
            if not isinstance(name.value, str) or not text.startswith(":", at):
                message = "Expecting a name in quotes and a colon"
                raise JSONDecodeError(message, text, at)
            node = _value(text, _skip(text, at + 1), depth + 1)
            names[name.value] = node
            at = _skip(text, node.end)
        if text.startswith(closing, at):
            return Node(nodes if is_list else names, start, at + 1)
        if not text.startswith(",", at):
            message = "Expecting ',' delimiter"
            raise JSONDecodeError(message, text, at)
        at = _skip(text, at + 1)
