"""What hostile files cost, and what happens to each: a result or one typed error, within seconds and megabytes.

    python benchmarks/hostile.py [--data DIR] [--only WORD] [--slow SECONDS] [--no-damage]
    python benchmarks/hostile.py --batch 1000
    python benchmarks/hostile.py --cost

Takes the files of ``hostile/`` in the data folder, damages the good ones of ``pdf/`` (cut off at every 5 %, bytes flipped), and
makes more: bombs as DOCX, EPUB and XML, deep nesting, long lines, odd file names and kinds. Each goes through the whole product by
itself. With ``--batch`` they go together, 60 bad files among ordinary ones; ``--cost`` measures what reading in a child costs
ordinary files. Exits with 1 when a file passes 20 s or 1 GB, or
ends in anything but a result or one problem.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from development import options, read_lines

from extract import run
from extract.annotations import load
from extract.engine import Guard
from extract.errors import PinciteError
from extract.sources import SourceFile, read_packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SECONDS = 20
MOST_MEMORY = 1000  # megabytes
MOST_OF_PARENT = 500
MOST_ADDED = 10  # milliseconds
CUTS = range(5, 100, 5)  # per cent
FLIPS = 5  # damaged copies of each good file
FLIPPED = 40  # bytes in each
MEGABYTE = 1_000_000

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
WORD = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
PROSE = "Ports closed in March, as Okafor (2018) warned Japan. "


class Outcome(NamedTuple):
    """What came of one file."""

    name: str
    seconds: float
    says: str
    is_sound: bool


def main() -> None:
    """Run all files, or a batch of them, and print what came of it."""
    parser = options(__doc__)
    parser.add_argument("--only", default="", help="only files with this in their name")
    parser.add_argument("--slow", type=float, default=5, help="name every file that takes longer (seconds)")
    parser.add_argument("--no-damage", action="store_true", help="leave out the damaged copies of good files")
    parser.add_argument("--batch", type=int, default=0, help="so many files in one run, 60 of them bad")
    parser.add_argument("--cost", action="store_true", help="what a child costs an ordinary file")
    parser.add_argument("--make", type=Path, help="write the files that are made to this folder, and end")
    asked = parser.parse_args()
    if asked.make:
        make_files(asked.make)
        return
    if not (asked.data / "hostile").is_dir():
        sys.exit(f"skipped: {asked.data / 'hostile'} is not there; name the folder of the development data with --data")
    if asked.cost:
        sys.exit(measure_cost(asked.data))
    with TemporaryDirectory() as folder:
        if asked.batch:
            sys.exit(run_batch(Path(folder), asked.data, asked.batch))
        made = Path(folder, "made")
        made.mkdir()
        subprocess.run([sys.executable, __file__, "--make", made], check=True)  # noqa: S603 - elsewhere: their texts would fill this process
        files = [*sorted((asked.data / "hostile").glob("*.pdf")), *sorted(made.iterdir())]
        if not asked.no_damage:
            files += damage(sorted((asked.data / "pdf").glob("*.pdf")), Path(folder))
        sys.exit(run_each([file for file in files if asked.only in file.name], asked.slow))


def run_each(files: Iterable[Path], slow: float) -> int:
    """Annotate each file by itself; print outcomes, the slowest, and the memory of parent and children."""
    outcomes = []
    peaks = Peaks(os.getpid())
    for file in files:
        outcomes.append(outcome_of(file))
        if outcomes[-1].seconds > slow or not outcomes[-1].is_sound:
            print(f"{outcomes[-1].seconds:6.1f} s  {file.name}: {outcomes[-1].says}", flush=True)
    for says, count in Counter(re.sub(r"[\d,.]+", "N", outcome.says) for outcome in outcomes).most_common(40):
        print(f"{count:5} {says}")
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"{len(outcomes)} files, {sum(outcome.says.startswith('read') for outcome in outcomes)} of them read")
    print(f"slowest {slowest.seconds:.1f} s ({slowest.name}); largest child {peaks.child:.0f} MB; parent {peaks.parent:.0f} MB")
    is_bounded = slowest.seconds <= MOST_SECONDS and peaks.child <= MOST_MEMORY and peaks.parent <= MOST_OF_PARENT
    return 0 if is_bounded and all(outcome.is_sound for outcome in outcomes) else 1


def outcome_of(file: Path) -> Outcome:
    """Return what comes of a file."""
    start = time.monotonic()
    try:
        annotations = run.annotate(file)
    except PinciteError as error:
        return Outcome(
            file.name, time.monotonic() - start, f"{type(error).__name__}: {without_name(error, file)}", is_sound=True
        )
    seconds = time.monotonic() - start
    faults = [problem.message for problem in annotations.problems if problem.kind == "unreadable_file"]
    sources = annotations.sources
    says = without_name(faults[0], file) if faults else "read" if sources and sources[0].length else "read, but empty"
    is_sound = len(faults) + len(sources) == 1 and "please report" not in says
    return Outcome(file.name, seconds, says, is_sound)


def without_name(message: object, file: Path) -> str:
    """Return a message without the name of the file, to be counted."""
    return str(message).replace(str(file), "").replace(file.name, "").removeprefix(": ")


class Peaks:
    """The largest memory, in megabytes, that a process and its children have held; looked at now and then (Linux)."""

    def __init__(self, process: int) -> None:
        """Begin to look."""
        self.parent = 0.0
        self.child = 0.0
        self._process = process
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            with suppress(OSError):
                self.parent = max(self.parent, held(self._process))
                tasks = Path(f"/proc/{self._process}/task").iterdir()
                children = [child for task in tasks for child in (task / "children").read_text("ascii").split()]
                self.child = max([self.child, *(held(int(child)) for child in children)])
            time.sleep(0.05)


def held(process: int) -> float:
    """Return the largest memory that a process has held, in megabytes; nothing when it has gone."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text("ascii"))
        return int(found[1]) * 1024 / MEGABYTE if found else 0.0
    return 0.0


