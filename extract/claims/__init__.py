"""Sentences that assert something, with who says it, of which countries, how surely, and on what evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from extract.claims.antecedents import Antecedents, Named, follow, pass_heading, pass_no_claim, side_by_side
from extract.claims.assertions import OF_ROLE, is_caption_number, tells_of_author, why_no_claim, why_no_statement
from extract.claims.cited_parts import find_cited_parts, find_cited_speaker
from extract.claims.dates import Date, find_dates
from extract.claims.findings import NO_WORKS, STATING, find_all, ids
from extract.claims.inheritance import HE, inherit
from extract.claims.parts import CountryName
from extract.claims.quantities import Number, find_quantities
from extract.claims.quotations import overlapping
from extract.claims.referring import PEOPLE, PERSONAL
from extract.claims.roles import find_parts
from extract.claims.speakers import Scene
from extract.claims.speech import VIEWPOINT_CUE, attribute, goes_on, means, opens_list
from extract.claims.stance import Stance, find_stance
from extract.claims.terms import code_tags, organisation_tags, term_tags
from extract.layout.notes import NOTE
from extract.lexicon.codebook import Codebook, built_in
from extract.models import Attribution, CitedPart, Claim, CountryTag, DateTag, Negation, Quantity, Sentence, Speaker
from extract.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from extract.claims.attribution import Report
    from extract.claims.findings import Findings, Place, Works
    from extract.claims.grammar import Grammar, Parsed
    from extract.claims.parts import Part
    from extract.lexicon import Tag
    from extract.models import Anchor, Citation, Passage, Reason, Span
    from extract.reading import Reading


CountryKind = Literal["name", "demonym", "metonym", "leader", "region", "group", "inherited"]
SUBJECT_WEIGHT = 2.5  # of a part: the country is the subject, or owns its head
BETWEEN_NAMES = re.compile(r"[,;&\n]|\band\b")
OF_BEFORE = re.compile(r"\b(?:of|from|by|for|on)\s(?:(?!,\s)[^;:]){0,40}$")  # "the flight of many Peruvians"
PASSED_OVER = ("byline", "caption", "duplicate", "note")
"""Reasons of sentences that stand outside the text: what they name, no pronoun of the text means."""
PRONOUNS = ("he", "she", "they")
OF_TEXT = re.compile(r"\b(?:article|paper|study|chapter|essay|report|thesis|research|section)\b", re.IGNORECASE)


class Stretch(NamedTuple):
    """A sentence in the reading text, with its passage and the place that its id names."""

    passage: Passage
    span: Span
    anchor: Anchor
    place: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences before told the next one: whose speech may go on, and which countries were spoken of."""

    report: Report | None = None
    antecedents: Antecedents = field(default_factory=Antecedents)
    is_aim: bool = False
    is_bio: bool = False
    dated: str | None = None
    """The last date that the paragraph names."""


def find_claims(
    reading: Reading,
    citations: Sequence[Citation] = (),
    *,
    works: Works = NO_WORKS,
    codebook: Codebook | None = None,
    parsed: Parsed | None = None,
) -> Iterator[Claim | Sentence]:
    """Yield each sentence of the source in reading order: a claim, or a sentence with the reason why it is none.

    Bibliographies and page furniture have no sentences. ``citations`` are those of the source: they support claims,
    and the countries in them do not count. ``works`` are the CSL-JSON items that they may be linked to; ``codebook`` has what is
    looked for besides countries and organisations; ``parsed`` is a dependency parse of the reading text, if there is one.
    """
    findings = find_all(reading, citations, works, codebook or built_in(), parsed)
    authors = reading.source.authors or tuple(_names_in_bylines(reading))
    told = Told()
    seen: Counter[int] = Counter()
    for passage, (start, end) in reading.placed(*STATING, *OF_ROLE):
        told = replace(told, dated=None)
        is_caption = False
        for number, (begin, last) in enumerate(split_sentences(reading.text[start:end])):
            begins_note = passage.role == "note" and number == 0
            first = begin + (_label_length(reading.text[start + begin : start + last]) if begins_note else 0)
            anchor = reading.anchor(start + first, start + last)
            if not anchor.spans:
                continue
            why = why_no_statement(passage.role, anchor.text) or why_no_claim(
                anchor.text, is_note=begins_note, after_aim=told.is_aim, language=passage.language
            )
            is_caption = is_caption_number(anchor.text) or (is_caption and number > 0)
            if is_caption:
                why = "caption"
            if tells_of_author(anchor.text, authors, goes_on=told.is_bio and number > 0):
                why = why or "byline"
            at = anchor.spans[0][0]
            seen[at] += 1
            place = f"{at}.{seen[at]}" if seen[at] > 1 else f"{at}"
            if why:
                name = f"{passage.source}/sent/{place}"
                yield Sentence(id=name, source=passage.source, reason=why, section=passage.section, anchor=anchor)
                announces = why == "aim" or (why == "signpost" and OF_TEXT.search(anchor.text) is not None)
                told = Told(
                    antecedents=_passed(findings, (start + first, start + last), told, why),
                    is_aim=announces,
                    is_bio=why == "byline",
                )
            else:
                claim, told = _claim(Stretch(passage, (start + first, start + last), anchor, place), findings, told)
                yield claim


