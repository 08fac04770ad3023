"""Whether the main content of a sentence is somebody's speech: named actors who say, demand or describe something."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.claims.attribution import CLAUSE, SAME_SUBJECT, Report, find_reports, is_tail
from extract.claims.cues import words
from extract.claims.main_clause import first_clause, main_clause
from extract.claims.speakers import (
    CLASS_OF_THINKERS,
    NOTHING_KNOWN,
    Scene,
    ends_in_speaker,
    find_thinkers,
    is_name,
    may_speak,
    may_think,
)
from extract.claims.word_kinds import AUXILIARIES, KINDS, verb_forms
from extract.months import month_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Modality, QuoteKind, Span

VIEWS = (
    r"(?:point\sof\sview|view|perspective|viewpoint|standpoint|vantage\spoint|eyes|opinion|lens(?:es)?|reading|telling|account|assessment|"
    r"judge?ment|estimate|estimation|words|interpretation|understanding|reckoning|terms)"
)
LINKED = r"(?:(?:However|Yet|Still|Thus|Moreover|Indeed|But|And),?\s)?"
VIEWPOINT = re.compile(
    rf"\W{{0,4}}{LINKED}(?:[Ff]rom|[Ii]n|[Tt]hrough|[Bb]y|[Oo]n)\s(?P<who>(?:the\s)?(?:[\w-]{{1,30}}\s){{0,3}}?[\w-]{{1,30}})(?:[’']s|(?<=s)[’'])\s(?:own\s)?{VIEWS}\b"
)
"""A clause that opens with whose view it gives: "From Tokyo's point of view, ..."."""

VIEW_OF = re.compile(
    rf"\W{{0,4}}{LINKED}(?:[Ff]rom|[Ii]n|[Tt]hrough)\sthe\s{VIEWS}\sof\s(?P<who>(?:[^\s,;:.“”\"()]{{1,30}}\s){{0,7}}?[^\s,;:.“”\"()]{{1,30}}),"
)
POSITION = re.compile(
    rf"\W{{0,4}}{LINKED}(?P<who>(?:[Tt]he\s)?(?:[\w-]{{1,30}}\s){{0,4}}?[\w-]{{1,30}})(?:[’']s|(?<=s)[’'])\s(?:[a-z-]{{1,20}}\s){{0,2}}"
    r"(?:position|view|argument|claim|contention|line|answer|stance|message|conclusion|thesis|explanation|complaint|demand|proposal|reply|response|verdict|assessment)"
    r"\s(?:is|was|remains|remained|has\sbeen)\s(?:[a-z]{1,20}ly\s)?that\b"
)
IT_IS_SAID = re.compile(
    rf"\W{{0,4}}{LINKED}(?:(?:In|On|At|By|Last|Later)\s[^,.;]{{2,40}},?\s)?[Ii]t\s(?P<cue>(?:is|was|has\sbeen|had\sbeen)\s(?:[a-z]{{1,20}}ly\s)?(?:reported|announced|said|claimed|alleged|stated|rumou?red))\sthat\b"
)
VIEWPOINT_CUE = "point of view"
ORDINAL = re.compile(r"\W*(?:first|second|third|fourth|fifth|finally|lastly)(?:ly)?,\s", re.IGNORECASE)
AUTHOR_SPEAKS = re.compile(
    r"[IWwOo](?<!\w.)"  # the set stands first: the engine skips to it
    r"(?:(?:(?<=I)|(?<=[Ww])e)\s(?:\w+ly\s|also\s|then\s)?(?:argue|find|found|show|examine|analy[sz]e|conclude|propose|use|present|explore|test|contend|focus|discuss|conducted|interviewed)\b"
    r"|(?<=[Oo])ur\s(?:findings|data|analysis|sample|model|study|results|argument)\b)"
)
FIRST_PERSON = re.compile(r"\W{0,4}(?:[Ww]e|I|[Oo]ur|[Mm]y)\b")
LISTING = re.compile(
    r"\b(?:outlin|list|summ|present|set|lay|laid|gave|made|nam|offer|stat|justif)\w*\s(?:[\w’'-]+\s){0,8}(?:two|three|four|five|six|several|following|a number of)\s(?:\w+\s){0,2}(?:points|reasons|demands|arguments|conditions|claims|proposals|messages|principles|grounds)\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"\s(?:points|reasons|demands|arguments|conditions|claims|proposals|messages|principles|grounds)\b")
AS = re.compile(r"[^.;]{1,160}\bas\s(?:an?|the|[a-z]+)\b")
LATER_THAT = re.compile(
    r"\s(?:(?:in|on|at|to|during|after|before|by|with|from|last|this|yesterday|today|again|later|repeatedly|[a-z]+ly)\b[^.;:“\"]{0,90}?\s)that\b"
)
"""A clause with "that" behind a time or a place: "said in May that"."""

AUTHOR = re.compile(r"(?:I|we|We|(?:(?:[Tt]his|[Tt]he\spresent)\s(?:article|paper|study|chapter|essay|report|analysis|brief)))")
AS_BEFORE = re.compile(r"(?:^|[,;]\s|\s)[Aa]s\s$")
TOLD = re.compile(r"\s(?:[\w’'.-]+\s){1,6}that\b")
TO_DO = re.compile(r"[^.;]{2,120}\bto\s[a-z]+\b")
ANNOUNCED = re.compile(r"\s(?!to\b|by\b|in\b|on\b|at\b|itself\b|himself\b|herself\b|themselves\b)[\w$€£]")
THAT = re.compile(r"\sthat\b")
ADVERBIAL = re.compile(
    r"(?:By|Under|In|On|At|With|Without|Within|Despite|After|Before|During|Since|For|From|To|As|Among|Amid|Amidst|Beyond|Besides|Through|Unlike|Like|Upon|Over|[A-Z][a-z]{2,15}ing)\b(?![^,]*,[^,]*,)"
)
"""What opens a sentence and is no statement by itself: "By closing its ports, ..."; with a second comma a clause may follow it."""
TOKEN = re.compile(r"[^\W_][\w’'.-]*[^\W_]|[^\W_]|[^\w\s]")
WHEN = re.compile(
    rf"(?:\s(?:on|in|last|this|earlier|late)?\s?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|today|yesterday|{'|'.join(month_names('en'))}|\d{{4}})\b){{0,2}}"
)
MARKS = "-'’$€£%“\"‘"
JOINERS = frozenset(("and", "or", "but"))
WITHIN = 120  # characters after a verb in which the verb of a clause without "that" stands
MIN_WORDS_OF_SPEECH = 3  # a quotation that a speaker is held to; shorter ones are terms


def attribute(text: str, span: Span, quotations: Sequence[Span] = (), scene: Scene = NOTHING_KNOWN) -> Report | None:
    """Return the report by which the main content of the sentence at ``span`` is somebody's speech, if it is.

    Sentences in the first person, further sentences of one quotation, and numbered points go on with the speaker of the
    sentence before.

    >>> report = attribute("Seoul stressed that trade would go on.", (0, 38), scene=Scene(named=[(0, 5)]))
    >>> report.lemma, report.speaker, report.quote
    ('stress', (0, 5), 'indirect')
    """
    start, end = span
    sentence = text[start:end]
    before = scene.before
    if before is not None:
        if any(a <= start + 1 and end - 2 <= b for a, b in quotations):
            return _going_on(before, span, "direct", "quotation goes on")
        if scene.we_speak and not quotations and FIRST_PERSON.match(sentence):
            return _going_on(before, span, "direct", "goes on in the first person")
    viewed = _view_of(text, span, scene)
    if viewed:
        return viewed
    report = _reported(text, span, quotations, scene)
    if report:
        return report
    if before is not None and ORDINAL.match(sentence):
        return _going_on(before, span, "indirect", "numbered point of a speaker")
    return None


def _reported(text: str, span: Span, quotations: Sequence[Span], scene: Scene) -> Report | None:
    """Return the first report in the main clauses of a sentence, or else what schools and experts are said to hold."""
    start, end = span
    sentence = text[start:end]
    main = ""
    reports = find_reports(text, start, end, quotations)
    for found in reports:
        main = main or main_clause(sentence)
        report = found
        if found.quote == "direct" and any(found.cue[1] <= other.cue[0] < found.content[0][0] for other in reports):
            report = found._replace(quote="indirect")  # the quotation belongs to the verb beside it
        if found.speaker is None and SAME_SUBJECT.search(text, start, found.cue[0]):
            report = found._replace(speaker=_subject_before(text, start, found.cue[0], scene.named))
        at, stop = report.cue[0] - start, report.cue[1] - start
        if _is_inside(report.cue, span, quotations) or _is_author(text, report):
            continue
        aside = _is_aside(text, start, report) and report.group in ("speech", "judgement") and may_speak(text, report, scene)
        if aside or (main[at:stop].strip() and _is_speech_of_actor(text, report, main[stop:], scene)):
            return report._replace(is_main=_is_main(text, main, start, report))
    if CLASS_OF_THINKERS.search(sentence) is None:
        return None
    main = main or main_clause(sentence)
    thinkers = find_thinkers(main, start)
    return thinkers._replace(is_main=_is_main(text, main, start, thinkers)) if thinkers else None


def _view_of(text: str, span: Span, scene: Scene) -> Report | None:
    """Return the report of a sentence that gives somebody's view: "In Lima's view, ...", "Lima's position is that ..."."""
    for pattern in (VIEWPOINT, VIEW_OF, POSITION):
        found = pattern.match(text, *span)
        if found is None:
            continue
        who = found.span("who")
        report = Report(found.span(), "speech", VIEWPOINT_CUE, who, (), "indirect", VIEWPOINT_CUE)
        if FIRST_PERSON.match(text, *who) or not may_speak(text, report, scene):
            return None
        begin = found.end() + (text[found.end() : found.end() + 2] == ", ") * 2
        return report._replace(content=((begin, span[1]),))
    said = IT_IS_SAID.match(text, *span)
    return (
        Report(said.span("cue"), "speech", said["cue"], None, ((said.end(), span[1]),), "indirect", "passive") if said else None
    )


