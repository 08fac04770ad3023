"""Entries of invented works printed by templates of our own, for the forms that no style file has.

A template is a text with slots: ``{author} ({year}): {title}, {place} {year}, S. {pinpoint}.``
"""

from __future__ import annotations

import random
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from extract.data_tables import read_table
from extract.references.making.labelled_text import LabelledText
from extract.references.making.noise import disturb
from extract.references.making.printed_dates import DATES, UNDATED, print_date
from extract.references.making.works import Inventor, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extract.references.making.pool import Pool
    from extract.references.making.works import Person

SLOT = re.compile(r"\{(\w+)\}")
Pieces = list[tuple[str, str | None]]


@cache
def read_templates() -> dict[str, Any]:
    """Return the table of ``data/reference_making.toml``."""
    return read_table("reference_making")


def make_from_templates(count: int, *, seed: int, pool: Pool) -> Iterator[dict[str, Any]]:
    """Yield ``count`` labelled entries printed by templates."""
    it = Inventor(random.Random(f"templates {seed}"), pool)  # noqa: S311 - reproducible, not secret
    table = read_templates()
    shares = table["shares"]
    for _ in range(count):
        language = it.random.choices(list(shares), list(shares.values()))[0]
        entry = fill_template(it, language, it.random.choice(table["templates"][language]))
        disturb(entry, it.random)
        yield entry.entry("made")


def fill_template(it: Inventor, language: str, template: str) -> LabelledText:
    """Return a template with the values of one invented work in its slots."""
    form, _, variant = template.partition("@")
    values = _Values(it, language, variant)
    pieces: Pieces = []
    at = 0
    for slot in SLOT.finditer(form):
        pieces += [(form[at : slot.start()], None), *values.fill(slot[1])]
        at = slot.end()
    pieces.append((form[at:], None))
    return LabelledText.of(_without_doubled_stops(pieces))


def _without_doubled_stops(pieces: Pieces) -> Iterator[tuple[str, str | None]]:
    """Yield the pieces, without the stop behind a value that ends with one or with a question mark."""
    before = ""
    for text, label in pieces:
        kept = text[1:] if label is None and text[:1] == "." and before[-1:] in {".", "?", "!"} else text
        yield kept, label
        before = text or before


class _Values:
    """The values of one invented work, drawn when a slot asks for them."""

    def __init__(self, it: Inventor, language: str, variant: str) -> None:
        table = read_templates()
        self.it = it
        self.random = it.random
        self.language = language
        self.variant = variant
        foreign = language != "en" and it.chance(0.25)
        self.work_language = "en" if foreign else language
        self.year = self.random.randint(1955, 2024) if it.chance(0.95) else self.random.randint(1840, 1954)
        self.letter = self.random.choice(["", "", "", "", "", "", "a", "b"])
        self.style = self.random.choice(table["name_styles"][language])
        self.separator = self.random.choice(table["separators"][language])
        self.connector = self.random.choice(table["and"][language])
        self.work = Work("book", self.work_language)
        it.press(self.work)
        self.place = self.work.fields.get("publisher-place") or it.city(self.work_language)

    def fill(self, slot: str) -> Pieces:
        """Return the pieces that stand in the place of a slot, each with its label."""
        if slot in NAMES:
            label, style = NAMES[slot]
            label = "editor" if self.variant == "editor" and label == "author" else label
            return self.names(label, style)
        if slot in DATES:
            return [(print_date(slot, self.random, self.year, self.letter), "date")]
        if slot in DAYS_OF_ACCESS:
            return [(self.day_of_access(DAYS_OF_ACCESS[slot]), "note")]
        if slot in PICKED:
            kind, usual = PICKED[slot]
            picked = self.it.pick(self.work_language, kind)
            return [(picked, "container-title" if self.variant == "site" and usual == "publisher" else usual)]
        return SLOTS[slot](self)

    def day_of_access(self, slot: str) -> str:
        """Return when somebody looked at a page."""
        return print_date(slot, self.random, self.random.randint(2001, 2024))

    def names(self, label: str, style: str) -> Pieces:
        """Return names in the style of the entry, in one run."""
        people = self.it.people(self.work_language, (45, 30, 14, 7, 3, 1))
        chosen = style or (
            self.style
            if label == "author" or self.it.chance(0.6)
            else self.random.choice(read_templates()["name_styles"][self.language])
        )
        printed = [_print_name(self.it, person, chosen, first=number == 0) for number, person in enumerate(people)]
        if len(printed) > 1 and self.it.chance(0.07):
            others = (
                [" et al.", ", et al.", " u. a.", " u.a."] if self.language == "de" else [" et al.", ", et al.", " and others"]
            )
            return [(printed[0] + self.random.choice(others), label)]
        return [(self.joined(printed), label)]

    def joined(self, names: list[str]) -> str:
        """Return names with the marks and the word between them."""
        if len(names) == 1:
            return names[0]
        if self.connector in {"/", ";"}:
            mark = self.random.choice(["/", " / ", "/ "]) if self.connector == "/" else "; "
            return mark.join(names)
        comma = self.random.choice(["", ","]) if self.separator == "," else ""
        return f"{self.separator} ".join(names[:-1]) + f"{comma} {self.connector} " + names[-1]


