"""Items of CSL-JSON -> BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from extract.libraries.bibtex_fields import EXACT_EDITION, NUMBER_IS, PLAIN_THESIS, THESES, TITLES, VERBATIM, default_type
from extract.libraries.crosswalk import BABEL, DATES, GENRES, NAMES, OWN, TEXTS, TYPES, field_of
from extract.libraries.csl import UNKNOWN, fitted, key_of
from extract.libraries.dates import MONTHS, edtf
from extract.libraries.editions import edition_of
from extract.libraries.people import written_names
from extract.libraries.tex import printed, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extract.libraries.crosswalk import Dialect

FIRST = ("author", "editor", "title", "booktitle", "journal", "journaltitle", "date", "year", "month", "day")
"""Fields in the order in which an entry begins."""

NOT_IN_KEY = re.compile(r"[\s,{}()#%\"'~=\\@]+")
DASH = re.compile(r"(?<=\w)\s?(?:-{1,3}|[‐‑‒–—−])\s?(?=\w)")
RIS_TAG = re.compile(r"[A-Z][A-Z0-9]")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
GENRE_KEYS: Mapping[str, str] = {genre: key for key, genre in GENRES.items() if key != "mastersthesis"}


def write_bibtex(items: Iterable[Mapping[str, Any]], dialect: Dialect) -> str:
    """Return a library as one text, in the order of ``items``; each goes by its ``citation-key`` or id."""
    layout = BibtexFormat()  # type: ignore[no-untyped-call]  # the constructor of bibtexparser says no types
    layout.block_separator = "\n"
    layout.indent = "  "
    layout.trailing_comma = True
    entries = []
    taken: set[str] = set()
    for item in items:
        entry = entry_of(item, dialect)
        number = 2
        key = entry.key
        while entry.key.lower() in taken:
            entry.key = f"{key}-{number}"
            number += 1
        taken.add(entry.key.lower())
        entries.append(entry)
    return write_string(Library([*entries]), unparse_stack=[], bibtex_format=layout)


def entry_of(item: Mapping[str, Any], dialect: Dialect) -> Entry:
    r"""Return the entry of an item.

    >>> entry_of({"id": "stuff2016", "type": "webpage", "author": [{"literal": "R&D News"}]}, "bibtex").fields_dict["author"].value
    '{{R\\&D News}}'
    """
    csl = fitted(item)
    kind = csl.get("type", UNKNOWN)
    values: dict[str, str] = {}
    kept = csl.get("custom", {}).get("tex")
    kept = kept if isinstance(kept, dict) else {}
    numbered = _numbered(csl, kind)
    for variable, value in csl.items():
        if variable in DATES:
            values |= _date(variable, value, kind, dialect)
        elif variable in NAMES or variable in TEXTS:
            written_ = (
                written_names(value, dialect) if variable in NAMES else _text(variable, value, dialect, kept.get(variable))
            )
            values["number" if variable == numbered else field_of(variable, kind, dialect)] = written_
    if numbered:
        values[NUMBER_IS] = numbered
    if "edition" in csl and (edition := edition_of(csl["edition"], dialect)) != csl["edition"]:
        values |= {"edition": written(edition), EXACT_EDITION: values["edition"]}
    entry_type, genre = _genre(csl, TYPES[kind][dialect])
    values["type"] = genre
    values = {name: value for name, value in {**values, **_custom(csl, values)}.items() if value}
    if default_type(entry_type, values) != kind:
        values["entrysubtype"] = kind
    order = {name: at for at, name in enumerate(FIRST)}
    names = sorted(values, key=lambda name: (order.get(name, len(order)), name))
    fields = [Field(name, values[name] if name == "month" else f"{{{values[name]}}}") for name in names]
    return Entry(entry_type, NOT_IN_KEY.sub("", key_of(item)) or "unnamed", fields)


def _numbered(csl: Mapping[str, Any], kind: str) -> str | None:
    """Return the variable that takes ``number`` because the one that it usually holds is not there: of reports, that in a series."""
    usual = TYPES[kind]["number"]
    return "collection-number" if usual == "number" and usual not in csl and "collection-number" in csl else None


def _custom(csl: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that come of what is ours in an item: "and others", the letter behind a year, fields of other programs."""
    custom = csl.get("custom", {})
    fields: dict[str, str] = {}
    for name in ("author", "editor"):
        if custom.get("et-al") and name in values:
            fields[name] = f"{values[name]} and others"
            break
    if isinstance(custom.get("year-suffix"), str) and "year-suffix" not in csl:
        fields[OWN + "year-suffix"] = written(custom["year-suffix"])
    kept = custom.get("bibtex")
    for name, tex in sorted(kept.items()) if isinstance(kept, dict) else ():
        if isinstance(tex, str) and name not in values and name != "month" and not NOT_IN_KEY.search(name):
            fields[name] = tex if _is_balanced(tex) else written(tex)
    return fields | _of_ris(custom.get("ris"))


