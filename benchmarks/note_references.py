"""How well the works that notes describe in full are found, and how citations are linked to them.

    python benchmarks/note_references.py [--data DIR] [--part open|held|all] [--errors N]

"cut": the note-style manuscripts without their bibliography. Of each work that a note describes in full one reference is
right, and each citation of that work should be linked to it; what else becomes a reference is wrong. "listed": the same
with their bibliography: no note should give a reference. "notes": labelled notes of one work each. "prose": texts that cite by
author, date or number; what their notes give is counted.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from development import options, read_lines
from rapidfuzz import fuzz

from extract.citations import find_citations_in
from extract.clean import reading_of
from extract.references import find_references
from extract.references.notes.works import find_noted_works

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.models import Reference

Json = dict[str, Any]
PROSE = ("pandoc_ay", "pandoc_hard", "pandoc_num", "pandoc_sup", "pandoc_mla", "elife", "jose", "scielo")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|forthcoming|n\.d\.")


def main() -> None:
    """Print the tables."""
    parser = options(__doc__)
    parser.add_argument("--part", choices=("open", "held", "all"), default="all")
    parser.add_argument("--only", choices=("cut", "listed", "notes", "prose"))
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    arguments = parser.parse_args()
    for name, measure in MEASURES.items():
        if arguments.only in (None, name):
            measure(arguments)


def documents(arguments: Any) -> list[Json]:
    """Return the manuscripts with notes, of the part asked for: every third is held."""
    found = read_lines(arguments.data / "citations" / "pandoc_note.jsonl")
    part = arguments.part
    return [each for i, each in enumerate(found) if part == "all" or (i % 3 == 2) == (part == "held")]


def is_full(citation: Json) -> bool:
    """Tell whether a citation describes its work."""
    return YEAR.search(citation["text"]) is not None and len(citation["text"]) > 25


def without_list(document: Json) -> str:
    """Return the text up to the heading of its bibliography."""
    text = str(document["text"][: document["references"][0]["start"]]).rstrip()
    return text[: text.rfind("\n")].rstrip()


def measure_cut(arguments: Any) -> None:
    """Print how many works are found, with which fields, and how citations are linked."""
    counts: Counter[str] = Counter()
    errors: list[tuple[str, str]] = []
    for document in documents(arguments):
        text = without_list(document)
        reading = reading_of(text)
        references = list(find_references(reading))
        gold = document["citations"]
        listed = document["text"][len(text) :].casefold()
        meant = match_works(references, gold, listed, counts, errors)
        check_fields(references, meant, {each["id"]: each for each in document["references"]}, counts, errors)
        described = set(meant.values())
        linked: dict[int, str | None] = {}
        for citation in find_citations_in(reading, references):
            start, end = citation.item_spans[0][0], citation.item_spans[-1][1]
            at = next((i for i, c in enumerate(gold) if c["start"] < end and start < c["end"] and i not in linked), None)
            link = meant.get(citation.references[0].id, "wrong") if citation.status == "linked" else None
            counts["links"] += link is not None
            if at is not None:
                linked[at] = link
        for i, citation in enumerate(gold):
            if not described & set(citation["ref_ids"]):
                continue
            counts["citations"] += 1
            counts["linked"] += linked.get(i) in citation["ref_ids"]
            if linked.get(i) not in citation["ref_ids"]:
                errors.append(("LINK", f"{linked.get(i)} | {citation['text']}"))
    print(
        f"cut: {counts['works']} works described, {counts['found']} references; "
        f"P {ratio(counts['right'], counts['found'])} R {ratio(counts['right'], counts['works'])}; "
        f"begin exactly {ratio(counts['start'], counts['right'])}, end exactly or before a page {ratio(counts['end'], counts['right'])}"
    )
    print(
        f"     of those found: first author {ratio(counts['author'], counts['right'])}, year {ratio(counts['year'], counts['right'])}, "
        f"title {ratio(counts['title'], counts['right'])}"
    )
    print(
        f"     links: P {ratio(counts['linked'], counts['links'])} R {ratio(counts['linked'], counts['citations'])} of {counts['citations']}"
    )
    show(errors, arguments.errors)


def match_works(
    references: Iterable[Reference], gold: list[Json], listed: str, counts: Counter[str], errors: list[tuple[str, str]]
) -> dict[str, str]:
    """Return the work that each reference describes, by their ids.

    Works that the manuscripts' authors cite inside the prose of a note are in the list and not in the gold: they do not count.
    """
    meant: dict[str, str] = {}
    full = [citation for citation in gold if is_full(citation)]
    works = {citation["ref_ids"][0] for citation in full if citation["ref_ids"]}
    counts["works"] += len(works)
    for reference in references:
        start, end = reference.anchor.spans[0][0], reference.anchor.spans[-1][1]
        counts["found"] += 1
        overlapping = [c for c in full if min(end, c["end"]) - max(start, c["start"]) > 0.5 * (c["end"] - c["start"])]
        if not overlapping and fuzz.partial_ratio(reference.csl.get("title", "-" * 9).casefold(), listed) > 90:
            counts["found"] -= 1
            meant[reference.id] = "unlabelled"
            continue
        if len(overlapping) != 1 or overlapping[0]["ref_ids"][0] in meant.values():
            errors.append(("SPURIOUS" if not overlapping else "MERGED" if len(overlapping) > 1 else "TWICE", reference.raw))
            continue
        (citation,) = overlapping
        meant[reference.id] = citation["ref_ids"][0]
        counts["right"] += 1
        counts["start"] += start == citation["start"]
        rest = citation["text"][end - citation["start"] :] if end <= citation["end"] else "beyond"
        is_exact = re.fullmatch(r"[.,:]?\s?(?:pp?\. )?[\d–-]*(?:, [^,]{1,30})?", rest) is not None
        counts["end"] += is_exact
        if start != citation["start"] or not is_exact:
            errors.append(("SPAN", f"{reference.raw} <> {citation['text']}"))
    missed = sorted(works - set(meant.values()))
    errors.extend(("MISSED", next(c["text"] for c in full if work in c["ref_ids"])) for work in missed)
    return meant


def check_fields(
    references: Iterable[Reference],
    meant: dict[str, str],
    listed: dict[str, Json],
    counts: Counter[str],
    errors: list[tuple[str, str]],
) -> None:
    """Count whose first author, year and title are those of the list."""
    for reference in references:
        entry = listed.get(meant.get(reference.id, ""))
        if entry is None:
            continue
        csl = reference.csl
        names = [name.get("family") or name.get("literal") for name in csl.get("author", ())]
        year = str(csl.get("issued", {}).get("date-parts", [[""]])[0][0])
        is_named = not names or any(names[0] in name or name in names[0] for name in entry["authors"][:1])
        has_title = (
            fuzz.partial_ratio(csl.get("title", "").casefold(), entry["text"].casefold()) > 90 and len(csl.get("title", "")) > 5
        )
        counts["author"] += is_named
        counts["year"] += year == str(entry["year"])[:4]
        counts["title"] += has_title
        if not is_named or year != str(entry["year"])[:4] or not has_title:
            errors.append(("FIELD", f"{names} {year} {csl.get('title')} <> {entry['text']}"))


def measure_listed(arguments: Any) -> None:
    """Print how many works the notes give in texts that list them."""
    errors = []
    for document in documents(arguments):
        start = document["references"][0]["start"]
        found = [each for each in find_references(reading_of(document["text"])) if each.anchor.spans[0][0] < start - 5]
        errors += [("SPURIOUS", each.raw) for each in found]
    print(f"listed: {len(errors)} references from notes whose works are listed (0 is right)")
    show(errors, arguments.errors)


def measure_notes(arguments: Any) -> None:
    """Print the share of labelled notes of one work in which that work is found."""
    counts: Counter[str] = Counter()
    errors = []
    for record in read_lines(arguments.data / "references" / "dev.jsonl"):
        is_held = zlib.crc32(record.get("doc", record["id"]).encode()) % 3 == 0
        if record["source"] != "excite-de-footnote" or (arguments.part != "all" and is_held != (arguments.part == "held")):
            continue
        text = record["text"]
        works = find_noted_works(text)
        counts["notes"] += 1
        length = sum(work.end - work.start for work in works)
        counts["found"] += length > 0.6 * len(text)
        counts["one"] += len(works) == 1
        if length <= 0.6 * len(text) or len(works) > 1:
            errors.append(("MISSED" if not works else "CUT", f"{text} -> {[text[a:b] for a, b, *_ in works]}"))
    print(
        f"notes: {counts['notes']}, work found {ratio(counts['found'], counts['notes'])}, as one {ratio(counts['one'], counts['notes'])}"
    )
    show(errors, arguments.errors)


def measure_prose(arguments: Any) -> None:
    """Print what the notes of texts in other styles give."""
    for name in PROSE:
        notes = 0
        errors = []
        for document in read_lines(arguments.data / "citations" / f"{name}.jsonl"):
            reading = reading_of(document["text"])
            notes += len(list(reading.placed("note")))
            errors += [("NOTE", each.raw) for each in find_references(reading) if each.csl.get("custom", {}).get("in-note")]
        print(f"prose: {name}: {len(errors)} references from {notes} notes")
        show(errors, arguments.errors)


def ratio(part: int, whole: int) -> str:
    """Return a share with three digits."""
    return f"{part / max(whole, 1):.3f}"


def show(errors: Iterable[tuple[str, str]], most: int) -> None:
    """Print the first errors of each kind."""
    shown: Counter[str] = Counter()
    for kind, message in sorted(errors):
        shown[kind] += 1
        if shown[kind] <= most:
            print("    ", kind, message)
    if shown and most:
        print("    ", dict(shown))


MEASURES = {"cut": measure_cut, "listed": measure_listed, "notes": measure_notes, "prose": measure_prose}

if __name__ == "__main__":
    main()
