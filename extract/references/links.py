"""Addresses that an entry does not print but links: the DOI behind "CrossRef", the page behind a title.

In HTML, XML, EPUB and Markdown a link's target stands in the raw text. An entry that prints no DOI or URL of its own takes
the first target that leads to the work; searches (Google Scholar, WorldCat) lead to many.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from extract.doi import find_doi

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.models import Span

TARGET = re.compile(
    r"""\b(?:xlink:)?href\s{0,4}=\s{0,4}(?P<quote>["'])(?P<attribute>https?://[^"'<>\s]{4,2000})(?P=quote)
    | \]\(<?(?P<markdown>https?://[^\s()<>]{4,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)>?(?:\s"[^"\n]{0,200}")?\)""",
    re.VERBOSE | re.IGNORECASE,
)
SEARCHES = re.compile(
    r"//(?:scholar\.google|(?:www\.)?google\.[a-z.]{2,6}/(?:search|scholar)|(?:www\.)?worldcat\.org/search|search\.crossref|[^/]{1,80}/search[/?])",
    re.IGNORECASE,
)
RESOLVERS = re.compile(r"//(?:dx\.)?doi\.org/", re.IGNORECASE)


class Target(NamedTuple):
    """Where a link leads, and where that stands in the raw text."""

    value: str
    start: int
    end: int


def find_linked(raw: str, start: int, end: int, printed: Mapping[str, object]) -> Iterator[tuple[str, str, Span]]:
    """Yield the DOI and the URL that links in ``raw[start:end]`` add to what an entry prints, each with its raw place.

    >>> raw = '<li>Okafor, A. Ports. <a href="https://doi.org/10.1234/ports.2018">CrossRef</a></li>'
    >>> list(find_linked(raw, 0, len(raw), {}))
    [('DOI', '10.1234/ports.2018', (47, 65))]
    """
    start, end = _with_markup(raw, start, end)
    targets = [target for target in _targets(raw, start, end) if not SEARCHES.search(target.value)]
    by_doi = next((target for target in targets if find_doi(target.value)), None)
    if by_doi and "DOI" not in printed:
        doi = find_doi(by_doi.value) or ""
        at = raw.find(doi, by_doi.start, by_doi.end)
        yield "DOI", doi, (at, at + len(doi)) if at >= 0 else (by_doi.start, by_doi.end)
    other = next((target for target in targets if not RESOLVERS.search(target.value)), None)
    if other and "URL" not in printed:
        yield "URL", other.value, (other.start, other.end)


ENTRY_END = re.compile(r"</?(?:li|p|div|d[dt]|t[dr]|[ou]l|section|article|body)\b", re.IGNORECASE)
MOST_TAGS = 6
LONGEST_TAG = 2000


def _with_markup(raw: str, start: int, end: int) -> Span:
    """Return the stretch with the tags that open before it, and what follows up to the end of its item or paragraph: its links."""
    for _ in range(MOST_TAGS):
        before = max(start - LONGEST_TAG, 0) + len(raw[max(start - LONGEST_TAG, 0) : start].rstrip())
        tag = raw.rfind("<", max(before - LONGEST_TAG, 0), before)
        if raw[before - 1 : before] != ">" or tag < 0 or raw.startswith("</", tag):
            break
        start = tag
    found = TARGET.match(raw, end) or ENTRY_END.search(raw, end, end + LONGEST_TAG)
    return start, found.end() if found else end


def _targets(raw: str, start: int, end: int) -> Iterator[Target]:
    for found in TARGET.finditer(raw, start, end):
        group = "attribute" if found["attribute"] else "markdown"
        value = unescape(found[group])
        yield Target(unquote(value) if RESOLVERS.search(value) else value, *found.span(group))
