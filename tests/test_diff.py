"""How two copies of a text differ: wording is told from noise, and every letter that differs is told once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract.cli import app
from extract.data_tables import read_table
from extract.differences import Aside, Difference, Text, find_differences
from extract.differences.misreadings import is_misread
from extract.differences.words import fold, read_tokens
from extract.errors import PinciteError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from typer.testing import Result

WORDS = ["port", "ports", "harbour", "sanc-\ntions", "sanctions", "not", "now", "14", "41", "3.5", "Burns", "Bums", "the", "ﬁeld", "Häfen", "Hafen", "港口", "порт", "की", "का", "not able", "notable", "“so”", '"so"', "US", "us", "$5", "p1ace"]  # fmt: skip
texts = st.lists(st.sampled_from([*WORDS, "\n", ". ", ", "]), max_size=40).map(" ".join)


def told(difference: Difference, a: str, b: str) -> str:
    about = f" ({difference.about})" if difference.about else ""
    quotes = " | ".join(raw[slice(*span)].replace("\n", "⏎") for raw, span in ((a, difference.a), (b, difference.b)))
    return f"{difference.kind}{about}: {quotes}"


def text_of(raw: str, asides: Iterable[tuple[str, str]]) -> Text:
    return Text(raw, asides=tuple(Aside(at, at + len(words), label) for words, label in asides for at in [raw.index(words)]))


@pytest.mark.parametrize("case", parameters(read_cases("diff")))
def test_differences(case: dict[str, Any]) -> None:
    a, b = (text_of(case[side], case.get(f"{side}_asides", ())) for side in "ab")
    found = [each for each in find_differences(a, b) if case.get("noise", True) or not each.is_noise]
    assert [told(each, a.raw, b.raw) for each in found] == case["diff"]


@given(texts)
def test_a_text_does_not_differ_from_itself(raw: str) -> None:
    assert find_differences(Text(raw), Text(raw)) == []


@given(texts, texts)
def test_exchanged_sides_give_exchanged_differences(a: str, b: str) -> None:
    turned = [each.turned() for each in find_differences(Text(b), Text(a))]
    assert sorted(turned) == sorted(find_differences(Text(a), Text(b)))


@given(texts, texts)
def test_what_is_left_without_the_differences_is_equal(a: str, b: str) -> None:
    found = [each for each in find_differences(Text(a), Text(b)) if each.a != each.b or a != b]
    rest_a = without(a, [each.a for each in found])
    rest_b = without(b, [each.b for each in found])
    assert fold(rest_a) == fold(rest_b)


def without(raw: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the letters and digits of ``raw`` outside of ``spans``, which do not overlap."""
    at, kept = 0, []
    for start, end in sorted(spans):
        assert start >= at
        kept.append(raw[at:start])
        at = end
    return "".join(character for part in [*kept, raw[at:]] for character in part if character.isalnum())


@given(texts)
def test_every_letter_is_in_one_token(raw: str) -> None:
    tokens = read_tokens(raw)
    inside = [at for token in tokens for at in range(token.start, token.end)]
    assert len(inside) == len(set(inside))
    assert {at for at, character in enumerate(raw) if character.isalnum()} <= set(inside)


@given(texts, st.sampled_from(["14", "not", "Burns"]), st.integers(0, 40))
def test_a_number_a_negation_or_a_name_is_never_noise(raw: str, word: str, at: int) -> None:
    words = raw.split(" ")
    more = " ".join([*words[:at], word, *words[at:]])
    assert any(not each.is_noise for each in find_differences(Text(raw), Text(more)))


def test_only_the_spans_are_compared() -> None:
    raw = "One port. Two ports. Three ports."
    found = find_differences(Text(raw, ((0, 9), (21, 33))), Text("One port. Three harbours."))
    assert [(each.kind, raw[slice(*each.a)]) for each in found if not each.is_noise] == [("replaced", "ports")]


def test_misread_words_find_their_examples() -> None:
    table = read_table("misreadings")
    assert [pair for pair in table["examples"] if not is_misread(pair[0], pair[1], {})] == []
    assert [pair for pair in table["not_examples"] if is_misread(pair[0], pair[1], {})] == []
    assert list(table["negations"]) == sorted(table["negations"])
    assert all(words == sorted(set(words)) for words in table["negations"].values())


def test_long_texts_take_time_in_proportion() -> None:
    paragraph = "The port of {} closed its gates in March {}, and no ship has entered since the insurers left it.\n"
    lines = [paragraph.format(name, 1900 + at % 90) for at in range(1500) for name in ("Lagos", "Tema")]
    other = [line.replace("insurers", "owners") if at % 50 == 0 else line for at, line in enumerate(lines)]
    found = find_differences(Text("".join(lines)), Text("".join(other)))
    assert {each.kind for each in found} <= {"replaced", "added", "left_out", "moved"}
    assert len(found) >= len(lines) // 50


A = "The port closed in May 1998. Insurers had left\nit long before, and did not come back.\n"
B = "The port closed in May 1993. Insurers had left it long before, and did not come back.\n"


def diff(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["diff", *words], input=given, catch_exceptions=False)


@pytest.fixture(name="files")
def two_files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("a.txt", A), ("b.txt", B)):
        (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


def test_two_files(files: tuple[str, str]) -> None:
    result = diff(*files)
    assert result.exit_code == 1
    assert [line.split("  ")[0] for line in result.stdout.splitlines()[2:3]] == ["replaced (number)"]
    assert "- The port closed in May [1998]." in result.stdout
    assert "noise: 1 line break (--noise lists it)" in result.stderr
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(("more", "status"), [([], 0), (["--noise"], 1)])
def test_noise_alone_is_no_difference_unless_it_is_asked_for(files: tuple[str, str], more: list[str], status: int) -> None:
    result = diff(files[0], "-", *more, given=A.replace("\n", " "))
    assert (result.exit_code, bool(result.stdout)) == (status, bool(status))


def test_differences_as_records(files: tuple[str, str]) -> None:
    records = [json.loads(line) for line in diff(*files, "--json", "--noise").stdout.splitlines()]
    assert [record["type"] for record in records] == ["source", "source", "comparison", "difference", "difference"]
    assert (records[2]["wording"], records[2]["noise"]) == ({"replaced": 1}, {"line_break": 1})
    number = records[3]
    assert (number["about"], number["a"]["quote"], number["b"]["quote"]) == ("number", "1998", "1993")
    assert (number["at_a"]["line"], number["at_a"]["column"]) == (1, 24)
    assert A[slice(*number["a"]["spans"][0])] == number["a"]["quote"]


def test_a_summary_by_place(files: tuple[str, str]) -> None:
    assert diff(*files, "--summary").stdout.splitlines()[-1].split("  ")[-1] == "1 replaced"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.txt", "nor-here.txt"], "no such file"),
        (["."], "is a folder"),
        (["a", "b", "c"], "give two files or ids"),
    ],
)
def test_what_cannot_be_compared_is_told(words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PinciteError, match=says):
        diff(*words)


def test_a_record_and_its_copies(annotated: Path) -> None:
    folders = ["--annotations", str(annotated / "annotations"), "--corpus", str(annotated / "corpus")]
    relations = (annotated / "annotations" / "relations.jsonl").read_text("utf-8").splitlines()
    quote = next(json.loads(line) for line in relations if '"relation":"pull_quote"' in line)
    result = diff(quote["id"], *folders)
    assert result.exit_code == 0
    assert "same wording" in result.stderr
    both = diff(quote["a"]["source"], quote["a"]["source"], *folders)
    assert (both.exit_code, both.stdout) == (0, "")
