"""How true the alarms of ``pincite check`` are, end to end from the plain text.

    python benchmarks/check.py [--data DIR] [--part open|held|all] [--errors N] [--kinds KIND,...] [FILE ...]

Precision and recall of what the gold knows: citations of works that are not listed (``missing_reference``), entries that nothing
cites (``uncited_reference``), and names misspelt on purpose (``name_mismatch``, in pandoc_hard alone). A place is right when it
overlaps one of the gold; an alarm that is told once for several places counts once, and is right when one of its places is. Of
other kinds the number for each document is printed, which a reader has to judge. ``--part held`` takes every third document,
which nobody reads the errors of.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from citations import FILES as CITED
from citations import GROUPED
from development import options, read_lines

from extract.citations import find_citations_in
from extract.clean import reading_of
from extract.problems import Cited, find_problems
from extract.references import find_references
from extract.references.works import find_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.models import Problem, Span

FILES = [name for name in CITED if name not in GROUPED]
KNOWN = ("missing_reference", "uncited_reference", "name_mismatch")
"""Kinds of which the gold knows where they are."""

Json = dict[str, Any]


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--part", choices=("open", "held", "all"), default="all")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each file")
    parser.add_argument("--kinds", default=",".join(KNOWN), help="of these kinds")
    arguments = parser.parse_args()
    print(f"{'file':16} {'docs':>4}  {'kind':18} {'gold':>5} {'told':>5}  P     R     F1    false a document")
    for name in arguments.files:
        documents = read_lines(arguments.data / "citations" / f"{name}.jsonl")
        documents = [
            d for i, d in enumerate(documents) if arguments.part == "all" or (i % 3 == 2) == (arguments.part == "held")
        ]
        found = [problems_of(document["text"]) for document in documents]
        errors: list[str] = []
        for kind in KNOWN:
            if any(gold_places(document, kind) for document in documents) or kind == "missing_reference":
                print(row(name, kind, documents, found, errors))
        others = Counter(
            problem.kind for problems in found for problem in problems if problem.kind not in KNOWN and not problem.same_as
        )
        print(f"{'':22} others: {', '.join(f'{count} {kind}' for kind, count in others.most_common()) or 'none'}")
        shown = [error for error in errors if error.split()[1] in arguments.kinds.split(",")]
        print(
            *("     " + error for error in shown[: arguments.errors]), sep="\n", end="\n" if shown[: arguments.errors] else ""
        )


def problems_of(text: str) -> list[Problem]:
    """Return the problems of a text that stands alone."""
    reading = reading_of(text)
    listed = tuple(find_references(reading))
    cited = Cited(reading.source, listed, tuple(find_citations_in(reading, listed)))
    return list(find_problems({reading.source.id: cited}, tuple(find_works(listed))))


def gold_places(document: Json, kind: str) -> list[Span]:
    """Return where the gold has a problem of this kind."""
    cited = document["citations"]
    if kind == "missing_reference":
        return [(each["start"], each["end"]) for each in cited if not each["ref_ids"]]
    if kind == "name_mismatch":
        return [(each["start"], each["end"]) for each in cited if each.get("typo")]
    ids = {ref_id for each in cited for ref_id in each["ref_ids"]}
    return [(each["start"], each["end"]) for each in document["references"] if each["id"] not in ids]


def alarms(problems: Iterable[Problem], kind: str) -> list[tuple[Problem, list[Span]]]:
    """Return what is told of one kind, each with all its places."""
    told: dict[str, tuple[Problem, list[Span]]] = {}
    for problem in problems:
        if problem.kind == kind:
            spans = problem.item_spans or (problem.anchor.spans if problem.anchor else ())
            told.setdefault(problem.same_as or problem.id, (problem, []))[1].extend(spans)
    return list(told.values())


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Return whether a place overlaps one of ``others``."""
    return any(start < span[1] and span[0] < end for start, end in others)


def row(name: str, kind: str, documents: Sequence[Json], found: Sequence[Sequence[Problem]], errors: list[str]) -> str:
    """Return the row of one kind; what is wrong goes to ``errors``."""
    gold_count = told_count = right = reached = 0
    for document, problems in zip(documents, found, strict=True):
        gold = gold_places(document, kind)
        told = alarms(problems, kind)
        marked = [span for _, spans in told for span in spans]
        gold_count += len(gold)
        told_count += len(told)
        for problem, spans in told:
            is_right = any(overlaps(span, gold) for span in spans)
            right += is_right
            if not is_right:
                errors.append(f"FALSE {kind} {document['id'][-40:]}: {problem.message} -> {problem.suggestion}")
        for span in gold:
            is_reached = overlaps(span, marked)
            reached += is_reached
            if not is_reached:
                errors.append(f"NOT {kind} {document['id'][-40:]}: {document['text'][span[0] : span[1]][:100]!r}")
    precision = right / told_count if told_count else 1.0
    recall = reached / gold_count if gold_count else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    false = (told_count - right) / max(len(documents), 1)
    return f"{name:16} {len(documents):>4}  {kind:18} {gold_count:>5} {told_count:>5}  {precision:.3f} {recall:.3f} {f1:.3f} {false:>6.2f}"


if __name__ == "__main__":
    main()
