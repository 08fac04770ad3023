"""Links: which listed work each mention means, how sure that is, and what does not agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.issues import (
    ambiguous_issue,
    has_page,
    is_same_work,
    issues_of,
    label,
    missing_issue,
    page_issues,
    pointed_pages,
)
from extract.citations.listed_works import ListedWorks, Match
from extract.citations.rivals import Surroundings
from extract.models import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.citations.listed_works import ListedWork
    from extract.citations.styles.mention import Mention
    from extract.models import IssueKind, Status

CLEAR_LEAD = 0.025
"""By how much the best candidate must lead, or the citation is ambiguous."""

PAGE_WEIGHT = 0.03
"""What a page inside a work's page range adds to its score."""


class Told(NamedTuple):
    """What the format of a source says of its mentions: the work of each, as ``reader`` read it there."""

    works: Mapping[Mention, ListedWork]
    reader: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention means: ``matches`` best first, of which the first is the link when ``status`` is "linked"."""

    mention: Mention
    status: Status
    matches: tuple[Match, ...] = ()
    issues: tuple[Issue, ...] = ()
    origin: str | None = None
    """The reader whose format says so."""

    @property
    def issue(self) -> str | None:
        """What does not agree, in words."""
        return "; ".join(issue.message for issue in self.issues) or None

    @property
    def work(self) -> ListedWork | None:
        """The listed work, if there is one and no doubt."""
        return self.matches[0].work if self.status == "linked" else None


def link_mentions(
    mentions: Iterable[Mention],
    known: ListedWorks,
    told: Told | None = None,
    library: ListedWorks | None = None,
    around: Surroundings | None = None,
) -> Iterator[Link]:
    """Yield each mention, in the order of the text, with the listed work it means.

    ``told`` holds those of which the format says it; ``library`` lists works that a mention may mean which ``known`` does not
    list; ``around`` is the text in which they stand.
    """
    around = around or Surroundings()
    before: list[Link] = []
    for mention in mentions:
        if mention.mode == "ibid":
            link = _link_ibid(mention, before, known)
        elif mention.among:
            link = _link_among(mention, known)
        elif mention.entry is not None:
            link = _linked_entry(mention, known)
        elif mention.number is not None or mention.label is not None:
            link = _link_label(mention, known) if mention.label else _link_number(mention, known)
        else:
            link = _link_names(mention, known, around)
            if link.status == "missing" and library:
                link = _link_library(mention, library) or link
        if told and mention in told.works:
            link = _link_told(link, told.works[mention], told.reader)
        if link.work is not None:
            around.remember(mention, link.work)
        yield link
        if before and before[-1].mention.group == mention.group:
            before.append(link)
        else:
            before = [link]


def _link_told(own: Link, work: ListedWork, reader: str) -> Link:
    """Return the link that the format states, with what the words of the mention say against it."""
    best = Match(work, 1.0, f"the {reader.upper()} file links it")
    others = tuple(match for match in own.matches if match.work is not work)
    if own.work is work:
        return Link(own.mention, "linked", (best, *others), own.issues, reader)
    issues: tuple[Issue, ...] = ()
    linked = f"but the {reader.upper()} file links {label(work)}"
    if own.work is not None and not is_same_work(own.work, work):
        issues = (Issue(kind="doubtful_link", message=f"its words mean {label(own.work)}, {linked}"),)
    elif own.status == "missing" and (own.mention.names or own.mention.number is not None):
        issues = (Issue(kind="doubtful_link", message=f"its words fit no entry, {linked}"),)
    return Link(own.mention, "linked", (best, *others), issues, reader)


def _link_names(mention: Mention, known: ListedWorks, around: Surroundings) -> Link:
    """Return the link of names and year, or of names and title."""
    matches = known.matches(mention.names, mention.year, et_al=mention.et_al, initials=mention.initials)
    # A source's own list may have the year wrong; a library has other works of the author.
    return _decide(mention, [match for match in matches if not (match.work.library and match.is_of_other_year)], known, around)


def _link_library(mention: Mention, library: ListedWorks) -> Link | None:
    """Return the link to a work of a library whose names and year agree; of so many works, no other is meant."""
    matches = library.matches(mention.names, mention.year, et_al=mention.et_al, initials=mention.initials)
    link = _decide(mention, [match for match in matches if not match.issues], library)
    return link if link.status != "missing" else None


def _linked_entry(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of a title, or of authors whose work was cited before."""
    work = known.by_id[mention.entry or ""]
    return Link(mention, "linked", (Match(work, 0.95, "same title, or the work of these authors cited before"),))


