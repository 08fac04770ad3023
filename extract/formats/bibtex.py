"""Works as BibTeX; entry keys are the citation keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from extract.formats.csl_json import items

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.annotations import Annotations

TYPES: Mapping[str, str] = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "manuscript": "unpublished",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
"""CSL type -> BibTeX entry type; all others are ``misc``."""

FIELDS: Mapping[str, str] = {
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "collection-title": "series",
    "edition": "edition",
    "issue": "number",
    "note": "note",
    "page": "pages",
    "publisher-place": "address",
    "title": "title",
    "volume": "volume",
}
"""CSL field -> BibTeX field, where the name of the field does not depend on the type."""

CONTAINER: Mapping[str, str] = {"incollection": "booktitle", "inproceedings": "booktitle", "article": "journal"}
PUBLISHER: Mapping[str, str] = {"phdthesis": "school", "techreport": "institution"}
VERBATIM = {"doi", "url"}
SPECIAL = re.compile(r"[&%$#_]")
RANGE = re.compile(r"(?<=\w)\s*[-–—]\s*(?=\w)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parts(annotations: Annotations) -> Iterator[str]:
    """Yield the whole library as one text."""
    yield write_string(Library([entry(item) for item in items(annotations)]))


def entry(item: Mapping[str, Any]) -> Entry:
    r"""Return the BibTeX entry of a CSL-JSON item.

    >>> entry({"id": "stuff2016", "type": "webpage", "author": [{"literal": "R&D News"}]}).fields_dict["author"].value
    '{R\\&D News}'
    """
    kind = TYPES.get(item.get("type", ""), "misc")
    values: dict[str, str] = {}
    for role in ("author", "editor", "translator"):
        if item.get(role):
            values[role] = " and ".join(map(name, item[role]))
    values |= {ours: str(item[field]) for field, ours in FIELDS.items() if item.get(field)}
    if item.get("container-title"):
        values[CONTAINER.get(kind, "howpublished")] = item["container-title"]
    if item.get("publisher"):
        values[PUBLISHER.get(kind, "publisher")] = item["publisher"]
    if "pages" in values:
        values["pages"] = RANGE.sub("--", values["pages"])
    values |= dates(item)
    escaped = {
        key: value if key in VERBATIM | {"author", "editor", "translator"} else escape(value) for key, value in values.items()
    }
    return Entry(kind, item["id"], [Field(key, value) for key, value in sorted(escaped.items())])


def name(csl: Mapping[str, str]) -> str:
    """Return a CSL name as BibTeX reads it: ``particle Family, Suffix, Given``, institutions in braces.

    >>> name({"non-dropping-particle": "van", "family": "Bergeijk", "given": "Peter"}), name({"literal": "NATO"})
    ('van Bergeijk, Peter', '{NATO}')
    """
    if "literal" in csl:
        return "{" + escape(csl["literal"]) + "}"
    particles = [csl.get("dropping-particle", ""), csl.get("non-dropping-particle", ""), csl.get("family", "")]
    written = [" ".join(filter(None, particles)), csl.get("suffix", ""), csl.get("given", "")]
    return escape(", ".join(filter(None, written)))


def dates(item: Mapping[str, Any]) -> dict[str, str]:
    """Return year, month and date of access, as far as they are known.

    >>> dates({"issued": {"date-parts": [[2014, 3]]}, "accessed": {"date-parts": [[2016, 5, 1]]}})
    {'year': '2014', 'month': 'mar', 'urldate': '2016-05-01'}
    """
    found: dict[str, str] = {}
    for field, key in (("issued", "year"), ("accessed", "urldate")):
        numbers = (item.get(field, {}).get("date-parts") or [[]])[0]
        if not numbers:
            continue
        if key == "urldate":
            found[key] = "-".join(f"{number:02d}" for number in numbers)
            continue
        found[key] = str(numbers[0])
        if len(numbers) > 1 and 1 <= numbers[1] <= 12:
            found["month"] = MONTHS[numbers[1] - 1]
    return found


def escape(value: str) -> str:
    """Return ``value`` with the characters escaped that TeX would act on."""
    return SPECIAL.sub(r"\\\g<0>", value)
