"""How well roles are told on PDF files: the lines of a bibliography are references, and each entry is one passage.

python benchmarks/pdf_roles.py [--data FOLDER] [--pdf-reader pdfium] [--errors N]

lines    gold reference lines that stand in a passage with the role reference
false    passages with the role reference of which gold has no line
entries  gold entries that are one passage, from the first letter to the last
"""

from __future__ import annotations

import re
import sys
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from development import options, read_lines

from extract.clean import lay_out
from extract.read_options import ReadOptions
from extract.readers.pdf import read_pdf
from extract.readers.pdf.metadata import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MIN_LINE = 12  # letters and digits: a shorter line may stand anywhere
MARK = re.compile(r"</?ref>")


class Score(NamedTuple):
    """Counts of one file."""

    lines: int
    lines_found: int
    entries: int
    entries_found: int
    references: int
    false: int


def gold_entries(path: Path) -> Iterator[list[str]]:
    """Yield the entries of a file of lines with ``<ref>`` marks, each as its lines."""
    entry: list[str] | None = None
    for line in path.read_text("utf-8", "replace").splitlines():
        text = line.split("\t")[0]
        if "<ref>" in text:
            entry = []
        if entry is not None:
            entry.append(MARK.sub("", text))
            if "</ref>" in text:
                yield entry
                entry = None


def score(passages: Sequence[str], entries: Sequence[Sequence[str]], errors: list[str]) -> Score:
    """Compare passages with the role reference with the entries of gold."""
    found = [letters(passage) for passage in passages]
    whole = "\n".join(found)
    lines = [key for key in map(letters, chain.from_iterable(entries)) if len(key) >= MIN_LINE]
    keys = ["".join(map(letters, entry)) for entry in entries]
    gold = "\n".join(keys)
    errors += [f"line without role: {key}" for key in lines if key not in whole]
    errors += [f"entry not one passage: {key[:100]}" for key in keys if key not in found]
    wrong = [key for key in found if key not in gold and not any(line in key for line in lines)]
    errors += [f"false reference: {key[:100]}" for key in wrong]
    return Score(
        len(lines), sum(key in whole for key in lines), len(keys), sum(key in found for key in keys), len(found), len(wrong)
    )


def main() -> None:
    """Print the scores of every PDF with gold, and of all."""
    parser = options(__doc__)
    parser.add_argument("--pdf-reader", choices=("auto", "pdfminer", "pdfium"), default="pdfminer")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    folder = arguments.data / "pdf"
    scores = []
    for item in read_lines(folder / "manifest.jsonl"):
        if not item.get("truth_ref_lines"):
            continue
        raw = read_pdf((folder / item["file"]).read_bytes(), ReadOptions(pdf_reader=arguments.pdf_reader))
        reading = lay_out(raw, raw.source([item["file"]]))
        passages = [reading.text[start:end] for _, (start, end) in reading.placed("reference")]
        errors: list[str] = []
        scores.append(score(passages, list(gold_entries(folder / item["truth_ref_lines"])), errors))
        print(_shown(item["file"], scores[-1]))
        for error in errors[: arguments.errors]:
            print("   ", error, file=sys.stderr)
    print(_shown("all", Score(*map(sum, zip(*scores, strict=True)))))


def _shown(name: str, counts: Score) -> str:
    return (
        f"{name:24} lines {counts.lines_found:4}/{counts.lines:4}  entries {counts.entries_found:3}/{counts.entries:3}"
        f"  references {counts.references:3}, false {counts.false}"
    )


if __name__ == "__main__":
    main()
