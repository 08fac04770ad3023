"""Citations: every mention of a work in a text, linked to the entry it means."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from extract.citations.choice import find_mentions
from extract.citations.described import with_described
from extract.citations.given import find_ties, tie_mentions
from extract.citations.library import named_in
from extract.citations.link import Link, Told, link_mentions
from extract.citations.listed_works import ListedWorks
from extract.citations.rivals import Surroundings
from extract.models import Candidate, Citation, Reference
from extract.reading import anchor_of
from extract.references.notes import is_noted
from extract.superscripts import TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.citations.listed_works import ListedWork, Match
    from extract.citations.styles.mention import Mention
    from extract.models import Anchor, Span
    from extract.reading import Reading

_NUMBER = re.compile(r"\d{1,3}")

SEARCHED = ("abstract", "body", "list", "quotation", "caption", "table", "note")
"""Roles of the passages in which works are cited; pull quotes repeat them, and the bibliography lists them."""


def find_citations(
    text: str, references: Iterable[Reference | Mapping[str, Any]] | ListedWorks | None = None
) -> list[Citation]:
    """Return each work cited in ``text``, from left to right, linked to ``references`` (ours, or CSL-JSON items with ``id``).

    Whoever has many texts and one list may read it once, as ``ListedWorks``.

    >>> walt = {"id": "w", "author": [{"family": "Walt"}], "issued": {"date-parts": [[1987]]}}
    >>> for c in find_citations("states bandwagon (cf. Walt, 1987: 5; Okafor, 2018)", [walt]):
    ...     print(c.authors, c.year, c.locator, c.prefix, c.status)
    ('Walt',) 1987 5 cf. linked
    ('Okafor',) 2018 None None missing
    """
    known = references if isinstance(references, ListedWorks) else ListedWorks(references or ())
    source = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def anchor(start: int, end: int) -> Anchor:
        return anchor_of(source, text, [(start, end)], is_clean=True)

    links = link_mentions(find_mentions(text, known), known, around=Surroundings(text))
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
    mentions = find_mentions(text, listed, note_calls(reading))
    if noted:
        mentions = with_described(reading, text, mentions, known, noted)
    ties = find_ties(reading, references, known)
    told: Mapping[Mention, ListedWork] = {}
    if ties:
        mentions, told = tie_mentions(reading.text, list(link_mentions(mentions, known)), ties)
    around = Surroundings(text, _sections(reading))
    links = link_mentions(mentions, known, Told(told, reading.source.reader), outside, around)
    yield from _records(links, reading.source.id, reading.anchor, reading.raw_spans)


def _sections(reading: Reading) -> list[int]:
    """Return where the sections of the reading text begin."""
    placed = sorted((start, passage.section) for passage, (start, _) in reading.placed(*SEARCHED))
    before = [(), *(section for _, section in placed)]
    return [start for (start, section), last in zip(placed, before, strict=False) if section != last or start == placed[0][0]]


def note_calls(reading: Reading) -> list[tuple[int, int]]:
    """Return where the reading text called notes before the cleaner took these numbers out, each with its number."""
    calls = []
    for passage in reading.passages:
        for edit in passage.edits:
            digits = _NUMBER.search(reading.raw[slice(*edit.span)].translate(TO_DIGITS)) if edit.rule == "note_marker" else None
            spans = reading.mapped.text_spans(edit.span[0] - 1, edit.span[0]) if digits else ()
            if digits and spans:
                calls.append((spans[-1][1], int(digits[0])))
    return sorted(calls)


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


def _reason(match: Match, source: str) -> str:
    """Return what agrees, in words, and who lists the work if that is no list of the source."""
    reason = match.reason or "names and year agree"
    if match.work.library:
        return f"{reason}, listed in {match.work.library}"
    return f"{reason}, listed by a near-duplicate" if match.work.source not in {"", source} else reason


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
                Candidate(id=m.work.id, score=round(min(m.score, 1.0), 3), reason=_reason(m, source)) for m in link.matches
            ),
            issue=link.issue,
            issues=link.issues,
            origin=link.origin,
            anchor=anchor(*mention.group),
            item_spans=item_spans,
        )
