"""Cleaning: from blocks of raw text to the reading text, by an ordered table of rules that each leave a trace."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from extract.addresses import goes_on, may_be_cut
from extract.hyphens import Vocabulary, decide
from extract.layout import Layout, find_layout
from extract.layout.section_names import ATTRIBUTES
from extract.mapped_text import Change, MappedText, Piece
from extract.markup import is_markdown
from extract.models import Edit, Passage, Source, Span
from extract.raw_source import RawSource
from extract.reading import Reading
from extract.superscripts import SET_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extract.layout.blocks import Block

SEPARATOR = "\n\n"
ORDER = {"note": 1, "pull_quote": 2, "furniture": 3}
"""What is read after the text, and in which order."""

HYPHENS = frozenset("-‐\u00ad")
DASHES = frozenset("–—")

LONGEST_ADDRESS = 400  # characters of a web address on each side of a line end

SOFT_HYPHEN = re.compile(r"\u00ad(?!\s*[\n\r])")
LINE_END = re.compile(r"(?<![^\S\n\r])[^\S\n\r]*+[\n\r]\s*+")
ZERO_WIDTH = "\u200b\u2060\ufeff"
SPACES = re.compile(rf"[^\S \n\r][^\S\n\r]*+| [^\S\n\r]++|[{ZERO_WIDTH}]++")

ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
EMPHASIS = re.compile(
    r"(?<![\w*\\])(?P<open>\*{1,3})(?=[^\s*])(?P<inner>[^*]{1,400})(?<=[^\s*\\])(?P<close>(?P=open))(?![\w*])"
)
BLOCK_MARK = re.compile(r"(?:#{1,6}|[-*+]|>)\s+")
NOTE_MARK = re.compile(rf"{SET_NUMBER}|\\?\[(?P<boxed>\d{{1,3}})\\?\](?=\s)")
UNDERSCORES = re.compile(r"(?<![\w_\\])(?P<open>__?)(?=[^\s_])(?P<inner>[^_]{1,400})(?<=[^\s_\\])(?P<close>(?P=open))(?![\w_])")
TAG = re.compile(r"</?(?:a|abbr|b|cite|div|em|font|i|li|mark|p|q|small|span|strong|u|ul)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
LINK = re.compile(r"(?P<open>!?\[)(?P<inner>[^\[\]]{1,300})(?P<close>\]\((?:https?:|mailto:|#|\.{0,2}/)[^()\s]{0,500}\))")


class SourceFacts:
    """What the rules may ask about a source."""

    def __init__(self, text: MappedText, layout: Layout, *, markdown: bool) -> None:
        """Keep what is needed to decide; the vocabulary is counted when a rule first asks for it."""
        self.text = text
        self.layout = layout
        self.markdown = markdown
        self.markers = sorted(span for marker in layout.markers for span in text.raw_spans(*marker))
        counts: Counter[str] = Counter()
        for block in layout.blocks:
            if block.language:
                counts[block.language] += len(block.text)
        self.language = counts.most_common(1)[0][0] if counts else None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the source."""
        return Vocabulary(self.text.text)


Found = tuple[Change, str]
"""A change of the text, and the rule that makes it."""


class BlockText(NamedTuple):
    """One block in the hands of the rules."""

    text: MappedText
    block: Block
    facts: SourceFacts


def note_markers(given: BlockText) -> Iterator[Found]:
    """Take out the numbers that call a note."""
    markers = given.facts.markers
    for low, high in given.text.raw_spans(0, len(given.text)) if markers else ():
        for start, end in markers[bisect_left(markers, (low, 0)) : bisect_left(markers, (high, 0))]:
            for a, b in given.text.text_spans(start, end):
                yield Change(a, b, ""), "note_marker"


def soft_hyphens(given: BlockText) -> Iterator[Found]:
    """Take out soft hyphens within a line."""
    if "\u00ad" not in given.text.text:
        return
    for match in SOFT_HYPHEN.finditer(given.text.text):
        yield Change(match.start(), match.end(), ""), "soft_hyphen"


def line_ends(given: BlockText) -> Iterator[Found]:
    """Join lines: with a space, or without one in the midst of a word or an address."""
    text = given.text.text
    if "\n" not in text and "\r" not in text:
        return
    for match in LINE_END.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            yield Change(start, end, ""), "line_end"
        elif text[start - 1] in HYPHENS or text[start - 1] in DASHES or may_be_cut(text[start - 1], text[end]):
            before = text[max(start - LONGEST_ADDRESS, 0) : start].split()
            after = text[end : end + LONGEST_ADDRESS].split(maxsplit=1)
            yield _line_end(before, after[0], (start, end), given)
        else:
            yield Change(start, end, " "), "line_end"


