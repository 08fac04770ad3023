"""Look-ups: which works a question names, every place that cites them, what to paste, and what is cited together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from typer.testing import CliRunner

from extract import run
from extract.cli import app
from extract.errors import UsageError
from extract.lock import STATE
from extract.lookup import (
    CitedTogether,
    FoundPlace,
    FoundWork,
    cited_together,
    find_places,
    find_works,
    most_cited,
)
from extract.store import Store
from extract.store.kept_lines import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel
    from typer.testing import Result

STUDY = """# Ports and their Politics

By Chi Eze

## Pressure

Nobody had warned the towns. Japan closed its harbours early (Okafor, 2018a: 44; Bello & Okafor, 2019). Russia answered with sanctions. Later, all of them paid (Okafor, 2018a, pp. 60-61).

## Rest

### After the War

Wages rose in the docks (Bello & Okafor, 2019: 3). Others doubt that (Müller, 2004; Adeyemi, 1999).

As Gorbachev (1987) said, ports must open. Okafor (2018b) agrees.

## References

Bello, Bola, and Ada Okafor. 2019. Docks of the South: Labour and Trade after Empire. Lagos: Harbour Press. ISBN 978-0-691-08624-8.

Gorbachev, Mikhail. 1987. Perestroika at Sea. Moscow: Northern Press.

IHSB. 2015. Safety in Deep Water. Geneva: IHSB.

Müller, Jörg. 2004. "Buck-passing at Sea." Harbour Studies 4 (2): 11-29.

Okafor, Ada. 2018a. Ports under Pressure: The Harbour Study. Lagos: Harbour Press. https://doi.org/10.1234/harbour.2018

Okafor, Ada. 2018b. Ports at Rest. Lagos: Harbour Press.

World Trade Organization. 2011. World Trade in Ports. Geneva: WTO. https://www.example.org/reports/world-trade-in-ports
"""
NOTE = """# A Note on Docks

Fishers knew it before (Okafor, 2018a: 45). Their wages fell in the same years (Bello & Okafor, 2019).

## References

Bello, B. & Okafor, A. (2019). Docks of the South: Labour and Trade after Empire. Harbour Press.

Okafor, A. (2018a). Ports under Pressure: The Harbour Study. Harbour Press.
"""
TALK = """# A Talk

By Dora Falk

Ports closed early (Ito, 2001). Wages fell.[^1]

Table 1. Wages in ports, from Olsen (2003).

[^1]: See the long account in Olsen (2003: 12), who doubts it. Others do not.

## References

Ito, Chi. 2001. A History of Docks. Lagos: Northern Press.

Ito, Dora. 2001. Ports at Sea. Lagos: Northern Press.

Olsen, Kari. 2003. Nets. Lagos: Northern Press.
"""
SOURCES = """["study.md"]
authors = ["Chi Eze", "Dora Falk", "Emil Groß"]
date = "2020-09"
"""


@pytest.fixture(scope="module", name="folder")
def annotated_harbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the annotations of a study, a copy of it, and a note."""
    folder = tmp_path_factory.mktemp("harbours")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "study.md").write_text(STUDY, "utf-8")
    (corpus / "study_copy.md").write_text(STUDY.replace("Nobody had", "No one had"), "utf-8")
    (corpus / "note.md").write_text(NOTE, "utf-8")
    (corpus / "talk.md").write_text(TALK, "utf-8")
    (corpus / "sources.toml").write_text(SOURCES, "utf-8")
    run.extract(corpus, folder / "annotations", jobs=1)
    return folder / "annotations"


@pytest.fixture(name="store")
def opened(folder: Path) -> Iterator[Store]:
    """Yield the store of these annotations."""
    with Store(folder) as store:
        yield store


def invoke(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["lookup", *words, "--annotations", str(folder)], catch_exceptions=False)


def places(store: Store, query: str, **wishes: Any) -> list[FoundPlace]:
    return list(find_places(store, find_works(store, query).works[0], **wishes))


@pytest.mark.parametrize("case", parameters(read_cases("lookup")))
def test_question_finds(store: Store, case: dict[str, Any]) -> None:
    works = find_works(store, case["asks"]).works
    assert [work.key for work in works] == case["finds"]
    read_as = {f"{word.asked} = {word.listed}" for work in works for word in work.read_as}
    assert sorted(read_as) == sorted(case.get("reads", []))


def test_a_work_shows_its_entry_in_each_bibliography(store: Store) -> None:
    (work,) = find_works(store, "Okafor 2018a").works
    assert [entry.where.path for entry in work.entries] == ["note.md", "study.md", "study_copy.md"]
    assert (work.citations, work.sources, work.short) == (3, 2, "Okafor 2018a")


def test_a_place_has_its_sentence_section_locator_claim_and_copies(store: Store) -> None:
    first, second, *_ = [place for place in places(store, "Bello 2019") if place.where.path.startswith("study")]
    assert (first.section, second.section) == (("Pressure",), ("Rest", "After the War"))
    assert (second.locator, second.locator_label) == ("3", "page")
    assert second.text == "Wages rose in the docks (Bello & Okafor, 2019: 3)."
    assert first.claim
    assert first.claim.countries == ("JP actor",)
    assert {first.where.path, *(copy.path for copy in first.copies)} == {"study.md", "study_copy.md"}


