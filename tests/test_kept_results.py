"""What steps gave is kept: a broken run goes on where it stopped, a later one redoes only what changed, and both give what one run gives."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from typer.testing import CliRunner

from extract import run
from extract.cli import app
from extract.errors import StoreError, UnreadableSourceError, UnwritableError
from extract.lock import STATE
from extract.packed import Packed, Shelved
from extract.store import seal
from extract.store.kept_results import KEPT, KeptResults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PORTS = """# Ports in Winter

The harbour study (Okafor, 2018: 44) warned that Japan would close its ports long before the insurers left. Nobody in
Seoul believed it, and nobody in Tokyo read it. As Adeyemi (2014) had said, ports close when ice comes.
{}
## References

Adeyemi, B. Docks of the South. Lagos: Harbour Press, 2014.

Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.
"""
MORE = "\nThe berths stay empty until the thaw, the cranes rust, and the dues of the year before are spent on salt.\n"


class Item(NamedTuple):
    """What the step of these tests works on."""

    word: str
    text: Packed[str]


def shouted(item: Item) -> tuple[str, Packed[str]]:
    return item.word.upper(), Packed(item.text.open().upper())


def items(*words: str) -> list[Item]:
    return [Item(word, Packed(f"{word} closed")) for word in words]


class Recorded:
    """An ``Each`` that remembers what it did, and that may fail or be broken off at a word."""

    def __init__(self, *, fails: str = "", breaks: str = "") -> None:
        """Say at which word it fails, and at which it is broken off."""
        self.done: list[str] = []
        self._fails, self._breaks = fails, breaks

    def __call__(self, step: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        for item in items:
            if item.word == self._breaks:
                raise KeyboardInterrupt
            self.done.append(item.word)
            yield UnreadableSourceError("too long") if item.word == self._fails else step(item)


def results(folder: Path, each: Recorded, *words: str, program: str = "one") -> list[Any]:
    with KeptResults(folder, program) as kept:
        found = list(kept.remembering(each)(shouted, items(*words)))
        return [(one[0], one[1].open()) if isinstance(one, tuple) else one for one in found]


def test_what_was_done_is_not_done_again_and_stands_in_its_place(tmp_path: Path) -> None:
    results(tmp_path, Recorded(), "oslo", "bergen")
    each = Recorded()
    assert results(tmp_path, each, "oslo", "lagos", "bergen", "accra", "oslo") == [
        ("OSLO", "OSLO CLOSED"),
        ("LAGOS", "LAGOS CLOSED"),
        ("BERGEN", "BERGEN CLOSED"),
        ("ACCRA", "ACCRA CLOSED"),
        ("OSLO", "OSLO CLOSED"),
    ]
    assert each.done == ["lagos", "accra"]


def test_a_broken_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        results(tmp_path, Recorded(breaks="accra"), "oslo", "lagos", "accra")
    each = Recorded()
    assert len(results(tmp_path, each, "oslo", "lagos", "accra")) == 3
    assert each.done == ["accra"]


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    first, *_ = results(tmp_path, Recorded(fails="oslo"), "oslo", "lagos")
    assert isinstance(first, UnreadableSourceError)
    each = Recorded()
    assert results(tmp_path, each, "oslo", "lagos")[0] == ("OSLO", "OSLO CLOSED")
    assert each.done == ["oslo"]


def test_another_program_believes_nothing(tmp_path: Path) -> None:
    results(tmp_path, Recorded(), "oslo")
    each = Recorded()
    results(tmp_path, each, "oslo", program="two")
    assert each.done == ["oslo"]


def test_what_another_user_kept_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "own_key", lambda _folder: b"another")
    results(tmp_path, Recorded(), "oslo")
    monkeypatch.undo()
    each = Recorded()
    results(tmp_path, each, "oslo")
    assert each.done == ["oslo"]


@pytest.mark.parametrize("table", ["result set value = zeroblob(40)", "packed set data = x'00'"])
def test_what_somebody_has_changed_is_never_opened(tmp_path: Path, table: str) -> None:
    results(tmp_path, Recorded(), "oslo")
    with closing(sqlite3.connect(tmp_path / STATE / KEPT)) as db, db:
        db.execute(f"update {table}")
    with pytest.raises(StoreError, match="something else wrote to it"):
        results(tmp_path, Recorded(), "oslo")


def test_the_key_is_made_once_and_its_user_alone_reads_it(tmp_path: Path) -> None:
    seal.own_key.cache_clear()
    key = seal.own_key(tmp_path / "cache")
    seal.own_key.cache_clear()
    assert (len(key), seal.own_key(tmp_path / "cache")) == (seal.KEY_SIZE, key)
    if sys.platform != "win32":
        assert (tmp_path / "cache" / "key").stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_bytes(b"no folder")
    assert len(seal.own_key(tmp_path / "file")) == seal.KEY_SIZE  # one that is not kept


def test_a_place_that_cannot_be_written_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / STATE / KEPT).mkdir(parents=True)
    with pytest.raises(UnwritableError, match="choose another folder"):
        results(tmp_path, Recorded(), "oslo")


def test_the_packed_values_of_results_lie_on_disk(tmp_path: Path) -> None:
    with KeptResults(tmp_path, "one") as kept:
        (found,) = kept.remembering(Recorded())(shouted, items("oslo"))
        assert isinstance(found, tuple)
        assert isinstance(found[1], Shelved)
        assert found[1].digest == Packed("OSLO CLOSED").digest


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    results(tmp_path, Recorded(), "oslo", "lagos")
    with KeptResults(tmp_path, "one") as kept:
        list(kept.remembering(Recorded())(shouted, items("oslo")))
        kept.forget_others()
    each = Recorded()
    results(tmp_path, each, "oslo", "lagos")
    assert each.done == ["lagos"]


def test_a_damaged_file_is_told_and_made_anew(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ports.md").write_text(PORTS.format(""), "utf-8")
    out = tmp_path / "out"
    run.extract(tmp_path / "corpus", out, jobs=1)
    for file in (out / STATE).glob(f"{KEPT}*"):
        file.write_bytes(b"no database, but long enough to look like one" * 200)
    (tmp_path / "corpus" / "docks.md").write_text("# Docks\n\nOslo closed one dock in July 2014.\n", "utf-8")
    with pytest.raises(StoreError, match="damaged"):
        run.extract(tmp_path / "corpus", out, jobs=1)
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "corpus"), "-o", str(out), "-j", "1"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "doing it again" in done.stderr
    assert (out / "docks.md.jsonl").is_file()


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name != "run.json"}


def test_runs_after_each_change_give_what_one_run_over_the_end_gives(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    changes: list[tuple[str, str | None]] = [
        ("ports.md", PORTS.format("")),
        ("docks.md", "# Docks\n\nOslo closed one dock in July 2014.\n"),
        ("copy.txt", PORTS.format(MORE).replace("believed", "be-\nlieved").split("## References")[0]),
        ("ports.md", PORTS.format(MORE)),
        ("twin.md", PORTS.format(MORE)),
        ("docks.md", None),
        ("ports.md", None),
    ]
    for number, (name, text) in enumerate(changes):
        if text is None:
            (corpus / name).unlink()
        else:
            (corpus / name).write_text(text, "utf-8")
        assert run.extract(corpus, out, jobs=1).is_new
        run.extract(corpus, tmp_path / f"once{number}", jobs=1)
        assert written(out) == written(tmp_path / f"once{number}"), number
