"""Measure countries and organisations: GeoWebNews mentions, the seed sentences, and speed.

    python benchmarks/countries.py [--data DIR] [--score DIR] [--errors N]

Every third GeoWebNews document is held out: it is counted and its errors are never shown.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Any

from development import load_scorer, options, read_lines

from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations

ROOT = Path(__file__).parent.parent
SCORED = {"UN", "UNSC", "UNGA", "EU", "NATO", "G7", "AUKUS", "IEA", "EBRD", "WEST"}
CITATION = re.compile(r"\([^()]{0,40}[A-Z][^()]{0,80}\d{4}[a-z]?(?:[:;,][^()]{0,200})?\)")
HELD_OUT = 3
ROUNDS = 4


def news(data: Path, score: Path, shown: int) -> None:
    """Print mention and document figures on GeoWebNews."""
    scorer = load_scorer(score, "score_countries")
    docs = read_lines(data / "countries" / "geowebnews_dev.jsonl")
    seen = [doc for number, doc in enumerate(docs) if number % HELD_OUT != HELD_OUT - 1]
    held = docs[HELD_OUT - 1 :: HELD_OUT]
    parts: list[tuple[str, list[dict[str, Any]], list[Any] | None]]
    parts = [("seen", seen, []), ("held out", held, None), ("all", docs, None)]
    for name, part, errors in parts:
        found = [
            {
                "id": doc["id"],
                "mentions": [
                    {"start": t.start, "end": t.end, "code": t.value}
                    for t in find_countries(doc["text"])
                    if t.kind == "country"
                ],
            }
            for doc in part
        ]
        result = scorer.score(part, found, errors)
        mention, document, metonyms = result["mention"], result["document"], result["metonyms"]
        print(
            f"news, {name:9} {len(part):4} docs   mention P {mention['p']:.4f} R {mention['r']:.4f} F1 {mention['f1']:.4f}"
            f"   document F1 {document['f1']:.4f}   capitals as government {metonyms['found']}/{metonyms['n']}"
        )
        for error in (errors or [])[:shown]:
            print("   ", *error)


def seeds(data: Path, corpus: Path) -> None:
    """Print country and organisation sets on the seed sentences."""
    texts = {
        path.name[:3]: CITATION.sub(lambda match: " " * len(match[0]), path.read_bytes().decode())
        for path in sorted(corpus.glob("*.txt"))
    }
    tags = {doc: (find_countries(text), find_organisations(text)) for doc, text in texts.items()}
    counts = {"countries": [0, 0, 0], "organisations": [0, 0, 0]}
    claims = [record for record in read_lines(data / "claims" / "seed_claims_dev.jsonl") if record["is_claim"]]
    exact = 0
    for record in claims:
        sets = [
            {tag.value for tag in found if any(a <= tag.start and tag.end <= b for a, b in record["spans"])}
            for found in tags[record["doc"]]
        ]
        wanted = set(record["countries"])
        named = sets[0] - (set(record["locations"]) - wanted)
        exact += named == wanted
        organs = set(record["orgs"]) | ({"UN"} if {"UNSC", "UNGA"} & set(record["orgs"]) else set())
        for name, found, gold in (("countries", named, wanted), ("organisations", sets[1] & SCORED, organs)):
            counts[name] = [x + y for x, y in zip(counts[name], (len(found & gold), len(found), len(gold)), strict=True)]
    for name, (right, found_number, gold_number) in counts.items():
        print(
            f"seeds, {name:14} P {right / found_number:.4f} R {right / gold_number:.4f} F1 {2 * right / (found_number + gold_number):.4f}"
        )
    print(f"seeds, exactly the right countries: {exact}/{len(claims)} = {exact / len(claims):.4f}")


def speed(data: Path) -> None:
    """Print megabytes a second on scholarly text and on news."""
    for name, path in (("scholarly", "citations/pandoc_ay.jsonl"), ("news", "countries/geowebnews_dev.jsonl")):
        texts = [record["text"] for record in read_lines(data / path)]
        size = sum(map(len, texts)) / 1e6
        for find in (find_countries, find_organisations):
            best = min(timed(find, texts) for _ in range(ROUNDS))
            print(f"speed, {name:10} {find.__name__:20} {size / best:6.1f} MB/s")


def timed(find: Any, texts: list[str]) -> float:
    """Return the processor seconds that ``find`` takes on ``texts``."""
    start = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - start


def main() -> None:
    """Run what the data allow."""
    parser = options(__doc__)
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        sys.exit(f"{arguments.data} is not there; name the data folder with --data or PINCITE_DATA")
    start = time.process_time()
    find_countries("")
    find_organisations("")
    print(f"loading: {(time.process_time() - start) * 1000:.0f} ms")
    news(arguments.data, arguments.score, arguments.errors)
    seeds(arguments.data, ROOT / "corpus")
    speed(arguments.data)


if __name__ == "__main__":
    main()