def _print_name(it: Inventor, person: Person, style: str, *, first: bool) -> str:
    family = f"{person.particle} {person.family}".strip()
    given = person.given
    initials = " ".join("-".join(part[0] + "." for part in name.split("-") if part) for name in given.split())
    if it.chance(0.3):
        initials = initials.replace(" ", "")
    suffix = f", {person.suffix}" if person.suffix else ""
    forms = {
        "full": f"{family}, {given}{suffix}",
        "initials": f"{family}, {initials}{suffix}",
        "straight": f"{given} {family}{suffix}",
        "short": f"{initials} {family}",
        "chicago": f"{family}, {given}{suffix}" if first else f"{given} {family}{suffix}",
        "vancouver": f"{family} {re.sub(r'[. ]', '', initials)}",
        "bare": f"{family} {given}",
        "capital": f"{family.upper()}, {given if it.chance(0.6) else initials}",
        "capital-straight": f"{given} {family.upper()}",
    }
    return forms[style]


def _fill_title(values: _Values) -> Pieces:
    title = values.it.title(values.work_language, is_news=values.it.chance(0.35))
    if values.it.chance(0.05):
        title += values.random.choice(
            [" (Diskussionspapier)", " (unv. Ms.)"] if values.language == "de" else [" (review)", " (with comments)"]
        )
    return [(title, "title")]


def _fill_families(values: _Values) -> Pieces:
    people = values.it.people(values.work_language, (30, 40, 25, 5))
    return [(values.random.choice(["/", "; ", " and ", ", ", " & "]).join(person.family for person in people), "author")]


def _fill_bodies(values: _Values) -> Pieces:
    label = "editor" if values.variant == "editor" else "author"
    body = values.it.pick(values.work_language, "bodies")
    if values.it.chance(0.06):
        body += f" ({values.it.fill('{acronym}', 'en')})"
    return [(body, label)]


def _fill_pages(values: _Values) -> Pieces:
    first = values.random.randint(1, 900)
    last = first + values.random.randint(2, 45)
    if values.it.chance(0.18) and first > 100 and first // 100 == last // 100:
        last %= 100
    dash = values.random.choice(["-", "-", "–", " - ", "- ", "–"])
    after = values.random.choice([" ff.", "ff", " f."]) if values.language == "de" and values.it.chance(0.04) else ""
    return [(f"{first}{dash}{last:02d}" if last < 100 else f"{first}{dash}{last}", "pages"), (after, None)]


def _fill_pinpoint(values: _Values) -> Pieces:
    page = values.random.randint(1, 420)
    if values.it.chance(0.3):
        return [(f"{page}{values.random.choice(['-', '–'])}{page + values.random.randint(1, 9)}", "pages")]
    after = (
        values.random.choice(["f.", " f.", "ff.", " ff.", ", Anm. 4"])
        if values.language == "de" and values.it.chance(0.45)
        else ""
    )
    return [(str(page), "pages"), (after, None)]


