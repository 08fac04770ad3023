"""Every field of a bibliography entry, its type, and the laws that hold for any entry."""

from __future__ import annotations

import json
import re
import time
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from case_tables import CASES, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from test_references import OFTEN, one_name

from extract.references.dates import parse_date, parse_partial
from extract.references.draft import silent_words
from extract.references.entry_language import guess_language
from extract.references.masks import find_masks
from extract.references.parser import ParsedEntry, parse_entry

KINDS = tomllib.loads((CASES / "reference_types.toml").read_text("utf-8"))
TYPED = [(kind, case) for kind, table in KINDS.items() for case in table["cases"]]


@cache
def parsed(text: str) -> ParsedEntry:
    """Return an entry of a case table as it is parsed."""
    return parse_entry(text)


def printed_date(date: dict[str, Any]) -> str:
    """Return a date as the case tables write it: "2014-03-18", two of a range parted by "/"."""
    parts = date.get("date-parts")
    text = "/".join("-".join(f"{number:02d}" for number in part) for part in parts) if parts else date["literal"]
    return text + (f" season {date['season']}" if "season" in date else "") + (" circa" if date.get("circa") else "")


def told(csl: dict[str, Any]) -> dict[str, Any]:
    """Return an item as the case tables write it."""
    item: dict[str, Any] = {}
    for name, value in csl.items():
        if isinstance(value, list):
            item[name] = [one_name(each) for each in value]
        elif isinstance(value, dict) and name != "custom":
            item[name] = printed_date(value)
        elif name != "custom":
            item[name] = value
    if "year-suffix" in csl.get("custom", {}):
        item["issued"] += csl["custom"]["year-suffix"]
    return item


@cache
def schema() -> Any:
    """Return the check of CSL-JSON items."""
    return jsonschema.Draft7Validator(json.loads((Path(__file__).parent / "csl-data.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        pytest.param(
            kind,
            case,
            id=case["text"][:60],
            marks=[pytest.mark.xfail(reason=case["todo"], strict=True)] if "todo" in case else [],
        )
        for kind, case in TYPED
    ],
)
def test_type_and_fields(kind: str, case: dict[str, Any]) -> None:
    item = told(parsed(case["text"]).csl)
    expected = {"type": kind} | {name: value for name, value in case.items() if name not in {"text", "todo"}}
    assert {name: item.get(name) for name in expected} == expected


def test_there_are_enough_kinds_of_works() -> None:
    assert len(TYPED) >= 150
    assert len(KINDS) >= 24


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5–6 July 2014", "2014-07-05/2014-07-06"),
        ("July 5-6, 2014", "2014-07-05/2014-07-06"),
        ("28 June – 3 July 2014", "2014-06-28/2014-07-03"),
        ("2014, June 28–July 3", "2014-06-28/2014-07-03"),
        ("del 5 al 6 de julio de 2014", "2014-07-05/2014-07-06"),
        ("5. und 6. Juli 2014", "2014-07-05/2014-07-06"),
        ("5.–6.7.2014", "2014-07-05/2014-07-06"),
        ("28.6.–3.7.2014", "2014-06-28/2014-07-03"),
        ("12/31/2014", "2014-12-31"),
        ("14.6.94", "1994-06-14"),
        ("2014/05/03", "2014-05-03"),
        ("juillet-août 2014", "2014-07/2014-08"),
        ("jan./jun. 2011", "2011-01/2011-06"),
        ("1er mai 2009", "2009-05-01"),
        ("1º de mayo de 2009", "2009-05-01"),
        ("2 de março de 2010", "2010-03-02"),
        ("10 maggio 2003", "2003-05-10"),
        ("Winter 2013/14", "2013/2014 season 4"),
        ("Printemps 2010", "2010 season 1"),
        ("2014, Herbst", "2014 season 3"),
        ("ca. 1950", "1950 circa"),
        ("[1950?]", "1950 circa"),
        ("1999–00", "1999/2000"),
        ("n.d.-a", "n.d."),
        ("s/d", "s/d"),
        ("o. J.", "o. J."),
        ("im Erscheinen", "im Erscheinen"),
        ("no prelo", "no prelo"),
    ],
)
def test_dates(text: str, date: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert printed_date(found.csl) == date


@pytest.mark.parametrize("text", ["199", "only 12 words here", "Sommer, Karl", "31 pages", "Part 3 May"])
def test_no_dates(text: str) -> None:
    assert parse_date(text) is None


def test_partial_dates_need_months() -> None:
    assert parse_partial("11 de septiembre") == ([[9, 11]], None)
    assert parse_partial("12 pages") is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("doi.org/10.1000/xyz12", ["10.1000/xyz12"]),
        ("DOI 10.1000/xyz12.", ["10.1000/xyz12"]),
        ("doi: 10. 1000 /xyz12", ["10.1000/xyz12"]),
        ("doi:doi:10.1000/srm/ 2017.v11i1", ["10.1000/srm/2017.v11i1"]),
        (
            "<http: harbour.example/a b/c.pdf/> (Accessed December 2, 2016).",
            ["http:harbour.example/ab/c.pdf/", "December 2, 2016"],
        ),
        ("http://harbour.example/publications/ Annual_Report.pdf", ["http://harbour.example/publications/Annual_Report.pdf"]),
        ("http://harbour.example/a/ Accessed 3 May 2016.", ["http://harbour.example/a/", "3 May 2016"]),
        ("[cited 2015 Feb 22]", ["2015 Feb 22"]),
        ("(consulté le 4 juin 2020)", ["4 juin 2020"]),
        ("[fecha de consulta: 3 de mayo de 2018]", ["3 de mayo de 2018"]),
        ("Acesso em: 12 mar. 2021", ["12 mar. 2021"]),
        ("(ultima consultazione: 7 luglio 2013)", ["7 luglio 2013"]),
        ("Abrufdatum: 12.03.2019", ["12.03.2019"]),
        ("arXiv preprint arXiv:1206.1901, 2012", ["1206.1901"]),
        ("ISSN 1234-567X", ["1234-567X"]),
    ],
)
def test_addresses_and_days_of_access(text: str, values: list[str]) -> None:
    assert [value for mask, value in find_masks(text) if mask.kind != "medium"] == values


