"""The list of sources that Word itself keeps for its citations, in a custom part of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.readers.docx.csl import fitted
from extract.readers.docx.items import year_of
from extract.readers.xml_parts import local, parse_tree, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TYPES = {
    "Art": "graphic", "ArticleInAPeriodical": "article-magazine", "Book": "book", "BookSection": "chapter", "Case": "legal_case",
    "ConferenceProceedings": "paper-conference", "DocumentFromInternetSite": "webpage", "ElectronicSource": "document", "Film": "motion_picture",
    "InternetSite": "webpage", "Interview": "interview", "JournalArticle": "article-journal", "Misc": "document", "Patent": "patent",
    "Performance": "performance", "Report": "report", "SoundRecording": "song",
}  # fmt: skip
TEXTS = {
    "Title": "title", "JournalName": "container-title", "BookTitle": "container-title", "ConferenceName": "container-title",
    "PeriodicalTitle": "container-title", "InternetSiteTitle": "container-title", "Volume": "volume", "Issue": "issue",
    "Pages": "page", "Publisher": "publisher", "City": "publisher-place", "Edition": "edition", "DOI": "DOI", "URL": "URL",
    "StandardNumber": "ISBN", "Institution": "publisher",
}  # fmt: skip
PEOPLE = {"Author": "author", "Editor": "editor", "Translator": "translator", "BookAuthor": "container-author"}


def read_sources(data: bytes, part: str) -> dict[str, dict[str, Any]]:
    """Return the sources of a custom part as CSL-JSON, by their tags; none when it holds something else.

    Raises ``UnreadableSourceError`` when it is damaged.
    """
    root = parse_tree(data, part)
    if local(root.tag) != "Sources":
        return {}
    found = {}
    for source in root:
        fields = {local(field.tag): field for field in source}
        csl = fitted(_csl(fields))
        if csl:
            found[text_of(fields.get("Tag"))] = csl
    return found


def _csl(fields: dict[str, Element]) -> dict[str, Any]:
    """Return a source as CSL-JSON."""
    csl: dict[str, Any] = {"type": TYPES.get(text_of(fields.get("SourceType")), "document")}
    csl |= {ours: text_of(fields[theirs]) for theirs, ours in TEXTS.items() if theirs in fields}
    for role in fields.get("Author", ()):
        if local(role.tag) in PEOPLE:
            csl[PEOPLE[local(role.tag)]] = [_name(name) for name in role.iter() if local(name.tag) in {"Corporate", "Person"}]
    year = year_of(text_of(fields.get("Year")))
    day = [text_of(fields.get(field)) for field in ("Month", "Day")]
    if "date-parts" in year and day[0].isdecimal() and 0 < int(day[0]) <= 12:
        year["date-parts"][0] += [int(part) for part in day if part.isdecimal()]
    csl["issued"] = year
    return csl


def _name(name: Element) -> dict[str, str]:
    if local(name.tag) == "Corporate":
        return {"literal": text_of(name)}
    parts = {local(part.tag): text_of(part) for part in name}
    given = " ".join(filter(None, (parts.get("First"), parts.get("Middle"))))
    return {"family": parts.get("Last", ""), "given": given} if given else {"literal": parts.get("Last", "")}
