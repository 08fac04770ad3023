"""What a person should look at, drawn from the records of a run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from extract.models import Citation, Problem, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.annotations import Annotations
    from extract.models import Anchor, Candidate

KINDS: tuple[str, ...] = get_args(Problem.model_fields["kind"].annotation)
"""Every kind of problem there is."""


def find_problems(annotations: Annotations, joined_words: Iterable[tuple[Anchor, str]] = ()) -> Iterator[Problem]:
    """Yield the problems of a corpus, source by source in the order of the text.

    ``joined_words`` are the places of words that were run together, with what to say of each.
    """
    joined = [("joined_word", message, anchor) for anchor, message in joined_words]
    cited: set[str] = set()
    cites_listed: set[str] = set()
    for record in annotations:
        if isinstance(record, Citation):
            cited.update(candidate.id for candidate in meant(record))
            cites_listed.add(record.source)
    for source in annotations.sources:
        if source.length == 0:
            yield Problem(
                id=f"{source.id}/problem/0", kind="empty_file", message=f"{min(source.paths)} is empty", source=source.id
            )
        found: list[tuple[str, str, Anchor]] = [item for item in joined if item[2].source == source.id]
        for record in annotations.of_source[source.id]:
            if isinstance(record, Citation):
                found += ((kind, message, record.anchor) for kind, message in citation_problems(record))
            elif isinstance(record, Reference):
                found += ((kind, message, record.anchor) for kind, message in record_problems(record))
                if record.id not in cited and source.id in cites_listed:
                    found.append(("uncited_reference", f"listed but never cited: {record.raw[:120]}", record.anchor))
        yield from numbered(source.id, found)


def meant(citation: Citation) -> tuple[Candidate, ...]:
    """Return the entries that a citation means or may mean: its link, or all candidates of an ambiguous one."""
    return citation.references[: 1 if citation.status == "linked" else None] if citation.status != "missing" else ()


def citation_problems(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield kind and message of what is wrong with one citation."""
    words = f"“{citation.anchor.text}”"
    if citation.status == "missing" and not citation.issues:
        kind = "antecedent_missing" if citation.mode == "ibid" else "missing_reference"
        yield kind, f"{words}: no entry fits"
    for issue in citation.issues:
        yield issue.kind, f"{words}: {issue.message}"


def record_problems(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield kind and message of what is odd about one entry of a list."""
    yield from reference.csl.get("custom", {}).get("problems", {}).items()


def numbered(source: str, found: Iterable[tuple[str, str, Anchor]]) -> Iterator[Problem]:
    """Yield problems with ids of their own, in the order of the text."""
    counts: Counter[int] = Counter()
    for kind, message, anchor in sorted(found, key=lambda item: (item[2].spans, item[0], item[1])):
        start = anchor.spans[0][0]
        counts[start] += 1
        number = f".{counts[start]}" if counts[start] > 1 else ""
        yield Problem.model_validate(
            {"id": f"{source}/problem/{start}{number}", "kind": kind, "message": message, "source": source, "anchor": anchor}
        )
