"""Tables of data: rows as lines, cells parted by bars. A table that only places text on the page is none."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.readers.html.elements import HEADINGS
from extract.readers.html.markup import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Role
    from extract.readers.html.outline import Outline
    from extract.readers.html.tree import Tree

LONGEST_CELL = 500  # characters: a longer one is text that a table places
MOST_EMPTY = 100  # cells
NEW_ROW = "\n"
NEW_CELL = " | "


def find_tables(tree: Tree, outline: Outline, furniture: Sequence[bool], roles: Sequence[Role | None]) -> dict[int, Block]:
    """Return the tables of data, each by the number of its first line."""
    lines: dict[int, list[int]] = defaultdict(list)
    for number, (element, _, _) in enumerate(tree.lines):
        table, cell = outline.tables[element], outline.cells[element]
        if table and cell and tree.elements[cell].name != "caption":
            lines[table].append(number)
    placing = _placing(tree, outline)
    found: dict[int, Block] = {}
    for table, inside in lines.items():
        if table in placing or not _is_data(tree, outline, inside, roles, furniture):
            continue
        joints = []
        for before, line in pairwise(inside):
            joints.append(_joint(outline, tree.lines[before].element, tree.lines[line].element))
        found[inside[0]] = Block("table", tuple(inside), joints=tuple(joints))
    return found


def _joint(outline: Outline, one: int, two: int) -> str:
    """Return what stands between two lines of a table; an empty cell leaves its bars."""
    columns = [outline.columns.get(outline.cells[element], 0) for element in (one, two)]
    if outline.rows[one] != outline.rows[two]:
        return NEW_ROW + NEW_CELL.lstrip() * min(columns[1], MOST_EMPTY)
    return NEW_CELL * min(columns[1] - columns[0], MOST_EMPTY) or " "


def _placing(tree: Tree, outline: Outline) -> set[int]:
    """Return the tables that place text: they say so, or hold tables, headings and sections."""
    placing = set()
    for number, element in enumerate(tree.elements):
        around = outline.tables[element.parent]
        if element.name == "table":
            if element.attributes.get("role") in {"none", "presentation"}:
                placing.add(number)
            if around:
                placing.add(around)
        elif around and element.name in HEADINGS | {"article", "form", "main", "section"}:
            placing.add(around)
    return placing


def _is_data(
    tree: Tree, outline: Outline, lines: Sequence[int], roles: Sequence[Role | None], furniture: Sequence[bool]
) -> bool:
    """Tell whether a table has at least two rows, one of several cells, all short, and is content without another role."""
    if list(lines) != list(range(lines[0], lines[-1] + 1)) or any(furniture[line] for line in lines):
        return False
    if any(roles[line] not in {None, "list", "table"} for line in lines):
        return False
    rows: dict[int, set[int]] = defaultdict(set)
    for number in lines:
        line = tree.lines[number]
        if sum(len(tree.texts[run]) for run in range(line.first, line.end)) > LONGEST_CELL:
            return False
        rows[outline.rows[line.element]].add(outline.cells[line.element])
    return len(rows) > 1 and sum(len(cells) > 1 for cells in rows.values()) * 2 >= len(rows)
