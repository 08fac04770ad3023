"""Articles turned into JATS and read again: that the text is the same, and every citation linked as the file says.

    python benchmarks/jats.py [--data DIR] [--errors N] [FILE ...]

Each record of the citation data becomes an article: paragraphs, headings, cross-references, a list of references. What
is read from it is compared with the record: the words in order, the link of every citation, and how fast it goes.
"""

from __future__ import annotations

import re
import time
from html import escape
from typing import TYPE_CHECKING, Any

from development import options, read_lines

from extract.clean import lay_out
from extract.readers import read_bytes
from extract.steps import citations_of, references_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import Reading

FILES = ["jose", "elife", "scielo"]
Json = dict[str, Any]


def main() -> None:
    """Print a row for each file of data."""
    parser = options(__doc__)
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each file")
    arguments = parser.parse_args()
    read_bytes(b"<article><body><p>Words.</p></body></article>", "article.xml")  # so that loading modules is not measured
    print(f"{'file':8} {'docs':>4} {'MB':>6} {'MB/s':>6}  same text  entries  citations  linked  as told  records")
    for name in arguments.files:
        documents = read_lines(arguments.data / "citations" / f"{name}.jsonl")
        counts = dict.fromkeys(("same", "entries", "given", "linked", "told", "records"), 0)
        size, seconds, wanted = 0, 0.0, 0
        errors: list[str] = []
        for document in documents:
            data = write_jats(document).encode()
            began = time.process_time()
            raw = read_bytes(data, "article.xml")
            seconds += time.process_time() - began
            size += len(data)
            reading = lay_out(raw, raw.source(["article.xml"]))
            wanted += len(document["references"])
            for key, value in check(document, reading, errors).items():
                counts[key] += value
        given = counts["given"]
        print(
            f"{name:8} {len(documents):4} {size / 1e6:6.2f} {size / 1e6 / seconds:6.1f}  {counts['same']:4}/{len(documents):4}  "
            f"{counts['entries']:3}/{wanted:3}  {given:9}  {counts['linked'] / max(given, 1):.3f}   {counts['told'] / max(given, 1):.3f}  {counts['records']:7}"
        )
        for error in errors[: arguments.errors]:
            print("   ", error)


def check(document: Json, reading: Reading, errors: list[str]) -> dict[str, int]:
    """Return what of a document was read as it was written."""
    written = words(" ".join(text for _, text in paragraphs(document)))
    read = words(reading.structure.text.text if reading.structure else "")
    if written != read:
        at = next((i for i, (a, b) in enumerate(zip(written, read, strict=False)) if a != b), min(len(written), len(read)))
        errors.append(f"{document['id']}: text differs: {written[at - 30 : at + 30]!r} {read[at - 30 : at + 30]!r}")
    references = references_of(reading)
    by_id = {reference.id: number for number, reference in enumerate(references)}
    numbers = {reference["id"]: number for number, reference in enumerate(document["references"])}
    citations = citations_of(reading)
    structure = reading.structure
    given = structure.citations if structure else ()
    wanted = [[numbers[key] for key in each.keys if key in numbers] for each in given]
    linked = told = 0
    for each, its in zip(given, wanted, strict=True):
        spans = structure.text.raw_spans(each.start, each.end) if structure else ()
        low, high = spans[0][0], spans[-1][1]
        found = [c for c in citations if c.origin and any(a < high and low < b for a, b in c.item_spans)]
        linked += bool(found) and all(c.status == "linked" for c in found)
        reached = {by_id[c.references[0].id] for c in found if c.references}
        told += set(its) <= reached
        if not set(its) <= reached:
            errors.append(f"{document['id']}: {reading.raw[low:high]!r} means {its}, linked {sorted(reached)}")
    records = sum(c.origin is not None for c in citations)
    return {
        "same": written == read,
        "entries": len(references) if len(references) == len(numbers) else 0,
        "given": len(given),
        "linked": linked,
        "told": told,
        "records": records,
    }


def words(text: str) -> str:
    """Return the letters and digits of a text, raised digits as plain ones."""
    return "".join(char for char in text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")) if char.isalnum())


def paragraphs(document: Json) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a text before its list of references and the entries, with their places."""
    text = document["text"]
    entries = sorted((r["start"], r["end"]) for r in document["references"] if "start" in r)
    first = entries[0][0] if entries else len(text)
    for found in re.finditer(r"(?:(?!\n\n).)+", text[:first], re.DOTALL):
        if found[0].strip():
            yield found.start(), found[0]
    for start, end in entries:
        yield start, text[start:end]


def write_jats(document: Json) -> str:
    """Return a document as an article in JATS."""
    entries = {r["start"]: r for r in document["references"] if "start" in r}
    cited = sorted(
        ({(c["start"], c["end"]): c for c in document["citations"] if c["ref_ids"]}).items(), key=lambda item: item[0]
    )
    body, listed = [], []
    for at, (start, text) in enumerate(paragraphs(document)):
        if start in entries:
            listed.append(f'<ref id="{escape(entries[start]["id"])}"><mixed-citation>{escape(text)}</mixed-citation></ref>')
            continue
        marked = _marked(text, [(a - start, b - start, c) for (a, b), c in cited if start <= a and b <= start + len(text)])
        body.append(f"<title>{marked}</title>" if at == 0 else f"<p>{marked}</p>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<article>\n<body>\n<sec>'
        + "\n".join(body)
        + "</sec>\n</body>\n<back>\n<ref-list>\n"
        + "\n".join(listed)
        + "\n</ref-list>\n</back>\n</article>\n"
    )


def _marked(text: str, cited: list[tuple[int, int, Json]]) -> str:
    """Return a paragraph with its citations tagged."""
    parts, done = [], 0
    for start, end, citation in cited:
        if start < done:
            continue
        keys = escape(" ".join(citation["ref_ids"]))
        parts += [escape(text[done:start]), f'<xref ref-type="bibr" rid="{keys}">{escape(text[start:end])}</xref>']
        done = end
    return "".join([*parts, escape(text[done:])])


if __name__ == "__main__":
    main()