def _link_among(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of a note that cites several works, none of which is named."""
    works = [known.by_id[entry] for entry in mention.among]
    matches = tuple(Match(work, 0.5, "cited in the note that is named here") for work in works)
    return Link(mention, "ambiguous", matches, (ambiguous_issue(works),))


def _link_number(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of a number in a numbered bibliography."""
    work = known.by_number.get(mention.number or 0)
    if work is None:
        return _missing(mention, f"no entry is numbered {mention.number}")
    return Link(mention, "linked", (Match(work, 1.0, "same number"),))


def _link_label(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of a label that the list prints; two entries may have one by mistake."""
    works = known.by_label.get(mention.label or "", ())
    matches = tuple(Match(work, 1.0 if len(works) == 1 else 0.5, "same label") for work in works)
    if len(works) > 1:
        return Link(mention, "ambiguous", matches, (ambiguous_issue(works),))
    return Link(mention, "linked", matches) if matches else _missing(mention, f"no entry is labelled {mention.label}")


def _missing(mention: Mention, message: str | None, kind: IssueKind = "missing_reference") -> Link:
    """Return the link of a mention that means no entry, for the reason given; nothing is said of a text without a list."""
    return Link(mention, "missing", issues=(Issue(kind=kind, message=message),) if message else ())


def _decide(mention: Mention, matches: Sequence[Match], known: ListedWorks, around: Surroundings | None = None) -> Link:
    """Return the link to the best of ``matches``, if it leads clearly."""
    ranked = sorted((_with_pages(match, mention) for match in matches), key=lambda m: (-m.score, m.work.order))
    if not ranked:
        return _missing(mention, missing_issue(mention, known))
    best = ranked[0]
    rivals = [m for m in ranked[1:] if best.score - m.score < CLEAR_LEAD and not is_same_work(best.work, m.work)]
    if not rivals:
        return _linked(mention, ranked, known)
    rivals = [best, *rivals]
    fitting = [match for match in rivals if _holds_page(match.work, mention)]
    if len(fitting) == 1:
        best, is_sure = fitting[0]._replace(reason=f"{fitting[0].reason}, page inside its range"), True
    else:
        chosen = around.choose(mention, fitting or rivals) if around and not best.is_of_other_year else None
        if chosen is None:
            ambiguous = ambiguous_issue([match.work for match in rivals])
            return Link(mention, "ambiguous", tuple(_capped(ranked)), (ambiguous,))
        best, is_sure = chosen
    ranked = [best, *(match for match in ranked if match.work is not best.work)]
    link = _linked(mention, ranked, known)
    if is_sure:
        return link
    told = ambiguous_issue([match.work for match in rivals])
    doubt = Issue(
        kind="doubtful_link", message=f"{told.message}; cited before is {label(best.work)}", suggestion=told.suggestion
    )
    return replace(link, issues=(*link.issues, doubt))


def _linked(mention: Mention, ranked: Sequence[Match], known: ListedWorks) -> Link:
    """Return the link to the first of ``ranked``."""
    best = ranked[0]
    return Link(mention, "linked", tuple(_capped(ranked)), (*best.issues, *issues_of(best.work, mention, known)))


def _capped(ranked: Sequence[Match]) -> list[Match]:
    return [m._replace(score=min(max(m.score, 0.0), 1.0)) for m in ranked]


def _link_ibid(mention: Mention, before: Sequence[Link], known: ListedWorks) -> Link:
    """Return the link of "ibid.": the work cited last, or with a year of its own another work of its authors."""
    if not before or mention.doubt:
        return _missing(mention, mention.doubt or "nothing is cited before this ibid.", "antecedent_missing")
    last = before[-1]
    if mention.year and mention.year != last.mention.year:
        names = last.mention.names or (last.matches[0].work.names if last.matches else ())
        matches = known.matches(names, mention.year, et_al=last.mention.et_al, initials=last.mention.initials)
        decided = _decide(mention, matches, known)
        reasons = tuple(m._replace(reason=f"same author as the citation before, {m.reason}") for m in decided.matches)
        return Link(mention, decided.status, reasons, decided.issues)
    works = {link.work.id if link.work else "" for link in before}
    if len(works) > 1 and last.mention.group != mention.group:
        found = [Match(link.work, 0.5, "cited in the bracket before") for link in before if link.work]
        unique = tuple({match.work.id: match for match in found}.values())
        message = f"ibid. after a citation of {len(works)} works"
        listed = " or ".join(label(match.work) for match in unique)
        several = Issue(kind="antecedent_missing", message=message, suggestion=listed or None)
        return Link(mention, "ambiguous" if len(unique) > 1 else "missing", unique, (several,))
    if not last.matches or last.status == "missing":
        return _missing(mention, "ibid. after a citation that is not listed")
    best = last.matches[0]._replace(reason="ibid.: the work cited before")
    if last.status == "ambiguous":
        issue = Issue(kind="ambiguous_citation", message="ibid. after an ambiguous citation")
        return Link(mention, "ambiguous", last.matches, (issue,))
    return Link(mention, "linked", (best,), tuple(page_issues(best.work, mention, known)))


def _holds_page(work: ListedWork, mention: Mention) -> bool:
    pages = pointed_pages(mention)
    return pages is not None and has_page(work, pages[0])


def _with_pages(match: Match, mention: Mention) -> Match:
    """Return ``match`` with its score raised or lowered by the page that is cited."""
    pages = match.work.pages
    if pages is None or pages[0] == pages[1] or not pointed_pages(mention):
        return match
    inside = _holds_page(match.work, mention)
    reason = f"page inside its {pages[0]}-{pages[1]}" if inside else f"page outside its {pages[0]}-{pages[1]}"
    weight = PAGE_WEIGHT if inside else -PAGE_WEIGHT
    return match._replace(score=match.score + weight, reason=f"{match.reason}, {reason}")
