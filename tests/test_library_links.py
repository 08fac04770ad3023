"""A library that the user names: citations are linked to it where a source's own list has nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from extract import run
from extract.citations import find_citations_in
from extract.citations.library import library_items
from extract.clean import lay_out, reading_of
from extract.errors import UsageError
from extract.inputs import find_inputs, find_libraries
from extract.models import Citation, Reference
from extract.readers import read_bytes
from extract.steps import references_of
from extract.sums import digest

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

LIBRARY = """
@book{okafor, author = {Okafor, Ada}, title = {Ports under Pressure}, year = 2018}
@book{adeyemi, author = {Adeyemi, Bola}, title = {Quays of the North}, year = 2014}
@book{baker, author = {Baker, Carl}, title = {Denials and Other Stories}, year = 2001}
@book{unused, author = {Unused, Una}, title = {Unused}, year = 1999}
"""
LIST = "\n\nReferences\n\nBaker, Carl. Denials. London: Verso, 2001.\n\nOkoye, Dan. Docks. London: Verso, 2003.\n"


def library() -> tuple[dict[str, Any], ...]:
    raw = read_bytes(LIBRARY.encode(), "refs.bib")
    source = raw.source(["refs.bib"])
    return library_items(references_of(lay_out(raw, source)), {source.id: "refs.bib"})


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Ports closed (Okafor, 2018: 44). Ibid. 45.", [("linked", True), ("linked", True)]),
        ("Ports closed (Okafor, 2018; Missing, 1999).", [("linked", True), ("missing", False)]),
        ("Ports closed [1], quays [2], docks [3] (Okafor, 2018).", [("missing", False)] * 3 + [("linked", True)]),
        ("Ports closed (Okafor, 2018; Baker, 2001)." + LIST, [("linked", True), ("linked", False)]),
        ("Ports closed (Okafor, 2017).", [("missing", False)]),
        ("Ports closed (Okafor, 2019; Okoye, 2003)." + LIST, [("missing", False), ("linked", False)]),
    ],
)
def test_links(text: str, links: list[tuple[str, bool]]) -> None:
    reading = reading_of(text)
    found = list(find_citations_in(reading, references_of(reading), library()))
    told = [(c.status, any("listed in refs.bib" in candidate.reason for candidate in c.references[:1])) for c in found]
    assert sorted(told) == sorted(links)


def test_a_run_with_a_library(tmp_path: Path) -> None:
    corpus, output, refs = tmp_path / "corpus", tmp_path / "annotations", tmp_path / "refs.bib"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Ports closed early that year (Okafor, 2018). Nobody saw it (Missing, 1999).\n", "utf-8")
    refs.write_text(LIBRARY, "utf-8")
    annotations = run.extract(corpus, output, jobs=1, libraries=[refs]).annotations
    citations = {c.year: c for c in annotations if isinstance(c, Citation)}
    entries = {r.id: r for r in annotations if isinstance(r, Reference)}
    assert entries[citations["2018"].references[0].id].csl["citation-key"] == "okafor"
    assert [problem.kind for problem in annotations.problems] == ["missing_reference"]
    assert sorted(work.key for work in annotations.works) == ["adeyemi", "baker", "okafor", "unused"]  # the keys of the library
    assert (output / "refs.bib.jsonl").is_file()
    assert json.loads((output / "run.json").read_text("utf-8"))["libraries"] == ["../refs.bib"]
    assert run.extract(corpus, output, jobs=1, libraries=[refs]).is_new is False
    state = json.loads((output / ".pincite" / "inputs.json").read_text("utf-8"))
    assert state["state"]["inputs"]["../refs.bib"] == digest(refs)


def test_a_folder_gives_libraries_but_no_json(tmp_path: Path) -> None:
    for name in ("a.txt", "b.bib", "c.ris", "d.json"):
        (tmp_path / name).write_text("x", "utf-8")
    inputs, skipped = find_inputs(tmp_path)
    assert ([item.path for item in inputs], skipped) == (["a.txt", "b.bib", "c.ris"], ["d.json"])


@pytest.mark.parametrize(("name", "said"), [("none.bib", "no such file"), ("a.txt", "no library")])
def test_what_is_no_library_is_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with pytest.raises(UsageError, match=said):
        find_libraries([tmp_path / name])
