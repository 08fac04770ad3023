"""Codebooks on the command line: what a run, a look-up and a rerun make of them, and `codebook check` and `new`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from extract import run
from extract.annotations import load
from extract.cli import app
from extract.codebooks import read_codebooks
from extract.codebooks.checking import find_failures, find_warnings
from extract.engine import guard
from extract.errors import UsageError
from extract.models import Claim
from extract.store.kept_results import KeptResults
from extract.tags import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.testing import Result

FRAMES = """
[frame.security]
name = "Security frame"
labels = ["security threat"]
ambiguous = [{ labels = ["closure"], needs = ["ice"] }]
broader = ["some"]
[frame.some]
labels = ["some such thing"]
broader = ["all"]
[frame.all]
labels = ["all such things"]
[actor.board]
labels = ["Harbour Board"]
[theory.port-realism]
labels = ["port realism"]
broader = ["realism"]
works = ["Okafor 2018: Ports under Pressure"]
"""
PORTS = """# Ports

The Harbour Board saw a security threat in the closure, for the ice was thick. Port realists disagree with Okafor (2018).

## References

Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.
"""


@pytest.fixture(scope="module", autouse=True)
def one_child() -> Iterator[None]:
    """Let one child do all the steps of these tests: each takes seconds to begin, and has next to nothing to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "cores", lambda: 1)
        yield


def made_corpus(folder: Path) -> Path:
    """Return ``folder`` with ``corpus/`` and ``frames.toml`` in it."""
    (folder / "corpus").mkdir()
    (folder / "corpus" / "ports.md").write_text(PORTS, "utf-8")
    (folder / "frames.toml").write_text(FRAMES, "utf-8")
    return folder


@pytest.fixture(name="folder")
def corpus_with_codebook(tmp_path: Path) -> Path:
    return made_corpus(tmp_path)


