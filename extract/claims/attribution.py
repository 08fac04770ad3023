"""Who says it: cues of reported speech and thought, their speakers, and what is reported.

``find_attributions`` reads any text. Whether a claim as a whole is somebody's speech is decided in ``speech.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import Cue, find_cues, words
from extract.claims.quotations import find_quotations, overlapping
from extract.claims.word_kinds import AUXILIARIES, verb_forms
from extract.lexicon import Tag
from extract.months import month_names
from extract.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import QuoteKind, Span


NOT_A_SPEAKER = (
    r"(?:that|which|who|there|this|what|and|but|or|as|when|while|if|because|although|to(?!\s(?:the\s)?(?-i:[A-Z]))|not|also)"
)
ADVERB = r"(?:[a-z]{1,20}ly|also|then|later|first|often|even|never|always|once|again|not|now|still|just|further|too|soon|both|all|already|long|rather|however|instead|thus|therefore|for example|for instance)"
AUXILIARY = r"(?:am|is|are|was|were|be|been|being|has|have|had|having|do|does|did|will|would|shall|should|can|could|may|might|must|[a-z]{1,9}n['’]t|['’](?:s|d|ve|re|ll|m))"
FILLER = re.compile(rf"(?:\s(?:{ADVERB}|{AUXILIARY})){{0,6}}+\s{{0,9}}$")
DETERMINERS = frozenset((
    "the", "a", "an", "this", "that", "these", "those", "any", "some", "no", "many", "several", "most", "such", "each", "every", "its", "their",
    "his", "her", "our", "my", "your", "other",
))  # fmt: skip
POSSESSIVES = ("'s", "’s", "s'", "s’")
PREPOSITIONS = frozenset((
    "of", "in", "on", "at", "by", "for", "with", "from", "about", "against", "into", "under", "over", "between", "among", "toward", "towards",
    "through", "without", "despite", "after", "before", "via", "per", "than", "like",
))  # fmt: skip
SUBJECT = re.compile(
    r"(?:^|[\s(“\"'‘,—–-])(?:I|you|he|she|it|we|they|who|which|that|people|many|some|others|few|critics|officials|experts|analysts|sources|scholars|[A-Z][\w.’'-]*)[,)]?\s*$"
)
CLAUSE = re.compile(
    r"[\s,]{0,5}(?:(?:" + ADVERB + r"|back)\s{1,5}|[\w\s’'-]{2,60},\s)?(?:that|whether|if|how|why|what|who|when|where|which)\b",
    re.IGNORECASE,
)
NOUN_PHRASE = re.compile(
    r"\s*(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|all|any|no|some|it|he|she|they|we|I|him|them|us|me|you|there)\b|\s*[A-Z$\d“\"'‘]"
)
COLON = re.compile(r"[^.;:“\"]{0,40}:")
POSTPOSED = re.compile(r"[,”\"’']\s(?:[\w.’'-]+\s){1,9}$")
POSTPOSED_NEAR = re.compile(r"[,”\"’']\s(?:[\w.’'-]+\s){1,3}$")
TO_DO = re.compile(r"[^.;]{2,80}\bto\s[a-z]+\b")
SEEN_AS = re.compile(r"[^.;,]{2,100}\bas\b")
ABOUT = re.compile(r"\s(?:about|of|on|to|for|against|in|from|over|by|with)\b|:", re.IGNORECASE)
OPENING = re.compile(r"[^“\"]{0,60}?[,:]?\s*(?:[“\"‘]|['’]{2})")
MARK = re.compile(r"[“\"‘'’]")
"""What an opening of a quotation ends with."""

POSSESSOR = re.compile(r"(?:\b(?:his|her|its|their|our|my|your|whose)|['’]s|s['’])\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
LEADING = re.compile(rf"\b(?:{NOT_A_SPEAKER})\b[,\s]*", re.IGNORECASE)
NO_SPEAKER = re.compile(rf"\s*(?:{NOT_A_SPEAKER})\s*", re.IGNORECASE)
AFTER = re.compile(
    r"\s*(?!which\b|whom\b|what\b|how\b|whether\b)((?:[^\s,;:.“”\"()]|\.(?!\s|$)|\s(?!that\b|who\b|which\b|in\b|on\b|at\b)){1,120})"
)
TOLD = frozenset(("told", "tells", "tell", "telling"))
INVERTED = re.compile(
    r"\s((?!that\b)[^\s,;:.“”\"()]+(?:\s(?!that\b|to\b|who\b)[^\s,;:.“”\"()]+){0,7}?)(?=\s?(?:[.,;:(—–]|$)|\s(?:on|in|at|who|during|last|this|after)\s)"
)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|did|does|do)\b|n['’]t\b")
ASIDE = re.compile(r"\s[a-z]|\s[A-Z][\w-]*\s(?:of|for|at|to)\s")
TWO_NAMES = re.compile(r"\W*(?:(?:[Tt]he\s)?[A-Z][\w.’'-]*\s|of\s){1,6}and\s(?=(?:the\s)?[A-Z])")
PARTICLE = re.compile(r"\b([A-Za-z]++)\s$")
ADJECTIVE = re.compile(r"\b(?:the|an?|this|that|these|those|its|their|his|her|some|most|more)\s[a-z]{2,20}ly\s$", re.IGNORECASE)
NAMED = re.compile(r"\s(?:as|for)\b")
PASSIVE = re.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being)|['’](?:s|re|m))\s(?:(?:[a-z]{1,20}ly|also|then|first|often|even|never|not|now|still|already|long|so)\s){0,3}$",
    re.IGNORECASE,
)
AGENT = re.compile(
    r"[^.;:“”\"]{0,60}?\sby\s(?P<agent>(?:[^\s,;:.“”\"()]|\.(?!\s|$)|\s(?!that\b|who\b|which\b|in\b|on\b|at\b|as\b|for\b|to\b|and\b)){1,80})"
)
DATED = re.compile(
    rf"(?:In|On|By|At|Since|During|Last|This)\s(?:the\s(?:same|following)\s(?:year|month|week|day)|(?:(?:early|late|mid)[\s-])?(?:\d{{1,2}}\s)?(?:{'|'.join(month_names('en'))}|\d{{4}}|week|month|year|spring|summer|autumn|winter)(?:\s\d{{1,2}}\b,?)?(?:\s\d{{4}})?)\s(?=\S)"
)
"""A date before a subject: "In May 2014 the council said"."""

MEANS = re.compile(
    r"\s(?:in|through|via|during)\s(?:its|his|her|their|an?)\s(?:[\w-]+\s){0,3}(?:statement|speech|address|letter|interview|report|remarks|comments?|article|tweet|communiqu[eé]|note)\b"
)
REACH = 90  # characters before a cue in which its subject, or what makes a noun of it, stands
MAX_GAP = 3  # spaces before a cue; more stand for what was blanked out
MIN_QUOTED_WORDS = 2  # one word between marks is a term
MAX_TITLE_WORDS = 6
MIN_CONTENT = 12  # characters; less after the cue is a time or a place, and the content stands before
SAME_SUBJECT = re.compile(r"(?:,|\band|\bbut|\bor)\s+(?:[a-z]+ly\s+|also\s+|even\s+|then\s+)?$")
AT_END = re.compile(r"\s*(?:[.,]|$|(?:on|in|at|to|last|this)\s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z])")
TAIL = re.compile(
    r"(?:\s(?:early|late|earlier|later|again|separately|yesterday|today|on|in|at|to(?=\s(?:the|an?|his|her|its|their|[A-Z]))|from|after|before|during|last|this|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b[^,;:“”\"]{0,100})?[\s.]{0,3}"
)
"""What may follow a verb of speech that stands behind its content: a time, a place, an audience."""
WHOM = re.compile(r"\s(?:(?:the|an?|his|her|its|their)\s)?[\w.’'-]{1,30}(?:\s[A-Z][\w.’'-]{0,30}){0,4}")
"""Whom somebody told: "told reporters", "told the Harbour Post"."""
CLAUSAL = re.compile(r"\b(?:that|which|who|if|whether|how|why|what)\b")
STOP = re.compile(r"[,;:()“”\"—–]|\s-+\s")


class Report(NamedTuple):
    """One report in a sentence; offsets count in the text in which it was looked for."""

    cue: Span
    group: str
    lemma: str
    speaker: Span | None
    content: tuple[Span, ...]
    quote: QuoteKind
    rule: str
    is_main: bool = True
    """Is what is reported the main statement of the sentence?"""


def find_attributions(text: str) -> list[Tag]:
    """Return a tag for each cue, speaker and stretch of reported content in ``text``, from left to right.

    >>> text = "The port is safe, the mayor said. Trade grew."
    >>> [(a.value, text[a.start:a.end]) for a in find_attributions(text)]
    [('content', 'The port is safe'), ('speaker', 'the mayor'), ('cue', 'said')]
    """
    quotations = find_quotations(text)
    found: set[Tag] = set()
    for start, end in split_sentences(text):
        for report in find_reports(text, start, end, overlapping(quotations, start, end)):
            rule = f"{report.group}:{report.lemma}"
            found.add(Tag("attribution", "cue", *report.cue, rule))
            if report.speaker:
                found.add(Tag("attribution", "speaker", *report.speaker, rule))
            found |= {Tag("attribution", "content", *span, rule) for span in report.content}
    for start, end in quotations:
        if is_speech(text[start:end]):
            found.add(Tag("attribution", "content", start, end, "quotation"))
    return sorted(found, key=lambda a: (a.start, a.end, a.value, a.rule))


def is_speech(quotation: str) -> bool:
    """Tell whether a text between quotation marks is long enough to be somebody's words rather than a term or a title."""
    inside = quotation.strip("“”\"‘’'`«»„., ").split()
    if len(inside) <= MAX_TITLE_WORDS and all(not word[0].islower() for word in inside):
        return False  # a title: “War and Ports”
    return len(inside) >= MIN_QUOTED_WORDS


