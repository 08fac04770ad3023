"""Measure references: fields by source, losses, cutting, the seed, speed.

usage: references.py [--data DIR] [--score DIR] [--only fields|lossless|relations|cutting|speed] [--held]

The data are for evaluation only. A third of the labelled entries (by document) was held back from whoever wrote the rules:
``--held`` gives that third alone. The scorer is the public one. ``relations`` is our own set of entries from International Relations
(`ir_references/`), labelled by two readers who did not know the parser; its frozen half was first looked at when all was built.
"""

from __future__ import annotations

import json
import re
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from development import load_scorer, options, read_lines

from extract.clean import reading_of
from extract.references import find_references
from extract.references.draft import silent_words
from extract.references.parser import parse_entry

if TYPE_CHECKING:
    import argparse

ROOT = Path(__file__).resolve().parents[1]
FIELDS = ("author", "editor", "title", "container-title", "year", "volume", "issue", "pages", "publisher", "url")
LABELS = {"issued": "date", "page": "pages"}
SPAN_FIELDS = ("author", "editor", "title", "container-title", "issued", "volume", "issue", "page", "publisher")
SOURCES = ("excite-en", "excite-de", "excite-de-footnote", "grobid-corpus", "parscit")


def is_held(record: dict[str, Any]) -> bool:
    """Tell whether a labelled entry belongs to the third that was held back."""
    return zlib.crc32(record.get("doc", record["id"]).encode()) % 3 == 0


def predicted(record: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as the scorer reads it."""
    text = record["text"]
    parsed = parse_entry(text)
    fields = {
        LABELS.get(name, name): [text[a:b] for a, b in parsed.fields[name]] for name in SPAN_FIELDS if name in parsed.fields
    }
    conference = parsed.fields.get("event-title")
    if conference and "container-title" not in fields:
        fields["container-title"] = [text[a:b] for a, b in conference]  # where the gold has the name of a conference
    if "URL" in parsed.csl:
        fields["url"] = [parsed.csl["URL"]]
    return {"id": record["id"], "text": text, "fields": fields}


def measure_fields(arguments: argparse.Namespace) -> None:
    """Print micro F1 and the share of entries wholly right, by source."""
    scorer = load_scorer(arguments.score, "score_references")
    gold_file = arguments.data / "references" / "dev.jsonl"
    gold = read_lines(gold_file)
    gold = [record for record in gold if not record["in_anystyle_data"] and (is_held(record) or not arguments.held)]
    print(f"{'source':20} {'n':>5} micro whole | " + " ".join(f"{name[:6]:6}" for name in FIELDS))
    for source in SOURCES:
        chosen = [
            record for record in gold if record["source"] == source or (source == "parscit" and source in record["source"])
        ]
        result, _ = scorer.score(chosen, {record["id"]: predicted(record) for record in chosen}, list(FIELDS))
        exact = result["exact"]
        by_field = " ".join(f"{exact[name]['f1']:.3f} " if name in exact else "  -   " for name in FIELDS)
        print(f"{source:20} {len(chosen):5} {exact['micro']['f1']:.3f} {result['whole_exact']:.3f} | {by_field}")


PIECE = re.compile(r"[^\W\d_]+|\d+")
"""Letters or figures without a break: "Physics31" is the end of one field and the whole of another."""


def lost(text: str) -> list[str]:
    """Return the words of an entry that stand in no field, not in ``custom.rest``, and are not silent."""
    spans = [span for places in parse_entry(text).fields.values() for span in places]
    words = [found for found in PIECE.finditer(text) if found[0].lower() not in silent_words()]
    return [found[0] for found in words if not any(start <= found.start() and found.end() <= end for start, end in spans)]


def measure_losses(arguments: argparse.Namespace) -> None:
    """Print how many entries have a word that the record does not."""
    texts = [record["text"] for record in read_lines(arguments.data / "references" / "dev.jsonl")]
    print(f"lossless: {sum(bool(lost(text)) for text in texts)} of {len(texts)} entries lose a word")


def measure_relations(arguments: argparse.Namespace) -> None:
    """Print micro F1, the share of entries wholly right, and that of right types, of both halves of our own set."""
    scorer = load_scorer(arguments.score, "score_references")
    for half in ("open", "frozen"):
        gold = read_lines(ROOT / "benchmarks" / "ir_references" / f"{half}.jsonl")
        result, _ = scorer.score(gold, {record["id"]: predicted(record) for record in gold}, list(FIELDS))
        types = [parse_entry(record["text"]).csl["type"] in {record["type"], *record.get("type_also", ())} for record in gold]
        exact = result["exact"]
        by_field = " ".join(f"{name} {exact[name]['f1']:.3f}" for name in FIELDS)
        share = sum(types) / len(types)
        print(
            f"{half:7} {len(gold)} micro {exact['micro']['f1']:.3f} whole {result['whole_exact']:.3f} types {share:.3f} | {by_field}"
        )


def measure_cutting(arguments: argparse.Namespace) -> None:
    """Print precision, recall and F1 of entries whose edges are right to within 8 characters."""
    for file in sorted((arguments.data / "citations").glob("*.jsonl")):
        right = found = expected = 0
        for line in file.read_text("utf-8").splitlines():
            record = json.loads(line)
            gold = {(entry["start"], entry["end"]) for entry in record.get("references") or ()}
            if not gold:
                continue
            cuts = [(each.anchor.spans[0][0], each.anchor.spans[-1][1]) for each in find_references(reading_of(record["text"]))]
            right += sum(any(abs(a - start) <= 8 and abs(b - end) <= 8 for a, b in gold) for start, end in cuts)
            found += len(cuts)
            expected += len(gold)
        if expected:
            precision, recall = right / max(found, 1), right / expected
            print(f"{file.stem:20} n={expected:5} P={precision:.3f} R={recall:.3f} F1={2 * right / (found + expected):.3f}")


def measure_speed(arguments: argparse.Namespace) -> None:
    """Print entries a second, by wall clock and by processor time."""
    lines = (arguments.data / "references" / "dev.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[::5]]
    parse_entry(texts[0])  # loads the model
    start, cpu = time.perf_counter(), time.process_time()
    for text in texts:
        parse_entry(text)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    print(f"{len(texts) / seconds:.0f} entries/s, {len(texts) / cpu_seconds:.0f} per second of processor time")


def main() -> None:
    """Print what was asked for."""
    parser = options(__doc__)
    parser.add_argument("--only", choices=("fields", "lossless", "relations", "cutting", "speed"))
    parser.add_argument("--held", action="store_true")
    arguments = parser.parse_args()
    if not (arguments.data / "references" / "dev.jsonl").exists():
        sys.exit(f"skipped: no references/dev.jsonl in {arguments.data}; give its folder with --data")
    parts = {
        "fields": measure_fields,
        "lossless": measure_losses,
        "relations": measure_relations,
        "cutting": measure_cutting,
        "speed": measure_speed,
    }
    for name, measure in parts.items():
        if arguments.only in (None, name):
            measure(arguments)


if __name__ == "__main__":
    main()