def _line_end(words: Sequence[str], after: str, gap: Span, given: BlockText) -> Found:
    """Return what becomes of the white space ``gap`` between two lines, and of the hyphen before it."""
    start, end = gap
    before = words[-1]
    if goes_on(before, after):
        return Change(start, end, ""), "line_end:address"
    if len(before) > 1 and before[-1] in HYPHENS and before[-2].isalnum() and after[0].isalnum():
        if before[-1] == "\u00ad":
            return Change(start - 1, end, ""), "hyphen:joined:soft"
        language = given.block.language or given.facts.language
        decision = decide(before[:-1], after, given.facts.vocabulary, language, words[-2] if len(words) > 1 else "")
        if not decision.keep:
            return Change(start - 1, end, ""), decision.rule
        return Change(start, end, " " if decision.space else ""), decision.rule
    if before[-1] in DASHES and len(before) > 1 and before[-2].isalnum() and after[0].isalnum():
        return Change(start, end, ""), "line_end:dash"
    return Change(start, end, " "), "line_end"


def escapes(given: BlockText) -> Iterator[Found]:
    """Take out the backslashes of Markdown."""
    if given.facts.markdown and "\\" in given.text.text:
        for match in ESCAPE.finditer(given.text.text):
            yield Change(match.start(), match.end(), ""), "escape"


def emphasis(given: BlockText) -> Iterator[Found]:
    """Take out asterisks and underscores of emphasis."""
    for mark, pattern in (("*", EMPHASIS), ("_", UNDERSCORES)):
        if given.facts.markdown and mark in given.text.text:
            for match in pattern.finditer(given.text.text):
                yield Change(*match.span("open"), ""), "emphasis"
                yield Change(*match.span("close"), ""), "emphasis"


def links(given: BlockText) -> Iterator[Found]:
    """Leave the words of a link and take out its address."""
    if given.facts.markdown and "](" in given.text.text:
        for match in LINK.finditer(given.text.text):
            yield Change(*match.span("open"), ""), "link"
            yield Change(*match.span("close"), ""), "link"


def tags(given: BlockText) -> Iterator[Found]:
    """Take out the tags of HTML that stand in Markdown, such as the target of a link: ``<a name="okafor">``."""
    if given.facts.markdown and "<" in given.text.text:
        for match in TAG.finditer(given.text.text):
            yield Change(match.start(), match.end(), ""), "tag"


def block_marks(given: BlockText) -> Iterator[Found]:
    """Take out the marks of Markdown in front of headings, list items, quotations and notes, and behind headings."""
    if given.facts.markdown:
        note = NOTE_MARK.match(given.text.text) if given.block.role == "note" else None
        match = BLOCK_MARK.match(given.text.text)
        if note:
            number = next(filter(None, note.groups()))
            yield Change(note.start(), note.end(), f"{number}."), "block_mark"
        elif match:
            yield Change(match.start(), match.end(), ""), "block_mark"
        attributes = ATTRIBUTES.search(given.text.text) if given.block.role == "heading" else None
        if attributes:
            yield Change(attributes.start(), attributes.end(), ""), "block_mark"


def spaces(given: BlockText) -> Iterator[Found]:
    """Make one plain space of any white space."""
    text = given.text.text
    if text.isascii() and "  " not in text and "\t" not in text:
        return
    for match in SPACES.finditer(text):
        if match[0][0] in ZERO_WIDTH:
            yield Change(match.start(), match.end(), ""), "zero_width"
        else:
            yield Change(match.start(), match.end(), " "), "spaces"


RULES: dict[str, Callable[[BlockText], Iterator[Found]]] = {
    "note_markers": note_markers,
    "block_marks": block_marks,
    "tags": tags,
    "links": links,
    "emphasis": emphasis,
    "soft_hyphens": soft_hyphens,
    "line_ends": line_ends,
    "escapes": escapes,
    "spaces": spaces,
}
"""The rules; where two would change the same character, the first of them does."""

SILENT = frozenset({"line_end", "spaces"})
"""Rules that change only white space: their edits are not recorded."""


