"""What CSL-JSON, BibTeX, BibLaTeX and RIS call types and variables: the tables of ``data/bibliographic_formats.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

Dialect = Literal["bibtex", "biblatex"]
"""Two ways to write one kind of file."""

TABLES: Mapping[str, Any] = read_table("bibliographic_formats")
TYPES: Mapping[str, Mapping[str, str]] = TABLES["types"]
NAMES: Mapping[str, Mapping[str, str]] = TABLES["names"]
DATES: Mapping[str, Mapping[str, str]] = TABLES["dates"]
TEXTS: Mapping[str, Mapping[str, str]] = TABLES["texts"]
READ: Mapping[str, Mapping[str, str]] = TABLES["read"]
GENRES: Mapping[str, str] = TABLES["genres"]
LANGUAGES: Mapping[str, str] = {**READ["languages"], **TABLES["languages"]}
"""Names of Babel -> BCP 47."""

BABEL: Mapping[str, str] = {code: name for name, code in TABLES["languages"].items()}
"""BCP 47 -> the name of Babel."""

OWN = "csl-"
"""What stands before the name of a CSL variable for which a format has no name."""

NUMBERS = ("issue", "number", "collection-number")
"""CSL variables of which one is the ``number`` of a type."""


def field_of(variable: str, kind: str, dialect: Dialect) -> str:
    """Return the field that holds a CSL variable of a work of type ``kind``.

    >>> field_of("container-title", "chapter", "bibtex"), field_of("issue", "report", "bibtex")
    ('booktitle', 'csl-issue')
    """
    row = TYPES[kind]
    if variable == "container-title":
        return str(TABLES["containers"][row["container"]][dialect])
    if variable == "publisher":
        return str(TABLES["publishers"][row["publisher"]][dialect])
    if variable in NUMBERS:
        if row["number"] == variable:
            return "number"
        return "eid" if variable == "number" and row["container"] == "journal" else OWN + variable
    for table in (TEXTS, NAMES, DATES):
        if variable in table:
            return table[variable].get(dialect, OWN + variable)
    return OWN + variable


def _read_fields() -> dict[str, str]:
    """Return the CSL variable of each field that means one whatever the type."""
    found = {
        row[dialect]: name
        for table in (TEXTS, NAMES, DATES)
        for name, row in table.items()
        for dialect in row
        if dialect in {"bibtex", "biblatex"}
    }
    found |= {(OWN + name).lower(): name for table in (TEXTS, NAMES, DATES) for name in table}
    return found | dict(READ["fields"])


FIELDS: Mapping[str, str] = _read_fields()
"""Field of BibTeX or BibLaTeX -> CSL variable, where the type does not matter."""

ENTRY_TYPES: Mapping[str, str] = READ["entry_types"]
"""Entry type -> CSL type."""

RIS_TYPES: Mapping[str, str] = {**{row["ris"]: kind for kind, row in reversed(list(TYPES.items()))}, **READ["ris_types"]}
"""``TY`` -> CSL type, the first in the alphabet where several share one."""

RIS_TAGS: Mapping[str, str] = {
    **{row["ris"]: name for table in (TEXTS, NAMES, DATES) for name, row in table.items() if "ris" in row},
    **READ["ris_tags"],
}
"""Tag -> CSL variable, where the type does not matter."""

WHOLE = frozenset({"map", *(kind for kind, row in TYPES.items() if row["container"] == "whole")})
"""Types of works that are no part of another: what RIS has as second title is their series."""
