"""Sentences end where the tables say, and every span is right whatever the text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.sentences import LONGEST, split_sentences
from extract.sentences.abbreviations import load_abbreviations

DATA = Path(__file__).parents[1] / "extract/data/abbreviations.toml"
GROUPS = tomllib.loads(DATA.read_text(encoding="utf-8"))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def parted(text: str) -> tuple[str, list[str]]:
    """Return a table's text without its bars, and the sentences between them."""
    parts = text.split("|")
    return "".join(part.removesuffix(" ") if i + 1 < len(parts) else part for i, part in enumerate(parts)), [
        part.strip() for part in parts if part.strip()
    ]


@pytest.mark.parametrize("case", parameters(read_cases("sentences")))
def test_cases(case: dict[str, Any]) -> None:
    text, expected = parted(case["text"])
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("group", "example"),
    [(name, example) for name, group in GROUPS.items() for example in group["examples"] + group["not_examples"]],
)
def test_examples_of_the_data(group: str, example: str) -> None:
    text, expected = parted(example)
    assert sentences(text) == expected, group


@pytest.mark.parametrize("group", GROUPS)
def test_data_is_in_order(group: str) -> None:
    words = GROUPS[group]["words"]
    assert words == sorted(set(words))
    assert GROUPS[group]["examples"]
    assert GROUPS[group]["not_examples"]
    assert GROUPS[group].get("ends", "never") in {"never", "not number", "not day", "capital", "starter"}


def test_no_abbreviation_in_two_groups() -> None:
    words = [word for group in GROUPS.values() if "ends" in group for word in group["words"]]
    assert len(words) == len(set(words))
    assert list(GROUPS) == sorted(GROUPS)
    assert set(words) <= set(load_abbreviations().ends)


def test_a_lost_space() -> None:
    assert sentences("It was the end of the sanctions.The next was calm.") == [
        "It was the end of the sanctions.",
        "The next was calm.",
    ]
    assert len(sentences("See Node.js, example.net and System.In for it.")) == 1


def test_what_is_too_long_for_a_sentence_is_cut_at_a_space() -> None:
    for text in ("the port and " * 2000 + "x", "a" * 12_000, "a " + "b" * 9000 + " c", f"{'a' * 5000} b"):
        parts = [text[start:end] for start, end in split_sentences(text)]
        assert max(map(len, parts)) <= LONGEST
        assert "".join(parts).replace(" ", "") == text.replace(" ", "")
        assert all(part == part.strip() != "" for part in parts)


def test_chinese_and_japanese() -> None:
    assert sentences("港は古い。船は新しい！「なぜ？」") == ["港は古い。", "船は新しい！", "「なぜ？」"]


PIECES = st.sampled_from(
    [
        ". ",
        ".",
        "? ",
        "! ",
        "… ",
        "...",
        "\n",
        "\n\n",
        " ",
        "\r\n",
        '"',
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "Dr",
        "U.S",
        "al",
        "The",
        "a",
        "É",
        "8",
        "2014",
        "¹",
        "。",
        "-",
        "•",
        "\f",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
def test_spans_are_in_order_and_trimmed(text: str) -> None:
    last = 0
    for start, end in split_sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@given(TEXTS)
def test_nothing_but_space_between_sentences(text: str) -> None:
    last = 0
    for start, end in [*split_sentences(text), (len(text), len(text))]:
        assert not text[last:start].strip()
        last = end


@given(TEXTS, TEXTS)
def test_a_blank_line_parts_texts(first: str, second: str) -> None:
    shift = len(first) + 2
    moved = [(start + shift, end + shift) for start, end in split_sentences(second)]
    assert split_sentences(f"{first}\n\n{second}") == split_sentences(first) + moved
