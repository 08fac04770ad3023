"""Styles: what a paragraph of a style is, and how a run of a style looks, along the chain of what it is based on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from extract.data_tables import read_table
from extract.readers.xml_parts import local, parse_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from extract.models import Role

CHAIN = 20  # styles along which one may be based on another
BODY_LEVEL = 9  # the outline level of text
OFF = frozenset({"0", "false", "off", "none"})
LEVEL = re.compile(r"\s?(\d)$")


class Style(NamedTuple):
    """What follows from a style; what it leaves open is empty."""

    role: Role | None = None
    level: int = 0
    """Of a heading, from 1."""
    numbering: tuple[str, int] | None = None
    """The list that its paragraphs belong to, and their level in it."""
    is_hidden: bool = False
    is_raised: bool = False
    is_bold: bool = False


PLAIN = Style()


def read_styles(data: bytes, part: str) -> dict[str, Style]:
    """Return the styles of ``word/styles.xml`` by their id.

    Raises ``UnreadableSourceError`` when the part is damaged.
    """
    elements = {_value(style, "styleId"): style for style in parse_tree(data, part) if local(style.tag) == "style"}
    return {key: _resolved(elements, key) for key in elements if key}


def _resolved(elements: dict[str | None, Element], key: str) -> Style:
    """Return the style ``key``; what it leaves open is that of the style it is based on."""
    merged: dict[str, object] = {}
    name: str | None = key
    for _ in range(CHAIN):
        if name not in elements:
            break
        for field, value in _own(elements[name]):
            merged.setdefault(field, value)
        name = _child_value(elements[name], "basedOn")
    return Style(**merged)  # type: ignore[arg-type] # each value stands under its own field


def _own(style: Element) -> Iterator[tuple[str, object]]:
    """Yield what a style says itself."""
    role, level = named_role(_child_value(style, "name") or "")
    for properties in style:
        if local(properties.tag) not in {"pPr", "rPr"}:
            continue
        for item in properties:
            match local(item.tag), _value(item, "val"):
                case "outlineLvl", value if value and value.isdigit() and role in {None, "heading"}:
                    outline = int(value)
                    role, level = ("heading", outline + 1) if outline < BODY_LEVEL else (None, 0)
                case "numPr", _:
                    number, depth = _child_value(item, "numId"), _child_value(item, "ilvl")
                    yield "numbering", (number, int(depth) if depth and depth.isdigit() else 0) if number else None
                case "vanish", value:
                    yield "is_hidden", value not in OFF
                case "b", value if local(properties.tag) == "rPr":
                    yield "is_bold", value not in OFF
                case "vertAlign", value:
                    yield "is_raised", value == "superscript"
    if role:
        yield "role", role
        yield "level", level


def named_role(name: str) -> tuple[Role | None, int]:
    """Return what paragraphs of the style ``name`` are, and their level.

    >>> named_role("heading 2"), named_role("Überschrift 1"), named_role("Body Text")
    (('heading', 2), ('heading', 1), (None, 0))
    """
    name = " ".join(name.lower().replace("_", " ").split())
    number = LEVEL.search(name)
    bare = f"{name[: number.start()]} #" if number else name
    known = _known()
    role = known.get(bare) or next((known[start] for start in _starts() if name.startswith(start[:-1])), None)
    return role, int(number[1]) if number and role == "heading" else 0


@cache
def _known() -> dict[str, Role]:
    """Return the role of each name."""
    data = read_table("paragraph_styles")
    return {name: cast("Role", entry["role"]) for entry in data.values() for name in entry["names"]}


@cache
def _starts() -> tuple[str, ...]:
    """Return the names that stand for all that begin so."""
    return tuple(name for name in _known() if name.endswith("*"))


def _value(element: Element, name: str) -> str | None:
    """Return the attribute ``name`` whatever the version of its namespace."""
    return next((value for key, value in element.items() if local(key) == name), None)


def _child_value(element: Element, name: str) -> str | None:
    """Return what the child ``name`` of ``element`` is set to."""
    return next((_value(child, "val") for child in element if local(child.tag) == name), None)
