"""What each paragraph of the document is: by its style, its outline level, its list, and the fields over it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extract.layout.front import told_role
from extract.layout.section_names import announced
from extract.readers.docx.assembly import Told
from extract.readers.docx.styles import BODY_LEVEL, PLAIN, Style, named_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.models import Role
    from extract.readers.docx.paragraphs import Paragraph, Part

LONG_HEADING = 300  # characters: a longer paragraph is text, whatever its style
LONG_BOLD = 120  # characters: a longer paragraph in bold is no heading
FEW_BOLD = 0.2  # of the paragraphs: where more are bold, bold is no sign of a heading
FRONT = 40  # paragraphs in which the title and the lines behind it stand
TEXT = frozenset({"abstract", "heading", "keywords"})
"""Roles with which the text begins."""

ENDS = frozenset(".,;:!…")


def find_roles(part: Part, styles: Mapping[str, Style], title: str | None) -> list[Told]:
    """Return what is known of each paragraph of the document; ``title`` is what its properties call it."""
    paragraphs, zones = part.paragraphs, find_zones(part)
    by_field = {serial: role for serials, role in zones for serial in serials}
    told = [_told(paragraph, styles, by_field) for paragraph in paragraphs]
    if not any(its.role == "heading" for its in told):
        told = _bold_headings(paragraphs, told)
    in_list_of_works = False
    for i, paragraph in enumerate(paragraphs):
        if told[i].role == "heading":
            in_list_of_works = announced(paragraph.text) == "reference"
        elif told[i].role == "list" and in_list_of_works:
            told[i] = Told("reference")
    _mark_front(paragraphs, told, title)
    return told


def _mark_front(paragraphs: Sequence[Paragraph], told: list[Told], title: str | None) -> None:
    """Mark the title where the properties name it, and who wrote it and when in the lines behind the title."""
    front = [i for i, paragraph in enumerate(paragraphs[:FRONT]) if paragraph.text.strip()]
    at = next((i for i in front if told[i].role == "title"), None)
    if at is None and title:
        at = next((i for i in front if told[i].role in {None, "heading"} and is_same(paragraphs[i].text, title)), None)
    if at is None:
        return
    told[at] = Told("title")
    for i in front[front.index(at) + 1 :]:
        role = told[i].role or told_role(paragraphs[i].text)
        if role is None or role in TEXT:
            break
        if told[i].role is None:
            told[i] = Told(role)


def is_same(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for case and spaces."""
    return one.casefold().split() == other.casefold().split()


def _told(paragraph: Paragraph, styles: Mapping[str, Style], by_field: Mapping[int, Role]) -> Told:
    style = styles.get(paragraph.style or "", PLAIN)
    if paragraph.style and paragraph.style not in styles:
        role, level = named_role(paragraph.style)
        style = Style(role, level)
    role, level = style.role, style.level
    if paragraph.level is not None and role in {None, "heading"}:
        role, level = ("heading", paragraph.level + 1) if paragraph.level < BODY_LEVEL else (None, 0)
    if role == "heading":
        return Told(role, level) if paragraph.length <= LONG_HEADING else Told()
    if paragraph.serial in by_field:
        return Told(by_field[paragraph.serial])
    return Told(role or ("list" if paragraph.is_listed else None))


def _bold_headings(paragraphs: Sequence[Paragraph], told: Sequence[Told]) -> list[Told]:
    """Return ``told`` with short paragraphs in bold as headings, as writers make them who know no styles."""
    plain = [
        i for i, paragraph in enumerate(paragraphs) if told[i].role is None and not paragraph.cell and paragraph.text.strip()
    ]
    bold = {i for i in plain if _is_bold(paragraphs[i]) and told_role(paragraphs[i].text) is None}
    if len(bold) > FEW_BOLD * len(plain):
        return list(told)
    following = dict(pairwise(plain))
    # The first line in bold is the title, and a line with another in bold behind it stands on a title page.
    chosen = {i for i in bold if i != plain[0] and following.get(i) is not None and following[i] not in bold}
    return [Told("heading") if i in chosen else its for i, its in enumerate(told)]


def _is_bold(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return len(text) <= LONG_BOLD and paragraph.bold >= len(text) and text[-1] not in ENDS and any(map(str.isalpha, text))


ZONES: tuple[tuple[str, Role], ...] = (
    ("TOC", "furniture"),
    ("ADDIN ZOTERO_BIBL", "reference"),
    ("ADDIN Mendeley Bibliography", "reference"),
    ("ADDIN EN.REFLIST", "reference"),
    ("ADDIN CitaviBibliography", "reference"),
    ("ADDIN CITAVI.BIBLIOGRAPHY", "reference"),
    ("MENDELEY_BIBLIOGRAPHY", "reference"),
    ("CitaviBibliography", "reference"),
    ("BIBLIOGRAPHY", "reference"),
)
"""How the instructions of fields begin, and what stands in them."""


def find_zones(part: Part) -> Iterator[tuple[range, Role]]:
    """Yield the serial numbers of paragraphs that fields make, and the role they give them."""
    reached = 0
    for field in sorted(part.fields, key=lambda field: field.start):
        instruction = field.instruction.lstrip()
        role = next((role for start, role in ZONES if instruction.startswith(start)), None)
        if role:
            serials = range(max(field.start.paragraph, reached), field.end.paragraph + (field.end.offset > 0))
            yield serials, role
            reached = max(reached, serials.stop)
