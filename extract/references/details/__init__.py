"""What an entry says of its work beside the main fields: genre, version, first edition, translator, document number, archive...

Each rule reads one set phrase in six languages. What a phrase takes is cut out of the stretches that the model gave to others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.references.dated import find_accessed, find_original_year, whole_dates, widen_dates
from extract.references.details.rules import NAME_RULES, NUMBER_RULES, NUMBERS, TAIL, TEXT_RULES, labels
from extract.references.repairs.law_entries import repair_law
from extract.references.repairs.outlets import repair_outlets
from extract.references.segments import Segment, cut, first_of, has_label, is_masked, trim
from extract.references.types.kinds import find_genres

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.models import Span
    from extract.references.details.rules import Rule
    from extract.references.tokens import Mask


class Detail(NamedTuple):
    """A variable with its printed value, and the place of the whole phrase."""

    variable: str
    value: str
    start: int
    end: int


INTERVIEW_WITH = re.compile(
    r"(?:interview(?:s)?\s(?:with|mit)|entrevista\s(?:a|con|com)|entretien\savec|intervista\s(?:a|con))\s", re.IGNORECASE
)


def _without_interview(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """Return the stretches, an author without the words "Interview with" before the name."""
    found = [(each, INTERVIEW_WITH.match(text, each.start, each.end) if each.label == "author" else None) for each in segments]
    return [each if match is None else each._replace(start=match.end()) for each, match in found]


EDITED = re.compile(r"\bed(?:\.|s\.|ited)")


def find_details(text: str, segments: Sequence[Segment], masked: Sequence[Mask]) -> tuple[list[Segment], list[Detail]]:
    """Return the stretches without the phrases that say more of the work, and what these phrases say.

    >>> found = find_details("Ports. PhD diss., Lagos", [Segment(0, 17, "title"), Segment(18, 23, "publisher")], [])
    >>> found[1]
    [Detail(variable='genre', value='PhD diss.', start=7, end=16)]
    """
    lower = " ".join(text.lower().split())
    kept = _without_interview(text, segments)
    kept = repair_outlets(text, whole_dates(text, widen_dates(text, repair_law(text, kept), masked), masked), masked)
    details: list[Detail] = []
    for rule in NAME_RULES:
        if rule.may_stand_in(lower):
            kept = _read_names(rule, text, kept, masked, details)
    for rule in TEXT_RULES:
        if rule.may_stand_in(lower):
            kept = _read(rule, text, kept, masked, details)
    kept = _read_genre(find_genres(text, lower), text, kept, masked, details)
    for rule in NUMBER_RULES:
        if rule.may_stand_in(lower) and not any(each.variable == "number" for each in details):
            kept = _note_number(rule, text, kept, masked, details)
    return _read_dates(text, kept, masked, details), details


def _read_names(rule: Rule, text: str, segments: list[Segment], masked: Sequence[Mask], details: list[Detail]) -> list[Segment]:
    """Give people the part that a phrase names, "Translated by"; return the stretches with them."""
    for found in rule.pattern.finditer(text):
        value = found.span("value")
        if not rule.over:
            details.append(Detail(rule.variable, found["value"], *value))
            return segments
        if rule.variable != "translator" and any(each.label == rule.variable for each in segments):
            return segments
        if rule.variable == "director":
            segments = _with_film_title(segments, found.start())
        is_free = _may_cut(text, segments, masked, rule.over, found.span())
        if rule.variable == "interviewer" and not is_free:
            named = [each for each in segments if each.label == "title" and each[:2] == found.span()]
            if named and has_label(segments, "author"):  # an interview without a title: "Petrov, Ivan. Interview by Ruth Hale."
                return sorted([*(each for each in segments if each not in named), Segment(*value, "interviewer")])
        if rule.variable == "translator" and EDITED.search(found[0]):
            details.append(Detail("translator", found["value"], *value))  # "ed. and transl. by": both
            return sorted([*cut(text, segments, found.span()), Segment(*value, "editor")]) if is_free else segments
        if is_free:
            others = [each for each in segments if each.label != rule.variable or each.start < found.start()]
            return sorted([*cut(text, others, found.span()), Segment(*value, rule.variable)])
    return segments


def _with_film_title(segments: list[Segment], at: int) -> list[Segment]:
    """Take what stands before "Directed by" as the title when the model took it for an author: "The Harbour. Directed by"."""
    title = first_of(segments, "title")
    first = segments[0] if segments else None
    if first is None or first.label != "author" or first.end > at or (title is not None and title.start < at):
        return segments
    return [first._replace(label="title"), *(each for each in segments[1:] if each != title)]


def _read_dates(text: str, segments: list[Segment], masked: Sequence[Mask], details: list[Detail]) -> list[Segment]:
    """Add the year of the first edition and the day of access; return the stretches without them."""
    years = find_original_year(text, segments)
    if years is not None and not any(each.variable == "original-date" for each in details):
        old, new = years
        details.append(Detail("original-date", text[old[0] : old[1]], *old))
        segments = [
            each
            for each in segments
            if each.label not in {"date", "note", "pages"} or each.end <= min(years)[0] or each.start >= max(years)[1]
        ]
        segments = sorted([*cut(text, segments, old), Segment(*new, "date")])
    accessed = find_accessed(text, segments, masked)
    if accessed is not None:
        details.append(Detail("accessed", text[accessed[0] : accessed[1]], *accessed))
        segments = cut(text, segments, accessed)
    return segments


def _read(rule: Rule, text: str, segments: list[Segment], masked: Sequence[Mask], details: list[Detail]) -> list[Segment]:
    """Add what the phrase of one rule says to ``details``; return the stretches without it."""
    for found in rule.pattern.finditer(text):
        group = "value" if found["value"] else "short"
        if _overlaps(details, found.span(group)) or is_masked(found.span(group), masked):
            continue
        if rule.variable == "reviewed-title" and _is_in_journal(segments, found.start()):
            continue
        start, end = trim(text, *found.span(), " \t\n\r,.;:([")
        if rule.over:
            if not _may_cut(text, segments, masked, rule.over, (start, end)):
                continue
            segments = cut(text, segments, (start, end))
        else:
            start, end = found.span(group)
        if rule.variable == "event-title":
            start, end = found.span(group)
        details.append(Detail(rule.variable, found[group], start, end))
        more = {name: value for name, value in found.groupdict().items() if name in MORE and value}
        details += [Detail(MORE[name], value, *found.span(name)) for name, value in more.items()]
        break
    return segments


MORE = {"genre": "genre", "number": "collection-number"}
"""Groups of a pattern that give a second variable."""


def _is_in_journal(segments: Sequence[Segment], at: int) -> bool:
    """Tell whether a journal with its volume stands there: "Review of Harbour Studies, 81(3)" reviews nothing, "Conflict Resolution 56 (4)" is no resolution."""
    journal = next((each for each in segments if each.label == "container-title" and each.start <= at < each.end), None)
    return journal is not None and any(each.label == "volume" and each.start >= journal.end for each in segments)


def _overlaps(details: Sequence[Detail], span: Span) -> bool:
    return any(each.start < span[1] and each.end > span[0] for each in details)


def _may_cut(text: str, segments: Sequence[Segment], masked: Sequence[Mask], over: frozenset[str], span: Span) -> bool:
    """Tell whether a phrase may be cut out: it stands only in stretches of the labels given, and leaves something of a title."""
    start, end = span
    if is_masked(span, masked):
        return False
    for each in segments:
        if each.end <= start or each.start >= end:
            continue
        if each.label not in over:
            return False
        if each.label == "title":
            left = text[each.start : max(each.start, start)] + text[min(each.end, end) : each.end]
            if sum(char.isalpha() for char in left) < 3 or (
                each.end > end and any(c.isalpha() for c in text[end : each.end]) and each.start < start
            ):
                return False
    return True


GENRE_OVER = labels(TAIL + " " + NUMBERS + " author")


def _read_genre(
    genres: Iterable[re.Match[str]], text: str, segments: list[Segment], masked: Sequence[Mask], details: list[Detail]
) -> list[Segment]:
    """Add the genre that the entry states, unless the model has found one and it is no less."""
    for found in genres:
        group = "boxed" if found["boxed"] else "free"
        span = found.span(group)
        if _overlaps(details, span) or not _may_cut(text, segments, masked, GENRE_OVER, span):
            continue
        if not any(each.label in {"title", "container-title"} and each.start < span[0] for each in segments):
            continue
        if (
            group == "free"
            and text[: span[0]].rstrip()[-1:] == ":"
            and any(each.label == "title" and each.start < span[0] < each.end for each in segments)
        ):
            continue  # a subtitle: "Ports of Tomorrow: Final Report"
        held = next((each for each in segments if each.label == "container-title" and each.start <= span[0] < each.end), None)
        if (
            group == "free"
            and held is not None
            and text[held.start : held.end].strip(" .,;") != text[span[0] : span[1]].strip(" .,;")
        ):
            continue
        segments = cut(
            text,
            [each for each in segments if each.label != "genre"],
            (found.start(), span[1] + (text[span[1] : span[1] + 1] in ")]")) if group == "boxed" else span,
        )
        end = span[1] + (
            group == "free" and text[span[1] : span[1] + 1] == "." and text[span[1] - 4 : span[1]].lower() == "diss"
        )
        details.append(Detail("genre", text[span[0] : end], span[0], end))
        return segments
    return segments


CRUMBS = labels("date volume issue pages collection-number note")


def _note_number(
    rule: Rule, text: str, segments: list[Segment], masked: Sequence[Mask], details: list[Detail]
) -> list[Segment]:
    """Add the number of a document; it may stand in a title, which keeps it; return the stretches without crumbs inside the number."""
    for found in rule.pattern.finditer(text):
        group = "value" if found["value"] else "short"
        span = found.span(group)
        if is_masked(span, masked) or (
            _is_in_journal(segments, found.start()) and any(each.label == "pages" for each in segments)
        ):
            continue
        if not any(each.label in {"author", "editor"} and each.start < span[1] and each.end > span[0] for each in segments):
            details.append(Detail(rule.variable, found[group], *span))
            return [each for each in segments if each.label not in CRUMBS or each.start < span[0] or each.end > span[1]]
    return segments
