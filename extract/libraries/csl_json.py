"""CSL-JSON files -> items with the raw place of each field, and back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from extract.libraries.crosswalk import DATES, NAMES, TYPES
from extract.libraries.csl import RENAMED, TAGS, fitted, fitted_value, key_of
from extract.libraries.entries import UNSHOWN, Library, LibraryEntry, Shown
from extract.libraries.json_places import Node, parse_json
from extract.mapped_text import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extract.models import Span

ESCAPE = re.compile(r'(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)|<[^<>"\\]{0,200}>')
HOLDERS = ("items", "references")
"""Names under which files keep their items: those of Zotero, and those of pandoc."""

NO_VALUES = frozenset({"id", "type", "citation-key", "custom", "categories"})


def read_csl_json(raw: str) -> Library:
    """Return the works of a CSL-JSON file: a list of items, one item, or an object that holds such a list.

    Raises ``ValueError`` when it is not JSON, or holds no items.
    """
    nodes = _items(parse_json(raw))
    entries: list[LibraryEntry] = []
    faults: list[str] = []
    for number, node in enumerate(nodes, start=1):
        entry = _entry(raw, node)
        if entry:
            entries.append(entry)
        else:
            faults.append(f"item {number} has nothing that CSL-JSON knows and was not read")
    return Library(tuple(entries), tuple(faults))


def _items(top: Node) -> list[Node]:
    """Return the items of a file."""
    nodes = [top]
    if isinstance(top.value, dict) and "type" not in top.value:
        held = next((top.value[name] for name in HOLDERS if name in top.value), None)
        nodes = held.value if held is not None and isinstance(held.value, list) else []
    elif isinstance(top.value, list):
        nodes = top.value
        if not nodes:
            return []
    if not any(_is_item(node) for node in nodes):
        message = "it holds no items of CSL-JSON (a list of objects with a `type` such as `book`)"
        raise ValueError(message)
    return nodes


def _is_item(node: Node) -> bool:
    kind = node.value.get("type") if isinstance(node.value, dict) else None
    return kind is not None and isinstance(kind.value, str) and kind.value in TYPES


def _entry(raw: str, node: Node) -> LibraryEntry | None:
    item = node.plain()
    csl = fitted(item)
    if not csl:
        return None
    key = key_of(item)
    places: dict[str, tuple[Span, ...]] = {}
    shown: list[Shown] = []
    for name, value in node.value.items():
        variable = RENAMED.get(name, name)
        if variable in NO_VALUES or variable not in csl or variable in places:
            continue
        parts = list(_parts(variable, value))
        places[variable] = tuple((start, end) for start, end in (_span(part) for part in parts) if start < end)
        if variable not in UNSHOWN:
            shown += _shown(raw, variable, parts)
    return LibraryEntry(key, node.start, node.end, {**csl, **({"citation-key": key} if key else {})}, places, shown)


def _parts(variable: str, value: Node) -> Iterator[Node]:
    """Yield the values of a variable that have a place each: its names, or it."""
    if variable not in NAMES:
        yield value
        return
    yield from (node for node in value.value if fitted_value(variable, [node.plain()]))


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the texts and numbers inside a value, in the order of the file."""
    if isinstance(node.value, dict):
        for each in sorted(node.value.values(), key=lambda inner: inner.start):
            yield from _leaves(each)
    elif isinstance(node.value, list):
        for each in node.value:
            yield from _leaves(each)
    elif isinstance(node.value, str | int | float) and not isinstance(node.value, bool) and node.value != "":
        yield node


def _span(node: Node) -> Span:
    """Return where a value stands, without the quotes around it."""
    leaves = list(_leaves(node))
    return (_inside(leaves[0])[0], _inside(leaves[-1])[1]) if leaves else (node.start, node.start)


def _inside(leaf: Node) -> Span:
    return (leaf.start + 1, leaf.end - 1) if isinstance(leaf.value, str) else (leaf.start, leaf.end)


def _shown(raw: str, variable: str, parts: Iterable[Node]) -> Iterator[Shown]:
    inner = ", " if variable in NAMES else "-" if variable in DATES else " "
    before = ". "
    for part in parts:
        for leaf in _leaves(part):
            start, end = _inside(leaf)
            changes = [Change(found.start(), found.end(), _meant(found[0])) for found in ESCAPE.finditer(raw, start, end)]
            yield Shown(start, end, changes, before)
            before = inner
        before = "; "


def _meant(escape: str) -> str:
    """Return what an escape of JSON means; a tag means nothing in the reading text."""
    if TAGS.fullmatch(escape):
        return ""
    return str(json.loads(f'"{escape}"')).replace("\n", " ").replace("\t", " ")


def write_csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    r"""Return a library as CSL-JSON, valid against schema 1.0.2; ids are the keys.

    >>> print(write_csl_json([{"id": 7, "type": "book", "citation-key": "okafor2018", "title": "Ports"}]).replace("\n", ""))
    [  {    "id": "okafor2018",    "title": "Ports",    "type": "book"  }]
    """
    made = []
    for item in items:
        csl = {name: value for name, value in fitted(item).items() if name != "citation-key"}
        made.append({"type": "document", **csl, "id": key_of(item)})
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
