"""Which part of a sentence each of its citations carries, as their places tell."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.attribution import ADVERB, AUXILIARY
from extract.claims.cues import find_cues
from extract.claims.findings import Place, ids
from extract.claims.speakers import scholarly
from extract.claims.word_kinds import LETTERS, verb_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

BORDER = re.compile(
    r"(?P<strong>;\s|,?\s(?:while|whereas)\s(?!\w+ing\b)|,\s(?:although|though|but|yet)\s)|,?\s(?:and|or|but)\s(?:that\s)?|,\s",
    re.IGNORECASE,
)
"""Where a clause of its own may begin: the strong ones if the clause before has a citation too, the weak ones before a citation that is the subject."""

BETWEEN = re.compile(
    rf"(?:[’']s?)?(?:,\s[^,;]{{1,80}},)?[\s,)]*(?:(?:and|or|&|et\sal\.?|as\swell\sas|among\sothers|{ADVERB}|{AUXILIARY}|(?:his|her|their|the)\s[a-z]+|study|work|book|article|analysis|research|account|model|argument|review|survey)[\s,]+){{0,4}}$"
)
"""What may stand between a citation that is a subject and its verb."""

OPENING = re.compile(r"\W*(?:[\w-]+(?:\s[\w-]+){0,3},)?\s*")
"""What may stand before a citation that is the subject of a clause: nothing, or "In contrast,"."""

LEAD = re.compile(r"[\s,;:.–—]*(?:(?:while|whereas|although|though|but|and|or|yet|that)\s+)?", re.IGNORECASE)
VERB = re.compile(rf"\s(?:{ADVERB}\s)?(?P<verb>[a-z]+)\b")
TAUGHT = re.compile(rf"[\s,)]*(?:(?:{ADVERB}|{AUXILIARY})\s){{0,4}}(?P<verb>[a-z]+)\b")
"""The verb behind a citation."""

ACCORDING_TO = re.compile(
    r"\b(?:according\sto|in\sthe\s(?:view|words|reading|terms)\sof)\s(?:[A-Z][\w.-]{0,20}\s){0,2}$", re.IGNORECASE
)
NEAR = 90  # characters after a citation in which the verb stands that it is the subject of
MIN_WORDS = 2  # a part has at least these


class CitedWords(NamedTuple):
    """What citations carry; offsets count as those of their places."""

    span: Span
    citations: tuple[str, ...]
    rule: str
    by: Span | None = None
    """The citation, where it is the subject of a verb of speech."""


class _Group(NamedTuple):
    """The citations of one place, and where their verb ends if they are its subject."""

    start: int
    end: int
    citations: tuple[str, ...]
    is_narrative: bool
    is_note: bool
    said: int | None


def find_cited_parts(text: str, span: Span, cited: Sequence[Place], notes: Sequence[Place] = ()) -> list[CitedWords]:
    """Return which words of the sentence ``text[span]`` each of its citations carries; ``text`` has citations blanked out.

    A citation that is the subject of a verb carries what this says, up to the next clause; one in brackets, or a note, the
    words before it, back to the citation before or to the border of its clause. A citation that stands alone at the end of a
    sentence carries all of it.

    >>> text = "             shows that trade fell, while others doubt it               ."
    >>> places = [Place(0, 12, ("a",), is_narrative=True), Place(57, 71, ("b",))]
    >>> [(text[slice(*part.span)], part.citations) for part in find_cited_parts(text, (0, len(text)), places)]
    [('trade fell', ('a',)), ('others doubt it', ('b',))]
    """
    groups = _groups(text, span, cited, notes)
    borders = _borders(text, span, groups)
    found: list[CitedWords] = []
    since = span[0]
    for group in groups:
        upper = next((start for start, _ in borders if start >= group.end), span[1])
        lower = max([since, *(end for _, end in borders if end <= group.start)])
        if group.said is not None:
            part, rule, since = (group.said, max(upper, group.said)), "what the cited say", max(lower, group.said)
        elif group.is_narrative:
            part, rule, since = (lower, upper), "clause with the citation", max(lower, since)
        else:
            part, rule, since = (
                (lower, group.start),
                "words before the note" if group.is_note else "words before the citation",
                group.end,
            )
        words = _trimmed(text, part)
        if len(LETTERS.findall(text, *words)) < MIN_WORDS and not (group.is_narrative or group.said is not None):
            words = found[-1].span if found else _trimmed(text, (group.end, upper))  # one more source, or one that stands first
        if words[0] < words[1]:
            by = (group.start, group.end) if group.said is not None and group.is_narrative else None
            found.append(CitedWords(words, group.citations, rule, by))
    return found


def _groups(text: str, span: Span, cited: Sequence[Place], notes: Sequence[Place]) -> list[_Group]:
    places = sorted([*((place, False) for place in cited), *((place, True) for place in notes)], key=lambda each: each[0][:2])
    found = []
    for (start, end), group in groupby(places, key=lambda each: each[0][:2]):
        members = list(group)
        is_note = all(map(itemgetter(1), members))
        narrative = any(place.is_narrative for place, _ in members)
        said = None if is_note else _verb_end(text, min(end, span[1]), span[1])
        found.append(_Group(start, min(end, span[1]), ids(place for place, _ in members), narrative, is_note, said))
    return found


def _verb_end(text: str, end: int, last: int) -> int | None:
    """Return where the verb of speech ends that has the citation as its subject."""
    for at, stop, cue in find_cues(text[end : min(end + NEAR, last)]):
        if cue.form in ("phrase", "noun", "ing") or not BETWEEN.match(text[end : end + at]):
            continue
        return end + stop
    taught = TAUGHT.match(text, end, last)
    return (
        taught.end("verb")
        if taught and taught["verb"] in scholarly() and BETWEEN.match(text[end : taught.start("verb")])
        else None
    )


def _borders(text: str, span: Span, groups: Sequence[_Group]) -> list[Span]:
    """Return the borders between clauses, from left to right."""
    subjects = [group.start for group in groups if group.said is not None and group.is_narrative]
    first = groups[0].start
    found = []
    for match in BORDER.finditer(text, *span):
        opening = OPENING.match(text, match.end())
        if (match["strong"] and first < match.start()) or any(
            match.end() <= start <= (opening.end() if opening else match.end()) for start in subjects
        ):
            found.append(match.span())
    return found


def _trimmed(text: str, span: Span) -> Span:
    """Return the span without the marks and conjunctions around the words."""
    start, end = span
    lead = LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and text[end - 1] in " \n\t,;:.–—(":
        end -= 1
    return start, max(start, end)


def find_cited_speaker(
    text: str, masked: str, span: Span, carried: Sequence[CitedWords], cited: Sequence[Place]
) -> Span | None:
    """Return the authors of a citation that are the subject of a verb of speech, or of any verb where the citation stands apart.

    ``masked`` is ``text`` with citations blanked out.

    >>> text = "Martin distinguished three paths (Martin, 1992)."
    >>> find_cited_speaker(text, text[:33] + " " * 14 + ".", (0, 48), [], [Place(33, 47, ("a",), authors=("Martin",))])
    (0, 6)
    """
    for part in carried:
        if part.by:
            names = text[slice(*part.by)].partition("(")[0].rstrip()
            return part.by[0], part.by[0] + len(names)
    for place in cited:
        if place.is_narrative and ACCORDING_TO.search(text, span[0], place.start):
            return place.start, place.start + len(text[place.start : place.end].partition("(")[0].rstrip())
    for place in cited:
        if not place.authors or place.is_narrative:
            continue
        at = masked.find(place.authors[0], *span)
        both = f"{place.authors[0]} and {place.authors[-1]}"
        end = at + len(both if masked.startswith(both, max(at, 0)) else place.authors[0])
        verb = VERB.match(masked, end, span[1]) if at >= 0 else None
        if verb and (verb["verb"].endswith("ed") or verb_forms().get(verb["verb"], ("", ""))[1] in ("past", "s")):
            return at, end
    return None
