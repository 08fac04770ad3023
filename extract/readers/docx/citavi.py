"""Citations of Citavi: JSON whose objects refer to each other by number."""

from __future__ import annotations

from typing import Any

from extract.readers.docx.csl import fitted
from extract.readers.docx.items import CitedItem, key_of, year_of

TYPES = {
    "Book": "book", "BookEdited": "book", "CollectedWorks": "book", "ConferenceProceedings": "book", "Contribution": "chapter",
    "ContributionInLegalCommentary": "chapter", "CourtDecision": "legal_case", "InternetDocument": "webpage", "JournalArticle": "article-journal",
    "Lecture": "speech", "NewspaperArticle": "article-newspaper", "RadioPlay": "broadcast", "Statute": "legislation", "Thesis": "thesis",
    "UnpublishedWork": "manuscript",
}  # fmt: skip
TEXTS = {
    "title": "Title", "volume": "Volume", "issue": "Number", "edition": "Edition", "publisher-place": "PlaceOfPublication",
    "DOI": "Doi", "ISBN": "Isbn", "URL": "OnlineAddress",
}  # fmt: skip
DEEPEST = 6  # works that one may be part of another


def citavi_items(said: Any) -> list[CitedItem]:
    """Return the works of a placeholder."""
    objects = _numbered(said)
    entries = said.get("Entries") if isinstance(said, dict) else None
    items = []
    for entry in entries if isinstance(entries, list) else ():
        work = _of(entry, "Reference", objects)
        csl = fitted(_csl(work, objects)) if work else {}
        if csl:
            pages = _of(entry, "PageRange", objects).get("OriginalString")
            locator = pages.strip() or None if isinstance(pages, str) else None
            key = entry.get("ReferenceId") or work.get("Id")
            key = f"citavi:{key}" if key else key_of(csl)
            prefix, suffix = _text(entry.get("Prefix")), _text(entry.get("Suffix"))
            items.append(CitedItem(key, csl, locator, "page" if locator else None, prefix, suffix))
    return items


def _numbered(said: Any) -> dict[str, dict[str, Any]]:
    """Return all objects that have a number, by it."""
    found: dict[str, dict[str, Any]] = {}
    stack = [said]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if isinstance(value.get("$id"), str):
                found[value["$id"]] = value
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return found


def _of(holder: Any, name: str, objects: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the object ``name`` of ``holder``, which may only refer to it."""
    value = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(value, dict):
        number = value.get("$ref")
        return objects.get(number, {}) if isinstance(number, str) else value
    return {}


def _csl(work: dict[str, Any], objects: dict[str, dict[str, Any]], depth: int = 0) -> dict[str, Any]:
    """Return a work of Citavi as CSL-JSON."""
    csl: dict[str, Any] = {"type": TYPES.get(str(work.get("ReferenceType")), "document")}
    csl |= {field: work.get(name) for field, name in TEXTS.items()}
    csl["issued"] = year_of(next((text for text in (_text(work.get(name)) for name in ("Year", "Date")) if text), ""))
    csl["author"], csl["editor"] = _names(work, "Authors", objects), _names(work, "Editors", objects)
    csl["page"] = _of(work, "PageRange", objects).get("OriginalString")
    csl["container-title"] = _of(work, "Periodical", objects).get("Name")
    publishers = _listed(work, "Publishers", objects)
    csl["publisher"] = publishers[0].get("Name") if publishers else None
    parent = _of(work, "ParentReference", objects)
    if parent and depth < DEEPEST:
        whole = _csl(parent, objects, depth + 1)
        csl["container-title"] = csl["container-title"] or whole.get("title")
        for field in ("editor", "issued", "publisher", "publisher-place"):
            csl[field] = csl[field] or whole.get(field)
    return csl


def _listed(work: dict[str, Any], name: str, objects: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    value = work.get(name)
    return [_of({"it": each}, "it", objects) for each in value] if isinstance(value, list) else []


def _names(work: dict[str, Any], name: str, objects: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    names = []
    for person in _listed(work, name, objects):
        given = " ".join(filter(None, (_text(person.get(part)) for part in ("FirstName", "MiddleName"))))
        family = _text(person.get("LastName"))
        if family:
            names.append(
                {"family": family, "given": given, "non-dropping-particle": person.get("Prefix")}
                if given
                else {"literal": family}
            )
    return names


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
