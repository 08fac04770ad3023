"""Codebooks kept in a spreadsheet and saved as CSV: a row for each entry, or several rows with one id that add up."""

from __future__ import annotations

import csv
import io
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from extract.codebooks.entries import FIELDS, GROUP_FIELDS, LISTS, TEXTS, Entry, Place, Table
from extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("dimension", "id", *dict.fromkeys((*FIELDS, *GROUP_FIELDS)))
DELIMITERS = ",;\t"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""How a file begins, and how it is written then; Excel's "Unicode Text" is UTF-16."""

SEPARATOR = re.compile(r"sep=(?P<sign>.)\r?\n", re.IGNORECASE)
"""The first line of a file that tells Excel what parts its cells."""

NO_NAME = re.compile(r"[\W_]+")
YES = frozenset({"1", "ja", "oui", "sí", "si", "sim", "true", "wahr", "vrai", "verdadero", "verdadeiro", "x", "yes"})
NO = frozenset({"", "0", "no", "non", "nein", "não", "false", "falsch", "faux", "falso"})


def read_csv(file: Path, data: bytes) -> Table:
    """Return the entries of a codebook.

    Raises:
        UsageError: it is not CSV in UTF-8, or a column or a cell does not fit.

    """
    text = _decoded(file, data)
    mark = SEPARATOR.match(text)
    first = mark.end() if mark else 0
    sign = mark["sign"] if mark else _delimiter(text)
    rows = csv.reader(io.StringIO(text[first:], newline=""), delimiter=sign, strict=True)
    known: dict[tuple[str, str], tuple[dict[str, Any], Place]] = {}
    faults: list[str] = []
    for place, cells in _rows(file, rows, is_marked=mark is not None):
        dimension, id_ = cells.pop("dimension", "").lower(), cells.pop("id", "") or _id_of(cells.get("name", ""))
        if not dimension or not id_:
            lacking = "id" if dimension else "dimension"
            faults.append(f"{place}: a row has no {lacking}; write theory, actor, frame... and an id in each row")
            continue
        fields, _ = known.setdefault((dimension, id_), ({}, place))
        try:
            _add(fields, cells, place)
        except UsageError as fault:  # other rows may have faults too: they are told together
            faults.append(str(fault))
    if faults:
        raise UsageError("\n".join(faults))
    for (_, id_), (fields, _) in known.items():
        if fields.get("mode", "replace") == "replace":
            fields.setdefault("name", id_)
    return Table([Entry(*key, fields, place) for key, (fields, place) in known.items()], {})


def _decoded(file: Path, data: bytes) -> str:
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{file}: byte {error.start} is not UTF-8; in Excel, save it as “CSV UTF-8”"
        raise UsageError(message) from error
    if data.startswith(b"PK") or "\0" in text:
        message = f"{file}: that is no text; save the spreadsheet as “CSV UTF-8”"
        raise UsageError(message)
    return text.replace("\xa0", " ")


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first line."""
    head = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(DELIMITERS, key=head.count)


def _rows(file: Path, rows: Any, *, is_marked: bool) -> Iterator[tuple[Place, dict[str, str]]]:
    """Yield the rows that are not empty, each with the cells that say something by their columns."""
    columns: list[str] = []
    line = 1
    try:
        for row in rows:
            place, line = Place(str(file), line + is_marked), rows.line_num + 1
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not columns:
                columns = _columns(place, cells)
                continue
            beyond = next((cell for cell in cells[len(columns) :] if cell), None)
            if beyond:
                message = f"{place}: {beyond!r} stands in no column; put texts that hold commas between quotation marks"
                raise UsageError(message)
            yield place, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    except csv.Error as error:
        message = f"{file}:{rows.line_num + is_marked}: {error}; save the spreadsheet as “CSV UTF-8” again"
        raise UsageError(message) from error


def _columns(place: Place, titles: list[str]) -> list[str]:
    if not {"dimension", "labels"} & {_named(title) for title in titles}:
        message = (
            f"{place}: the first row names no columns; it needs dimension, id and labels, and may have {', '.join(COLUMNS[2:])}"
        )
        raise UsageError(message)
    return [_column(place, title) for title in titles]


def _named(title: str) -> str:
    return NO_NAME.sub("_", title.strip().lower()).strip("_")


def _column(place: Place, title: str) -> str:
    """Return the column that a title means: "Not examples" is ``not_examples``."""
    name = _named(title)
    if not name or name in COLUMNS:
        return name
    near = get_close_matches(name, COLUMNS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(COLUMNS)}"
    message = f"{place}: no column {title!r}; {hint}"
    raise UsageError(message)


def _id_of(name: str) -> str:
    """Return the id of an entry that has only a name.

    >>> _id_of("Home front (new)")
    'home-front-new'
    """
    return NO_NAME.sub("-", name.lower()).strip("-")


def _add(fields: dict[str, Any], cells: dict[str, str], place: Place) -> None:
    """Add what a row says to the fields of its entry; labels that need company make a group."""
    group = {name: cells.pop(name) for name in ("needs", "within", "after", "ambiguous") if name in cells}
    if "needs" in group or _yes(group.get("ambiguous", ""), "ambiguous", place):
        made: dict[str, Any] = {name: _texts(cells.pop(name)) for name in ("labels", "verbs") if name in cells}
        if "needs" in group:
            made["needs"] = _texts(group["needs"])
        if "within" in group:
            made["within"] = _number(group["within"], place)
        if "after" in group:
            made["after"] = _yes(group["after"], "after", place)
        fields.setdefault("ambiguous", []).append(made)
    elif {"within", "after"} & group.keys():
        message = (
            f"{place}: within and after say nothing without needs; write the words that the labels need there, or take them out"
        )
        raise UsageError(message)
    for name, cell in cells.items():
        if name in LISTS:
            fields.setdefault(name, []).extend(text for text in _texts(cell) if text not in fields[name])
        elif name in TEXTS and fields.setdefault(name, cell) != cell:
            message = f"{place}: {name} is {cell!r} here and {fields[name]!r} above; rows of one id must agree"
            raise UsageError(message)


def _texts(cell: str) -> list[str]:
    """Return the texts of a cell: on lines of their own, or parted by bars that stand in no brackets.

    >>> _texts("hedg(e|es|ing) | bets on both sides")
    ['hedg(e|es|ing)', 'bets on both sides']
    """
    depth = 0
    parted = []
    for letter in cell.replace("\r", "\n"):
        depth = max(depth + (letter in "([") - (letter in ")]"), 0)
        parted.append("\n" if letter == "|" and not depth else letter)
    return [text.strip() for text in "".join(parted).split("\n") if text.strip()]


def _yes(cell: str, column: str, place: Place) -> bool:
    if cell.lower() in YES | NO:
        return cell.lower() in YES
    message = f"{place}: {column} is {cell!r}; write yes or no"
    raise UsageError(message)


def _number(cell: str, place: Place) -> int:
    whole = re.fullmatch(r"(\d{1,6})(?:[.,]0{1,6})?", cell)
    if whole:
        return int(whole[1])
    message = f"{place}: within is {cell!r}; write a number of characters"
    raise UsageError(message)
