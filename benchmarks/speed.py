"""How fast each step is, in megabytes of raw text (a million characters) per second of processor time, and the peak memory.

    python benchmarks/speed.py [--data DIR] [--most N]

Texts are those of ``citations/elife.jsonl`` and ``citations/pandoc_ay.jsonl`` in the data folder, or without it of ``corpus/``.
A first run over a small text loads models and word lists, and does not count. Steps run one after the other in this process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from development import DATA, ROOT

from extract import pipeline
from extract.citations import find_citations_in
from extract.claims import find_claims
from extract.clean import reading_of
from extract.dedupe.relations import relations_of
from extract.steps import references_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.reading import Reading

FILES = ("elife.jsonl", "pandoc_ay.jsonl")
WARM = 9_000  # characters of the text with which everything is loaded

T = TypeVar("T")


def main() -> None:
    """Print the speed of each step, and of all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the development data")
    parser.add_argument("--most", type=int, default=12, help="texts that are measured")
    options = parser.parse_args()
    texts = read_texts(options.data / "citations")[: options.most]
    start = time.process_time()
    pipeline.annotate([reading_of(texts[0][:WARM])])
    print(f"{len(texts)} texts, {sum(map(len, texts)) / 1e6:.2f} MB; loading {time.process_time() - start:.2f} s")
    measure(texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"peak memory    {memory:.0f} MiB")


def measure(texts: Sequence[str]) -> None:
    """Run the steps on ``texts`` and print the speed of each."""
    size = sum(map(len, texts)) / 1e6
    total = 0.0

    def timed(name: str, step: Callable[[], T], found: str = "") -> T:
        nonlocal total
        start = time.process_time()
        result = step()
        seconds = time.process_time() - start
        total += seconds
        count = sum(map(len, result)) if found and isinstance(result, list) else 0
        rate = f"   {count / seconds:.0f} {found}/s" if found else ""
        print(f"{name:14} {seconds:6.2f} s {size / seconds:6.2f} MB/s{rate}")
        return result

    readings: list[Reading] = timed("layout, clean", lambda: list(map(reading_of, texts)))
    timed("dedupe", lambda: relations_of(readings))
    references = timed("references", lambda: list(map(references_of, readings)), "entries")
    citations = timed(
        "citations",
        lambda: [tuple(find_citations_in(*pair)) for pair in zip(readings, references, strict=True)],
        "citations",
    )
    timed(
        "claims",
        lambda: [tuple(find_claims(*pair)) for pair in zip(readings, citations, strict=True)],
        "sentences",
    )
    print(f"{'all':14} {total:6.2f} s {size / total:6.2f} MB/s")


def read_texts(folder: Path) -> list[str]:
    """Return the texts of the development data, or those of the corpus."""
    if all((folder / name).is_file() for name in FILES):
        return [json.loads(line)["text"] for name in FILES for line in (folder / name).open(encoding="utf-8")]
    print(f"{folder}: no such data; the corpus is measured")
    return [path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))]


if __name__ == "__main__":
    main()
