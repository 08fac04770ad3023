"""What citeproc-py leaves undone in a printed entry, and whether the entry is fit for training."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.references.making.labelled_text import LabelledText
    from extract.references.making.works import Work

BLANKS = re.compile(r"(?<!\s)\s{2,}+|[\n\t\r]")
DOUBLED = re.compile(r"(?<=[.?!])\.++|(?<=,),|(?<=\.),(?=,)|(?<=[^.]:):|(?<!\s)\s++(?=[.,;](?:\s|$))")
AFTER_QUOTE = re.compile(r"([”’])([.,])")
CLOSING_MARKS = re.compile(r"[\])\.]{0,2}")


ENGLISH_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
"""citeproc-py takes the ordinals of English where a style has terms of its own in the language: "3rd Oktober"."""
EDITION_WORD = re.compile(r"\.?\s?(?:edition|edn|ed|Auflage|Aufl|édition|éd|edición|edição|edizione|uppl|druk|wyd|bs|baskı)\b")
ORPHAN = re.compile(
    r",?\s(?:S|p|pp|ss|edn|[Vv]ols?|nos?|Nr|Jg|Bd|Band|H|abgerufen am|viewed|accessed|Tr:|Tr\.:)(?![\w-])\.?+"
    r"(?=\s?(?:[,.;)]|$|<|https?:|online:))|Tr\.:\.(?:\sed\.)?|\[(?:place unknown|S\. l\.)\][:,]\s?"
)
"""A word before a number that the work does not have."""
LONE_TERM = re.compile(r",? (?:[EeÉé]dition|Auflage|éd|\(Publication\)|Tradução|Trad\.?:?)(?=[.,; ]|$)\.?")
"""A word that some styles leave behind without a number."""


def mend(entry: LabelledText, work: Work, locale: str, *, has_american_quotes: bool) -> None:
    """Take out doubled marks and orphaned words, and set points and commas inside quotation marks where the locale has them."""
    entry.sub(BLANKS, lambda _: " ")
    entry.remove(DOUBLED)
    if has_american_quotes:
        for found in AFTER_QUOTE.finditer(entry.text):
            entry.text = entry.text[: found.start()] + found[2] + found[1] + entry.text[found.end() :]
        entry.remove(DOUBLED)
    entry.remove(ORPHAN)
    if "edition" not in work.fields and "translator" not in work.names:
        entry.remove(LONE_TERM)
    if not locale.startswith("en"):
        _replace_english_ordinals(entry, "." if locale[:2] in {"de", "pl", "sv"} else "")
    _take_edition_word(entry)
    _part_number(entry)
    while entry.text[:1].isspace():
        entry.replace(0, 1, "")
    while entry.text[-1:].isspace():
        entry.replace(len(entry.text) - 1, len(entry.text), "")


def _take_edition_word(entry: LabelledText) -> None:
    """Label "ed." behind the number of an edition."""
    for _, end, label in entry.spans():
        word = EDITION_WORD.match(entry.text, end) if label == "edition" else None
        if word is not None:
            entry.labels[end : word.end()] = ["edition"] * (word.end() - end)


def _part_number(entry: LabelledText) -> None:
    """Put a blank behind the number of an entry, which stands in a column of its own."""
    numbered = [at for at, label in enumerate(entry.labels[:6]) if label == "citation-number"]
    closing = CLOSING_MARKS.match(entry.text, numbered[-1] + 1) if numbered else None
    if closing is not None and entry.text[closing.end() : closing.end() + 1].strip():
        entry.replace(closing.end(), closing.end(), " ")


def _replace_english_ordinals(entry: LabelledText, mark: str) -> None:
    for found in reversed(list(ENGLISH_ORDINAL.finditer(entry.text))):
        if entry.labels[found.start()] in {"date", "edition", "note"}:
            entry.replace(found.start(), found.end(), mark, entry.labels[found.start()])


LETTERS = re.compile(r"[\W_]+")
ONCE = frozenset(
    {"author", "editor", "container-title", "collection-title", "publisher", "volume", "issue", "edition", "genre"}
)
"""Labels of which an entry has one run. citeproc-py prints some names twice, in the place of an author and in their own."""


def _bare(text: str) -> str:
    return LETTERS.sub("", text).casefold()


def is_whole(entry: LabelledText, work: Work, roles: set[str]) -> bool:
    """Tell whether an entry has its title as the work has it, and names of one of ``roles`` if there are any, each once."""
    printed: dict[str, list[str]] = {}
    for start, end, label in entry.spans():
        printed.setdefault(label, []).append(entry.text[start:end])
    if len(printed.get("title", [])) != 1 or (roles and not roles & printed.keys()):
        return False
    if any(len(found) > 1 for label, found in printed.items() if label in ONCE):
        return False
    return _bare(printed["title"][0]) == _bare(work.fields["title"])
