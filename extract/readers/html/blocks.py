"""Blocks of a page with their roles: what elements say, what headings announce, the title, the byline, notes and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.blocks import is_ended
from extract.layout.front import DATE, told_role
from extract.layout.headings import is_heading
from extract.layout.section_names import announced
from extract.readers.html.facts import iso_date
from extract.readers.html.markup import Block
from extract.readers.html.notes import find_notes
from extract.readers.html.outline import Outline
from extract.readers.html.tables import find_tables
from extract.readers.html.tree import BOLDED, NOTED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.models import Role
    from extract.readers.html.markup import Edit
    from extract.readers.html.notes import Notes
    from extract.readers.html.tree import Tree
    from extract.structure import Facts

ZONES: dict[str, Role] = {"abstract": "abstract", "keywords": "keywords", "notes": "note", "reference": "reference"}
"""The role of what stands under a heading that announces it."""

PROSE = 200  # characters: a longer line is no byline
DAY = re.compile(r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]")
MOST_NAMES = 8  # lines below a title among which one that reads like a name is the author
DATELINE = 80  # characters: a longer line with a time in it says more than when
LABEL = re.compile(r"\s*+[\[(]?(?:\d{1,4}(?:\.\d{1,3}){0,4}|[a-z*†‡•·]|[A-Z][\w+.-]{0,20}\])[\])]?[.:]?\s*+")
BY = re.compile(r"(?:by|von|por|par|di|de|text|words|author|autor|autora|autore|auteur)\b:?\s", re.IGNORECASE)
WIDE = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")
FIGURE = re.compile(r"\d")
MOST_WORDS = 5  # of a name
LETTER = re.compile(r"[^\W\d_]")
LETTERS = re.compile(r"[^\W_]+")
SUBHEADING = 6  # level of a line in bold type among headings


class Page(NamedTuple):
    """A page with what is told of its lines."""

    tree: Tree
    outline: Outline
    furniture: list[bool]
    roles: list[Role | None]
    texts: list[str]
    """The text of each line, without what is moved out of it."""


class Told(NamedTuple):
    """The blocks of a page in their order, the edits of its lines, and what its byline says."""

    blocks: list[Block]
    edits: dict[int, list[Edit]]
    authors: tuple[str, ...]
    date: str | None


def find_blocks(tree: Tree, furniture: Sequence[bool], facts: Facts) -> Told:
    """Return the blocks of a page that are told from its lines, and ``facts`` known of it."""
    outline = Outline(tree)
    texts = [_visible(tree, i) for i in range(len(tree.lines))]
    page = Page(tree, outline, list(furniture), [outline.roles[line.element] for line in tree.lines], texts)
    title = _find_title(page, facts)
    _mark_zones(page, title)
    notes = find_notes(tree, outline, page.roles)
    for line, role in notes.lines.items():
        page.roles[line] = role
    if title is not None:
        page.roles[title] = "title"
        page.furniture[title] = False
    _mark_bylines(page, title, facts)
    _mark_wordless(page)
    _mark_bold_headings(page)
    return Told(list(_blocks(page, notes)), notes.edits, *_byline(page))


def _visible(tree: Tree, number: int) -> str:
    line = tree.lines[number]
    return "".join(tree.texts[run] for run in range(line.first, line.end) if not tree.flags[run] & (UNREADABLE | NOTED)).strip()


def _length(text: str) -> int:
    """Return the length of a text in letters of an alphabet; a Chinese character counts as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(WIDE.findall(text))


def _key(text: str) -> str:
    return " ".join(LETTERS.findall(text.casefold()))