def clean(raw_source: RawSource, layout: Layout, source: Source) -> Reading:
    """Return the reading of a source whose layout is known."""
    facts = SourceFacts(raw_source.text, layout, markdown=raw_source.media_type == "text/markdown")
    printed = (
        block for block in layout.blocks if facts.text.raw_spans(block.start, block.end)
    )  # not the marks between empty cells
    order = sorted(printed, key=lambda block: ORDER.get(block.role, 0))
    texts: list[MappedText] = []
    edits: list[tuple[Edit, ...]] = []
    for block in order:
        text, done = clean_block(block, facts)
        texts.append(text)
        edits.append(done)
    mapped = MappedText.joined(texts, SEPARATOR)
    bounds = []
    at = 0
    for text in texts:
        bounds.append((at, at + len(text)))
        at += len(text) + len(SEPARATOR)
    reading = Reading(source, raw_source.raw, mapped, (), (), layout.pages, raw_source.structure)
    seen: Counter[int] = Counter()
    passages = []
    for block, text, span, done in zip(order, texts, bounds, edits, strict=True):
        start = facts.text.raw_spans(block.start, block.end)[0][0]
        seen[start] += 1
        suffix = f".{seen[start]}" if seen[start] > 1 else ""
        passages.append(
            Passage(
                id=f"{source.id}/pass/{start}{suffix}",
                source=source.id,
                role=block.role,
                language=block.language,
                section=block.section,
                edits=done,
                anchor=reading.anchor(*span, part=text),
            )
        )
    return replace(reading, passages=tuple(passages), bounds=tuple(bounds))


def clean_block(block: Block, facts: SourceFacts) -> tuple[MappedText, tuple[Edit, ...]]:
    """Return the reading text of one block, and the edits that made it."""
    parts = [facts.text.sliced(*part) for part in block.parts]
    text = MappedText.joined(parts, "\n") if len(parts) > 1 else parts[0]
    given = BlockText(text, block, facts)
    found = sorted(((change, name) for rule in RULES.values() for change, name in rule(given)), key=_start)
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
    return (text.changed(changes) if text.start is None else _changed(text.text, text.start, changes)), tuple(edits)


def _changed(text: str, raw_start: int, changes: Sequence[Change]) -> MappedText:
    """Return ``text``, which stands at ``raw_start`` character for character, with ``changes`` made.

    It gives what ``MappedText.changed`` gives, in a third of the time.
    """
    pieces: list[Piece] = []
    parts: list[str] = []
    at = done = 0
    for start, end, replacement in changes:
        kept = start - done
        pieces.append(Piece(at, at + kept, raw_start + done, raw_start + start))
        at += kept
        pieces.append(Piece(at, at + len(replacement), raw_start + start, raw_start + end))
        at += len(replacement)
        parts += (text[done:start], replacement)
        done = end
    pieces.append(Piece(at, at + len(text) - done, raw_start + done, raw_start + len(text)))
    parts.append(text[done:])
    return MappedText("".join(parts), pieces)


def _start(found: Found) -> int:
    return found[0].start


def lay_out(raw_source: RawSource, source: Source) -> Reading:
    """Return the reading of a source: its passages in reading order, cleaned, each with its role."""
    return clean(raw_source, find_layout(raw_source.text, raw_source.structure), source)


def reading_of(text: str) -> Reading:
    r"""Return the reading of ``text`` from memory.

    >>> reading_of("The ports were the first to feel the sanc-\ntions, and they were the\nlast to say so.").text
    'The ports were the first to feel the sanctions, and they were the last to say so.'
    """
    raw_source = RawSource.of(text)
    if is_markdown(text):
        raw_source = replace(raw_source, media_type="text/markdown", reader="markdown")
    return lay_out(raw_source, raw_source.source())


def line_starts(reading: Reading, start: int, end: int) -> list[int]:
    r"""Return where in ``reading.text[start:end]`` a line of the raw text begins.

    >>> reading = reading_of("The ports were the first to feel the sanc-\ntions, and they were the\nlast to say so.")
    >>> [reading.text[at:][:6] for at in line_starts(reading, 0, len(reading.text))]
    ['The po', 'tions,', 'last t']
    """
    found = []
    for span in reading.mapped.raw_spans(start, end):
        starts = [span[0], *(match.end() for match in LINE_END.finditer(reading.raw, *span) if reading.is_lined)]
        for raw_start in starts:
            places = reading.mapped.text_spans(raw_start, raw_start + 1)
            found += [place for place, _ in places if start <= place < end]
    return found
