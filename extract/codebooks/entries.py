"""The entries of a codebook, and what they may say. A fault names the file, the line, the entry, and what to do."""

from __future__ import annotations

import re
from difflib import get_close_matches
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from extract.errors import UsageError
from extract.lexicon import expand
from extract.lexicon.codebook import CONTEXTS, MODES
from extract.lexicon.key_works import parse_work
from extract.lexicon.stems import STEM
from extract.lexicon.taxonomy import contexts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from extract.lexicon.codebook import Codebook
    from extract.lexicon.taxonomy import Taxonomy

TEXTS = ("name", "definition", "language", "mode")
LISTS = ("labels", "verbs", "unless", "unless_near", "broader", "authors", "works", "examples", "not_examples")
GROUP_LISTS = ("labels", "verbs", "needs")
NOTATIONS = ("labels", "verbs", "unless")
FIELDS = (*TEXTS, *LISTS, "ambiguous")
GROUP_FIELDS = (*GROUP_LISTS, "within", "after")
RESERVED = (
    "attribution", "code", "codebook", CONTEXTS, "country", "leader", "modality", "organ", "organisation", "polarity", "source",
)  # fmt: skip
"""What no dimension may be called: Pincite tags these itself, or the file means something else by them."""

NO_LISTS = ("country", "countries", "text")  # what else a need may name with "@"
DIMENSION = re.compile(r"[^\W\d_][\w-]{0,39}")
ID = re.compile(r"[^\W_][\w.-]{0,79}")
QUOTATION_MARKS = "\"'“”„‘’‚«»"
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
CHOICE = re.compile(r"\([^()\[\]]{0,500}\)|\[[^()\[\]]{0,500}\]")
STEM_INSIDE = re.compile(r"\*(?=\w)|(?<!\w)\*")
MOST_SURFACES = 500  # that one label may stand for
LONGEST = 120  # characters of a label
FARTHEST = 2000  # characters that `within` may reach


