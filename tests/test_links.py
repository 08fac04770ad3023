"""Which listed work a citation means: the names, ties and spellings of ``cases/links.toml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases

from extract.citations import find_citations

if TYPE_CHECKING:
    from extract.models import Citation

ENTRY = re.compile(
    r"(?P<id>\w+): (?P<names>.*?) \((?P<year>\d{4})(?P<letter>[a-z]?)\)(?: pp\. (?P<page>[\d-]+))? '(?P<title>.*)'(?: first (?P<first>\d+))?"
)
FORMS = ("Ports closed early (%s, 2001).", "As %s (2001) says, ports closed early.")
BESIDE = [
    "d1: Baker, C. (2001) 'Piers'",
    "d2: Lindqvist, S.; Moreau, P.; Rossi, G. (2001) 'Tides'",
    "d3: {World Fisheries Council} (2001) 'Nets'",
]
CASES = read_cases("links")


def person(name: str) -> dict[str, str]:
    if name.startswith("{"):
        return {"literal": name[1:-1]}
    family, _, given = name.partition(", ")
    return {"family": family, "given": given} if given else {"family": family}


def item(line: str) -> dict[str, Any]:
    entry = ENTRY.fullmatch(line)
    assert entry, line
    custom = {"year-suffix": entry["letter"]} | ({"other-date": entry["first"]} if entry["first"] else {})
    return {
        "id": entry["id"],
        "author": [person(name) for name in entry["names"].split("; ")],
        "issued": {"date-parts": [[int(entry["year"])]]},
        "title": entry["title"],
        "page": entry["page"] or "",
        "custom": custom,
    }


def meant(citation: Citation) -> str:
    ids = [candidate.id for candidate in citation.references]
    return {"linked": ids[0] if ids else "", "ambiguous": f"ambiguous: {' '.join(ids)}", "missing": "missing"}[citation.status]


def check_words(case: dict[str, Any], citation: Citation) -> None:
    """Check what the citation says of itself."""
    said = [
        *(candidate.reason for candidate in citation.references[:1]),
        citation.issue,
        *(i.suggestion for i in citation.issues),
    ]
    assert case.get("says", "") in " ".join(filter(None, said))
    assert "issues" not in case or [issue.kind for issue in citation.issues] == case["issues"]


def cited(names: str, listed: str, form: str) -> list[Citation]:
    found = find_citations(form % names, [item(line) for line in [*BESIDE, f"x: {listed} (2001) 'Ports'"]])
    return [citation for citation in found if citation.year == "2001"]


@pytest.mark.parametrize("case", parameters([case for case in CASES if "pairs" in case]))
def test_pairs_of_names(case: dict[str, Any]) -> None:
    for names, listed in case["pairs"]:
        for form in FORMS:
            found = cited(names, listed, form)
            assert [meant(citation) for citation in found] == ["x"], (names, listed, form)
            check_words(case, found[0])
    for names, listed in case.get("others", ()):
        for form in FORMS:
            assert {meant(citation) for citation in cited(names, listed, form)} <= {"missing"}, (names, listed, form)


@pytest.mark.parametrize("case", parameters([case for case in CASES if "text" in case]))
def test_texts(case: dict[str, Any]) -> None:
    found = find_citations(case["text"], [item(line) for line in case["list"]])
    assert [meant(citation) for citation in found] == case["links"]
    check_words(case, found[-1])
