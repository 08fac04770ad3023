"""What `pincite duplicates` prints: one line a relation, by kind and place, then the groups of copies."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.commands.relation_lines import KINDS, Cluster, clusters_of
from extract.errors import UsageError
from extract.models import Anchor, Relation, RelationKind

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

WORDS = [
    "harbour",
    "pilots",
    "ships",
    "tide",
    "closed",
    "insurers",
    "office",
    "quay",
    "north",
    "gates",
    "fees",
    "left",
    "came",
    "back",
    "before",
    "after",
    "noon",
    "winter",
    "spring",
    "city",
]


def prose(seed: int, lines: int) -> str:
    words = random.Random(seed)
    return "\n".join(f"{' '.join(words.choices(WORDS, k=12)).capitalize()}." for _ in range(lines))


STUDY = prose(1, 30)
NOTICE = "The harbour master regrets that no pilot can be sent before noon, whatever the shipping line has promised its captains and their owners, and that he will not answer letters about it until the winter is over."


def duplicates(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["duplicates", *words], input=given, catch_exceptions=False)


@pytest.fixture(name="folder")
def folder_of_copies(tmp_path: Path) -> str:
    texts = {
        "draft.txt": f"{STUDY}\n",
        "print.txt": f"Harbour Studies\n\n{STUDY.replace('insurers', 'lenders')}\n",
        "one.txt": f"{prose(2, 4)}\n\n{NOTICE}\n\n{prose(3, 20)}\n",
        "other.txt": f"{prose(4, 10)}\n\n{NOTICE}\n\n{prose(5, 8)}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path)


def test_relations_by_kind_and_place_and_then_the_copies(folder: str) -> None:
    result = duplicates(folder)
    lines = result.stdout.splitlines()
    kinds = [KINDS.index(line.split()[0]) for line in lines[:-1]]
    assert kinds == sorted(kinds)
    assert lines[0].split()[:3] == ["near", "draft.txt:1-30", "print.txt:3-32"]
    assert lines[-1].startswith("2 copies: quote from ")
    assert {"draft.txt", "print.txt"} <= {word.strip(",;") for word in lines[-1].split()}
    assert result.stderr.startswith("4 files, ")


def test_only_some_kinds(folder: str) -> None:
    lines = duplicates(folder, "--kind", "shares_passage", "--kind", "repeats").stdout.splitlines()
    found = [(line.split()[0], {place.partition(":")[0] for place in line.split()[1:3]}) for line in lines[:-1]]
    assert found == [("shares_passage", {"one.txt", "other.txt"})]
    with pytest.raises(UsageError, match="no kind of relation 'copied'"):
        duplicates(folder, "--kind", "copied")


def test_only_what_is_long_enough(folder: str) -> None:
    records = [json.loads(line) for line in duplicates(folder, "--min-letters", "500", "--json").stdout.splitlines()]
    assert [record["relation"] for record in records if record["type"] == "relation"] == ["near"]
    assert sum(record["type"] == "source" for record in records) == 4


def test_only_the_groups_of_copies(folder: str) -> None:
    assert len(duplicates(folder, "--clusters").stdout.splitlines()) == 1
    records = [json.loads(line) for line in duplicates(folder, "--clusters", "--json").stdout.splitlines()]
    assert [record["type"] for record in records] == ["source"] * 4 + ["cluster"]
    paths = {record["id"]: record["paths"][0] for record in records[:4]}
    assert {paths[source] for source in records[-1]["sources"]} == {"draft.txt", "print.txt"}
    assert records[-1]["canonical"] == records[-1]["sources"][0]


def test_nothing_in_common_is_told() -> None:
    result = duplicates("-", given="One port.\n")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 file: no duplicates\n")


def relation(kind: RelationKind, a: str, b: str, canonical: str) -> Relation:
    sides = [Anchor(source=source, spans=((0, 1),), quote="x", text="x") for source in (a, b)]
    reason = f"100 % of a stands in b; {canonical} is the longest"
    return Relation(
        id=f"{a}/{kind}/{b}", relation=kind, a=sides[0], b=sides[1], coverage=(1, 1), canonical=canonical, reason=reason
    )


def test_clusters_form_over_copies_of_whole_texts_only() -> None:
    found = [relation("near", "b", "a", "a"), relation("exact", "c", "b", "a"), relation("contains", "d", "a", "d")]
    assert clusters_of(found) == [Cluster(("a", "b", "c"), "the longest")]
