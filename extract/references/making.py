"""Labelled bibliography entries made for training: invented works in the printed forms of many styles and languages.

The same seed gives the same entries.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.months import month_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SLOT = re.compile(r"\{(\w+)\}")


@cache
def read_material() -> dict[str, Any]:
    """Return the word lists and templates of ``data/reference_making.toml``."""
    return tomllib.loads((files("extract") / "data" / "reference_making.toml").read_text("utf-8"))


class Maker:
    """Makes entries; everything random comes from one seeded source."""

    def __init__(self, seed: int, pool: Sequence[str] = ()) -> None:
        """Take real titles for English entries from ``pool``."""
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.material = read_material()
        self.pool = list(pool)

    def entry(self) -> dict[str, Any]:
        """Return one labelled entry."""
        shares = self.material["shares"]
        language = self.random.choices(list(shares), list(shares.values()))[0]
        template = self.random.choice(self.material["templates"][language])
        template, _, variant = template.partition("@")
        values = _Values(self, language, variant)
        text = ""
        labels: list[tuple[int, int, str]] = []
        at = 0
        for slot in SLOT.finditer(template):
            text += template[at : slot.start()]
            for piece, label in values.fill(slot[1]):
                if label is not None:
                    labels.append((len(text), len(text) + len(piece), label))
                text += piece
            at = slot.end()
        text += template[at:]
        if variant == "genre":
            labels += [(found.start(), found.end(), "genre") for found in GENRE.finditer(text)][:1]
        text, labels = self.damaged(text, labels)
        return {"text": text, "labels": labels, "source": "made", "clean": True}

    def damaged(self, text: str, labels: list[tuple[int, int, str]]) -> tuple[str, list[tuple[int, int, str]]]:
        """Return the entry with what scans and sloppy lists do: a lost final dot, a number or bullet in front."""
        chance = self.random.random()
        if chance < 0.1:
            return text.rstrip("."), labels
        if chance < 0.16:
            number = self.random.choice(["[{}] ", "{}. ", "{} "]).format(self.random.randint(1, 120))
            inner = re.search(r"\d+", number)
            moved = [(start + len(number), end + len(number), label) for start, end, label in labels]
            return number + text, ([(*inner.span(), "citation-number")] if inner else []) + moved
        if chance < 0.2:
            mark = self.random.choice(["- ", "• ", "► "])
            return mark + text, [(start + len(mark), end + len(mark), label) for start, end, label in labels]
        return text, labels


GENRE = re.compile(r"PhD diss\.|PhD thesis|Unveröffentlichte Diplomarbeit|Dissertation|Diss\.|Tese \(Doutorado\)")
Pieces = list[tuple[str, str | None]]


class _Values:
    """The values of one invented work."""

    def __init__(self, maker: Maker, language: str, variant: str) -> None:
        self.random = maker.random
        self.material = maker.material
        self.pool = maker.pool
        self.language = language
        self.variant = variant
        self.year = self.random.randint(1955, 2023)
        self.letter = self.random.choice(["", "", "", "", "", "a", "b"])
        self.day, self.month = self.random.randint(1, 28), self.random.randint(1, 12)
        self.style = self.random.choice(self.material["name_styles"][language])
        self.separator = self.random.choice(self.material["separators"][language])
        self.connector = self.random.choice(self.material["and"][language])
        self.publisher, self.place = self.random.choice(self.homes("publishers")).split("|")

    def homes(self, kind: str) -> list[str]:
        table = self.material["homes"][kind]
        if self.language != "en" and self.random.random() < 0.2:
            return list(table.get("en", table.get(self.language)))
        return list(table.get(self.language) or table["en"])

    def fill(self, slot: str) -> Pieces:
        """Return the pieces that stand in the place of a slot, each with its label."""
        if slot in SLOTS:
            return SLOTS[slot](self)
        if slot in DATES:
            return [(DATES[slot](self), "date")]
        message = f"no slot is named {slot}"
        raise ValueError(message)

    def fill_author(self) -> Pieces:
        return self._names("editor" if self.variant == "editor" else "author", self.style)

    def fill_capital_author(self) -> Pieces:
        return self._names("author", "capital")

    def fill_editor(self) -> Pieces:
        style = self.style if self.random.random() < 0.6 else self.random.choice(self.material["name_styles"][self.language])
        return self._names("editor", style)

    def fill_capital_editor(self) -> Pieces:
        return self._names("editor", "capital")

    def fill_editorfamily(self) -> Pieces:
        count = self.random.choice([1, 2])
        return [("/".join(self.random.choice(self.material["names"]["family"][self.language]) for _ in range(count)), "editor")]

    def _names(self, label: str, style: str) -> Pieces:
        count = self.random.choice([1, 1, 1, 1, 2, 2, 2, 3, 3, 4])
        names = [self._name(style, first=number == 0) for number in range(count)]
        if count == 1:
            joined = names[0]
        elif self.connector in ("/", ";"):
            mark = self.random.choice(["/", " / ", "/ "]) if self.connector == "/" else "; "
            joined = mark.join(names)
        else:
            comma = self.random.choice(["", ","]) if self.separator == "," else ""
            joined = f"{self.separator} ".join(names[:-1]) + f"{comma} {self.connector} " + names[-1]
        if count > 1 and self.random.random() < 0.06:
            joined = names[0] + self.random.choice(
                [" et al.", ", et al.", " u. a."] if self.language == "de" else [" et al.", ", et al."]
            )
        return [(joined.rstrip("."), label), (".", None)] if joined.endswith(".") else [(joined, label)]

    def _name(self, style: str, *, first: bool) -> str:
        mixed = self.random.random() < 0.3
        family = self.random.choice(self.material["names"]["family"]["en" if mixed else self.language])
        given = self.random.choice(self.material["names"]["given"]["en" if mixed else self.language])
        initials = " ".join(part[0] + "." for part in re.split(r"[\s-]", given))
        if self.random.random() < 0.35:
            middle = self.random.choice("ABCDEFGHJKLMRSTW") + "."
            given, initials = f"{given} {middle}", f"{initials} {middle}"
        forms = {
            "full": f"{family}, {given}",
            "initials": f"{family}, {initials}",
            "straight": f"{given} {family}",
            "short": f"{initials} {family}",
            "chicago": f"{family}, {given}" if first else f"{given} {family}",
            "vancouver": f"{family} {initials.replace('. ', '').replace('.', '')}",
            "capital": f"{family.upper()}, {given if self.random.random() < 0.5 else initials}",
        }
        return forms[style]

    def fill_title(self) -> Pieces:
        if self.variant != "de" and self.pool and self.random.random() < (0.55 if self.language == "en" else 0.12):
            return [(self.random.choice(self.pool), "title")]
        title = self._phrase()
        if self.random.random() < 0.2:
            title += self.random.choice([": ", ". "]) + self._phrase()
        return [(title, "title")]

    def fill_book(self) -> Pieces:
        title = self._phrase()
        if self.random.random() < 0.35:
            title += self.random.choice([": ", ". "]) + self._phrase()
        return [(title, "container-title")]

    def fill_translated(self) -> Pieces:
        return [(self._phrase(), "translated-title")]

    def _phrase(self) -> str:
        parts = self.material["titles"][self.language]
        pattern = self.random.choice(parts["pattern"])

        def word(found: re.Match[str]) -> str:
            key = found[1]
            if key == "C":
                return str(self.random.choice(parts["first"])) + str(self.random.choice(parts["second"]))
            kind = {"a": "adjective", "n": "noun", "p": "place"}[key.lower()]
            chosen = str(self.random.choice(parts[kind]))
            return chosen[0].upper() + chosen[1:] if key.isupper() else chosen

        return SLOT.sub(word, pattern)

    def fill_body(self) -> Pieces:
        return [
            (self.random.choice(self.material["bodies"][self.language]), "editor" if self.variant == "editor" else "author")
        ]

    def fill_bulletin(self) -> Pieces:
        return [(self.random.choice(self.material["homes"]["bulletins"]), "container-title")]

    def fill_body2(self) -> Pieces:
        return [(self.random.choice(self.material["bodies"][self.language]), "publisher")]

    def fill_institute(self) -> Pieces:
        name = self.random.choice(self.material["bodies"]["publish"])
        label = "container-title" if self.variant == "site" else "publisher"
        return [(name, label)]

    def fill_news(self) -> Pieces:
        self.paper = getattr(self, "paper", None) or self.random.choice(self.homes("news"))
        return [(self.paper, "container-title")]

    def fill_news1(self) -> Pieces:
        self.paper = self.random.choice(self.homes("news"))
        return [(self.paper, "author")]

    def fill_journal(self) -> Pieces:
        return [(self.random.choice(self.homes("journals")), "container-title")]

    def fill_series(self) -> Pieces:
        return [(self.random.choice(self.homes("series")), "collection-title")]

    def fill_bookseries(self) -> Pieces:
        return [(self.random.choice(self.homes("books")), "collection-title")]

    def fill_no(self) -> Pieces:
        return [(str(self.random.choice([self.random.randint(1, 99), self.random.randint(100, 9999)])), "collection-number")]

    def fill_conference(self) -> Pieces:
        return [(self.random.choice(self.material["homes"]["conferences"]), "container-title")]

    def fill_publisher(self) -> Pieces:
        return [(self.publisher, "publisher")]

    def fill_place(self) -> Pieces:
        return [(self.place, "location")]

    def fill_university(self) -> Pieces:
        return [(self.random.choice(self.material["universities"][self.language]), "publisher")]

    def fill_edition(self) -> Pieces:
        edition = self.random.choice(self.material["editions"][self.language])
        return [(edition.rstrip("."), "edition"), ("." if edition.endswith(".") else "", None)]

    def fill_volume(self) -> Pieces:
        return [(str(self.random.choice([self.random.randint(1, 40), self.random.randint(1, 130)])), "volume")]

    def fill_issue(self) -> Pieces:
        return [(self.random.choice(["1", "2", "3", "4", "5", "6", "8", "10", "12", "1/2", "3-4", "27", "41"]), "issue")]

    def fill_page(self) -> Pieces:
        return [(str(self.random.randint(1, 400)), "pages")]

    def fill_pages(self) -> Pieces:
        first = self.random.randint(1, 900)
        last = first + self.random.randint(2, 40)
        if self.random.random() < 0.15 and first > 100 and first // 100 == last // 100:
            last %= 100
        dash = self.random.choice(["-", "-", "–", " - ", "- ", "–"])
        return [
            (f"{first}{dash}{last}", "pages"),
            (self.random.choice(["", "", "", "ff"]) if self.language == "de" and self.random.random() < 0.1 else "", None),
        ]

    def fill_year(self) -> Pieces:
        return [(f"{self.year}{self.letter}", "date")]

    def fill_year2(self) -> Pieces:
        return [(str(self.year + self.random.randint(0, 3)), "date")]

    def fill_url(self) -> Pieces:
        slug = re.sub(r"[^a-z0-9]+", "-", self._phrase().lower()).strip("-")
        host = self.random.choice(self.material["homes"]["hosts"])
        path = self.random.choice(
            [
                f"/{self.year}/{self.month:02d}/{slug}/",
                f"/news/{slug}-{self.random.randint(1000, 99999)}.html",
                f"/article.cfm?c_id={self.month}&objectid={self.random.randint(10**6, 10**8)}",
                "/" + slug,
                "",
            ]
        )
        scheme = (
            self.random.choice(["http://", "https://", "https://"])
            if not host.startswith("www") or self.random.random() < 0.8
            else ""
        )
        return [(f"{scheme}{host}{path}", "url")]

    def fill_doi(self) -> Pieces:
        return [(f"https://doi.org/10.{self.random.randint(1000, 9999)}/{self.random.randint(10000, 999999)}", "doi")]

    def fill_accessed(self) -> Pieces:
        return [(self.random.choice(self.material["accessed"][self.language]).format(_day_date(self)), "note")]


def _day_date(values: _Values) -> str:
    return DATES[{"de": "ddate", "en": "date", "es": "sdate", "fr": "fdate", "it": "idate", "pt": "pdate"}[values.language]](
        values
    )


def _dated(language: str, form: str) -> Callable[[_Values], str]:
    def printed(values: _Values) -> str:
        return form.format(
            d=values.day,
            m=month_names(language)[values.month - 1],
            n=values.month,
            y=values.year,
            l=values.letter if language == "en" else "",
        )

    return printed


def _german(values: _Values) -> str:
    form = values.random.choice(["{d}.{n}.{y}", "{d}. {m} {y}", "{d:02d}.{n:02d}.{y}", "{d}.{n}.{s}"])
    return form.format(
        d=values.day,
        m=month_names("de")[values.month - 1],
        n=values.month,
        y=values.year,
        s=f"{values.year % 100:02d}" if values.random.random() < 0.3 else values.year,
    )


DATES: dict[str, Callable[[_Values], str]] = {
    "date": _dated("en", "{d} {m} {y}{l}"),
    "ddate": _german,
    "dm": _dated("en", "{d} {m}"),
    "dmy": _dated("en", "{d} {m} {y}"),
    "fdate": _dated("fr", "{d} {m} {y}"),
    "idate": _dated("it", "{d} {m} {y}"),
    "md": _dated("en", "{m} {d}"),
    "mdate": _dated("en", "{m} {d}, {y}"),
    "month": _dated("en", "{m}"),
    "month2": _dated("de", "{m}"),
    "pdate": _dated("pt", "{d} de {m} de {y}"),
    "sdate": _dated("es", "{d} de {m} de {y}"),
}


SLOTS: dict[str, Callable[[_Values], Pieces]] = {
    "AUTHOR": _Values.fill_capital_author,
    "EDITOR": _Values.fill_capital_editor,
    "accessed": _Values.fill_accessed,
    "author": _Values.fill_author,
    "body": _Values.fill_body,
    "body2": _Values.fill_body2,
    "book": _Values.fill_book,
    "bookseries": _Values.fill_bookseries,
    "bulletin": _Values.fill_bulletin,
    "conference": _Values.fill_conference,
    "doi": _Values.fill_doi,
    "edition": _Values.fill_edition,
    "editor": _Values.fill_editor,
    "editorfamily": _Values.fill_editorfamily,
    "institute": _Values.fill_institute,
    "issue": _Values.fill_issue,
    "journal": _Values.fill_journal,
    "news": _Values.fill_news,
    "news1": _Values.fill_news1,
    "no": _Values.fill_no,
    "page": _Values.fill_page,
    "pages": _Values.fill_pages,
    "place": _Values.fill_place,
    "publisher": _Values.fill_publisher,
    "series": _Values.fill_series,
    "title": _Values.fill_title,
    "translated": _Values.fill_translated,
    "university": _Values.fill_university,
    "url": _Values.fill_url,
    "volume": _Values.fill_volume,
    "year": _Values.fill_year,
    "year2": _Values.fill_year2,
}
"""What stands in the place of a slot of a template; the slots of ``DATES`` are dates."""


def make_entries(count: int, *, seed: int = 1, pool: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield ``count`` labelled entries."""
    maker = Maker(seed, pool)
    for _ in range(count):
        yield maker.entry()


def title_pool(records: Sequence[dict[str, Any]]) -> list[str]:
    """Return titles of labelled entries, to be told again in other styles."""
    titles = [title for record in records for title in record.get("fields", {}).get("title", ())]
    return [
        title
        for title in titles
        if 20 < len(title) < 160 and title.count(" ") > 2 and title[0].isupper() and not re.search(r"[<>“”\"„«»]", title)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print made entries as JSON Lines."""
    parser = argparse.ArgumentParser(prog="python -m extract.references.making", description="Make labelled entries.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--titles", type=Path, help="JSON Lines of labelled entries whose titles may be used")
    options = parser.parse_args(arguments)
    lines = options.titles.read_text("utf-8").splitlines() if options.titles else []
    pool = title_pool([json.loads(line) for line in lines if line.strip()])
    for entry in make_entries(options.count, seed=options.seed, pool=pool):
        sys.stdout.write(json.dumps(entry, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
