"""Measure ``find_mentions`` on the seeds and on six political-science PDFs, and count its tags in texts of other kinds.

usage: theories.py [--data DIR] [--score DIR] [--errors N] [--read]

Seeds: "drafted" counts only the ids that the annotators knew (theories_draft.json): the gold has no tag of any other concept.
"read" counts all, with the tags of other concepts as a reader of the text judged them (``gold/theories_seeds.jsonl``).
PDFs (78 pages): two readers marked terms alone, before anybody saw what the program finds; their differences were decided by the
definitions (``gold/theories_pdf.jsonl``: raw start and end, id, verdict). "clear" terms must be found; a tag on an "arguable" one
is not wrong, nor must it be there; what only one reader marked and the definition does not cover is "not" a term. Bibliographies
are left out, as the readers left them out.
The news and the papers are for evaluation only: there, no gold says what is right, so ``--read`` prints each tag in its context.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from development import load_scorer, options, read_lines

from extract.lexicon.theories import find_mentions
from extract.run import read

ROOT = Path(__file__).resolve().parents[1]
SEED_READ = Path(__file__).parent / "gold" / "theories_seeds.jsonl"
PDF_GOLD = Path(__file__).parent / "gold" / "theories_pdf.jsonl"
GOLD = ("claims/seed_theories_dev.jsonl", "claims/seed_claims_dev.jsonl")
ROUNDS = 2  # the first compiles the patterns of supporting words
UNMARKED = {"reference", "furniture"}
"""Roles of passages that the readers left out."""
OTHER = (
    "countries/geowebnews_dev.jsonl",
    "claims/attribution_polnear_dev.jsonl",
    "sentences/gum_dev.jsonl",
    "citations/pandoc_ay.jsonl",
    "citations/pandoc_note.jsonl",
    "citations/elife.jsonl",
    "citations/scielo.jsonl",
)


def main() -> None:
    """Print precision, recall and F1 on the seeds, then tags and speed on the other texts."""
    parser = options(__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--read", action="store_true", help="print each tag of the other texts")
    arguments = parser.parse_args()
    if not (arguments.data / GOLD[0]).exists():
        sys.exit(f"skipped: {arguments.data / GOLD[0]} is not there; give its folder with --data")
    scorer = load_scorer(arguments.score, "score_claims")

    find_mentions("Hedging in Japan.")  # loads the data
    drafted = {
        concept["id"] for concept in json.loads((arguments.data / "claims/theories_draft.json").read_text("utf-8"))["concepts"]
    }
    for name in GOLD:
        golds = read_lines(arguments.data / name)
        records = [annotate(doc) for doc in sorted({gold["doc"] for gold in golds})]
        known = [{**record, "theories": [tag for tag in record["theories"] if tag["id"] in drafted]} for record in records]
        for kind, golds_, predicted in (("all", golds, records), ("drafted", golds, known), ("read", read_too(golds), records)):
            errors: list[tuple[Any, ...]] = []
            result = scorer.score_theories(golds_, predicted, errors)["theories"]
            print(f"{name:40} {kind:8}", " ".join(f"{key}={result[key]}" for key in ("p", "r", "f1", "gold", "exact_set")))
            for error in errors[: arguments.errors]:
                print(*error, sep="\t")
    pdfs(arguments.data / "pdf", arguments.errors)
    for name in OTHER:
        texts = [record["text"] for record in read_lines(arguments.data / name)]
        seconds = []
        for _ in range(ROUNDS):
            start = time.process_time()
            found = [(text, mention) for text in texts for mention in find_mentions(text)]
            seconds.append(time.process_time() - start)
        size = sum(map(len, texts)) / 1e6
        print(
            f"{name:40} {size:5.2f} MB  {len(found):4} tags  {len(found) / size:6.1f} per MB  {size / min(seconds):5.2f} MB/s"
        )
        for text, mention in found if arguments.read else ():
            context = " ".join(
                f"{text[max(mention.start - 100, 0) : mention.start]}<<{text[mention.start : mention.end]}>>".split()
            )
            print("", mention.id, mention.rule, context, sep="\t")


def read_too(golds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the annotated sentences with the tags of other concepts that a reader found right."""
    right = [one for one in read_lines(SEED_READ) if one["verdict"] == "right"]
    return [
        {
            **gold,
            "theories": gold["theories"]
            + [
                one["id"]
                for one in right
                if one["doc"] == gold["doc"] and any(a <= one["start"] < b for a, b in spans_of(gold))
            ],
        }
        for gold in golds
    ]


def spans_of(gold: dict[str, Any]) -> list[tuple[int, int]]:
    """Return where an annotated sentence stands; the two files say it in two ways."""
    return gold.get("spans") or [(gold["start"], gold["end"])]


def pdfs(folder: Path, shown: int) -> None:
    """Print precision and recall on the PDFs that two readers marked."""
    found, right, errors = 0, 0, []
    wanted, met = {"clear": 0, "arguable": 0}, {"clear": 0, "arguable": 0}
    for gold in read_lines(PDF_GOLD):
        reading = read(folder / gold["file"])
        if reading.source.raw_sha256 != gold["raw_sha256"]:
            sys.exit(f"{gold['file']}: the raw text is another than the one that was marked")
        open_ = [(*mention, []) for mention in gold["mentions"] if mention[3] != "not"]
        told = [(start, end) for passage, (start, end) in reading.placed() if passage.role not in UNMARKED]
        for mention in find_mentions(reading.text):
            if not any(start <= mention.start < end for start, end in told):
                continue
            found += 1
            spans = [raw for span in mention.spans for raw in reading.raw_spans(*span)]
            same = [one for one in open_ if one[2] == mention.id and any(a < one[1] and one[0] < b for a, b in spans)]
            right += bool(same)
            for one in same:
                one[4].append(mention)
            if not same:
                context = " ".join(reading.text[max(mention.start - 70, 0) : mention.end + 50].split())
                errors.append(("false", gold["file"], spans[0][0], mention.id, mention.rule, context))
        for start, end, concept, verdict, by in open_:
            wanted[verdict] += 1
            met[verdict] += bool(by)
            if not by:
                context = " ".join(reading.raw[max(start - 70, 0) : end + 50].split())
                errors.append((f"missed {verdict}", gold["file"], start, concept, reading.raw[start:end], context))
    print(
        f"{PDF_GOLD.name:40} p={right / found:.3f} ({right} of {found})  r={met['clear'] / wanted['clear']:.3f}"
        f" ({met['clear']} of {wanted['clear']})  r with arguable ones"
        f"={sum(met.values()) / sum(wanted.values()):.3f} ({sum(met.values())} of {sum(wanted.values())})"
    )
    for error in errors[:shown]:
        print("", *error, sep="\t")


def annotate(doc: str) -> dict[str, Any]:
    """Return the tags of a seed's raw text as the scorer reads them."""
    (path,) = (ROOT / "corpus").glob(f"{doc}*")
    text = path.read_bytes().decode("utf-8")
    theories = [{"id": mention.id, "spans": mention.spans} for mention in find_mentions(text)]
    return {"doc": doc, "_doc": doc, "_spans": [[0, len(text)]], "_copies": [], "theories": theories}


if __name__ == "__main__":
    main()
