"""What does not agree between a citation and the entry it means, or why it has none: in words, with what to write instead."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extract.citations.listed_work import UNDATED
from extract.citations.styles.locators import first_page
from extract.models import Issue
from extract.names import compare, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.citations.listed_works import ListedWork, ListedWorks
    from extract.citations.styles.mention import Mention

NAMED = 4
"""Entries that an issue names."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_INITIALS = re.compile(r"[^\W\d_](?:[\w.-]{0,12}|(?:\.? ?[^\W\d_]\.?){0,3})")
_DATED = re.compile(r"(\d{4})([a-z]?)")


def label(work: ListedWork) -> str:
    """Return a work as a text would cite it.

    >>> from extract.citations.listed_works import ListedWorks
    >>> known = ListedWorks([{"id": "1", "author": [{"family": "Martin"}], "issued": {"date-parts": [[1992]]}}])
    >>> label(known.works[0])
    'Martin 1992'
    """
    return f"{in_text(work.names) or work.title} {work.year or UNDATED}{work.letter}"


def in_text(names: Sequence[str]) -> str:
    """Return names as a text would give them.

    >>> in_text(["Okafor", "Adeyemi"]), in_text(["Okafor", "Adeyemi", "Bello"])
    ('Okafor and Adeyemi', 'Okafor et al.')
    """
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)


def other_year(cited: str, listed: str) -> Issue:
    """Return what is to be said of a year that is not the listed one.

    >>> other_year("1987", "1988").suggestion, other_year("1987", "n.d.").suggestion
    ('1988', '1987 in the entry')
    """
    suggestion = f"{cited} in the entry" if listed.startswith(UNDATED) else listed
    return Issue(kind="year_mismatch", message=f"cited with the year {cited}, listed with {listed}", suggestion=suggestion)


def other_names(message: str, names: Sequence[str]) -> Issue:
    """Return what is to be said of names that are not those of the list, which are ``names``.

    >>> other_names("listed as Anderson", ["Anderson"]).suggestion
    'Anderson'
    """
    return Issue(kind="name_mismatch", message=message, suggestion=in_text(names))


def issues_of(work: ListedWork, mention: Mention, known: ListedWorks) -> tuple[Issue, ...]:
    """Return what is doubtful about the letter and the pages of a mention that means ``work``, whose names and year are settled."""
    return (*letter_issues(work, mention, known), *page_issues(work, mention, known))


def pointed_pages(mention: Mention) -> tuple[int, int] | None:
    """Return the first pages that a mention points at, from and to; "216-17" ends on 217."""
    first = first_page(mention.locator, mention.locator_label) if mention.locator else None
    if first is None:
        return None
    to = re.search(rf"(?<!\d){first}-(\d{{1,6}})(?!\d)", mention.locator or "")
    last = to[1] if to else str(first)
    return first, int(str(first)[: max(len(str(first)) - len(last), 0)] + last)


def has_page(work: ListedWork, page: int) -> bool:
    """Return whether ``page`` lies in the pages of an article or chapter."""
    return work.pages is not None and work.pages[0] <= page <= work.pages[1]


def page_issues(work: ListedWork, mention: Mention, known: ListedWorks) -> Iterator[Issue]:
    """Yield what is doubtful about the cited pages."""
    pages = pointed_pages(mention)
    if pages is not None and pages[1] < pages[0]:
        yield Issue(kind="doubtful_locator", message=f"pp. {mention.locator} run backwards")
    elif pages is not None and not (has_page(work, pages[0]) and has_page(work, pages[1])):
        yield from _outside(work, mention, known, pages)


