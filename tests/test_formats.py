"""Exports: what other programs read."""

from __future__ import annotations

import pytest

from extract.formats.bibtex import entry

CASES = [
    ("chapter", {"type": "chapter", "container-title": "Book"}, ("incollection", "booktitle", "Book")),
    (
        "journal article",
        {"type": "article-journal", "container-title": "World Politics"},
        ("article", "journal", "World Politics"),
    ),
    ("report", {"type": "report", "publisher": "CIDOB"}, ("techreport", "institution", "CIDOB")),
    ("page range", {"type": "book", "page": "226-254"}, ("book", "pages", "226--254")),
    (
        "particle",
        {"type": "book", "author": [{"family": "Bergeijk", "given": "P.", "non-dropping-particle": "van"}]},
        ("book", "author", "van Bergeijk, P."),
    ),
    ("institution", {"type": "report", "author": [{"literal": "Stuff"}]}, ("techreport", "author", "{Stuff}")),
    ("month", {"type": "webpage", "issued": {"date-parts": [[2014, 3, 18]]}}, ("misc", "month", "mar")),
    ("access", {"type": "webpage", "accessed": {"date-parts": [[2014, 3, 18]]}}, ("misc", "urldate", "2014-03-18")),
    ("special characters", {"type": "book", "title": "R&D 100%"}, ("book", "title", r"R\&D 100\%")),
    ("address as it is", {"type": "webpage", "URL": "http://a.org/?b=1&c_d"}, ("misc", "url", "http://a.org/?b=1&c_d")),
]


@pytest.mark.parametrize(("item", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bibtex(item: dict[str, object], expected: tuple[str, str, str]) -> None:
    kind, field, value = expected
    made = entry({"id": "key", **item})
    assert made.entry_type == kind
    assert made.fields_dict[field].value == value
