"""Print how well and how fast sentences are split: the GUM genres and the sentences of the project's own corpus.

usage: sentences.py [--data DIR] [--score DIR] [--rivals PYTHON] [--errors N] [--part all|seen|kept]

``--rivals`` names the Python of an environment with other splitters (blingfire, sentencex, syntok, pysbd, spacy: those
that are there) and adds them to the table, with the interval in which the lead over the best of them lies when documents
are drawn anew (paired bootstrap, fixed seed). ``--part kept`` reads every third document only, the one not read while the
rules were made.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from development import load_scorer, options, read_lines

from extract.sentences import split_sentences

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
GENRES = {"academic", "news", "textbook", "bio", "essay"}
SPEED_TEXT = 2_000_000
"""Characters of the text that speed is measured on."""

DRAWS = 10_000
"""How often the bootstrap draws as many documents as there are."""
SEED = 20_260_101
INTERVAL = 0.95

Splitter = Callable[[str], list[tuple[int, int]]]
Counts = tuple[int, int, int]
"""Sentence ends of a document: right ones, those found, those of gold."""

RIVALS = r"""
import importlib.util, json, sys, time

def placed(text, sentences):
    at, spans = 0, []
    for sentence in sentences:
        words = sentence.split()
        if not words:
            continue
        start = end = None
        for word in words:
            found = text.find(word, at)
            if found < 0:
                continue
            start = found if start is None else start
            at = end = found + len(word)
        if end is not None:
            spans.append((start, end))
    return spans

def blingfire():
    from blingfire import text_to_sentences_and_offsets
    return lambda t: [tuple(s) for s in text_to_sentences_and_offsets(t)[1]]
def sentencex():
    from sentencex import segment
    return lambda t: placed(t, segment("en", t))
def syntok():
    from syntok import segmenter
    def split(t):
        return [(s[0].offset, s[-1].offset + len(s[-1].value)) for p in segmenter.analyze(t) for s in p]
    return split
def pysbd():
    import pysbd
    splitter = pysbd.Segmenter(language="en", clean=False)
    return lambda t: placed(t, splitter.segment(t))
def spacy():
    import spacy
    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    nlp.add_pipe("sentencizer")
    return lambda t: [(s.start_char, s.end_char) for s in nlp(t).sents]

job = json.load(sys.stdin)
out = {}
for make in (blingfire, sentencex, syntok, pysbd, spacy):
    if importlib.util.find_spec(make.__name__) is None:
        continue
    split = make()
    began = time.perf_counter()
    out[make.__name__] = {"spans": [split(t) for t in job["texts"]]}
    out[make.__name__]["seconds"] = time.perf_counter() - began
