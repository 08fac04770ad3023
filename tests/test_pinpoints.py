"""Pinpoint citations: how each style writes a work with a place in it."""

from __future__ import annotations

from typing import Any

import pytest

from extract.lookup import STYLES, pinpoint
from extract.lookup.pinpoints import Place

BOOK = {"id": "eze2001", "type": "book", "title": "Docks: A History", "issued": {"date-parts": [[2001]]}}
EZE, FALK, BOARD = {"family": "Eze", "given": "Chi"}, {"family": "Falk", "given": "Dora"}, {"literal": "Harbour Board"}


@pytest.mark.parametrize(
    ("style", "item", "place", "printed"),
    [
        ("chicago", {"author": [EZE, FALK, BOARD]}, Place("3-4"), "(Eze et al. 2001, 3–4)"),
        ("chicago", {"author": [BOARD]}, Place("3", "chapter"), "(Harbour Board 2001, chap. 3)"),
        ("chicago", {"author": [EZE], "original-date": {"date-parts": [[1957]]}}, Place("3"), "(Eze [1957] 2001, 3)"),
        ("apa", {"author": [EZE], "original-date": {"date-parts": [[1957]]}}, None, "(Eze, 1957/2001)"),
        ("apa", {"author": [EZE], "original-date": {"date-parts": [[2001]]}}, None, "(Eze, 2001)"),
        ("apa", {"author": [EZE]}, Place("45-7"), "(Eze, 2001, pp. 45–47)"),
        ("pandoc", {}, Place("45-7"), "[@eze2001, pp. 45-47]"),
        ("biblatex", {}, Place("100–4"), r"\autocite[100--104]{eze2001}"),
        ("chicago", {"author": [EZE]}, Place("12-3", "section"), "(Eze 2001, secs. 12–3)"),
        ("chicago", {"author": [EZE]}, Place("100–4, 108"), "(Eze 2001, 100–104, 108)"),
        ("apa", {"author": [EZE]}, Place("12, 15, and 19"), "(Eze, 2001, pp. 12, 15, 19)"),
        ("biblatex", {}, Place("12 and 15"), r"\autocite[12, 15]{eze2001}"),
        ("apa", {"author": [{"family": "DIAS DA ROCHA", "given": "ADA M."}]}, None, "(Dias da Rocha, 2001)"),
        ("chicago-short", {"author": [{"family": "O'NEILL", "given": "Ada"}]}, None, "O'Neill, *Docks*."),
        ("apa", {"author": [{"literal": "OECD"}]}, None, "(OECD, 2001)"),
        ("chicago-note", {"edition": "6th ed", "custom": {"year-suffix": "b"}}, None, "*Docks: A History*, 6th ed. (2001)."),
        (
            "chicago-note",
            {"type": "article-journal", "container-title": "Harbour Studies", "custom": {"year-suffix": "b"}},
            Place("3"),
            "“Docks: A History,” *Harbour Studies* (2001): 3.",
        ),
        ("chicago", {"editor": [EZE, FALK]}, None, "(Eze and Falk 2001)"),
        ("chicago", {}, Place("3"), "(*Docks* 2001, 3)"),
        ("chicago", {"author": [EZE], "issued": {}}, None, "(Eze n.d.)"),
        ("apa", {"author": [EZE, FALK]}, Place("3-4"), "(Eze & Falk, 2001, pp. 3–4)"),
        ("apa", {"author": [EZE]}, Place("3", "chapter"), "(Eze, 2001, Chapter 3)"),
        ("apa", {"type": "webpage"}, Place("3", "paragraph"), "(“Docks,” 2001, para. 3)"),
        ("pandoc", {}, Place("12", "note"), "[@eze2001, n. 12]"),
        ("natbib", {}, Place("3-4"), r"\citep[pp.~3--4]{eze2001}"),
        ("biblatex", {}, Place("Ports & Docks", is_heading=True), r"\autocite[under \enquote{Ports \& Docks}]{eze2001}"),
        ("chicago-short", {"author": [EZE]}, Place("3"), "Eze, *Docks*, 3."),
        (
            "chicago-note",
            {"author": [EZE, FALK], "publisher": "Harbour Press", "edition": "2"},
            Place("3"),
            "Chi Eze and Dora Falk, *Docks: A History*, 2nd ed. (Harbour Press, 2001), 3.",
        ),
        (
            "chicago-note",
            {"type": "chapter", "author": [EZE], "editor": [FALK], "container-title": "Ports", "publisher": "Harbour Press"},
            Place("3-4"),
            "Chi Eze, “Docks: A History,” in *Ports*, ed. Dora Falk (Harbour Press, 2001), 3–4.",
        ),
        (
            "chicago-note",
            {"type": "article-newspaper", "container-title": "The Harbour Post", "issued": {"date-parts": [[2001, 3, 4]]}},
            None,
            "“Docks: A History,” *The Harbour Post*, March 4, 2001.",
        ),
        (
            "chicago-note",
            {"type": "webpage", "author": [BOARD], "container-title": "Harbour Board", "URL": "https://example.org/docks"},
            None,
            "Harbour Board, “Docks: A History,” 2001, https://example.org/docks.",
        ),
        (
            "chicago-note",
            {"type": "thesis", "author": [EZE], "publisher": "University of Lagos"},
            Place("3"),
            "Chi Eze, “Docks: A History” (PhD diss., University of Lagos, 2001), 3.",
        ),
    ],
)
def test_pinpoint(style: str, item: dict[str, Any], place: Place | None, printed: str) -> None:
    assert pinpoint(style, {**BOOK, **item}, place) == printed


@pytest.mark.parametrize(
    ("style", "given", "other", "printed"),
    [
        ("apa", "Chi J.", {"given": "Bola"}, "(C. J. Eze, 2001)"),
        ("chicago", "Chi", {"given": "B."}, "(C. Eze 2001)"),
        ("chicago", "Chi", {"given": "Carla"}, "(Chi Eze 2001)"),
        ("apa", "Chi", {"given": "C. J."}, "(Eze, 2001)"),
        ("apa", "Chi", {}, "(Eze, 2001)"),
        ("apa", "Chi", {"given": "Bola", "family": "Ezeh"}, "(Eze, 2001)"),
        ("chicago-short", "Chi", {"given": "Bola"}, "Eze, *Docks*."),
    ],
)
def test_authors_of_one_name_and_year_have_initials(style: str, given: str, other: dict[str, str], printed: str) -> None:
    item = {**BOOK, "author": [{**EZE, "given": given}]}
    among = [item, {**BOOK, "author": [{"family": "EZE", **other}]}]
    assert pinpoint(style, item, among=among) == printed
    assert pinpoint("apa", item, among=[{**among[1], "issued": {"date-parts": [[2002]]}}]) == "(Eze, 2001)"


def test_every_style_takes_every_place() -> None:
    for style in STYLES:
        for place in (None, Place("3"), Place("3-4", "sub-verbo"), Place("A heading", is_heading=True)):
            assert pinpoint(style, {"id": "x"}, place)