def _find_title(page: Page, facts: Facts) -> int | None:
    """Return the line that is the title: a first heading, or named so, and best of all known from the head of the page."""
    told, whole = _key(facts.title or ""), _key(page.tree.title)
    best, found = 1, None
    seen_prose = False
    for number, line in enumerate(page.tree.lines):
        element = line.element
        is_first = page.outline.levels[element] == 1
        is_named = page.outline.front[element] == "title"
        text = page.texts[number]
        if _length(text) > PROSE:
            seen_prose = seen_prose or not page.furniture[number]
            continue
        if not (is_first or is_named or (not seen_prose and _key(text) in {told, whole})) or not text:
            continue
        key = _key(text)
        is_told = bool(key) and key in {told, whole}
        score = is_first + is_named + 2 * (not page.furniture[number]) - seen_prose
        if is_told:
            score += 4
        elif len(key) > 3 and (f" {key} " in f" {whole} " or f" {key} " in f" {told} "):
            score += 2
        elif page.furniture[number]:
            continue
        if score > best:
            best, found = score, number
    return found


def _mark_zones(page: Page, title: int | None) -> None:
    """Give what stands under "References" or "Notes" its role, as far as the section of that heading goes."""
    zone: Role | None = None
    level = end = 0
    for number, line in enumerate(page.tree.lines):
        if page.furniture[number] or number == title:
            continue
        element = line.element
        is_head = bool(page.outline.levels[element]) and page.roles[number] == "heading"
        opened = ZONES.get(announced(page.texts[number]) or "")
        if opened and opened == page.roles[number]:
            page.roles[number] = "heading"  # "Abstract" in the element of the abstract
            continue
        if opened and page.roles[number] is None:
            is_head = _is_bold(page.tree, number) or page.roles[number + 1 : number + 2] == [opened]
            page.roles[number] = "heading" if is_head else None
        if is_head:
            if opened:
                zone, level, end = opened, page.outline.levels[element] or SUBHEADING, _scope(page, number)
            elif zone and (page.outline.levels[element] <= level or zone != "reference"):
                zone = None
        elif zone and element > end:
            zone = None
        elif zone and page.roles[number] in {None, "list"} and (zone != "note" or _is_note(page, number)):
            page.roles[number] = zone


def _scope(page: Page, number: int) -> int:
    """Return the last element of the section that the heading in line ``number`` opens."""
    elements = page.tree.elements
    element = page.tree.lines[number].element
    following = page.tree.lines[number + 1].element if number + 1 < len(page.tree.lines) else element
    while element and not element < following <= page.outline.last[elements[element].parent]:
        element = elements[element].parent
    return page.outline.last[elements[element].parent]


def _is_note(page: Page, number: int) -> bool:
    """Tell whether a line under the heading "Notes" is one: an item, numbered, or after such a line."""
    if page.outline.items[page.tree.lines[number].element] or LABEL.match(page.texts[number]):
        return True
    return number > 0 and page.roles[number - 1] == "note"


def _mark_bylines(page: Page, title: int | None, facts: Facts) -> None:
    """Mark who wrote a page and when, around its title."""
    names = [_key(name) for name in facts.authors]
    times = {page.tree.line_at(run) for run, _ in page.tree.times}
    body = next(
        (
            i
            for i, text in enumerate(page.texts)
            if _length(text) > PROSE and not page.furniture[i] and page.roles[i] in {None, "list", "quotation"}
        ),
        len(page.texts),
    )
    fronts = 0
    for number, line in enumerate(page.tree.lines):
        text = page.texts[number]
        if not text or _length(text) > PROSE or page.furniture[number] or page.roles[number] not in {None, "list"}:
            continue
        is_named = page.outline.front[line.element] == "byline"
        is_front = number < body and (title is None or title - 4 < number)
        fronts += is_front and (title is None or number > title)
        is_told = is_front and (
            _is_byline(text, names, is_timed=number in times) or (fronts <= MOST_NAMES and told_role(text) == "byline")
        )
        if is_told or (is_named and not is_ended(text)):
            page.roles[number] = "byline"


def _is_byline(text: str, names: Sequence[str], *, is_timed: bool) -> bool:
    """Tell whether a line before the text names one of the authors, or is a date."""
    is_short = _length(text) < DATELINE
    if (is_short or BY.match(text)) and names:
        key = _key(text)
        if any(name and name in key for name in names):
            return True
    return is_short and not is_ended(text) and (is_timed or bool(DATE.search(text) or DAY.search(text)))


