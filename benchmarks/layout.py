"""How many paragraphs of PDF dumps come out as they stand in clean copies of the same papers.

    python benchmarks/layout.py [--data DIR] [--held-back] [--errors N]

The dumps are wrapped and hyphenated, with running heads and page numbers between the lines. Every third document is
held back: it counts only with ``--held-back``.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

from development import options

from extract.clean import reading_of

ROOT = Path(__file__).resolve().parent.parent
MARKER = re.compile(r"(?<=[^\s\d])\d{1,3}(?=\W|$)")  # note markers stand in the clean copy only
HEAD = re.compile(r"[A-Z ,:’'–-]*\d{1,3}")


def main() -> None:
    """Print the share of equal paragraphs, the running heads left in the text, and the speed."""
    parser = options(__doc__)
    parser.add_argument("--held-back", action="store_true", help="count the documents that are held back")
    parser.add_argument("--errors", type=int, default=0, help="show so many missing paragraphs of each document")
    arguments = parser.parse_args()
    folder = arguments.data / "citations"
    if not folder.is_dir():
        print(f"{folder}: no such folder; nothing measured")
        return
    clean = {key_of(record["id"]): record["text"] for record in read_records(folder / "pandoc_hard.jsonl")}
    paragraphs = equal = heads = characters = 0
    seconds = 0.0
    for number, record in enumerate(read_records(folder / "pandoc_hard_pdf.jsonl")):
        if (number % 3 == 2) is not arguments.held_back:
            continue
        start = time.process_time()
        reading = reading_of(record["text"])
        seconds += time.process_time() - start
        characters += len(record["text"])
        found = {plain(passage.anchor.text) for passage in reading.passages if passage.role != "furniture"}
        wanted = [plain(line) for line in clean[key_of(record["id"])].split("\n") if line.strip()]
        missing = [text for text in wanted if text not in found]
        paragraphs += len(wanted)
        equal += len(wanted) - len(missing)
        heads += sum(HEAD.fullmatch(text) is not None for text in found - set(wanted))
        for text in missing[: arguments.errors]:
            print(f"   {text[:100]} ... {text[-60:]}")
    print(f"equal paragraphs {equal} of {paragraphs} = {equal / paragraphs:.4f}; running heads left {heads}")
    print(f"speed {characters / seconds / 1e6:.2f} MB/s of processor time")


def read_records(file: Path) -> list[dict[str, str]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in file.open(encoding="utf-8")]


def key_of(identifier: str) -> str:
    """Return what the ids of a paper have in common in both files."""
    return identifier.split(":", 1)[1]


def plain(text: str) -> str:
    """Return ``text`` with single spaces, without note markers and the number of a note."""
    return MARKER.sub("", re.sub(r"^\d{1,3}\. ", "", " ".join(text.split())))


if __name__ == "__main__":
    main()
