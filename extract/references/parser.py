"""One bibliography entry -> a CSL-JSON item with the place of every field.

Rules mask what they know for certain (URLs, DOIs, access notes), the sequence model labels the rest, and rules mend
what stands in patterns that are plain to see: quoted titles, "In: names (eds.)", "vol. 38, issue 1", pages.
What no field takes is kept under ``custom.rest``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from extract.references.dates import parse_date
from extract.references.masks import find_masks
from extract.references.model import label_tokens
from extract.references.names import PrintedName, parse_names
from extract.references.repairs import repair
from extract.references.segments import Segment, find_segments
from extract.references.tokens import find_tokens, read_silent, read_words
from extract.references.types import Described, find_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span
    from extract.references.tokens import Mask


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry as CSL-JSON, the places of its fields in the text given, and how sure the parser is."""

    csl: dict[str, Any]
    fields: dict[str, tuple[Span, ...]]
    confidence: float


@dataclass(slots=True)
class _Draft:
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


VARIABLES = {
    "title": "title",
    "container-title": "container-title",
    "collection-title": "collection-title",
    "collection-number": "collection-number",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "location": "publisher-place",
    "edition": "edition",
    "genre": "genre",
    "note": "note",
    "citation-number": "custom.citation-number",
    "translated-title": "custom.translated-title",
}
NAMES = {"author": "author", "editor": "editor", "translator": "translator"}


def parse_entry(text: str, *, item_id: str = "reference", is_numbered: bool = False) -> ParsedEntry:
    """Return the work that a bibliography entry describes; offsets count in ``text``.

    ``is_numbered`` says that a number in front is the entry's own, as "[7]" always is.

    >>> parsed = parse_entry("Okafor, Ada (2018a): Ports under Pressure. Lagos: Harbour Press.")
    >>> parsed.csl["title"], parsed.csl["issued"], parsed.csl["custom"]["year-suffix"]
    ('Ports under Pressure', {'date-parts': [[2018]]}, 'a')
    """
    masks = find_masks(text)
    tokens = find_tokens(text, [mask for mask, _ in masks])
    labels, probability = label_tokens(tokens)
    segments = repair(text, find_segments(text, tokens, labels), masks, is_numbered=is_numbered)
    draft = _Draft(text)
    _put_masks(draft, masks)
    _put_dates(draft, [each for each in segments if each.label == "date"])
    for label, variable in NAMES.items():
        _put_names(draft, variable, [each for each in segments if each.label == label])
    for label, variable in VARIABLES.items():
        _put_text(draft, variable, [each for each in segments if each.label == label])
    _put_repeated_author(draft)
    _settle(draft)
    kind = find_type(
        Described(
            draft.csl,
            text,
            has_in=IN_WORK.search(text) is not None,
            has_online=any(mask.kind in {"medium", "url", "accessed"} for mask, _ in masks),
            is_quoted=_is_quoted(text, draft),
        )
    )
    _put_rest(draft, [(mask.start, mask.end) for mask, _ in masks])
    csl: dict[str, Any] = {"id": item_id, "type": kind, **draft.csl}
    if draft.custom:
        csl["custom"] = draft.custom
    fields = {name: tuple(spans) for name, spans in draft.fields.items() if spans}
    return ParsedEntry(csl, fields, _confidence(text, draft, probability, len(tokens)))


IN_WORK = re.compile(r"(?:[.,;\"”»’)\]?!]|^)\s{0,2}(?:[Ii]n|[Ee]n|[Dd]ans|[Ee]m)\b:?\s")


def _clean(text: str) -> str:
    """Return a value on one line and without marks of emphasis."""
    return " ".join(re.sub(r"(?<!\w)[*_]+|[*_]+(?!\w)", "", text).split())


MASK_VARIABLES = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "medium": "medium"}


def _put_masks(draft: _Draft, masks: Sequence[tuple[Mask, str]]) -> None:
    for mask, value in masks:
        span = (mask.start, mask.end)
        if mask.kind == "accessed":
            date = parse_date(value)
            if date is not None and "accessed" not in draft.csl and "date-parts" in date.csl:
                draft.put("accessed", date.csl, span)
            continue
        if mask.kind in {"available", "prefix"}:
            continue
        variable = MASK_VARIABLES[mask.kind]
        if variable in draft.csl:
            draft.put(f"custom.{variable}", f"{draft.custom.get(variable, '')} {value}".strip(), span)
        else:
            draft.put(variable, value, span)


def _put_dates(draft: _Draft, segments: Sequence[Segment]) -> None:
    """Set the date of issue: the first, or the most precise one of the same year; others are kept under ``custom``."""
    dated = [(each, parse_date(draft.text[each.start : each.end])) for each in segments]
    known = [(each, date) for each, date in dated if date is not None]
    if not known:
        return
    first = next((date for _, date in known if "date-parts" in date.csl), known[0][1])
    same = [(each, date) for each, date in known if _year(date.csl) == _year(first.csl)]
    best = max((date for _, date in same), key=lambda date: len(date.csl.get("date-parts", [[]])[0]))
    draft.put("issued", best.csl, *((each.start, each.end) for each, _ in same))
    letter = next((date.letter for _, date in same if date.letter), None)
    if letter is not None:
        draft.custom["year-suffix"] = letter
    for each, date in known:
        if _year(date.csl) != _year(first.csl):
            draft.put("custom.other-date", draft.text[each.start : each.end], (each.start, each.end))