def _passed(findings: Findings, span: Span, told: Told, why: Reason) -> Antecedents:
    """Return the antecedents after a sentence that is no claim."""
    named = [Named(tag.start - span[0], tag.end - span[0], tag.value) for tag in findings.countries.within(span)]
    sentence = findings.masked[slice(*span)]
    if why == "heading":
        return pass_heading(told.antecedents, sentence, named, span[0])
    if why in PASSED_OVER:
        return told.antecedents
    return pass_no_claim(told.antecedents, sentence, named, span[0], may_lead=why == "question")


def _names_in_bylines(reading: Reading) -> Iterator[str]:
    """Yield what may be a name in the lines that tell the authors."""
    for passage, _ in reading.placed("byline"):
        yield from (part.strip() for part in BETWEEN_NAMES.split(passage.anchor.text) if part.strip().istitle())


def _label_length(note: str) -> int:
    """Return how many characters the number takes with which a note begins; none where nothing follows it."""
    label = NOTE.match(note)
    return label.end() if label and label.end() < len(note) else 0


def _claim(stretch: Stretch, findings: Findings, told: Told) -> tuple[Claim, Told]:
    """Return one claim with all its tags, and what it tells the next sentence."""
    reading, passage, span = findings.reading, stretch.passage, stretch.span
    start, end = span
    sentence = findings.masked[start:end]
    organisations = findings.organisations.within(span)
    named = sorted((tag.start, tag.end) for tag in (*findings.countries.within(span), *organisations))
    quotations = overlapping(findings.quotations, start, end)
    it_speaks = not told.is_aim and len({name.code for name in told.antecedents.subject}) == 1
    scene = Scene(named, told.report, it_speaks=it_speaks, we_speak=not findings.author_speaks)
    report = attribute(findings.masked, span, quotations, scene)
    countries, antecedents = _countries(stretch, findings, told, report)
    cited, notes = findings.citations.within(span), findings.notes.within(span)
    stance = find_stance(sentence) if passage.language in (None, "en") else Stance("pos", "asserted")
    if stance.modality == "asserted" and report and (meant := means(report)):
        stance = stance._replace(modality=meant, modality_cue=(report.cue[0] - start, report.cue[1] - start))
    dates = find_dates(sentence, published=reading.source.date, counted_from=findings.counted_from, before=told.dated)
    numbers = find_quantities(sentence, masked=[(date.start, date.end) for date in dates])

    def raw(found: Span | None) -> tuple[Span, ...]:
        return reading.raw_spans(found[0] + start, found[1] + start) if found and found[0] < found[1] else ()

    def placed(found: Date | Number) -> tuple[str, tuple[Span, ...]]:
        return reading.text[found.start + start : found.end + start], raw((found.start, found.end))

    claim = Claim(
        id=f"{passage.source}/claim/{stretch.place}",
        source=passage.source,
        countries=countries,
        organisations=organisation_tags(reading, organisations),
        theories=term_tags(reading, findings.theories.within(span), findings.cited),
        codes=tuple(code_tags(findings, span)),
        attribution=_attribution(findings, span, report, cited, notes),
        polarity=stance.polarity,
        negation=Negation(spans=raw(stance.denial.cue), scope=raw(stance.denial.scope)) if stance.denial else None,
        modality=stance.modality,
        modality_cue=raw(stance.modality_cue),
        quantities=tuple(
            Quantity(text=t, value=n.value, upper=n.upper, unit=n.unit, spans=s) for n in numbers for t, s in [placed(n)]
        ),
        dates=tuple(DateTag(text=t, value=d.value, spans=s) for d in dates for t, s in [placed(d)]),
        citations=ids(cited),
        section=passage.section,
        anchor=stretch.anchor,
    )
    return claim, Told(
        (report if report and report.lemma != VIEWPOINT_CUE else None) or opens_list(findings.masked, start, end, named),
        antecedents,
        dated=dates[-1].value.rpartition("/")[2] if dates else told.dated,
    )


