"""What is wrong with the citations of a source."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.models import Citation, Issue
from extract.names import core, fold
from extract.problems.finding import Finding, cited_words

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence

    from extract.models import Candidate
    from extract.problems.nearest import Elsewhere, NearBy

WORD = re.compile(r"\w+")

YEAR = re.compile(r"(?<!\d)1[4-9]\d\d[a-z]?(?!\w)|(?<!\d)20\d\d[a-z]?(?!\w)")

LAST_NUMBER = re.compile(r"numbered (\d{1,4})$")

LED = 40
"""Characters before a citation in which a part of its author's name may stand."""

NAMED = 8
"""Works that the message about a text without a list names."""

NUMBERED = frozenset({"numeric", "superscript"})
"""Styles in which a number is cited."""

FOLLOWING = frozenset({"missing_reference", "ambiguous_citation"})
"""What ibid. takes over from the citation before it."""


class Unlinked(NamedTuple):
    """A cited work that no list has: who is cited, and where first."""

    names: tuple[str, ...]
    year: str | None
    words: str
    record: str

    @property
    def key(self) -> tuple[str, str]:
        """By what the work is found in other lists."""
        return core(fold(self.names[0])) if self.names else "", (self.year or "")[:4]


def meant(citation: Citation) -> tuple[Candidate, ...]:
    """Return the entries that a citation means or may mean: its link, or all candidates of an ambiguous one."""
    return citation.references[: 1 if citation.status == "linked" else None] if citation.status != "missing" else ()


def unlinked(citations: Iterable[Citation]) -> Iterator[Unlinked]:
    """Yield the works that no list has, each once, in the order of the text."""
    seen = set()
    for citation, names in with_names(citations):
        if citation.status == "missing" and names:
            work = Unlinked(names, citation.year, cited_words(citation), citation.id)
            key = (work.key, citation.year)
            if key not in seen:
                seen.add(key)
                yield work


def with_names(citations: Iterable[Citation]) -> Iterator[tuple[Citation, tuple[str, ...]]]:
    """Yield citations with the names they are about: those of the bracket's item before, where they have none of their own."""
    group, names = "", tuple[str, ...]()
    for citation in citations:
        if citation.group != group or citation.authors:
            group, names = citation.group, citation.authors
        yield citation, names


def citation_findings(
    citations: Sequence[Citation], printed: Mapping[str, str], nearby: NearBy, elsewhere: Elsewhere, *, has_links: bool
) -> Iterator[Finding]:
    """Yield what is wrong with the citations of one source; where the list, if there is one, has none, that is told once.

    ``printed`` holds the words of its entries.
    """
    linked = linked_by_group(citations)
    before: Finding | None = None
    listless: list[Finding] = []
    numberless: list[Finding] = []
    for citation, names in with_names(citations):
        for issue in citation.issues or unsaid(citation):
            if is_settled(citation, issue, printed):
                continue
            finding = _finding(citation, issue, names)
            if issue.kind == "missing_reference" and names:
                work = Unlinked(names, citation.year, cited_words(citation), citation.id)
                finding = with_entry(finding, work, nearby, elsewhere, linked.get(citation.group, ()))
            if issue.kind in FOLLOWING:
                if citation.mode == "ibid" and before is not None and before.kind == issue.kind:
                    finding = finding._replace(suggestion=before.suggestion, suggested=before.suggested, same=before.same)
                before = finding
            if issue.kind == "missing_reference" and not has_links and not finding.suggested:
                listless.append(finding)
            elif issue.kind == "missing_reference" and citation.style in NUMBERED:
                numberless.append(finding)
            else:
                yield finding
    where = "and the list has none of them" if printed else "but no list of works is found here"
    yield from together(listless, f"{{}} works are cited, {where}: {{}}")
    yield from together(numberless, "{} numbers are cited that no entry has: {}")


def linked_by_group(citations: Iterable[Citation]) -> dict[str, set[str]]:
    """Return the entries that the citations of each bracket or note mean."""
    linked: dict[str, set[str]] = defaultdict(set)
    for citation in citations:
        if citation.status == "linked":
            linked[citation.group].add(citation.references[0].id)
    return linked


