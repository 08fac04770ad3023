"""What the attributes of an element say of its part of the page: "cookie-banner", "footnotes", ``role="navigation"``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, cast

from extract.data_tables import read_table
from extract.readers.html.scanner import read_attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

Hint = Literal[
    "abstract",
    "body",
    "byline",
    "caption",
    "chrome",
    "comments",
    "consent",
    "contents",
    "footer_of_text",
    "hidden",
    "keywords",
    "note",
    "note_call",
    "pagebreak",
    "pull_quote",
    "reference",
    "standfirst",
    "title",
]
"""``data/page_parts.toml`` says what each of them means."""

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{2,9}$)")
PARTS = re.compile(r"[a-z]{1,40}|[0-9]{1,20}")
DENIED = frozenset({"has", "hide", "if", "no", "non", "not", "with", "without"})
"""Words that turn a name round: "no-sidebar", "has-comments"."""

SHORT = 120  # characters of attributes that are remembered: the same come again all over a page
MAX_WORDS = 4
MAX_NAMES = 30  # of one element
MAX_NAME = 100  # characters
UNSEEN = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all)", re.IGNORECASE)
NOTE_STYLE = re.compile(r"mso-element\s{0,3}:\s{0,3}(?:footnote|endnote)\s{0,3}(?:;|$)")

ROLES: dict[str, Hint] = {
    "alert": "consent",
    "alertdialog": "consent",
    "banner": "chrome",
    "complementary": "chrome",
    "contentinfo": "chrome",
    "dialog": "consent",
    "directory": "contents",
    "doc-abstract": "abstract",
    "doc-biblioentry": "reference",
    "doc-bibliography": "reference",
    "doc-endnote": "note",
    "doc-endnotes": "note",
    "doc-footnote": "note",
    "doc-index": "contents",
    "doc-noteref": "note_call",
    "doc-pagebreak": "pagebreak",
    "doc-pullquote": "pull_quote",
    "doc-toc": "contents",
    "menu": "chrome",
    "menubar": "chrome",
    "navigation": "chrome",
    "search": "chrome",
    "status": "consent",
    "tablist": "chrome",
    "toolbar": "chrome",
    "tooltip": "chrome",
}
"""What the ``role`` of an element says."""

EPUB_TYPES: dict[str, Hint] = {
    "abstract": "abstract",
    "biblioentry": "reference",
    "bibliography": "reference",
    "endnote": "note",
    "endnotes": "note",
    "footnote": "note",
    "footnotes": "note",
    "landmarks": "contents",
    "noteref": "note_call",
    "page-list": "contents",
    "pagebreak": "pagebreak",
    "pullquote": "pull_quote",
    "rearnote": "note",
    "rearnotes": "note",
    "toc": "contents",
}
"""What the ``epub:type`` of an element says."""

ITEMS: dict[str, Hint] = {
    "abstract": "abstract",
    "articlebody": "body",
    "author": "byline",
    "caption": "caption",
    "comment": "comments",
    "datemodified": "byline",
    "datepublished": "byline",
    "description": "byline",
    "headline": "title",
    "keywords": "keywords",
}
"""What the ``itemprop`` of an element says."""

NONE: frozenset[Hint] = frozenset()
TELLING = ("class", "id", "role", "epub:type", "itemprop", "style", "hidden", "aria-hidden")


@cache
def _words() -> dict[str, Hint]:
    """Return what each of the known words says; their parts may be joined in any way."""
    data = read_table("page_parts")
    known = {word: cast("Hint", hint) for hint, entry in data.items() for word in entry["words"]}
    return {word.replace("-", ""): hint for word, hint in known.items()}


def read_tag(text: str) -> tuple[Mapping[str, str], frozenset[Hint]]:
    """Return the attributes of a tag, and what they say of its element."""
    return _remembered(text) if len(text) <= SHORT else _read_tag(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Mapping[str, str], frozenset[Hint]]:
    return _read_tag(text)


def _read_tag(text: str) -> tuple[Mapping[str, str], frozenset[Hint]]:
    attributes = read_attributes(text)
    return attributes, find_hints(attributes)


def find_hints(attributes: Mapping[str, str]) -> frozenset[Hint]:
    """Return what the attributes of an element say of it.

    >>> sorted(find_hints({"class": "post-shareBar", "id": "top"})), sorted(find_hints({"class": "no-sidebar"}))
    (['chrome'], [])
    """
    if not attributes:
        return NONE
    return _hints(*(attributes.get(name) for name in TELLING))


@lru_cache(maxsize=4096)
def _hints(  # noqa: PLR0913, PLR0917  # one argument an attribute, so that the answers can be cached
    classes: str | None,
    identifier: str | None,
    role: str | None,
    epub: str | None,
    item: str | None,
    style: str | None,
    hidden: str | None,
    aria: str | None,
) -> frozenset[Hint]:
    found: set[Hint] = set()
    for name in [*(classes or "").split()[:MAX_NAMES], *(identifier or "").split()[:1]]:
        if hint := name_hint(name):
            found.add(hint)
    for told, meant in ((role, ROLES), (epub, EPUB_TYPES), (item, ITEMS)):
        found |= {meant[word] for word in (told or "").lower().split()[:MAX_NAMES] if word in meant}
    if style and NOTE_STYLE.search(style[:2000]):
        found.add("note")
    if (hidden is not None and hidden != "until-found") or aria == "true" or (style and UNSEEN.search(style[:2000])):
        found.add("hidden")
    return frozenset(found)


@lru_cache(maxsize=8192)
def name_hint(name: str) -> Hint | None:
    """Return what a class or an id says.

    >>> name_hint("SiteFooter"), name_hint("footer-note"), name_hint("harbour"), name_hint("with-sidebar")
    ('chrome', 'chrome', None, None)
    """
    words = PARTS.findall(CAMEL.sub("-", name[:MAX_NAME]).lower())
    if any(word in DENIED for word in words):
        return None
    known = _words()
    for length in range(min(MAX_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            if hint := known.get("".join(words[start : start + length])):
                return hint
    return None
