"""Measure claims of the seeds against the hand-made gold, by the public scorer, and the speed of the step.

usage: claims.py [--data DIR] [--score DIR] [--errors N]

The whole path is run: reading, layout, references, citations, claims.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from development import options

from extract.citations import find_citations_in
from extract.claims import find_claims
from extract.clean import lay_out, reading_of
from extract.readers import read_file
from extract.references import find_references

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print the scorer's figures, and megabytes of reading text per second of processor time."""
    parser = options(__doc__)
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    gold = arguments.data / "claims" / "seed_claims_dev.jsonl"
    scorer = arguments.score / "score_claims.py"
    if not gold.exists() or not scorer.exists():
        sys.exit(f"skipped: {gold} or {scorer} is not there; give their folders with --data and --score")
    list(find_claims(reading_of("Nobody said that Japan left.")))  # loads the tokenizer and the word lists
    seconds = 0.0
    length = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((ROOT / "corpus").glob("*.txt")):
            raw = read_file(path)
            reading = lay_out(raw, raw.source([path.name]))
            citations = list(find_citations_in(reading, list(find_references(reading))))
            start = time.process_time()
            records = list(find_claims(reading, citations))
            seconds += time.process_time() - start
            length += len(reading.text)
            lines = [record.model_dump_json() for record in (reading.source, *records)]
            Path(folder, f"{path.name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), folder, "--errors", str(arguments.errors)]
        subprocess.run(command, check=True)  # noqa: S603  the scorer that was asked for
    print(f"{length / seconds / 1e6:.2f} MB/s of one processor")


if __name__ == "__main__":
    main()
