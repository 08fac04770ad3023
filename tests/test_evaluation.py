"""Annotations measured against gold: each figure counts what it says, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract import run
from extract.annotations import load
from extract.citations import find_citations_in
from extract.clean import reading_of
from extract.cli import app
from extract.errors import UsageError
from extract.evaluation import SCORED, evaluate
from extract.evaluation.citations import judge_citations
from extract.evaluation.gold import Gold, read_gold
from extract.evaluation.judged import join, shared
from extract.references import find_references

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from extract.annotations import Annotations
    from extract.evaluation import Evaluation

TEXT = "Japan condemned Russia. Who cares? Experts said Seoul may follow."
SENTENCES = ((0, 23), (24, 34), (35, 65))


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Annotations:
    """Return the annotations of a file of three sentences."""
    folder = tmp_path_factory.mktemp("note")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "note.txt").write_text(TEXT, "utf-8")
    run.extract(folder / "corpus", folder / "annotations", jobs=1)
    return load(folder / "annotations")


def claim(number: int, **stated: Any) -> Gold:
    return Gold("claim", "note", (SENTENCES[number],), stated)


def figure(evaluation: Evaluation, name: str) -> tuple[int, int, int]:
    """Return right, found and gold of a figure."""
    (found,) = [each for each in evaluation.figures if each.name == name]
    return found.right, found.found, found.gold


JAPAN = {"code": "JP", "role": "actor"}
RUSSIA = {"code": "RU", "role": "target"}
ROWS = [
    ("found", [claim(0), claim(2)], "claims", (2, 2, 2)),
    ("a claim that the gold has not", [claim(0), Gold("sentence", "note", (SENTENCES[2],), {})], "no claims", (0, 1, 1)),
    ("no claim", [Gold("sentence", "note", (SENTENCES[1],), {})], "no claims", (1, 1, 1)),
    ("its reason", [Gold("sentence", "note", (SENTENCES[1],), {"reason": "question"})], "reasons", (1, 1, 1)),
    ("another reason", [Gold("sentence", "note", (SENTENCES[1],), {"reason": "aim"})], "reasons", (0, 1, 1)),
    ("borders", [Gold("claim", "note", ((0, 19),), {})], "borders of claims", (0, 1, 1)),
    ("countries", [claim(0, countries=[JAPAN, RUSSIA])], "countries", (2, 2, 2)),
    ("a country too many", [claim(0, countries=[JAPAN])], "countries", (1, 2, 1)),
    ("not all countries", [claim(0, countries=[JAPAN])], "countries, all of a claim", (0, 1, 1)),
    ("actors", [claim(0, countries=[JAPAN, RUSSIA])], "actors", (1, 1, 1)),
    ("targets", [claim(0, countries=[JAPAN, {"code": "RU", "role": "actor"}])], "targets", (0, 1, 0)),
    ("theories", [claim(0, theories=[{"id": "hedging"}])], "theories", (0, 0, 1)),
    ("attribution", [claim(2, attribution={"kind": "quoted", "speaker": {"text": "Experts"}})], "attribution", (1, 1, 1)),
    ("speakers", [claim(2, attribution={"kind": "quoted", "speaker": {"text": "Experts"}})], "speakers", (1, 1, 1)),
    ("another speaker", [claim(2, attribution={"kind": "quoted", "speaker": {"text": "Seoul"}})], "speakers", (0, 1, 1)),
    ("modality", [claim(2, modality="hedged")], "modality: hedged", (1, 1, 1)),
    ("polarity", [claim(0, polarity="neg")], "polarity", (0, 1, 1)),
    ("passages", [Gold("passage", "note", ((0, 65),), {"role": "body"})], "roles of passages", (1, 1, 1)),
    ("other right roles", [Gold("passage", "note", ((0, 65),), {"role": "list", "role_also": ["body"]})], "roles of passages", (1, 1, 1)),
    ("a missed citation", [Gold("citation", "note", ((5, 9),), {"references": []})], "citations", (0, 0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("gold", "name", "counts"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_figures(note: Annotations, gold: list[Gold], name: str, counts: tuple[int, int, int]) -> None:
    assert figure(evaluate(gold, note), name) == counts


def test_what_gold_does_not_state_is_not_scored(note: Annotations) -> None:
    names = [each.name for each in evaluate([claim(0)], note).figures]
    assert names == ["claims", "borders of claims"]


def test_a_claim_between_gold_sentences_is_found_too_much(note: Annotations) -> None:
    """The third sentence is a claim; gold that spans it without having it says that it is none."""
    gold = [claim(0), Gold("claim", "note", ((64, 65),), {})]
    assert figure(evaluate(gold, note), "claims") == (1, 2, 2)


def test_differences_say_where(note: Annotations) -> None:
    (difference,) = evaluate([claim(0, polarity="neg")], note).differences[:1]
    assert (difference.judged.figure, difference.judged.start) == ("polarity", 0)


@pytest.mark.parametrize("named", ["nowhere", "note.tx?"])
def test_gold_of_an_unknown_source(note: Annotations, named: str) -> None:
    with pytest.raises(UsageError, match="no such source"):
        evaluate([Gold("claim", named, ((0, 23),), {}, "gold.jsonl:3")], note)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ('["claim"]', "needs a `type`"),
        ('{"source": "note"}', "needs a `type`"),
        ('{"type": "claim", "spans": [[1]]}', "pairs of raw offsets"),
        ('{"type": "claim", "anchor": "x"}', "`anchor`: "),
        ('{"type": "claim", "countries": [{"role": "actor"}]}', "`countries.0.code`: "),
        ('{"type": "claim", "polarity": ["pos"]}', "`polarity`: "),
    ],
)
def test_damaged_gold_is_told_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"type": "claim"}\n' + line + "\n", "utf-8")
    with pytest.raises(UsageError, match=rf"gold\.jsonl:2: .*{says}"):
        list(read_gold(path))


def test_gold_that_is_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"type": "claim", "text": "\xff"}')
    with pytest.raises(UsageError, match=r"gold\.jsonl: byte 27 is not UTF-8"):
        list(read_gold(path))


def test_things_may_be_written_as_their_names_alone(tmp_path: Path) -> None:
    """A sign that ends lines elsewhere ends none inside a text."""
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"type": "claim", "text": "a\u2028b", "countries": ["JP"], "theories": ["hedging"], "attribution": "cited"}\n', "utf-8"
    )
    (gold,) = read_gold(path)
    assert [gold["countries"], gold["theories"], gold["attribution"]] == [
        ({"code": "JP"},),
        ({"id": "hedging"},),
        {"kind": "cited"},
    ]


def test_several_works_in_one_place() -> None:
    """A range cites three works in one place: each is compared with the gold that means its entry, whatever the order."""
    text = "Ports adapt [1-2].\n\nReferences\n\n1. Okafor, A. (2018) Ports. Lagos: Quay.\n2. Bello, B. (2019) Harbours. Lagos: Quay.\n"
    reading = reading_of(text)
    citations = list(find_citations_in(reading, list(find_references(reading))))
    assert len({citation.item_spans for citation in citations}) == 1 < len(citations)
    stated = [{"references": [{"id": citation.references[0].id}]} for citation in citations]
    gold = [Gold("citation", "", citations[0].item_spans, each) for each in reversed(stated)]
    assert not [judged for judged in judge_citations(gold, citations) if judged.differs]
    (spare,) = [judged for judged in judge_citations(gold[:1], citations) if judged.differs]
    assert (spare.figure, spare.expected) == ("citations", frozenset())


def test_an_ambiguous_citation_means_no_entry() -> None:
    gold = Gold("citation", "", ((0, 4),), {"status": "ambiguous", "references": [{"id": "a"}, {"id": "b"}]})
    assert [judged.expected for judged in judge_citations([gold], []) if judged.figure == "links"] == [frozenset()]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: [(pair[0], pair[0] + pair[1])]), max_size=8)


@given(spans, spans)
def test_joining_is_one_to_one_and_by_half(one: list[Any], other: list[Any]) -> None:
    joined = join(one, other)
    assert len(set(joined.values())) == len(joined)
    assert all(shared(one[left], other[right]) >= 0.5 for left, right in joined.items())


@given(spans)
def test_a_thing_is_joined_to_itself(one: list[Any]) -> None:
    distinct = [list(each) for each in {tuple(map(tuple, each)) for each in one}]
    assert join(distinct, distinct) == {number: number for number in range(len(distinct))}


def test_the_annotations_agree_with_themselves(annotations: Annotations) -> None:
    """A record is gold that it must reach itself."""
    gold = []
    for record in annotations:
        if record.type in SCORED:
            stated = json.loads(record.model_dump_json())
            places = getattr(record, "item_spans", None) or record.anchor.spans  # type: ignore[union-attr]  # scored types have one
            gold.append(Gold(record.type, stated["source"], tuple(places), stated))
    result = evaluate(gold, annotations)
    assert [(each.name, each.right, each.found) for each in result.figures] == [
        (each.name, each.gold, each.gold) for each in result.figures
    ]
    assert not result.differences


def test_the_command(annotated: Path, tmp_path: Path) -> None:
    gold, floors = tmp_path / "gold.jsonl", tmp_path / "floors.json"
    gold.write_text('{"type": "passage", "source": "003", "spans": [[59, 156]], "role": "title"}\n{"type": "other"}\n', "utf-8")
    floors.write_text('{"roles of passages": 1.0, "theories": 0.5}', "utf-8")

    def evaluated(*words: Path | str) -> Result:
        given = ["eval", *map(str, words), "--annotations", str(annotated / "annotations")]
        return CliRunner().invoke(app, given)

    plain = evaluated(gold)
    assert plain.exit_code == 0
    assert "roles of passages" in plain.stdout
    assert "Not scored: 1 other record" in plain.stderr
    gated = evaluated(gold, "--floors", floors, "--json")
    assert gated.exit_code == 1
    assert {json.loads(line)["name"] for line in gated.stdout.splitlines()} == {"passages", "roles of passages"}
    gold.write_text('{"type": "passage", "source": "003", "spans": [[59, 156]], "role": "note"}\n', "utf-8")
    fallen = evaluated(gold, "--floors", floors)
    assert "roles of passages: F1 0.0000 is below its floor 1.0000" in fallen.stderr
    assert "'theories' has a floor, and this gold has no such figure" in gated.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["{folder}/none"], "no gold here"),
        (["{folder}/gold.jsonl", "--only", "beauty"], "no figure 'beauty'"),
        (["{folder}/gold.jsonl", "--floors", "{folder}/gold.jsonl"], "not a file of floors"),
        (["{folder}/empty.jsonl"], "no gold records"),
        (["{folder}/nowhere.jsonl"], "where does it stand"),
        (["{folder}/unnamed.jsonl"], r"unnamed\.jsonl:1: of which source"),
    ],
)
def test_wrong_use_is_told(annotated: Path, tmp_path: Path, words: list[str], says: str) -> None:
    passage = '{"type": "passage", "source": "003", "spans": [[59, 156]]}\n'
    (tmp_path / "gold.jsonl").write_text(passage * 2, "utf-8")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    (tmp_path / "nowhere.jsonl").write_text('{"type": "claim", "source": "003"}\n', "utf-8")
    (tmp_path / "unnamed.jsonl").write_text('{"type": "claim", "spans": [[0, 9]]}\n', "utf-8")
    given = ["eval", *(word.format(folder=tmp_path) for word in words), "--annotations", str(annotated / "annotations")]
    with pytest.raises(UsageError, match=says):
        CliRunner().invoke(app, given, catch_exceptions=False)