def test_context_is_sentences_of_the_same_text(store: Store) -> None:
    place = next(place for place in places(store, "Okafor 2018a", context=1) if place.locator == "44")
    assert place.before in {("Nobody had warned the towns.",), ("No one had warned the towns.",)}
    assert place.after == ("Russia answered with sanctions.",)
    assert not places(store, "Okafor 2018a")[0].before


def test_context_ends_with_its_note_and_leaves_out_byline_and_headings(store: Store) -> None:
    in_caption, in_note = places(store, "Olsen 2003", context=3)
    assert in_caption.text == "Wages in ports, from Olsen (2003)."
    assert (in_note.before, in_note.after) == ((), ("Others do not.",))
    assert not places(store, "Ito, A History", context=3)[0].before


def test_what_may_cite_another_work_is_shown_with_both_and_counted_with_neither(store: Store) -> None:
    works = find_works(store, "Ito 2001").works
    assert [(work.key, work.citations) for work in works] == [("ito2001a", 0), ("ito2001b", 0)]
    found = [place for work in works for place in find_places(store, work)]
    assert [(place.work, place.status) for place in found] == [("ito2001a", "ambiguous"), ("ito2001b", "ambiguous")]
    assert not {"ito2001a", "ito2001b"} & {work.key for work in most_cited(store)}


def test_places_of_one_source(store: Store) -> None:
    note = next(place.where.source for place in places(store, "Okafor 2018a") if place.where.path == "note.md")
    assert [place.where.path for place in places(store, "Okafor 2018a", source=note)] == ["note.md"]


def test_most_cited_counts_a_place_and_its_copy_once(store: Store) -> None:
    found = most_cited(store)
    assert [(work.key, work.citations, work.sources) for work in found[:2]] == [("bello2019", 3, 2), ("okafor2018a", 3, 2)]
    assert {work.key for work in found} >= {"unlisted:adeyemi1999", "muller2004"}
    assert "ihsb2015" not in {work.key for work in found}
    assert [work.key for work in most_cited(store, 1, keys={"muller2004"})] == ["muller2004"]


def test_works_cited_together_are_ranked_by_bracket_sentence_and_paragraph(store: Store) -> None:
    found = cited_together(store, "okafor2018a")
    assert [(work.key, work.groups, work.sentences, work.paragraphs) for work in found] == [("bello2019", 1, 1, 2)]
    assert [work.key for work in cited_together(store, "muller2004")] == ["unlisted:adeyemi1999", "bello2019"]


def test_places_that_cite_two_works(store: Store) -> None:
    both = places(store, "Okafor 2018a", together_with="bello2019")
    assert sorted((place.together, place.locator) for place in both) == [
        ("group", "44"),
        ("paragraph", "45"),
        ("paragraph", "60-61"),
    ]


@pytest.mark.parametrize(
    ("style", "work", "passage"),
    [
        ("apa", "(Bello & Okafor, 2019, p. 3)", "(Eze et al., 2020, After the War section)"),
        ("biblatex", r"\autocite[3]{bello2019}", r"\autocite[under \enquote{After the War}]{eze2020}"),
        ("chicago", "(Bello and Okafor 2019, 3)", "(Eze et al. 2020, under “After the War”)"),
        ("pandoc", "[@bello2019, p. 3]", "[@eze2020, under “After the War”]"),
    ],
)
def test_pinpoints_of_the_work_and_of_the_passage(store: Store, style: str, work: str, passage: str) -> None:
    cites = [place.cite for place in places(store, "Bello 2019", cite=style) if place.locator == "3"]
    assert [(cite.work, cite.source) for cite in cites if cite] == [(work, passage)]


def test_lines_name_place_locator_sentence_section_claim_copy_and_citations(folder: Path) -> None:
    result = invoke(folder, "Bello 2019", "--cite", "chicago", "--source", "study.md")
    assert result.exit_code == 0
    assert "study.md:13:" in result.stdout
    assert " @3  “Wages rose in the docks (Bello & Okafor, 2019: 3).”" in result.stdout
    for line in ("    in       Rest > After the War", "    cite     (Bello and Okafor 2019, 3)", "also at  study_copy.md:13:"):
        assert line in result.stdout


def test_by_section_groups_and_counts(folder: Path) -> None:
    lines = invoke(folder, "Okafor 2018a", "--by-section").stdout.splitlines()
    assert "  note.md  1 citation" in lines
    assert "    Pressure  2" in lines


def test_tables_align_and_small_numbers_are_how_many(folder: Path) -> None:
    head, *rows = invoke(folder, "--most-cited", "2").stdout.splitlines()
    assert head.split() == ["cited", "sources", "key", "work", "title"]
    assert [row.split()[2] for row in rows] == ["bello2019", "okafor2018a"]
    assert "muller2004" in invoke(folder, "--most-cited", "Müller").stdout
    assert invoke(folder, "--together-with", "Okafor 2018a").stdout.splitlines()[1].split()[:5] == [
        "1",
        "1",
        "2",
        "2",
        "bello2019",
    ]


