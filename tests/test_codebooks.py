"""Codebooks of users: read from TOML and CSV, with faults that say what to do."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.codebooks import read_codebooks
from extract.codebooks.csv_file import read_csv
from extract.codebooks.entries import FIELDS, GROUP_FIELDS, Entry, Place, check_entry
from extract.codebooks.toml_file import read_toml
from extract.errors import UsageError
from extract.lexicon.codebook import codebook_of
from extract.lexicon.taxonomy import Taxonomy
from extract.lexicon.theories import find_mentions
from extract.tags import tag

FRAMES = """
[frame.security]
name = "Security frame"
labels = ["security threat"]
ambiguous = [{ labels = ["closure"], needs = ["ice"] }]
broader = ["some"]
[frame.some]
labels = ["some such thing"]
broader = ["all"]
[frame.all]
labels = ["all such things"]
[actor.board]
labels = ["Harbour Board"]
[theory.port-realism]
labels = ["port realism"]
broader = ["realism"]
works = ["Okafor 2018: Ports under Pressure"]
"""
PORTS = """# Ports

The Harbour Board saw a security threat in the closure, for the ice was thick. Port realists disagree with Okafor (2018).

## References

Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.
"""


def written(folder: Path, case: dict[str, Any]) -> Path:
    kind = "toml" if "toml" in case else "csv"
    file = folder / f"book.{kind}"
    file.write_text(case[kind].removeprefix("\n") if kind == "csv" else case[kind], "utf-8")
    return file


@pytest.mark.parametrize("case", parameters(read_cases("codebooks")))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    file = written(tmp_path, case)
    if "says" in case:
        with pytest.raises(UsageError) as fault:
            read_codebooks([file])
        assert case["says"].replace("FILE", str(file)) in str(fault.value)
        return
    codebook = read_codebooks([file]).codebook
    known = codebook.dimensions
    tags = [found for found in tag(case["text"], codebook) if found.kind in known]
    assert [f"{case['text'][each.start : each.end]} = {each.kind}:{each.value}" for each in tags] == case["finds"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheets_of_all_makes_are_the_same(encoding: str, end: str) -> None:
    text = f"dimension;id;labels{end}frame;größe;Hafengröße|Kai{end}"
    (entry,) = read_csv(Path("book.csv"), text.encode(encoding)).entries
    assert (entry.dimension, entry.id, entry.fields["labels"]) == ("frame", "größe", ["Hafengröße", "Kai"])


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        (
            "book.csv",
            "dimension;id;labels\nframe;gr\xf6\xdfe;Kai\n".encode("cp1252"),
            "byte 28 is not UTF-8; in Excel, save it as “CSV UTF-8”",
        ),
        (
            "book.csv",
            b"dimension,id,labels,needs,within\nframe,a,port,ice,far\nframe,b,quay,,\nframe,,wharf,,\n",
            "book.csv:2: within is 'far'; write a number of characters\n",
        ),
        (
            "book.csv",
            b"dimension,id,labels,needs,within\nframe,a,port,ice,far\nframe,b,quay,,\nframe,,wharf,,\n",
            "book.csv:4: a row has no id",
        ),
        (
            "book.csv",
            "dimension,id,labels\nframe,a,“home front”\n".encode(),
            "book.csv:2: frame.a: labels: '“home front”' has its quotation marks",
        ),
        ("book.toml", b"[frame.a]\nlabels = 3\n[frame.b]\nlables = ['port']\n", "book.toml:1: frame.a: labels: it is no list"),
        ("book.toml", b"[frame.a]\nlabels = 3\n[frame.b]\nlables = ['port']\n", "\n"),
        ("book.toml", b"[frame.a]\nlabels = ['port']\n\n[frame.a]\nlabels = ['quay']\n", "book.toml:4: that is not TOML"),
        ("book.toml", b"[frame.a]\nlabels = ['port']\n\n[frame.a]\nlabels = ['quay']\n", "give the second another id"),
        ("book.toml", "[frame.größe]\nlabels = ['port']\n".encode(), "book.toml:1: that is not TOML"),
        ("book.toml", "[frame.größe]\nlabels = ['port']\n".encode(), "stand in quotation marks: [frame"),
        ("book.toml", b"[frame.a]\nlabels = ['port'\n", "book.toml:"),
        ("book.toml", b"\n[Frame.'Home Front']\nlabels = ['port']\n", "book.toml:2: Frame.Home Front:"),
        ("book.csv", b"PK\x03\x04\0\0", "that is no text; save the spreadsheet as “CSV UTF-8”"),
        ("book.csv", b'dimension,id,labels\nframe,a,"port\n', "book.csv:"),
        ("book.toml", b"[frame.a]\nlabels = ['\xff']\n", "book.toml:2: byte 21 is not UTF-8; save the file as UTF-8"),
        ("book.xlsx", b"PK", "no codebook; write it as TOML (.toml), or save the spreadsheet as CSV UTF-8 (.csv)"),
    ],
)
def test_files_that_are_no_codebooks(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as fault:
        read_codebooks([tmp_path / name])
    assert says in str(fault.value)


def test_a_second_file_may_extend_the_first_and_nothing_else(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text("[frame.a]\nlabels = ['port']\n", "utf-8")
    second.write_text("[frame.a]\nmode = 'extend'\nlabels = ['quay']\n", "utf-8")
    codebook = read_codebooks([first, second]).codebook
    assert [each.value for each in tag("port, quay", codebook)] == ["a", "a"]
    second.write_text("[frame.a]\nlabels = ['quay']\n", "utf-8")
    with pytest.raises(UsageError, match=r"b.toml:1: frame.a stands at .*a.toml:1 already"):
        read_codebooks([first, second])


def test_many_stems_take_no_longer_than_few() -> None:
    """The words of a text, not the entries of a codebook, make the work: 4,000 stems, of which each word can begin a few."""
    letters = "abcdefghijklmnopqrst"
    stems = [f"{a}{b}{c}{d}*" for a in letters for b in letters for c in letters[:10] for d in "x"]
    text = "the ports were closed when abax and tsjxes came " * 400

    def seconds(labels: list[str]) -> float:
        taxonomy = Taxonomy("frame", {"a": {"name": "A", "language": "de", "labels": labels}})
        assert len(list(taxonomy.find(text))) == 800 if len(labels) > 10 else True
        start = process_time()
        list(taxonomy.find(text))
        return process_time() - start

    assert seconds(stems) < 20 * seconds(stems[:10]) + 0.2


def test_lists_of_two_codebooks_have_two_names(tmp_path: Path) -> None:
    for name, word in (("a", "port"), ("b", "quay")):
        (tmp_path / f"{name}.toml").write_text(
            f"[contexts]\nwater = ['{word}']\n[frame.{name}]\nlabels = ['{name} ship']\n", "utf-8"
        )
    with pytest.raises(UsageError, match=r"b.toml: \[contexts\]: water is the name of a list of another codebook"):
        read_codebooks([tmp_path / "a.toml", tmp_path / "b.toml"])


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5), st.sampled_from(",;\t"))
def test_any_table_is_read_or_faulted(rows: list[list[str]], sign: str) -> None:
    text = "\n".join([sign.join(["dimension", "id", "labels", "needs"]), *(sign.join(row) for row in rows)])
    with suppress(UsageError):
        assert all(entry.dimension and entry.id for entry in read_csv(Path("book.csv"), text.encode()).entries)


@given(st.text(st.sampled_from("[]{}=.'\"\n abframelsidx#"), max_size=60))
def test_any_toml_is_read_or_faulted(text: str) -> None:
    with suppress(UsageError):
        assert all(entry.dimension and entry.id for entry in read_toml(Path("book.toml"), text.encode()).entries)


NOTATIONS = st.text(st.sampled_from("abé *|()[]-'.;\n核"), max_size=12)
VALUES = st.one_of(
    NOTATIONS,
    st.booleans(),
    st.integers(-5, 5000),
    st.lists(st.one_of(NOTATIONS, st.sampled_from(["port*", "@country", "@ports", "Okafor 2018"])), max_size=3),
)
GROUPS = st.lists(st.dictionaries(st.sampled_from([*GROUP_FIELDS, "neads"]), VALUES, max_size=4), max_size=2)
FILED = st.dictionaries(st.sampled_from([*FIELDS, "lables"]), VALUES, max_size=5)


@given(
    FILED,
    GROUPS,
    st.sampled_from(["frame", "theory", "country", "Frame", "f rame"]),
    st.sampled_from(["a", "hedging", "a b", ""]),
)
def test_any_entry_is_taken_and_found_or_faulted(fields: dict[str, Any], groups: list[Any], dimension: str, id_: str) -> None:
    entry = Entry(dimension, id_, {"name": "a", **fields, "ambiguous": groups}, Place("book.toml", 1))
    with suppress(UsageError):
        check_entry(entry, ())
        codebook = codebook_of(
            json.dumps({"contexts": {}, dimension: {id_: {**entry.fields, "mode": "replace", "broader": []}}})
        )
        for taxonomy in codebook.taxonomies[-1:]:
            find_mentions("ab é port 核 aé in Japan", taxonomy=taxonomy)
