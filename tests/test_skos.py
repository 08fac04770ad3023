"""The taxonomy as SKOS: a parser of others reads it, and it keeps the rules of SKOS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from typer.testing import CliRunner

from extract.cli import app
from extract.formats.skos import text, write_skos
from extract.lexicon.taxonomy import Taxonomy, theories

if TYPE_CHECKING:
    from pathlib import Path

FRAMES = """
[frame.home-front]
name = "The \\"home\\" front"
labels = ["home front", "front \\\\ rear"]
definition = "Two lines,\\nand a tab\\t."
examples = ["The home front held."]

[frame.ports]
language = "de"
labels = ["Hafen*", "Straße am Kai"]
broader = ["home-front"]

[theory.port-realism]
labels = ["port realism"]
broader = ["realism"]
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Return the taxonomy of the package as an RDF parser reads it."""
    return Graph().parse(data="".join(write_skos([theories()])), format="turtle")


def of_theory(id_: str) -> URIRef:
    return URIRef(f"urn:pincite:theory:{id_}")


def test_every_concept_is_there_with_what_the_file_says(graph: Graph) -> None:
    found = {str(subject).rpartition(":")[2] for subject in graph.subjects(RDF.type, SKOS.Concept)}
    assert found == theories().entries.keys()
    hedging, entry = of_theory("hedging"), theories().entries["hedging"]
    assert set(graph.objects(hedging, SKOS.prefLabel)) == {Literal("Hedging", "en")}
    assert set(graph.objects(hedging, SKOS.notation)) == {Literal("hedging")}
    assert {str(each) for each in graph.objects(hedging, SKOS.example)} == set(entry["examples"])
    assert {str(each) for each in graph.objects(hedging, DCTERMS.references)} == set(entry["works"])
    assert (of_theory("offensive-realism"), SKOS.broader, of_theory("structural-realism")) in graph


def test_rules_of_skos_hold(graph: Graph) -> None:
    scheme = URIRef("urn:pincite:theory")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        preferred, others, hidden = (
            set(graph.objects(concept, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        )
        assert len(preferred) == 1
        assert not preferred & others
        assert not (preferred | others) & hidden
        assert (concept, SKOS.inScheme, scheme) in graph
        wider = set(graph.objects(concept, SKOS.broader))
        assert all((each, RDF.type, SKOS.Concept) in graph for each in wider)
        assert ((scheme, SKOS.hasTopConcept, concept) in graph) is (not wider)
        assert all(concept not in set(graph.transitive_objects(each, SKOS.broader)) for each in wider)


def test_a_codebook_is_written_too(tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text(FRAMES, "utf-8")
    output = tmp_path / "all.ttl"
    words = ["export", "skos", "--codebook", str(tmp_path / "frames.toml"), "-o", str(output)]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    graph = Graph().parse(output, format="turtle")
    front, ports = URIRef("urn:pincite:frame:home-front"), URIRef("urn:pincite:frame:ports")
    assert set(graph.objects(front, SKOS.prefLabel)) == {Literal('The "home" front', "en")}
    assert Literal("front \\ rear", "en") in set(graph.objects(front, SKOS.altLabel))
    assert set(graph.objects(front, SKOS.definition)) == {Literal("Two lines,\nand a tab\t.", "en")}
    assert set(graph.objects(ports, SKOS.altLabel)) == {Literal("Straße am Kai", "de")}
    assert set(graph.objects(ports, SKOS.hiddenLabel)) == {Literal("Hafen*", "de")}
    assert set(graph.objects(front, SKOS.hiddenLabel)) == {Literal("home fronts", "en"), Literal("front \\ rears", "en")}
    assert (ports, SKOS.broader, front) in graph
    assert (of_theory("port-realism"), SKOS.broader, of_theory("realism")) in graph


def test_only_skos_takes_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text(FRAMES, "utf-8")
    result = CliRunner().invoke(app, ["export", "bibtex", "--codebook", str(tmp_path / "frames.toml")])
    assert result.exit_code
    assert "give the codebook to `pincite extract`" in str(result.exception)


@given(st.text())
def test_any_text_is_read_back(value: str) -> None:
    graph = Graph().parse(data=f"<urn:a> <urn:b> {text(value, 'en')} .", format="turtle")
    assert set(graph.objects()) == {Literal(value, "en")}


@given(st.text(min_size=1))
def test_any_id_makes_an_address(id_: str) -> None:
    turtle = "".join(write_skos([Taxonomy("frame", {id_: {"name": "A", "labels": ["a b"]}})]))
    graph = Graph().parse(data=turtle, format="turtle")
    assert set(graph.objects(None, SKOS.notation)) == {Literal(id_)}