def _year(date: dict[str, Any]) -> int | None:
    parts = date.get("date-parts")
    return parts[0][0] if parts else None


def _put_names(draft: _Draft, variable: str, segments: Sequence[Segment]) -> None:
    names: list[PrintedName] = []
    for segment in segments:
        found, others = parse_names(draft.text, segment.start, segment.end)
        names += found
        if others:
            draft.put("custom.et-al", True, *others)  # noqa: FBT003 - a JSON value
    if names:
        draft.put(
            variable,
            [{key: _clean(value) for key, value in name.csl.items()} for name in names],
            *((name.start, name.end) for name in names),
        )


def _put_text(draft: _Draft, variable: str, segments: Sequence[Segment]) -> None:
    """Set a variable from the first stretch with its label; of notes all are kept. What is left falls to ``custom.rest``."""
    for number, segment in enumerate(segments):
        value = _clean(draft.text[segment.start : segment.end])
        span = (segment.start, segment.end)
        if number == 0 or variable == "note":
            kept = draft.csl.get(variable)
            draft.put(variable, f"{kept}; {value}" if kept else value, span)


PAGE_NUMBERS = re.compile(
    r"(?P<first>[a-z]{0,3}\d[\d.]{0,9}|[ivxlc]{1,9})\s?[‐‑‒–—―−-]{1,2}\s?(?P<last>[a-z]{0,3}\d[\d.]{0,9}|[ivxlc]{1,9})",
    re.IGNORECASE,
)


def _settle(draft: _Draft) -> None:
    """Mend what only all fields together show."""
    csl = draft.csl
    page = csl.get("page")
    if page is not None:
        found = PAGE_NUMBERS.search(page)
        if found is not None:
            first, last = found["first"].replace(".", ""), found["last"].replace(".", "")
            if first.isdigit() and last.isdigit() and len(last) < len(first):
                last = first[: len(first) - len(last)] + last
            if f"{first}-{last}" != re.sub(r"\s?[‐‑‒–—―−-]{1,2}\s?", "-", found[0]):
                draft.custom["page-range"] = f"{first}-{last}"
    container, authors = csl.get("container-title", ""), csl.get("author", ())
    if len(authors) == 1 and authors[0].get("family") == container and "given" not in authors[0]:
        csl["author"] = [{"literal": container}]
    if "title" not in csl and not {"volume", "issue", "page"} & csl.keys():
        name = next((name for name in ("container-title", "publisher") if name in csl), None)
        is_issue = "author" not in csl and len(csl.get("issued", {}).get("date-parts", [[]])[0]) == 3  # "The Hindu, 26.3.1997."
        if name is not None and not is_issue and (name != "publisher" or "author" in csl):
            csl["title"] = csl.pop(name)
            draft.fields["title"] = draft.fields.pop(name)


def _put_repeated_author(draft: _Draft) -> None:
    """Take an institution that is named again behind the title as the publisher: "World Bank. (2017). ... World Bank."."""
    titles = draft.fields.get("title")
    names = [name["literal"] for name in draft.csl.get("author", ()) if "literal" in name]
    if not titles or not names or "publisher" in draft.csl or "container-title" in draft.csl:
        return
    start = draft.text.find(names[0], titles[-1][1])
    end = start + len(names[0])
    if start >= 0 and not any(a < end and b > start for spans in draft.fields.values() for a, b in spans):
        draft.put("publisher", names[0], (start, end))


def _is_quoted(text: str, draft: _Draft) -> bool:
    spans = draft.fields.get("title")
    return spans is not None and text[: spans[0][0]].rstrip()[-1:] in ('"', "“", "„", "«", "‘", "'", "»")


WORD = re.compile(r"[^\W_]+")
SILENT_CLASSES = ("connector", "editor", "in", "issue", "page", "volume")


@cache
def _silent_words() -> frozenset[str]:
    """Return the words between fields that say no more than what the fields are."""
    return frozenset().union(*(read_words()[name] for name in SILENT_CLASSES), read_silent())


def _put_rest(draft: _Draft, masked: Sequence[Span]) -> None:
    """Keep the words that no field holds."""
    taken = sorted({*masked, *(span for spans in draft.fields.values() for span in spans)})
    at = 0
    rest: list[Span] = []
    for start, end in (*taken, (len(draft.text), len(draft.text))):
        words = [found for found in WORD.finditer(draft.text, at, max(start, at)) if found[0].lower() not in _silent_words()]
        if words:
            rest.append((words[0].start(), words[-1].end()))
        at = max(at, end)
    if rest:
        draft.put("custom.rest", "; ".join(_clean(draft.text[a:b]) for a, b in rest), *rest)


def _confidence(text: str, draft: _Draft, probability: float, count: int) -> float:
    """Return how likely the whole entry is right: the model's view, less when what every entry has is missing."""
    if not count:
        return 0.0
    score = probability ** (4 / max(count, 4)) if probability > 0 else 0.0
    csl = draft.csl
    for name, factor in (("issued", 0.6), ("title", 0.7)):
        if name not in csl:
            score *= factor
    if not csl.keys() & {"author", "editor"} and "container-title" not in csl:
        score *= 0.6
    if len(text) > 700:
        score *= 700 / len(text)
    rest = sum(end - start for start, end in draft.fields.get("custom.rest", ()))
    score *= 1 - 0.5 * min(1.0, rest / max(len(text), 1))
    return round(min(max(score, 0.0), 1.0), 3)
