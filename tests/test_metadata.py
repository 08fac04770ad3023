"""What is known of a source as a whole: read from its front, overridden by ``sources.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.clean import reading_of
from extract.errors import UsageError
from extract.metadata import described, read_overrides

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    "The ports of the north were the first to feel the sanctions, and they were the last to say so. Insurers left in March. "
    "Ships that had called at every berth for twenty years went elsewhere, and the pilots were told to wait at home."
)


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ("18 March 2014", "2014-03-18"),
        ("March 18, 2014", "2014-03-18"),
        ("March 2014", "2014-03"),
        ("12 de enero de 2020", "2020-01-12"),
        ("2020-01-12", "2020-01-12"),
        ("Published: 12 January 2020", "2020-01-12"),
        ("Jan. 12, 2020", "2020-01-12"),
        ("31 June 2014", None),
        ("The ports closed on 18 March 2014 in spite of all that was said.", None),
    ],
)
def test_date_that_stands_alone(front: str, date: str | None) -> None:
    source = described(reading_of(f"# Ports under *Pressure*\n\n{front}\n\n{BODY}\n"), {}).source
    assert source.date == date


def test_front_of_an_article() -> None:
    text = f"# Ports under *Pressure*\n\nAda Okafor and Bola Adeyemi\n\nDOI: 10.1000/xyz.12.\n\n{BODY}\n"
    source = described(reading_of(text), {}).source
    assert (source.title, source.doi, source.languages) == ("Ports under Pressure", "10.1000/xyz.12", ("en",))
    assert source.authors == ("Ada Okafor", "Bola Adeyemi")


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ada Okafor", ("Ada Okafor",)),
        ("Ada Okafor, Bola Adeyemi and Chi Eze", ("Ada Okafor", "Bola Adeyemi", "Chi Eze")),
        ("10 November 2022", ()),
    ],
)
def test_byline(byline: str, authors: tuple[str, ...]) -> None:
    assert described(reading_of(f"# Ports under *Pressure*\n\n{byline}\n\n{BODY}\n"), {}).source.authors == authors


def test_what_is_known_counts_more() -> None:
    known = {"title": "Docks", "authors": ["Chi Eze"], "url": "https://a.example/docks"}
    source = described(reading_of(f"# Ports\n\n{BODY}\n"), known).source
    assert (source.title, source.authors, source.url) == ("Docks", ("Chi Eze",), "https://a.example/docks")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[a.txt", "write it as TOML"),
        ('title = "Ports"\n', "stands outside a table"),
        ('["a.txt"]\ntitle = 3\n', "title of 'a.txt' is no text"),
        ('["a.txt"]\nauthors = "Okafor"\n', "authors of 'a.txt' is no list"),
    ],
)
def test_faults_of_the_file_say_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "sources.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=says):
        read_overrides(tmp_path)


def test_front_matter_names_a_markdown_file() -> None:
    text = f"---\ntitle: 'Ports: A Study'\nauthor: [Ada Okafor, Bola Bello]\ndate: 12 May 2018\n---\n\n# Ports: A Study\n\n{BODY}\n"
    reading = described(reading_of(text), {})
    assert (reading.source.title, reading.source.authors, reading.source.date) == (
        "Ports: A Study",
        ("Ada Okafor", "Bola Bello"),
        "2018-05-12",
    )
    assert [passage.role for passage, _ in reading.placed()] == ["title", "body", "furniture"]