def damage(good: Iterable[Path], folder: Path) -> Iterator[Path]:
    """Yield copies of good files, one after the other at the same place: cut off, and with bytes flipped."""
    for file in good:
        data = file.read_bytes()
        for percent in CUTS:
            yield written(folder / f"cut{percent:02}__{file.name}", data[: len(data) * percent // 100])
        for seed in range(FLIPS):
            chance = random.Random(f"{file.name} {seed}")  # noqa: S311 - what a seed repeats need not be secret
            flipped = bytearray(data)
            for _ in range(FLIPPED):
                flipped[chance.randrange(len(flipped))] = chance.randrange(256)
            yield written(folder / f"flip{seed}__{file.name}", bytes(flipped))


def written(path: Path, data: bytes | str) -> Path:
    """Write a file and return its path."""
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return path


def make_files(folder: Path) -> None:
    """Write files such as are made to break readers."""
    chance = random.Random(3)  # noqa: S311 - the same
    texts: dict[str, str | bytes] = {
        "one_line_1mb.txt": PROSE * 19_000,
        "one_line_50mb.txt": PROSE * 930_000,
        "one_line_50mb.md": "# " + PROSE * 930_000,
        "one_line_50mb.html": f"<p>{PROSE * 930_000}",
        "one_word_5mb.txt": "a" * 5 * MEGABYTE,
        "one_sentence_3mb.txt": "the port and " * 230_000,
        "digits_1mb.txt": "1992 " * 200_000,
        "brackets_3mb.txt": "(" * 3 * MEGABYTE,
        "brackets_and_years_1mb.txt": "(Okafor 1992; " * 75_000,
        "hyphens_600kb.txt": "-\n" * 300_000,
        "line_ends_5mb.txt": "\n" * 5 * MEGABYTE,
        "spaces_5mb.txt": " " * 5 * MEGABYTE,
        "hashes_1mb.md": "#" * MEGABYTE,
        "stars_1mb.md": "*" * MEGABYTE,
        "short_lines_2mb.txt": "\n".join(chance.choice("ab 1.)") * chance.randrange(9) for _ in range(400_000)),
        "entries_500kb.txt": "References\n\n" + "Okafor, Ada. Ports. Lagos: Harbour Press, 2018.\n" * 10_000,
        "nuls.txt": b"Ports\0closed\0" * 50_000,
        "noise.txt": chance.randbytes(2 * MEGABYTE),
        "noise.html": chance.randbytes(MEGABYTE),
        "noise.pdf": b"%PDF-1.7\n" + chance.randbytes(MEGABYTE),
        "bidi.txt": (PROSE + "\u202e\u2066\u202d\u200f") * 5000,
        "surrogates.txt": ("Ports \ud800 closed. " * 1000).encode("utf-8", "surrogatepass"),
        "combining.txt": "e" + "\u0301" * MEGABYTE,
        "deep_100k.html": "<div>" * 100_000 + PROSE + "</div>" * 100_000,
        "deep_inline_100k.html": "<b><i>" * 50_000 + PROSE,
        "unclosed_tags.html": "<a href='" * 200_000,
        "attributes.html": "<p " + "".join(f"a{n}=1 " for n in range(300_000)) + ">" + PROSE,
        "comments.html": "<!--" * 500_000,
        "entities.html": "&amp;" * 1_000_000,
        "tables_50k.html": "<table><tr><td>" * 50_000 + PROSE,
        "xml_laughs.xml": f'<!DOCTYPE article [<!ENTITY a0 "ha">{LAUGHS}]><article><body><p>&a11;</p></body></article>',
        "xml_quadratic.xml": f'<!DOCTYPE article [<!ENTITY a "{"ha" * 100_000}">]><article><body><p>{"&a;" * 100_000}</p></body></article>',
        "xml_outside.xml": '<!DOCTYPE article [<!ENTITY a SYSTEM "file:///etc/passwd">]><article><body><p>&a;</p></body></article>',
        "xml_deep.xml": "<article><body>" + "<sec>" * 200_000 + "</sec>" * 200_000 + "</body></article>",
        "tei_deep.xml": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>' + "<div>" * 100_000,
    }
    for name, data in texts.items():
        written(folder / name, data)
    nothing = b"\0" * 10 * MEGABYTE
    zips: dict[str, dict[str, bytes | str]] = {
        "bomb.docx": {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"{WORD}<w:p><w:r><w:t>{' ' * 400 * MEGABYTE}</w:t></w:r></w:p>",
        },
        "bomb_of_text.docx": {"[Content_Types].xml": TYPES, "word/document.xml": f"{WORD}<w:p><w:r><w:t>{PROSE * 3_000_000}"},
        "deep.docx": {"[Content_Types].xml": TYPES, "word/document.xml": WORD + "<w:p>" * 200_000},
        "laughs.docx": {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f'<!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]><d>&a11;</d>',
        },
        "empty.docx": {},
        "many_parts.docx": {f"word/{n}.xml": "x" for n in range(60_000)},
        "bomb.epub": {
            "META-INF/container.xml": CONTAINER,
            "b.opf": PACKAGE,
            "a.xhtml": f"<html><body><p>{' ' * 400 * MEGABYTE}",
        },
        "deep.epub": {"META-INF/container.xml": CONTAINER, "b.opf": PACKAGE, "a.xhtml": "<html><body>" + "<div>" * 200_000},
        "climbs.epub": {"META-INF/container.xml": CONTAINER, "b.opf": PACKAGE.replace("a.xhtml", "../../../etc/passwd")},
        "itself.epub": {"META-INF/container.xml": CONTAINER.replace("b.opf", "META-INF/container.xml")},
        "nothing.epub": {"mimetype": "application/epub+zip", "data": nothing},
    }
    for name, parts in zips.items():
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                archive.writestr(part, data)
    for name in ("bomb.docx", "deep.epub"):
        data = (folder / name).read_bytes()
        for percent in CUTS:
            written(folder / f"cut{percent:02}_{name}", data[: len(data) * percent // 100])
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "folder.pdf").mkdir()
    written(folder / "locked.txt", PROSE).chmod(0)


def measure_cost(data: Path) -> int:
    """Read ordinary texts in this process and in a child, and print what the child adds to each."""
    texts = [text["text"].encode() for text in read_lines(data / "duplicates" / "noisy_dev.docs.jsonl")[:300]]
    files = [SourceFile(text, ("text.txt",)) for text in texts]
    with Guard(1) as guard:
        added = []
        for _ in range(4):  # the first round loads what is loaded once
            start = time.perf_counter()
            for file in files:
                read_packed(file)
            middle = time.perf_counter()
            for _ in guard(read_packed, files):
                pass
            added.append((time.perf_counter() - middle - (middle - start)) / len(files))
    least = min(added[1:]) * 1000
    print(f"a child adds {least:.2f} ms to each of {len(files)} texts (least of {len(added) - 1} rounds)")
    return 0 if least < MOST_ADDED else 1


def run_batch(folder: Path, data: Path, count: int) -> int:
    """Annotate ``count`` files in one run of the command, 60 of them bad; print what came of them."""
    corpus = folder / "corpus"
    corpus.mkdir()
    bad = sorted((data / "hostile").glob("*.pdf"))[:60]
    for file in bad:
        shutil.copy(file, corpus)
    good = sorted((data / "pdf").glob("*.pdf"), key=lambda file: file.stat().st_size)[:10]
    texts = [(text["id"], text["text"]) for text in read_lines(data / "duplicates" / "noisy_dev.docs.jsonl")]
    for file in good:
        shutil.copy(file, corpus)
    for name, text in texts[: count - len(bad) - len(good)]:
        written(corpus / f"{name}.txt", text)
    start = time.monotonic()
    command = [sys.executable, "-m", "extract.cli", "extract", str(corpus), "-o", str(folder / "out")]
    process = subprocess.Popen(command)  # noqa: S603 - our own
    peaks = Peaks(process.pid)
    status = process.wait()
    seconds = time.monotonic() - start
    annotations = load(folder / "out")
    kinds = Counter(problem.kind for problem in annotations.problems)
    print(
        f"{len(list(corpus.iterdir()))} files in {seconds:.0f} s, status {status}: {len(annotations.sources)} sources, {kinds['unreadable_file']} unreadable"
    )
    print(f"parent {peaks.parent:.0f} MB, largest child {peaks.child:.0f} MB")
    return 0 if peaks.parent <= MOST_OF_PARENT and status == 3 else 1


if __name__ == "__main__":
    main()
