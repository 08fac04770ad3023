"""What `pincite check` tells: every kind of problem, what to write instead, and what must not alarm."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from made_pdf import lines_at, made_pdf, page
from typer.testing import CliRunner

from extract import run
from extract.annotations import load, read_record
from extract.citations import find_citations_in
from extract.clean import reading_of
from extract.cli import app
from extract.models import Problem
from extract.problems import Cited, find_problems
from extract.references.works import find_works
from extract.steps import references_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def told(problems: Iterable[Problem]) -> list[str]:
    """Return what is told, each thing once, in the order of the alphabet."""
    problems = list(problems)
    times = Counter(problem.same_as or problem.id for problem in problems)
    return sorted(
        f"{each.kind}: {each.message}"
        + (f" → {each.suggestion}" if each.suggestion else "")
        + (f" ({times[each.id]} times)" if times[each.id] > 1 else "")
        for each in problems
        if not each.same_as
    )


@pytest.mark.parametrize("case", parameters(read_cases("problems")))
def test_problems(case: dict[str, Any]) -> None:
    entries = "\n\nReferences\n\n" + case["list"].strip().replace("\n", "\n\n") if "list" in case else ""
    reading = reading_of(case["text"] + entries + "\n")
    listed = references_of(reading)
    cited = Cited(reading.source, listed, tuple(find_citations_in(reading, listed)))
    problems = find_problems({reading.source.id: cited}, tuple(find_works(listed)))
    assert told(each for each in problems if each.kind in case.get("only", [each.kind])) == sorted(case["told"])


LIST = """

References

Bello, Chidi. Quays of the North. Lagos: Harbour Press, 2014.

Okafor, Ada. Ports under Pressure. London: Verso, 2018.
"""
PARAGRAPH = """Ports close when ice comes, and nobody knows for how long. The harbour master keeps a book of every ship
that left too late, and of those that never came. Berths stay empty until the thaw, cranes rust, and the dues of the year
before are spent on salt. What remains is told in the taverns: that the quays were built too low, that the locks were set
too far apart, and that the pilots knew. """
ARTICLE = f"""# Ports in Winter

{PARAGRAPH}
As has been shown (Okafer, 2018), fees rise. Others doubt it (Nobody, 1999).

Fees rise again (Okafer, 2018; Bello, 2014), and doubts remain (Eze, 2009).
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus and its annotations: an article, its near-duplicate, another article, a page of a PDF."""
    folder = tmp_path_factory.mktemp("checked")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(ARTICLE + LIST, "utf-8")
    (corpus / "a-draft.txt").write_text(ARTICLE.replace("# Ports in Winter", "Ports in winter, a draft"), "utf-8")
    (corpus / "b.md").write_text(
        "Docks are dear (Eze, 2009).\n\nReferences\n\nEze, Dayo. Docks and Dues. Lagos: Harbour Press, 2009.\n", "utf-8"
    )
    pages = [
        ["Piers are cheap (Umar, 2001), and no harbour has too many of them."],
        ["They were not always cheap (Sow, 2002: 5), whatever is said of them now."],
        ["References", "", "Umar, Ife. Piers and their Prices. Lagos: Harbour Press, 2001."],
    ]
    (corpus / "c.pdf").write_bytes(made_pdf([page(lines_at(72, 700, each)) for each in pages]))
    (corpus / "empty.txt").write_text("", "utf-8")
    run.extract(corpus, folder / "annotations", jobs=1)
    return folder


def check(folder: Path, *words: str) -> tuple[list[str], str, int]:
    """Return the lines, the messages and the exit status of a check."""
    options = ["--annotations", str(folder / "annotations"), "--corpus", str(folder / "corpus")]
    result = CliRunner().invoke(app, ["check", *words, *options], catch_exceptions=False)
    return result.stdout.splitlines(), result.stderr, result.exit_code


def test_every_line(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checked)
    lines, said, status = check(checked)
    assert lines == [
        "corpus/a.md:7:20: name_mismatch: “Okafer, 2018”: cited as Okafer, listed as Okafor → Okafor [corpus/a.md:16:1]; 2 times: lines 7, 9; also a-draft.txt, 2 times: lines 7, 9",
        "corpus/a.md:7:63: missing_reference: “Nobody, 1999”: not listed; also corpus/a-draft.txt:7:63",
        "corpus/a.md:9:65: missing_reference: “Eze, 2009”: not listed → listed in b.md: Eze 2009 (Docks and Dues) [corpus/b.md:5:1]; also corpus/a-draft.txt:9:65",
        "corpus/c.pdf:2: missing_reference: “Sow, 2002”: not listed",
        "corpus/empty.txt: empty_file: empty.txt is empty",
    ]
    assert said == "5 problems: 3 missing_reference, 1 empty_file, 1 name_mismatch\n"
    assert status == 0


def test_lines_name_the_place_in_the_file(checked: Path) -> None:
    line = (checked / "corpus" / "a.md").read_text("utf-8").splitlines()[6]
    assert line[19:].startswith("Okafer, 2018")


@pytest.mark.parametrize(
    ("words", "begins", "status"),
    [
        (["--kind", "name_mismatch", "--kind", "empty_file"], ["a.md:7:20", "empty.txt:"], 0),
        (["--kind", "year_mismatch", "--strict"], [], 0),
        (["--kind", "name_mismatch", "--strict"], ["a.md:7:20"], 1),
        (["--source", "c.pdf"], ["c.pdf:2:"], 0),
        (["--source", "a-draft", "--strict"], ["a-draft.txt:7:20", "a-draft.txt:7:63", "a-draft.txt:9:65"], 1),
        (["--source", "b.md", "--source", "c.pdf"], ["c.pdf:2:"], 0),
        (["--source", "b.md", "--strict"], [], 0),
    ],
)
def test_options(checked: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], begins: list[str], status: int) -> None:
    monkeypatch.chdir(checked / "corpus")
    lines, said, ended = check(checked, *words)
    assert [line[: len(each)] for line, each in zip(lines, begins, strict=True)] == begins
    assert said.startswith(f"{len(begins)} problem")
    assert ended == status


def test_json_lines_are_records_with_all_their_places(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checked / "corpus")
    lines, _, _ = check(checked, "--json", "--kind", "name_mismatch", "--kind", "missing_reference")
    found = [record for line in lines if isinstance(record := read_record(line), Problem)]
    assert [(each.kind, each.suggestion) for each in found][:2] == [("name_mismatch", "Okafor"), ("missing_reference", None)]
    assert found[0].places == ("a.md:7:20", "a.md:9:18", "a-draft.txt:7:20", "a-draft.txt:9:18")
    assert [json.loads(line)["places"] for line in lines][-1] == ["c.pdf:2"]


def test_each_place_keeps_its_own_record(checked: Path) -> None:
    problems = [each for each in load(checked / "annotations").problems if each.kind == "name_mismatch"]
    assert len(problems) == 4
    (head,) = [each for each in problems if each.same_as is None]
    assert {each.same_as for each in problems} == {None, head.id}
    assert all(each.record and each.record.split("/")[1] == "cite" for each in problems)
