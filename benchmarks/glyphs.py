"""Glyphs out of PDFs: the same as pdfminer.six gives without layout analysis, and how much faster.

    python benchmarks/glyphs.py [--data DIR] [FILE.pdf ...]

Compared are the text, box, size, font and direction of every glyph, and the box, turn and label of every page. Then each
reader takes all files in this process, one after the other, and its processor time counts, which a busy machine does not
change much. Files are those of ``pdf/`` in the data folder. pypdfium2 and pdftotext are timed where they are installed.
"""

from __future__ import annotations

import importlib.util
import io
import os
import resource
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from development import options
from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_text
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer_glyphs import glyphs_of

from extract.read_options import ReadOptions
from extract.readers.pdf.document import open_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from extract.readers.pdf.glyphs import PageGlyphs

BARS = {"pdfminer glyphs": 4.0, "pdfminer extract_text": 5.0}
"""How many times as fast as these ours must be."""


def main() -> None:
    """Compare, time, and print a table; exit with 1 if a bar is missed."""
    parser = options(__doc__)
    parser.add_argument("files", nargs="*", help="instead of those in the data folder")
    chosen = parser.parse_args()
    paths = sorted((chosen.data / "pdf").glob("*.pdf"))
    if chosen.files:
        paths = [type(chosen.data)(name) for name in chosen.files]
    if not paths:
        sys.exit(f"skipped: no PDF in {chosen.data / 'pdf'}; name the folder of the development data with --data")
    files = [path.read_bytes() for path in paths]
    before = peak_memory()
    pages = read_ours(files)  # also warms up
    print(f"{len(files)} files, {pages} pages; one page at a time, memory grew by {peak_memory() - before:.0f} MiB")
    differing = compare(paths, files)
    is_fast = measure(paths, files, pages)
    sys.exit(0 if not differing and is_fast else 1)


def compare(paths: Sequence[Path], files: Sequence[bytes]) -> int:
    """Print in which files our glyphs differ from pdfminer's, and return how many these are."""
    differing = glyphs = 0
    for path, data in zip(paths, files, strict=True):
        ours = list(open_document(data, ReadOptions()).pages())
        glyphs += sum(map(len, ours))
        fault = difference(ours, list(glyphs_of(io.BytesIO(data))))
        if fault:
            differing += 1
            print(f"{path.name}: {fault}")
    print(f"{glyphs} glyphs; identical in {len(files) - differing} of {len(files)} files")
    return differing


def difference(ours: Sequence[PageGlyphs], theirs: Sequence[PageGlyphs]) -> str:
    """Say where two readings first differ; empty if they do not."""
    if len(ours) != len(theirs):
        return f"{len(ours)} pages, and not {len(theirs)}"
    for our, their in zip(ours, theirs, strict=True):
        for (name, one), (_, other) in zip(columns(our), columns(their), strict=True):
            if one != other:
                return f"page {our.index}: {name} differs"
    return ""


def columns(page: PageGlyphs) -> Iterator[tuple[str, Any]]:
    """Yield by name what must be equal."""
    for name in ("index", "box", "rotation", "label", "text", "x0", "y0", "x1", "y1", "size", "is_hidden", "unmapped"):
        yield name, getattr(page, name)
    yield "font", [page.fonts[index] for index in page.font]
    yield "matrix", [page.matrices[index] for index in page.matrix]


def measure(paths: Sequence[Path], files: Sequence[bytes], pages: int) -> bool:
    """Print the speed of each reader; return whether ours reaches the bars."""
    readers: dict[str, Callable[[], object]] = {
        "ours": lambda: read_ours(files),
        "pdfminer glyphs": lambda: read_pdfminer(files),
        "pdfminer extract_text": lambda: [extract_text(io.BytesIO(data)) for data in files],
    }
    if importlib.util.find_spec("pypdfium2"):
        readers["pypdfium2 glyphs"] = lambda: read_pdfium(files, with_boxes=True)
        readers["pypdfium2 text"] = lambda: read_pdfium(files, with_boxes=False)
    pdftotext = shutil.which("pdftotext")
    if pdftotext:
        readers["pdftotext"] = lambda: read_pdftotext(pdftotext, paths)
    print(f"{'reader':24}{'seconds':>9}{'pages/s':>9}{'ours is faster by':>19}")
    seconds: dict[str, float] = {}
    for name, read in readers.items():
        start = processor_time()
        read()
        seconds[name] = processor_time() - start
        ratio = seconds[name] / seconds["ours"]
        print(f"{name:24}{seconds[name]:9.2f}{pages / seconds[name]:9.1f}{ratio:19.2f}")
    missed = [name for name, bar in BARS.items() if seconds[name] < bar * seconds["ours"]]
    for name in missed:
        print(f"missed: {name} must take {BARS[name]:g} times as long as ours")
    return not missed


def read_ours(files: Sequence[bytes]) -> int:
    """Read every page and let go of it; return how many there were."""
    return sum(1 for data in files for _ in open_document(data, ReadOptions()).pages())


def read_pdfminer(files: Sequence[bytes]) -> None:
    """Read every page with pdfminer's own interpreter and device."""
    for data in files:
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=None)
        interpreter = PDFPageInterpreter(manager, device)
        for page in PDFPage.get_pages(io.BytesIO(data)):
            interpreter.process_page(page)


def read_pdfium(files: Sequence[bytes], *, with_boxes: bool) -> None:
    """Read every page with PDFium: its text alone, or each character with its box."""
    import pypdfium2  # noqa: PLC0415  # optional

    for data in files:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            text = page.get_textpage()
            if with_boxes:
                for index in range(text.count_chars()):
                    text.get_charbox(index)
            text.get_text_range()


def read_pdftotext(program: str, paths: Sequence[Path]) -> None:
    """Run pdftotext on every file."""
    for path in paths:
        subprocess.run([program, path, "-"], capture_output=True, check=True)  # noqa: S603  # a program of the system's, on files of the user's


def processor_time() -> float:
    """Return the seconds of work of this process and those it started, which other work on the machine does not change."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_memory() -> float:
    """Return the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