def _fill_year(values: _Values) -> Pieces:
    return [(f"{values.year}{values.letter}", "date")]


def _fill_url(values: _Values) -> Pieces:
    work = values.work
    work.fields.setdefault("title", values.it.title(values.work_language))
    return [(values.it.address(work), "url")]


def _fill_doi(values: _Values) -> Pieces:
    values.it.doi(values.work, 1)
    before = values.random.choice(["https://doi.org/", "https://doi.org/", "doi:", "doi: ", ""])
    return [(before + values.work.fields["DOI"], "doi")]


def _fill_accessed(values: _Values) -> Pieces:
    form = values.random.choice(read_templates()["accessed"][values.language])
    day = {"de": "ddate", "en": "date", "es": "sdate", "fr": "fdate", "it": "idate", "pt": "pdate"}[values.language]
    return [(form.format(values.day_of_access(day)), "note")]


def _number(values: _Values, *limits: int) -> str:
    return str(values.random.choice([values.random.randint(1, limit) for limit in limits]))


def _fill_symbol(values: _Values) -> Pieces:
    number, year = values.random.randint(1, 900), values.year
    forms = (
        "S/{y}/{n}",
        "A/{s}/{n}",
        "A/RES/{s}/{n}",
        "S/RES/{n} ({y})",
        "S/RES/{n}",
        "COM({y}) {n} final",
        "JOIN({y}) {n} final",
        "HC {n}",
        "CP {n}",
        "Cm {n}",
        "RR-{n}-A",
        "GAO-{s:02d}-{n}",
        "RL{n}",
        "{n}/{s:02d}",
        "CRS R4{n}",
        "TD/B/C.1/{n}",
        "INFCIRC/{n}",
        "GOV/{y}/{s}",
        "WT/DS{n}/R",
        "E/CN.4/{y}/{n}",
        "No. {n}",
        "Doc. {n}/{y}",
        "IP/{s:02d}/{n}",
        "MEMO/{s:02d}/{n}",
    )
    return [(values.random.choice(forms).format(y=year, n=number, s=year % 100), "collection-number")]


def _fill_case(values: _Values) -> Pieces:
    it = values.it
    parties = [
        it.person("en").family if it.chance(0.5) else _capital(it.pick("en", "countries").removeprefix("the "))
        for _ in range(2)
    ]
    return [(f"{parties[0]} {values.random.choice(['v.', 'v', 'vs.'])} {parties[1]}", "title")]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fill_series(values: _Values) -> Pieces:
    name = values.it.pick(values.work_language, "papers")
    if values.it.chance(0.25):
        name = f"{values.it.fill('{acronym}', 'en')} {name}"
    return [(name, "collection-title")]


def _fill_journal(values: _Values) -> Pieces:
    it = values.it
    if values.work_language == "en" and it.pool.journals and it.chance(0.35):
        return [(values.random.choice(it.pool.journals), "container-title")]
    return [(it.pick(values.work_language, "journals"), "container-title")]


def _fill_edition(values: _Values) -> Pieces:
    return [(values.it.pick(values.work_language, "editions"), "edition")]


def _fill_count(values: _Values) -> Pieces:
    word = {"de": "S.", "es": "pp.", "fr": "p.", "it": "pp.", "pt": "p."}.get(values.language, "pp.")
    return [(f"{values.random.randint(12, 900)} {word}", "note")]


def _fill_isbn(values: _Values) -> Pieces:
    numbers = [
        values.random.randint(0, 9),
        values.random.randint(100, 999),
        values.random.randint(10000, 99999),
        values.random.randint(0, 9),
    ]
    return [("978-" + "-".join(map(str, numbers)), "isbn")]


def _fill_person(values: _Values) -> Pieces:
    return [(_print_name(values.it, values.it.person("en"), "straight", first=True), None)]


