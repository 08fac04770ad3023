"""Quality floors on the development data: a change may raise a figure of ``floors.json``, never lower it in silence.

    python benchmarks/gates.py [--data DIR] [--score DIR] [--raise]

Without the data it says so and ends well: what the repository itself can prove (the gold of the corpus, mutated sources) is in
the tests. ``--raise`` writes the figures that are better than their floors, less a margin, into ``floors.json``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import citations
import duplicates
import pdf
import references
from development import load_scorer, options, read_lines

from extract.clean import lay_out
from extract.lexicon.countries import find_countries
from extract.readers import read_file
from extract.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.002
"""By how much a raised floor stays below the figure that was measured."""

CITATION_FILES = ("elife", "jose", "pandoc_ay", "pandoc_hard_pdf", "pandoc_num", "pandoc_sup", "pandoc_note", "pandoc_mla")
REFERENCE_SOURCES = ("excite-en", "excite-de", "grobid-corpus")
Figures = dict[str, float]


def citation_figures(data: Path, score: Path) -> Figures:
    """Return LINK F1, end to end from the plain text, on every second document of each file."""
    scorer = load_scorer(score, "score_citations")
    figures = {}
    for name in CITATION_FILES:
        documents = read_lines(data / "citations" / f"{name}.jsonl")[::2]
        total, _ = scorer.score(documents, [citations.PREDICT["own"](document) for document in documents])
        figures[f"citations {name} link F1"] = total["link"]["f1"]
    return figures


def reference_figures(data: Path, score: Path) -> Figures:
    """Return exact micro F1 of the fields, on every second entry of each source."""
    scorer = load_scorer(score, "score_references")
    figures = {}
    for source in REFERENCE_SOURCES:
        gold = [entry for entry in read_lines(data / "references" / "dev.jsonl") if entry["source"] == source][::2]
        result, _ = scorer.score(gold, {entry["id"]: references.predicted(entry) for entry in gold}, list(references.FIELDS))
        figures[f"references {source} micro F1"] = result["exact"]["micro"]["f1"]
    return figures


def country_figures(data: Path, score: Path) -> Figures:
    """Return mention F1 of countries in the news."""
    scorer = load_scorer(score, "score_countries")
    documents = read_lines(data / "countries" / "geowebnews_dev.jsonl")
    found = [
        {"id": document["id"], "mentions": [mention(tag) for tag in find_countries(document["text"]) if tag.kind == "country"]}
        for document in documents
    ]
    return {"countries news mention F1": scorer.score(documents, found, None)["mention"]["f1"]}


def mention(tag: Any) -> dict[str, Any]:
    """Return a tag as the scorer reads it."""
    return {"start": tag.start, "end": tag.end, "code": tag.value}


def sentence_figures(data: Path, score: Path) -> Figures:
    """Return end F1 of sentences, over all genres and the chosen ones."""
    scorer = load_scorer(score, "score_sentences")
    documents = read_lines(data / "sentences" / "gum_dev.jsonl")
    found = [{"id": document["id"], "sentences": split_sentences(document["text"])} for document in documents]
    result = scorer.score(documents, found, {"academic", "news", "textbook", "bio", "essay"})
    return {f"sentences {part} end F1": result[part]["end"]["f1"] for part in ("all", "chosen")}


def pdf_figures(data: Path, score: Path) -> Figures:
    """Return the share of bibliography entries that stand in one piece in the reading text of their PDF."""
    files = [record["file"] for record in read_lines(data / "pdf" / "manifest.jsonl") if record["truth_refs"]]
    texts = {}
    for name in files:
        raw = read_file(data / "pdf" / name)
        texts[name] = lay_out(raw, raw.source([name])).text
    return {"pdf entries in one piece recall": pdf.scored(texts, data, score)["refs"]["recall"]}


def duplicate_figures(data: Path, score: Path) -> Figures:
    """Return F1 of copies and of texts in others, and the share of sentences with their place in the copy, on a third of the families."""
    scorer = load_scorer(score, "score_duplicates")
    docs, pairs, spans = duplicates.read_set(data / "duplicates" / "noisy_dev", "third")
    result = scorer.score(docs, pairs, spans, duplicates.predicted(docs))
    return {
        "duplicates near F1": result["near"]["f1"],
        "duplicates contains F1": result["contains"]["f1"],
        "duplicates repeats and pull quotes": min(result["self"][kind] for kind in ("twice", "pull", "md_vs_pdf")),
        "duplicates places of sentences": result["spans"]["iou90"],
    }


GATES: tuple[Callable[[Path, Path], Figures], ...] = (
    sentence_figures,
    country_figures,
    reference_figures,
    citation_figures,
    duplicate_figures,
    pdf_figures,
)


def main() -> int:
    """Print each figure beside its floor; return 1 when one lies below."""
    parser = options(__doc__)
    parser.add_argument("--raise", action="store_true", dest="raises")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        print(f"Floors skipped: no development data at {arguments.data}; name their folder with --data or PINCITE_DATA")
        return 0
    floors: Figures = json.loads(FLOORS.read_text("utf-8"))
    fallen = []
    for gate in GATES:
        began = time.process_time()
        for name, figure in gate(arguments.data, arguments.score).items():
            floor = floors.get(name, 0.0)
            if figure < floor:
                fallen.append(name)
            print(f"{name:40} {figure:.4f}  floor {floor:.4f}{'  BELOW' if figure < floor else ''}")
            if arguments.raises:
                floors[name] = max(floor, round(figure - MARGIN, 4))
        print(f"{gate.__name__.replace('_', ' ')}: {time.process_time() - began:.0f} s of processor time", file=sys.stderr)
    if arguments.raises:
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
