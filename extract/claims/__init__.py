"""Sentences that assert something, with who says it, of which countries, how surely, and on what evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, Protocol, TypeVar

from extract.claims.assertions import OF_ROLE, names_interview, why_no_claim
from extract.claims.clause import CountryName
from extract.claims.inheritance import Antecedents, Named, follow, inherit
from extract.claims.quantities import Date, Number, find_dates, find_quantities, year_to_count_from
from extract.claims.quotations import find_quotations, overlapping
from extract.claims.roles import find_parts
from extract.claims.speech import Scene, attribute, opens_list, speaks_as_author
from extract.claims.stance import Stance, find_stance
from extract.layout.notes import NOTE, note_number
from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations
from extract.lexicon.theories import TheoryMention, find_mentions
from extract.models import Attribution, Claim, CountryTag, DateTag, Quantity, Sentence, Speaker, TermTag
from extract.sentences import split_sentences
from extract.superscripts import TO_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.claims.attribution import Report
    from extract.lexicon import Tag
    from extract.models import Anchor, Citation, Passage, Span
    from extract.reading import Reading


STATING = ("body", "abstract", "list", "quotation", "note")
"""Roles of passages whose sentences may be claims."""

SUBJECT_WEIGHT = 2.5  # of a part: the country is the subject, or owns its head
SANCTIONS_ON = re.compile(
    r"\b(?:sanctions|embargo(?:es)?|restrictions|penalties|tariffs|measures)\s(?:on|against)\s(?:the\s)?", re.IGNORECASE
)
DIGITS = re.compile(r"\d{1,3}")
OF_TEXT = re.compile(r"\b(?:article|paper|study|chapter|essay|report|thesis|research|section)\b", re.IGNORECASE)


class Stretch(NamedTuple):
    """A sentence in the reading text, with its passage and the place that its id names."""

    passage: Passage
    span: Span
    anchor: Anchor
    place: str


class Place(NamedTuple):
    """A citation or a note where it stands in the reading text, with the citations it brings."""

    start: int
    end: int
    citations: tuple[str, ...]


class _Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int: ...


Item = TypeVar("Item", bound=_Placed)


class InOrder(Generic[Item]):
    """Things in the order of their places, to be asked for those of a sentence.

    >>> InOrder([Place(2, 5, ("a",)), Place(9, 12, ("b",))]).within((5, 10))
    (Place(start=9, end=12, citations=('b',)),)
    """

    __slots__ = ("_items", "_starts")

    def __init__(self, items: Iterable[Item]) -> None:
        """Keep ``items``, which are in order."""
        self._items = tuple(items)
        self._starts = [item.start for item in self._items]

    def __iter__(self) -> Iterator[Item]:
        """Yield all."""
        return iter(self._items)

    def within(self, span: Span) -> tuple[Item, ...]:
        """Return those that begin in ``span``."""
        return self._items[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the whole text of a source; each list is in the order of the text."""

    reading: Reading
    citations: InOrder[Place]
    notes: InOrder[Place]
    countries: InOrder[Tag]
    organisations: InOrder[Tag]
    theories: InOrder[TheoryMention]
    quotations: tuple[Span, ...]
    masked: str
    sanctioned: frozenset[str]
    author_speaks: bool
    counted_from: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences before told the next one: whose speech may go on, and which countries were spoken of."""

    report: Report | None = None
    antecedents: Antecedents = field(default_factory=Antecedents)
    is_aim: bool = False


def find_claims(reading: Reading, citations: Sequence[Citation] = ()) -> Iterator[Claim | Sentence]:
    """Yield each sentence of the source in reading order: a claim, or a sentence with the reason why it is none.

    Bibliographies and page furniture have no sentences. ``citations`` are those of the source: they support claims,
    and the countries in them do not count.
    """
    findings = find_all(reading, citations)
    told = Told()
    seen: Counter[int] = Counter()
    for passage, (start, end) in reading.placed(*STATING, *OF_ROLE):
        for number, (begin, last) in enumerate(split_sentences(reading.text[start:end])):
            begins_note = passage.role == "note" and number == 0
            first = begin + (_label_length(reading.text[start + begin : start + last]) if begins_note else 0)
            anchor = reading.anchor(start + first, start + last)
            if not anchor.spans:
                continue
            why = OF_ROLE.get(passage.role) or why_no_claim(
                anchor.text, is_note=begins_note, after_aim=told.is_aim, language=passage.language
            )
            at = anchor.spans[0][0]
            seen[at] += 1
            place = f"{at}.{seen[at]}" if seen[at] > 1 else f"{at}"
            if why:
                name = f"{passage.source}/sent/{place}"
                yield Sentence(id=name, source=passage.source, reason=why, section=passage.section, anchor=anchor)
                announces = why == "aim" or (why == "signpost" and OF_TEXT.search(anchor.text) is not None)
                told = Told(antecedents=told.antecedents, is_aim=announces)
            else:
                claim, told = _claim(Stretch(passage, (start + first, start + last), anchor, place), findings, told)
                yield claim


def _label_length(note: str) -> int:
    """Return how many characters the number takes with which a note begins; none where nothing follows it."""
    label = NOTE.match(note)
    return label.end() if label and label.end() < len(note) else 0


def find_all(reading: Reading, citations: Sequence[Citation]) -> Findings:
    """Return citations, notes, countries, organisations, theories and quotations of a source."""
    places = sorted(_citation_places(reading, citations))
    masked = _mask(reading.text, places)
    countries = find_countries(masked)
    return Findings(
        reading=reading,
        citations=InOrder(places),
        notes=InOrder(sorted(_note_places(reading, InOrder(places)))),
        countries=InOrder(countries),
        organisations=InOrder(find_organisations(masked)),
        theories=InOrder(find_mentions(masked, countries)),
        quotations=tuple((q.start, q.end) for q in find_quotations(reading.text)),
        masked=masked,
        sanctioned=frozenset(_sanctioned(masked, countries)),
        author_speaks=speaks_as_author(masked),
        counted_from=year_to_count_from((masked[slice(*span)] for _, span in reading.placed(*STATING)), reading.source.date),
    )


def _citation_places(reading: Reading, citations: Sequence[Citation]) -> Iterator[Place]:
    """Yield where each citation stands; a group several times, once for each of its works."""
    for citation in citations:
        for raw_start, raw_end in citation.anchor.spans:
            for start, end in reading.mapped.text_spans(raw_start, raw_end):
                yield Place(start, end, (citation.id,))


def _note_places(reading: Reading, citations: InOrder[Place]) -> Iterator[Place]:
    """Yield the marker of each note that names a source: one with citations, or with an interview."""
    notes: dict[int, list[tuple[int, Place]]] = defaultdict(list)
    for passage, (start, end) in reading.placed("note"):
        cited = _ids(citations.within((start, end)))
        if cited or names_interview(reading.text[start:end]):
            raw_start = passage.edits[0].span[0] if passage.edits else passage.anchor.spans[0][0]
            number = note_number(reading.raw[raw_start : raw_start + 30]) or note_number(passage.anchor.text)
            if number is not None:
                notes[number].append((raw_start, Place(start, end, cited)))
    for passage, _ in reading.placed(*STATING):
        for edit in passage.edits:
            called = DIGITS.search(reading.raw[slice(*edit.span)].translate(TO_DIGITS)) if edit.rule == "note_marker" else None
            candidates = notes.get(int(called[0]), []) if called else []
            note = min(candidates, key=lambda note: (note[0] < edit.span[0], abs(note[0] - edit.span[0])), default=None)
            spans = reading.mapped.text_spans(edit.span[0] - 1, edit.span[0])
            if note is not None and spans:
                yield Place(*spans[-1], note[1].citations)


def _mask(text: str, places: Sequence[Place]) -> str:
    """Return the text with citations blanked out, of the same length."""
    parts: list[str] = []
    done = 0
    for start, end, _ in places:
        if end > done:
            begin = max(start, done)
            parts += [text[done:begin], " " * (end - begin)]
            done = end
    return "".join([*parts, text[done:]])


def _sanctioned(text: str, countries: Sequence[Tag]) -> Iterator[str]:
    """Yield the countries that sanctions are said to be on."""
    ends = {match.end() for match in SANCTIONS_ON.finditer(text)} if countries else set()
    for tag in countries:
        if tag.start in ends:
            yield tag.value


def _claim(stretch: Stretch, findings: Findings, told: Told) -> tuple[Claim, Told]:
    """Return one claim with all its tags, and what it tells the next sentence."""
    reading, passage, span = findings.reading, stretch.passage, stretch.span
    start, end = span
    sentence = findings.masked[start:end]
    countries, antecedents = _countries(span, findings, told)
    organisations = findings.organisations.within(span)
    named = sorted((tag.start, tag.end) for tag in (*findings.countries.within(span), *organisations))
    quotations = overlapping(findings.quotations, start, end)
    it_speaks = len(told.antecedents.subject) == 1
    scene = Scene(named, told.report, it_speaks=it_speaks, we_speak=not findings.author_speaks)
    report = attribute(findings.masked, span, quotations, scene)
    cited = findings.citations.within(span)
    notes = findings.notes.within(span)
    stance = find_stance(sentence) if passage.language in (None, "en") else Stance("pos", "asserted")
    dates = find_dates(sentence, published=reading.source.date, counted_from=findings.counted_from)
    numbers = find_quantities(sentence, masked=[(date.start, date.end) for date in dates])

    def placed(found: Date | Number) -> tuple[str, tuple[Span, ...]]:
        first, last = found.start + start, found.end + start
        return reading.text[first:last], reading.raw_spans(first, last)

    claim = Claim(
        id=f"{passage.source}/claim/{stretch.place}",
        source=passage.source,
        countries=countries,
        organisations=_terms(reading, ((tag.value, tag.start, tag.end, tag.rule) for tag in organisations)),
        theories=_terms(reading, ((m.id, a, b, m.rule) for m in findings.theories.within(span) for a, b in m.spans)),
        attribution=_attribution(reading, report, _ids((*cited, *notes)), supported=bool(cited or notes)),
        polarity=stance.polarity,
        modality=stance.modality,
        quantities=tuple(Quantity(text=t, value=n.value, unit=n.unit, spans=s) for n in numbers for t, s in [placed(n)]),
        dates=tuple(DateTag(text=t, value=d.value, spans=s) for d in dates for t, s in [placed(d)]),
        citations=_ids(cited),
        section=passage.section,
        anchor=stretch.anchor,
    )
    return claim, Told(report or opens_list(findings.masked, start, end, named), antecedents)


def _ids(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation for place in places for citation in place.citations))


def _countries(span: Span, findings: Findings, told: Told) -> tuple[tuple[CountryTag, ...], Antecedents]:
    """Return the countries that a sentence names, each once with its part, and those that its pronouns stand for."""
    reading = findings.reading
    tags = findings.countries.within(span)
    sentence = findings.masked[slice(*span)]
    names = [Named(tag.start - span[0], tag.end - span[0], tag.value) for tag in tags]
    mentions = [CountryName(*name, tag.form) for name, tag in zip(names, tags, strict=True)]
    beside = [(tag.start - span[0], tag.end - span[0]) for tag in findings.organisations.within(span)]
    parts = find_parts(sentence, mentions, sanctioned=findings.sanctioned, beside=beside)
    found = []
    for code, part in parts.items():
        own = [tag for tag in tags if tag.value == code]
        spans = tuple(raw for tag in own for raw in reading.raw_spans(tag.start, tag.end))
        found.append(
            CountryTag(code=code, role=part.role, kind=own[0].form or "name", spans=spans, rule=f"{own[0].rule}; {part.rule}")
        )
    inherited = list(inherit(sentence, told.antecedents, set(parts)))
    for code, start, end, rule in inherited:
        found.append(
            CountryTag(
                code=code, role="actor", kind="inherited", spans=reading.raw_spans(start + span[0], end + span[0]), rule=rule
            )
        )
    subject = [code for code, part in parts.items() if part.role == "actor" and part.weight >= SUBJECT_WEIGHT]
    return tuple(found), follow(told.antecedents, sentence, names, [i.code for i in inherited] or subject)


def _attribution(reading: Reading, report: Report | None, cited: tuple[str, ...], *, supported: bool) -> Attribution:
    """Return who stands behind a claim; a source that supports it goes before a speaker, who is kept all the same."""
    kind: Literal["author", "cited", "quoted"] = "cited" if supported else "quoted" if report else "author"
    if report is None:
        return _without_report(kind, cited, "citation" if cited else "note" if supported else "")
    speaker = None
    if report.speaker:
        spans = reading.raw_spans(*report.speaker)
        speaker = Speaker(spans=spans, text=reading.text[slice(*report.speaker)], quote=report.quote)
    return Attribution(
        kind=kind,
        citations=cited,
        speaker=speaker,
        cue=reading.raw_spans(*report.cue) if report.cue[0] < report.cue[1] else (),
        content=tuple(raw for content in report.content for raw in reading.raw_spans(*content)),
        rule=f"{report.group}:{report.lemma}, {report.rule}",
    )


@lru_cache(maxsize=64)
def _without_report(kind: Literal["author", "cited", "quoted"], cited: tuple[str, ...], rule: str) -> Attribution:
    """Return the attribution of a claim that reports nobody's words: most claims have the same."""
    return Attribution(kind=kind, citations=cited, rule=rule)


def _terms(reading: Reading, found: Iterable[tuple[str, int, int, str]]) -> tuple[TermTag, ...]:
    """Return one tag for each id, with all its places, in the order of the text."""
    spans: dict[str, list[Span]] = {}
    rules: dict[str, str] = {}
    for term, start, end, rule in found:
        spans.setdefault(term, []).extend(reading.raw_spans(start, end))
        rules.setdefault(term, rule)
    return tuple(TermTag(id=term, spans=tuple(places), rule=rules[term]) for term, places in spans.items())