RUN = re.compile(r"[^\W_]+")


def lost_words(text: str, entry: ParsedEntry) -> list[str]:
    """Return the words, or parts of words, that lie in no field and are not silent."""
    taken = bytearray(len(text))
    for spans in entry.fields.values():
        for start, end in spans:
            taken[start:end] = b"\x01" * (end - start)
    lost = []
    for run in RUN.finditer(text):
        free = "".join(text[at] if not taken[at] else " " for at in range(run.start(), run.end()))
        lost += [part for part in free.split() if part.lower() not in silent_words()]
    return lost


@pytest.mark.parametrize("text", [case["text"] for case in read_cases("references")] + [case["text"] for _, case in TYPED])
def test_no_word_is_lost(text: str) -> None:
    entry = parsed(text)
    assert lost_words(text, entry) == []
    assert [error.message for error in schema().iter_errors([entry.csl])] == []


PIECES = st.sampled_from([piece for _, case in TYPED for piece in re.split(r"(?<=[.,;:)\]])\s", case["text"])])
ENTRIES = st.one_of(
    st.lists(PIECES, min_size=1, max_size=8).map(" ".join),
    st.text(st.characters(codec="utf-8") | st.sampled_from(OFTEN), max_size=200),
)


@settings(max_examples=60, deadline=None)
@given(ENTRIES)
def test_no_word_of_any_text_is_lost(text: str) -> None:
    entry = parse_entry(text)
    assert lost_words(text, entry) == []
    assert not list(schema().iter_errors([entry.csl]))
    assert all(0 <= start < end <= len(text) for spans in entry.fields.values() for start, end in spans)


GARBAGE = {
    "a novel": "It was late when he came down to the harbour, and nobody on the quay had seen the boat go out that night. He said so. ",
    "dialogue": "“Where were you?” she asked. “Nowhere,” he said, and looked out over the water, where the lamps had begun to burn. ",
    "code": "def add(a, b):\n    return a + b\n\nfor i in range(10):\n    print(add(i, 2))\n",
    "json": '{"id": 12, "name": "port", "tags": ["a", "b"], "size": {"x": 1.5, "y": 2}}',
    "one word": "harbour",
    "numbers": "12 34 56 78 90 12.5 44, 33; 1/2 88",
    "emoji": "😀😀 ⚓️ 🚢 😀",
    "Chinese": "他在港口等了一整夜，没有人看见那条船出去。",
    "control characters": "\x00\x01\x02 \x07abc\x1b[31m",
    "table": "Year | Exports | Imports\n2001 | 12 | 13\n2002 | 14 | 15",
    "Latin filler": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna.",
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_has_low_confidence(name: str) -> None:
    assert parse_entry(GARBAGE[name]).confidence < 0.3


def test_a_good_entry_is_trusted_more_than_a_poor_one() -> None:
    good = "Okafor, Ada. “Small Ports, Large Tariffs.” International Organization 46, no. 2 (1992): 427–460."
    poor = "Okafor Small ports large 1992 Intl Org tariffs 46"
    assert parse_entry(good).confidence > 0.7 > parse_entry(poor).confidence


@pytest.mark.parametrize("piece", ["Okafor, A. ", "(2014) ", "http://a.b/c ", "no. 1, vol. 2, "])
def test_a_text_without_end_is_read_in_a_moment(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    entry = parse_entry(text)
    assert time.process_time() - start < 5
    assert entry.confidence < 0.3
    assert lost_words(text, entry) == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Puertos y poder en el Atlántico sur", "es"),
        ("Portos e poder na América do Sul", "pt"),
        ("Das Meer und der Staat", "de"),
        ("Les ports et l’État au XIXe siècle", "fr"),
        ("Il porto e lo Stato. Storia di una contesa", "it"),
        ("Small Harbours and the Great Powers of Europe", "en"),
        ("Порты и власть в России", "ru"),
        ("Geopolitics", None),
        ("Pochemu Koreia ne vvela sanktsii", None),
    ],
)
def test_language(title: str, code: str | None) -> None:
    assert guess_language(title) == code