json.dump(out, sys.stdout)
"""


def load_seeds(data: Path) -> list[dict[str, Any]]:
    """Return sections of the seeds as documents: the clean text that joins their labelled stretches, and its sentences.

    A sentence cut by a page break is joined by a space; where raw text between two sentences has a line break, so has
    the document.
    """
    records = read_lines(data / "claims/seed_claims_dev.jsonl") + read_lines(data / "claims/seed_theories_dev.jsonl")
    documents: list[dict[str, Any]] = []
    for name in sorted({record["doc"] for record in records}):
        raw = next((data / "seeds").glob(f"{name}*.txt")).read_text(encoding="utf-8")
        own = sorted(
            (r for r in records if r["doc"] == name and "duplicate" not in r.get("note", "")), key=lambda r: r["start"]
        )
        text, sentences, last = "", [], 0
        for record in own:
            between = raw[last : record["start"]]
            if text:
                # What stands inside the sentence before it is a note of its own.
                text += "\n\n" if between.count("\n") > 1 or between.strip() or record["start"] < last else between or " "
            sentences.append((len(text), len(text) + len(record["text"])))
            text += record["text"]
            last = max(last, record["end"])
        documents.append({"id": name, "genre": f"seed {name}", "text": text, "sentences": sentences})
    return documents


def run_rivals(python: str, texts: list[str]) -> dict[str, Any]:
    """Return what each splitter of another environment makes of ``texts``."""
    command = [python, "-c", RIVALS]
    # The caller names the program.
    done = subprocess.run(  # noqa: S603
        command, input=json.dumps({"texts": texts}), capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def end_counts(scorer: ModuleType, document: dict[str, Any], spans: list[tuple[int, int]]) -> Counts:
    """Return the sentence ends of one document, counted as the scorer counts them."""
    end = scorer.score([document], [{"id": document["id"], "sentences": spans}], GENRES)["all"]["end"]
    return end["tp"], end["pred"], end["gold"]


def f1(counts: Sequence[Counts]) -> float:
    """Return F1 over documents together.

    >>> f1([(1, 1, 2), (1, 1, 0)])
    1.0
    """
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (found + gold) if found + gold else 0.0


def lead(own: Sequence[Counts], other: Sequence[Counts]) -> tuple[float, float, float]:
    """Return by how much ``own`` is better than ``other`` on the same documents, and the bounds of a paired bootstrap.

    >>> lead([(9, 10, 10)] * 3, [(8, 10, 10)] * 3)
    (0.1, 0.1, 0.1)
    """
    draw = random.Random(SEED)  # noqa: S311  it repeats, and need not be secret
    places = range(len(own))
    found = []
    for _ in range(DRAWS):
        drawn = draw.choices(places, k=len(own))
        found.append(round(f1([own[i] for i in drawn]) - f1([other[i] for i in drawn]), 6))
    found.sort()
    outside = round(DRAWS * (1 - INTERVAL) / 2)
    return round(f1(own) - f1(other), 6), found[outside], found[-1 - outside]


def print_leads(scorer: ModuleType, documents: list[dict[str, Any]], results: Mapping[str, dict[str, Any]]) -> None:
    """Print the lead over the best of the others, on all documents and on those of the chosen genres."""
    counted = {
        name: [end_counts(scorer, document, spans) for document, spans in zip(documents, result["spans"], strict=False)]
        for name, result in results.items()
    }
    for what, chosen in (("all", {document["genre"] for document in documents}), ("chosen", GENRES)):
        own = {
            name: [each for each, document in zip(counts, documents, strict=True) if document["genre"] in chosen]
            for name, counts in counted.items()
        }
        best = max((name for name in own if name != "pincite"), key=lambda name: f1(own[name]))
        ahead, low, high = lead(own["pincite"], own[best])
        print(f"GUM {what}: {ahead:+.4f} on {best}, {INTERVAL:.0%} of {DRAWS} draws of documents [{low:+.4f}, {high:+.4f}]")


def main() -> int:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--rivals", help="Python of an environment with other splitters")
    parser.add_argument("--errors", type=int, default=0, help="print as many errors of each set")
    parser.add_argument("--part", choices=("all", "seen", "kept"), default="all")
    arguments = parser.parse_args()
    scorer = load_scorer(arguments.score, "score_sentences")
    gum = read_lines(arguments.data / "sentences/gum_dev.jsonl")
    if arguments.part != "all":
        gum = [document for i, document in enumerate(gum) if (i % 3 == 2) == (arguments.part == "kept")]
    seeds = load_seeds(arguments.data)
    texts = [document["text"] for document in gum + seeds]
    began = time.perf_counter()
    results: dict[str, dict[str, Any]] = {"pincite": {"spans": [split_sentences(text) for text in texts], "seconds": 0.0}}
    results["pincite"]["seconds"] = time.perf_counter() - began
    if arguments.rivals:
        results |= run_rivals(arguments.rivals, texts)
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{'end F1 (span F1)':12} {'GUM all':>16} {'GUM chosen':>16} {'seeds':>16} {'MB/s':>7}")
    for name, result in results.items():
        predicted = [{"id": d["id"], "sentences": s} for d, s in zip(gum + seeds, result["spans"], strict=True)]
        errors: list[Any] = []
        figures = scorer.score(gum, predicted, GENRES, errors)
        seed_errors: list[Any] = []
        seed_figures = scorer.score(seeds, predicted, set(), seed_errors)
        cells = [figures["all"], figures["chosen"], seed_figures["all"]]
        row = " ".join(f"{cell['end']['f1']:>8.4f} ({cell['span']['f1']:.3f})" for cell in cells)
        print(f"{name:16} {row} {size / result['seconds']:>7.2f}")
        for error in [*errors[: arguments.errors], *seed_errors[: arguments.errors]] if name == "pincite" else ():
            print(*error, sep="\t")
    if len(results) > 1:
        print_leads(scorer, gum, results)
    long = " ".join(texts)
    long *= SPEED_TEXT // len(long) + 1
    began = time.perf_counter()
    split_sentences(long)
    print(
        f"one text of {len(long) / 1e6:.1f} M characters: {len(long.encode()) / 1e6 / (time.perf_counter() - began):.1f} MB/s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
