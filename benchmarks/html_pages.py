"""What we take for the content of HTML pages beside trafilatura, and how fast.

    python benchmarks/html_pages.py [FOLDER ...] [--most N] [--errors N]

Without folders: the made pages of the tests, and the HTML that documentation packages put into /usr/share/doc. Recall is
the share of trafilatura's words that stand in our content (all roles but furniture), precision the share of our words
that stand in its content, counted word by word with their numbers. Neither is the truth: ``--errors`` shows the passages on
which the two differ most, to be read.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

from extract.errors import UnreadableSourceError
from extract.readers import read_file

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTATION = Path("/usr/share/doc")
WORD = re.compile(r"[^\W_]+")
FEW = 50  # words of a page without which it counts for nothing


def main() -> None:
    """Print recall, precision and speed for each collection."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=60, help="pages of a collection, taken evenly")
    parser.add_argument("--errors", type=int, default=0, help="show so many pages of each collection that differ most")
    arguments = parser.parse_args()
    try:
        import trafilatura  # noqa: F401, PLC0415  # an oracle that need not be installed
    except ImportError:
        sys.exit('skipped: trafilatura is not installed; run pip install -e ".[oracle]"')
    print(f"{'collection':30} {'pages':>5} {'recall':>7} {'precision':>9} {'ours':>9} {'theirs':>9} {'MB/s':>6} {'theirs':>6}")
    for name, pages in collections(arguments.folders):
        step = max(1, len(pages) // arguments.most)
        compare(name, pages[::step][: arguments.most], arguments.errors)


def collections(folders: list[Path]) -> list[tuple[str, list[Path]]]:
    """Return the pages of each collection: of each folder, or of each package of documentation that has a few."""
    if folders:
        return [(str(folder), pages_of(folder)) for folder in folders]
    found = [("made pages", pages_of(ROOT / "tests" / "pages"))]
    packages = sorted(DOCUMENTATION.iterdir()) if DOCUMENTATION.is_dir() else []
    seen: set[Path] = set()
    for package in packages:
        pages = [page for page in pages_of(package) if page not in seen]
        seen.update(pages)
        if len(pages) >= 5:
            found.append((package.name, pages))
    return found


def pages_of(folder: Path) -> list[Path]:
    """Return the HTML files under ``folder``, each once."""
    found = (page.resolve() for pattern in ("*.htm", "*.html", "*.xhtml") for page in folder.rglob(pattern))
    return sorted({page for page in found if page.is_file()})


def compare(name: str, pages: list[Path], errors: int) -> None:
    """Print the figures of one collection."""
    both = ours = theirs = size = 0
    seconds = other_seconds = 0.0
    worst: list[tuple[int, Path, Counter[str], Counter[str]]] = []
    for page in pages:
        start = time.process_time()
        try:
            own = content(page)
        except UnreadableSourceError as error:
            print(error)
            continue
        middle = time.process_time()
        other = oracle(page)
        seconds += middle - start
        other_seconds += time.process_time() - middle
        size += page.stat().st_size
        if max(own.total(), other.total()) < FEW:
            continue
        common = (own & other).total()
        both, ours, theirs = both + common, ours + own.total(), theirs + other.total()
        worst.append((own.total() + other.total() - 2 * common, page, own - other, other - own))
    print(
        f"{name:30} {len(pages):5} {both / max(theirs, 1):7.3f} {both / max(ours, 1):9.3f} {ours:9} {theirs:9}"
        f" {size / max(seconds, 1e-9) / 1e6:6.2f} {size / max(other_seconds, 1e-9) / 1e6:6.2f}"
    )
    worst.sort(key=lambda item: -item[0])
    for count, page, more, less in worst[:errors]:
        print(f"   {page}: {count}")
        print(f"      ours only: {' '.join(more)[:300]}")
        print(f"      theirs only: {' '.join(less)[:300]}")


def content(page: Path) -> Counter[str]:
    """Return the words of what we take for content."""
    structure = read_file(page).structure
    if structure is None or structure.stretches is None:
        return Counter()
    text = structure.text.text
    return Counter(
        word
        for stretch in structure.stretches
        if stretch.role != "furniture"
        for word in WORD.findall(text[stretch.start : stretch.end].casefold())
    )


def oracle(page: Path) -> Counter[str]:
    """Return the words of what trafilatura takes for content."""
    from trafilatura import extract  # noqa: PLC0415  # an oracle that need not be installed

    found = extract(page.read_bytes(), include_comments=False, include_tables=True, favor_recall=True) or ""
    return Counter(WORD.findall(found.casefold()))


if __name__ == "__main__":
    main()
