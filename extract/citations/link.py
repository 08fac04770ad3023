"""Links: which listed work each mention means, how sure that is, and what does not agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.citations.listed_works import ListedWorks, Match
from extract.names import compare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.citations.listed_works import ListedWork
    from extract.citations.styles.mention import Mention
    from extract.models import Status

CLEAR_LEAD = 0.025
"""By how much the best candidate must lead, or the citation is ambiguous."""

PAGE_WEIGHT = 0.03
"""What a page inside a work's page range adds to its score."""

_FIRST_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention means: ``matches`` best first, of which the first is the link when ``status`` is "linked"."""

    mention: Mention
    status: Status
    matches: tuple[Match, ...] = ()
    issue: str | None = None
    origin: str | None = None
    """The reader whose format says so."""

    @property
    def work(self) -> ListedWork | None:
        """The listed work, if there is one and no doubt."""
        return self.matches[0].work if self.status == "linked" else None


def link_mentions(
    mentions: Iterable[Mention],
    known: ListedWorks,
    told: Mapping[Mention, ListedWork] | None = None,
    reader: str = "",
    library: ListedWorks | None = None,
) -> Iterator[Link]:
    """Yield each mention, in the order of the text, with the listed work it means.

    ``told`` holds those of which the format says it, as ``reader`` read it there; ``library`` lists works that a mention may
    mean which ``known`` does not list.
    """
    before: list[Link] = []
    for mention in mentions:
        if mention.mode == "ibid":
            link = _link_ibid(mention, before, known)
        elif mention.entry is not None:
            link = _linked_entry(mention, known)
        elif mention.number is not None:
            link = _link_number(mention, known)
        else:
            link = _link_names(mention, known)
            if link.status == "missing" and library:
                link = _link_library(mention, library) or link
        if told and mention in told:
            link = _link_told(link, told[mention], reader)
        yield link
        if before and before[-1].mention.group == mention.group:
            before.append(link)
        else:
            before = [link]


def _link_told(own: Link, work: ListedWork, reader: str) -> Link:
    """Return the link that the format states, with what the words of the mention say against it."""
    best = Match(work, 1.0, f"the {reader.upper()} file links it", "")
    others = tuple(match for match in own.matches if match.work is not work)
    issue = own.issue
    if own.work is not None and own.work is not work:
        issue = None
        if not _is_same_work(own.work, work):
            issue = f"its words mean {_label(own.work)}, but the {reader.upper()} file links {_label(work)}"
    elif own.work is None:
        is_named = own.status == "missing" and (own.mention.names or own.mention.number is not None)
        issue = f"its words fit no entry, but the {reader.upper()} file links {_label(work)}" if is_named else None
    return Link(own.mention, "linked", (best, *others), issue, reader)


def _link_names(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of names and year, or of names and title."""
    matches = known.matches(mention.names, mention.year, et_al=mention.et_al, initials=mention.initials)
    # A source's own list may have the year wrong; a library has other works of the author.
    return _decide(mention, [match for match in matches if not (match.work.library and match.is_of_other_year)], known)


def _link_library(mention: Mention, library: ListedWorks) -> Link | None:
    """Return the link to a work of a library whose names and year agree; of so many works, no other is meant."""
    matches = library.matches(mention.names, mention.year, et_al=mention.et_al, initials=mention.initials)
    link = _decide(mention, [match for match in matches if not match.issue], library)
    return link if link.status != "missing" else None