def _outside(work: ListedWork, mention: Mention, known: ListedWorks, pages: tuple[int, int]) -> Iterator[Issue]:
    """Yield what is to be said of pages that are not those of ``work``: another work has them, or none."""
    same = known.of_author(work.names[0]) if work.names else ()
    other = next(
        (
            each
            for each in same
            if each is not work and each.names == work.names and each.year == work.year and has_page(each, pages[0])
        ),
        None,
    )
    if other and other.pages:
        fits = f"fits {label(other)} (pp. {other.pages[0]}-{other.pages[1]}), linked to {label(work)}"
        yield Issue(kind="doubtful_locator", message=f"doubtful: p. {mention.locator} {fits}", suggestion=label(other))
    elif work.pages and work.pages[0] != work.pages[1]:
        first, last = work.pages
        message = f"p. {mention.locator} lies outside pp. {first}-{last} of {label(work)}"
        # Whoever counts the pages of a reprint from 1 writes "p. 5" for the fifth page of pp. 1395-1410.
        is_counted = pages[1] <= last - first + 1 and first > 1
        counted = "-".join(str(first + page - 1) for page in dict.fromkeys(pages))
        yield Issue(kind="doubtful_locator", message=message, suggestion=f"p. {counted}" if is_counted else None)


def letter_issues(work: ListedWork, mention: Mention, known: ListedWorks) -> Iterator[Issue]:
    """Yield what is wrong with the letter behind the year: it is missing, or there is nothing that it tells apart."""
    dated = _DATED.fullmatch(mention.year or "")
    if not dated or not mention.names or dated[1] != work.year or dated[2] == work.letter or (dated[2] and work.letter):
        return
    of_year = [each for each in known.of_author(work.names[0] if work.names else work.title) if each.year == work.year]
    others = [each for each in of_year if each is not work and not is_same_work(each, work)]
    listed = f"{work.year}{work.letter}"
    if work.letter and others:
        yield Issue(kind="letter_mismatch", message=f"cited without the letter of {label(work)}", suggestion=listed)
    elif dated[2] and others:
        message = f"cited with {mention.year}, but the list prints no letter for its {len(of_year)} works {label(work)}"
        yield Issue(kind="letter_mismatch", message=message, suggestion=f"{mention.year} in the entry too")
    elif dated[2]:
        message = f"cited with {mention.year}, but only one work of that year is listed: {label(work)}"
        yield Issue(kind="letter_mismatch", message=message, suggestion=listed)


def is_same_work(a: ListedWork, b: ListedWork) -> bool:
    """Return whether two entries list one work twice."""
    return bool(a.title) and fold(a.title) == fold(b.title) and a.year == b.year


def ambiguous_issue(works: Sequence[ListedWork]) -> Issue:
    """Return what is to be said of a citation that fits several works equally well, and what would tell them apart."""
    listed = ", ".join(f"{label(work)} ({work.title[:60]})" if work.title else label(work) for work in works[:NAMED])
    message = f"{len(works)} entries fit: {listed}"
    told_apart = [f"{work.year}{work.letter}" for work in works if work.letter]
    if len(set(told_apart)) < len(works):
        told_apart = [label(work) for work in works]
    if len({label.casefold() for label in told_apart}) < len(works):
        initials = [work.initials[0].strip() if work.initials else "" for work in works]
        told_apart = [f"{initial} {label(work)}" for initial, work in zip(initials, works, strict=True)]
        if len({initial[:1] for initial in initials}) < len(works) or not all(map(_INITIALS.fullmatch, initials)):
            lettered = ", ".join(f"{work.year}{letter}" for work, letter in zip(works, LETTERS, strict=False))
            return Issue(kind="ambiguous_citation", message=message, suggestion=f"letters in text and list: {lettered}")
    return Issue(kind="ambiguous_citation", message=message, suggestion=" or ".join(sorted(told_apart)))


def told_apart(works: Sequence[ListedWork]) -> list[str]:
    """Return the label of each work, with its title where another has the same label; a work that is listed twice once."""
    different = [work for at, work in enumerate(works) if not any(is_same_work(work, each) for each in works[:at])]
    labels = Counter(map(label, different))
    return [
        f"{label(work)} ({work.title[:60]})" if labels[label(work)] > 1 and work.title else label(work) for work in different
    ]


def missing_issue(mention: Mention, known: ListedWorks) -> str | None:
    """Return what the list has instead: other works of the author."""
    if not mention.names or not known.works:
        return None
    same = known.of_author(mention.names[0])
    others = told_apart([work for work in same if compare(mention.names[0], (work.names or ("",))[0])])
    return f"not listed; the list has {', '.join(others[:NAMED])}" if others else "not listed"
