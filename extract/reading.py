"""The reading text of one source: passages in reading order over one mapped text.

Steps find things in ``Reading.text`` and turn what they found into records with ``Reading.anchor``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.models import GAP, Anchor, Passage, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.mapped_text import MappedText
    from extract.structure import Page, Structure

CONTEXT = 64
"""Cleaned characters of ``before`` and ``after``."""

LONGEST = 4 * CONTEXT
"""Raw characters in which so many cleaned ones are looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as it is read: title, byline, abstract, headings, body, lists and bibliography in reading order;
    after them notes, then pull quotes and furniture. ``bounds[i]`` is where ``passages[i]`` stands in ``text``.
    """

    source: Source
    raw: str
    mapped: MappedText
    passages: tuple[Passage, ...]
    bounds: tuple[Span, ...]
    pages: tuple[Page, ...] = ()
    structure: Structure | None = None
    """What the format says of its text; plain text says nothing."""

    @property
    def text(self) -> str:
        """The reading text; passages are parted by a blank line."""
        return self.mapped.text

    @property
    def is_lined(self) -> bool:
        """Whether a line end of the raw text is one of the print, and not of markup."""
        return self.structure is None or self.structure.is_lined

    def placed(self, *roles: str) -> Iterator[tuple[Passage, Span]]:
        """Yield each passage with its place in ``text``; with ``roles``, only those."""
        for passage, bounds in zip(self.passages, self.bounds, strict=True):
            if not roles or passage.role in roles:
                yield passage, bounds

    def anchor(self, start: int, end: int, *, part: MappedText | None = None) -> Anchor:
        """Return the anchor of ``text[start:end]``, or of ``part``, which was made of the text between them."""
        spans = part.raw_spans(0, len(part)) if part is not None else self.mapped.raw_spans(start, end)
        return Anchor(
            source=self.source.id,
            spans=spans,
            quote=quote(self.raw, spans),
            text=part.text if part is not None else self.text[start:end],
            before=self.text[max(start - CONTEXT, 0) : start],
            after=self.text[end : end + CONTEXT],
            page=self.page(spans),
            boxes=self.structure.boxes.of(spans) if self.structure and self.structure.boxes else (),
            part=self.part(spans),
        )

    def raw_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the raw spans of ``text[start:end]``."""
        return self.mapped.raw_spans(start, end)

    def page(self, spans: Sequence[Span]) -> str | None:
        """Return the label of the page on which the first span begins, where it is certain."""
        index = self.page_index(spans[0][0]) if spans else None
        return None if index is None else self.pages[index].label

    def page_index(self, raw_start: int) -> int | None:
        """Return which of ``pages`` a raw offset stands on."""
        if not self.pages:
            return None
        at = max(bisect_right(self.pages, raw_start, key=lambda page: page.start) - 1, 0)
        page = self.pages[at]
        return at if page.start <= raw_start < page.end else None

    def part(self, spans: Sequence[Span]) -> str | None:
        """Return the name of the file inside the source in which the first span begins."""
        parts = self.structure.parts if self.structure else ()
        if not spans or not parts:
            return None
        return parts[max(bisect_right(parts, spans[0][0], key=lambda part: part.start) - 1, 0)].name


def anchor_of(source: str, raw: str, spans: Sequence[Span], *, is_clean: bool = False) -> Anchor:
    r"""Return the anchor of ``spans`` of a text that has no reading; its texts have every space and line break as one space.

    With ``is_clean``, ``raw`` is a reading text already and stays as it is.

    >>> anchor = anchor_of("harbour", "one\n two\n three four", [(5, 15)])
    >>> anchor.before, anchor.text, anchor.after
    ('one ', 'two three', ' four')
    """
    first, last = (min(spans)[0], max(map(itemgetter(1), spans))) if spans else (0, 0)
    quoted = quote(raw, spans)
    before, text, after = raw[max(first - LONGEST, 0) : first], quoted, raw[last : last + LONGEST]
    if not is_clean:
        before, text, after = spaced(before), spaced(text).strip(" "), spaced(after)
    return Anchor(source=source, spans=tuple(spans), quote=quoted, text=text, before=before[-CONTEXT:], after=after[:CONTEXT])


def spaced(text: str) -> str:
    r"""Return a text with each space and line break in it as one space.

    >>> spaced("\n one\t two ")
    ' one two '
    """
    plain = text.replace("\n\n", " ").replace("\n", " ")
    if not plain.isprintable():  # it has other spaces than " ", or controls
        plain = f"{' ' * text[0].isspace()}{' '.join(text.split())}{' ' * text[-1].isspace()}"
    while "  " in plain:
        plain = plain.replace("  ", " ")
    return plain


def quote(raw: str, spans: Sequence[Span]) -> str:
    """Return the raw text at ``spans`` as records quote it.

    >>> quote("one two three", [(0, 3), (8, 13)])
    'one … three'
    """
    return GAP.join(raw[start:end] for start, end in spans)
