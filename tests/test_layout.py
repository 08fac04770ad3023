"""Layout and cleaning give what the tables say, and lose nothing whatever the text."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.clean import lay_out, line_starts, reading_of
from extract.hyphens import Vocabulary, decide
from extract.languages import find_language
from extract.layout.section_names import announced
from extract.readers import read_file
from extract.reading import quote

if TYPE_CHECKING:
    from extract.reading import Reading

TESTS = Path(__file__).parent
DATA = TESTS.parent / "extract/data"
CORPUS = sorted((TESTS.parent / "corpus").glob("*.txt"))
PIECES = [
    "The ports were the first to feel it. ", "sanc-\n", "tions", "\n\n", "\n", " \n", "\f", "\r\n", "References", "Abstract: ", "1. ", "region.4 ",
    "^{2.} ", "*", "**", "- ", "# ", "\\$", "\u00ad", "\u200b", "\u00a0", "\t", "12", "THEORIES  70\n\n", "https://a.example/b-\n", "Okafor, A. (2018) ",
    "Editor’s note: ", "²", "[x](http://y.example)", "_", "|a|b|", "\x00", "\ufeff", "\u2028", "ñandú ", "日本", "> ", "“", "”",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=80))


@pytest.mark.parametrize("case", parameters(read_cases("layout")))
def test_layout(case: dict[str, Any]) -> None:
    reading = reading_of(case["raw"])
    found = [
        [passage.role, passage.anchor.text] for passage in reading.passages if passage.role == case.get("only", passage.role)
    ]
    assert found == case["passages"]


@pytest.mark.parametrize("case", parameters(read_cases("hyphens")))
def test_hyphens(case: dict[str, Any]) -> None:
    vocabulary = Vocabulary(case.get("source", ""))
    decision = decide(case["before"], case["after"], vocabulary, case.get("language", "en"), case.get("previous", ""))
    read = case["before"] + "-" * decision.keep + " " * decision.space + case["after"]
    assert read == case["is"], decision.rule


@pytest.mark.parametrize(("code", "entry"), tomllib.loads((DATA / "function_words.toml").read_text("utf-8")).items())
def test_languages(code: str, entry: dict[str, list[str]]) -> None:
    assert all(find_language(text) == code for text in entry["examples"])
    assert not any(find_language(text) == code for text in entry["not_examples"])


@pytest.mark.parametrize(("kind", "entry"), tomllib.loads((DATA / "headings.toml").read_text("utf-8")).items())
def test_headings(kind: str, entry: dict[str, list[str]]) -> None:
    assert entry["words"] == sorted(entry["words"])
    assert all(announced(text) == kind for text in entry["examples"])
    assert not any(announced(text) == kind for text in entry["not_examples"])


def check_laws(reading: Reading) -> None:
    """Check that each character stands in one passage, and each passage where it says."""
    raw = reading.raw
    owners = [0] * len(raw)
    for passage, (start, end) in reading.placed():
        anchor = passage.anchor
        assert reading.text[start:end] == anchor.text
        assert "\n" not in anchor.text
        assert anchor.quote == quote(raw, anchor.spans)
        own = {at for span in (*anchor.spans, *(edit.span for edit in passage.edits)) for at in range(*span)}
        for at in own:
            owners[at] += 1
    assert [raw[at] for at, count in enumerate(owners) if count != 1 and not raw[at].isspace()] == []
    assert reading.text == "\n\n".join(passage.anchor.text for passage in reading.passages)
    assert max(Counter(passage.id for passage in reading.passages).values(), default=1) == 1


@given(TEXTS)
@settings(max_examples=120)
@example("")
@example("sanc-\n\u200btions")
def test_nothing_is_lost(text: str) -> None:
    check_laws(reading_of(text))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name[:3])
def test_nothing_is_lost_of_the_corpus(path: Path) -> None:
    raw = read_file(path)
    check_laws(lay_out(raw, raw.source([path.name])))


def test_every_line_of_a_passage_can_be_found() -> None:
    raw = "The ports of the north were the first to feel the sanc-\ntions, and they were the\nlast to say so, as ever."
    reading = reading_of(raw)
    assert [reading.text[at : at + 5] for at in line_starts(reading, 0, len(reading.text))] == ["The p", "tions", "last "]


def roles(reading: Reading) -> Counter[str]:
    return Counter(passage.role for passage in reading.passages)


def read_seed(number: int) -> Reading:
    raw = read_file(CORPUS[number])
    return lay_out(raw, raw.source([CORPUS[number].name]))


def test_two_readings_of_one_article_have_the_same_parts() -> None:
    dump, markdown = read_seed(0), read_seed(1)
    assert roles(dump)["pull_quote"] == roles(markdown)["pull_quote"] == 7
    assert roles(dump)["note"] == 9
    assert roles(markdown)["note"] == 10  # the author's thanks, too
    sections = [[p.anchor.text for p in reading.passages if p.role == "heading"] for reading in (dump, markdown)]
    assert sections[0] == sections[1][:-1]
    assert sections[1][-1] == "Bibliographical references"
    bodies = [
        [p.anchor.text.replace("’", "'").split()[0] for p in reading.passages if p.role == "body"]
        for reading in (dump, markdown)
    ]
    assert set(bodies[1]) >= set(bodies[0])


def test_sections_of_a_body_printed_twice_are_the_same() -> None:
    sections = [passage.section for passage in read_seed(3).passages if passage.role == "body"]
    assert len(sections) == 22
    assert sections[:11] == sections[11:]
    assert sections[10] == ("CONCLUSION: GLOBAL PARTNERSHIPS MATTER",)
