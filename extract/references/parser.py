"""One bibliography entry -> a CSL-JSON item with the place of every field.

Rules mask what they know for certain (URLs, DOIs, access notes), the sequence model labels the rest, and rules mend
what stands in patterns that are plain to see: quoted titles, "In: names (eds.)", "vol. 38, issue 1", pages.
What no field takes is kept under ``custom.rest``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.references.confidence import read_confidence
from extract.references.dated import find_partial_dates
from extract.references.dates import FORTHCOMING
from extract.references.details import find_details
from extract.references.draft import Draft, put_dates, put_details, put_masks, put_names, put_rest, put_text
from extract.references.entry_language import code_of, find_stated, guess_language
from extract.references.masks import find_masks
from extract.references.model import label_tokens
from extract.references.repairs import repair
from extract.references.segments import find_segments
from extract.references.tokens import find_tokens
from extract.references.types import Described, find_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.models import Span
    from extract.references.segments import Segment


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry as CSL-JSON, the places of its fields in the text given, and how sure the parser is."""

    csl: dict[str, Any]
    fields: dict[str, tuple[Span, ...]]
    confidence: float


MAX_LENGTH = 3_000
"""Characters of an entry that are read; the longest of 16,000 real ones has 644. What is behind them goes to ``custom.rest``."""
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
NAMES = ("author", "editor", "translator", "interviewer", "director")


IN_WORK = re.compile(r"(?:[.,;\"”»’)\]?!]|^)\s{0,2}(?:[Ii]n|[Ee]n|[Dd]ans|[Ee]m)\b:?\s")


def parse_entry(text: str, *, item_id: str = "reference", is_numbered: bool = False) -> ParsedEntry:
    """Return the work that a bibliography entry describes; offsets count in ``text``.

    ``is_numbered`` says that a number in front is the entry's own, as "[7]" always is.

    >>> parsed = parse_entry("Okafor, Ada (2018a): Ports under Pressure. Lagos: Harbour Press.")
    >>> parsed.csl["title"], parsed.csl["issued"], parsed.csl["custom"]["year-suffix"]
    ('Ports under Pressure', {'date-parts': [[2018]]}, 'a')
    """
    read = _read(text, is_numbered=is_numbered)
    draft = read.draft
    draft.text = text
    put_rest(draft)
    kind = find_type(read.work)
    _put_site(draft, kind)
    csl: dict[str, Any] = {"id": item_id, "type": kind, **draft.csl}
    if draft.custom:
        csl["custom"] = draft.custom
    fields = {name: tuple(spans) for name, spans in draft.fields.items() if spans}
    return ParsedEntry(csl, fields, read_confidence(text, csl, fields, read.probability, read.length))


def describe(text: str) -> Described:
    """Return what the rules of its type see in an entry.

    >>> describe("Okafor, Ada (2018a): Ports under Pressure. Lagos: Harbour Press.").publisher
    'Harbour Press'
    """
    return _read(text, is_numbered=False).work


class _Read(NamedTuple):
    """What the model and the rules read in an entry: its fields, its kind of work, how likely the labels are, of how many tokens."""

    draft: Draft
    work: Described
    probability: float
    length: int


def _read(text: str, *, is_numbered: bool) -> _Read:
    text = text[:MAX_LENGTH]
    masks = find_masks(text)
    tokens = find_tokens(text, [mask for mask, _ in masks])
    labels, probability = label_tokens(tokens)
    segments = repair(text, find_segments(text, tokens, labels), masks, is_numbered=is_numbered)
    masked = [mask for mask, _ in masks]
    segments, details = find_details(text, segments, masked)
    draft = Draft(text)
    put_masks(draft, masks)
    apart = find_partial_dates(text, segments, masked)
    segments = [
        each for each in segments if each.label == "date" or not any(a <= each.start and each.end <= b for a, b in apart)
    ]
    labelled: dict[str, list[Segment]] = {}
    for each in segments:
        labelled.setdefault(each.label, []).append(each)
    put_dates(draft, labelled.get("date", ()), apart)
    for label in NAMES:
        if label in labelled:
            put_names(draft, label, labelled[label])
    for label, variable in VARIABLES.items():
        if label in labelled:
            put_text(draft, variable, labelled[label])
    put_details(draft, details)
    for settle in SETTLING:
        settle(draft)
    work = Described(
        draft.csl,
        text,
        has_in=IN_WORK.search(text) is not None,
        has_online=any(mask.kind in {"medium", "url", "accessed"} for mask in masked),
        is_quoted=_is_quoted(text, draft),
    )
    return _Read(draft, work, probability, len(tokens))


PAGE_NUMBERS = re.compile(
    r"(?P<first>[a-z]{0,3}\d[\d.]{0,9}|[ivxlc]{1,9})\s?[‐‑‒–—―−-]{1,2}\s?(?P<last>[a-z]{0,3}\d[\d.]{0,9}|[ivxlc]{1,9})",
    re.IGNORECASE,
)
DASHES = re.compile(r"\s?[‐‑‒–—―−-]{1,2}\s?")


