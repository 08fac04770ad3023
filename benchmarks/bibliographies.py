"""Measure where bibliographies are found, and how they are cut, in documents of many kinds that are put together here.

usage: bibliographies.py [--data DIR] [--only KIND ...] [--documents N] [--show N]

Lists of works (of the development data, and made ones in six languages) and prose are rendered as documents: under headings of six languages or
none, wrapped or not, with bullets, numbers, hanging indents, annotations, sub-headings, torn by pages, in syllabi. For each kind:
entries whose edges are right to within 8 characters (precision, recall, F1), the share of the words of entries that are
found as such, and how many words of the rest were taken for entries, for each hundred of the rest.
"""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from development import options, read_lines
from made_documents import KINDS, Draft, Material

from extract.clean import lay_out, reading_of
from extract.readers import read_bytes
from extract.references import find_references
from extract.references.making.pool import Pool
from extract.references.making.templates import fill_template, read_templates
from extract.references.making.works import Inventor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from extract.reading import Reading

NEAR = 8  # characters by which an edge may be off
LANGUAGES = ("en", "de", "es", "pt", "fr", "it")
WORD = re.compile(r"\w+")


def made_lists(count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield lists of made entries, each in a few forms of one language."""
    forms = read_templates()["templates"]
    for seed in range(count):
        language = LANGUAGES[seed % len(LANGUAGES)]
        it = Inventor(random.Random(f"list {seed}"), Pool())  # noqa: S311 - reproducible, not secret
        chosen = it.random.sample(forms[language], min(6, len(forms[language])))
        made = (fill_template(it, language, it.random.choice(chosen)).entry("made")["text"] for _ in range(24))
        yield language, sorted({" ".join(text.split()) for text in made})


def real_lists(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield lists of the development data, each with its language."""
    for file in ("pandoc_ay", "pandoc_mla", "pandoc_note", "elife", "scielo", "jose"):
        for record in read_lines(data / "citations" / f"{file}.jsonl"):
            entries = [" ".join(entry["text"].split()) for entry in record.get("references") or ()]
            entries = [re.sub(r"^\W*\d{1,3}\W+(?=[^\W\d])", "", entry) for entry in entries]
            if len(entries) >= 8:
                yield (record["lang"] if record.get("lang") in LANGUAGES else "en"), entries[:30]
    by_document: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in read_lines(data / "references" / "dev.jsonl"):
        if record["source"] in {"excite-de", "excite-en"}:
            by_document[record["source"][-2:], record["doc"]].append(" ".join(record["text"].split()))
    for (language, _), entries in by_document.items():
        if len(entries) >= 12:
            yield language, entries[:30]


def prose(data: Path) -> dict[str, list[str]]:
    """Return paragraphs of running text by language: those before the lists of the development data."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in ("pandoc_ay", "scielo"):
        for record in read_lines(data / "citations" / f"{file}.jsonl"):
            if record.get("references"):
                body = record["text"][: record["references"][0]["start"]]
                paragraphs = [text for text in body.split("\n\n") if len(text) > 250 and "\n" not in text]
                found[record.get("lang") or "en"] += paragraphs[2:-3]
    return found


class Score(NamedTuple):
    """What was counted in one document."""

    right: int
    found: int
    gold: int
    listed: int
    """Words of entries that were found in entries."""
    words: int
    taken: int
    """Words of the rest that were found in entries."""
    rest: int


def read(name: str, text: str) -> Reading:
    """Return the reading of a document of the kind ``name``."""
    if not name.startswith("html"):
        return reading_of(text)
    raw = read_bytes(text.encode(), "page.html")
    return lay_out(raw, raw.source())


def score(draft: Draft, reading: Reading, shown: list[str]) -> Score:
    """Return what is right in the bibliographies of ``reading``; ``shown`` takes what is not."""
    references = list(find_references(reading))
    cuts = [(one.anchor.spans[0][0], one.anchor.spans[-1][1]) for one in references]
    covered = bytearray(len(draft.text))
    for one in references:
        for start, end in one.anchor.spans:
            covered[start:end] = b"\1" * (end - start)

    def is_right(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
        return any(abs(a - start) <= NEAR and abs(b - end) <= NEAR for a, b in others)

    right = sum(is_right(start, end, draft.entries) for start, end in cuts)
    shown += [f"FALSE  {draft.text[a:b]!r}" for a, b in cuts if not is_right(a, b, draft.entries)]
    shown += [f"MISSED {draft.text[a:b]!r}" for a, b in draft.entries if not is_right(a, b, cuts)]
    counts = []
    for spans in (draft.entries, draft.rest):
        words = [match.start() for start, end in spans for match in WORD.finditer(draft.text, start, end)]
        counts += [sum(covered[at] for at in words), len(words)]
    return Score(right, len(cuts), len(draft.entries), counts[0], counts[1], counts[2], counts[3])


def main() -> None:
    """Print a line for each kind of document."""
    parser = options(__doc__)
    parser.add_argument("--only", nargs="+", default=[], help="kinds that begin so")
    parser.add_argument("--documents", type=int, default=12, help="of each kind")
    parser.add_argument("--show", type=int, default=0, help="show so many errors of each kind")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts = prose(arguments.data)
    real, made = list(real_lists(arguments.data)), list(made_lists(30))
    began = time.process_time()
    print(f"{'kind':24} {'gold':>5}  P     R     F1    words found  words taken per 100")
    totals = []
    for name, make in KINDS.items():
        if arguments.only and not name.startswith(tuple(arguments.only)):
            continue
        chosen = random.Random(f"{name} {arguments.seed}")  # noqa: S311 - reproducible, not secret
        scores = []
        shown: list[str] = []
        for number in range(arguments.documents):
            language, entries = chosen.choice(made if number % 3 == 0 else real)
            draft = make(Material(chosen, language, entries, texts.get(language) or texts["en"]))
            scores.append(score(draft, read(name, draft.text), shown))
        total = Score(*map(sum, zip(*scores, strict=True)))
        totals.append(total)
        print(line(name, total))
        for error in chosen.sample(shown, min(arguments.show, len(shown))):
            print(f"    {error[:300]}")
    print(line("all", Score(*map(sum, zip(*totals, strict=True)))), f"  {time.process_time() - began:.0f} s")


def line(name: str, total: Score) -> str:
    """Return a line of the table."""
    precision, recall = total.right / max(total.found, 1), total.right / max(total.gold, 1)
    both = 2 * total.right / max(total.found + total.gold, 1)
    listed, taken = total.listed / max(total.words, 1), 100 * total.taken / max(total.rest, 1)
    return f"{name:24} {total.gold:5}  {precision:.3f} {recall:.3f} {both:.3f}  {listed:.3f}        {taken:.2f}"


if __name__ == "__main__":
    main()