@pytest.fixture(scope="module", name="coded")
def corpus_that_is_coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return such a folder with ``annotations/``, which tests only read."""
    folder = made_corpus(tmp_path_factory.mktemp("coded"))
    extracted(folder, "frames.toml")
    return folder


@pytest.fixture(name="plain")
def corpus_without_codes(folder: Path) -> Path:
    """Return such a folder, extracted without its codebook."""
    extracted(folder)
    return folder


def invoke(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--annotations", str(folder / "annotations")], catch_exceptions=False)


def extracted(folder: Path, *codebooks: str) -> run.Extracted:
    return run.extract(folder / "corpus", folder / "annotations", codebooks=[folder / name for name in codebooks])


def test_claims_carry_codes_with_their_evidence(coded: Path) -> None:
    first, second = (record for record in load(coded / "annotations") if isinstance(record, Claim))
    board, security = first.codes
    assert (board.dimension, board.id, [PORTS[slice(*span)] for span in board.spans]) == ("actor", "board", ["Harbour Board"])
    assert [PORTS[slice(*span)] for span in security.spans] == ["security threat", "closure"]
    assert [(each.kind, PORTS[slice(*each.spans[0])]) for each in security.support] == [("words", "ice")]
    assert [tag.id for tag in second.theories] == ["port-realism"]


def test_claims_are_listed_by_code(coded: Path) -> None:
    for asked in ("security", "frame:security", "FRAME", "board"):
        result = invoke(coded, "claims", "--code", asked)
        assert (result.exit_code, "security threat" in result.stdout) == (0, True), asked
    assert "Port realists" in invoke(coded, "claims", "--theory", "port-realism").stdout
    listed = json.loads(invoke(coded, "claims", "--code", "frame", "--json").stdout)
    assert [code["id"] for code in listed["codes"]] == ["board", "security"]


def test_a_claim_is_shown_with_its_codes_and_key_works(coded: Path) -> None:
    claim = json.loads(invoke(coded, "claims", "--code", "board", "--json").stdout)["id"]
    assert "frame        security (label:security threat)" in invoke(coded, "show", claim).stdout
    other = json.loads(invoke(coded, "claims", "--theory", "port-realism", "--json").stdout)
    assert "port-realism (label:port realism), key work cited: " in invoke(coded, "show", other["id"]).stdout
    assert [support["kind"] for support in other["theories"][0]["support"]] == ["key_work"]


def test_a_code_stands_for_its_narrower_ones(coded: Path) -> None:
    for asked in ("all", "frame:all", "some"):  # no claim has these themselves
        assert "security threat" in invoke(coded, "claims", "--code", asked).stdout, asked
    assert "Port realists" in invoke(coded, "claims", "--theory", "realism").stdout
    assert invoke(coded, "claims", "--theory", "realism", "--exact").exit_code == 1


def test_a_code_that_no_claim_has_is_no_fault(folder: Path) -> None:
    (folder / "frames.toml").write_text("[frame.flood]\nlabels = ['flood']\n", "utf-8")
    extracted(folder, "frames.toml")
    for asked in ("flood", "frame:flood", "frame"):
        result = invoke(folder, "claims", "--code", asked)
        assert (result.exit_code, result.stderr) == (1, "0 claims\n"), asked


@pytest.mark.parametrize(
    ("fixture", "says"), [("coded", "no code 'al'; did you mean"), ("plain", "extract the corpus with --codebook FILE")]
)
def test_a_code_that_is_nowhere_is_a_fault_that_helps(request: pytest.FixtureRequest, fixture: str, says: str) -> None:
    words = ["claims", "--code", "al", "--annotations", str(request.getfixturevalue(fixture) / "annotations")]
    with pytest.raises(UsageError, match=says):
        CliRunner().invoke(app, words, standalone_mode=False, catch_exceptions=False)


def test_the_run_says_by_which_codebook(coded: Path) -> None:
    told = json.loads((coded / "annotations" / "run.json").read_text("utf-8"))
    (book,) = told["codebooks"]
    assert (book["path"], len(book["sha256"])) == ("../frames.toml", 64)
    assert told["broader"]["frame:security"] == ["some"]


def test_pincite_toml_names_a_codebook_of_the_corpus(folder: Path) -> None:
    (folder / "frames.toml").rename(folder / "corpus" / "frames.toml")
    (folder / "corpus" / "pincite.toml").write_text('codebook = "frames.toml"\n', "utf-8")
    done = extracted(folder)
    assert done.summary["codes"] == "2: 1 actor:board, 1 frame:security"
    assert done.summary["problems"] == "none"  # no skipped file among them
    (folder / "corpus" / "pincite.toml").write_text('codebok = "frames.toml"\n', "utf-8")
    with pytest.raises(UsageError, match="'codebok' is no setting"):
        extracted(folder)


def test_another_codebook_redoes_only_the_claims(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    keep = KeptResults._keep  # noqa: SLF001 - what is kept is what was done

    def noting(self: KeptResults, key: bytes, result: Any) -> Any:
        made.append(type(result).__name__)
        return keep(self, key, result)

    monkeypatch.setattr(KeptResults, "_keep", noting)
    extracted(folder, "frames.toml")
    first = (folder / "annotations" / "ports.md.jsonl").read_bytes()
    assert len(made) > 2
    made.clear()
    assert not extracted(folder, "frames.toml").is_new
    book = folder / "frames.toml"
    book.write_text(f"# another comment\n{FRAMES}", "utf-8")
    assert extracted(folder, "frames.toml").is_new
    assert made == []
    book.write_text(FRAMES.replace("security threat", "thick"), "utf-8")
    extracted(folder, "frames.toml")
    assert made == ["Annotated"]
    changed = (folder / "annotations" / "ports.md.jsonl").read_bytes()
    book.write_text(FRAMES, "utf-8")
    extracted(folder, "frames.toml")
    assert (folder / "annotations" / "ports.md.jsonl").read_bytes() == first != changed


def test_tags_of_a_codebook_on_the_command_line(folder: Path) -> None:
    words = ["tags", str(folder / "corpus" / "ports.md"), "--codebook", str(folder / "frames.toml")]
    shown = CliRunner().invoke(app, words, catch_exceptions=False).stdout
    assert "frame security  “closure”  (label:closure needs:ice)" in shown


def checked(folder: Path, book: str, *words: str) -> Result:
    (folder / "book.toml").write_text(book, "utf-8")
    return CliRunner().invoke(app, ["codebook", "check", str(folder / "book.toml"), *words], catch_exceptions=False)


def test_the_example_is_the_same_as_toml_and_csv_and_keeps_to_itself() -> None:
    data = Path(run.__file__).parent / "data"
    books = [read_codebooks([data / f"example_codebook.{kind}"]) for kind in ("toml", "csv")]
    told = [json.loads(book.told) for book in books]
    lists = told[0].pop("contexts")
    (group,) = told[0]["frame"]["home-front"]["ambiguous"]
    group["needs"] = [*lists["harbour"], *group["needs"][1:]]
    assert told[1].pop("contexts") == {}
    assert told[0] == told[1]
    for book in books:
        assert (list(find_failures(book)), list(find_warnings(book))) == ([], [])


@pytest.mark.parametrize("kind", ["toml", "csv"])
def test_what_the_guide_shows_is_a_codebook(tmp_path: Path, kind: str) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "codebooks.md").read_text("utf-8")
    shown = guide.partition(f"```{kind}\n")[2].partition("```")[0]
    (tmp_path / f"book.{kind}").write_text(shown, "utf-8")
    books = read_codebooks([tmp_path / f"book.{kind}"])
    assert list(books.places) == [("frame", "home-front")]
    assert list(find_failures(books)) == []
    assert [each.value for each in tag("The closure of a port, on the home front.", books.codebook)] == ["home-front"] * 2


def test_a_codebook_to_begin_with_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    words = ["codebook", "new", "--csv", "-o", str(file)]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    assert read_codebooks([file]).places["frame", "supply"] == (str(file), 5)
    with pytest.raises(UsageError, match="it is there already"):
        CliRunner().invoke(app, words, standalone_mode=False, catch_exceptions=False)


def test_check_tells_what_each_entry_finds(folder: Path) -> None:
    (folder / "corpus" / "more.md").write_text("The Harbour Board met. A closure of a shop is none.\n", "utf-8")
    result = checked(folder, FRAMES + "[actor.pilots]\nlabels = ['pilotage']\n", str(folder / "corpus"))
    assert result.exit_code == 0
    assert "actor.board  2 places in 2 of 2 sources: 2 harbour board\n" in result.stdout
    assert (
        "frame.security  2 places in 1 of 2 sources: 1 closure, 1 security threat; held back: 1 without company"
        in result.stdout
    )
    assert "actor.pilots  matches nothing in 2 sources" in result.stdout
    assert "ports.md:3:5  … " in result.stdout
    assert "⟦Harbour Board⟧ saw a security threat" in result.stdout


def test_check_as_json(folder: Path) -> None:
    result = checked(folder, FRAMES, str(folder / "corpus"), "--json", "--examples", "1")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    security = next(line for line in lines if line["id"] == "security")
    assert (security["count"], security["sources"]) == (2, {"ports.md": 2})
    assert security["surfaces"] == {"closure": 1, "security threat": 1}
    assert len(security["examples"]) == 1


@pytest.mark.parametrize(
    ("book", "says"),
    [
        ("[frame.a]\nlabels = ['quay']\n[frame.b]\nlabels = ['quays']\n", "frame.b: “quays” is a label of a too"),
        (
            "[frame.a]\nlabels = ['quay']\n[frame.b]\nlabels = ['quay wall']\n",
            "frame.b: “quay wall” holds “quay” of a, which does not count there",
        ),
        (
            "[frame.a]\nlabels = ['balance of power']\n",
            "frame.a: “balance of power” is a label of the theory balance-of-power, which is tagged beside it",
        ),
        ("[frame.a]\nlabels = ['the']\n", "frame.a: “the” is a common word"),
        (
            "[frame.a]\nambiguous = [{ labels = ['closure'] }]\n",
            "frame.a: “closure” is ambiguous, but neither `needs` nor `unless_near` decides",
        ),
        (
            "[theory.port-realism]\nlabels = ['maritime realism']\n",
            "theory.port-realism: “maritime realism” holds “realism” of realism",
        ),
    ],
)
def test_check_warns(tmp_path: Path, book: str, says: str) -> None:
    result = checked(tmp_path, book)
    assert (result.exit_code, says in result.stdout) == (0, True), result.stdout
    assert result.stdout.startswith(f"{tmp_path / 'book.toml'}:")


def test_check_warns_of_what_stands_too_often(folder: Path) -> None:
    (folder / "corpus" / "ice.md").write_text("Ice came, and more ice, and the ice of ice, as ice does.\n", "utf-8")
    result = checked(
        folder, "[frame.a]\nlabels = ['Ice', 'ice floe', 'icy']\n[frame.b]\nlabels = ['more']\n", str(folder / "corpus")
    )
    assert "frame.a: “Ice” stands once" not in result.stdout  # once with its capital
    (folder / "corpus" / "more.md").write_text("More and more and more and more and more and more came.\n", "utf-8")
    result = checked(folder, "[frame.b]\nlabels = ['came']\n[frame.c]\nlabels = ['more']\n", str(folder / "corpus"))
    assert "frame.c: “more” stands once in" in result.stdout
    assert "frame.b: “came” stands" not in result.stdout


@pytest.mark.parametrize(
    ("example", "says"),
    [
        ("examples = ['A quay.']", "does not find its example “A quay.”: none of its labels stands there"),
        (
            "examples = ['A closure.']",
            "does not find its example “A closure.”: “closure” needs ice within 200 characters",
        ),
        ("examples = ['A closure date and ice.']", "“closure” it is part of “closure date”"),
        (
            "not_examples = ['A closure of ice.']",
            "finds its counter-example “A closure of ice.”: “closure”, with “ice” near by",
        ),
    ],
)
def test_check_fails_by_its_own_examples(tmp_path: Path, example: str, says: str) -> None:
    book = f"[frame.a]\nambiguous = [{{ labels = ['closure'], needs = ['ice'] }}]\nunless = ['closure date']\n{example}\n"
    result = checked(tmp_path, book)
    assert (result.exit_code, says in result.stdout) == (1, True), result.stdout


def test_check_goes_on_after_a_source_that_cannot_be_read(folder: Path) -> None:
    (folder / "corpus" / "bad.pdf").write_bytes(b"no pdf")
    result = checked(folder, FRAMES, str(folder / "corpus"))
    assert (result.exit_code, "actor.board  1 place in 1 of 1 source" in result.stdout) == (3, True)
