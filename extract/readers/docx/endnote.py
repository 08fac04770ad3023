"""Citations of EndNote: a record in XML for each cited work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.errors import UnreadableSourceError
from extract.readers.docx.csl import fitted
from extract.readers.docx.items import CitedItem, key_of, name_of, year_of
from extract.readers.xml_parts import parse_tree, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TYPES = {
    "Blog": "post-weblog", "Book": "book", "Book Section": "chapter", "Case": "legal_case", "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference", "Dataset": "dataset", "Edited Book": "book", "Electronic Article": "article-journal",
    "Electronic Book": "book", "Electronic Book Section": "chapter", "Encyclopedia": "entry-encyclopedia", "Film or Broadcast": "motion_picture",
    "Government Document": "report", "Hearing": "hearing", "Journal Article": "article-journal", "Legal Rule or Regulation": "legislation",
    "Magazine Article": "article-magazine", "Manuscript": "manuscript", "Newspaper Article": "article-newspaper", "Pamphlet": "pamphlet",
    "Report": "report", "Statute": "legislation", "Thesis": "thesis", "Unpublished Work": "manuscript", "Web Page": "webpage",
}  # fmt: skip
PATHS = {
    "title": "titles/title", "volume": "volume", "issue": "number", "page": "pages", "publisher": "publisher",
    "publisher-place": "pub-location", "edition": "edition", "DOI": "electronic-resource-num", "ISBN": "isbn",
    "URL": "urls/related-urls/url", "language": "language",
}  # fmt: skip
"""Where the fields of a record stand."""

WHOLE = frozenset({"book", "thesis", "report", "webpage"})
"""Types of works that are no part of another: what EndNote has as second title is their series."""


def endnote_items(said: str) -> list[CitedItem]:
    """Return the works of ``<EndNote>``; none when it is damaged."""
    start = said.find("<EndNote")
    if start < 0:
        return []
    try:
        root = parse_tree(said[start : said.rfind(">") + 1].encode("utf-8", "replace"), "a field of EndNote")
    except UnreadableSourceError:  # a field that someone has edited: its text is read all the same
        return []
    items = []
    for cite in root.iter("Cite"):
        record = cite.find("record")
        csl = fitted(_csl(record)) if record is not None else {}
        if record is None or not csl or cite.get("Hidden") == "1":
            continue
        number = text_of(record.find("rec-number"))
        key = f"endnote:{_base(record)}:{number}" if number else key_of(csl)
        pages, prefix, suffix = (text_of(cite.find(name)) or None for name in ("Pages", "Prefix", "Suffix"))
        items.append(CitedItem(key, csl, pages, "page" if pages else None, prefix, suffix))
    return items


def _base(record: Element) -> str:
    """Return the database that numbers the record."""
    key = record.find("foreign-keys/key")
    return (key.get("db-id") or "") if key is not None else ""


def _csl(record: Element) -> dict[str, Any]:
    """Return a record of EndNote as CSL-JSON."""
    kind = record.find("ref-type")
    csl: dict[str, Any] = {"type": TYPES.get(kind.get("name", "") if kind is not None else "", "document")}
    csl |= {field: text_of(record.find(path)) for field, path in PATHS.items()}
    second = text_of(record.find("titles/secondary-title")) or text_of(record.find("periodical/full-title"))
    csl["collection-title" if csl["type"] in WHOLE else "container-title"] = second
    for field, path in (("author", "authors"), ("editor", "secondary-authors"), ("translator", "subsidiary-authors")):
        csl[field] = [name_of(text_of(name)) for name in record.iterfind(f"contributors/{path}/author")]
    csl["issued"] = year_of(text_of(record.find("dates/year")))
    if csl["ISBN"] and csl["type"] == "article-journal":
        csl["ISSN"] = csl.pop("ISBN")
    return csl
