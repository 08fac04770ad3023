"""BibTeX and BibLaTeX files -> items of CSL-JSON, with the raw place of each field."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from extract.libraries.bibtex_fields import Tex, csl_of
from extract.libraries.dates import MONTHS
from extract.libraries.entries import Library, LibraryEntry
from extract.mapped_text import MappedText, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bibtexparser.model import Block

HEAD = re.compile(r"@\s*+(?P<type>\w++)\s*+[{(]\s*+(?P<key>[^,{}()\s=]*+)\s*+,?")
FIELD = re.compile(r"\s*+(?:,\s*+)?(?P<name>[^={}\",#\s]++)\s*+=\s*+")
MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)
BARE = re.compile(r"[^\s#{}\",]+")
NO_WORK = frozenset({"xdata", "set", "control"})
"""Entries that hold fields for others, or options."""

NOT_INHERITED = frozenset({
    "crossref", "entryset", "entrysubtype", "execute", "ids", "label", "options", "presort", "related", "relatedtype",
    "shorttitle", "sortkey", "sorttitle", "xdata", "xref",
})  # fmt: skip
IN_A_BOOK = frozenset(
    {"bookinbook", "inbook", "incollection", "inproceedings", "conference", "inreference", "suppbook", "suppcollection"}
)
IN_A_JOURNAL = frozenset({"article", "review", "suppperiodical"})
LINE_END = "\n"
DEEPEST = 5
"""Entries that one may inherit from, one by the other."""

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # we report what it cannot read ourselves


class Written(NamedTuple):
    """An entry as it is written: its own fields, names in lower case."""

    kind: str
    key: str
    start: int
    end: int
    fields: Mapping[str, Tex]


def read_bibtex(raw: str) -> Library:
    """Return the works of a BibTeX or BibLaTeX file; an entry that is broken is a fault, and all others are read."""
    faults: list[str] = []
    macros = {name: name for name in MONTHS}
    found: list[Written] = []
    at = 0
    for block in parse_string(raw, parse_stack=[]).blocks:
        line = block.start_line
        whole = _whole(block)
        text = (whole or block).raw or ""
        start = raw.find(text, at)
        if start < 0 or not text:
            continue
        at = start + len(text)
        if isinstance(whole, String):
            macros[whole.key.lower()] = _tex(raw, *_value_place(raw, start, whole), macros).text
        elif isinstance(whole, Entry):
            found.append(_written(raw, start, at, whole, macros))
        elif isinstance(block, ParsingFailedBlock):
            faults.append(
                f"line {(line or 0) + 1}: {_first_words(text)} is broken and was not read; mend its braces, quotes or commas"
            )
        if isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            faults.append(f"line {(line or 0) + 1}: {_first_words(text)} has {names} twice; the first counts")
    by_key: dict[str, Written] = {}
    doubles = [entry for entry in found if by_key.setdefault(entry.key.lower(), entry) is not entry]
    faults += (
        f"line {raw.count(LINE_END, 0, entry.start) + 1}: the key {entry.key!r} stands twice; both works are kept"
        for entry in doubles
    )
    return Library(tuple(_entry(each, by_key) for each in found if each.kind not in NO_WORK), tuple(faults))


def _whole(block: Block) -> Block | None:
    """Return the block behind what the parser takes for a double."""
    while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inner = block.ignore_error_block
        if inner is None:
            return None
        block = inner
    return block


def _first_words(text: str) -> str:
    return " ".join(text.split())[:40]


def _value_place(raw: str, start: int, block: String) -> tuple[int, int]:
    equals = raw.index("=", start)
    begin = raw.index(block.value, equals + 1)
    return begin, begin + len(block.value)


def _written(raw: str, start: int, end: int, entry: Entry, macros: Mapping[str, str]) -> Written:
    head = HEAD.match(raw, start, end)
    at = head.end() if head else start
    fields: dict[str, Tex] = {}
    for field in entry.fields:
        name = FIELD.match(raw, at, end)
        begin = name.end() if name else raw.find(field.value, at, end)
        if not raw.startswith(field.value, begin):
            begin = raw.find(field.value, at, end)
        if begin < 0:
            continue
        at = begin + len(field.value)
        fields.setdefault(field.key.lower(), _tex(raw, begin, at, macros))
    return Written(entry.entry_type.lower(), entry.key, start, end, fields)


def _tex(raw: str, start: int, end: int, macros: Mapping[str, str]) -> Tex:
    """Return a value without its delimiters, its parts joined and its macros put in."""
    parts = list(_parts(raw, start, end, macros))
    return parts[0] if len(parts) == 1 else MappedText.joined(parts)


def _parts(raw: str, start: int, end: int, macros: Mapping[str, str]) -> Iterator[Tex]:
    at = start
    while at < end:
        char = raw[at]
        if char in '{"':
            last = _closing(raw, at, end)
            yield MappedText.whole(raw, at + 1, last)
            at = last + 1
        elif word := BARE.match(raw, at, end):
            text = word[0] if word[0][0].isdigit() else macros.get(word[0].lower(), word[0])
            yield MappedText(text, [Piece(0, len(text), at, word.end())])
            at = word.end()
        else:
            at += 1


def _closing(raw: str, start: int, end: int) -> int:
    """Return where the brace or the quote at ``start`` is closed."""
    is_quoted = raw[start] == '"'
    depth = 0
    for found in MARK.finditer(raw, start + is_quoted, end):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0 and found[0] == ('"' if is_quoted else "}"):
            return found.start()
    return end


def _entry(entry: Written, by_key: Mapping[str, Written]) -> LibraryEntry:
    fields = _inherited(entry, by_key)
    csl, places, shown = csl_of(entry.kind, fields, entry.fields.keys())
    inside = [each for each in shown if entry.start <= each.start and each.end <= entry.end]
    return LibraryEntry(entry.key, entry.start, entry.end, {**csl, "citation-key": entry.key}, places, inside)


def _inherited(entry: Written, by_key: Mapping[str, Written], depth: int = 0) -> dict[str, Tex]:
    """Return the fields of an entry with those that ``xdata`` and ``crossref`` name another for."""
    fields = dict(entry.fields)
    for link in ("xdata", "crossref"):
        for key in _keys(fields.get(link)):
            parent = by_key.get(key.lower())
            if parent is None or parent is entry or depth == DEEPEST:
                continue
            given = _inherited(parent, by_key, depth + 1)
            if link == "crossref":
                given = _renamed(entry.kind, given)
            fields |= {name: tex for name, tex in given.items() if name not in fields and name not in NOT_INHERITED}
    return fields


def _keys(tex: Tex | None) -> Sequence[str]:
    return [key.strip() for key in tex.text.split(",")] if tex else ()


def _renamed(kind: str, fields: dict[str, Tex]) -> dict[str, Tex]:
    """Return the fields of a parent by the names that they have in its part: its title is that of the book or journal."""
    if kind in IN_A_BOOK and "booktitle" not in fields:
        names = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
    elif kind in IN_A_JOURNAL and not {"journal", "journaltitle"} & fields.keys():
        names = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    else:
        names = {"title": "", "subtitle": ""} if kind in IN_A_BOOK | IN_A_JOURNAL else {}
    return {names.get(name, name): tex for name, tex in fields.items() if names.get(name, name)}
