"""Layout: what each stretch of raw text is, in which order it is read, and what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.languages import find_language
from extract.layout.bibliographies import mark_bibliographies
from extract.layout.blocks import ITEM, LABEL, Block, given_blocks, is_cut, is_ended, is_unfinished, joined, make_blocks
from extract.layout.entries import begins_entry, split_entries
from extract.layout.entry_forms import likeness
from extract.layout.front import mark_front
from extract.layout.front_matter import is_front_matter
from extract.layout.headings import SECTION_MARK, is_heading, set_levels, set_sections
from extract.layout.items import mark_items
from extract.layout.lines import is_wrapped, split_lines
from extract.layout.note_runs import fill_runs
from extract.layout.notes import MAX_GAP, find_notes, note_number
from extract.layout.pages import mark_edges, mark_lost_form_feeds, mark_running_heads, mark_torn
from extract.layout.pull_quotes import mark_pull_quotes
from extract.layout.repeated_lists import unmark_repeated
from extract.layout.section_names import HASHES, announced

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from extract.mapped_text import MappedText
    from extract.models import Role, Span
    from extract.structure import Page, Structure

LONG = 60  # characters: a shorter block is a line of a list or a title, and does not go on in the next


class Layout(NamedTuple):
    """The blocks of a source in the order of its text, where its notes are called, and its pages (in raw offsets)."""

    blocks: tuple[Block, ...]
    markers: tuple[Span, ...]
    pages: tuple[Page, ...]


def find_layout(text: MappedText, structure: Structure | None = None) -> Layout:
    """Return the layout of a source whose text without markup is ``text``; its blocks count in that.

    What the format says in ``structure`` is taken as it is, and the rest is told from the form of lines and paragraphs.
    """
    lines = mark_torn(mark_edges(mark_lost_form_feeds(split_lines(text.text))))
    if structure and structure.stretches is not None:
        blocks, pages = list(given_blocks(text.text, structure.stretches)), list(structure.pages)
    else:
        blocks, pages = mark_running_heads(list(make_blocks(text.text, lines)))
        if blocks and is_front_matter(blocks[0].text):
            blocks = [blocks[0]._replace(role="furniture"), *blocks[1:]]
    given = {block.role for block in blocks} if structure else set()
    blocks = mark_bibliographies(_mark_zones(blocks), unannounced=False)
    if structure and structure.markers is not None:
        markers = list(structure.markers)
    else:
        blocks, markers = find_notes(blocks)
        blocks = fill_runs(blocks)
    blocks = mark_pull_quotes(text.text, blocks)
    blocks = blocks if "heading" in given else _mark_headings(blocks)
    blocks = blocks if "title" in given or _is_named(structure, given) else mark_front(blocks)
    blocks = mark_items(unmark_repeated(mark_bibliographies(blocks, unannounced=True)))
    blocks = list(_stitch(split_entries(text.text, blocks), wrapped=is_wrapped(lines)))
    blocks = set_sections(set_levels(blocks))
    blocks = [block._replace(language=find_language(block.text)) for block in blocks]
    return Layout(tuple(blocks), tuple(markers), tuple(pages))


def _is_named(structure: Structure | None, given: Container[Role]) -> bool:
    """Tell whether markup gives the title apart from the text, as a book does; then its first heading is none."""
    return structure is not None and not structure.is_lined and "heading" in given and structure.facts.title is not None


def _mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with headings marked: short, set apart, and followed by text that begins anew.

    Three or more in a row are no headings but the lines of a list, a table or a menu.
    """
    marked = list(blocks)
    follows = _following_text(blocks)
    alike = [
        block.role == "body" and block.lines <= 3 and is_heading(block.text) and follows[i] for i, block in enumerate(blocks)
    ]
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and alike[end]:
            end += 1
        for at in range(i, end):
            if at == i or end - i < 3 or announced(blocks[at].text) or SECTION_MARK.match(blocks[at].text):
                marked[at] = blocks[at]._replace(role="heading")
        i = end + 1
    return marked


