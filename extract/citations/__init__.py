"""Citations: every mention of a work in a text, linked to the entry it means."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from extract.citations.described import with_described
from extract.citations.given import find_ties, tie_mentions
from extract.citations.library import named_in
from extract.citations.link import Link, link_mentions
from extract.citations.listed_titles import ListedTitles
from extract.citations.listed_works import ListedWorks
from extract.citations.styles.author_date import find_author_date
from extract.citations.styles.author_title import find_author_title
from extract.citations.styles.mention import apart
from extract.citations.styles.note import find_in_notes, find_notes
from extract.citations.styles.numeric import find_bracketed, find_in_parentheses, find_superscripts, in_order
from extract.models import Candidate, Citation, Reference
from extract.reading import anchor_of
from extract.references.notes import is_noted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.citations.listed_works import ListedWork, Match
    from extract.citations.styles.mention import Mention
    from extract.models import Anchor, Span
    from extract.reading import Reading

NUMBER_FINDERS = (find_bracketed, find_superscripts, find_in_parentheses)

ENOUGH = 0.25
"""Share of the list that citations by author and date reach, above which numbers are looked for only in a numbered list."""

NOTED = 0.3
"""The same of notes, from which they are what cites."""

FEW_NOTES = 3
"""Fewer notes than this are no apparatus."""

CLEAR = 0.5
"""The same of numbers, above which they are looked for in no other form."""

MIXED = 0.25
"""The same, above which they are kept beside numbers."""

SEARCHED = ("abstract", "body", "list", "quotation", "caption", "table", "note")
"""Roles of the passages in which works are cited; pull quotes repeat them, and the bibliography lists them."""


def find_citations(text: str, references: Iterable[Reference | Mapping[str, Any]] | None = None) -> list[Citation]:
    """Return each work cited in ``text``, from left to right, linked to ``references`` (ours, or CSL-JSON items with ``id``).

    >>> walt = {"id": "w", "author": [{"family": "Walt"}], "issued": {"date-parts": [[1987]]}}
    >>> for c in find_citations("states bandwagon (cf. Walt, 1987: 5; Okafor, 2018)", [walt]):
    ...     print(c.authors, c.year, c.locator, c.prefix, c.status)
    ('Walt',) 1987 5 cf. linked
    ('Okafor',) 2018 None None missing
    """
    known = ListedWorks(references or ())
    source = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def anchor(start: int, end: int) -> Anchor:
        return anchor_of(source, text, [(start, end)], is_clean=True)

    links = link_mentions(find_mentions(text, known), known)
    return list(_records(links, source, anchor, lambda start, end: ((start, end),)))


def find_citations_in(
    reading: Reading, references: Iterable[Reference | Mapping[str, Any]], library: Sequence[Mapping[str, Any]] = ()
) -> Iterator[Citation]:
    """Yield each work cited in the prose, notes, captions and tables of ``reading``, linked to ``references``.

    What these do not list may be linked to ``library``: CSL-JSON items with an ``id``, and under ``custom`` the ``library``
    that they are in. What the format of the source ties to its entries is linked as it says.
    """
    references = list(references)
    text = searched_text(reading)
    known, outside = ListedWorks(references), ListedWorks(named_in(text, library), is_counted=False)
    noted = [reference for reference in references if isinstance(reference, Reference) and is_noted(reference)]
    listed = ListedWorks([reference for reference in references if not is_noted(reference)]) if noted else known
    known, listed = (each if each.works else outside for each in (known, listed))
    mentions = find_mentions(text, listed)
    if noted:
        mentions = with_described(reading, text, mentions, known, noted)
    ties = find_ties(reading, references, known)
    told: Mapping[Mention, ListedWork] = {}
    if ties:
        mentions, told = tie_mentions(reading.text, list(link_mentions(mentions, known)), ties)
    links = link_mentions(mentions, known, told, reading.source.reader, outside)
    yield from _records(links, reading.source.id, reading.anchor, reading.raw_spans)


def find_mentions(text: str, known: ListedWorks) -> list[Mention]:
    """Return the mentions of works in ``text``, in its order, in the style (or styles) that it cites in."""
    dated = list(find_author_date(text, known))
    noted = _find_noted(text, known)
    if noted:
        # "Okafor, Ports (Lagos: Harbour Press, 2018)": years inside the notes are no citations of their own.
        outside = apart(dated, noted)
        if _coverage(noted, known) > max(NOTED, _coverage(outside, known)):
            return noted
    numbered = _find_numbered(text, known, _coverage(dated, known))
    titled = [] if known.is_numbered else _find_titled(text, known, max(_coverage(dated, known), _coverage(numbered, known)))
    if titled or not numbered:
        return titled or dated
    if _coverage(dated, known) < MIXED:
        return numbered
    return sorted([*numbered, *apart(dated, numbered)], key=lambda mention: (mention.start, mention.end))


def _find_titled(text: str, known: ListedWorks, dated: float) -> list[Mention]:
    """Return the citations by author and title or page, if these are what the text cites by."""
    if not known.works or dated >= CLEAR:
        return []
    titled = list(find_author_title(text, known, ListedTitles(known.works)))
    return titled if _coverage(titled, known) > max(NOTED, dated) else []


def _find_noted(text: str, known: ListedWorks) -> list[Mention]:
    """Return the works that numbered notes cite by title, if there are notes."""
    notes = find_notes(text) if known.works else []
    if len(notes) < FEW_NOTES:
        return []
    found = list(find_in_notes(text, notes, known, ListedTitles(known.works)))
    # A numbered bibliography that stands in the text "cites" its own entries, one after the other.
    places = {start: at for at, (start, _) in enumerate(notes)}
    listed = sum(m.entry is not None and known.by_id[m.entry].order == places[m.group[0]] for m in found)
    return found if listed * 2 <= len(found) else []


def _find_numbered(text: str, known: ListedWorks, dated: float) -> list[Mention]:
    """Return the numbers that cite, in the form which reaches most of the list; none when it cites by author and date."""
    if not known.by_number:
        mentions = list(find_bracketed(text, range(1, 1000)))
        return mentions if {1, 2, 3} <= {mention.number for mention in mentions} else []
    if dated >= ENOUGH and not known.is_numbered:
        return []
    best: list[Mention] = []
    # "(3)" is an example or an equation unless the list prints its numbers.
    for find in NUMBER_FINDERS if known.is_numbered else NUMBER_FINDERS[:2]:
        if _coverage(best, known) >= CLEAR:
            break
        mentions = in_order(list(find(text, known.by_number)))
        if _coverage(mentions, known) > max(_coverage(best, known) + 0.05, 0.3 if known.is_numbered else 0.5, dated):
            best = mentions
    return best


def _coverage(mentions: Sequence[Mention], known: ListedWorks) -> float:
    """Return the share of the listed works that ``mentions`` reach."""
    if not known.works:
        return 0.0
    reached = set()
    work: ListedWork | None
    for mention in mentions:
        if mention.entry is not None:
            work = known.by_id[mention.entry]
        elif mention.number is not None:
            work = known.by_number.get(mention.number)
        else:
            matches = known.matches(mention.names, mention.year, et_al=mention.et_al)
            work = matches[0].work if matches and not matches[0].issue else None
        if work is not None:
            reached.add(work.order)
    return len(reached) / len(known.works)


def searched_text(reading: Reading) -> str:
    """Return the text of ``reading`` with blanks in the place of passages where nothing is cited."""
    parts = []
    done = 0
    for _, (start, end) in sorted(reading.placed(*SEARCHED), key=lambda placed: placed[1]):
        parts += [_blank(reading.text[done:start]), reading.text[start:end]]
        done = end
    parts.append(_blank(reading.text[done:]))
    return "".join(parts)


def _blank(text: str) -> str:
    r"""Return a stretch as long as ``text``, in which there is nothing but a paragraph's end.

    >>> _blank("Title")
    '\n\n   '
    """
    return "\n\n".ljust(len(text))[: len(text)]


def _reason(match: Match) -> str:
    """Return what agrees, in words, and which library lists the work if that is no list of the source."""
    reason = match.reason or "names and year agree"
    return f"{reason}, listed in {match.work.library}" if match.work.library else reason


def _records(
    links: Iterable[Link],
    source: str,
    anchor: Callable[[int, int], Anchor],
    raw_spans: Callable[[int, int], tuple[Span, ...]],
) -> Iterator[Citation]:
    """Yield the record of each link, with ids of the raw place."""
    counts: Counter[int] = Counter()
    groups: dict[tuple[int, int], str] = {}
    for link in links:
        mention = link.mention
        item_spans = raw_spans(mention.start, mention.end)
        at = item_spans[0][0]
        counts[at] += 1
        number = f"-{counts[at]}" if counts[at] > 1 else ""
        group = groups.setdefault(mention.group, f"{source}/group/{raw_spans(*mention.group)[0][0]}")
        yield Citation(
            id=f"{source}/cite/{at}{number}",
            source=source,
            group=group,
            authors=mention.authors,
            year=mention.year,
            locator=mention.locator,
            locator_label=mention.locator_label,
            prefix=mention.prefix,
            suffix=mention.suffix,
            style=mention.style,
            mode=mention.mode,
            status=link.status,
            references=tuple(
                Candidate(id=m.work.id, score=round(min(m.score, 1.0), 3), reason=_reason(m)) for m in link.matches
            ),
            issue=link.issue,
            origin=link.origin,
            anchor=anchor(*mention.group),
            item_spans=item_spans,
        )
