"""Citations that the format of a source ties to its entries: what our own finder saw is linked as the format says, and
what it did not see becomes a mention too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.styles.citation_words import others_pattern, words_pattern
from extract.citations.styles.locators import read_locator
from extract.citations.styles.mention import Mention
from extract.models import Reference
from extract.references.given import placed
from extract.superscripts import SUPERSCRIPTS, TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from extract.citations.link import Link
    from extract.citations.listed_works import ListedWork, ListedWorks
    from extract.models import Span
    from extract.reading import Reading
    from extract.structure import GivenCitation, GivenReference

LONGEST = 400
"""Characters of a mention; what is longer holds other text too."""

AROUND = 300
"""Characters in which the brackets around a citation are looked for."""

UNCITED = frozenset({"reference", "furniture", "pull_quote"})
"""Roles of passages that cite nothing."""

TELLING = ("title", "author", "editor", "issued", "DOI")
"""Variables that tell works apart which stand at one place."""

NUMBERS = re.compile(rf"[\d{SUPERSCRIPTS}]{{1,3}}(?:\s?[-–—−]\s?[\d{SUPERSCRIPTS}]{{1,3}})?")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\w)|\bn\.\s?d\.")
PARTING = re.compile(rf",? (?:{words_pattern('connectives')})\s|[&;,]")
ET_AL = re.compile(rf",?\s(?:{others_pattern()})(?!\w)")
NAME = re.compile(r"(?:[a-zß-ÿ]{1,4} ){0,3}[^\W\d_a-zß-ÿ][\w’' .-]{1,60}")
MORE = re.compile(r"[,;\s–-]{0,3}")
BRACKET = re.compile(r"[()\[\]]")


class Tie(NamedTuple):
    """A citation of the format at ``text[start:end]``, and the listed works it means."""

    start: int
    end: int
    works: tuple[ListedWork, ...]
    given: GivenCitation
    role: str


def find_ties(reading: Reading, references: Iterable[Reference | Mapping[str, Any]], known: ListedWorks) -> list[Tie]:
    """Return the citations that the format ties to listed entries, in the order of the reading text."""
    structure = reading.structure
    if structure is None or not structure.citations:
        return []
    works = _works_by_key(reading, references, known)
    passages = sorted((start, end, passage.role) for passage, (start, end) in reading.placed())
    starts = [start for start, _, _ in passages]
    ties = []
    for given in structure.citations:
        spans = placed(reading, structure, given.start, given.end)
        meant = tuple(works[key] for key in given.keys if key in works)
        if not spans or not meant:
            continue
        start, end = spans[0][0], spans[-1][1]
        _, last, role = passages[bisect_right(starts, start) - 1]
        if role not in UNCITED and end <= last and end - start <= LONGEST:
            ties.append(Tie(start, end, meant, given, role))
    return sorted(ties, key=lambda tie: tie[:2])


def _works_by_key(
    reading: Reading, references: Iterable[Reference | Mapping[str, Any]], known: ListedWorks
) -> dict[str, ListedWork]:
    """Return the listed work that each key of the format names: the one whose record stands where the format has the entry.

    Of several works at one place, such as a field of a word processor that cites them together, it is the one described.
    """
    own = sorted(
        (
            reference
            for reference in references
            if isinstance(reference, Reference) and reference.source == reading.source.id and reference.anchor.spans
        ),
        key=_start_of,
    )
    works: dict[str, ListedWork] = {}
    for given in reading.structure.references if reading.structure else ():
        spans = reading.structure.text.raw_spans(given.start, given.end) if reading.structure else ()
        if not spans:
            continue
        at = bisect_left(own, spans[0][0], key=_start_of)
        here = own[at : bisect_left(own, max(spans[-1][1], spans[0][0] + 1), lo=at, key=_start_of)]
        named = next((reference for reference in here if _is_described(reference, given)), here[0] if here else None)
        if named is not None and named.id in known.by_id:
            works.setdefault(given.key, known.by_id[named.id])
    return works


def _start_of(reference: Reference) -> int:
    return reference.anchor.spans[0][0]


def _is_described(reference: Reference, given: GivenReference) -> bool:
    """Return whether the record says what the format says of the work."""
    return bool(given.csl) and all(reference.csl.get(name) == given.csl[name] for name in TELLING if name in given.csl)


def tie_mentions(text: str, links: Sequence[Link], ties: Iterable[Tie]) -> tuple[list[Mention], dict[Mention, ListedWork]]:
    """Return the mentions with those added that only the format has, in order, and which work the format says each means."""
    starts = [link.mention.start for link in links]
    told: dict[Mention, ListedWork] = {}
    filled: dict[Mention, Mention] = {}
    added: list[Mention] = []
    for tie in ties:
        rest = list(tie.works)
        low = bisect_left(starts, tie.start - LONGEST)
        beside = [link for link in links[low : bisect_left(starts, tie.end)] if link.mention.end > tie.start]
        for link in beside:  # first what both say
            work = told.get(link.mention) or link.work
            if work is not None and work in rest:
                told[link.mention] = work
                filled.setdefault(link.mention, _filled(link.mention, tie.given))
                rest.remove(work)
        for link in beside:
            if rest and link.mention not in told:
                told[link.mention] = rest.pop(0)
                filled[link.mention] = _filled(link.mention, tie.given)
        for work in rest:
            mention = _mention(text, tie, work, added, [link.mention for link in beside])
            added.append(mention)
            told[mention] = work
    mentions = [*(filled.get(link.mention, link.mention) for link in links), *added]
    told = {filled.get(mention, mention): work for mention, work in told.items()}
    return sorted(mentions, key=lambda mention: (mention.start, mention.end)), told


def _filled(mention: Mention, given: GivenCitation) -> Mention:
    """Return a mention with what the format says of it and its words do not."""
    return replace(
        mention,
        locator=mention.locator or given.locator,
        locator_label=mention.locator_label if mention.locator else given.locator_label,
        prefix=mention.prefix or given.prefix,
        suffix=mention.suffix or given.suffix,
    )


def _mention(text: str, tie: Tie, work: ListedWork, added: Sequence[Mention], beside: Sequence[Mention]) -> Mention:
    """Return the mention of a citation that only the format has, as it looks in the text."""
    surface = text[tie.start : tie.end]
    group = beside[0].group if beside else _group(text, tie.start, tie.end)
    locator = read_locator(text, tie.end, max(tie.end, group[1] - 1))
    is_inside = group != (tie.start, tie.end) and text[group[0]] in "(["
    mention = Mention(
        start=tie.start,
        end=tie.end,
        group=group,
        style="note" if tie.role == "note" else "author-title",
        mode="note" if tie.role == "note" else "parenthetical" if is_inside else "narrative",
        authors=_names(surface),
        locator=tie.given.locator or (locator.text if locator else None),
        locator_label=tie.given.locator_label or (locator.label if locator and not tie.given.locator else None),
        prefix=tie.given.prefix,
        suffix=tie.given.suffix,
        entry=work.id,
    )
    year = YEAR.search(surface)
    if NUMBERS.fullmatch(surface):
        return _number(text, mention, work, added[-1] if added else None)
    if year is None:
        return mention
    names = _names(surface[: year.start()])
    return replace(
        mention,
        style="author-year",
        mode="suppressed" if is_inside and not names else "parenthetical" if is_inside else "narrative",
        authors=names,
        names=names or work.names,
        et_al=ET_AL.search(surface) is not None,
        year=year[0],
    )


def _number(text: str, mention: Mention, work: ListedWork, before: Mention | None) -> Mention:
    """Return the mention of a number; raised numbers that follow one another are one group."""
    surface = text[mention.start : mention.end]
    plain = surface.translate(TO_DIGITS)
    number = int(plain) if plain.isdigit() else work.number
    if surface[0] not in SUPERSCRIPTS:
        return replace(mention, style="numeric", mode="numeric", number=number, authors=())
    is_next = before is not None and before.style == "superscript" and MORE.fullmatch(text, before.end, mention.start)
    group = before.group if before is not None and is_next else mention.group
    return replace(mention, style="superscript", mode="numeric", number=number, group=group, authors=())


def _names(surface: str) -> tuple[str, ...]:
    """Return the family names before a year.

    >>> _names("Okafor and van der Berg, "), _names("Okafor et al. ("), _names("see chapter 3")
    (('Okafor', 'van der Berg'), ('Okafor',), ())
    """
    parts = (part.strip(" ()[].,:") for part in PARTING.split(ET_AL.sub("", surface)))
    return tuple(part for part in parts if NAME.fullmatch(part))


def _group(text: str, start: int, end: int) -> Span:
    """Return the bracket around ``text[start:end]``, or the citation with the rest of the bracket that opens in it.

    >>> text = "states balance (see Walt 1987; Okafor 2018), as Walt (1987) held"
    >>> [text[slice(*_group(text, at, at + 9))] for at in (20, 48)]
    ['(see Walt 1987; Okafor 2018)', 'Walt (1987)']
    """
    first = max(text.rfind("\n\n", max(start - AROUND, 0), start), start - AROUND, 0)
    stop = text.find("\n\n", end, end + AROUND)
    last = min(end + AROUND, len(text)) if stop < 0 else stop
    opened: list[int] = []
    for found in BRACKET.finditer(text, first, last):
        if found[0] in "([":
            opened.append(found.start())
        elif opened:
            begin = opened.pop()
            if begin <= start and found.end() >= end:
                return begin, found.end()
            if start <= begin < end <= found.start():
                return start, found.end()
    return start, end
