"""HTML: the text of a page and what it says of itself; every character keeps its place in the page's own source.

The raw text is the decoded file with all its markup.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from extract.raw_source import RawSource
from extract.readers.html.blocks import find_blocks
from extract.readers.html.building import read_tree
from extract.readers.html.content import find_furniture
from extract.readers.html.encoding import decode_page
from extract.readers.html.facts import find_facts, without_site
from extract.readers.html.markup import Writer
from extract.structure import Page, Structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.mapped_text import MappedText
    from extract.read_options import ReadOptions
    from extract.readers.html.tree import PageMark
    from extract.structure import Facts, Stretch

XML = re.compile(r"\s*+<\?xml\s")

__all__ = ["Markup", "read_html", "read_markup"]


class Markup(NamedTuple):
    """One document of markup: its text without tags, mapped to the raw text, and what the markup says of it."""

    text: MappedText
    stretches: tuple[Stretch, ...]
    """All of the text in reading order; menus, banners and what is hidden have the role ``furniture``."""
    facts: Facts
    pages: tuple[PageMark, ...]
    """Where pages of a printed edition begin, with raw offsets."""


def read_html(data: bytes, _options: ReadOptions) -> RawSource:
    """Return the raw text of a page, which is its source as decoded, and its structure.

    Raises ``UnreadableSourceError`` when the bytes are no text.
    """
    decoded = decode_page(data)
    raw = decoded.text
    markup = read_markup(raw)
    return RawSource(
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/html",
        reader="html",
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        bad_bytes=decoded.bad.total,
        first_bad=decoded.bad.first,
        structure=Structure(
            markup.text, markup.stretches, printed_pages(markup.pages, len(raw)), facts=markup.facts, is_lined=False
        ),
    )


def read_markup(raw: str, *, at: int = 0, end: int | None = None, is_xml: bool | None = None, is_page: bool = True) -> Markup:
    """Return the text and the structure of the HTML or XHTML document in ``raw[at:end]``; all raw offsets count in ``raw``.

    ``is_xml``: elements may close themselves, as in a part of an EPUB; without it, an XML declaration tells. With
    ``is_page``, menus, banners and comments are told from the content; a part of a book has none.

    >>> markup = read_markup("<p>Ports &amp; <b>railways</b>", is_page=False)
    >>> markup.text.text, markup.text.raw_spans(8, 16)
    ('Ports & railways', ((18, 26),))
    """
    stop = len(raw) if end is None else end
    tree = read_tree(raw, at, stop, is_xml=XML.match(raw, at, stop) is not None if is_xml is None else is_xml)
    facts = find_facts(tree)
    told = find_blocks(tree, find_furniture(tree, is_page=is_page), facts)
    text, stretches = Writer(tree, told.edits).write(told.blocks)
    facts = facts._replace(authors=facts.authors or told.authors, date=facts.date or told.date)
    if facts.title is None and not any(stretch.role == "title" for stretch in stretches):
        facts = facts._replace(title=without_site(tree.title, None) or None)
    return Markup(text, stretches, facts, tuple(tree.pages))


def printed_pages(marks: Sequence[PageMark], end: int) -> tuple[Page, ...]:
    """Return the pages that begin at ``marks``; the last ends at ``end``."""
    stops = [*(mark.raw_start for mark in marks), end][1:]
    return tuple(Page(mark.label or None, mark.raw_start, stop) for mark, stop in zip(marks, stops, strict=True))
