"""How well citations are found and linked: one row a file, with the list given and end to end from the plain text.

    python benchmarks/citations.py [--data DIR] [--score DIR] [--mode given|own|none] [--part open|held|all] [--errors N] [FILE ...]

"given" hands over the entries of the gold list with their printed names and years; "own" cuts and parses the list itself;
"none" takes the list out of the text, so that only what a citation looks like tells it (of its columns "anchor" counts).
``--part held`` takes every third document, which nobody reads the errors of. ``grobid_spans`` has no bibliographies and marks one
span for each group of works: there a prediction is the place of one ``Citation.group`` (a parenthesis or bracket as a whole, raised
digits, a narrative citation from its first name to its bracket), and the last column counts.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from development import load_scorer, options, read_lines

from extract.citations import find_citations_in
from extract.citations.choice import find_mentions
from extract.citations.link import link_mentions
from extract.citations.listed_works import ListedWorks
from extract.clean import reading_of
from extract.references import find_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
FILES = [
    "elife",
    "jose",
    "pandoc_ay",
    "pandoc_hard",
    "pandoc_hard_pdf",
    "scielo",
    "pandoc_num",
    "pandoc_sup",
    "pandoc_note",
    "pandoc_mla",
    "grobid_spans",
]
GROUPED = frozenset({"grobid_spans"})
"""Files whose gold has one span for each group, and no links."""

Json = dict[str, Any]


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--mode", choices=("given", "own", "none", "both"), default="both")
    parser.add_argument("--part", choices=("open", "held", "all"), default="all")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each row")
    parser.add_argument("--kinds", default="WRONG,NOLINK,MISS,SPURIOUS")
    arguments = parser.parse_args()
    scorer = load_scorer(arguments.score, "score_citations")
    print(
        f"{'file':24} {'list':6} {'docs':>4} {'gold':>5}  strict anchor   P     R     LINK  wrong  none   loc   pages seconds  overlap"
    )
    for name in arguments.files:
        documents = read_lines(arguments.data / "citations" / f"{name}.jsonl")
        documents = [
            d for i, d in enumerate(documents) if arguments.part == "all" or (i % 3 == 2) == (arguments.part == "held")
        ]
        for mode in ("given", "own") if arguments.mode == "both" else (arguments.mode,):
            if name in GROUPED and mode == "given":
                continue
            began = time.process_time()
            predict = _groups if name in GROUPED else PREDICT[mode]
            predictions = [predict(document) for document in documents]
            seconds = time.process_time() - began
            for label, part in _rows(name, documents):
                errors: list[tuple[Any, ...]] = []
                total, _ = scorer.score(part, predictions, None, False, errors)  # noqa: FBT003
                paged, _ = scorer.score(part, [_with_pages_only(prediction) for prediction in predictions])
                print(_row(label, mode, total, paged, seconds))
                shown = [error for error in errors if error[0] in arguments.kinds.split(",")]
                for error in shown[: arguments.errors]:
                    print("    ", error[0], error[1][-44:], repr(error[2]), *error[3:])


def _rows(name: str, documents: list[Json]) -> Iterator[tuple[str, list[Json]]]:
    """Yield the documents by style, where a file has several, and those whose gold is complete."""
    yield name, documents
    if name in {"scielo", "grobid_spans"}:
        for style in sorted({document["style"] for document in documents}):
            chosen = [document for document in documents if document["style"] == style]
            yield f"  {style}", chosen
            complete = [document for document in chosen if document["complete"]]
            if complete != chosen:
                yield f"  {style}, complete", complete


def _with_pages_only(prediction: Json) -> Json:
    """Return a prediction without locators that are no pages: most of the gold counts "ch. 3" as words behind the citation."""
    citations = [{**c, "locator": c.get("locator") if c.get("label") == "page" else None} for c in prediction["citations"]]
    return {**prediction, "citations": citations}


def _row(label: str, mode: str, total: Json, paged: Json, seconds: float) -> str:
    link = total["link"]
    locator, pages = (f"{each['locator']['f1']:.3f}" if "locator" in each else "  -  " for each in (total, paged))
    return (
        f"{label:24} {mode:6} {total['docs']:4} {link['gold']:5}  {total['strict']['f1']:.3f}  {total['anchor']['f1']:.3f}  "
        f"{link['p']:.3f} {link['r']:.3f} {link['f1']:.3f} {total['wrong_link']:.3f}  {total['no_link']:.3f}  {locator} {pages} {seconds:6.1f}    {total['overlap']['f1']:.3f}"
    )


def _given(document: Json) -> Json:
    """Return the prediction when the gold list is known."""
    numbered = document["style"] in {"numeric", "superscript"}
    known = ListedWorks([_csl(reference, numbered=numbered) for reference in document["references"]])
    found = link_mentions(find_mentions(_without_list(document), known), known)
    citations = [
        {
            "start": x.mention.start,
            "end": x.mention.end,
            "ref_ids": [x.work.id] if x.work else [],
            "locator": x.mention.locator,
            "label": x.mention.locator_label,
        }
        for x in found
    ]
    return {"id": document["id"], "citations": _ranges_joined(citations)}


def _own(document: Json) -> Json:
    """Return the prediction from the plain text alone."""
    reading = reading_of(document["text"])
    references = list(find_references(reading))
    citations = [
        {
            "start": min(start for start, _ in c.item_spans),
            "end": max(end for _, end in c.item_spans),
            "ref_ids": [c.references[0].id] if c.status == "linked" else [],
            "group": c.group,
            "locator": c.locator,
            "label": c.locator_label,
        }
        for c in find_citations_in(reading, references)
    ]
    places = [{"id": r.id, "start": r.anchor.spans[0][0], "end": r.anchor.spans[-1][1]} for r in references]
    return {"id": document["id"], "citations": _ranges_joined(citations), "references": places}


def _groups(document: Json) -> Json:
    """Return the prediction of groups: the place of each in the text as it stands, with the brackets around it."""
    reading = reading_of(document["text"])
    groups = {c.group: c.anchor.spans for c in find_citations_in(reading, find_references(reading))}
    citations = [{"start": spans[0][0], "end": spans[-1][1], "ref_ids": []} for spans in groups.values()]
    return {"id": document["id"], "citations": citations}


def _without(document: Json) -> Json:
    """Return the prediction when the text has no list; with no link."""
    reading = reading_of(_without_list(document))
    citations = [
        {"start": c.item_spans[0][0], "end": c.item_spans[-1][1], "ref_ids": []}
        for c in find_citations_in(reading, find_references(reading))
    ]
    return {"id": document["id"], "citations": _ranges_joined(citations)}


PREDICT = {"given": _given, "own": _own, "none": _without}


def _ranges_joined(citations: Iterable[Json]) -> list[Json]:
    """Return the citations with those of one place ("3-5") as one that has several works."""
    joined: dict[tuple[int, int], Json] = {}
    for citation in citations:
        place = citation["start"], citation["end"]
        if place in joined:
            joined[place]["ref_ids"] = sorted({*joined[place]["ref_ids"], *citation["ref_ids"]})
        else:
            joined[place] = citation
    return list(joined.values())


def _without_list(document: Json) -> str:
    """Return the text with blanks in the place of the bibliography."""
    text = document["text"]
    for reference in document["references"]:
        if "start" in reference:
            length = reference["end"] - reference["start"]
            text = text[: reference["start"]] + "\n\n".ljust(length)[:length] + text[reference["end"] :]
    return str(text)


def _csl(reference: Json, *, numbered: bool) -> Json:
    """Return a CSL item of what the gold says of an entry, with letter, pages, title and number as printed."""
    printed = reference["text"]
    item: Json = {"id": reference["id"], "custom": {}}
    item["author"] = [{"literal": name} if " " in name else {"family": name} for name in reference["authors"]]
    year = re.match(r"(\d{4})([a-z]?)$", str(reference.get("year") or ""))
    if year:
        item["issued"] = {"date-parts": [[int(year[1])]]}
        letter = re.search(rf"\b{year[1]}([a-z])\b", printed)
        item["custom"]["year-suffix"] = year[2] or (letter[1] if letter else "")
    pages = re.search(r"(?<=[ :])(\d+)[–-](\d+)\.", printed)
    if pages:
        item["page"] = pages[0].strip(".")
    number = re.match(r"\s*[\[(]?(\d+)[\]).\s]", printed)
    if number and numbered:
        item["custom"]["citation-number"] = number[1]
    quoted = re.search(r"[“\"](.+?)[.,]?[”\"]", printed)
    after_year = re.sub(r"^.*?\(?\d{4}[a-z]?\)?[.,]?\s+", "", printed)
    item["title"] = quoted[1] if quoted else re.split(r"[.?!] ", after_year)[0]
    return item


if __name__ == "__main__":
    main()