def _byline(page: Page) -> tuple[tuple[str, ...], str | None]:
    """Return the authors whom the lines of the byline link to, and the first day that they name in ISO 8601."""
    tree = page.tree
    authors = []
    for link in tree.links:
        line = tree.line_at(link.first)
        if not link.target and line < len(tree.lines) and page.roles[line] == "byline":
            name = " ".join("".join(tree.texts[link.first : link.end]).split())
            if (
                1 < len(name.split()) <= MOST_WORDS
                and LETTERS.sub("", name).replace(" ", "").strip(".-’'") == ""
                and not FIGURE.search(name)
            ):
                authors.append(name)
    days = (
        iso_date(said)
        for run, said in tree.times
        if (line := tree.line_at(run)) < len(tree.lines) and page.roles[line] == "byline"
    )
    return tuple(dict.fromkeys(authors)), next((day for day in days if day), None)


def _mark_wordless(page: Page) -> None:
    """Mark lines without a letter, such as rows of stars and counts of comments, as furniture."""
    for number, line in enumerate(page.tree.lines):
        if page.roles[number] is None and not page.outline.cells[line.element] and not LETTER.search(page.texts[number]):
            page.furniture[number] = True


def _is_bold(tree: Tree, number: int) -> bool:
    line = tree.lines[number]
    return all(tree.flags[run] & BOLDED or not tree.texts[run].strip() for run in range(line.first, line.end))


def _mark_bold_headings(page: Page) -> None:
    """Mark lines in bold type that read like headings and have text below them."""
    follows = False
    for number in range(len(page.texts) - 1, -1, -1):
        if page.furniture[number]:
            continue
        text = page.texts[number]
        element = page.tree.lines[number].element
        if (
            page.roles[number] is None
            and not page.outline.cells[element]
            and follows
            and is_heading(text)
            and _is_bold(page.tree, number)
        ):
            page.roles[number] = "heading"
        follows = page.roles[number] in {None, "list", "quotation"} and len(text) > len("Ports under Pressure")


def _blocks(page: Page, notes: Notes) -> Iterator[Block]:
    """Yield the blocks of a page: tables whole, labels with what they label, entries of lists of references whole."""
    tables = find_tables(page.tree, page.outline, page.furniture, page.roles)
    has_headings = any(
        role == "heading" and page.outline.levels[line.element] for role, line in zip(page.roles, page.tree.lines, strict=True)
    )
    number = 0
    while number < len(page.texts):
        table = tables.get(number)
        if table is not None:
            yield table
            number = table.lines[-1] + 1
            continue
        role: Role | None = "furniture" if page.furniture[number] else page.roles[number]
        end = number + 1
        while end < len(page.texts) and end not in tables and _belongs(page, number, end, role):
            end += 1
        level = 0
        if role == "heading":
            level = page.outline.levels[page.tree.lines[number].element] or (SUBHEADING if has_headings else 0)
        yield Block(role, tuple(range(number, end)), level, mark=None if role == "furniture" else notes.marks.get(number))
        number = end


def _belongs(page: Page, first: int, line: int, role: Role | None) -> bool:
    """Tell whether ``line`` is one with the line ``first`` and those between: its label stands alone, or it is one entry."""
    other: Role | None = "furniture" if page.furniture[line] else page.roles[line]
    if role not in {None, "note", "reference", "list"} or other != role:
        return False
    one, two = page.tree.lines[first].element, page.tree.lines[line].element
    row = page.outline.rows[one]
    if role is None and (not row or row != page.outline.rows[two] or page.outline.cells[one] == page.outline.cells[two]):
        return False
    is_label = line == first + 1 and LABEL.fullmatch(page.texts[first]) is not None and not LABEL.fullmatch(page.texts[line])
    if role == "reference" and page.outline.items[one] and page.outline.items[one] == page.outline.items[two]:
        return True
    return is_label
