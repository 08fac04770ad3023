"""Author and title, or author and page (MLA): "(Okafor 44)", "(Okafor, “Ports under Pressure” 12; Bello)", "Bello (12)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.styles.authors import NameReader
from extract.citations.styles.mention import Mention
from extract.citations.styles.years import PREFIX_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.citations.listed_titles import ListedTitles, Titled
    from extract.citations.listed_works import ListedWork, ListedWorks
    from extract.citations.styles.authors import Names

_PARENTHESIS = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,300})[)\]]")
_SEGMENT = re.compile(r"[^;]+")
_PAGES = re.compile(
    r"(?:(?<=[(\[])|[\s,])(?:pp?\. ?)?(?P<page>\d{1,4}(?:[-–]\d{1,4})?(?:, ?\d{1,4}(?:[-–]\d{1,4})?){0,4}(?:ff?|n\d{0,3})?)\s*$"
)
_LABELLED = re.compile(r",?\s(?:ch|chs|sec|sect|esp|n|fn)\.\s?[\w.–-]{1,12}\s*$")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
_JOIN = re.compile(r",?\s{0,3}[“\"‘«]?$")
_CLOSING = re.compile(r"[,.?!]?[”\"’»]")


class Segment(NamedTuple):
    """One work's part of a parenthesis, without the page at its end."""

    start: int
    end: int
    group: tuple[int, int]
    titled: Titled | None
    page: str | None
    page_end: int


def find_author_title(text: str, known: ListedWorks, titles: ListedTitles) -> Iterator[Mention]:
    """Yield the works that parentheses cite by author, with a title where the author has several."""
    reader = NameReader(text, known)
    for bracket in _PARENTHESIS.finditer(text):
        for part in _SEGMENT.finditer(text, *bracket.span("inside")):
            segment = _segment(text, *part.span(), bracket.span(), titles)
            mention = _read(reader, segment) if segment else None
            if mention:
                yield mention


def _segment(text: str, start: int, end: int, group: tuple[int, int], titles: ListedTitles) -> Segment | None:
    """Return a part of a parenthesis with its title and page; None when its number is a year."""
    pages = _PAGES.search(text, start, end)
    high = pages.start() if pages else end
    label = _LABELLED.search(text, start, high)
    high = label.start() if label else high
    titled = next(titles.find(text, start, high), None)
    if pages and titled is None and _YEAR.fullmatch(pages["page"]):
        return None
    page = pages["page"].replace("–", "-") if pages else None
    return Segment(start, high, group, titled, page, pages.end("page") if pages else high)


def _read(reader: NameReader, segment: Segment) -> Mention | None:
    """Return the citation of one part of a parenthesis, its authors inside or before the parenthesis."""
    text, start, titled = reader.text, segment.start, segment.titled
    stop = _JOIN.search(text, start, titled.start) if titled else None
    before = stop.start() if stop else segment.end
    inside = bool(text[start:before].strip())
    if not inside and titled is None and segment.page is None:
        return None
    near = max(segment.group[0] - 160, 0)
    low = start if inside else max(text.rfind("\n\n", near, segment.group[0]), near)
    found = _works_of(reader, low, before if inside else segment.group[0])
    work = _chosen(found[1], titled) if found else None
    if found is None or work is None or (inside and not PREFIX_WORDS.fullmatch(text, start, found[0].start)):
        return None
    names = found[0]
    close = _CLOSING.match(text, titled.end) if titled else None
    end = segment.page_end if segment.page else close.end() if close else titled.end if titled else before
    end = max(start + len(text[start:end].rstrip(" ,")) if inside and end < segment.end else end, start + 1)
    return Mention(
        start=names.start, end=end, group=segment.group if inside else (names.start, segment.group[1]), style="author-title",
        mode="parenthetical" if inside else "narrative", authors=names.names, names=work.names, et_al=names.et_al, entry=work.id,
        locator=segment.page, locator_label="page" if segment.page else None,
        prefix=(text[start : names.start].strip(" ,") or None) if inside else None,
    )  # fmt: skip


def _works_of(reader: NameReader, low: int, high: int) -> tuple[Names, Sequence[ListedWork]] | None:
    """Return the longest reading of the names before ``high`` that listed works have, with those works."""
    for names in reader.readings(low, high):
        works = reader.known.of_people(names.names, et_al=names.et_al, initials=names.initials)
        if works:
            return names, works
    return None


def _chosen(works: Sequence[ListedWork], titled: Titled | None) -> ListedWork | None:
    """Return the work that the title tells, or the only one."""
    if titled:
        return next((work for work in titled.works if work in works), None)
    return works[0] if len(works) == 1 else None