def _countries(
    stretch: Stretch, findings: Findings, told: Told, report: Report | None
) -> tuple[tuple[CountryTag, ...], Antecedents]:
    """Return the countries that a sentence names, each once with its part, and those that its pronouns stand for."""
    span = stretch.span
    tags = findings.countries.within(span)
    sentence = findings.masked[slice(*span)]
    names = [Named(tag.start - span[0], tag.end - span[0], tag.value) for tag in tags]
    heading = next((findings.headings[t] for t in reversed(stretch.passage.section) if t in findings.headings), None)
    before = told.antecedents if report and goes_on(report) else replace(told.antecedents, speaker=None)
    beside = [(tag.start - span[0], tag.end - span[0]) for tag in findings.organisations.within(span)]
    inherited = list(inherit(sentence, before, names, heading, beside))
    if not names and not inherited:
        return (), replace(follow(told.antecedents, sentence, (), (), span[0]), speaker=_speaking(findings, report))
    mentions = [CountryName(*name, tag.form) for name, tag in zip(names, tags, strict=True)]
    meant = [CountryName(i.start, i.end, i.code, "inherited") for i in inherited]
    told_by = _grammar_of(findings, stretch)
    parts = find_parts(sentence, [*mentions, *meant], sanctioned=findings.sanctioned, beside=beside, grammar_of=told_by)
    found = [
        _tag(findings.reading, span, parts[code], Tagged(code, own[0].form or "name", _spans(own), own[0].rule))
        for code in dict.fromkeys(name.code for name in sorted(names))
        for own in [[tag for tag in tags if tag.value == code]]
    ]
    for i in inherited:
        at = (i.start + span[0], i.end + span[0])
        found.append(_tag(findings.reading, span, parts[i.code], Tagged(i.code, "inherited", (at,), i.rule, _spans(i.named))))
    leading = [code for code, part in parts.items() if _leads(part)]
    subject = [*chain.from_iterable(i.named for i in inherited if i.code in leading)] or [
        Named(name.start + span[0], name.end + span[0], name.code)
        for name in side_by_side([name for name in names if name.code in leading], sentence)
    ]
    leaders = [tag for tag in tags if tag.value in leading and (tag.form == "leader" or _is_of(PERSONAL, findings, tag))]
    leader = Named(leaders[-1].start, leaders[-1].end, leaders[-1].value) if leaders else None
    if leader is None and any(i.rule == HE for i in inherited):
        leader = told.antecedents.leader
    after = follow(told.antecedents, sentence, names, subject, span[0])
    is_people = any(_is_of(PEOPLE, findings, tag) for tag in tags if tag.value in leading)
    speaker = _speaking(findings, report)
    is_else = any(_is_else(findings, span, [tag for tag in tags if tag.value == code]) for code in leading)
    return tuple(found), replace(after, speaker=speaker, leader=leader, is_else=is_else, is_people=is_people)


def _is_else(findings: Findings, span: Span, tags: Sequence[Tag]) -> bool:
    """Tell whether the subject is a person of the state ("the Peruvian president") or only holds its name ("the flight of Peruvians")."""
    persons = [tag.form == "leader" or _is_of(PERSONAL, findings, tag) for tag in tags]
    return bool(tags) and (all(persons) or OF_BEFORE.search(findings.masked, span[0], tags[0].start) is not None)


def _leads(part: Part) -> bool:
    """Tell whether a country is the subject, or owns its head; "the government of" it is as much."""
    is_acted_on = part.role == "target" and part.weight > SUBJECT_WEIGHT and part.rule.endswith("(passive)")
    return is_acted_on or (part.role == "actor" and part.weight >= SUBJECT_WEIGHT)


def _is_of(office: re.Pattern[str], findings: Findings, tag: Tag) -> bool:
    """Tell whether the noun behind a name is of a kind: "the Peruvian president"."""
    return office.match(findings.masked, tag.end) is not None


