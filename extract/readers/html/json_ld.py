"""JSON-LD: what a page says of itself to search engines."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.readers.html.tree import Tree

LARGEST = 2_000_000  # characters of a script that is read
MOST = 10_000  # objects that are looked at

WORKS = frozenset(
    [
        "Article",
        "NewsArticle",
        "ScholarlyArticle",
        "BlogPosting",
        "Report",
        "TechArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "ReportageNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "MedicalScholarlyArticle",
        "SocialMediaPosting",
        "LiveBlogPosting",
        "Book",
        "Chapter",
        "Thesis",
        "CreativeWork",
        "WebPage",
    ]
)
"""Kinds of what a page may be; the page itself ("WebPage") counts after them."""

FIELDS = ("headline", "datePublished", "dateCreated", "url", "mainEntityOfPage", "identifier", "sameAs", "@id")


def read_json_ld(tree: Tree) -> dict[str, list[str]]:
    """Return what the best described work on a page has in each field."""
    works = [
        found
        for start, end in tree.scripts
        if end - start <= LARGEST
        for found in _objects(_loaded(tree.raw[start:end]))
        if _kinds(found) & WORKS
    ]
    works.sort(key=lambda work: (bool(_kinds(work) & {"WebPage", "CreativeWork"}), "headline" not in work))
    said: dict[str, list[str]] = defaultdict(list)
    for work in works[:1]:
        for name in FIELDS:
            said[name] += _strings(work.get(name))
        if not said["headline"]:
            said["headline"] += _strings(work.get("name"))
        said["author"] += _names(work.get("author") or work.get("creator"))
        said["journal"] += _journal(work.get("isPartOf"))
    return said


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):  # a script that is no JSON says nothing
        return None


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a page: those of its lists and graphs, the outer ones first."""
    waiting = deque([value])
    for _ in range(MOST):
        if not waiting:
            return
        found = waiting.popleft()
        if isinstance(found, list):
            waiting.extend(found)
        elif isinstance(found, dict):
            yield found
            waiting.extend(
                found[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(found.get(key), dict | list)
            )


def _kinds(found: Mapping[str, Any]) -> set[str]:
    kinds = found.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = []
    for item in values:
        text = item.get("value") or item.get("@id") or item.get("url") if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            found.append(" ".join(text.split()))
    return found


def _names(value: Any) -> list[str]:
    found = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        names = name if isinstance(name, list) else [name]
        found += [" ".join(one.split()) for one in names if isinstance(one, str) and one.strip()]
    return found


def _journal(value: Any) -> list[str]:
    """Return the periodical that holds a work, perhaps by way of its issue and its volume."""
    for found in value if isinstance(value, list) else [value]:
        inner = found
        for _ in range(4):
            if not isinstance(inner, dict):
                break
            if _kinds(inner) & {"Periodical", "Newspaper", "Journal"}:
                return _names(inner)
            inner = inner.get("isPartOf")
    return []