DAYS_OF_ACCESS = {"date2": "date", "ddate2": "ddate", "mdate2": "mdate"}
NAMES = {
    "AUTHOR": ("author", "capital"),
    "EDITOR": ("editor", "capital"),
    "author": ("author", ""),
    "author2": ("author", ""),
    "editor": ("editor", ""),
    "translator": ("translator", "straight"),
}
PICKED = {
    "agency": ("agencies", "author"),
    "agency2": ("agencies", "container-title"),
    "authority": ("authorities", None),
    "body2": ("bodies", "publisher"),
    "bookseries": ("series", "collection-title"),
    "bulletin": ("sites", "container-title"),
    "conference": ("events", "container-title"),
    "dataverse": ("datasets", "publisher"),
    "gazette": ("gazettes", "container-title"),
    "genre": ("genres.report", "genre"),
    "institute": ("bodies", "publisher"),
    "interview": ("genres.interview", "genre"),
    "law": ("laws", "title"),
    "magazine": ("magazines", "container-title"),
    "news": ("news", "container-title"),
    "news1": ("news", "author"),
    "press": ("genres.press", "genre"),
    "reports": ("reports", "container-title"),
    "series2": ("papers", "collection-title"),
    "site": ("sites", "container-title"),
    "talk": ("genres.speech", "genre"),
    "thesis": ("genres.thesis", "genre"),
    "think": ("bodies", "publisher"),
    "treaties": ("treaties", "container-title"),
    "university": ("universities", "publisher"),
}
"""Slots that take a value of one kind, and its label."""

SLOTS: dict[str, Callable[[_Values], Pieces]] = {
    "accessed": _fill_accessed,
    "body": _fill_bodies,
    "book": lambda values: [(values.it.title(values.work_language), "container-title")],
    "case": _fill_case,
    "count": _fill_count,
    "doi": _fill_doi,
    "edition": _fill_edition,
    "editorfamily": lambda values: [
        ("/".join(person.family for person in values.it.people(values.work_language, (1, 1))), "editor")
    ],
    "families": _fill_families,
    "isbn": _fill_isbn,
    "issue": lambda values: [
        (values.random.choice(["1", "2", "3", "4", "5", "6", "8", "10", "12", "1/2", "3-4", "27", "41", "7-8"]), "issue")
    ],
    "journal": _fill_journal,
    "no": lambda values: [(_number(values, 99, 99, 9999), "collection-number")],
    "no2": lambda values: [(_number(values, 40), None)],
    "nodate": lambda values: [(values.random.choice(UNDATED.get(values.language, UNDATED["en"])), "date")],
    "page": lambda values: [(_number(values, 48, 400), "pages")],
    "pages": _fill_pages,
    "person": _fill_person,
    "pinpoint": _fill_pinpoint,
    "place": lambda values: [(values.place, "location")],
    "publisher": lambda values: [
        (values.work.fields.get("publisher") or values.it.pick(values.work_language, "presses"), "publisher")
    ],
    "roman": lambda values: [
        (values.random.choice(["I", "II", "III", "IV", "V", "VI", "VIII", "IX", "X", "XII", "XXIV"]), "volume")
    ],
    "season": lambda values: [(values.random.choice(["Spring", "Summer", "Fall", "Winter", "Autumn"]), "date")],
    "series": _fill_series,
    "subtitle": lambda values: [(values.it.title(values.work_language), "title")],
    "symbol": _fill_symbol,
    "symbol2": lambda values: [(f"{values.random.randint(80, 117)}-{values.random.randint(1, 400)}", "collection-number")],
    "title": _fill_title,
    "translated": lambda values: [(values.it.title(values.random.choice(["en", values.language])), "translated-title")],
    "url": _fill_url,
    "volume": lambda values: [(_number(values, 40, 130), "volume")],
    "year": _fill_year,
    "year2": lambda values: [(str(values.year + values.random.randint(0, 3)), "date")],
}
"""What stands in the place of any other slot."""
