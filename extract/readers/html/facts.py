"""What the head of a page says of it: title, authors, date, address, DOI and journal.

Highwire (``citation_title``), Dublin Core, PRISM, JSON-LD and Open Graph are read; where they differ, the first in this
order counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.doi import find_doi
from extract.readers.html.json_ld import read_json_ld
from extract.structure import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.readers.html.tree import Tree

TITLES = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "eprints.title",
    "bepress_citation_title",
    "json:headline",
    "og:title",
    "twitter:title",
)
AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "eprints.creators_name", "bepress_citation_author", "json:author", "parsely-author", "sailthru.author", "author", "article:author", "dc.contributor")  # fmt: skip
DATES = ("citation_publication_date", "citation_date", "citation_online_date", "dc.date", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "prism.publicationdate", "eprints.date", "bepress_citation_date", "json:datePublished", "article:published_time", "article:published", "og:published_time", "parsely-pub-date", "sailthru.date", "datepublished", "pubdate", "publish-date", "publication_date", "date", "dcterms.date", "json:dateCreated", "og:article:published_time")  # fmt: skip
DOIS = (
    "citation_doi",
    "prism.doi",
    "bepress_citation_doi",
    "dc.identifier",
    "dcterms.identifier",
    "eprints.id_number",
    "doi",
    "json:identifier",
    "json:sameAs",
    "json:@id",
    "dc.relation",
)
JOURNALS = (
    "citation_journal_title",
    "prism.publicationname",
    "dc.source",
    "dcterms.ispartof",
    "eprints.publication",
    "bepress_citation_journal_title",
    "json:journal",
)
ADDRESSES = (
    "citation_public_url",
    "citation_abstract_html_url",
    "og:url",
    "json:url",
    "json:mainEntityOfPage",
    "twitter:url",
    "dc.identifier.uri",
    "dc.identifier",
    "citation_fulltext_html_url",
)

SAVED = (  # what browsers and SingleFile write into the comment at the top
    re.compile(r"saved from url=\(\d{1,6}\)\s{0,5}(?P<url>https?://\S{1,2000})"),
    re.compile(r"url:\s{1,5}(?P<url>https?://\S{1,2000})"),
)
BAR = re.compile(r" [|–—·•»:-] | ?[|»] ?|: (?=[^:]{1,60}$)")
DAY = re.compile(r"(?P<year>[12]\d{3})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?|(?P<glued>\d{4}))?(?!\d)")
PERSON = re.compile(r"(?:https?:|www\.)|@|^\W*$", re.IGNORECASE)
BY = re.compile(r"(?:[Bb]y|BY|[Vv]on|[Pp]or|[Pp]ar|[Dd]i)\s+(?=[^\W\d_a-z])")
INVERTED = re.compile(r"(?P<family>[^,]{1,60}),\s*(?P<given>[^,]{1,60})")
BARS = frozenset("|»·•–—-")
MOST_WORDS = 5  # of the name of a site
MAX_AUTHORS = 500


def find_facts(tree: Tree) -> Facts:
    """Return what the head of a page says of it."""
    said: dict[str, list[str]] = defaultdict(list)
    for meta in tree.metas:
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = " ".join(meta.get("content", "").split())
        if name and content:
            said[name.replace("dc:", "dc.").replace("dcterms:", "dcterms.")].append(content)
    for name, values in read_json_ld(tree).items():
        said[f"json:{name}"] += values
    return Facts(
        title=_title(tree, said),
        authors=_authors(said),
        date=next((day for name in DATES for value in said.get(name, ()) if (day := iso_date(value))), None),
        doi=next((doi for name in DOIS for value in said.get(name, ()) if (doi := find_doi(value))), None),
        url=_url(tree, said),
        journal=next((said[name][0] for name in JOURNALS if said.get(name) and not find_doi(said[name][0])), None),
    )


def _title(tree: Tree, said: dict[str, list[str]]) -> str | None:
    site = next(
        (said[name][0] for name in ("og:site_name", "application-name", "citation_journal_title") if said.get(name)), None
    )
    told = next((said[name][0] for name in TITLES if said.get(name)), None)
    if told is None and site is not None and site in tree.title:
        told = tree.title
    return without_site(told, site) if told else None


def without_site(title: str, site: str | None) -> str:
    """Return ``title`` without the name of the site at its end or beginning.

    >>> without_site("Ports under Pressure | The Harbour Post", None)
    'Ports under Pressure'
    >>> without_site("Harbour: Ports under Pressure", "Harbour")
    'Ports under Pressure'
    """
    found = list(BAR.finditer(title))
    if not found:
        return title
    first, last = title[: found[0].start()], title[found[-1].end() :]
    if site and last.casefold() == site.casefold():
        return title[: found[-1].start()]
    if site and first.casefold() == site.casefold():
        return title[found[0].end() :]
    is_bar = found[-1][0].strip() in BARS
    is_name = last[:1].isupper() and len(last.split()) <= MOST_WORDS and len(last) < len(title) / 2
    return title[: found[-1].start()] if is_bar and is_name else title


def _authors(said: dict[str, list[str]]) -> tuple[str, ...]:
    for name in AUTHORS:
        values = said.get(name, [])
        parts: Iterable[str] = values
        if name in {"citation_authors", "author", "sailthru.author", "article:author", "dc.creator"}:
            parts = (part for value in values for part in re.split(r"\s*;\s*", value))
        if name == "author":
            parts = (part for value in parts for part in re.split(r",\s*(?=[^,\s]+\s)|\s+(?:and|und|y|et|e)\s+|\s*&\s*", value))
        found = [_upright(part) for part in parts if part.strip() and not PERSON.search(part)]
        if found:
            return tuple(dict.fromkeys(found[:MAX_AUTHORS]))
    return ()


def _upright(name: str) -> str:
    """Return a name in the order of speech.

    >>> _upright("Okafor, Ada")
    'Ada Okafor'
    """
    name = BY.sub("", name.strip(), count=1)
    match = INVERTED.fullmatch(name)
    return f"{match['given'].strip()} {match['family'].strip()}" if match else name


def iso_date(text: str) -> str | None:
    """Return the date in ``text`` in ISO 8601, as precise as it is.

    >>> iso_date("2019/03/07"), iso_date("2019-03-07T10:00:00Z"), iso_date("2019"), iso_date("2019/13/40"), iso_date("20190307")
    ('2019-03-07', '2019-03-07', '2019', '2019', '2019-03-07')
    """
    match = DAY.search(text)
    if match is None:
        return _written_date(text)
    glued = match["glued"]
    year, month, day = match["year"], match["month"] or (glued and glued[:2]), match["day"] or (glued and glued[2:])
    if month is None:
        return (_written_date(text) or year) if text != year else year
    try:
        return date(int(year), int(month), int(day or 1)).isoformat()[: 10 if day else 7]
    except ValueError:  # the month or the day does not exist
        return year


def _written_date(text: str) -> str | None:
    """Return a date in words: "7 March 2019"."""
    from extract.references.dates import parse_date  # noqa: PLC0415  # the reader of bibliographies is loaded only where a page needs it

    printed = parse_date(text[:100])
    parts: Sequence[Any] = printed.csl.get("date-parts", ()) if printed else ()
    return "-".join(f"{number:02d}" for number in parts[0]) if parts else None


def _url(tree: Tree, said: dict[str, list[str]]) -> str | None:
    canonical = (link.get("href", "") for link in tree.relations if link.get("rel", "").lower() == "canonical")
    saved = (
        match["url"]
        for start, end in tree.comments
        for pattern in SAVED
        if (match := pattern.search(tree.raw, start, min(end, start + 3000)))
    )
    told = (value for name in ADDRESSES for value in said.get(name, ()))
    return next((url.strip() for url in (*canonical, *told, *saved) if url.strip().startswith(("http://", "https://"))), None)
