"""Cleaning: from blocks of raw text to the reading text, by an ordered table of rules that each leave a trace."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from extract.hyphens import Vocabulary, decide
from extract.layout import Layout, find_layout
from extract.mapped_text import Change, MappedText
from extract.markup import is_markdown
from extract.models import Anchor, Edit, Passage, Source, Span
from extract.raw_source import RawSource
from extract.reading import CONTEXT, Reading, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extract.blocks import Block

SEPARATOR = "\n\n"
ORDER = {"note": 1, "pull_quote": 2, "furniture": 3}
"""What is read after the text, and in which order."""

TOKEN = r"[^\s\-‐\u00ad]"
WORD = re.compile(r"\S{1,80}")
HYPHENS = frozenset("-‐\u00ad")
SOFT_HYPHEN = re.compile(r"\u00ad(?!\s*[\n\r])")
LINE_END = re.compile(r"\s*[\n\r]\s*")
SPACES = re.compile(r"[^\S \n\r]+| {2,}|[\u200b\ufeff]+")
ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|\b10\.\d{4,9}/)\S*$|@\S*$")
ADDRESS_GOES_ON = re.compile(r"[a-z0-9%_~]\S*[/.\-_=?&%#]\S*|\S*/\S*|[a-z0-9\-]+\.?(?=\s|$)")


class Context:
    """What the rules may ask about a source."""

    def __init__(self, raw: str, layout: Layout, *, markdown: bool) -> None:
        """Keep what is needed to decide; the vocabulary is counted when a rule first asks for it."""
        self.raw = raw
        self.layout = layout
        self.markdown = markdown
        self.markers = sorted(marker.span for marker in layout.markers)
        counts: Counter[str] = Counter()
        for block in layout.blocks:
            if block.language:
                counts[block.language] += len(block.text)
        self.language = counts.most_common(1)[0][0] if counts else None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the source."""
        return Vocabulary(self.raw)


Found = tuple[Change, str]
"""A change of the text, and the rule that makes it."""


