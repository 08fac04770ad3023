"""The fields of one BibTeX or BibLaTeX entry -> an item of CSL-JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.libraries.crosswalk import DATES, ENTRY_TYPES, FIELDS, GENRES, LANGUAGES, NAMES, NUMBERS, OWN, TEXTS, TYPES
from extract.libraries.csl import UNKNOWN
from extract.libraries.dates import parse_edtf, read_year
from extract.libraries.entries import UNSHOWN, Shown
from extract.libraries.people import OTHERS, parse_name, split_names
from extract.libraries.tex import address, address_changes, changes, is_kept, printed
from extract.mapped_text import Change, MappedText

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from extract.models import Span

Tex = MappedText
"""A value as TeX without its delimiters, mapped to the raw text."""

TITLES = frozenset(name for name in TEXTS if name.endswith(("title", "title-short")))
VERBATIM = frozenset({"DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL"})
RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s{0,3})", re.IGNORECASE)
WEB = re.compile(r"(?:\\url\{)?\s{0,5}(?P<url>https?://[^\s{}]{1,2000})\}?")
DASH = re.compile(r"\s?[–—]\s?|(?<=\w)\s?-\s?(?=\w)")
SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
"""``entrysubtype`` as others write it; we write the CSL type."""

THESES = frozenset({"phdthesis", "mastersthesis"})
PLAIN_THESIS = "Thesis"
"""What stands in ``type`` where a thesis states no genre: BibTeX and BibLaTeX ask for something."""

HOLDERS: Mapping[str, Sequence[str]] = {
    "journal": ("journaltitle", "journal", "booktitle"),
    "booktitle": ("booktitle", "journaltitle", "journal"),
    "whole": ("booktitle", "journaltitle", "journal"),
    "other": ("titleaddon", "howpublished", "booktitle", "journaltitle", "journal"),
}
"""Fields that may name what holds a work, by the group of its type; the first that is there does."""

SUBTITLES = {"title": "subtitle", "booktitle": "booksubtitle", "journaltitle": "journalsubtitle", "maintitle": "mainsubtitle"}
PUBLISHERS = ("publisher", "institution", "school", "organization")
RESOLVED = ("crossref", "xdata", "entrysubtype")
LANGUAGE_FIELDS = ("langid", "language", "hyphenation")
EDITORS = ("editor", "editora", "editorb", "editorc")
SPACE = re.compile(r"\s+")
NUMBER_IS = "csl-number-is"
"""Names the CSL variable that stands in ``number`` where it is not the usual one of the type."""

EXACT_EDITION = "csl-edition"
"""The edition as the item has it, beside one that styles can print."""

OF_RIS = re.compile(r"ris-(?P<tag>[a-z][a-z0-9])(?:-\d{1,4})?")
"""A field that holds what of RIS has no place elsewhere: ``ris-c1``, ``ris-c1-2``."""


def csl_of(
    kind: str, fields: Mapping[str, Tex], own: Container[str]
) -> tuple[dict[str, Any], dict[str, tuple[Span, ...]], list[Shown]]:
    """Return the item of an entry, the raw places of its fields, and its values for the reading text.

    What has no place in CSL-JSON is kept as TeX under ``custom.bibtex``, if it is the entry's ``own`` and not inherited.
    """
    made = _Item(kind, fields, own)
    made.read()
    return made.csl, made.places, made.shown


def default_type(kind: str, fields: Mapping[str, Any]) -> str:
    """Return the CSL type that an entry type means without a subtype: an address and no more is a page on the web.

    >>> default_type("misc", {"url": ""}), default_type("inbook", {})
    ('webpage', 'chapter')
    """
    found = ENTRY_TYPES.get(kind, UNKNOWN)
    is_page = found == UNKNOWN and "url" in fields and not fields.keys() & {"doi", "publisher", "isbn"}
    return "webpage" if is_page else found


def _single(text: str) -> str:
    return SPACE.sub(" ", text).strip()


class _Item:
    """An item in the making."""

    def __init__(self, kind: str, fields: Mapping[str, Tex], own: Container[str]) -> None:
        self._kind = kind
        self._fields = dict(fields)
        self._move_address()
        self.csl: dict[str, Any] = {"type": self._type()}
        self.places: dict[str, tuple[Span, ...]] = {}
        self.shown: list[Shown] = []
        self._own = own
        self._is_cut = False
        self._tex: dict[str, str] = {}

    def _move_address(self) -> None:
        """Take for the ``url`` an address that stands in ``howpublished``, as classic BibTeX has no other place for it."""
        tex = self._fields.get("howpublished")
        if tex is not None and "url" not in self._fields and WEB.fullmatch(tex.text.strip()):
            self._fields["url"] = self._fields.pop("howpublished")

    def _type(self) -> str:
        subtype = self._fields.get("entrysubtype")
        told = subtype.text.strip().lower() if subtype else ""
        told = SUBTYPES.get(told, told)
        return told if told in TYPES else default_type(self._kind, self._fields)

    def read(self) -> None:
        """Take the fields one by one; what is left goes to ``custom``."""
        if EXACT_EDITION in self._fields:
            self._fields.pop("edition", None)
        ris = self._of_ris()
        self._titles(TYPES[self.csl["type"]]["container"])
        self._numbers()
        self._people()
        self._issued()
        self._kind_of_work()
        for name in PUBLISHERS:
            self._text("publisher", name)
        for name in LANGUAGE_FIELDS:
            if "language" not in self.csl:
                self._text("language", name)
                said = str(self.csl.get("language", ""))
                self.csl |= {"language": LANGUAGES[said]} if said in LANGUAGES else {}
        for name in list(self._fields):
            self._field(name)
        rest = {name: SPACE.sub(" ", self._fields[name].text).strip() for name in sorted(self._fields)}
        rest = {name: text for name, text in rest.items() if text and name in self._own and name not in RESOLVED}
        custom = {
            **self.csl.pop("custom", {}),
            **({"et-al": True} if self._is_cut else {}),
            **({"bibtex": rest} if rest else {}),
            **({"ris": ris} if ris else {}),
            **({"tex": self._tex} if self._tex else {}),
        }
        self.csl |= {"custom": custom} if custom else {}

    def _of_ris(self) -> dict[str, list[str]]:
        """Take what came from RIS."""
        found: dict[str, list[str]] = {}
        for name in list(self._fields):
            field = OF_RIS.fullmatch(name)
            if field and name in self._own:
                found.setdefault(field["tag"].upper(), []).append(printed(self._fields.pop(name).text))
        return found

    def _field(self, name: str) -> None:
        """Take a field that means the same whatever the type."""
        variable = FIELDS.get(name)
        if variable is None or variable in self.csl:
            return
        if variable in NAMES:
            self._names(variable, name)
        elif variable in DATES:
            self._date(variable, name)
        else:
            self._text(variable, name)

    def _titles(self, group: str) -> None:
        """Take the title and that of what holds the work; of a volume with a title of its own, both."""
        holder = next((name for name in HOLDERS[group] if name in self._fields), None)
        if "maintitle" in self._fields:
            is_part = group in {"journal", "booktitle"}
            self._title("container-title" if is_part else "title", "maintitle")
            self._title("volume-title", holder or "booktitle" if is_part else "title")
        self._title("title", "title")
        if holder:
            self._title("container-title", holder)

    def _title(self, variable: str, name: str) -> None:
        if variable in self.csl or name not in self._fields:
            return
        main = self._fields[name]
        self._text(variable, name)
        subtitle = self._fields.get(SUBTITLES.get(name, ""))
        if subtitle is not None and variable in self.csl:
            first, places = self.csl.pop(variable), self.places[variable]
            self._text(variable, SUBTITLES[name])
            mark = " " if first.endswith((".", ":", "?", "!")) else ": "
            self.csl[variable] = first + mark + self.csl.get(variable, "")
            self.places[variable] = places + self.places.get(variable, ())
            self._keep_tex(variable, _single(main.text) + mark + _single(subtitle.text))

    def _numbers(self) -> None:
        """Take ``number``, which is that of an issue, of a report, or in a series, and ``eid``."""
        row = TYPES[self.csl["type"]]
        said = self._fields.pop(NUMBER_IS, None)
        named = said.text.strip() if said else ""
        self._text(named if named in NUMBERS else row["number"], "number")
        if "issue" in self._fields and "issue" not in self.csl:
            self._text("issue", "issue")

    def _people(self) -> None:
        """Take editors of another function: ``editora`` with ``editoratype = {compiler}``."""
        for name in EDITORS:
            function = self._fields.get(f"{name}type")
            variable = function.text.strip().lower() if function else ""
            if variable in NAMES and name in self._fields and variable not in self.csl:
                self._fields.pop(f"{name}type")
                self._names(variable, name)

    def _issued(self) -> None:
        """Take the date of publication: ``date``, or else ``year``, ``month`` and ``day``."""
        if "date" in self._fields:
            self._date("issued", "date")
            for name in ("year", "month", "day"):
                self._fields.pop(name, None)
        elif "year" in self._fields:
            found = {name: self._fields.pop(name) for name in ("year", "month", "day") if name in self._fields}
            said = {name: printed(tex.text) for name, tex in found.items()}
            date, letter = read_year(said["year"], said.get("month", ""), said.get("day", ""))
            if said["year"]:
                self.csl["issued"] = date
                self._place("issued", *found.values())
                self._show("issued", found["year"])
            if letter:
                self.csl["custom"] = {"year-suffix": letter}

    def _kind_of_work(self) -> None:
        """Take ``type``; an entry type may state it too."""
        told = self._fields.get("type")
        said = printed(told.text) if told is not None else ""
        if self.csl["type"] == "thesis" and said == PLAIN_THESIS:
            self._fields.pop("type")
        elif said:
            self._text("genre", "type")
            self.csl["genre"] = GENRES.get(said, self.csl["genre"])
        elif self._kind in THESES and self.csl["type"] == "thesis":
            self.csl["genre"] = GENRES[self._kind]

    def _text(self, variable: str, name: str) -> None:
        tex = self._fields.get(name)
        if tex is None or variable in self.csl:
            return
        del self._fields[name]
        if variable in VERBATIM:
            text = address(tex.text).strip()
            text = RESOLVER.sub("", text, count=1) if variable == "DOI" else text
        else:
            text = printed(tex.text)
        if variable == "page":
            text = DASH.sub("-", text)
        if text:
            self.csl[variable] = text
            self._keep_tex(variable, _single(tex.text))
            self._place(variable, tex)
            self._show(variable, tex, is_verbatim=variable in VERBATIM)

    def _keep_tex(self, variable: str, tex: str) -> None:
        """Keep the TeX of a text if that says more than the text."""
        self._tex.pop(variable, None)
        is_same = variable in self.csl and printed(tex) == self.csl[variable]
        if is_same and variable not in VERBATIM and is_kept(tex, title=variable in TITLES):
            self._tex[variable] = tex

    def _names(self, variable: str, name: str) -> None:
        tex = self._fields.pop(name)
        names: list[dict[str, Any]] = []
        places: list[Span] = []
        for start, end in split_names(tex.text):
            found = parse_name(tex.text, start, end)
            if found:
                names.append(found)
                places += tex.raw_spans(start, end)
            elif tex.text[start:end].lower() == OTHERS:
                self._is_cut |= variable in {"author", "editor"}
        if names:
            self.csl[variable] = names
            self.places[variable] = tuple(places)
            self._show(variable, tex)

    def _date(self, variable: str, name: str) -> None:
        tex = self._fields.pop(name)
        date = parse_edtf(tex.text)  # before TeX reads "~" as a space: "1900~" is a date
        if date or printed(tex.text):
            self.csl[variable] = date or {"literal": printed(tex.text)}
            self._place(variable, tex)
            self._show(variable, tex, is_verbatim=True)

    def _place(self, variable: str, *values: Tex) -> None:
        spans: list[Span] = []
        for tex in values:
            left = len(tex.text) - len(tex.text.lstrip())
            spans += tex.raw_spans(left, len(tex.text.rstrip()))
        self.places[variable] = tuple(spans)

    def _show(self, variable: str, tex: Tex, *, is_verbatim: bool = False) -> None:
        if variable in UNSHOWN or variable.startswith(OWN):
            return
        left = len(tex.text) - len(tex.text.lstrip())
        right = len(tex.text.rstrip())
        spans = tex.raw_spans(left, right)
        if len(spans) != 1:
            return
        start, end = spans[0]
        if end - start != right - left:  # a macro stands for the value
            self.shown.append(Shown(start, end, [Change(start, end, printed(tex.text, tags=False))]))
            return
        shift = start - left
        made = address_changes(tex.text) if is_verbatim else changes(tex.text, tags=False)
        moved = [Change(a + shift, b + shift, text) for a, b, text in made if left <= a and b <= right]
        self.shown.append(Shown(start, end, moved))