@pytest.mark.parametrize(
    ("words", "types"),
    [
        (["Okafor 2018b"], ["found_work", "found_place"]),
        (["--most-cited", "1"], ["found_work"]),
        (["--together-with", "Okafor 2018a"], ["cited_together"]),
        (["Adeyemi 1999", "--cite", "pandoc", "--context", "1"], ["found_work", "found_place"]),
    ],
)
def test_json_is_one_record_a_line_and_the_same_each_time(folder: Path, words: list[str], types: list[str]) -> None:
    first, second = (invoke(folder, *words, "--json").stdout for _ in range(2))
    assert first == second
    records = [json.loads(line) for line in first.splitlines()]
    assert [record["type"] for record in records] == types
    models: dict[str, type[BaseModel]] = {"found_work": FoundWork, "found_place": FoundPlace, "cited_together": CitedTogether}
    for record in records:
        assert models[record["type"]].model_validate(record).model_dump(mode="json") == record


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["Müller 2005"], 1, "with another year there is muller2004"),
        (["Zzyzx"], 1, "No work fits 'Zzyzx'"),
        (["unlisted:eze2009"], 1, "No work fits 'unlisted:eze2009'"),
        (["Okaffor 2018b"], 0, "No 'okaffor' is listed; showing 'Okafor'."),
        (["Okafor", "--limit", "1"], 0, "1 of 3 works shown"),
        (["Müller 2004", "--source", "note.md"], 1, "muller2004 is not cited in note.md."),
        (["Müller 2004", "--together-with", "Okafor 2018b"], 1, "is not cited in a paragraph that cites okafor2018b"),
        (["--together-with", "ihsb2015"], 1, "No other work is cited"),
        (["--most-cited", "IHSB"], 1, "None of these works is cited."),
        (["--most-cited", "--together-with", "Okafor 2018a"], 0, "Cited with Okafor 2018a (okafor2018a)"),
        (["1", "--most-cited", "--together-with", "Müller"], 0, "Cited with Müller 2004 (muller2004)"),
        (["--together-with", "Okafor"], 0, "'Okafor' is taken as okafor2018a; it may be okafor2018b, bello2019 too."),
    ],
)
def test_status_and_what_is_said_beside(folder: Path, words: list[str], status: int, says: str) -> None:
    result = invoke(folder, *words)
    assert (result.exit_code, says in result.stderr) == (status, True), result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "nothing to look up"),
        (["  "], "nothing to look up"),
        (["Okafor", "--cite", "latin"], "no citation style 'latin'; choose from apa"),
        (["Okafor", "--source", "zzyzx"], "no sources begin with 'zzyzx'; choose from note.md"),
        (["Okafor", "--source", "s"], "2 sources begin with 's'"),
    ],
)
def test_wrong_use_says_what_next(folder: Path, words: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        invoke(folder, *words)


def test_a_terminal_gets_folded_lines(store: Store) -> None:
    from extract.commands.found_lines import lines_of_work  # noqa: PLC0415

    (work,) = find_works(store, "Okafor 2018a").works
    found = places(store, "Okafor 2018a", context=1, cite="chicago-note")
    lines = list(lines_of_work(work, found, by_section=False, width=80))
    assert max(map(len, lines)) <= 80
    assert " ".join(" ".join(lines).split()) == " ".join(
        " ".join(lines_of_work(work, found, by_section=False, width=None)).split()
    )


def test_lines_are_kept_and_made_anew_when_lost(folder: Path) -> None:
    first = invoke(folder, "Okafor 2018b").stdout
    assert ".md:15:" in first
    assert invoke(folder, "Okafor 2018b", "--corpus", str(folder / "nowhere")).stdout == first
    kept = folder / STATE / KEPT
    kept.write_text("no database", "utf-8")
    assert invoke(folder, "Okafor 2018b").stdout == first
    kept.unlink()
    assert ".md@" in invoke(folder, "Okafor 2018b", "--corpus", str(folder / "nowhere")).stdout
    assert invoke(folder, "Okafor 2018b").stdout == first


def test_pages_of_a_pasted_entry_are_not_told_as_missing(folder: Path) -> None:
    pasted = "Müller, Jörg (2004). Buck-passing at Sea. Harbour Studies, 4(2), 111–299. Jörg Müller, Buck-passing, Harbour, Sea, Studies."
    result = invoke(folder, pasted)
    assert (result.exit_code, "holds nothing like" in result.stderr) == (0, False), result.output
    assert "holds nothing like 'xylophone'" in invoke(folder, f"{pasted} Xylophone").stderr


def test_the_corpus_of_the_project(annotated: Path) -> None:
    result = invoke(annotated / "annotations", "(Martin, 1992a: 62)", "--cite", "pandoc")
    assert result.stdout.startswith("martin1992a\n")
    assert "[@martin1992a, p. 31]" in result.stdout
    assert "[@shagina2020, under “Conclusions”]" in result.stdout
    assert result.stdout.endswith("5 citations, 1 reference\n")
