"""HTML: every character keeps its raw place, whatever the markup; pages give what the tables say, in linear time."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clean import lay_out
from extract.errors import UnreadableSourceError
from extract.read_options import ReadOptions
from extract.readers import read_bytes, read_file
from extract.readers.html import printed_pages, read_html, read_markup
from extract.readers.html.encoding import decode_page
from extract.readers.html.entities import REFERENCE, read_reference
from extract.readers.html.facts import iso_date, without_site
from extract.readers.html.hints import name_hint

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.readers.html import Markup

PAGES = Path(__file__).parent / "pages"
PARTS_OF_PAGES = PAGES.parent.parent / "extract/data/page_parts.toml"
PARTS = [
    "<p>", "</p>", "<div class=nav>", "</div>", "<b>", "</b>", "<a href='#n1'>", "</a>", "<sup>", "</sup>", "1", "[1]", "<li id=n1>", "<ol>", "</ol>", "<table>",
    "<tr>", "<td>", "</table>", "<h2>", "References", "Notes", "</h2>", "<br>", "<pre>", "</pre>", "&amp;", "&eacute", "&#146;", "&nosuch;", "&fjlig;", "&", "<", ">", "\n", "  ", "\t",
    "\r\n", "\u00a0", "text ", "Ports under pressure. ", "<!--", "-->", "<script>", "</script>", "<svg>", "</svg>", "<![CDATA[", "]]>", "<span class=footnote>", "</span>",
    "<br/>", '"', "'", "<a b='", "\x00", "日本", "<span hidden>", "<template>", "<div role=doc-endnotes>", "<a class=footnote-back href=#x>↩</a>", "<x-y>", "</x",
]  # fmt: skip
MARKUP = st.one_of(st.lists(st.sampled_from(PARTS), max_size=40).map("".join), st.text(max_size=60))
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
SPACED = str.maketrans("\t\n\r\f−", "    -")
NUMBER = re.compile(r"[⁰¹²³⁴-⁹]+ |\d+\. ")
INSERTED = re.compile(r"\s*|\n?[| ]+")


def check_places(raw: str, markup: Markup) -> None:
    """Check that each character stands for the raw text at its place, and that stretches do not overlap."""
    for piece in markup.text.pieces():
        text, given = markup.text.text[piece.start : piece.end], raw[piece.raw_start : piece.raw_end]
        if not given:
            assert INSERTED.fullmatch(text), text
        elif text:
            assert plain(text) in readings(given), (text, given)
    assert all(one.end <= two.start for one, two in pairwise(markup.stretches))
    covered = "".join(markup.text.text[stretch.start : stretch.end] for stretch in markup.stretches)
    assert "".join(covered.split()) == "".join(markup.text.text.split())


def plain(text: str) -> str:
    return "<number>" if NUMBER.fullmatch(text) else text.translate(LOWERED).translate(SPACED)


def readings(given: str) -> set[str]:
    """Return what may stand in the text for a stretch of raw text."""
    found = {plain(given)}
    match = REFERENCE.match(given)
    if match and read_reference(match)[1] == len(given):
        found.add(plain(read_reference(match)[0]))
    if re.match("</?br", given, re.IGNORECASE):
        found.add(" ")
    if re.match("<li", given, re.IGNORECASE):
        found.add("<number>")
    return found


@pytest.mark.parametrize("case", parameters(read_cases("html")))
def test_markup(case: dict[str, Any]) -> None:
    markup = read_markup(case["html"], is_xml=case.get("xml", False), is_page=False)
    check_places(case["html"], markup)
    found = [
        [stretch.role or "", *([stretch.level] if stretch.level else []), markup.text.text[stretch.start : stretch.end].strip()]
        for stretch in markup.stretches
    ]
    assert [stretch for stretch in found if stretch[0] != "furniture"] == case["stretches"]
    assert [text for role, text in (stretch for stretch in found if stretch[0] == "furniture")] == case.get("furniture", [])
    assert [page.label for page in printed_pages(markup.pages, len(case["html"]))] == case.get("pages", [])


@pytest.mark.parametrize("case", parameters(read_cases("html_pages")))
def test_page(case: dict[str, Any]) -> None:
    source = read_file(PAGES / case["name"])
    assert source.structure is not None
    assert source.structure.facts._asdict() == {
        field: tuple(value) if isinstance(value, list) else value
        for field, value in (
            {"title": None, "authors": [], "date": None, "doi": None, "url": None, "journal": None} | case["facts"]
        ).items()
    }
    text = source.structure.text.text
    found = [
        [stretch.role or "body", text[stretch.start : stretch.end][:60].strip()]
        for stretch in source.structure.stretches or ()
        if stretch.role != "furniture"
    ]
    assert found == case["passages"]
    check_places(source.raw, read_markup(source.raw))
    reading = lay_out(source, source.source())
    assert all(passage.anchor.quote for passage in reading.passages)


@settings(max_examples=120, deadline=None)
@given(MARKUP, st.booleans(), st.booleans())
def test_every_character_keeps_its_place(raw: str, is_xml: bool, is_page: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
    check_places(raw, read_markup(raw, is_xml=is_xml, is_page=is_page))


@settings(max_examples=60, deadline=None)
@given(MARKUP, st.text(max_size=30), st.text(max_size=30))
def test_a_part_of_a_text_reads_as_it_does_alone(raw: str, before: str, after: str) -> None:
    whole = before + raw + after
    alone = read_markup(raw, is_xml=True, is_page=False)
    inside = read_markup(whole, at=len(before), end=len(before) + len(raw), is_xml=True, is_page=False)
    assert inside.text.text == alone.text.text
    assert inside.stretches == alone.stretches
    shift = len(before)
    size = len(alone.text.text)
    assert inside.text.raw_spans(0, size) == tuple((a + shift, b + shift) for a, b in alone.text.raw_spans(0, size))


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_pages_are_laid_out(raw: str) -> None:
    source = read_bytes(raw.encode("utf-8", "replace"), "page.html")
    reading = lay_out(source, source.source())
    for passage in reading.passages:
        assert all(0 <= start < end <= len(source.raw) for start, end in passage.anchor.spans)


HOSTILE: dict[str, Callable[[int], str]] = {
    "nested blocks": lambda n: "<div>" * n + "x" + "</div>" * n,
    "nested cells": lambda n: "<table><tr><td>" * n + "x",
    "nested lists": lambda n: "<ul><li>" * n + "x",
    "nested links": lambda n: "<a href=#x><b>" * n + "x",
    "items in blocks": lambda n: "<div>" * n + "<li>x</li>" * n,
    "paragraphs in spans": lambda n: "<span>" * n + "<p>x</p>" * n,
    "end tags": lambda n: "<div>" * n + "</p></span></b>" * n,
    "comments": lambda n: "<!-- -" * n,
    "declarations": lambda n: "<![CDATA[<!<?" * n,
    "broken tags": lambda n: "<a b=\"<c d='" * n,
    "signs": lambda n: "<&" * n + "&#" + "1" * n,
    "spaces": lambda n: " " * n + "<pre>" + " \n " * n,
    "raised figures": lambda n: "x<sup>1</sup>" * n,
    "calls in a line": lambda n: (
        "".join(f"x <a href=#n{i}>[{i}]</a>" for i in range(n)) + "".join(f"<p id=n{i}>{i} y" for i in range(n))
    ),
    "calls of one note": lambda n: "x<a href=#n>1</a>" * n + "<ol><li id=n>" + "<p>y" * n,
    "scripts": lambda n: "<script><!--<script>" * n,
    "templates": lambda n: "<template>" * n,
    "attributes": lambda n: "<p " + "a=b " * n + " " * n + ">x",
    "names": lambda n: "<p class='" + "nav-" * n + "' style='" + "display:" * n + "'>x",
    "bibliography": lambda n: "<h2>References</h2>" + "<p>x" * n,
    "JSON-LD": lambda n: '<script type="application/ld+json">' + "[" * n + "</script>x",
    "titles": lambda n: "<title>" + "x – " * n + "</title><meta name=author content='" + "a, b and " * n + "'><h1>x</h1>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_only(name: str) -> None:
    raw, longer = HOSTILE[name](600), HOSTILE[name](2_400)
    check_places(raw, read_markup(raw))
    seconds = [least_seconds(raw), least_seconds(longer)]
    assert seconds[1] < 0.15 or seconds[1] < 9 * seconds[0], seconds


def least_seconds(raw: str) -> float:
    """Return the processor time of the fastest of three readings: the others shared the machine."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        read_markup(raw)
        taken.append(time.process_time() - start)
        if taken[-1] < 0.05:
            break
    return min(taken)


