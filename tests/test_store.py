"""The index over the annotations: whatever happens to it, the answers are those of the records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from extract import run
from extract.errors import StoreError
from extract.lock import STATE
from extract.lookup import find_works
from extract.models import Reference
from extract.store import INDEX_VERSION, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTE = (
    "The harbour study (Okafor, 2018: 44) warned Japan, and nobody listened to it (Bello & Eze, 2019).\n\nReferences\n\n"
    "Okafor, Ada. 2018. Ports under Pressure. Lagos: Harbour Press. https://doi.org/10.1234/harbour.2018\n\n"
    "Bello, Bola, and Chi Eze. 2019. Docks of the South. Lagos: Harbour Press.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the annotations of one note, with their index."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "note.txt").write_text(NOTE, "utf-8")
    run.extract(tmp_path / "corpus", tmp_path / "annotations", jobs=1)
    with Store(tmp_path / "annotations"):
        pass
    return tmp_path / "annotations"


def cited_titles(folder: Path, query: str) -> list[str]:
    with Store(folder) as store:
        return [work.title for work in find_works(store, query).works if work.citations]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Okafor 2018", "Ports under Pressure"),
        ("10.1234/harbour.2018", "Ports under Pressure"),
        ("https://doi.org/10.1234/harbour.2018.", "Ports under Pressure"),
        ("Bello Eze", "Docks of the South"),
        ("Bello and Eze 2019", "Docks of the South"),
        ("Okaför", "Ports under Pressure"),
    ],
)
def test_a_work_is_found_by_names_year_or_doi(folder: Path, query: str, title: str) -> None:
    assert cited_titles(folder, query) == [title]


@pytest.mark.parametrize("query", ["Okafor 2019", "10.1234/elsewhere", "Okafor Bello"])
def test_what_fits_no_entry_is_not_found(folder: Path, query: str) -> None:
    assert cited_titles(folder, query) == []


def _no_database(path: Path) -> None:
    path.write_text("no database", "utf-8")


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def _older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as index, index:
        index.execute("update built set stamp = 'older'")
        index.execute("delete from record")


@pytest.mark.parametrize("harm", [_no_database, _cut_short, _older, lambda path: path.unlink()])
def test_an_index_that_is_damaged_older_or_gone_is_made_anew(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder / STATE / f"index-{INDEX_VERSION}.sqlite")
    assert cited_titles(folder, "Okafor 2018") == ["Ports under Pressure"]


def test_an_index_that_is_damaged_within_is_one_clear_error(folder: Path) -> None:
    path = folder / STATE / f"index-{INDEX_VERSION}.sqlite"
    with closing(sqlite3.connect(path)) as index, index:
        index.execute("drop table record")
    with Store(folder) as store, pytest.raises(StoreError, match=r"the index is damaged .* delete that folder"):
        store.get("any")


def test_records_changed_by_hand_are_seen(folder: Path) -> None:
    path = next(folder.glob("note*.jsonl"))
    path.write_text(path.read_text("utf-8").replace("Ports under Pressure", "Ports at Rest"), "utf-8")
    with Store(folder) as store:
        titles = {record.csl["title"] for record in store.of_type("reference") if isinstance(record, Reference)}
    assert "Ports at Rest" in titles