def find_reports(text: str, start: int, end: int, quotations: Sequence[Span] = ()) -> list[Report]:
    """Return the reports in the sentence ``text[start:end]``, in the order of their cues.

    ``quotations`` are those that touch it; cues inside them are read as well, since quoted speech reports speech.
    """
    sentence = text[start:end]
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in quotations]
    quoted = [(a, b) for a, b in inside if is_speech(sentence[a:b])]
    reports: list[Report] = []
    for at, stop, cue in find_cues(sentence):
        rule = _why_reporting(sentence, at, stop, cue)
        if not rule:
            continue
        speaker = _find_speaker(sentence, at, stop, cue)
        if (
            speaker is None
            and reports
            and reports[-1].speaker
            and not text.endswith("ing", 0, reports[-1].cue[1])
            and SAME_SUBJECT.search(sentence, 0, at)
        ):
            speaker = (reports[-1].speaker[0] - start, reports[-1].speaker[1] - start)
        follows = rule == "after its content" and is_tail(sentence[stop:], cue.lemma)
        content, quote = _find_content(sentence, (at, stop), speaker, quoted, follows=follows)
        reports.append(
            Report(
                (at + start, stop + start),
                "nouns" if rule.startswith("noun") else cue.group,
                cue.lemma,
                (speaker[0] + start, speaker[1] + start) if speaker else None,
                tuple((a + start, b + start) for a, b in content),
                quote,
                rule,
            )
        )
    return reports