class Place(NamedTuple):
    """Where an entry begins."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the place as messages name it."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Entry(NamedTuple):
    """One entry as its file has it."""

    dimension: str
    id: str
    fields: Mapping[str, Any]
    place: Place

    @property
    def named(self) -> str:
        """The entry as messages name it."""
        return f"{self.dimension}.{self.id}"


class Table(NamedTuple):
    """What stands in one file."""

    entries: list[Entry]
    contexts: dict[str, list[str]]


def check_entry(entry: Entry, lists: Collection[str]) -> None:
    """Check what an entry says by itself; ``lists`` are the names of the lists of words that codebooks have.

    Raises:
        UsageError: something does not fit.

    """
    dimension = entry.dimension
    if dimension == "theories":
        _fault(entry, "", "write theory, as all dimensions in the singular")
    if dimension in RESERVED:
        _fault(entry, "", f"{dimension!r} is no dimension of a codebook; choose another name, such as actor or frame")
    if not DIMENSION.fullmatch(dimension) or dimension != dimension.lower():
        _fault(entry, "", f"{dimension!r} is no name of a dimension; write small letters, digits and hyphens, such as actor")
    if not ID.fullmatch(entry.id):
        _fault(entry, "", f"{entry.id!r} is no id; write letters, digits and hyphens, such as home-front")
    for field, value in entry.fields.items():
        _check_field(entry, field, value)
    for group in entry.fields.get("ambiguous", ()):
        _check_group(entry, group, lists)
    if (
        entry.fields.get("mode") not in {"extend", "remove"}
        and not entry.fields.get("labels")
        and not entry.fields.get("ambiguous")
    ):
        _fault(entry, "labels", "nothing would find it; write the words that name it")


def _check_field(entry: Entry, field: str, value: object) -> None:
    if field in TEXTS:
        _check_text(entry, field, value)
    elif field in LISTS:
        for text in _texts(entry, field, value):
            if field in NOTATIONS:
                _check_notation(entry, field, text)
            if field == "works" and not parse_work(text):
                _fault(entry, field, f'{text!r} is no work; write "Okafor and Bello 2018: Ports under Pressure"')
    elif field != "ambiguous":
        near = get_close_matches(field, (*FIELDS, *GROUP_FIELDS), n=1)
        hint = f"did you mean {near[0]}?" if near else f"an entry has {', '.join(FIELDS)}"
        _fault(
            entry, field, f"no such field; {hint}" if field not in GROUP_FIELDS else "it belongs into a group of `ambiguous`"
        )
    elif not (isinstance(value, list) and all(isinstance(group, dict) for group in value)):
        _fault(entry, field, 'it is no list of groups; write ambiguous = [{ labels = ["..."], needs = ["..."] }]')


def _check_text(entry: Entry, field: str, value: object) -> None:
    if not isinstance(value, str):
        _fault(entry, field, f'it is no text; write {field} = "..."')
    if field == "mode" and value not in MODES:
        _fault(entry, field, f"{value!r} is none; write {', '.join(MODES)}, or leave it out")
    if field == "language" and not LANGUAGE.fullmatch(value):
        _fault(entry, field, f"{value!r} is no code of a language; write en, de, fr...")


def _check_group(entry: Entry, group: Mapping[str, Any], lists: Collection[str]) -> None:
    for field, value in group.items():
        if field not in GROUP_FIELDS:
            _fault(entry, f"ambiguous.{field}", f"no such field; a group has {', '.join(GROUP_FIELDS)}")
        for text in _texts(entry, field, value) if field in GROUP_LISTS else ():
            if field == "needs":
                _check_need(entry, text, lists)
            else:
                _check_notation(entry, "ambiguous", text)
    within = group.get("within", 1)
    if not isinstance(within, int) or isinstance(within, bool) or not 0 < within <= FARTHEST:
        _fault(entry, "within", f"{within!r} is no number of characters from 1 to {FARTHEST}")
    if not isinstance(group.get("after", False), bool):
        _fault(entry, "after", f"{group['after']!r} is neither true nor false")
    if not group.get("labels") and not group.get("verbs"):
        _fault(entry, "ambiguous", "a group has no labels; write the words that need company")


def _check_need(entry: Entry, need: str, lists: Collection[str]) -> None:
    known = (*contexts(), *lists, *NO_LISTS)
    if need.startswith("@") and need.removeprefix("@") not in known:
        _fault(entry, "needs", f"there is no list {need}; the lists are {', '.join(f'@{each}' for each in sorted(set(known)))}")
    _check_stem(entry, "needs", need)


def _texts(entry: Entry, field: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        _fault(entry, field, f'it is no list of texts; write {field} = ["...", "..."]')
    if not all(each.strip() for each in value):
        _fault(entry, field, "a text in it is empty; take it out")
    return value


def _check_notation(entry: Entry, field: str, notation: str) -> None:
    if any(sign in CHOICE.sub("", notation) for sign in "()[]|"):
        _fault(entry, field, f"brackets of {notation!r} do not fit together; (a|b) is a choice, [a|b] one that may be left out")
    if prod(choice.count("|") + 1 + (choice[0] == "[") for choice in CHOICE.findall(notation)) > MOST_SURFACES:
        _fault(entry, field, f"{notation!r} stands for more than {MOST_SURFACES} phrases; write it as several")
    for label in expand(notation):
        if not any(map(str.isalnum, label)):
            _fault(entry, field, f"{notation!r} may be nothing at all; it needs a word outside of [...]")
        if len(label) > LONGEST:
            _fault(entry, field, f"{label[:40]!r}... is longer than {LONGEST} characters; a label is a word or a phrase")
        if label[0] in QUOTATION_MARKS and label[-1] in QUOTATION_MARKS:
            _fault(entry, field, f"{label!r} has its quotation marks with it; write the words alone")
        if ";" in label:
            _fault(entry, field, f"{label!r} holds a semicolon; in CSV, part the texts of a cell by | or by line breaks")
        _check_stem(entry, field, label)


def _check_stem(entry: Entry, field: str, label: str) -> None:
    if STEM_INSIDE.search(label):
        _fault(entry, field, f"in {label!r} an asterisk does not end a word; write it behind the letters that the forms share")
    stems = [word for word in label.split() if word.endswith(STEM)]
    if any(len(word) <= 3 for word in stems):
        _fault(entry, field, f"{label!r} would begin too many words; give a stem three letters or more")


def check_relations(codebook: Codebook, places: Mapping[tuple[str, str], Place]) -> None:
    """Check what entries say of one another.

    Raises:
        UsageError: an entry names a wider one that is not there, or is wider than itself.

    """
    for taxonomy in codebook.taxonomies:
        for id_, entry in taxonomy.entries.items():
            place = places.get((taxonomy.dimension, id_))
            if place is None:
                continue
            told = Entry(taxonomy.dimension, id_, entry, place)
            unknown = [wider for wider in entry.get("broader", ()) if wider not in taxonomy.entries]
            if unknown:
                near = get_close_matches(unknown[0], taxonomy.entries, n=1)
                hint = f"did you mean {near[0]}?" if near else "add an entry for it"
                _fault(told, "broader", f"there is no {taxonomy.dimension}.{unknown[0]}; {hint}")
        _check_circles(taxonomy, places)


def _check_circles(taxonomy: Taxonomy, places: Mapping[tuple[str, str], Place]) -> None:
    for id_, entry in taxonomy.entries.items():
        place = places.get((taxonomy.dimension, id_))
        if place and id_ in taxonomy.broader(id_):
            _fault(
                Entry(taxonomy.dimension, id_, entry, place),
                "broader",
                "it is wider than itself; take one step of the circle out",
            )


def _fault(entry: Entry, field: str, why: str) -> NoReturn:
    where = f"{entry.named}: {field}" if field else entry.named
    message = f"{entry.place}: {where}: {why}"
    raise UsageError(message)