def _linked_entry(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of a title, or of authors whose work was cited before."""
    work = known.by_id[mention.entry or ""]
    return Link(mention, "linked", (Match(work, 0.95, "same title, or the work of these authors cited before", ""),))


def _link_number(mention: Mention, known: ListedWorks) -> Link:
    """Return the link of a number in a numbered bibliography."""
    work = known.by_number.get(mention.number or 0)
    if work is None:
        return Link(mention, "missing", issue=f"no entry is numbered {mention.number}")
    return Link(mention, "linked", (Match(work, 1.0, "same number", ""),))


def _decide(mention: Mention, matches: Sequence[Match], known: ListedWorks) -> Link:
    """Return the link to the best of ``matches``, if it leads clearly."""
    ranked = sorted((_with_pages(match, mention) for match in matches), key=lambda m: (-m.score, m.work.order))
    if not ranked:
        return Link(mention, "missing", issue=_missing_issue(mention, known))
    best = ranked[0]
    rivals = [m for m in ranked[1:] if best.score - m.score < CLEAR_LEAD and not _is_same_work(best.work, m.work)]
    if rivals:
        fitting = [m for m in [best, *rivals] if _holds_page(m.work, mention)]
        if len(fitting) == 1:
            best = fitting[0]._replace(reason=f"{fitting[0].reason}, page inside its range")
            ranked = [best, *(m for m in ranked if m.work is not best.work)]
        else:
            return Link(mention, "ambiguous", tuple(_capped(ranked)), _ambiguous_issue([best, *rivals]))
    issues = [best.issue, _page_issue(best.work, mention, known)]
    return Link(mention, "linked", tuple(_capped(ranked)), "; ".join(i for i in issues if i) or None)


def _capped(ranked: Sequence[Match]) -> list[Match]:
    return [m._replace(score=min(max(m.score, 0.0), 1.0)) for m in ranked]


def _link_ibid(mention: Mention, before: Sequence[Link], known: ListedWorks) -> Link:
    """Return the link of "ibid.": the work cited last, or with a year of its own another work of its authors."""
    if not before:
        return Link(mention, "missing", issue="nothing is cited before this ibid.")
    last = before[-1]
    if mention.year and mention.year != last.mention.year:
        names = last.mention.names or (last.matches[0].work.names if last.matches else ())
        matches = known.matches(names, mention.year, et_al=last.mention.et_al, initials=last.mention.initials)
        decided = _decide(mention, matches, known)
        reasons = tuple(m._replace(reason=f"same author as the citation before, {m.reason}") for m in decided.matches)
        return Link(mention, decided.status, reasons, decided.issue)
    works = {link.work.id if link.work else "" for link in before}
    if len(works) > 1 and last.mention.group != mention.group:
        found = [Match(link.work, 0.5, "cited in the bracket before", "") for link in before if link.work]
        unique = tuple({match.work.id: match for match in found}.values())
        return Link(
            mention, "ambiguous" if len(unique) > 1 else "missing", unique, f"ibid. after a citation of {len(works)} works"
        )
    if not last.matches or last.status == "missing":
        return Link(mention, "missing", issue="ibid. after a citation that is not listed")
    best = last.matches[0]._replace(reason="ibid.: the work cited before")
    if last.status == "ambiguous":
        return Link(mention, "ambiguous", last.matches, "ibid. after an ambiguous citation")
    return Link(mention, "linked", (best,), _page_issue(best.work, mention, known) or None)


def _page(mention: Mention) -> int | None:
    """Return the first page a mention points at."""
    number = _FIRST_NUMBER.search(mention.locator or "") if mention.locator_label == "page" else None
    return int(number[0]) if number else None


def _holds_page(work: ListedWork, mention: Mention) -> bool:
    page = _page(mention)
    return page is not None and work.pages is not None and work.pages[0] <= page <= work.pages[1]


def _with_pages(match: Match, mention: Mention) -> Match:
    """Return ``match`` with its score raised or lowered by the page that is cited."""
    page, pages = _page(mention), match.work.pages
    if page is None or pages is None or pages[0] == pages[1]:
        return match
    inside = pages[0] <= page <= pages[1]
    reason = f"page inside its {pages[0]}-{pages[1]}" if inside else f"page outside its {pages[0]}-{pages[1]}"
    weight = PAGE_WEIGHT if inside else -PAGE_WEIGHT
    return match._replace(score=match.score + weight, reason=f"{match.reason}, {reason}")


def _page_issue(work: ListedWork, mention: Mention, known: ListedWorks) -> str:
    """Return what is doubtful about the cited page, in words."""
    page = _page(mention)
    if page is None or _holds_page(work, mention):
        return ""
    others = [
        other
        for other in (known.of_author(work.names[0]) if work.names else ())
        if other is not work and other.names == work.names and other.year == work.year and _holds_page(other, mention)
    ]
    if others:
        other = others[0]
        first, last = other.pages or (0, 0)
        return f"doubtful: p. {mention.locator} fits {_label(other)} (pp. {first}-{last}), linked to {_label(work)}"
    if work.pages and work.pages[0] != work.pages[1]:
        return f"p. {mention.locator} lies outside pp. {work.pages[0]}-{work.pages[1]} of {_label(work)}"
    return ""


def _label(work: ListedWork) -> str:
    """Return a work as a text would cite it.

    >>> known = ListedWorks([{"id": "1", "author": [{"family": "Martin"}], "issued": {"date-parts": [[1992]]}}])
    >>> _label(known.works[0])
    'Martin 1992'
    """
    who = f"{work.names[0]} et al." if len(work.names) > 2 else " and ".join(work.names) or work.title
    return f"{who} {work.year or 'n.d.'}{work.letter}"


def _is_same_work(a: ListedWork, b: ListedWork) -> bool:
    """Return whether two entries list one work twice."""
    return bool(a.title) and fold(a.title) == fold(b.title) and a.year == b.year


def _ambiguous_issue(matches: Sequence[Match]) -> str:
    listed = ", ".join(f"{_label(m.work)} ({m.work.title[:60]})" if m.work.title else _label(m.work) for m in matches[:4])
    return f"{len(matches)} entries fit: {listed}"


def _missing_issue(mention: Mention, known: ListedWorks) -> str | None:
    """Return what the list has instead: other works of the author."""
    if not mention.names or not known.works:
        return None
    others = [_label(work) for work in known.of_author(mention.names[0]) if compare(mention.names[0], (work.names or ("",))[0])]
    return f"not listed; the list has {', '.join(others[:4])}" if others else "not listed"