def note_markers(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Take out the numbers that call a note."""
    for low, high in block.parts:
        markers = context.markers
        for start, end in markers[bisect_left(markers, (low, 0)) : bisect_left(markers, (high, 0))]:
            for a, b in text.text_spans(start, end):
                yield Change(a, b, ""), "note_marker"


def soft_hyphens(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Take out soft hyphens within a line."""
    if "\u00ad" not in text.text:
        return
    for match in SOFT_HYPHEN.finditer(text.text):
        yield Change(match.start(), match.end(), ""), "soft_hyphen"


def line_ends(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Join lines: with a space, or without one in the midst of a word or an address."""
    if "\n" not in text.text and "\r" not in text.text:
        return
    for match in LINE_END.finditer(text.text):
        start, end = match.span()
        if start == 0 or end == len(text.text):
            yield Change(start, end, ""), "line_end"
            continue
        before = text.text[max(start - 120, 0) : start].split()
        after = WORD.match(text.text, end)
        assert after is not None
        yield _line_end(before, after[0], (start, end), block, context)


def _line_end(words: Sequence[str], after: str, gap: Span, block: Block, context: Context) -> Found:
    """Return what becomes of the white space ``gap`` between two lines, and of the hyphen before it."""
    start, end = gap
    before = words[-1]
    if ADDRESS.search(before) and before[-1] in "/-_=?&%#.~" and ADDRESS_GOES_ON.match(after):
        return Change(start, end, ""), "line_end:address"
    if len(before) > 1 and before[-1] in HYPHENS and before[-2].isalnum() and after[0].isalnum():
        if before[-1] == "\u00ad":
            return Change(start - 1, end, ""), "hyphen:joined:soft"
        language = block.language or context.language
        decision = decide(before[:-1], after, context.vocabulary, language, words[-2] if len(words) > 1 else "")
        if not decision.keep:
            return Change(start - 1, end, ""), decision.rule
        return Change(start, end, " " if decision.space else ""), decision.rule
    if before[-1] in "–—" and len(before) > 1 and before[-2].isalnum() and after[0].isalnum():
        return Change(start, end, ""), "line_end:dash"
    return Change(start, end, " "), "line_end"


def escapes(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Take out the backslashes of Markdown."""
    if context.markdown:
        for match in ESCAPE.finditer(text.text):
            yield Change(match.start(), match.end(), ""), "escape"


ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
EMPHASIS = re.compile(r"(?<![\w*\\])(?P<open>\*{1,3})(?=[^\s*])(?P<inner>[^*]{1,400})(?<=[^\s*\\])(?P<close>(?P=open))(?![\w*])")
BLOCK_MARK = re.compile(r"(?:#{1,6}|[-*+]|>)\s+|\^\{\d{1,3}[.)]?\}\s*|\[\^\d{1,3}\]:\s*")


def emphasis(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Take out asterisks of emphasis."""
    if context.markdown:
        for match in EMPHASIS.finditer(text.text):
            yield Change(*match.span("open"), ""), "emphasis"
            yield Change(*match.span("close"), ""), "emphasis"


def block_marks(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Take out the marks of Markdown in front of headings, list items, quotations and notes."""
    if context.markdown:
        match = BLOCK_MARK.match(text.text)
        if match:
            yield Change(match.start(), match.end(), ""), "block_mark"


def spaces(text: MappedText, block: Block, context: Context) -> Iterator[Found]:
    """Make one plain space of any white space."""
    for match in SPACES.finditer(text.text):
        replacement = "" if match[0][0] in "\u200b\ufeff" else " "
        yield Change(match.start(), match.end(), replacement), "spaces"


RULES: dict[str, Callable[[MappedText, Block, Context], Iterator[Found]]] = {
    "note_markers": note_markers,
    "block_marks": block_marks,
    "emphasis": emphasis,
    "soft_hyphens": soft_hyphens,
    "line_ends": line_ends,
    "escapes": escapes,
    "spaces": spaces,
}
"""The rules; where two would change the same character, the first of them does."""

SILENT = frozenset({"line_end", "spaces"})
"""Rules that change only white space: their edits are not recorded."""


def clean(raw: str, layout: Layout, source: Source, *, markdown: bool) -> Reading:
    """Return the reading of ``raw``."""
    context = Context(raw, layout, markdown=markdown)
    order = sorted(layout.blocks, key=lambda block: ORDER.get(block.role, 0))
    texts: list[MappedText] = []
    edits: list[tuple[Edit, ...]] = []
    for block in order:
        text, done = clean_block(raw, block, context)
        texts.append(text)
        edits.append(done)
    mapped = MappedText.joined(texts, SEPARATOR)
    bounds = []
    at = 0
    for text in texts:
        bounds.append((at, at + len(text)))
        at += len(text) + len(SEPARATOR)
    reading = Reading(source, raw, mapped, (), (), layout.pages)
    seen: Counter[int] = Counter()
    passages = []
    for block, text, span, done in zip(order, texts, bounds, edits, strict=True):
        seen[block.start] += 1
        suffix = f".{seen[block.start]}" if seen[block.start] > 1 else ""
        spans = text.raw_spans(0, len(text))
        passages.append(
            Passage(
                id=f"{source.id}/pass/{block.start}{suffix}",
                source=source.id,
                role=block.role,
                language=block.language,
                section=block.section,
                edits=done,
                anchor=Anchor(
                    source=source.id,
                    spans=spans,
                    quote=quote(raw, spans),
                    text=text.text,
                    before=mapped.text[max(span[0] - CONTEXT, 0) : span[0]],
                    after=mapped.text[span[1] : span[1] + CONTEXT],
                    page=reading.page(spans),
                ),
            )
        )
    return Reading(source, raw, mapped, tuple(passages), tuple(bounds), layout.pages)


def clean_block(raw: str, block: Block, context: Context) -> tuple[MappedText, tuple[Edit, ...]]:
    """Return the reading text of one block, and the edits that made it."""
    text = MappedText.joined([MappedText.whole(raw, *part) for part in block.parts], "\n")
    found = sorted(((change, name) for rule in RULES.values() for change, name in rule(text, block, context)), key=_start)
    if not found:
        return text, ()
    changes: list[Change] = []
    edits: list[Edit] = []
    for change, name in found:
        if changes and change.start < changes[-1].end:
            continue
        changes.append(change)
        if name not in SILENT:
            spans = text.raw_spans(change.start, change.end) or text.raw_spans(change.start - 1, change.start)
            edits += [Edit(span=span, rule=name) for span in spans]
    return text.changed(changes), tuple(edits)


def _start(found: Found) -> int:
    return found[0].start


def lay_out(raw_source: RawSource, source: Source) -> Reading:
    """Return the reading of a source: its passages in reading order, cleaned, each with its role."""
    layout = find_layout(raw_source.raw)
    return clean(raw_source.raw, layout, source, markdown=raw_source.media_type == "text/markdown")


def reading_of(text: str) -> Reading:
    """Return the reading of ``text`` from memory.

    >>> reading_of("The ports were the first to feel the sanc-\\ntions, and they were the\\nlast to say so.").text
    'The ports were the first to feel the sanctions, and they were the last to say so.'
    """
    raw_source = RawSource.of(text)
    if is_markdown(text):
        raw_source = RawSource(**{**{f: getattr(raw_source, f) for f in ("raw", "sha256", "encoding")}, "media_type": "text/markdown", "reader": "markdown"})
    return lay_out(raw_source, raw_source.source())


def line_starts(reading: Reading, start: int, end: int) -> list[int]:
    """Return where in ``reading.text[start:end]`` a line of the raw text begins.

    >>> reading = reading_of("The ports were the first to feel the sanc-\\ntions, and they were the\\nlast to say so.")
    >>> [reading.text[at:][:6] for at in line_starts(reading, 0, len(reading.text))]
    ['The po', 'tions,', 'last t']
    """
    found = []
    for span in reading.mapped.raw_spans(start, end):
        starts = [span[0], *(match.end() for match in LINE_END.finditer(reading.raw, *span))]
        for raw_start in starts:
            places = reading.mapped.text_spans(raw_start, raw_start + 1)
            found += [place for place, _ in places if start <= place < end]
    return found