def _following_text(blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether the text after it begins anew."""
    follows = []
    anew = False
    for block in reversed(blocks):
        follows.append(anew)
        if block.role in {"body", "reference"}:
            anew = not block.text[0].islower()
    return follows[::-1]


ZONES: dict[str, Role] = {"notes": "note", "abstract": "abstract", "keywords": "keywords"}
"""The role of what stands under a heading that announces it; lists of works are found by their entries too."""


def _mark_zones(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the parts that a heading or a label announces: abstract, keywords, notes."""
    zone: Role | None = None
    level = 0  # of the heading that opened the zone, where the format gives it
    number = 0  # of the last note
    marked = []
    for i, block in enumerate(blocks):
        if block.role == "heading":  # the format gives it
            opened = _opened(blocks, i, zone)
            if opened is not None or block.level <= level:
                zone, level = ZONES.get(opened or ""), block.level
        if block.role != "body":
            zone = None if block.role == "title" else zone  # of another text in the same file
            marked.append(block)
            continue
        role: Role = "body"
        opened = _opened(blocks, i, zone)
        label = LABEL.match(block.text)
        if opened is not None:
            zone, number = ZONES.get(opened), 0
            role = "body" if opened == "reference" else "heading"
        elif label:
            zone = None
            role = "keywords" if announced(label[0].rstrip(":.—–- ")) == "keywords" else "abstract"
        elif zone is not None and (HASHES.match(block.text) or (zone == "note" and _is_heading_of_notes(block.text, number))):
            zone = None
        elif zone is not None:
            role = zone
            number = note_number(block.text) or number
            zone = None if zone in {"abstract", "keywords"} else zone
        marked.append(block._replace(role=role))
    return marked


def _is_heading_of_notes(text: str, last: int) -> bool:
    """Tell whether a block among notes is a heading; the note after the one with the number ``last`` may read like one."""
    number = note_number(text)
    return is_heading(text) and (number is None or not last < number <= last + MAX_GAP)


def _opened(blocks: Sequence[Block], at: int, zone: Role | None) -> str | None:
    """Return what block ``at`` announces, when what follows is of that kind."""
    kind = announced(blocks[at].text)
    following = blocks[at + 1 : at + 4]
    if kind == "notes":
        return kind if any(note_number(block.text) for block in following) else None
    if kind == "reference":
        return kind if any(likeness(block.text) > 0 for block in following) else None
    if kind == "after_reference":
        return kind if zone == "note" else None
    return kind if kind in ZONES else None


INTERRUPTING = frozenset({"caption", "furniture", "note", "pull_quote", "table"})
"""Roles of what may stand between two parts of a paragraph."""


def _stitch(blocks: Sequence[Block], *, wrapped: bool) -> Iterator[Block]:
    """Yield ``blocks`` with those paragraphs made whole that a page, a note or a pull quote parted."""
    waiting: Block | None = None
    held: list[Block] = []  # what stands between the parts
    for block in blocks:
        if block.role in INTERRUPTING:
            _hold(held, block)
            continue
        if (
            waiting is not None
            and waiting.role == block.role
            and _goes_on(waiting, block, parted=bool(held) or block.page, wrapped=wrapped)
        ):
            waiting = joined(waiting, block)
            continue
        if waiting is not None:
            yield waiting
        yield from held
        waiting, held = block, []
    if waiting is not None:
        yield waiting
    yield from held


def _hold(held: list[Block], block: Block) -> None:
    """Add ``block`` to what stands between two parts of a paragraph, or to the note there of which it is the rest."""
    last = next((i for i in range(len(held) - 1, -1, -1) if held[i].role == block.role), None)
    if block.goes_on and last is not None and block.role == "note":
        held[last] = joined(held[last], block)
    else:
        held.append(block)


def _goes_on(one: Block, two: Block, *, parted: bool, wrapped: bool) -> bool:
    """Tell whether ``two`` continues ``one``; ``parted`` when something stands between them."""
    if two.goes_on is not None:
        return two.goes_on
    if one.role == "reference":
        last, first = one.text.rsplit("\n", 1)[-1].strip(), two.text.split("\n", 1)[0].strip()
        return wrapped and parted and not begins_entry(last, first, max(len(last), len(first)))
    if one.role not in {"body", "abstract", "keywords"}:
        return False
    begins_low = two.text[0].islower()
    if is_cut(one.text):
        return begins_low or parted
    if is_ended(one.text) or ITEM.match(two.text):
        return False
    if len(one.text) < LONG and not (begins_low and is_unfinished(one.text)):
        return False
    if one.text[-1] == "," and two.text[0].isupper() and not parted:
        return False  # "As Okafor puts it," and what she said, set off
    return begins_low or parted or is_unfinished(one.text)