def _is_inside(cue: Span, span: Span, quotations: Sequence[Span]) -> bool:
    """Tell whether a cue stands in what somebody else says: "“You ask too much,” she said"; not where all is said."""
    return any(a <= cue[0] and cue[1] <= b and not (a <= span[0] + 1 and span[1] - 2 <= b) for a, b in quotations)


def _is_author(text: str, report: Report) -> bool:
    """Tell whether the author speaks: "I show that"."""
    return report.speaker is not None and report.quote != "direct" and AUTHOR.fullmatch(text, *report.speaker) is not None


def _is_aside(text: str, start: int, report: Report) -> bool:
    """Tell whether a report is an aside to its content: "As the envoys put it, ..."."""
    if report.speaker is None:
        return False
    return AS_BEFORE.search(text, start, report.speaker[0]) is not None and text.startswith(",", report.cue[1])


def _is_main(text: str, main: str, start: int, report: Report) -> bool:
    """Tell whether a report stands in the first of several main clauses, and in no clause of its own with "as"."""
    if report.cue[0] - start >= len(first_clause(main, at_semicolon=False)):
        return False
    begin = report.speaker[0] if report.speaker else report.cue[0]
    return AS_BEFORE.search(text, start, begin) is None or CLAUSE.match(text, report.cue[1]) is None