def _why_reporting(sentence: str, at: int, stop: int, cue: Cue) -> str:
    """Return why the cue reports somebody here, or nothing where it is another word or use."""
    before, after = sentence[max(at - REACH, 0) : at], sentence[stop:]
    if cue.form == "phrase":
        return "phrase"
    if cue.group == "nouns":
        return _why_noun_reports(before, after)
    if sentence[at].isupper() and before.strip(" “\"'(") and cue.lemma in words("attribution_weak", "also_nouns"):
        return ""  # "the United States"
    if _is_other_use(before, after, cue):
        return ""
    if cue.form == "past" and CLAUSE.match(after):
        return "clause"
    last = before.rsplit(None, 1)[-1].lower() if before and not before.isspace() else ""
    is_determined = last in DETERMINERS or (last.endswith(POSSESSIVES) and len(last) > len("'s"))
    if is_determined or (cue.form in ("s", "base") and last in PREPOSITIONS):
        is_noun = sentence[at:stop].lower() in words("attribution", "nouns", "phrases")
        return _why_noun_reports(before, after) if is_noun else ""
    if CLAUSE.match(after) or (MARK.search(after) and OPENING.match(after)) or COLON.match(after):
        return "clause"
    if _stands_behind(before, after, cue):
        return "after its content"
    if sentence.rstrip().endswith("?") or (cue.form == "base" and not before.strip(" “\"'(")):
        return ""  # a question, or an imperative
    return _why_verb_reports(before, after, cue)


