"""Bibliographies: cutting, parsing, names, works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from case_tables import CASES, parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clean import lay_out, reading_of
from extract.readers import read_file
from extract.references import find_references, parse_reference
from extract.references.cutting import cut_entries, lines_of
from extract.references.masks import find_masks
from extract.references.names import parse_names
from extract.references.parser import parse_entry
from extract.references.works import find_works

SEED = Path(__file__).parents[1] / "corpus" / "001_2fe7a9224dc7ec10.txt"

CSL_TYPES = {
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
}
NAME_PARTS = {"family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal"}
TEXTS = [
    "title",
    "container-title",
    "collection-title",
    "collection-number",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher-place",
    "edition",
    "DOI",
    "URL",
    "ISBN",
    "ISSN",
    "genre",
    "medium",
    "note",
]
MORE_TEXTS = [
    "PMCID",
    "PMID",
    "archive",
    "archive_location",
    "call-number",
    "event-place",
    "event-title",
    "language",
    "locator",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-title",
    "reviewed-title",
    "section",
    "status",
    "version",
]
"""Variables that `tests/test_reference_fields.py` looks at."""
NAMES = ("author", "editor", "translator")
MORE_NAMES = ("director", "interviewer", "reviewed-author")
DATES = ("issued", "accessed", "original-date")
OFTEN = '0123456789 .,:;()[]&-–"“”«»/AEinéüß\n'


def told(csl: dict[str, Any]) -> dict[str, Any]:
    """Return an item as the case tables write it: names as "Family, Given", a date as "2014-03-18a"."""
    custom = csl.get("custom", {})
    item = {name: csl[name] for name in ("type", *TEXTS) if name in csl and name != "medium"}
    for name in NAMES:
        if name in csl:
            item[name] = [one_name(each) for each in csl[name]]
    for name in ("issued", "accessed"):
        if name in csl:
            parts = csl[name].get("date-parts")
            item[name] = "/".join("-".join(f"{n:02d}" for n in part) for part in parts) if parts else csl[name]["literal"]
    if "year-suffix" in custom:
        item["issued"] += custom["year-suffix"]
    for name in ("translated-title", "page-range", "citation-number", "rest"):
        if name in custom:
            item[name] = custom[name]
    return item


def one_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return "{" + name["literal"] + "}"
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return ", ".join(filter(None, (family, name.get("given"), name.get("dropping-particle"), name.get("suffix"))))


def check_csl(csl: dict[str, Any]) -> None:
    """Check an item against the rules of the CSL-JSON schema 1.0.2 that our fields fall under."""
    assert csl["type"] in CSL_TYPES
    assert isinstance(csl["id"], str)
    assert set(csl) <= {"id", "type", *TEXTS, *MORE_TEXTS, *NAMES, *MORE_NAMES, *DATES, "custom"}
    for name in (*TEXTS, *MORE_TEXTS):
        assert isinstance(csl.get(name, ""), str)
    for name in (*NAMES, *MORE_NAMES):
        for each in csl.get(name, []):
            assert each
            assert set(each) <= NAME_PARTS
            assert all(isinstance(part, str) and part for part in each.values())
    for name in DATES:
        date = csl.get(name, {})
        assert set(date) <= {"date-parts", "season", "literal", "circa"}
        for part in date.get("date-parts", []):
            assert 1 <= len(part) <= 3
            assert all(isinstance(number, int) for number in part)
        assert len(date.get("date-parts", [[]])) <= 2
    json.dumps(csl)


@pytest.mark.parametrize("case", parameters(read_cases("references")))
def test_entry_is_parsed(case: dict[str, Any]) -> None:
    csl = parse_entry(case["text"]).csl
    check_csl(csl)
    assert told(csl) == {name: value for name, value in case.items() if name not in {"name", "text"}}


def test_seed_bibliography() -> None:
    raw = read_file(SEED)
    references = list(find_references(lay_out(raw, raw.source([SEED.name]))))
    expected = read_cases("references_seed")
    assert len(references) == len(expected) == 71
    for reference, case in zip(references, expected, strict=True):
        check_csl(reference.csl)
        assert told(reference.csl) == case
        for name in NAMES:
            assert len(reference.fields.get(name, ())) >= len(reference.csl.get(name, ()))
        for spans in reference.fields.values():
            assert all(any(a <= start < end <= b for a, b in reference.anchor.spans) for start, end in spans)
    problems = [kind for reference in references for kind in reference.csl.get("custom", {}).get("problems", {})]
    assert problems == ["merged_entry", "merged_entry", "split_entry", "split_entry", "split_entry"]


@pytest.mark.parametrize("case", parameters(read_cases("reference_cutting")))
def test_bibliography_is_cut(case: dict[str, Any]) -> None:
    text = case["text"]
    whole = list(cut_entries(text, lines_of(text), is_work=lambda stretch: "issued" in parse_entry(stretch).csl))
    printed = [" ".join(" ".join(text[a:b] for a, b in cut.spans).split()) for cut in whole]
    edges = [tuple(entry.split(" … ")) for entry in case["entries"]]
    assert [(entry[: len(first)], entry[-len(last) :]) for entry, (first, last) in zip(printed, edges, strict=True)] == edges
    if "problems" in case:
        assert [cut.problem or "" for cut in whole] == case["problems"]


@pytest.mark.parametrize("case", parameters(read_cases("reference_names")))
def test_names_are_read(case: dict[str, Any]) -> None:
    names, _ = parse_names(case["text"])
    assert [one_name(name.csl) for name in names] == case["names"]
    if "printed" in case:
        assert [case["text"][name.start : name.end] for name in names] == case["printed"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("http://www. harbourforum.example/beyond/", ["http://www.harbourforum.example/beyond/"]),
        (
            "https://www.parliament.example/en/document /51HansQ_2016",
            ["https://www.parliament.example/en/document/51HansQ_2016"],
        ),
        ("https://a.example/news/article.cfm?c id=1&objectid=12", ["https://a.example/news/article.cfm?c_id=1&objectid=12"]),
        ("doi: 10.1000/xyz.12.", ["10.1000/xyz.12"]),
        ("https://a.example/b (accessed 3 May 2010)", ["https://a.example/b", "3 May 2010"]),
        ("See www.a.example. The next sentence", ["www.a.example"]),
    ],
)
def test_addresses_are_found(text: str, values: list[str]) -> None:
    assert [value for _, value in find_masks(text)] == values


def test_dashes_take_the_names_before() -> None:
    reading = reading_of(
        "Title\n\nA text that cites (Okafor 2018).\n\nReferences\n\n"
        "Okafor, Ada. 2018. Ports under Pressure. Lagos: Harbour Press.\n"
        "———. 2019. Berths and Their Keepers. Lagos: Harbour Press.\n"
        "Zhou, Min. 1999. Straits and Pilots. Singapore: Quay Books.\n"
    )
    references = list(find_references(reading))
    assert [one_name(reference.csl["author"][0]) for reference in references] == ["Okafor, Ada", "Okafor, Ada", "Zhou, Min"]


def plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def check_places(text: str) -> None:
    """Check that each field lies in the text and that the text there says what the field says."""
    parsed = parse_entry(text)
    check_csl(parsed.csl)
    assert 0 <= parsed.confidence <= 1
    for name, spans in parsed.fields.items():
        assert all(0 <= start < end <= len(text) for start, end in spans), name
        value = parsed.csl.get(name)
        if isinstance(value, str) and name not in {"DOI", "note"}:
            assert plain(value) in plain(" ".join(text[start:end] for start, end in spans)), name
    for name in NAMES:
        assert len(parsed.csl.get(name, ())) == len(parsed.fields.get(name, ()))


@settings(max_examples=150)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(OFTEN), max_size=300))
def test_any_text_is_parsed(text: str) -> None:
    check_places(text)


@settings(max_examples=100)
@given(st.sampled_from([case["text"] for case in read_cases("references")]), st.data())
def test_damaged_entries_are_parsed(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    check_places(text[:start] + text[end:])
    check_places(text[start:end])


@pytest.mark.parametrize("text", ["", " ", "\n", "x" * 100_000, "a b " * 25_000, "((((" * 2000, "1 " * 5000, "http://" * 3000])
def test_garbage_is_not_trusted(text: str) -> None:
    parsed = parse_entry(text)
    check_csl(parsed.csl)
    assert parsed.confidence < 0.3


def test_prose_and_code_are_not_trusted() -> None:
    prose = "It was late when he came down to the harbour, and nobody on the quay had seen the boat go out that night. " * 4
    code = "def add(a, b):\n    return a + b\n\nfor i in range(10):\n    print(add(i, 2))\n"
    assert parse_entry(prose).confidence < 0.5
    assert parse_entry(code).confidence < 0.5


def test_parsing_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "import json, tomllib, sys; from extract.references.parser import parse_entry\n"
        "cases = tomllib.load(open(sys.argv[1], 'rb'))['case']\n"
        "print(json.dumps([[p.csl, p.fields, p.confidence] for p in (parse_entry(case['text']) for case in cases)]))"
    )
    command = [sys.executable, "-c", program, str(CASES / "references.toml")]
    runs = {
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed, "PATH": ""}, cwd=SEED.parents[1], capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_works_join_references_of_one_work() -> None:
    entries = [
        "Okafor, Ada. Ports under Pressure: Ten Harbours. Lagos: Harbour Press, 2018a.",
        "Okafor A (2018) Ports under pressure. Lagos: Harbour Press.",
        "Okafor, Ada. 2018. Berths and Their Keepers. Lagos: Harbour Press.",
        "Okafor, Ada (2018): Ports under Pressure. 2nd ed. Lagos: Harbour Press.",
    ]
    references = [
        parse_reference(entry).model_copy(update={"id": f"{number}", "source": f"source-{number}"})
        for number, entry in enumerate(entries)
    ]
    works = {work.key: work.references for work in find_works(references)}
    assert works["okafor2018a"] == ("0", "1", "3")
    assert ("2",) in works.values()
    assert list(find_works(references)) == list(find_works(reversed(references)))


def test_entries_of_a_numbered_list_keep_their_number() -> None:
    entries = (
        "[1] W. Okafor Jr. e D.G. Bello, Fundamentos dos Portos (LTC, Lagos, 2014).",
        "[2] C.K. Adeyemi, Docks (Quay, Accra, 2008).",
    )
    text = "References\n\n" + "\n".join([*entries, "[3] H. Walt, Berths (Quay, Accra, 1977)."])
    numbers = [reference.csl["custom"]["citation-number"] for reference in find_references(reading_of(text))]
    assert numbers == ["1", "2", "3"]
    works = (
        "Okafor A. Ports under pressure",
        "Bello C. Docks at dawn",
        "Walt S. Berths",
        "Adeyemi B. Quays and cranes of the north",
    )
    plain = "References\n\n" + "\n\n".join(
        f"{n} {work}. Lagos: Harbour Press; 201{n}." for n, work in enumerate(works, start=1)
    )
    numbers = [reference.csl["custom"]["citation-number"] for reference in find_references(reading_of(plain))]
    assert numbers == ["1", "2", "3", "4"]
