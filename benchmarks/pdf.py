"""How well PDF files are read: bibliography entries found whole, words as other readers have them, pages a second.

    python benchmarks/pdf.py [--data DIR] [--score DIR] [--held-back | --all] [--errors N] [--words N]

Every third file is held back: it counts only with ``--held-back`` or ``--all``. "lines" are the printed lines as they come,
"reading" is the text that ``pincite text`` prints. ``--words N`` compares the words of each page with those of pypdfium2 and
pdftotext, as far as they are there, and shows N words that differ.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from development import load_scorer, options, read_lines

from extract.clean import lay_out
from extract.read_options import ReadOptions
from extract.readers import read_bytes
from extract.readers.pdf.assembly import assemble
from extract.readers.pdf.document import open_document
from extract.readers.pdf.lines import find_lines
from extract.reading import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.reading import Reading

LINE_END_HYPHEN = re.compile("[-\u00ad\u0002\ufffe]\\s*\n|[\u0002\ufffe]")


class Read(NamedTuple):
    """One file as it was read."""

    pages: list[str]
    """The printed lines of each page."""
    reading: Reading
    seconds: Mapping[str, float]
    """Of processor time, by stage."""


def main() -> None:
    """Print what the scorer finds, words that differ, offsets that are wrong, and the speed of each stage."""
    parser = options(__doc__)
    parser.add_argument("--held-back", action="store_true", help="count the files that are held back")
    parser.add_argument("--all", action="store_true", help="count all files")
    parser.add_argument("--errors", type=int, default=0, help="show so many entries that are not found")
    parser.add_argument("--words", type=int, help="compare words with other readers, and show so many of each file")
    arguments = parser.parse_args()
    folder = arguments.data / "pdf"
    files = sorted(record["file"] for record in read_lines(folder / "manifest.jsonl"))
    chosen = [name for i, name in enumerate(files) if arguments.all or (i % 3 == 2) is arguments.held_back]
    reads = {name: read(folder / name) for name in chosen}
    report_score(arguments, {name: "\f".join(one.pages) for name, one in reads.items()}, "lines")
    report_score(arguments, {name: one.reading.text for name, one in reads.items()}, "reading")
    wrong = sum(wrong_offsets(one.reading) for one in reads.values())
    print(f"offsets: {wrong} characters of the reading texts do not stand at their place in the raw text")
    pages = sum(len(one.pages) for one in reads.values())
    total = Counter[str]()
    for one in reads.values():
        total.update(one.seconds)
    print(f"{pages} pages:", ", ".join(f"{stage} {pages / seconds:.0f} pages/s" for stage, seconds in total.items()))
    if arguments.words is not None:
        for name, other in OTHERS.items():
            if other.is_there():
                report_words(reads, {file: other.read(folder / file) for file in chosen}, name, arguments.words)


def read(path: Path) -> Read:
    """Return a file as it is read, stage by stage."""
    data = path.read_bytes()
    seconds: dict[str, float] = {}
    clock = time.process_time()

    def lap(stage: str) -> None:
        nonlocal clock
        seconds[stage] = time.process_time() - clock
        clock = time.process_time()

    document = open_document(data, ReadOptions())
    glyphs = list(document.pages())
    lap("glyphs")
    lined = [(page, find_lines(page)) for page in glyphs]
    lap("lines")
    assemble(lined, document.info, document.xmp)
    lap("roles")
    source = read_bytes(data, path.name)
    clock = time.process_time()
    reading = lay_out(source, source.source())
    lap("layout and cleaning")
    return Read(["\n".join(line.text for line in lines) for _, lines in lined], reading, seconds)


def scored(texts: Mapping[str, str], data: Path, score: Path, errors: list[tuple[str, str, str]] | None = None) -> Any:
    """Return what the scorer says of ``texts`` by file name; ``errors`` takes the entries that are not found."""
    with tempfile.TemporaryDirectory() as folder:
        for file, text in texts.items():
            (Path(folder) / f"{file}.txt").write_text(text, "utf-8")
        return load_scorer(score, "score_pdf").score(str(data / "pdf"), folder, errors)


def report_score(arguments: Any, texts: Mapping[str, str], name: str) -> None:
    """Print what the scorer says of ``texts``, and each file with entries that are not found."""
    errors: list[tuple[str, str, str]] = []
    found = scored(texts, arguments.data, arguments.score, errors)
    by_file = {file: one for file, one in found["refs"]["by_file"].items() if file in texts and one["gold"]}
    gold, good = (sum(one[key] for one in by_file.values()) for key in ("gold", "found"))
    likeness = {file: value for file, value in found["text"]["by_file"].items() if file in texts}
    print(f"{name}: {good} of {gold} entries found = {good / max(gold, 1):.4f}; likeness {likeness}; (cid) {found['cid']}")
    for file, one in by_file.items():
        if one["found"] < one["gold"]:
            print(f"   {file} {one['found']} of {one['gold']}")
    for _, file, entry in [error for error in errors if error[1] in texts][: arguments.errors]:
        print(f"   MISSED {file}: {entry}")


def wrong_offsets(reading: Reading) -> int:
    """Return how many characters of a reading text do not equal the raw text at their place, and quotes theirs."""
    wrong = sum(passage.anchor.quote != quote(reading.raw, passage.anchor.spans) for passage in reading.passages)
    for piece in reading.mapped.pieces():
        if piece.end - piece.start == piece.raw_end - piece.raw_start:
            shown, raw = reading.text[piece.start : piece.end], reading.raw[piece.raw_start : piece.raw_end]
            wrong += sum(one != two and not (one.isspace() and two.isspace()) for one, two in zip(shown, raw, strict=True))
    return wrong


def report_words(reads: Mapping[str, Read], others: Mapping[str, Sequence[str]], name: str, shown: int) -> None:
    """Print how many words only one of two readers has, page by page."""
    ours_only, theirs_only, total = 0, 0, 0
    for file, one in reads.items():
        ours: Counter[tuple[str, int]] = Counter()
        theirs: Counter[tuple[str, int]] = Counter()
        for number, (page, other) in enumerate(zip(one.pages, others[file], strict=False), 1):
            mine, other_words = Counter(words(page)), Counter(words(other))
            total += mine.total()
            ours.update({(word, number): count for word, count in (mine - other_words).items()})
            theirs.update({(word, number): count for word, count in (other_words - mine).items()})
        ours_only += ours.total()
        theirs_only += theirs.total()
        if shown:
            print(f"   {file}\n      ours  {listed(ours, shown)}\n      {name}  {listed(theirs, shown)}")
    print(f"words: {total} of ours, {ours_only} not in {name}; {theirs_only} of {name} not in ours")


def words(page: str) -> list[str]:
    """Return the words of a page, broken ones joined, digits plain."""
    return unicodedata.normalize("NFKC", LINE_END_HYPHEN.sub("", page)).split()


def listed(words: Counter[tuple[str, int]], shown: int) -> str:
    """Return the most frequent of ``words`` with their pages."""
    return " ".join(f"{word}@{page}x{count}" for (word, page), count in words.most_common(shown))


class Pdfium:
    """PDFium through pypdfium2."""

    @staticmethod
    def is_there() -> bool:
        """Tell whether it is installed."""
        return importlib.util.find_spec("pypdfium2") is not None

    @staticmethod
    def read(path: Path) -> list[str]:
        """Return the text of each page."""
        pypdfium2: Any = importlib.import_module("pypdfium2")
        document = pypdfium2.PdfDocument(path)
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


class Pdftotext:
    """The command of poppler."""

    @staticmethod
    def is_there() -> bool:
        """Tell whether it is installed."""
        return shutil.which("pdftotext") is not None

    @staticmethod
    def read(path: Path) -> list[str]:
        """Return the text of each page."""
        command = [shutil.which("pdftotext") or "pdftotext", str(path), "-"]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # a file of our own data
        return done.stdout.decode("utf-8").split("\f")


OTHERS: dict[str, type[Pdfium | Pdftotext]] = {"pdfium": Pdfium, "pdftotext": Pdftotext}


if __name__ == "__main__":
    main()
