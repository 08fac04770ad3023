"""Author and title, or author and page (MLA): "(Okafor 44)", "(Okafor, “Ports under Pressure” 12; Bello)", "Bello (12)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.listed_titles import Titled
from extract.citations.styles.authors import NameReader
from extract.citations.styles.locators import Locator, read_labelled
from extract.citations.styles.mention import Mention
from extract.citations.styles.years import PREFIX_WORDS
from extract.names import fold
from extract.names.letters import without_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.citations.listed_titles import ListedTitles
    from extract.citations.listed_works import ListedWork, ListedWorks
    from extract.citations.styles.authors import Names

_PARENTHESIS = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,300})[)\]]")
_SEGMENT = re.compile(r"[^;]+")
_PAGES = re.compile(
    r"(?:(?<=[(\[])|[\s,])(?:pp?\. ?)?(?P<page>\d{1,4}(?:[-–]\d{1,4})?(?:, ?\d{1,4}(?:[-–]\d{1,4})?){0,4}(?:ff?|n\d{0,3})?)\s*$"
)
_LABELLED = re.compile(
    r",?\s(?:(?:esp|especially)\.?\s)?(?:chs?|chap|secs?|sect|§|nn?|fns?|note|bk|vol|para|ll?|cap|kap|fig|pt|app)\.?\s?\w[\w.–-]{0,12}\s*$"
)
_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:-[^\W\d_]+)*(?![^\W\d_]|\.)")
_PAGE = re.compile(r"\d{2,4}(?:[-–]\d{1,4})?")
"""A page that stands alone: "(2)" counts something."""

_GIVEN = re.compile(r"[^\W\d_]+")
_GIVEN_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
_JOIN = re.compile(r",?\s{0,3}[“\"‘«]?$")
_SHORT = re.compile(r",\s{0,2}[“\"‘«]?(?P<title>[^\W_a-zß-öø-ÿ][^,;“”\"‘»]{1,60}?)[,.]?[”\"’»]?\s*\Z")
QUOTED = ' ,.“”"‘’«»'
_CLOSING = re.compile(r"[,.?!]?[”\"’»]")

NEAR = 160
"""Characters before a parenthesis in which the author of the work in it may be named."""


class Segment(NamedTuple):
    """One work's part of a parenthesis, without the locator at its end."""

    start: int
    end: int
    group: tuple[int, int]
    titled: Titled | None
    locator: Locator | None


def find_author_title(text: str, known: ListedWorks, titles: ListedTitles) -> Iterator[Mention]:
    """Yield the works that parentheses cite by author, with a title where the author has several.

    >>> from extract.citations.listed_titles import ListedTitles
    >>> from extract.citations.listed_works import ListedWorks
    >>> known = ListedWorks([{"id": "o", "author": [{"family": "Okafor"}], "title": "Ports under Pressure"}])
    >>> [(m.authors, m.locator) for m in find_author_title("as some hold (Okafor 44)", known, ListedTitles(known.works))]
    [(('Okafor',), '44')]
    """
    reader = NameReader(text, known)
    for bracket in _PARENTHESIS.finditer(text):
        for part in _SEGMENT.finditer(text, *bracket.span("inside")):
            segment = _segment(text, *part.span(), bracket.span(), titles)
            mention = _read(reader, segment) if segment else None
            if mention:
                yield mention


def _segment(text: str, start: int, end: int, group: tuple[int, int], titles: ListedTitles) -> Segment | None:
    """Return a part of a parenthesis with its title and page; None when its number is a year."""
    label = _LABELLED.search(text, start, end)
    other = read_labelled(text, label.start(), end) if label else None
    pages = None if other else _PAGES.search(text, start, end)
    high = label.start() if label and other else pages.start() if pages else end
    titled = next(titles.find(text, start, high), None)
    if pages and titled is None and _YEAR.fullmatch(pages["page"]):
        return None
    locator = Locator(pages["page"].replace("–", "-"), "page", pages.end("page")) if pages else other
    return Segment(start, high, group, titled, locator)


