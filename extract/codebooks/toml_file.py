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
QUOTES = re.compile(r"[\"' \t]")
ABOUT = "codebook"
"""The table that speaks of the codebook itself: ``language``, of all entries that name none."""


def read_toml(file: Path, data: bytes) -> Table:
    """Return the entries and lists of words of a codebook.

    Raises:
        UsageError: it is not TOML in UTF-8, or something in it is no entry.

    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file}: {error}; write it as TOML in UTF-8"
        raise UsageError(message) from error
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
            place = Place(str(file), lines.get(f"{dimension}.{id_}"))
            if not isinstance(fields, dict):
                message = f"{file}: {dimension}.{id_} is no entry; write [{dimension}.ID] above the fields of an entry"
                raise UsageError(message)
            given: dict[str, Any] = {"name": id_, **fields} if fields.get("mode", "replace") == "replace" else fields
            entries.append(Entry(dimension, id_, given if language == "en" else {"language": language, **given}, place))
    return Table(entries, lists)


def _table(file: Path, name: str, value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    message = f"{file}: {name} is no table; write [{name}.ID] above the fields of an entry, such as [frame.home-front]"
    raise UsageError(message)
