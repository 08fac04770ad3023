"""Libraries of references: what a format holds comes back as it was, and each field has its place in the file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import rispy
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clean import lay_out
from extract.commands.filters import references
from extract.errors import UnreadableSourceError
from extract.libraries.bibtex_reading import read_bibtex
from extract.libraries.bibtex_writing import write_bibtex
from extract.libraries.crosswalk import DATES, ENTRY_TYPES, FIELDS, NAMES, RIS_TAGS, RIS_TYPES, TEXTS, TYPES
from extract.libraries.csl import plain
from extract.libraries.csl_json import read_csl_json, write_csl_json
from extract.libraries.ris import read_ris, write_ris
from extract.libraries.tex import printed
from extract.readers import read_bytes, read_file
from extract.steps import references_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.libraries.entries import Library

FORMATS: dict[str, tuple[Callable[[list[Any]], str], Callable[[str], Library]]] = {
    "csl-json": (write_csl_json, read_csl_json),
    "bibtex": (lambda items: write_bibtex(items, "bibtex"), read_bibtex),
    "biblatex": (lambda items: write_bibtex(items, "biblatex"), read_bibtex),
    "ris": (write_ris, read_ris),
}
VERBATIM = frozenset({"DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL"})


@cache
def schema() -> Any:
    return jsonschema.Draft7Validator(json.loads((Path(__file__).parent / "csl-data.json").read_text("utf-8")))


def read_back(items: list[Any], name: str) -> list[Any]:
    write, read = FORMATS[name]
    return [dict(entry.csl) for entry in read(write(items)).entries]


LETTERS = st.text("abcdeéñöşžłABCDEÉ", min_size=1, max_size=6)
ANY_WORD = st.one_of(
    LETTERS,
    st.sampled_from(
        [
            "NATO",
            "G7",
            "iPhone",
            "McDonald",
            "R&D",
            "50%",
            "#1",
            "$5",
            "a_b",
            "~",
            "^",
            "\\",
            "{x}",
            "--",
            "''x``",
            "“port”",
            "–",
            "—",
            "„Tor“",
            "’s",
            "<i>Origin</i>",
            "5<sup>th</sup>",
            "<",
            ">",
            "and",
            "and,",
            "O'Neill",
            "東京",
            "?`",
            "x.",
        ]
    ),
)
PHRASE = st.lists(ANY_WORD, min_size=1, max_size=5).map(" ".join)
FAMILY = st.one_of(
    LETTERS, st.sampled_from(["Van Evera", "de Gaulle", "Pérez-Díaz", "O'Neill", "García Márquez", "al-Assad", "And"])
)
PERSON = st.builds(
    lambda family, given, particle, suffix: {
        "family": family,
        "given": given,
        **({"non-dropping-particle": particle} if particle else {}),
        **({"suffix": suffix} if suffix else {}),
    },
    FAMILY.map(str.capitalize),
    st.one_of(LETTERS, st.sampled_from(["Ada B.", "J.-P.", "A. and B."])),
    st.sampled_from(["", "", "van", "van der", "de la"]),
    st.sampled_from(["", "", "Jr.", "III"]),
)
BODY = st.sampled_from(["World Bank", "Ministry of Trade and Industry", "R&D News", "NATO", "Ärzte ohne Grenzen e.V.", "{x}"])
NAME = st.one_of(PERSON, BODY.map(lambda body: {"literal": body}))
DAY = st.one_of(
    st.tuples(st.integers(1000, 2030)),
    st.tuples(st.integers(1000, 2030), st.integers(1, 12)),
    st.tuples(st.integers(1000, 2030), st.integers(1, 12), st.integers(1, 31)),
).map(list)
DATE = st.one_of(
    DAY.map(lambda day: {"date-parts": [day]}),
    st.tuples(DAY, DAY).map(lambda ends: {"date-parts": list(ends)}),
    DAY.map(lambda day: {"date-parts": [day], "circa": True}),
    st.tuples(st.integers(1900, 2030), st.integers(1, 4)).map(lambda at: {"date-parts": [[at[0]]], "season": at[1]}),
    st.integers(-500, -1).map(lambda year: {"date-parts": [[year]]}),
    st.sampled_from([{"literal": "n.d."}, {"literal": "forthcoming"}, {"literal": "Spring term"}]),
)


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    item: dict[str, Any] = {"type": draw(st.sampled_from(sorted(TYPES))), "citation-key": "key2018"}
    for variable in draw(st.lists(st.sampled_from([*TEXTS, *NAMES, *DATES]), min_size=1, max_size=8, unique=True)):
        if variable in NAMES:
            item[variable] = draw(st.lists(NAME, min_size=1, max_size=3))
        elif variable in DATES:
            item[variable] = draw(DATE)
        elif variable in VERBATIM or variable in {"page", "keyword", "language"}:
            item[variable] = TEXTS[variable]["example"]
        else:
            item[variable] = draw(PHRASE)
    return item


@pytest.mark.parametrize("name", FORMATS)
@given(item=items())
@settings(max_examples=25, deadline=None)
def test_writing_then_reading_gives_the_item_back(name: str, item: dict[str, Any]) -> None:
    write, read = FORMATS[name]
    written = write([item])
    (entry,) = read(written).entries
    assert entry.csl == item
    assert schema().is_valid([{**entry.csl, "id": entry.key}])
    for variable, spans in entry.fields.items():
        said = " ".join(written[start:end] for start, end in spans)
        assert spans, variable
        assert variable not in VERBATIM or said == item[variable]
        assert variable != "title" or plain(meant(said, name)) == plain(item["title"])


def meant(said: str, name: str) -> str:
    """Return what stands in a file without the escapes of its format."""
    return printed(said) if name.startswith("bib") else str(json.loads(f'"{said}"')) if name == "csl-json" else said


TYPED = (
    "title",
    "container-title",
    "collection-title",
    "collection-number",
    "number",
    "issue",
    "publisher",
    "genre",
    "ISBN",
    "ISSN",
    "URL",
)
"""Variables whose field depends on the type."""

GROUPS = ("article-journal", "book", "chapter", "document", "report", "thesis")
"""Types of which one stands for all that have the same fields."""


@pytest.mark.parametrize("name", FORMATS)
def test_every_variable_of_every_type_comes_back(name: str) -> None:
    whole: dict[str, Any] = {variable: row["example"] for variable, row in TEXTS.items()}
    whole |= {variable: [{"family": "Okafor", "given": "Ada"}, {"literal": "World Bank"}] for variable in NAMES}
    whole |= {variable: {"date-parts": [[2018, 5, 3]]} for variable in DATES}
    telling = {name: whole[name] for name in TYPED}
    library = [{"type": kind, **(whole if kind in GROUPS else telling), "citation-key": kind} for kind in TYPES]
    assert read_back(library, name) == library


def test_the_tables_know_what_the_schema_knows() -> None:
    properties = schema().schema["items"]["properties"]
    assert properties.keys() == {*TEXTS, *NAMES, *DATES, "type", "id", "citation-key", "categories", "custom"}
    assert set(properties["type"]["enum"]) == set(TYPES)
    assert set(ENTRY_TYPES.values()) | set(RIS_TYPES.values()) <= set(TYPES)
    assert set(FIELDS.values()) | set(RIS_TAGS.values()) <= {*TEXTS, *NAMES, *DATES}


@pytest.mark.parametrize("case", parameters(read_cases("libraries")))
def test_reading(case: dict[str, Any]) -> None:
    _, read = FORMATS[case["format"]]
    library = read(case["text"])
    found = [{name: value for name, value in entry.csl.items() if name != "citation-key"} for entry in library.entries]
    assert found == case["items"]
    assert [fault.split(":")[0] for fault in library.faults] == case.get("faults", [])
    if "fields" in case:
        assert {name: [case["text"][a:b] for a, b in spans] for name, spans in library.entries[0].fields.items()} == case[
            "fields"
        ]
    if case["format"] in {"bibtex", "ris"}:
        again = read_back([entry.csl for entry in library.entries], case["format"])
        assert [{name: value for name, value in csl.items() if name != "citation-key"} for csl in again] == case["items"]


@pytest.mark.parametrize(
    ("csl", "name", "line"),
    [
        ({"type": "article-journal", "page": "7–23"}, "bibtex", "pages = {7--23}"),
        ({"type": "article-journal", "page": "1 – 20, 7—23"}, "biblatex", "pages = {1--20, 7--23}"),
        ({"type": "report", "collection-number": "14"}, "bibtex", "number = {14}"),
        ({"type": "report", "collection-number": "14"}, "biblatex", "number = {14}"),
        ({"type": "report", "collection-number": "14", "number": "3"}, "bibtex", "number = {3}"),
        ({"type": "book", "edition": "2nd ed"}, "bibtex", "edition = {2nd}"),
        ({"type": "book", "edition": "2nd ed"}, "biblatex", "edition = {2}"),
        ({"type": "book", "edition": "Revised ed."}, "biblatex", "edition = {Revised ed.}"),
        ({"type": "book", "custom": {"tex": {"title": "{Changed}"}}, "title": "Ports"}, "biblatex", "title = {Ports}"),
        ({"type": "book", "custom": {"ris": {"C1": ["a", "b"]}}}, "bibtex", "ris-c1-2 = {b}"),
        ({"type": "book", "custom": {"bibtex": {"file": ":a.pdf:PDF"}}}, "ris", "L1  - a.pdf"),
    ],
)
def test_what_other_programs_print_is_as_they_expect_it(csl: dict[str, Any], name: str, line: str) -> None:
    assert line in [each.strip().removesuffix(",") for each in FORMATS[name][0]([{"id": "a", **csl}]).splitlines()]
    if "page" not in csl and "Changed" not in str(csl):
        assert read_back([{**csl, "citation-key": "a"}], name) == [{**csl, "citation-key": "a"}]


@pytest.mark.parametrize(("first", "through"), [("bibtex", "ris"), ("biblatex", "ris"), ("ris", "bibtex"), ("ris", "biblatex")])
def test_fields_of_one_format_come_back_through_another(first: str, through: str) -> None:
    kept = {"bibtex": {"eprint": "1801.00001", "file": "Full text:a.pdf:application/pdf"}, "ris": {"C1": ["mine", "R&D"]}}
    item = {"type": "book", "title": "Ports", "custom": kept, "citation-key": "a"}
    assert read_back(read_back([item], first), through) == [item]


@pytest.mark.parametrize(
    "text", ["{", '{"name": "pincite"}', "[1, 2]", '[{"type": "module"}]', "[" * 100, "null", '"TY  - BOOK"']
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"CSL-JSON|Expecting|Nested"):
        read_csl_json(text)


@pytest.mark.parametrize("text", ["", "no library", "@", "@book", "@book{", "@book{a", "TY", "TY  - ", "ER  - \n", "\ufeff"])
def test_what_is_no_library_has_no_works(text: str) -> None:
    for read in (read_bibtex, read_ris):
        assert [entry.csl.get("title") for entry in read(text).entries] in ([], [None])


@pytest.mark.parametrize("name", ["works.bib", "works.ris"])
def test_a_file_without_anything_like_an_entry_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("garbage {{{\n", "utf-8")
    with pytest.raises(UnreadableSourceError, match="it has no entry that begins with"):
        read_file(tmp_path / name)


def test_other_programs_read_our_ris() -> None:
    item = {"id": "okafor2018", "type": "article-journal", "title": "Ports", "author": [{"family": "Okafor", "given": "Ada"}]}
    (record,) = rispy.loads(write_ris([{**item, "page": "12-34", "DOI": "10.1234/x", "keyword": "ports, power"}]))
    assert record["id"] == "okafor2018"
    assert (record["authors"], record["title"], record["start_page"]) == (["Okafor, Ada"], "Ports", "12")
    assert (record["doi"], record["keywords"]) == ("10.1234/x", ["ports", "power"])


def test_a_library_is_a_source_whose_works_are_where_they_stand(tmp_path: Path) -> None:
    text = "% mine\r\n@book{okafor, author = {Okafor, Ada}, title = {P{\\'o}rts}, year = 2018}\r\n@book{broken, title = {\r\n@misc{b, title={B}}"
    (tmp_path / "refs.bib").write_bytes(text.encode("latin-1"))
    reading = lay_out(raw := read_file(tmp_path / "refs.bib"), raw.source(["refs.bib"]))
    first, second = references_of(reading)
    assert (first.raw, first.origin, first.csl["citation-key"]) == ("[okafor] Okafor, Ada. Pórts. 2018.", "bibtex", "okafor")
    assert first.anchor.quote == text[8 : text.index("}\r\n") + 1]
    assert {name: text[slice(*spans[0])] for name, spans in first.fields.items()} == {
        "author": "Okafor, Ada", "issued": "2018", "title": "P{\\'o}rts",
    }  # fmt: skip
    assert second.raw == "[b] B."
    assert [passage.role for passage in reading.passages] == ["reference", "reference", "furniture", "furniture"]
    assert len(raw.lost) == 1


def test_latin_1_is_told() -> None:
    raw = read_bytes("@book{a, title = {Häfen und Straßen für Flüsse}, author={Müller, Jörg}}".encode("latin-1"), "refs.bib")
    assert raw.structure is not None
    assert raw.structure.references[0].csl["title"] == "Häfen und Straßen für Flüsse"
    assert raw.confidence < 1


@pytest.mark.parametrize(
    "text",
    ["@book{a, title={T}}", "% x\n@book{a, title={T}}", "TY  - BOOK\nTI  - T\nER  - ", '[{"type": "book", "title": "T"}]'],
)
def test_standard_input_is_told_by_how_it_begins(text: str) -> None:
    raw = read_bytes(text.encode(), "standard input")
    assert raw.structure is not None
    assert [given.csl["title"] for given in raw.structure.references] == ["T"]


@pytest.mark.parametrize("format_", [None, "jsonl", "biblatex"])
def test_a_broken_entry_is_named_beside_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str | None
) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@book{a, title = {A}}\n@book{b, title = {B,\n@book{c, title = {C}}\n", "utf-8")
    assert references([str(file)], lines=False, as_json=False, format_=format_) == 0
    said = capsys.readouterr()
    assert said.err.startswith(f"Warning: {file}: line 2: @book{{b")
    assert "mend its braces" in said.err
    assert "Warning" not in said.out