def _put_page_range(draft: Draft) -> None:
    """Keep the first and last page in full where the print shortens or garbles them: "226-44"."""
    found = PAGE_NUMBERS.search(draft.csl.get("page", ""))
    if found is None:
        return
    first, last = found["first"].replace(".", ""), found["last"].replace(".", "")
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if f"{first}-{last}" != DASHES.sub("-", found[0]):
        draft.custom["page-range"] = f"{first}-{last}"


def _name_outlet(draft: Draft) -> None:
    """Take an author that is called as the container is as the outlet's name, not a family's."""
    container, authors = draft.csl.get("container-title", ""), draft.csl.get("author", ())
    if len(authors) == 1 and authors[0].get("family") == container and "given" not in authors[0]:
        draft.csl["author"] = [{"literal": container}]


def _put_title(draft: Draft) -> None:
    """Take the container, or a publisher behind an author, as the title of a work without one that is no part of a journal."""
    csl = draft.csl
    if csl.keys() & {"title", "volume", "issue", "page", "interviewer"}:
        return
    name = next((name for name in ("container-title", "publisher") if name in csl), None)
    is_issue = "author" not in csl and len(csl.get("issued", {}).get("date-parts", [[]])[0]) == 3  # "The Hindu, 26.3.1997."
    if name is not None and not is_issue and (name != "publisher" or "author" in csl):
        csl["title"] = csl.pop(name)
        draft.fields["title"] = draft.fields.pop(name)


def _put_repeated_author(draft: Draft) -> None:
    """Take an institution that is named again behind the title as the publisher: "World Bank. (2017). ... World Bank."."""
    titles = draft.fields.get("title")
    names = [name["literal"] for name in draft.csl.get("author", ()) if "literal" in name]
    if not titles or not names or "publisher" in draft.csl or "container-title" in draft.csl:
        return
    start = draft.text.find(names[0], titles[-1][1])
    end = start + len(names[0])
    if start >= 0 and not any(a < end and b > start for spans in draft.fields.values() for a, b in spans):
        draft.put("publisher", names[0], (start, end))


def _put_repeated_place(draft: Draft) -> None:
    """Take the place of a conference as such: nobody published the paper there."""
    if "event-title" in draft.csl and "publisher-place" in draft.csl and "publisher" not in draft.csl:
        draft.csl["event-place"] = draft.csl.pop("publisher-place")
        draft.fields["event-place"] = draft.fields.pop("publisher-place")


def _put_site(draft: Draft, kind: str) -> None:
    """Take whoever brings out a page as its site, as reference managers do: a page has no publisher."""
    csl = draft.csl
    if kind in {"webpage", "post-weblog"} and "publisher" in csl and not {"container-title", "publisher-place"} & csl.keys():
        csl["container-title"] = csl.pop("publisher")
        draft.fields["container-title"] = draft.fields.pop("publisher")


def _put_status(draft: Draft) -> None:
    """Say of a work that is to come both that it is not out yet and, in the place of a date, the word for it."""
    printed = draft.csl.get("issued", {}).get("literal", "")
    if FORTHCOMING.search(printed) and "status" not in draft.csl:
        draft.put("status", printed, *draft.fields["issued"])
    if "status" in draft.csl and "issued" not in draft.csl and FORTHCOMING.search(draft.csl["status"]):
        draft.put("issued", {"literal": draft.csl["status"]}, *draft.fields["status"])


ACT = re.compile(r"\b(?:Act|Ordinance|Regulations)\Z")
YEAR_BEHIND = re.compile(r"\s(?:1[89]|20)\d\d(?![\w/–-])")


def _put_act_year(draft: Draft) -> None:
    """Keep the year in the name of an act, which is part of it as of "The Ports Act of 1998": "Ports Act 2018, c. 13"."""
    spans = draft.fields.get("title", [])
    year = YEAR_BEHIND.match(draft.text, spans[-1][1]) if spans and ACT.search(draft.csl["title"]) else None
    if year is not None:
        draft.csl["title"] += f" {year[0].strip()}"
        spans[-1] = (spans[-1][0], year.end())


def _put_number(draft: Draft) -> None:
    """Take the number of a document that stands in no series as such: "RR-816-A", "S/RES/1973"."""
    if "collection-number" in draft.csl and "collection-title" not in draft.csl and "number" not in draft.csl:
        draft.csl["number"] = draft.csl.pop("collection-number")
        draft.fields["number"] = draft.fields.pop("collection-number")


def _put_language(draft: Draft) -> None:
    """Set the language of the work: as the entry states it, or as its title shows."""
    stated = find_stated(draft.text)
    if stated is not None:
        draft.put("language", code_of(stated["value"]), stated.span())
        return
    language = guess_language(" ".join(str(draft.csl[name]) for name in ("title", "container-title") if name in draft.csl))
    if language is not None:
        draft.csl["language"] = language


SETTLING: tuple[Callable[[Draft], None], ...] = (
    _put_status,
    _put_act_year,
    _put_number,
    _put_repeated_author,
    _put_repeated_place,
    _put_language,
    _put_page_range,
    _name_outlet,
    _put_title,
)
"""What mends an item that only all its fields together show, in order."""


def _is_quoted(text: str, draft: Draft) -> bool:
    spans = draft.fields.get("title")
    return spans is not None and text[: spans[0][0]].rstrip()[-1:] in ('"', "“", "„", "«", "‘", "'", "»")