@pytest.mark.parametrize(
    ("data", "encoding", "confidence"),
    [
        ("<p>é".encode(), "utf-8", 1.0),
        ('\ufeff<meta charset="latin1"><p>é'.encode(), "utf-8", 1.0),
        ("<p>é".encode("utf-16"), "utf-16-le", 1.0),
        ('<meta charset="windows-1251"><p>порт'.encode("cp1251"), "cp1251", 1.0),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=iso-8859-1'><p>é “".encode("cp1252"), "cp1252", 1.0),
        ('<?xml version="1.0" encoding="Shift_JIS"?><p>港'.encode("cp932"), "cp932", 1.0),
        ('<meta charset="utf-16"><p>é'.encode(), "utf-8", 1.0),
        ('<meta charset="no-such"><p>é'.encode(), "utf-8", 1.0),
        ('<meta charset="hex"><p>é'.encode(), "utf-8", 1.0),
        ('<meta charset="idna"><p>é'.encode(), "utf-8", 1.0),
        ('<meta charset="undefined"><p>é'.encode(), "utf-8", 1.0),
        ('<meta charset="iso-8859-1"><p>é was converted'.encode(), "utf-8", 0.9),
    ],
)
def test_encoding(data: bytes, encoding: str, confidence: float) -> None:
    decoded = decode_page(data)
    assert (decoded.encoding, decoded.confidence) == (encoding, confidence)
    assert decoded.text.endswith(("é", "порт", "é “", "港", "é was converted"))
    source = read_html(data, ReadOptions())
    assert (source.encoding, source.confidence, source.raw) == (encoding, confidence, decoded.text)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnreadableSourceError, match="NUL"):
        read_bytes(b"\x00" * 100, "page.html")


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ('<meta property="article:published_time" content="2019-03-07T10:00:00Z"><meta name=author content="By Ada Okafor and Bola Adeyemi">', {"date": "2019-03-07", "authors": ("Ada Okafor", "Bola Adeyemi")}),
        ('<meta name=author content="Ada Okafor, Bola Adeyemi">', {"authors": ("Ada Okafor", "Bola Adeyemi")}),
        ('<meta name="citation_author" content="Okafor, Ada"><meta name="citation_author" content="Eze, C."><meta name=author content="x y">', {"authors": ("Ada Okafor", "C. Eze")}),
        ('<meta name="DC.Identifier" content="urn:x"><meta name="DC.Identifier" content="https://doi.org/10.5555/a.1">', {"doi": "10.5555/a.1"}),
        ('<meta name="prism.publicationName" content="Port Review"><meta name="prism.doi" content="doi:10.5555/b">', {"journal": "Port Review", "doi": "10.5555/b"}),
        ('<link rel="canonical" href="/relative"><meta property="og:url" content="https://a.example/x">', {"url": "https://a.example/x"}),
        ("<!-- saved from url=(0023)https://old.example/page -->", {"url": "https://old.example/page"}),
        ("<title>Ports &amp; ships | Port Review</title>", {"title": "Ports & ships"}),
        ('<title>Ports - Port Review</title><meta property="og:title" content="Ports"><meta property="og:site_name" content="Port Review">', {"title": "Ports"}),
        ('<script type="application/ld+json">{"@type": "ScholarlyArticle", "headline": "Ports", "author": {"@type": "Person", "name": "Ada Okafor"}, "isPartOf": {"@type": "PublicationIssue", "isPartOf": {"@type": "Periodical", "name": "Port Review"}}, "sameAs": "https://doi.org/10.5555/c"}</script>', {"title": "Ports", "authors": ("Ada Okafor",), "journal": "Port Review", "doi": "10.5555/c"}),
        ('<script type="application/ld+json">{"broken": </script><script type="application/ld+json">[1, null, {"@type": 5}]</script>', {}),
    ],
)  # fmt: skip
def test_facts(head: str, facts: dict[str, Any]) -> None:
    found = read_markup(head + "<p>Ports.").facts._asdict()
    assert {field: found[field] for field in facts} == facts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 March 2019", "2019-03-07"),
        ("2019-03", "2019-03"),
        ("2019-02-30", "2019"),
        ("yesterday", None),
        ("2019-03-07 10:05", "2019-03-07"),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    assert iso_date(text) == day


def test_the_name_of_a_site_is_no_part_of_a_title() -> None:
    assert without_site("Ports: a history – Port Review", None) == "Ports: a history"
    assert (
        without_site("Ports – a history of ships and other things at sea", None)
        == "Ports – a history of ships and other things at sea"
    )


@pytest.mark.parametrize(("hint", "entry"), tomllib.loads(PARTS_OF_PAGES.read_text("utf-8")).items())
def test_names_of_parts(hint: str, entry: dict[str, list[str]]) -> None:
    assert all(name_hint(name) == hint for name in entry["examples"])
    assert not any(name_hint(name) == hint for name in entry["not_examples"])