def _subject_before(text: str, start: int, at: int, named: Sequence[Span]) -> Span | None:
    """Return the last of ``named`` before ``at`` that begins a clause, or else the first."""
    before = [name for name in named if start <= name[0] < at]
    clauses = [
        name
        for name in before
        if (name[0] == start or text[start : name[0]].rstrip().endswith(","))
        and text[name[1] : name[1] + 2] not in ("'s", "’s")
    ]
    return clauses[-1] if clauses else before[0] if before else None


def _going_on(before: Report, span: Span, quote: QuoteKind, rule: str) -> Report:
    return before._replace(cue=(span[0], span[0]), content=(span,), quote=quote, rule=rule)


def goes_on(report: Report) -> bool:
    """Tell whether a report goes on with the speaker of the sentence before."""
    return "goes on" in report.rule


def means(report: Report) -> Modality | None:
    """Return what a verb of speech makes of its content: what is asked for should be, what is promised will be."""
    if report.lemma in words("attribution_weak", "requests_in_words") and report.lemma not in words(
        "attribution_weak", "telling"
    ):
        return "normative"
    return "predicted" if report.lemma in words("attribution_weak", "promising") else None


def speaks_as_author(text: str) -> bool:
    """Tell whether the author of a text writes "we" or "I": first-person sentences are no reported speech there."""
    return AUTHOR_SPEAKS.search(text) is not None


def opens_list(text: str, start: int, end: int, named: Sequence[Span]) -> Report | None:
    """Return who announces points that the next sentences number: "Seoul outlined its position in three points"."""
    found = LISTING.search(text, start, end) if LISTED.search(text, start, end) else None
    speaker = next((span for span in named if start <= span[0] < (found.start() if found else start)), None)
    return (
        Report((found.start(), found.end()), "speech", "outline", speaker, (), "indirect", "list")
        if found and speaker
        else None
    )