def _is_other_use(before: str, after: str, cue: Cue) -> bool:
    """Tell whether a form reports nothing: "signalled back that", "a highly anticipated match", "known as", "supposed to"."""
    if cue.form == "base":
        return cue.lemma == "back" and _follows_verb(before)
    if cue.form != "past":
        return False
    named = (cue.lemma == "know" and NAMED.match(after)) or (cue.lemma == "suppose" and after.startswith(" to "))
    return bool(named) or ADJECTIVE.search(before) is not None


def _stands_behind(before: str, after: str, cue: Cue) -> bool:
    """Tell whether a verb with its subject closes what it reports: "..., the envoy said."."""
    postposed = POSTPOSED if cue.group in ("speech", "thought", "judgement") else POSTPOSED_NEAR
    ends = AT_END.match(after) is not None or is_tail(after, cue.lemma)
    is_last = cue.form != "ing" and ends and postposed.search(before) is not None
    return is_last and not _is_noun(before, cue)


def _is_noun(before: str, cue: Cue) -> bool:
    """Tell whether a word behind what it would report is a noun: "for the same reason", "their first attacks"."""
    if cue.form == "past" or cue.lemma not in words("attribution_weak", "also_nouns") or _has_subject(before):
        return False
    last = before.split()[-1:] or [""]
    return cue.form == "s" or not last[0].endswith("s")


def _follows_verb(before: str) -> bool:
    """Tell whether the words before a cue end in a verb form that is no auxiliary."""
    word = PARTICLE.search(before)
    return word is not None and word[1].lower() not in AUXILIARIES and word[1].lower() in verb_forms()


def _why_verb_reports(before: str, after: str, cue: Cue) -> str:
    """Return why a verb with neither clause nor quotation reports somebody."""
    if cue.lemma in words("attribution_weak", "strict"):
        return "as" if cue.lemma == "see" and SEEN_AS.match(after) else ""
    weak = cue.lemma in words("attribution_weak", "verbs")
    if cue.lemma in words("attribution_weak", "acts") and not TO_DO.match(after):
        return ""
    if cue.form == "past":
        return (
            "" if weak and not NOUN_PHRASE.match(after) and not (cue.lemma == "offer" and after.startswith(" to ")) else "verb"
        )
    if cue.form == "ing":
        return "" if weak else "verb"
    if after.startswith(" to ") and cue.group in ("thought", "commitment"):
        return "to do"
    if weak or cue.lemma in words("attribution_weak", "also_nouns"):
        return "verb" if _has_subject(before) and NOUN_PHRASE.match(after) else ""
    return "verb"


def _has_subject(before: str) -> bool:
    """Tell whether a name, a pronoun, an auxiliary or "to" stands before a verb that may be a noun as well."""
    filler = FILLER.search(before)
    head = before[: filler.start()] if filler else before
    return before.lower().endswith(" to ") or head.rstrip() != before.rstrip() or SUBJECT.search(head) is not None


def _why_noun_reports(before: str, after: str) -> str:
    if CLAUSE.match(after):
        return "noun with a clause"
    if POSSESSOR.search(before) and ABOUT.match(after):
        return "noun with a possessor"
    return ""


def _find_speaker(sentence: str, at: int, stop: int, cue: Cue) -> Span | None:
    """Return the noun phrase that is the subject of the cue, before it or (inverted, "according to") after it."""
    if cue.lemma in words("attribution_weak", "speaker_follows"):
        return _noun_phrase_after(sentence, stop)
    if cue.form == "past" and PASSIVE.search(sentence, max(at - REACH, 0), at):
        return _agent(sentence, stop, cue)
    return _subject(sentence, at, stop, cue)


def _agent(sentence: str, stop: int, cue: Cue) -> Span | None:
    """Return who does what a passive says: "was criticised by the envoy"."""
    agent = AGENT.match(sentence, stop)
    return agent.span("agent") if agent and cue.group != "commitment" else None


