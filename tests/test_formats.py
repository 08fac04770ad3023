"""Exports: what other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.annotations import Annotations
from extract.formats import FORMATS, LIBRARY_FORMATS, export, library
from extract.libraries.bibtex_writing import entry_of
from extract.references import parse_reference
from extract.references.works import find_works

if TYPE_CHECKING:
    from extract.libraries.crosswalk import Dialect

CASES: list[tuple[str, Dialect, dict[str, object], tuple[str, str, str]]] = [
    ("chapter", "bibtex", {"type": "chapter", "container-title": "Book"}, ("incollection", "booktitle", "{Book}")),
    ("journal article", "bibtex", {"type": "article-journal", "container-title": "World Politics"}, ("article", "journal", "{World Politics}")),
    ("journal article", "biblatex", {"type": "article-journal", "container-title": "World Politics"}, ("article", "journaltitle", "{World Politics}")),
    ("report", "bibtex", {"type": "report", "publisher": "CIDOB"}, ("techreport", "institution", "{CIDOB}")),
    ("page range", "bibtex", {"type": "book", "page": "226-254"}, ("book", "pages", "{226--254}")),
    ("particle", "bibtex", {"type": "book", "author": [{"family": "Bergeijk", "given": "P.", "non-dropping-particle": "van"}]}, ("book", "author", "{van Bergeijk, P.}")),
    ("institution", "bibtex", {"type": "report", "author": [{"literal": "Ports and Quays"}]}, ("techreport", "author", "{{Ports and Quays}}")),
    ("month", "bibtex", {"type": "webpage", "issued": {"date-parts": [[2014, 3, 18]]}}, ("misc", "month", "mar")),
    ("date", "biblatex", {"type": "webpage", "issued": {"date-parts": [[2014, 3, 18]]}}, ("online", "date", "{2014-03-18}")),
    ("range", "biblatex", {"type": "webpage", "issued": {"date-parts": [[2014], [2015]]}}, ("online", "date", "{2014/2015}")),
    ("access", "bibtex", {"type": "webpage", "accessed": {"date-parts": [[2014, 3, 18]]}}, ("misc", "urldate", "{2014-03-18}")),
    ("special characters", "bibtex", {"type": "book", "title": "R&D 100%"}, ("book", "title", r"{R\&D 100\%}")),
    ("capitals that matter", "bibtex", {"type": "book", "title": "The ports and harbours of Japan and NATO"}, ("book", "title", "{The ports and harbours of {Japan} and {NATO}}")),
    ("address as it is", "bibtex", {"type": "webpage", "URL": "http://a.org/?b=1&c_d"}, ("misc", "url", "{http://a.org/?b=1&c_d}")),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "item", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bibtex(dialect: Dialect, item: dict[str, object], expected: tuple[str, str, str]) -> None:
    kind, field, value = expected
    made = entry_of({"id": "key", **item}, dialect)
    assert made.entry_type == kind
    assert made.fields_dict[field].value == value


ENTRY = "Okafor, Ada. {}. Lagos: Harbour Press, 2018."


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_names_the_work(format_: str) -> None:
    works = find_works([parse_reference(ENTRY.format("Ports under Pressure"))])
    written = "".join(export(Annotations(works=tuple(works)), format_))
    assert "okafor2018" in written
    assert "Ports under Pressure" in written


@pytest.mark.parametrize("format_", LIBRARY_FORMATS)
def test_entries_of_one_author_and_year_have_keys_of_their_own(format_: str) -> None:
    written = library(
        [parse_reference(ENTRY.format(title)) for title in ("Ports under Pressure", "Quays of the North")], format_
    )
    assert written.count("okafor2018a") == written.count("okafor2018b") == 1