def _is_speech_of_actor(text: str, report: Report, after: str, scene: Scene) -> bool:
    """Tell whether an actor speaks in the report, and words of theirs follow in ``after``."""
    if report.lemma in words("attribution_weak", "speaker_follows"):
        return report.speaker is not None
    if report.group == "thought":
        is_opinion = report.lemma in words("attribution_weak", "opinions") and may_think(text, report)
        return is_opinion and (CLAUSE.match(after) is not None or AS.match(after) is not None)
    if report.group == "nouns" or (report.lemma in words("attribution_weak", "deeds") and THAT.match(after) is None):
        return False
    if report.lemma in words("attribution_weak", "proofs") and not (may_think(text, report) or is_name(text, report, scene)):
        return False
    if not may_speak(text, report, scene):
        is_told = report.speaker is not None or report.lemma == "say"
        return is_told and report.quote == "direct" and report.lemma in words("attribution_weak", "voices")
    is_quoted = report.quote == "direct" and max(len(text[a:b].split()) for a, b in report.content) >= MIN_WORDS_OF_SPEECH
    return is_quoted or _has_words_of_theirs(text, report, after, scene)


def _has_words_of_theirs(text: str, report: Report, after: str, scene: Scene) -> bool:
    """Tell whether what stands around a verb of speech is what its subject says, promises or asks for."""
    said = text[slice(*report.cue)].lower()
    has_clause = CLAUSE.match(after) is not None
    weak = {name for name in ("announcing", "promising_to", "telling") if report.lemma in words("attribution_weak", name)}
    if (
        ("telling" in weak and not said.endswith("ing") and TOLD.match(text, report.cue[1]))
        or ("promising_to" in weak and after.startswith(" to ") and ends_in_speaker(text, report, scene))
        or ("announcing" in weak and report.rule == "verb" and ANNOUNCED.match(after))
        or (report.rule == "after its content" and report.group == "speech" and _closes(text, report, after))
    ):
        return True
    if report.group in ("speech", "commitment"):
        is_noun = said == report.lemma and said in words("attribution_weak", "also_nouns")
        is_told = report.rule == "clause" or has_clause or LATER_THAT.match(after) is not None
        return is_told or (not is_noun and _opens_bare_clause(after, report.lemma))
    if report.group == "request":
        in_words = report.lemma in words("attribution_weak", "requests_in_words")
        return in_words and (TO_DO.match(after) is not None or THAT.match(after) is not None)
    return has_clause or (AS.match(after) is not None and report.lemma not in words("attribution_weak", "blaming"))


def _closes(text: str, report: Report, after: str) -> bool:
    """Tell whether a report stands, between commas or at the end, behind what it reports: "..., the bank said on Monday."."""
    begins = report.speaker is not None and text[: report.speaker[0]].rstrip(" \n“”\"’'").endswith(",")
    if not report.content or ADVERBIAL.match(text, *report.content[0]):
        return False
    return begins and (text[report.cue[1] : report.cue[1] + 1] in (",", ".", "") or is_tail(after, report.lemma))


def _opens_bare_clause(after: str, lemma: str) -> bool:
    """Tell whether a clause without "that" follows: a noun phrase and a finite verb ("said the port would close").

    After verbs that also take an object, a pronoun or name behind a noun opens a clause about it: "announced the steps
    it would take".
    """
    if lemma not in words("attribution_weak", "bare_clause"):
        return False
    takes_object = lemma not in words("attribution_weak", "bare_clause_only")
    when = WHEN.match(after)
    found = [match[0] for match in TOKEN.finditer(after, when.end() if when else 0, WITHIN)]
    previous = ""
    for word, following in pairwise([*found, ""]):
        lower = word.lower()
        if word in AUXILIARIES or lower.endswith(("n't", "n’t")):
            return bool(previous) and previous not in JOINERS and lower not in ("be", "been", "being", "having")
        if not previous and KINDS.get(lower) in ("S", "P", "C", "N", "A"):
            return False
        if lower in ("to", "as") or (previous and KINDS.get(lower) == "S") or not (word[0].isalnum() or word in MARKS):
            return False
        if previous and following != "by" and _is_verb_of(previous, word, takes_object=takes_object):
            return True
        if previous.islower() and previous not in KINDS and takes_object and (word[0].isupper() or KINDS.get(lower) == "Q"):
            return False
        previous = word
    return False


def _is_verb_of(subject: str, word: str, *, takes_object: bool) -> bool:
    """Tell whether ``word`` is the finite verb of a subject that ends in ``subject``."""
    form = verb_forms().get(word, ("", ""))[1]
    if form == "base" and not takes_object and subject.islower() and subject.endswith("s") and subject not in KINDS:
        return True  # "argues states balance"
    if form not in ("past", "s") or KINDS.get(subject.lower(), "Q") != "Q":
        return False
    return subject[0].isupper() or subject in KINDS or (form == "past" and not takes_object)