def _of_ris(kept: Any) -> dict[str, str]:
    """Return fields for the values of RIS that have no other place."""
    return {
        f"ris-{tag.lower()}" + f"-{at}" * (at > 1): written(str(value))
        for tag, values in (sorted(kept.items()) if isinstance(kept, dict) else ())
        if RIS_TAG.fullmatch(tag) and isinstance(values, list)
        for at, value in enumerate(values, start=1)
    }


def _text(variable: str, value: str, dialect: Dialect, kept: Any = None) -> str:
    """Return a text as TeX: what was kept of it, as long as it still prints the text."""
    if variable in VERBATIM:
        return value if _is_balanced(value) else value.replace("{", "%7B").replace("}", "%7D")
    if variable == "language" and dialect == "biblatex":
        return BABEL.get(value, value)
    if variable == "page":
        return written(DASH.sub("–", value)).replace("–", "--")
    if isinstance(kept, str) and _is_balanced(kept) and printed(kept) == value:
        return kept
    return written(value, title=variable in TITLES)


def _date(variable: str, date: Mapping[str, Any], kind: str, dialect: Dialect) -> dict[str, str]:
    """Return the fields of a date; classic BibTeX parts a plain date of publication into year, month and day."""
    name = field_of(variable, kind, dialect)
    text = edtf(date)
    if variable != "issued":
        return {name: text or written(_said(date))}
    if text is None:
        return {"year": written(_said(date))}
    if dialect == "biblatex":
        return {name: text}
    ends = date["date-parts"]
    year = "--".join(dict.fromkeys(str(end[0]) for end in ends))
    if len(ends) > 1 or date.get("season") or date.get("circa") or date.get("raw") or ends[0][0] < 100:
        return {"year": f"c. {year}" if date.get("circa") else year, name: text}
    fields = {"year": year}
    if len(ends[0]) > 1 and 1 <= ends[0][1] <= 12:
        fields["month"] = MONTHS[ends[0][1] - 1]
    if len(ends[0]) > 2:
        fields["day"] = str(ends[0][2])
    return fields


def _said(date: Mapping[str, Any]) -> str:
    """Return the words of a date that is none in EDTF."""
    words = date.get("literal") or date.get("raw")
    return str(
        words
        or " ".join(
            filter(None, (str(date.get("season", "")), *("-".join(map(str, end)) for end in date.get("date-parts", ()))))
        )
    )


def _genre(csl: Mapping[str, Any], entry_type: str) -> tuple[str, str]:
    """Return the entry type that fits the genre, and what stands in ``type``; nothing where the entry type says it."""
    genre = csl.get("genre", "")
    key = GENRE_KEYS.get(genre)
    if csl.get("type") == "thesis":
        if entry_type in THESES and key in {"phdthesis", "mathesis"}:
            return ("phdthesis" if key == "phdthesis" else "mastersthesis"), ""
        return entry_type, key or written(genre) or PLAIN_THESIS
    return entry_type, key or written(genre)


def _is_balanced(tex: str) -> bool:
    depth = 0
    for found in BRACE.finditer(tex):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth < 0:
            return False
    return depth == 0