def _subject(sentence: str, at: int, stop: int, cue: Cue) -> Span | None:
    """Return the noun phrase before a cue, or behind it where the two have changed places."""
    head = FILLER.search(sentence, max(at - REACH, 0), at)
    until = head.start() if head else at
    gap = until
    while until and sentence[until - 1].isspace():
        until -= 1
    if gap - until > MAX_GAP and sentence[until - 1 : until] in ",;:":
        return None  # the subject is a citation, which was blanked out
    if until and sentence[until - 1] in '”"’,':
        if cue.form == "ing":
            return None
        told = sentence[at:stop].lower() in TOLD
        inverted = None if told or CLAUSE.match(sentence[stop:]) else INVERTED.match(sentence, stop)
        if inverted and (cue.group == "speech" or sentence[until - 1] != ",") and not FINITE.search(inverted[1]):
            return inverted.span(1)
    since, until = _before_asides(sentence, until)
    phrase = sentence[since:until]
    joined = TWO_NAMES.match(phrase)  # "Okafor and Lindqvist said"
    openings = [match.end() for match in LEADING.finditer(phrase) if not joined or match.end() != joined.end()]
    begin = since + (openings[-1] if openings else 0)
    while begin < until and sentence[begin].isspace():
        begin += 1
    dated = DATED.match(sentence, begin, until)
    if dated:
        begin = dated.end()
    means = MEANS.search(sentence, begin, until)
    if means:
        until = means.start()
    if begin >= until or NO_SPEAKER.fullmatch(sentence, begin, until):
        return None
    return begin, until


def _before_asides(sentence: str, until: int) -> Span:
    """Return the stretch before ``until`` that holds the subject: "Flynn, a close aide, said", "The envoy, in May, said"."""
    since = _last_stop(sentence, until)
    if until == since and since:
        until = since - 1
        since = _last_stop(sentence, until)
        if since > 1 and ASIDE.match(sentence, since) and sentence[since - 1] == ",":
            until = since - 1
            since = _last_stop(sentence, until)
    return since, until


def _last_stop(sentence: str, until: int) -> int:
    """Return where the last stop before ``until`` ends, or 0."""
    ends = _stops(sentence)
    at = bisect_right(ends, until)
    return ends[at - 1] if at else 0


@lru_cache(maxsize=2)
def _stops(sentence: str) -> list[int]:
    """Return where the stops of a sentence end; each of its cues asks for them."""
    return [match.end() for match in STOP.finditer(sentence)]


def _noun_phrase_after(sentence: str, at: int) -> Span | None:
    found = AFTER.match(sentence, at)
    return found.span(1) if found and found[1].strip() else None


def is_tail(after: str, lemma: str) -> bool:
    """Tell whether only a time, a place or an audience stands behind a verb of speech, none of what was said.

    >>> is_tail(" on Monday.", "say"), is_tail(" reporters in Lima.", "tell"), is_tail(" on Monday that trade grew.", "say")
    (True, True, False)
    """
    whom = WHOM.match(after) if lemma == "tell" else None
    begin = whom.end() if whom else 0
    return TAIL.fullmatch(after, begin) is not None and CLAUSAL.search(after) is None and FINITE.search(after) is None


def _find_content(
    sentence: str, cue: Span, speaker: Span | None, quoted: Sequence[Span], *, follows: bool
) -> tuple[tuple[Span, ...], QuoteKind]:
    """Return what is reported: what is quoted, else the clause after the cue, else the words before the speaker.

    ``follows`` says that the cue stands behind its content.
    """
    outside = tuple(q for q in quoted if not (q[0] <= cue[0] and cue[1] <= q[1]))
    if outside:
        return outside, "direct"
    end = len(sentence.rstrip(" .!?"))
    begin = max(cue[1], speaker[1] if speaker else 0)
    if not follows and len(sentence[begin:end].strip(" ,")) > MIN_CONTENT:
        while begin < end and sentence[begin] in " ,:\n":
            begin += 1
        return ((begin, end),), "indirect"
    first = min(cue[0], speaker[0] if speaker else cue[0])
    before = sentence[:first].rstrip(" ,\n")
    if before.strip():
        return ((len(before) - len(before.lstrip()), len(before)),), "indirect"
    return (), "indirect"
