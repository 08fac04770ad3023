"""Bibliographies of a reading -> parsed references."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.clean import line_starts
from extract.layout.entries import SKIPPED, Line
from extract.layout.section_names import announced, is_part
from extract.mapped_text import Change, MappedText
from extract.models import Reference
from extract.reading import anchor_of
from extract.references.cutting import Cut, cut_entries
from extract.references.family_first import is_family_first, with_families_first
from extract.references.given import find_given, is_stated, parted, read_given
from extract.references.links import find_linked
from extract.references.notes import find_noted
from extract.references.parser import ParsedEntry, parse_entry
from extract.references.repeated import with_repeated_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Passage, Span
    from extract.reading import Reading
    from extract.references.given import GivenEntry, Placed

BULLET = re.compile(r"[-*+•·▪●◦‣►■□◆➢➤✓–—]\s+\Z")
BREAK = re.compile(r"(?<![ \t])[ \t]*+\n\s*+")
LEADING = re.compile(r"\s*(?P<bullet>[-*+•·▪●◦‣►■□◆➢➤✓–—]\s+)?")
SOURCE_OF_TEXT = "text"
"""Source id of a reference that was parsed from a text in memory."""


def find_references(reading: Reading) -> Iterator[Reference]:
    """Yield the entries of each bibliography of ``reading``, in the order of the text."""
    used: dict[str, int] = {}
    found: list[Reference] = []
    given = find_given(reading)
    for number, entries in enumerate(_lists(reading, given, found), start=1):
        seen: set[str] = set()
        for entry in entries:
            reference = _reference(reading, entry)
            again = used.get(reference.id, 0)
            used[reference.id] = again + 1
            if again:
                record_id = f"{reference.id}.{again + 1}"
                reference = reference.model_copy(update={"id": record_id, "csl": {**reference.csl, "id": record_id}})
            found.append(_with_problems(reference.model_copy(update={"bibliography": number}), entry.cut, seen))
            yield found[-1]


def _lists(reading: Reading, given: Sequence[GivenEntry], found: Sequence[Reference]) -> Iterator[Iterable[_Entry]]:
    """Yield the entries of each bibliography, then works that the format describes where they are cited, then those of notes.

    ``found`` are the references that were made of the lists before.
    """
    lists = [*_bibliographies(reading)]
    yield from (_entries(reading, passages, given) for passages in lists)
    bounds = sorted(span for passages in lists for _, span in passages)
    starts = [start for start, _ in bounds]
    unlisted = []
    for entry in given:
        at = bisect_right(starts, entry.start) - 1
        if is_stated(entry.given) and (at < 0 or entry.start >= bounds[at][1]):
            unlisted.append(entry)
    if unlisted:
        yield (_given_entry(reading, entry) for entry in unlisted)
    noted = find_noted(reading, found, [(entry.start, entry.end) for entry in unlisted], _text_of)
    yield (_Entry(entry.cut, entry.text, entry.parsed) for entry in noted)


class _Entry(NamedTuple):
    """An entry, its text on one line, what it says, and the reader whose format says so."""

    cut: Cut
    text: MappedText
    parsed: ParsedEntry
    origin: str | None = None
    raw_fields: Mapping[str, tuple[Span, ...]] | None = None
    """The places of its fields in the raw text, where the format says all there is of the work."""


def _entries(reading: Reading, passages: Sequence[Placed], given: Sequence[GivenEntry]) -> Iterator[_Entry]:
    """Yield the entries of a list: those that the format describes, and what it does not, cut and parsed."""
    previous: list[dict[str, str]] = []
    for entry, part in parted(passages, given):
        for found in [_given_entry(reading, entry)] if entry else _cut_entries(reading, part):
            parsed = found.parsed
            if not (found.origin and "author" in parsed.csl):
                parsed = with_repeated_names(found.text.text, parsed, previous, is_numbered=found.cut.is_numbered)
            previous = parsed.csl.get("author") or parsed.csl.get("editor") or previous
            yield found._replace(parsed=parsed)


def _cut_entries(reading: Reading, passages: Sequence[Placed]) -> Iterator[_Entry]:
    """Yield the entries of a list as its lines show them."""
    cuts = cut_entries(reading.text, _lines(reading, passages), is_work=_is_work)
    texts = [_text_of(reading, cut) for cut in cuts]
    turned = is_family_first(text.text for text in texts)
    for cut, text in zip(cuts, texts, strict=True):
        parsed = parse_entry(text.text, is_numbered=cut.is_numbered)
        yield _Entry(cut, text, with_families_first(text.text, parsed) if turned else parsed)


def _given_entry(reading: Reading, entry: GivenEntry) -> _Entry:
    """Return an entry that the format describes or marks."""
    cut = Cut(((entry.start, entry.end),))
    text = _text_of(reading, cut)
    parsed = read_given(entry.given, text, reading.structure.text if reading.structure else text)
    is_whole = entry.given.raw_fields is not None
    origin = reading.source.reader if is_whole or is_stated(entry.given) else None
    return _Entry(cut, text, parsed, origin, entry.given.raw_fields)


def _text_of(reading: Reading, cut: Cut) -> MappedText:
    """Return the text of an entry on one line."""
    return MappedText.joined([_on_one_line(reading.mapped.sliced(start, end)) for start, end in cut.spans], " ")


def parse_reference(text: str, *, source: str = SOURCE_OF_TEXT, reference_id: str | None = None) -> Reference:
    """Return the work that one bibliography entry describes; offsets count in ``text``.

    Without ``reference_id`` the id comes from the text, so that two entries have two ids.

    >>> parse_reference("Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.").csl["author"]
    [{'family': 'Okafor', 'given': 'Ada'}]
    """
    if reference_id is None:
        reference_id = f"{source}/ref/{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    parsed = with_repeated_names(text, parse_entry(text, item_id=reference_id), ())
    spans = ((0, len(text)),) if text else ()
    return Reference(
        id=reference_id,
        source=source,
        csl=parsed.csl,
        raw=" ".join(text.split()),
        fields=parsed.fields,
        confidence=parsed.confidence,
        anchor=anchor_of(source, text, spans, is_clean=True),
    )


def _bibliographies(reading: Reading) -> Iterator[list[tuple[Passage, Span]]]:
    """Yield the passages of each list: those under one heading, and under headings of its parts, without other text between them."""
    listed: list[tuple[Passage, Span]] = []
    headings: list[str] = []
    has_text = False
    for passage, bounds in reading.placed():
        if passage.role == "reference":
            if listed and not _is_same_list(listed, passage, headings, has_text=has_text):
                yield listed
                listed = []
            listed.append((passage, bounds))
            headings, has_text = [], False
        elif passage.role == "heading":
            headings.append(passage.anchor.text)
        elif passage.role not in SKIPPED:
            has_text = True
    if listed:
        yield listed


def _is_same_list(listed: Sequence[Placed], passage: Passage, headings: Sequence[str], *, has_text: bool) -> bool:
    """Tell whether an entry belongs to a list; ``headings`` stand between them, and perhaps other text."""
    first, last = listed[0][0].section, listed[-1][0].section
    if passage.section == last:
        return True
    above = next((n for n, heading in enumerate(first, start=1) if announced(heading) == "reference"), None)
    if above is None or not headings or not all(is_part(heading) for heading in headings):
        return False
    return passage.section[:above] == first[:above] or not has_text


def _lines(reading: Reading, passages: Sequence[tuple[Passage, Span]]) -> list[Line]:
    """Return the printed lines of a bibliography, each with whether a block begins there."""
    lines: list[Line] = []
    for _, (start, end) in passages:
        starts = sorted({start, *line_starts(reading, start, end)})
        for at, until in zip(starts, [*starts[1:], end], strict=True):
            last = at + len(reading.text[at:until].rstrip())
            edge = LEADING.match(reading.text, at, last)
            has_bullet = edge is not None and edge["bullet"] is not None
            first = edge.end() if edge is not None else at
            is_first = at == start
            lines.append(Line(first, last, is_first or has_bullet, has_bullet or (is_first and _has_bullet(reading, start))))
    return lines


def _on_one_line(part: MappedText) -> MappedText:
    """Return the text with a space in the place of each break."""
    return part.changed(Change(found.start(), found.end(), " ") for found in BREAK.finditer(part.text))


def _has_bullet(reading: Reading, start: int) -> bool:
    """Tell whether a bullet stands before ``start`` in the raw text."""
    spans = reading.raw_spans(start, start + 1)
    if not spans:
        return False
    raw_start = spans[0][0]
    line = reading.raw[reading.raw.rfind("\n", 0, raw_start) + 1 : raw_start].rstrip("*_ ") + " "
    return BULLET.search(line) is not None


@lru_cache(maxsize=1024)
def _is_work(text: str) -> bool:
    """Tell whether a stretch reads as one whole work."""
    parsed = parse_entry(text)
    has_home = parsed.csl.keys() & {"publisher", "publisher-place", "container-title", "page", "URL", "DOI"}
    return (
        parsed.confidence > 0.2
        and {"title", "issued"} <= parsed.csl.keys()
        and bool(has_home)
        and bool(parsed.csl.keys() & {"author", "editor"})
    )


def _reference(reading: Reading, entry: _Entry) -> Reference:
    """Return the record of an entry; the places of its fields count in the raw text."""
    cut, mapped, parsed, origin, raw_fields = entry
    record_id = f"{reading.source.id}/ref/{mapped.raw_spans(0, len(mapped))[0][0]}"
    fields: dict[str, tuple[Span, ...]] = dict(raw_fields or {})
    for name, spans in parsed.fields.items():
        fields[name] = tuple(span for a, b in spans for span in mapped.raw_spans(a, b))
    anchor = reading.anchor(cut.spans[0][0], cut.spans[-1][1], part=mapped)
    csl = {**parsed.csl, "id": record_id}
    linked = find_linked(reading.raw, anchor.spans[0][0], anchor.spans[-1][1], parsed.csl) if raw_fields is None else ()
    for name, value, place in linked:
        csl[name] = value
        fields[name] = (place,)
    return Reference(
        id=record_id,
        source=reading.source.id,
        csl=csl,
        raw=" ".join(mapped.text.split()),
        fields={name: spans for name, spans in fields.items() if spans},
        confidence=parsed.confidence,
        origin=origin,
        anchor=anchor,
    )


MESSAGES = {
    "merged_entry": "two works share one entry of the list",
    "split_entry": "the entry is torn into several blocks",
}


def _with_problems(reference: Reference, cut: Cut, seen: set[str]) -> Reference:
    """Return the reference with what is odd about it in print, under ``custom.problems``: kind -> message."""
    problems: dict[str, Any] = {}
    if cut.problem is not None:
        problems[cut.problem] = f"{MESSAGES[cut.problem]}: {reference.raw[:120]}"
    key = "".join(filter(str.isalnum, reference.raw.casefold()))
    if key in seen:
        problems["repeated_entry"] = f"the entry stands in the list twice: {reference.raw[:120]}"
    seen.add(key)
    if not problems:
        return reference
    csl = {**reference.csl, "custom": {**reference.csl.get("custom", {}), "problems": problems}}
    return reference.model_copy(update={"csl": csl})