def is_settled(citation: Citation, issue: Issue, printed: Mapping[str, str]) -> bool:
    """Tell whether what does not agree in the fields does so in print, or is told by another issue of the citation."""
    if issue.kind == "year_mismatch":  # the entry has that year too: it is its date of origin, or was read amiss
        return (citation.year or "")[:4] in printed.get(citation.references[0].id, "")
    if issue.kind == "letter_mismatch":
        return any(other.kind == "doubtful_link" for other in citation.issues)
    listed = issue.suggestion or ""
    is_acronym = any(name.isupper() and name != listed.upper() and has_words(listed, name) for name in citation.authors)
    return issue.kind == "name_mismatch" and (is_acronym or has_words(naming(citation), listed))


def naming(citation: Citation) -> str:
    """Return the words that may name the authors of one citation: its own, and those that lead to it."""
    before, own, _ = citation.anchor.text.partition(cited_words(citation).rstrip(")"))
    led = before.rpartition(";")[2] if ";" in before else f"{citation.anchor.before[-LED:]} {before}"
    return f"{led} {own}"


def has_words(text: str, name: str) -> bool:
    """Return whether the words of a name stand in a text one after the other, whatever marks and blanks are between.

    >>> has_words("as Silva Júnior (2019) held", "SILVA JÚNIOR"), has_words("(Kaufmann, 1992)", "Kaufman")
    (True, False)
    """
    words = WORD.findall(name.casefold())
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(WORD.findall(text.casefold()))} "


def unsaid(citation: Citation) -> tuple[Issue, ...]:
    """Return what is wrong with a citation that has no entry and of which nothing more is known."""
    return (Issue(kind="missing_reference", message="no entry fits"),) if citation.status == "missing" else ()


def _finding(citation: Citation, issue: Issue, names: tuple[str, ...]) -> Finding:
    """Return an issue of a citation as a finding."""
    entry = next((candidate.id for candidate in meant(citation)), None)
    same: Hashable = (issue.message, issue.suggestion)
    if issue.kind in FOLLOWING:
        same = (*map(fold, names), citation.year) if names else issue.message if citation.style in NUMBERED else None
    elif issue.kind == "antecedent_missing":
        same = None
    words, message = cited_words(citation), issue.message
    if issue.kind == "missing_reference" and citation.year and len(set(YEAR.findall(words))) > 1:
        message = message.replace("not listed", f"{citation.year} is not listed", 1)
    return Finding(
        kind=issue.kind,
        message=f"“{words}”: {message}",
        suggestion=issue.suggestion,
        suggested=entry if issue.suggestion else None,
        same=same,
        **_place(citation),
    )


def _place(citation: Citation) -> dict[str, Any]:
    """Return where a citation stands, as a finding has it."""
    return {
        "anchor": citation.anchor,
        "spans": citation.item_spans,
        "record": citation.id,
        "copies": citation.copies,
    }


def with_entry(finding: Finding, cited: Unlinked, nearby: NearBy, elsewhere: Elsewhere, beside: Container[str] = ()) -> Finding:
    """Return what is said of a work that the list does not have, with the entry of another list, or the nearest of its own.

    What is cited ``beside`` it is another work.
    """
    listed = elsewhere.listed(cited, finding.anchor.source)
    if listed:
        return finding._replace(suggestion=listed[0], suggested=listed[1])
    near = nearby.nearest(cited, beside)
    return finding._replace(suggestion=f"perhaps {near.label}", suggested=near.id) if near else finding


def together(findings: Sequence[Finding], words: str) -> Iterator[Finding]:
    """Yield findings of one cause as one, told by the first of them; ``words`` have room for their number and their names."""
    works = {finding.same or finding.place: _named(finding) for finding in findings}
    if len(works) <= 1:
        yield from findings
        return
    names = list(works.values())
    shown = ", ".join(names[:NAMED]) + (f", and {len(names) - NAMED} more" if len(names) > NAMED else "")
    for finding in findings:
        message = words.format(len(names), shown) if finding is findings[0] else finding.message
        yield finding._replace(message=message, same=words)


def _named(finding: Finding) -> str:
    """Return the words of a citation that a message begins with, or the number that no entry has."""
    number = LAST_NUMBER.search(finding.message)
    return number[1] if number else finding.message.removeprefix("“").partition("”")[0]