def _read(reader: NameReader, segment: Segment) -> Mention | None:
    """Return the citation of one part of a parenthesis, its authors inside or before the parenthesis."""
    segment = segment if segment.titled else _with_short_title(reader, segment)
    text, start, titled = reader.text, segment.start, segment.titled
    stop = _JOIN.search(text, start, titled.start) if titled else None
    before = stop.start() if stop else segment.end
    inside = bool(text[start:before].strip())
    if not inside and titled is None and segment.locator is None:
        return None
    near = max(segment.group[0] - NEAR, 0)
    sentence = max(text.rfind("\n\n", near, segment.group[0]), near)
    found = _works_of(reader, *((start, before) if inside else (sentence, segment.group[0])))
    work = _chosen(*found, titled) if found else None
    if found is None or work is None:
        is_mere = inside and (titled is not None or segment.locator is None)
        return None if is_mere else _alone(reader, segment, sentence)
    if inside and not PREFIX_WORDS.fullmatch(text, start, found[0].start):
        return None
    names = found[0]
    end = _end(text, segment, before)
    end = max(start + len(text[start:end].rstrip(" ,")) if inside and end < segment.end else end, start + 1)
    return Mention(
        start=names.start, end=end, group=segment.group if inside else (names.start, segment.group[1]), style="author-title",
        mode="parenthetical" if inside else "narrative", authors=names.names, names=work.names, et_al=names.et_al, entry=work.id,
        locator=segment.locator.text if segment.locator else None, locator_label=segment.locator.label if segment.locator else None,
        prefix=(text[start : names.start].strip(" ,") or None) if inside else None,
    )  # fmt: skip


def _with_short_title(reader: NameReader, segment: Segment) -> Segment:
    """Return a part of a parenthesis with the first words of a title behind its authors: "(le Carré, Tinker 88)"."""
    short = _SHORT.search(reader.text, segment.start, segment.end)
    found = _works_of(reader, segment.start, short.start()) if short else None
    if short is None or found is None:
        return segment
    works = _begun(found[1], short["title"])
    if len(works) != 1:
        return segment
    return segment._replace(titled=Titled(*short.span("title"), works, len(short["title"].split()), is_whole=False))


def _begun(works: Sequence[ListedWork], words: str) -> tuple[ListedWork, ...]:
    """Return those of ``works`` whose titles begin with ``words``, their article left out or not."""
    begun = (fold(words), without_article(fold(words)))
    titles = ((work, fold(work.title)) for work in works)
    return tuple(
        work
        for work, title in titles
        if any(f"{each} ".startswith(f"{one} ") for each in (title, without_article(title)) for one in begun)
    )


def _end(text: str, segment: Segment, before: int) -> int:
    """Return where the citation of a segment ends: behind its locator, or its title, or its names."""
    if segment.locator:
        return segment.locator.end
    if segment.titled is None:
        return before
    close = _CLOSING.match(text, segment.titled.end)
    return close.end() if close else segment.titled.end


def _alone(reader: NameReader, segment: Segment, low: int) -> Mention | None:
    """Return the citation of a title, or a page, whose author the sentence names somewhere before: "As Okafor has it, ... (44)"."""
    text, titled, locator = reader.text, segment.titled, segment.locator
    named = [known for word in _NAME.finditer(text, low, segment.group[0]) if (known := reader.known.of_author(word[0]))]
    works = named[-1] if named else ()
    work = next((work for work in titled.works if work in works or titled.is_whole), None) if titled else None
    if titled is None and locator and _PAGE.fullmatch(locator.text) and len(works) == 1:
        work = works[0]
    if work is None and titled is None and locator and (short := text[segment.start : segment.end].strip(QUOTED)):
        begun = _begun(works, short) if short[0].isupper() else ()
        work = begun[0] if len(begun) == 1 else None
    if work is None:
        return None
    start = segment.start + len(text[segment.start : segment.end]) - len(text[segment.start : segment.end].lstrip())
    return Mention(
        start=start, end=_end(text, segment, segment.end), group=segment.group, style="author-title", mode="suppressed", names=work.names,
        entry=work.id, locator=locator.text if locator else None, locator_label=locator.label if locator else None,
    )  # fmt: skip


def _works_of(reader: NameReader, low: int, high: int) -> tuple[Names, Sequence[ListedWork]] | None:
    """Return the longest reading of the names before ``high`` that listed works have, with those works."""
    for names in reader.readings(low, high):
        works = reader.known.of_people(names.names, et_al=names.et_al, initials=names.initials)
        if works:
            return names, works
    return None


def _chosen(names: Names, works: Sequence[ListedWork], titled: Titled | None) -> ListedWork | None:
    """Return the work that the title tells, or the only one that has as many authors and the initials that are given."""
    if titled:
        return next((work for work in titled.works if work in works), None)
    agreements = [_agreement(work, names) for work in works]
    best = [work for work, agreement in zip(works, agreements, strict=True) if agreement == max(agreements)]
    return best[0] if len(best) == 1 else None


def _agreement(work: ListedWork, names: Names) -> tuple[bool, bool]:
    """Return whether a work has just the authors and the initials of ``names``, which its author's other works may lack."""
    is_cut = work.truncated or len(work.names) > max(len(names.names), 2)
    has_all = is_cut if names.et_al else len(work.names) == len(names.names) and not work.truncated
    given = "".join(word[0] for word in _GIVEN.findall(work.initials[0])) if work.initials else ""
    return has_all, bool(names.initials) and given == "".join(_GIVEN_LETTER.findall(names.initials))