def _grammar_of(findings: Findings, stretch: Stretch) -> Callable[[CountryName], Grammar | None] | None:
    """Return what tells how a name of the sentence hangs on a verb of it, by the parse of an English text, if there is one."""
    parsed, (start, end) = findings.parsed, stretch.span
    if parsed is None or stretch.passage.language not in (None, "en"):
        return None

    def grammar_of(name: CountryName) -> Grammar | None:
        found = parsed((name.start + start, name.end + start))
        if found is None or not (start <= found.cue[0] and found.cue[1] <= end):
            return None
        return found._replace(cue=(found.cue[0] - start, found.cue[1] - start))

    return grammar_of


class Tagged(NamedTuple):
    """A country that a sentence names or means; places count in the text."""

    code: str
    kind: str
    spans: Sequence[Span]
    rule: str
    antecedent: Sequence[Span] = ()


def _spans(found: Iterable[Tag | Named]) -> tuple[Span, ...]:
    return tuple((each.start, each.end) for each in found)


def _tag(reading: Reading, sentence: Span, part: Part, tagged: Tagged) -> CountryTag:
    """Return the record of a country in a sentence, with what earned it."""
    cue = (part.cue[0] + sentence[0], part.cue[1] + sentence[0]) if part.cue and part.cue[0] < part.cue[1] else None
    return CountryTag(
        code=tagged.code,
        role=part.role,
        kind=cast("CountryKind", tagged.kind),
        spans=tuple(raw for place in tagged.spans for raw in reading.raw_spans(*place)),
        rule=f"{tagged.rule}; {part.rule}",
        cue=reading.raw_spans(*cue) if cue else (),
        antecedent=tuple(raw for place in tagged.antecedent for raw in reading.raw_spans(*place)),
    )


def _speaking(findings: Findings, report: Report | None) -> Named | None:
    """Return the only country that the speaker of a report names or leads."""
    tags = findings.countries.within(report.speaker) if report and report.speaker else ()
    return Named(tags[0].start, tags[0].end, tags[0].value) if len({tag.value for tag in tags}) == 1 else None


def _attribution(
    findings: Findings, span: Span, report: Report | None, cited: Sequence[Place], notes: Sequence[Place]
) -> Attribution:
    """Return who stands behind a claim; a source that supports it goes before a speaker, who is kept all the same."""
    reading, sources = findings.reading, ids((*cited, *notes))
    kind: Literal["author", "cited", "quoted"] = (
        "cited" if cited or notes else "quoted" if report and report.is_main else "author"
    )
    carried = find_cited_parts(findings.masked, span, cited, notes) if cited or notes else ()
    parts = tuple(CitedPart(spans=reading.raw_spans(*part.span), citations=part.citations, rule=part.rule) for part in carried)
    named = report.speaker if report else None
    if named is None or reading.text[slice(*named)].lower() in PRONOUNS:
        authors = find_cited_speaker(reading.text, findings.masked, span, carried, cited)
        named = authors if authors and (named is None or authors < named) else named
    named = _with_citation(findings, named, cited) if named else None
    quote = report.quote if report else "indirect"
    speaker = Speaker(spans=reading.raw_spans(*named), text=reading.text[slice(*named)], quote=quote) if named else None
    if report is None:
        rule = "citation" if cited else "note" if notes else ""
        return (
            Attribution(kind=kind, citations=sources, parts=parts, speaker=speaker, rule=rule)
            if sources or speaker
            else _plain(kind, rule)
        )
    return Attribution(
        kind=kind,
        citations=sources,
        parts=parts,
        speaker=speaker,
        cue=reading.raw_spans(*report.cue) if report.cue[0] < report.cue[1] else (),
        content=tuple(raw for content in report.content for raw in reading.raw_spans(*content)),
        rule=f"{report.group}:{report.lemma}, {report.rule}",
    )


def _with_citation(findings: Findings, speaker: Span, cited: Sequence[Place]) -> Span:
    """Return the span of a speaker with the surname that a citation after the given name holds: "Ada Okafor (2018)"."""
    for place in cited:
        if place.is_narrative and 0 <= place.start - speaker[1] <= 1:
            names = findings.reading.text[place.start : place.end].partition("(")[0].rstrip()
            return speaker[0], place.start + len(names)
    return speaker


@lru_cache(maxsize=8)
def _plain(kind: Literal["author", "cited", "quoted"], rule: str) -> Attribution:
    """Return the attribution of a claim that reports nobody's words: most claims have the same."""
    return Attribution(kind=kind, rule=rule)
