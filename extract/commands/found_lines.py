"""What look-ups found, as lines: one a fact where they go into a pipe or file, folded for a terminal."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from extract.display import number, table, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.lookup import CitedTogether, FoundPlace, FoundWork, Tagged
    from extract.where import Where

INDENT = "  "
LABEL = 9
"""Columns of the labels under a place."""

LONGEST_WORK = 28
"""Columns that names and year of a work take in a table."""


def lines_of_work(work: FoundWork, places: Sequence[FoundPlace], *, by_section: bool, width: int | None) -> Iterator[str]:
    """Yield a work: its key, the places that cite it, its entries, and a count."""
    yield work.key
    cited = _by_section(places, width) if by_section else (line for place in places for line in _place_lines(place, width))
    yield from cited
    for entry in work.entries:
        yield from folded(f"{visible(entry.raw)}  [{entry.where.named()}, {entry.id}]", width, INDENT, hanging=INDENT * 2)
    if not work.entries:
        yield f"{INDENT}{visible(work.short)} is listed in no bibliography; names and year alone may mean several works."
    yield f"{INDENT}{_count(places)}, {number(len(work.entries), 'reference')}"


def _count(places: Sequence[FoundPlace]) -> str:
    sure = [place for place in places if place.status != "ambiguous"]
    sources = len({place.where.source for place in sure})
    count = number(len(sure), "citation") + (f" in {number(sources, 'source')}" if sources > 1 else "")
    doubtful = len(places) - len(sure)
    return f"{count}, {doubtful} more may be of other works" if doubtful else count


def _place_lines(place: FoundPlace, width: int | None) -> Iterator[str]:
    """Yield one place in full."""
    locator = f" @{place.locator}" if place.locator else ""
    doubt = " (ambiguous)" if place.status == "ambiguous" else ""
    together = f" (same {'bracket or note' if place.together == 'group' else place.together})" if place.together else ""
    head = f"{visible(place.where.named())}{locator}{doubt}{together}"
    yield from folded(f"{head}  “{visible(place.text)}”", width, INDENT, hanging=INDENT * 2)
    if place.section:
        yield from _labelled("in", " > ".join(place.section), width)
    yield from _details(place, width)


def _details(place: FoundPlace, width: int | None, indent: str = INDENT * 2) -> Iterator[str]:
    """Yield what stands under a place: sentences around it, its claim, doubts, copies and pinpoints."""
    for label, texts in (("before", place.before), ("after", place.after)):
        if texts:
            yield from _labelled(label, " ".join(texts), width, indent)
    if place.claim:
        yield from _labelled("claim", _tags(place.claim), width, indent)
    if place.issue:
        yield from _labelled("doubt", place.issue, width, indent)
    for copy in place.copies:
        yield from _labelled("also at", copy.named(), width, indent)
    if place.cite:
        yield from _labelled("cite", place.cite.work, width, indent)
        yield from _labelled("passage", place.cite.source, width, indent)


def _tags(claim: Tagged) -> str:
    """Return a claim by its id and its tags."""
    tags = [*claim.countries, *claim.organisations, *claim.theories, *claim.codes]
    tags += [name for name in (claim.modality,) if name != "asserted"]
    tags += ["denied"] if claim.polarity == "neg" else []
    return f"{claim.id}  {', '.join(tags)}" if tags else claim.id


def _by_section(places: Sequence[FoundPlace], width: int | None) -> Iterator[str]:
    """Yield places by source and section, each with its count."""
    for path, of_source in groupby(places, key=lambda place: place.where.path):
        here = list(of_source)
        yield f"{INDENT}{visible(path)}  {number(len(here), 'citation')}"
        sections: dict[tuple[str, ...], list[FoundPlace]] = {}
        for place in here:
            sections.setdefault(place.section, []).append(place)
        for section, within in sections.items():
            name = " > ".join(section) or "before the first heading"
            yield from folded(f"{visible(name)}  {len(within)}", width, INDENT * 2, hanging=INDENT * 3)
            for place in within:
                yield from folded(
                    f"{_short_place(place.where)}{_locator(place)}  “{visible(place.text)}”",
                    width,
                    INDENT * 3,
                    hanging=INDENT * 4,
                )
                yield from _details(place, width, INDENT * 4)


def _locator(place: FoundPlace) -> str:
    return f" @{place.locator}" if place.locator else ""


def _short_place(where: Where) -> str:
    """Return a place within its file."""
    return visible(where.named().removeprefix(where.path).lstrip(":@ "))


def table_of_works(works: Iterable[FoundWork], width: int | None) -> Iterator[str]:
    """Yield works as a table: citations, sources that cite, key, names and year, title."""
    rows = [
        (
            str(work.citations),
            str(work.sources),
            work.key,
            _cut(work.short, LONGEST_WORK),
            visible(work.title) or "(not listed)",
        )
        for work in works
    ]
    yield from _cut_lines(table([("cited", "sources", "key", "work", "title"), *rows]), width)


def table_of_cited_together(found: Iterable[CitedTogether], width: int | None) -> Iterator[str]:
    """Yield works cited beside another as a table: in how many brackets or notes, sentences and paragraphs, and sources."""
    rows = [
        (
            *(str(count) for count in (work.groups, work.sentences, work.paragraphs, work.sources)),
            work.key,
            _cut(work.short, LONGEST_WORK),
            visible(work.title) or "(not listed)",
        )
        for work in found
    ]
    yield from _cut_lines(table([("bracket", "sentence", "paragraph", "sources", "key", "work", "title"), *rows]), width)


def _cut(text: str, width: int) -> str:
    text = visible(text)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _cut_lines(lines: Iterable[str], width: int | None) -> Iterator[str]:
    return (line if width is None else _cut_line(line, width) for line in lines)


def _cut_line(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _labelled(label: str, text: str, width: int | None, indent: str = INDENT * 2) -> Iterator[str]:
    return folded(f"{label:<{LABEL}}{visible(text)}", width, indent, hanging=indent + " " * LABEL)


def folded(text: str, width: int | None, indent: str, *, hanging: str) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``width`` columns, those after the first indented by ``hanging``; one line without.

    >>> list(folded("ports under pressure", 16, "", hanging="  "))
    ['ports under', '  pressure']
    """
    if width is None:
        yield indent + text
        return
    yield from textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
