"""An item that is being filled: fields from labelled stretches, masks and details, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from extract.references.dates import parse_date, parse_partial, with_partial
from extract.references.names import parse_names
from extract.references.tokens import read_list, read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from extract.models import Span
    from extract.references.details import Detail
    from extract.references.one_name import PrintedName
    from extract.references.segments import Segment
    from extract.references.tokens import Mask


@dataclass(slots=True)
class Draft:
    """An item that is being filled."""

    text: str
    csl: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, list[Span]] = field(default_factory=dict)

    def put(self, name: str, value: object, *spans: Span) -> None:
        """Set a field and add its places; a name like "custom.rest" goes under ``custom``."""
        target, key = (self.custom, name.removeprefix("custom.")) if name.startswith("custom.") else (self.csl, name)
        target[key] = value
        self.fields.setdefault(name, []).extend(spans)


EMPHASIS = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)")


def clean(text: str) -> str:
    """Return a value on one line and without marks of emphasis.

    >>> clean("*Ports  under* Pressure")
    'Ports under Pressure'
    """
    if "*" in text or "_" in text:
        text = EMPHASIS.sub("", text)
    return " ".join(text.split())


MASK_VARIABLES = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "medium": "medium", "arxiv": "number"}


def put_masks(draft: Draft, masks: Sequence[tuple[Mask, str]]) -> None:
    """Set what the rules found before the model read the entry: addresses, numbers of books, the day of access."""
    for mask, value in masks:
        span = (mask.start, mask.end)
        if mask.kind == "accessed":
            put_accessed(draft, value, span)
        elif mask.kind == "prefix" and value.startswith("["):
            draft.put("citation-label", value[1:-1], (mask.start + 1, mask.start + len(value) - 1))
        elif mask.kind in MASK_VARIABLES:
            variable = MASK_VARIABLES[mask.kind]
            if variable in draft.csl:
                draft.put(f"custom.{variable}", f"{draft.custom.get(variable, '')} {value}".strip(), span)
            else:
                draft.put(variable, value, span)


def put_accessed(draft: Draft, printed: str, span: Span) -> None:
    """Set the day on which the author saw a page."""
    date = parse_date(printed)
    if date is not None and "accessed" not in draft.csl and "date-parts" in date.csl:
        draft.put("accessed", date.csl, span)


UNDATED_ABBREVIATION = re.compile(r"(?:[ns]\.\s?[dfa]|o\.\s?[JD])\Z", re.IGNORECASE)


def put_dates(draft: Draft, segments: Sequence[Segment], apart: Sequence[Span]) -> None:
    """Set the date of issue: the first, or the most precise one of the same year; others are kept under ``custom``.

    A day or month that stands apart, in a stretch of its own or in ``apart``, joins a year alone: "2014. ... 3 May."
    """
    text = draft.text
    places = [(each.start, each.end) for each in segments]
    places = [
        (start, end + (text[end : end + 1] == "." and UNDATED_ABBREVIATION.search(text, start, end) is not None))
        for start, end in places
    ]
    dated = [(span, parse_date(text[span[0] : span[1]])) for span in places]
    known = [(span, date) for span, date in dated if date is not None]
    if not known:
        return
    if text[known[0][0][0] - 1 : known[0][0][0]] == "(":
        first = known[0][1]  # "Fechner (n.d.) ... Leipzig, 1887": the date of the entry stands in brackets behind the author
    else:
        first = next((date for _, date in known if "date-parts" in date.csl), known[0][1])
    same = [(span, date) for span, date in known if _year(date.csl) == _year(first.csl)]
    best = max((date for _, date in same), key=lambda date: len(date.csl.get("date-parts", [[]])[0]) + len(date.csl) / 9)
    csl, spans = best.csl, [span for span, _ in same]
    if [len(part) for part in csl.get("date-parts", ())] == [1] and "season" not in csl:
        torn = [span for span, date in dated if date is None and not any(a <= span[0] and span[1] <= b for a, b in apart)]
        for span in (*torn, *apart):
            partial = parse_partial(text[span[0] : span[1]])
            if partial is not None:
                csl = with_partial(csl, partial)
                spans.append(span)
                break
    draft.put("issued", csl, *sorted(spans))
    letter = next((date.letter for _, date in same if date.letter), None)
    if letter is not None:
        draft.custom["year-suffix"] = letter
    others = [span for span, date in known if _year(date.csl) != _year(first.csl)]
    if others:
        draft.put("custom.other-date", clean("; ".join(text[a:b] for a, b in others)), *others)


def _year(date: dict[str, Any]) -> int | None:
    parts = date.get("date-parts")
    return parts[0][0] if parts else None


def put_names(draft: Draft, variable: str, segments: Sequence[Segment]) -> None:
    """Set a list of names, each with its place."""
    names: list[PrintedName] = []
    for segment in segments:
        found, others = parse_names(draft.text, segment.start, segment.end)
        names += found
        if others:
            draft.put("custom.et-al", True, *others)  # noqa: FBT003 - a JSON value
    if names:
        draft.put(
            variable,
            [{key: clean(value) for key, value in name.csl.items()} for name in names],
            *((name.start, name.end) for name in names),
        )


COUNTED = {"volume", "issue", "page"}
COUNT_WORD = re.compile(
    r"(?:(?:v|t|vols?|volume|tom[eo]|bd|band|jg|jahrgang|n|nr|no|nº|n°|num|núm|heft|h|fasc|article|art|artikel|artículo|artigo)(?:\s(?:no|nr|number|id))?\b[.°º]?\s?)(?=e?\d)",
    re.IGNORECASE,
)


def put_text(draft: Draft, variable: str, segments: Sequence[Segment]) -> None:
    """Set a variable from the first stretch with its label; of notes all are kept. What is left falls to ``custom.rest``."""
    for number, segment in enumerate(segments):
        start, end = segment.start, segment.end
        if variable in COUNTED:
            word = COUNT_WORD.match(draft.text, start, end)
            start = word.end() if word is not None else start
        elif variable == "title" and draft.text[start - 1 : start] in ("¿", "¡"):
            start -= 1
        value = clean(draft.text[start:end])
        if (number == 0 or variable == "note") and value:
            kept = draft.csl.get(variable)
            draft.put(variable, f"{kept}; {value}" if kept else value, (start, end))


NUMERALS = {
    word: str(number)
    for number, words in enumerate(
        ("two zwei dos deux due dois", "three drei tres trois tre três", "four vier cuatro quatre", "five fünf", "six sechs"),
        start=2,
    )
    for word in words.split()
}


def put_details(draft: Draft, details: Iterable[Detail]) -> None:
    """Set what set phrases of the entry say; a variable that the model has filled keeps its value."""
    for detail in details:
        span = (detail.start, detail.end)
        value = clean(detail.value)
        if detail.variable in READERS:
            READERS[detail.variable](draft, detail.variable, value, span)
        elif detail.variable in draft.csl and detail.variable != "status":
            draft.put(f"custom.{detail.variable}", value, span)
        else:
            draft.put(detail.variable, value, span)


def _put_first_date(draft: Draft, variable: str, value: str, span: Span) -> None:
    date = parse_date(value)
    if date is not None:
        draft.put(variable, date.csl, span)


def _put_people(draft: Draft, variable: str, _: str, span: Span) -> None:
    names, _others = parse_names(draft.text, *span)
    if names:
        draft.put(variable, [name.csl for name in names], *((name.start, name.end) for name in names))


def _put_count(draft: Draft, variable: str, value: str, span: Span) -> None:
    draft.put(variable, NUMERALS.get(value.lower(), value), span)


READERS: dict[str, Callable[[Draft, str, str, Span], None]] = {
    "accessed": lambda draft, _, value, span: put_accessed(draft, value, span),
    "number-of-volumes": _put_count,
    "original-date": _put_first_date,
    "reviewed-author": _put_people,
    "translator": _put_people,
}
"""What sets the variables whose value is more than the printed text."""


WORD = re.compile(r"[^\W_]+")
SILENT_CLASSES = ("connector", "editor", "in", "issue", "page", "translator", "volume")


@cache
def silent_words() -> frozenset[str]:
    """Return the words between fields that say no more than what the fields are."""
    return frozenset().union(*(read_words()[name] for name in SILENT_CLASSES), read_list("silent"))


def find_rest(text: str, fields: Iterable[Sequence[Span]]) -> list[Span]:
    """Return the places of the words that no field holds and that are not silent.

    >>> text = "Okafor, Ports, vol. 2, bound in blue"
    >>> [text[a:b] for a, b in find_rest(text, [[(0, 6)], [(8, 13)], [(20, 21)]])]
    ['bound in blue']
    """
    taken = sorted(span for spans in fields for span in spans)
    at = 0
    rest: list[Span] = []
    for start, end in (*taken, (len(text), len(text))):
        words = [found for found in WORD.finditer(text, at, max(start, at)) if found[0].lower() not in silent_words()]
        if words:
            rest.append((words[0].start(), words[-1].end()))
        at = max(at, end)
    return rest


BOXES = re.compile(r"\]\s?\[")


def put_rest(draft: Draft) -> None:
    """Keep the words that no field holds."""
    rest = find_rest(draft.text, draft.fields.values())
    if rest:
        draft.put("custom.rest", "; ".join(BOXES.sub("; ", clean(draft.text[a:b])) for a, b in rest), *rest)
