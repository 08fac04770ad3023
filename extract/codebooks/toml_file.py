"""Codebooks written as TOML: a table for each entry under its dimension, such as ``[frame.home-front]``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from extract.codebooks.entries import LANGUAGE, Entry, Place, Table
from extract.errors import UsageError
from extract.lexicon.codebook import CONTEXTS

if TYPE_CHECKING:
    from pathlib import Path

HEADER = re.compile(r"^[ \t]*\[[ \t]*(?P<name>[^\[\]\n]{1,200})\]", re.MULTILINE)
AT_LINE = re.compile(r" \(at (?:line (?P<line>[0-9]{1,9}), column [0-9]{1,9}|end of document)\)")
"""How a fault of TOML says where it is."""

TWICE = re.compile(r"\btwice\b|\boverwrite\b")
QUOTES = re.compile(r"[\"' \t]")
ABOUT = "codebook"
"""The table that speaks of the codebook itself: ``language``, of all entries that name none."""


def read_toml(file: Path, data: bytes) -> Table:
    """Return the entries and lists of words of a codebook.

    Raises:
        UsageError: it is not TOML in UTF-8, or something in it is no entry.

    """
    text, tables = _parsed(file, data)
    lines = {QUOTES.sub("", match["name"]): text.count("\n", 0, match.start()) + 1 for match in HEADER.finditer(text)}
    about = _table(file, ABOUT, tables.pop(ABOUT, {}))
    language = about.get("language", "en")
    unknown = next((name for name in about if name != "language"), None)
    if unknown or not isinstance(language, str) or not LANGUAGE.fullmatch(language):
        message = f'{file}: [{ABOUT}]: {unknown or "language"} does not fit; it may only say language = "en", "de", "fr"...'
        raise UsageError(message)
    lists = _table(file, CONTEXTS, tables.pop(CONTEXTS, {}))
    for name, words in lists.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
            message = f'{file}: [{CONTEXTS}]: {name} is no list of words; write {name} = ["...", "..."]'
            raise UsageError(message)
    entries = []
    for dimension, of_dimension in tables.items():
        for id_, fields in _table(file, dimension, of_dimension).items():
            place = Place(str(file), lines.get(QUOTES.sub("", f"{dimension}.{id_}")))
            if not isinstance(fields, dict):
                message = f"{file}: {dimension}.{id_} is no entry; write [{dimension}.ID] above the fields of an entry"
                raise UsageError(message)
            given: dict[str, Any] = {"name": id_, **fields} if fields.get("mode", "replace") == "replace" else fields
            entries.append(Entry(dimension, id_, given if language == "en" else {"language": language, **given}, place))
    return Table(entries, lists)


def _parsed(file: Path, data: bytes) -> tuple[str, dict[str, Any]]:
    """Return the text of a codebook, and its tables."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = Place(str(file), data.count(b"\n", 0, error.start) + 1)
        message = f"{place}: byte {error.start} is not UTF-8; save the file as UTF-8"
        raise UsageError(message) from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = AT_LINE.search(str(error))
        line = int(told["line"]) if told and told["line"] else text.count("\n") + 1
        fault = AT_LINE.sub("", str(error))
        printed = (text.split("\n")[line - 1 : line] or [""])[0]
        is_header = printed.lstrip().startswith("[")
        if is_header and TWICE.search(fault):
            hint = "put all its fields under one heading, or give the second another id"
        elif is_header:
            hint = 'in a heading, names with other letters than a-z or with spaces stand in quotation marks: [frame."größe"]'
        else:
            hint = "texts stand in quotation marks, lists in brackets, as `pincite codebook new` shows"
        message = f"{Place(str(file), line)}: that is not TOML ({fault}); {hint}"
        raise UsageError(message) from error


def _table(file: Path, name: str, value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    message = f"{file}: {name} is no table; write [{name}.ID] above the fields of an entry, such as [frame.home-front]"
    raise UsageError(message)
