"""Write ``extract/data/compounds.txt.gz``: compounds that are written with a hyphen, and parts that take one.

    python benchmarks/make_compounds.py [--data DIR] [--wordnet DIR]

The compounds are those of WordNet 3.0 (Debian: ``wordnet-base``), entries and glosses, and of the bibliography entries that
the reference model learns from. A line ``-based`` names a second part, a line ``self-`` a first part that takes a hyphen
in most words that have it: at least so many compounds have it, and so many times as many as words written solid.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from development import ROOT, options, read_lines

from extract.word_list import english_words, is_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COMPOUND = re.compile(r"(?<![\w\-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w\-])")
MIN_COMPOUNDS = 4
MIN_RATIO = 2.5
MIN_LETTERS = 3  # of a part
OUT = ROOT / "extract" / "data" / "compounds.txt.gz"


def main() -> None:
    """Write the file."""
    parser = options(__doc__)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="folder of WordNet's data files")
    arguments = parser.parse_args()
    found = find_compounds(read_wordnet(arguments.wordnet))
    # Entries cut at line ends, such as "Jef-frey", stand among them.
    entries = find_compounds(read_entries(arguments.data / "references" / "train.jsonl"))
    found |= {compound for compound in entries if not is_english(compound.replace("-", ""))}
    lines = sorted(
        found | {f"-{part}" for part in parts(found, first=False)} | {f"{part}-" for part in parts(found, first=True)}
    )
    OUT.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))


def find_compounds(texts: Iterable[str]) -> set[str]:
    """Return the words with hyphens of ``texts``."""
    return {match[0].lower() for text in texts for match in COMPOUND.finditer(text)}


def read_wordnet(folder: Path) -> Iterator[str]:
    """Yield entries and glosses of WordNet."""
    for file in ("adj", "adv", "noun", "verb"):
        for line in (folder / f"data.{file}").read_text("utf-8").splitlines():
            if not line.startswith("  "):  # the licence
                entries, _, gloss = line.partition(" | ")
                yield from entries.replace("_", " ").split()
                yield gloss


def read_entries(path: Path) -> Iterator[str]:
    """Yield the bibliography entries."""
    for record in read_lines(path):
        yield record["text"]


def parts(compounds: Iterable[str], *, first: bool) -> Iterator[str]:
    """Yield the first (or last) parts that take a hyphen in most words."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    for compound in compounds:
        if compound.count("-") == 1:
            head, tail = compound.split("-")
            others[head if first else tail].add(tail if first else head)
    words = [word.lower() for word in english_words()]
    for part, with_hyphen in others.items():
        if len(with_hyphen) >= MIN_COMPOUNDS and len(part) >= MIN_LETTERS:
            rests = [
                word[len(part) :] if first else word[: -len(part)]
                for word in words
                if (word.startswith(part) if first else word.endswith(part))
            ]
            solid = sum(len(rest) >= MIN_LETTERS and is_english(rest, common=True) for rest in rests)
            if len(with_hyphen) >= MIN_RATIO * solid:
                yield part


if __name__ == "__main__":
    main()
